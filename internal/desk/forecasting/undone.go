// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"context"
	"errors"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// The ranges of a forecast of nothing done, in percent, and its seed.
const (
	undoneLevel, undoneWide = 80, 95
	undoneSeed              = 1
)

// Undone is what a figure would do if nothing were done: its forecast with only what
// was known on the day on which a change was expected, up to the check date, and what
// came of it by asOf. It refuses (fault.Invalid) where nothing was known on that day
// or the check date lies too far ahead.
func (d *Desk) Undone(ctx context.Context, e measure.Expectation, asOf period.Date) (measure.Undone, error) {
	const op = "forecasting.Undone"
	o, err := d.undoneOrder(ctx, e)
	if err != nil {
		return measure.Undone{}, fault.Wrap(op, err)
	}
	draft, err := d.Try(ctx, o)
	if err != nil {
		return measure.Undone{}, fault.Wrap(op, err)
	}
	u := measure.Undone{
		Indicator: draft.Indicator, Frequency: o.Frequency, Level: undoneLevel, Wide: undoneWide,
		How: draft.Method + " (" + strings.Join(draft.Models, "; ") + "), " + draft.Version,
	}
	if draft.Back != nil && draft.Back.Origins > 0 {
		held := draft.Back.Coverage80 // of undoneLevel
		u.Held = &held
	}
	for _, s := range draft.Steps {
		near, _ := s.Within(undoneLevel)
		wide, _ := s.Within(undoneWide)
		u.Steps = append(u.Steps, measure.Step{
			Period: s.Period(), Median: s.Median, Low: near.Low, High: near.High, WideLow: wide.Low, WideHigh: wide.High,
		})
	}
	for _, g := range draft.Known {
		u.Known = append(u.Known, measure.Value{Period: g.Period, Value: g.Value, From: g.From})
	}
	c, err := d.read(ctx, o.Subject, asOf, 0)
	if err != nil {
		return measure.Undone{}, fault.Wrap(op, err)
	}
	_, known := c.series(asOf)
	for _, g := range known {
		if _, ahead := u.At(g.Period.To); ahead {
			u.Came = append(u.Came, measure.Value{Period: g.Period, Value: g.Value, From: g.From})
		}
	}
	return u, nil
}

// undoneOrder asks in months where a value was known in months and the check date is
// near enough, else in quarters or years.
func (d *Desk) undoneOrder(ctx context.Context, e measure.Expectation) (Order, error) {
	o := Order{Subject: prediction.Subject{Indicator: e.Indicator, Area: area.ID(e.Area), Group: population.ID(e.Group)}, AsOf: e.Said, Seed: undoneSeed}
	if o.Group == "" {
		o.Group = population.All
	}
	if o.AsOf.After(d.today()) {
		return o, fault.New(fault.Invalid, "forecasting.undoneOrder", "Der Tag der Erwartung liegt in der Zukunft.", "The day of the expectation lies ahead.")
	}
	var farthest period.Date // of what can be forecast
	for _, frequency := range []int{12, 4, 1} {
		o.Frequency = frequency
		c, err := d.read(ctx, o.Subject, o.AsOf, 0)
		if err != nil {
			return o, err
		}
		series, known := c.series(o.AsOf)
		if len(known) == 0 {
			continue
		}
		each := period.Month(12 / frequency)
		start := series.Start + period.Month(len(series.Values))*each
		o.Horizon = int((prediction.Begin(e.Check.Month(), frequency)-start)/each) + 1
		switch {
		case o.Horizon < 1:
			return o, pastCheck(e)
		case o.Horizon <= MostSteps:
			return o, nil
		}
		if last := (start + MostSteps*each - 1).Last(); last.After(farthest) {
			farthest = last
		}
	}
	if !farthest.IsZero() {
		return o, tooFar{fault.New(fault.Invalid, "forecasting.undoneOrder",
			"Der Prüftag liegt zu weit voraus, um ihn zu prognostizieren: Er darf höchstens am "+farthest.In(text.De)+" liegen.",
			"The check date lies too far ahead to be forecast: it may be "+farthest.In(text.En)+" at the latest."), farthest}
	}
	return o, fault.New(fault.Invalid, "forecasting.undoneOrder",
		"Am "+o.AsOf.In(text.De)+" war von dieser Kennzahl noch kein gezählter oder berichteter Wert bekannt. Ohne ihn lässt sich nicht sagen, was zu erwarten war, wenn nichts getan wird.",
		"On "+o.AsOf.In(text.En)+" no counted or reported value of this indicator was known. Without one nobody can say what was to be expected with nothing done.")
}

// tooFar is the refusal of a check date behind the last day that can be forecast.
type tooFar struct {
	error
	last period.Date
}

// Unwrap returns the refusal.
func (e tooFar) Unwrap() error { return e.error }

// Farthest is the last day that a check date may be on to be forecast, where that of an
// expectation lies behind it; zero where it does not, or nothing can be said for another
// reason.
func (d *Desk) Farthest(ctx context.Context, e measure.Expectation) (period.Date, error) {
	var far tooFar
	switch _, err := d.undoneOrder(ctx, e); {
	case errors.As(err, &far):
		return far.last, nil
	case err == nil || fault.KindOf(err) == fault.Invalid || fault.KindOf(err) == fault.NotFound:
		return period.Date{}, nil
	default:
		return period.Date{}, fault.Wrap("forecasting.Farthest", err)
	}
}

func pastCheck(e measure.Expectation) error {
	return fault.New(fault.Invalid, "forecasting.pastCheck",
		"Am "+e.Said.In(text.De)+" war schon bekannt, was bis zum Prüftag ("+e.Check.In(text.De)+") kam. Bitte einen späteren Prüftag nennen.",
		"On "+e.Said.In(text.En)+" it was known already what came by the check date ("+e.Check.In(text.En)+"). Please name a later check date.")
}
