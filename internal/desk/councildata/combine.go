// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/exchange/oparl"
)

// What an entry says is put together of three: what it says now, what its object said
// before (nil: nothing) and what the object says now. Only what has changed in the
// object changes in the entry, so that what was put right or added here stays; and
// nothing that is known is replaced by nothing.

// members is an entry as JSON, by the names of its fields.
type members map[string]json.RawMessage

func membersOf(v any) (members, error) {
	content, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	m := members{}
	return m, json.Unmarshal(content, &m)
}

// blank reports a value that says nothing.
func blank(v json.RawMessage) bool {
	return len(v) == 0 || slices.Contains([]string{"null", `""`, "[]", "{}", "0"}, string(v))
}

// blend puts entries together and hears what stays against a source.
type blend struct {
	foreign bool      // the entry was taken from a source
	at      time.Time // of the import
	path    string    // of the element of a list, such as "agendaItem[1a]."
	stays   func(Better)
}

// combine puts the three together. Of entries of the city's own only what they lack
// is filled in; a day that cannot be counts as lacking.
func (m blend) combine(now, before, then members) (members, error) {
	out := members{}
	for name, v := range now {
		out[name] = v
	}
	for name, v := range then {
		var err error
		switch ours := now[name]; {
		case name == "terms_unknown":
			if m.foreign && blank(now["submission"]) && blank(now["invitation"]) && string(now["public"]) != "true" {
				out[name] = v
			}
		case blank(ours), name == "on" && !blank(v) && m.doubtful(ours):
			out[name] = v
		case name == "agenda", name == "order":
			if out[name], err = m.within(name).fill(ours, before[name], v); err != nil {
				return nil, err
			}
		case !m.foreign:
			m.tell(name, ours, v, Own)
		case blank(v):
		case bytes.Equal(before[name], v):
			if name != "state" {
				m.tell(name, ours, v, ByHand)
			}
		case name == "state" && standing(v) < standing(ours):
		default:
			out[name] = v
		}
	}
	if _, still := then["withdrawn"]; !still && m.foreign && before["withdrawn"] != nil {
		delete(out, "withdrawn")
	}
	if !m.foreign {
		if now["withdrawn"] == nil {
			delete(out, "withdrawn")
		}
	}
	return out, nil
}

// tell hears a field that stays although the source says otherwise.
func (m blend) tell(name string, ours, theirs json.RawMessage, why Why) {
	if a, b, is := contradicts(name, ours, theirs); is {
		m.stays(Better{Field: m.path + compared[name], Kept: a, Came: b, Why: why})
	}
}

// doubtful reports a day on which no council's work can be.
func (m blend) doubtful(v json.RawMessage) bool {
	var day period.Date
	return json.Unmarshal(v, &day) == nil && !oparl.Likely(day, m.at)
}

// within is the same for the elements of a list.
func (m blend) within(list string) blend {
	m.path = map[string]string{"agenda": "agendaItem", "order": "consultation"}[list]
	return m
}

// element is the same for one element of a list.
func (m blend) element(e members) blend {
	var is string
	for _, name := range []string{"number", "committee", "title"} {
		if json.Unmarshal(e[name], &is) == nil && is != "" {
			break
		}
	}
	m.path += "[" + is + "]."
	return m
}

// standing orders states, so that none goes back.
func standing(v json.RawMessage) int {
	var s string
	_ = json.Unmarshal(v, &s) // what is no text stands lowest
	order := [][]string{
		{string(council.Draft), string(council.Planned)},
		{string(council.CoSigned), string(council.Invited)},
		{string(council.Issued), string(council.Received), string(council.Held), string(council.Cancelled)},
		{string(council.Answered), string(council.Decided)},
		{string(council.Settled)},
	}
	return slices.IndexFunc(order, func(same []string) bool { return slices.Contains(same, s) })
}

// identities are the fields by which elements of lists are the same.
var identities = [][]string{{"number", "title"}, {"number"}, {"title"}, {"committee", "step"}, {"committee"}, {"sitting", "step"}, {"sitting"}}

// fill puts lists together element by element. Of an entry of the city's own only what
// its elements lack is filled in; else the elements are those of the object, with what
// only the entry knew of them.
func (m blend) fill(ours, before, theirs json.RawMessage) (json.RawMessage, error) {
	var a, b, c []members
	for content, to := range map[*json.RawMessage]*[]members{&ours: &a, &before: &b, &theirs: &c} {
		if len(*content) == 0 {
			continue
		}
		if err := json.Unmarshal(*content, to); err != nil {
			return nil, err
		}
	}
	if !m.foreign {
		for i, element := range a {
			if other, ok := same(element, c); ok {
				var err error
				if a[i], err = m.element(element).combine(element, nil, other); err != nil {
					return nil, err
				}
			}
		}
		return json.Marshal(a)
	}
	for i, element := range c {
		now, known := same(element, a)
		if !known {
			continue
		}
		was, _ := same(element, b)
		one, err := m.element(now).combine(now, was, element)
		if err != nil {
			return nil, err
		}
		c[i] = one
	}
	for _, element := range a { // what was added here stays
		_, before := same(element, b)
		if _, there := same(element, c); !before && !there {
			c = append(c, element)
		}
	}
	return json.Marshal(c)
}

// same finds the element of a list that is the same thing.
func same(element members, list []members) (members, bool) {
	for _, other := range list {
		if maps.EqualFunc(element, other, func(a, b json.RawMessage) bool { return bytes.Equal(a, b) }) {
			return other, true
		}
	}
	for _, by := range identities {
		for _, other := range list {
			if !slices.ContainsFunc(by, func(name string) bool { return blank(element[name]) || !bytes.Equal(element[name], other[name]) }) {
				return other, true
			}
		}
	}
	return nil, false
}
