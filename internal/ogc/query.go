// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ogc

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/desk/catalogue"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// How many features an answer has: without a wish, and at most. A larger wish
// is not an error (7.15.2).
const (
	defaultLimit = 100
	maxLimit     = 1000
)

// window is the part of the selected features that an answer shows.
type window struct{ limit, offset int }

// parameters reads the query of features: window, box, time and properties. All
// faults are told at once.
func (r *request) parameters(c catalogue.Collection) (window, catalogue.Selection, error) {
	names := []string{"limit", "offset", "bbox", "datetime"}
	for _, f := range c.Fields {
		names = append(names, f.Name)
	}
	var w window
	s := catalogue.Selection{Equal: map[string]string{}}
	if err := r.only(names...); err != nil {
		return w, s, err
	}
	var rows []fault.Row
	whole := func(name string, least, without int) int {
		if !r.query.Has(name) {
			return without
		}
		v := r.query.Get(name)
		n, err := strconv.Atoi(v)
		if err != nil || n < least {
			rows = append(rows, invalid(name, v, text.T("eine ganze Zahl ab "+strconv.Itoa(least), "a whole number from "+strconv.Itoa(least)+" on")))
		}
		return n
	}
	w.limit, w.offset = min(whole("limit", 1, defaultLimit), maxLimit), whole("offset", 0, 0)
	if v := r.query.Get("bbox"); r.query.Has("bbox") {
		box, ok := parseBox(v)
		if !ok {
			rows = append(rows, invalid("bbox", v, text.T("West,Süd,Ost,Nord in Grad, mit Höhen sechs Zahlen", "west,south,east,north in degrees, with heights six numbers")))
		}
		s.Box = &box
	}
	if v := r.query.Get("datetime"); r.query.Has("datetime") {
		var ok bool
		s.Timed = true
		if s.From, s.To, ok = parseTime(v); !ok {
			rows = append(rows, invalid("datetime", v, text.T("ein Zeitpunkt wie 2015-11-27T00:00:00Z oder eine Spanne wie 2015-01-01T00:00:00Z/..", "an instant such as 2015-11-27T00:00:00Z or a span such as 2015-01-01T00:00:00Z/..")))
		}
	}
	for _, f := range c.Fields {
		if v := r.query.Get(f.Name); r.query.Has(f.Name) {
			if want, ok := fits(f, v); !ok {
				rows = append(rows, invalid(f.Name, v, want))
			}
			s.Equal[f.Name] = v
		}
	}
	if len(rows) > 0 {
		return w, s, refuse(rows...)
	}
	return w, s, nil
}

// fits reports whether a value is one that the property may have.
func fits(f catalogue.Field, v string) (want text.Text, ok bool) {
	switch f.Type {
	case "boolean":
		return text.T("true oder false", "true or false"), v == "true" || v == "false"
	case "integer":
		_, err := strconv.ParseInt(v, 10, 64)
		return text.T("eine ganze Zahl", "a whole number"), err == nil
	}
	return text.Text{}, true
}

// parseBox reads four or six numbers (7.15.3). Heights count for nothing: the
// features have none. A box whose west is east of its east spans the 180th
// meridian.
func parseBox(s string) (area.Box, bool) {
	parts := strings.Split(s, ",")
	numbers := make([]float64, len(parts))
	for i, p := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return area.Box{}, false
		}
		numbers[i] = v
	}
	switch len(numbers) {
	case 6:
		if numbers[2] > numbers[5] {
			return area.Box{}, false
		}
		numbers = slices.Concat(numbers[:2], numbers[3:5])
	case 4:
	default:
		return area.Box{}, false
	}
	b := area.Box{West: numbers[0], South: numbers[1], East: numbers[2], North: numbers[3]}
	return b, math.Abs(b.West) <= 180 && math.Abs(b.East) <= 180 && b.South >= -90 && b.North <= 90 && b.South <= b.North
}

// parseTime reads an instant, or a span of two with .. or nothing for an open
// end (7.15.4). An open end is the zero time.
func parseTime(s string) (from, to time.Time, ok bool) {
	parts := strings.Split(s, "/")
	if len(parts) > 2 {
		return from, to, false
	}
	instants := make([]time.Time, len(parts))
	open := 0
	for i, p := range parts {
		if len(parts) == 2 && (p == "" || p == "..") {
			open++
			continue
		}
		// A plus sign that was not escaped arrives as a space.
		v, err := time.Parse(time.RFC3339, strings.ToUpper(strings.ReplaceAll(p, " ", "+")))
		if err != nil || v.IsZero() {
			return from, to, false
		}
		instants[i] = v
	}
	if len(parts) == 1 {
		return instants[0], instants[0], true
	}
	from, to = instants[0], instants[1]
	return from, to, open < 2 && (open == 1 || !to.Before(from))
}
