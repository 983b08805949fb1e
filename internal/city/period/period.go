// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package period holds calendar days, months and the spans that figures speak
// of. Days are calendar days without a time zone.
package period

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"planraum/internal/text"
)

// Date is a calendar day. The zero Date means "no date".
type Date struct {
	year  int16
	month uint8
	day   uint8
}

// Day returns the calendar day, normalised as time.Date does.
func Day(year, month, day int) Date {
	if month >= 1 && month <= 12 && day >= 1 && day <= shortestMonth && year >= 0 && year <= 9999 {
		return Date{int16(year), uint8(month), uint8(day)} // as most: a page reads thousands
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return Date{int16(t.Year()), uint8(t.Month()), uint8(t.Day())}
}

// shortestMonth is how many days every month has.
const shortestMonth = 28

// ParseDate reads 2015-11-27 or 27.11.2015.
func ParseDate(s string) (Date, error) {
	layout := "2006-01-02"
	if strings.Contains(s, ".") {
		layout = "2.1.2006"
	}
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() < 1 {
		return Date{}, fmt.Errorf("period.ParseDate(%q): not a date", s)
	}
	return Day(t.Year(), int(t.Month()), t.Day()), nil
}

// OfTime returns the calendar day of t in t's own zone.
func OfTime(t time.Time) Date { return Day(t.Year(), int(t.Month()), t.Day()) }

// IsZero reports whether d means "no date".
func (d Date) IsZero() bool { return d == Date{} }

// Year, MonthOfYear and DayOfMonth return the parts of the date.
func (d Date) Year() int        { return int(d.year) }
func (d Date) MonthOfYear() int { return int(d.month) } // 1 to 12
func (d Date) DayOfMonth() int  { return int(d.day) }   // 1 to 31

// Month returns the month that d lies in.
func (d Date) Month() Month { return MonthOf(int(d.year), int(d.month)) }

// Time returns midnight UTC of the day.
func (d Date) Time() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return OfTime(d.Time().AddDate(0, 0, n)) }

// DaysTo is the number of days from d to e; negative where e is earlier.
func (d Date) DaysTo(e Date) int { return int((e.Time().Unix() - d.Time().Unix()) / (24 * 60 * 60)) }

// AddMonths returns the same day n months later; the last day of that month
// where it has no such day.
func (d Date) AddMonths(n int) Date {
	m := d.Month() + Month(n)
	last := m.Last()
	if int(d.day) > last.DayOfMonth() {
		return last
	}
	return Day(m.Year(), m.OfYear(), int(d.day))
}

// Compare orders dates; the zero Date comes first.
func (d Date) Compare(e Date) int {
	if d.year != e.year {
		return int(d.year) - int(e.year)
	}
	if d.month != e.month {
		return int(d.month) - int(e.month)
	}
	return int(d.day) - int(e.day)
}

// Before and After compare two dates.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// String writes 2015-11-27; nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	if d.year < 0 || d.year > 9999 {
		return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
	}
	// By hand: an import writes three days for each of its rows.
	var b [len("2006-01-02")]byte
	y := d.year
	b[0], b[1], b[2], b[3] = digit(y/1000), digit(y/100), digit(y/10), digit(y)
	b[4], b[5], b[6] = '-', digit(int16(d.month)/10), digit(int16(d.month))
	b[7], b[8], b[9] = '-', digit(int16(d.day)/10), digit(int16(d.day))
	return string(b[:])
}

// digit is the last digit of n.
func digit(n int16) byte { return '0' + byte(n%10) }

// In writes the date as the language l does: 27.11.2015.
func (d Date) In(l text.Lang) string {
	if d.IsZero() {
		return ""
	}
	return l.Date(int(d.year), int(d.month), int(d.day))
}

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads, or nothing.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(string(b))
	*d = v
	return err
}

// Month is a calendar month, counted from January of the year 0, so that
// m+1 is the next month and m-n the number of months between two.
type Month int32

// MonthOf returns the month of a year, month from 1 to 12.
func MonthOf(year, month int) Month { return Month(year*12 + month - 1) }

// ParseMonth reads 2015-11 or 11.2015.
func ParseMonth(s string) (Month, error) {
	layout := "2006-01"
	if strings.Contains(s, ".") {
		layout = "1.2006"
	}
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("period.ParseMonth(%q): not a month", s)
	}
	return MonthOf(t.Year(), int(t.Month())), nil
}

// Year returns the year of the month.
func (m Month) Year() int { return int(m) / 12 }

// OfYear returns the month of the year, 1 to 12.
func (m Month) OfYear() int { return int(m)%12 + 1 }

// First returns the first day of the month.
func (m Month) First() Date { return Day(m.Year(), m.OfYear(), 1) }

// Last returns the last day of the month.
func (m Month) Last() Date { return Day(m.Year(), m.OfYear()+1, 0) }

// String writes 2015-11.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), m.OfYear()) }

// In writes the month in words: November 2015.
func (m Month) In(l text.Lang) string { return l.Month(m.Year(), m.OfYear()) }

// MarshalText writes the month as String does.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what ParseMonth reads.
func (m *Month) UnmarshalText(b []byte) error {
	v, err := ParseMonth(string(b))
	*m = v
	return err
}

// Period is the span that a figure speaks of, first and last day included: a
// reference date (both days equal), a month, a year or any other span.
type Period struct {
	From, To Date
}

// On returns the period of a single reference date.
func On(d Date) Period { return Period{d, d} }

// InMonth returns the whole month m.
func InMonth(m Month) Period { return Period{m.First(), m.Last()} }

// InYear returns the whole year.
func InYear(year int) Period { return Period{Day(year, 1, 1), Day(year, 12, 31)} }

// Parse reads a day (2015-11-27, 27.11.2015), a month (2015-11, 11.2015), a
// year (2015), a half year (2016-H1), a quarter (2016-Q1) or a span of any two
// of them (2015-01..2015-11); and what offices write beside these: 1.2.15,
// 4. Februar 2015, Feb 15, 02/2015, 2015/02, IV/2015, 4. Quartal 2015, Q4/15,
// 1. Hj 2015, Jahr 2015, 2015-02-01 00:00:00, 1.1.2015 bis 31.3.2015. A
// calendar week is ErrWeek.
func Parse(s string) (Period, error) {
	if from, to, ok := strings.Cut(s, ".."); ok {
		a, errA := Parse(from)
		b, errB := Parse(to)
		if errA != nil || errB != nil || b.To.Before(a.From) || strings.Contains(to, "..") {
			return Period{}, fmt.Errorf("period.Parse(%q): not a span", s)
		}
		return Period{a.From, b.To}, nil
	}
	if len(s) == 4 {
		if y, ok := parseYear(s); ok {
			return InYear(y), nil
		}
	}
	if p, ok := parsePart(s); ok {
		return p, nil
	}
	if m, err := ParseMonth(s); err == nil {
		return InMonth(m), nil
	}
	if d, err := ParseDate(s); err == nil {
		return On(d), nil
	}
	if len(s) > longest {
		return Period{}, fmt.Errorf("period.Parse(%.40q ...): too long for a period", s)
	}
	if weeks.MatchString(s) {
		return Period{}, fmt.Errorf("period.Parse(%q): %w", s, ErrWeek)
	}
	if p, ok := parseWords(s); ok {
		return p, nil
	}
	return Period{}, fmt.Errorf("period.Parse(%q): not a day, month, quarter, half year or year", s)
}

// longest is how many bytes a period written in words may have.
const longest = 80

// parseYear reads four digits; a sign is none.
func parseYear(s string) (int, bool) {
	y, err := strconv.Atoi(s)
	return y, err == nil && y > 0 && s[0] >= '0' && s[0] <= '9'
}

// parsePart reads 2016-H1 and 2016-Q3.
func parsePart(s string) (Period, bool) {
	if len(s) != 7 || s[4] != '-' {
		return Period{}, false
	}
	y, ok := parseYear(s[:4])
	n := int(s[6] - '0')
	if !ok {
		return Period{}, false
	}
	length := map[byte]int{'H': 6, 'Q': 3}[s[5]]
	if length == 0 || n < 1 || n > 12/length {
		return Period{}, false
	}
	first := MonthOf(y, (n-1)*length+1)
	return Period{first.First(), (first + Month(length-1)).Last()}, true
}

// IsDay reports whether the period is a single reference date.
func (p Period) IsDay() bool { return p.From == p.To }

// IsMonth reports whether the period is one whole month.
func (p Period) IsMonth() bool { return p == InMonth(p.From.Month()) }

// IsYear reports whether the period is one whole calendar year.
func (p Period) IsYear() bool { return p == InYear(p.From.Year()) }

// Compare orders periods by end, then by start.
func (p Period) Compare(q Period) int {
	if c := p.To.Compare(q.To); c != 0 {
		return c
	}
	return p.From.Compare(q.From)
}

// String writes the period in the shortest form that Parse reads back.
func (p Period) String() string {
	switch {
	case p.IsDay():
		return p.From.String()
	case p.IsMonth():
		return p.From.Month().String()
	case p.IsYear():
		return fmt.Sprintf("%04d", p.From.Year())
	}
	return p.From.String() + ".." + p.To.String()
}

// When writes the period with the word before it by which a sentence says that something
// was in it: am 27.11.2015, im November 2015, im Jahr 2015, vom 01.01.2016 bis 30.06.2016.
func (p Period) When(l text.Lang) string {
	switch {
	case p.IsDay():
		return text.T("am ", "on ").In(l) + p.In(l)
	case p.IsMonth():
		return text.T("im ", "in ").In(l) + p.In(l)
	case p.IsYear():
		return text.T("im Jahr ", "in ").In(l) + p.In(l)
	}
	return text.T("vom ", "from ").In(l) + p.In(l)
}

// In writes the period as the language l does: 27.11.2015, November 2015,
// 2015 or 01.01.2016 bis 30.06.2016.
func (p Period) In(l text.Lang) string {
	switch {
	case p.IsDay():
		return p.From.In(l)
	case p.IsMonth():
		return p.From.Month().In(l)
	case p.IsYear():
		return strconv.Itoa(p.From.Year())
	}
	return p.From.In(l) + text.T(" bis ", " to ").In(l) + p.To.In(l)
}
