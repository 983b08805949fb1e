// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"planraum/internal/city/measure"
	"planraum/internal/desk/measures"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// measureForm shows a measure as a form.
func (s *server) measureForm(ctx context.Context, r request) (answer, error) {
	id := r.PathValue("measure")
	f := &workForm{values: url.Values{}, isNew: id == newEntry}
	if f.isNew {
		f.values.Set("goal", r.Query.Get(goalParam))
		f.values.Set("from", r.AsOf.String())
		f.values.Set("expect_said", r.AsOf.String())
		return s.measureFormAnswer(ctx, r, f, "")
	}
	c, err := s.Measures.Course(ctx, id, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	f.values = measureValues(c.Kept)
	return s.measureFormAnswer(ctx, r, f, id)
}

// measureValues are the fields of a measure's form.
func measureValues(k measures.Kept[measure.Measure]) url.Values {
	m := k.It
	cost := ""
	if m.Cost > 0 {
		cost = typedNumber(float64(m.Cost) / 100)
	}
	return withExpectation(m.Expect, map[string]string{
		byField: m.By, whyBefore: m.Why,
		"version": strconv.FormatInt(k.Version, 10), "title": m.Title, "goal": m.Goal, "unit": m.Unit, "from": typedDay(m.From), "until": typedDay(m.Until),
		"state": string(m.State), "cost_eur": cost, "paper": m.Paper, "source": m.Source, "note": m.Note,
	})
}

// readMeasure turns the form into a measure.
func (f *workForm) readMeasure(id string) measure.Measure {
	return measure.Measure{
		ID: id, Goal: f.get("goal"), Title: f.get("title"), Unit: f.get("unit"), From: f.day("from"), Until: f.day("until"), State: measure.State(f.get("state")),
		Cost: f.euros("cost_eur"), Paper: f.get("paper"), Source: f.get("source"), Note: f.get("note"), Expect: f.readExpectation(),
	}
}

// saveMeasure shows what the forecast says without the measure, and saves it once that
// was seen.
func (s *server) saveMeasure(ctx context.Context, r request) (answer, error) {
	f, err := typedForm(r)
	if err != nil {
		return answer{}, err
	}
	id := r.PathValue("measure")
	f.isNew = id == newEntry
	m := f.readMeasure(id)
	if f.isNew {
		m.ID = f.newKey(m.Title)
	} else {
		before, err := s.Measures.Course(ctx, id, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		m.Example = before.It.Example
	}
	overtaken := func() (bool, error) {
		last, seen, err := s.Measures.LastMeasure(ctx, m.ID, f.version())
		if f.isNew && last.Version != 0 {
			f.keyTaken(m.ID, last.It.Title)
		}
		return err == nil && overtaken(f, r, last, seen, measureValues), err
	}
	if late, err := overtaken(); late || err != nil {
		return s.workAnswer(err, func() (answer, error) { return s.measureFormAnswer(ctx, r, f, id) })
	}
	change := f.change(r)
	rows, err := s.Measures.MeasureFaults(ctx, m, change)
	if err != nil {
		return answer{}, err
	}
	f.add(rows)
	if len(f.faults) > 0 {
		return s.measureFormAnswer(ctx, r, f, id)
	}
	if !f.seen() {
		if err := s.measureEffect(ctx, r, f, m); err != nil {
			return answer{}, err
		}
		f.values.Set("gesehen", f.fingerprint())
		return s.measureFormAnswer(ctx, r, f, id)
	}
	if err := s.Measures.SaveMeasure(ctx, m, change); err != nil {
		if late, lost := overtaken(); late || lost != nil {
			return s.workAnswer(lost, func() (answer, error) { return s.measureFormAnswer(ctx, r, f, id) })
		}
		if err := f.failed(err); err != nil {
			return answer{}, err
		}
		return s.measureFormAnswer(ctx, r, f, id)
	}
	return answer{redirect: r.measureHref(m.ID)}, nil
}

// measureEffect says what is to be expected with nothing done.
func (s *server) measureEffect(ctx context.Context, r request, f *workForm, m measure.Measure) error {
	cost := text.T("Die Kosten sind nicht bekannt.", "The cost is not known.")
	if m.Cost > 0 {
		cost = say(func(l text.Lang) string { return text.T("Kosten: ", "Cost: ").In(l) + l.Euro(int64(m.Cost)) + "." })
	}
	f.effect = []text.Text{cost}
	if m.Expect == nil {
		f.effect = append(f.effect, text.T("Ohne Erwartung lässt sich später nicht sagen, ob sich etwas bewegt hat.", "Without an expectation nobody can say later whether anything moved."))
	}
	versions, err := s.Measures.MeasureHistory(ctx, m.ID, r.AsOf)
	if err != nil {
		return err
	}
	return s.expectEffect(ctx, r, f, m.Mover(), enteredWith(versions, m, r.AsOf))
}

func (s *server) measureFormAnswer(ctx context.Context, r request, f *workForm, id string) (answer, error) {
	n, err := s.names(ctx)
	if err != nil {
		return answer{}, err
	}
	goals, err := s.Measures.Goals(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	offices, err := s.Measures.Offices(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	title := text.T("Neue Maßnahme", "New measure")
	if !f.isNew {
		title = text.T("Maßnahme „"+id+"“ ändern", "Change measure “"+id+"”")
	}
	f.fields = append(measureFields(f, goals, ownerOptions(f, "unit", offices, r.Lang), r.Lang), expectFields(f, n, r.Lang)...)
	f.fields = append(f.fields, whyField(f.isNew))
	a := f.answer(measuresName, title)
	a.body = func(p view.Page) templ.Component { return workFormBody(p, f) }
	return a, nil
}

func measureFields(f *workForm, goals []measures.Goal, offices []view.Option, l text.Lang) []workField {
	var states, aims []view.Option
	for _, one := range measure.States() {
		states = append(states, option(f, "state", string(one), one.Label().In(l)))
	}
	for _, g := range goals {
		aims = append(aims, option(f, "goal", g.It.ID, g.It.Title))
	}
	aims = keeping(f, "goal", aims)
	return []workField{
		{name: "title", label: text.T("Was wird getan?", "What is done?"), lines: 2, legend: text.T("Die Maßnahme", "The measure")},
		{name: "goal", label: text.T("Für welches Ziel?", "For which goal?"), options: aims},
		{name: "unit", label: text.T("Wer ist verantwortlich?", "Who is responsible?"), hint: officeHint, options: offices},
		{name: "state", label: text.T("Stand", "State"), options: states},
		{name: "from", label: text.T("Von", "From"), kind: "date"},
		{name: "until", label: text.T("Bis (freiwillig)", "Until (optional)"), kind: "date"},
		{name: "cost_eur", label: text.T("Kosten in EUR (freiwillig)", "Cost in EUR (optional)"), hint: text.T("Leer heißt unbekannt.", "Empty means unknown.")},
		{name: "paper", label: text.T("Vorlage (freiwillig)", "Paper (optional)")},
		{name: "source", label: text.T("Quelle", "Source"), hint: text.T("Der Beschluss oder die Schrift, aus der die Maßnahme kommt.", "The decision or text that the measure comes from.")},
		{name: "note", label: text.T("Bemerkung (freiwillig)", "Note (optional)"), lines: 2},
	}
}
