// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package stockflow

import (
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

// within returns the flows whose period lies wholly inside the span. flows are
// ordered by the start of their period.
func within(flows []Flows, span period.Period) []Flows {
	first, _ := slices.BinarySearchFunc(flows, span.From, func(f Flows, d period.Date) int {
		return f.Period.From.Compare(d)
	})
	var inside []Flows
	for _, f := range flows[first:] {
		if f.Period.From.After(span.To) {
			break
		}
		if !f.Period.To.After(span.To) && !f.Period.To.Before(f.Period.From) {
			inside = append(inside, f)
		}
	}
	return inside
}

// tile returns the fewest flows that cover every day of the span exactly once
// and know the count; it reports false where there are none. flows are ordered
// by compareFlows and lie inside the span.
//
// It goes from the last start to the first and keeps, for each day, the next
// flow of the shortest way from that day to the end of the span. The way on
// from a flow's end is settled before the flow is looked at, because it starts
// later.
func tile(flows []Flows, span period.Period, count func(Flows) *unit.Headcount) ([]Flows, bool) {
	// One flow of the whole span is the shortest way; of several it is the last.
	for i := len(flows) - 1; i >= 0; i-- {
		if flows[i].Period == span && count(flows[i]) != nil {
			return flows[i : i+1], true
		}
	}
	type way struct{ length, next int }
	ways := map[period.Date]way{span.To.AddDays(1): {0, -1}}
	for i := len(flows) - 1; i >= 0; i-- {
		if count(flows[i]) == nil {
			continue
		}
		rest, ok := ways[flows[i].Period.To.AddDays(1)]
		if !ok {
			continue
		}
		from := flows[i].Period.From
		if known, ok := ways[from]; !ok || rest.length+1 < known.length {
			ways[from] = way{rest.length + 1, i}
		}
	}
	step, ok := ways[span.From]
	if !ok {
		return nil, false
	}
	var used []Flows
	for step.next >= 0 {
		used = append(used, flows[step.next])
		step = ways[flows[step.next].Period.To.AddDays(1)]
	}
	return used, true
}
