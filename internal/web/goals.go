// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/measure"
	"planraum/internal/city/population"
	"planraum/internal/desk/measures"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

var goalsName = text.T("Ziele", "Goals")

// goals answers what is to be reached and how far it is.
func (s *server) goals(ctx context.Context, r request) (answer, error) {
	list, err := s.Measures.Goals(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	t := goalTable(list, r)
	return answer{
		name: goalsName, answer: goalsSentence(list, r), tables: []*view.Table{&t},
		body: func(p view.Page) templ.Component { return goalsBody(p, t) },
	}, nil
}

func goalsSentence(list []measures.Goal, r request) text.Text {
	n := map[measures.Standing]int{}
	for _, g := range list {
		n[g.Standing(r.AsOf)]++
	}
	return say(func(l text.Lang) string {
		switch {
		case len(list) == 0:
			return text.T("Es ist noch kein Ziel festgehalten.", "No goal has been recorded yet.").In(l)
		case n[measures.NotKnown] == len(list):
			return counted(l, len(list), text.T("Zu dem einen Ziel ist kein Wert bekannt.", "Of the one goal no value is known."), text.T("Zu keinem der %s Ziele ist ein Wert bekannt.", "Of none of the %s goals a value is known."))
		}
		s := counted(l, n[measures.Reached], text.T("Ein Ziel ist erreicht", "One goal is reached"), text.T("%s Ziele sind erreicht", "%s goals are reached"))
		if n[measures.Reached] == 0 {
			s = text.T("Kein Ziel ist erreicht", "No goal is reached").In(l)
		}
		if n[measures.Missed] > 0 {
			s += counted(l, n[measures.Missed], text.T(", eines ist verfehlt", ", one is missed"), text.T(", %s sind verfehlt", ", %s are missed"))
		}
		if n[measures.NotKnown] > 0 {
			s += counted(l, n[measures.NotKnown], text.T("; zu einem ist kein Wert bekannt", "; of one no value is known"), text.T("; zu %s ist kein Wert bekannt", "; of %s no value is known"))
		}
		return s + "."
	})
}

func goalTable(list []measures.Goal, r request) view.Table {
	t := view.Table{
		ID: "ziele", Caption: goalsName, Fixed: true,
		Empty: text.T("Es ist noch kein Ziel festgehalten. „planraum import goals.csv“ liest welche ein.", "No goal has been recorded yet. “planraum import goals.csv” imports some."),
		Columns: []view.Column{
			{Key: "goal", Name: text.T("Ziel", "goal")},
			{Key: "standing", Name: text.T("Stand", "standing")},
			{Key: "value", Name: text.T("letzter Wert", "last value"), Kind: view.Written},
			{Key: "period", Name: text.T("vom", "of")},
			{Key: "target", Name: text.T("Zielwert", "target"), Kind: view.Written},
			{Key: "on", Name: text.T("bis", "until"), Kind: view.Date},
			{Key: "unit", Name: text.T("verantwortlich", "responsible")},
			{Key: "measures", Name: text.T("Maßnahmen", "measures"), Kind: view.Whole},
			{Key: "cost", Name: text.T("Kosten, soweit bekannt", "cost as far as known"), Unit: text.Same("EUR"), Kind: view.Money},
		},
	}
	for _, g := range list {
		value, when := view.Cell{}, view.Cell{Known: true, Blank: true}
		if g.Last != nil {
			value = view.Cell{Known: true, Words: say(func(l text.Lang) string { return g.Last.Written(l) }), Exact: &g.Last.Value, Ref: figureRef(g.Last.ID), Secret: g.Last.IsSecret()}
			when = view.Say(say(g.Last.Period.In))
		}
		target := view.Say(targetWords(g))
		target.Ref = recordRef(g.Version)
		on := view.Day(g.It.Target.On)
		cost := view.Cell{}
		if g.Cost > 0 {
			cost = view.Num(g.Cost, "")
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			invented(view.Name(g.It.Title, r.goalHref(g.It.ID)), g.It.Example), view.Say(g.Standing(r.AsOf).Label()), value, when, target, on,
			view.Name(g.It.Unit, ""), view.Num(len(g.Measures), ""), cost,
		}})
		t.Sources = appendNew(t.Sources, g.It.Source)
	}
	return t
}

func targetWords(g measures.Goal) text.Text {
	return say(func(l text.Lang) string {
		least := text.T("mindestens ", "at least ").In(l)
		if g.It.Target.AtMost {
			least = text.T("höchstens ", "at most ").In(l)
		}
		return least + measures.Written(g.Indicator, g.It.Target.Value, l) + " " + g.Indicator.Unit.In(l)
	})
}

type goalContent struct {
	Terms    []linkTerm
	Measures view.Table
	History  view.Table
	Form     string
	New      string // where a measure for it is made
	Note     string
}

// goal shows one goal, how far it is, and what is done for it.
func (s *server) goal(ctx context.Context, r request) (answer, error) {
	g, err := s.Measures.Goal(ctx, r.PathValue("goal"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	versions, err := s.Measures.GoalHistory(ctx, g.It.ID, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	courses, err := s.Measures.Courses(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	n, err := s.names(ctx)
	if err != nil {
		return answer{}, err
	}
	var own []measures.Course
	for _, c := range courses {
		if c.It.Goal == g.It.ID {
			own = append(own, c)
		}
	}
	c := goalContent{
		Terms: goalTerms(g, n, r), Measures: measureTable(own, r), History: goalHistory(versions, g), Form: r.Href(formPath(goalsPath, g.It.ID)),
		New: r.Href(formPath(measuresPath, newEntry), goalParam, g.It.ID), Note: g.It.Note,
	}
	c.Measures.Empty = text.T("Für dieses Ziel ist noch keine Maßnahme festgehalten.", "No measure has been recorded for this goal yet.")
	return answer{
		name: goalsName, answer: goalSentence(g, r), facts: append([]text.Text{text.Same(g.It.Title)}, exampleFact(g.It.Example)...), tables: []*view.Table{&c.Measures, &c.History},
		body: func(p view.Page) templ.Component { return goalBody(p, c) },
	}, nil
}

// goalParam names the goal of a new measure.
const goalParam = "ziel"

func goalSentence(g measures.Goal, r request) text.Text {
	standing := g.Standing(r.AsOf)
	return say(func(l text.Lang) string {
		until := ""
		if on := g.It.Target.On; !on.IsZero() {
			until = fmt.Sprintf(text.T(" bis %s", " until %s").In(l), on.In(l))
		}
		want := fmt.Sprintf(text.T("Ziel: %s%s", "Goal: %s%s").In(l), targetWords(g).In(l), until)
		if standing == measures.NotKnown {
			return want + text.T("; es ist kein Wert bekannt.", "; no value is known.").In(l)
		}
		return want + fmt.Sprintf(text.T("; zuletzt waren es %s (%s): %s.", "; the last value was %s (%s): %s.").In(l), g.Last.Written(l), g.Last.Period.In(l), standing.Label().In(l))
	})
}

func goalTerms(g measures.Goal, n names, r request) []linkTerm {
	t := g.It.Target
	where := say(func(l text.Lang) string {
		s := n.area(area.ID(t.Area)).In(l)
		if t.Group != "" && t.Group != string(population.All) {
			s += ", " + n.group(population.ID(t.Group)).In(l)
		}
		return s
	})
	terms := []linkTerm{
		{name: text.T("Kennzahl", "indicator"), value: n.indicator(t.Indicator), href: r.Href("/daten/"+t.Indicator, areaParam, t.Area, groupParam, string(groupOr(t.Group))), note: where},
		{name: text.T("Zielwert", "target"), value: targetWords(g), ref: recordRef(g.Version)},
		{name: text.T("bis", "until"), value: dayOr(g.It.Target.On, text.T("nicht genannt", "not named"))},
		{name: text.T("verantwortlich", "responsible"), value: text.Same(g.It.Unit)},
		{name: text.T("gilt seit", "holds since"), value: say(g.It.Since.In)},
	}
	if g.Last != nil {
		terms = append(terms, linkTerm{name: text.T("letzter Wert", "last value"), value: say(g.Last.Written), ref: figureRef(g.Last.ID), note: text.T(g.Last.Period.In(text.De)+", Quelle: "+r.Cited(g.Last.Source), g.Last.Period.In(text.En)+", source: "+r.Cited(g.Last.Source))})
	}
	return append(terms, linkTerm{name: text.T("Quelle", "source"), value: text.Same(r.Cited(g.It.Source))})
}

func groupOr(g string) population.ID {
	if g == "" {
		return population.All
	}
	return population.ID(g)
}

func goalHistory(versions []measures.Kept[measure.Goal], g measures.Goal) view.Table {
	t := historyOf([]view.Column{{Key: "target", Name: text.T("Zielwert", "target")}, {Key: "on", Name: text.T("bis", "until"), Kind: view.Date}, {Key: "unit", Name: text.T("verantwortlich", "responsible")}})
	for _, k := range versions {
		one := measures.Goal{Kept: k, Indicator: g.Indicator}
		t.Rows = append(t.Rows, versionRow(k.Version, view.Day(k.KnownFrom), k.It.By, k.It.Why, view.Say(targetWords(one)), view.Day(k.It.Target.On), view.Name(k.It.Unit, "")))
	}
	return t
}
