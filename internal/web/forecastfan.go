// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// fanned is what the picture of a forecast shows.
type fanned struct {
	prediction.Issued
	indicator figure.Indicator
	known     []forecasting.Given // up to the as-of date
	came      []forecasting.Given // of the steps
	breaks    broken
}

// shownBefore is how many steps before a forecast the picture shows at least.
const shownBefore = 36

// fan draws a forecast with its ranges beside what was known and what came.
func (f fanned) fan(r request) string {
	picture := chart.Fan{
		Unit: r.In(f.indicator.Unit), Decimals: decimals(f.indicator), Every: 12 / f.Frequency, Stock: f.indicator.Kind == figure.Stock, Name: r.T("Median der Prognose", "median of the forecast"),
		AsOf: f.AsOf, AsOfName: r.T("Stand der Daten ", "data as of ") + f.AsOf.In(r.Lang), Breaks: f.breaks.drawn(r.Lang),
		Observed: chart.Series{Name: r.T("damals bekannt", "known then"), Points: f.points(f.known)},
		Came:     chart.Series{Name: r.T("kam später", "came later"), Points: f.points(f.came)},
		Naive:    chart.Series{Name: r.T("naive Prognose", "naive forecast")},
	}
	for _, s := range f.Steps {
		month := drawnAt(f.indicator, f.Frequency, s.Period())
		near, _ := s.Within(80)
		wide, _ := s.Within(95)
		picture.Steps = append(picture.Steps, chart.FanPoint{Median: units(f.indicator, s.Median), BandPoint: chart.BandPoint{
			Month: month, Low80: units(f.indicator, near.Low), High80: units(f.indicator, near.High),
			Low95: units(f.indicator, wide.Low), High95: units(f.indicator, wide.High),
		}})
		picture.Naive.Points = append(picture.Naive.Points, chart.Point{Month: month, Value: units(f.indicator, s.Naive.Median), Basis: figure.Forecast})
	}
	picture.Open, picture.OpenName = f.open(), r.T("noch nicht endgültig: was zu erwarten ist, mit Bereich 80\u00a0%", "not final yet: what is to be expected, with its 80% range")
	each := period.Month(12 / f.Frequency)
	if before := f.Steps[0].From.Month() - each*period.Month(max(shownBefore, 3*len(f.Steps))); len(f.known) > 0 && begin(f.known[0], f.Frequency) < before {
		picture.From = before
	}
	frame := chart.Frame{ID: "faecher", Lang: r.Lang, Title: r.In(f.indicator.Name) + r.T(": Prognose mit Bereichen", ": forecast with ranges"), Desc: r.In(belowTable)}
	return chart.Responsive(frame, func(fr chart.Frame) string {
		picture.Frame = fr
		return picture.SVG()
	})
}

// open are the last months that are not final.
func (f fanned) open() []chart.FanPoint {
	if f.Nowcast == nil {
		return nil
	}
	var list []chart.FanPoint
	for _, m := range f.Nowcast.Months {
		near, _ := m.Within(80)
		list = append(list, chart.FanPoint{Median: units(f.indicator, m.Median), BandPoint: chart.BandPoint{
			Month: m.Month, Low80: units(f.indicator, near.Low), High80: units(f.indicator, near.High),
		}})
	}
	return list
}

func begin(g forecasting.Given, frequency int) period.Month {
	return prediction.Begin(g.Period.To.Month(), frequency)
}

func (f fanned) points(list []forecasting.Given) []chart.Point {
	out := make([]chart.Point, len(list))
	for i, g := range list {
		out[i] = chart.Point{Month: drawnAt(f.indicator, f.Frequency, g.Period), Value: units(f.indicator, g.Value), Basis: figure.Counted}
	}
	return out
}

// fanNote explains the picture in words.
var fanNote = text.T("Die Linie mit Punkten ist, was bekannt war. Die dünne Linie ist der Median: Es kann ebenso gut mehr wie weniger werden. Der dunkle Bereich soll 80 % der Werte enthalten, der helle 95 %; wie oft das früher gelang, sagt die Prüfung an früheren Zeitpunkten. Die naive Prognose schreibt den letzten Wert fort.",
	"The line with dots is what was known. The thin line is the median: it may just as well become more as less. The dark range is meant to hold 80% of the values, the light one 95%; how often it did before is told by the back-test. The naive forecast carries the last value on.")

// stepTable shows what was said of each step and, where it is known, what came.
// Without an ID the forecast is not kept, and its numbers have no address.
func stepTable(f prediction.Issued, i figure.Indicator, marks []forecasting.StepScore) view.Table {
	kind := numberKind(i)
	t := view.Table{
		ID: "schritte", Caption: text.T("Was gesagt wurde, Schritt für Schritt", "What was said, step by step"), Fixed: true,
		Columns: []view.Column{
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "median", Name: text.T("Median", "median"), Unit: i.Unit, Kind: kind},
			{Key: "low80", Name: text.T("80\u00a0%: von", "80%: from"), Kind: kind},
			{Key: "high80", Name: text.T("80\u00a0%: bis", "80%: to"), Kind: kind},
			{Key: "low95", Name: text.T("95\u00a0%: von", "95%: from"), Kind: kind},
			{Key: "high95", Name: text.T("95\u00a0%: bis", "95%: to"), Kind: kind},
			{Key: "mean", Name: text.T("Mittelwert", "mean"), Kind: kind},
			{Key: "naive", Name: text.T("naive Prognose", "naive forecast"), Kind: kind},
			{Key: "naivelow80", Name: text.T("naiv, 80\u00a0%: von", "naive, 80%: from"), Kind: kind},
			{Key: "naivehigh80", Name: text.T("naiv, 80\u00a0%: bis", "naive, 80%: to"), Kind: kind},
		},
	}
	if marks != nil {
		t.Columns = append(t.Columns, view.Column{Key: "came", Name: text.T("kam", "came"), Kind: kind}, view.Column{Key: "error", Name: text.T("Fehler", "error"), Kind: kind},
			view.Column{Key: "inside80", Name: text.T("im Bereich von 80\u00a0%", "inside the 80% range")}, view.Column{Key: "inside95", Name: text.T("im Bereich von 95\u00a0%", "inside the 95% range")},
			view.Column{Key: "wis", Name: text.T("Intervallscore", "interval score"), Kind: view.Tenths}, view.Column{Key: "naivewis", Name: text.T("Intervallscore der naiven Prognose", "interval score of the naive forecast"), Kind: view.Tenths})
		t.Note = text.T("Fehler = gesagt − gekommen. Der Intervallscore misst Median und Bereiche zusammen, in der Einheit der Kennzahl; kleiner ist besser.",
			"Error = said − came. The interval score measures median and ranges together, in the unit of the indicator; smaller is better.")
	}
	for k, s := range f.Steps {
		ref := func(item string) string {
			if marks == nil {
				return ""
			}
			return fmt.Sprintf("prediction/%s/%d/%s", f.ID, k+1, item)
		}
		cells := []view.Cell{view.Say(say(s.Period().In)), number(i, s.Median, ref("median"))}
		for _, level := range []float64{80, 95} {
			b, _ := s.Within(level)
			cells = append(cells, number(i, b.Low, ref(fmt.Sprintf("low%g", level))), number(i, b.High, ref(fmt.Sprintf("high%g", level))))
		}
		cells = append(cells, number(i, s.Mean, ref("mean")), number(i, s.Naive.Median, ref("naive")))
		beside, _ := s.Naive.Within(80)
		cells = append(cells, number(i, beside.Low, ref("naivelow80")), number(i, beside.High, ref("naivehigh80")))
		if marks != nil {
			cells = append(cells, markCells(i, marks[k], ref)...)
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}

// markCells are what came of a step and how good it was said.
func markCells(i figure.Indicator, s forecasting.StepScore, ref func(string) string) []view.Cell {
	if s.Mark == nil {
		open, none := view.Cell{Blank: true, Mark: forecasting.NotKnown}, view.Cell{Known: true, Blank: true}
		return []view.Cell{open, none, none, none, none, none}
	}
	m := s.Mark
	return []view.Cell{
		number(i, m.Came, ref("came")), signed(number(i, m.Error, ref("error"))), view.Say(yesNo(m.Inside[80])), view.Say(yesNo(m.Inside[95])),
		view.Num(int64(m.WIS*10+0.5), ref("wis")), view.Num(int64(m.NaiveWIS*10+0.5), ref("naivewis")),
	}
}

func yesNo(is bool) text.Text {
	if is {
		return text.T("ja", "yes")
	}
	return text.T("nein", "no")
}

// totalTable shows the sums of the first steps; nothing where there are none.
func totalTable(f prediction.Issued, i figure.Indicator, marks []forecasting.TotalScore) view.Table {
	kind := numberKind(i)
	t := view.Table{
		ID: "summen", Caption: text.T("Summen", "Sums"), Fixed: true,
		Note: text.T("Die Grenze einer Summe ist nicht die Summe der Grenzen: Summen sind aus den Verläufen der Stichprobe genommen.", "The bound of a sum is not the sum of the bounds: sums are taken over the courses of the sample."),
		Columns: []view.Column{
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "median", Name: text.T("Median", "median"), Unit: i.Unit, Kind: kind},
			{Key: "low80", Name: text.T("80\u00a0%: von", "80%: from"), Kind: kind},
			{Key: "high80", Name: text.T("80\u00a0%: bis", "80%: to"), Kind: kind},
			{Key: "low95", Name: text.T("95\u00a0%: von", "95%: from"), Kind: kind},
			{Key: "high95", Name: text.T("95\u00a0%: bis", "95%: to"), Kind: kind},
		},
	}
	if marks != nil {
		t.Columns = append(t.Columns, view.Column{Key: "came", Name: text.T("kam", "came"), Kind: kind}, view.Column{Key: "error", Name: text.T("Fehler", "error"), Kind: kind}, view.Column{Key: "inside80", Name: text.T("im Bereich von 80\u00a0%", "inside the 80% range")})
	}
	for k, s := range f.Sums {
		whole := period.Period{From: f.Steps[0].From, To: f.Steps[s.Steps-1].To}
		ref := func(item string) string {
			if marks == nil {
				return ""
			}
			return forecasting.SumRef(f.ID, s.Steps, item)
		}
		cells := []view.Cell{view.Say(say(whole.In)), number(i, s.Median, ref("median"))}
		for _, level := range []float64{80, 95} {
			b, _ := s.Within(level)
			cells = append(cells, number(i, b.Low, ref(fmt.Sprintf("low%g", level))), number(i, b.High, ref(fmt.Sprintf("high%g", level))))
		}
		if marks != nil {
			none := view.Cell{Known: true, Blank: true}
			came := []view.Cell{{Blank: true, Mark: forecasting.NotKnown}, none, none}
			if m := marks[k].Mark; m != nil {
				came = []view.Cell{number(i, m.Came, ref("came")), signed(number(i, m.Error, ref("error"))), view.Say(yesNo(m.Inside[80]))}
			}
			cells = append(cells, came...)
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}
