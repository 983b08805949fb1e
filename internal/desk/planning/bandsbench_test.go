// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"testing"

	. "planraum/internal/desk/planning"
	"planraum/internal/store/citytest"
)

// BenchmarkBands reckons the published plan of 24 months for 1,000 courses.
func BenchmarkBands(b *testing.B) {
	run := ran(b, citytest.Example(b), newPlanning)
	paths := banded(run)
	for len(paths.Persons) < 1000 {
		paths.Persons = append(paths.Persons, paths.Persons[:100]...)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Bands(run, paths); err != nil {
			b.Fatal(err)
		}
	}
}
