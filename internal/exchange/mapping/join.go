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

// Sure is the confidence from which Apply joins a name without being told: the
// spelling differs in form only. What is below is proposed as an alias.
const Sure = 0.9

// Match is what a name in a file was joined to.
type Match struct {
	Name       string  // as it stands in the file
	Area       area.ID // "" where nothing fits, or several do
	Confidence float64 // 0 to 1
	Why        text.Text
	// Candidates are the nearest areas, best first: those that fit equally well
	// where the name is ambiguous, else suggestions.
	Candidates []area.Area
}

// Joined is what became of a list of names.
type Joined struct {
	Sure      []Match // joined, the spelling differs in form only
	Likely    []Match // a typing error probably: to be confirmed
	Unmatched []Match // nothing fits, or several areas do: both are named
}

// JoinAreas joins names and numbers to areas, each once, in the order of their
// first appearance.
func JoinAreas(names []string, areas []area.Area, rule AreaRule) Joined {
	j := NewJoiner(areas, rule)
	var all Joined
	seen := make(map[string]bool)
	for _, n := range names {
		if seen[n] {
			continue
		}
		seen[n] = true
		m := j.Join(n)
		switch {
		case m.Area == "":
			all.Unmatched = append(all.Unmatched, m)
		case m.Confidence < Sure:
			all.Likely = append(all.Likely, m)
		default:
			all.Sure = append(all.Sure, m)
		}
	}
	return all
}

// Joiner joins names to areas. It may not be shared between goroutines.
type Joiner struct {
	known   []area.Area // of the level
	byKey   map[string][]key
	aliases map[string]area.ID
	ags     string // of the city
	city    string // folded name of the city
	seen    map[string]Match
}

// key is one spelling of an area and how sure it is.
type key struct {
	area area.Area
	sure float64
	why  text.Text
}

var (
	whySame    = text.T("gleicher Name", "same name")
	whyNumber  = text.T("Nummer des Gebiets", "number of the area")
	whyBoth    = text.T("Nummer und Name", "number and name")
	whyAlias   = text.T("so festgelegt", "decided so")
	whyForm    = text.T("gleicher Name ohne Zusatz", "same name without addition")
	whyTypo    = text.T("ähnlicher Name, vermutlich ein Schreibfehler", "similar name, probably a typing error")
	whySeveral = text.T("mehrere Gebiete passen gleich gut", "several areas fit equally well")
	whyNone    = text.T("kein Gebiet heißt so", "no area is called so")
	whyClash   = text.T("Nummer und Name gehören zu verschiedenen Gebieten", "number and name belong to different areas")
)

// NewJoiner returns a joiner for the areas of the rule's level, all levels
// where it names none.
func NewJoiner(areas []area.Area, rule AreaRule) *Joiner {
	j := &Joiner{byKey: make(map[string][]key), aliases: make(map[string]area.ID), seen: make(map[string]Match)}
	level := area.Levels[rule.Level]
	for _, a := range areas {
		if a.Level == area.City {
			j.ags, j.city = string(a.ID), fold(a.Name)
		}
	}
	for _, a := range areas {
		if level != 0 && a.Level != level {
			continue
		}
		j.known = append(j.known, a)
		j.addKeys(a)
	}
	for name, id := range rule.Aliases {
		j.aliases[fold(name)] = id
	}
	return j
}

// addKeys notes the spellings of an area.
func (j *Joiner) addKeys(a area.Area) {
	name := fold(a.Name)
	j.add(name, key{a, 1, whySame})
	for _, short := range []string{strings.TrimPrefix(name, "bad "), strings.TrimPrefix(name, "sankt "), strings.TrimPrefix(name, j.city+" ")} {
		if short != name && short != "" {
			j.add(short, key{a, 0.92, whyForm})
		}
	}
	if a.Level == area.City {
		for _, w := range []string{"landeshauptstadt " + name, "stadt " + name, name + " gesamt", name + " insgesamt", name + " stadt", "gesamtstadt", "stadtgebiet", "stadt insgesamt", "stadt gesamt", name + " landeshauptstadt", name + " stadtkreis", name + " lhst"} {
			j.add(w, key{a, 0.95, whyForm})
		}
	}
	if n := strings.TrimLeft(a.Number, "0"); n != "" && a.Level != area.City {
		j.add("#"+strings.ToLower(n), key{a, 1, whyNumber})
		j.add("#"+strings.TrimLeft(j.ags, "0")+strings.ToLower(a.Number), key{a, 1, whyNumber})
	}
	j.add("#"+strings.TrimLeft(fold(string(a.ID)), "0"), key{a, 1, whyNumber})
}

func (j *Joiner) add(spelling string, k key) {
	list := j.byKey[spelling]
	for i, have := range list {
		if have.area.ID == k.area.ID {
			if k.sure > have.sure {
				list[i] = k
			}
			return
		}
	}
	j.byKey[spelling] = append(list, k)
}

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
