// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"os"
	"strings"
	"testing"

	"planraum/internal/city/plan"
	"planraum/internal/desk/planning"
	"planraum/internal/example"
	"planraum/internal/exchange/planfile"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// The plans of the example city that stand in its database.
const (
	draftBudget = "entwurf-haushalt-oktober-2015"
	newPlanning = "neue-planung-2015-11-27"
)

// read reads a plan written in a test.
func read(t testing.TB, content string) plan.Plan {
	t.Helper()
	p, err := planfile.Read("test.yaml", strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// alone evaluates a plan without a database.
func alone(t testing.TB, p plan.Plan) plan.Run {
	t.Helper()
	if asked := planning.Asked(p); len(asked) > 0 {
		t.Fatalf("the plan asks the ledger for %v", asked)
	}
	in, err := planning.Written(p)
	if err != nil {
		t.Fatal(err)
	}
	run, err := planning.Evaluated(in, citytest.Today())
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// ran evaluates a stored plan of a city.
func ran(t testing.TB, c *citytest.City, id string) plan.Run {
	t.Helper()
	p, err := c.Planning.Plan(t.Context(), id, citytest.Today())
	if err != nil {
		t.Fatal(err)
	}
	run, err := c.Planning.Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// at returns the row of a month such as "2016-12".
func at(t testing.TB, run plan.Run, month string) plan.Month {
	t.Helper()
	for _, m := range run.Result.Months {
		if m.Month.String() == month {
			return m
		}
	}
	t.Fatalf("the run has no month %s", month)
	return plan.Month{}
}

// examplePlans are the plan files of the example city.
func examplePlans(t testing.TB) []plan.Plan {
	t.Helper()
	var plans []plan.Plan
	for _, f := range example.Plans() {
		plans = append(plans, read(t, string(f.Content)))
	}
	return plans
}
