// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"regexp"
	"strconv"
	"strings"

	"planraum/internal/city/period"
)

const (
	monthWord = `(jaenner|january|januar|february|februar|febr|maerz|marz|march|april|juni|june|juli|july|august|september|sept|oktober|october|november|dezember|december|jan|feb|mrz|maer|mae|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)`
	someYear  = `((?:19|20)\d\d|\d\d)`
	dayNo     = `(0?[1-9]|[12]\d|3[01])`
	monthNo   = `(0?[1-9]|1[0-2])`
	fullYear  = `((?:19|20)\d\d)`
	roman     = `(iv|iii|ii|i|[1-4])`
)

// shape is one way of writing a period; set fills the moment from its groups.
type shape struct {
	form *regexp.Regexp
	set  func(m *moment, g []string)
}

func form(pattern string, set func(m *moment, g []string)) shape {
	return shape{regexp.MustCompile(`^` + pattern + `$`), set}
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // the pattern admits digits only; "" is 0
	return n
}

// yearOf reads a year of two or four digits: 15 is 2015, 98 is 1998.
func yearOf(s string) int {
	n := atoi(s)
	if s == "" || len(s) == 4 {
		return n
	}
	if n < 70 {
		return 2000 + n
	}
	return 1900 + n
}

func romanOf(s string) int {
	switch s {
	case "i":
		return 1
	case "ii":
		return 2
	case "iii":
		return 3
	case "iv":
		return 4
	}
	return atoi(s)
}

var shapes = []shape{
	form(dayNo+`\. ?`+monthNo+`\. ?`+someYear, func(m *moment, g []string) { m.day, m.month, m.year = atoi(g[1]), atoi(g[2]), yearOf(g[3]) }),
	form(dayNo+`[/-]`+monthNo+`[/-]`+fullYear, func(m *moment, g []string) { m.day, m.month, m.year = atoi(g[1]), atoi(g[2]), yearOf(g[3]) }),
	form(fullYear+`[-/]`+monthNo+`[-/]`+dayNo+`(?:[t ]00:00(?::00)?)?`, func(m *moment, g []string) { m.year, m.month, m.day = yearOf(g[1]), atoi(g[2]), atoi(g[3]) }),
	form(fullYear+`(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])`, func(m *moment, g []string) { m.year, m.month, m.day = yearOf(g[1]), atoi(g[2]), atoi(g[3]) }),
	form(dayNo+`\.? ?`+monthWord+`\.?,? ?`+someYear, func(m *moment, g []string) { m.day, m.month, m.year = atoi(g[1]), monthNames[g[2]], yearOf(g[3]) }),
	form(monthWord+`\.?[ \-/'’]*`+someYear, func(m *moment, g []string) { m.month, m.year = monthNames[g[1]], yearOf(g[2]) }),
	form(monthWord+`\.?`, func(m *moment, g []string) { m.month = monthNames[g[1]] }),
	form(fullYear+`[ \-/]+`+monthWord+`\.?`, func(m *moment, g []string) { m.year, m.month = yearOf(g[1]), monthNames[g[2]] }),
	form(monthNo+` ?[./\-] ?`+fullYear, func(m *moment, g []string) { m.month, m.year = atoi(g[1]), yearOf(g[2]) }),
	form(monthNo+`/(\d\d)`, func(m *moment, g []string) { m.month, m.year = atoi(g[1]), yearOf(g[2]) }),
	form(fullYear+`(?: ?[-/.m] ?)`+monthNo, func(m *moment, g []string) { m.year, m.month = yearOf(g[1]), atoi(g[2]) }),
	form(fullYear+`(0[1-9]|1[0-2])`, func(m *moment, g []string) { m.year, m.month = yearOf(g[1]), atoi(g[2]) }),
	form(roman+`\.? ?(?:quartal|quart|vierteljahr|vj|q)\.?[ /\-]*`+someYear+`?`, func(m *moment, g []string) { m.quarter, m.year = romanOf(g[1]), yearOf(g[2]) }),
	form(`(?:quartal|q) ?`+roman+`[ /\-]*`+someYear+`?`, func(m *moment, g []string) { m.quarter, m.year = romanOf(g[1]), yearOf(g[2]) }),
	form(`(iv|iii|ii|i)(?:[ /.\-]+`+someYear+`)`, func(m *moment, g []string) { m.quarter, m.year = romanOf(g[1]), yearOf(g[2]) }),
	form(fullYear+`[ /\-]*q(?:uartal)? ?`+roman, func(m *moment, g []string) { m.year, m.quarter = yearOf(g[1]), romanOf(g[2]) }),
	form(fullYear+` ?[/\-] ?(iv|iii|ii|i)`, func(m *moment, g []string) { m.year, m.quarter = yearOf(g[1]), romanOf(g[2]) }),
	form(`([12]|i|ii)\.? ?(?:halbjahr|hj)\.?[ /\-]*`+someYear+`?`, func(m *moment, g []string) { m.half, m.year = romanOf(g[1]), yearOf(g[2]) }),
	form(fullYear+`[ \-]?h([12])`, func(m *moment, g []string) { m.year, m.half = yearOf(g[1]), atoi(g[2]) }),
	form(fullYear, func(m *moment, g []string) { m.year = yearOf(g[1]) }),
}

var (
	leadWords = regexp.MustCompile(`^(?:stand|stichtag|berichtsmonat|berichtsjahr|berichtszeitraum|zeitraum|kalenderjahr|haushaltsjahr|jahr|monat|zum|am|per|im|bis|vom|ende)\.?:?(?: |$)`)
	spanMark  = regexp.MustCompile(` ?(?: - | – |–| bis (?:zum )?|\.\.) ?`)
	wordDash  = regexp.MustCompile(`[a-z.]-[a-z]`)
)

// whenOf reads a period as offices write it; hint is the role of the column,
// which tells what a bare number is. False for what is none.
func whenOf(s string, hint Role) (moment, bool) {
	t := umlauts.Replace(strings.ToLower(cleanHeading(s)))
	for leadWords.MatchString(t) {
		t = strings.TrimSpace(leadWords.ReplaceAllString(t, ""))
	}
	if t == "" || len(t) > 60 {
		return moment{}, false
	}
	if m, ok := bareNumber(t, hint); ok {
		return m, true
	}
	if hint == "" && mayMeanTwo(t) {
		return moment{}, false
	}
	for _, sh := range shapes {
		if g := sh.form.FindStringSubmatch(t); g != nil {
			if d := dayOrMonth.FindStringSubmatch(t); d != nil && atoi(d[1]) <= 12 && d[1] != d[2] {
				return moment{}, false
			}
			var m moment
			sh.set(&m, g)
			if m.plausible() {
				return m, true
			}
		}
	}
	return spanOf(t)
}

var (
	monthOrYear = regexp.MustCompile(`^\d{1,2}/\d\d$`)                    // 11/15 is a month, or the winter of 2011
	schoolYear  = regexp.MustCompile(`^((?:19|20)\d\d)/(\d\d)$`)          // 2011/12 is a month, or a school year
	dayOrMonth  = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-]\d{4}$`) // 1/2/2015, by the country
)

// mayMeanTwo reports whether something that only the role of its column would
// explain stands where no role does: in a heading or title.
func mayMeanTwo(t string) bool {
	if g := schoolYear.FindStringSubmatch(t); g != nil && (atoi(g[1])+1)%100 == atoi(g[2]) {
		return true
	}
	return monthOrYear.MatchString(t)
}

// plausible refuses months after December and days after the month's end.
func (m moment) plausible() bool {
	if m.month > 12 || m.day > 31 || m.year != 0 && (m.year < 1900 || m.year > 2100) {
		return false
	}
	if m.day > 0 && m.year > 0 {
		_, ok := m.period()
		return ok && m.month > 0
	}
	return m != moment{}
}

// bareNumber reads numbers that only the role of their column explains.
func bareNumber(t string, hint Role) (moment, bool) {
	n, err := strconv.Atoi(strings.TrimSuffix(t, "."))
	switch {
	case err != nil && hint == Quarter && romanOf(strings.TrimSuffix(t, ".")) > 0:
		return moment{quarter: romanOf(strings.TrimSuffix(t, "."))}, true
	case err != nil:
		return moment{}, false
	case hint == Month && n >= 1 && n <= 12:
		return moment{month: n}, true
	case hint == Quarter && n >= 1 && n <= 4:
		return moment{quarter: n}, true
	case hint == Day && n >= 20000 && n <= 80000 && len(t) == 5:
		d := period.Day(1899, 12, 30).AddDays(n) // day count of a spreadsheet
		return moment{year: d.Year(), month: d.MonthOfYear(), day: d.DayOfMonth()}, true
	}
	return moment{}, false
}

// spanOf reads two periods with a dash or "bis" between; the first may leave
// out what the second says: Jan - Mrz 2015.
func spanOf(t string) (moment, bool) {
	at := spanMark.FindStringIndex(t)
	if at == nil {
		if at = wordDash.FindStringIndex(t); at == nil {
			return moment{}, false
		}
		at[0], at[1] = at[0]+1, at[1]-1 // the letters belong to the months
	}
	a, okA := whenOf(t[:at[0]], "")
	b, okB := whenOf(t[at[1]:], "")
	if !okA || !okB {
		return moment{}, false
	}
	if a.year == 0 {
		a.year = b.year
	}
	from, okA := a.period()
	to, okB := b.period()
	if !okA || !okB || to.To.Before(from.From) {
		return moment{}, false
	}
	return moment{whole: period.Period{From: from.From, To: to.To}}, true
}

// periodIn finds the part of a column's name that is a period. pattern is the
// name with "*" for it, the name itself where there is none: "Zugänge / *" of
// "Zugänge / 2015 / Jan", "Belegung *" of "Belegung Nov 2015".
func periodIn(name string) (pattern string, when moment, ok bool) {
	var out []string
	for _, p := range strings.Split(name, partMark) {
		shown, m, isPeriod := periodInPart(p)
		joined, fits := when.join(m)
		if !isPeriod || !fits {
			out = append(out, p)
			continue
		}
		when, ok = joined, true
		if shown == "*" && len(out) > 0 && out[len(out)-1] == "*" {
			continue // "2015 / Jan" is one period in two rows of the header
		}
		out = append(out, shown)
	}
	return strings.Join(out, partMark), when, ok
}

// periodInPart finds a period that is the whole part, or its first or last
// words if it has its year.
func periodInPart(p string) (shown string, m moment, ok bool) {
	if m, ok := whenOf(p, ""); ok {
		return "*", m, true
	}
	list := strings.Fields(p)
	for n := min(3, len(list)-1); n > 0; n-- {
		rest, last := list[:len(list)-n], list[len(list)-n:]
		if m, ok := whenOf(strings.Join(last, " "), ""); ok && m.year > 0 {
			return strings.Join(rest, " ") + " *", m, true
		}
		if m, ok := whenOf(strings.Join(list[:n], " "), ""); ok && m.year > 0 {
			return "* " + strings.Join(list[n:], " "), m, true
		}
	}
	return p, moment{}, false
}
