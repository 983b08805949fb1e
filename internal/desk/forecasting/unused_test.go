// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting_test

import (
	"strings"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// TestYearlyTotalNamed: a forecast from months does not use the total of a year whose
// months are not all known, and says so; of a year whose months are, it says nothing.
func TestYearlyTotalNamed(t *testing.T) {
	m := &town{}
	for i := range 22 { // January 2014 to October 2015
		m.count(period.MonthOf(2014, 1)+period.Month(i), int64(100+i))
	}
	m.say("intake.arrivals", "2013", 1468, figure.Counted, "2014-01-14")
	m.say("intake.arrivals", "2014", 1266, figure.Counted, "2015-01-14")
	o := arrivals(day("2015-11-30"), 3)
	draft, err := m.desk(day("2016-01-01")).Try(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	want := "Nicht eingerechnet sind Jahressummen, von denen nicht alle Monate bekannt sind (2013: 1.468): Sie sagen, wie viele kamen, aber nicht, wann."
	if got := draft.Unused.In(text.De); got != want {
		t.Errorf("%q", got)
	}
	s, err := m.desk(day("2016-01-01")).Score(t.Context(), draft.Issued, day("2016-01-01"))
	if err != nil || s.Unused.In(text.De) != want {
		t.Errorf("%q %v", s.Unused.In(text.De), err)
	}
	// The yearly forecast uses both.
	o.Frequency = 1
	if yearly, err := m.desk(day("2016-01-01")).Try(t.Context(), o); err == nil && !strings.EqualFold(yearly.Unused.De, "") {
		t.Errorf("%q", yearly.Unused.De)
	}
}
