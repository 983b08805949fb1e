// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import "planraum/internal/text"

// Wrong says what is wrong with a field or object.
type Wrong string

// What can be wrong.
const (
	Missing      Wrong = "missing"       // a required attribute is not there
	Null         Wrong = "null"          // it is null
	WrongType    Wrong = "wrong_type"    // such as a number instead of a text
	WrongDate    Wrong = "wrong_date"    // no date, or not as RFC 3339 wants it
	EndFirst     Wrong = "end_first"     // an end before its start
	WrongURL     Wrong = "wrong_url"     // no absolute http or https address
	RelativeURL  Wrong = "relative_url"  // an address without scheme and host
	UnknownType  Wrong = "unknown_type"  // no type of OParl
	Duplicate    Wrong = "duplicate"     // the same object more than once in a list
	DeletedRest  Wrong = "deleted_rest"  // a deleted object with more than it may have
	NotJSON      Wrong = "not_json"      // not JSON
	NoPagination Wrong = "no_pagination" // a list without data, pagination or links
	Loop         Wrong = "loop"          // a list leads back to a page that was read
	Repeated     Wrong = "repeated"      // a page with the objects of the page before
	WrongCount   Wrong = "wrong_count"   // a list has more or fewer objects than it says
	DeadLink     Wrong = "dead_link"     // an address that gives nothing
	Unresolved   Wrong = "unresolved"    // a reference to what was not in the file
	TooMuch      Wrong = "too_much"      // more than is taken
	TooLong      Wrong = "too_long"      // a text longer than its field may be; it was shortened
	Garbled      Wrong = "garbled"       // a text in which letters were lost before (U+FFFD)
	// WrongEncoding: a document that is not in UTF-8, or not in what it says.
	WrongEncoding Wrong = "wrong_encoding"
	Misplaced     Wrong = "misplaced"   // a paper where OParl has no place for one
	InWork        Wrong = "in_work"     // a change to what is worked on, or was issued, here
	Implausible   Wrong = "implausible" // a date that a council's data cannot have
	Future        Wrong = "future"      // a time of change that lies ahead of the fetch
	Empty         Wrong = "empty"       // a text without a letter
)

// Label names what is wrong.
func (w Wrong) Label() text.Text {
	if t, ok := labels[w]; ok {
		return t
	}
	return text.Same(string(w))
}

var labels = map[Wrong]text.Text{
	Missing:       text.T("Pflichtangabe fehlt", "required attribute is missing"),
	Null:          text.T("null statt weggelassen", "null instead of left out"),
	WrongType:     text.T("falsche Art von Angabe", "wrong type of value"),
	WrongDate:     text.T("falsches Datum", "wrong date"),
	EndFirst:      text.T("Ende vor dem Beginn", "end before the start"),
	WrongURL:      text.T("keine Adresse", "no address"),
	RelativeURL:   text.T("unvollständige Adresse", "relative address"),
	UnknownType:   text.T("unbekannter Objekttyp", "unknown type of object"),
	Duplicate:     text.T("doppelt in der Liste", "twice in the list"),
	DeletedRest:   text.T("gelöscht, aber nicht geleert", "deleted, but not emptied"),
	NotJSON:       text.T("kein JSON", "not JSON"),
	NoPagination:  text.T("Liste ohne Seitenangaben", "list without pagination"),
	Loop:          text.T("Liste führt im Kreis", "list runs in a circle"),
	Repeated:      text.T("Seite wiederholt sich", "page repeats itself"),
	WrongCount:    text.T("Anzahl stimmt nicht", "count is wrong"),
	DeadLink:      text.T("toter Verweis", "dead link"),
	Unresolved:    text.T("Verweis auf etwas, das nicht dabei ist", "reference to something that is not included"),
	TooMuch:       text.T("mehr, als angenommen wird", "more than is taken"),
	TooLong:       text.T("zu lang, gekürzt", "too long, shortened"),
	Garbled:       text.T("Zeichen verloren (�)", "characters lost (�)"),
	WrongEncoding: text.T("nicht in UTF-8 codiert", "not encoded in UTF-8"),
	Misplaced:     text.T("Drucksache, wo OParl keine vorsieht", "paper where OParl has none"),
	Implausible:   text.T("Datum nicht glaubhaft", "date not to be believed"),
	Future:        text.T("Zeitpunkt liegt in der Zukunft und gilt als unbekannt", "moment lies in the future and counts as unknown"),
	Empty:         text.T("leer statt weggelassen", "empty instead of left out"),
	InWork:        text.T("wird hier bearbeitet oder wurde hier ausgegeben und bleibt, wie es ist", "is worked on or was issued here and stays as it is"),
}

// Fault is something wrong in what was read.
type Fault struct {
	Object string `json:"object,omitempty"` // URL of the object or list
	Type   Type   `json:"type,omitempty"`
	Field  string `json:"field,omitempty"` // such as "start", "agendaItem[3].order"
	Wrong  Wrong  `json:"wrong"`
	Value  string `json:"value,omitempty"` // what stood there, shortened
	// Taken is what was made of it; empty: it was left out.
	Taken string `json:"taken,omitempty"`
	// Is and Want are the kinds of value that stand there and that are expected (Sort);
	// of a date that is not to be believed Want is the first and the last day that are.
	Is   Sort   `json:"is,omitempty"`
	Want string `json:"want,omitempty"`
	// Place is where an object without an address stands.
	Place *Place `json:"place,omitempty"`
}
