// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
	"planraum/internal/web"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// issueForecast issues a forecast of the persons in accommodation as of the day
// of the plan and returns its key.
func issueForecast(t testing.TB, desks web.Desks) string {
	t.Helper()
	f, _, err := desks.Forecasting.Issue(audience.With(t.Context(), audience.Lens{Audience: audience.Office, Released: true}), forecasting.Order{
		Subject: prediction.Subject{Indicator: "accommodation.persons", Area: "08111000", Group: population.All, Frequency: 12},
		AsOf:    period.Day(2015, 11, 27), Horizon: 12, Seed: 1,
	}, "Sozialplanung", webtest.Today.Time())
	if err != nil {
		t.Fatal(err)
	}
	return f.ID
}

func (f *fixture) forecast(t *testing.T, in area.ID) object {
	id := issueForecast(t, f.desks)
	id += "?stand=" + webtest.Today.String() // it is known from the day of issue on
	return object{own: id, foreign: id, area: in}
}

// typed is what a planner types for a forecast of the persons.
func typedForecast(change ...string) url.Values {
	v := url.Values{
		"indicator": {"accommodation.persons"}, "area": {"08111000"}, "group": {"all"}, "frequency": {"12"}, "horizon": {"6"},
		"as_of": {"2015-11-27"}, "method": {"auto"}, "seed": {"1"}, "schritt": {"vorschau"},
	}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	return v
}

// TestTooFewValues: of a series of one census value there is no forecast: its last value
// is told, and that no band is possible.
func TestTooFewValues(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Desks(t, false))}
	typed := typedForecast()
	typed.Set("indicator", "population.residents")
	rec := post(v, "/prognosen/neu", typed)
	said, _ := parsed(t, rec).First("#fehler")
	if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(said.Text(), "Letzter Wert: 585.842 Personen (09.05.2011). Aus so wenigen Werten ist kein Band möglich.") {
		t.Errorf("%d: %q", rec.Code, said.Text())
	}
}

// TestForecastIsShownBeforeItIsKept: the picture, the words and the table come
// first, nothing is stored; then a button stores it, and the page of the
// forecast tells what was said, what came and that it can be reckoned again.
func TestForecastIsShownBeforeItIsKept(t *testing.T) {
	desks := webtest.Desks(t, false)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	shown := post(v, "/prognosen/neu", typedForecast())
	body := shown.Body.String()
	page := parsed(t, shown)
	if h, _ := page.First("h1"); shown.Code != http.StatusOK || !strings.HasPrefix(h.Text(), "Personen in städtischen Unterkünften: aus nur 4 Werten, für April 2016 im Median ") || strings.Count(h.Text(), ". ") > 0 {
		t.Fatalf("%d: %q", shown.Code, h.Text())
	}
	if _, ok := page.First("#bild-prognose .chart-wide svg"); !ok || len(page.All("#vorschau tbody tr")) != 6 || !strings.Contains(body, "zu kurz, um das an früheren Zeitpunkten zu prüfen") {
		t.Errorf("the picture (%v), the table (%d rows) or the reason is missing", ok, len(page.All("#vorschau tbody tr")))
	}
	if !strings.Contains(body, "4 Werte der Reihe sind bekannt, 14 fehlen") {
		t.Error("the missing values are not named below the heading")
	}
	if !strings.Contains(body, "naiv, 80\u00a0%: von") || !strings.Contains(body, "naiv, 80\u00a0%: bis") {
		t.Error("the naive forecast stands there without its band")
	}
	if list, _ := desks.Forecasting.List(t.Context(), period.Date{}); len(list) != 0 {
		t.Fatal("the preview was stored")
	}
	seen, _ := page.First("input[name=gesehen]")
	if other := post(v, "/prognosen/neu", typedForecast("schritt", "ablegen", "gesehen", seen.Attr("value"), "horizon", "7")); other.Code != http.StatusOK {
		t.Errorf("what was changed after it was seen answers %d instead of being shown", other.Code)
	}
	kept := post(v, "/prognosen/neu", typedForecast("schritt", "ablegen", "gesehen", seen.Attr("value")))
	if kept.Code != http.StatusSeeOther {
		t.Fatalf("issuing answers %d", kept.Code)
	}
	address := kept.Header().Get("Location")
	one := v.Page(address)
	if got := v.Heading(address); !strings.Contains(got, "von 4 bekannten Werten lagen im Bereich von 80 %") {
		t.Errorf("the answer is %q", got)
	}
	rows := one.Table("schritte")
	if len(rows) != 6 || rows[1][10] != "7.127" || rows[3][10] != "nicht bekannt" {
		t.Errorf("%d rows: %q", len(rows), rows)
	}
	if n := v.Numbers(one); n < 50 {
		t.Errorf("%d numbers can be asked", n)
	}
	if v.Files(one) < 2 {
		t.Error("the tables cannot be had as files")
	}
	again := v.Page(address + "&nachrechnen=ja")
	if notice, _ := again.First("#nachgerechnet"); !strings.Contains(notice.Text(), "Byte für Byte dasselbe") {
		t.Errorf("reckoned again: %q", notice.Text())
	}
	if twice := post(v, "/prognosen/neu", typedForecast("schritt", "ablegen", "gesehen", seen.Attr("value"))); twice.Header().Get("Location") != address {
		t.Error("the same forecast was issued twice")
	}
	early, _, _ := strings.Cut(address, "?")
	if rec := v.Get(early + "?stand=2016-12-31"); rec.Code != http.StatusNotFound || !strings.Contains(rec.Body.String(), "ab dem Tag bekannt, an dem sie abgelegt wurden") {
		t.Errorf("before it was issued it answers %d", rec.Code)
	}
	english := v.Page("/en" + address)
	if h, _ := english.First("h1"); !strings.Contains(h.Text(), "inside the 80% range") {
		t.Errorf("in English: %q", h.Text())
	}
}

// TestWrongForecastIsNamedBesideTheField: all faults at once, each with a link
// from above; what was typed stays.
func TestWrongForecastIsNamedBesideTheField(t *testing.T) {
	v := reader(t)
	rec := post(v, "/prognosen/neu", typedForecast("horizon", "61", "seed", "minus", "as_of", "2099-01-01", "method", "würfeln", "frequency", "7"))
	page := parsed(t, rec)
	if rec.Code != http.StatusUnprocessableEntity || len(page.All("[aria-invalid=true]")) != 5 || len(page.All("#fehler li a")) != 5 {
		t.Errorf("%d: %d fields, %d links", rec.Code, len(page.All("[aria-invalid=true]")), len(page.All("#fehler li a")))
	}
	for name, want := range map[string]string{"horizon": "eine Zahl von 1 bis 60", "seed": "eine ganze Zahl", "as_of": "nicht nach heute", "method": "eines der Verfahren", "frequency": "12 (Monate)"} {
		said, ok := page.First("#" + name + "-fehler")
		if !ok || !strings.Contains(said.Text(), want) {
			t.Errorf("beside %s stands %q", name, said.Text())
		}
	}
	if horizon, _ := page.First("#horizon"); horizon.Attr("value") != "61" {
		t.Error("what was typed is lost")
	}
	for change, column := range map[string]string{"indicator=gibt.es.nicht": "indicator", "area=nirgendwo": "indicator", "as_of=1990-01-01": "indicator"} {
		name, value, _ := strings.Cut(change, "=")
		rec := post(v, "/prognosen/neu", typedForecast(name, value))
		if _, ok := parsed(t, rec).First("#" + column + "-fehler"); rec.Code != http.StatusUnprocessableEntity || !ok {
			t.Errorf("%s answers %d", change, rec.Code)
		}
	}
}

// TestForecastsAreForOffices: who may not read plans sees nothing of forecasts,
// and only social planning issues them.
func TestForecastsAreForOffices(t *testing.T) {
	desks := webtest.Desks(t, false)
	h, id := webtest.Handler(desks), issueForecast(t, desks)
	for role, want := range map[string][3]int{ // the list, the forecast, a new one
		"planner": {200, 200, 200}, "steward": {200, 200, 403}, "coordinator": {200, 200, 403}, "taskforce": {200, 200, 403},
		"council": {403, 403, 403}, "public": {403, 403, 403}, "provider": {403, 403, 403}, "administrator": {403, 403, 403},
	} {
		for i, path := range []string{"/prognosen", "/prognosen/" + id, "/prognosen/neu"} {
			if got := as(t, h, role, "GET", path+"?stand=2026-11-22", nil).Code; got != want[i] {
				t.Errorf("to the %s %s answers %d, want %d", role, path, got, want[i])
			}
		}
		if got := as(t, h, role, "POST", "/prognosen/neu", typedForecast()).Code; got != want[2] {
			t.Errorf("to the %s issuing answers %d, want %d", role, got, want[2])
		}
		if got := as(t, h, role, "GET", "/herleitung/prediction/"+id+"/1/median?stand=2026-11-22", nil).Code; got != want[1] {
			t.Errorf("to the %s the derivation answers %d, want %d", role, got, want[1])
		}
	}
}
