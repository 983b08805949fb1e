// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package stockflow

import (
	"strings"

	"planraum/internal/city/plan"
	"planraum/internal/fault"
)

// unnamed stands for the file in the faults of flows that belong to none.
const unnamed = "Plan"

// Locate says where a part of a plan stands. Given the path of a value, such
// as "arrivals[1].months", it returns a row with File, Line and Column.
type Locate func(path string) fault.Row

// Check returns every contradiction in the flows of a plan, in the order
// arrivals, departures, credits, corrections: an end before the start, months
// in which two flows of one list with the same name overlap (flows with
// different names add up), not exactly one of PerMonth and Total, a value
// below zero that is not a correction, a value or year out of bounds. The
// rules are those of plan.Plan.Check, so that a plan that was accepted is
// never refused here. at may be nil; the rows then carry the path as column.
func Check(arrivals, departures, credits, corrections []plan.Flow, at Locate) []fault.Row {
	if at == nil {
		at = func(path string) fault.Row { return fault.Row{File: unnamed, Column: path} }
	}
	flows := plan.Plan{Arrivals: arrivals, Departures: departures, Credits: credits, Corrections: corrections}
	var rows []fault.Row
	for _, problem := range flows.Check() {
		if !ofFlow(problem.Path) {
			continue // the rest of this plan is empty on purpose
		}
		row := at(problem.Path)
		row.Value, row.Expected = problem.Value, problem.Expected
		rows = append(rows, row)
	}
	return rows
}

func ofFlow(path string) bool {
	list, _, _ := strings.Cut(path, "[")
	switch list {
	case "arrivals", "departures", "credits", "corrections":
		return true
	}
	return false
}
