// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"strings"
	"unicode/utf8"
)

// toValid replaces bytes that are no UTF-8, and NUL, by U+FFFD.
func toValid(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// isRisky reports whether a spreadsheet may take text that begins with r for a
// formula, or a reader for a comment line: the characters that OWASP names for
// CSV injection, their full-width forms and, because programs fold them to the
// same, their small forms.
func isRisky(r rune) bool {
	return strings.ContainsRune("=+-@#\t\r\n＝＋－＠﹦﹢﹣﹫", r)
}

// needsGuard reports whether text begins with a risky character, with blanks
// before one (which some programs take away) or with apostrophes before these.
// The latter makes guard and unguard exact inverses.
func needsGuard(s string) bool {
	if s == "" || s[0] > '@' && s[0] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(strings.TrimLeft(s, "'"), " \u00a0\u3000"))
	return isRisky(r)
}

// guard puts an apostrophe before text that a spreadsheet might execute.
func guard(s string) string {
	if needsGuard(s) {
		return "'" + s
	}
	return s
}

// unguard takes the apostrophe of guard away.
func unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && needsGuard(s) {
		return rest
	}
	return s
}

// isBroken reports whether r is a character that no text holds and that CSV or
// XML cannot carry: controls, noncharacters, the mark of undecodable bytes.
func isBroken(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r >= 0x7f && r < 0xa0 ||
		r == utf8.RuneError || r == 0xfffe || r == 0xffff
}

// plain writes line breaks as LF and broken characters as spaces.
func plain(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r == '\r' || isBroken(r) }) {
		return s
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		if isBroken(r) {
			return ' '
		}
		return r
	}, s)
}

// oneLine returns s without line breaks and tabs, for comment lines.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(plain(s), func(r rune) bool { return r == '\n' || r == '\t' }), " ")
}
