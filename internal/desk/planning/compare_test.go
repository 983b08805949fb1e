// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"strings"
	"testing"

	"planraum/internal/desk/planning"
	"planraum/internal/store/citytest"
)

// TestCompare sets the two published plans side by side: 13,594 - 8,998 =
// 4,596 persons; 13,594 / 0.9 = 15,104 and 8,998 / 0.9 = 9,998 places.
func TestCompare(t *testing.T) {
	city := citytest.Example(t)
	rows := map[string]planning.Difference{}
	for _, d := range planning.Compare(ran(t, city, draftBudget), ran(t, city, newPlanning)) {
		if d.Name.De == "" || d.Name.En == "" || rows[d.Key].Key != "" {
			t.Errorf("row %+v", d)
		}
		rows[d.Key] = d
	}
	for key, want := range map[string][3]string{"persons": {"8.998", "13.594", "+4.596"}, "needed": {"9.998", "15.104", "+5.106"}} {
		if d := rows[key]; d.A.De != want[0] || d.B.De != want[1] || d.Difference.De != want[2] {
			t.Errorf("%s: %s, %s, %s; want %v", key, d.A.De, d.B.De, d.Difference.De, want)
		}
	}
	for _, key := range []string{"usable", "gap", "first_shortage", "posts", "cost_2016", "cost_2017"} {
		if d := rows[key]; d.A.De == "" || d.B.En == "" {
			t.Errorf("%s is not compared: %+v", key, d)
		}
	}
	if d := rows["persons"]; !strings.HasPrefix(d.RefA, "run/") || !strings.HasSuffix(d.RefB, "/persons/2017-12") {
		t.Errorf("addresses %s and %s", d.RefA, d.RefB)
	}
}

// TestCompareWithItself: a plan beside itself differs nowhere.
func TestCompareWithItself(t *testing.T) {
	run := ran(t, citytest.Example(t), newPlanning)
	for _, d := range planning.Compare(run, run) {
		if d.A != d.B || strings.Trim(d.Difference.De, "0,") != "" {
			t.Errorf("%s: %s, %s, %s", d.Key, d.A.De, d.B.De, d.Difference.De)
		}
	}
}

// TestCompareYears: a year that only one plan reckons has no difference.
func TestCompareYears(t *testing.T) {
	a := alone(t, read(t, scenario("136")))
	b := alone(t, read(t, strings.Replace(scenario("130"), "horizon: 2016-12", "horizon: 2017-01", 1)))
	years := 0
	for _, d := range planning.Compare(a, b) {
		if strings.HasPrefix(d.Key, "cost_") {
			years++
			if d.Difference.De != "" || (d.A.De != "nicht im Plan") == (d.B.De != "nicht im Plan") {
				t.Errorf("%s: %s, %s, %q", d.Key, d.A.De, d.B.De, d.Difference.De)
			}
		}
	}
	if years != 2 {
		t.Errorf("%d years, want 2", years)
	}
}
