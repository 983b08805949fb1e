// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package calendar knows the public holidays of Baden-Württemberg, counts working
// days, and plans the order of a paper's committees backwards from the day on which
// the council is to decide. See docs/methods/calendar.md.
package calendar

import (
	"slices"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Version names the calculation. It changes with any change that can change a day.
const Version = "calendar/4"

// Holiday is a public holiday.
type Holiday struct {
	Day  period.Date
	Name text.Text
}

// fixed are the holidays that fall on the same day each year.
var fixed = []struct {
	month, day int
	name       text.Text
}{
	{1, 1, text.T("Neujahr", "New Year's Day")},
	{1, 6, text.T("Heilige Drei Könige", "Epiphany")},
	{5, 1, text.T("1. Mai", "Labour Day")},
	{10, 3, text.T("Tag der Deutschen Einheit", "Day of German Unity")},
	{11, 1, text.T("Allerheiligen", "All Saints' Day")},
	{12, 25, text.T("Erster Weihnachtstag", "Christmas Day")},
	{12, 26, text.T("Zweiter Weihnachtstag", "Boxing Day")},
}

// moving are the holidays by days after Easter Sunday.
var moving = []struct {
	after int
	name  text.Text
}{
	{-2, text.T("Karfreitag", "Good Friday")},
	{1, text.T("Ostermontag", "Easter Monday")},
	{39, text.T("Christi Himmelfahrt", "Ascension Day")},
	{50, text.T("Pfingstmontag", "Whit Monday")},
	{60, text.T("Fronleichnam", "Corpus Christi")},
}

// reformation is the year in which 31 October was a holiday, once, in all of Germany.
const reformation = 2017

// Holidays returns the public holidays of Baden-Württemberg in a year by § 1 of its
// Sunday and holiday law (FTG), ordered by day; in 2017 Reformation Day as well (Act of
// 28 April 2015). Years before 1995, when other days were holidays, are not its matter.
func Holidays(year int) []Holiday {
	var list []Holiday
	for _, f := range fixed {
		list = append(list, Holiday{period.Day(year, f.month, f.day), f.name})
	}
	easter := Easter(year)
	for _, m := range moving {
		list = append(list, Holiday{easter.AddDays(m.after), m.name})
	}
	if year == reformation {
		list = append(list, Holiday{period.Day(year, 10, 31), text.T("Reformationstag", "Reformation Day")})
	}
	slices.SortFunc(list, func(a, b Holiday) int { return a.Day.Compare(b.Day) })
	return list
}

// Easter is Easter Sunday of a year of the Gregorian calendar, by the algorithm of
// Meeus, Jones and Butcher (J. Meeus, Astronomical Algorithms, 1991, chapter 8).
func Easter(year int) period.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return period.Day(year, n/31, n%31+1)
}

// IsWorkingDay reports whether a day is Monday to Friday and no holiday.
func IsWorkingDay(d period.Date) bool {
	switch d.Time().Weekday() {
	case time.Saturday, time.Sunday:
		return false
	}
	_, ok := HolidayOn(d)
	return !ok
}

// HolidayOn returns the holiday of a day; false where it is none.
func HolidayOn(d period.Date) (Holiday, bool) {
	for _, h := range Holidays(d.Year()) {
		if h.Day == d {
			return h, true
		}
	}
	return Holiday{}, false
}

// AddWorkingDays goes n working days forward, backward where n is below 0; the day
// itself does not count. Of 0 it returns the day, working or not.
func AddWorkingDays(d period.Date, n int) period.Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		if d = d.AddDays(step); IsWorkingDay(d) {
			n--
		}
	}
	return d
}

// WorkingDays counts the working days after from up to and with to; below 0 where to
// lies before from.
func WorkingDays(from, to period.Date) int {
	if to.Before(from) {
		return -WorkingDays(to, from)
	}
	n := 0
	for d := from; d.Before(to); {
		if d = d.AddDays(1); IsWorkingDay(d) {
			n++
		}
	}
	return n
}

// Off says why a day is no working day: the holiday's name or the weekend; empty: it is
// one.
func Off(d period.Date) text.Text {
	if h, ok := HolidayOn(d); ok {
		return h.Name
	}
	if !IsWorkingDay(d) {
		return text.T("Wochenende", "weekend")
	}
	return text.Text{}
}

// InviteBy is the last working day on which an invitation can go out that must go out so
// many days before a sitting, and why it is not the day itself; empty: it is.
func InviteBy(sitting period.Date, days int) (period.Date, text.Text) {
	day := sitting.AddDays(-days)
	return OnOrBefore(day), Off(day)
}

// OnOrBefore is the day itself, or the last working day before it.
func OnOrBefore(d period.Date) period.Date {
	for !IsWorkingDay(d) {
		d = d.AddDays(-1)
	}
	return d
}
