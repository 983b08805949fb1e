// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"iter"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Sheet is a table on its way out. Every format writes the same head: title,
// what Head returns, then Notes.
type Sheet struct {
	Title   text.Text
	AsOf    period.Date // the day whose knowledge it shows; zero: does not depend on one
	Sources []string
	// Release says whether figures were released, Protection what was done to
	// keep small cells secret, Licence under which terms the table may be used
	// and whom to name. Empty ones are not written.
	Release    text.Text
	Protection text.Text
	Licence    text.Text
	Notes      []Note // whatever else must be known to read it
	Columns    []Column
	Rows       iter.Seq[[]Cell] // a row has one cell for each column; it may be reused
	// Areas holds the area of each row, in the order of Rows, where the table
	// speaks of areas; an empty one is a row on none, such as a total.
	Areas []area.ID
}

// Note is one line of what must be known to read a sheet.
type Note struct {
	// Key is the stable name of a line that every sheet has; others have none.
	Key   string    `json:"key,omitempty"`
	Label text.Text `json:"label"`
	Value text.Text `json:"value"`
}

// Head returns as-of date, sources, release state, protection and licence as
// lines, those that are known, and after them the sheet's own notes.
func (s Sheet) Head() []Note {
	var head []Note
	add := func(key string, label, value text.Text) {
		if (value != text.Text{}) {
			head = append(head, Note{key, label, value})
		}
	}
	if !s.AsOf.IsZero() {
		add("as_of", text.T("Stand", "as of"), text.T(s.AsOf.In(text.De), s.AsOf.In(text.En)))
	}
	add("sources", text.T("Quellen", "sources"), text.Same(strings.Join(s.Sources, "; ")))
	add("release", text.T("Freigabe", "release"), s.Release)
	add("protection", text.T("Schutz", "protection"), s.Protection)
	add("licence", text.T("Lizenz", "licence"), s.Licence)
	return append(head, s.Notes...)
}

// Column describes the cells of one column.
type Column struct {
	Key    string    // stable name in JSON; empty: the English name
	Name   text.Text // header; must differ between columns
	Unit   text.Text // shown in the header after the name: Kosten (EUR)
	Kind   Kind
	Places int // decimals that KindDecimal and KindShare show at least
}

// header returns the name with the unit, in l.
func (c Column) header(l text.Lang) string {
	if u := c.Unit.In(l); u != "" {
		return c.Name.In(l) + " (" + u + ")"
	}
	return c.Name.In(l)
}

// key returns the name of the column in JSON.
func (c Column) key() string {
	if c.Key != "" {
		return c.Key
	}
	return c.Name.En
}

// places returns the decimals that a number of the column shows at least.
func (c Column) places() int {
	switch c.Kind {
	case KindMoney:
		return 2
	case KindDecimal, KindShare:
		return c.Places
	}
	return 0
}

// Kind is what the cells of a column hold. Any column may hold a text instead,
// such as the reason why a figure is not shown.
type Kind string

// The kinds of columns.
const (
	KindText    Kind = "text"
	KindWhole   Kind = "whole"
	KindDecimal Kind = "decimal"
	KindMoney   Kind = "money" // euros with two decimals
	KindShare   Kind = "share" // percent
	KindDate    Kind = "date"
	KindMonth   Kind = "month"
)

// Cell is one value. The zero Cell is unknown and stays empty.
type Cell struct {
	kind   Kind
	text   string
	number unit.Decimal // of a share: percent
	date   period.Date
	// withheld: the text is the sign of a value that is kept from the reader;
	// formats that know null have null there, never a text among numbers.
	withheld bool
}

// Text is a cell with a text; an empty text is the same as unknown. Line
// breaks are kept as LF; other control characters become spaces.
func Text(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{kind: KindText, text: plain(s)}
}

// Withheld is a cell whose value is kept from the reader: sign in CSV and XLSX,
// null in JSON. A column beside it or the head must say so.
func Withheld(sign string) Cell { return Cell{kind: KindText, text: plain(sign), withheld: true} }

// Whole is a cell with a whole number.
func Whole[T ~int | ~int64](n T) Cell { return Cell{kind: KindWhole, number: unit.Whole(int64(n))} }

// Number is a cell with an exact decimal number.
func Number(d unit.Decimal) Cell { return Cell{kind: KindDecimal, number: d} }

// Money is a cell with an amount of money.
func Money(c unit.Cents) Cell {
	return Cell{kind: KindMoney, number: unit.Decimal{Amount: int64(c), Places: 2}}
}

// Share is a cell with a share, shown in percent.
func Share(s unit.Share) Cell {
	return Cell{kind: KindShare, number: unit.Decimal{Amount: int64(s), Places: 7}}
}

// Day is a cell with a calendar day; the zero Date is unknown.
func Day(d period.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{kind: KindDate, date: d}
}

// Month is a cell with a calendar month.
func Month(m period.Month) Cell { return Cell{kind: KindMonth, date: m.First()} }

// Unknown is a cell without a value.
func Unknown() Cell { return Cell{} }

// isNumber reports whether the cell holds a number of any kind.
func (c Cell) isNumber() bool {
	return c.kind != "" && c.kind != KindText && c.kind != KindDate && c.kind != KindMonth
}

// exact returns the number with a decimal point, with at least places
// decimals and as many more as it needs: files never round.
func (c Cell) exact(places int) string {
	d := c.number
	for d.Places > places && d.Amount%10 == 0 {
		d.Amount, d.Places = d.Amount/10, d.Places-1
	}
	s := d.String()
	if d.Places >= places {
		return s
	}
	if d.Places == 0 {
		s += "."
	}
	return s + strings.Repeat("0", places-d.Places)
}

// String returns the value in the form that every language reads: a number
// with a decimal point, a day as 2015-11-27, a month as 2015-11.
func (c Cell) String() string {
	switch {
	case c.kind == KindDate:
		return c.date.String()
	case c.kind == KindMonth:
		return c.date.Month().String()
	case c.isNumber():
		return c.exact(0)
	}
	return c.text
}

// The comment line by which a CSV file declares its decimal mark.
var (
	decimalMark = text.T("Dezimalzeichen", "Decimal mark")
	commaName   = text.T("Komma", "comma")
	pointName   = text.T("Punkt", "point")
)
