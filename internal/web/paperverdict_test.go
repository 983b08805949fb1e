// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"planraum/internal/web/webtest"
)

// TestVerdictOfDrafts: whether a page shows released values or all, a draft names the same
// open places; none is left out because it is not released, and it cannot be issued.
func TestVerdictOfDrafts(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	open := map[string]string{}
	for _, values := range []string{"freigegeben", "alle"} {
		rec := as(t, h, "planner", http.MethodGet, "/berichte/jahresbericht?stand=2016-12-31&werte="+values, nil)
		page := parsed(t, rec)
		h1, _ := page.First("h1")
		open[values] = h1.Text()
		if !strings.Contains(h1.Text(), "Stellen stehen der Ausgabe entgegen") {
			t.Errorf("%s: %d %s", values, rec.Code, h1.Text())
		}
		// The three tables of which a figure waits for its release, and the plan that the
		// counts have left behind.
		for _, want := range []string{"Anteil der Stadt an der Zuweisung des Landes, 01.01.2016 bis 31.12.2017", "Anteil Minderjähriger in Unterkünften, Februar 2014", "Ausgaben des Sozialamts für Geflüchtete", "„Neue Planung (27.11.2015)“ (Stand 27.11.2015) ist veraltet"} {
			if !strings.Contains(page.Text(), want) {
				t.Errorf("%s: the page does not name %q", values, want)
			}
		}
		if _, offered := page.First(`input[name="gesehen"]`); offered {
			t.Errorf("%s: issuing is offered", values)
		}
	}
	if open["freigegeben"] != open["alle"] {
		t.Errorf("two verdicts: %v", open)
	}
}
