// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"

	"github.com/a-h/templ"

	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/desk/measures"
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
	Effect  effectContent
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
	if c.Effect, err = s.movedOf(ctx, course.Effect, expectationOf(versions), n, r); err != nil {
		return answer{}, err
	}
	a.tables = append(c.Effect.tables(), &c.History)
	return a, nil
}

func measureSentence(c measures.Course) text.Text {
	if said := effectSentence(c.Effect); said != (text.Text{}) {
		return said
	}
	return text.T("Was sich durch diese Maßnahme bewegen soll, ist nicht eingetragen.", "What this measure is to move has not been entered.")
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
		terms = append(terms, expectTerm(*e, n, r))
	}
	if m.Note != "" {
		terms = append(terms, linkTerm{name: text.T("Bemerkung", "note"), value: text.Same(m.Note)})
	}
	return append(terms, linkTerm{name: text.T("Quelle", "source"), value: text.Same(r.Cited(m.Source))})
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

func measureHistory(versions []measures.Kept[measure.Measure]) view.Table {
	t := historyOf([]view.Column{
		{Key: "state", Name: text.T("Stand", "state")},
		{Key: "cost", Name: text.T("Kosten", "cost"), Unit: text.Same("EUR"), Kind: view.Money},
		{Key: "change", Name: text.T("erwartete Veränderung", "expected change")},
		{Key: "check", Name: text.T("Prüftag", "check date"), Kind: view.Date},
	})
	for _, k := range versions {
		cost := view.Cell{}
		change, check := expectCells(k.It.Expect)
		if k.It.Cost > 0 {
			cost = view.Num(k.It.Cost, recordRef(k.Version))
		}
		t.Rows = append(t.Rows, versionRow(k.Version, view.Day(k.KnownFrom), k.It.By, k.It.Why, view.Say(k.It.State.Label()), cost, change, check))
	}
	return t
}
