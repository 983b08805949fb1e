// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Bounds of what a body keeps.
const (
	MostNotice  = 60  // working days
	MostMembers = 60  // seats
	MostItems   = 60  // of an agenda
	MostEntries = 500 // of minutes
)

// faults gathers what is wrong, each at its column.
type faults []fault.Row

func (f *faults) expect(good bool, column, value, de, en string) {
	if !good {
		*f = append(*f, fault.Row{Column: column, Value: value, Expected: text.T(de, en)})
	}
}

// key is what stands in addresses and files.
var key = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// person finds what names a person rather than an office: salutations, titles and
// addresses of mail. It is a guard against slips, no proof.
var person = regexp.MustCompile(`(?i)(^|[\s,;(])(herrn?|frau|mr\.?|mrs\.?|ms\.?|dr\.|prof\.)\s|@`)

// NamesPerson reports whether a text seems to name a person.
func NamesPerson(s string) bool { return person.MatchString(s) }

// office checks the name of an office or function.
func (f *faults) office(column, name string, needed bool) {
	f.expect(!needed || strings.TrimSpace(name) != "", column, name, "ein Amt oder eine Funktion", "an office or a function")
	f.expect(!NamesPerson(name), column, name, "ein Amt oder eine Funktion, keine Person", "an office or a function, not a person")
}

// lines and texts refuse what is longer than a line or a text may be (fault.LongestTitle,
// fault.LongestText), each at its column.
func (f *faults) lines(of map[string]string) { f.atMost(of, fault.LongestTitle) }
func (f *faults) texts(of map[string]string) { f.atMost(of, fault.LongestText) }

func (f *faults) atMost(of map[string]string, most int) {
	for _, column := range slices.Sorted(maps.Keys(of)) {
		if row, bad := fault.TooLong(column, of[column], most); bad {
			*f = append(*f, row)
		}
	}
}

// Check names all that is wrong with a body, by column; members as members[0].office.
func (b Body) Check() []fault.Row {
	var f faults
	f.expect(key.MatchString(b.Key) && b.Key != "neu", "key", b.Key, "ein Kürzel aus kleinen Buchstaben, Ziffern und Strichen, nicht „neu“", "a key of small letters, digits and hyphens, not “neu”")
	f.expect(strings.TrimSpace(b.Short) != "" && len([]rune(b.Short)) <= 12, "short", b.Short, "ein kurzer Name für Beschlussnummern, etwa TF, mit höchstens 12 Zeichen", "a short name for the numbers of decisions, such as TF, of at most 12 characters")
	f.expect(strings.TrimSpace(b.Name) != "", "name", b.Name, "der Name des Gremiums", "the name of the body")
	f.expect(slices.Contains(BodyKinds(), b.Kind), "kind", string(b.Kind), "eine Art von Gremium", "a kind of body")
	f.expect(b.Parent == "" || b.Parent != b.Key, "parent", b.Parent, "ein anderes Gremium", "another body")
	f.office("lead", b.Lead, false)
	f.expect(b.Since != period.Period{}, "since", "", "der Tag, Monat oder das Jahr des Beginns", "the day, month or year of its beginning")
	f.expect(b.Ended == period.Period{} || !b.Ended.To.Before(b.Since.From), "ended", b.Ended.String(), "ein Ende nach dem Beginn", "an end after the beginning")
	f.expect(b.Notice >= 0 && b.Notice <= MostNotice, "notice", strconv.Itoa(b.Notice), fmt.Sprintf("0 bis %d Arbeitstage", MostNotice), fmt.Sprintf("0 to %d working days", MostNotice))
	f.expect(len(b.Members) <= MostMembers, "members", strconv.Itoa(len(b.Members)), fmt.Sprintf("höchstens %d Sitze", MostMembers), fmt.Sprintf("at most %d seats", MostMembers))
	b.checkMembers(&f)
	f.lines(map[string]string{"key": b.Key, "name": b.Name, "lead": b.Lead, "source": b.Source})
	f.texts(map[string]string{"purpose": b.Purpose, "note": b.Note, "reason": b.EndReason})
	return f
}

func (b Body) checkMembers(f *faults) {
	chairs := 0
	for i, m := range b.Members {
		at := fmt.Sprintf("members[%d].", i)
		f.office(at+"office", m.Office, true)
		f.expect(slices.Contains(Roles(), m.Role), at+"role", string(m.Role), "eine Rolle im Gremium", "a role in the body")
		if m.Role == Chair {
			chairs++
			f.expect(chairs == 1, at+"role", string(m.Role), "nur eine Leitung", "one chair only")
		}
		f.expect(m.Role == Deputy || m.For == "", at+"for", m.For, "leer: nur eine Vertretung vertritt", "empty: only a deputy stands in for somebody")
		if m.Role == Deputy {
			seat := slices.ContainsFunc(b.Members, func(o Membership) bool { return o.Role != Deputy && o.Office == m.For })
			f.expect(seat, at+"for", m.For, "ein Amt, das im Gremium sitzt", "an office that sits in the body")
			f.expect(m.Office != m.For, at+"for", m.For, "ein anderes Amt als die Vertretung selbst", "another office than the deputy itself")
		}
		f.lines(map[string]string{at + "office": m.Office, at + "for": m.For})
		twice := slices.IndexFunc(b.Members, func(o Membership) bool { return o == m }) < i
		f.expect(!twice, at+"office", m.Office, "jeden Sitz nur einmal", "every seat only once")
	}
}

// clock is a time of day.
var clock = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// Check names all that is wrong with a meeting's plan and minutes, by column.
func (m Meeting) Check() []fault.Row {
	var f faults
	f.expect(m.Body != "", "body", m.Body, "ein Gremium", "a body")
	f.expect(!m.Day.IsZero(), "day", "", "ein Tag wie 03.12.2015", "a day such as 2015-12-03")
	f.expect(m.Nth >= 1, "nth", strconv.Itoa(m.Nth), "eine Zahl ab 1", "a number from 1 on")
	f.expect(clock.MatchString(m.Begins), "begins", m.Begins, "eine Uhrzeit wie 14:00", "a time such as 14:00")
	f.expect(clock.MatchString(m.Ends), "ends", m.Ends, "eine Uhrzeit wie 15:30", "a time such as 15:30")
	if clock.MatchString(m.Begins) && clock.MatchString(m.Ends) {
		f.expect(m.Ends > m.Begins, "ends", m.Ends, "später als der Beginn um "+m.Begins, "later than the beginning at "+m.Begins)
	}
	f.expect(slices.Contains(MeetingStates(), m.State), "state", string(m.State), "ein Stand einer Sitzung", "a state of a meeting")
	f.expect(len(m.Agenda) <= MostItems, "agenda", strconv.Itoa(len(m.Agenda)), fmt.Sprintf("höchstens %d Tagesordnungspunkte", MostItems), fmt.Sprintf("at most %d items", MostItems))
	for i, t := range m.Agenda {
		at := fmt.Sprintf("agenda[%d].", i)
		f.expect(strings.TrimSpace(t.Title) != "", at+"title", t.Title, "worum es geht", "what it is about")
		f.office(at+"office", t.Office, false)
		f.lines(map[string]string{at + "title": t.Title, at + "office": t.Office, at + "papers": strings.Join(t.Papers, ", ")})
		f.expect(slices.Contains(Wishes(), t.Wish), at+"wish", string(t.Wish), "was die Sitzung damit tun soll", "what the meeting is to do with it")
		f.expect(m.Position(t.ID) == i+1 && t.ID > 0, at+"id", strconv.Itoa(t.ID), "eine eigene Nummer", "a number of its own")
	}
	f.lines(map[string]string{"place": m.Place})
	f.texts(map[string]string{"urgency": m.Urgency, "reason": m.Reason})
	m.checkMinutes(&f)
	return f
}

func (m Meeting) checkMinutes(f *faults) {
	f.expect(len(m.Minutes.Entries) <= MostEntries, "entries", strconv.Itoa(len(m.Minutes.Entries)), fmt.Sprintf("höchstens %d Einträge", MostEntries), fmt.Sprintf("at most %d entries", MostEntries))
	for i, o := range m.Minutes.Present {
		f.office(fmt.Sprintf("present[%d]", i), o, false)
		f.lines(map[string]string{fmt.Sprintf("present[%d]", i): o})
	}
	for i, e := range m.Minutes.Entries {
		at := fmt.Sprintf("entries[%d].", i)
		first := slices.IndexFunc(m.Minutes.Entries, func(o Entry) bool { return o.ID == e.ID })
		f.expect(e.ID > 0 && first == i, at+"id", strconv.Itoa(e.ID), "eine eigene Nummer", "a number of its own")
		_, there := m.Item(e.Item)
		f.expect(there, at+"item", strconv.Itoa(e.Item), "ein Punkt der Tagesordnung", "an item of the agenda")
		f.expect(slices.Contains(EntryKinds(), e.Kind), at+"kind", string(e.Kind), "Notiz, Beschluss, Auftrag oder abweichende Meinung", "note, decision, action or dissent")
		f.expect(strings.TrimSpace(e.Text) != "", at+"text", e.Text, "ein Text", "a text")
		f.texts(map[string]string{at + "text": e.Text})
		f.lines(map[string]string{at + "office": e.Office})
		f.expect(!NamesPerson(e.Office), at+"office", e.Office, "ein Amt oder eine Funktion, keine Person", "an office or a function, not a person")
	}
}

// CheckClosing names what must be mended before the minutes can be closed: an action
// needs an owner, a dissent who dissents from which decision. CheckVotes has the votes.
func (m Meeting) CheckClosing() []fault.Row {
	f := faults(m.Check())
	for i, e := range m.Minutes.Entries {
		at := fmt.Sprintf("entries[%d].", i)
		switch e.Kind {
		case Commission:
			f.expect(strings.TrimSpace(e.Office) != "", at+"office", "", "wer den Auftrag erledigt: ein Amt oder eine Funktion", "who does it: an office or a function")
			f.expect(e.Due.IsZero() || !e.Due.Before(m.Day), at+"due", e.Due.String(), "ein Tag ab der Sitzung am "+m.Day.In(text.De), "a day from the meeting on "+m.Day.In(text.En)+" on")
		case Dissent:
			f.expect(strings.TrimSpace(e.Office) != "", at+"office", "", "wer abweicht: ein Amt oder eine Funktion", "who dissents: an office or a function")
			to, ok := m.Minutes.Entry(e.To)
			f.expect(ok && to.Kind == Decided, at+"to", strconv.Itoa(e.To), "der Beschluss, von dem abgewichen wird", "the decision that is dissented from")
		}
	}
	return f
}
