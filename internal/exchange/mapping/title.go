// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"regexp"
	"strings"
)

// maxHeader is how many rows a header may have.
const maxHeader = 4

var titlePeriod = regexp.MustCompile(`(?i)(stand|stichtag|berichtsmonat|berichtsjahr|zum|am|per|für|im|vom)\b`)

// periodOfTitle finds the period that the lines above a table tell. Where
// several stand there, those behind a word such as "Stand" count, and of a day
// and its own month the day. It returns how many different ones are left.
func periodOfTitle(lines []string) (moment, []moment) {
	var marked, plain []moment
	for _, line := range lines {
		list := strings.Fields(strings.NewReplacer(",", " ", ";", " ", "(", " ", ")", " ", "[", " ", "]", " ").Replace(oneSpace(line)))
		for i := 0; i < len(list); {
			m, n := longestPeriod(list[i:])
			if n == 0 {
				i++
				continue
			}
			if i > 0 && titlePeriod.MatchString(list[i-1]) || titlePeriod.MatchString(list[i]) {
				marked = addMoment(marked, m)
			} else {
				plain = addMoment(plain, m)
			}
			i += n
		}
	}
	if len(marked) > 0 {
		plain = marked
	}
	if len(plain) != 1 {
		return moment{}, plain
	}
	return plain[0], plain
}

// longestPeriod reads the longest period with a year at the front of the words.
func longestPeriod(list []string) (moment, int) {
	for n := min(5, len(list)); n > 0; n-- {
		phrase := strings.TrimRight(strings.Join(list[:n], " "), ".:")
		if m, ok := whenOf(phrase, ""); ok && (m.year > 0 || !m.isZero() && m.month == 0) {
			return m, n
		}
	}
	return moment{}, 0
}

// addMoment adds m unless the list says it already; what is more exact replaces
// what it lies in.
func addMoment(list []moment, m moment) []moment {
	for i, have := range list {
		if joined, ok := have.join(m); ok {
			list[i] = joined
			return list
		}
	}
	return append(list, m)
}
