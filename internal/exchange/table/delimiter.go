// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bytes"
	"strings"
)

// delimiters are those that are detected; ties go to the earlier, because a
// German semicolon file may hold as many decimal commas.
var delimiters = [...]rune{';', '\t', '|', ','}

// detectDelimiter returns the delimiter that divides the header and the lines
// after it most evenly; a comma where the sample has a single column. A file
// that declares the comma as its decimal mark does not divide cells by it.
func detectDelimiter(sample []byte, mark Mark) rune {
	best, bestScore := ',', 0.0
	candidates := delimiters[:]
	if mark == Comma {
		best, candidates = ';', delimiters[:3]
	}
	for _, d := range candidates {
		counts := countOutsideQuotes(sample, byte(d), 50)
		if len(counts) == 0 || counts[0] == 0 {
			continue
		}
		same := 0
		for _, n := range counts {
			if n == counts[0] {
				same++
			}
		}
		// Evenness first; among equals the one that makes more columns.
		score := float64(same)/float64(len(counts)) + float64(min(counts[0], 500))/10_000
		if score > bestScore {
			best, bestScore = d, score
		}
	}
	return best
}

// countOutsideQuotes counts d in each of the first lines rows, leaving out
// what stands in quotes, empty rows and a cut-off last row.
func countOutsideQuotes(sample []byte, d byte, lines int) []int {
	var counts []int
	quoted, n, length := false, 0, 0
	for _, b := range sample {
		switch {
		case b == '"':
			quoted = !quoted
		case b == '\n' && !quoted:
			if length > 0 {
				counts = append(counts, n)
			}
			n, length = 0, 0
			if len(counts) == lines {
				return counts
			}
			continue
		case b == d && !quoted:
			n++
		}
		if b != '\r' {
			length++
		}
	}
	if len(counts) == 0 && length > 0 {
		counts = append(counts, n)
	}
	return counts
}

// separatorLine returns the delimiter that Excel's line "sep=;" declares.
func separatorLine(line []byte) (rune, bool) {
	rest, ok := bytes.CutPrefix(bytes.ToLower(bytes.Trim(line, "\"\r\n")), []byte("sep="))
	if ok && len(rest) == 1 && strings.ContainsRune(";,\t|", rune(rest[0])) {
		return rune(rest[0]), true
	}
	return 0, false
}
