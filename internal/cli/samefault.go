// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// namedRows is how many rows with the same fault are named one by one.
const namedRows = 3

// sameFault says the same fault of the same cell text once where more than namedRows rows of
// a column have it, with their number and the first of them.
func sameFault(rows []fault.Row) []fault.Row {
	key := func(r fault.Row) fault.Row { r.Line = 0; return r }
	lines := map[fault.Row][]int{}
	for _, r := range rows {
		lines[key(r)] = append(lines[key(r)], r.Line)
	}
	var out []fault.Row
	for _, r := range rows {
		list := lines[key(r)]
		switch {
		case len(list) <= namedRows:
			out = append(out, r)
		case r.Line == list[0]:
			lines[key(r)] = append([]int{-1}, list[1:]...) // said
			r.Expected = text.T(r.Expected.De+also(text.De, list), r.Expected.En+also(text.En, list))
			out = append(out, r)
		}
	}
	return out
}

// also names the other rows with the fault.
func also(l text.Lang, lines []int) string {
	var named []string
	for _, line := range lines[1:namedRows] {
		named = append(named, strconv.Itoa(line))
	}
	return fmt.Sprintf(text.T(" (dasselbe in %s Zeilen: %d, %s …)", " (the same in %s rows: %d, %s …)").In(l), l.Int(int64(len(lines))), lines[0], strings.Join(named, ", "))
}
