// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package audience

import (
	"net/url"
	"slices"
	"strings"

	"planraum/internal/city/area"
)

// Part is a part of the ledger of which a reader sees more than elsewhere.
type Part struct {
	Audience Audience
	Released bool    // released figures only, there too
	Area     area.ID // with everything below it; empty: the whole city
	Topic    string  // with everything below it; empty: all topics
	Holder   string  // records of this operator only; empty: of whomever
}

// Scope names the parts of which a reader sees more than the lens says for the
// rest. It is one text for one set of parts, so that lenses can be compared and
// be keys of what is kept for them. The zero Scope has no part: whoever does
// not know of scopes shows what the lens says for the rest, which is less.
type Scope string

// ScopeOf returns the scope of parts; of two parts of which one is in the other
// and sees no more, both stay.
func ScopeOf(parts ...Part) Scope {
	list := make([]string, len(parts))
	for i, p := range parts {
		figures := "all"
		if p.Released {
			figures = "released"
		}
		fields := []string{string(p.Audience), figures, string(p.Area), p.Topic, p.Holder}
		for n := range fields {
			fields[n] = url.QueryEscape(fields[n])
		}
		list[i] = strings.Join(fields, ":")
	}
	slices.Sort(list)
	return Scope(strings.Join(slices.Compact(list), " "))
}

// Parts returns the parts, those whose reader sees most first. What cannot be
// read is no part.
func (s Scope) Parts() []Part {
	var parts []Part
	for _, one := range strings.Fields(string(s)) {
		fields := strings.Split(one, ":")
		if len(fields) != 5 {
			continue
		}
		for n := range fields {
			fields[n], _ = url.QueryUnescape(fields[n])
		}
		parts = append(parts, Part{Audience(fields[0]), fields[1] != "all", area.ID(fields[2]), fields[3], fields[4]})
	}
	slices.SortStableFunc(parts, func(a, b Part) int {
		return slices.Index(All(), b.Audience) - slices.Index(All(), a.Audience)
	})
	return parts
}

// Sees reports whether the lens shows at least what other shows, as far as that
// follows from the lenses alone: a part is seen by a part of the same or of the
// whole city.
func (l Lens) Sees(other Lens) bool {
	rank := func(a Audience) int { return slices.Index(All(), a) }
	if rank(l.Audience) < rank(other.Audience) {
		return false
	}
	own := l.Scope.Parts()
	for _, p := range other.Scope.Parts() {
		seen := rank(l.Audience) >= rank(p.Audience)
		for _, q := range own {
			seen = seen || rank(q.Audience) >= rank(p.Audience) && (q.Area == "" || q.Area == p.Area) &&
				(q.Topic == "" || q.Topic == p.Topic) && (q.Holder == "" || q.Holder == p.Holder)
		}
		if !seen {
			return false
		}
	}
	return true
}

// Most is the audience of the part of which the reader sees most.
func (l Lens) Most() Audience {
	most := l.Audience
	for _, p := range l.Scope.Parts() {
		if slices.Index(All(), p.Audience) > slices.Index(All(), most) {
			most = p.Audience
		}
	}
	return most
}
