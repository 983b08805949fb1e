// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/data"
	"planraum/internal/web"
	"planraum/internal/web/webtest"
)

// office opens the pages for the planning offices over the example city, with
// a count of a district that was 18 and is 2, and one that fell from 200 to 170.
func office(t *testing.T) (web.Desks, http.Handler) {
	t.Helper()
	desks := webtest.Desks(t, false)
	const head = "indicator,area,period,value,basis,known_from,source\n"
	bring := func(name, content string) {
		t.Helper()
		if _, err := desks.Data.Import(t.Context(), data.Incoming{Name: name, Content: strings.NewReader(content), By: "Test", Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}); err != nil {
			t.Fatal(err)
		}
	}
	bring("sources.csv", "key,name,kind,matches,source\namt,Amt,published,Amt,erfunden\n")
	for name, rows := range map[string]string{
		"first.csv": "accommodation.persons,08111000/01,2016-06-30,18,counted,2016-07-10,Amt\naccommodation.persons,08111000/02,2016-06-30,200,counted,2016-07-10,Amt\n",
		"later.csv": "accommodation.persons,08111000/01,2016-06-30,2,counted,2016-08-10,Amt\naccommodation.persons,08111000/02,2016-06-30,170,counted,2016-08-10,Amt\n",
	} {
		bring(name, head+rows)
	}
	return desks, webtest.Demo(web.New(desks, web.Config{Today: func() period.Date { return webtest.Today }, Audience: audience.Office}))
}

// TestRevisionsKeepSecrets: a revision of which a value is hidden says so, and
// neither the page nor its files tell by how much it changed; what is shown is
// numbers in files.
func TestRevisionsKeepSecrets(t *testing.T) {
	_, h := office(t)
	for _, address := range []string{"/daten/revisionen?werte=alle&stand=2026-11-22&", "/daten/quellen/amt?werte=alle&stand=2026-11-22&"} {
		page := as(t, h, "", "GET", address, nil)
		if page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "geheim gehalten") || strings.Contains(page.Body.String(), "−100") {
			t.Errorf("%s: %d", address, page.Code)
		}
		file := as(t, h, "", "GET", address+"tabelle=berichtigungen&format=csv", nil).Body.String()
		var hidden, shown string
		lines := strings.Split(strings.TrimSpace(file), "\r\n")
		for i, line := range lines {
			switch {
			case strings.Contains(line, ";.;"):
				hidden = line
				if i != len(lines)-1 {
					t.Errorf("the hidden revision is not the last: %q", line)
				}
			case strings.Contains(line, ";170;"):
				shown = line
			}
		}
		if strings.Count(hidden, ";.") != 4 || strings.Contains(hidden, ";18;") {
			t.Errorf("%s: the hidden revision is %q in %s", address, hidden, file)
		}
		if !strings.Contains(shown, ";200;") || !strings.Contains(shown, ";-30;-15,0;") || strings.Contains(file, "'") || strings.Contains(file, "−") {
			t.Errorf("%s: the shown revision is %q", address, shown)
		}
		if !strings.Contains(file, ";Zielgruppe;") {
			t.Errorf("%s: no group in %q", address, file)
		}
	}
	if got := headline(t, as(t, h, "", "GET", "/daten/revisionen?stand=2026-11-22&werte=alle&gebiet=08111000%2F01", nil)); !strings.Contains(got, "Bei 1 weiteren wird ein Stand geheim gehalten") {
		t.Errorf("the answer is %q", got)
	}
}

// TestNobodyChoosesTheHidden: a hidden figure is not offered, and not taken.
func TestNobodyChoosesTheHidden(t *testing.T) {
	desks, h := office(t)
	figures, err := desks.Data.Figures(audience.With(t.Context(), audience.Lens{Audience: audience.Office}), figure.Query{Indicators: []string{"accommodation.persons"}, From: period.Day(2016, 6, 30), To: period.Day(2016, 6, 30)})
	if err != nil {
		t.Fatal(err)
	}
	const page = "/daten/accommodation.persons?gebiet=08111000%2F01&werte=alle&stand=2026-11-22"
	hidden := 0
	for _, f := range figures {
		if f.Area != "08111000/01" || !f.IsSecret() {
			continue
		}
		hidden++
		id := fmt.Sprint(f.ID)
		body := as(t, h, "", "GET", page, nil).Body.String()
		if strings.Contains(body, "waehlen="+id) || strings.Contains(body, "geheim gehalten Personen") || !strings.Contains(body, "geheim gehalten") {
			t.Error("the page offers a hidden figure, or gives it a unit")
		}
		if rec := as(t, h, "", "GET", page+"&waehlen="+id, nil); rec.Code != http.StatusForbidden {
			t.Errorf("the form of a hidden figure answers %d", rec.Code)
		}
		origin := as(t, h, "", "GET", "/herleitung/figure/"+id+"?werte=alle&stand=2026-11-22", nil).Body.String()
		if strings.Contains(origin, "Zeile 0") || strings.Contains(origin, "geheim gehalten Personen") || !strings.Contains(origin, "geheim gehalten") {
			t.Error("the derivation tells a line 0 or a unit")
		}
	}
	if hidden == 0 {
		t.Error("nothing is hidden")
	}
}

// TestThePublicIsOfferedWhatItMay follows every link of the pages that are open
// to the public, in its role: none is refused, and no form asks it to write.
func TestThePublicIsOfferedWhatItMay(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	seen := map[string]bool{}
	next := []string{"/", "/?stand=2010-01-01", "/daten/katalog", "/daten/accommodation.persons?stand=2016-12-31", "/daten/accommodation.persons?waehlen=1", "/daten/intake.arrivals", "/en"}
	for n := 0; len(next) > 0 && n < 250; n++ {
		address, _, _ := strings.Cut(next[0], "#")
		next = next[1:]
		if seen[address] || address == "" {
			continue
		}
		seen[address] = true
		rec := as(t, h, "public", "GET", address, nil)
		if rec.Code == http.StatusForbidden {
			t.Errorf("%s is offered and refused", address)
		}
		if !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/html") || strings.HasPrefix(address, "/api") || strings.HasPrefix(address, "/ogc") {
			continue
		}
		page := parsed(t, rec)
		for _, f := range page.All("form") {
			if f.Attr("method") == "post" && !strings.HasSuffix(f.Attr("action"), "/rolle") {
				t.Errorf("%s has a form to %s", address, f.Attr("action"))
			}
		}
		if strings.Contains(rec.Body.String(), "diesen Wert wählen") {
			t.Errorf("%s offers a choice", address)
		}
		for _, a := range page.All("a") {
			if href := a.Attr("href"); strings.HasPrefix(href, "/") && !strings.Contains(href, "format=") && !strings.Contains(href, "sortieren=") {
				next = append(next, href)
			}
		}
	}
}

// TestCatalogueFilesAreLogged: whoever takes a data set, the log says that it
// left for the public; a file that does not exist is not in it.
func TestCatalogueFilesAreLogged(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Demo(web.New(desks, web.Config{Today: func() period.Date { return webtest.Today }}))
	for _, format := range []string{"csv", "xlsx", "json", "geojson", "pdf"} {
		as(t, h, "", "GET", "/katalog/population-residents."+format, nil)
	}
	list, err := desks.Protect.Departures(t.Context(), 10)
	if err != nil || len(list) != 4 {
		t.Fatalf("%+v, %v", list, err)
	}
	for i, want := range []string{"geojson", "json", "xlsx", "csv"} {
		if d := list[i]; d.Format != want || d.Audience != audience.Public || !strings.Contains(d.Content, "population-residents") || d.Policy == "" {
			t.Errorf("%+v", d)
		}
	}
}
