// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"regexp"
	"strings"
	"unicode"
)

var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\t", " ", "\r", " ", "\n", " ", "\u00ad", "")

// oneSpace returns s with single spaces and without those at its ends.
func oneSpace(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.Join(strings.Fields(spaces.Replace(s)), " ")
}

// isPlain reports whether a cell has no space at its ends and none but single
// ones of ASCII inside, as nearly all cells do.
func isPlain(s string) bool {
	before := byte(' ')
	for i := range len(s) {
		b := s[i]
		if b < ' ' || b >= 0x80 || b == ' ' && before == ' ' {
			return false
		}
		before = b
	}
	return s == "" || before != ' '
}

var (
	hyphenated = regexp.MustCompile(`(\p{Ll})-\r?\n\s*(\p{Ll})`)
	footMark   = regexp.MustCompile(`(?:\s+\d\)|\s*[¹²³⁴⁵⁶⁷⁸⁹]\)?|\s*\*+\)?)+$`)
)

// cleanHeading returns what a cell of the header says: words that are divided
// at the end of a line in one, without marks of footnotes.
func cleanHeading(s string) string {
	s = oneSpace(hyphenated.ReplaceAllString(s, "$1$2"))
	if t := footMark.ReplaceAllString(s, ""); t != "" {
		s = t
	}
	return strings.TrimSuffix(s, ":")
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "é", "e", "è", "e", "á", "a", "à", "a", "ô", "o", "ç", "c")

// fold returns s in lower case, with umlauts as ae, and with one space for
// everything that is neither letter nor digit.
func fold(s string) string {
	return strings.Join(words(s), " ")
}

// words returns the words and numbers of s in the spelling of fold.
func words(s string) []string {
	return strings.FieldsFunc(umlauts.Replace(strings.ToLower(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// foldName folds the name of a column part by part and keeps "*".
func foldName(name string) string {
	parts := strings.Split(name, partMark)
	for i, p := range parts {
		pieces := strings.Split(p, "*")
		for j := range pieces {
			pieces[j] = fold(pieces[j])
		}
		parts[i] = strings.TrimSpace(strings.Join(pieces, " * "))
	}
	return strings.Join(parts, partMark)
}
