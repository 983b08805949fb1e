// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/period"
)

// value reads what a field holds; ok is false where it cannot be used.
func (r *reader) value(f Field, v any) (good any, ok bool) {
	switch f.Kind {
	case KindText:
		return r.text(f.Name, v)
	case KindTexts:
		return r.several(f, v, func(at string, v any) (any, bool) { return r.text(at, v) })
	case KindURL:
		return r.reference(f, f.Name, v)
	case KindList:
		return r.list(f, v)
	case KindURLs:
		return r.several(f, v, func(at string, v any) (any, bool) { return r.reference(f, at, v) })
	case KindDate:
		return r.date(f.Name, v)
	case KindMoment:
		return r.moment(f.Name, v)
	case KindBool:
		return r.boolean(f.Name, v)
	case KindWhole:
		return r.whole(f.Name, v)
	case KindOne:
		return r.embedded(f, f.Name, v)
	case KindMany:
		return r.several(f, v, func(at string, v any) (any, bool) { return r.embedded(f, at, v) })
	}
	return nil, false
}

// several reads a list; a single value counts as a list of one. What cannot be used
// is left out, and the list is then partial.
func (r *reader) several(f Field, v any, one func(at string, v any) (any, bool)) (any, bool) {
	elements, ok := v.([]any)
	if !ok {
		r.mistyped(f.Name, v, AList, "")
		elements = []any{v}
	}
	var good []string
	known := map[string]bool{}
	if n := len(elements); n > MostElements {
		r.wrong(f.Name, TooMuch, "["+strconv.Itoa(n)+"]", strconv.Itoa(MostElements))
		r.partial(f.Name)
		elements = elements[:MostElements]
	}
	for i, element := range elements {
		at := fmt.Sprintf("%s[%d]", f.Name, i)
		if element == nil {
			r.wrong(at, Null, nil, "")
			r.partial(f.Name)
			continue
		}
		s, ok := one(at, element)
		if text, is := s.(string); ok && is && text != "" {
			if !known[text] {
				known[text] = true
				good = append(good, text)
			}
			continue
		}
		r.partial(f.Name)
	}
	return good, true
}

func (r *reader) partial(field string) {
	if r.at.Partial == nil {
		r.at.Partial = map[string]bool{}
	}
	r.at.Partial[field] = true
}

// text reads a text; numbers become texts.
func (r *reader) text(at string, v any) (any, bool) {
	switch v := v.(type) {
	case string:
		s := strings.TrimSpace(v)
		if s == "" {
			r.wrong(at, Empty, v, "")
		}
		if clean := strings.ReplaceAll(s, "\x00", ""); clean != s {
			r.fault(Fault{Object: r.at.ID, Type: r.at.Type, Field: r.path + at, Wrong: WrongType, Value: s, Taken: clean, Is: AControl, Want: string(AText)})
			s = clean
		}
		s = r.within(at, s)
		if garbled(s) {
			r.wrong(at, Garbled, s, s)
		}
		return s, s != ""
	case json.Number:
		r.mistyped(at, v, AText, quoted(shortened(v.String())))
		return r.within(at, v.String()), true
	}
	r.mistyped(at, v, AText, "")
	return nil, false
}

// reference reads an address; of an embedded object where an address belongs its
// own.
func (r *reader) reference(f Field, at string, v any) (any, bool) {
	if o, is := v.(map[string]any); is {
		r.mistyped(at, v, AnURL, "id")
		if f.Of == "" {
			return nil, false
		}
		return r.embed(o, f.Of, at)
	}
	s, is := v.(string)
	if !is {
		r.mistyped(at, v, AnURL, "")
		return nil, false
	}
	if s == "" {
		r.wrong(at, Empty, s, "")
		return nil, false
	}
	to, wrong := r.address(s)
	if wrong != "" {
		r.wrong(at, wrong, s, to)
	}
	return to, to != ""
}

// address makes an address absolute. wrong says what is wrong with it; where it can
// be used nevertheless, it is returned.
func (r *reader) address(s string) (to string, wrong Wrong) {
	trimmed := strings.TrimSpace(s)
	if len(trimmed) > MostAddress {
		return "", WrongURL
	}
	u, err := url.Parse(trimmed)
	switch {
	case err != nil || trimmed == "" || strings.ContainsAny(trimmed, " \t\r\n\x00"):
		return "", WrongURL
	case absolute(trimmed):
		if trimmed != s {
			return trimmed, WrongURL
		}
		return trimmed, ""
	case u.Scheme != "":
		return "", WrongURL
	}
	base, err := url.Parse(r.base)
	if err != nil || base.Host == "" {
		return "", RelativeURL
	}
	if to = base.ResolveReference(u).String(); !absolute(to) {
		return "", RelativeURL
	}
	return to, RelativeURL
}

// embedded reads an object inside another one and returns its address.
func (r *reader) embedded(f Field, at string, v any) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		return r.embed(v, f.Of, at)
	case string:
		to, _ := r.address(v)
		r.mistyped(at, v, AnObject, to)
		return to, to != ""
	}
	r.mistyped(at, v, AnObject, "")
	return nil, false
}

// deepest is how deep objects may stand in each other.
const deepest = 6

func (r *reader) embed(v map[string]any, of Type, at string) (any, bool) {
	if strings.Count(r.path, ".") >= deepest {
		r.wrong(at, TooMuch, "", "")
		return nil, false
	}
	up, path, before := r.at, r.path, len(r.out.Objects)
	r.path += at + "."
	id, ok := r.object(v, of, up.ID, at)
	r.path = path
	if !ok || len(r.out.Objects) == before {
		return id, ok && id != ""
	}
	inner := &r.out.Objects[len(r.out.Objects)-1]
	back := map[Type]string{Meeting: "meeting", Paper: "paper"}[up.Type]
	if f, known := fieldOf(inner.Type, back); known && f.Kind == KindURL && inner.Text(back) == "" && !inner.Deleted {
		inner.Fields[back] = up.ID
	}
	return id, true
}

// date reads a day.
func (r *reader) date(at string, v any) (any, bool) {
	s, is := v.(string)
	if !is {
		r.mistyped(at, v, ADate, "")
		return nil, false
	}
	day, strict := dayOf(s)
	if !strict {
		r.wrong(at, WrongDate, s, day)
	}
	return day, day != ""
}

// dayOf reads a day as OParl writes it, with a time after it, or in German.
func dayOf(s string) (day string, strict bool) {
	trimmed := strings.TrimSpace(s)
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", time.DateTime, "2.1.2006", "20060102"} {
		if t, err := time.Parse(layout, trimmed); err == nil && sensible(t) {
			return t.Format(time.DateOnly), layout == time.DateOnly && trimmed == s
		}
	}
	return "", false
}

// sensible reports a year in which a council could have met; others stand for a
// date that is not known ("0001-01-01").
func sensible(t time.Time) bool { return t.Year() >= 1800 && t.Year() < 2200 }

// moment reads a date with time. Where only the day is known, it is the day.
func (r *reader) moment(at string, v any) (any, bool) {
	s, is := v.(string)
	if !is {
		r.mistyped(at, v, AMoment, "")
		return nil, false
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil && sensible(t) {
		return Moment(t), true
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", time.DateTime, "2006-01-02 15:04", "2.1.2006 15:04:05", "2.1.2006 15:04", "2.1.2006, 15:04", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00"} {
		t, err := time.Parse(layout, strings.TrimSpace(s))
		if err != nil || !sensible(t) {
			continue
		}
		if !strings.Contains(layout, "Z07") {
			t = onClock(t)
		}
		r.wrong(at, WrongDate, s, Moment(t))
		return Moment(t), true
	}
	day, _ := dayOf(s)
	r.wrong(at, WrongDate, s, day)
	return day, day != ""
}

// instant is the moment of what moment has read.
func instant(s string) time.Time {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t
	}
	d, err := period.ParseDate(s)
	if err != nil {
		return time.Time{}
	}
	t, _ := time.Parse(time.DateOnly, d.String())
	return onClock(t)
}

// boolean reads true or false.
func (r *reader) boolean(at string, v any) (any, bool) {
	if b, is := v.(bool); is {
		return b, true
	}
	word := strings.ToLower(written(v))
	for _, pair := range [][2]string{{"true", "false"}, {"1", "0"}, {"ja", "nein"}, {"yes", "no"}} {
		if i := slices.Index(pair[:], word); i >= 0 {
			r.mistyped(at, v, ABoolean, strconv.FormatBool(i == 0))
			return i == 0, true
		}
	}
	r.mistyped(at, v, ABoolean, "")
	return nil, false
}

// whole reads a whole number.
func (r *reader) whole(at string, v any) (any, bool) {
	word := ""
	switch v := v.(type) {
	case json.Number:
		word = v.String()
	case string:
		word = strings.TrimSpace(v)
	}
	n, err := strconv.ParseInt(word, 10, 64)
	if err != nil {
		r.mistyped(at, v, AWhole, "")
		return nil, false
	}
	if _, is := v.(string); is {
		r.mistyped(at, v, AWhole, word)
	}
	return n, true
}
