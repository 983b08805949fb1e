// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"planraum/internal/web/webtest"
)

// keptPage asks for a page and returns its status and text.
func keptPage(t *testing.T, address string) (int, string) {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// TestPagesOfWhatIsKept: each page answers first, from the data, and leads on.
func TestPagesOfWhatIsKept(t *testing.T) {
	base := webtest.Serve(t)
	all := "?stand=2026-11-22&werte=alle"
	for path, wants := range map[string][]string{
		"/daten": {`href="/daten/quellen"`, `href="/daten/revisionen"`, `href="/daten/verlauf"`, `href="/daten/gebietsstand"`},
		"/daten/revisionen" + all: {
			"1 Wert wurde später anders angegeben", "im Mittel um 6,4", "6.700, dann 7.127", "andere Quelle", "/herleitung/figure/",
		},
		"/daten/revisionen":                       {"ist kein Wert bekannt, der nach der ersten Meldung anders angegeben wurde"},
		"/en/daten/revisionen" + all:              {"1 value was stated otherwise later", "6,700, then 7,127"},
		"/daten/accommodation.persons" + all:      {`id="staende"`, "Wie sich die Angabe geändert hat", "seit 14.01.2016"},
		"/daten/quellen":                          {"Die Werte kommen aus 10 Quellen", "beobachteter Verzug", "nicht freigegeben"},
		"/daten/quellen/gemeinderat" + all:        {"Drucksachen und Niederschriften", "Lizenz: unbekannt", "https://domino1.stuttgart.de", `href="/daten/freigabe`},
		"/en/daten/quellen/esslinger-zeitung":     {"Licence: unknown"},
		"/daten/gebietsstand":                     {"Es gibt einen Gebietsstand", "kein Wert muss übertragen werden"},
		"/daten/verlauf":                          {"Eingänge", "Prüfung oder Freigabe"},
		"/daten/verlauf?kennzahl=intake.arrivals": {"figures_intake.csv"},
	} {
		status, body := keptPage(t, base+path)
		for _, want := range wants {
			if status != http.StatusOK || !strings.Contains(body, want) {
				t.Errorf("%s (%d) does not say %q", path, status, want)
			}
		}
	}
	if _, body := keptPage(t, base+"/daten/verlauf?kennzahl=intake.arrivals"); strings.Contains(body, "figures_districts.csv") {
		t.Error("the history of one indicator shows files without it")
	}
	for path, want := range map[string]int{"/daten/quellen/nie": 404, "/daten/verlauf/nie": 404, "/daten/verlauf?tag=quatsch": 422, "/herleitung/carried/x/y/all/2015/08111000": 404} {
		if status, _ := keptPage(t, base+path); status != want {
			t.Errorf("%s answers %d, want %d", path, status, want)
		}
	}
}

// TestAnEntryShowsWhatItCorrected follows the history to the batch that changed
// the stock of 2015.
func TestAnEntryShowsWhatItCorrected(t *testing.T) {
	base := webtest.Serve(t)
	_, list := keptPage(t, base+"/daten/verlauf?werte=alle&kennzahl=accommodation.persons")
	link := regexp.MustCompile(`href="(/daten/verlauf/[^"]+)">figures_accommodation.csv`).FindStringSubmatch(list)
	if link == nil {
		t.Fatal("no link to the batch")
	}
	_, body := keptPage(t, base+strings.ReplaceAll(link[1], "&amp;", "&"))
	for _, want := range []string{"1 davon berichtigt einen früheren", "Was berichtigt wurde", "6.700", "7.127", "Zeile der Datei"} {
		if !strings.Contains(body, want) {
			t.Errorf("the entry does not say %q", want)
		}
	}
}
