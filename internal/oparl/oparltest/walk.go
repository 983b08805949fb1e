// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparltest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Walk is a walk through everything that a server gives.
type Walk struct {
	*Checker
	server http.Handler
	// Faults are the faults found; Objects how many objects of each type were checked,
	// Requests how many answers.
	Faults   []string
	Objects  map[string]int
	Requests int
	Foreign  int // references to other hosts, which are not followed
	host     string
	seen     map[string]map[string]any // objects by address, as they stand alone
	wanted   []reference
}

// Server walks through a server from its system object on: every list with all its
// pages and filters, every object, and everything that objects refer to on the same
// host.
func (c *Checker) Server(server http.Handler, system string) *Walk {
	w := &Walk{Checker: c, server: server, Objects: map[string]int{}, seen: map[string]map[string]any{}}
	if u, err := url.Parse(system); err == nil {
		w.host = u.Host
	}
	w.visit(reference{"", system, "System"})
	lists := map[string]bool{}
	for len(w.wanted) > 0 {
		next := w.wanted[0]
		w.wanted = w.wanted[1:]
		u, err := url.Parse(next.to)
		switch {
		case err != nil || u.Host != w.host:
			w.Foreign++
		case strings.HasPrefix(next.field, "list "):
			if !lists[next.to] {
				lists[next.to] = true
				w.list(next)
			}
		case w.seen[next.to] == nil:
			w.visit(next)
		default:
			if kind := w.seen[next.to]["type"]; kind != namespace+next.of {
				w.fault("%s: %s is a %v, expected %s", next.field, next.to, kind, next.of)
			}
		}
	}
	return w
}

func (w *Walk) fault(format string, args ...any) {
	w.Faults = append(w.Faults, fmt.Sprintf(format, args...))
}

// get fetches an address and checks what holds for every answer.
func (w *Walk) get(address string) map[string]any {
	w.Requests++
	r := httptest.NewRequest(http.MethodGet, address, nil)
	answer := httptest.NewRecorder()
	w.server.ServeHTTP(answer, r)
	body := answer.Body.Bytes()
	if answer.Code != http.StatusOK {
		w.fault("%s: status %d: %.200s", address, answer.Code, body)
		return nil
	}
	if media, _, _ := strings.Cut(answer.Header().Get("Content-Type"), ";"); media != "application/json" {
		w.fault("%s: Content-Type %q", address, answer.Header().Get("Content-Type"))
	}
	if answer.Header().Get("Access-Control-Allow-Origin") != "*" {
		w.fault("%s: no CORS header", address)
	}
	if !utf8.Valid(body) || strings.HasPrefix(string(body), "\ufeff") {
		w.fault("%s: not UTF-8 without a mark", address)
	}
	var value map[string]any
	if err := json.Unmarshal(body, &value); err != nil {
		w.fault("%s: %v", address, err)
	}
	return value
}

// visit fetches an object that stands alone.
func (w *Walk) visit(r reference) {
	o := w.get(r.to)
	if o == nil {
		if r.field != "" {
			w.fault("%s leads to nothing", r.field)
		}
		return
	}
	w.seen[r.to] = o
	if o["id"] != r.to {
		w.fault("%s: its id is %v", r.to, o["id"])
	}
	f := w.object(o, r.of)
	w.Faults = append(w.Faults, f.faults...)
	w.Objects[r.of]++
	w.follow(f)
}

// follow remembers what an object refers to.
func (w *Walk) follow(f *found) {
	for _, l := range f.lists {
		w.wanted = append(w.wanted, reference{"list " + l.field, l.to, l.of})
	}
	w.wanted = append(w.wanted, f.refs...)
	for _, inner := range f.inner {
		id, _ := inner["id"].(string)
		kind, _ := inner["type"].(string)
		w.wanted = append(w.wanted, reference{"embedded " + id, id, strings.TrimPrefix(kind, namespace)})
	}
}

// list checks an external list with all its pages, twice, and its filters.
func (w *Walk) list(r reference) {
	elements := w.pages(r.to)
	if again := w.pages(r.to + "?limit=7"); !slices.Equal(ids(elements), ids(again)) {
		w.fault("%s: another order or other objects with limit=7", r.to)
	}
	// Deleted objects are told of only to who asks for changes (OParl 1.1, 2.5.5).
	all := w.pages(r.to + "?" + url.Values{"modified_since": {"1800-01-01T00:00:00Z"}}.Encode())
	if live := slices.DeleteFunc(slices.Clone(all), gone); !slices.Equal(ids(elements), ids(live)) {
		w.fault("%s: %d elements, but %d of all changes are not deleted", r.to, len(elements), len(live))
	}
	for _, o := range all {
		id, _ := o["id"].(string)
		f := w.object(o, r.of)
		w.Faults = append(w.Faults, f.faults...)
		w.follow(f)
		if w.seen[id] == nil {
			w.visit(reference{r.to, id, r.of})
		}
		if !reflect.DeepEqual(w.seen[id], o) {
			w.fault("%s: %s is not the same alone", r.to, id)
		}
	}
	w.filters(r.to, all)
}

// gone reports a deleted object.
func gone(o map[string]any) bool { return o["deleted"] == true }

func ids(list []map[string]any) []string {
	all := make([]string, len(list))
	for i, o := range list {
		all[i], _ = o["id"].(string)
	}
	return all
}

// pages follows a list from its first page to its last.
func (w *Walk) pages(address string) []map[string]any {
	var all []map[string]any
	read := map[string]bool{}
	first, per := address, 0.0
	for before := ""; address != ""; {
		if read[address] {
			w.fault("%s: a circle", address)
			return all
		}
		read[address] = true
		page := w.get(address)
		data, ok := page["data"].([]any)
		pagination, paged := page["pagination"].(map[string]any)
		links, linked := page["links"].(map[string]any)
		if !ok || !paged || !linked {
			w.fault("%s: without data, pagination or links", address)
			return all
		}
		for _, element := range data {
			if o, ok := element.(map[string]any); ok {
				all = append(all, o)
			}
		}
		next, _ := links["next"].(string)
		if per == 0 {
			per, _ = pagination["elementsPerPage"].(float64)
		}
		if pagination["elementsPerPage"] != per || next != "" && float64(len(data)) != per {
			w.fault("%s: %d elements, %v per page", address, len(data), pagination["elementsPerPage"])
		}
		if pagination["totalPages"] == pagination["currentPage"] != (next == "") {
			w.fault("%s: page %v of %v, next %q", address, pagination["currentPage"], pagination["totalPages"], next)
		}
		if links["self"] != address || links["first"] != first {
			w.fault("%s: self %v, first %v", address, links["self"], links["first"])
		}
		if prev, _ := links["prev"].(string); prev != before {
			w.fault("%s: prev %q instead of %q", address, prev, before)
		}
		if next == "" && pagination["totalElements"] != float64(len(all)) {
			w.fault("%s: %d elements, said %v", address, len(all), pagination["totalElements"])
		}
		if next == "" && links["last"] != address {
			w.fault("%s: last is %v", address, links["last"])
		}
		before, address = address, next
	}
	return all
}

// filters asks for parts of a list by time, at moments of its own objects, and
// compares them with the whole, deleted ones among it.
func (w *Walk) filters(address string, all []map[string]any) {
	if len(all) == 0 {
		return
	}
	moments := map[string]bool{}
	for _, i := range []int{0, len(all) / 2, len(all) - 1} {
		for _, stamp := range []string{"created", "modified"} {
			moments[fmt.Sprint(all[i][stamp])] = true
		}
	}
	for _, moment := range slices.Sorted(maps.Keys(moments)) {
		at, err := time.Parse(time.RFC3339, moment)
		if err != nil {
			continue // told already
		}
		for _, filter := range []string{"created_since", "created_until", "modified_since", "modified_until"} {
			stamp, bound, _ := strings.Cut(filter, "_")
			var want []string
			for _, o := range all {
				t, _ := time.Parse(time.RFC3339, fmt.Sprint(o[stamp]))
				if bound == "since" && !t.Before(at) || bound == "until" && !t.After(at) {
					if gone(o) && filter != "modified_since" {
						continue
					}
					want = append(want, fmt.Sprint(o["id"]))
				}
			}
			if got := ids(w.pages(address + "?" + url.Values{filter: {moment}}.Encode())); !slices.Equal(got, want) {
				w.fault("%s: %s=%s gives %d, expected %d", address, filter, moment, len(got), len(want))
			}
		}
	}
}
