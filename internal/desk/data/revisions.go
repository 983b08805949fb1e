// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"cmp"
	"context"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	profile "planraum/internal/city/source"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
)

// noDay is no as-of date: everything that is known.
var noDay period.Date

// RevisionFilter narrows the revisions. Empty fields do not.
type RevisionFilter struct {
	Indicator string
	Area      area.ID
	Group     population.ID
	Source    string      // key of the profile that made the last statement
	AsOf      period.Date // zero: all that is known
}

// Revised is a value that was reported and corrected later.
type Revised struct {
	figure.Revision
	Indicator figure.Indicator
	Area      string // its name
	Of        population.Group
	By        profile.Profile // who made the last statement
	// Own says that the source of the first report corrected itself; else
	// another source came to count.
	Own bool
}

// Revisions are revised values, the largest change in percent first. Those of
// which a value is kept from the reader come last and enter no count and no mean.
type Revisions struct {
	Lines  []Revised
	Secret int // of them with a first or last value that is kept from the reader
	Own    int // of the others corrected by their own source
	// Mean is the mean change in tenths of a percent, whatever its direction;
	// nil where of no line the first value is other than 0.
	Mean *int64
}

// Revisions lists the values that were first reported and said otherwise later,
// as far as that was known on the filter's day. What was said before a period's
// end, such as a forecast or an announcement, is no report.
//
// All revisions of a day are reckoned once for each lens and kept as long as the
// ledger does not grow; those of one area are reckoned by themselves.
func (d *Desk) Revisions(ctx context.Context, filter RevisionFilter) (Revisions, error) {
	const op = "data.Revisions"
	r, err := d.reports(ctx)
	if err != nil {
		return Revisions{}, fault.Wrap(op, err)
	}
	if filter.Area != "" {
		out, err := d.reckon(ctx, r, filter)
		return out, fault.Wrap(op, err)
	}
	position, err := d.Position(ctx)
	if err != nil {
		return Revisions{}, fault.Wrap(op, err)
	}
	day := RevisionFilter{AsOf: filter.AsOf}
	all, err := d.kept.days.of(view{filter.AsOf, audience.Through(ctx)}).get(position, func() (Revisions, error) { return d.reckon(ctx, r, day) })
	if err != nil || filter == day {
		return all, fault.Wrap(op, err)
	}
	var out Revisions
	for _, line := range all.Lines {
		if filter.admits(line.Last().Figure) && (filter.Source == "" || filter.Source == line.By.Key) {
			out.Lines = append(out.Lines, line)
		}
	}
	out.sum()
	return out, nil
}

// reckon lists the revisions among reports.
func (d *Desk) reckon(ctx context.Context, r reports, filter RevisionFilter) (Revisions, error) {
	const op = "data.reckon"
	var out Revisions
	book, err := d.Sourcebook(ctx)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	for _, rev := range figure.Revisions(r.known(filter), r.chosen(filter.AsOf), r.same) {
		line := Revised{
			Revision: rev, Indicator: r.indicators[rev.Indicator], Area: r.areas[rev.Area], Of: r.groups[rev.Group],
			By: book.Of(rev.Last().Source), Own: book.Of(rev.First().Source).Key == book.Of(rev.Last().Source).Key,
		}
		if filter.Source == "" || filter.Source == line.By.Key {
			out.Lines = append(out.Lines, line)
		}
	}
	slices.SortStableFunc(out.Lines, func(a, b Revised) int { return cmp.Compare(size(b), size(a)) }) // by key among equals
	out.sum()
	return out, nil
}

// size is the change in tenths of a percent without its sign; a value that was
// first 0 has changed most, a secret one is of no size.
func size(r Revised) int64 {
	tenths, ok := r.Tenths()
	switch {
	case r.IsSecret():
		return -1
	case !ok:
		return 1 << 62
	case tenths < 0:
		return -tenths
	}
	return tenths
}

func (r *Revisions) sum() {
	var total, n int64
	for _, line := range r.Lines {
		if line.IsSecret() {
			r.Secret++
			continue
		}
		if line.Own {
			r.Own++
		}
		if _, ok := line.Tenths(); ok {
			total, n = total+size(line), n+1
		}
	}
	if n > 0 {
		mean := unit.DivRoundHalfUp(total, n)
		r.Mean = &mean
	}
}

// reports are the figures of which several speak of the same, through one lens.
type reports struct {
	figures    []figure.Figure
	choices    []figure.Choice
	indicators map[string]figure.Indicator
	areas      map[area.ID]string
	groups     map[population.ID]population.Group
}

// same is the key that several keys have in common: a stock's month and its
// last day speak of the same.
func (r reports) same(k figure.Key) figure.Key { return r.indicators[k.Indicator].Dated(k) }

func (r reports) known(filter RevisionFilter) []figure.Figure {
	var known []figure.Figure
	for _, f := range r.figures {
		if filter.admits(f) {
			known = append(known, f)
		}
	}
	return known
}

func (filter RevisionFilter) admits(f figure.Figure) bool {
	return (filter.Indicator == "" || f.Indicator == filter.Indicator) && (filter.Area == "" || f.Area == filter.Area) &&
		(filter.Group == "" || f.Group == filter.Group) && (filter.AsOf.IsZero() || !f.KnownFrom.After(filter.AsOf))
}

func (r reports) chosen(asOf period.Date) []figure.Choice {
	return slices.DeleteFunc(slices.Clone(r.choices), func(c figure.Choice) bool { return !asOf.IsZero() && c.KnownFrom.After(asOf) })
}

// reports reads the figures that speak of the same through the lens of the
// context, and keeps them as long as the ledger does not grow.
func (d *Desk) reports(ctx context.Context) (reports, error) {
	repeats, _, position, err := d.grown(ctx)
	if err != nil {
		return reports{}, err
	}
	lens := audience.Through(ctx)
	d.kept.mu.Lock()
	if d.kept.revised == nil || len(d.kept.revised) >= keptLenses && d.kept.revised[lens] == nil {
		d.kept.revised = map[audience.Lens]*cached[reports]{}
	}
	if d.kept.revised[lens] == nil {
		d.kept.revised[lens] = &cached[reports]{}
	}
	of := d.kept.revised[lens]
	d.kept.mu.Unlock()
	return of.get(position, func() (reports, error) { return d.readReports(ctx, repeats) })
}

// keptLenses bounds how many lenses the desk keeps reports for: each audience
// may look up to several positions while its table is made.
const keptLenses = 8

func (d *Desk) readReports(ctx context.Context, repeats []figure.Repeat) (reports, error) {
	r := reports{indicators: map[string]figure.Indicator{}, areas: map[area.ID]string{}, groups: map[population.ID]population.Group{}}
	indicators, err := d.Indicators(ctx)
	if err != nil {
		return r, err
	}
	for _, i := range indicators {
		r.indicators[i.Code] = i
	}
	groups, err := d.Groups(ctx)
	if err != nil {
		return r, err
	}
	for _, g := range groups {
		r.groups[g.ID] = g
	}
	areas, err := d.AreasAndPlaces(ctx)
	if err != nil {
		return r, err
	}
	editions, err := d.everyEdition(ctx)
	if err != nil {
		return r, err
	}
	for _, a := range withFormer(areas, editions) {
		r.areas[a.ID] = a.Name
	}
	if len(repeats) == 0 {
		return r, nil
	}
	ids := make([]int64, 0, 2*len(repeats))
	for _, rep := range repeats {
		ids = append(ids, rep.First, rep.ID)
	}
	if r.figures, err = d.Figures(ctx, figure.Query{IDs: ids}); err != nil {
		return r, err
	}
	// The day on which a choice was made is asked too, so all of them are needed.
	r.choices, err = d.ChoicesBetween(ctx, 0, 1<<62)
	if err == nil && audience.Of(ctx).Released {
		r.choices = r.released()
	}
	return r, err
}

// released leaves out choices of figures that the lens does not show.
func (r reports) released() []figure.Choice {
	shown := map[int64]bool{}
	for _, f := range r.figures {
		shown[f.ID] = true
	}
	return slices.DeleteFunc(r.choices, func(c figure.Choice) bool { return !shown[c.Figure] })
}
