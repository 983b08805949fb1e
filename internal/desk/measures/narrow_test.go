// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures_test

import (
	"strings"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/desk/measures"
	"planraum/internal/text"
)

// TestWithoutPromise: a band is called a probability only where bands of its kind held
// their values before.
func TestWithoutPromise(t *testing.T) {
	share := func(v float64) *float64 { return &v }
	for _, c := range []struct {
		held    *float64
		promise bool
		says    string
	}{
		{share(0.8), true, ""}, {share(0.65), true, ""}, {share(0.41), false, "früher lagen nur 41 % der Werte in solchen Bändern"}, {nil, false, "noch nicht messen"},
	} {
		track := measures.Track{
			At: measure.Step{Period: period.On(period.Day(2016, 6, 30)), Median: 500, Low: 480, High: 520}, Target: 450,
			Undone: measure.Undone{Indicator: figure.Indicator{Unit: text.Same("Personen")}, Held: c.held},
		}
		said := strings.ReplaceAll(track.Without().De, "\u00a0", " ")
		if strings.Contains(said, "Wahrscheinlichkeit") != c.promise || !strings.Contains(said, c.says) || !strings.Contains(said, "480 bis 520") {
			t.Errorf("%v: %s", c.held, said)
		}
		if en := track.Without().En; strings.Contains(en, "probability") != c.promise {
			t.Errorf("%s", en)
		}
	}
}
