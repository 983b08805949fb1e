// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"planraum/internal/desk/data"
	"planraum/internal/web/webtest"
)

// TestStructure: the page tells how many children are to be expected, lists states and
// areas, marks those that are too small, and every assumption with its source; each
// number leads to its derivation.
func TestStructure(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	rec := as(t, h, "", "GET", "/prognosen/bestand?stand=2016-12-31", nil)
	page := parsed(t, rec)
	h1, _ := page.First("h1")
	if got := h1.Text(); rec.Code != http.StatusOK || !strings.HasPrefix(got, "Ende 2017 leben voraussichtlich ") || !strings.HasSuffix(got, " Kinder unter 6 Jahren in den Unterkünften.") {
		t.Fatalf("%d, %q", rec.Code, got)
	}
	if ages, states, areas := len(page.Table("alter")), len(page.Table("status")), page.Table("gebiete"); ages != 5 || states != 2 || len(areas) != 23 {
		t.Errorf("%d ages, %d states, %d areas", ages, states, len(areas))
	}
	small := 0
	for _, row := range page.Table("gebiete") {
		if strings.Contains(strings.Join(row, " "), "nur Anteil eines größeren Gebiets") {
			small++
			if row[0] != "Birkach" && row[0] != "Münster" { // 7,352 and 6,924 inhabitants
				t.Errorf("%s is marked as small", row[0])
			}
		}
	}
	if small != 2 {
		t.Errorf("%d areas are marked as small", small)
	}
	for _, row := range page.Table("annahmen") {
		if row[3] == "" || row[4] == "" {
			t.Errorf("without basis or source: %q", row)
		}
	}
	asked := 0
	for _, a := range page.All("a.number") {
		if href := a.Attr("href"); strings.Contains(href, "/structure/") && asked < 90 {
			asked++
			if rec := as(t, h, "", "GET", href, nil); rec.Code != http.StatusOK {
				t.Errorf("%s answers %d", href, rec.Code)
			}
		}
	}
	if asked < 49 {
		t.Errorf("%d numbers can be asked", asked)
	}
	for address, want := range map[string]string{
		"/prognosen/bestand?stand=2010-01-01": "Am 01.01.2010 ist zu wenig bekannt, um vorauszurechnen.",
		"/prognosen/bestand?stand=2014-06-13": "Am 13.06.2014 ist zu wenig bekannt, um vorauszurechnen.",
	} {
		if got := headline(t, as(t, h, "", "GET", address, nil)); got != want {
			t.Errorf("%s: %q", address, got)
		}
	}
	for role, want := range map[string]int{"steward": 200, "public": 403, "council": 403} {
		if rec := as(t, h, role, "GET", "/prognosen/bestand", nil); rec.Code != want {
			t.Errorf("%s: %d", role, rec.Code)
		}
	}
}

// TestObservedStaysAreShown: what was observed stands beside what is assumed, with its
// standard error: 100 of 5,000 person-months are 2 % with an error of 0.198.
func TestObservedStaysAreShown(t *testing.T) {
	desks := webtest.Desks(t, false)
	content := "observation,state,months,persons,left,known_from,source\nprobe,preliminary,1,2500,no,2015-11-01,Test\nprobe,preliminary,2,1200,no,2015-11-01,Test\nprobe,preliminary,0,100,yes,2015-11-01,Test\n"
	if _, err := desks.Data.Import(t.Context(), data.Incoming{Name: "stays.csv", Content: bytes.NewReader([]byte(content)), By: "Test", Now: webtest.Today.Time()}); err != nil {
		t.Fatal(err)
	}
	rows := parsed(t, as(t, webtest.Handler(desks), "", "GET", "/prognosen/bestand", nil)).Table("verweildauern")
	if len(rows) != 1 {
		t.Fatalf("%d rows", len(rows))
	}
	if got := strings.Join(rows[0], "|"); got != "probe|vorläufige Unterbringung|0|100|5.000|2,00|0,20|2,00" {
		t.Errorf("the row is %q", got)
	}
}
