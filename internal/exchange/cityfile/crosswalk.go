// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"planraum/internal/city/area"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// Places says which areas each edition has.
type Places map[string]map[area.ID]bool

// ReadCrosswalk reads the weights between editions in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadCrosswalk(in *table.Reader, places Places) ([]area.Link, error) {
	var list []area.Link
	seen, bases := newTwice(), newBases()
	err := each(in, Crosswalk, func(c cells) error {
		l := places.link(c)
		l.Weight, l.By = c.atLeast("weight", 0), c.oneOf("by", area.ByPeople, area.ByCells)
		seen.check(c, "from_edition, from_area, to_edition, to_area, known_from", l.FromEdition, string(l.From), l.ToEdition, string(l.To), l.KnownFrom.String())
		bases.check(c, l)
		list = append(list, l)
		return nil
	}, nil)
	return list, err
}

// ReadCrosswalkCells reads grid cells, or other pieces of land, with an area of
// each edition and the people who live there as weight, in file order. Its error
// is that of ReadCrosswalk.
func ReadCrosswalkCells(in *table.Reader, places Places) ([]area.Link, error) {
	var cellsOf []area.Link
	err := each(in, CrosswalkCells, func(c cells) error {
		l := places.link(c)
		l.Weight = int64(c.limited("people", unit.Headcount(c.atLeast("people", 0))))
		cellsOf = append(cellsOf, l)
		return nil
	}, nil)
	return cellsOf, err
}

// link reads what rows of both kinds have in common.
func (p Places) link(c cells) area.Link {
	l := area.Link{Source: c.text("source"), KnownFrom: c.date("known_from"), File: c.file, Line: c.Line}
	l.FromEdition, l.From = p.read(c, "from_edition", "from_area")
	l.ToEdition, l.To = p.read(c, "to_edition", "to_area")
	if l.FromEdition != "" && l.FromEdition == l.ToEdition {
		c.Refuse("to_edition", text.T("ein anderer Gebietsstand als in from_edition", "another edition than in from_edition"))
	}
	return l
}

// read reads an area of an edition.
func (p Places) read(c cells, edition, column string) (string, area.ID) {
	e, in := c.text(edition), area.ID(c.text(column))
	switch {
	case e == "" || in == "":
	case p[e] == nil:
		c.Refuse(edition, text.T("ein Gebietsstand, der angelegt ist", "an edition that is set up"))
	case !p[e][in]:
		c.Refuse(column, text.T("ein Gebiet des Gebietsstands „"+e+"“", "an area of the edition “"+e+"”"))
	}
	return e, in
}

// bases refuses areas of which one part is weighed by people and one by cells.
type bases map[area.Link]string

func newBases() bases { return bases{} }

func (b bases) check(c cells, l area.Link) {
	k := area.Link{FromEdition: l.FromEdition, From: l.From, ToEdition: l.ToEdition, KnownFrom: l.KnownFrom}
	if by, ok := b[k]; ok && by != l.By && l.By != "" && by != "" {
		c.Refuse("by", text.T("für alle Teile eines Gebiets dieselbe Grundlage: "+by, "the same basis for all parts of an area: "+by))
		return
	}
	b[k] = l.By
}
