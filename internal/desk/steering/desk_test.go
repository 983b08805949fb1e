// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering_test

import (
	"testing"

	"planraum/internal/city/period"
	. "planraum/internal/desk/steering"
	"planraum/internal/store/citytest"
)

// TestExampleCity: what is published of the city's bodies, as of days before, in and
// after them, and the invented meetings.
func TestExampleCity(t *testing.T) {
	c := citytest.Example(t)
	for _, at := range []struct {
		day           period.Date
		known, runs   int
		first         string
		next, overdue string
	}{
		{period.Day(2013, 12, 31), 0, 0, "", "", ""},
		{period.Day(2014, 3, 1), 2, 2, "lenkungsgruppe-fluechtlinge", "", ""},
		{period.Day(2015, 11, 27), 5, 5, "lenkungsgruppe-fluechtlinge", "2015-12-03", "1"},
		{period.Day(2018, 1, 1), 5, 3, "lenkungsgruppe-fluechtlinge", "", ""},
	} {
		list, err := c.Steering.Bodies(t.Context(), at.day)
		if err != nil {
			t.Fatal(err)
		}
		runs := 0
		for _, l := range list {
			if l.Running {
				runs++
			}
			if l.Key == "task-force-integration" && at.next != "" {
				if l.Next == nil || l.Next.Slug() != at.next || l.Overdue != 1 || l.Actions != 3 || l.Decisions != 2 {
					t.Errorf("%s: %+v", at.day, l)
				}
			}
		}
		if len(list) != at.known || runs != at.runs || at.known > 0 && list[0].Key != at.first {
			t.Errorf("%s: %d bodies, %d run: %+v", at.day, len(list), runs, list)
		}
	}
	list, err := c.Steering.Decisions(t.Context(), Search{Words: "turnhallen reserve"}, period.Day(2015, 11, 27))
	if err != nil || len(list) != 1 || list[0].Number != "TF 2015-1" || len(list[0].Dissents) != 1 || list[0].Votes.For != 3 {
		t.Errorf("%+v, %v", list, err)
	}
	open, err := c.Steering.Open(t.Context(), "task-force-integration", period.Day(2015, 11, 27))
	if err != nil || len(open) != 3+3+1 { // actions, items of the meeting to come, the working group
		t.Errorf("%d open points: %+v, %v", len(open), open, err)
	}
}
