// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures

import (
	"fmt"

	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Entered is the day from which on what is expected now is known as it is: that of the
// first of the last versions that expect the same. Zero: nothing is expected.
func Entered[T measure.Moving](versions []Kept[T]) period.Date {
	var day period.Date
	var before *measure.Expectation
	for _, k := range versions {
		e := k.It.Mover().Expect
		switch {
		case e == nil:
			day = period.Date{}
		case before == nil || !e.Same(*before):
			day = k.KnownFrom
		}
		before = e
	}
	return day
}

// cameKnown are the figures behind the last value that came.
func (t Track) cameKnown() []figure.Picked {
	switch {
	case t.Alone != nil:
		return []figure.Picked{*t.Alone}
	case t.Came != nil:
		return t.Came.From
	}
	return nil
}

// Hindsight says what of an expectation was over or known already on the day on which it
// was entered, and that its check date lies before what is to move the figure began: a
// reader must know, for such an expectation cannot fail.
func (t Track) Hindsight(entered, began period.Date) []text.Text {
	var list []text.Text
	later := entered.After(t.Expect.Said)
	if later && t.Expect.Check.Before(entered) {
		list = append(list, both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Der Prüftag (%s) liegt vor dem Tag des Eintrags (%s): Die Erwartung ist im Nachhinein eingetragen.", "The check date (%s) lies before the day of the entry (%s): the expectation is entered with hindsight.").In(l), t.Expect.Check.In(l), entered.In(l))
		}))
	}
	if known := t.knownOn(entered); later && known != (text.Text{}) {
		list = append(list, known)
	}
	if t.Expect.Check.Before(began) {
		list = append(list, beganWords[t.By].dated(began, t.Expect.Check))
	}
	return list
}

// knownOn says of the last value that came that it was known on a day; nothing where it
// was not.
func (t Track) knownOn(day period.Date) text.Text {
	from := t.cameKnown()
	if len(from) == 0 {
		return text.Text{}
	}
	var since period.Date
	for _, f := range from {
		if f.KnownFrom.After(since) {
			since = f.KnownFrom
		}
	}
	if since.After(day) {
		return text.Text{}
	}
	return both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Was kam, ist am Tag des Eintrags (%s) schon bekannt: %s (%s), bekannt seit dem %s.", "What came is known already on the day of the entry (%s): %s (%s), known since %s.").In(l),
			day.In(l), t.cameWritten(l), t.camePeriod().In(l), since.In(l))
	})
}

func (t Track) cameWritten(l text.Lang) string {
	if t.Alone != nil {
		return t.Alone.Written(l)
	}
	return Written(t.Undone.Indicator, t.Came.Value, l)
}

func (t Track) camePeriod() period.Period {
	if t.Alone != nil {
		return t.Alone.Period
	}
	return t.Came.Period
}

// dayAndCheck is a sentence about the day on which something began and a check date.
type dayAndCheck text.Text

func (s dayAndCheck) dated(began, check period.Date) text.Text {
	return both(func(l text.Lang) string { return fmt.Sprintf(text.Text(s).In(l), began.In(l), check.In(l)) })
}

var beganWords = map[measure.Doing]dayAndCheck{
	measure.ByMeasure: dayAndCheck(text.T("Die Maßnahme beginnt erst am %s, nach dem Prüftag (%s): Sie kann den Wert dieses Tages nicht bewegt haben.", "The measure begins only on %s, after the check date (%s): it cannot have moved the value of that day.")),
	measure.ByAction:  dayAndCheck(text.T("Der Auftrag entstand erst am %s, nach dem Prüftag (%s): Er kann den Wert dieses Tages nicht bewegt haben.", "The action came up only on %s, after the check date (%s): it cannot have moved the value of that day.")),
}
