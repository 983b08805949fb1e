// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measure

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
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

// short refuses names and titles that are too long, long the texts.
func (f *faults) short(columns map[string]string) { f.most(columns, fault.LongestTitle) }

func (f *faults) long(columns map[string]string) { f.most(columns, fault.LongestText) }

func (f *faults) most(columns map[string]string, letters int) {
	for _, column := range slices.Sorted(maps.Keys(columns)) {
		if row, bad := fault.TooLong(column, columns[column], letters); bad {
			*f = append(*f, row)
		}
	}
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
	f.short(map[string]string{"title": g.Title, "unit": g.Unit, "source": g.Source})
	f.long(map[string]string{"note": g.Note, "why": g.Why})
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
	f.short(map[string]string{"title": m.Title, "unit": m.Unit, "source": m.Source, "paper": m.Paper})
	f.long(map[string]string{"note": m.Note, "why": m.Why})
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
	f.long(map[string]string{"expect_assumed": e.Assumed})
	f.need(e.Check.IsZero() || e.Check.After(e.Said), "expect_check", e.Check.String(), text.T("ein Tag nach dem, an dem es erwartet wurde", "a day after that on which it was expected"))
	return f
}

// CheckDays lists what of an expectation had not come yet when it was known so: nobody
// can have said it later than the day it is known from.
func (e Expectation) CheckDays(known period.Date) []fault.Row {
	var f faults
	f.need(known.IsZero() || !e.Said.After(known), "expect_said", e.Said.String(), text.T("ein Tag bis zum Stand ("+known.In(text.De)+")", "a day up to the as-of date ("+known.In(text.En)+")"))
	return f
}

// Same reports whether two expectations ask the same, whatever of it is said to be assumed.
func (e Expectation) Same(other Expectation) bool {
	e.Assumed = other.Assumed
	return e == other
}

// CheckAgain lists what speaks against expecting something else than was expected before:
// it is expected from the day of the change on, not from the day on which the other was
// said. Otherwise an expectation could be fitted to an outcome that is known.
func (e Expectation) CheckAgain(was *Expectation, day period.Date) []fault.Row {
	if was == nil || e.Same(*was) {
		return nil
	}
	var f faults
	f.need(!e.Said.Before(day), "expect_said", e.Said.String(), text.T("der Stand, "+day.In(text.De)+": Etwas anderes wird erst ab dem Tag der Änderung erwartet. Was vorher erwartet war, bleibt in den Fassungen stehen", "the as-of date, "+day.In(text.En)+": something else is expected only from the day of the change on. What was expected before stays in the versions"))
	return f
}

// CheckUnit lists what of a target does not go with the unit of its indicator: decimals
// that the indicator has not, and less than nothing of what is counted.
func (t Target) CheckUnit(i figure.Indicator) []fault.Row {
	f := decimals("value", t.Value, i)
	if counts(i) {
		f.need(t.Value >= 0, "value", written(t.Value), text.T("eine Zahl ab 0: "+i.Unit.De+" werden gezählt", "a number from 0 on: "+i.Unit.En+" are counted"))
	}
	return f
}

// CheckUnit lists what of an expectation does not go with the unit of its indicator.
func (e Expectation) CheckUnit(i figure.Indicator) []fault.Row {
	return decimals("expect_change", e.Change, i)
}

// Impossible reports whether a value cannot be: less than nothing of what is counted.
func Impossible(i figure.Indicator, value float64) bool { return counts(i) && value < 0 }

// counts reports whether an indicator counts whole things, of which there are none at the
// least.
func counts(i figure.Indicator) bool {
	return i.Places == 0 && (i.Kind == figure.Stock || i.Kind == figure.Flow)
}

// decimals refuses a value with more decimals than its indicator has.
func decimals(column string, value float64, i figure.Indicator) faults {
	var f faults
	if i.Code == "" || math.IsNaN(value) || math.IsInf(value, 0) {
		return f // a fault of its own
	}
	// A value with the indicator's decimals is a whole number of its smallest units, but
	// for what binary fractions cannot hold.
	const slack = 1e-6
	units := value * math.Pow10(i.Places)
	whole := math.Abs(units-math.Round(units)) < slack
	switch i.Places {
	case 0:
		f.need(whole, column, written(value), text.T("eine ganze Zahl ("+i.Unit.De+")", "a whole number ("+i.Unit.En+")"))
	default:
		f.need(whole, column, written(value), text.T("eine Zahl mit höchstens "+strconv.Itoa(i.Places)+" Nachkommastellen", "a number with at most "+strconv.Itoa(i.Places)+" decimals"))
	}
	return f
}

func written(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
