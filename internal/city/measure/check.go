// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measure

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// faults collects what is wrong.
type faults []fault.Row

func (f *faults) need(good bool, column, value string, expected text.Text) {
	if !good {
		*f = append(*f, fault.Row{Column: column, Value: value, Expected: expected})
	}
}

func (f *faults) said(value, column, de, en string) {
	f.need(strings.TrimSpace(value) != "", column, "", text.T(de, en))
}

// Check lists what is wrong with a goal by itself; columns are named as in its JSON.
func (g Goal) Check() []fault.Row {
	var f faults
	f.said(g.Title, "title", "was erreicht werden soll", "what is to be reached")
	f.said(g.Unit, "unit", "das Amt, das verantwortlich ist", "the office responsible")
	f.said(g.Target.Indicator, "indicator", "eine Kennzahl, an der man es sieht", "an indicator that shows it")
	f.said(g.Target.Area, "area", "ein Gebiet", "an area")
	f.need(!math.IsNaN(g.Target.Value) && !math.IsInf(g.Target.Value, 0), "value", "", text.T("eine Zahl", "a number"))
	f.need(!g.Since.IsZero(), "since", "", text.T("der Tag, seit dem das Ziel gilt", "the day since which the goal holds"))
	f.need(g.Target.On.IsZero() || g.Since.IsZero() || g.Target.On.After(g.Since), "on", g.Target.On.String(), text.T("ein Tag nach dem, seit dem das Ziel gilt", "a day after that since which the goal holds"))
	f.need(g.Ended.IsZero() || !g.Ended.Before(g.Since), "ended", g.Ended.String(), text.T("ein Tag ab dem, seit dem das Ziel gilt", "a day from that since which the goal holds"))
	f.said(g.Source, "source", "der Beschluss oder die Schrift, die das Ziel setzt", "the decision or text that sets the goal")
	return f
}

// Check lists what is wrong with a measure by itself; columns are named as in its
// JSON, those of the expectation begin with "expect_".
func (m Measure) Check() []fault.Row {
	var f faults
	f.said(m.Title, "title", "was getan wird", "what is done")
	f.said(m.Goal, "goal", "ein Ziel", "a goal")
	f.said(m.Unit, "unit", "das Amt, das verantwortlich ist", "the office responsible")
	f.need(slices.Contains(States(), m.State), "state", string(m.State), text.T("einer der Stände", "one of the states"))
	f.need(!m.From.IsZero(), "from", "", text.T("der Tag, an dem die Maßnahme beginnt", "the day on which the measure begins"))
	f.need(m.Until.IsZero() || !m.Until.Before(m.From), "until", m.Until.String(), text.T("ein Tag ab dem Beginn", "a day from the beginning on"))
	f.need(m.Cost >= 0, "cost_eur", strconv.FormatInt(int64(m.Cost)/100, 10), text.T("ein Betrag, der nicht negativ ist", "an amount that is not negative"))
	f.said(m.Source, "source", "der Beschluss oder die Schrift, aus der die Maßnahme kommt", "the decision or text that the measure comes from")
	if m.Expect != nil {
		f = append(f, m.Expect.Faults()...)
	}
	return f
}

// Faults lists what is wrong with an expectation.
func (e Expectation) Faults() []fault.Row {
	var f faults
	f.said(e.Indicator, "expect_indicator", "die Kennzahl, die sich bewegen soll", "the indicator that is to move")
	f.said(e.Area, "expect_area", "ein Gebiet", "an area")
	f.need(e.Change != 0 && !math.IsNaN(e.Change) && !math.IsInf(e.Change, 0), "expect_change", "", text.T("um wie viel, mit Vorzeichen und nicht 0", "by how much, with its sign and not 0"))
	f.need(!e.Said.IsZero(), "expect_said", "", text.T("der Tag, an dem es erwartet wurde", "the day on which it was expected"))
	f.need(!e.Check.IsZero(), "expect_check", "", text.T("der Tag, an dem nachgesehen wird", "the day on which it is looked at"))
	f.need(e.Check.IsZero() || e.Check.After(e.Said), "expect_check", e.Check.String(), text.T("ein Tag nach dem, an dem es erwartet wurde", "a day after that on which it was expected"))
	return f
}
