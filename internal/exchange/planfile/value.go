// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"fmt"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

// single returns the text of a key that takes one value; false where it is
// absent, or a fault.
func (p pairs) single(key string) (e entry, value string, plain, ok bool) {
	e = p.get(key)
	if e.absent() {
		return e, "", false, false
	}
	value, plain, ok = e.scalar()
	if !ok {
		p.r.fault(e, e.say(), "ein einzelner Wert", "a single value")
	}
	return e, value, plain, ok
}

// text reads words. Numbers and true or false are taken as they are written.
func (p pairs) text(key string) string {
	e, value, _, _ := p.single(key)
	return p.r.clean(e, value)
}

// clean refuses characters that can be smuggled in by escapes such as "\0".
func (r *reader) clean(e entry, value string) string {
	if strings.ContainsFunc(value, forbidden) {
		r.fault(e, strings.Map(visible, value), "Text ohne Steuerzeichen", "text without control characters")
		return ""
	}
	return value
}

// number reads a number with at most places decimals and returns it in
// 10^-places. More decimals are refused even if they are zeros: 7.000 is not 7
// but a German seven thousand.
func (p pairs) number(key string, places int) (int64, bool) {
	e, value, plain, ok := p.single(key)
	if !ok {
		return 0, false
	}
	d, err := unit.ParseDecimal(value)
	digits := strings.TrimLeft(value, "+-")
	led := len(digits) > 1 && digits[0] == '0' && digits[1] != '.'
	if err == nil && plain && !led && d.Places <= places {
		if d, err = d.Rescale(places); err == nil {
			return d.Amount, true
		}
	}
	if places == 0 {
		p.r.fault(e, value, "eine ganze Zahl ohne Punkt, Komma und Anführungszeichen, etwa 7744", "a whole number without point, comma and quotation marks, such as 7744")
	} else {
		p.r.fault(e, value, fmt.Sprintf("eine Zahl mit Dezimalpunkt und höchstens %d Nachkommastellen, ohne Tausenderzeichen und Anführungszeichen, etwa 1250.5", places),
			fmt.Sprintf("a number with a decimal point and at most %d decimals, without thousands marks and quotation marks, such as 1250.5", places))
	}
	return 0, false
}

func (p pairs) heads(key string) unit.Headcount {
	n, _ := p.number(key, 0)
	return unit.Headcount(n)
}

func (p pairs) optionalHeads(key string) *unit.Headcount {
	n, ok := p.number(key, 0)
	if !ok {
		return nil
	}
	h := unit.Headcount(n)
	return &h
}

// euros reads an amount of money with at most two decimals.
func (p pairs) euros(key string) *unit.Cents {
	n, ok := p.number(key, 2)
	if !ok {
		return nil
	}
	c := unit.Cents(n)
	return &c
}

// percent reads a percentage with at most seven decimals.
func (p pairs) percent(key string) *unit.Share {
	n, ok := p.number(key, 7)
	if !ok {
		return nil
	}
	s := unit.Share(n)
	return &s
}

func (p pairs) flag(key string) bool {
	e, value, plain, ok := p.single(key)
	if ok && (!plain || value != "true" && value != "false") {
		p.r.fault(e, value, "true (ja) oder false (nein)", "true or false")
	}
	return ok && value == "true"
}

func (p pairs) date(key string) period.Date {
	e, value, _, ok := p.single(key)
	if !ok {
		return period.Date{}
	}
	d, err := period.ParseDate(value)
	if err != nil {
		p.r.fault(e, value, "ein Tag, etwa 2015-11-27 oder 27.11.2015", "a day, such as 2015-11-27")
	}
	return d
}

// months reads a stretch of months: one key with a span, or two keys from and
// to. Check names the span by the one key, so its place is noted for both.
func (p pairs) months(key string) (from, to period.Month) {
	one, first, last := p.get(key), p.get("from"), p.get("to")
	if first.absent() && last.absent() {
		return p.span(key)
	}
	if !one.absent() {
		p.r.fault(first.or(last), first.or(last).say(), "entweder "+key+" oder from und to", "either "+key+" or from and to")
		p.r.spoil(one.path)
		return 0, 0
	}
	p.need("from", "to")
	p.r.spots[one.path] = spot{last.line, last.shown}
	from, okFrom := p.month("from")
	to, okTo := p.month("to")
	if !okFrom || !okTo {
		p.r.spoil(one.path)
	}
	return from, to
}

func (e entry) or(other entry) entry {
	if e.absent() {
		return other
	}
	return e
}

func (p pairs) month(key string) (period.Month, bool) {
	e, value, _, ok := p.single(key)
	if !ok {
		return 0, false
	}
	m, err := period.ParseMonth(value)
	if err != nil {
		p.r.fault(e, value, "ein Monat, etwa 2016-01", "a month, such as 2016-01")
	}
	return m, err == nil
}

// span reads 2016-01..2016-12, a single month 2016-01, a quarter 2016-Q1, a
// half year 2016-H1 or a year 2016. A reversed span is left to Check.
func (p pairs) span(key string) (from, to period.Month) {
	e, value, _, ok := p.single(key)
	if !ok {
		return 0, 0
	}
	first, last, two := strings.Cut(value, "..")
	a, okA := wholeMonths(first)
	b, okB := a, okA
	if two {
		b, okB = wholeMonths(last)
	}
	if !okA || !okB {
		p.r.fault(e, value, "Monate, etwa 2016-01..2016-12, 2016-Q1 oder 2016", "months, such as 2016-01..2016-12, 2016-Q1 or 2016")
		return 0, 0
	}
	return a.From.Month(), b.To.Month()
}

func wholeMonths(s string) (period.Period, bool) {
	p, err := period.Parse(s)
	if err != nil || strings.Contains(s, "..") {
		return period.Period{}, false
	}
	return p, p.From == p.From.Month().First() && p.To == p.To.Month().Last()
}

// basis reads how a number came about; fallback where it is absent.
func (p pairs) basis(key string, fallback figure.Basis) figure.Basis {
	e, value, _, ok := p.single(key)
	if !ok {
		return fallback
	}
	b, known := figure.ParseBasis(value)
	if !known {
		p.r.unknownWord(e, value, figure.BasisNames())
	}
	return b
}

// word reads a word of a closed list; fallback where it is absent.
func word[T ~string](p pairs, key string, list []accommodation.Entry[T], fallback T) T {
	e, value, _, ok := p.single(key)
	if !ok {
		return fallback
	}
	return known(p.r, e, value, list)
}

func known[T ~string](r *reader, e entry, value string, list []accommodation.Entry[T]) T {
	var words []string
	for _, w := range list {
		if string(w.Word) == value && value != "" {
			return w.Word
		}
		if w.Word != "" {
			words = append(words, string(w.Word))
		}
	}
	r.unknownWord(e, value, words)
	return ""
}

func (r *reader) unknownWord(e entry, value string, words []string) {
	all := strings.Join(words, ", ")
	de, en := "eines von: "+all, "one of: "+all
	if near := nearest(value, words); near != "" {
		de, en = fmt.Sprintf("ein bekanntes Wort, vielleicht „%s“; es gibt: %s", near, all), fmt.Sprintf("a known word, perhaps “%s”; there are: %s", near, all)
	}
	r.fault(e, value, de, en)
}
