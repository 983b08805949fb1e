// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plausibility

import (
	"fmt"
	"math"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/text"
)

// Ranges returns the values of a series that cannot be: counts below zero,
// shares below 0 or above 100 %, and values a power of ten off from those
// before and after.
func Ranges(s Series) []Finding {
	var found []Finding
	for _, p := range s.Picked {
		if f, ok := s.impossible(p); ok {
			found = append(found, f)
		}
	}
	found = append(found, s.shifted(s.course(false))...)
	if s.Indicator.Kind == figure.Flow {
		found = append(found, s.shifted(s.course(true))...)
	}
	return found
}

// correctionsCode is the flow of persons that carries its sign.
const correctionsCode = "intake.corrections"

// neverNegative reports whether a value below zero cannot be: a stock, and
// persons who come or go. Money, rates and corrections may be negative.
func neverNegative(in figure.Indicator) bool {
	heads := strings.EqualFold(in.Unit.De, "Personen") || strings.EqualFold(in.Unit.En, "persons")
	return in.Code != correctionsCode && (in.Kind == figure.Stock || in.Kind == figure.Flow && heads)
}

// isShare reports whether the indicator is a part of a whole in percent.
// Coverage and growth are percentages too and may exceed 100.
func isShare(in figure.Indicator) bool {
	percent := in.Unit.En == "percent" || in.Unit.En == "%" || in.Unit.De == "Prozent"
	named := strings.Contains(in.Code, "share") || strings.Contains(in.Name.De, "Anteil") || strings.Contains(strings.ToLower(in.Name.En), "share")
	return in.Kind == figure.Rate && percent && named
}

func (s Series) impossible(p figure.Picked) (Finding, bool) {
	f := s.finding(Range, p.Period)
	f.Severity, f.Figures = Severe, []int64{p.ID}
	value := scaled(p.Figure)
	switch {
	case isShare(s.Indicator) && (value < 0 || value > 100):
		f.Says = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s: %s %s. Ein Anteil liegt zwischen 0 und 100 %%.", "%s: %s %s. A share lies between 0 and 100%%.").In(l), p.Period.In(l), valued(l, p.Figure), s.Indicator.Unit.In(l))
		})
	case neverNegative(s.Indicator) && value < 0:
		f.Says = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s: %s %s. Eine Anzahl ist nie kleiner als 0.", "%s: %s %s. A count is never below 0.").In(l), p.Period.In(l), valued(l, p.Figure), s.Indicator.Unit.In(l))
		})
	default:
		return f, false
	}
	f.Todo = askAndCorrect
	return f.keyed(), true
}

var askAndCorrect = text.T("In der Quelle nachsehen und den richtigen Wert als Korrektur einlesen.", "Look the value up in its source and import the right one as a correction.")

// Bounds of the check for misplaced decimals.
const (
	leastNeighbours = 3
	lookAround      = 3   // values before and after
	calm            = 2.0 // the largest neighbour is at most so many times the smallest
	leastLarge      = 20  // smaller counts reach ten times by chance
)

// shifted finds values that are 10, 100 or 1,000 times too large or too small
// beside calm neighbours: a slipped decimal mark or thousands point.
func (s Series) shifted(points []point) []Finding {
	var found []Finding
	for i, p := range points {
		around := neighbours(points, i)
		if len(around) < leastNeighbours || p.value <= 0 {
			continue
		}
		low, high := around[0], around[0]
		for _, v := range around {
			low, high = min(low, v), max(high, v)
		}
		middle := median(around)
		if low <= 0 || high > calm*low || max(middle, p.value) < leastLarge {
			continue
		}
		power := math.Log10(p.value / middle)
		whole := math.Round(power)
		if whole == 0 || math.Abs(whole) > 3 || math.Abs(power-whole) > 0.075 {
			continue
		}
		found = append(found, s.tenfold(points, i, middle, int(whole)))
	}
	return found
}

func neighbours(points []point, i int) []float64 {
	var around []float64
	for j := max(i-lookAround, 0); j <= min(i+lookAround, len(points)-1); j++ {
		if j != i {
			around = append(around, points[j].value)
		}
	}
	return around
}

func (s Series) tenfold(points []point, i int, middle float64, power int) Finding {
	p := points[i].picked
	f := s.finding(Range, p.Period)
	f.Severity, f.Figures = Severe, []int64{p.ID}
	for j := max(i-1, 0); j <= min(i+1, len(points)-1); j++ {
		if j != i {
			f.Figures = append(f.Figures, points[j].picked.ID)
		}
	}
	if i == len(points)-1 { // what comes next may bear it out
		f.Severity = Notable
	}
	size := map[int]text.Text{
		1: text.T("das Zehnfache", "ten times that"), 2: text.T("das Hundertfache", "a hundred times that"), 3: text.T("das Tausendfache", "a thousand times that"),
		-1: text.T("ein Zehntel", "a tenth of that"), -2: text.T("ein Hundertstel", "a hundredth of that"), -3: text.T("ein Tausendstel", "a thousandth of that"),
	}[power]
	usual := int64(math.Round(middle * math.Pow10(p.Value.Places)))
	f.Says = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s: %s. Die Werte davor und danach liegen um %s (Median), das ist %s: vielleicht ist ein Komma oder Punkt verrutscht.",
			"%s: %s. The values before and after lie around %s (median), this is %s: perhaps a decimal mark has slipped.").In(l),
			p.Period.In(l), valued(l, p.Figure), l.Decimal(usual, p.Value.Places), size.In(l))
	})
	f.Todo = askAndCorrect
	return f.keyed()
}

// MoreThan returns the times at which an indicator exceeds the one that bounds
// it, such as persons and places, in one area and group.
func MoreThan(s, limit Series) []Finding {
	at := map[string]figure.Picked{}
	for _, p := range limit.Picked {
		at[p.Period.String()] = p
	}
	var found []Finding
	for _, p := range s.Picked {
		places, ok := at[p.Period.String()]
		if !ok || scaled(p.Figure) <= scaled(places.Figure) {
			continue
		}
		f := s.finding(Range, p.Period)
		f.Severity, f.Figures, f.Todo = severity(scaled(p.Figure)-scaled(places.Figure), scaled(places.Figure)), []int64{p.ID, places.ID}, askAndCorrect
		f.Severity = max(f.Severity, Notable)
		f.Says = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s: %s %s, aber nur %s %s (%s).", "%s: %s %s, but only %s %s (%s).").In(l),
				p.Period.In(l), valued(l, p.Figure), s.Indicator.Unit.In(l), valued(l, places.Figure), limit.Indicator.Unit.In(l), limit.Indicator.Name.In(l))
		})
		found = append(found, f.keyed())
	}
	return found
}

// limits pair the last word of an indicator's code with those that bound it:
// shelter.occupied_places is never more than shelter.places.
var limits = map[string][]string{
	"persons": {"usable_places", "places"}, "occupied": {"usable_places", "places"},
	"occupied_places": {"usable_places", "places"}, "blocked": {"places"}, "blocked_places": {"places"},
}

// Limit returns the code of the indicator that bounds the given one, among
// those that known accepts; empty where there is none.
func Limit(code string, known func(string) bool) string {
	i := strings.LastIndexByte(code, '.')
	for _, word := range limits[code[i+1:]] {
		if bound := code[:i+1] + word; known(bound) {
			return bound
		}
	}
	return ""
}
