// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"testing"

	"planraum/internal/city/unit"
	"planraum/tools/refdata"
)

// koenigstein returns the published keys by year, weights in 1/100,000 percent.
func koenigstein(t testing.TB) map[string][]Part {
	t.Helper()
	keys := make(map[string][]Part)
	for _, r := range refdata.Records(t, "koenigsteiner_schluessel.csv") {
		d, err := unit.ParseDecimal(r["share_percent"])
		if err != nil {
			t.Fatal(err)
		}
		if d, err = d.Rescale(5); err != nil {
			t.Fatal(err)
		}
		keys[r["key_year"]] = append(keys[r["key_year"]], Part{r["land"], d.Amount})
	}
	return keys
}

// named makes parts A, B, C ... of the weights.
func named(weights ...int64) []Part {
	parts := make([]Part, len(weights))
	for i, w := range weights {
		parts[i] = Part{string(rune('A' + i)), w}
	}
	return parts
}

func sumOf(counts []unit.Headcount) unit.Headcount {
	var n unit.Headcount
	for _, c := range counts {
		n += c
	}
	return n
}
