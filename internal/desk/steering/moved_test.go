// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering_test

import (
	"testing"

	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// TestMovedDay: a meeting that is moved to another day keeps its key, with a higher number
// for calendars; the day that it left is free for another one; once its minutes are
// begun it does not move.
func TestMovedDay(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		setUp(t, c.Steering, body("tf", "TF"))
		m := meet(t, c.Steering, "tf", monday.AddDays(14)).Meeting
		key, n := m.Key(), m.Sequence
		plan := func(m steering.Meeting) (steering.Meeting, error) {
			t.Helper()
			r, err := c.Steering.Meeting(t.Context(), "tf", m.Slug(), monday)
			if err != nil {
				t.Fatal(err)
			}
			return c.Steering.Plan(t.Context(), m, r.Record, on(monday))
		}
		m, err := plan(m.MovedTo(monday.AddDays(21)))
		if err != nil || m.Key() != key || m.Day != monday.AddDays(21) || m.Sequence != n+1 {
			t.Fatalf("%+v %v %v", m, err, fault.RowsOf(err))
		}
		other := meet(t, c.Steering, "tf", monday.AddDays(14))
		if other.Key() == key || other.Day != monday.AddDays(14) {
			t.Errorf("the second one is %s", other.Key())
		}
		if _, err := plan(m.MovedTo(monday.AddDays(14))); fault.KindOf(err) != fault.Invalid {
			t.Errorf("two at a time: %v", err)
		}
		if _, err := plan(m.MovedTo(monday.AddDays(-1))); fault.KindOf(err) != fault.Invalid {
			t.Errorf("into the past: %v", err)
		}
		r, err := c.Steering.Meeting(t.Context(), "tf", m.Slug(), monday)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Steering.SaveMinutes(t.Context(), key, steering.Minutes{}, r.Record, on(monday)); err != nil {
			t.Fatal(err)
		}
		if _, err := plan(m.MovedTo(monday.AddDays(28))); fault.KindOf(err) != fault.Invalid {
			t.Errorf("after the minutes are begun: %v", err)
		}
	})
}
