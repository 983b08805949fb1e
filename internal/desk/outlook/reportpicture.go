// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"math"

	"planraum/internal/city/figure"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
)

// Picture is a drawing of a report with what has to be said about it.
type Picture struct {
	ID            string
	Caption, Note text.Text
	SVG           string // in three widths, as chart.Responsive makes them
}

// Pictures draws the report: what was said a year ahead beside what came, and the
// reliability of the warnings. Where nothing was judged there is only the first.
func (r Report) Pictures(l text.Lang) []Picture {
	list := []Picture{r.course(l)}
	if r.Reliability.Number > 0 {
		list = append(list, r.ranges(l))
	}
	return list
}

// course draws what was said twelve months before as a band, and what came.
func (r Report) course(l text.Lang) Picture {
	p := Picture{
		ID: "verlauf", Caption: text.T("Was zwölf Monate vorher gesagt worden wäre, und was kam", "What would have been said twelve months before, and what came"),
		Note: text.T("Linie und Band: Median und 80-%-Bereich, gesagt zwölf Monate vor dem Monat, über dem sie stehen. Ringe: Zu dem Monat gibt es eine Zahl. Punkte mit gestricheltem Fehler sind zwischen den Zahlen gefüllt. Rauten: Prognosen der Stadt, über dem Tag, von dem sie sprechen.",
			"Line and band: median and 80% range, said twelve months before the month above which they stand. Rings: there is a figure for the month. Dots with a dashed error are filled between the figures. Diamonds: the city's forecasts, above the day of which they speak."),
	}
	fan := chart.Fan{Unit: ofPersons.In(l), Name: text.T("gesagt: Median", "said: median").In(l), Stock: true}
	for _, s := range r.Steps {
		if a := s.Ahead; a != nil {
			fan.Steps = append(fan.Steps, chart.FanPoint{
				BandPoint: chart.BandPoint{Month: a.Month, Low80: int64(a.Persons.Low), High80: int64(a.Persons.High)}, Median: int64(a.Persons.Median),
			})
		}
	}
	fan.Came.Name = text.T("gekommen: eigene Zahl", "came: figure of its own").In(l)
	fan.Estimated.Name = text.T("gekommen: gefüllt, mit Standardfehler", "came: filled, with standard error").In(l)
	for _, c := range r.Came {
		if c.Counted {
			fan.Came.Points = append(fan.Came.Points, chart.Point{Month: c.Month, Value: int64(c.Persons), Basis: c.Basis})
		} else {
			fan.Estimated.Points = append(fan.Estimated.Points, chart.EstimatedPoint{Month: c.Month, Value: int64(c.Persons), Error: int64(c.Error)})
		}
	}
	fan.Others.Name = text.T("Prognose der Stadt", "forecast of the city").In(l)
	for _, p := range r.Pairs() {
		fan.Others.Points = append(fan.Others.Points, chart.Point{Month: p.For.Month(), Value: int64(p.Persons), Basis: figure.Forecast})
	}
	p.SVG = drawn("verlauf", p.Caption.In(l), r.Answer().In(l), l, func(f chart.Frame) string {
		fan.Frame = f
		return fan.SVG()
	})
	return p
}

// ranges draws what was said in five ranges beside how often it came.
func (r Report) ranges(l text.Lang) Picture {
	p := Picture{
		ID: "verlaesslich", Caption: text.T("Verlässlichkeit: wie oft Plätze fehlten, wenn es so wahrscheinlich genannt war", "Reliability: how often places were missing when that was called so probable"),
		Note: text.T("Gleich hohe Säulen heißen: Was gesagt wurde, traf so oft zu, wie es gesagt wurde.", "Columns of equal height mean: what was said came as often as it was said."),
	}
	said := chart.ColumnSeries{Name: text.T("gesagt", "said").In(l)}
	came := chart.ColumnSeries{Name: text.T("gekommen", "came").In(l)}
	columns := chart.Columns{Unit: text.T("Prozent", "percent").In(l)}
	for _, b := range r.Reliability.Bins {
		columns.Categories = append(columns.Categories, b.name().In(l))
		if b.Number == 0 {
			said.Values, came.Values = append(said.Values, chart.Number{}), append(came.Values, chart.Number{})
			continue
		}
		whole := func(x float64) chart.Number { return chart.Num(int64(math.Round(100 * x))) }
		said.Values, came.Values = append(said.Values, whole(b.Said)), append(came.Values, whole(b.Came))
	}
	columns.Series = []chart.ColumnSeries{said, came}
	p.SVG = drawn("verlaesslich", p.Caption.In(l), r.sayBrier().In(l), l, func(f chart.Frame) string {
		columns.Frame = f
		return columns.SVG()
	})
	return p
}

// drawn draws a picture in three widths. Its description tells what can be seen, and
// that the numbers stand below.
func drawn(id, title, desc string, l text.Lang, draw func(chart.Frame) string) string {
	below := text.T(" Alle Zahlen stehen in den Tabellen.", " All numbers stand in the tables.")
	return chart.Responsive(chart.Frame{ID: id, Title: title, Desc: desc + below.In(l), Lang: l}, draw)
}
