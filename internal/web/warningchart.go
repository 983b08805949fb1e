// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/outlook"
	"planraum/internal/exchange/chart"
)

// drawnBefore is how many months before the as-of date the picture begins.
const drawnBefore = 18

// outlookChart draws places needed as a fan against the usable ones as steps, with
// today and the days to decide by.
func outlookChart(o outlook.Outlook, r request) string {
	first := r.AsOf.Month() - drawnBefore
	picture := chart.Fan{
		Unit: r.In(placesUnit), AsOf: r.AsOf, Stock: true, From: first, Name: r.T("benötigte Plätze, Mitte der Verläufe", "places needed, middle of the paths"), Places: r.T("nutzbare Plätze", "usable places"),
		Observed: chart.Series{Name: r.T("benötigte Plätze nach Zählungen", "places needed by counts")},
	}
	for _, seen := range o.Counted(first) {
		picture.Observed.Points = append(picture.Observed.Points, chart.Point{Month: seen.Month, Value: int64(seen.Needed), Basis: figure.Counted})
	}
	for _, b := range o.Bands() {
		picture.Steps = append(picture.Steps, chart.FanPoint{Median: int64(b.Median), BandPoint: chart.BandPoint{
			Month: b.Month, Low80: int64(b.Low80), High80: int64(b.High80), Low95: int64(b.Low95), High95: int64(b.High95),
		}})
		picture.To = b.Month
	}
	before := -1
	for i, usable := range o.UsableFrom(first) {
		if usable != before {
			picture.Usable = append(picture.Usable, chart.Step{From: first + period.Month(i), Value: int64(usable)})
			before = usable
		}
	}
	picture.Marks = decisionMarks(o, r)
	frame := chart.Frame{
		ID: "vorausschau", Lang: r.Lang, Title: r.T("Benötigte und nutzbare Plätze, mit Unsicherheit", "Places needed and usable, with uncertainty"),
		Desc: r.In(o.Headline()) + " " + r.In(belowTable),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

// decisionMarks is one mark for each day to decide by, with all its kinds.
func decisionMarks(o outlook.Outlook, r request) []chart.Mark {
	var marks []chart.Mark
	if _, old := o.Demand.Stale(); old {
		return nil
	}
	for _, c := range o.Urgent() {
		label := r.In(accommodation.Label(accommodation.Kinds, c.Kind))
		i := slices.IndexFunc(marks, func(m chart.Mark) bool { return m.Date == c.Until })
		if i >= 0 {
			marks[i].Label += ", " + label
			continue
		}
		marks = append(marks, chart.Mark{Date: c.Until, Label: label})
	}
	return marks
}
