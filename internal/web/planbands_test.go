// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"strings"
	"testing"
)

// TestPlanBands: a plan's page says how sure it is, in a sentence and in tables whose
// bounds are in order, and every bound says how it came about and from what.
func TestPlanBands(t *testing.T) {
	v := reader(t)
	page := v.Page("/plaene/neue-planung-2015-11-27")
	text := page.Text()
	for _, want := range []string{"Nach den bis zum 27.11.2015 bekannten Zahlen", "Der Plan rechnet für Ende Dezember 2017 mit 13.594 Personen", "An der oberen 80-%-Grenze sind im", "Einen Anstieg oder sein Ende sieht kein Verlauf voraus"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	// What has to be decided about comes first, above the picture: whether, when and
	// how sure, then how many; and nothing soothes where the median lacks places.
	lead, found := page.First("#wichtigstes")
	if !found {
		t.Fatal("nothing comes first")
	}
	first := lead.Text()
	end := row(t, page, "bandbreite", "Dezember 2017")
	for _, want := range []string{"fehlen bis Dezember 2017 in mehr als 99 % der Verläufe Plätze", "ab Januar 2016", "Ende Dezember 2017 fehlen im mittleren Verlauf " + end[len(end)-2] + " Plätze"} {
		if !strings.Contains(first, want) {
			t.Errorf("no %q in %q", want, first)
		}
	}
	if strings.Contains(text, "liegt innerhalb der mittleren") || !strings.Contains(text, "weniger als der mittlere Verlauf") {
		t.Error("the plan's number is not set against the median course")
	}
	if !strings.Contains(text, "Bereich 80 %, reicht über das Bild hinaus bis "+end[4]) || !strings.Contains(text, "reicht über das Bild hinaus bis "+end[6]) {
		t.Errorf("the picture is cut without saying how far the ranges go: %q", end)
	}
	before := 0
	for _, month := range []string{"Januar 2016", "Dezember 2016", "Dezember 2017"} {
		cells := row(t, page, "bandbreite", month)
		low, median, high := number(t, cells[2]), number(t, cells[3]), number(t, cells[4])
		if low > median || median > high || high-low <= before {
			t.Errorf("%s: %d, %d, %d after a band of %d", month, low, median, high, before)
		}
		before = high - low
	}
	for _, year := range []string{"2016", "2017"} {
		if cells := row(t, page, "kostenband", year); cells[2] >= cells[4] && len(cells[2]) >= len(cells[4]) {
			t.Errorf("%s: %q", year, cells)
		}
	}
	derived := map[string]bool{}
	for _, a := range page.All("a.number") {
		ref := a.Attr("href")
		kind := ""
		for _, item := range []string{"/needed/high/2016-12", "/missing/median/2016-12", "/probability/share/2016-12", "/posts/high/2016-12", "/year/high/2016"} {
			if strings.Contains(ref, "/band/") && strings.HasSuffix(strings.Split(ref, "?")[0], item) {
				kind = item
			}
		}
		if kind == "" || derived[kind] {
			continue
		}
		derived[kind] = true
		shown := v.Page(ref).Text()
		for _, want := range []string{"1.000", "Startzahl der Zufallsziehung: 1", "Stadt Stuttgart, Pressemitteilung, Oktober 2015 (Tranche 5)"} {
			if !strings.Contains(shown, want) {
				t.Errorf("%s does not say %q", ref, want)
			}
		}
	}
	if len(derived) != 5 {
		t.Errorf("derivations found: %v", derived)
	}
	if got := v.Get("/herleitung/band/0000/needed/high/2016-12").Code; got != 404 {
		t.Errorf("a run that is not there: %d", got)
	}
}
