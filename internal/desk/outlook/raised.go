// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"planraum/internal/city/audience"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	noun "planraum/internal/city/warning"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Entry is a kept warning with the number of its record.
type Entry struct {
	noun.Kept
	Record int64
}

// Raised lists what was kept on asOf or before, oldest first; what was kept later for an
// earlier day is not among it.
func (d *Desk) Raised(ctx context.Context, asOf period.Date) ([]noun.Kept, error) {
	entries, err := d.entries(ctx, asOf)
	if err != nil {
		return nil, fault.Wrap("outlook.Raised", err)
	}
	return nouns(entries), nil
}

func nouns(entries []Entry) []noun.Kept {
	list := make([]noun.Kept, len(entries))
	for i, e := range entries {
		list[i] = e.Kept
	}
	return list
}

func (d *Desk) entries(ctx context.Context, asOf period.Date) ([]Entry, error) {
	records, err := d.registers.Records(ctx, register.Warning, asOf)
	if err != nil {
		return nil, err
	}
	list := make([]Entry, 0, len(records))
	for _, r := range records {
		e, err := entryOf(r)
		if err != nil {
			return nil, err
		}
		if visible(ctx, e) && !e.RaisedOn.After(asOf) {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b Entry) int {
		if c := a.AsOf.Compare(b.AsOf); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list, nil
}

func entryOf(r register.Record) (Entry, error) {
	e := Entry{Record: r.ID}
	err := json.Unmarshal(r.Body, &e.Kept)
	return e, fault.Wrap("outlook.entryOf("+r.Key+")", err)
}

// Entry is the kept warning with an ID; fault.NotFound without one.
func (d *Desk) Entry(ctx context.Context, id string) (Entry, error) {
	const op = "outlook.Entry"
	versions, err := d.registers.Versions(ctx, register.Warning, id)
	if err != nil {
		return Entry{}, fault.Wrap(op, err)
	}
	missing := fault.New(fault.NotFound, op+"("+id+")", "Diesen festgehaltenen Stand gibt es nicht.", "There is no such kept warning.")
	if len(versions) == 0 {
		return Entry{}, missing
	}
	e, err := entryOf(versions[0])
	if err == nil && !visible(ctx, e) {
		return Entry{}, missing
	}
	return e, err
}

// visible reports whether the reader may see what was kept: whoever sees what the public
// sees, as the council does, is not told what rests on figures that are not released.
func visible(ctx context.Context, e Entry) bool {
	return e.Released || audience.Of(ctx).Most() != audience.Public
}

// Edition names the figures that it rests on, by the audience for whom it was made.
func (e Entry) Edition() text.Text {
	switch {
	case e.Audience == audience.Public:
		return text.T("freigegebene Werte, wie die Öffentlichkeit sie sehen darf; auch für den Gemeinderat", "released figures as the public may see them; for the council too")
	case e.Released:
		return text.T("freigegebene Werte; auch für den Gemeinderat", "released figures; for the council too")
	}
	return text.T("alle bekannten Werte, auch nicht freigegebene; nur für die Ämter", "all known figures, also not released ones; for the offices only")
}

// KeptOn is what was kept of a day over the ledger, in the widest edition that the reader
// may see; false where there is none.
func (d *Desk) KeptOn(ctx context.Context, day period.Date) (Entry, bool, error) {
	for _, a := range Editions() {
		e, err := d.Entry(ctx, EditionID(day, a))
		if kind := fault.KindOf(err); err == nil || kind != fault.NotFound {
			return e, err == nil, err
		}
	}
	return Entry{}, false, nil
}

// Record is what was kept until a day, beside what is known of it now.
type Record struct {
	Entries []Entry  // oldest first
	Judged  []Judged // months that are over and known
	// Reliability is that of what was kept in time, Leads the same by lead time, and
	// Later that of what was kept afterwards: nobody could read it in time, and who kept
	// it may have known what came.
	Reliability Reliability
	Leads       []LeadClass
	Later       Reliability
}

// once leaves out editions of which the reader sees the one that rests on all figures:
// what was said on a day is judged once.
func once(entries []Entry) []Entry {
	seen := map[string]bool{}
	for _, e := range entries {
		seen[e.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool {
		base, _, edition := strings.Cut(e.ID, editionMark)
		return edition && seen[base]
	})
}

// InTime are the entries that were kept in time.
func (r Record) InTime() int {
	n := 0
	for _, e := range r.Entries {
		if !e.Afterwards() {
			n++
		}
	}
	return n
}

// Record lists what was kept until asOf and judges it by what is known on that day.
func (d *Desk) Record(ctx context.Context, asOf period.Date) (Record, error) {
	const op = "outlook.Record"
	entries, err := d.entries(ctx, asOf)
	if err != nil || len(entries) == 0 {
		return Record{}, fault.Wrap(op, err)
	}
	r := Record{Entries: entries}
	if r.Judged, err = d.Judged(ctx, nouns(once(entries)), asOf); err != nil {
		return r, fault.Wrap(op, err)
	}
	var timely, later []Judged
	for _, j := range r.Judged {
		if j.Afterwards {
			later = append(later, j)
		} else {
			timely = append(timely, j)
		}
	}
	r.Reliability, r.Leads, r.Later = Reliable(timely), Leads(timely), Reliable(later)
	return r, nil
}

// Judged sets kept warnings beside what is known of their months on asOf.
func (d *Desk) Judged(ctx context.Context, list []noun.Kept, asOf period.Date) ([]Judged, error) {
	past, err := d.Past(ctx, asOf)
	if err != nil {
		return nil, err
	}
	norms, err := known[need.Utilisation](ctx, d.registers, register.Utilisation, asOf)
	if err != nil {
		return nil, err
	}
	return Judge(list, past, norms)
}
