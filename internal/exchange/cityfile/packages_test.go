// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile_test

import (
	"testing"

	"planraum/internal/exchange/cityfile"
)

// TestPartialCost: tranche 5 of Stuttgart has 2,148 places and a cost of 33.35 million
// EUR, 23,160 a place, for the 1,440 places in prefabricated buildings (press release of
// the city, October 2015); tranche 6 has its 933 places at 23,875.
func TestPartialCost(t *testing.T) {
	for _, one := range []struct {
		p    cityfile.Package
		want bool
	}{
		{cityfile.Package{Places: 2148, Cost: 33_350_000_00, CostPerPlace: 23_160_00}, true},
		{cityfile.Package{Places: 933, Cost: 22_275_000_00, CostPerPlace: 23_875_00}, false},
		{cityfile.Package{Places: 1038, Cost: 21_500_000_00, CostPerPlace: 20_713_00}, false},
		{cityfile.Package{Places: 796}, false},
		{cityfile.Package{Places: 796, Cost: 1_00}, false},
	} {
		if got := one.p.Partial(); got != one.want {
			t.Errorf("%+v: %t", one.p, got)
		}
	}
}
