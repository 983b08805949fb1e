// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/steering"
	"planraum/internal/fault"
)

// TestLengths: each text of a body, a meeting and its minutes has an end: as many letters
// as it may have are good, one more is refused with the field, the length and the limit.
func TestLengths(t *testing.T) {
	told := func(rows []fault.Row, column, limit, length string) bool {
		return slices.ContainsFunc(rows, func(r fault.Row) bool {
			return r.Column == column && strings.Contains(r.Expected.De, "höchstens "+limit+" Zeichen; es sind "+length) && len([]rune(r.Value)) < 100
		})
	}
	type field struct {
		column string
		long   bool // a text, not a line
		put    func(string) []fault.Row
	}
	body := func(put func(*steering.Body, string)) func(string) []fault.Row {
		return func(s string) []fault.Row {
			b := steering.Body{Members: []steering.Membership{{}}}
			put(&b, s)
			return b.Check()
		}
	}
	meeting := func(put func(*steering.Meeting, string)) func(string) []fault.Row {
		return func(s string) []fault.Row {
			m := steering.Meeting{Agenda: []steering.Item{{}}, Minutes: steering.Minutes{Present: []string{""}, Entries: []steering.Entry{{}}}}
			put(&m, s)
			return m.Check()
		}
	}
	for _, f := range []field{
		{"name", false, body(func(b *steering.Body, s string) { b.Name = s })},
		{"lead", false, body(func(b *steering.Body, s string) { b.Lead = s })},
		{"source", false, body(func(b *steering.Body, s string) { b.Source = s })},
		{"purpose", true, body(func(b *steering.Body, s string) { b.Purpose = s })},
		{"note", true, body(func(b *steering.Body, s string) { b.Note = s })},
		{"members[0].office", false, body(func(b *steering.Body, s string) { b.Members[0].Office = s })},
		{"members[0].for", false, body(func(b *steering.Body, s string) { b.Members[0].For = s })},
		{"place", false, meeting(func(m *steering.Meeting, s string) { m.Place = s })},
		{"urgency", true, meeting(func(m *steering.Meeting, s string) { m.Urgency = s })},
		{"agenda[0].title", false, meeting(func(m *steering.Meeting, s string) { m.Agenda[0].Title = s })},
		{"agenda[0].office", false, meeting(func(m *steering.Meeting, s string) { m.Agenda[0].Office = s })},
		{"agenda[0].papers", false, meeting(func(m *steering.Meeting, s string) { m.Agenda[0].Papers = []string{s} })},
		{"present[0]", false, meeting(func(m *steering.Meeting, s string) { m.Minutes.Present[0] = s })},
		{"entries[0].text", true, meeting(func(m *steering.Meeting, s string) { m.Minutes.Entries[0].Text = s })},
		{"entries[0].office", false, meeting(func(m *steering.Meeting, s string) { m.Minutes.Entries[0].Office = s })},
	} {
		most, limit, length := fault.LongestTitle, "500", "501"
		if f.long {
			most, limit, length = fault.LongestText, "10.000", "10.001"
		}
		if rows := f.put(strings.Repeat("ä", most)); slices.ContainsFunc(rows, func(r fault.Row) bool { return strings.Contains(r.Expected.De, "Zeichen; es sind") }) {
			t.Errorf("%s: %d letters are refused", f.column, most)
		}
		if rows := f.put(strings.Repeat("ä", most+1)); !told(rows, f.column, limit, length) {
			t.Errorf("%s: %d letters: %v", f.column, most+1, rows)
		}
	}
}
