// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package document

import "testing"

// TestNotesInRanges: three or more numbers that follow each other are written as a range.
func TestNotesInRanges(t *testing.T) {
	for want, numbers := range map[string][]int{"": nil, "3": {3}, "1, 2": {1, 2}, "1–4": {1, 2, 3, 4}, "5–8, 11, 14, 15": {5, 6, 7, 8, 11, 14, 15}, "8, 10–12": {8, 10, 11, 12}} {
		if got := inRanges(numbers); got != want {
			t.Errorf("%v: %q, want %q", numbers, got, want)
		}
	}
}
