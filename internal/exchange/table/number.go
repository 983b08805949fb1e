// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"strings"

	"planraum/internal/city/unit"
)

// Mark is the decimal mark of a file's numbers and how sure we are of it.
type Mark string

// The marks. A comma-separated file is LikelyPoint; any other without
// declaration is Undeclared; a number cell of a spreadsheet always has Point.
const (
	Undeclared  Mark = ""             // nothing is known
	LikelyPoint Mark = "likely point" // no comma as decimal mark unless nothing else fits
	Point       Mark = "point"        // declared: 1,234.5
	Comma       Mark = "comma"        // declared: 1.234,5
)

// declaredMark returns the mark by option or comment line.
func declaredMark(option Mark, preamble []string) Mark {
	if option != Undeclared {
		return option
	}
	for _, line := range preamble {
		label, value, _ := strings.Cut(line, ":")
		if l := strings.TrimSpace(label); l != decimalMark.De && l != decimalMark.En {
			continue
		}
		switch strings.TrimSpace(value) {
		case commaName.De, commaName.En:
			return Comma
		case pointName.De, pointName.En:
			return Point
		}
	}
	return Undeclared
}

// ParseDecimal reads a decimal number. The rule:
//
//   - One sign + - or U+2212 may stand in front.
//   - Groups of three are marked by U+00A0, U+202F, U+2009, a space or an
//     apostrophe, or by point or comma, always correctly (1.234.567); only one
//     kind of mark in a number.
//   - With two different marks of point and comma the last is the decimal mark:
//     1.234,5 and 1,234.5. With the same mark twice it marks groups: 1.234.567.
//   - A single mark that cannot mark a group is the decimal mark: 12,5 12.5
//     0,125 1234.567.
//   - A single mark with one to three digits (not 0) before and exactly three
//     after it, 1.234, may be either. In a file with Comma the comma is
//     decimal and the point marks a group, with Point the reverse; with
//     LikelyPoint the point is decimal and 1,234 is refused; Undeclared refuses
//     both.
//   - A declared mark is binding: Comma refuses 12.5 and 1,234.5.
//
// It returns false for anything else, also for more than 9 decimals and for
// what does not fit in an int64.
func ParseDecimal(s string, mark Mark) (unit.Decimal, bool) {
	sign, s := cutSign(s)
	decimal, group, ok := marksOf(s, mark)
	if !ok {
		return unit.Decimal{}, false
	}
	whole, fraction := s, ""
	if decimal != 0 {
		at := strings.LastIndexByte(s, decimal)
		whole, fraction = s[:at], "."+s[at+1:]
	}
	whole, ok = ungroup(whole, group)
	if !ok {
		return unit.Decimal{}, false
	}
	d, err := unit.ParseDecimal(sign + whole + fraction)
	return d, err == nil
}

// ParseWhole reads a whole number: 1234, or with correct groups of three
// marked by a point (1.234) or by U+00A0, U+202F, U+2009, a space or an
// apostrophe. A point that the file declares to be decimal marks no group, and
// a comma marks one only there (1,234). Decimals are refused, also ",0".
func ParseWhole(s string, mark Mark) (int64, bool) {
	sign, s := cutSign(s)
	group := spaceMark(s)
	if group == "" {
		group = "."
		if mark == Point {
			group = ","
		}
	}
	whole, ok := ungroup(s, group)
	if !ok {
		return 0, false
	}
	d, err := unit.ParseDecimal(sign + whole)
	if err != nil || d.Places != 0 {
		return 0, false
	}
	return d.Amount, true
}

// cutSign returns "-" or "" and the rest; an empty rest, which is no number,
// where no digit follows.
func cutSign(s string) (sign, rest string) {
	for _, minus := range []string{"-", "\u2212"} {
		if after, ok := strings.CutPrefix(s, minus); ok {
			sign, s = "-", after
			break
		}
	}
	if sign == "" {
		s = strings.TrimPrefix(s, "+")
	}
	if s == "" || s[0] < '0' || s[0] > '9' {
		return "", ""
	}
	return sign, s
}

// spaceMark returns the mark other than point and comma that groups the digits
// of s, "" if there is none.
func spaceMark(s string) string {
	for _, m := range []string{"\u00a0", "\u202f", "\u2009", " ", "'", "’"} {
		if strings.Contains(s, m) {
			return m
		}
	}
	return ""
}

// marksOf returns the decimal mark of s, 0 for none, and the mark of its
// groups, "" for none; false where s may mean two things or breaks the file's
// rule.
func marksOf(s string, mark Mark) (decimal byte, group string, ok bool) {
	points, commas := strings.Count(s, "."), strings.Count(s, ",")
	group = spaceMark(s)
	switch {
	case points == 0 && commas == 0:
		return 0, group, true
	case points > 0 && commas > 0:
		decimal, group = '.', ","
		if strings.LastIndexByte(s, ',') > strings.LastIndexByte(s, '.') {
			decimal, group = ',', "."
		}
		return decimal, group, spaceMark(s) == "" && fits(decimal, mark) && strings.Count(s, string(decimal)) == 1
	}
	only, count := byte('.'), points
	if commas > 0 {
		only, count = ',', commas
	}
	switch {
	case group != "": // the groups have their own mark
		return only, group, count == 1 && fits(only, mark)
	case count > 1:
		return 0, string(only), fits(otherMark(only), mark)
	case !mayGroup(s, only):
		return only, "", fits(only, mark)
	case mark == Undeclared || mark == LikelyPoint && only == ',':
		return 0, "", false
	case fits(only, mark):
		return only, "", true
	}
	return 0, string(only), true
}

func otherMark(b byte) byte {
	if b == '.' {
		return ','
	}
	return '.'
}

// fits reports whether b may be the decimal mark in a file with mark.
func fits(b byte, mark Mark) bool {
	return mark != Point && mark != Comma || (mark == Comma) == (b == ',')
}

// mayGroup reports whether the single mark in s may stand for thousands.
func mayGroup(s string, mark byte) bool {
	at := strings.IndexByte(s, mark)
	return at >= 1 && at <= 3 && len(s)-at-1 == 3 && s[0] != '0'
}

// ungroup takes correctly placed group marks out of a row of digits.
func ungroup(s, group string) (string, bool) {
	if group == "" || !strings.Contains(s, group) {
		return s, true
	}
	parts := strings.Split(s, group)
	for i, p := range parts {
		if i > 0 && len(p) != 3 || i == 0 && (len(p) < 1 || len(p) > 3 || p[0] == '0') {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}
