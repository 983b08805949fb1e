// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"cmp"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/method/crosswalk"
)

// readCells reads the cells of a file and adds them up to weights between the
// editions: by the people who live in the cells, and by the number of cells
// where nobody lives.
func readCells(in *table.Reader, places cityfile.Places) ([]area.Link, error) {
	cells, err := cityfile.ReadCrosswalkCells(in, places)
	return addUp(cells), err
}

// addUp turns cells into links, in order of editions, day and areas. A link has
// source and line of its first cell.
func addUp(cellsOf []area.Link) []area.Link {
	type pair struct {
		from, to string
		known    period.Date
	}
	groups, first := map[pair][]crosswalk.Cell{}, map[area.Link]area.Link{}
	at := func(p pair, from, to area.ID) area.Link {
		return area.Link{FromEdition: p.from, From: from, ToEdition: p.to, To: to, KnownFrom: p.known}
	}
	for _, l := range cellsOf {
		p := pair{l.FromEdition, l.ToEdition, l.KnownFrom}
		groups[p] = append(groups[p], crosswalk.Cell{From: l.From, To: l.To, People: unit.Headcount(l.Weight)})
		if _, ok := first[at(p, l.From, l.To)]; !ok {
			first[at(p, l.From, l.To)] = l
		}
	}
	var list []area.Link
	for p, cells := range groups {
		for _, w := range crosswalk.FromCells(cells) {
			l := first[at(p, w.From, w.To)]
			l.Weight, l.By = w.Weight, area.ByPeople
			if w.ByCells {
				l.By = area.ByCells
			}
			list = append(list, l)
		}
	}
	slices.SortFunc(list, func(a, b area.Link) int {
		return cmp.Or(cmp.Compare(a.FromEdition, b.FromEdition), cmp.Compare(a.ToEdition, b.ToEdition), a.KnownFrom.Compare(b.KnownFrom),
			cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return list
}
