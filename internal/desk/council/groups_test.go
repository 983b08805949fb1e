// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"strings"
	"testing"

	"planraum/internal/city/identity"
	desk "planraum/internal/desk/council"
)

// TestGroupsOnce: ways of writing a group are one choice, named as it is written most
// often; each motion keeps its own way, and the choice finds all of them.
func TestGroupsOnce(t *testing.T) {
	d, _ := town(t)
	for number, by := range map[string][]string{
		"1/2015": {"SÖS-LINKE-PluS"}, "2/2015": {"SÖS LINKE PluS", "CDU"}, "3/2015": {"SÖS LINKE PluS"}, "4/2015": {"SÖS LINKE PluS", "SÖS-LINKE-PluS"},
	} {
		m := motion(number, "Kita", today.AddDays(-9))
		m.By = by
		save(t, d, m)
	}
	all, err := d.Motions(as(identity.Planner), today, desk.Filter{})
	if err != nil || strings.Join(all.Groups, "|") != "CDU|SÖS LINKE PluS" || all.Asking["SÖS LINKE PluS"] != 4 || all.Asking["CDU"] != 1 || len(all.Asking) != 2 {
		t.Errorf("%v %v %v", all.Groups, all.Asking, err)
	}
	for _, written := range []string{"SÖS LINKE PluS", "SÖS-LINKE-PluS", "sös linke plus"} {
		some, err := d.Motions(as(identity.Planner), today, desk.Filter{By: written})
		if err != nil || len(some.List) != 4 {
			t.Errorf("%s: %d, %v", written, len(some.List), err)
		}
		for _, m := range some.List {
			if m.Reference == "1/2015" && m.By[0] != "SÖS-LINKE-PluS" {
				t.Errorf("it is written %q", m.By)
			}
		}
	}
}
