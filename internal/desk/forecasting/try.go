// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"context"
	"fmt"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/fault"
	"planraum/internal/method/forecast"
	"planraum/internal/text"
)

// Order says which forecast is asked for.
type Order struct {
	prediction.Subject
	AsOf    period.Date
	Horizon int    // steps, 1 to MostSteps
	Method  string // one of forecast.Methods; "" is auto
	Seed    uint64
	// Parts is the level of the smallest areas that the forecast is made with, one
	// of PartLevels; "": the area alone.
	Parts string
}

// Draft is a forecast that is not kept yet, with the values it was reckoned
// from.
type Draft struct {
	prediction.Issued
	Known     []Given
	Indicator figure.Indicator
	// Unused names totals of years that go into nothing, because not all months are
	// known; empty: none.
	Unused text.Text
}

// MostSteps bounds the horizon of an issued forecast: nobody plans further from
// a series alone.
const MostSteps = 60

// samplePaths is the number of courses from which sums are taken.
const samplePaths = 2000

// Check lists what is wrong with an order, as faults of its form.
func (o Order) Check(today period.Date) []fault.Row {
	var rows []fault.Row
	need := func(holds bool, column, value, de, en string) {
		if !holds {
			rows = append(rows, fault.Row{File: "Prognose", Column: column, Value: value, Expected: text.T(de, en)})
		}
	}
	need(o.Indicator != "", "indicator", o.Indicator, "eine Kennzahl", "an indicator")
	need(o.Area != "", "area", string(o.Area), "ein Gebiet", "an area")
	need(o.Group != "", "group", string(o.Group), "eine Zielgruppe", "a target group")
	need(o.Frequency == 12 || o.Frequency == 4 || o.Frequency == 1, "frequency", fmt.Sprint(o.Frequency), "12 (Monate), 4 (Quartale) oder 1 (Jahre)", "12 (months), 4 (quarters) or 1 (years)")
	need(o.Horizon >= 1 && o.Horizon <= MostSteps, "horizon", fmt.Sprint(o.Horizon), fmt.Sprintf("eine Zahl von 1 bis %d", MostSteps), fmt.Sprintf("a number from 1 to %d", MostSteps))
	need(!o.AsOf.IsZero() && !o.AsOf.After(today), "as_of", o.AsOf.String(), "ein Tag, der nicht nach heute liegt", "a day that is not after today")
	known := o.Method == ""
	for _, m := range forecast.Methods {
		known = known || m == o.Method
	}
	need(o.Parts == "" || partLevels[o.Parts] != 0, "parts", o.Parts, "leer, district oder subdistrict", "nothing, district or subdistrict")
	need(known, "method", o.Method, "eines der Verfahren", "one of the methods")
	return rows
}

// Try reckons a forecast without keeping it. The series is what the ledger
// chose as of the date and the reader may see; steps without a value are
// missing. It refuses an order that is wrong, with all faults, and one for
// which fewer than forecast.Least values are known: a band would be made up.
func (d *Desk) Try(ctx context.Context, o Order) (Draft, error) {
	const op = "forecasting.Try"
	if o.Group == "" {
		o.Group = population.All
	}
	if rows := o.Check(d.today()); len(rows) > 0 {
		return Draft{}, fault.Refuse(op, rows)
	}
	position, err := d.ledger.Position(ctx)
	if err != nil {
		return Draft{}, fault.Wrap(op, err)
	}
	draft, err := d.reckon(ctx, o, position, true)
	if err == nil && draft.Course.Values() < forecast.Least {
		return Draft{}, fault.Wrap(op, tooFew(o, draft))
	}
	return draft, fault.Wrap(op, err)
}

// tooFew tells the last value instead of a forecast.
func tooFew(o Order, d Draft) error {
	last := d.Known[len(d.Known)-1]
	write := func(l text.Lang) string {
		return fmt.Sprintf(text.T("mindestens %d Werte; bekannt ist am %s nur so viel: %d. Letzter Wert: %s %s (%s). Aus so wenigen Werten ist kein Band möglich.",
			"at least %d values; on %s only so many are known: %d. Last value: %s %s (%s). From so few values no band is possible.").In(l),
			forecast.Least, o.AsOf.In(l), d.Course.Values(), Write(l, last.Value, d.Indicator.Places), d.Indicator.Unit.In(l), last.Period.In(l))
	}
	return fault.Refuse("forecasting.tooFew", []fault.Row{{File: "Prognose", Column: "indicator", Value: o.Indicator, Expected: text.T(write(text.De), write(text.En))}})
}

// reckon makes the forecast from what the ledger held at a position; open says
// whether the last months are taken as they will stand or as they stood.
func (d *Desk) reckon(ctx context.Context, o Order, position int64, open bool) (Draft, error) {
	c, err := d.read(ctx, o.Subject, o.AsOf, position)
	if err != nil {
		return Draft{}, err
	}
	series, known := c.series(o.AsOf)
	if len(known) == 0 {
		return Draft{}, noValues(o)
	}
	var ends lastMonths
	if open {
		if ends, err = c.lastMonths(ctx, o); err != nil {
			return Draft{}, err
		}
	}
	result, err := forecast.Do(ctx, forecast.Series{Start: series.Start, Frequency: series.Frequency, Values: series.Values},
		forecast.Options{Horizon: o.Horizon, Method: o.Method, Seed: o.Seed, Paths: samplePaths, Levels: prediction.Levels, Nowcast: ends.paths})
	if err != nil {
		return Draft{}, tooOld(o, known, err)
	}
	lens := audience.Of(ctx)
	f := issued(o, series, result, c.indicator.Kind == figure.Flow)
	f.Nowcast = ends.said
	f.Position, f.MadeOn, f.By = position, d.today(), "-"
	f.Audience, f.Released = lens.Most(), lens.Released
	if o.Parts != "" {
		areas, err := d.divide(ctx, asked{o, c.indicator, series, result, position})
		if err != nil {
			return Draft{}, err
		}
		areas.settle(&f)
	}
	last := known[len(known)-1]
	f.Last = &prediction.Known{From: last.Period.From, To: last.Period.To, Value: last.Value}
	return Draft{f, known, c.indicator, c.unused()}, f.Identify()
}

func noValues(o Order) error {
	return fault.Refuse("forecasting.noValues", []fault.Row{{
		File: "Prognose", Column: "indicator", Value: o.Indicator,
		Expected: text.T("eine Reihe, von der am "+o.AsOf.In(text.De)+" mindestens ein gezählter oder berichteter Wert bekannt war",
			"a series of which at least one counted or reported value was known on "+o.AsOf.In(text.En)),
	}})
}

// tooOld turns what the method refuses into a fault of the form.
func tooOld(o Order, known []Given, err error) error {
	if fault.KindOf(err) != fault.Invalid {
		return err
	}
	last := known[len(known)-1].Period
	return fault.Refuse("forecasting.tooOld", []fault.Row{{
		File: "Prognose", Column: "as_of", Value: o.AsOf.String(),
		Expected: text.T(fmt.Sprintf("ein Tag höchstens %d Schritte nach dem letzten bekannten Wert (%s)", forecast.MaxHorizon-o.Horizon, last.In(text.De)),
			fmt.Sprintf("a day at most %d steps after the last known value (%s)", forecast.MaxHorizon-o.Horizon, last.In(text.En))),
	}})
}

// issued puts a result into the form in which it is kept.
func issued(o Order, s prediction.Series, r forecast.Result, flow bool) prediction.Issued {
	f := prediction.Issued{
		Subject: o.Subject, AsOf: o.AsOf, Asked: o.Method, Method: r.Method, Version: forecast.SeriesVersion,
		Models: append([]string{}, r.Models...), Why: r.Why, Seed: o.Seed, Paths: samplePaths, Counts: r.Counts, Broken: r.Broken,
		Course: prediction.Course{Start: s.Start, Given: len(s.Values), Missing: missing(s.Values), Digest: s.Digest()},
		Sums:   []prediction.Total{},
	}
	if f.Asked == "" {
		f.Asked = forecast.Auto
	}
	if b := r.Back; b.Origins > 0 {
		f.Back = &prediction.Back{
			Origins: b.Origins, Horizon: b.Horizon, Ratio: b.Ratio, Worst: b.Worst, Score: b.Score, NaiveScore: b.NaiveScore,
			Coverage80: b.Coverage80, Coverage95: b.Coverage95,
		}
	}
	for i := range r.Median {
		when := prediction.StepFrom(r.Start, o.Frequency, i)
		f.Steps = append(f.Steps, prediction.Step{
			From: when.From, To: when.To, Mean: r.Mean[i], Range: rangeAt(r.Median[i], r.Bands, i), Naive: rangeAt(r.Naive.Median[i], r.Naive.Bands, i),
		})
	}
	if flow { // the sum of stocks is nothing
		for _, n := range []int{o.Frequency / 2, o.Frequency} {
			if n > 1 && n <= len(f.Steps) {
				median, bands := r.Sum(1, n, prediction.Levels)
				f.Sums = append(f.Sums, prediction.Total{Steps: n, Range: rangeAt(median, bands, 0)})
			}
		}
	}
	return f
}

func rangeAt(median float64, bands []forecast.Band, i int) prediction.Range {
	r := prediction.Range{Median: median}
	for _, b := range bands {
		r.Bounds = append(r.Bounds, prediction.Bounds{Level: b.Level, Low: min(b.Lower[i], median), High: max(b.Upper[i], median)})
	}
	return r
}

func missing(values []float64) int {
	n := 0
	for _, v := range values {
		if v != v {
			n++
		}
	}
	return n
}
