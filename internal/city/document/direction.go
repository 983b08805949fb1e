// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package document

import "golang.org/x/text/unicode/bidi"

// RightToLeft reports whether the first letter with a direction runs from right to
// left, as the Unicode bidirectional algorithm has it (UAX 9, P2 and P3).
func RightToLeft(pieces ...Piece) bool {
	for _, p := range pieces {
		for _, r := range p.Text {
			c, _ := bidi.LookupRune(r)
			switch c.Class() {
			case bidi.L:
				return false
			case bidi.R, bidi.AL:
				return true
			}
		}
	}
	return false
}
