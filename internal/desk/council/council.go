// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package council is the desk of council work: the register of motions and answers,
// papers from draft to decision, committees with their sittings, and the order of
// committees planned backwards from the council's day.
package council

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
)

// Registers is what the desk asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	// AppendAllAfter records new versions if each follows the entry's newest record, all
	// of them or none, else it answers Conflict.
	AppendAllAfter(ctx context.Context, batch figure.Batch, next []register.Next) error
}

// Rights says what who acts in a context may do.
type Rights interface {
	May(ctx context.Context) func(a rights.Action, r rights.Resource) bool
}

// Documents says what stands against a paper's text going out: a field without a value,
// a figure that is not released, a run that is out of date. Nothing where it has none.
type Documents interface {
	Obstacles(ctx context.Context, p council.Paper) ([]fault.Row, error)
	// Unfilled are those of them that are gaps in the text: fields without a value.
	Unfilled(ctx context.Context, p council.Paper) ([]fault.Row, error)
	// Amounts are the financial effects that differ from the cost in the text, and the posts
	// (column "posts") that differ from those that it proposes.
	Amounts(ctx context.Context, p council.Paper) ([]fault.Row, error)
	// Freeze is what is to be recorded with the paper's issue, so that its text never
	// changes either, and the fingerprint of that text.
	Freeze(ctx context.Context, p council.Paper, by string, at time.Time) ([]register.Next, string, error)
}

// Desk answers questions about council work. It is safe for use by several goroutines.
type Desk struct {
	registers Registers
	rights    Rights
	documents Documents
}

// New returns a desk over registers.
func New(registers Registers, rights Rights) *Desk {
	return &Desk{registers: registers, rights: rights}
}

// ObeyDocuments has issuing ask for the texts of papers. Without it papers without a
// text can be issued only.
func (d *Desk) ObeyDocuments(docs Documents) { d.documents = docs }

// Doing is by whom, when and after which version something is done.
type Doing struct {
	Base int64       // version that was seen; 0: there is none yet
	Day  period.Date // as-of day on which it is done
	By   string      // role or office
	Now  time.Time
}

// Stored is a paper with the number of its version.
type Stored struct {
	council.Paper
	Version   int64
	KnownFrom period.Date
	// Cut says that the reader does not see what offices keep to themselves, such as
	// reservations of those who co-signed.
	Cut bool
}

// ResourceOf is what the rules are asked about a paper.
func ResourceOf(p council.Paper) rights.Resource {
	return rights.Resource{Kind: rights.Paper, Released: p.State.Out(), Open: p.Open()}
}

// reader is how much who acts may see.
type reader struct {
	office bool // drafts too
	may    func(rights.Action, rights.Resource) bool
}

func (d *Desk) reader(ctx context.Context) reader {
	may := d.rights.May(ctx)
	return reader{may(rights.Read, rights.Resource{Kind: rights.Paper}), may}
}

func (r reader) sees(p council.Paper) bool { return r.may(rights.Read, ResourceOf(p)) }

// closed reports whether the reader may see what is dealt with in private.
func (r reader) closed() bool {
	return r.may(rights.Read, rights.Resource{Kind: rights.Paper, Released: true})
}

// show cuts from a paper what offices keep to themselves: what was done before it was
// issued, and reservations.
func (r reader) show(p council.Paper) council.Paper {
	if r.office {
		return p
	}
	p.History = slices.DeleteFunc(slices.Clone(p.History), func(a council.Act) bool { return !a.To.Out() })
	p.Signers = slices.Clone(p.Signers)
	for i := range p.Signers {
		p.Signers[i].Note, p.Signers[i].By = "", ""
	}
	return p
}

// Papers lists the papers that were known on asOf and that the reader may see, newest
// first.
func (d *Desk) Papers(ctx context.Context, asOf period.Date) ([]Stored, error) {
	all, err := d.papers(ctx, asOf)
	if err != nil {
		return nil, err
	}
	who := d.reader(ctx)
	all = slices.DeleteFunc(all, func(s Stored) bool { return !who.sees(s.Paper) })
	for i := range all {
		all[i].Paper, all[i].Cut = who.show(all[i].Paper), !who.office
	}
	return all, nil
}

// Listed are the papers of lists: without those that were taken back where they come
// from, which have their own page only.
func (d *Desk) Listed(ctx context.Context, asOf period.Date) ([]Stored, error) {
	all, err := d.Papers(ctx, asOf)
	return slices.DeleteFunc(all, func(s Stored) bool { return s.Withdrawn }), err
}

// papers are all papers, whoever asks.
func (d *Desk) papers(ctx context.Context, asOf period.Date) ([]Stored, error) {
	records, err := d.registers.Records(ctx, register.Paper, asOf)
	if err != nil {
		return nil, fault.Wrap("council.papers", err)
	}
	list := make([]Stored, 0, len(records))
	for _, r := range records {
		s, err := stored(r)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b Stored) int {
		return cmp.Or(b.When().Compare(a.When()), cmp.Compare(b.Reference, a.Reference), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func stored(r register.Record) (Stored, error) {
	s := Stored{Version: r.ID, KnownFrom: r.KnownFrom}
	return s, fault.Wrap("council.stored("+r.Key+")", json.Unmarshal(r.Body, &s.Paper))
}

// Paper returns a paper as it was known on asOf. One that the reader may not see is
// not there.
func (d *Desk) Paper(ctx context.Context, id string, asOf period.Date) (Stored, error) {
	list, err := d.Papers(ctx, asOf)
	if err != nil {
		return Stored{}, err
	}
	for _, s := range list {
		if s.ID == id {
			return s, nil
		}
	}
	return Stored{}, missing(id)
}

// Reads answers NotFound where the reader may not see this version of a paper: what offices
// had in it before it was issued stays with them, also in the derivation of its numbers.
func (d *Desk) Reads(ctx context.Context, version register.Record) error {
	s, err := stored(version)
	if err == nil && !d.reader(ctx).sees(s.Paper) {
		return missing(version.Key)
	}
	return err
}

// Look returns a paper as what the rules are asked about, whoever asks.
func (d *Desk) Look(ctx context.Context, id string, asOf period.Date) (rights.Resource, error) {
	list, err := d.papers(ctx, asOf)
	if err != nil {
		return rights.Resource{}, err
	}
	for _, s := range list {
		if s.ID == id {
			return ResourceOf(s.Paper), nil
		}
	}
	return rights.Resource{}, missing(id)
}

func missing(id string) error {
	return fault.New(fault.NotFound, "council.Paper("+id+")",
		"Diese Drucksache gibt es unter diesem Stand nicht.", "There is no such paper as of this date.")
}

// decoded reads all entries of a register.
func decoded[T any](ctx context.Context, r Registers, kind register.Kind, asOf period.Date) ([]T, []register.Record, error) {
	records, err := r.Records(ctx, kind, asOf)
	if err != nil {
		return nil, nil, fault.Wrap("council.decoded("+string(kind)+")", err)
	}
	list := make([]T, len(records))
	for i, rec := range records {
		if err := json.Unmarshal(rec.Body, &list[i]); err != nil {
			return nil, nil, fault.Wrap("council.decoded("+rec.Key+")", err)
		}
	}
	return list, records, nil
}
