// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"slices"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/population"
)

// common are words by which offices call what the program's indicators count.
// A word with * is the beginning of one.
var common = []struct {
	code  string
	words []string
}{
	{"intake.arrivals", []string{"zugang*", "zugaeng*", "neuzugang*", "aufnahmen", "zuzug*", "zuzueg*"}},
	{"intake.departures", []string{"abgang*", "abgaeng*", "auszug*", "auszueg*"}},
	{"intake.corrections", []string{"bereinigung*", "korrektur*"}},
	{"accommodation.persons", []string{"belegung*", "belegt*", "bewohner*", "untergebracht*", "unterkuenften"}},
	{"accommodation.sites", []string{"unterkuenfte"}},
	{"population.residents", []string{"einwohner*", "bevoelkerung", "wohnbevoelkerung", "hauptwohnung*"}},
	{"housing.dwellings", []string{"wohnungen"}},
	{"housing.social_rent_flats", []string{"sozialmietwohnungen"}},
	{"area.size", []string{"flaeche*"}},
	{"volunteers.persons", []string{"ehrenamtlich*"}},
}

// shares are words of columns that hold shares, not counts.
var shares = []string{"anteil*", "quote*", "prozent*", "auslastung*", "veraenderung*", "dichte", "versorgungsgrad"}

// indicatorIn returns the indicator that a phrase names, with confidence.
func (c Catalogue) indicatorIn(phrase string) (figure.Indicator, float64) {
	wanted := fold(phrase)
	if wanted == "" {
		return figure.Indicator{}, 0
	}
	for _, i := range c.Indicators {
		if wanted == fold(i.Code) || wanted == fold(i.Name.De) || wanted == fold(i.Name.En) {
			return i, 1
		}
	}
	if headWord(phrase, shares...) || strings.Contains(phrase, "%") {
		return figure.Indicator{}, 0
	}
	var found []figure.Indicator
	for _, w := range common {
		if !headWord(phrase, w.words...) {
			continue
		}
		if i, ok := c.indicator(w.code); ok {
			found = append(found, i)
		}
	}
	if len(found) == 1 {
		return found[0], 0.85
	}
	if len(found) > 1 {
		return figure.Indicator{}, 0
	}
	for _, i := range c.Indicators {
		if name := fold(i.Name.De); len(wanted) > 5 && i.Kind != figure.Rate && strings.Contains(" "+wanted+" ", " "+name+" ") {
			found = append(found, i)
		}
	}
	if len(found) == 1 {
		return found[0], 0.75
	}
	return figure.Indicator{}, 0
}

var everybody = []string{"insgesamt", "alle", "gesamt", "zusammen", "personen insgesamt", "summe", "total", "all"}

// groupIn returns the group that a phrase names.
func (c Catalogue) groupIn(phrase string) (population.ID, bool) {
	wanted := fold(phrase)
	for _, g := range c.Groups {
		if wanted == fold(g.Name.De) || wanted == fold(g.Name.En) || wanted == fold(string(g.ID)) {
			return g.ID, true
		}
	}
	if slices.Contains(everybody, wanted) {
		return population.All, true
	}
	return "", false
}

// totals are the words by which rows and columns of sums begin.
var totals = []string{"summe", "insgesamt", "gesamt", "gesamtsumme", "zusammen", "total", "zwischensumme", "uebertrag", "gesamtergebnis", "stadt insgesamt", "summen", "alle", "davon", "jahressumme", "durchschnitt", "mittelwert", "jahresdurchschnitt"}

// isTotal reports whether a label is that of a sum.
func isTotal(label string) bool {
	f := fold(label)
	if slices.Contains(totals, f) {
		return true
	}
	for _, w := range []string{"summe", "insgesamt", "gesamt", "zusammen", "zwischensumme", "total", "durchschnitt"} {
		if strings.HasPrefix(f, w+" ") || strings.HasSuffix(f, " "+w) {
			return true
		}
	}
	return false
}
