// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/measure"
	"planraum/internal/desk/measures"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// goalForm shows a goal as a form.
func (s *server) goalForm(ctx context.Context, r request) (answer, error) {
	id := r.PathValue("goal")
	f := &workForm{values: url.Values{}, isNew: id == newEntry}
	if f.isNew {
		f.values.Set("since", r.AsOf.String())
		return s.goalFormAnswer(ctx, r, f, "")
	}
	g, err := s.Measures.Goal(ctx, id, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	f.values = goalValues(g.Kept)
	return s.goalFormAnswer(ctx, r, f, id)
}

// goalValues are the fields of a goal's form.
func goalValues(g measures.Kept[measure.Goal]) url.Values {
	t := g.It.Target
	return formValues(map[string]string{
		byField: g.It.By, whyBefore: g.It.Why,
		"version": strconv.FormatInt(g.Version, 10), "title": g.It.Title, "unit": g.It.Unit, "indicator": t.Indicator, "area": t.Area, "group": t.Group,
		"value": typedNumber(t.Value), "at_most": yesWord(t.AtMost), "on": typedDay(t.On), "since": typedDay(g.It.Since), "ended": typedDay(g.It.Ended), "source": g.It.Source, "note": g.It.Note,
	})
}

func yesWord(yes bool) string {
	if yes {
		return "ja"
	}
	return "nein"
}

// saveGoal shows how far a goal would be, and saves it once that was seen.
func (s *server) saveGoal(ctx context.Context, r request) (answer, error) {
	f, err := typedForm(r)
	if err != nil {
		return answer{}, err
	}
	id := r.PathValue("goal")
	f.isNew = id == newEntry
	g := measure.Goal{
		ID: id, Title: f.get("title"), Unit: f.get("unit"), Since: f.day("since"), Ended: f.day("ended"), Source: f.get("source"), Note: f.get("note"),
		Target: measure.Target{Indicator: f.get("indicator"), Area: f.get("area"), Group: f.get("group"), Value: f.number("value"), AtMost: f.yes("at_most"), On: f.day("on")},
	}
	if f.get("value") == "" {
		f.refuse("value", text.T("eine Zahl", "a number"))
	}
	if f.isNew {
		g.ID = f.newKey(g.Title)
	} else {
		before, err := s.Measures.Goal(ctx, id, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		g.Example = before.It.Example
	}
	overtaken := func() (bool, error) {
		last, seen, err := s.Measures.LastGoal(ctx, g.ID, f.version())
		if f.isNew && last.Version != 0 {
			f.keyTaken(g.ID, last.It.Title)
		}
		return err == nil && overtaken(f, r, last, seen, goalValues), err
	}
	if late, err := overtaken(); late || err != nil {
		return s.workAnswer(err, func() (answer, error) { return s.goalFormAnswer(ctx, r, f, id) })
	}
	change := f.change(r)
	rows, err := s.Measures.GoalFaults(ctx, g, change)
	if err != nil {
		return answer{}, err
	}
	f.add(rows)
	if len(f.faults) > 0 {
		return s.goalFormAnswer(ctx, r, f, id)
	}
	if !f.seen() {
		if f.effect, err = s.goalEffect(ctx, r, g); err != nil {
			return answer{}, err
		}
		f.values.Set("gesehen", f.fingerprint())
		return s.goalFormAnswer(ctx, r, f, id)
	}
	if err := s.Measures.SaveGoal(ctx, g, change); err != nil {
		if late, lost := overtaken(); late || lost != nil {
			return s.workAnswer(lost, func() (answer, error) { return s.goalFormAnswer(ctx, r, f, id) })
		}
		if err := f.failed(err); err != nil {
			return answer{}, err
		}
		return s.goalFormAnswer(ctx, r, f, id)
	}
	return answer{redirect: r.goalHref(g.ID)}, nil
}

// newKey makes the key of a new entry of its title.
func (f *workForm) newKey(title string) string {
	key := slug(title)
	if key == "" && title != "" || key == newEntry {
		f.refuse("title", text.T("ein Name mit Buchstaben oder Ziffern, nicht nur „neu“", "a name with letters or digits, not only “neu”"))
	}
	return key
}

// keyTaken refuses a title whose key another entry has.
func (f *workForm) keyTaken(key, title string) {
	f.refuse("title", text.T("ein anderer Titel: Unter „"+key+"“ steht schon „"+title+"“", "another title: under “"+key+"” stands “"+title+"” already"))
}

func (s *server) goalEffect(ctx context.Context, r request, g measure.Goal) ([]text.Text, error) {
	now, err := s.Measures.GoalNow(ctx, g, r.AsOf)
	if err != nil {
		return nil, err
	}
	list := []text.Text{goalSentence(now, r)}
	if g.Target.On.IsZero() {
		list = append(list, text.T("Ohne Tag kann das Ziel nie als verfehlt gelten.", "Without a day the goal can never count as missed."))
	}
	return list, nil
}

func (s *server) goalFormAnswer(ctx context.Context, r request, f *workForm, id string) (answer, error) {
	n, err := s.names(ctx)
	if err != nil {
		return answer{}, err
	}
	offices, err := s.Measures.Offices(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	f.notes = missingNames(n)
	title := text.T("Neues Ziel", "New goal")
	if !f.isNew {
		title = text.T("Ziel „"+id+"“ ändern", "Change goal “"+id+"”")
	}
	l := r.Lang
	areas := areaChoicesOf(n)
	f.fields = []workField{
		{name: "title", label: text.T("Was soll erreicht werden?", "What is to be reached?"), lines: 2, legend: text.T("Das Ziel", "The goal")},
		{name: "unit", label: text.T("Wer ist verantwortlich?", "Who is responsible?"), hint: officeHint, options: ownerOptions(f, "unit", offices, l)},
		{name: "indicator", label: text.T("Kennzahl", "Indicator"), options: indicatorChoices(f, "indicator", n, l), legend: text.T("Woran sieht man es?", "What shows it?")},
		{name: "area", label: text.T("Gebiet", "Area"), areas: &areas},
		{name: "group", label: text.T("Zielgruppe", "Target group"), options: groupChoices(f, "group", n, l)},
		{name: "value", label: text.T("Zielwert", "Target value"), hint: text.T("In der Einheit der Kennzahl.", "In the unit of the indicator.")},
		{name: "at_most", label: text.T("Der Zielwert gilt als", "The target value counts as"), options: keeping(f, "at_most", []view.Option{option(f, "at_most", "nein", text.T("mindestens", "at least").In(l)), option(f, "at_most", "ja", text.T("höchstens", "at most").In(l))})},
		{name: "on", label: text.T("Bis wann? (freiwillig)", "By when? (optional)"), kind: "date", hint: text.T("Leer, wenn der Beschluss keinen Tag nennt.", "Empty if the decision names no day.")},
		{name: "since", label: text.T("Gilt seit", "Holds since"), kind: "date", legend: text.T("Geltung", "Validity")},
		{name: "ended", label: text.T("Aufgegeben am (freiwillig)", "Given up on (optional)"), kind: "date"},
		{name: "source", label: text.T("Quelle", "Source"), hint: text.T("Der Beschluss oder die Schrift, die das Ziel setzt.", "The decision or text that sets the goal.")},
		{name: "note", label: text.T("Bemerkung (freiwillig)", "Note (optional)"), lines: 2},
		whyField(f.isNew),
	}
	a := f.answer(goalsName, title)
	a.body = func(p view.Page) templ.Component { return workFormBody(p, f) }
	return a, nil
}

func areaChoicesOf(n names) areaNames {
	return namesOf(slices.SortedFunc(maps.Values(n.areas), func(a, b area.Area) int { return strings.Compare(string(a.ID), string(b.ID)) }))
}

func indicatorChoices(f *workForm, field string, n names, l text.Lang) []view.Option {
	var list []view.Option
	for code, i := range n.indicators {
		list = append(list, option(f, field, code, fmt.Sprintf("%s (%s)", i.Name.In(l), i.Unit.In(l))))
	}
	slices.SortFunc(list, func(a, b view.Option) int { return l.Compare(a.Name, b.Name) })
	return keeping(f, field, list)
}

func groupChoices(f *workForm, field string, n names, l text.Lang) []view.Option {
	list := []view.Option{option(f, field, "", text.T("alle", "all").In(l))}
	var rest []view.Option
	for id, g := range n.groups {
		if id != "all" {
			rest = append(rest, option(f, field, string(id), g.Name.In(l)))
		}
	}
	slices.SortFunc(rest, func(a, b view.Option) int { return l.Compare(a.Name, b.Name) })
	return keeping(f, field, append(list, rest...))
}

// missingNames says what a city must import before it can set a goal.
func missingNames(n names) []text.Text {
	var list []text.Text
	if len(n.indicators) == 0 {
		list = append(list, text.T("Es gibt noch keine Kennzahl. Ein Ziel braucht eine: „planraum import indicators.csv“ liest sie ein.", "There is no indicator yet. A goal needs one: “planraum import indicators.csv” imports them."))
	}
	if len(n.areas) == 0 {
		list = append(list, text.T("Es gibt noch kein Gebiet. Ein Ziel braucht eines: „planraum import areas.csv“ liest sie ein.", "There is no area yet. A goal needs one: “planraum import areas.csv” imports them."))
	}
	return list
}
