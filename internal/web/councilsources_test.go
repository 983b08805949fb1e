// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

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
	faults := page.Table("datenfehler")
	if len(faults) != 1 || faults[0][1] != "falsches Datum" || faults[0][4] != "date" || faults[0][5] != "2015-13-01" {
		t.Errorf("faults %v", faults)
	}
	if h := v.Heading(councilSources); !strings.Contains(h, "1 Drucksache") || !strings.Contains(h, "1 Fehler") {
		t.Errorf("after it: %q", h)
	}
	if file := v.Get(councilSources + "?tabelle=datenfehler&format=csv"); file.Code != http.StatusOK || !strings.Contains(file.Body.String(), "2015-13-01") {
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

// TestCouncilSourceFails: a source that cannot be asked says why and when; a wrong address
// is refused in the words of the form.
func TestCouncilSourceFails(t *testing.T) {
	desks := webtest.Working(t)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	wrong := parsed(t, post(v, councilSources, url.Values{"schritt": {"vorschau"}, "name": {"Rat"}, "url": {"file:///etc/passwd"}}))
	if box, _ := wrong.First("section#fehler"); strings.Contains(box.Text(), "Feld url") || !strings.Contains(box.Text(), "Adresse der OParl-Schnittstelle: „file:///etc/passwd“") {
		t.Errorf("the refusal says %q", box.Text())
	}
	if n := len(wrong.All("#fehler")); n != 1 {
		t.Errorf("%d elements are called fehler", n)
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(gone.Close)
	if _, err := desks.CouncilData.SaveSource(t.Context(), councildata.Source{Name: "Rat", URL: gone.URL, By: "Sozialplanung"}, 0, time.Now()); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 4, 5, 6, 0, 0, time.UTC)
	if _, err := desks.CouncilData.Take(t.Context(), councildata.Intake{Source: councildata.KeyOf(gone.URL), By: "Kommandozeile", Now: at}); err == nil {
		t.Fatal("a server without anything is read")
	}
	page := v.Page(councilSources)
	want := "gescheitert am 04.03.2026, 05:06 Uhr (UTC): " + gone.URL + " antwortet mit dem Status 404."
	if rows := page.Table("quellen"); len(rows) != 1 || rows[0][2] != want {
		t.Errorf("%q, expected %q", rows, want)
	}
	if h := v.Heading(councilSources); !strings.Contains(h, "Der letzte Abruf am 04.03.2026, 05:06 Uhr (UTC) ist gescheitert: "+gone.URL) {
		t.Errorf("%q", h)
	}
	if rows := page.Table("abrufe"); len(rows) != 1 || !strings.HasPrefix(rows[0][4], "Nicht abgerufen: ") {
		t.Errorf("%q", rows)
	}
}

// TestFailureHidesNothing: a fetch that failed takes neither the numbers nor the faults of
// the last good one away.
func TestFailureHidesNothing(t *testing.T) {
	desks := webtest.Working(t)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	wrong := true
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if !wrong {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = w.Write([]byte(`{"data":[{"id":"https://rat.example.org/paper/1","type":"https://schema.oparl.org/1.1/Paper","name":"A","date":"1815-03-01",
			"created":"2015-01-01T10:00:00+01:00","modified":"2015-02-01T10:00:00+01:00"}],"pagination":{},"links":{}}`))
	}))
	t.Cleanup(other.Close)
	if _, err := desks.CouncilData.SaveSource(t.Context(), councildata.Source{Name: "Rat", URL: other.URL, By: "Sozialplanung"}, 0, time.Now()); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 4, 5, 6, 0, 0, time.UTC)
	for i := range 3 {
		_, err := desks.CouncilData.Take(t.Context(), councildata.Intake{Source: councildata.KeyOf(other.URL), By: "Kommandozeile", Now: at.Add(time.Duration(i) * time.Hour)})
		if failed := err != nil; failed == wrong {
			t.Fatal(err)
		}
		wrong = false
	}
	page := v.Page(councilSources)
	rows, faults := page.Table("quellen"), page.Table("datenfehler")
	if len(rows) != 1 || !strings.HasPrefix(rows[0][2], "gescheitert am 04.03.2026, 07:06") || rows[0][4] != "1" || rows[0][9] != "1" {
		t.Errorf("%q", rows)
	}
	if len(faults) != 2 || !strings.HasPrefix(faults[0][1], "gescheitert am 04.03.2026, 07:06") || faults[1][5] != "1815-03-01" || len(page.Table("abrufe")) != 3 {
		t.Errorf("%q", faults)
	}
}

// TestCouncilFiles: each file stands by its name with its faults, each import can be looked
// at alone, and what was kept against a source is told with both values.
func TestCouncilFiles(t *testing.T) {
	desks := webtest.Working(t)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	const head = `,"type":"https://schema.oparl.org/1.1/Paper","created":"2015-01-01T10:00:00+01:00","modified":"2015-02-01T10:00:00+01:00"`
	at := time.Date(2026, 3, 4, 5, 6, 0, 0, time.UTC)
	for i, content := range []string{
		`{"id":"https://rat.example.org/1"` + head + `,"name":"A","date":"1815-03-01"}`,
		`{"data":[{"id":"https://rat.example.org/2"` + head + `,"name":7}` + `,{"name":"ohne Adresse"` + head + `}],"pagination":{"currentPage":2},"links":{}}`,
		`{"id":"https://rat.example.org/1","type":"https://schema.oparl.org/1.1/Paper","created":"2015-01-01T10:00:00+01:00","modified":"2015-01-15T10:00:00+01:00","name":"B","date":"2015-03-01"}`,
	} {
		name := []string{"a.json", "b.json", "a.json"}[i]
		if _, err := desks.CouncilData.Take(t.Context(), councildata.Intake{Name: name, Content: []byte(content), By: "Kommandozeile", Now: at.Add(time.Duration(i) * time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	page := v.Page(councilSources)
	if rows := page.Table("quellen"); len(rows) != 2 || rows[0][0] != "a.json" || rows[1][0] != "b.json" || rows[1][9] == "0" {
		t.Errorf("%q", rows)
	}
	said := map[string]bool{}
	for _, row := range page.Table("datenfehler") {
		said[row[0]+" "+row[3]+" "+row[1]+" "+row[5]] = true
	}
	for _, want := range []string{"b.json https://rat.example.org/2 falsche Art von Angabe: Zahl, erwartet: Text 7", "b.json b.json, Seite 2, 2. Objekt Pflichtangabe fehlt "} {
		if !said[want] {
			t.Errorf("not told: %q in %v", want, said)
		}
	}
	kept := page.Table("behalten")
	if len(kept) != 1 || kept[0][1] != "behalten: der Stand der Quelle ist älter" || kept[0][4] != "Titel oder Name (name)" || kept[0][5] != "A" || kept[0][6] != "B" {
		t.Errorf("%q", kept)
	}
	runs := page.Table("abrufe")
	if len(runs) != 3 || runs[2][0] != "a.json" || runs[2][6] != "1" {
		t.Fatalf("%q", runs)
	}
	first := ""
	for _, a := range page.All("#abrufe a") {
		if href := a.Attr("href"); strings.Contains(href, "lauf=") && strings.HasSuffix(href, "#datenfehler") {
			first = href // the last row is the first import
		}
	}
	first, _, _ = strings.Cut(first, "#")
	if rows := v.Page(first).Table("datenfehler"); len(rows) != 1 || rows[0][1] != "Datum nicht glaubhaft: erwartet vom 01.01.1990 bis 04.03.2036" || rows[0][5] != "1815-03-01" {
		t.Errorf("%s: %q", first, rows)
	}
	if r := v.Get(councilSources + "?lauf=4711"); r.Code != http.StatusNotFound {
		t.Errorf("an import that is not: %d", r.Code)
	}
}

// TestCommitteeFromElsewhere: what a source does not say of a committee is unknown, not 0.
func TestCommitteeFromElsewhere(t *testing.T) {
	desks := webtest.Working(t)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	content := `{"id":"https://rat.example.org/o","type":"https://schema.oparl.org/1.1/Organization","created":"2015-01-01T10:00:00+01:00","modified":"2015-02-01T10:00:00+01:00","name":"Ausschuss von nebenan","organizationType":"Gremium"}`
	if _, err := desks.CouncilData.Take(t.Context(), councildata.Intake{Name: "o.json", Content: []byte(content), By: "Kommandozeile", Now: time.Date(2015, 11, 1, 0, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	for _, row := range v.Page("/rat/gremien?stand=2015-11-27").Table("gremien") {
		if row[0] == "Ausschuss von nebenan" {
			if row[2] != "unbekannt" || row[3] != "unbekannt" || row[4] != "unbekannt" {
				t.Errorf("%q", row)
			}
			return
		}
	}
	t.Error("the committee is not listed")
}
