// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"math"
	"strings"

	"planraum/internal/text"
)

// searchRows is how many rows a file may have above its header.
const searchRows = 80

// Locate finds the header in the sample by the names of its columns and checks
// the layout; titles may have become more or fewer. It returns the layout, what
// changed without harm, and the refusal (fault.Invalid) of any other change,
// which names for each column what was expected and what is there.
func (s Spec) Locate(sample Sample) (Layout, []text.Text, error) {
	known := make(map[string]periodName)
	best, bestHits := Layout{File: sample.File, Sheet: sample.Sheet}, math.MinInt
	for at := range min(len(sample.Rows), searchRows) {
		l := sample.Layout(at, max(s.Header, 1))
		hits := s.hits(l, known)
		if hits > bestHits {
			best, bestHits = l, hits
		}
	}
	notes, err := s.Check(best)
	return best, notes, err
}

// Fitting returns those of the mappings that the sample's layout fits, those
// first that were made for exactly this layout.
func Fitting(all []Spec, sample Sample) []Spec {
	var exact, others []Spec
	for _, s := range all {
		l, _, err := s.Locate(sample)
		switch {
		case err != nil || s.Sheet != "" && s.Sheet != sample.Sheet:
		case s.Fingerprint != "" && s.Fingerprint == l.Fingerprint():
			exact = append(exact, s)
		default:
			others = append(others, s)
		}
	}
	return append(exact, others...)
}

// hits counts the columns of the mapping that the layout has, less the strange.
func (s Spec) hits(l Layout, known map[string]periodName) int {
	b := s.bindKnown(l, known)
	return 4*len(b.found) - len(b.strange) - 4*len(b.gone)
}

// binding is which column of the layout each column of the mapping is.
type binding struct {
	found   []bound
	gone    []Column  // of the mapping, not in the layout
	strange []Heading // of the layout, not in the mapping
}

// bound is a column of the mapping at its place.
type bound struct {
	Column
	Heading
	when  moment // the period of its header
	order int    // place in the mapping
}

func (s Spec) bind(l Layout) binding { return s.bindKnown(l, make(map[string]periodName)) }

// periodName is what periodIn finds in a name; the rows of one file are tried
// as headers many times over.
type periodName struct {
	folded, pattern string
	when            moment
}

func nameOf(name string, known map[string]periodName) periodName {
	if n, ok := known[name]; ok {
		return n
	}
	n := periodName{folded: foldName(name)}
	if pattern, when, ok := periodIn(name); ok {
		n.pattern, n.when = foldName(pattern), when
	}
	known[name] = n
	return n
}

func (s Spec) bindKnown(l Layout, known map[string]periodName) binding {
	var b binding
	taken := make(map[int]bool)
	names := make([]periodName, len(l.Columns))
	for i, h := range l.Columns {
		names[i] = nameOf(h.Name, known)
	}
	for order, c := range s.Columns {
		name, hits := foldName(c.Name), 0
		for i, h := range l.Columns {
			wild := strings.Contains(c.Name, "*") && names[i].pattern == name
			if taken[i] || names[i].folded != name && !wild {
				continue
			}
			taken[i] = true
			hits++
			when := moment{}
			if wild {
				when = names[i].when
			}
			b.found = append(b.found, bound{c, h, when, order})
			if !wild {
				break
			}
		}
		if hits == 0 && !c.Optional {
			b.gone = append(b.gone, c)
		}
	}
	for i, h := range l.Columns {
		if !taken[i] {
			b.strange = append(b.strange, h)
		}
	}
	return b
}
