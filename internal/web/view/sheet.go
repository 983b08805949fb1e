// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package view

import (
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// Sheet returns the table as it leaves the house, with a head that says what
// page, date, sources and release state it has. Marks such as "angenommen"
// become a column of their own beside the one that they speak of.
func (t Table) Sheet(p Page) table.Sheet {
	s := table.Sheet{Title: t.Caption, AsOf: p.AsOf, Sources: t.Sources, Release: p.release(), Protection: p.protection(), Licence: p.Licence, Notes: t.notes(p)}
	if len(s.Sources) == 0 {
		s.Sources = []string{p.T("siehe Spalten", "see columns")}
	}
	if t.OnAreas() {
		for _, r := range t.Rows {
			s.Areas = append(s.Areas, r.Area)
		}
	}
	marked := t.marked()
	for i, c := range t.Columns {
		kind := c.Kind.file()
		if t.exact(i) {
			kind = table.KindDecimal
		}
		s.Columns = append(s.Columns, table.Column{Key: c.Key, Name: c.Name, Unit: c.Unit, Kind: kind, Places: c.Kind.places()})
		if marked[i] {
			s.Columns = append(s.Columns, table.Column{
				Key:  c.Key + "_note",
				Name: text.T(c.Name.De+", Hinweis", c.Name.En+", note"), Kind: table.KindText,
			})
		}
	}
	s.Rows = func(yield func([]table.Cell) bool) {
		for _, r := range t.Rows {
			var cells []table.Cell
			for i, c := range r.Cells {
				cells = append(cells, t.Columns[i].cell(c, p.Lang))
				if marked[i] {
					cells = append(cells, table.Text(c.Mark.In(p.Lang)))
				}
			}
			if !yield(cells) {
				return
			}
		}
	}
	return s
}

// exact reports whether the cells of column i are numbers that the caller has
// written.
func (t Table) exact(i int) bool {
	return t.Columns[i].Kind == Written && slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Cells[i].Exact != nil })
}

func (t Table) marked() []bool {
	marked := make([]bool, len(t.Columns))
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			marked[i] = marked[i] || c.Mark != text.Text{}
		}
	}
	return marked
}

func (t Table) notes(p Page) []table.Note {
	notes := []table.Note{
		{Label: text.T("Seite", "page"), Value: text.T(p.Name.De+", "+p.City, p.Name.En+", "+p.City)},
	}
	if (p.Release != text.Text{}) {
		notes = append(notes, table.Note{Label: text.T("Freigabe", "release"), Value: p.Release})
	}
	for _, f := range p.Facts {
		notes = append(notes, table.Note{Label: text.T("Angabe", "fact"), Value: f})
	}
	if (t.Note != text.Text{}) {
		notes = append(notes, table.Note{Label: text.T("Hinweis", "note"), Value: t.Note})
	}
	return notes
}

// release and protection are the page's, or what holds where nothing is said.
func (p Page) release() text.Text {
	if (p.Release != text.Text{}) {
		return p.Release
	}
	return text.T("nicht danach ausgewählt: freigegebene und nicht freigegebene Zahlen", "not selected by it: released figures and others")
}

// protection says which protection the values of a file have.
func (p Page) protection() text.Text {
	if (p.Protection != text.Text{}) {
		return p.Protection
	}
	return text.T("keiner angewendet: Fassung der datenhaltenden Stelle", "none applied: edition of the data owner")
}

func (k Kind) file() table.Kind {
	switch k {
	case Whole:
		return table.KindWhole
	case Tenths, Hundredths, Posts:
		return table.KindDecimal
	case Money:
		return table.KindMoney
	case Percent:
		return table.KindShare
	case Date:
		return table.KindDate
	case Month:
		return table.KindMonth
	}
	return table.KindText
}

func (k Kind) places() int {
	switch k {
	case Tenths, Percent:
		return 1
	case Posts, Hundredths:
		return 2
	}
	return 0
}

func (c Column) cell(cell Cell, l text.Lang) table.Cell {
	if cell.Secret {
		return table.Text(figure.SecretSign)
	}
	if !cell.Known || cell.Blank {
		return table.Unknown()
	}
	switch c.Kind {
	case Whole:
		return table.Whole(cell.Number)
	case Tenths:
		return table.Number(unit.Decimal{Amount: cell.Number, Places: 1})
	case Posts, Hundredths:
		return table.Number(unit.Decimal{Amount: cell.Number, Places: 2})
	case Money:
		return table.Money(unit.Cents(cell.Number))
	case Percent:
		return table.Share(unit.Percent(cell.Number, 1))
	case Date:
		return table.Day(cell.Day)
	case Month:
		return table.Month(cell.Day.Month())
	}
	if cell.Exact != nil {
		return table.Number(*cell.Exact)
	}
	return table.Text(cell.Words.In(l))
}
