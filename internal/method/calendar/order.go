// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package calendar

import (
	"slices"

	"planraum/internal/city/period"
)

// Step is a body that a paper goes through, in order.
type Step struct {
	Committee string
	// Sittings are the days on which the body sits; the order does not matter.
	Sittings []period.Date
	// Submit is how many working days before its sitting the paper must be there, and
	// Invite how many days before it the invitation must go out with the agenda.
	Submit, Invite int
	// Apart is the least number of days between this sitting and the next step's: 0
	// allows the same day.
	Apart int
}

// Stop is the sitting that was found for a step.
type Stop struct {
	Committee string
	Sitting   period.Date
	Submit    period.Date // last day to hand in
	Invite    period.Date // last working day for the invitation
}

// Course is the order of committees that was found.
type Course struct {
	Stops []Stop
	// Start is the last day on which the paper can be ready: the first of the days to
	// hand it in.
	Start period.Date
}

// Problem says why there is no order.
type Problem string

// The problems.
const (
	None     Problem = ""
	NoSteps  Problem = "no steps"
	NoSeat   Problem = "no sitting" // the deciding body does not sit on the wanted day
	NoWay    Problem = "no way"     // a body has no sitting early enough
	TooLate  Problem = "too late"   // the paper would have had to be handed in before today
	NeverCan Problem = "never"      // no known sitting of the last body can be met
)

// Plan is what backward planning comes to: the wanted order, or why there is none, at
// which step, and the earliest order that can be met.
type Plan struct {
	Course   Course
	Problem  Problem
	At       string  // the body at which it fails
	Earliest *Course // nil: none among the known sittings
}

// Backward plans the order of committees so that the last one decides on the wanted
// day: for each body the last sitting that still leaves the next one enough time, so
// that the paper need not be ready earlier than necessary. The paper cannot be handed
// in before ready. Where that fails, Earliest is the first sitting of the last body
// that can be met.
func Backward(steps []Step, wanted, ready period.Date) Plan {
	if len(steps) == 0 {
		return Plan{Problem: NoSteps}
	}
	last := steps[len(steps)-1]
	course, at, ok := back(steps, wanted)
	switch {
	case !slices.Contains(last.Sittings, wanted):
		return Plan{Problem: NoSeat, At: last.Committee, Earliest: earliest(steps, ready)}
	case !ok:
		return failed(steps, Plan{Problem: NoWay, At: at}, ready)
	case course.Start.Before(ready):
		return failed(steps, Plan{Course: course, Problem: TooLate, At: course.Stops[0].Committee}, ready)
	}
	return Plan{Course: course}
}

func failed(steps []Step, p Plan, ready period.Date) Plan {
	if p.Earliest = earliest(steps, ready); p.Earliest == nil {
		p.Problem = NeverCan
	}
	return p
}

// earliest is the order with the first sitting of the last body that can be met.
func earliest(steps []Step, ready period.Date) *Course {
	sittings := slices.Clone(steps[len(steps)-1].Sittings)
	slices.SortFunc(sittings, period.Date.Compare)
	for _, day := range sittings {
		if course, _, ok := back(steps, day); ok && !course.Start.Before(ready) {
			return &course
		}
	}
	return nil
}

// back goes from the last step to the first.
func back(steps []Step, wanted period.Date) (Course, string, bool) {
	stops := make([]Stop, len(steps))
	for i := len(steps) - 1; i >= 0; i-- {
		s, day, found := steps[i], wanted, true
		if i < len(steps)-1 {
			day, found = s.latest(stops[i+1].Sitting.AddDays(-s.Apart))
		}
		if !found {
			return Course{}, s.Committee, false
		}
		invite, _ := InviteBy(day, s.Invite)
		stops[i] = Stop{s.Committee, day, AddWorkingDays(day, -s.Submit), invite}
	}
	start := stops[0].Submit
	for _, s := range stops[1:] {
		if s.Submit.Before(start) {
			start = s.Submit
		}
	}
	return Course{stops, start}, "", true
}

// latest is the last sitting on or before a day.
func (s Step) latest(until period.Date) (period.Date, bool) {
	var best period.Date
	found := false
	for _, d := range s.Sittings {
		if !d.After(until) && (!found || d.After(best)) {
			best, found = d, true
		}
	}
	return best, found
}
