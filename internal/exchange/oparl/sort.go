// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"encoding/json"
	"strconv"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Sort is a kind of value in JSON, or one that OParl makes of it.
type Sort string

// The kinds of values.
const (
	AText    Sort = "text"
	ANumber  Sort = "number"
	AWhole   Sort = "whole"
	ABoolean Sort = "boolean"
	AnObject Sort = "object"
	AList    Sort = "list"
	AnURL    Sort = "url"
	ADate    Sort = "date"
	AMoment  Sort = "moment"
	AType    Sort = "type"    // the address of a type
	AControl Sort = "control" // a text with a sign that texts do not have
)

var sorts = map[Sort]text.Text{
	AText: text.T("Text", "text"), ANumber: text.T("Zahl", "number"), AWhole: text.T("ganze Zahl", "whole number"),
	ABoolean: text.T("Wahrheitswert (true oder false)", "truth value (true or false)"), AnObject: text.T("Objekt", "object"), AList: text.T("Liste", "list"),
	AnURL: text.T("Adresse", "address"), ADate: text.T("Datum wie 2015-11-27 als Text", "date such as 2015-11-27 as text"),
	AMoment:  text.T("Zeitpunkt wie 2015-11-27T16:00:00+01:00 als Text", "moment such as 2015-11-27T16:00:00+01:00 as text"),
	AType:    text.T("Adresse des Typs wie "+Namespace+"Paper", "address of the type such as "+Namespace+"Paper"),
	AControl: text.T("Text mit Steuerzeichen", "text with control characters"),
}

// Label names the kind.
func (s Sort) Label() text.Text {
	if t, ok := sorts[s]; ok {
		return t
	}
	return text.Same(string(s))
}

// sortOf is the kind of a value of JSON.
func sortOf(v any) Sort {
	switch v.(type) {
	case string:
		return AText
	case json.Number:
		return ANumber
	case bool:
		return ABoolean
	case []any:
		return AList
	case map[string]any:
		return AnObject
	}
	return ""
}

// Label says what is wrong, with what stands there and what is expected.
func (f Fault) Label() text.Text {
	label := f.Wrong.Label()
	switch {
	case f.Wrong == WrongType && f.Want != "" && f.Is != "":
		is, want := f.Is.Label(), Sort(f.Want).Label()
		return text.T(label.De+": "+is.De+", erwartet: "+want.De, label.En+": "+is.En+", expected: "+want.En)
	case f.Wrong == Implausible:
		first, last, _ := strings.Cut(f.Want, "/")
		from, err := period.ParseDate(first)
		until, other := period.ParseDate(last)
		if err == nil && other == nil {
			return text.T(label.De+": erwartet vom "+from.In(text.De)+" bis "+until.In(text.De), label.En+": expected from "+from.In(text.En)+" to "+until.In(text.En))
		}
	}
	return label
}

// Place is where an object stands in what was read.
type Place struct {
	Document string `json:"document"`       // address or name of the file, with the line where there are several
	Page     int    `json:"page,omitempty"` // of a list; 0: it does not say
	Position int    `json:"position,omitempty"`
}

// Label says the place: "rat.json, Seite 2, 3. Objekt".
func (p Place) Label() text.Text {
	say := func(page, object string) string {
		parts := []string{p.Document}
		if p.Page > 0 {
			parts = append(parts, page+" "+strconv.Itoa(p.Page))
		}
		if p.Position > 0 {
			parts = append(parts, object)
		}
		return strings.Join(parts, ", ")
	}
	n := strconv.Itoa(p.Position)
	return text.T(say("Seite", n+". Objekt"), say("page", "object "+n))
}

// Where names the object of the fault: its address, or its place where it has none.
func (f Fault) Where() text.Text {
	if f.Object == "" && f.Place != nil {
		return f.Place.Label()
	}
	return text.Same(f.Object)
}
