// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package view

import (
	"cmp"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Kind says what the cells of a column hold.
type Kind int

// Kinds of columns.
const (
	Words      Kind = iota
	Whole           // whole numbers
	Tenths          // decimals with one place, in tenths
	Hundredths      // decimals with two places, in hundredths
	Posts           // posts, in hundredths of a full-time post
	Money           // cents
	Percent         // percent with one place, in tenths
	Date
	Month
	Written // numbers of several units, written by the caller
)

// Numeric reports whether cells of the kind stand right-aligned.
func (k Kind) Numeric() bool { return (k >= Whole && k <= Percent) || k == Written }

// Day reports whether cells of the kind are days or months, which do not wrap.
func (k Kind) Day() bool { return k == Date || k == Month }

// Column is a column of a table.
type Column struct {
	Key  string // in addresses and files, English
	Name text.Text
	Unit text.Text // empty where the name says it
	Kind Kind
	// Once is set where what every row says alike, such as a source, stands once below
	// the table on a page; files keep the column.
	Once bool
}

// Cell is one cell. The zero Cell is unknown, which is not 0.
type Cell struct {
	Known  bool
	Number int64         // of numeric kinds
	Words  text.Text     // of Words and Written
	Exact  *unit.Decimal // of Written: the number as files have it; nil: its words
	Day    period.Date   // of Date, and the first day of a Month
	Ref    string        // derivation of the number
	Link   string        // page behind the words
	Mark   text.Text     // such as "angenommen", beside the value
	Sign   bool          // write the sign
	Blank  bool          // empty on purpose, which is not unknown
	Secret bool          // kept from the reader, which is not unknown either
}

// Num is a cell with a number in the units of its column.
func Num[N ~int64 | ~int](n N, ref string) Cell {
	return Cell{Known: true, Number: int64(n), Ref: ref}
}

// Heads is a cell with a number of heads or places.
func Heads(n unit.Headcount, ref string) Cell { return Num(n, ref) }

// Say is a cell of words.
func Say(t text.Text) Cell { return Cell{Known: t != text.Text{}, Words: t} }

// Name is a cell of a proper name, with a page behind it if link is not empty.
func Name(s, link string) Cell { return Cell{Known: s != "", Words: text.Same(s), Link: link} }

// Day is a cell with a date; the zero date is unknown.
func Day(d period.Date) Cell { return Cell{Known: !d.IsZero(), Day: d} }

// InMonth is a cell with a month.
func InMonth(m period.Month) Cell { return Cell{Known: true, Day: m.First()} }

// With returns the cell with a mark beside its value.
func (c Cell) With(mark text.Text) Cell {
	c.Mark = mark
	return c
}

func (c Cell) negative() bool { return c.Known && c.Number < 0 }

// Row is a row of a table.
type Row struct {
	ID    string  // anchor
	Area  area.ID // the area it speaks of; empty: none
	Cells []Cell
	Total bool // the last row, apart from the others
	Sum   bool // a subtotal within the table
}

// Table is a table on a page, which can also be had as a file.
type Table struct {
	ID      string // in addresses
	Caption text.Text
	Columns []Column
	Rows    []Row
	Empty   text.Text // why it is empty and what to do
	Sources []string
	Note    text.Text
	// Sorted is the key of the column that the rows are sorted by; a leading
	// minus means downwards.
	Sorted string
	// Fixed tables keep their order: their heads are no links.
	Fixed bool
	// Long tables grow with the city: of many rows only the first are shown,
	// with a link to all of them. Totals and files always speak of all rows.
	Long bool
}

// once returns the table without the columns that say the same in each of its rows, two
// or more, and what they say, as "Quelle aller Zeilen: Amt für Statistik".
func (t Table) once(p Page) (Table, []string) {
	var said []string
	for i := len(t.Columns) - 1; i > 0; i-- {
		c := t.Columns[i]
		if !c.Once || len(t.Rows) < 2 || slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Total || r.Sum || r.Cells[i] != t.Rows[0].Cells[i] }) {
			continue
		}
		said = append(said, p.In(c.Name)+p.T(" aller Zeilen: ", " of all rows: ")+c.Write(t.Rows[0].Cells[i], p.Lang))
		t.Columns = slices.Delete(slices.Clone(t.Columns), i, i+1)
		rows := make([]Row, len(t.Rows))
		for n, r := range t.Rows {
			r.Cells = slices.Delete(slices.Clone(r.Cells), i, i+1)
			rows[n] = r
		}
		t.Rows = rows
	}
	return t, said
}

// OnAreas reports whether rows speak of areas, so that the table can be had as
// GeoJSON too.
func (t Table) OnAreas() bool {
	return slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Area != "" })
}

// Write returns the cell's value as the language l writes it.
func (c Column) Write(cell Cell, l text.Lang) string {
	switch {
	case cell.Blank:
		return ""
	case cell.Secret:
		return figure.Secret.Label().In(l)
	case !cell.Known:
		return text.T("unbekannt", "unknown").In(l)
	}
	plus := ""
	if cell.Sign && cell.Number > 0 {
		plus = "+"
	}
	switch c.Kind {
	case Whole:
		return plus + l.Int(cell.Number)
	case Tenths:
		return plus + l.Decimal(cell.Number, 1)
	case Hundredths:
		return plus + l.Decimal(cell.Number, 2)
	case Percent:
		return plus + l.Percent(cell.Number, 1)
	case Posts:
		if cell.Number%10 == 0 {
			return plus + l.Decimal(cell.Number/10, 1)
		}
		return plus + l.Decimal(cell.Number, 2)
	case Money:
		return plus + l.Decimal(cell.Number, 2)
	case Date:
		return cell.Day.In(l)
	case Month:
		return cell.Day.Month().In(l)
	}
	return cell.Words.In(l)
}

// SortParam is the query parameter of a page's sorted table: TABLE.COLUMN or
// TABLE.-COLUMN.
const SortParam = "sortieren"

// Sort orders the rows by the column that param names, if it names this table;
// a minus before the column turns the order. Unknown cells and totals stay
// last. A name that the table does not have changes nothing.
func (t *Table) Sort(param string, l text.Lang) {
	key, own := strings.CutPrefix(param, t.ID+".")
	if t.Fixed || !own {
		return
	}
	name, down := strings.CutPrefix(key, "-")
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Key == name })
	if i < 0 {
		return
	}
	t.Sorted = key
	kind := t.Columns[i].Kind
	slices.SortStableFunc(t.Rows, func(a, b Row) int {
		if a.Total || b.Total {
			return order(a.Total, b.Total)
		}
		x, y := a.Cells[i], b.Cells[i]
		if x.Known != y.Known {
			return order(y.Known, x.Known)
		}
		c := compare(kind, x, y, l)
		if down {
			return -c
		}
		return c
	})
}

func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func compare(kind Kind, a, b Cell, l text.Lang) int {
	switch {
	case kind.Numeric() && kind != Written:
		return cmp.Compare(a.Number, b.Number)
	case kind == Date || kind == Month:
		return a.Day.Compare(b.Day)
	}
	return l.Compare(a.Words.In(l), b.Words.In(l))
}

// Toggle is the sort key behind the head of column c.
func (t Table) Toggle(c Column) string {
	if t.Sorted == c.Key {
		return t.ID + ".-" + c.Key
	}
	return t.ID + "." + c.Key
}

// AriaSort is the value of aria-sort for column c; empty where it is not sorted.
func (t Table) AriaSort(c Column) string {
	switch t.Sorted {
	case c.Key:
		return "ascending"
	case "-" + c.Key:
		return "descending"
	}
	return ""
}

func sortPairs(pairs []Pair) {
	slices.SortFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
	})
}
