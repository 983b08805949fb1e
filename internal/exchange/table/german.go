// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// candidates are the encodings of one byte a character, the most frequent
// first: ties go to Windows-1252.
var candidates = []struct {
	name Encoding
	cm   *charmap.Charmap
}{{CP1252, charmap.Windows1252}, {ISO885915, charmap.ISO8859_15}, {CP850, charmap.CodePage850}}

// certain is by how much the best encoding must lead in the score so that
// there is no doubt: one umlaut in a word does.
const certain = 5

// guess returns the encoding of a sample that holds bytes beyond ASCII, and
// the others that would give another text and read nearly as well. What cannot
// be decided are single characters outside of words that are one sign here and
// another there: a cell "Ä" alone, ¤ against €, names with other letters than
// German ones. UTF-8 is never in doubt. previous is the byte before the sample.
func guess(previous byte, sample []byte) (best Encoding, doubt []Encoding) {
	if looksUTF8(sample) {
		return UTF8, nil
	}
	scores := make([]int, len(candidates))
	top := 0
	for i, c := range candidates {
		if scores[i] = germanness(previous, sample, c.cm); scores[i] > scores[top] {
			top = i
		}
	}
	for i, c := range candidates {
		if i != top && scores[top]-scores[i] < certain && differ(sample, c.cm, candidates[top].cm) {
			doubt = append(doubt, c.name)
		}
	}
	return candidates[top].name, doubt
}

// differ reports whether the sample reads differently in the two encodings.
func differ(sample []byte, a, b *charmap.Charmap) bool {
	for _, c := range sample {
		if c >= utf8.RuneSelf && a.DecodeByte(c) != b.DecodeByte(c) {
			return true
		}
	}
	return false
}

// looksUTF8 reports whether more of the sample's non-ASCII bytes form UTF-8
// than not: a single damaged byte must become one fault, not make the whole
// file another encoding. Text of the other encodings forms UTF-8 by chance
// only in pairs such as Ã¤ that nobody writes.
func looksUTF8(sample []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(sample); {
		if sample[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(sample[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			good++
		case utf8.FullRune(sample[i:]): // else cut off at the sample's end
			bad++
		}
		i += n
	}
	return good > bad || bad == 0
}

// germanness scores how well the sample reads as German in the encoding cm:
// each character beyond ASCII by its own frequency and by its neighbours,
// because only those tell õ from ä ("Häuser") or á from ß ("Straße").
func germanness(previous byte, sample []byte, cm *charmap.Charmap) int {
	score := 0
	for i, b := range sample {
		if b < utf8.RuneSelf {
			continue
		}
		before, after := rune(previous), ' '
		if i > 0 {
			before = cm.DecodeByte(sample[i-1])
		}
		if i+1 < len(sample) {
			after = cm.DecodeByte(sample[i+1])
		}
		score += scoreRune(before, cm.DecodeByte(b), after)
	}
	return score
}

// The marks of German typography that office files hold.
const (
	signs  = "€§°µ½¼¾±×·…–—•«»\u00a0\u00ad"
	quotes = "„“”‚‘’"
)

// scoreRune scores the character r between its neighbours.
func scoreRune(before, r, after rune) int {
	inWord := unicode.IsLetter(before) || unicode.IsLetter(after)
	switch {
	case unicode.IsControl(r) || r == utf8.RuneError:
		return -20
	case r == 'ß':
		return whether(strings.ContainsRune("aeiouäöüyAEIOUÄÖÜ", before), 10, -5)
	case strings.ContainsRune("äöü", r):
		return whether(inWord && !unicode.IsUpper(after), 10, -5)
	case strings.ContainsRune("ÄÖÜ", r):
		return whether(inWord, whether(unicode.IsLower(before), -5, 10), -4) // -4: "Ö" alone beats a foreign letter alone
	case r == '²' || r == '³': // of metres; else it is the ü of the other encoding
		return whether(before == 'm', 4, whether(inWord, -6, 2))
	case strings.ContainsRune(signs+quotes, r):
		return whether(unicode.IsLetter(before) && unicode.IsLetter(after) && r != '’' && r != '\u00ad', -6, 4)
	case unicode.IsLetter(r):
		return foreignLetter(before, r, after, inWord)
	}
	return -8 // box drawings, ¤ ¦ and the like
}

// foreignLetter scores letters such as é or Š, which occur in names.
func foreignLetter(before, r, after rune, inWord bool) int {
	if !inWord || (unicode.IsUpper(r) && unicode.IsLower(before)) || (unicode.IsLower(r) && unicode.IsUpper(after)) {
		return -5
	}
	return whether(strings.ContainsRune("éèêáàâçñóôíîúëïŠšŽžÉÇåøæ", r), 3, 0)
}

func whether(yes bool, a, b int) int {
	if yes {
		return a
	}
	return b
}
