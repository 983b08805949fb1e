// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package protect is the desk between the ledger and every reader: under the
// context of an audience each figure is shown, rounded or kept secret as one
// protected table says, which was made over everything that the audience could
// ask for. Desks above reckon with what is left; so do pages, charts, files and
// answers. It also keeps the log of what left the house.
package protect

import (
	"context"
	"fmt"
	"sync"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/method/disclosure"
)

// Ledger is what the desk asks of the figures.
type Ledger interface {
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Figure(ctx context.Context, id int64) (figure.Figure, error)
	EachFigure(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error
	Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	Position(ctx context.Context) (int64, error)
	FigurePosition(ctx context.Context) (int64, error)
	SummariesBelow(ctx context.Context, asOf period.Date, before int64) ([]figure.Summary, error)
	Tallies(ctx context.Context, after int64) ([]figure.Tally, error)
	SeriesOf(ctx context.Context, indicator string) ([]figure.Key, error)
}

// Names is what the desk asks of indicators, areas and their editions.
type Names interface {
	Indicators(ctx context.Context) ([]figure.Indicator, error)
	Areas(ctx context.Context, edition string) ([]area.Area, error)
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
}

// Memory keeps what was shown to whom. Both lists only grow.
type Memory interface {
	// Kept returns the newest pattern of an audience; false where there is none.
	Kept(ctx context.Context, a audience.Audience) (Kept, bool, error)
	Keep(ctx context.Context, k Kept) error
	AddDeparture(ctx context.Context, d Departure) error
	// Departures returns the newest ones first, at most limit.
	Departures(ctx context.Context, limit int) ([]Departure, error)
}

// Kept is the pattern of an audience up to a position of the ledger: figures
// recorded by then and not hidden were shown.
type Kept struct {
	Audience audience.Audience
	Policy   string
	Position int64
	Rounded  bool
	Hidden   []int64 // figures
	MadeAt   time.Time
}

// Desk protects figures. It satisfies the ledgers of the desks above it and is
// safe for use by several goroutines.
type Desk struct {
	ledger   Ledger
	names    Names
	memory   Memory
	policies map[audience.Audience]disclosure.Policy
	now      func() time.Time
	taken    func(ctx context.Context, content, format string) error // nil: nobody wants to know

	patience Patience
	life     context.Context // of all makings
	end      context.CancelFunc
	under    sync.WaitGroup // makings

	mu     sync.Mutex // guards what follows
	tables map[audience.Audience]*Table
	making map[audience.Audience]*making // under way
	failed map[audience.Audience]failure // since the last table
	closed bool
}

// New returns a desk over a ledger. now stamps patterns and departures.
func New(l Ledger, n Names, m Memory, policies map[audience.Audience]disclosure.Policy, now func() time.Time) *Desk {
	d := &Desk{
		ledger: l, names: n, memory: m, policies: policies, now: now, patience: Usual,
		tables: map[audience.Audience]*Table{}, making: map[audience.Audience]*making{}, failed: map[audience.Audience]failure{},
	}
	d.life, d.end = context.WithCancel(context.Background())
	return d
}

// Policy returns the policy of an audience.
func (d *Desk) Policy(a audience.Audience) disclosure.Policy { return d.policies[a] }

// Figures answers as the ledger does, protected for the context's audience.
func (d *Desk) Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	t, err := d.tableOf(ctx)
	if err != nil {
		return nil, err
	}
	figures, err := d.ledger.Figures(ctx, t.bound(q))
	return t.shown(figures), err
}

// EachFigure answers as the ledger does, without what is secret: checks of
// figures against each other would tell of it.
func (d *Desk) EachFigure(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error {
	t, err := d.tableOf(ctx)
	if err != nil {
		return err
	}
	return d.ledger.EachFigure(ctx, t.bound(q), func(f figure.Figure) error {
		if f = t.Show(f); t.later(f.ID) || f.IsSecret() {
			return nil
		}
		return fn(f)
	})
}

// Latest answers as the ledger does, protected for the context's audience.
func (d *Desk) Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	t, err := d.tableOf(ctx)
	if err != nil {
		return nil, err
	}
	figures, err := d.ledger.Latest(ctx, t.bound(q))
	return t.shown(figures), err
}

// Figure answers as the ledger does, protected for the context's audience.
func (d *Desk) Figure(ctx context.Context, id int64) (figure.Figure, error) {
	t, err := d.tableOf(ctx)
	if err != nil {
		return figure.Figure{}, err
	}
	f, err := d.ledger.Figure(ctx, id)
	if err != nil {
		return f, err
	}
	if t.later(f.ID) {
		return figure.Figure{}, fault.New(fault.NotFound, fmt.Sprintf("protect.Figure(%d)", id),
			fmt.Sprintf("Die Angabe mit der Nummer %d wird noch geschützt und erscheint, sobald das fertig ist.", id),
			fmt.Sprintf("The figure with the number %d is still being protected and appears as soon as that is done.", id))
	}
	return t.Show(f), nil
}

// tableOf returns the table for the context's audience.
func (d *Desk) tableOf(ctx context.Context) (*Table, error) {
	return d.Table(ctx, audience.Of(ctx).Audience)
}

// Choices answers as the ledger does, but for choices of figures that are not
// shown yet; the reason of a choice between figures of which one is secret is
// kept back, because reasons quote numbers.
func (d *Desk) Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error) {
	t, err := d.tableOf(ctx)
	if err != nil {
		return nil, err
	}
	choices, err := d.ledger.Choices(ctx, t.bound(q))
	if err != nil || t == &open {
		return choices, err
	}
	for i := range choices {
		if t.touched[t.dated(choices[i].Key)] != nil {
			choices[i].Reason = figure.Secret.Label().De
		}
	}
	return choices, nil
}

// Position is the ledger's.
func (d *Desk) Position(ctx context.Context) (int64, error) { return d.ledger.Position(ctx) }

// FigurePosition is the ledger's.
func (d *Desk) FigurePosition(ctx context.Context) (int64, error) {
	return d.ledger.FigurePosition(ctx)
}

// SeriesOf is the ledger's: which areas and groups have figures is no secret.
func (d *Desk) SeriesOf(ctx context.Context, indicator string) ([]figure.Key, error) {
	return d.ledger.SeriesOf(ctx, indicator)
}

// Summaries answers as the ledger does, without contradictions between figures
// of which one is secret: that they differ tells something of them.
func (d *Desk) Summaries(ctx context.Context, asOf period.Date) ([]figure.Summary, error) {
	t, err := d.tableOf(ctx)
	if err != nil {
		return nil, err
	}
	all, err := d.ledger.SummariesBelow(ctx, asOf, t.bound(figure.Query{}).Before)
	if err != nil {
		return all, err
	}
	for i := range all {
		all[i].Contradicted = max(0, all[i].Contradicted-t.contradicted(all[i].Indicator, asOf))
	}
	return all, nil
}

// Prepare makes the tables of all audiences for the ledger's present position,
// as a job would after an import. progress may be nil. What a reader's question
// has begun is not made twice.
func (d *Desk) Prepare(ctx context.Context, progress func(done, total int)) error {
	_, err := d.present(ctx, audience.Public, progress)
	return fault.Wrap("protect.Prepare", err)
}

// Table returns the protected table of an audience: in a request (see Receive)
// the one that the request is answered from, else that of the ledger's present
// position, however long it takes.
func (d *Desk) Table(ctx context.Context, a audience.Audience) (*Table, error) {
	op := "protect.Table(" + string(a) + ")"
	if v, ok := audience.SightOf(ctx).(*visit); ok && v.desk == d {
		s := v.of(a)
		return s.table, fault.Wrap(op, s.err)
	}
	if !d.protects(a) {
		return &open, nil
	}
	t, err := d.present(ctx, a, nil)
	return t, fault.Wrap(op, err)
}

// protects reports whether anything is kept from an audience.
func (d *Desk) protects(a audience.Audience) bool {
	return (a == audience.Public || a == audience.Office) && (d.policies[a].Protects() || d.policies[a].Version == "")
}

// open is the table of those from whom nothing is kept.
var open Table
