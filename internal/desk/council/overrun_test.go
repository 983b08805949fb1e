// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
)

// TestOverruns: the order of TestCourse begins in the district council on 8 February; a
// deadline of that day is kept, one of the day before is not. Without a deadline, and once
// a body has dealt with the paper, nothing is said.
func TestOverruns(t *testing.T) {
	d, _ := town(t)
	for number, deadline := range map[string]period.Date{"1/2015": period.Day(2016, 2, 7), "2/2015": period.Day(2016, 2, 8), "3/2015": {}} {
		m := motion(number, "Stelle "+number, today.AddDays(-30))
		m.Deadline = deadline
		save(t, d, m)
	}
	p := paper()
	p.State, p.Answers = council.Draft, []string{"antrag-1-2015", "antrag-2-2015", "antrag-3-2015"}
	c, err := d.Course(as(identity.Planner), p, today)
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.Overruns(as(identity.Planner), p, c, today)
	if err != nil || len(list) != 1 || list[0].Motion.Reference != "1/2015" || list[0].Stage.Committee != "BB-01" || list[0].Stage.Sitting != period.Day(2016, 2, 8) {
		t.Fatalf("%+v %v", list, err)
	}
	c.Stages[0].Done = true
	if list, err = d.Overruns(as(identity.Planner), p, c, today); err != nil || len(list) != 0 {
		t.Errorf("the order has begun: %+v %v", list, err)
	}
}
