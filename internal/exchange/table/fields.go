// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"errors"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Fields is a row with typed access. A cell that is not as expected is noted
// as a fault and reads as the zero value. Cells are read without surrounding
// spaces. Each type has two forms: Date demands a value, OptDate returns false
// for an empty cell or a column that is not there.
type Fields struct {
	Row
	faults *Faults
}

// What is expected of each kind of cell.
var (
	wantText    = text.T("ein Text", "a text")
	wantDate    = text.T("ein Tag wie 27.11.2015 oder 2015-11-27", "a day such as 2015-11-27 or 27.11.2015")
	wantMonth   = text.T("ein Monat wie 2015-11 oder 11.2015", "a month such as 2015-11 or 11.2015")
	wantPeriod  = text.T("ein Zeitraum wie 27.11.2015, 2015-11, 2015, 2015-Q4, 2016-H1 oder 2015-01..2015-11", "a period such as 2015-11-27, 2015-11, 2015, 2015-Q4, 2016-H1 or 2015-01..2015-11")
	wantWhole   = text.T("eine ganze Zahl wie 1234 oder 1.234", "a whole number such as 1234")
	wantDecimal = text.T("eine Zahl wie 12,5 oder 1234,5", "a number such as 12.5 or 1234.5")
	wantCents   = text.T("ein Betrag in Euro mit höchstens zwei Nachkommastellen wie 1035,40", "an amount in euros with at most two decimals such as 1035.40")
	wantPercent = text.T("ein Anteil in Prozent mit höchstens sieben Nachkommastellen wie 12,5", "a share in percent with at most seven decimals such as 12.5")
	ambiguous   = ambiguousLike("1,2340", "1.2340")
	// ambiguousCents is for numbers with at most two decimals: 1,2340 would be refused too.
	ambiguousCents = ambiguousLike("1,23", "1.23")
)

// ambiguousLike says that a number may mean two things, with one that may not.
func ambiguousLike(de, en string) text.Text {
	return text.T("; ob das Zeichen in dieser Zahl Tausender oder Nachkommastellen trennt, ist unklar: bitte 1234 oder "+de+" schreiben oder vor der Kopfzeile „# Dezimalzeichen: Komma“ angeben",
		"; whether the mark in this number separates thousands or decimals is unclear: please write 1234 or "+en+", or state \"# Decimal mark: point\" before the header")
}

var noWeek = text.T("; Kalenderwochen werden nicht gelesen, weil sie über Monats- und Jahresgrenzen reichen: bitte ersten und letzten Tag angeben, wie 2015-02-02..2015-02-08",
	"; calendar weeks are not read, because they reach over the ends of months and years: please give first and last day, such as 2015-02-02..2015-02-08")

// cell returns the cell of the column without surrounding spaces, and the mark
// that holds for it.
func (f Fields) cell(column string) (string, Mark) {
	i := f.head.Index(column)
	if i < 0 {
		return "", Undeclared
	}
	if f.number != nil && f.number[i] {
		return f.cells[i], Point
	}
	return strings.TrimSpace(f.cells[i]), f.head.Decimal
}

// Refuse notes that the cell of the column is not what was expected, for rules
// that only the caller knows.
func (f Fields) Refuse(column string, expected text.Text) {
	f.faults.Add(fault.Row{File: f.head.File, Line: f.Line, Column: column, Value: f.Raw(column), Expected: expected})
}

// parse reads one cell; required demands that it is not empty.
func parse[T any](f Fields, column string, required bool, want text.Text, read func(string, Mark) (T, bool)) (T, bool) {
	s, mark := f.cell(column)
	var zero T
	if s == "" {
		if required {
			f.Refuse(column, want)
		}
		return zero, false
	}
	v, ok := read(s, mark)
	if !ok {
		f.Refuse(column, explain(s, mark, want))
		return zero, false
	}
	return v, true
}

// Text returns a text that must not be empty.
func (f Fields) Text(column string) string {
	s, _ := parse(f, column, true, wantText, func(s string, _ Mark) (string, bool) { return s, true })
	return s
}

// OptText returns a text, "" if the cell is empty.
func (f Fields) OptText(column string) string {
	s, _ := f.cell(column)
	return s
}

// Date returns a calendar day, in any form of period.Parse.
func (f Fields) Date(column string) period.Date {
	d, _ := parse(f, column, true, wantDate, readDate)
	return d
}

// OptDate returns a calendar day if there is one.
func (f Fields) OptDate(column string) (period.Date, bool) {
	return parse(f, column, false, wantDate, readDate)
}

// readDate tries the form of the program's own files first.
func readDate(s string, _ Mark) (period.Date, bool) {
	if d, err := period.ParseDate(s); err == nil {
		return d, true
	}
	p, err := period.Parse(s)
	return p.From, err == nil && p.IsDay()
}

// Month returns a calendar month, in any form of period.Parse.
func (f Fields) Month(column string) period.Month {
	m, _ := parse(f, column, true, wantMonth, readMonth)
	return m
}

// OptMonth returns a calendar month if there is one.
func (f Fields) OptMonth(column string) (period.Month, bool) {
	return parse(f, column, false, wantMonth, readMonth)
}

func readMonth(s string, _ Mark) (period.Month, bool) {
	p, err := period.Parse(s)
	return p.From.Month(), err == nil && p.IsMonth()
}

// Period returns a day, month, quarter, half year, year or span.
func (f Fields) Period(column string) period.Period {
	p, _ := parse(f, column, true, wantPeriod, readPeriod)
	return p
}

// OptPeriod returns a period if there is one.
func (f Fields) OptPeriod(column string) (period.Period, bool) {
	return parse(f, column, false, wantPeriod, readPeriod)
}

func readPeriod(s string, _ Mark) (period.Period, bool) {
	p, err := period.Parse(s)
	return p, err == nil
}

// Int returns a whole number; see ParseWhole.
func (f Fields) Int(column string) int64 {
	n, _ := parse(f, column, true, wantWhole, ParseWhole)
	return n
}

// OptInt returns a whole number if there is one.
func (f Fields) OptInt(column string) (int64, bool) {
	return parse(f, column, false, wantWhole, ParseWhole)
}

// IntAtLeast returns a whole number that is not below least, such as places.
func (f Fields) IntAtLeast(column string, least int64) int64 {
	want := text.T("eine ganze Zahl ab "+text.De.Int(least), "a whole number of at least "+text.En.Int(least))
	n, _ := parse(f, column, true, want, func(s string, m Mark) (int64, bool) {
		n, ok := ParseWhole(s, m)
		return n, ok && n >= least
	})
	return n
}

// Decimal returns a decimal number; see ParseDecimal.
func (f Fields) Decimal(column string) unit.Decimal {
	d, _ := parse(f, column, true, wantDecimal, ParseDecimal)
	return d
}

// OptDecimal returns a decimal number if there is one.
func (f Fields) OptDecimal(column string) (unit.Decimal, bool) {
	return parse(f, column, false, wantDecimal, ParseDecimal)
}

// wantDecimals is expected of several numbers in a cell.
var wantDecimals = text.T("Zahlen, mit | getrennt, wie 3 | 3,6 | 5", "numbers divided by |, such as 3 | 3.6 | 5")

// OptDecimals returns the numbers of a cell, divided by vertical bars; none for an
// empty cell or one with a fault.
func (f Fields) OptDecimals(column string) []unit.Decimal {
	list, _ := parse(f, column, false, wantDecimals, func(s string, mark Mark) ([]unit.Decimal, bool) {
		var list []unit.Decimal
		for _, one := range strings.Split(s, "|") {
			d, ok := ParseDecimal(strings.TrimSpace(one), mark)
			if !ok {
				return nil, false
			}
			list = append(list, d)
		}
		return list, true
	})
	return list
}

// explain adds to what is expected of a number that it is refused only because
// it may mean two things, and to a period that weeks are not read.
func explain(s string, mark Mark, want text.Text) text.Text {
	if want == wantDate || want == wantMonth || want == wantPeriod {
		if _, err := period.Parse(s); errors.Is(err, period.ErrWeek) {
			return text.T(want.De+noWeek.De, want.En+noWeek.En)
		}
	}
	if want != wantDecimal && want != wantCents && want != wantPercent {
		return want
	}
	if want == wantCents {
		return unclear(s, mark, want, ambiguousCents)
	}
	return unclear(s, mark, want, ambiguous)
}

// unclear adds why to what is expected of a number that is refused only because it may
// mean two things.
func unclear(s string, mark Mark, want, why text.Text) text.Text {
	_, group, clear := marksOf(cutUnit(s, "EUR", "€", "%"), mark)
	if _, number := ParseDecimal(cutUnit(s, "EUR", "€", "%"), Comma); clear || group != "" || !number || mark == Comma || mark == Point {
		return want
	}
	return text.T(want.De+why.De, want.En+why.En)
}

// Hundredths returns a number with at most two decimals in hundredths, such as posts; want
// is what is expected of it. It reports false for a cell that is empty or refused.
func (f Fields) Hundredths(column string, want text.Text) (int64, bool) {
	s, mark := f.cell(column)
	n, ok := parseScaled(s, mark, 2)
	if s == "" || !ok {
		f.Refuse(column, unclear(s, mark, want, ambiguousCents))
		return 0, false
	}
	return n, true
}

// Cents returns an amount of money, given in euros with at most two decimals,
// with or without "EUR" or "€" after it.
func (f Fields) Cents(column string) unit.Cents {
	c, _ := parse(f, column, true, wantCents, parseCents)
	return c
}

// OptCents returns an amount of money if there is one.
func (f Fields) OptCents(column string) (unit.Cents, bool) {
	return parse(f, column, false, wantCents, parseCents)
}

func parseCents(s string, mark Mark) (unit.Cents, bool) {
	n, ok := parseScaled(cutUnit(s, "EUR", "€"), mark, 2)
	return unit.Cents(n), ok
}

// Percent returns a share, given in percent with at most seven decimals, with
// or without the percent sign: 90 and "90 %" are nine tenths.
func (f Fields) Percent(column string) unit.Share {
	s, _ := parse(f, column, true, wantPercent, parsePercent)
	return s
}

// OptPercent returns a share if there is one.
func (f Fields) OptPercent(column string) (unit.Share, bool) {
	return parse(f, column, false, wantPercent, parsePercent)
}

// parsePercent relies on one percent being 10^7 steps of a unit.Share.
func parsePercent(s string, mark Mark) (unit.Share, bool) {
	n, ok := parseScaled(cutUnit(s, "%"), mark, 7)
	return unit.Share(n), ok
}

// parseScaled reads a number as a multiple of 10^-places.
func parseScaled(s string, mark Mark, places int) (int64, bool) {
	d, ok := ParseDecimal(s, mark)
	if !ok {
		return 0, false
	}
	d, err := d.Rescale(places)
	return d.Amount, err == nil
}

// cutUnit takes one of the unit names and the space before it off the end.
func cutUnit(s string, names ...string) string {
	for _, n := range names {
		if rest, ok := strings.CutSuffix(s, n); ok {
			return strings.TrimSpace(rest)
		}
	}
	return s
}

// OneOf returns a text that must be one of the list, exactly.
func (f Fields) OneOf(column string, list ...string) string {
	s, _ := parse(f, column, true, oneOf(list), func(s string, _ Mark) (string, bool) { return s, slices.Contains(list, s) })
	return s
}

// OptOneOf returns one of the list, "" if the cell is empty.
func (f Fields) OptOneOf(column string, list ...string) string {
	s, _ := parse(f, column, false, oneOf(list), func(s string, _ Mark) (string, bool) { return s, slices.Contains(list, s) })
	return s
}

func oneOf(list []string) text.Text {
	all := strings.Join(list, ", ")
	return text.T("eines von: "+all, "one of: "+all)
}
