// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	noun "planraum/internal/city/warning"
	"planraum/internal/fault"
)

// Step is a month of a replay: what would have been said on its last day, knowing
// only what was known then.
type Step struct {
	noun.Kept
	Last period.Month // last month of which anything was known
	// City are the forecasts of accommodated persons that the city had published by
	// then and that lie ahead, the newest for each day, by day.
	City []figure.Figure
	// Unknown says why nothing could be said; nil otherwise.
	Unknown error
}

// Replay is a time gone through again.
type Replay struct {
	Steps  []Step
	Judged []Judged // by what is known on Known
	Known  period.Date
}

// Replay steps month by month through from..to, both included, and asks on the last
// day of each what would have been said. No step reads what became known after its
// day. What came is judged by what is known on asOf. progress may be nil.
func (d *Desk) Replay(ctx context.Context, from, to period.Month, asOf period.Date, progress func(done, total int)) (Replay, error) {
	const op = "outlook.Replay"
	if to < from || to-from >= longest {
		return Replay{}, fault.New(fault.Invalid, op, "Ein Rückblick umfasst 1 bis 120 Monate, der erste nicht nach dem letzten.", "A replay covers 1 to 120 months, the first not after the last.")
	}
	r := Replay{Known: asOf}
	for m := from; m <= to; m++ {
		step, err := d.step(ctx, m.Last())
		if err != nil {
			return r, fault.Wrap(op, err)
		}
		r.Steps = append(r.Steps, step)
		if progress != nil {
			progress(int(m-from)+1, int(to-from)+1)
		}
	}
	past, err := d.Past(ctx, asOf)
	if err != nil {
		return r, fault.Wrap(op, err)
	}
	norms, err := known[need.Utilisation](ctx, d.registers, register.Utilisation, asOf)
	if err != nil {
		return r, fault.Wrap(op, err)
	}
	kept := make([]noun.Kept, len(r.Steps))
	for i, s := range r.Steps {
		kept[i] = s.Kept
	}
	r.Judged, err = Judge(kept, past, norms)
	return r, fault.Wrap(op, err)
}

func (d *Desk) step(ctx context.Context, day period.Date) (Step, error) {
	city, err := d.published(ctx, day)
	if err != nil {
		return Step{}, err
	}
	s := Step{City: city, Kept: noun.Kept{AsOf: day}}
	o, err := d.Look(ctx, day, Wish{Seed: DefaultSeed})
	switch {
	case fault.KindOf(err) == fault.Invalid || fault.KindOf(err) == fault.NotFound:
		s.Unknown = err
		return s, nil
	case err != nil:
		return s, err
	}
	s.Last = o.Demand.Past.Last()
	s.Kept, err = o.Kept()
	return s, err
}

// published are the forecasts of accommodated persons known on a day for days after
// it, the newest for each.
func (d *Desk) published(ctx context.Context, day period.Date) ([]figure.Figure, error) {
	figures, err := d.ledger.Figures(ctx, figure.Query{Indicators: []string{Persons}, Level: area.City, Group: population.All, AsOf: day, From: day})
	if err != nil {
		return nil, err
	}
	newest := map[period.Date]figure.Figure{}
	for _, f := range figures {
		if f.Basis == figure.Forecast && f.Period.To.After(day) && !f.KnownFrom.Before(newest[f.Period.To].KnownFrom) {
			newest[f.Period.To] = f
		}
	}
	var list []figure.Figure
	for _, f := range newest {
		if !f.IsSecret() {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b figure.Figure) int { return a.Period.To.Compare(b.Period.To) })
	return list, nil
}
