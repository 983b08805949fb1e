// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package apportion shares out whole persons by a key (Verteilungsschlüssel):
// the Königstein key to the Länder, the Land's key to the city. Every method
// reckons in exact whole numbers and its counts sum to the total.
//
// A total that is known once is shared out by LargestRemainder
// (Hare/Niemeyer) or SainteLague. Batches that arrive week by week go through
// an Account, which keeps every part within one person of its due at every
// step and never takes a place back. A Book does so over keys that change by
// date, a Cascade over Federation, Land and city. See docs/methods/apportion.md.
package apportion

import (
	"slices"

	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Version names the calculation; a run keeps it. It changes with any change
// that could give another count.
const Version = "apportion/1"

// Part takes a part of what is shared out: a Land, a district, a city.
type Part struct {
	Name string `json:"name"`
	// Weight is the size of the part in any whole unit that all parts of the
	// key share: inhabitants, or a share such as 1297496 for 12.97496 %.
	Weight int64 `json:"weight"`
}

// TieRule names the rule for equal claims; derivations quote it. Larger before
// smaller does not depend on how a list is sorted; the order of the published
// key decides only between parts of the same weight, and Result.Tied names them.
var TieRule = text.T(
	"Bei gleichem Anspruch geht das größere Gewicht vor, bei gleichem Gewicht die Reihenfolge des veröffentlichten Schlüssels.",
	"Of equal claims the larger weight goes first, of equal weights the one listed first in the published key.")

// Line is what one part gets.
type Line struct {
	Part Part           `json:"part"`
	Got  unit.Headcount `json:"got"`
	Due  Fraction       `json:"due"` // total x weight / sum of the weights, in persons
}

// Difference returns Got - Due in persons, exactly: the rounding difference.
func (l Line) Difference() Fraction { return l.Due.from(int64(l.Got)) }

// Result is a total shared out, one line for each part in the order of the key.
type Result struct {
	Total unit.Headcount `json:"total"`
	Lines []Line         `json:"lines"`
}

// Counts returns what each part gets, in the order of the key.
func (r Result) Counts() []unit.Headcount {
	counts := make([]unit.Headcount, len(r.Lines))
	for i, l := range r.Lines {
		counts[i] = l.Got
	}
	return counts
}

// Of returns what the named part gets; 0 for a name that is not in the key.
func (r Result) Of(name string) unit.Headcount {
	for _, l := range r.Lines {
		if l.Part.Name == name {
			return l.Got
		}
	}
	return 0
}

// Tied returns the names of parts with the same weight that got different
// counts, so that only the order of the key decided between them; nil where
// the result does not depend on that order.
func (r Result) Tied() [][]string {
	var tied [][]string
	for i, first := range r.Lines {
		sameWeight := func(l Line) bool { return l.Part.Weight == first.Part.Weight }
		if slices.IndexFunc(r.Lines, sameWeight) != i {
			continue // its group is done
		}
		var names []string
		unequal := false
		for _, l := range r.Lines[i:] {
			if sameWeight(l) {
				names = append(names, l.Part.Name)
				unequal = unequal || l.Got != first.Got
			}
		}
		if unequal {
			tied = append(tied, names)
		}
	}
	return tied
}

// Method shares out a total once: LargestRemainder or SainteLague.
type Method func(parts []Part, total unit.Headcount) (Result, error)

// result joins the counts with the dues.
func result(parts []Part, total unit.Headcount, sum uint64, counts []unit.Headcount) Result {
	r := Result{Total: total, Lines: make([]Line, len(parts))}
	for i, p := range parts {
		r.Lines[i] = Line{Part: p, Got: counts[i], Due: due(p.Weight, int64(total), sum)}
	}
	return r
}
