// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/url"

	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/desk/measures"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// withExpectation are the fields of the form of a measure or action, with what is to
// move; nil: nothing is.
func withExpectation(e *measure.Expectation, fields map[string]string) url.Values {
	values := formValues(fields)
	said, change := measure.Expectation{}, ""
	if e != nil {
		said, change = *e, typedNumber(e.Change)
	}
	for name, value := range map[string]string{
		"expect_indicator": said.Indicator, "expect_area": said.Area, "expect_group": said.Group, "expect_change": change,
		"expect_check": typedDay(said.Check), "expect_said": typedDay(said.Said), "expect_assumed": said.Assumed,
	} {
		values.Set(name, value)
	}
	return values
}

// readExpectation reads what is to move. Without an indicator nothing is expected.
func (f *workForm) readExpectation() *measure.Expectation {
	if f.get("expect_indicator") == "" && f.get("expect_change") == "" {
		return nil
	}
	return &measure.Expectation{
		Indicator: f.get("expect_indicator"), Area: f.get("expect_area"), Group: f.get("expect_group"), Change: f.number("expect_change"),
		Check: f.day("expect_check"), Said: f.day("expect_said"), Assumed: f.get("expect_assumed"),
	}
}

// enteredWith is the day on which what is expected was entered, once a version is kept.
func enteredWith[T measure.Moving](versions []measures.Kept[T], now T, asOf period.Date) period.Date {
	return measures.Entered(append(versions, measures.Kept[T]{It: now, KnownFrom: asOf}))
}

// expectEffect adds to the effect of saving what is to be expected with nothing done, and
// what of it is said with hindsight.
func (s *server) expectEffect(ctx context.Context, r request, f *workForm, m measure.Mover, entered period.Date) error {
	if m.Expect == nil {
		return nil
	}
	t, err := s.Measures.Track(ctx, m.By, *m.Expect, r.AsOf)
	if err != nil {
		return err
	}
	f.effect = append(f.effect, t.Hindsight(entered, m.Began)...)
	if t.Why != (text.Text{}) {
		f.effect = append(f.effect, t.Why)
		return nil
	}
	f.effect = append(f.effect, t.Without())
	if below := t.Below(); below != (text.Text{}) {
		f.effect = append(f.effect, below)
	}
	if power := t.Power(); power != (text.Text{}) {
		f.effect = append(f.effect, power)
	}
	f.picture, f.by = trackPicture(t, r), m.By
	return nil
}

// expectFields ask what is to move, of a measure or an action.
func expectFields(f *workForm, n names, l text.Lang) []workField {
	areas := areaChoicesOf(n)
	none := option(f, "expect_indicator", "", text.T("keine: es wird nichts erwartet", "none: nothing is expected").In(l))
	return []workField{
		{name: "expect_indicator", label: text.T("Kennzahl (freiwillig)", "Indicator (optional)"), options: append([]view.Option{none}, indicatorChoices(f, "expect_indicator", n, l)...), legend: text.T("Was soll sich bewegen?", "What is to move?")},
		{name: "expect_area", label: text.T("Gebiet", "Area"), areas: &areas},
		{name: "expect_group", label: text.T("Zielgruppe", "Target group"), options: groupChoices(f, "expect_group", n, l)},
		{name: "expect_change", label: text.T("Um wie viel?", "By how much?"), hint: text.T("In der Einheit der Kennzahl, gegenüber „nichts tun“; mit Minus, wenn es weniger werden soll.", "In the unit of the indicator, against nothing done; with a minus if it is to become less.")},
		{name: "expect_said", label: text.T("Erwartet am", "Expected on"), kind: "date", hint: text.T("Was ohne Maßnahme käme, wird mit dem gerechnet, was an diesem Tag bekannt war.", "What would come with nothing done is reckoned with what was known on this day.")},
		{name: "expect_check", label: text.T("Prüftag", "Check date"), kind: "date", hint: text.T("An diesem Tag wird nachgesehen.", "On this day it is looked at.")},
		{name: "expect_assumed", label: text.T("Was davon ist angenommen? (freiwillig)", "What of it is assumed? (optional)")},
	}
}
