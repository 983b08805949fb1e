// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"regexp"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/dataset"
	"planraum/internal/city/population"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

var (
	datasetKey  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	wantDataset = text.T("Kleinbuchstaben, Ziffern und Bindestriche wie places-by-district, nicht areas oder sites", "lower-case letters, digits and hyphens such as places-by-district, not areas or sites")
	mailbox     = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
)

// reservedKeys are data sets that the catalogue makes itself.
var reservedKeys = []string{"areas", "sites"}

// ReadDatasets reads a file of data sets of the public catalogue in file order.
// Its error is fault.Invalid with all faults, or that of the reader.
func ReadDatasets(in *table.Reader, known Catalogue) ([]dataset.Dataset, error) {
	var list []dataset.Dataset
	seen := newTwice()
	err := each(in, Datasets, func(c cells) error {
		d := readDataset(c, known)
		seen.check(c, "key, known_from", d.Key, d.KnownFrom.String())
		list = append(list, d)
		return nil
	}, nil)
	return list, err
}

func readDataset(c cells, known Catalogue) dataset.Dataset {
	d := dataset.Dataset{
		Key:         c.text("key"),
		Title:       text.T(c.text("title_de"), c.text("title_en")),
		Description: text.T(c.text("description_de"), c.text("description_en")),
		Indicators:  c.each("indicators", func(s string) bool { _, ok := known.indicators[s]; return ok }, text.T("bekannte Kennzahlen, mit Leerzeichen getrennt", "known indicators, separated by spaces")),
		Licence:     dataset.Licence(c.oneOf("licence", dataset.Words(dataset.Licences)...)),
		Attribution: c.OptText("attribution"),
		Office:      c.OptText("office"),
		Email:       c.OptText("email"),
		Theme:       dataset.Theme(c.OptOneOf("theme", dataset.Words(dataset.Themes)...)),
		Periodicity: dataset.Periodicity(c.OptOneOf("periodicity", dataset.Words(dataset.Periodicities)...)),
		Issued:      c.optDate("issued"),
		Withheld:    c.yes("withheld"),
		Source:      c.text("source"),
		KnownFrom:   c.date("known_from"),
		File:        c.file,
		Line:        c.Line,
	}
	if d.Key != "" && (!datasetKey.MatchString(d.Key) || slices.Contains(reservedKeys, d.Key)) {
		c.Refuse("key", wantDataset)
	}
	if d.Email != "" && !mailbox.MatchString(d.Email) {
		c.Refuse("email", text.T("eine E-Mail-Adresse eines Amts", "an e-mail address of an office"))
	}
	for _, l := range c.each("levels", func(s string) bool { return area.Levels[s] != 0 }, text.T("city, district, subdistrict, mit Leerzeichen getrennt", "city, district, subdistrict, separated by spaces")) {
		d.Levels = append(d.Levels, area.Levels[l])
	}
	for _, g := range c.each("groups", func(s string) bool { _, ok := known.groups[population.ID(s)]; return ok }, text.T("bekannte Zielgruppen, mit Leerzeichen getrennt", "known groups, separated by spaces")) {
		d.Groups = append(d.Groups, population.ID(g))
	}
	return d
}

// each reads words separated by spaces and refuses the cell where one of them
// is not known. An empty cell of a column that must be there is refused by text.
func (c cells) each(column string, known func(string) bool, want text.Text) []string {
	raw := c.OptText(column)
	if column == "indicators" {
		raw = c.text(column)
	}
	words := strings.Fields(raw)
	for _, w := range words {
		if !known(w) {
			c.Refuse(column, want)
			return nil
		}
	}
	return words
}
