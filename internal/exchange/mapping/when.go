// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"planraum/internal/city/period"
)

// moment is a period of which parts may be open: "Nov" has no year yet. A zero
// field is open.
type moment struct {
	year, month, day int
	quarter, half    int
	whole            period.Period // a span that is complete in itself
}

// period returns the period if nothing is missing.
func (m moment) period() (period.Period, bool) {
	switch {
	case m.whole != (period.Period{}):
		return m.whole, true
	case m.year == 0, m.day > 0 && m.month == 0:
		return period.Period{}, false
	case m.day > 0:
		d := period.Day(m.year, m.month, m.day)
		return period.On(d), d.DayOfMonth() == m.day
	case m.month > 0:
		return period.InMonth(period.MonthOf(m.year, m.month)), true
	case m.quarter > 0:
		return months(m.year, 3*m.quarter-2, 3), true
	case m.half > 0:
		return months(m.year, 6*m.half-5, 6), true
	}
	return period.InYear(m.year), true
}

func months(year, first, n int) period.Period {
	from := period.MonthOf(year, first)
	return period.Period{From: from.First(), To: (from + period.Month(n-1)).Last()}
}

// join fills the open parts of m by those of o; false where they contradict.
func (m moment) join(o moment) (moment, bool) {
	if m.whole != (period.Period{}) || o.whole != (period.Period{}) {
		return m.joinWhole(o)
	}
	ok := true
	fill := func(a *int, b int) {
		if *a == 0 {
			*a = b
		} else if b != 0 && *a != b {
			ok = false
		}
	}
	fill(&m.year, o.year)
	fill(&m.month, o.month)
	fill(&m.day, o.day)
	fill(&m.quarter, o.quarter)
	fill(&m.half, o.half)
	if m.month > 0 && m.quarter > 0 && (m.month+2)/3 != m.quarter {
		ok = false
	}
	return m, ok
}

// joinWhole joins where one of both is complete: the other may only repeat it.
func (m moment) joinWhole(o moment) (moment, bool) {
	if m.whole == (period.Period{}) {
		m, o = o, m
	}
	if o.whole != (period.Period{}) {
		return m, o.whole == m.whole
	}
	return m, o.year == 0 || m.whole.From.Year() <= o.year && o.year <= m.whole.To.Year()
}

func (m moment) isZero() bool { return m == moment{} }

// monthNames are the beginnings by which months are told in German and English.
var monthNames = map[string]int{
	"januar": 1, "jaenner": 1, "jan": 1, "january": 1, "februar": 2, "feb": 2, "febr": 2, "february": 2, "maerz": 3, "mrz": 3, "mae": 3, "maer": 3, "marz": 3, "march": 3, "mar": 3,
	"april": 4, "apr": 4, "mai": 5, "may": 5, "juni": 6, "jun": 6, "june": 6, "juli": 7, "jul": 7, "july": 7, "august": 8, "aug": 8,
	"september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10, "october": 10, "oct": 10, "november": 11, "nov": 11, "dezember": 12, "dez": 12, "december": 12, "dec": 12,
}
