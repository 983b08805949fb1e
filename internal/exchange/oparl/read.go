// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// Reading is what was read: objects of any type, each alone. Where an object was
// embedded in another one, the other one's field holds its address, and its own field
// leads back ("meeting" of an agenda item, "paper" of a consultation).
type Reading struct {
	Objects []Object
	Faults  []Fault
	// Persons is how often persons and memberships were left out: objects and
	// references.
	Persons int
	// List says that it is a page of a list; Next leads to the next one, Total is how
	// many objects the list says it has, -1 where it does not say. Own are the
	// addresses of the objects that stand in the list itself.
	List  bool
	Next  string
	Total int
	Own   []string
	// Elements is how many elements the page has, with those that could not be read.
	Elements int
	Pages    bool // the list says of pages
	// Self and Prev are the addresses that the list gives of this page and of the one
	// before, Page is its number; empty or 0 where it does not say.
	Self, Prev string
	Page       int
}

// Read reads a document that stands at an address: an object, or a page of a list.
// expected is the type of its objects where they do not say; empty: any.
func Read(document []byte, address string, expected Type) Reading {
	r := &reader{base: address, out: Reading{Total: -1}, listed: map[string]listed{}}
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(document, []byte("\ufeff"))))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		r.fault(Fault{Object: address, Wrong: NotJSON, Value: err.Error()})
		return r.out
	}
	if _, err := decoder.Token(); err != io.EOF {
		r.fault(Fault{Object: address, Wrong: NotJSON, Value: "more after the document", Taken: "the first value"})
	}
	r.document(value, expected)
	return r.out
}

// reader reads one document.
type reader struct {
	base string
	out  Reading
	at   Object // the object being read
	path string // where in the object that stands alone
	// position is that of the object in its list, from 1; 0: it stands alone.
	position int
	// listed are the objects of a list that were read already.
	listed map[string]listed
}

// listed is an object of a list that was read, with its place.
type listed struct {
	at     string
	object Object
}

// mostFaults bounds the faults of one document; a last one says that there are more.
const mostFaults = 10_000

func (r *reader) fault(f Fault) {
	if len(r.out.Faults) < mostFaults {
		f.Value, f.Taken = shortened(f.Value), shortened(f.Taken)
		r.out.Faults = append(r.out.Faults, f)
	}
}

// wrong notes a fault of a field of the object being read.
func (r *reader) wrong(field string, w Wrong, value any, taken string) {
	f := Fault{Object: r.at.ID, Type: r.at.Type, Field: r.path + field, Wrong: w, Value: written(value), Taken: taken}
	if f.Object == "" {
		f.Place = r.place()
	}
	r.fault(f)
}

// mistyped notes a value of another kind than its field has. It is quoted as it stands in
// JSON, so that "7" and 7 can be told apart.
func (r *reader) mistyped(field string, value any, want Sort, taken string) {
	f := Fault{Object: r.at.ID, Type: r.at.Type, Field: r.path + field, Wrong: WrongType, Value: quoted(value), Taken: taken, Is: sortOf(value), Want: string(want)}
	if f.Object == "" {
		f.Place = r.place()
	}
	r.fault(f)
}

// place is where the object being read stands.
func (r *reader) place() *Place {
	return &Place{Document: r.base, Page: r.out.Page, Position: r.position}
}

// quoted is a value as it stands in JSON.
func quoted(v any) string {
	content, err := compact(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(content)
}

// shownValue is how many bytes of a wrong value are kept.
const shownValue = 120

func shortened(s string) string {
	if len(s) <= shownValue {
		return s
	}
	cut := shownValue
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

func written(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	content, err := compact(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(content)
}

func (r *reader) document(value any, expected Type) {
	switch v := value.(type) {
	case []any:
		r.fault(Fault{Object: r.base, Type: expected, Field: "pagination", Wrong: NoPagination, Taken: strconv.Itoa(len(v))})
		r.out.List = true
		r.elements(v, expected)
	case map[string]any:
		if data, ok := v["data"].([]any); ok {
			r.out.List = true
			r.pages(v, expected)
			r.elements(data, expected)
			return
		}
		if _, there := v["data"]; there && v["type"] == nil {
			r.fault(Fault{Object: r.base, Field: "data", Wrong: WrongType, Value: quoted(v["data"]), Is: sortOf(v["data"]), Want: string(AList)})
			r.out.List = true
			return
		}
		if o, ok := r.object(v, expected, "", ""); ok {
			r.out.Own = append(r.out.Own, o)
		}
	default:
		r.fault(Fault{Object: r.base, Wrong: WrongType, Value: quoted(value), Is: sortOf(value), Want: string(AnObject)})
	}
}

// elements reads the objects of a list.
func (r *reader) elements(data []any, expected Type) {
	r.out.Elements = len(data)
	for i, element := range data {
		v, ok := element.(map[string]any)
		if !ok {
			r.fault(Fault{Object: r.base, Type: expected, Field: fmt.Sprintf("data[%d]", i), Wrong: WrongType, Value: quoted(element), Is: sortOf(element), Want: string(AnObject)})
			continue
		}
		r.path, r.position = "", i+1
		id, ok := r.object(v, expected, "", "")
		if !ok {
			continue
		}
		r.twice(id, expected, fmt.Sprintf("data[%d]", i))
		r.out.Own = append(r.out.Own, id)
	}
}

// twice notes an object that was in the list before: both places with their dates of
// change, and which of them is taken.
func (r *reader) twice(id string, of Type, at string) {
	now := listed{at: at}
	if n := len(r.out.Objects); n > 0 && r.out.Objects[n-1].ID == id {
		now.object = r.out.Objects[n-1]
	}
	if before, there := r.listed[id]; there {
		r.fault(Twice(id, of, before.at, before.object, at, now.object))
		if !Better(before.object, now.object) {
			return
		}
	}
	r.listed[id] = now
}

// Twice is the fault of an object that stands at two places of a list.
func Twice(id string, of Type, first string, one Object, second string, other Object) Fault {
	taken := first
	if Better(one, other) {
		taken = second
	}
	return Fault{Object: id, Type: of, Field: "id", Wrong: Duplicate, Value: first + " (" + one.Changed() + "), " + second + " (" + other.Changed() + ")", Taken: taken}
}

// pages reads pagination and links of a list.
func (r *reader) pages(v map[string]any, expected Type) {
	pagination, paged := v["pagination"].(map[string]any)
	links, linked := v["links"].(map[string]any)
	for _, part := range []struct {
		name string
		ok   bool
	}{{"pagination", paged}, {"links", linked}} {
		if !part.ok {
			r.fault(Fault{Object: r.base, Type: expected, Field: part.name, Wrong: NoPagination, Value: written(v[part.name])})
		}
	}
	r.out.Pages = paged && linked
	if n, ok := r.count(pagination, "totalElements", expected); ok {
		r.out.Total = n
	}
	if n, ok := r.count(pagination, "currentPage", expected); ok {
		r.out.Page = n
	}
	r.out.Self, r.out.Prev = r.linked(links["self"]), r.linked(links["prev"])
	next, there := links["next"]
	switch s, ok := next.(string); {
	case !there || ok && s == "":
	case next == nil:
		r.fault(Fault{Object: r.base, Type: expected, Field: "links.next", Wrong: Null})
	case !ok:
		r.fault(Fault{Object: r.base, Type: expected, Field: "links.next", Wrong: WrongType, Value: quoted(next), Is: sortOf(next), Want: string(AnURL)})
	default:
		to, wrong := r.address(s)
		if wrong != "" {
			r.fault(Fault{Object: r.base, Type: expected, Field: "links.next", Wrong: wrong, Value: s, Taken: to})
		}
		r.out.Next = to
	}
}

// count reads a number of the pagination; ok is false where there is none.
func (r *reader) count(pagination map[string]any, name string, of Type) (n int, ok bool) {
	v, there := pagination[name]
	if !there {
		return 0, false
	}
	number, is := v.(json.Number)
	n, err := strconv.Atoi(number.String())
	if !is || err != nil || n < 0 {
		r.fault(Fault{Object: r.base, Type: of, Field: "pagination." + name, Wrong: WrongType, Value: quoted(v), Is: sortOf(v), Want: string(AWhole)})
		return 0, false
	}
	return n, true
}

// linked is the address of another page; empty where there is none.
func (r *reader) linked(v any) string {
	s, _ := v.(string)
	to, _ := r.address(s)
	return to
}

// object reads an object and adds it; up is the object that it is embedded in and
// place where in it. It returns the address that others name it by.
func (r *reader) object(v map[string]any, expected Type, up, place string) (id string, ok bool) {
	before := r.at
	defer func() { r.at = before }()
	r.at = Object{Type: expected, Fields: map[string]any{}}
	if !r.identity(v, expected, up, place) {
		return "", false
	}
	if r.at.Type == Person || r.at.Type == Membership {
		r.out.Persons++
		return r.at.ID, true
	}
	r.stamps(v, up != "")
	if r.at.Deleted {
		r.rest(v)
	} else {
		r.attributes(v)
	}
	r.out.Objects = append(r.out.Objects, r.at)
	return r.at.ID, true
}

// identity reads id and type. An object without a type is of the expected one; one
// without an address is known by its place where it is embedded, else lost.
func (r *reader) identity(v map[string]any, expected Type, up, place string) bool {
	given, _ := v["id"].(string)
	id, wrong := r.address(given)
	if r.at.ID = id; id == "" && up != "" {
		r.at.ID = up + "#" + place
	}
	kind, said := v["type"].(string)
	t, known, strict := typeOf(kind)
	switch {
	case !said:
		r.at.Type = expected
		r.absent(v, "type", AType, string(expected))
	case known && (expected == "" || t == expected):
		r.at.Type = t
		if !strict {
			r.mistyped("type", kind, AType, string(t))
		}
	default:
		r.wrong("type", UnknownType, kind, string(expected))
		r.at.Type = expected
	}
	if r.at.Type == "" {
		return false
	}
	if wrong == "" {
		return true
	}
	if given == "" {
		r.absent(v, "id", AnURL, r.at.ID)
	} else {
		r.wrong("id", wrong, given, r.at.ID)
	}
	return r.at.ID != ""
}

// absent notes that an attribute is not there, or is no text.
func (r *reader) absent(v map[string]any, name string, want Sort, taken string) {
	switch value, there := v[name]; {
	case !there || value == "":
		r.wrong(name, Missing, "", taken)
	case value == nil:
		r.wrong(name, Null, nil, taken)
	default:
		r.mistyped(name, value, want, taken)
	}
}

// stamps reads created, modified and deleted. Embedded objects need no times
// (OParl 1.0).
func (r *reader) stamps(v map[string]any, embedded bool) {
	for _, stamp := range []struct {
		name string
		to   *time.Time
	}{{"created", &r.at.Created}, {"modified", &r.at.Modified}} {
		value, there := v[stamp.name]
		switch {
		case !there && embedded:
		case !there:
			r.wrong(stamp.name, Missing, "", "")
		case value == nil:
			r.wrong(stamp.name, Null, nil, "")
		default:
			if s, ok := r.moment(stamp.name, value); ok {
				*stamp.to = instant(s.(string))
			}
		}
	}
	if value, there := v["deleted"]; there {
		if is, ok := r.boolean("deleted", value); ok {
			r.at.Deleted = is.(bool)
		}
	}
}

// rest notes what a deleted object should no longer have.
func (r *reader) rest(v map[string]any) {
	var left []string
	for name := range v {
		if !slices.Contains([]string{"id", "type", "created", "modified", "deleted"}, name) {
			left = append(left, name)
		}
	}
	if len(left) > 0 {
		slices.Sort(left)
		r.wrong(left[0], DeletedRest, left, "deleted")
	}
}

// attributes reads what the schema of the type names.
func (r *reader) attributes(v map[string]any) {
	for _, f := range FieldsOf(r.at.Type) {
		value, there := v[f.Name]
		switch {
		case f.Person:
			r.out.Persons += people(value)
		case f.Bulky:
		case !there:
			if f.Required && f.Of != Person {
				r.wrong(f.Name, Missing, "", "")
			}
		case value == nil:
			r.wrong(f.Name, Null, nil, "")
		default:
			if good, ok := r.value(f, value); ok && !empty(good) {
				r.at.Fields[f.Name] = good
			}
		}
	}
	r.misplaced(v)
	if end := endless(r.at.Fields); end != "" {
		r.wrong(end, EndFirst, v[end], "")
		delete(r.at.Fields, end)
	}
}

// people counts references to persons.
func people(v any) int {
	switch v := v.(type) {
	case []any:
		return len(v)
	case string:
		return 1
	case map[string]any:
		return 1
	}
	return 0
}
