// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	steeringcity "planraum/internal/city/steering"
	"planraum/internal/desk/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// entryForm is a form whose fields are named as the faults of what they hold: what was
// typed stays in it, and what is wrong stands beside its field.
type entryForm struct {
	values  url.Values
	rows    []fault.Row
	refused error
	// effect is what saving does; shown says that it was shown for what is typed.
	effect []text.Text
	shown  bool
	// labels name what has no field of its own name.
	labels map[string]string
	// lines are the numbers of the rows of minutes, by the beginning of their fields' names.
	lines map[string]string
	// meanwhile is what somebody else has saved since the form was filled.
	meanwhile
}

// mostForm is how many bytes a form of steering may send.
const mostForm = 1 << 20

// typedEntry reads what was sent.
func typedEntry(r request) (entryForm, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, mostForm)
	if err := r.ParseForm(); err != nil {
		return entryForm{}, fault.New(fault.Invalid, "web.typedEntry: "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
	}
	return entryForm{values: r.PostForm}, nil
}

func (f entryForm) get(name string) string { return strings.TrimSpace(f.values.Get(name)) }

// earliest is the day as of which a refused change can be made; zero: none is known.
func (f entryForm) earliest() period.Date { return laterDay(f.refused) }

// laterDay is the day as of which a refused change can be made; zero: none is known.
func laterDay(refused error) period.Date {
	var early register.TooEarly
	if errors.As(refused, &early) {
		return early.Earliest
	}
	return period.Date{}
}

// step is what the button that was pressed asks for.
func (f entryForm) step() string { return f.values.Get("schritt") }

// version is the number of the record that the form was filled from.
func (f entryForm) version() int64 {
	n, _ := strconv.ParseInt(f.values.Get("version"), 10, 64)
	return n
}

// count reads how many rows a list of the form has, at most the most.
func (f entryForm) count(name string, most int) int {
	n, _ := strconv.Atoi(f.values.Get(name))
	return max(0, min(n, most))
}

// day reads a day; an empty one is zero, a bad one a fault.
func (f *entryForm) day(name string) period.Date {
	d, err := period.ParseDate(f.get(name))
	if err != nil && f.get(name) != "" {
		f.fault(name, text.T("ein Datum wie 03.12.2015 oder 2015-12-03", "a date such as 03.12.2015 or 2015-12-03"))
	}
	return d
}

// number reads a whole number; an empty one is 0, a bad one a fault.
func (f *entryForm) number(name string) int {
	n, err := strconv.Atoi(f.get(name))
	if err != nil && f.get(name) != "" {
		f.fault(name, text.T("eine ganze Zahl", "a whole number"))
	}
	return n
}

// fault notes what is wrong with a field, once.
func (f *entryForm) fault(column string, expected text.Text) {
	if !slices.ContainsFunc(f.rows, func(r fault.Row) bool { return r.Column == column }) {
		f.rows = append(f.rows, fault.Row{Column: column, Value: fault.Beginning(f.get(column)), Expected: expected})
	}
}

// refuse takes over what a desk refuses. It reports false for what the form cannot say,
// such as a database that does not answer.
func (f *entryForm) refuse(err error) bool {
	kind := fault.KindOf(err)
	if kind == fault.Internal || kind == fault.Unavailable {
		return false
	}
	f.refused, f.shown = err, false
	for _, row := range fault.RowsOf(err) {
		f.fault(row.Column, row.Expected)
	}
	return true
}

// faulty reports whether anything was typed wrong, and refuses it.
func (f *entryForm) faulty(op string) bool {
	if len(f.rows) > 0 && f.refused == nil {
		f.refused = fault.Refuse(op, f.rows)
	}
	return f.refused != nil
}

// wrong is what is expected of a field instead; empty: nothing is wrong.
func (f entryForm) wrong(column string, l text.Lang) string {
	for _, row := range f.rows {
		if row.Column == column {
			return row.Expected.In(l)
		}
	}
	return ""
}

// field is an input of the form.
func (f entryForm) field(p view.Page, name, label, hint string) view.Field {
	return view.Field{Name: name, Label: label, Hint: hint, Value: f.values.Get(name), Error: f.wrong(name, p.Lang), Meanwhile: f.saved(name, p.Lang)}
}

// saved is what somebody else has saved in a field, as people read it.
func (f entryForm) saved(name string, l text.Lang) view.Saved {
	their, changed := f.theirs[name]
	if !changed {
		return view.Saved{Taken: f.taken[name]}
	}
	if d, err := period.ParseDate(their); err == nil && name == "day" {
		their = d.In(l)
	}
	if strings.HasSuffix(name, ".wish") {
		their = steeringcity.Wish(their).Label().In(l)
	}
	return view.Saved{Theirs: cmpOr(their, text.T("(leer)", "(empty)").In(l))}
}

// asRead is what was refused as people read it. The days of meetings and of actions stand
// in date fields.
func (f entryForm) asRead(row fault.Row, l text.Lang) string {
	if row.Column == "day" || strings.HasSuffix(row.Column, ".due") {
		return dayAsShown(row.Value, l)
	}
	return asRead(row.Column, row.Value, l)
}

// status is the page's: that of the refusal, if there is one.
func (f entryForm) status() int {
	if f.refused == nil {
		return 0
	}
	return fault.KindOf(f.refused).Status()
}

// fingerprint tells whether what is saved is what the preview showed.
func (f entryForm) fingerprint() string {
	return stampOf(f.values, nil)
}

// confirmed reports whether the button that saves was pressed under the effect of just
// what was sent; otherwise the effect is to be shown, under the same fingerprint.
func (f *entryForm) confirmed(step string) bool {
	seen := f.fingerprint()
	if f.step() == step && f.values.Get("gesehen") == seen {
		return true
	}
	f.values.Set("gesehen", seen)
	f.shown = true
	return false
}

// act is who does something, on the day of the page.
func (r request) act() steering.Act {
	return steering.Act{By: r.By(), Day: r.AsOf, Now: time.Now().UTC()}
}

// entryFields name the fields of these forms.
var entryFields = map[string]text.Text{
	"key": text.T("Kürzel", "key"), "short": text.T("Kurzname", "short name"), "name": text.T("Name", "name"), "kind": text.T("Art", "kind"),
	"parent": text.T("Arbeitet für", "works for"), "lead": text.T("Federführung", "lead office"), "since": text.T("Seit", "since"), "notice": text.T("Ladungsfrist", "period of notice"),
	"members": text.T("Sitz", "seat"), "office": text.T("Amt", "office"), "role": text.T("Rolle", "role"), "for": text.T("vertritt", "stands in for"),
	"day": text.T("Tag", "day"), "begins": text.T("Beginn", "beginning"), "ends": text.T("Ende", "end"), "urgency": text.T("Grund für die kürzere Frist", "reason for the shorter notice"),
	"agenda": text.T("Punkt", "item"), "title": text.T("Titel", "title"), "wish": text.T("was geschehen soll", "what is to happen"), "body": text.T("Gremium", "body"),
	"entries": text.T("Eintrag", "entry"), "text": text.T("Text", "text"), "due": text.T("Termin", "day"), "votes": text.T("Stimmen", "votes"), "to": text.T("zum Beschluss", "to the decision"),
	"item": text.T("Punkt", "item"), "reason": text.T("Grund", "reason"), "present": text.T("Anwesend", "present"), "meeting": text.T("Sitzung", "meeting"), "of": text.T("Eintrag", "entry"),
	"papers": text.T("Vorlagen", "papers"), "purpose": text.T("Aufgabe", "purpose"), "note": text.T("Bemerkung", "note"), "source": text.T("Quelle", "source"), "place": text.T("Ort", "place"), "state": text.T("Stand", "state"),
	"ended": text.T("Ende", "end"), "end_reason": text.T("Grund", "reason"), "nth": text.T("laufende Nummer des Tages", "number of the day"), "id": text.T("Nummer", "number"),
	"backlog": text.T("Themenspeicher", "list of topics"), "minutes": text.T("Niederschrift", "minutes"), "points": text.T("offene Punkte", "open points"), "reference": text.T("Aktenzeichen", "reference"),
	"template": text.T("Anfang", "beginning"), "document": text.T("Text", "text"),
}

var listed = regexp.MustCompile(`^([a-z]+)\[([0-9]+)\]\.?([a-z]*)$`)

// label names the field of a fault: "Sitz 2, Amt".
func (f entryForm) label(column string, l text.Lang) string {
	name := func(key string) string {
		if t, ok := entryFields[key]; ok {
			return t.In(l)
		}
		return key
	}
	m := listed.FindStringSubmatch(column)
	if m == nil {
		if f.labels[column] != "" {
			return f.labels[column]
		}
		return name(column)
	}
	n, _ := strconv.Atoi(m[2])
	said := name(m[1]) + " " + strconv.Itoa(n+1)
	if at := column[:strings.IndexByte(column, ']')+1] + "."; m[1] == "entries" {
		if number := f.lines[at]; number != "" {
			said = text.T("Zeile ", "line ").In(l) + number
		}
		if typed := f.get(at + "text"); typed != "" {
			said += " " + quoted(typed, view.Page{Lang: l})
		}
	}
	if m[3] != "" {
		said += ", " + name(m[3])
	}
	return said
}

// anchor is the field to which a fault leads.
func (f entryForm) anchor(column string) string {
	if f.labels[column] != "" {
		return pointField(column)
	}
	return column
}
