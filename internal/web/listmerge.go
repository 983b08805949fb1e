// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"maps"
	"slices"
)

// formRow is a row of a list in a form: what stands in its fields, by their names without
// the row's place.
type formRow map[string]string

// mergedRow is a row that two have changed. Rows that one of them made have no place in
// the other's list, which is -1.
type mergedRow struct {
	values       formRow
	mine, theirs int
	// beside is what the other saved in fields that both changed, taken are the fields
	// that show it because they were not changed here.
	beside formRow
	taken  map[string]bool
}

// mergeText joins a text that two may have changed: what was not changed here takes their
// text; where both changed it, beside tells that theirs is to stand next to it.
func mergeText(was, mine, their string) (text string, taken, beside bool) {
	switch {
	case their == was, their == mine:
		return mine, false, false
	case mine == was:
		return their, true, false
	}
	return mine, false, true
}

// mergeRow joins the fields of a row.
func mergeRow(was, mine, their formRow) mergedRow {
	m := mergedRow{values: maps.Clone(mine), beside: formRow{}, taken: map[string]bool{}}
	for name, theirs := range their {
		value, taken, beside := mergeText(was[name], mine[name], theirs)
		m.values[name] = value
		if taken {
			m.taken[name] = true
		}
		if beside {
			m.beside[name] = theirs
		}
	}
	return m
}

// mergeRows joins the rows of a list that two have changed. A form keeps the places of its
// rows, so that mine lie where they were; theirs are found by what they are about. Their
// order holds. A row that was changed here stays, whatever they did with it; one that they
// took out goes where it was not changed here. Rows about nothing are none.
func mergeRows(was, mine, theirs []formRow, about string) []mergedRow {
	place, mineOf := matched(was, theirs, about), map[int]bool{}
	var list []mergedRow
	for j, their := range theirs {
		m := mergedRow{values: maps.Clone(their), mine: -1, taken: map[string]bool{about: true}}
		if i := slices.Index(place, j); i >= 0 && i < len(mine) {
			if mineOf[i] = true; mine[i][about] != "" {
				m = mergeRow(was[i], mine[i], their)
				m.mine = i
			} else if maps.Equal(was[i], their) {
				continue // taken out here, and left alone by them
			}
		} else if i := added(mine, len(was), mineOf, their[about], about); i >= 0 {
			mineOf[i] = true
			m = mergeRow(formRow{}, mine[i], their)
			m.mine = i
		}
		m.theirs = j
		list = append(list, m)
	}
	for i, row := range mine {
		switch {
		case mineOf[i], row[about] == "", i < len(was) && same(was[i], row):
			continue
		}
		m := mergedRow{values: maps.Clone(row), mine: i, theirs: -1}
		if i < len(was) { // which they took out
			m.beside = formRow{about: ""}
		}
		list = slices.Insert(list, after(list, i, len(was)), m)
	}
	return list
}

// matched finds for each row as it was its place in their list; -1: they took it out.
func matched(was, theirs []formRow, about string) []int {
	place, used := make([]int, len(was)), map[int]bool{}
	for i := range was {
		place[i] = slices.IndexFunc(theirs, func(r formRow) bool { return r[about] == was[i][about] })
		for place[i] >= 0 && used[place[i]] {
			next := slices.IndexFunc(theirs[place[i]+1:], func(r formRow) bool { return r[about] == was[i][about] })
			if next < 0 {
				place[i] = -1
				break
			}
			place[i] += 1 + next
		}
		used[place[i]] = place[i] >= 0
	}
	for i := range was { // they say something else in the same place
		if place[i] < 0 && i < len(theirs) && !used[i] && !slices.ContainsFunc(was, func(r formRow) bool { return r[about] == theirs[i][about] }) {
			place[i], used[i] = i, true
		}
	}
	return place
}

// added is the row that was added here about the same; -1: there is none.
func added(mine []formRow, from int, used map[int]bool, what, about string) int {
	for i := from; i < len(mine); i++ {
		if !used[i] && what != "" && mine[i][about] == what {
			return i
		}
	}
	return -1
}

// same reports whether a row says what it said; fields that it had not before count where
// something was typed.
func same(was, is formRow) bool {
	for name, value := range is {
		if value != was[name] {
			return false
		}
	}
	return true
}

// after is the place behind the row that stood before the given one here. A first row that
// stood there before goes to the front, one that was added to the end.
func after(list []mergedRow, mine, was int) int {
	for before := mine - 1; before >= 0; before-- {
		if i := slices.IndexFunc(list, func(m mergedRow) bool { return m.mine == before }); i >= 0 {
			return i + 1
		}
	}
	if mine < was {
		return 0
	}
	return len(list)
}
