// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/city/unit"
	"planraum/internal/desk/measures"
	"planraum/internal/exchange/chart"
	"planraum/internal/method/effect"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

var measuresName = text.T("Maßnahmen", "Measures")

// measures lists what is done, and which of it is off its track.
func (s *server) measures(ctx context.Context, r request) (answer, error) {
	list, err := s.Measures.Courses(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	t := measureTable(list, r)
	return answer{
		name: measuresName, answer: measuresSentence(list), tables: []*view.Table{&t},
		body: func(p view.Page) templ.Component { return measuresBody(p, t) },
	}, nil
}

func measuresSentence(list []measures.Course) text.Text {
	running, told, off := 0, 0, 0
	for _, c := range list {
		if !c.It.State.Ended() {
			running++
		}
		if c.Track != nil && c.Track.Came != nil {
			told++
		}
		if len(c.Off) > 0 {
			off++
		}
	}
	return say(func(l text.Lang) string {
		if len(list) == 0 {
			return text.T("Es ist noch keine Maßnahme festgehalten.", "No measure has been recorded yet.").In(l)
		}
		lead := counted(l, running, text.T("Eine Maßnahme läuft", "One measure is running"), text.T("%s Maßnahmen laufen", "%s measures are running"))
		switch {
		case off > 0:
			return lead + counted(l, off, text.T("; eine liegt nicht auf Kurs.", "; one is off its track."), text.T("; %s liegen nicht auf Kurs.", "; %s are off their track."))
		case told == 0:
			return lead + text.T("; zu keiner ist ein Wert nach der Erwartung bekannt.", "; of none a value after the expectation is known.").In(l)
		}
		return lead + counted(l, told, text.T("; zu einer ist ein Wert nach der Erwartung bekannt, keine liegt erkennbar neben ihrem Kurs.", "; of one a value after the expectation is known, none is visibly off its track."),
			text.T("; zu %s ist ein Wert nach der Erwartung bekannt, keine liegt erkennbar neben ihrem Kurs.", "; of %s a value after the expectation is known, none is visibly off its track."))
	})
}

func measureTable(list []measures.Course, r request) view.Table {
	t := view.Table{
		ID: "massnahmen", Caption: measuresName, Fixed: true,
		Empty: text.T("Es ist noch keine Maßnahme festgehalten. „planraum import measures.csv“ liest welche ein.", "No measure has been recorded yet. “planraum import measures.csv” imports some."),
		Columns: []view.Column{
			{Key: "measure", Name: text.T("Maßnahme", "measure")},
			{Key: "state", Name: text.T("Stand", "state")},
			{Key: "from", Name: text.T("von", "from"), Kind: view.Date},
			{Key: "unit", Name: text.T("verantwortlich", "responsible")},
			{Key: "cost", Name: text.T("Kosten", "cost"), Unit: text.Same("EUR"), Kind: view.Money},
			{Key: "paper", Name: text.T("Vorlage", "paper")},
			{Key: "check", Name: text.T("Prüftag", "check date"), Kind: view.Date},
			{Key: "says", Name: text.T("was sich zeigt", "what is to be seen")},
		},
	}
	for _, c := range list {
		cost := view.Cell{}
		if c.It.Cost > 0 {
			cost = view.Num(c.It.Cost, measures.Ref(c.It.ID, measures.Cost, c.It.From))
		}
		check, says := view.Cell{Known: true, Blank: true}, view.Say(text.T("keine Erwartung eingetragen", "no expectation entered"))
		if c.It.Expect != nil {
			check = view.Day(c.It.Expect.Check)
		}
		if c.Track != nil {
			says = view.Say(c.Track.Sentence())
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			invented(view.Name(c.It.Title, r.measureHref(c.It.ID)), c.It.Example), view.Say(c.It.State.Label()), view.Day(c.It.From), view.Name(c.It.Unit, ""), cost, named(c.It.Paper), check, says,
		}})
		t.Sources = appendNew(t.Sources, c.It.Source)
	}
	return t
}

type measureContent struct {
	Terms   []linkTerm
	Picture string
	Numbers *view.Table // nil: nothing can be set beside it
	Notes   []text.Text
	Steps   *view.Table
	History view.Table
	Form    string
	Action  string // where an action for it is made
}

// measure shows one measure: what it is, what was expected of it, and what came.
func (s *server) measure(ctx context.Context, r request) (answer, error) {
	course, err := s.Measures.Course(ctx, r.PathValue("measure"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	versions, err := s.Measures.MeasureHistory(ctx, course.It.ID, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	n, err := s.names(ctx)
	if err != nil {
		return answer{}, err
	}
	c := measureContent{Terms: measureTerms(course, n, r), History: measureHistory(versions), Form: r.Href(formPath(measuresPath, course.It.ID)), Action: r.Href(formPath(actionsPath, newEntry), "massnahme", course.It.ID)}
	a := answer{
		name: measuresName, answer: measureSentence(course), facts: append([]text.Text{text.Same(course.It.Title), course.It.State.Label()}, exampleFact(course.It.Example)...),
		body: func(p view.Page) templ.Component { return measureBody(p, c) },
	}
	if t := course.Track; t != nil && t.Why == (text.Text{}) {
		numbers, steps := trackTable(course.It.ID, *t), trackSteps(course.It.ID, *t)
		c.Numbers, c.Steps, c.Picture = &numbers, &steps, trackPicture(*t, r)
		c.Notes = trackNotes(*t, versions)
		a.tables = append(a.tables, c.Numbers, c.Steps)
	} else if t != nil {
		c.Notes = []text.Text{t.Why}
	}
	a.tables = append(a.tables, &c.History)
	return a, nil
}

func measureSentence(c measures.Course) text.Text {
	switch {
	case c.Track != nil && c.Track.Why != (text.Text{}): // why stands below
		return text.T("Ob die Maßnahme wirkt, ist nicht zu sagen: Was ohne sie gekommen wäre, lässt sich nicht vorausrechnen.", "Whether the measure works cannot be said: what would have come without it cannot be reckoned.")
	case c.Track != nil:
		return c.Track.Sentence()
	case c.It.Expect != nil:
		return text.T("Am Stand war noch nicht gesagt, was sich bewegen soll.", "As of this date nobody had said yet what is to move.")
	}
	return text.T("Was sich durch diese Maßnahme bewegen soll, ist nicht eingetragen.", "What this measure is to move has not been entered.")
}

func trackNotes(t measures.Track, versions []measures.Kept[measure.Measure]) []text.Text {
	var list []text.Text
	if narrow := t.Narrow(); narrow != (text.Text{}) {
		list = append(list, say(func(l text.Lang) string {
			return text.T("Das Band ohne Maßnahme ist keine Wahrscheinlichkeit: ", "The band of nothing done is no probability: ").In(l) + narrow.In(l) + "."
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
	if measures.Moved(versions) {
		list = append(list, text.T("Die Erwartung wurde geändert, nachdem sie das erste Mal gesagt war. Die Fassungen zeigen, wann und warum.", "The expectation was changed after it had first been said. The versions show when and why."))
	}
	if t.Expect.Assumed != "" {
		list = append(list, text.T("Nicht veröffentlicht: "+t.Expect.Assumed+".", "Not published: "+t.Expect.Assumed+"."))
	}
	return list
}

func measureTerms(c measures.Course, n names, r request) []linkTerm {
	m := c.It
	goal := linkTerm{name: text.T("Ziel", "goal"), value: text.Same(m.Goal), note: text.T("am Stand noch nicht bekannt", "not known yet as of this date")}
	if c.Goal != nil {
		goal = linkTerm{name: goal.name, value: text.Same(c.Goal.It.Title), href: r.goalHref(m.Goal)}
	}
	cost := linkTerm{name: text.T("Kosten", "cost"), value: text.T("unbekannt", "unknown")}
	if m.Cost > 0 {
		cost = linkTerm{name: cost.name, value: say(func(l text.Lang) string { return euros(m.Cost, l) }), ref: measures.Ref(m.ID, measures.Cost, m.From)}
	}
	terms := []linkTerm{
		goal,
		{name: text.T("verantwortlich", "responsible"), value: text.Same(m.Unit)},
		{name: text.T("von", "from"), value: say(m.From.In)},
		{name: text.T("bis", "until"), value: dayOr(m.Until, text.T("nicht genannt", "not named"))},
		cost,
	}
	if m.Paper != "" {
		terms = append(terms, linkTerm{name: text.T("Vorlage", "paper"), value: text.Same(m.Paper)})
	}
	if e := m.Expect; e != nil {
		terms = append(terms, linkTerm{
			name:  text.T("was sich bewegen soll", "what is to move"),
			value: say(func(l text.Lang) string { return expectWords(*e, n, l) }), href: r.Href("/daten/"+e.Indicator, areaParam, e.Area, groupParam, string(groupOr(e.Group))),
		})
	}
	if m.Note != "" {
		terms = append(terms, linkTerm{name: text.T("Bemerkung", "note"), value: text.Same(m.Note)})
	}
	return append(terms, linkTerm{name: text.T("Quelle", "source"), value: text.Same(r.Cited(m.Source))})
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

// euros writes an amount in whole euros, with cents where it has some.
func euros(c unit.Cents, l text.Lang) string {
	if c%100 != 0 {
		return l.Euro(int64(c))
	}
	return l.EuroWhole(int64(c))
}

func dayOr(d period.Date, otherwise text.Text) text.Text {
	if d.IsZero() {
		return otherwise
	}
	return say(d.In)
}

// trackTable sets expected and actual beside nothing done, at the check date and, where
// its value is not known, at the last one that is.
func trackTable(id string, t measures.Track) view.Table {
	i := t.Undone.Indicator
	kind := numberKind(i)
	out := view.Table{
		ID: "erwartet-und-gekommen", Caption: text.T("Erwartet und gekommen", "Expected and what came"), Fixed: true,
		Note: text.T("Ohne Maßnahme: die Prognose der Reihe mit dem, was am Tag der Erwartung bekannt war. Erwartet: ihr Median und die erwartete Veränderung; vor dem Prüftag deren Teil nach Tagen bis zum Tag des Werts; im Verlauf bis zum Ende jedes Zeitraums. Liegt der Wert außerhalb des Bandes, so zeigt das nicht, dass die Maßnahme der Grund ist.",
			"Nothing done: the forecast of the series with what was known on the day of the expectation. Expected: its median and the expected change; before the check date its part by days up to the day of the value; in the course up to the end of each period. A value outside the band does not show that the measure is the reason."),
		Columns: []view.Column{
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "median", Name: text.T("ohne Maßnahme: Median", "nothing done: median"), Unit: i.Unit, Kind: kind},
			{Key: "low", Name: text.T("80 % von", "80% from"), Kind: kind},
			{Key: "high", Name: text.T("80 % bis", "80% to"), Kind: kind},
			{Key: "target", Name: text.T("mit Maßnahme erwartet", "expected with the measure"), Kind: kind},
			{Key: "came", Name: text.T("gekommen", "came"), Kind: kind},
			{Key: "gap", Name: text.T("gekommen − Median", "came − median"), Kind: kind},
			{Key: "verdict", Name: text.T("Lage", "position")},
		},
	}
	if t.Came != nil && !t.Final {
		out.Rows = append(out.Rows, trackRow(id, t, t.Then, t.Due, t.Came))
	}
	came := t.Came
	if !t.Final {
		came = nil
	}
	out.Rows = append(out.Rows, trackRow(id, t, t.At, t.Expect.Change, came))
	return out
}

func trackRow(id string, t measures.Track, s measure.Step, due float64, came *measure.Value) view.Row {
	i := t.Undone.Indicator
	day := t.Reckoned(s, came)
	ref := func(item string) string { return measures.Ref(id, item, day) }
	value, gap, verdict := view.Cell{}, view.Cell{}, view.Say(text.T("noch kein Wert", "no value yet"))
	if came != nil {
		value, gap = number(i, came.Value, figureRef(came.From[0].ID)), number(i, came.Value-s.Median, ref(measures.Gap))
		gap.Sign = true
		verdict = view.Say(positions[effect.Judge(effect.Band{Median: s.Median, Low: s.Low, High: s.High}, due, came.Value)])
	}
	return view.Row{Cells: []view.Cell{
		view.Say(say(func(l text.Lang) string { return measures.Moment(s.Period, day, l) })), number(i, s.Median, ref(measures.Median)), number(i, s.Low, ref(measures.Low)), number(i, s.High, ref(measures.High)),
		number(i, effect.Target(effect.Band{Median: s.Median}, due), ref(measures.Target)), value, gap, verdict,
	}}
}

var positions = map[effect.Verdict]text.Text{
	effect.Unknown: text.T("nicht einzuordnen", "cannot be judged"),
	effect.Inside:  text.T("im Band ohne Maßnahme", "within the band of nothing done"),
	effect.Beyond:  text.T("außerhalb, auf der erwarteten Seite", "outside, on the expected side"),
	effect.Against: text.T("außerhalb, auf der anderen Seite", "outside, on the other side"),
}

// trackSteps is the table of the picture: every step with what came of it.
func trackSteps(id string, t measures.Track) view.Table {
	i := t.Undone.Indicator
	kind := numberKind(i)
	out := view.Table{
		ID: "verlauf", Caption: text.T("Der Verlauf, Schritt für Schritt", "The course, step by step"), Fixed: true, Long: true,
		Columns: []view.Column{
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "median", Name: text.T("ohne Maßnahme: Median", "nothing done: median"), Unit: i.Unit, Kind: kind},
			{Key: "low", Name: text.T("80 % von", "80% from"), Kind: kind},
			{Key: "high", Name: text.T("80 % bis", "80% to"), Kind: kind},
			{Key: "target", Name: text.T("mit Maßnahme erwartet", "expected with the measure"), Kind: kind},
			{Key: "came", Name: text.T("gekommen", "came"), Kind: kind},
		},
	}
	for _, s := range t.Undone.Steps {
		ref := func(item string) string { return measures.Ref(id, item, s.To) }
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
		Unit: r.In(u.Indicator.Unit), Decimals: decimals(u.Indicator), Every: 12 / u.Frequency, Stock: u.Indicator.Kind == figure.Stock, Name: r.T("ohne Maßnahme: Median", "nothing done: median"),
		AsOf: t.Expect.Said, AsOfName: r.T("erwartet am ", "expected on ") + t.Expect.Said.In(r.Lang),
		Observed: chart.Series{Name: r.T("damals bekannt", "known then"), Points: trackPoints(u, u.Known)},
		Came:     chart.Series{Name: r.T("kam später", "came later"), Points: trackPoints(u, u.Came)},
		Marks:    []chart.Mark{{Date: t.Expect.Check, Label: r.T("Prüftag", "check date"), Plain: true}},
	}
	expected := chart.Series{Name: r.T("mit Maßnahme erwartet", "expected with the measure")}
	for _, s := range u.Steps {
		m := drawnAt(u, s.Period)
		picture.Steps = append(picture.Steps, chart.FanPoint{Median: units(u.Indicator, s.Median), BandPoint: chart.BandPoint{
			Month: m, Low80: units(u.Indicator, s.Low), High80: units(u.Indicator, s.High), Low95: units(u.Indicator, s.WideLow), High95: units(u.Indicator, s.WideHigh),
		}})
		expected.Points = append(expected.Points, chart.Point{Month: m, Value: units(u.Indicator, s.Median+t.DueBy(s.To)), Basis: figure.Assumed})
	}
	picture.Futures = []chart.Series{expected}
	frame := chart.Frame{ID: "wirkung-bild", Lang: r.Lang, Title: r.In(u.Indicator.Name) + r.T(": ohne Maßnahme, erwartet und gekommen", ": nothing done, expected and what came"), Desc: r.In(t.Sentence()) + " " + r.In(belowTable)}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

// drawnAt is the month at which a value is drawn: of a stock the last one of its step,
// at whose end it stands, else the first.
func drawnAt(u measure.Undone, p period.Period) period.Month {
	begin := prediction.Begin(p.To.Month(), u.Frequency)
	if u.Indicator.Kind == figure.Stock {
		return begin + period.Month(12/u.Frequency) - 1
	}
	return begin
}

func trackPoints(u measure.Undone, list []measure.Value) []chart.Point {
	out := make([]chart.Point, len(list))
	for i, v := range list {
		out[i] = chart.Point{Month: drawnAt(u, v.Period), Value: units(u.Indicator, v.Value), Basis: v.From[0].Basis}
	}
	return out
}

func measureHistory(versions []measures.Kept[measure.Measure]) view.Table {
	t := historyOf([]view.Column{
		{Key: "state", Name: text.T("Stand", "state")},
		{Key: "cost", Name: text.T("Kosten", "cost"), Unit: text.Same("EUR"), Kind: view.Money},
		{Key: "change", Name: text.T("erwartete Veränderung", "expected change")},
		{Key: "check", Name: text.T("Prüftag", "check date"), Kind: view.Date},
	})
	for _, k := range versions {
		cost, change, check := view.Cell{}, view.Cell{Known: true, Blank: true}, view.Cell{Known: true, Blank: true}
		if k.It.Cost > 0 {
			cost = view.Num(k.It.Cost, recordRef(k.Version))
		}
		if e := k.It.Expect; e != nil {
			change, check = view.Say(text.Same(typedNumber(e.Change))), view.Day(e.Check)
		}
		t.Rows = append(t.Rows, versionRow(k.Version, view.Day(k.KnownFrom), k.It.By, k.It.Why, view.Say(k.It.State.Label()), cost, change, check))
	}
	return t
}
