// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package protect_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/protect"
	"planraum/internal/fault"
	"planraum/internal/store"
)

// gated is a ledger of which the reading for a table can be held up and fail.
type gated struct {
	*store.Store
	made atomic.Int32 // how often figures were read for a table

	mu   sync.Mutex // guards what follows
	hold chan struct{}
	fail error
}

func (g *gated) EachFigure(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error {
	if audience.SightOf(ctx) != nil { // a reader's own question
		return g.Store.EachFigure(ctx, q, fn)
	}
	g.made.Add(1)
	g.mu.Lock()
	hold, fail := g.hold, g.fail
	g.mu.Unlock()
	if hold != nil {
		select {
		case <-hold:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if fail != nil {
		return fail
	}
	return g.Store.EachFigure(ctx, q, fn)
}

// shut holds up tables until the returned function is called.
func (g *gated) shut() (release func()) {
	hold := make(chan struct{})
	g.mu.Lock()
	defer g.mu.Unlock()
	g.hold = hold
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.hold = nil
		close(hold)
	}
}

func (g *gated) failing(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.fail = err
}

// held is the small city of chain over a gated ledger, for impatient readers.
func held(t *testing.T) (*gated, *protect.Desk, *approval.Ledger) {
	t.Helper()
	s := small(t)
	policies, err := protect.Policies(nil)
	if err != nil {
		t.Fatal(err)
	}
	g := &gated{Store: s}
	d := protect.New(g, s, s, policies, func() time.Time { return at })
	d.Wait(protect.Patience{Short: 20 * time.Millisecond, First: 20 * time.Millisecond})
	t.Cleanup(d.Close)
	return g, d, approval.New(d, s, s, nil).Ledger()
}

// later records a small count of Nord for a day that has one, and a large one
// for a day after all others.
func later(t *testing.T, g *gated) {
	t.Helper()
	err := g.Write(t.Context(), figure.Batch{ID: "later", File: "g.csv", Kind: "figures", By: "Amt", RecordedAt: at}, func(tx *store.Tx) error {
		return tx.AddFigures(t.Context(), []figure.Figure{
			stated("08111000/02", period.On(day), 1, "GRDrs 3/2016"), stated("08111000/02", period.On(day.AddDays(61)), 777, "GRDrs 3/2016"),
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func office(t *testing.T) context.Context {
	return audience.With(t.Context(), audience.Lens{Audience: audience.Office})
}

// seen is all that the chain answers about the persons of Nord, in every way in
// which it can be asked.
func seen(t *testing.T, ctx context.Context, d *protect.Desk, l *approval.Ledger) map[string][]figure.Figure {
	t.Helper()
	ways := map[string][]figure.Figure{}
	note := func(way string, figures []figure.Figure, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", way, err)
		}
		ways[way] = figures
	}
	q := figure.Query{Indicators: []string{persons}}
	figures, err := l.Figures(ctx, q)
	note("Figures", figures, err)
	figures, err = l.Figures(ctx, figure.Query{Limit: 100})
	note("Figures by page", figures, err)
	ids := make([]int64, 60)
	for i := range ids {
		ids[i] = int64(i + 1)
	}
	figures, err = l.Figures(ctx, figure.Query{IDs: ids})
	note("Figures by number", figures, err)
	figures, err = l.Latest(ctx, q)
	note("Latest", figures, err)
	var each []figure.Figure
	err = d.EachFigure(ctx, q, func(f figure.Figure) error { each = append(each, f); return nil })
	note("EachFigure", each, err)
	var single []figure.Figure
	for _, id := range ids {
		f, err := l.Figure(ctx, id)
		if err == nil {
			single = append(single, f)
		} else if fault.KindOf(err) != fault.NotFound {
			t.Fatal(err)
		}
	}
	ways["Figure"] = single
	return ways
}

func values(figures []figure.Figure) []int64 {
	var list []int64
	for _, f := range figures {
		list = append(list, f.Value.Amount)
	}
	slices.Sort(list)
	return list
}

// TestNothingNewBeforeItIsProtected: while the table of new figures is being
// made, every question is answered as if they were not there; the newest period
// is the one before. Then they are shown, and the small one is secret.
func TestNothingNewBeforeItIsProtected(t *testing.T) {
	g, d, ledger := held(t)
	if err := d.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	before := seen(t, d.Receive(office(t)), d, ledger)
	sums, err := ledger.Summaries(d.Receive(office(t)), period.Date{})
	if err != nil {
		t.Fatal(err)
	}
	release := g.shut()
	later(t, g)
	ctx := d.Receive(office(t))
	for way, figures := range seen(t, ctx, d, ledger) {
		if !slices.Equal(values(figures), values(before[way])) {
			t.Errorf("%s shows %v, want %v", way, values(figures), values(before[way]))
		}
	}
	if now, err := ledger.Summaries(ctx, period.Date{}); err != nil || !slices.Equal(now, sums) {
		t.Errorf("the summaries are %+v, %v; want %+v", now, err, sums)
	}
	if w, err := d.Waiting(ctx); err != nil || w != (protect.Waiting{Figures: 2}) {
		t.Errorf("waiting are %+v, %v", w, err)
	}
	if owner, err := ledger.Figures(d.Receive(t.Context()), figure.Query{Indicators: []string{persons}}); err != nil || len(owner) != 6 {
		t.Errorf("the owner sees %v, %v", values(owner), err)
	}
	old := audience.Through(ctx)
	release()
	if err := d.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if again, err := ledger.Figures(ctx, figure.Query{Indicators: []string{persons}}); err != nil || len(again) != 4 {
		t.Errorf("the same request goes on with other figures: %v, %v", values(again), err)
	}
	ctx = d.Receive(office(t))
	now, err := ledger.Figures(ctx, figure.Query{Indicators: []string{persons}})
	if err != nil || !slices.Contains(values(now), 777) || slices.Contains(values(now), 1) || len(now) != 6 {
		t.Errorf("then the office sees %v, %v", values(now), err)
	}
	if w, err := d.Waiting(ctx); err != nil || w != (protect.Waiting{}) || audience.Through(ctx) == old {
		t.Errorf("then waiting are %+v, %v; answers are kept under %+v", w, err, audience.Through(ctx))
	}
}

// TestOneTableForAll: requests that come together, and the job, wait for one
// table; who comes late does not wait again.
func TestOneTableForAll(t *testing.T) {
	g, d, ledger := held(t)
	if err := d.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	release := g.shut()
	later(t, g)
	made := g.made.Load()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := ledger.Figures(d.Receive(office(t)), figure.Query{Indicators: []string{persons}}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	var steps atomic.Int32
	all.Go(func() {
		if err := d.Prepare(t.Context(), func(int, int) { steps.Add(1) }); err != nil {
			t.Error(err)
		}
	})
	time.Sleep(10 * time.Millisecond)
	release()
	all.Wait()
	if n := g.made.Load() - made; n != 2 { // one for offices, one for the public
		t.Errorf("figures were read %d times for tables, want 2", n)
	}
}

// TestFirstTable: without any table a request is told to come back, the owner is
// not; when the table is there, it is answered.
func TestFirstTable(t *testing.T) {
	g, d, ledger := held(t)
	release := g.shut()
	q := figure.Query{Indicators: []string{persons}}
	for _, ask := range []func(ctx context.Context) error{
		func(ctx context.Context) error { _, err := ledger.Figures(ctx, q); return err },
		func(ctx context.Context) error { _, err := ledger.Latest(ctx, q); return err },
		func(ctx context.Context) error { _, err := ledger.Figure(ctx, 1); return err },
		func(ctx context.Context) error { _, err := ledger.Choices(ctx, q); return err },
		func(ctx context.Context) error { _, err := ledger.Summaries(ctx, period.Date{}); return err },
		func(ctx context.Context) error {
			return d.EachFigure(ctx, q, func(figure.Figure) error { t.Error("a figure without a table"); return nil })
		},
	} {
		if err := ask(d.Receive(office(t))); fault.KindOf(err) != fault.Unavailable || !errors.Is(err, protect.ErrMaking) {
			t.Errorf("without a table the answer is %v", err)
		}
	}
	if figures, err := ledger.Figures(d.Receive(t.Context()), q); err != nil || len(figures) != 4 {
		t.Errorf("the owner sees %v, %v", values(figures), err)
	}
	release()
	if err := d.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if figures, err := ledger.Figures(d.Receive(office(t)), q); err != nil || len(figures) != 4 {
		t.Errorf("then the office sees %v, %v", values(figures), err)
	}
}

// TestFailureIsSaidAndTriedAgain: the last table goes on to answer.
func TestFailureIsSaidAndTriedAgain(t *testing.T) {
	g, d, ledger := held(t)
	d.Wait(protect.Patience{Short: time.Minute, First: time.Minute})
	if err := d.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	later(t, g)
	broken := fault.New(fault.Unavailable, "test", "kaputt", "broken")
	g.failing(broken)
	q := figure.Query{Indicators: []string{persons}}
	ctx := d.Receive(office(t))
	if figures, err := ledger.Figures(ctx, q); err != nil || len(figures) != 4 {
		t.Errorf("after a failure the office sees %v, %v", values(figures), err)
	}
	if w, err := d.Waiting(ctx); err != nil || w != (protect.Waiting{Figures: 2, Failed: true}) {
		t.Errorf("waiting are %+v, %v", w, err)
	}
	if err := d.Prepare(t.Context(), nil); !errors.Is(err, broken) {
		t.Errorf("the job says %v", err)
	}
	g.failing(nil)
	if figures, err := ledger.Figures(d.Receive(office(t)), q); err != nil || len(figures) != 6 {
		t.Errorf("tried again the office sees %v, %v", values(figures), err)
	}
}

// TestOnlyWhatGrewIsMadeAgain: where no count of persons has come in, the table
// is taken over without reading a figure.
func TestOnlyWhatGrewIsMadeAgain(t *testing.T) {
	g, d, ledger := held(t)
	if err := d.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	made := g.made.Load()
	err := g.Write(t.Context(), figure.Batch{ID: "places", File: "p.csv", Kind: "figures", By: "Amt", RecordedAt: at}, func(tx *store.Tx) error {
		if err := tx.PutIndicators(t.Context(), []figure.Indicator{{Code: "accommodation.places", Kind: figure.Stock}}); err != nil {
			return err
		}
		f := stated("08111000/02", period.On(day), 4, "GRDrs 3/2016")
		f.Indicator, f.Value = "accommodation.places", unit.Whole(4)
		return tx.AddFigures(t.Context(), []figure.Figure{f})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	figures, err := ledger.Figures(office(t), figure.Query{Indicators: []string{"accommodation.places"}})
	if err != nil || !slices.Equal(values(figures), []int64{4}) {
		t.Errorf("the places are %v, %v", values(figures), err)
	}
	if figures, err = ledger.Figures(office(t), figure.Query{Indicators: []string{persons}}); err != nil || len(figures) != 4 || slices.Contains(values(figures), 2) {
		t.Errorf("the persons are %v, %v", values(figures), err)
	}
	if n := g.made.Load() - made; n != 0 {
		t.Errorf("figures were read %d times", n)
	}
}
