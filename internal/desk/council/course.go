// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"cmp"
	"context"
	"slices"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/method/calendar"
)

// SigningDays are the working days in which every office co-signs before a paper is
// handed in. No rule of procedure says so: it is an assumption, and the page says that
// it is.
const SigningDays = 10

// Stage is one body of a paper's order with its days.
type Stage struct {
	council.Consultation
	Body                    council.Committee
	Sitting, Submit, Invite period.Date // as planned, or as it was; zero: unknown
	// Done says that the body has dealt with it, Unknown that its day is over and nobody
	// has recorded what came of it. NotInTime says that the day to hand in or to invite
	// is over.
	// Skipped says that the paper is decided or settled and the body will not deal with
	// it any more.
	Done, Unknown, NotInTime, Skipped bool
	// Passed says why the sitting is not on the day that the order names (On); Before is
	// then the nearest sitting before it, zero where none is known. Over says that the body
	// does sit on that day, but nothing can be put on its agenda any more.
	Passed calendar.Reason
	Before period.Date
	Over   bool
}

// Course is a paper's order of committees planned backwards.
type Course struct {
	Stages []Stage
	// Wanted is the day on which the last body is to decide; zero: none was fixed, and
	// the plan is the earliest one.
	Wanted period.Date
	// Draft and Signed are the last days for a draft and for co-signing it, Submit that
	// for handing in; zero where there is nothing to plan. Where nobody has to co-sign,
	// Signed is zero and the draft must be ready when it is handed in.
	Draft, Signed, Submit period.Date
	Problem               calendar.Problem
	At                    string // the body at which it fails
	// Earliest are the stages of the first order that can be met instead of the wanted
	// one, or of the plan where no day is wanted; empty: none among the known sittings.
	Earliest []Stage
	// Ready is the first day on which the paper can be handed in, Today the day from
	// which it is planned.
	Ready, Today period.Date
	Open         int // bodies that have still to deal with it
	// Signing says that offices have still to co-sign, so that the days for it count.
	Signing bool
	// Beside says that bodies of the order advise side by side.
	Beside bool
	// Until is the last sitting that the plan or the first order that can be met comes to;
	// zero: neither comes to one.
	Until period.Date
	// Holidays and Recesses lie between today and the last sitting and move its days:
	// holidays that are no Saturday or Sunday, and times without sittings.
	Holidays []calendar.Holiday
	Recesses []council.Recess
	state    council.PaperState
}

// Course plans the order of a paper's committees backwards from the day on which the
// last one is to decide. Bodies that have dealt with it stay as they are.
func (d *Desk) Course(ctx context.Context, p council.Paper, asOf period.Date) (Course, error) {
	bodies, err := d.Committees(ctx, asOf)
	if err != nil {
		return Course{}, err
	}
	meetings, err := d.Meetings(ctx, asOf)
	if err != nil {
		return Course{}, err
	}
	free, err := d.recesses(ctx, asOf)
	if err != nil {
		return Course{}, err
	}
	c := Course{Today: asOf, Ready: readyOn(p, asOf), Signing: signing(p), state: p.State}
	var steps []calendar.Step
	for i, o := range p.Order {
		s := Stage{Consultation: o, Body: bodyOf(bodies, o.Committee), Sitting: o.On, Done: o.Result.Final()}
		s.Unknown = !s.Done && p.State.Out() && !o.On.IsZero() && o.On.Before(asOf)
		if s.Done || s.Unknown || p.State == council.Decided || p.State == council.Settled {
			s.Skipped = !s.Done && !s.Unknown && s.Result == ""
			s.Done = true
			c.Stages = append(c.Stages, s)
			continue
		}
		c.Open++
		step := stepOf(s, meetings, free, c)
		step.Beside = i > 0 && beside(c.Stages[i-1], s)
		c.Beside = c.Beside || step.Beside
		steps = append(steps, step)
		c.Stages = append(c.Stages, s)
	}
	if len(steps) == 0 {
		return c, nil
	}
	c.Wanted = c.Stages[len(c.Stages)-1].On
	c.plan(steps)
	c.over(meetings)
	c.free(free)
	return c, nil
}

// over notes which chosen days are sittings to which nothing can be added any more.
func (c *Course) over(meetings []Meeting) {
	for i, s := range c.Stages {
		if s.Passed == calendar.NoSitting {
			c.Stages[i].Over = slices.ContainsFunc(meetings, func(m Meeting) bool { return m.Committee == s.Committee && m.On == s.On })
		}
	}
}

// Decision is the earliest day on which the last body can deal with the paper; zero
// where no known sitting can be met.
func (c Course) Decision() period.Date {
	if n := len(c.Earliest); n > 0 {
		return c.Earliest[n-1].Sitting
	}
	return period.Date{}
}

// free notes what lies between today and the last sitting.
func (c *Course) free(all []council.Recess) {
	until := c.Stages[len(c.Stages)-1].Sitting
	if last := c.Decision(); until.Before(last) {
		until = last
	}
	c.Until = until
	for day := c.Today; !day.After(until); day = day.AddDays(1) {
		if h, ok := calendar.HolidayOn(day); ok && !weekend(day) {
			c.Holidays = append(c.Holidays, h)
		}
	}
	for _, r := range all {
		if !r.Until.Before(c.Today) && !r.From.After(until) {
			c.Recesses = append(c.Recesses, r)
		}
	}
	slices.SortFunc(c.Recesses, func(a, b council.Recess) int { return a.From.Compare(b.From) })
}

func weekend(day period.Date) bool {
	d := day.Time().Weekday()
	return d == time.Saturday || d == time.Sunday
}

// readyOn is the first day on which a paper can be handed in: a draft that offices have
// still to co-sign needs their time first, from the working day on which it is ready. A
// paper that is out was handed in when it was issued.
func readyOn(p council.Paper, asOf period.Date) period.Date {
	if signing(p) {
		ready := asOf
		for !calendar.IsWorkingDay(ready) {
			ready = ready.AddDays(1)
		}
		return calendar.AddWorkingDays(ready, SigningDays+1)
	}
	for _, a := range p.History {
		if p.State.Out() && a.Kind == council.Issue && a.On.Before(asOf) && !a.On.IsZero() {
			return a.On
		}
	}
	return asOf
}

// signing reports whether offices have still to co-sign a draft.
func signing(p council.Paper) bool {
	return p.State == council.Draft && slices.ContainsFunc(p.Signers, func(s council.Signer) bool { return s.On.IsZero() })
}

func bodyOf(bodies []council.Committee, key string) council.Committee {
	if i := slices.IndexFunc(bodies, func(b council.Committee) bool { return b.Key == key }); i >= 0 {
		return bodies[i]
	}
	return council.Committee{Key: key, Name: cmp.Or(key, nameless), TermsUnknown: true}
}

// stepOf is what the calendar needs of a body: its sittings from today on that are not
// cancelled, outside the recess, and can still be invited. A paper that is out keeps the
// sitting that it was issued for.
func stepOf(s Stage, meetings []Meeting, free []council.Recess, c Course) calendar.Step {
	step := calendar.Step{Committee: s.Committee, Submit: s.Body.Submission, Invite: s.Body.Invitation, Fixed: s.On}
	for _, m := range meetings {
		late := m.Late && !(c.state.Out() && m.On == s.On)
		if m.Committee == s.Committee && !m.On.Before(c.Today) && m.State != council.Cancelled && m.State != council.Held && !late && !resting(free, m.On) {
			step.Sittings = append(step.Sittings, m.On)
		}
	}
	return step
}

// beside reports whether two stations that follow each other are independent of each
// other: district councils advise each on its own district, in any order.
func beside(before, s Stage) bool {
	return before.Body.Kind == council.District && s.Body.Kind == council.District && before.Step != council.Decision && s.Step != council.Decision
}

// plan reckons the days, backwards from the wanted one or as early as possible.
func (c *Course) plan(steps []calendar.Step) {
	result := calendar.Backward(steps, c.Wanted, c.Ready)
	c.Problem, c.At = result.Problem, result.At
	if result.Earliest != nil {
		c.Earliest = c.with(*result.Earliest)
	}
	course := result.Course
	if c.Wanted.IsZero() && result.Earliest != nil { // no day was fixed: the earliest is the plan
		c.Problem, course = calendar.None, *result.Earliest
	}
	if len(course.Stops) == 0 {
		c.unplanned(steps)
		return
	}
	c.Stages = c.with(course)
	switch c.Submit = course.Start; {
	case c.Signing:
		c.Signed = calendar.AddWorkingDays(c.Submit, -1)
		c.Draft = calendar.AddWorkingDays(c.Signed, -SigningDays)
	case c.state == council.Draft: // ready when it is handed in
		c.Draft = c.Submit
	}
}

// unplanned notes the chosen days that are no sittings where there is no plan.
func (c *Course) unplanned(steps []calendar.Step) {
	next := 0
	for i := range c.Stages {
		s := &c.Stages[i]
		if s.Done {
			continue
		}
		if step := steps[next]; !s.On.IsZero() && !slices.Contains(step.Sittings, s.On) {
			s.Passed, s.Before = calendar.NoSitting, step.Last(s.On)
		}
		next++
	}
}

// with puts the days of a course into the stages that are not done.
func (c *Course) with(course calendar.Course) []Stage {
	stages := slices.Clone(c.Stages)
	next := 0
	for i := range stages {
		if stages[i].Done || next >= len(course.Stops) {
			continue
		}
		stop := course.Stops[next]
		stages[i].Sitting, stages[i].Submit, stages[i].Invite = stop.Sitting, stop.Submit, stop.Invite
		stages[i].Passed, stages[i].Before = stop.Passed, stop.Before
		stages[i].NotInTime = stop.Submit.Before(c.Ready) || stop.Invite.Before(c.Today)
		if stages[i].Body.TermsUnknown { // the plan gives it no days before the sitting, which is no deadline
			stages[i].Submit, stages[i].Invite = period.Date{}, period.Date{}
		}
		next++
	}
	return stages
}

// Next is the next day by which something must be done for a paper: for the draft, for
// co-signing, for handing in; zero where nothing is planned.
func (c Course) Next(p council.Paper) period.Date {
	switch {
	case p.State == council.Draft && c.Signing:
		return c.Draft
	case p.State == council.Draft || p.State == council.CoSigned:
		return c.Submit
	}
	var next period.Date
	for _, s := range c.Stages {
		if !s.Done && !s.Sitting.IsZero() && (next.IsZero() || s.Sitting.Before(next)) {
			next = s.Sitting
		}
	}
	return next
}

// Due is a paper with its next day.
type Due struct {
	Stored
	By      period.Date
	Problem calendar.Problem
}

// Overview is what the first page of the desk says.
type Overview struct {
	Motions  Motions
	Papers   []Due     // that are not decided, by their next day
	Meetings []Meeting // the next ones
	All      int       // papers in all
}

// mostNext is how many of the next sittings the overview shows.
const mostNext = 8

// Overview gathers what waits: motions for an answer, papers for their next day, the
// next sittings.
func (d *Desk) Overview(ctx context.Context, asOf period.Date) (Overview, error) {
	var o Overview
	var err error
	if o.Motions, err = d.Motions(ctx, asOf, Filter{Open: true}); err != nil {
		return o, err
	}
	if o.Papers, o.All, err = d.due(ctx, asOf); err != nil {
		return o, err
	}
	meetings, err := d.Meetings(ctx, asOf)
	for _, m := range meetings {
		if !m.On.Before(asOf) && m.State != council.Cancelled && len(o.Meetings) < mostNext {
			o.Meetings = append(o.Meetings, m)
		}
	}
	return o, err
}

// due lists the papers in work or on their way through committees.
func (d *Desk) due(ctx context.Context, asOf period.Date) ([]Due, int, error) {
	papers, err := d.Listed(ctx, asOf)
	if err != nil {
		return nil, 0, err
	}
	var list []Due
	all := 0
	for _, p := range papers {
		if p.Type.Asked() {
			continue
		}
		all++
		// Of papers that others issued and whose order nobody has seen nothing is to be done.
		if p.State == council.Decided || p.State == council.Settled || p.State == council.Issued && len(p.Order) == 0 {
			continue
		}
		course, err := d.Course(ctx, p.Paper, asOf)
		if err != nil {
			return nil, 0, err
		}
		if p.State == council.Issued && course.Open == 0 {
			continue
		}
		list = append(list, Due{p, course.Next(p.Paper), course.Problem})
	}
	slices.SortStableFunc(list, func(a, b Due) int {
		if a.By.IsZero() != b.By.IsZero() {
			if a.By.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.By.Compare(b.By), cmp.Compare(a.ID, b.ID))
	})
	return list, all, nil
}
