// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"strings"

	"planraum/internal/text"
)

// nearest returns the word of the list that a mistyped word most likely means:
// the fewest letters to change, add, drop or swap, at most a third of the word. It returns nothing where no word is near; the first of equals.
func nearest(typed string, words []string) string {
	typed = strings.ToLower(typed)
	if len(typed) > 40 { // no key is that long
		return ""
	}
	best, least := "", len(typed)/3+1
	for _, w := range words {
		if d := text.Distance(typed, w, least); d < least {
			best, least = w, d
		}
	}
	return best
}
