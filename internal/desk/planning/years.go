// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
)

// YearEnd is what a budget year comes to at its end.
type YearEnd struct {
	plan.Year
	Last plan.Month // the year's last month in the plan
	// Unknown are the keys of Last whose quantity is unknown, so that the posts
	// are at least those of the month's PostsTotal.
	Unknown []string
	Priced  bool // the cost of at least one task is known
}

// YearEnds lists the budget years of a run in order.
func YearEnds(run plan.Run) []YearEnd {
	list := make([]YearEnd, 0, len(run.Result.Years))
	for _, y := range run.Result.Years {
		end := YearEnd{Year: y, Last: run.Result.Months[lastOfYear(run, y.Year)-run.Inputs.Plan.From]}
		for _, p := range end.Last.Posts {
			if p.FTE == nil {
				end.Unknown = append(end.Unknown, p.Key)
			}
		}
		for _, k := range y.Keys {
			end.Priced = end.Priced || k.Cost != nil
		}
		list = append(list, end)
	}
	return list
}

// PostsOf returns the posts of a key in a month; nil where they are unknown or
// the key does not hold then.
func PostsOf(m plan.Month, key string) *unit.FTE {
	for _, p := range m.Posts {
		if p.Key == key {
			return p.FTE
		}
	}
	return nil
}
