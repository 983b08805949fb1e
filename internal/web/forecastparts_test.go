// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// TestForecastWithDistricts: a forecast of the city can be asked for with its
// districts; the preview and the kept page show each, what is a share says so,
// small ones are marked, means add up, and every number can be asked.
func TestForecastWithDistricts(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Desks(t, false))}
	shown := parsed(t, post(v, "/prognosen/neu", typedForecast("parts", "district")))
	seen, _ := shown.First("input[name=gesehen]")
	if !strings.Contains(shown.Text(), "Am meisten sind in Bad Cannstatt zu erwarten") {
		t.Error("the preview does not say where most are expected")
	}
	kept := post(v, "/prognosen/neu", typedForecast("parts", "district", "schritt", "ablegen", "gesehen", seen.Attr("value")))
	if kept.Code != http.StatusSeeOther {
		t.Fatalf("issuing answers %d", kept.Code)
	}
	page := v.Page(kept.Header().Get("Location"))
	rows := page.Table("gebiete")
	if len(rows) != 24 {
		t.Fatalf("%d rows, 23 districts and their sum", len(rows))
	}
	sum, small := 0, 0
	for _, r := range rows[:23] {
		sum += number(t, r[3])
		if !strings.Contains(r[2], "Anteil am größeren Gebiet") {
			t.Errorf("%q: no figures of its own are known, it is a share", r)
		}
		if under := strings.Contains(r[2], "unter 8.000 Einwohnern"); under != (number(t, r[1]) < 8000) {
			t.Errorf("%q", r)
		} else if under {
			small++
		}
	}
	if off := sum - number(t, rows[23][3]); off < -12 || off > 12 { // 23 rounded numbers
		t.Errorf("the districts are %d, the city %q", sum, rows[23])
	}
	if small != 2 { // Birkach and Münster
		t.Errorf("%d districts below 8,000 inhabitants", small)
	}
	if n := v.Numbers(page); n < 150 {
		t.Errorf("%d numbers can be asked", n)
	}
	if again, _ := v.Page(kept.Header().Get("Location") + "&nachrechnen=ja").First("#nachgerechnet"); !strings.Contains(again.Text(), "Byte für Byte dasselbe") {
		t.Errorf("reckoned again: %q", again.Text())
	}
}
