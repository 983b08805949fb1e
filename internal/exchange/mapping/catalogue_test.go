// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping_test

import (
	"os"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/exchange/mapping"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

const example = "../../example/stuttgart/"

// stuttgart is the catalogue of the example city.
func stuttgart(t testing.TB) mapping.Catalogue {
	t.Helper()
	var c mapping.Catalogue
	for _, r := range rowsOf(t, example+"areas.csv") {
		c.Areas = append(c.Areas, area.Area{
			ID: area.ID(r("id")), Edition: r("edition"), Level: area.Levels[r("level")], Number: r("number"), Name: r("name"), Parent: area.ID(r("parent")),
		})
	}
	for _, r := range rowsOf(t, example+"indicators.csv") {
		c.Indicators = append(c.Indicators, figure.Indicator{
			Code: r("code"), Name: text.T(r("name_de"), r("name_en")), Unit: text.T(r("unit_de"), r("unit_en")), Places: int(r("decimals")[0] - '0'), Kind: figure.Kind(r("kind")),
		})
	}
	for _, r := range rowsOf(t, example+"groups.csv") {
		c.Groups = append(c.Groups, population.Group{ID: population.ID(r("id")), Name: text.T(r("name_de"), r("name_en"))})
	}
	return c
}

func rowsOf(t testing.TB, path string) []func(string) string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := table.Read(path, f)
	if err != nil {
		t.Fatal(err)
	}
	var rows []func(string) string
	for _, r := range all.Rows {
		rows = append(rows, r.Raw)
	}
	return rows
}
