// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/exchange/oparl"
)

// world is everything that is known from other council systems, ready to be
// translated.
type world struct {
	objects map[string]oparl.Object
	keys    map[string]string // key of an entry by the address of its object
	// items are those of a meeting, order the consultations of a paper.
	items, order map[string][]string
}

// newWorld sorts objects by what they belong to.
func newWorld(objects map[string]oparl.Object, keys map[string]string) *world {
	w := &world{objects: objects, keys: keys, items: map[string][]string{}, order: map[string][]string{}}
	ids := make([]string, 0, len(objects))
	for id := range objects {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		o := objects[id]
		switch {
		case o.Deleted:
		case o.Type == oparl.Meeting:
			w.items[id] = append(slices.Clone(o.Texts("agendaItem")), w.items[id]...)
		case o.Type == oparl.Paper:
			w.order[id] = append(slices.Clone(o.Texts("consultation")), w.order[id]...)
		}
	}
	for _, id := range ids {
		o := objects[id]
		up, in := o.Text("meeting"), w.items
		if o.Type == oparl.Consultation {
			up, in = o.Text("paper"), w.order
		}
		// A list of its own says what belongs to it; without one its parts do.
		if o.Deleted || up == "" || o.Type != oparl.AgendaItem && o.Type != oparl.Consultation || len(objects[up].Texts(listOf[o.Type])) > 0 {
			continue
		}
		in[up] = append(in[up], id)
	}
	for id, items := range w.items {
		if len(objects[id].Texts("agendaItem")) == 0 { // else the list is the order
			slices.SortStableFunc(items, func(a, b string) int { return int(w.place(a) - w.place(b)) })
		}
	}
	return w
}

// listOf is the list in which objects stand that belong to another one.
var listOf = map[oparl.Type]string{oparl.AgendaItem: "agendaItem", oparl.Consultation: "consultation"}

// place is the place of an item in its agenda.
func (w *world) place(item string) int64 {
	n, _ := w.objects[item].Fields["order"].(int64)
	return n
}

// shelfmark finds entries that are there already.
type shelfmark struct {
	bySource   map[string]string   // key by the address an entry came from
	committees map[string]string   // by name
	papers     map[string]string   // by reference
	sittings   map[string]string   // by committee, day and time
	days       map[string][]string // sittings by committee and day
	taken      map[string]bool
}

// plain is a name or reference as it is compared: without case and spaces.
func plain(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }

// ambiguous marks what several entries share, so that none is found by it.
const ambiguous = "\x00"

func index(m map[string]string, by, key string) {
	if by == "" {
		return
	}
	if _, there := m[by]; there {
		key = ambiguous
	}
	m[by] = key
}

// foreign is the key of an entry that is taken from an address and is nowhere yet.
func foreign(address string) string {
	sum := sha256.Sum256([]byte(address))
	return taken + hex.EncodeToString(sum[:8])
}

// find returns the key of an entry of the city's own that is the same as an object; empty
// where there is none. What was deleted takes nothing away from others.
func (s shelfmark) find(o oparl.Object, same map[string]string, by string) string {
	key := same[by]
	if by == "" || key == "" || key == ambiguous || s.taken[key] && !o.Deleted {
		return ""
	}
	if !o.Deleted {
		s.taken[key] = true
	}
	return key
}

// assign gives every object that becomes an entry its key: that of the entry that came
// from its address, of one of the city's own that is the same, else a new one made of the
// address.
func (s shelfmark) assign(objects map[string]oparl.Object) map[string]string {
	keys := map[string]string{}
	ids := make([]string, 0, len(objects))
	for id, o := range objects {
		if _, is := committeeKind(o); o.Type == oparl.Meeting || o.Type == oparl.Paper || o.Type == oparl.Organization && is {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		if key := s.bySource[id]; key != "" && key != ambiguous {
			keys[id] = key
			s.taken[key] = s.taken[key] || !objects[id].Deleted
		}
	}
	for _, id := range ids {
		switch o := objects[id]; {
		case keys[id] != "" || o.Type == oparl.Meeting:
		case o.Type == oparl.Organization:
			keys[id] = cmp.Or(s.find(o, s.committees, plain(o.Text("name"))), foreign(id))
		default:
			keys[id] = cmp.Or(s.find(o, s.papers, plain(o.Text("reference"))), foreign(id))
		}
	}
	s.meetings(objects, ids, keys)
	return keys
}

// meetings gives meetings their keys, by their committees: that of the sitting of the city's
// own at the same time, else of the only one that is left of that day where the source has
// left only one of it too. That their times differ is a contradiction, no second sitting.
func (s shelfmark) meetings(objects map[string]oparl.Object, ids []string, keys map[string]string) {
	left := map[string][]string{} // meetings by committee and day
	for _, id := range ids {
		o := objects[id]
		if o.Type != oparl.Meeting || keys[id] != "" {
			continue
		}
		day, clock := oparl.Clock(o.Text("start"))
		committee := firstKey(o.Texts("organization"), keys)
		if committee != "" {
			keys[id] = s.find(o, s.sittings, sittingName(committee, day.String(), clock))
		}
		if on := sittingName(committee, day.String(), ""); keys[id] == "" && committee != "" && on != "" && !o.Deleted {
			left[on] = append(left[on], id)
		}
		if keys[id] == "" {
			keys[id] = foreign(id)
		}
	}
	for on, meetings := range left {
		free := slices.DeleteFunc(slices.Clone(s.days[on]), func(key string) bool { return s.taken[key] })
		if len(free) == 1 && len(meetings) == 1 {
			keys[meetings[0]], s.taken[free[0]] = free[0], true
		}
	}
}

func sittingName(committee, day, clock string) string {
	if day == "" {
		return ""
	}
	return committee + " " + day + " " + clock
}

func firstKey(addresses []string, keys map[string]string) string {
	for _, a := range addresses {
		if k := keys[a]; k != "" {
			return k
		}
	}
	return ""
}

// shelfmarks indexes what the registers hold.
func shelfmarks(committees holding[council.Committee], sittings holding[council.Sitting], papers holding[council.Paper]) shelfmark {
	s := shelfmark{bySource: map[string]string{}, committees: map[string]string{}, papers: map[string]string{}, sittings: map[string]string{}, days: map[string][]string{}, taken: map[string]bool{}}
	for key, c := range committees {
		if own(key) {
			index(s.committees, plain(c.is.Name), key)
		}
		index(s.bySource, c.is.Source, key)
	}
	for key, p := range papers {
		if own(key) {
			index(s.papers, plain(p.is.Reference), key)
		}
		index(s.bySource, p.is.Source, key)
	}
	for key, one := range sittings {
		if own(key) {
			index(s.sittings, sittingName(one.is.Committee, one.is.On.String(), one.is.At), key)
			if on := sittingName(one.is.Committee, one.is.On.String(), ""); on != "" && !one.is.Withdrawn {
				s.days[on] = append(s.days[on], key)
			}
		}
		index(s.bySource, one.is.Source, key)
	}
	return s
}
