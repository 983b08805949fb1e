// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"strings"
	"unicode"
)

// fontSize is the size of labels in pixels at the drawn width, lineHeight the
// distance of two lines.
const (
	fontSize   = 13.0
	lineHeight = 16.0
)

// textWidth estimates the width of s in pixels. The reader's font is not
// known, so it reckons with a wide one (DejaVu Sans): better a little air than
// two labels over each other.
func textWidth(s string, size float64) float64 {
	em := 0.0
	for _, r := range s {
		switch {
		case strings.ContainsRune("iIjl.,:;'|!·", r):
			em += 0.34
		case strings.ContainsRune(" \u00a0ftr()[]/-", r):
			em += 0.4
		case strings.ContainsRune("mwMW@%—→", r):
			em += 0.95
		case unicode.IsDigit(r):
			em += 0.64
		case unicode.IsUpper(r):
			em += 0.72
		case r > 0x2000:
			em += 1
		default:
			em += 0.61
		}
	}
	return em * size
}

// mostLines bounds the height of a label.
const mostLines = 8

// wrap breaks s at spaces into lines of at most limit pixels, at most mostLines
// of them. A single word that is longer is cut.
func wrap(s string, limit, size float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
		if line != "" && textWidth(line+" "+word, size) > limit {
			if len(lines) == mostLines-1 {
				return append(lines, cut(line+" …", limit, size))
			}
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += cut(word, limit, size)
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// cut shortens s with an ellipsis where it is wider than limit pixels.
func cut(s string, limit, size float64) string {
	if textWidth(s, size) <= limit {
		return s
	}
	runes := []rune(s)
	runes = runes[:min(len(runes), 300)]
	for len(runes) > 1 && textWidth(string(runes)+"…", size) > limit {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ") + "…"
}

// widest returns the width of the widest line.
func widest(lines []string, size float64) float64 {
	w := 0.0
	for _, s := range lines {
		w = max(w, textWidth(s, size))
	}
	return w
}
