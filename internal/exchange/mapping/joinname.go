// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"planraum/internal/city/area"
	"planraum/internal/text"
)

// Join returns the area that a name or number means.
func (j *Joiner) Join(name string) Match {
	m := j.join(name, true)
	if m.Name = name; m.Why == (text.Text{}) {
		m.Why = whyNone
	}
	return m
}

// maxSeen bounds what a joiner remembers and maxLetters what it compares: a
// file of nonsense must fill neither memory nor time.
const (
	maxSeen    = 100_000
	maxSought  = 2_000 // searches for similar names
	maxLetters = 80
)

// sure joins a name only if its spelling differs in form at most; it looks for
// no typing errors, which takes a thousand times as long.
func (j *Joiner) sure(name string) Match {
	if m, ok := j.seen[name]; ok {
		return m
	}
	m := j.join(name, false)
	if m.Confidence < Sure {
		m.Area = ""
	}
	if len(j.seen) < maxSeen {
		j.seen[strings.Clone(name)] = m
	}
	return m
}

func (j *Joiner) join(name string, similar bool) Match {
	folded := fold(cleanHeading(name))
	if folded == "" || len(folded) > maxLetters {
		return Match{Why: whyNone}
	}
	if id, ok := j.aliases[fold(name)]; ok {
		return Match{Area: id, Confidence: 1, Why: whyAlias}
	}
	number, rest := cutNumber(folded)
	switch {
	case number != "" && rest == "":
		return j.pick(j.byKey["#"+number])
	case number != "":
		return j.both(number, rest, similar)
	}
	if m := j.byName(folded); m.Area != "" || len(m.Candidates) > 0 {
		return m
	}
	if !similar {
		return Match{Why: whyNone}
	}
	return j.typo(folded)
}

// cutNumber takes the number in front of a name, or behind it in brackets, off:
// "01 mitte", "mitte 01". Letters and a slash of a key stay with the number.
func cutNumber(folded string) (number, rest string) {
	list := strings.Fields(folded)
	digits := func(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0 }
	n := 0
	for n < len(list) && digits(list[n]) {
		n++
	}
	if n > 0 {
		return strings.TrimLeft(strings.Join(list[:n], " "), "0"), strings.Join(list[n:], " ")
	}
	if last := len(list) - 1; last > 0 && digits(list[last]) {
		return strings.TrimLeft(list[last], "0"), strings.Join(list[:last], " ")
	}
	return "", folded
}

// both joins by number and name, which must agree.
func (j *Joiner) both(number, rest string, similar bool) Match {
	byNumber, byName := j.byKey["#"+number], j.byName(rest)
	for _, k := range byNumber {
		for _, c := range append(slices.Clone(byName.Candidates), area.Area{ID: byName.Area}) {
			if c.ID == k.area.ID {
				return Match{Area: k.area.ID, Confidence: 1, Why: whyBoth}
			}
		}
	}
	switch {
	case len(byNumber) > 0 && byName.Area != "":
		m := Match{Why: whyClash}
		for _, k := range byNumber {
			m.Candidates = append(m.Candidates, k.area)
		}
		m.Candidates = append(m.Candidates, j.areaOf(byName.Area))
		return m
	case !similar:
		return Match{Why: whyNone}
	case len(byNumber) == 1:
		m := j.typo(rest)
		if m.Area == byNumber[0].area.ID {
			return m
		}
		return Match{Why: whyNone, Candidates: []area.Area{byNumber[0].area}}
	}
	return Match{Why: whyNone, Candidates: j.nearest(rest)}
}

func (j *Joiner) areaOf(id area.ID) area.Area {
	for _, a := range j.known {
		if a.ID == id {
			return a
		}
	}
	return area.Area{ID: id}
}

// additions are words in front of a name that only say what it is.
var additions = []string{"stadtbezirk", "stadtteil", "bezirk", "ortsteil", "bez", "stb", "stt", "ot", "s", "stgt", "stadtbez"}

// byName looks for the name as it is, then without additions in front of it.
func (j *Joiner) byName(folded string) Match {
	if m := j.pick(j.byKey[folded]); m.Area != "" || len(m.Candidates) > 0 {
		return m
	}
	without := folded
	for range 2 {
		for _, a := range append(additions[:len(additions):len(additions)], j.city) {
			if rest, ok := strings.CutPrefix(without, a+" "); ok && a != "" {
				without = rest
			}
		}
		if rest, ok := strings.CutSuffix(without, " stadtbezirk"); ok {
			without = rest
		}
	}
	if without == folded {
		return Match{}
	}
	m := j.pick(j.byKey[without])
	if m.Area != "" {
		m.Confidence, m.Why = min(m.Confidence, 0.95), whyForm
	}
	return m
}

// pick takes the surest of the spellings, nothing where several areas are
// equally sure.
func (j *Joiner) pick(list []key) Match {
	if len(list) == 0 {
		return Match{}
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b key) int {
		return cmp.Or(-cmp.Compare(a.sure, b.sure), cmp.Compare(a.area.Level, b.area.Level), cmp.Compare(a.area.ID, b.area.ID))
	})
	if len(list) == 1 || list[1].sure < list[0].sure {
		return Match{Area: list[0].area.ID, Confidence: list[0].sure, Why: list[0].why}
	}
	m := Match{Why: whySeveral}
	for _, k := range list {
		if k.sure == list[0].sure {
			m.Candidates = append(m.Candidates, k.area)
		}
	}
	return m
}

// typo joins a name to the only area whose spelling is at most one letter off,
// two in names of nine letters and more.
func (j *Joiner) typo(folded string) Match {
	if j.sought++; j.sought > maxSought {
		return Match{Why: whyNone}
	}
	letters := len([]rune(folded))
	limit := 1
	switch {
	case letters >= 9:
		limit = 3
	case letters >= 5:
		limit = 2
	}
	best := limit
	var found []area.Area
	for _, a := range j.known {
		d := j.distance(folded, a, limit)
		switch {
		case d < best:
			best, found = d, []area.Area{a}
		case d == best && d < limit:
			found = append(found, a)
		}
	}
	switch len(found) {
	case 0:
		return Match{Why: whyNone, Candidates: j.nearest(folded)}
	case 1:
		return Match{Area: found[0].ID, Confidence: 0.9 - 0.15*float64(best), Why: whyTypo, Candidates: found}
	}
	return Match{Why: whySeveral, Candidates: found}
}

// distance counts the letters that differ between a name and an area's.
func (j *Joiner) distance(folded string, a area.Area, limit int) int {
	name := fold(a.Name)
	d := text.Distance(folded, name, limit)
	for _, short := range []string{strings.TrimPrefix(name, "bad "), j.city + " " + name} {
		if short != name {
			d = min(d, text.Distance(folded, short, limit))
		}
	}
	return d
}

// nearest returns at most three areas whose names are most like s.
func (j *Joiner) nearest(s string) []area.Area {
	type near struct {
		area area.Area
		d    int
	}
	limit := len([]rune(s))/2 + 1
	var list []near
	for _, a := range j.known {
		name := fold(a.Name)
		d := text.Distance(s, name, limit)
		if len(s) > 3 && (strings.Contains(name, s) || strings.Contains(s, name) && len(name) > 3) {
			d = min(d, 1)
		}
		if d < limit {
			list = append(list, near{a, d})
		}
	}
	slices.SortStableFunc(list, func(a, b near) int { return cmp.Compare(a.d, b.d) })
	var out []area.Area
	for _, n := range list[:min(3, len(list))] {
		out = append(out, n.area)
	}
	return out
}
