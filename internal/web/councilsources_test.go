// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/city/job"
	"planraum/internal/desk/councildata"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

const councilSources = "/rat/quellen"

// otherCouncil is another council system with one paper whose date is wrong.
func otherCouncil(t *testing.T) string {
	t.Helper()
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"data":[{"id":"https://rat.example.org/paper/1","type":"https://schema.oparl.org/1.1/Paper","name":"<b>Standorte</b>","date":"2015-13-01",
			"created":"2015-01-01T10:00:00+01:00","modified":"2015-02-01T10:00:00+01:00"}],"pagination":{},"links":{}}`))
	}))
	t.Cleanup(other.Close)
	return other.URL
}

// TestCouncilSources enters a source, has it fetched and reads what was wrong.
func TestCouncilSources(t *testing.T) {
	desks := webtest.Working(t)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	if h := v.Heading(councilSources); h != "Noch ist keine Quelle für Ratsdaten eingetragen." {
		t.Errorf("at first: %q", h)
	}
	wrong := post(v, councilSources, url.Values{"schritt": {"vorschau"}, "name": {""}, "url": {"file:///etc/passwd"}})
	if page := parsed(t, wrong); wrong.Code != http.StatusUnprocessableEntity || len(page.All("input[aria-invalid=true]")) != 2 || !strings.Contains(page.Text(), "file:///etc/passwd") {
		t.Errorf("a wrong source: %d", wrong.Code)
	}
	address := otherCouncil(t)
	typed := url.Values{"schritt": {"vorschau"}, "name": {"Rat <Nebenan>"}, "url": {address}}
	preview := parsed(t, post(v, councilSources, typed))
	if effect, _ := preview.First("#wirkung-abschnitt"); !strings.Contains(effect.Text(), "Noch ist nichts gespeichert.") {
		t.Fatalf("no effect: %q", effect.Text())
	}
	typed.Set("schritt", "speichern")
	for _, name := range []string{"gesehen", "version"} {
		hidden, _ := preview.First("#neu input[name=" + name + "]")
		typed.Set(name, hidden.Attr("value"))
	}
	if saved := post(v, councilSources, typed); saved.Code != http.StatusSeeOther {
		t.Fatalf("saving answers %d", saved.Code)
	}
	to := post(v, councilSources, url.Values{"schritt": {"abrufen"}, "quelle": {councildata.KeyOf(address)}}).Header().Get("Location")
	id, _, _ := strings.Cut(strings.TrimPrefix(to, "/daten/vorgaenge/"), "?")
	state(t, desks, id, job.Done)
	page := v.Page(councilSources)
	faults := page.Table("fehler")
	if len(faults) != 1 || faults[0][1] != "falsches Datum" || faults[0][4] != "date" || faults[0][5] != "2015-13-01" {
		t.Errorf("faults %v", faults)
	}
	if h := v.Heading(councilSources); !strings.Contains(h, "1 Drucksache") || !strings.Contains(h, "1 Fehler") {
		t.Errorf("after it: %q", h)
	}
	if file := v.Get(councilSources + "?tabelle=fehler&format=csv"); file.Code != http.StatusOK || !strings.Contains(file.Body.String(), "2015-13-01") {
		t.Errorf("the faults as a file: %d", file.Code)
	}
	version, _ := page.First("form input[name=version]")
	if r := post(v, councilSources, url.Values{"schritt": {"stilllegen"}, "quelle": {councildata.KeyOf(address)}, "version": {version.Attr("value")}}); r.Code != http.StatusSeeOther {
		t.Errorf("retiring answers %d", r.Code)
	}
	if table := v.Page(councilSources).Table("quellen"); len(table) != 1 || table[0][2] != "stillgelegt" {
		t.Errorf("retired: %v", table)
	}
}
