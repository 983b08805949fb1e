// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/plan"
	"planraum/internal/exchange/chart"
	"planraum/internal/web/view"
)

// planChart draws needed places against usable ones over the plan's months.
func planChart(e evaluated, r request) string {
	picture := chart.Capacity{
		Unit: r.T("Plätze", "places"), UsableName: r.T("nutzbare Plätze", "usable places"),
		Demand: chart.Series{Name: r.T("benötigte Plätze", "places needed")},
		AsOf:   e.AsOf,
	}
	var before int64 = -1
	for _, m := range e.run.Result.Months {
		picture.Demand.Points = append(picture.Demand.Points, chart.Point{Month: m.Month, Value: int64(m.Needed), Basis: figure.Computed})
		if int64(m.Usable) != before {
			picture.Usable = append(picture.Usable, chart.Step{From: m.Month, Value: int64(m.Usable)})
			before = int64(m.Usable)
		}
	}
	for _, d := range e.run.Result.Decisions {
		if !d.Past {
			picture.Decisions = append(picture.Decisions, chart.Mark{Date: d.Latest, Label: r.In(accommodation.Label(accommodation.Kinds, d.LeadTime.Kind))})
		}
	}
	frame := chart.Frame{
		ID: "bedarf-" + e.run.ID, Lang: r.Lang,
		Title: r.T("Benötigte und nutzbare Plätze", "Places needed and usable"),
		Desc:  r.In(planSentence(e)) + " " + r.T("Die Werte stehen in der Tabelle darunter.", "The values stand in the table below."),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

// courseChart draws the plan's persons beside what came.
func courseChart(e evaluated, came []figure.Picked, breaks broken, r request) string {
	if len(came) == 0 {
		return ""
	}
	said := chart.Series{Name: e.Name}
	for _, m := range e.run.Result.Months {
		said.Points = append(said.Points, chart.Point{Month: m.Month, Value: int64(m.Persons), Basis: figure.Computed})
	}
	picture := chart.Lines{
		Unit: r.T("Personen", "persons"), AsOf: r.AsOf, Breaks: breaks.drawn(r.Lang),
		Series: []chart.Series{said, {Name: r.T("was kam", "what came"), Points: points(came)}},
	}
	frame := chart.Frame{
		ID: "verlauf-" + e.run.ID, Lang: r.Lang,
		Title: r.T("Personen im Plan und was kam", "Persons in the plan and what came"),
		Desc:  r.T("Die Werte stehen in der Tabelle darunter.", "The values stand in the table below."),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

// compareChart draws one number of two plans, and what came beside them.
func compareChart(a, b evaluated, actual []figure.Picked, breaks broken, item string, r request) string {
	picture := chart.Lines{Unit: r.T("Personen", "persons"), AsOf: r.AsOf}
	if len(actual) > 0 {
		picture.Breaks = breaks.drawn(r.Lang)
	}
	for _, e := range []evaluated{a, b} {
		series := chart.Series{Name: e.Name}
		for _, m := range e.run.Result.Months {
			series.Points = append(series.Points, chart.Point{Month: m.Month, Value: pick(m, item), Basis: figure.Computed})
		}
		picture.Series = append(picture.Series, series)
	}
	if len(actual) > 0 {
		picture.Series = append(picture.Series, chart.Series{Name: r.T("was kam", "what came"), Points: points(actual)})
	}
	frame := chart.Frame{
		ID: "vergleich-" + item, Lang: r.Lang,
		Title: r.T("Personen in beiden Plänen und was kam", "Persons in both plans and what came"),
		Desc:  r.T("Die Werte stehen in der Tabelle darunter.", "The values stand in the table below."),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

func pick(m plan.Month, item string) int64 {
	if item == "needed" {
		return int64(m.Needed)
	}
	return int64(m.Persons)
}

type planContent struct {
	Plan        planningStored
	Run         plan.Run
	Chart       string
	Bands       *bandContent
	Course      string // the plan beside what came; empty where nothing is known yet
	Months      view.Table
	Assumptions view.Table
	Decisions   view.Table
	Years       view.Table
	Warnings    []textLine
}
