// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/store/citytest"
)

// BenchmarkReplay goes through the 67 months of the example city.
func BenchmarkReplay(b *testing.B) {
	c := citytest.Example(b)
	for b.Loop() {
		if _, err := c.Outlook.Replay(b.Context(), period.MonthOf(2014, 6), period.MonthOf(2019, 12), citytest.Today(), nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLook asks once what is to come, and keeps nothing.
func BenchmarkLook(b *testing.B) {
	c := citytest.Example(b)
	m := period.MonthOf(2015, 11)
	for b.Loop() {
		if _, err := c.Outlook.Replay(b.Context(), m, m, citytest.Today(), nil); err != nil {
			b.Fatal(err)
		}
	}
}
