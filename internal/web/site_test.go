// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestSiteHeadings(t *testing.T) {
	v := reader(t)
	for _, c := range []struct{ address, want string }{
		// planned for the end of 2016, permit for five years (GRDrs 423/2015, 354/2018)
		{"/plaetze/t4-quellenstrasse?stand=2015-11-27", "Quellenstraße: 243 Plätze, voraussichtlich von Dezember 2016 bis Dezember 2021."},
		{"/en/plaetze/t4-quellenstrasse?stand=2015-11-27", "Quellenstraße: 243 places, expected from December 2016 to December 2021."},
		{"/plaetze/t4-quellenstrasse?stand=2015-01-01", "„Quellenstraße“ war am 01.01.2015 noch nicht bekannt."},
		{"/plaetze/t2-forststrasse-71?stand=2015-11-27", "Forststraße 71: 60 Plätze, voraussichtlich seit Mai 2015, ohne bekanntes Ende."},
		// replaced by tranche 6A on 06.04.2016 (GRDrs 250/2016)
		{"/plaetze/t6-schlotwiese?stand=2016-04-01", "Schlotwiese: 396 Plätze, voraussichtlich von April 2017 bis April 2022."},
		{"/plaetze/t6-schlotwiese?stand=2016-05-01", "Schlotwiese: am 06.04.2016 aus der Planung genommen."},
	} {
		if got := v.Heading(c.address); got != c.want {
			t.Errorf("%s says %q, want %q", c.address, got, c.want)
		}
	}
	if code := v.Get("/plaetze/gibt-es-nicht").Code; code != http.StatusNotFound {
		t.Errorf("an unknown site answers %d", code)
	}
}

// TestSiteHistory: the site was put off in 2016; before that nobody could know.
func TestSiteHistory(t *testing.T) {
	v := reader(t)
	rows := v.Page("/plaetze/t4-moehringer-landstrasse?stand=2017-01-20").Table("fassungen")
	if len(rows) != 2 || !strings.Contains(rows[1][6], "beschlossen → geplant") || !strings.Contains(rows[1][6], "31.12.2016 → 31.12.2017") {
		t.Errorf("in 2017 the history reads %q", rows)
	}
	page := v.Page("/plaetze/t4-moehringer-landstrasse?stand=2015-11-27")
	if rows := page.Table("fassungen"); len(rows) != 1 {
		t.Errorf("in 2015 the history reads %q", rows)
	}
	if notice, ok := page.First(".notice"); !ok || !strings.Contains(notice.Text(), "weitere Fassungen") {
		t.Errorf("nothing says that more became known later")
	}
}

func TestSiteNeighbours(t *testing.T) {
	v := reader(t)
	page := v.Page("/plaetze/t4-quellenstrasse?stand=2015-11-27")
	names := map[string]bool{}
	for _, r := range page.Table("nachbarn") {
		names[r[0]] = true
	}
	// the published sites in Bad Cannstatt by then
	if len(names) != 2 || !names["Neckarpark"] || !names["Wildunger Straße 53 (Liebfrauenheim)"] {
		t.Errorf("the neighbours are %v", names)
	}
	for _, a := range page.All("#nachbarn tbody a[href]") {
		v.Page(a.Attr("href"))
	}
	if facts, ok := page.First("dl.facts"); !ok || !strings.Contains(facts.Text(), "GRDrs 423/2015") || !strings.Contains(facts.Text(), "Bad Cannstatt") {
		t.Errorf("the facts read %q", facts.Text())
	}
}

// TestEverySiteOfTheListHasItsPage follows the names in the table of sites.
func TestEverySiteOfTheListHasItsPage(t *testing.T) {
	v := reader(t)
	for _, asOf := range []string{"2015-11-27", "2024-06-01"} {
		seen := 0
		for _, a := range v.Page("/plaetze?stand=" + asOf).All("#standorte tbody th a[href]") {
			seen++
			if got := v.Heading(a.Attr("href")); !strings.HasPrefix(got, a.Text()+":") {
				t.Errorf("%s leads to %q", a.Text(), got)
			}
		}
		if seen == 0 {
			t.Errorf("as of %s no site has a page", asOf)
		}
	}
}
