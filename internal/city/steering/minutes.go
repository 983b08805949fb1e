// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Minutes are what was said and decided in a meeting (Niederschrift). Once the meeting
// is closed its entries stay; what was wrong is corrected by an entry of its own.
type Minutes struct {
	// Present are the offices that were there.
	Present     []string     `json:"present,omitempty"`
	Entries     []Entry      `json:"entries,omitempty"`
	Closed      period.Date  `json:"closed,omitzero"`
	Corrections []Correction `json:"corrections,omitempty"`
}

// EntryKind says what an entry of the minutes is.
type EntryKind string

// The kinds of entries.
const (
	Note       EntryKind = "note"
	Decided    EntryKind = "decision"
	Commission EntryKind = "action" // becomes an Action when the minutes are closed
	Dissent    EntryKind = "dissent"
)

// EntryKinds lists the kinds.
func EntryKinds() []EntryKind { return []EntryKind{Note, Decided, Commission, Dissent} }

var entryLabels = map[EntryKind]text.Text{
	Note:       text.T("Notiz", "note"),
	Decided:    text.T("Beschluss", "decision"),
	Commission: text.T("Auftrag", "action"),
	Dissent:    text.T("Abweichende Meinung", "dissent"),
}

// Label names the kind.
func (k EntryKind) Label() text.Text { return orWord(entryLabels, k) }

// Entry is one line of the minutes.
type Entry struct {
	ID   int       `json:"id"`
	Item int       `json:"item"` // the agenda item's ID
	Kind EntryKind `json:"kind"`
	Text string    `json:"text"` // of a dissent: its reasons
	// Office does an action, or dissents.
	Office string      `json:"office,omitempty"`
	Due    period.Date `json:"due,omitzero"` // of an action; zero: no day was set
	// Votes are those on a decision; nil: by consent.
	Votes *Votes `json:"votes,omitempty"`
	// To is the entry of the decision that a dissent is to.
	To int `json:"to,omitempty"`
	// Number and Action are given when the minutes are closed: the decision's
	// number and the ID of the action that was made.
	Number string `json:"number,omitempty"`
	Action string `json:"action,omitempty"`
}

// Correction says what is right instead of an entry of closed minutes. The entry stays.
type Correction struct {
	Of     int         `json:"of"` // the entry
	On     period.Date `json:"on"`
	By     string      `json:"by"`
	Text   string      `json:"text"`
	Reason string      `json:"reason"`
	// Votes are the right votes of a decision; nil: they were right.
	Votes *Votes `json:"votes,omitempty"`
}

// Dissenting is who does not agree with a decision, and why (abweichende Meinung).
type Dissenting struct {
	Office, Reasons string
}

// Decision is a decision of a body (Beschluss der Steuerung), as its minutes have it.
type Decision struct {
	Number   string // empty before the minutes are closed
	Meeting  string // key
	Body     string
	Day      period.Date
	Entry    int
	Item     Item
	Text     string
	Votes    *Votes // nil: by consent
	Dissents []Dissenting
	// Corrections came after the minutes were closed, oldest first.
	Corrections []Correction
	Example     bool
}

// Result is the votes on the decision as they are right: those of the last correction
// that names votes, else those of the minutes; nil: by consent.
func (d Decision) Result() *Votes {
	for _, c := range slices.Backward(d.Corrections) {
		if c.Votes != nil {
			return c.Votes
		}
	}
	return d.Votes
}

// Decisions are those of the meeting, in the order of its minutes.
func (m Meeting) Decisions() []Decision {
	var list []Decision
	for _, e := range m.Minutes.Entries {
		if e.Kind != Decided {
			continue
		}
		item, _ := m.Item(e.Item)
		d := Decision{
			Number: e.Number, Meeting: m.Key(), Body: m.Body, Day: m.Day, Entry: e.ID, Item: item, Text: e.Text, Votes: e.Votes, Example: m.Example,
		}
		for _, other := range m.Minutes.Entries {
			if other.Kind == Dissent && other.To == e.ID {
				d.Dissents = append(d.Dissents, Dissenting{other.Office, other.Text})
			}
		}
		d.Corrections = m.CorrectionsOf(e.ID)
		list = append(list, d)
	}
	return list
}

// CorrectionsOf are the corrections of an entry, oldest first.
func (m Meeting) CorrectionsOf(entry int) []Correction {
	var list []Correction
	for _, c := range m.Minutes.Corrections {
		if c.Of == entry {
			list = append(list, c)
		}
	}
	return list
}

// Entry returns the entry with an ID.
func (m Minutes) Entry(id int) (Entry, bool) {
	i := slices.IndexFunc(m.Entries, func(e Entry) bool { return e.ID == id })
	if i < 0 {
		return Entry{}, false
	}
	return m.Entries[i], true
}

// Moved are the minutes with an entry one place up or down among those of its item; the
// same where it is the first or the last of them.
func (m Minutes) Moved(id int, up bool) Minutes {
	at := slices.IndexFunc(m.Entries, func(e Entry) bool { return e.ID == id && id != 0 })
	if at < 0 {
		return m
	}
	step := 1
	if up {
		step = -1
	}
	for to := at + step; to >= 0 && to < len(m.Entries); to += step {
		if m.Entries[to].Item == m.Entries[at].Item {
			m.Entries = slices.Clone(m.Entries)
			m.Entries[at], m.Entries[to] = m.Entries[to], m.Entries[at]
			break
		}
	}
	return m
}

// Undecided are the agenda items that the meeting leaves open: once it is closed those
// that were to be decided and were not, otherwise all.
func (m Meeting) Undecided() []Item {
	var list []Item
	for _, t := range m.Agenda {
		decided := slices.ContainsFunc(m.Minutes.Entries, func(e Entry) bool { return e.Item == t.ID && e.Kind == Decided })
		if m.State != Closed || t.Wish == Decide && !decided {
			list = append(list, t)
		}
	}
	return list
}

// ActionOf is the action that an entry of the minutes becomes.
func (m Meeting) ActionOf(e Entry) Action {
	return Action{
		ID: fmt.Sprintf("%s-a%d", strings.ReplaceAll(m.Key(), "/", "-"), e.ID), Title: e.Text, Owner: e.Office, Due: e.Due, State: Open,
		Origin: Origin{Kind: FromMeeting, Ref: m.Ref(e.ID)}, Body: m.Body, Opened: m.Day, Example: m.Example,
	}
}
