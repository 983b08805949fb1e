// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// MeetingState says how far a meeting is.
type MeetingState string

// The states of a meeting.
const (
	Planned   MeetingState = "planned"
	Invited   MeetingState = "invited"
	Running   MeetingState = "running" // minutes are being taken
	Closed    MeetingState = "closed"  // the minutes cannot be changed any more
	Cancelled MeetingState = "cancelled"
)

// MeetingStates lists the states.
func MeetingStates() []MeetingState {
	return []MeetingState{Planned, Invited, Running, Closed, Cancelled}
}

var stateLabels = map[MeetingState]text.Text{
	Planned:   text.T("geplant", "planned"),
	Invited:   text.T("eingeladen", "invited"),
	Running:   text.T("läuft", "running"),
	Closed:    text.T("abgeschlossen", "closed"),
	Cancelled: text.T("abgesagt", "cancelled"),
}

// Label names the state.
func (s MeetingState) Label() text.Text { return orWord(stateLabels, s) }

// Ahead reports whether the meeting is still to come.
func (s MeetingState) Ahead() bool { return s == Planned || s == Invited }

// Meeting is a meeting of a body, with its agenda and minutes (Sitzung).
type Meeting struct {
	Body string      `json:"body"`
	Day  period.Date `json:"day"`
	// Named is the day for which it was first planned and by which it is named, where it
	// was moved to another one: addresses and calendars know it by that; zero: by Day.
	Named period.Date `json:"named,omitzero"`
	// Nth is which meeting of the body it is of those named by that day, from 1.
	Nth int `json:"nth"`
	// Begins and Ends are times of day in the city, such as "14:00".
	Begins string       `json:"begins"`
	Ends   string       `json:"ends"`
	Place  string       `json:"place,omitempty"`
	State  MeetingState `json:"state"`
	// Invited is the day on which invitations went out.
	Invited period.Date `json:"invited,omitzero"`
	// Urgency is why the period of notice is not kept.
	Urgency string `json:"urgency,omitempty"`
	Agenda  []Item `json:"agenda,omitempty"`
	// Reason is why it was cancelled.
	Reason  string  `json:"reason,omitempty"`
	Minutes Minutes `json:"minutes,omitzero"`
	// Sequence counts the changes that those invited must know, and Changed is the
	// last one's time.
	Sequence int       `json:"sequence,omitempty"`
	Changed  time.Time `json:"changed,omitzero"`
	Source   string    `json:"source,omitempty"`
	Example  bool      `json:"example,omitempty"`
}

// Slug is the meeting's part of its address: "2016-03-02", the second one of that
// day "2016-03-02.2".
func (m Meeting) Slug() string {
	if m.Nth > 1 {
		return m.NamedDay().String() + "." + strconv.Itoa(m.Nth)
	}
	return m.NamedDay().String()
}

// NamedDay is the day by which the meeting is named, whatever day it was moved to.
func (m Meeting) NamedDay() period.Date {
	if m.Named.IsZero() {
		return m.Day
	}
	return m.Named
}

// MovedTo is the meeting on another day, named as before.
func (m Meeting) MovedTo(day period.Date) Meeting {
	m.Named, m.Day = m.NamedDay(), day
	if m.Named == m.Day {
		m.Named = period.Date{}
	}
	return m
}

// Key is the meeting's key in its register: "task-force/2016-03-02".
func (m Meeting) Key() string { return m.Body + "/" + m.Slug() }

// Item returns the agenda item with an ID.
func (m Meeting) Item(id int) (Item, bool) {
	i := slices.IndexFunc(m.Agenda, func(t Item) bool { return t.ID == id })
	if i < 0 {
		return Item{}, false
	}
	return m.Agenda[i], true
}

// Position is the number of an agenda item in its order, from 1; 0: it is not there.
func (m Meeting) Position(id int) int {
	return 1 + slices.IndexFunc(m.Agenda, func(t Item) bool { return t.ID == id })
}

// Ref is the address of one of its agenda items.
func (m Meeting) Ref(item int) string { return fmt.Sprintf("%s#%d", m.Key(), item) }

// SplitRef parts the address of an agenda item or entry into the meeting's key and its
// number.
func SplitRef(ref string) (meeting string, number int, ok bool) {
	meeting, n, found := strings.Cut(ref, "#")
	number, err := strconv.Atoi(n)
	return meeting, number, found && err == nil
}

// Wish is what an agenda item asks of the meeting.
type Wish string

// The wishes.
const (
	Decide  Wish = "decide"
	Discuss Wish = "discuss"
	Inform  Wish = "inform"
)

// Wishes lists the wishes.
func Wishes() []Wish { return []Wish{Decide, Discuss, Inform} }

var wishLabels = map[Wish]text.Text{
	Decide:  text.T("zum Beschluss", "to be decided"),
	Discuss: text.T("zur Beratung", "to be discussed"),
	Inform:  text.T("zur Kenntnis", "for information"),
}

// Label names the wish.
func (w Wish) Label() text.Text { return orWord(wishLabels, w) }

// Item is one point of the agenda (Tagesordnungspunkt).
type Item struct {
	ID    int    `json:"id"` // stays with it whatever the order
	Title string `json:"title"`
	// Office brings it in.
	Office string `json:"office,omitempty"`
	Wish   Wish   `json:"wish"`
	// Papers are what it rests on, such as "GRDrs 1330/2015".
	Papers []string `json:"papers,omitempty"`
	// Continues is the address of the undecided item that it takes up again.
	Continues string `json:"continues,omitempty"`
}
