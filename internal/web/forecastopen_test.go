// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/desk/data"
	"planraum/internal/web"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// lateReports brings in arrivals of a district of which 80 % are reported two
// weeks after each month and all of them a month later.
func lateReports(t *testing.T, desks web.Desks) {
	t.Helper()
	for name, share := range map[string]int{"first.csv": 80, "all.csv": 100} {
		file := "indicator,area,group,period,value,basis,known_from,source\n"
		for i := range 36 {
			month := period.MonthOf(2018, 1) + period.Month(i)
			file += fmt.Sprintf("intake.arrivals,08111000/06,all,%s,%d,counted,%s,Meldung\n", month, share*(3+i%3), month.Last().AddDays(14+31*(share/100)))
		}
		if _, err := desks.Data.Import(t.Context(), data.Incoming{Name: name, Content: strings.NewReader(file), By: "Test", Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestOpenMonthsAreTold: before a forecast is issued and on its page the months
// that are not final are named in a sentence, drawn and listed; what was used can
// be reckoned again. The first report of December is 80 % of 500: 400.
func TestOpenMonthsAreTold(t *testing.T) {
	desks := webtest.Desks(t, false)
	lateReports(t, desks)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	const form = "/prognosen/neu?werte=alle"
	values := typedForecast("indicator", "intake.arrivals", "area", "08111000/06", "as_of", "2021-01-20")
	shown := post(v, form, values)
	const said = "Der letzte Monat (Dezember 2020) ist noch nicht endgültig: So junge Monate wurden bisher im Mittel um 25 % nach oben berichtigt; die Prognose rechnet das ein."
	if body := strings.ReplaceAll(shown.Body.String(), "\u00a0", " "); shown.Code != http.StatusOK || !strings.Contains(body, said) || !strings.Contains(body, "noch nicht endgültig: was zu erwarten ist") {
		t.Fatalf("%d: the sentence or the picture's words are missing", shown.Code)
	}
	seen, _ := parsed(t, shown).First("input[name=gesehen]")
	values.Set("schritt", "ablegen")
	values.Set("gesehen", seen.Attr("value"))
	kept := post(v, form, values)
	if kept.Code != http.StatusSeeOther {
		t.Fatalf("issuing answers %d", kept.Code)
	}
	address := kept.Header().Get("Location")
	page := v.Page(address)
	rows := page.Table("offene-monate")
	if len(rows) != 1 || rows[0][0] != "Dezember 2020" || rows[0][1] != "400" || !strings.HasPrefix(strings.ReplaceAll(rows[0][2], "\u00a0", " "), "80,") || (rows[0][3] != "500" && rows[0][3] != "501" && rows[0][3] != "499") {
		t.Errorf("open months: %q", rows)
	}
	body := strings.ReplaceAll(v.Get(address).Body.String(), "\u00a0", " ")
	if !strings.Contains(body, said) || !strings.Contains(body, "nowcast/") || !strings.Contains(body, "aus 71 Meldeständen; 35 Monate wurden berichtigt") {
		t.Error("the page does not say what was used")
	}
	if notice, _ := v.Page(address + "&nachrechnen=ja").First("#nachgerechnet"); !strings.Contains(notice.Text(), "Byte für Byte dasselbe") {
		t.Errorf("reckoned again: %q", notice.Text())
	}
	if english := v.Get("/en" + address).Body.String(); !strings.Contains(english, "months as young were so far corrected upwards by 25% on average; the forecast takes that in.") {
		t.Error("the sentence is missing in English")
	}
	if plain := post(v, "/prognosen/neu", typedForecast()).Body.String(); strings.Contains(plain, "noch nicht endgültig") || strings.Contains(plain, "offene-monate") {
		t.Error("a series without corrections is said to have open months")
	}
}
