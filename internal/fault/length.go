// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package fault

import (
	"unicode/utf8"

	"planraum/internal/text"
)

// The longest texts of entries, in letters.
const (
	LongestTitle = 500   // names, offices, titles: one line
	LongestText  = 10000 // notes, outcomes, reasons
)

// shownLetters is how much of a text that is too long a fault quotes.
const shownLetters = 60

// TooLong is the fault of a text with more letters than it may have; false: it has no
// more. It quotes the beginning of the text.
func TooLong(column, value string, most int) (Row, bool) {
	n := utf8.RuneCountInString(value)
	if n <= most {
		return Row{}, false
	}
	return Row{Column: column, Value: Beginning(value), Expected: text.T(
		"höchstens "+text.De.Int(int64(most))+" Zeichen; es sind "+text.De.Int(int64(n)),
		"at most "+text.En.Int(int64(most))+" characters; these are "+text.En.Int(int64(n)))}, true
}

// Beginning is a text that may be very long as a fault quotes it.
func Beginning(value string) string {
	letters := []rune(value)
	if len(letters) <= shownLetters {
		return value
	}
	return string(letters[:shownLetters]) + "…"
}
