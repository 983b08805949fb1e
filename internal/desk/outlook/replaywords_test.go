// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	. "planraum/internal/desk/outlook"
	"planraum/internal/exchange/table"
)

// TestReplaySaysWhichMonth: a case is of the month in which opens what is decided that
// day. Where places were to be missing before already, the answer says that it was too
// late for the first such month; nothing is called in time. The threshold is named.
func TestReplaySaysWhichMonth(t *testing.T) {
	day, opens := period.Day(2014, 6, 30), period.MonthOf(2014, 7)
	r := Report{From: day.Month(), To: day.Month(), AsOf: period.Day(2016, 1, 1), Judged: []Judged{{AsOf: day, Kind: accommodation.Hall, Lead: 5, Opens: opens, Warned: true, Short: true}}}
	r.Reliability = Reliable(r.Judged)
	for latest, late := range map[period.Date]bool{period.Day(2014, 5, 17): true, day: false, period.Day(2014, 9, 1): false} {
		r.Steps = []Said{{AsOf: day, Percent: 35, First: opens, Classes: []Class{{Kind: accommodation.Hall, Lead: 5, Opens: opens, Warned: true, Latest: latest}}}}
		said := r.Answer().De
		if strings.Contains(said, "In 1 der angekündigten Fälle") != late || !strings.Contains(said, "für den Monat, in dem eröffnet, was am Tag der Warnung beschlossen wird") {
			t.Errorf("to decide by %s: %q", latest, said)
		}
		var told []string
		for _, list := range []Table{r.Months(), r.Cases()} {
			told = append(told, list.Note.De)
			for _, c := range list.Columns {
				told = append(told, c.Name.De)
			}
			for _, row := range list.Rows {
				for _, c := range row {
					told = append(told, c.Words.De)
				}
			}
		}
		if all := said + strings.Join(told, "\n"); strings.Contains(all, "rechtzeitig") {
			t.Errorf("something is called in time: %s", all)
		}
		months := r.Months()
		at := slices.IndexFunc(months.Columns, func(c table.Column) bool { return c.Key == "threshold" })
		if at < 0 || !strings.HasPrefix(months.Rows[0][at].Words.De, "35") {
			t.Errorf("the threshold of the month is not in the table: %v", months.Rows[0])
		}
		if !strings.Contains(r.Vintage().De, "gewarnt ab einer Wahrscheinlichkeit von 35") {
			t.Errorf("the threshold is not named: %q", r.Vintage().De)
		}
	}
}
