// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"strings"
	"testing"

	"planraum/internal/city/prediction"
	"planraum/internal/text"
)

// TestScoreWithNumbers: the derivation of an interval score shows the formula with its
// numbers. By hand, for 131 that came, a median of 120 and ranges of 110 to 130, 100 to
// 140 and 90 to 150: (5.5 + 0.25 x (20 + 4 x 1) + 0.1 x 40 + 0.025 x 60) / 3.5 = 17 / 3.5.
func TestScoreWithNumbers(t *testing.T) {
	s := StepScore{Mark: &Mark{Came: 131}}
	s.Median = 120
	s.Bounds = []prediction.Bounds{{Level: 50, Low: 110, High: 130}, {Level: 80, Low: 100, High: 140}, {Level: 95, Low: 90, High: 150}}
	s.Mark.WIS = wis(s.Range, 131)
	_, _, rule, ok := s.item("wis", prediction.Issued{})
	want := "Hier: (|131,00 − 120,00| / 2 + 0,25 × (20,00 + 4 × 1,00) + 0,1 × (40,00 + 10 × 0,00) + 0,025 × (60,00 + 40 × 0,00)) / 3,5 = 4,86."
	if got := rule.In(text.De); !ok || !strings.HasSuffix(got, want) {
		t.Errorf("%q", got)
	}
	if v := s.Mark.WIS; v < 4.857 || v > 4.858 {
		t.Errorf("%v", v)
	}
}
