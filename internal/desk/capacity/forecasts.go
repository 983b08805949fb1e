// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity

import (
	"cmp"
	"context"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/forecast"
)

// Foretold is a published forecast of accommodated persons beside what came.
type Foretold struct {
	Said figure.Figure    // known from the day it was made
	Due  bool             // its date is over on the as-of date
	Came *figure.Picked   // nil: not known on the as-of date
	Mark *forecast.Scored // nil where Came is
	// Base is the last count that was known when the forecast was made; nil:
	// none.
	Base *figure.Figure
}

// Made returns the day on which the forecast was made.
func (f Foretold) Made() period.Date { return f.Said.KnownFrom }

// Target returns the day that the forecast speaks of.
func (f Foretold) Target() period.Date { return f.Said.Period.To }

// Forecasts are the published forecasts and the course they are scored by.
type Forecasts struct {
	List   []Foretold      // by the day they were made, then by target
	Course []figure.Picked // what was observed, one a reference date, oldest first
}

// Forecasts lists the forecasts known on asOf, each scored by the figure that
// the ledger's rule picks for its date among the observed ones known on asOf.
func (d *Desk) Forecasts(ctx context.Context, asOf period.Date) (Forecasts, error) {
	figures, choices, err := d.persons(ctx, asOf)
	if err != nil {
		return Forecasts{}, fault.Wrap("capacity.Forecasts", err)
	}
	all := Forecasts{Course: Observed(figures, choices)}
	for _, f := range figures {
		if f.Basis == figure.Forecast {
			all.List = append(all.List, foretold(f, all.Course, figures, asOf))
		}
	}
	slices.SortStableFunc(all.List, func(a, b Foretold) int {
		return cmp.Or(a.Made().Compare(b.Made()), a.Target().Compare(b.Target()), cmp.Compare(a.Said.ID, b.Said.ID))
	})
	return all, nil
}

func foretold(said figure.Figure, course []figure.Picked, figures []figure.Figure, asOf period.Date) Foretold {
	f := Foretold{Said: said, Due: !said.Period.To.After(asOf)}
	for i := range course {
		if course[i].Period.To == said.Period.To {
			score := forecast.Score(unit.Headcount(said.Value.Amount), unit.Headcount(course[i].Value.Amount))
			f.Came, f.Mark = &course[i], &score
		}
	}
	for i, c := range figures {
		known := observed(c) && !c.IsSecret() && !c.KnownFrom.After(said.KnownFrom)
		if known && (f.Base == nil || c.Period.To.After(f.Base.Period.To)) {
			f.Base = &figures[i]
		}
	}
	return f
}

// Largest returns the scored forecast that missed by the most persons, the
// newer one of equals; false where none can be scored yet.
func (f Forecasts) Largest() (Foretold, bool) {
	var worst Foretold
	for _, l := range f.List {
		if l.Mark != nil && (worst.Mark == nil || l.Mark.Absolute >= worst.Mark.Absolute) {
			worst = l
		}
	}
	return worst, worst.Mark != nil
}

// Scored returns the number of forecasts whose real value is known.
func (f Forecasts) Scored() int {
	n := 0
	for _, l := range f.List {
		if l.Mark != nil {
			n++
		}
	}
	return n
}

// Forecast returns one forecast by the number of its figure, as known on asOf.
func (d *Desk) Forecast(ctx context.Context, id int64, asOf period.Date) (Foretold, error) {
	all, err := d.Forecasts(ctx, asOf)
	if err != nil {
		return Foretold{}, err
	}
	for _, f := range all.List {
		if f.Said.ID == id {
			return f, nil
		}
	}
	return Foretold{}, fault.New(fault.NotFound, "capacity.Forecast",
		"Diese Prognose gibt es unter diesem Stand nicht.", "There is no such forecast as of this date.")
}
