// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity

import (
	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

// Places are the places of some sites together.
type Places struct {
	Nominal unit.Headcount // as built or rented
	Blocked unit.Headcount // cannot be used
	Reserve unit.Headcount // kept free on purpose
	Usable  unit.Headcount // nominal - blocked - reserve, never below 0 at any site
}

// Sum adds up the places of sites.
func Sum(sites []accommodation.Site) Places {
	p, _ := sumOf(sites, func(*accommodation.Site) bool { return true })
	return p
}

// rule picks sites. It takes a pointer because sites are large and a course
// over years asks each of them for every month.
type rule func(*accommodation.Site) bool

// sumOf adds up the places of the sites that a rule picks, and counts them.
func sumOf(sites []accommodation.Site, want rule) (p Places, n int) {
	for i := range sites {
		s := &sites[i]
		if !want(s) {
			continue
		}
		n++
		p.add(s)
	}
	return p, n
}

func (p *Places) add(s *accommodation.Site) {
	p.Nominal += s.Nominal
	p.Blocked += s.Blocked
	p.Reserve += s.Reserve
	p.Usable += s.Usable()
}

// Counts reports whether a site's places are counted at all: a proposal is
// shown, but nobody can be told to move in there. How sure the others are
// stands beside each.
func Counts(s accommodation.Site) bool { return s.Certainty != accommodation.Proposed }

// openOn picks the counted sites that have their places on a day.
func openOn(day period.Date) rule {
	return func(s *accommodation.Site) bool { return Counts(*s) && s.OpenOn(day) }
}

// endingIn picks the counted sites whose places end in a span.
func endingIn(span period.Period) rule {
	return func(s *accommodation.Site) bool {
		return within(s.End.Date, span) && Counts(*s) && s.Opening.Date.Before(s.End.Date)
	}
}

// openingIn picks the counted sites that open in a span.
func openingIn(span period.Period) rule {
	return func(s *accommodation.Site) bool {
		return within(s.Opening.Date, span) && Counts(*s) && (s.End.Date.IsZero() || s.Opening.Date.Before(s.End.Date))
	}
}

func within(day period.Date, span period.Period) bool {
	return !day.IsZero() && !day.Before(span.From) && !day.After(span.To)
}

// only returns the sites that a rule picks.
func only(sites []accommodation.Site, want rule) []accommodation.Site {
	var list []accommodation.Site
	for i := range sites {
		if want(&sites[i]) {
			list = append(list, sites[i])
		}
	}
	return list
}
