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
	// Fixed is the day that somebody chose for the body; zero: the program chooses. Of the
	// last body it is not asked: that is the wanted day.
	Fixed period.Date
	// Apart is the least number of days between this sitting and the next step's: 0
	// allows the same day.
	Apart int
	// Beside says that this body and the one before it do not wait for each other: both
	// sit before the next body that waits, on whatever days. Of the first it is not asked.
	Beside bool
}

// Stop is the sitting that was found for a step.
type Stop struct {
	Committee string
	Sitting   period.Date
	Submit    period.Date // last day to hand in
	Invite    period.Date // last working day for the invitation
	// Passed says why the sitting is not on the day that was chosen; empty: it is, or none
	// was. Before is then the nearest sitting before that day that still leaves the next
	// body its time; zero: there is none.
	Passed Reason
	Before period.Date
}

// Reason says why a chosen day is not taken.
type Reason string

// The reasons.
const (
	Taken     Reason = ""
	NoSitting Reason = "no sitting" // the body does not sit on it
	AfterNext Reason = "after next" // the next body sits before it, or too soon after it
)

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
	NoneSet  Problem = "none set"   // of a body no sitting is known at all
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
// that can be met. A day chosen for an earlier body is taken where the body sits on it and
// the next one still has its time; otherwise the body's Stop says why not. Earliest keeps
// to the chosen days if it can. Without a wanted day there is only Earliest.
func Backward(steps []Step, wanted, ready period.Date) Plan {
	if len(steps) == 0 {
		return Plan{Problem: NoSteps}
	}
	if i := slices.IndexFunc(steps, func(s Step) bool { return len(s.Sittings) == 0 }); i >= 0 {
		return Plan{Problem: NoneSet, At: steps[i].Committee}
	}
	last := steps[len(steps)-1]
	if wanted.IsZero() {
		return failed(steps, Plan{At: last.Committee}, ready)
	}
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

// earliest is the order with the first sitting of the last body that can be met: with the
// chosen days, else with others for the bodies before it.
func earliest(steps []Step, ready period.Date) *Course {
	sittings := slices.Clone(steps[len(steps)-1].Sittings)
	slices.SortFunc(sittings, period.Date.Compare)
	for _, day := range sittings {
		if course, _, ok := back(steps, day); ok && !course.Start.Before(ready) && !course.passes() {
			return &course
		}
	}
	free := slices.Clone(steps)
	for i := range free {
		free[i].Fixed = period.Date{}
	}
	for _, day := range sittings {
		if course, _, ok := back(free, day); ok && !course.Start.Before(ready) {
			for i := range course.Stops {
				course.Stops[i].note(steps[i].Fixed, steps[i].Sittings)
			}
			return &course
		}
	}
	return nil
}

// passes reports whether a body does not sit on the day chosen for it although it sits on
// that day.
func (c Course) passes() bool {
	return slices.ContainsFunc(c.Stops, func(s Stop) bool { return s.Passed == AfterNext })
}

// note says why a stop is not on the day chosen for it.
func (s *Stop) note(chosen period.Date, sittings []period.Date) {
	switch {
	case chosen.IsZero() || chosen == s.Sitting:
		s.Passed = Taken
	case !slices.Contains(sittings, chosen):
		s.Passed = NoSitting
	default:
		s.Passed = AfterNext
	}
}

// back goes from the last step to the first.
func back(steps []Step, wanted period.Date) (Course, string, bool) {
	stops := make([]Stop, len(steps))
	for i := len(steps) - 1; i >= 0; i-- {
		s, day, found := steps[i], wanted, true
		chosen, until := period.Date{}, wanted
		if i < len(steps)-1 {
			chosen, until = s.Fixed, follows(steps, stops, i, wanted).AddDays(-s.Apart)
			day, found = s.latest(until)
		}
		if !found {
			return Course{}, s.Committee, false
		}
		if !chosen.IsZero() && !chosen.After(until) && slices.Contains(s.Sittings, chosen) {
			day = chosen
		}
		invite, _ := InviteBy(day, s.Invite)
		stops[i] = Stop{Committee: s.Committee, Sitting: day, Submit: AddWorkingDays(day, -s.Submit), Invite: invite}
		if stops[i].note(chosen, s.Sittings); stops[i].Passed != Taken {
			stops[i].Before, _ = s.latest(earlier(chosen, until))
		}
	}
	start := stops[0].Submit
	for _, s := range stops[1:] {
		if s.Submit.Before(start) {
			start = s.Submit
		}
	}
	return Course{stops, start}, "", true
}

// follows is the day by which step i must be done: the first sitting among the steps that
// wait for it, those that stand beside each other after it; the wanted day where none does.
func follows(steps []Step, stops []Stop, i int, wanted period.Date) period.Date {
	next := i + 1
	for next < len(steps) && steps[next].Beside {
		next++
	}
	if next == len(steps) {
		return wanted
	}
	day := stops[next].Sitting
	for next++; next < len(steps) && steps[next].Beside; next++ {
		day = earlier(day, stops[next].Sitting)
	}
	return day
}

// Last is the last sitting before a day; zero: none is known.
func (s Step) Last(before period.Date) period.Date {
	day, _ := s.latest(before.AddDays(-1))
	return day
}

func earlier(a, b period.Date) period.Date {
	if a.Before(b) {
		return a
	}
	return b
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
