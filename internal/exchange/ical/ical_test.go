// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ical_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the other library reads Europe/Berlin

	reader "github.com/arran4/golang-ical"
	"pgregory.net/rapid"

	"planraum/internal/city/period"
	. "planraum/internal/exchange/ical"
	"planraum/internal/text"
)

// winter and summer lie on both sides of a change of clocks, 27 March 2016.
func feed() Calendar {
	return Calendar{Name: "Steuerung; Stuttgart, Mitte", Lang: text.De, Method: Request, Events: []Event{
		{
			UID: "tf-2016-03-24@planraum", Sequence: 3, Stamp: time.Date(2016, 3, 1, 9, 30, 0, 0, time.UTC), Modified: time.Date(2016, 2, 29, 23, 59, 58, 0, time.FixedZone("", 3600)), Day: period.Day(2016, 3, 24), Begins: "14:00", Ends: "15:30",
			Summary: "Task Force", Description: "1. Lage, Zugang; Plätze\n2. Pfad C:\\neu\n3. " + strings.Repeat("Straßenäöü ", 20), Location: "Rathaus, Zimmer 4", URL: "https://planung.stadt.de/x",
			Organizer: Party{Name: `Amt "A"; B`, URI: "https://planung.stadt.de/tf"},
			Attendees: []Party{{Name: "Sozialamt", URI: "https://planung.stadt.de/tf#sitz-1", Chair: true}, {Name: "Amt für Umwelt, Klima", URI: "https://planung.stadt.de/tf#sitz-2"}, {Name: "Vertretung", URI: "https://planung.stadt.de/tf#sitz-3", Deputy: true}},
		},
		{UID: "tf-2016-03-29@planraum", Stamp: time.Date(2016, 3, 1, 9, 30, 0, 0, time.UTC), Day: period.Day(2016, 3, 29), Begins: "14:00", Ends: "15:30", Summary: "Task Force", Status: Cancelled, Organizer: Party{URI: "https://planung.stadt.de/tf"}, Attendees: []Party{{URI: "https://planung.stadt.de/tf#sitz-1"}}},
		{UID: "ganzer-tag@planraum", Stamp: time.Date(2016, 3, 1, 9, 30, 0, 0, time.UTC), Day: period.Day(2016, 12, 31), Summary: "Frist", Organizer: Party{URI: "https://planung.stadt.de/tf"}, Attendees: []Party{{URI: "https://planung.stadt.de/tf#sitz-1"}}},
	}}
}

func write(t testing.TB, c Calendar) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestReadBack: another library reads what is written: texts with their marks, times in
// winter and summer, who organises and takes part, states.
func TestReadBack(t *testing.T) {
	c, err := reader.ParseCalendar(strings.NewReader(write(t, feed())))
	if err != nil {
		t.Fatal(err)
	}
	events := c.Events()
	if len(events) != 3 {
		t.Fatalf("%d events", len(events))
	}
	property := func(e *reader.VEvent, p reader.ComponentProperty) string {
		if got := e.GetProperty(p); got != nil {
			return got.Value
		}
		return ""
	}
	want := feed().Events
	for p, value := range map[reader.ComponentProperty]string{
		reader.ComponentPropertyUniqueId: want[0].UID, reader.ComponentPropertySequence: "3", reader.ComponentPropertyDtstamp: "20160301T093000Z", reader.ComponentPropertyLastModified: "20160229T225958Z",
		reader.ComponentPropertySummary: "Task Force", reader.ComponentPropertyDescription: want[0].Description, reader.ComponentPropertyLocation: want[0].Location,
		reader.ComponentPropertyUrl: want[0].URL, reader.ComponentPropertyStatus: "CONFIRMED",
	} {
		if got := property(events[0], p); got != value {
			t.Errorf("%s is read back as %q, want %q", p, got, value)
		}
	}
	for i, begins := range []time.Time{time.Date(2016, 3, 24, 13, 0, 0, 0, time.UTC), time.Date(2016, 3, 29, 12, 0, 0, 0, time.UTC)} {
		start, err := events[i].GetStartAt()
		end, err2 := events[i].GetEndAt()
		if err := errors.Join(err, err2); err != nil || !start.Equal(begins) || end.Sub(start) != 90*time.Minute {
			t.Errorf("event %d begins at %s, %v; want %s", i, start, err, begins)
		}
	}
	if start, err := events[2].GetAllDayStartAt(); err != nil || start.Format(time.DateOnly) != "2016-12-31" {
		t.Errorf("the whole day is %s, %v", start, err)
	}
	if end, err := events[2].GetAllDayEndAt(); err != nil || end.Format(time.DateOnly) != "2017-01-01" {
		t.Errorf("the day after is %s, %v", end, err)
	}
	if got := property(events[1], reader.ComponentPropertyStatus); got != "CANCELLED" {
		t.Errorf("state %s", got)
	}
	attendees := events[0].Attendees()
	if len(attendees) != 3 || attendees[1].ICalParameters["ROLE"][0] != "REQ-PARTICIPANT" || attendees[2].ICalParameters["ROLE"][0] != "OPT-PARTICIPANT" || attendees[0].ICalParameters["CN"][0] != "Sozialamt" || attendees[0].ICalParameters["ROLE"][0] != "CHAIR" || attendees[1].ICalParameters["CN"][0] != "Amt für Umwelt, Klima" {
		t.Errorf("%+v", attendees)
	}
	organizer := events[0].GetProperty(reader.ComponentPropertyOrganizer)
	if organizer == nil || organizer.ICalParameters["CN"][0] != "Amt 'A'; B" {
		t.Errorf("%+v", organizer)
	}
}

// TestSummerTime: the rule that the calendar carries gives the same hours as the table
// of time zones, for every day of 1997 to 2037.
func TestSummerTime(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, feed())
	for _, line := range []string{"DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"} {
		if !strings.Contains(file, line+"\r\n") {
			t.Errorf("%s is missing", line)
		}
	}
	lastSunday := func(year int, month time.Month) time.Time {
		d := time.Date(year, month+1, 0, 12, 0, 0, 0, time.UTC)
		return d.AddDate(0, 0, -int(d.Weekday()))
	}
	for d := time.Date(1997, 1, 1, 12, 0, 0, 0, time.UTC); d.Year() < 2038; d = d.AddDate(0, 0, 1) {
		want := 3600
		if !d.Before(lastSunday(d.Year(), time.March)) && d.Before(lastSunday(d.Year(), time.October)) {
			want = 7200
		}
		if _, got := time.Date(d.Year(), d.Month(), d.Day(), 12, 0, 0, 0, berlin).Zone(); got != want {
			t.Fatalf("%s: %d, by the rule %d", d, got, want)
		}
	}
}

// TestWriteRefuses: an event that cannot be told apart or placed in time is refused.
func TestWriteRefuses(t *testing.T) {
	for name, e := range map[string]Event{
		"no UID": {Stamp: time.Unix(1, 0), Day: period.Day(2016, 1, 1)}, "no stamp": {UID: "x", Day: period.Day(2016, 1, 1)}, "no day": {UID: "x", Stamp: time.Unix(1, 0)},
		"bad time":     {UID: "x", Stamp: time.Unix(1, 0), Day: period.Day(2016, 1, 1), Begins: "25:00", Ends: "26:00", Organizer: Party{URI: "https://planung.stadt.de/tf"}},
		"no organizer": {UID: "x", Stamp: time.Unix(1, 0), Day: period.Day(2016, 1, 1)},
	} {
		if err := Write(&bytes.Buffer{}, Calendar{Events: []Event{e}}); err == nil {
			t.Errorf("%s is written", name)
		}
	}
	if err := Write(full{}, feed()); err == nil {
		t.Error("a full disk is not told")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

// TestAnyTextComesBack: any text is read back as it was, from lines of at most 75 octets,
// broken within no character.
func TestAnyTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { comesBack(t, rapid.String().Draw(t, "text")) })
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "a", "Ä;,\\\n", strings.Repeat("ß", 80), "a\r\nb\rc", "\x00\xff", "END:VEVENT\nBEGIN:VALARM", strings.Repeat("x", 74) + "\U0001F600"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { comesBack(t, s) })
}

type failing interface {
	Helper()
	Fatalf(string, ...any)
}

func comesBack(t failing, s string) {
	t.Helper()
	c := feed()
	c.Events = c.Events[:1]
	c.Events[0].Description = s
	var b bytes.Buffer
	if err := Write(&b, c); err != nil {
		t.Fatalf("%v", err)
	}
	for _, line := range strings.Split(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ToValidUTF8(line, "") != line || strings.ContainsAny(line, "\r\n\x00") {
			t.Fatalf("line %q of %d octets", line, len(line))
		}
	}
	// What the standard has no place for does not come back.
	want := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	want = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, want)
	if got := unfolded(b.String(), "DESCRIPTION;LANGUAGE=de:"); got != want {
		t.Fatalf("%q comes back as %q", want, got)
	}
	again, err := reader.ParseCalendar(strings.NewReader(b.String()))
	if err != nil || len(again.Events()) != 1 {
		t.Fatalf("the other library: %v", err)
	}
	if got := again.Events()[0].GetProperty(reader.ComponentPropertyUniqueId); got == nil || got.Value != c.Events[0].UID {
		t.Fatalf("the event is not read back: %+v", got)
	}
}

// unfolded reads a text as RFC 5545 says: lines joined, escapes undone.
func unfolded(file, property string) string {
	file = strings.ReplaceAll(file, "\r\n ", "")
	_, rest, ok := strings.Cut(file, "\r\n"+property)
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(rest, "\r\n")
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] == '\\' && i+1 < len(value) {
			i++
			if value[i] == 'n' {
				b.WriteByte('\n')
				continue
			}
		}
		b.WriteByte(value[i])
	}
	return b.String()
}

// TestRequestAsksSomebody: a request needs an attendee (RFC 5546, 3.2.2); what is published
// does not. A time without an end has none in the file either (RFC 5545, 3.6.1).
func TestRequestAsksSomebody(t *testing.T) {
	c := feed()
	c.Events = c.Events[:1]
	c.Events[0].Attendees, c.Events[0].Ends = nil, ""
	if err := Write(&bytes.Buffer{}, c); err == nil {
		t.Error("a request without an attendee is written")
	}
	c.Method = Publish
	if got := write(t, c); !strings.Contains(got, "DTSTART;TZID=Europe/Berlin:20160324T140000") || strings.Contains(got, "DTEND") {
		t.Error(got)
	}
}
