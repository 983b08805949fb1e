// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package ical writes calendars as RFC 5545 has them (iCalendar), with invitations and
// cancellations after RFC 5546. Times are of Germany's clocks; the calendar carries the
// rule of its summer time, so that readers need no table of time zones.
package ical

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Method says what a calendar is sent for.
type Method string

// The methods of RFC 5546.
const (
	Publish Method = "PUBLISH" // a feed
	Request Method = "REQUEST" // an invitation
	Cancel  Method = "CANCEL"
)

// Status is the state of an event.
type Status string

// The states of an event.
const (
	Tentative Status = "TENTATIVE"
	Confirmed Status = "CONFIRMED"
	Cancelled Status = "CANCELLED"
)

// Calendar is a file of events.
type Calendar struct {
	Name   string
	Lang   text.Lang
	Method Method
	Events []Event
}

// Party is who organises or takes part: an office or function, and an address (a URI)
// by which it is told from others. Chair leads the meeting; a Deputy need not come.
type Party struct {
	Name, URI     string
	Chair, Deputy bool
}

// Event is an appointment on one day.
type Event struct {
	// UID stays the same whatever changes; Sequence grows with each change.
	UID      string
	Sequence int
	// Stamp is when the file is made, and Modified when the event was last changed;
	// zero: unknown.
	Stamp    time.Time
	Modified time.Time
	Day      period.Date
	// Begins and Ends are times of day in Germany, such as "14:00"; without them the
	// event takes the whole day. Without Ends its end is unknown, and none is written.
	Begins, Ends string
	Summary      string
	Description  string
	Location     string
	URL          string
	Status       Status
	Organizer    Party
	Attendees    []Party
}

// product names the program in its files, as PRODID asks.
const product = "-//Planraum//Steuerung//DE"

// Write writes the calendar with CRLF and lines of at most 75 octets. It fails where an
// event has no UID, stamp, day or organizer (which every method of RFC 5546 asks of
// events: 3.2.1, 3.2.2, 3.2.5), where a request asks nobody (3.2.2: it needs an attendee),
// or a time of day cannot be read, or the writer does.
func Write(to io.Writer, c Calendar) error {
	w := &writer{to: to}
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", product)
	w.line("CALSCALE", "GREGORIAN")
	w.line("METHOD", string(cmp.Or(c.Method, Publish)))
	if c.Name != "" {
		w.line("X-WR-CALNAME", escape(c.Name))
		w.line("NAME", escape(c.Name)) // RFC 7986
	}
	w.zone()
	for _, e := range c.Events {
		if c.Method == Request && len(e.Attendees) == 0 {
			w.fail(fmt.Errorf("ical: request %q has no attendee", e.UID))
		}
		w.event(e, c.Lang)
	}
	w.line("END", "VCALENDAR")
	return w.err
}

type writer struct {
	to  io.Writer
	err error
}

// zone writes the time zone with the European rule of summer time, which holds since
// 1996 (Directive 2000/84/EC): from the last Sunday of March 01:00 UTC to the last
// Sunday of October 01:00 UTC.
func (w *writer) zone() {
	for _, l := range [][2]string{
		{"BEGIN", "VTIMEZONE"},
		{"TZID", zone},
		{"BEGIN", "DAYLIGHT"},
		{"TZOFFSETFROM", "+0100"},
		{"TZOFFSETTO", "+0200"},
		{"TZNAME", "CEST"},
		{"DTSTART", "19960331T020000"},
		{"RRULE", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"},
		{"END", "DAYLIGHT"},
		{"BEGIN", "STANDARD"},
		{"TZOFFSETFROM", "+0200"},
		{"TZOFFSETTO", "+0100"},
		{"TZNAME", "CET"},
		{"DTSTART", "19961027T030000"},
		{"RRULE", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"},
		{"END", "STANDARD"},
		{"END", "VTIMEZONE"},
	} {
		w.line(l[0], l[1])
	}
}

const zone = "Europe/Berlin"

// instant is how a time in UTC is written (RFC 5545, 3.3.5).
const instant = "20060102T150405Z"

func (w *writer) event(e Event, l text.Lang) {
	if e.UID == "" || e.Stamp.IsZero() || e.Day.IsZero() || e.Organizer.URI == "" {
		w.fail(fmt.Errorf("ical: event %q has no UID, stamp, day or organizer", e.Summary))
		return
	}
	w.line("BEGIN", "VEVENT")
	w.line("UID", escape(e.UID))
	w.line("DTSTAMP", e.Stamp.UTC().Format(instant))
	if !e.Modified.IsZero() {
		w.line("LAST-MODIFIED", e.Modified.UTC().Format(instant))
	}
	w.line("SEQUENCE", fmt.Sprint(e.Sequence))
	w.span(e)
	language := ";LANGUAGE=" + string(cmp.Or(l, text.De))
	w.line("SUMMARY"+language, escape(e.Summary))
	w.optional("DESCRIPTION"+language, escape(e.Description))
	w.optional("LOCATION"+language, escape(e.Location))
	w.optional("URL", uri(e.URL))
	w.line("STATUS", string(cmp.Or(e.Status, Confirmed)))
	w.line("ORGANIZER"+name(e.Organizer.Name), uri(e.Organizer.URI))
	for _, a := range e.Attendees {
		role := ";ROLE=REQ-PARTICIPANT"
		switch { // RFC 5545, 3.2.16
		case a.Chair:
			role = ";ROLE=CHAIR"
		case a.Deputy:
			role = ";ROLE=OPT-PARTICIPANT"
		}
		w.line("ATTENDEE;CUTYPE=GROUP"+role+";PARTSTAT=NEEDS-ACTION"+name(a.Name), uri(a.URI))
	}
	w.line("END", "VEVENT")
}

// span writes when the event begins and ends.
func (w *writer) span(e Event) {
	day := strings.ReplaceAll(e.Day.String(), "-", "")
	if e.Begins == "" {
		w.line("DTSTART;VALUE=DATE", day)
		w.line("DTEND;VALUE=DATE", strings.ReplaceAll(e.Day.AddDays(1).String(), "-", ""))
		return
	}
	for _, at := range [][2]string{{"DTSTART", e.Begins}, {"DTEND", e.Ends}} {
		if at[1] == "" {
			continue
		}
		t, err := time.Parse("15:04", at[1])
		if err != nil {
			w.fail(fmt.Errorf("ical: event %q: %w", e.UID, err))
			return
		}
		w.line(at[0]+";TZID="+zone, day+"T"+t.Format("150405"))
	}
}

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) optional(property, value string) {
	if value != "" {
		w.line(property, value)
	}
}

// line writes a property, folded where it is longer than 75 octets (RFC 5545, 3.1).
func (w *writer) line(property, value string) {
	if w.err != nil {
		return
	}
	_, w.err = io.WriteString(w.to, fold(property+":"+value)+"\r\n")
}

// longest is how many octets a line may have, without its end.
const longest = 75

// fold breaks a line before it gets too long, never within a character.
func fold(line string) string {
	var b strings.Builder
	octets := 0
	for _, r := range line {
		n := len(string(r))
		if octets+n > longest {
			b.WriteString("\r\n ")
			octets = 1
		}
		b.WriteRune(r)
		octets += n
	}
	return b.String()
}

// escape writes a text value (RFC 5545, 3.3.11). Other control characters than tab and
// the end of a line have no place in a text and are left out, as is broken UTF-8.
func escape(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\\' || r == ';' || r == ',':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r == '\n' || r == '\r':
			b.WriteString(`\n`)
		case control(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func control(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

// name writes the name of a party as a parameter, in quotes; a quote in it becomes an
// apostrophe, since a parameter cannot hold one.
func name(s string) string {
	if s == "" {
		return ""
	}
	return `;CN="` + strings.Map(func(r rune) rune {
		switch {
		case r == '"':
			return '\''
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case control(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD")) + `"`
}

// uri leaves out what cannot stand in an address.
func uri(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f || r > 0x7e {
			return -1
		}
		return r
	}, s)
}
