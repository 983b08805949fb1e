// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plausibility

import (
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
)

// Checker takes a city in, indicator by indicator, and finds what does not fit
// together. It is not safe for use by several goroutines.
type Checker struct {
	areas    tree
	city     area.ID
	asOf     period.Date
	codes    map[string]bool
	held     map[string][]Series // of indicators that bound others or are bounded
	silences []silence
	found    []Finding
}

// New returns a checker for what was known on asOf.
func New(areas []area.Area, indicators []figure.Indicator, asOf period.Date) *Checker {
	c := &Checker{areas: newTree(areas), asOf: asOf, codes: map[string]bool{}, held: map[string][]Series{}}
	for _, a := range areas {
		if a.Level == area.City {
			c.city = a.ID
		}
	}
	for _, i := range indicators {
		c.codes[i.Code] = true
	}
	for _, i := range indicators {
		if limit := Limit(i.Code, func(code string) bool { return c.codes[code] }); limit != "" {
			c.held[i.Code], c.held[limit] = []Series{}, []Series{}
		}
	}
	return c
}

// Take checks all series of one indicator.
func (c *Checker) Take(in figure.Indicator, series []Series) {
	var found []Finding
	var gaps []hole
	for _, s := range series {
		ranges := Ranges(s)
		found = append(append(found, ranges...), Contradictions(s)...)
		found = append(found, without(Jumps(s), ranges)...)
		gaps = append(gaps, s.holes()...)
		if quiet, ok := s.silent(c.asOf); ok {
			c.silences = append(c.silences, quiet)
		}
	}
	found = append(found, without(totals(in, series, c.areas), found)...)
	gaps, unlisted := listed(gaps, series)
	c.found = append(append(append(c.found, found...), missing(gaps)...), leftOut(unlisted)...)
	if _, ok := c.held[in.Code]; ok {
		c.held[in.Code] = series
	}
}

// without leaves out findings that rest on a value that is told to be wrong
// already: the jump to a slipped decimal, and the total that it spoils.
func without(findings, told []Finding) []Finding {
	wrong := map[int64]bool{}
	for _, t := range told {
		if t.Kind == Range {
			wrong[t.Figures[0]] = true
		}
	}
	if len(wrong) == 0 {
		return findings
	}
	var kept []Finding
	for _, f := range findings {
		rests := false
		for _, id := range f.Figures {
			rests = rests || wrong[id]
		}
		if !rests {
			kept = append(kept, f)
		}
	}
	return kept
}

// Findings returns all that was found, with the stock accounts, worst first.
func (c *Checker) Findings(accounts []Balance) []Finding {
	found := withAccounts(c.found, Balances(accounts))
	for code, series := range c.held {
		limit := Limit(code, func(code string) bool { return c.codes[code] })
		for _, s := range series {
			for _, bound := range c.held[limit] {
				if s.Area == bound.Area && s.Group == bound.Group {
					found = append(found, MoreThan(s, bound)...)
				}
			}
		}
	}
	found = append(found, stale(c.silences, c.city, c.asOf)...)
	Sort(found)
	return found
}
