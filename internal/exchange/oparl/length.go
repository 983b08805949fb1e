// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The most characters of a name, number, word or keyword, of a longer text, and the most
// bytes of an address; and the most elements of a list in an object. docs/oparl.md states
// them.
const (
	MostName     = 1_000
	MostText     = 100_000
	MostAddress  = 2_000
	MostElements = 10_000
)

// texts are the fields that hold more than a name.
var texts = map[string]bool{"resolutionText": true, "description": true, "result": true}

// mostOf is the most characters of a field.
func mostOf(at string) int {
	if name, _, _ := strings.Cut(at, "["); texts[name] {
		return MostText
	}
	return MostName
}

// within shortens a text to what its field may hold, and tells it.
func (r *reader) within(at, s string) string {
	most := mostOf(at)
	if len(s) <= most {
		return s
	}
	n := utf8.RuneCountInString(s)
	if n <= most {
		return s
	}
	r.wrong(at, TooLong, s, strconv.Itoa(most)+"/"+strconv.Itoa(n))
	end, left := 0, most-1
	for end = range s {
		if left == 0 {
			break
		}
		left--
	}
	return s[:end] + "…"
}
