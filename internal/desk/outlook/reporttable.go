// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"math"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// Table is a table of a report, for every face that shows or hands it out.
type Table struct {
	ID      string // in addresses and file names
	Caption text.Text
	Note    text.Text
	Empty   text.Text // why it is empty
	Columns []table.Column
	Rows    [][]Cell
}

// Cell is one value of a Table; the zero Cell is unknown, which is not 0.
type Cell struct {
	Known  bool
	Blank  bool // empty on purpose, which is not unknown
	Words  text.Text
	Number unit.Decimal
	Day    period.Date // of a month its first
	Kind   table.Kind
	Ref    string // derivation of the number; empty: it has none
}

// at is the cell with the address of its derivation.
func (c Cell) at(ref string) Cell {
	if c.Known {
		c.Ref = ref
	}
	return c
}

func words(t text.Text) Cell { return Cell{Known: true, Words: t, Kind: table.KindText} }

func whole(n int) Cell { return Cell{Known: true, Number: unit.Whole(int64(n)), Kind: table.KindWhole} }

func onDay(d period.Date) Cell {
	return Cell{Known: !d.IsZero(), Blank: d.IsZero(), Day: d, Kind: table.KindDate}
}

func inMonth(m period.Month) Cell {
	return Cell{Known: m != 0, Blank: m == 0, Day: m.First(), Kind: table.KindMonth}
}

// part is a share of 1, in percent with one decimal.
func part(x float64) Cell {
	return Cell{Known: true, Number: unit.Decimal{Amount: int64(math.Round(1000 * x)), Places: 1}, Kind: table.KindShare}
}

// score is a number with three decimals.
func score(x float64) Cell {
	return Cell{Known: true, Number: unit.Decimal{Amount: int64(math.Round(1000 * x)), Places: 3}, Kind: table.KindDecimal}
}

var blank = Cell{Blank: true}

// Write returns the cell as a person reads it.
func (c Cell) Write(l text.Lang) string {
	switch {
	case c.Blank:
		return ""
	case !c.Known:
		return text.T("unbekannt", "unknown").In(l)
	}
	switch c.Kind {
	case table.KindText:
		return c.Words.In(l)
	case table.KindDate:
		return c.Day.In(l)
	case table.KindMonth:
		return c.Day.Month().In(l)
	case table.KindShare:
		return l.Percent(c.Number.Amount, c.Number.Places)
	}
	return l.Decimal(c.Number.Amount, c.Number.Places)
}

// cell is the cell in a file.
func (c Cell) cell(l text.Lang) table.Cell {
	if c.Blank || !c.Known {
		return table.Unknown()
	}
	switch c.Kind {
	case table.KindText:
		return table.Text(c.Words.In(l))
	case table.KindDate:
		return table.Day(c.Day)
	case table.KindMonth:
		return table.Month(c.Day.Month())
	case table.KindShare:
		return table.Share(unit.Percent(c.Number.Amount, c.Number.Places))
	case table.KindWhole:
		return table.Whole(c.Number.Amount)
	}
	return table.Number(c.Number)
}

// Sheet is a table of the report as a file, with what must be known to read it.
func (r Report) Sheet(t Table, l text.Lang) table.Sheet {
	s := table.Sheet{Title: t.Caption, AsOf: r.AsOf, Sources: r.Sources, Columns: t.Columns, Protection: r.Lens.Protection()}
	note := func(label, value text.Text) { s.Notes = append(s.Notes, table.Note{Label: label, Value: value}) }
	if (t.Note != text.Text{}) {
		note(text.T("Hinweis", "note"), t.Note)
	}
	note(text.T("Rückschau", "replay"), r.Answer())
	note(text.T("Gerechnet", "reckoned"), r.Vintage())
	note(text.T("Grenze", "limit"), noClaim)
	s.Rows = func(yield func([]table.Cell) bool) {
		for _, row := range t.Rows {
			cells := make([]table.Cell, len(row))
			for i, c := range row {
				cells[i] = c.cell(l)
			}
			if !yield(cells) {
				return
			}
		}
	}
	return s
}

// Tables are the tables of a report, in the order in which they are read.
func (r Report) Tables() []Table {
	return []Table{r.ByLead(), r.Months(), r.Ranges(), r.ByYear(), r.Cases(), r.CityTable(), r.Filled(), r.Contradictions()}
}
