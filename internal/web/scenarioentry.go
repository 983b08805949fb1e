// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
	"planraum/internal/desk/outlook"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// scenarioEntry is what stands in a scenario's form. Field names are the paths of
// the scenario's own faults, so that each finds its field.
type scenarioEntry struct {
	values      url.Values
	base        scenario.Scenario // the version that is changed
	faults      []fault.Row
	effect      *scenarioEffect
	withdrawing bool // the reader is asked once more
}

// ends are the three numbers of a range as fields.
var ends = []struct {
	key  string
	name text.Text
}{
	{"low", text.T("mindestens", "at least")},
	{"likely", text.T("wahrscheinlich", "likely")},
	{"high", text.T("höchstens", "at most")},
}

func scenarioEntryOf(s outlook.Stored) scenarioEntry {
	f := scenarioEntry{values: url.Values{}, base: s.Scenario}
	set := f.values.Set
	set("version", strconv.FormatInt(s.Version, 10))
	set("name", s.Name)
	set("author", s.Author)
	set("on", dayOrNothing(s.On))
	set("note", s.Note)
	set("source", s.Source)
	if s.Weight > 0 {
		set("weight", itoa(s.Weight))
	}
	set("parts", itoa(len(s.Parts)))
	for i, p := range s.Parts {
		at := partField(i)
		set(at+"kind", string(p.Kind))
		set(at+"from", p.From.String())
		if p.Down > 0 {
			set(at+"down", itoa(p.Down))
		}
		for _, n := range scenario.Numbers(p.Kind) {
			if v := n.Of(p); v != nil {
				for k, x := range []float64{v.Low, v.Likely, v.High} {
					set(at+n.Name+"."+ends[k].key, strings.ReplaceAll(strconv.FormatFloat(x, 'f', -1, 64), ".", ","))
				}
			}
		}
	}
	return f
}

func partField(i int) string { return fmt.Sprintf("parts[%d].", i) }

func (f *scenarioEntry) get(name string) string { return strings.TrimSpace(f.values.Get(name)) }

func (f *scenarioEntry) version() int64 {
	n, _ := strconv.ParseInt(f.get("version"), 10, 64)
	return n
}

// parts is how many assumptions the form has.
func (f *scenarioEntry) parts() int {
	n, _ := strconv.Atoi(f.get("parts"))
	return min(max(n, 0), scenario.MostParts)
}

func (f *scenarioEntry) kind(i int) scenario.Kind {
	return scenario.Kind(f.get(partField(i) + "kind"))
}

// change adds or leaves out an assumption; what was typed stays.
func (f *scenarioEntry) change(step string) {
	n := f.parts()
	if step == "annahme" {
		if kind := scenario.Kind(f.get("neue_art")); n < scenario.MostParts && scenario.Numbers(kind) != nil {
			f.values.Set(partField(n)+"kind", string(kind))
			f.values.Set(partField(n)+"from", f.get(partField(max(n-1, 0))+"from"))
			n++
		}
	} else if n > 0 {
		n--
		for name := range f.values {
			if strings.HasPrefix(name, partField(n)) {
				f.values.Del(name)
			}
		}
	}
	f.values.Set("parts", itoa(n))
	f.values.Del("gesehen")
}

// fingerprint tells whether the entries are still those that a preview showed.
func (f *scenarioEntry) fingerprint() string {
	return stampOf(f.values, func(field string) bool { return field == "neue_art" })
}

// read turns the form into a scenario and notes what cannot be read.
func (f *scenarioEntry) read() scenario.Scenario {
	s := scenario.Scenario{ID: f.base.ID, Name: f.get("name"), Author: f.get("author"), Note: f.get("note"), Source: f.get("source")}
	if s.ID == "" {
		s.ID = slug(s.Name)
	}
	if s.ID == newWhatif || s.Name != "" && s.ID == "" {
		f.refuse("name", text.T("ein Name mit Buchstaben oder Ziffern, nicht nur „neu“", "a name with letters or digits, not only “neu”"))
	}
	var err error
	if s.On, err = period.ParseDate(f.get("on")); err != nil {
		f.refuse("on", text.T("ein Datum wie 27.11.2015", "a date such as 27.11.2015"))
	}
	s.Weight = f.whole("weight")
	for i := range f.parts() {
		s.Parts = append(s.Parts, f.part(i))
	}
	return s
}

func (f *scenarioEntry) part(i int) scenario.Part {
	at := partField(i)
	p := scenario.Part{Kind: f.kind(i)}
	var err error
	if p.From, err = period.ParseMonth(f.get(at + "from")); err != nil {
		f.refuse(at+"from", text.T("ein Monat wie 2016-03 oder 03.2016", "a month such as 2016-03 or 03.2016"))
	}
	for _, n := range scenario.Numbers(p.Kind) {
		n.Set(&p, f.span(at+n.Name))
	}
	if p.Kind == scenario.Surge {
		p.Down = f.whole(at + "down")
	}
	return p
}

// span reads a range; where only the likely number was typed it is certain.
func (f *scenarioEntry) span(field string) *scenario.Range {
	var typed [3]string
	for i, e := range ends {
		typed[i] = f.get(field + "." + e.key)
	}
	if typed == [3]string{} {
		return nil
	}
	if typed[0] == "" && typed[2] == "" {
		typed[0], typed[2] = typed[1], typed[1]
	}
	var v [3]float64
	for i, s := range typed {
		d, ok := table.ParseDecimal(s, table.Undeclared)
		if !ok {
			d, ok = table.ParseDecimal(s, table.Comma)
		}
		if !ok {
			f.faults = append(f.faults, fault.Row{File: f.get("name"), Column: field, Value: strings.Join(typed[:], " | "), Expected: text.T("Zahlen wie 3 oder 3,6: alle drei, oder nur die wahrscheinliche", "numbers such as 3 or 3,6: all three, or only the likely one")})
			return nil
		}
		v[i] = float64(d.Amount) / math.Pow10(d.Places)
	}
	return &scenario.Range{Low: v[0], Likely: v[1], High: v[2]}
}

// whole reads a number that may be left out.
func (f *scenarioEntry) whole(field string) int {
	s := strings.TrimSpace(strings.TrimSuffix(f.get(field), "%"))
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		f.refuse(field, text.T("eine ganze Zahl", "a whole number"))
	}
	return n
}

func (f *scenarioEntry) refuse(field string, expected text.Text) {
	f.faults = append(f.faults, fault.Row{File: f.get("name"), Column: field, Value: f.get(field), Expected: expected})
}

// add takes over faults of the scenario, but none that follows from a slip of the
// pen in the same field.
func (f *scenarioEntry) add(rows []fault.Row) {
	for _, row := range rows {
		if row.Column == "id" {
			if f.get("name") == "" {
				continue // the missing name says it; nobody was asked for a key
			}
			row.Column, row.Value = "name", f.get("name")
		}
		if !slices.ContainsFunc(f.faults, func(have fault.Row) bool { return have.Column == row.Column }) {
			f.faults = append(f.faults, row)
		}
	}
}

// wrong says what was expected of a field instead; empty: nothing is wrong.
func (f *scenarioEntry) wrong(field string, l text.Lang) string {
	for _, row := range f.faults {
		if row.Column == field {
			return row.Expected.In(l)
		}
	}
	return ""
}

// field is a plain field of the form.
func (f *scenarioEntry) field(p view.Page, name, label, hint string) view.Field {
	return view.Field{Name: name, Label: label, Hint: hint, Value: f.get(name), Error: f.wrong(name, p.Lang)}
}

// label names the field of a fault.
func (f *scenarioEntry) label(path string, l text.Lang) string {
	for i := range f.parts() {
		rest, ok := strings.CutPrefix(path, partField(i))
		if !ok {
			continue
		}
		name := rest
		for _, n := range scenario.Numbers(f.kind(i)) {
			if n.Name == rest {
				name = n.Label.In(l)
			}
		}
		if t, ok := scenarioFieldNames[rest]; ok {
			name = t.In(l)
		}
		return fmt.Sprintf("%s %d, %s", text.T("Annahme", "assumption").In(l), i+1, name)
	}
	if t, ok := scenarioFieldNames[path]; ok {
		return t.In(l)
	}
	return path
}

var scenarioFieldNames = map[string]text.Text{
	"name": text.T("Name", "name"), "author": text.T("Wer nimmt es an?", "who assumes it?"), "on": text.T("Tag der Annahme", "day of the assumption"),
	"weight": text.T("Gewicht", "weight"), "from": text.T("erster Monat", "first month"), "down": text.T("Monate vom Höhepunkt bis zum Ende", "months from the peak to the end"),
	"parts": text.T("Annahmen", "assumptions"), "kind": text.T("Art", "kind"), "source": text.T("Quelle", "source"), "note": text.T("Bemerkung", "note"),
}

// scenarioAnchor is the element that a fault leads to.
func scenarioAnchor(column string) string {
	if strings.HasPrefix(column, "parts[") && strings.Count(column, ".") == 1 {
		last := column[strings.LastIndexByte(column, '.')+1:]
		if last != "from" && last != "down" && last != "kind" {
			return column + ".likely"
		}
	}
	return column
}
