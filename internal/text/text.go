// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package text holds sentences in German and English and writes numbers and
// dates as each language writes them. It stands on the ground floor: every
// floor may say something to a person.
package text

import (
	"strconv"
	"strings"
)

// Lang is a language of the interface.
type Lang string

// The languages that pages, files and commands speak.
const (
	De Lang = "de"
	En Lang = "en"
)

// Parse returns the language that a tag such as "en", "en-GB" or "de_DE.UTF-8"
// names; German where it is unknown.
func Parse(tag string) Lang {
	if strings.HasPrefix(strings.ToLower(tag), "en") {
		return En
	}
	return De
}

// Text is one sentence or name in both languages.
type Text struct {
	De string `json:"de"`
	En string `json:"en"`
}

// T is short for a Text.
func T(de, en string) Text { return Text{De: de, En: en} }

// Same is a Text that reads alike in both languages, such as a proper name.
func Same(s string) Text { return Text{De: s, En: s} }

// In returns the text in the language l.
func (t Text) In(l Lang) string {
	if l == En {
		return t.En
	}
	return t.De
}

// String returns the German text.
func (t Text) String() string { return t.De }

// Int writes a whole number with thousands marks: 8.055 or 8,055.
func (l Lang) Int(n int64) string { return l.Decimal(n, 0) }

// Signed writes a whole number with its sign: +928, -1.240 (with a minus sign), 0.
func (l Lang) Signed(n int64) string {
	if n > 0 {
		return "+" + l.Int(n)
	}
	return l.Int(n)
}

// Decimal writes amount x 10^-places: Decimal(1908, 1) is 190,8 or 190.8.
// A negative number carries the minus sign U+2212.
func (l Lang) Decimal(amount int64, places int) string {
	thousands, point := ".", ","
	if l == En {
		thousands, point = ",", "."
	}
	sign := ""
	digits := strconv.FormatInt(amount, 10)
	if amount < 0 {
		sign, digits = "\u2212", digits[1:]
	}
	for len(digits) <= places {
		digits = "0" + digits
	}
	whole, fraction := digits[:len(digits)-places], digits[len(digits)-places:]
	var b strings.Builder
	b.WriteString(sign)
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(thousands)
		}
		b.WriteRune(r)
	}
	if places > 0 {
		b.WriteString(point)
		b.WriteString(fraction)
	}
	return b.String()
}

// Percent writes a share given in 10^-places percent: Percent(125, 1) is 12,5 %.
func (l Lang) Percent(amount int64, places int) string {
	if l == En {
		return l.Decimal(amount, places) + "%"
	}
	return l.Decimal(amount, places) + "\u00a0%"
}

// Euro writes cents as euros with two decimals: 1.035,40 EUR.
func (l Lang) Euro(cents int64) string { return l.Decimal(cents, 2) + "\u00a0EUR" }

// EuroWhole writes cents as whole euros, rounded half away from zero.
func (l Lang) EuroWhole(cents int64) string {
	half := int64(50)
	if cents < 0 {
		half = -50
	}
	return l.Int((cents+half)/100) + "\u00a0EUR"
}

var months = [12]Text{
	{"Januar", "January"},
	{"Februar", "February"},
	{"März", "March"},
	{"April", "April"},
	{"Mai", "May"},
	{"Juni", "June"},
	{"Juli", "July"},
	{"August", "August"},
	{"September", "September"},
	{"Oktober", "October"},
	{"November", "November"},
	{"Dezember", "December"},
}

// Date writes a calendar day: 27.11.2015 or 27 November 2015.
func (l Lang) Date(year, month, day int) string {
	if l == En {
		return strconv.Itoa(day) + " " + months[month-1].En + " " + strconv.Itoa(year)
	}
	pad := func(n int) string {
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	}
	return pad(day) + "." + pad(month) + "." + strconv.Itoa(year)
}

// Month writes a month in words: März 2016 or March 2016.
func (l Lang) Month(year, month int) string {
	return months[month-1].In(l) + " " + strconv.Itoa(year)
}
