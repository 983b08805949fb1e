// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/method/calendar"
	"planraum/internal/text"
)

// Round is a meeting with its body.
type Round struct {
	steering.Meeting
	Of     steering.Body
	Record int64 // newest record of the meeting
	// Topics are undecided items that its agenda may take up.
	Topics []Point
	// Made are the actions that its minutes became, as they stand.
	Made []steering.Action
}

// Meeting returns a meeting of a body; NotFound where it is not known on that day.
func (d *Desk) Meeting(ctx context.Context, body, slug string, day period.Date) (Round, error) {
	op := "steering.Meeting(" + body + "/" + slug + ")"
	s, err := d.known(ctx, day)
	if err != nil {
		return Round{}, fault.Wrap(op, err)
	}
	b, err := s.body(body)
	if err != nil {
		return Round{}, fault.Wrap(op, err)
	}
	m, err := s.meeting(body + "/" + slug)
	if err != nil {
		return Round{}, fault.Wrap(op, err)
	}
	r := Round{Meeting: m.Noun, Of: b.Noun, Record: m.Record}
	for _, t := range s.topics(body) {
		if key, _, _ := steering.SplitRef(t.ID); key != m.Noun.Key() {
			r.Topics = append(r.Topics, t)
		}
	}
	for _, e := range m.Noun.Minutes.Entries {
		for _, a := range s.actions {
			if e.Action != "" && a.Noun.ID == e.Action {
				r.Made = append(r.Made, a.Noun)
			}
		}
	}
	return r, nil
}

// LastMeeting returns the newest version of a meeting, whatever day it is known from, and
// the one of a record that somebody changes; an empty one where there is none.
func (d *Desk) LastMeeting(ctx context.Context, key string, record int64) (last, seen Round, err error) {
	versions, err := d.registers.Versions(ctx, register.Round, key)
	for _, v := range versions {
		m := Round{Record: v.ID}
		if broken := json.Unmarshal(v.Body, &m.Meeting); broken != nil {
			return last, seen, fault.Wrap("steering.LastMeeting("+key+")", broken)
		}
		if v.ID > last.Record {
			last = m
		}
		if v.ID == record {
			seen = m
		}
	}
	return last, seen, fault.Wrap("steering.LastMeeting("+key+")", err)
}

// Upcoming lists the meetings for calendars: of one body, or of all where key is empty,
// with the names of their bodies. Those of the last year and all to come are told.
func (d *Desk) Upcoming(ctx context.Context, key string, day period.Date) ([]Round, error) {
	s, err := d.known(ctx, day)
	if err != nil {
		return nil, fault.Wrap("steering.Upcoming("+key+")", err)
	}
	if key != "" {
		if _, err := s.body(key); err != nil {
			return nil, err
		}
	}
	var list []Round
	for _, m := range s.meetings {
		if key != "" && m.Noun.Body != key || m.Noun.Day.Before(day.AddDays(-366)) {
			continue
		}
		b, err := s.body(m.Noun.Body)
		if err != nil {
			return nil, fault.Wrap("steering.Upcoming", err)
		}
		list = append(list, Round{Meeting: m.Noun, Of: b.Noun, Record: m.Record})
	}
	return list, nil
}

// Meetings lists all meetings known on a day, by their day, with their bodies.
func (d *Desk) Meetings(ctx context.Context, day period.Date) ([]Round, error) {
	s, err := d.known(ctx, day)
	if err != nil {
		return nil, fault.Wrap("steering.Meetings", err)
	}
	list := make([]Round, 0, len(s.meetings))
	for _, m := range s.meetings {
		b, err := s.body(m.Noun.Body)
		if err != nil {
			return nil, fault.Wrap("steering.Meetings", err)
		}
		list = append(list, Round{Meeting: m.Noun, Of: b.Noun, Record: m.Record})
	}
	return list, nil
}

// Advice says whether a meeting's day keeps the period of notice.
type Advice struct {
	// Kept: invitations that go out on the day asked for are in time.
	Kept bool
	// Earliest is the first working day for which they are.
	Earliest period.Date
	// By is the last working day for the invitation; zero: no notice is asked for.
	By period.Date
	// Off says why the meeting's day is no working day; empty: it is one.
	Off text.Text
}

// Advise reckons whether invitations that go out on a day are in time for a meeting.
// Between the two lie at least the body's working days of notice, neither day counted.
func Advise(b steering.Body, invited, meeting period.Date) Advice {
	a := Advice{Earliest: invited, Kept: !meeting.Before(invited)}
	if b.Notice > 0 {
		a.By = calendar.AddWorkingDays(meeting, -b.Notice-1)
		a.Earliest = calendar.AddWorkingDays(invited, b.Notice+1)
		a.Kept = calendar.WorkingDays(invited, meeting.AddDays(-1)) >= b.Notice
	}
	a.Off = calendar.Off(meeting)
	return a
}

// Plan records a meeting's day, time, place and agenda: new (seen 0) or changed. Its
// state, its invitation and its minutes stay as they are; moved to another day it keeps
// its name (steering.Meeting.MovedTo), so that calendars know it again. It returns the meeting as recorded.
func (d *Desk) Plan(ctx context.Context, m steering.Meeting, seen int64, act Act) (steering.Meeting, error) {
	op := "steering.Plan(" + m.Key() + ")"
	rest, err := d.newest(ctx, register.Body, m.Body) // it must not end meanwhile
	if err != nil {
		return m, fault.Wrap(op, err)
	}
	s, err := d.known(ctx, act.Day)
	if err != nil {
		return m, fault.Wrap(op, err)
	}
	if s.papers, err = d.references(ctx); err != nil {
		return m, fault.Wrap(op, err)
	}
	if m, err = s.planned(m, seen, act.Day); err != nil {
		return m, err
	}
	if old, err := s.meeting(m.Key()); err != nil || told(old.Noun) != told(m) {
		m.Changed = act.Now
		if err == nil {
			m.Sequence++
		}
	}
	c := change{act: act, what: m.Key()}
	c.put(register.Round, m.Key(), m, seen)
	c.rest(register.Body, m.Body, rest.ID)
	return m, d.record(ctx, op, register.Round, c)
}

// CheckPlan returns the meeting as Plan would record it, or what is wrong with it.
func (d *Desk) CheckPlan(ctx context.Context, m steering.Meeting, seen int64, day period.Date) (steering.Meeting, error) {
	s, err := d.known(ctx, day)
	if err != nil {
		return m, fault.Wrap("steering.CheckPlan", err)
	}
	if s.papers, err = d.references(ctx); err != nil {
		return m, fault.Wrap("steering.CheckPlan", err)
	}
	return s.planned(m, seen, day)
}

// told is what those invited must know of a meeting.
func told(m steering.Meeting) string {
	agenda := ""
	for _, t := range m.Agenda {
		agenda += fmt.Sprintf("%q %q %q;", t.Title, t.Office, t.Papers)
	}
	return fmt.Sprintf("%s %s %s %s %q %s %s", m.Key(), m.Day, m.Begins, m.Ends, m.Place, m.State, agenda)
}

// planned completes a meeting with what stays of its last version and checks it.
func (s state) planned(m steering.Meeting, seen int64, day period.Date) (steering.Meeting, error) {
	const op = "steering.planned"
	b, err := s.body(m.Body)
	if err != nil {
		return m, err
	}
	var rows []fault.Row
	add := func(column, value, de, en string) {
		rows = append(rows, fault.Row{Column: column, Value: value, Expected: text.T(de, en)})
	}
	if seen == 0 {
		m.State, m.Nth = steering.Planned, 1
		for slices.ContainsFunc(s.meetings, func(o Held[steering.Meeting]) bool { return o.Noun.Key() == m.Key() }) {
			m.Nth++
		}
		if !b.Noun.Running(day) {
			add("body", b.Noun.Name, "ein Gremium, das arbeitet", "a body that runs")
		}
		if m.Day.Before(day) && !m.Day.IsZero() {
			add("day", m.Day.String(), "ein Tag ab dem "+day.In(text.De), "a day from "+day.In(text.En)+" on")
		}
	} else {
		old, err := s.meeting(m.Key())
		if err != nil {
			return m, err
		}
		if !old.Noun.State.Ahead() && old.Noun.State != steering.Running {
			return m, fault.New(fault.Conflict, op, "Diese Sitzung ist "+old.Noun.State.Label().De+". Ihr Plan ändert sich nicht mehr.", "This meeting is "+old.Noun.State.Label().En+". Its plan does not change any more.")
		}
		m.State, m.Invited, m.Minutes, m.Sequence, m.Changed, m.Example, m.Source = old.Noun.State, old.Noun.Invited, old.Noun.Minutes, old.Noun.Sequence, old.Noun.Changed, old.Noun.Example, old.Noun.Source
	}
	m.Agenda = numbered(m.Agenda)
	if o, at := s.meanwhile(m); at {
		add("begins", m.Begins, "eine andere Zeit: Von "+o.Begins+" bis "+o.Ends+" Uhr hat das Gremium an diesem Tag schon eine Sitzung", "another time: from "+o.Begins+" to "+o.Ends+" the body already has a meeting on this day")
	}
	for _, r := range m.Check() {
		if r.Column == "body" || len(rows) == 0 || rows[0].Column != r.Column {
			rows = append(rows, r)
		}
	}
	rows = append(rows, s.agendaFaults(m)...)
	moved := false
	if old, err := s.meeting(m.Key()); seen != 0 && err == nil && old.Noun.Day != m.Day && !m.Day.IsZero() {
		moved = true
		switch {
		case !old.Noun.State.Ahead():
			add("day", m.Day.String(), "der "+old.Noun.Day.In(text.De)+" wie bisher: Die Niederschrift ist begonnen", old.Noun.Day.In(text.En)+" as before: the minutes are begun")
		case m.Day.Before(day):
			add("day", m.Day.String(), "ein Tag ab dem "+day.In(text.De), "a day from "+day.In(text.En)+" on")
		}
	}
	if !m.Day.IsZero() && m.Urgency == "" && (m.State == steering.Planned || moved && m.State == steering.Invited) {
		if a := Advise(b.Noun, day, m.Day); !a.Kept && !m.Day.Before(day) {
			add("urgency", "", fmt.Sprintf("einen Grund: Die Ladungsfrist von %d Arbeitstagen ist nicht einzuhalten, frühestens am %s", b.Noun.Notice, a.Earliest.In(text.De)),
				fmt.Sprintf("a reason: the notice of %d working days cannot be kept, at the earliest on %s", b.Noun.Notice, a.Earliest.In(text.En)))
		}
	}
	return m, refuse(op, rows)
}

// meanwhile is another meeting of the body at the time of a meeting, not cancelled. A
// form that was sent twice would make two.
func (s state) meanwhile(m steering.Meeting) (steering.Meeting, bool) {
	for _, h := range s.meetings {
		o := h.Noun
		if o.Body == m.Body && o.Day == m.Day && o.Key() != m.Key() && o.State != steering.Cancelled && o.Begins < m.Ends && m.Begins < o.Ends {
			return o, true
		}
	}
	return steering.Meeting{}, false
}

// numbered gives agenda items without an ID the next ones.
func numbered(agenda []steering.Item) []steering.Item {
	agenda = slices.Clone(agenda)
	last := 0
	for _, t := range agenda {
		last = max(last, t.ID)
	}
	for i := range agenda {
		if agenda[i].ID == 0 {
			last++
			agenda[i].ID = last
		}
	}
	return agenda
}

// Invite notes that the invitations went out on the day of the act.
func (d *Desk) Invite(ctx context.Context, key string, seen int64, act Act) error {
	return d.step(ctx, "steering.Invite("+key+")", key, seen, act, func(m *steering.Meeting) error {
		if !m.State.Ahead() {
			return fault.New(fault.Conflict, "steering.Invite", "Diese Sitzung ist "+m.State.Label().De+". Dazu wird nicht mehr eingeladen.", "This meeting is "+m.State.Label().En+". Nobody is invited to it any more.")
		}
		if act.Day.After(m.Day) {
			return fault.New(fault.Conflict, "steering.Invite", "Die Sitzung war am "+m.Day.In(text.De)+". Am "+act.Day.In(text.De)+" geht keine Einladung mehr hinaus.",
				"The meeting was on "+m.Day.In(text.En)+". On "+act.Day.In(text.En)+" no invitation goes out any more.")
		}
		m.State, m.Invited = steering.Invited, act.Day
		return nil
	})
}

// Cancel cancels a meeting that is still to come. Its items are open again.
func (d *Desk) Cancel(ctx context.Context, key, reason string, seen int64, act Act) error {
	return d.step(ctx, "steering.Cancel("+key+")", key, seen, act, func(m *steering.Meeting) error {
		if !m.State.Ahead() {
			return fault.New(fault.Conflict, "steering.Cancel", "Diese Sitzung ist "+m.State.Label().De+". Sie kann nicht abgesagt werden.", "This meeting is "+m.State.Label().En+". It cannot be cancelled.")
		}
		if reason == "" {
			return fault.Refuse("steering.Cancel", []fault.Row{{Column: "reason", Expected: text.T("warum die Sitzung ausfällt", "why the meeting does not take place")}})
		}
		m.State, m.Reason = steering.Cancelled, reason
		return refuse("steering.Cancel", tooLong(map[string]string{"reason": reason}))
	})
}

// step changes the state of a meeting.
func (d *Desk) step(ctx context.Context, op, key string, seen int64, act Act, do func(*steering.Meeting) error) error {
	s, err := d.known(ctx, act.Day)
	if err != nil {
		return fault.Wrap(op, err)
	}
	m, err := s.meeting(key)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := do(&m.Noun); err != nil {
		return fault.Wrap(op, err)
	}
	m.Noun.Sequence++
	m.Noun.Changed = act.Now
	c := change{act: act, what: key}
	c.put(register.Round, key, m.Noun, seen)
	return d.record(ctx, op, register.Round, c)
}
