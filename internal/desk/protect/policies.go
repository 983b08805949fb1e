// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package protect

import (
	"context"
	"embed"
	"io/fs"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/fault"
	"planraum/internal/method/disclosure"
	"planraum/internal/text"
)

//go:embed policies/*.txt
var defaults embed.FS

// Policies reads the policy files of a folder (NAME.txt, one for an audience);
// for an audience without a file the program's own counts. own may be nil. All
// faults of all files are named at once.
func Policies(own fs.FS) (map[audience.Audience]disclosure.Policy, error) {
	builtIn, err := fs.Sub(defaults, "policies")
	if err != nil {
		return nil, fault.Wrap("protect.Policies", err)
	}
	all := map[audience.Audience]disclosure.Policy{}
	var faults []fault.Row
	for _, folder := range []fs.FS{builtIn, own} {
		if folder == nil {
			continue
		}
		names, err := fs.Glob(folder, "*.txt")
		if err != nil {
			return nil, fault.Wrap("protect.Policies", err)
		}
		read := map[audience.Audience]string{}
		for _, name := range names {
			p, err := readPolicy(folder, name)
			switch {
			case err != nil && len(fault.RowsOf(err)) == 0:
				return nil, err
			case err != nil:
				faults = append(faults, fault.RowsOf(err)...)
			case read[p.Audience] != "":
				faults = append(faults, fault.Row{
					File: name, Column: "audience", Value: string(p.Audience),
					Expected: text.T("eine Datei je Adressatenkreis; es gibt schon "+read[p.Audience], "one file for each audience; there is "+read[p.Audience]+" already"),
				})
			default:
				all[p.Audience], read[p.Audience] = p, name
			}
		}
	}
	if public, office := all[audience.Public], all[audience.Office]; len(faults) == 0 && disclosure.Stricter(public, office) < 0 {
		faults = append(faults, fault.Row{
			File: "public", Column: "threshold", Value: public.Version,
			Expected: text.T("mindestens so streng wie für die Ämter", "at least as strict as for the offices"),
		})
	}
	if len(faults) > 0 {
		return nil, fault.Refuse("protect.Policies", faults)
	}
	return all, nil
}

func readPolicy(folder fs.FS, name string) (disclosure.Policy, error) {
	f, err := folder.Open(name)
	if err != nil {
		return disclosure.Policy{}, fault.Wrap("protect.readPolicy("+name+")", err)
	}
	defer f.Close()
	return disclosure.ReadPolicy(name, f)
}

// Departure is something that left the house: a file, an answer, a data set.
type Departure struct {
	At        time.Time
	Audience  audience.Audience
	Recipient string // role or office, never a person
	Content   string // what it holds: page and table, or operation and question
	Format    string
	Policy    string // version under which it was protected
	Position  int64  // of the ledger
	Purpose   string // empty: not said
}

// TellTaken has told called when the data owner takes something for itself,
// unprotected: that leaves no line in the log of what left the house.
func (d *Desk) TellTaken(told func(ctx context.Context, content, format string) error) {
	d.taken = told
}

// Record keeps in the log what leaves for the context's audience. The data
// owner's own files do not leave.
func (d *Desk) Record(ctx context.Context, recipient, content, format, purpose string) error {
	const op = "protect.Record"
	a := audience.Of(ctx).Audience
	if a == audience.Owner {
		if d.taken == nil {
			return nil
		}
		return fault.Wrap(op, d.taken(ctx, clip(content), clip(format)))
	}
	position, err := d.ledger.Position(ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	m := maker{policy: d.policies[a]}
	return fault.Wrap(op, d.memory.AddDeparture(ctx, Departure{
		At: d.now(), Audience: a, Recipient: clip(recipient), Content: clip(content), Format: clip(format),
		Policy: m.version(), Position: position, Purpose: clip(purpose),
	}))
}

// clip keeps a text of the log short.
func clip(s string) string {
	if r := []rune(s); len(r) > 500 {
		return string(r[:500])
	}
	return s
}

// Departures lists what left last, newest first.
func (d *Desk) Departures(ctx context.Context, limit int) ([]Departure, error) {
	list, err := d.memory.Departures(ctx, limit)
	return list, fault.Wrap("protect.Departures", err)
}
