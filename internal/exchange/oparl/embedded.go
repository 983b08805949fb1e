// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"fmt"
	"strconv"
)

// list reads the address of an external list. Where the list itself stands in its place,
// alone or as a page with data, its objects are taken and told as a fault; of a page the
// address is then that of the next one.
func (r *reader) list(f Field, v any) (any, bool) {
	elements, is := v.([]any)
	page, paged := v.(map[string]any)
	var next any
	if data, ok := page["data"].([]any); paged && ok {
		elements, is = data, true
		links, _ := page["links"].(map[string]any)
		next = links["next"]
	}
	if !is || f.Of == "" {
		return r.reference(f, f.Name, v)
	}
	taken := 0
	for i, element := range elements {
		if o, ok := element.(map[string]any); ok {
			if _, ok := r.embed(o, f.Of, fmt.Sprintf("%s[%d]", f.Name, i)); ok {
				taken++
			}
			continue
		}
		if s, ok := element.(string); ok && len(elements) == 1 { // the address in a list of one
			next = s
			continue
		}
		r.mistyped(fmt.Sprintf("%s[%d]", f.Name, i), element, AnObject, "")
	}
	r.fault(Fault{Object: r.at.ID, Type: r.at.Type, Field: r.path + f.Name, Wrong: WrongType, Value: "[" + strconv.Itoa(len(elements)) + "]", Taken: strconv.Itoa(taken), Is: AList, Want: string(AnURL)})
	if s, ok := next.(string); ok && s != "" {
		return r.reference(f, f.Name, s)
	}
	return nil, false
}

// misplaced takes papers that stand in a meeting or an item of its agenda, where OParl
// has only consultations lead to them. An item then gets the consultation that it lacks,
// so that the paper stays on its agenda.
func (r *reader) misplaced(v map[string]any) {
	if r.at.Type != Meeting && r.at.Type != AgendaItem {
		return
	}
	for _, name := range []string{"paper", "papers"} {
		papers, many := v[name].([]any)
		if one, is := v[name].(map[string]any); is {
			papers = []any{one}
		}
		for i, element := range papers {
			at := name
			if many {
				at = fmt.Sprintf("%s[%d]", name, i)
			}
			o, is := element.(map[string]any)
			if !is {
				continue // an address: what it leads to comes by its own list
			}
			id, ok := r.embed(o, Paper, at)
			address, _ := id.(string)
			if !ok || address == "" {
				continue // told with the paper itself
			}
			r.wrong(at, Misplaced, address, "id")
			r.consult(at, address)
		}
	}
}

// consult gives the item being read a consultation of a paper, if it has none.
func (r *reader) consult(at, paper string) {
	if r.at.Type != AgendaItem || r.at.Text("consultation") != "" {
		return
	}
	c := Object{Type: Consultation, ID: r.at.ID + "#" + at, Fields: map[string]any{"paper": paper, "agendaItem": r.at.ID}}
	if meeting := r.at.Text("meeting"); meeting != "" {
		c.Fields["meeting"] = meeting
	}
	r.at.Fields["consultation"] = c.ID
	r.out.Objects = append(r.out.Objects, c)
}
