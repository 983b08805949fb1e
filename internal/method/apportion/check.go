// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"math"
	"strconv"
	"strings"

	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// unnamed stands for the file in the faults of parts that belong to no Key.
const unnamed = "Verteilungsschlüssel"

var (
	expectedParts    = text.T("mindestens ein Teil mit einem Gewicht", "at least one part with a weight")
	expectedName     = text.T("ein Name", "a name")
	expectedOnce     = text.T("jeder Name nur einmal", "each name only once")
	expectedPositive = text.T("eine ganze Zahl größer als 0", "a whole number greater than 0")
	expectedSum      = text.T("eine Summe der Gewichte von höchstens "+text.De.Int(math.MaxInt64), "a sum of the weights of at most "+text.En.Int(math.MaxInt64))
	expectedCount    = text.T("eine ganze Zahl, 0 oder größer", "a whole number, 0 or greater")
)

// checkParts returns the sum of the weights and every fault of the parts. The
// line of a fault is the part's place in the list, from 1.
func checkParts(source string, parts []Part) (uint64, []fault.Row) {
	var rows []fault.Row
	refuse := func(i int, column, value string, expected text.Text) {
		rows = append(rows, fault.Row{File: source, Line: i + 1, Column: column, Value: value, Expected: expected})
	}
	if len(parts) == 0 {
		refuse(-1, "", "", expectedParts)
	}
	names := make(map[string]bool, len(parts))
	var sum uint64
	for i, p := range parts {
		switch {
		case strings.TrimSpace(p.Name) == "":
			refuse(i, "name", p.Name, expectedName)
		case names[p.Name]:
			refuse(i, "name", p.Name, expectedOnce)
		}
		names[p.Name] = true
		switch {
		case p.Weight <= 0:
			refuse(i, "weight", strconv.FormatInt(p.Weight, 10), expectedPositive)
		case sum > math.MaxInt64: // refused below, once
		default:
			sum += uint64(p.Weight) // two int64 fit a uint64
		}
	}
	if sum > math.MaxInt64 {
		refuse(-1, "weight", strconv.FormatUint(sum, 10), expectedSum)
	}
	return sum, rows
}

// checkTotal returns the fault of a number of persons, if it has one.
func checkTotal(source, column string, total unit.Headcount) []fault.Row {
	if total >= 0 {
		return nil
	}
	return []fault.Row{{File: source, Column: column, Value: strconv.FormatInt(int64(total), 10), Expected: expectedCount}}
}

// check is both checks at once; it returns the sum of the weights.
func check(op string, parts []Part, total unit.Headcount) (uint64, error) {
	sum, rows := checkParts(unnamed, parts)
	if rows = append(rows, checkTotal(unnamed, "total", total)...); rows != nil {
		return 0, fault.Refuse(op, rows)
	}
	return sum, nil
}
