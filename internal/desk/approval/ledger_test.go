// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/approval"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
)

// plain is the release as a reader would keep it by hand: a mark on every
// figure, set by releases and taken away by withdrawals.
type plain struct {
	figures []figure.Figure
	open    map[int64]bool
}

var keyOf = map[string]string{"GRDrs 1": "rat", "GRDrs 2": "rat", "Zählung": "zaehlung", "zeitung.de": "zeitung"}

// TestLedgerLikeByHand: after any imports and acts, every question to the
// ledger of released figures is answered as from a list on which each release
// was marked by hand; and an import that nobody released changes no answer.
func TestLedgerLikeByHand(t *testing.T) {
	for round := range 4 {
		h := newHouse(t, filepath.Join(t.TempDir(), fmt.Sprintf("%d.db", round)))
		p := &plain{open: map[int64]bool{}}
		steps := 0
		rapid.Check(t, func(t *rapid.T) {
			if steps++; steps > 60 {
				return // the city grows from check to check
			}
			if rapid.Bool().Draw(t, "import") || len(p.figures) == 0 {
				p.take(t, h)
			} else {
				p.act(t, h)
			}
			p.compare(t, h)
		})
	}
}

// take imports some figures; nothing of them shows but what is published.
func (p *plain) take(t *rapid.T, h *house) {
	before, err := h.ledger.Figures(released(t), figure.Query{})
	if err != nil {
		t.Fatal(err)
	}
	n := rapid.IntRange(1, 4).Draw(t, "figures")
	var list []figure.Figure
	for range n {
		f := count(rapid.SampledFrom([]string{"GRDrs 1", "GRDrs 2", "Zählung", "zeitung.de"}).Draw(t, "source"),
			rapid.SampledFrom([]period.Month{march, april}).Draw(t, "month"), rapid.Int64Range(1, 3).Draw(t, "value"))
		f.Indicator = rapid.SampledFrom([]string{persons, sites}).Draw(t, "indicator")
		f.Area = rapid.SampledFrom([]area.ID{city, mitte}).Draw(t, "area")
		month := f.Period.To.Month() - period.Month(rapid.IntRange(0, 5).Draw(t, "months before"))
		f.Period, f.KnownFrom = period.On(month.Last()), month.Last().AddDays(10)
		if rapid.Bool().Draw(t, "whole month") {
			f.Period = period.InMonth(month)
		}
		list = append(list, f)
	}
	last := h.add(t, "Amt", list...)
	for i := range list {
		list[i].ID = last - int64(n) + 1 + int64(i)
		p.open[list[i].ID] = keyOf[list[i].Source] == "rat"
	}
	p.figures = append(p.figures, list...)
	after, err := h.ledger.Figures(released(t), figure.Query{})
	if err != nil {
		t.Fatal(err)
	}
	after = slices.DeleteFunc(after, func(f figure.Figure) bool { return f.ID > last-int64(n) && f.Release.State == approval.Published })
	if !slices.Equal(before, after) {
		t.Fatalf("an import changed the released view from %v to %v", before, after)
	}
}

func (p *plain) act(t *rapid.T, h *house) {
	key := rapid.SampledFrom([]string{"zaehlung", "zeitung"}).Draw(t, "unit")
	month := rapid.SampledFrom(p.figures).Draw(t, "of a figure").Period.To.Month()
	act := rapid.SampledFrom(approval.Acts()).Draw(t, "act")
	by := rapid.SampledFrom([]identity.Principal{identity.Demonstration(identity.Planner), identity.Demonstration(identity.Steward), identity.Demonstration(identity.Coordinator)}).Draw(t, "by")
	if err := h.try(t, act, key, month, by); err != nil {
		return
	}
	for _, f := range p.figures {
		if keyOf[f.Source] != key || f.Period.To.Month() != month {
			continue
		}
		switch act {
		case approval.Release:
			p.open[f.ID] = true
		case approval.Withdraw:
			p.open[f.ID] = false
		}
	}
}

// ids are the numbers of the open figures that fit, in order of number.
func (p *plain) ids(fits func(figure.Figure) bool) []int64 {
	list := []int64{}
	for _, f := range p.figures {
		if p.open[f.ID] && fits(f) {
			list = append(list, f.ID)
		}
	}
	return list
}

func numbers(figures []figure.Figure) []int64 {
	list := []int64{}
	for _, f := range figures {
		list = append(list, f.ID)
	}
	slices.Sort(list)
	return list
}

func (p *plain) compare(t *rapid.T, h *house) {
	ctx := released(t)
	anything := func(figure.Figure) bool { return true }
	same := func(what string, got []figure.Figure, err error, want []int64) {
		if err != nil || !slices.Equal(numbers(got), want) {
			t.Fatalf("%s: %v, want %v, %v", what, numbers(got), want, err)
		}
	}
	all, err := h.ledger.Figures(ctx, figure.Query{})
	same("all", all, err, p.ids(anything))
	limit := rapid.IntRange(1, 3).Draw(t, "limit")
	after := int64(0)
	var paged []figure.Figure
	for {
		page, err := h.ledger.Figures(ctx, figure.Query{Limit: limit, After: after})
		if err != nil || len(page) > limit {
			t.Fatal(len(page), err)
		}
		paged = append(paged, page...)
		if len(page) < limit {
			break
		}
		after = page[len(page)-1].ID
	}
	same("page by page", paged, nil, p.ids(anything))
	some := map[int64]bool{}
	asked := figure.Query{Limit: limit}
	for range rapid.IntRange(1, 6).Draw(t, "numbers") {
		id := rapid.SampledFrom(p.figures).Draw(t, "asked by number").ID
		some[id], asked.IDs = true, append(asked.IDs, id)
	}
	byNumber, err := h.ledger.Figures(ctx, asked)
	same("by number", byNumber, err, p.ids(func(f figure.Figure) bool { return some[f.ID] }))
	end := rapid.SampledFrom(p.figures).Draw(t, "before").ID
	upTo, err := h.ledger.Figures(ctx, figure.Query{Limit: len(p.figures), Before: end})
	same("before a number", upTo, err, p.ids(func(f figure.Figure) bool { return f.ID < end }))
	newest := map[[2]string]period.Period{}
	for _, f := range p.figures {
		if k := [2]string{f.Indicator, string(f.Area)}; p.open[f.ID] && f.Period.Compare(newest[k]) > 0 {
			newest[k] = f.Period
		}
	}
	latest, err := h.ledger.Latest(ctx, figure.Query{})
	same("latest", latest, err, p.ids(func(f figure.Figure) bool { return f.Period == newest[[2]string{f.Indicator, string(f.Area)}] }))
	if !slices.IsSortedFunc(latest, func(a, b figure.Figure) int { return a.Key.Compare(b.Key) }) {
		t.Fatalf("the latest come in the order of %v", latest)
	}
	p.compareOverview(t, h)
	hidden, total, err := h.desk.Unreleased(t.Context(), period.Date{})
	if err != nil || total != len(p.figures) || total-hidden != len(p.ids(anything)) {
		t.Fatalf("%d of %d are not released, %v; want %d", hidden, total, err, len(p.figures)-len(p.ids(anything)))
	}
}

// compareOverview compares summaries and series, indicator by indicator.
func (p *plain) compareOverview(t *rapid.T, h *house) {
	ctx := released(t)
	sums, err := h.ledger.Summaries(ctx, period.Date{})
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []string{persons, sites} {
		want := figure.Summary{Indicator: in}
		series, stated, against := map[area.ID]bool{}, map[figure.Key]int64{}, map[figure.Key]bool{}
		for _, f := range p.figures {
			if f.Indicator != in || !p.open[f.ID] {
				continue
			}
			want.Figures++
			if want.First.IsZero() || f.Period.From.Before(want.First) {
				want.First = f.Period.From
			}
			if f.Period.To.After(want.Last) {
				want.Last, want.Known = f.Period.To, f.KnownFrom
			}
			if f.Period.From.Before(want.First) {
				want.First = f.Period.From
			}
			series[f.Area] = true
			date := f.Key
			if date.Period.IsMonth() { // of a stock: it is that of the last day
				date.Period = period.On(date.Period.To)
			}
			if v, ok := stated[date]; ok && v != f.Value.Amount {
				against[date] = true
			} else {
				stated[date] = f.Value.Amount
			}
		}
		want.Contradicted = len(against)
		i := slices.IndexFunc(sums, func(s figure.Summary) bool { return s.Indicator == in })
		if (i < 0) != (want.Figures == 0) || i >= 0 && sums[i] != want {
			t.Fatalf("%s: %+v, want %+v", in, sums, want)
		}
		keys, err := h.ledger.SeriesOf(ctx, in)
		if err != nil || len(keys) != len(series) {
			t.Fatalf("%s has the series %v, want those of %v, %v", in, keys, series, err)
		}
	}
}

// TestChoicesOfReleasedFigures: a choice of a figure that is not released does
// not tell of it.
func TestChoicesOfReleasedFigures(t *testing.T) {
	databases(t, func(t *testing.T, h *house) {
		id := h.add(t, "Amt", count("GRDrs 1/2016", april, 100), count("Zählung", april, 1))
		choice := figure.Choice{Key: count("", april, 0).Key, Figure: id, Reason: "geprüft", By: "x", KnownFrom: april.Last()}
		h.choose(t, choice)
		q := figure.Query{Indicators: []string{persons}}
		if list, err := h.ledger.Choices(released(t), q); err != nil || len(list) != 0 {
			t.Errorf("the choice of a figure that is not released shows: %v, %v", list, err)
		}
		if list, err := h.ledger.Choices(t.Context(), q); err != nil || len(list) != 1 {
			t.Errorf("to the owner the choice does not show: %v, %v", list, err)
		}
		choice.Figure = id - 1
		h.choose(t, choice)
		if list, err := h.ledger.Choices(released(t), q); err != nil || len(list) != 1 {
			t.Errorf("the choice of a released figure does not show: %v, %v", list, err)
		}
	})
}
