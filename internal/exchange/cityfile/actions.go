// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"math"
	"regexp"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Action is an action as a file brings it.
type Action struct {
	steering.Action
	KnownFrom period.Date `json:"known_from"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// Goal is a goal as a file brings it.
type Goal struct {
	measure.Goal
	KnownFrom period.Date `json:"known_from"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// Measure is a measure as a file brings it.
type Measure struct {
	measure.Measure
	KnownFrom period.Date `json:"known_from"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// ReadActions reads a file of actions and requests in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadActions(in *table.Reader, known Catalogue) ([]Action, error) {
	var list []Action
	r := nounReader[Action]{in: in, check: func(a Action) (int, []fault.Row) {
		return a.Line, slices.Concat(a.Check(), a.CheckDays(a.KnownFrom), known.unitFaults(a.Expect))
	}}
	seen := newTwice()
	err := each(in, Actions, func(c cells) error {
		a := Action{KnownFrom: c.date("known_from"), File: c.file, Line: c.Line}
		a.ID, a.Title = c.address("id"), c.text("title")
		a.Owner = known.owner(c, a.ID)
		a.State = steering.ActionState(c.oneOf("state", wordsOf(steering.ActionStates())...))
		a.Origin = steering.Origin{Kind: steering.OriginKind(c.oneOf("origin_kind", wordsOf(steering.OriginKinds())...)), Ref: c.OptText("origin_ref"), By: c.OptText("origin_by")}
		a.Opened, a.Due, a.Closed = c.date("opened"), c.optDate("due"), c.optDate("closed")
		a.Body, a.Outcome, a.FollowsUp, a.Procedure = known.body(c), c.OptText("outcome"), c.OptText("follows_up"), c.OptText("procedure")
		a.Expect = known.expectation(c)
		a.Measure, a.Note, a.Source, a.Example = known.measure(c), c.OptText("note"), c.OptText("source"), c.yes("example")
		seen.check(c, "id, known_from", a.ID, a.KnownFrom.String())
		list = append(list, a)
		r.missing = c.missing
		return nil
	}, func() { r.finish(list) })
	return list, err
}

// ReadGoals reads a file of goals in file order. Its error is fault.Invalid with all
// faults, or that of the reader.
func ReadGoals(in *table.Reader, known Catalogue) ([]Goal, error) {
	var list []Goal
	r := nounReader[Goal]{in: in, check: func(g Goal) (int, []fault.Row) {
		return g.Line, append(g.Check(), g.Target.CheckUnit(known.indicators[g.Target.Indicator])...)
	}}
	seen := newTwice()
	err := each(in, Goals, func(c cells) error {
		g := Goal{KnownFrom: c.date("known_from"), File: c.file, Line: c.Line}
		g.ID, g.Title = c.address("id"), c.text("title")
		g.Unit = known.office(c, "unit", known.goalUnits[g.ID])
		indicator, _ := known.indicator(c)
		g.Target = measure.Target{
			Indicator: indicator.Code, Area: string(known.area(c)), Group: string(known.group(c)),
			Value: number(c.amount("value", indicator)), AtMost: c.yes("at_most"), On: c.optDate("on"),
		}
		g.Since, g.Ended = c.date("since"), c.optDate("ended")
		g.Note, g.Source, g.Example = c.OptText("note"), c.text("source"), c.yes("example")
		seen.check(c, "id, known_from", g.ID, g.KnownFrom.String())
		list = append(list, g)
		r.missing = c.missing
		return nil
	}, func() { r.finish(list) })
	return list, err
}

// ReadMeasures reads a file of measures in file order. Its error is fault.Invalid with
// all faults, or that of the reader.
func ReadMeasures(in *table.Reader, known Catalogue) ([]Measure, error) {
	var list []Measure
	r := nounReader[Measure]{in: in, check: func(m Measure) (int, []fault.Row) {
		rows := append(m.Check(), known.unitFaults(m.Expect)...)
		if m.Expect != nil {
			rows = append(rows, m.Expect.CheckDays(m.KnownFrom)...)
		}
		return m.Line, rows
	}}
	seen := newTwice()
	err := each(in, Measures, func(c cells) error {
		m := Measure{KnownFrom: c.date("known_from"), File: c.file, Line: c.Line}
		m.ID, m.Goal, m.Title = c.address("id"), known.goal(c), c.text("title")
		m.Unit = known.office(c, "unit", known.measureUnits[m.ID])
		m.State = measure.State(c.oneOf("state", wordsOf(measure.States())...))
		m.From, m.Until, m.Cost = c.date("from"), c.optDate("until"), c.optMoney("cost_eur")
		m.Paper, m.Note, m.Source, m.Example = c.OptText("paper"), c.OptText("note"), c.text("source"), c.yes("example")
		m.Expect = known.expectation(c)
		seen.check(c, "id, known_from", m.ID, m.KnownFrom.String())
		list = append(list, m)
		r.missing = c.missing
		return nil
	}, func() { r.finish(list) })
	return list, err
}

// keyWords is what an entry's page may be called.
var keyWords = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// address reads a key that is part of an address.
func (c cells) address(column string) string {
	s := c.text(column)
	if s != "" && (!keyWords.MatchString(s) || s == "neu") {
		c.Refuse(column, text.T("Buchstaben, Ziffern, Punkt und Striche wie 2015-001, nicht „neu“", "letters, digits, dot and dashes such as 2015-001, not “neu”"))
	}
	return s
}

// expectNames are the columns of an expectation.
func expectNames() []string {
	return []string{"expect_indicator", "expect_area", "expect_group", "expect_change", "expect_check", "expect_said", "expect_assumed"}
}

// unitFaults are what of an expectation does not go with the unit of its indicator.
func (k Catalogue) unitFaults(e *measure.Expectation) []fault.Row {
	if e == nil {
		return nil
	}
	return e.CheckUnit(k.indicators[e.Indicator])
}

// expectation reads the figure that must move, nothing where none is named.
func (k Catalogue) expectation(c cells) *measure.Expectation {
	e := measure.Expectation{
		Indicator: c.OptText("expect_indicator"), Area: c.OptText("expect_area"), Group: c.OptText("expect_group"),
		Check: c.optDate("expect_check"), Said: c.optDate("expect_said"), Assumed: c.OptText("expect_assumed"),
	}
	change, given := c.OptDecimal("expect_change")
	if e == (measure.Expectation{}) && !given {
		return nil
	}
	e.Change = number(change.Amount, change.Places)
	if _, ok := k.indicators[e.Indicator]; e.Indicator != "" && !ok {
		c.Refuse("expect_indicator", text.T("eine bekannte Kennzahl", "a known indicator"))
	}
	found := false
	for id := range k.areas {
		found = found || string(id) == e.Area
	}
	if e.Area != "" && !found {
		c.Refuse("expect_area", text.T("der Schlüssel eines bekannten Gebiets", "the key of a known area"))
	}
	known := e.Group == ""
	for id := range k.groups {
		known = known || string(id) == e.Group
	}
	if !known {
		c.Refuse("expect_group", text.T("eine bekannte Zielgruppe", "a known group"))
	}
	return &e
}

// amount reads a value with at most the indicator's decimals.
func (c cells) amount(column string, i figure.Indicator) (int64, int) {
	d := c.decimal(column)
	if i.Code != "" && d.Places > i.Places {
		c.Refuse(column, text.T("eine Zahl mit höchstens so vielen Nachkommastellen wie die Kennzahl", "a number with at most as many decimals as the indicator"))
	}
	return d.Amount, d.Places
}

func number(amount int64, places int) float64 { return float64(amount) / math.Pow10(places) }

// wordsOf are the words of a list.
func wordsOf[T ~string](list []T) []string {
	names := make([]string, len(list))
	for i, v := range list {
		names[i] = string(v)
	}
	return names
}

// nounReader names what contradicts in the nouns of a file, but for cells that have a
// fault of their own.
type nounReader[T any] struct {
	in      *table.Reader
	check   func(T) (line int, faults []fault.Row)
	missing map[string]bool
}

func (r *nounReader[T]) finish(list []T) {
	said := map[place]bool{}
	for _, row := range fault.RowsOf(r.in.Faults().Err("cityfile.finish")) {
		said[place{row.Line, row.Column}] = true
	}
	for _, noun := range list {
		line, rows := r.check(noun)
		for _, row := range rows {
			if !said[place{line, row.Column}] && !r.missing[row.Column] {
				row.Line = line
				r.in.Faults().Add(row)
			}
		}
	}
}
