// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// reader visits the pages of the example city.
func reader(t *testing.T) htmltest.Visitor {
	t.Helper()
	return htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Desks(t, false))}
}

// number reads a number as German pages write it, without what stands beside.
func number(t *testing.T, cell string) int {
	t.Helper()
	word, _, _ := strings.Cut(cell, " ")
	n, err := strconv.Atoi(strings.NewReplacer(".", "", "−", "-", "+", "").Replace(word))
	if err != nil {
		t.Fatalf("%q is no number", cell)
	}
	return n
}

// row returns the row of a page's table whose first cell reads name.
func row(t *testing.T, page htmltest.Node, table, name string) []string {
	t.Helper()
	for _, r := range page.Table(table) {
		if r[0] == name {
			return r
		}
	}
	t.Fatalf("table %s has no row %q", table, name)
	return nil
}

// TestPlacesAnswersAsTheSituation: where a plan runs, Lagebild and Plätze give
// the same answer to the same question.
func TestPlacesAnswersAsTheSituation(t *testing.T) {
	v := reader(t)
	for asOf, want := range map[string]string{
		"2015-11-01": "fehlen Plätze", "2015-11-27": "Ab Januar 2016 fehlen Plätze, Ende Dezember 2017 sind es 4.679.",
		// Later counts are far from the plan, so it does not answer any more:
		// 9,227 planned and 8,633 counted in April 2016.
		"2016-06-30": "Der Plan liegt 594 Personen über der letzten Zählung: Bitte neu rechnen.",
		"2017-12-31": "über der letzten Zählung",
	} {
		places, situation := v.Heading("/plaetze?stand="+asOf), v.Heading("/?stand="+asOf)
		if places != situation || !strings.Contains(places, want) {
			t.Errorf("as of %s: Plätze says %q, Lagebild %q", asOf, places, situation)
		}
	}
}

// TestPublishedPlan: GRDrs 1330/2015 gives 12,194 persons at the end of 2016,
// which need 13,549 places, and 13,594 persons at the end of 2017.
func TestPublishedPlan(t *testing.T) {
	page := reader(t).Page("/plaetze?stand=2015-11-27")
	if r := row(t, page, "monate", "Dezember 2016"); r[2] != "12.194" || r[3] != "13.549" {
		t.Errorf("December 2016 has %s persons and needs %s places", r[2], r[3])
	}
	if r := row(t, page, "monate", "Dezember 2017"); r[2] != "13.594" {
		t.Errorf("December 2017 has %s persons", r[2])
	}
	if r := row(t, page, "monate", "Oktober 2015"); r[1] != "gezählt" || r[2] != "5.435" || r[3] != "6.039" { // 5,435 / 0.9
		t.Errorf("October 2015 reads %q", r)
	}
}

// TestMonthsAddUp: gap = usable - needed in every month of the plan, and a gap
// says in words that places are missing.
func TestMonthsAddUp(t *testing.T) {
	page := reader(t).Page("/plaetze?stand=2015-11-27")
	planned := 0
	for _, r := range page.Table("monate") {
		if r[1] != "berechnet" {
			continue
		}
		planned++
		gap := number(t, r[8])
		if gap != number(t, r[7])-number(t, r[3]) || number(t, r[7]) != number(t, r[4])-number(t, r[5])-number(t, r[6]) {
			t.Errorf("%s does not add up: %q", r[0], r)
		}
		if (gap < 0) != strings.HasSuffix(r[8], "fehlen") {
			t.Errorf("%s: the gap reads %q", r[0], r[8])
		}
	}
	if planned != 24 {
		t.Errorf("%d months are planned, want 24", planned)
	}
}

// TestPublishedTranches: sums that council papers state (GRDrs 423/2015 and
// the press of October 2015).
func TestPublishedTranches(t *testing.T) {
	page := reader(t).Page("/plaetze?stand=2015-11-27")
	for name, places := range map[string]string{"Tranche 1": "1.038", "Tranche 3": "561", "Tranche 4": "2.238", "Tranche 5": "2.148"} {
		if r := row(t, page, "pakete", name); r[4] != places || r[5] != places {
			t.Errorf("%s: its sites have %s places, the paper says %s, want %s", name, r[4], r[5], places)
		}
	}
	sites, places := 0, 0
	for _, r := range page.Table("standorte") {
		if len(r) > 11 && r[11] == "Tranche 4" {
			sites++
			places += number(t, r[7])
		}
	}
	if sites != 11 || places != 2238 {
		t.Errorf("tranche 4 lists %d sites with %d places, want 11 with 2,238", sites, places)
	}
}

// TestAssumedDatesAreMarked: no date of the example is published, so every one
// carries the word, in the table and at its bar.
func TestAssumedDatesAreMarked(t *testing.T) {
	page := reader(t).Page("/plaetze?stand=2015-11-27")
	for _, r := range page.Table("standorte") {
		if strings.HasPrefix(r[0], "davon") || strings.HasPrefix(r[0], "alle") {
			continue
		}
		if !strings.HasSuffix(r[4], "angenommen") || !strings.HasSuffix(r[5], "angenommen") && r[5] != "unbefristet" {
			t.Errorf("%s opens %q and ends %q", r[0], r[4], r[5])
		}
	}
	bars, ok := page.First("#laufzeiten .chart-wide svg")
	if !ok || strings.Count(bars.Text(), "angenommen") < 35 {
		t.Errorf("the bars do not say that their dates are assumed")
	}
}

// TestEndingsExplainTheCliff: the list of endings and the half-years speak of
// the same places.
func TestEndingsExplainTheCliff(t *testing.T) {
	page := reader(t).Page("/plaetze?stand=2015-11-27")
	cliff, list := 0, 0
	for _, r := range page.Table("klippe") {
		cliff += number(t, r[3])
	}
	for _, r := range page.Table("enden") {
		list += number(t, r[3])
	}
	if cliff != list || cliff == 0 {
		t.Errorf("by half-years %d places end, by the list %d", cliff, list)
	}
}

func TestPlacesWithoutPlan(t *testing.T) {
	page := reader(t).Page("/plaetze?stand=2018-09-01")
	h1, _ := page.First("h1")
	usable := row(t, page, "standorte", "davon am 01.09.2018 in Betrieb")[10]
	if !strings.Contains(h1.Text(), usable+" Plätze nutzbar") {
		t.Errorf("the heading %q does not say that %s places are usable", h1.Text(), usable)
	}
	if notice, ok := page.First(".notice"); !ok || !strings.Contains(notice.Text(), "kein Plan bekannt") {
		t.Errorf("nothing says that there is no plan")
	}
	if len(page.All("#entscheidungen")) > 0 {
		t.Errorf("without a plan nothing can be decided too late")
	}
	// 6,869 persons on 14.08.2018 (GRDrs 354/2018) / 0.9
	if figures, _ := page.First(".keyfigures"); !strings.Contains(figures.Text(), "7.632") {
		t.Errorf("the key figures %q do not hold the places needed by the last count", figures.Text())
	}
}

// TestPlacesBeforeTheData: empty pages say why they are empty and what to do.
func TestPlacesBeforeTheData(t *testing.T) {
	v := reader(t)
	page := v.Page("/plaetze?stand=2010-01-01")
	if h1, _ := page.First("h1"); h1.Text() != "Am 01.01.2010 ist keine Unterkunft bekannt." {
		t.Errorf("the heading reads %q", h1.Text())
	}
	if len(page.All("svg.chart")) > 0 || len(page.All(".keyfigures")) > 0 {
		t.Errorf("there is a picture or a key figure of nothing")
	}
	for _, id := range []string{"monate", "standorte", "pakete", "klippe", "enden"} {
		if empty, ok := page.First("#" + id + " td.empty"); !ok || len(empty.Text()) < 20 {
			t.Errorf("the table %s does not say why it is empty", id)
		}
	}
	// the first tranche was decided on 04.12.2013 with 1,038 places
	if got := v.Heading("/plaetze?stand=2014-01-01"); !strings.Contains(got, "noch kein nutzbarer Platz") || !strings.Contains(got, "1.038") {
		t.Errorf("as of 01.01.2014: %q", got)
	}
}

func TestOlderPlanSaysSo(t *testing.T) {
	v := reader(t)
	if n := v.Page("/plaetze?stand=2015-11-27").All(".content .notice"); len(n) != 1 {
		t.Errorf("on the plan's own day there are %d notices, want the one on assumptions", len(n))
	}
	notice, ok := v.Page("/plaetze?stand=2016-06-30").First(".notice")
	if !ok || !strings.Contains(notice.Text(), "am 27.11.2015 bekannt waren") {
		t.Errorf("half a year later nothing says that the plan is older: %q", notice.Text())
	}
}

func TestSitesSort(t *testing.T) {
	page := reader(t).Page("/plaetze?stand=2015-11-27&sortieren=standorte.-nominal")
	rows := page.Table("standorte")
	before := number(t, rows[0][7])
	for _, r := range rows[:len(rows)-2] {
		if n := number(t, r[7]); n > before {
			t.Errorf("%s with %d places stands after %d", r[0], n, before)
		} else {
			before = n
		}
	}
	if !strings.HasPrefix(rows[len(rows)-1][0], "alle") {
		t.Errorf("the last row is %q", rows[len(rows)-1][0])
	}
	if head, ok := page.First("#standorte th[aria-sort=descending]"); !ok || !strings.HasPrefix(head.Text(), "nominell") {
		t.Errorf("the sorted column is not marked")
	}
}

// TestNumbersAndFiles: every number can be asked, and every table fetched and
// read again, on all three pages, in both languages, with and without a plan.
func TestNumbersAndFiles(t *testing.T) {
	v := reader(t)
	for address, atLeast := range map[string]int{
		"/plaetze?stand=2015-11-27": 200, "/en/plaetze?stand=2016-06-30": 150, "/plaetze?stand=2018-09-01": 60, "/plaetze?stand=2010-01-01": 0,
		"/plaetze/t4-quellenstrasse?stand=2015-11-27": 2, "/en/plaetze/rest-city?stand=2020-06-30": 5,
		"/prognosen?stand=2024-06-01": 11 + 4 + 7, "/en/prognosen?stand=2015-11-27": 8, // said, came, scored
	} {
		page := v.Page(address)
		if n := v.Numbers(page); n < atLeast {
			t.Errorf("%s has %d numbers that can be asked, want at least %d", address, n, atLeast)
		}
		if v.Files(page) == 0 {
			t.Errorf("%s has no table", address)
		}
		ids := map[string]bool{}
		for _, n := range page.All("[id]") {
			if id := n.Attr("id"); id != "" && ids[id] {
				t.Errorf("%s has the id %q twice", address, id)
			} else {
				ids[id] = true
			}
		}
	}
}

func TestUnknownNumbersAnswerNotFound(t *testing.T) {
	v := reader(t)
	for _, ref := range []string{"city/usable/gestern", "city/beds/2015-11-27", "city/needed/2015-08-31", "package/t99", "score/1", "score/x"} {
		if code := v.Get("/herleitung/" + ref).Code; code != http.StatusNotFound {
			t.Errorf("%s answers %d", ref, code)
		}
	}
}
