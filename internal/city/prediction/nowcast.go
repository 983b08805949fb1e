// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package prediction

import "planraum/internal/city/period"

// Nowcast says how the last months of a series were taken that are still
// corrected: from how earlier months were corrected after they were first
// reported, as known on the as-of date.
type Nowcast struct {
	Version   string      `json:"version"`          // of the method
	Vintages  int         `json:"vintages"`         // values that counted one after the other of all months
	Corrected int         `json:"corrected_months"` // months of which one followed another
	Months    []OpenMonth `json:"months"`           // those not final, in rising order
	Digest    string      `json:"digest"`           // SHA-256 of the values by month and delay
}

// OpenMonth is a month that is not final. Values are in the indicator's unit.
type OpenMonth struct {
	Month period.Month `json:"month"`
	Delay int          `json:"delay"` // months since then
	Known float64      `json:"known"` // as it stood
	// Share of the final value that was usually known after as many months.
	Share float64 `json:"share"`
	Mean  float64 `json:"mean"` // of the final value, as Range is
	Range
}

// Correction is by how much months as old as the open ones were corrected on
// average, as a share of what was known; false where nothing was known of them.
func (n Nowcast) Correction() (float64, bool) {
	known, final := 0.0, 0.0
	for _, m := range n.Months {
		known += m.Known
		final += m.Known / m.Share
	}
	if known == 0 {
		return 0, false
	}
	return final/known - 1, true
}
