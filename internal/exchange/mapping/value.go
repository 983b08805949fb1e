// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"strings"

	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
)

// reading is what a cell of values says.
type reading struct {
	value unit.Decimal
	sign  Sign   // no number; see Sign
	note  string // what a mark beside the number says, in German as figures store it
}

// marksBeside are the marks of official tables beside a number.
var marksBeside = map[byte]string{'r': "berichtigte Zahl", 'p': "vorläufige Zahl", 's': "geschätzte Zahl"}

// units that may stand behind a number.
var unitWords = []string{"%", "EUR", "Euro", "€", "Pers.", "Personen", "Plätze", "Tsd. EUR", "km²", "ha"}

// readValue reads a number or a sign; mark is the decimal mark of the file,
// number whether the cell is one of a spreadsheet. False for what is neither.
func readValue(cell string, mark table.Mark, number bool) (reading, bool) {
	if strings.TrimSpace(cell) == "" {
		return reading{sign: Empty}, true
	}
	if sign, ok := SignOf(cell); ok {
		return reading{sign: sign}, true
	}
	if number {
		mark = table.Point
	}
	s := oneSpace(cell)
	if strings.Contains(cell, "\u00a0") || strings.Contains(cell, "\u202f") { // thousands marks stay
		s = strings.TrimSpace(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(cell))
	}
	var r reading
	if last := s[len(s)-1]; last < '0' || last > '9' {
		if t := footMark.ReplaceAllString(s, ""); t != "" {
			s = t
		}
	}
	if len(s) > 2 && s[0] == '(' && s[len(s)-1] == ')' {
		s, r.note = strings.TrimSpace(s[1:len(s)-1]), "Aussagewert eingeschränkt"
	}
	for _, u := range unitWords {
		if rest, ok := strings.CutSuffix(s, u); ok && rest != "" {
			s = strings.TrimSpace(rest)
			break
		}
	}
	if note, marked := marksBeside[s[len(s)-1]]; marked && len(s) > 1 {
		s, r.note = strings.TrimSpace(s[:len(s)-1]), note
	}
	d, ok := table.ParseDecimal(s, mark)
	r.value = d
	return r, ok
}
