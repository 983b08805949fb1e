// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package period

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// ErrWeek is the error of Parse for a calendar week (KW 5/2015, 2015-W05): a
// week may lie in two months and in two years, so that its figures fit no
// series by months. Whoever has weeks gives their first and last day.
var ErrWeek = errors.New("a calendar week is no period here")

// weeks find a calendar week in what an office writes.
var weeks = regexp.MustCompile(`(?i)\bKW\b|\bKW ?\d|\d ?KW\b|kalenderwoche|\bwoche\b|\bweek\b|^\d{4}-?W\d`)

// monthNames are the beginnings by which a month is known, German, Austrian
// and English, in lower case.
var monthNames = map[string]int{
	"januar": 1, "jänner": 1, "january": 1, "jan": 1, "jän": 1, "februar": 2, "february": 2, "feber": 2, "feb": 2, "febr": 2,
	"märz": 3, "maerz": 3, "march": 3, "mär": 3, "mar": 3, "mrz": 3, "april": 4, "apr": 4, "mai": 5, "may": 5,
	"juni": 6, "june": 6, "jun": 6, "juli": 7, "july": 7, "jul": 7, "august": 8, "aug": 8,
	"september": 9, "sept": 9, "sep": 9, "oktober": 10, "october": 10, "okt": 10, "oct": 10,
	"november": 11, "nov": 11, "dezember": 12, "december": 12, "dez": 12, "dec": 12,
}

var romans = map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4}

// form is one way in which offices write a period; read gets its groups.
type form struct {
	shape *regexp.Regexp
	read  func(g []string) (Period, bool)
}

func shape(s string) *regexp.Regexp { return regexp.MustCompile(`^(?i:` + s + `)$`) }

// forms are tried in this order. What may mean two things is in none of them:
// 02/15, 1/2/2015, 2011/12 (December or a school year), 201502.
var forms = []form{
	{shape(`(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})`), func(g []string) (Period, bool) { return day(g[3], g[2], g[1]) }},
	{shape(`(\d{4})/(\d{1,2})/(\d{1,2})`), func(g []string) (Period, bool) { return day(g[1], g[2], g[3]) }},
	{shape(`(\d{1,2})\. ?(\pL+)\.? ?(\d{2}|\d{4})`), func(g []string) (Period, bool) {
		return day(g[3], strconv.Itoa(monthNames[strings.ToLower(g[2])]), g[1])
	}},
	{shape(`(\pL+)\.?[ \-/]?(\d{2}|\d{4})`), func(g []string) (Period, bool) { return month(g[2], monthNames[strings.ToLower(g[1])]) }},
	{shape(`(\d{4})[ \-/]?(\pL+)\.?`), func(g []string) (Period, bool) { return month(g[1], monthNames[strings.ToLower(g[2])]) }},
	{shape(`(\d{1,2})/(\d{4})`), func(g []string) (Period, bool) { return monthNumber(g[2], g[1]) }},
	{shape(`(\d{4})/(\d{2})`), func(g []string) (Period, bool) {
		if n, _ := strconv.Atoi(g[1][2:]); fmt.Sprintf("%02d", (n+1)%100) == g[2] {
			return Period{}, false // a school year as well as a month
		}
		return monthNumber(g[1], g[2])
	}},
	{shape(`(i{1,3}|iv|[1-4])\.? ?(?:quartal|quart\.|qu\.|q\.?|quarter)[ /]?(\d{2}|\d{4})`), func(g []string) (Period, bool) { return part(g[2], g[1], 3) }},
	{shape(`(i{1,3}|iv)/(\d{4})`), func(g []string) (Period, bool) { return part(g[2], g[1], 3) }},
	{shape(`(\d{4})/(i{1,3}|iv)`), func(g []string) (Period, bool) { return part(g[1], g[2], 3) }},
	{shape(`q([1-4])[ /\-]?(\d{2}|\d{4})`), func(g []string) (Period, bool) { return part(g[2], g[1], 3) }},
	{shape(`(\d{4})[ /\-]?q([1-4])`), func(g []string) (Period, bool) { return part(g[1], g[2], 3) }},
	{shape(`(i{1,2}|[12])\.? ?(?:halbjahr|hj\.?|half)[ /]?(\d{2}|\d{4})`), func(g []string) (Period, bool) { return part(g[2], g[1], 6) }},
	{shape(`hj?([12])[ /\-]?(\d{2}|\d{4})`), func(g []string) (Period, bool) { return part(g[2], g[1], 6) }},
	{shape(`(\d{4})[ /\-]?hj?([12])`), func(g []string) (Period, bool) { return part(g[1], g[2], 6) }},
	{shape(`(?:jahr|year) (\d{4})`), func(g []string) (Period, bool) {
		y, ok := yearOf(g[1])
		return InYear(y), ok
	}},
}

// spans divide two periods in words: 01.01.2015 bis 31.03.2015.
var spans = regexp.MustCompile(`^(?:vom )?(.+?) ?(?: bis (?:zum )?| to | - |–)(.+)$`)

// midnight is the time of day that databases add to a day.
var midnight = regexp.MustCompile(`[ T]0?0:00(?::00(?:\.0+)?)?Z?$`)

// parseWords reads the forms beyond those of the program's own files.
func parseWords(s string) (Period, bool) {
	s = strings.Join(strings.Fields(s), " ") // narrow and fixed blanks too
	if m := spans.FindStringSubmatch(s); m != nil {
		a, errA := Parse(strings.TrimSpace(m[1]))
		b, errB := Parse(strings.TrimSpace(m[2]))
		return Period{a.From, b.To}, errA == nil && errB == nil && !b.To.Before(a.From)
	}
	if cut := midnight.ReplaceAllString(s, ""); cut != s {
		p, err := Parse(cut)
		return p, err == nil && p.IsDay()
	}
	for _, f := range forms {
		if g := f.shape.FindStringSubmatch(s); g != nil {
			if p, ok := f.read(g); ok {
				return p, true
			}
		}
	}
	return Period{}, false
}

// yearOf reads a year of four digits, or of two: 69 to 99 are in the twentieth
// century, 00 to 68 in this one (as POSIX strptime %y).
func yearOf(s string) (int, bool) {
	y, err := strconv.Atoi(s)
	if len(s) == 2 {
		if y += 2000; y >= 2069 {
			y -= 100
		}
	}
	return y, err == nil && y > 0
}

// day returns a calendar day that exists.
func day(year, month, dayOfMonth string) (Period, bool) {
	y, ok := yearOf(year)
	m, errM := strconv.Atoi(month)
	d, errD := strconv.Atoi(dayOfMonth)
	on := Day(y, m, d)
	return On(on), ok && errM == nil && errD == nil && on.MonthOfYear() == m && on.DayOfMonth() == d
}

func monthNumber(year, number string) (Period, bool) {
	n, err := strconv.Atoi(number)
	p, ok := month(year, n)
	return p, ok && err == nil
}

func month(year string, n int) (Period, bool) {
	y, ok := yearOf(year)
	return InMonth(MonthOf(y, n)), ok && n >= 1 && n <= 12
}

// part returns the n-th part of length months; n is a digit or roman.
func part(year, n string, length int) (Period, bool) {
	y, ok := yearOf(year)
	i := romans[strings.ToLower(n)]
	if i == 0 {
		i, _ = strconv.Atoi(n)
	}
	first := MonthOf(y, (i-1)*length+1)
	return Period{first.First(), (first + Month(length-1)).Last()}, ok && i >= 1 && i <= 12/length
}
