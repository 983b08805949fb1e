// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"planraum/internal/web/webtest"
)

// TestOutdatedPlanIsSaidOnce: at the end of 2016 the plan of November 2015 is out of date,
// and many places of the yearly report rest on it. Page and editor say so once, with each
// place below; the list holds as many places as the heading counts.
func TestOutdatedPlanIsSaidOnce(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for _, address := range []string{"/berichte/jahresbericht?stand=2016-12-31", "/berichte/jahresbericht/bearbeiten?stand=2016-12-31"} {
		rec := as(t, h, "planner", http.MethodGet, address, nil)
		page := parsed(t, rec)
		open, there := page.First("#offen")
		if rec.Code != http.StatusOK || !there {
			t.Fatalf("%s answers %d", address, rec.Code)
		}
		if n := strings.Count(open.Text(), "ist veraltet"); n != 1 {
			t.Errorf("%s says %d times that the plan is out of date", address, n)
		}
		places := 0
		for _, li := range page.All("#offen li li") {
			if strings.Contains(li.Text(), "veraltet") {
				t.Errorf("a place says it too: %s", li.Text())
			}
			places++
		}
		if places < 5 || strings.Contains(open.Text(), "am November") {
			t.Errorf("%s: %d places below a cause: %s", address, places, open.Text())
		}
	}
}
