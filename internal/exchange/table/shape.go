// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/period"
)

// shape is how a number format shows a number: spreadsheets store days and
// percentages as plain numbers, only the format tells what they are.
type shape int

const (
	shapeNumber shape = iota
	shapePercent
	shapeDay
	shapeMonth
)

// shapesOf returns the shape of each cell style: its number format is one of
// the workbook's codes or a built-in one.
func shapesOf(codes map[int]string, ids []int) []shape {
	shapes := make([]shape, len(ids))
	for i, id := range ids {
		if code, ok := codes[id]; ok {
			shapes[i] = shapeOfCode(code)
		} else {
			shapes[i] = shapeOfBuiltin(id)
		}
	}
	return shapes
}

// shapeOfBuiltin knows the formats that have a number only (ECMA-376, part 1,
// 18.8.30).
func shapeOfBuiltin(id int) shape {
	switch {
	case id == 9 || id == 10:
		return shapePercent
	case id == 17:
		return shapeMonth
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58:
		return shapeDay
	}
	return shapeNumber
}

// literals are the parts of a format code that are shown as they are, and the
// conditions, colours and locales in brackets.
var literals = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)

// shapeOfCode reads a format code such as DD.MM.YYYY, MMM YY or 0.0%. Only the
// section for positive numbers counts.
func shapeOfCode(code string) shape {
	code, _, _ = strings.Cut(literals.ReplaceAllString(strings.ToLower(code), ""), ";")
	if strings.Contains(code, "general") || strings.Contains(code, "standard") {
		return shapeNumber
	}
	day, month, year := strings.Contains(code, "d"), strings.Contains(code, "m"), strings.Contains(code, "y")
	switch {
	case strings.Contains(code, "%"):
		return shapePercent
	case month && year && !day:
		return shapeMonth
	case day, year, strings.Contains(code, "h"), strings.Contains(code, "s"):
		return shapeDay
	}
	return shapeNumber
}

// write returns the text of a stored number. number is true for what a
// spreadsheet shows as a number.
func (s shape) write(stored string, addDays int) (value string, number, ok bool) {
	v, err := strconv.ParseFloat(stored, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return "", false, false
	}
	switch s {
	case shapePercent:
		return fifteen(v*100) + "%", true, true
	case shapeDay, shapeMonth:
		if text, ok := serial(v+float64(addDays), s == shapeMonth); ok {
			return text, false, true
		}
	}
	return fifteen(v), true, true
}

// fifteen writes v plainly with the 15 significant digits that a spreadsheet
// shows: 0.1+0.2 is 0.3.
func fifteen(v float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil || rounded == 0 {
		return "0"
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// dayZero is the day from which spreadsheets count, right for the days that
// are read here.
var dayZero = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// serial writes a day count of a spreadsheet as 2015-11-27, with the time of
// day if it has one; the first of a month as 2015-11 where its format shows
// the month only. Days before 1900-03-01, on which spreadsheets disagree, and
// after 9999 are no dates.
func serial(v float64, monthOnly bool) (string, bool) {
	seconds := int64(math.Round(v * 86400))
	if v < 61 || seconds >= 2958466*86400 {
		return "", false
	}
	t := dayZero.AddDate(0, 0, int(seconds/86400)) // a time.Duration ends after 292 years
	if seconds%86400 != 0 {
		return t.Add(time.Duration(seconds%86400) * time.Second).Format("2006-01-02T15:04:05"), true
	}
	if monthOnly && t.Day() == 1 {
		return period.OfTime(t).Month().String(), true
	}
	return period.OfTime(t).String(), true
}

// serialOf is the inverse for days from 1900-03-01 on.
func serialOf(d period.Date) (int, bool) {
	n := int((d.Time().Unix() - dayZero.Unix()) / 86400)
	return n, n >= 61
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape reads the form in which XLSX stores characters that XML cannot.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(m string) string {
		n, err := strconv.ParseUint(m[2:6], 16, 16)
		if err != nil {
			return m
		}
		return string(rune(n))
	})
}
