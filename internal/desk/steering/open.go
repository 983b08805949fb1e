// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"context"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// PointKind says what kind of open point it is.
type PointKind string

// The kinds of open points that a body hands over when it ends.
const (
	ActionPoint PointKind = "action" // an action that is not done
	TopicPoint  PointKind = "topic"  // an agenda item that is not decided
	GroupPoint  PointKind = "group"  // a body that works for it
)

// Point is something that must not be lost when a body ends (offener Punkt).
type Point struct {
	Kind   PointKind
	ID     string // of the action; address of the item; key of the group
	Title  string
	Office string      // who does it or brought it in; empty: unknown
	Due    period.Date // of an action
	Since  period.Date
	action *steering.Action
	record int64
}

// points are the open points of a body: actions, undecided items, bodies below it.
func (s state) points(key string) []Point {
	var list []Point
	for _, a := range s.actions {
		if a.Noun.Body == key && !a.Noun.State.Ended() {
			list = append(list, Point{Kind: ActionPoint, ID: a.Noun.ID, Title: a.Noun.Title, Office: a.Noun.Owner, Due: a.Noun.Due, Since: a.Noun.Opened, action: &a.Noun, record: a.Record})
		}
	}
	list = append(list, s.topics(key)...)
	for _, b := range s.bodies {
		if b.Noun.Parent == key && (b.Noun.Ended == period.Period{} || b.Noun.Running(s.day)) {
			list = append(list, Point{Kind: GroupPoint, ID: b.Noun.Key, Title: b.Noun.Name, Office: b.Noun.Lead, Since: b.Noun.Since.From, record: b.Record})
		}
	}
	return list
}

// topics are the undecided items of a body that no later meeting has taken up: what
// other bodies left to it first, then those of its own meetings.
func (s state) topics(key string) []Point {
	taken := map[string]bool{}
	for _, m := range s.meetings {
		for _, t := range m.Noun.Agenda {
			taken[t.Continues] = true
		}
	}
	var list []Point
	left := map[string]bool{}
	for _, b := range s.bodies {
		for _, t := range b.Noun.Backlog {
			left[t.Ref] = true
			if b.Noun.Key == key && !taken[t.Ref] {
				list = append(list, Point{Kind: TopicPoint, ID: t.Ref, Title: t.Title, Office: s.broughtIn(t), Since: t.Since})
			}
		}
	}
	for _, m := range s.meetings {
		if m.Noun.Body != key {
			continue
		}
		for _, t := range m.Noun.Undecided() {
			if ref := m.Noun.Ref(t.ID); !taken[ref] && !left[ref] {
				list = append(list, Point{Kind: TopicPoint, ID: ref, Title: t.Title, Office: t.Office, Since: m.Noun.Day})
			}
		}
	}
	return list
}

// broughtIn is the office that brought an item in: what a body left says so, else the
// meeting it comes from.
func (s state) broughtIn(t steering.Topic) string {
	if t.Office != "" {
		return t.Office
	}
	key, number, _ := steering.SplitRef(t.Ref)
	m, err := s.meeting(key)
	if err != nil {
		return ""
	}
	item, _ := m.Noun.Item(number)
	return item.Office
}

// Open lists the open points of a body: what it hands over when it ends.
func (d *Desk) Open(ctx context.Context, key string, day period.Date) ([]Point, error) {
	s, err := d.known(ctx, day)
	if err != nil {
		return nil, fault.Wrap("steering.Open("+key+")", err)
	}
	if _, err := s.body(key); err != nil {
		return nil, err
	}
	return s.points(key), nil
}

// Ending is how a body ends.
type Ending struct {
	Body   string
	Reason string
	Source string
	// To says for each open point, by its ID, which body takes it over; a group may
	// also go to no body ("-"): it works for nobody then.
	To map[string]string
}

// Nobody stands in Ending.To for a group that works for no other body.
const Nobody = "-"

// End ends a body on the day of the act. Every open point goes to a body that runs, in
// the same write; meetings that were still to come are cancelled. It refuses the end
// while a point has no new body or a meeting is under way, naming each.
func (d *Desk) End(ctx context.Context, e Ending, seen int64, act Act) error {
	op := "steering.End(" + e.Body + ")"
	rests := map[string]int64{} // read first: whoever takes over must not end meanwhile
	for _, key := range e.To {
		newest, err := d.newest(ctx, register.Body, key)
		if err != nil {
			return fault.Wrap(op, err)
		}
		rests[key] = newest.ID
	}
	s, err := d.known(ctx, act.Day)
	if err != nil {
		return fault.Wrap(op, err)
	}
	b, err := s.body(e.Body)
	if err != nil {
		return fault.Wrap(op, err)
	}
	points := s.points(e.Body)
	rows, err := d.takerFaults(ctx, e, points, act.Day)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := refuse(op, append(s.endFaults(e, b.Noun, points), rows...)); err != nil {
		return err
	}
	c, rested := s.ended(e, b.Noun, seen, act)
	for _, key := range rested {
		c.rest(register.Body, key, rests[key])
	}
	if err := d.later(ctx, c); err != nil {
		return fault.Wrap(op, err)
	}
	return d.record(ctx, op, register.Body, c)
}

// ended is what the end of a body changes, and the bodies that take over unchanged.
func (s state) ended(e Ending, b steering.Body, seen int64, act Act) (change, []string) {
	c := change{act: act, what: e.Body}
	rests := s.handOver(&c, e, s.points(e.Body))
	b.Ended, b.EndReason, b.Backlog = period.On(act.Day), e.Reason, nil
	b.KnownFrom = act.Day
	if e.Source != "" {
		b.Source = e.Source
	}
	c.put(register.Body, b.Key, b, seen)
	return c, rests
}

// CheckEnd names what stands against an end, nil if nothing.
func (d *Desk) CheckEnd(ctx context.Context, e Ending, day period.Date) error {
	s, err := d.known(ctx, day)
	if err != nil {
		return fault.Wrap("steering.CheckEnd", err)
	}
	b, err := s.body(e.Body)
	if err != nil {
		return err
	}
	rows, err := d.takerFaults(ctx, e, s.points(e.Body), day)
	if err != nil {
		return fault.Wrap("steering.CheckEnd", err)
	}
	if err := refuse("steering.CheckEnd", append(s.endFaults(e, b.Noun, s.points(e.Body)), rows...)); err != nil {
		return err
	}
	c, _ := s.ended(e, b.Noun, b.Record, Act{Day: day})
	return d.later(ctx, c)
}

// takerFaults names the undecided items whose new body was changed after a day: its list
// of topics as of that day does not change any more.
func (d *Desk) takerFaults(ctx context.Context, e Ending, points []Point, day period.Date) ([]fault.Row, error) {
	var rows []fault.Row
	for _, p := range points {
		to := e.To[p.ID]
		if p.Kind != TopicPoint || to == "" || to == e.Body {
			continue
		}
		since, err := d.changedAfter(ctx, to, day)
		if err != nil {
			return nil, err
		}
		if !since.IsZero() {
			rows = append(rows, fault.Row{Column: p.ID, Value: to, Expected: text.T("ein anderes Gremium: Dieses wurde am "+since.In(text.De)+" schon geändert; was am "+day.In(text.De)+" galt, ändert sich nicht mehr",
				"another body: this one was changed already on "+since.In(text.En)+"; what held on "+day.In(text.En)+" does not change any more")})
		}
	}
	return rows, nil
}

// changedAfter is the last day on which a body was changed after a day; zero: it was not.
func (d *Desk) changedAfter(ctx context.Context, body string, day period.Date) (period.Date, error) {
	versions, err := d.registers.Versions(ctx, register.Body, body)
	var last period.Date
	for _, v := range versions {
		if v.KnownFrom.After(day) && v.KnownFrom.After(last) {
			last = v.KnownFrom
		}
	}
	return last, err
}

func (s state) endFaults(e Ending, b steering.Body, points []Point) []fault.Row {
	var rows []fault.Row
	add := func(column, value, de, en string) {
		rows = append(rows, fault.Row{Column: column, Value: value, Expected: text.T(de, en)})
	}
	if !b.Running(s.day) {
		add("body", b.Name, "ein Gremium, das arbeitet", "a body that runs")
	}
	if e.Reason == "" {
		add("reason", "", "warum das Gremium endet", "why the body ends")
	}
	rows = append(rows, tooLong(map[string]string{"reason": e.Reason, "source": e.Source})...)
	for _, m := range s.meetings {
		if m.Noun.Body == e.Body && m.Noun.State == steering.Running {
			add("meeting", m.Noun.Key(), "eine abgeschlossene Niederschrift: Diese Sitzung läuft noch", "closed minutes: this meeting is still running")
		}
	}
	for _, p := range points {
		to := e.To[p.ID]
		if p.Kind == GroupPoint && to == Nobody {
			continue
		}
		target, err := s.body(to)
		switch {
		case to == "":
			add(p.ID, p.Title, "ein Gremium, das diesen Punkt übernimmt", "a body that takes this point over")
		case err != nil || to == e.Body || !target.Noun.Running(s.day):
			add(p.ID, to, "ein anderes Gremium, das arbeitet", "another body that runs")
		case p.Kind == GroupPoint && (to == p.ID || s.under(target.Noun, p.ID)):
			add(p.ID, to, "ein Gremium, das nicht für dieses arbeitet", "a body that does not work for this one")
		}
	}
	return rows
}

// handOver moves the open points to their new bodies and cancels what was still to come.
// It returns the bodies that take over without being changed: they must still run.
func (s state) handOver(c *change, e Ending, points []Point) (rests []string) {
	bodies := map[string]Held[steering.Body]{}
	touched := map[string]bool{}
	for _, b := range s.bodies {
		bodies[b.Noun.Key] = b
	}
	for _, p := range points {
		to := e.To[p.ID]
		switch p.Kind {
		case ActionPoint:
			a := *p.action
			a.Body, a.By, a.Why = to, c.act.By, "übergeben: Das Gremium „"+bodies[e.Body].Noun.Name+"“ endet"
			c.put(register.Action, a.ID, a, p.record)
		case TopicPoint:
			b := bodies[to]
			b.Noun.Backlog = append(slices.Clone(b.Noun.Backlog), steering.Topic{Ref: p.ID, Title: p.Title, Office: p.Office, Since: p.Since})
			bodies[to] = b
			touched[to] = true
		case GroupPoint:
			b := bodies[p.ID]
			b.Noun.Parent = to
			if to == Nobody {
				b.Noun.Parent = ""
			}
			bodies[p.ID] = b
			touched[p.ID] = true
		}
		if !touched[to] {
			touched[to] = false // it must still run when this is recorded
		}
	}
	for _, held := range s.bodies { // in order of key
		switch changed, ok := touched[held.Noun.Key]; {
		case changed:
			b := bodies[held.Noun.Key]
			b.Noun.KnownFrom = c.act.Day
			c.put(register.Body, b.Noun.Key, b.Noun, b.Record)
		case ok:
			rests = append(rests, held.Noun.Key)
		}
	}
	for _, m := range s.meetings {
		if m.Noun.Body == e.Body && m.Noun.State.Ahead() {
			m.Noun.State, m.Noun.Reason = steering.Cancelled, e.Reason
			m.Noun.Sequence++
			m.Noun.Changed = c.act.Now
			c.put(register.Round, m.Noun.Key(), m.Noun, m.Record)
		}
	}
	return rests
}
