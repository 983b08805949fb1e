// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package search

import (
	"slices"
	"strings"
)

// Stem returns the stem of a German word in lower case, by the algorithm “German” of
// Snowball (M. Porter, https://snowballstem.org/algorithms/german/stemmer.html):
// endings go, umlauts lose their dots, ß becomes ss.
func Stem(word string) string {
	w := []rune(strings.ReplaceAll(word, "ß", "ss"))
	for i := 1; i+1 < len(w); i++ {
		if vowel(w[i-1]) && vowel(w[i+1]) { // a consonant between vowels
			switch w[i] {
			case 'u':
				w[i] = 'U'
			case 'y':
				w[i] = 'Y'
			}
		}
	}
	r1, r2 := regions(w)
	s := stemmer{w, r1, r2}
	s.inflections()
	s.comparisons()
	s.derivations()
	for i, r := range s.w {
		s.w[i] = plain(r)
	}
	return string(s.w)
}

func vowel(r rune) bool { return strings.ContainsRune("aeiouyäöü", r) }

func plain(r rune) rune {
	switch r {
	case 'U', 'ü':
		return 'u'
	case 'Y':
		return 'y'
	case 'ä':
		return 'a'
	case 'ö':
		return 'o'
	}
	return r
}

// regions are R1 and R2: what follows the first consonant after a vowel, at least
// three letters into the word, and the same again within R1.
func regions(w []rune) (r1, r2 int) {
	first := after(w, 0)
	return max(first, min(3, len(w))), after(w, first)
}

func after(w []rune, from int) int {
	for i := from + 1; i < len(w); i++ {
		if vowel(w[i-1]) && !vowel(w[i]) {
			return i + 1
		}
	}
	return len(w)
}

type stemmer struct {
	w      []rune
	r1, r2 int
}

// ends returns the longest of the endings with which the word ends.
func (s *stemmer) ends(list ...string) string {
	best := ""
	for _, e := range list {
		if len(e) > len(best) && s.has(e) {
			best = e
		}
	}
	return best
}

func (s *stemmer) has(ending string) bool {
	e := []rune(ending)
	return len(s.w) >= len(e) && slices.Equal(s.w[len(s.w)-len(e):], e)
}

// cut takes an ending away if it stands within the region.
func (s *stemmer) cut(ending string, region int) bool {
	at := len(s.w) - len([]rune(ending))
	if ending == "" || at < region {
		return false
	}
	s.w = s.w[:at]
	return true
}

// last is the letter n before the end; 0 where there is none.
func (s *stemmer) last(n int) rune {
	if len(s.w) < n {
		return 0
	}
	return s.w[len(s.w)-n]
}

// inflections is step 1.
func (s *stemmer) inflections() {
	switch e := s.ends("em", "ern", "er", "e", "en", "es", "s"); e {
	case "em", "ern", "er":
		s.cut(e, s.r1)
	case "e", "en", "es":
		if s.cut(e, s.r1) && s.has("niss") {
			s.cut("s", 0)
		}
	case "s":
		if strings.ContainsRune("bdfghklmnrt", s.last(2)) {
			s.cut(e, s.r1)
		}
	}
}

// comparisons is step 2.
func (s *stemmer) comparisons() {
	switch e := s.ends("en", "er", "est", "st"); e {
	case "en", "er", "est":
		s.cut(e, s.r1)
	case "st":
		if len(s.w) >= 6 && strings.ContainsRune("bdfghklmnt", s.last(3)) {
			s.cut(e, s.r1)
		}
	}
}

// derivations is step 3.
func (s *stemmer) derivations() {
	switch e := s.ends("end", "ung", "ig", "ik", "isch", "lich", "heit", "keit"); e {
	case "end", "ung":
		if s.cut(e, s.r2) && s.has("ig") && s.last(3) != 'e' {
			s.cut("ig", s.r2)
		}
	case "ig", "ik", "isch":
		if s.last(len(e)+1) != 'e' {
			s.cut(e, s.r2)
		}
	case "lich", "heit":
		if s.cut(e, s.r2) {
			s.cut(s.ends("er", "en"), s.r1)
		}
	case "keit":
		if s.cut(e, s.r2) {
			s.cut(s.ends("lich", "ig"), s.r2)
		}
	}
}
