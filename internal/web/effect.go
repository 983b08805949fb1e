// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/measures"
	"planraum/internal/exchange/chart"
	"planraum/internal/method/effect"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// effectContent is what the page of a measure or action shows of what is to move.
type effectContent struct {
	By      measure.Doing
	Notes   []text.Text
	Picture string
	Which   []text.Text // which forecast the numbers are from, and what others say
	Numbers *view.Table // nil: nothing can be set beside it
	Alone   []linkTerm  // what came, where nothing can be set beside it
	Steps   *view.Table
}

// expectation is what the history of an expectation says: on which day it was entered, and
// whether it was changed after it had first been said.
type expectation struct {
	entered period.Date
	moved   bool
}

func expectationOf[T measure.Moving](versions []measures.Kept[T]) expectation {
	return expectation{measures.Entered(versions), measures.Moved(versions)}
}

// movedOf shows what is to move, of a measure or action.
func (s *server) movedOf(ctx context.Context, e measures.Effect, told expectation, n names, r request) (effectContent, error) {
	c := effectContent{By: e.By}
	switch t := e.Track; {
	case t == nil:
	case t.Why != (text.Text{}):
		c.Notes, c.Alone = []text.Text{t.Why}, aloneTerms(*t, r)
	default:
		numbers, steps := trackTable(e.Key(), *t), trackSteps(e.Key(), *t)
		which, err := s.whichForecast(ctx, *t, n, r)
		if err != nil {
			return c, err
		}
		c.Numbers, c.Steps, c.Picture, c.Notes, c.Which = &numbers, &steps, trackPicture(*t, r), trackNotes(*t, told.moved), which
	}
	if e.Track != nil {
		c.Notes = append(e.Track.Hindsight(told.entered, e.Began), c.Notes...)
	}
	return c, nil
}

// aloneTerms are what came where nothing can be set beside it.
func aloneTerms(t measures.Track, r request) []linkTerm {
	f := t.Alone
	if f == nil {
		return nil
	}
	name := text.T("am Prüftag gekommen", "came on the check date")
	if check := t.Expect.Check; check.Before(f.Period.From) || check.After(f.Period.To) {
		name = text.T("zuletzt gekommen", "came last")
	}
	return []linkTerm{{name: name, value: say(f.Written), ref: figureRef(f.ID), note: text.T(f.Period.In(text.De)+", Quelle: "+r.Cited(f.Source), f.Period.In(text.En)+", source: "+r.Cited(f.Source))}}
}

// tables are the tables of the effect.
func (c effectContent) tables() []*view.Table {
	if c.Numbers == nil {
		return nil
	}
	return []*view.Table{c.Numbers, c.Steps}
}

// effectSentence says in one sentence what is to be seen; why nothing can be said stands
// below it. Nothing where nobody said what should move.
func effectSentence(e measures.Effect) text.Text {
	switch {
	case e.Track != nil && e.Track.Why != (text.Text{}):
		return e.By.Said(text.T("Ob {the} wirkt, ist nicht zu sagen: Was ohne {it} gekommen wäre, lässt sich nicht vorausrechnen.", "Whether {the} works cannot be said: what would have come without {it} cannot be reckoned."))
	case e.Track != nil:
		return e.Track.Sentence()
	case e.Expect != nil:
		return text.T("Am Stand war noch nicht gesagt, was sich bewegen soll.", "As of this date nobody had said yet what is to move.")
	}
	return text.Text{}
}

// expectTerm is what is to move, with the way to the figure.
func expectTerm(e measure.Expectation, n names, r request) linkTerm {
	return linkTerm{
		name:  text.T("was sich bewegen soll", "what is to move"),
		value: say(func(l text.Lang) string { return expectWords(e, n, l) }), href: r.Href("/daten/"+e.Indicator, areaParam, e.Area, groupParam, string(groupOr(e.Group))),
	}
}

func trackNotes(t measures.Track, moved bool) []text.Text {
	var list []text.Text
	if narrow := t.Narrow(); narrow != (text.Text{}) {
		list = append(list, say(func(l text.Lang) string {
			return t.By.Said(text.T("Das Band {without} ist keine Wahrscheinlichkeit: ", "The band of nothing done is no probability: ")).In(l) + narrow.In(l) + "."
		}))
	}
	if below := t.Below(); below != (text.Text{}) {
		list = append(list, below)
	}
	if power := t.Power(); power != (text.Text{}) {
		list = append(list, power)
	}
	if t.Passed && !t.Final {
		list = append(list, text.T("Der Prüftag ist vorbei, sein Wert ist nicht bekannt. Gezeigt ist der letzte Wert davor.", "The check date has passed, its value is not known. Shown is the last value before."))
	}
	if moved {
		list = append(list, text.T("Die Erwartung wurde geändert, nachdem sie das erste Mal gesagt war. Die Fassungen zeigen, wann und warum.", "The expectation was changed after it had first been said. The versions show when and why."))
	}
	if t.Expect.Assumed != "" {
		list = append(list, text.T("Nicht veröffentlicht: "+t.Expect.Assumed+".", "Not published: "+t.Expect.Assumed+"."))
	}
	return list
}

// expectCells are the expected change and the check date of a version.
func expectCells(e *measure.Expectation) (change, check view.Cell) {
	if e == nil {
		return view.Cell{Known: true, Blank: true}, view.Cell{Known: true, Blank: true}
	}
	return view.Say(text.Same(typedNumber(e.Change))), view.Day(e.Check)
}

// expectWords says what is expected of a figure.
func expectWords(e measure.Expectation, n names, l text.Lang) string {
	i := n.indicators[e.Indicator]
	where := n.area(area.ID(e.Area)).In(l)
	if g := groupOr(e.Group); g != population.All {
		where += ", " + n.group(g).In(l)
	}
	return fmt.Sprintf(text.T("%s (%s): %s %s gegenüber „nichts tun“, geprüft am %s; erwartet am %s", "%s (%s): %s %s against nothing done, checked on %s; expected on %s").In(l),
		n.indicator(e.Indicator).In(l), where, measures.Signed(i, e.Change, l), i.Unit.In(l), e.Check.In(l), e.Said.In(l))
}

// trackTable sets expected and actual beside nothing done, at the check date and, where
// its value is not known, at the last one that is.
func trackTable(key string, t measures.Track) view.Table {
	i := t.Undone.Indicator
	kind := numberKind(i)
	out := view.Table{
		ID: "erwartet-und-gekommen", Caption: text.T("Erwartet und gekommen", "Expected and what came"), Fixed: true,
		Note: t.By.Said(text.T("{Without}: die Prognose der Reihe mit dem, was am Tag der Erwartung bekannt war. Erwartet: ihr Median und die erwartete Veränderung; vor dem Prüftag deren Teil nach Tagen bis zum Tag des Werts; im Verlauf bis zum Ende jedes Zeitraums. Liegt der Wert außerhalb des Bandes, so zeigt das nicht, dass {the} der Grund ist.",
			"Nothing done: the forecast of the series with what was known on the day of the expectation. Expected: its median and the expected change; before the check date its part by days up to the day of the value; in the course up to the end of each period. A value outside the band does not show that {the} is the reason.")),
		Columns: []view.Column{
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "median", Name: t.By.Said(text.T("{without}: Median", "nothing done: median")), Unit: i.Unit, Kind: kind},
			{Key: "low", Name: text.T("80 % von", "80% from"), Kind: kind},
			{Key: "high", Name: text.T("80 % bis", "80% to"), Kind: kind},
			{Key: "target", Name: t.By.Said(text.T("{with} erwartet", "expected {with}")), Kind: kind},
			{Key: "came", Name: text.T("gekommen", "came"), Kind: kind},
			{Key: "gap", Name: text.T("gekommen − Median", "came − median"), Kind: kind},
			{Key: "verdict", Name: text.T("Lage", "position")},
		},
	}
	if t.Came != nil && !t.Final {
		out.Rows = append(out.Rows, trackRow(key, t, t.Then, t.Due, t.Came))
	}
	came := t.Came
	if !t.Final {
		came = nil
	}
	out.Rows = append(out.Rows, trackRow(key, t, t.At, t.Expect.Change, came))
	return out
}

func trackRow(key string, t measures.Track, s measure.Step, due float64, came *measure.Value) view.Row {
	i := t.Undone.Indicator
	day := t.Reckoned(s, came)
	ref := func(item string) string { return measures.Ref(key, item, day) }
	value, gap, verdict := view.Cell{}, view.Cell{}, view.Say(text.T("noch kein Wert", "no value yet"))
	if came != nil {
		value, gap = number(i, came.Value, figureRef(came.From[0].ID)), number(i, came.Value-s.Median, ref(measures.Gap))
		gap.Sign = true
		verdict = view.Say(t.By.Said(positions[effect.Judge(effect.Band{Median: s.Median, Low: s.Low, High: s.High}, due, came.Value)]))
	}
	return view.Row{Cells: []view.Cell{
		view.Say(say(func(l text.Lang) string { return measures.Moment(s.Period, day, l) })), number(i, s.Median, ref(measures.Median)), number(i, s.Low, ref(measures.Low)), number(i, s.High, ref(measures.High)),
		number(i, effect.Target(effect.Band{Median: s.Median}, due), ref(measures.Target)), value, gap, verdict,
	}}
}

var positions = map[effect.Verdict]text.Text{
	effect.Unknown: text.T("nicht einzuordnen", "cannot be judged"),
	effect.Inside:  text.T("im Band {without}", "within the band of nothing done"),
	effect.Beyond:  text.T("außerhalb, auf der erwarteten Seite", "outside, on the expected side"),
	effect.Against: text.T("außerhalb, auf der anderen Seite", "outside, on the other side"),
}

// trackSteps is the table of the picture: every step with what came of it.
func trackSteps(key string, t measures.Track) view.Table {
	i := t.Undone.Indicator
	kind := numberKind(i)
	out := view.Table{
		ID: "verlauf", Caption: text.T("Der Verlauf, Schritt für Schritt", "The course, step by step"), Fixed: true, Long: true,
		Columns: []view.Column{
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "median", Name: t.By.Said(text.T("{without}: Median", "nothing done: median")), Unit: i.Unit, Kind: kind},
			{Key: "low", Name: text.T("80 % von", "80% from"), Kind: kind},
			{Key: "high", Name: text.T("80 % bis", "80% to"), Kind: kind},
			{Key: "target", Name: t.By.Said(text.T("{with} erwartet", "expected {with}")), Kind: kind},
			{Key: "came", Name: text.T("gekommen", "came"), Kind: kind},
		},
	}
	for _, s := range t.Undone.Steps {
		ref := func(item string) string { return measures.Ref(key, item, s.To) }
		came := view.Cell{}
		if v, ok := t.Undone.CameAt(s.To); ok {
			came = number(i, v.Value, figureRef(v.From[0].ID))
		}
		out.Rows = append(out.Rows, view.Row{Cells: []view.Cell{
			view.Say(say(s.Period.In)), number(i, s.Median, ref(measures.Median)), number(i, s.Low, ref(measures.Low)), number(i, s.High, ref(measures.High)),
			number(i, s.Median+t.DueBy(s.To), ref(measures.Target)), came,
		}})
	}
	return out
}

// trackPicture draws nothing done with its ranges, what was expected, and what came.
func trackPicture(t measures.Track, r request) string {
	u := t.Undone
	picture := chart.Fan{
		Unit: r.In(u.Indicator.Unit), Decimals: decimals(u.Indicator), Every: 12 / u.Frequency, Stock: u.Indicator.Kind == figure.Stock, Name: r.In(t.By.Said(text.T("{without}: Median", "nothing done: median"))),
		AsOf: t.Expect.Said, AsOfName: r.T("erwartet am ", "expected on ") + t.Expect.Said.In(r.Lang),
		Observed: chart.Series{Name: r.T("damals bekannt", "known then"), Points: trackPoints(u, u.Known)},
		Came:     chart.Series{Name: r.T("kam später", "came later"), Points: trackPoints(u, u.Came)},
		Marks:    []chart.Mark{{Date: t.Expect.Check, Label: r.T("Prüftag", "check date"), Plain: true}},
	}
	expected := chart.Series{Name: r.In(t.By.Said(text.T("{with} erwartet", "expected {with}")))}
	for _, s := range u.Steps {
		m := drawnAt(u.Indicator, u.Frequency, s.Period)
		picture.Steps = append(picture.Steps, chart.FanPoint{Median: units(u.Indicator, s.Median), BandPoint: chart.BandPoint{
			Month: m, Low80: units(u.Indicator, s.Low), High80: units(u.Indicator, s.High), Low95: units(u.Indicator, s.WideLow), High95: units(u.Indicator, s.WideHigh),
		}})
		expected.Points = append(expected.Points, chart.Point{Month: m, Value: units(u.Indicator, s.Median+t.DueBy(s.To)), Basis: figure.Assumed})
	}
	picture.Futures = []chart.Series{expected}
	frame := chart.Frame{ID: "wirkung-bild", Lang: r.Lang, Title: r.In(u.Indicator.Name) + r.In(t.By.Said(text.T(": {without}, erwartet und gekommen", ": nothing done, expected and what came"))), Desc: r.In(t.Sentence()) + " " + r.In(belowTable)}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

// drawnAt is the month at which a value is drawn: of a stock the last one of its step,
// at whose end it stands, else the first.
func drawnAt(i figure.Indicator, frequency int, p period.Period) period.Month {
	begin := prediction.Begin(p.To.Month(), frequency)
	if i.Kind == figure.Stock {
		return begin + period.Month(12/frequency) - 1
	}
	return begin
}

func trackPoints(u measure.Undone, list []measure.Value) []chart.Point {
	out := make([]chart.Point, len(list))
	for i, v := range list {
		out[i] = chart.Point{Month: drawnAt(u.Indicator, u.Frequency, v.Period), Value: units(u.Indicator, v.Value), Basis: v.From[0].Basis}
	}
	return out
}
