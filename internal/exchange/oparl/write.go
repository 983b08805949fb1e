// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"planraum/internal/city/period"
)

// ErrStrict is why an object is not written: the schema or the specification does
// not allow it.
var ErrStrict = errors.New("not as OParl 1.1 wants it")

// MarshalJSON writes an object as OParl 1.1 wants it: never null, no empty lists but
// required ones, dates and times as RFC 3339, addresses absolute. It fails with
// ErrStrict on anything else. Of a deleted object only id, type, created, modified
// and deleted are written.
func (o Object) MarshalJSON() ([]byte, error) {
	w := members{at: string(o.Type) + " " + o.ID}
	w.check(absolute(o.ID), "id", o.ID)
	w.check(!o.Created.IsZero() && !o.Modified.Before(o.Created), "modified", Moment(o.Modified))
	w.add("id", o.ID)
	w.add("type", o.Type.URL())
	if !o.Deleted {
		w.fields(o)
	}
	w.add("created", Moment(o.Created))
	w.add("modified", Moment(o.Modified))
	if o.Deleted {
		w.add("deleted", true)
	}
	return w.end()
}

// members writes the members of a JSON object in their order.
type members struct {
	at  string
	out bytes.Buffer
	err error
}

func (w *members) check(good bool, field, value string) {
	if !good && w.err == nil {
		w.err = fmt.Errorf("%w: %s, %s: %q", ErrStrict, w.at, field, value)
	}
}

func (w *members) add(name string, value any) {
	if w.out.Len() > 0 {
		w.out.WriteByte(',')
	}
	for i, v := range []any{name, value} {
		content, err := compact(v)
		if err != nil && w.err == nil {
			w.err = err
		}
		w.out.Write(content)
		if i == 0 {
			w.out.WriteByte(':')
		}
	}
}

func (w *members) end() ([]byte, error) {
	if w.err != nil {
		return nil, w.err
	}
	return append(append([]byte{'{'}, w.out.Bytes()...), '}'), nil
}

// compact is JSON without escapes for HTML, which OParl does not want.
func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// fields writes the attributes of the type in the order of the schema.
func (w *members) fields(o Object) {
	left := len(o.Fields)
	for _, f := range FieldsOf(o.Type) {
		v, there := o.Fields[f.Name]
		if there {
			left--
		}
		if !there || empty(v) {
			w.check(!f.Required || f.Kind == KindMany && there, f.Name, "")
			if f.Required && there {
				w.add(f.Name, []any{})
			}
			continue
		}
		w.check(fits(f, v), f.Name, fmt.Sprint(v))
		w.add(f.Name, v)
	}
	w.check(left == 0, "fields", fmt.Sprint(o.Fields))
}

// empty reports a value that says nothing.
func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []string:
		return len(v) == 0
	case []Object:
		return len(v) == 0
	}
	return false
}

// fits reports whether a value is what a field holds.
func fits(f Field, v any) bool {
	switch f.Kind {
	case KindText:
		_, ok := v.(string)
		return ok
	case KindTexts:
		_, ok := v.([]string)
		return ok
	case KindURL, KindList:
		s, ok := v.(string)
		return ok && absolute(s)
	case KindURLs:
		list, ok := v.([]string)
		for _, s := range list {
			ok = ok && absolute(s)
		}
		return ok
	case KindDate:
		s, ok := v.(string)
		d, err := period.ParseDate(s)
		return ok && err == nil && d.String() == s
	case KindMoment:
		s, ok := v.(string)
		_, err := time.Parse(time.RFC3339, s)
		return ok && err == nil
	case KindBool:
		_, ok := v.(bool)
		return ok
	case KindWhole:
		_, ok := v.(int64)
		return ok
	case KindOne:
		o, ok := v.(Object)
		return ok && o.Type == f.Of
	case KindMany:
		list, ok := v.([]Object)
		for _, o := range list {
			ok = ok && o.Type == f.Of
		}
		return ok
	}
	return false
}

// absolute reports an http or https address with a host.
func absolute(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

// Page is a page of an external list.
type Page struct {
	Data                 []Object
	Total, PerPage       int // over all pages; on a page
	Current, Pages       int
	First, Prev, Self    string // addresses of pages; Prev empty on the first
	Next, Last, OnTheWeb string // Next empty on the last; OnTheWeb empty: no such page
}

// MarshalJSON writes the page with data, pagination and links.
func (p Page) MarshalJSON() ([]byte, error) {
	links := map[string]string{}
	for name, to := range map[string]string{"first": p.First, "prev": p.Prev, "self": p.Self, "next": p.Next, "last": p.Last, "web": p.OnTheWeb} {
		if to == "" {
			continue
		}
		if !absolute(to) {
			return nil, fmt.Errorf("%w: links.%s: %q", ErrStrict, name, to)
		}
		links[name] = to
	}
	data := p.Data
	if data == nil {
		data = []Object{}
	}
	return compact(map[string]any{
		"data":       data,
		"pagination": map[string]int{"totalElements": p.Total, "elementsPerPage": p.PerPage, "currentPage": p.Current, "totalPages": p.Pages},
		"links":      links,
	})
}
