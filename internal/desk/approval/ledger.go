// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/fault"
)

// Below is the ledger that shows everything.
type Below interface {
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Figure(ctx context.Context, id int64) (figure.Figure, error)
	Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	Position(ctx context.Context) (int64, error)
	Overview
}

// Overview is what the ledger says of itself as a whole.
type Overview interface {
	Summaries(ctx context.Context, asOf period.Date) ([]figure.Summary, error)
	SeriesOf(ctx context.Context, indicator string) ([]figure.Key, error)
}

// Ledger is the ledger through the lens of the context: under one that shows
// released figures only, no other figure leaves it, in no question. Every
// figure says how it stands. What is released is a matter of today: as of a
// past day it shows what was known then, as far as it is released now.
type Ledger struct{ desk *Desk }

// Ledger returns the ledger through the lens of each question's context.
func (d *Desk) Ledger() *Ledger { return &Ledger{d} }

// Position returns the last running number of the ledger. A release is recorded
// too, so that the same position and lens mean the same answers.
func (l *Ledger) Position(ctx context.Context) (int64, error) { return l.desk.below.Position(ctx) }

// Figures returns what q asks for. With Limit it returns as many released
// figures as there are, up to the limit. A question by running numbers is no
// page: those of them that are not released are left out.
func (l *Ledger) Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	const op = "approval.Figures"
	v, err := l.desk.now(ctx)
	if err != nil {
		return nil, err
	}
	released := audience.Of(ctx).Released
	if released && v.allWithheld(q.Indicators) {
		return nil, nil
	}
	if !released || q.Limit == 0 || len(q.IDs) > 0 {
		found, err := l.desk.below.Figures(ctx, q)
		return v.shown(found, released), fault.Wrap(op, err)
	}
	return l.page(ctx, v, q)
}

// chunk is the most figures that a page with few released ones reads at once.
const chunk = 5_000

// page fills a page with released figures.
func (l *Ledger) page(ctx context.Context, v *view, q figure.Query) ([]figure.Figure, error) {
	want, seen := q.Limit, 0
	var page []figure.Figure
	for {
		found, err := l.desk.below.Figures(ctx, q)
		if err != nil {
			return nil, fault.Wrap("approval.page", err)
		}
		read := len(found)
		if read > 0 {
			q.After = found[read-1].ID
		}
		if kept := v.shown(found, true); page == nil {
			page = kept
		} else {
			page = append(page, kept...)
		}
		if len(page) >= want {
			return page[:want], nil
		}
		if read < q.Limit {
			return page, nil
		}
		seen += read
		q.Limit = further(want-len(page), len(page), seen)
	}
}

// further is how many figures to read for some more released ones, where so many
// of those seen were: as many as that share says and a tenth more, so that mostly
// one reading is enough.
func further(lacking, released, seen int) int {
	if released == 0 {
		return chunk
	}
	return min(chunk, max(256, lacking*seen*11/(released*10)))
}

// Figure returns the figure with a running number. One that is not released is
// not there under a lens of released figures.
func (l *Ledger) Figure(ctx context.Context, id int64) (figure.Figure, error) {
	v, err := l.desk.now(ctx)
	if err != nil {
		return figure.Figure{}, err
	}
	f, err := l.desk.below.Figure(ctx, id)
	if err != nil {
		return f, err
	}
	f.Release = v.standing(f.Source, f.Period.To.Month(), f.ID)
	if audience.Of(ctx).Released && !f.Release.State.Open() {
		return figure.Figure{}, fault.New(fault.NotFound, fmt.Sprintf("approval.Figure(%d)", id),
			fmt.Sprintf("Unter den freigegebenen Werten gibt es keinen mit der Nummer %d.", id),
			fmt.Sprintf("Among the released figures there is none with the number %d.", id))
	}
	return f, nil
}

// span names a series.
type span struct {
	indicator string
	area      area.ID
	group     population.ID
}

func spanOf(f figure.Figure) span { return span{f.Indicator, f.Area, f.Group} }

// Latest returns, for each indicator, area and group, the figures of the newest
// period of which there is one that may be shown.
func (l *Ledger) Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	const op = "approval.Latest"
	v, err := l.desk.now(ctx)
	if err != nil {
		return nil, err
	}
	found, err := l.desk.below.Latest(ctx, q)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if !audience.Of(ctx).Released {
		return v.shown(found, false), nil
	}
	kept, lacking := v.newestShown(found)
	for range fewSteps {
		if len(lacking) == 0 {
			break
		}
		var earlier []figure.Figure
		if earlier, lacking, err = l.stepBack(ctx, v, q, lacking); err != nil {
			return nil, fault.Wrap(op, err)
		}
		kept = append(kept, earlier...)
	}
	if len(lacking) > 0 {
		earlier, err := l.before(ctx, v, q, lacking)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		kept = append(kept, earlier...)
	}
	slices.SortFunc(kept, compareFigures)
	return kept, nil
}

// fewSteps is how many periods Latest goes back one by one before it reads whole
// series: mostly one month waits, seldom several.
const fewSteps = 3

// newestShown returns the released ones among the newest figures of series, and
// of the series without any the end of their newest period.
func (v *view) newestShown(found []figure.Figure) (kept []figure.Figure, lacking map[span]period.Date) {
	lacking = map[span]period.Date{}
	for _, f := range found {
		lacking[spanOf(f)] = f.Period.To
	}
	kept = v.shown(found, true)
	for _, f := range kept {
		delete(lacking, spanOf(f))
	}
	return kept, lacking
}

// narrowed is the question about some series, of periods that end by a day.
func narrowed(q figure.Query, lacking map[span]period.Date, to period.Date) figure.Query {
	q.Level, q.Areas, q.Indicators, q.IDs, q.Limit, q.After, q.Before, q.To = 0, nil, nil, nil, 0, 0, 0, to
	for s := range lacking {
		q.Areas, q.Indicators = append(q.Areas, s.area), append(q.Indicators, s.indicator)
	}
	slices.Sort(q.Areas)
	slices.Sort(q.Indicators)
	q.Areas, q.Indicators = slices.Compact(q.Areas), slices.Compact(q.Indicators)
	return q
}

// stepBack looks for released figures of the series at the last end of their
// newest periods, where another period may end too, and just before it.
func (l *Ledger) stepBack(ctx context.Context, v *view, q figure.Query, lacking map[span]period.Date) ([]figure.Figure, map[span]period.Date, error) {
	var end period.Date
	for _, to := range lacking {
		if to.After(end) {
			end = to
		}
	}
	at := narrowed(q, lacking, end)
	at.From = end
	same, err := l.desk.below.Figures(ctx, at)
	if err != nil {
		return nil, nil, err
	}
	kept := newestOf(v.shown(same, true), lacking)
	for _, f := range kept {
		delete(lacking, spanOf(f))
	}
	if len(lacking) == 0 {
		return kept, nil, nil
	}
	back := narrowed(q, lacking, end.AddDays(-1))
	if v.allWithheld(back.Indicators) || !q.From.IsZero() && back.To.Before(q.From) {
		return kept, nil, nil
	}
	found, err := l.desk.below.Latest(ctx, back)
	if err != nil {
		return nil, nil, err
	}
	found = slices.DeleteFunc(found, func(f figure.Figure) bool { _, ok := lacking[spanOf(f)]; return !ok })
	earlier, still := v.newestShown(found)
	return append(kept, earlier...), still, nil
}

// before returns the newest released figures of series by reading all of them.
func (l *Ledger) before(ctx context.Context, v *view, q figure.Query, lacking map[span]period.Date) ([]figure.Figure, error) {
	found, err := l.desk.below.Figures(ctx, narrowed(q, lacking, q.To))
	if err != nil {
		return nil, err
	}
	return newestOf(v.shown(found, true), lacking), nil
}

// newestOf keeps the figures of the newest period of each of the series.
func newestOf(figures []figure.Figure, of map[span]period.Date) []figure.Figure {
	newest := map[span]period.Period{}
	for _, f := range figures {
		s := spanOf(f)
		if _, ok := of[s]; ok && f.Period.Compare(newest[s]) > 0 {
			newest[s] = f.Period
		}
	}
	return slices.DeleteFunc(figures, func(f figure.Figure) bool {
		p, ok := newest[spanOf(f)]
		return !ok || f.Period != p
	})
}

// Choices returns the planners' choices; under a lens of released figures only
// those of released ones.
func (l *Ledger) Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error) {
	choices, err := l.desk.below.Choices(ctx, q)
	if err != nil || len(choices) == 0 || !audience.Of(ctx).Released {
		return choices, err
	}
	kept := choices[:0]
	for _, c := range choices {
		_, err := l.Figure(ctx, c.Figure)
		if err == nil {
			kept = append(kept, c)
		} else if fault.KindOf(err) != fault.NotFound {
			return nil, fault.Wrap("approval.Choices", err)
		}
	}
	return kept, nil
}

// Summaries says what the ledger holds of each indicator.
func (l *Ledger) Summaries(ctx context.Context, asOf period.Date) ([]figure.Summary, error) {
	const op = "approval.Summaries"
	all, err := l.desk.below.Summaries(ctx, asOf)
	if err != nil || !audience.Of(ctx).Released {
		return all, err
	}
	v, err := l.desk.now(ctx)
	if err != nil {
		return nil, err
	}
	contradicted := map[string]int{}
	for _, s := range all {
		contradicted[s.Indicator] = s.Contradicted
	}
	sums := v.summaries(asOf, audience.Through(ctx).UpTo)
	for i := range sums {
		s := &sums[i]
		// What is left out can settle a contradiction, but never make one.
		if s.Contradicted = contradicted[s.Indicator]; s.Contradicted > 0 && v.withheld[s.Indicator] > 0 {
			if s.Contradicted, err = l.contradictions(ctx, s.Indicator, asOf); err != nil {
				return nil, fault.Wrap(op, err)
			}
		}
	}
	return sums, nil
}

// summaries adds up the tallies of released figures up to a running number; 0:
// all.
func (v *view) summaries(asOf period.Date, upTo int64) []figure.Summary {
	of := map[string]*figure.Summary{}
	for _, t := range v.tallies {
		if !asOf.IsZero() && t.KnownFrom.After(asOf) || upTo > 0 && t.High > upTo || !v.open(t) {
			continue
		}
		s := of[t.Indicator]
		if s == nil {
			s = &figure.Summary{Indicator: t.Indicator, First: t.First}
			of[t.Indicator] = s
		}
		s.Figures += t.Figures
		if t.First.Before(s.First) {
			s.First = t.First
		}
		if t.Last.After(s.Last) {
			s.Last = t.Last
		}
		if t.KnownFrom.After(s.Known) {
			s.Known = t.KnownFrom
		}
	}
	sums := make([]figure.Summary, 0, len(of))
	for _, s := range of {
		sums = append(sums, *s)
	}
	slices.SortFunc(sums, func(a, b figure.Summary) int { return cmp.Compare(a.Indicator, b.Indicator) })
	return sums
}

// contradictions counts the dates of which released figures state different
// values, forecasts left out. A stock's month and its last day are one date.
// Where one of the figures is secret, that they differ would tell of it. Only
// figures that are not alone of their series and day can contradict each other.
func (l *Ledger) contradictions(ctx context.Context, indicator string, asOf period.Date) (int, error) {
	known, err := l.desk.tallies.Indicators(ctx)
	if err != nil {
		return 0, err
	}
	var measured figure.Indicator
	if i := slices.IndexFunc(known, func(in figure.Indicator) bool { return in.Code == indicator }); i >= 0 {
		measured = known[i]
	}
	several, err := l.desk.repeats.of(ctx, l.desk.tallies, indicator)
	if err != nil || len(several) == 0 {
		return 0, err
	}
	figures, err := l.Figures(ctx, figure.Query{IDs: several, AsOf: asOf})
	if err != nil {
		return 0, err
	}
	stated, against, secret := map[figure.Key]int64{}, map[figure.Key]bool{}, map[figure.Key]bool{}
	for _, f := range figures {
		k := measured.Dated(f.Key)
		first, ok := stated[k]
		switch {
		case f.Basis == figure.Forecast:
		case f.IsSecret():
			secret[k] = true
		case !ok:
			stated[k] = f.Value.Amount
		case first != f.Value.Amount:
			against[k] = true
		}
	}
	for k := range secret {
		delete(against, k)
	}
	return len(against), nil
}

// SeriesOf returns the areas and groups of which an indicator has figures that
// may be shown. The answer is kept as long as the ledger does not grow.
func (l *Ledger) SeriesOf(ctx context.Context, indicator string) ([]figure.Key, error) {
	v, err := l.desk.now(ctx)
	if err != nil {
		return nil, err
	}
	if !audience.Of(ctx).Released || v.withheld[indicator] == 0 {
		return l.desk.below.SeriesOf(ctx, indicator)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if keys, ok := v.series[indicator]; ok {
		return slices.Clone(keys), nil
	}
	// Which series there are is no secret: all audiences are given the same.
	figures, err := l.Figures(audience.With(ctx, audience.Lens{Audience: audience.Owner, Released: true}), figure.Query{Indicators: []string{indicator}})
	if err != nil {
		return nil, fault.Wrap("approval.SeriesOf", err)
	}
	var keys []figure.Key
	for _, f := range figures { // which come in order of their keys
		k := figure.Key{Indicator: f.Indicator, Area: f.Area, Group: f.Group}
		if len(keys) == 0 || keys[len(keys)-1] != k {
			keys = append(keys, k)
		}
	}
	v.series[indicator] = keys
	return slices.Clone(keys), nil
}
