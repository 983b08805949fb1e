// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"strings"

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
	sought  int // searches for similar names so far
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
