// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"planraum/internal/city/period"
	city "planraum/internal/city/staffing"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// unnamed stands for the file in the faults of keys that belong to none.
const unnamed = "Stellenschlüssel"

// Select returns the keys that hold on a day, ordered by ID, then by type of
// accommodation. It refuses, with every fault, two keys that hold on the day
// for the same ID and accommodation, and keys with a Per below 1. The order of
// the keys does not matter.
func Select(keys []city.Key, day period.Date) ([]city.Key, error) {
	valid := slices.DeleteFunc(slices.Clone(keys), func(k city.Key) bool { return !k.Valid(day) })
	slices.SortFunc(valid, compareKeys)
	var rows []fault.Row
	for i, k := range valid {
		if k.Per < 1 {
			rows = append(rows, fault.Row{
				File: cmp.Or(k.File, unnamed), Line: k.Line, Column: "per", Value: strconv.FormatInt(k.Per, 10),
				Expected: text.T("eine ganze Zahl ab 1, etwa 136 für 1:136", "a whole number from 1, such as 136 for 1:136"),
			})
		}
		if i > 0 && sameKey(k, valid[i-1]) {
			rows = append(rows, twice(k, valid[i-1]))
		}
	}
	if rows != nil {
		return nil, fault.Refuse(fmt.Sprintf("staffing.Select(%s)", day), rows)
	}
	return valid, nil
}

func sameKey(a, b city.Key) bool { return a.ID == b.ID && a.Accommodation == b.Accommodation }

func compareKeys(a, b city.Key) int {
	return cmp.Or(
		cmp.Compare(a.ID, b.ID), cmp.Compare(a.Accommodation, b.Accommodation),
		a.ValidFrom.Compare(b.ValidFrom), a.ValidTo.Compare(b.ValidTo),
		cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Per, b.Per), cmp.Compare(a.Base, b.Base),
	)
}

// twice is the fault of a key that holds beside another.
func twice(k, other city.Key) fault.Row {
	name := func(l text.Lang, k city.Key) string { return k.ID + " 1:" + l.Int(k.Per) + " " + validity(l, k) }
	return fault.Row{
		File: cmp.Or(k.File, unnamed), Line: k.Line, Column: "id", Value: name(text.De, k),
		Expected: text.T(
			"jeder Schlüssel an jedem Tag nur einmal je Unterbringungsart, daneben gilt "+name(text.De, other),
			"each key only once on any day for a type of accommodation, beside it holds "+name(text.En, other)),
	}
}

func validity(l text.Lang, k city.Key) string {
	s := ""
	if !k.ValidFrom.IsZero() {
		s = text.T("ab ", "from ").In(l) + k.ValidFrom.In(l)
	}
	if !k.ValidTo.IsZero() {
		if s != "" {
			s += " "
		}
		s += text.T("bis ", "to ").In(l) + k.ValidTo.In(l)
	}
	return "(" + cmp.Or(s, text.T("unbefristet", "open-ended").In(l)) + ")"
}

// Replace puts the keys of an option in the place of those with the same ID,
// on the days on which the option's keys hold: a key keeps the days on which
// none of them does, so that an option that starts in July takes no post away
// before. An option that sets a key for one type of accommodation replaces the
// ID as a whole; it writes the other types as well where they shall go on.
func Replace(keys, by []city.Key) []city.Key {
	replaced := make([]city.Key, 0, len(keys)+len(by))
	for _, k := range keys {
		pieces := []city.Key{k}
		for _, b := range by {
			if b.ID == k.ID {
				pieces = cut(pieces, b)
			}
		}
		replaced = append(replaced, pieces...)
	}
	return append(replaced, by...)
}

// cut takes the days of b out of the pieces.
func cut(pieces []city.Key, b city.Key) []city.Key {
	var left []city.Key
	for _, k := range pieces {
		if !overlap(k, b) {
			left = append(left, k)
			continue
		}
		if !b.ValidFrom.IsZero() && k.ValidFrom.Before(b.ValidFrom) {
			before := k
			before.ValidTo = b.ValidFrom.AddDays(-1)
			left = append(left, before)
		}
		if !b.ValidTo.IsZero() && (k.ValidTo.IsZero() || k.ValidTo.After(b.ValidTo)) {
			after := k
			after.ValidFrom = b.ValidTo.AddDays(1)
			left = append(left, after)
		}
	}
	return left
}

func overlap(a, b city.Key) bool {
	return (a.ValidTo.IsZero() || !a.ValidTo.Before(b.ValidFrom)) && (b.ValidTo.IsZero() || !b.ValidTo.Before(a.ValidFrom))
}
