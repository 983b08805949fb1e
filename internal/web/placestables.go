// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/desk/capacity"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

var (
	placesUnit = text.T("Plätze", "places")
	missing    = text.T("fehlen", "missing")
	assumed    = text.T("angenommen", "assumed")
	openEnd    = text.T("unbefristet", "open-ended")
)

// courseTable holds the numbers of the picture of demand and capacity.
func courseTable(state placesState, r request) view.Table {
	t := view.Table{
		ID: "monate", Caption: text.T("Bedarf und Plätze nach Monaten: gezählt am Tag der Zählung, berechnet am Monatsende", "Demand and places by month: counted on the day of the count, computed at the month’s end"), Fixed: true, Long: true,
		Empty: text.T("Bis zu diesem Stand sind weder Personen noch Unterkünfte bekannt. Ein späterer Stand oder „planraum import DATEI“ bringt sie.",
			"Neither persons nor accommodation are known as of this date. A later date or “planraum import FILE” brings them."),
		Columns: []view.Column{
			{Key: "month", Name: text.T("Monat", "month"), Kind: view.Month},
			{Key: "basis", Name: text.T("Grundlage", "basis")},
			{Key: "persons", Name: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "needed", Name: text.T("benötigt", "needed"), Unit: placesUnit, Kind: view.Whole},
			{Key: "nominal", Name: text.T("nominell", "nominal"), Unit: placesUnit, Kind: view.Whole},
			{Key: "blocked", Name: text.T("gesperrt", "blocked"), Unit: placesUnit, Kind: view.Whole},
			{Key: "reserve", Name: text.T("Reserve", "reserve"), Unit: placesUnit, Kind: view.Whole},
			{Key: "usable", Name: text.T("nutzbar", "usable"), Unit: placesUnit, Kind: view.Whole},
			{Key: "gap", Name: text.T("Überschuss oder Lücke", "surplus or gap"), Unit: placesUnit, Kind: view.Whole},
		},
	}
	before := period.Date{}
	for _, row := range telling(courseRows(state, r.AsOf)) {
		switch {
		case row.plan != nil:
			t.Rows = append(t.Rows, plannedRow(state.out, row))
		case row.seen != nil:
			t.Rows = append(t.Rows, seenRow(row))
		default:
			t.Rows = append(t.Rows, countedRow(row))
		}
		if row.counted != nil {
			t.Sources = appendNew(t.Sources, row.counted.Persons.Source)
			at := row.counted.Persons.Period.To
			if mark := state.breaks.between(before, at); !before.IsZero() && mark != (text.Text{}) {
				cells := t.Rows[len(t.Rows)-1].Cells
				cells[1] = cells[1].With(mark)
			}
			before = at
		}
	}
	if len(t.Rows) > 0 {
		t.Note = text.T("Vergangene Monate stehen hier, wenn Personen gezählt wurden; wie viele Plätze es damals gab, zeigt ein früherer Stand. Künftige Monate, für die kein Plan rechnet, stehen hier nur, wenn sich die Plätze ändern.",
			"Past months stand here where persons were counted; how many places there were then an earlier date shows. Later months that no plan reckons stand here only where the places change.")
		if state.out.withheld {
			t.Note = text.T("Vergangene Monate stehen hier, wenn Personen gezählt wurden; wie viele Plätze es damals gab, zeigt ein früherer Stand. Künftige Monate stehen hier, wenn sich die Plätze ändern.",
				"Past months stand here where persons were counted; how many places there were then, an earlier date shows. Future months stand here where the places change.")
		}
		t.Note = joined(t.Note, state.breaks.noteWithin(t.Rows[0].Cells[0].Day, r.AsOf))
	}
	return t
}

func plannedRow(out planned, row courseRow) view.Row {
	m := row.plan
	ref := func(key string) string { return runRef(out.run, key, m.Month) }
	return view.Row{ID: "monat-" + m.Month.String(), Cells: []view.Cell{
		view.InMonth(m.Month), view.Say(figure.Computed.Label()),
		view.Heads(m.Persons, ref("persons")), view.Heads(m.Needed, ref("needed")),
		view.Heads(m.Nominal, ref("nominal")), view.Heads(m.Blocked, ref("blocked")), view.Heads(m.Reserve, ref("reserve")),
		view.Heads(m.Usable, ref("usable")), gapCell(m.Gap, ref("gap")),
	}}
}

func seenRow(row courseRow) view.Row {
	m, day := row.seen, period.On(row.month.Last())
	ref := func(key string) string { return capacity.CityRef(key, day) }
	return view.Row{ID: "monat-" + m.Month.String(), Cells: append(countedCells(row),
		view.Heads(m.Nominal, ref("nominal")), view.Heads(m.Blocked, ref("blocked")), view.Heads(m.Reserve, ref("reserve")),
		view.Heads(m.Usable, ref("usable")), view.Cell{})}
}

func countedRow(row courseRow) view.Row {
	blank := view.Cell{Blank: true}
	return view.Row{ID: "monat-" + row.month.String(), Cells: append(countedCells(row), blank, blank, blank, blank, blank)}
}

// countedCells are the month, the basis, the persons and the places that they
// need; unknown where nobody counted.
func countedCells(row courseRow) []view.Cell {
	c := row.counted
	if c == nil {
		return []view.Cell{view.InMonth(row.month), view.Say(text.T("bekannte Standorte", "known sites")), {}, {}}
	}
	return []view.Cell{
		view.InMonth(row.month), view.Say(c.Persons.Basis.Label()),
		figureCell(c.Persons.Figure),
		view.Heads(c.Needed, capacity.CityRef("needed", period.On(row.month.Last()))),
	}
}

// gapCell writes a surplus with its sign, and a gap with the word as well.
func gapCell(gap unit.Headcount, ref string) view.Cell {
	c := signed(view.Heads(gap, ref))
	if gap < 0 {
		c = c.With(missing)
	}
	return c
}

// sitesTable is the table of sites in addresses.
const sitesTable = "standorte"
