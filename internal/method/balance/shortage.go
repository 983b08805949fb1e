// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package balance

import (
	"cmp"
	"slices"

	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
)

// Shortage returns the first month with too few places, the first of the worst
// months, and what is missing at the end, by Month and Gap of the rows; their
// order does not matter. Missing places are written without a sign. First and
// Worst are nil where the places suffice.
func Shortage(months []plan.Month) plan.Shortage {
	var s plan.Shortage
	var last period.Month
	for i, m := range months {
		missing := missing(m)
		if i == 0 || m.Month > last {
			last, s.LastPlaces = m.Month, missing
		}
		if missing == 0 {
			continue
		}
		month := m.Month
		if s.First == nil || month < *s.First {
			s.First, s.FirstPlaces = &month, missing
		}
		if missing > s.WorstPlaces || (missing == s.WorstPlaces && month < *s.Worst) {
			s.Worst, s.WorstPlaces = &month, missing
		}
	}
	return s
}

// missing returns the places that a month lacks, 0 where they suffice.
func missing(m plan.Month) unit.Headcount { return max(0, -m.Gap) }

// LeadTimesAt returns for each kind the lead time that holds on a day: the one
// valid last, then known last, then the longest. They are ordered by kind.
func LeadTimesAt(norms []need.LeadTime, day period.Date) []need.LeadTime {
	norms = slices.DeleteFunc(slices.Clone(norms), func(n need.LeadTime) bool { return n.ValidFrom.After(day) })
	slices.SortStableFunc(norms, func(a, b need.LeadTime) int {
		return cmp.Or(
			cmp.Compare(a.Kind, b.Kind),
			b.ValidFrom.Compare(a.ValidFrom), b.KnownFrom.Compare(a.KnownFrom),
			cmp.Compare(b.Typical, a.Typical), cmp.Compare(b.High, a.High), cmp.Compare(b.Low, a.Low),
		)
	})
	return slices.CompactFunc(norms, func(a, b need.LeadTime) bool { return a.Kind == b.Kind })
}

// Decisions returns, for each lead time, the latest day on which an option of
// its kind can be decided so that it opens by the first day of the first month
// of shortage, and what is still missing from the month on in which an option
// decided on asOf helps. It returns nil where nothing is missing. They are
// ordered by the typical latest day, then by kind.
func Decisions(leadTimes []need.LeadTime, months []plan.Month, asOf period.Date) []plan.Decision {
	shortage := Shortage(months)
	if shortage.First == nil {
		return nil
	}
	decisions := make([]plan.Decision, 0, len(leadTimes))
	for _, lead := range leadTimes {
		d := plan.Decision{
			LeadTime: lead,
			Latest:   LatestDecision(*shortage.First, lead.Typical),
			Earliest: LatestDecision(*shortage.First, lead.High),
			IfFast:   LatestDecision(*shortage.First, lead.Low),
			Helps:    OpensOn(asOf, lead.Typical).Month(),
		}
		d.Past = d.Latest.Before(asOf)
		for _, m := range months {
			if m.Month >= d.Helps {
				d.Missing = max(d.Missing, missing(m))
			}
		}
		decisions = append(decisions, d)
	}
	slices.SortStableFunc(decisions, func(a, b plan.Decision) int {
		return cmp.Or(a.Latest.Compare(b.Latest), cmp.Compare(a.LeadTime.Kind, b.LeadTime.Kind))
	})
	return decisions
}

// LatestDecision returns the last day for a decision that takes tenths of a
// month to open by the first day of the month of shortage.
func LatestDecision(shortage period.Month, tenths int) period.Date {
	months, days := split(tenths)
	return shortage.First().AddMonths(-months).AddDays(-days)
}

// OpensOn returns the day on which what is decided on a day opens, tenths of a
// month later.
func OpensOn(decided period.Date, tenths int) period.Date {
	months, days := split(tenths)
	return decided.AddMonths(months).AddDays(days)
}

// split takes a lead time apart into whole months, which are counted by the
// calendar, and the rest in days of a mean month of 30.4375 days (365.25 / 12),
// rounded half up: 0.5 months are 15 days, 0.3 are 9.
func split(tenths int) (months, days int) {
	const tenthOfMonth = 304_375 // 100,000ths of a day
	return tenths / 10, int(unit.DivRoundHalfUp(int64(tenths%10)*tenthOfMonth, 100_000))
}
