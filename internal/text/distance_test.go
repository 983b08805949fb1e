// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package text_test

import (
	"testing"

	"planraum/internal/text"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"kitten", "sitting", 3}, // the textbook example
		{"Plätze", "Platze", 1},  // letters, not bytes
		{"months", "monhts", 1},  // two neighbours swapped
		{"ca", "abc", 3},         // optimal string alignment: a pair is touched once
	} {
		if got := text.Distance(c.a, c.b, 100); got != c.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if back := text.Distance(c.b, c.a, 100); back != c.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", c.b, c.a, back, c.want)
		}
	}
	if got := text.Distance("a", "abcdefgh", 3); got != 3 {
		t.Errorf("lengths too far apart: %d, want the limit 3", got)
	}
}
