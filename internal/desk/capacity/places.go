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
	var p Places
	for _, s := range sites {
		p.Nominal += s.Nominal
		p.Blocked += s.Blocked
		p.Reserve += s.Reserve
		p.Usable += s.Usable()
	}
	return p
}

// Counts reports whether a site's places are counted at all: a proposal is
// shown, but nobody can be told to move in there. How sure the others are
// stands beside each.
func Counts(s accommodation.Site) bool { return s.Certainty != accommodation.Proposed }

// openOn returns the counted sites that have their places on a day.
func openOn(sites []accommodation.Site, day period.Date) []accommodation.Site {
	return only(sites, func(s accommodation.Site) bool { return Counts(s) && s.OpenOn(day) })
}

// endingIn returns the counted sites whose places end in a span.
func endingIn(sites []accommodation.Site, span period.Period) []accommodation.Site {
	return only(sites, func(s accommodation.Site) bool {
		return Counts(s) && within(s.End.Date, span) && s.Opening.Date.Before(s.End.Date)
	})
}

// openingIn returns the counted sites that open in a span.
func openingIn(sites []accommodation.Site, span period.Period) []accommodation.Site {
	return only(sites, func(s accommodation.Site) bool {
		return Counts(s) && within(s.Opening.Date, span) && (s.End.Date.IsZero() || s.Opening.Date.Before(s.End.Date))
	})
}

func within(day period.Date, span period.Period) bool {
	return !day.IsZero() && !day.Before(span.From) && !day.After(span.To)
}

func only(sites []accommodation.Site, want func(accommodation.Site) bool) []accommodation.Site {
	var list []accommodation.Site
	for _, s := range sites {
		if want(s) {
			list = append(list, s)
		}
	}
	return list
}
