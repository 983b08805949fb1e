// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"slices"
	"strconv"
	"strings"

	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/desk/data"
	"planraum/internal/desk/staffing"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// togetherTable shows what changes that come in together do to the lines of double
// budgets: posts and cost of each year, without and with them.
func togetherTable(years []city.YearEffect) view.Table {
	t := view.Table{
		ID: "haushalt", Fixed: true, Caption: text.T("Stellen und Kosten nach Haushaltsjahren, ohne und mit der Datei", "Posts and cost by budget year, without and with the file"),
		Note: text.T("Gerechnet mit allem, was heute bekannt ist. Gezeigt sind die Zeilen, die sich ändern, und die Summe aller Zeilen.", "Reckoned with all that is known today. Shown are the lines that change, and the sum of all lines."),
		Columns: []view.Column{
			{Key: "year", Name: text.T("Jahr", "year")},
			{Key: "upto", Name: text.T("bis zum Stand", "up to the stage")},
			{Key: "unit", Name: text.T("Amt", "office")},
			{Key: "grade", Name: text.T("Bewertung", "grade")},
			{Key: "before", Name: text.T("Stellen am Jahresende ohne", "posts at year end without"), Kind: view.Hundredths},
			{Key: "after", Name: text.T("Stellen am Jahresende mit", "posts at year end with"), Kind: view.Hundredths},
			{Key: "cost_before", Name: text.T("Kosten ohne", "cost without")},
			{Key: "cost_after", Name: text.T("Kosten mit", "cost with")},
			{Key: "more", Name: text.T("Unterschied", "difference")},
		},
	}
	outside := slices.ContainsFunc(years, func(y city.YearEffect) bool {
		return y.Before.Outside != y.After.Outside || y.Before.FullHigh != y.After.FullHigh
	})
	if outside {
		t.Columns = append(t.Columns,
			view.Column{Key: "outside_before", Name: text.T("außerhalb erlaubt ohne", "allowed outside without"), Kind: view.Hundredths},
			view.Column{Key: "outside_after", Name: text.T("außerhalb erlaubt mit", "allowed outside with"), Kind: view.Hundredths},
			view.Column{Key: "full", Name: text.T("das kostet höchstens mehr, wenn alles besetzt ist", "costs so much more at most if all is filled")})
	}
	for _, y := range years {
		t.Rows = append(t.Rows, view.Row{Cells: togetherCells(y, outside), Sum: y.Unit == ""})
	}
	return t
}

func togetherCells(y city.YearEffect, outside bool) []view.Cell {
	office, grade := named(y.Unit), named(y.Grade)
	if y.Unit == "" {
		office, grade = view.Say(text.T("alle Zeilen", "all lines")), view.Cell{Known: true, Blank: true}
	}
	before, after := costOf(y.Before), costOf(y.After)
	cells := []view.Cell{
		view.Say(text.Same(strconv.Itoa(y.Year))), view.Say(y.Upto.Label()), office, grade, view.Num(y.Before.Posts, ""), view.Num(y.After.Posts, ""),
		postCostCell(before), postCostCell(after), moreCell(before, after),
	}
	if outside {
		full := func(low, high unit.Cents) staffing.Range { return staffing.Range{Low: low, High: high} }
		cells = append(cells, view.Num(y.Before.Outside, ""), view.Num(y.After.Outside, ""), moreCell(full(y.Before.FullLow, y.Before.FullHigh), full(y.After.FullLow, y.After.FullHigh)))
	}
	return cells
}

func costOf(h city.Held) staffing.Range {
	return staffing.Range{Low: h.CostLow, High: h.CostHigh, Unknown: h.Unknown}
}

// inSentences turns a table of rows into one of changes in words: they are sentences that
// wrap, no other source contradicts them, and what is to be asked of them stands beside.
func inSentences(t *view.Table, rows []data.Change) {
	last := len(t.Columns) - 1
	t.Columns[last] = view.Column{Key: "notes", Name: text.T("dazu", "of it")}
	for i := range t.Columns {
		if t.Columns[i].Kind == view.Written {
			t.Columns[i].Kind = view.Words
		}
	}
	for i, row := range rows {
		t.Rows[i].Cells[last] = rowNotes(row.Notes)
	}
}

// rowNotes is what is to be asked or known of a row, in one cell.
func rowNotes(notes []text.Text) view.Cell {
	if len(notes) == 0 {
		return view.Cell{Known: true, Blank: true}
	}
	return view.Say(say(func(l text.Lang) string {
		words := make([]string, len(notes))
		for i, n := range notes {
			words[i] = n.In(l)
		}
		return strings.Join(words, " ")
	}))
}
