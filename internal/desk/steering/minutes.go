// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// taking returns the meeting with minutes as they were typed, if they can be kept: its
// minutes are not closed.
func (s state) taking(key string, minutes steering.Minutes) (Held[steering.Meeting], error) {
	m, err := s.meeting(key)
	if err != nil {
		return m, err
	}
	if m.Noun.State == steering.Closed || m.Noun.State == steering.Cancelled {
		return m, fault.New(fault.Conflict, "steering.taking("+key+")",
			"Diese Sitzung ist "+m.Noun.State.Label().De+". Ihre Niederschrift ändert sich nicht mehr; was falsch ist, wird berichtigt.",
			"This meeting is "+m.Noun.State.Label().En+". Its minutes do not change any more; what is wrong is corrected.")
	}
	minutes.Closed, minutes.Corrections = period.Date{}, nil
	minutes.Entries = slices.Clone(minutes.Entries)
	last := 0
	for _, e := range minutes.Entries {
		last = max(last, e.ID)
	}
	for i := range minutes.Entries {
		e := &minutes.Entries[i]
		if e.ID == 0 {
			last++
			e.ID = last
		}
		e.Number, e.Action = "", "" // given on closing only
		if name, ok := s.offices.Find(e.Office); ok {
			e.Office = name
		}
		if e.Kind == steering.Dissent && e.To == 0 {
			e.To = decisionBefore(minutes.Entries[:i], e.Item)
		}
	}
	for i := range minutes.Entries { // a dissent stands at the item of its decision
		if e := &minutes.Entries[i]; e.Kind == steering.Dissent {
			if to, ok := minutes.Entry(e.To); ok && to.Kind == steering.Decided {
				e.Item = to.Item
			}
		}
	}
	m.Noun.Minutes, m.Noun.State = minutes, steering.Running
	return m, nil
}

// decisionBefore is the last decision of an item so far; a dissent that names none is to it.
func decisionBefore(entries []steering.Entry, item int) int {
	for _, e := range slices.Backward(entries) {
		if e.Item == item && e.Kind == steering.Decided {
			return e.ID
		}
	}
	return 0
}

// SaveMinutes keeps minutes while the meeting goes on. Drafts may have gaps, such as an
// action without an owner; closing asks for them. It returns the new record's number.
func (d *Desk) SaveMinutes(ctx context.Context, key string, minutes steering.Minutes, seen int64, act Act) error {
	op := "steering.SaveMinutes(" + key + ")"
	s, err := d.known(ctx, act.Day)
	if err != nil {
		return fault.Wrap(op, err)
	}
	m, err := s.taking(key, minutes)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := refuse(op, append(m.Noun.Check(), s.entryFaults(m.Noun)...)); err != nil {
		return err
	}
	c := change{act: act, what: key}
	c.put(register.Round, key, m.Noun, seen)
	return d.record(ctx, op, register.Round, c)
}

// Remarks names what stands against closing the minutes as they are saved, each at its
// line: an action without an owner or with a day before the meeting, a dissent to no
// decision. A draft is kept with them all the same.
func (d *Desk) Remarks(ctx context.Context, key string, day period.Date) ([]fault.Row, error) {
	op := "steering.Remarks(" + key + ")"
	s, err := d.known(ctx, day)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	m, err := s.meeting(key)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	return append(m.Noun.CheckClosing(), s.entryFaults(m.Noun)...), nil
}

// entryFaults names votes that cannot be and offices that the city does not know. An
// office that stood there before stays readable and is not asked about again.
func (s state) entryFaults(m steering.Meeting) []fault.Row {
	var was steering.Minutes
	if old, err := s.meeting(m.Key()); err == nil {
		was = old.Noun.Minutes
	}
	b, _ := s.body(m.Body) // a body that is not known has no seats
	rows := m.CheckVotes(b.Noun)
	for i, e := range m.Minutes.Entries {
		if e.Kind != steering.Commission && e.Kind != steering.Dissent || steering.NamesPerson(e.Office) {
			continue // refused with the entry itself
		}
		if old, ok := was.Entry(e.ID); ok && old.Office == e.Office {
			continue
		}
		if row, bad := s.offices.Check(fmt.Sprintf("entries[%d].office", i), e.Office); bad {
			row.Line = i + 1
			rows = append(rows, row)
		}
	}
	return rows
}

// Effect is what closing the minutes does.
type Effect struct {
	Decisions []steering.Decision // with the numbers that they get
	Actions   []steering.Action
	// Undecided are items that were to be decided and are not; they stay open.
	Undecided []steering.Item
	meeting   steering.Meeting
	counter   steering.Counter
	counted   int64 // newest record of the counter
}

// Foresee says what closing the minutes would do; faults that stand against it are its
// error.
func (d *Desk) Foresee(ctx context.Context, key string, minutes steering.Minutes, day period.Date) (Effect, error) {
	op := "steering.Foresee(" + key + ")"
	s, err := d.known(ctx, day)
	if err != nil {
		return Effect{}, fault.Wrap(op, err)
	}
	return d.closing(ctx, op, s, key, minutes)
}

// counter is how many decisions of a year a body has numbered, whatever day that is
// known from: a number is never given twice.
func (d *Desk) counter(ctx context.Context, body string, year int) (steering.Counter, int64, error) {
	c := steering.Counter{Body: body, Year: year}
	r, err := d.newest(ctx, register.Round, c.Key())
	if err == nil && r.ID != 0 {
		err = json.Unmarshal(r.Body, &c)
	}
	return c, r.ID, err
}

// closing reckons the meeting as it is when its minutes are closed.
func (d *Desk) closing(ctx context.Context, op string, s state, key string, minutes steering.Minutes) (e Effect, err error) {
	m, err := s.taking(key, minutes)
	if err != nil {
		return e, fault.Wrap(op, err)
	}
	b, err := s.body(m.Noun.Body)
	if err != nil {
		return e, fault.Wrap(op, err)
	}
	if err := refuse(op, s.closingFaults(m.Noun, b.Noun)); err != nil {
		return e, err
	}
	if e.counter, e.counted, err = d.counter(ctx, b.Noun.Key, m.Noun.Day.Year()); err != nil {
		return e, fault.Wrap(op, err)
	}
	for i := range m.Noun.Minutes.Entries {
		switch entry := &m.Noun.Minutes.Entries[i]; entry.Kind {
		case steering.Decided:
			entry.Number = e.counter.Number(b.Noun.Short)
		case steering.Commission:
			a := m.Noun.ActionOf(*entry)
			entry.Action = a.ID
			e.Actions = append(e.Actions, a)
		}
	}
	m.Noun.State, m.Noun.Minutes.Closed = steering.Closed, s.day
	e.meeting, e.Decisions, e.Undecided = m.Noun, m.Noun.Decisions(), m.Noun.Undecided()
	return e, nil
}

// closingFaults names what stands against closing the minutes.
func (s state) closingFaults(m steering.Meeting, b steering.Body) []fault.Row {
	rows := append(m.CheckClosing(), s.entryFaults(m)...)
	if m.Day.After(s.day) {
		rows = append(rows, fault.Row{Column: "day", Value: m.Day.String(), Expected: text.T("einen Stand ab dem Tag der Sitzung; gewählt ist der "+s.day.In(text.De), "a date from the meeting's day on; chosen is "+s.day.In(text.En))})
	}
	if !b.Running(s.day) {
		rows = append(rows, fault.Row{Column: "body", Value: b.Name, Expected: text.T("ein Gremium, das arbeitet", "a body that runs")})
	}
	return rows
}

// Close closes the minutes: decisions get their numbers, actions are made, all in one
// write. From then on the minutes do not change.
func (d *Desk) Close(ctx context.Context, key string, minutes steering.Minutes, seen int64, act Act) error {
	op := "steering.Close(" + key + ")"
	body, _, _ := strings.Cut(key, "/")
	rest, err := d.newest(ctx, register.Body, body) // it must not end meanwhile
	if err != nil {
		return fault.Wrap(op, err)
	}
	s, err := d.known(ctx, act.Day)
	if err != nil {
		return fault.Wrap(op, err)
	}
	e, err := d.closing(ctx, op, s, key, minutes)
	if err != nil {
		return err
	}
	c := change{act: act, what: key}
	c.rest(register.Body, body, rest.ID)
	e.meeting.Changed = act.Now
	c.put(register.Round, key, e.meeting, seen)
	if len(e.Decisions) > 0 { // of two meetings that number decisions at once one is told
		c.put(register.Round, e.counter.Key(), e.counter, e.counted)
	}
	for _, a := range e.Actions {
		a.By, a.Why = act.By, "Niederschrift vom "+e.meeting.Day.In(text.De)+" abgeschlossen"
		c.put(register.Action, a.ID, a, 0)
	}
	return d.record(ctx, op, register.Round, c)
}

// Search narrows the register of decisions. Empty fields do not.
type Search struct {
	Words string // all of them occur in the decision, its item, its dissents or its number
	Body  string
	Year  int
}

// Decisions is the register of decisions known on a day, the newest first.
func (d *Desk) Decisions(ctx context.Context, q Search, day period.Date) ([]steering.Decision, error) {
	s, err := d.known(ctx, day)
	if err != nil {
		return nil, fault.Wrap("steering.Decisions", err)
	}
	var list []steering.Decision
	for _, m := range slices.Backward(s.meetings) {
		if m.Noun.State != steering.Closed || q.Body != "" && m.Noun.Body != q.Body || q.Year != 0 && m.Noun.Day.Year() != q.Year {
			continue
		}
		for _, dec := range slices.Backward(m.Noun.Decisions()) {
			if q.fits(dec) {
				list = append(list, dec)
			}
		}
	}
	return list, nil
}

func (q Search) fits(d steering.Decision) bool {
	said := []string{d.Number, d.Text, d.Item.Title, strings.Join(d.Item.Papers, " ")}
	for _, o := range d.Dissents {
		said = append(said, o.Office, o.Reasons)
	}
	for _, c := range d.Corrections {
		said = append(said, c.Text)
	}
	hay := fold(strings.Join(said, " "))
	for _, word := range strings.Fields(fold(q.Words)) {
		if !strings.Contains(hay, word) {
			return false
		}
	}
	return true
}

// fold makes small letters, and ss of ß.
func fold(s string) string { return strings.ReplaceAll(strings.ToLower(s), "ß", "ss") }
