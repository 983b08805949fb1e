// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"cmp"
	"context"
	"math"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/projection"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/method/cohort"
)

// Observed is what counts of stays say of leaving, beside what is assumed.
type Observed struct {
	Stays projection.Stays
	State string
	Rates []ObservedRate
}

// ObservedRate is the share that leave in a month in one piece of duration.
type ObservedRate struct {
	cohort.Rate
	Known   bool    // somebody was observed in this piece
	Assumed float64 // percent a month; negative: nothing is assumed
}

// pieces are the months from which durations are told apart where nothing is assumed.
var pieces = []int{0, 6, 12, 24}

// Observations estimates from each count of stays known on asOf how many leave in a
// month, in the pieces of the assumptions.
func (d *Desk) Observations(ctx context.Context, asOf period.Date) ([]Observed, error) {
	const op = "outlook.Observations"
	list, err := known[projection.Stays](ctx, d.registers, register.Stays, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	set, err := d.Assumed(ctx, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	var all []Observed
	for _, stays := range list {
		byState := map[string][]cohort.Stay{}
		var order []string
		for _, s := range stays.List {
			if _, there := byState[s.State]; !there {
				order = append(order, s.State)
			}
			byState[s.State] = append(byState[s.State], cohort.Stay{Entered: s.Entered, Months: s.Months, Persons: s.Persons, Left: s.Left})
		}
		slices.Sort(order)
		for _, state := range order {
			all = append(all, observed(stays, state, byState[state], set))
		}
	}
	return all, nil
}

func observed(stays projection.Stays, state string, list []cohort.Stay, set *projection.Set) Observed {
	o := Observed{Stays: stays, State: state}
	from := slices.Clone(pieces)
	if set != nil {
		var own []int
		for _, e := range set.Of(projection.Leave) {
			if e.State == state {
				own = append(own, e.From)
			}
		}
		if slices.SortFunc(own, cmp.Compare[int]); len(own) > 0 {
			from = own
		}
	}
	for _, r := range cohort.Estimate(list, from) {
		one := ObservedRate{Rate: r, Known: r.Exposed > 0 && !math.IsNaN(r.Monthly), Assumed: -1}
		if set != nil && slices.ContainsFunc(set.Of(projection.Leave), func(e projection.Entry) bool { return e.State == state }) {
			one.Assumed = set.Rate(projection.Leave, state, "", r.From)
		}
		o.Rates = append(o.Rates, one)
	}
	return o
}
