// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package example_test

import (
	"testing"

	"planraum/internal/city/source"
	"planraum/internal/text"
)

// TestCite: by the example city's own table a source that was typed short stands in words;
// one in words stays, and so does every one in a city without the table.
func TestCite(t *testing.T) {
	c := source.NewCiter(load(t).citations)
	if got := (source.Citer{}).Write("StZ 063b6bf7", text.De); got != "StZ 063b6bf7" {
		t.Error(got)
	}
	for short, want := range map[string]string{
		"stuttgarter-zeitung.de 74afd5be (figures_accommodation.csv, Zeile 25)":                               "Stuttgarter Zeitung, Artikel 74afd5be",
		"stuttgart.de press Oct 2016 (36th report)":                                                           "Stadt Stuttgart, Pressemitteilung, Oktober 2016 (36. Flüchtlingsbericht)",
		"stuttgart.de press 16.07.2015 (11th site)":                                                           "Stadt Stuttgart, Pressemitteilung vom 16.07.2015 (11. Standort)",
		"stuttgart.de/item/show/273273/1/9/571580 (35th report, 27.07.2015)":                                  "Stadt Stuttgart, 35. Flüchtlingsbericht vom 27.07.2015",
		"stuttgart.de/item/show/586237 (double budget 2016/17)":                                               "Stadt Stuttgart, Veröffentlichung 586237 auf stuttgart.de (Doppelhaushalt 2016/2017)",
		"stuttgarter-zeitung.de 'Unterkünfte für 4000 weitere' (May 2015)":                                    "Stuttgarter Zeitung, „Unterkünfte für 4000 weitere“, Mai 2015",
		"Task Force Integration closing report (domino1.stuttgart.de 52166df016471eadc12581d400423d3a, 2017)": "Abschlussbericht der Task Force Integration, 2017 (Ratsinformation der Stadt Stuttgart)",
		"domino1 fc7351fc55aee224c125803b003181b0":                                                            "Ratsinformation der Stadt Stuttgart, Dokument fc7351fc",
		"GRDrs 1330/2015 (old plan)":                                                                          "GRDrs 1330/2015 (bisherige Planung)",
		"StZ 063b6bf7, c6eaf87c":                                                                              "Stuttgarter Zeitung, Artikel 063b6bf7 und c6eaf87c",
		"minutes VA 15.10.2014":                                                                               "Niederschrift des Verwaltungsausschusses vom 15.10.2014",
		"Amt für Statistik, Jahrbuch 2015":                                                                    "Amt für Statistik, Jahrbuch 2015",
	} {
		if got := c.Write(short, text.De); got != want {
			t.Errorf("%q: %q", short, got)
		}
	}
	if got := c.Write("stuttgart.de press Oct 2016 (36th report)", text.En); got != "City of Stuttgart, press release, Oct 2016 (36th refugee report)" {
		t.Error(got)
	}
}
