// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	desk "planraum/internal/desk/council"
	"planraum/internal/method/calendar"
)

// TestIssuedDays: an issue fixes the days that were reckoned and says so; the sitting of
// the day is offered the paper, and a day that passes without a result is missed, not
// reckoned anew. The days are those of TestCourse.
func TestIssuedDays(t *testing.T) {
	d, _ := town(t)
	p := paper()
	p.Signers = nil
	for i := range p.Order {
		p.Order[i].On = period.Date{}
	}
	id := save(t, d, p)
	act(t, d, id, council.Act{Kind: council.Ready})
	was := get(t, d, id)
	c, err := d.Course(as(identity.Planner), was.Paper, today)
	if err != nil || c.Problem != calendar.None {
		t.Fatalf("%s %v", c.Problem, err)
	}
	e, err := d.Try(as(identity.Planner), id, council.Act{Kind: council.Issue}, doing(was.Version))
	if err != nil || !strings.Contains(e.Says[len(e.Says)-1].De, "Die gerechneten Tage der Beratungsfolge gelten damit: ") {
		t.Fatalf("%q %v", e.Says, err)
	}
	act(t, d, id, council.Act{Kind: council.Issue})
	out := get(t, d, id)
	for i, s := range c.Stages {
		if out.Order[i].On != s.Sitting || s.Sitting.IsZero() {
			t.Errorf("%s is on %s, was reckoned on %s", s.Committee, out.Order[i].On, s.Sitting)
		}
	}
	if out.Digest() != was.Digest() {
		t.Error("the days changed what the paper says")
	}
	first := c.Stages[0]
	meant, err := d.MeantFor(as(identity.Planner), first.Committee, first.Sitting, today)
	if err != nil || !slices.ContainsFunc(meant, func(s desk.Stored) bool { return s.ID == id }) {
		t.Errorf("its sitting is not offered the paper: %v", err)
	}
	late, err := d.Course(as(identity.Planner), out.Paper, first.Sitting.AddDays(1))
	if err != nil || !late.Stages[0].Unknown || late.Stages[0].Sitting != first.Sitting || late.Stages[2].Sitting != c.Stages[2].Sitting {
		t.Errorf("after the first day: %+v %v", late.Stages, err)
	}
}
