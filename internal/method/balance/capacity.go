// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package balance

import (
	"cmp"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
)

// Capacity is what the sites hold on the last day of a month, in places.
type Capacity struct {
	Month   period.Month
	Nominal unit.Headcount // as built or rented
	Blocked unit.Headcount // cannot be used
	Reserve unit.Headcount // kept free on purpose
	Usable  unit.Headcount // nominal - blocked - reserve
}

// Line returns the capacity line: for each month from..to, both included, the
// places of the sites that are open on its last day. Sites hold one record for
// each ID; withdrawn ones do not count. The order of the sites does not matter.
//
// Each site enters at its first month and leaves at the month of its end, so
// the work is sites + months, not sites x months.
func Line(sites []accommodation.Site, from, to period.Month) []Capacity {
	if to < from {
		return nil
	}
	line := make([]Capacity, to-from+1)
	for _, s := range sites {
		first, after := openMonths(s, from, to)
		if first >= after {
			continue
		}
		line[first-from].add(s, 1)
		if after <= to {
			line[after-from].add(s, -1)
		}
	}
	for i := range line {
		line[i].Month = from + period.Month(i)
		if i > 0 {
			line[i].Nominal += line[i-1].Nominal
			line[i].Blocked += line[i-1].Blocked
			line[i].Reserve += line[i-1].Reserve
			line[i].Usable += line[i-1].Usable
		}
	}
	return line
}

// add enters a site (sign 1) or takes it out (sign -1).
func (c *Capacity) add(s accommodation.Site, sign unit.Headcount) {
	c.Nominal += sign * s.Nominal
	c.Blocked += sign * s.Blocked
	c.Reserve += sign * s.Reserve
	c.Usable += sign * s.Usable()
}

// openMonths returns the first month in from..to on whose last day the site is
// open, and the first month after it on whose last day it no longer is. A site
// that opens in a month is open on its last day unless it ends in it; a site
// that ends on any day of a month is not, because End is the first day without.
func openMonths(s accommodation.Site, from, to period.Month) (first, after period.Month) {
	if s.Withdrawn {
		return to + 1, from
	}
	first, after = max(from, s.Opening.Date.Month()), to+1
	if !s.End.Date.IsZero() {
		after = min(after, s.End.Date.Month())
	}
	return first, after
}

// Endings returns the cliff: the sites whose places end in the months
// from..to, by date, then ID. Places are the usable places that go, so that
// the endings explain the fall of the capacity line. Sites that end before
// they open are not among them.
func Endings(sites []accommodation.Site, from, to period.Month) []plan.Ending {
	var endings []plan.Ending
	for _, s := range sites {
		if end := s.End.Date; !s.Withdrawn && inMonths(end, from, to) && s.Opening.Date.Before(end) {
			endings = append(endings, plan.Ending{Site: s.ID, Date: end, Places: s.Usable(), Reason: s.EndReason})
		}
	}
	slices.SortFunc(endings, func(a, b plan.Ending) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Site, b.Site), cmp.Compare(a.Places, b.Places))
	})
	return endings
}

// Opening is a site that opens within the horizon, with its usable places, and
// how sure that is.
type Opening struct {
	Site      string
	Date      period.Date
	Places    unit.Headcount
	Certainty accommodation.Certainty
	Basis     figure.Basis // of the date
}

// Openings returns the sites that open in the months from..to, by date, then
// ID, with their usable places.
func Openings(sites []accommodation.Site, from, to period.Month) []Opening {
	var openings []Opening
	for _, s := range sites {
		day, end := s.Opening.Date, s.End.Date
		if !s.Withdrawn && inMonths(day, from, to) && (end.IsZero() || day.Before(end)) {
			openings = append(openings, Opening{s.ID, day, s.Usable(), s.Certainty, s.Opening.Basis})
		}
	}
	slices.SortFunc(openings, func(a, b Opening) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Site, b.Site), cmp.Compare(a.Places, b.Places))
	})
	return openings
}

func inMonths(d period.Date, from, to period.Month) bool {
	return !d.IsZero() && d.Month() >= from && d.Month() <= to
}
