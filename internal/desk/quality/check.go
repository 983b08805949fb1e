// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package quality

import (
	"context"
	"fmt"
	"hash/fnv"
	"sync"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/plausibility"
	"planraum/internal/method/stockflow"
)

// Desk answers what does not fit together. It is safe for use by several
// goroutines.
type Desk struct {
	ledger    Ledger
	catalogue Catalogue
	registers Registers
	patience  time.Duration

	one  sync.Mutex // held by the check that runs, because it needs memory
	mu   sync.Mutex // guards kept and what it holds
	kept map[view]*check
}

// patience is how long a page waits for a check.
const patience = 1500 * time.Millisecond

// glance is how long a page waits for a check that it only mentions.
const glance = 100 * time.Millisecond

// keptViews bounds for how many as-of dates and readers findings are kept.
const keptViews = 16

// New returns a desk over a ledger.
func New(l Ledger, c Catalogue, r Registers) *Desk {
	return &Desk{ledger: l, catalogue: c, registers: r, patience: patience, kept: map[view]*check{}}
}

// view is what findings depend on beside the figures: what is known is seen
// through the reader's lens.
type view struct {
	asOf period.Date
	lens audience.Lens
}

// state names the figures and the names that they use.
type state struct {
	position int64
	names    uint64
}

// checked is the outcome of a check.
type checked struct {
	state    state
	findings []plausibility.Finding
	figures  int
}

// check is the last outcome of a view and the check that is under way.
type check struct {
	last    *checked
	running chan struct{} // closed at its end; nil: none
	err     error         // of the last check that ended
}

// checked returns the findings of a view: kept ones where no figure has come
// in, else new ones. Where that takes longer than wait (0: without limit) it
// returns the ones before, and true; the check goes on.
func (d *Desk) checked(ctx context.Context, asOf period.Date, wait time.Duration) (checked, bool, error) {
	now, areas, indicators, err := d.state(ctx)
	if err != nil {
		return checked{}, false, err
	}
	c := d.started(ctx, asOf, now, areas, indicators)
	var late <-chan time.Time
	if wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		late = timer.C
	}
	d.mu.Lock()
	running := c.running
	d.mu.Unlock()
	if running != nil {
		select {
		case <-running:
		case <-late:
			d.mu.Lock()
			defer d.mu.Unlock()
			if c.last == nil {
				return checked{}, true, nil
			}
			return *c.last, true, nil
		case <-ctx.Done():
			return checked{}, false, ctx.Err()
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if c.err != nil || c.last == nil {
		return checked{}, false, c.err
	}
	return *c.last, false, nil
}

// started begins a check unless the kept one still holds or one is under way.
func (d *Desk) started(ctx context.Context, asOf period.Date, now state, areas []area.Area, indicators []figure.Indicator) *check {
	v := view{asOf, audience.Through(ctx)}
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.kept[v]
	if c == nil {
		if len(d.kept) >= keptViews {
			clear(d.kept) // checks under way end unseen
		}
		c = &check{}
		d.kept[v] = c
	}
	if c.running != nil || c.last != nil && c.last.state == now {
		return c
	}
	c.running = make(chan struct{})
	go func() {
		d.one.Lock()
		found, err := d.run(context.WithoutCancel(ctx), asOf, areas, indicators)
		d.one.Unlock()
		found.state = now
		d.mu.Lock()
		defer d.mu.Unlock()
		if c.err = err; err == nil {
			c.last = &found
		}
		close(c.running)
		c.running = nil
	}()
	return c
}

// state says whether findings that were kept still hold.
func (d *Desk) state(ctx context.Context) (state, []area.Area, []figure.Indicator, error) {
	position, err := d.ledger.FigurePosition(ctx)
	if err != nil {
		return state{}, nil, nil, err
	}
	areas, err := d.catalogue.Areas(ctx, "")
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return state{}, nil, nil, err
	}
	indicators, err := d.catalogue.Indicators(ctx)
	if err != nil {
		return state{}, nil, nil, err
	}
	names := fnv.New64a()
	for _, a := range areas {
		fmt.Fprint(names, a.ID, a.Level, a.Parent, a.Name, "|")
	}
	for _, i := range indicators {
		fmt.Fprint(names, i.Code, i.Kind, i.Places, i.Name, i.Unit, "|")
	}
	return state{position, names.Sum64()}, areas, indicators, nil
}

// run reads all figures once, series by series, and checks each indicator when
// its last figure has come.
func (d *Desk) run(ctx context.Context, asOf period.Date, areas []area.Area, indicators []figure.Indicator) (checked, error) {
	choices, err := d.ledger.Choices(ctx, figure.Query{AsOf: asOf})
	if err != nil {
		return checked{}, err
	}
	w := newWalk(plausibility.New(areas, indicators, asOf), indicators, choices)
	err = d.ledger.EachFigure(ctx, figure.Query{AsOf: asOf}, func(f figure.Figure) error {
		w.take(f)
		return nil
	})
	if err != nil {
		return checked{}, err
	}
	w.endIndicator()
	return checked{findings: w.checker.Findings(w.accounts(choices)), figures: w.figures}, nil
}

// walk puts a stream of figures, ordered by their keys, into series.
type walk struct {
	checker    *plausibility.Checker
	indicators map[string]figure.Indicator
	choices    map[figure.Key]figure.Choice
	open       []figure.Figure // of the series under way
	series     []plausibility.Series
	stocks     map[book][]figure.Figure // of stock accounts
	order      []book
	figures    int
}

// book is whose stock account it is.
type book struct {
	in    area.ID
	group population.ID
}

func newWalk(c *plausibility.Checker, indicators []figure.Indicator, choices []figure.Choice) *walk {
	w := &walk{checker: c, indicators: map[string]figure.Indicator{}, choices: map[figure.Key]figure.Choice{}, stocks: map[book][]figure.Figure{}}
	for _, i := range indicators {
		w.indicators[i.Code] = i
	}
	for _, one := range choices {
		w.choices[one.Key] = one
	}
	return w
}

func (w *walk) take(f figure.Figure) {
	if n := len(w.open); n > 0 {
		last := &w.open[n-1]
		switch {
		case last.Indicator != f.Indicator:
			w.endIndicator()
		case last.Area != f.Area || last.Group != f.Group:
			w.endSeries()
		}
	}
	w.open = append(w.open, f)
	w.figures++
}

func (w *walk) endSeries() {
	if len(w.open) == 0 {
		return
	}
	first := w.open[0]
	w.series = append(w.series, plausibility.NewSeries(w.indicators[first.Indicator], w.open, w.choices))
	switch first.Indicator {
	case stockflow.Persons, stockflow.Arrivals, stockflow.Departures, stockflow.Corrections:
		b := book{first.Area, first.Group}
		if w.stocks[b] == nil {
			w.order = append(w.order, b)
		}
		w.stocks[b] = append(w.stocks[b], w.open...)
	}
	w.open = w.open[:0]
}

func (w *walk) endIndicator() {
	w.endSeries()
	if len(w.series) > 0 {
		w.checker.Take(w.series[0].Indicator, w.series)
	}
	w.series = nil
}

// accounts sets stocks against flows, area by area and group by group.
func (w *walk) accounts(choices []figure.Choice) []plausibility.Balance {
	var list []plausibility.Balance
	for _, b := range w.order {
		for _, a := range stockflow.Balances(w.stocks[b], choices) {
			list = append(list, plausibility.OfAccount(a.Start.Figure, a.End.Figure, plausibility.Flows{
				Arrivals: heads(a.Arrivals), Departures: heads(a.Departures), Corrections: int64(a.Corrections),
				Contained: int64(a.Contained), Complete: a.Complete, Figures: numbers(a.ArrivalsBy, a.DeparturesBy, a.CorrectedBy),
			}))
		}
	}
	return list
}

func heads(n *unit.Headcount) int64 {
	if n == nil {
		return 0
	}
	return int64(*n)
}

func numbers(lists ...[]figure.Picked) []int64 {
	var all []int64
	for _, l := range lists {
		for _, p := range l {
			all = append(all, p.ID)
		}
	}
	return all
}
