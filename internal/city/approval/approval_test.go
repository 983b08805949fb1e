// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"planraum/internal/city/approval"
	"planraum/internal/city/period"
	"planraum/internal/fault"
)

var (
	april  = approval.Unit{Source: "stadt-presse", Month: period.MonthOf(2016, 4)}
	moment = time.Date(2016, 5, 2, 8, 0, 0, 0, time.UTC)
)

func event(act approval.Act, by string, position int64) approval.Event {
	return approval.Event{Act: act, By: by, At: moment, Position: position, Note: "weil"}
}

// TestWayOfAMonth: the way from entry to release, a correction, and back.
func TestWayOfAMonth(t *testing.T) {
	c := approval.Course{Source: april.Source, Month: april.Month}
	state := func(newest int64, want approval.State) {
		t.Helper()
		if got := c.State(newest); got != want {
			t.Errorf("after %d events the state is %s, want %s", len(c.Events), got, want)
		}
	}
	do := func(e approval.Event, newest int64, entered ...string) {
		t.Helper()
		next, err := c.After(e, approval.Situation{Newest: newest, Entered: entered})
		if err != nil {
			t.Fatalf("%s: %v", e.Act, err)
		}
		c = next
	}
	state(3, approval.Entered)
	do(event(approval.Check, "A", 4), 3, "X")
	state(3, approval.Checked)
	do(event(approval.Release, "B", 5), 3, "X")
	state(3, approval.Released)
	if !c.Covers(5) || c.Covers(6) {
		t.Error("the release covers the figures up to its position")
	}
	state(9, approval.Entered) // a correction came in
	if s := c.Standing(3); s.State != approval.Released || s.By != "B" || s.On != period.Day(2016, 5, 2) {
		t.Errorf("the released vintage stands as %+v", s)
	}
	if s := c.Standing(9).State; s != approval.Entered {
		t.Errorf("the correction stands as %s", s)
	}
	do(event(approval.Check, "B", 10), 9, "A")
	if c.Standing(9).State != approval.Checked || c.Standing(3).State != approval.Released {
		t.Error("a check of the correction takes the released vintage away")
	}
	do(event(approval.Release, "C", 11), 9, "A")
	state(9, approval.Released)
	do(event(approval.Reopen, "B", 12), 9)
	state(9, approval.Entered)
	if !c.Covers(9) {
		t.Error("reopening takes the release away")
	}
	do(event(approval.Withdraw, "B", 13), 9)
	if c.Covers(3) {
		t.Error("a withdrawn release still covers")
	}
}

// TestForbiddenSteps: each step that the rule forbids, with its kind.
func TestForbiddenSteps(t *testing.T) {
	fresh := approval.Course{Source: april.Source, Month: april.Month}
	checked := fresh
	checked.Events = []approval.Event{event(approval.Check, "A", 5)}
	released := fresh
	released.Events = append(slices.Clone(checked.Events), event(approval.Release, "B", 5))
	without := event(approval.Withdraw, "A", 5)
	without.Note = "  "
	for name, step := range map[string]struct {
		from  approval.Course
		event approval.Event
		kind  fault.Kind
	}{
		"release what nobody has checked":      {fresh, event(approval.Release, "B", 5), fault.Conflict},
		"release what one has checked oneself": {checked, event(approval.Release, "A", 5), fault.Forbidden},
		"release what one has entered oneself": {checked, event(approval.Release, "X", 5), fault.Forbidden},
		"check twice":                          {checked, event(approval.Check, "B", 5), fault.Conflict},
		"check what is released":               {released, event(approval.Check, "A", 5), fault.Conflict},
		"return what nobody has checked":       {fresh, event(approval.Return, "A", 5), fault.Conflict},
		"reopen what is not released":          {checked, event(approval.Reopen, "A", 5), fault.Conflict},
		"withdraw without a release":           {checked, event(approval.Withdraw, "A", 5), fault.Conflict},
		"withdraw without a reason":            {released, without, fault.Invalid},
		"check what one has not seen":          {fresh, event(approval.Check, "A", 2), fault.Conflict},
		"an act that there is not":             {fresh, event("publish", "A", 5), fault.Internal},
		"an act of nobody":                     {fresh, event(approval.Check, "", 5), fault.Internal},
	} {
		next, err := step.from.After(step.event, approval.Situation{Newest: 3, Entered: []string{"X"}})
		if err == nil || fault.KindOf(err) != step.kind || len(next.Events) != len(step.from.Events) {
			t.Errorf("%s: %v, want %s", name, err, step.kind)
		}
	}
}

// TestNoWayAlone: whatever is done in whatever order, a figure becomes released
// only when somebody released it who neither entered nor checked it, and stays
// so until the release is withdrawn.
func TestNoWayAlone(t *testing.T) {
	type record struct {
		number int64
		by     string
	}
	actors := []string{"A", "B", "C"}
	rapid.Check(t, func(t *rapid.T) {
		c := approval.Course{Source: april.Source, Month: april.Month}
		var figures []record
		checkedBy := map[int64]string{} // who checked a figure last
		open := map[int64]bool{}
		position := int64(0)
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			position++
			by := rapid.SampledFrom(actors).Draw(t, "by")
			if len(figures) == 0 || rapid.IntRange(0, 3).Draw(t, "enter") == 0 {
				figures = append(figures, record{position, by})
				continue
			}
			var waiting, all []string
			for _, f := range figures {
				all = append(all, f.by)
				if !c.Covers(f.number) {
					waiting = append(waiting, f.by)
				}
			}
			if waiting == nil {
				waiting = all
			}
			act := rapid.SampledFrom(approval.Acts()).Draw(t, "act")
			next, err := c.After(event(act, by, position), approval.Situation{Newest: figures[len(figures)-1].number, Entered: waiting})
			if err != nil {
				continue
			}
			c = next
			for _, f := range figures {
				switch {
				case act == approval.Check:
					checkedBy[f.number] = by
				case act == approval.Withdraw:
					open[f.number] = false
				case act == approval.Release && !open[f.number]:
					if checkedBy[f.number] == "" || checkedBy[f.number] == by || f.by == by {
						t.Fatalf("%s released a figure that %s entered and %q checked", by, f.by, checkedBy[f.number])
					}
					open[f.number] = true
				}
			}
			for _, f := range figures {
				if c.Covers(f.number) != open[f.number] || (c.Standing(f.number).State == approval.Released) != open[f.number] {
					t.Fatalf("figure %d: covered %t, want %t", f.number, c.Covers(f.number), open[f.number])
				}
			}
		}
	})
}

func TestUnitsInAddresses(t *testing.T) {
	back, err := approval.ParseUnit(april.String())
	if err != nil || back != april || april.String() != "stadt-presse.2016-04" {
		t.Errorf("%s reads back as %v, %v", april, back, err)
	}
	for _, bad := range []string{"", "x", "x.2016", "x.2016-13", ".2016-04", "../x.2016-04", "X.2016-04", "x.2016-04.2016-05"} {
		if u, err := approval.ParseUnit(bad); err == nil {
			t.Errorf("%q reads as %v", bad, u)
		}
	}
}

// FuzzParseUnit: what is read is written back alike.
func FuzzParseUnit(f *testing.F) {
	f.Add("stadt-presse.2016-04")
	f.Add("ohne-profil-00ff.0001-01")
	f.Fuzz(func(t *testing.T, s string) {
		if u, err := approval.ParseUnit(s); err == nil && u.String() != s {
			t.Errorf("%q becomes %q", s, u)
		}
	})
}

func TestWords(t *testing.T) {
	for _, s := range []approval.State{approval.Entered, approval.Checked, approval.Released, approval.Published} {
		back, ok := approval.ParseState(s.String())
		if !ok || back != s || s.Label().De == "" || s.Label().En == "" {
			t.Errorf("%d: %s, %v", s, s, s.Label())
		}
		if say := (approval.Standing{State: s, By: "A", On: april.Month.First()}).Say(); say.De == "" || say.En == "" || s.Open() != (s == approval.Released || s == approval.Published) {
			t.Errorf("%s says %v", s, say)
		}
	}
	for _, a := range approval.Acts() {
		if a.Label().De == "" || a.Label().En == "" {
			t.Errorf("%s has no words", a)
		}
	}
	if s := (approval.Standing{}).Say(); s.De != "" {
		t.Errorf("nobody asked, and it says %q", s.De)
	}
}
