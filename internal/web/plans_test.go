// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"strings"
	"testing"
)

// TestPlanPages: the published numbers of both plans stand on their pages,
// every number can be asked and every table can be had as a file.
func TestPlanPages(t *testing.T) {
	v := reader(t)
	for _, c := range []struct {
		address, table, row string
		want                []string
	}{
		// GRDrs 1330/2015: 12,194 persons and 13,549 places at the end of 2016.
		{"/plaene/neue-planung-2015-11-27", "monate", "Dezember 2016", []string{"12.194", "13.549"}},
		{"/plaene/neue-planung-2015-11-27", "monate", "Dezember 2017", []string{"13.594"}},
		{"/plaene/entwurf-haushalt-oktober-2015", "monate", "Dezember 2016", []string{"7.798", "8.664"}},
		{"/plaene", "plaene", "Neue Planung (27.11.2015)", []string{"13.594"}},
		{"/plaene/vergleich", "summen", "Personen", []string{"8.998", "13.594", "+4.596"}},
		// As of 2017 the count of 31.12.2016 stands beside the plan.
		{"/plaene/vergleich?stand=2017-06-30", "monate", "Dezember 2016", []string{"7.798", "12.194", "8.055"}},
		{"/plaene/neue-planung-2015-11-27?stand=2017-06-30", "monate", "Dezember 2016", []string{"12.194", "8.055"}},
	} {
		page := v.Page(c.address)
		cells := " " + strings.Join(row(t, page, c.table, c.row), " ") + " "
		for _, want := range c.want {
			if !strings.Contains(cells, " "+want+" ") {
				t.Errorf("%s, %s: %s is not in%s", c.address, c.row, want, cells)
			}
		}
		if v.Numbers(page) == 0 || v.Files(page) == 0 {
			t.Errorf("%s has no numbers to ask or no tables to take", c.address)
		}
	}
}

// TestSituationAsksAndFiles: the same for the Lagebild.
func TestSituationAsksAndFiles(t *testing.T) {
	v := reader(t)
	for _, address := range []string{"/", "/en/", "/?stand=2017-06-30", "/?stand=2014-06-30"} {
		page := v.Page(address)
		if v.Numbers(page) < 5 || v.Files(page) == 0 {
			t.Errorf("%s has hardly any numbers to ask or no tables to take", address)
		}
	}
}

// TestDistrictsWithoutKnownSites: places that belong to no district may lie in
// any of them, so a district without a known site is unknown and not 0.
func TestDistrictsWithoutKnownSites(t *testing.T) {
	page := reader(t).Page("/")
	if got := row(t, page, "bezirke", "Mitte"); got[2] != "unbekannt" {
		t.Errorf("Mitte: %q, want unbekannt", got)
	}
	// Tranche 1: 243 places in Mühlhausen.
	if got := row(t, page, "bezirke", "Mühlhausen"); got[2] != "243" {
		t.Errorf("Mühlhausen: %q, want 243", got)
	}
}

// TestDerivedTotals: a difference and a total show what they are made of.
func TestDerivedTotals(t *testing.T) {
	v := reader(t)
	for address, want := range map[string]string{
		"/plaene/vergleich": "13.594 − 8.998 = +4.596",
		"/":                 "1.577 / 585.841 × 1.000 = 2,7", // 1,577 places listed in the districts, 585,841 residents of the census
	} {
		found := false
		for _, a := range v.Page(address).All("a.number") {
			ref := a.Attr("href")
			if strings.Contains(ref, "/difference/") && strings.HasSuffix(ref, "/persons") || strings.HasSuffix(ref, "/district/all/per1000") {
				found = true
				if page := string(v.File(ref)); !strings.Contains(page, want) {
					t.Errorf("%s does not show %q", ref, want)
				}
			}
		}
		if !found {
			t.Errorf("%s has no total or difference to ask", address)
		}
	}
}

// TestOutdatedPlanIsSaidEverywhere: in 2017 the counts have refuted the plan of
// 2015, so no page gives its numbers as the answer.
func TestOutdatedPlanIsSaidEverywhere(t *testing.T) {
	v := reader(t)
	for _, path := range []string{"/", "/plaetze", "/personal"} {
		if got := v.Heading(path + "?stand=2017-06-30"); !strings.Contains(got, "Bitte neu rechnen") {
			t.Errorf("%s answers %q", path, got)
		}
	}
}
