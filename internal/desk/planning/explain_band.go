// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// BandItems are the numbers of a month that have a band.
var BandItems = []string{"needed", "missing", "posts", "cost", "probability", "first"}

// Bounds names the quantiles, lowest first, with the share of the paths that lie at or
// below each, in thousandths.
var Bounds = []struct {
	Key   string
	Share int64
}{{"lowest", 25}, {"low", 100}, {"median", 500}, {"high", 900}, {"highest", 975}}

// Of returns a quantile by its key; false where there is none.
func (q Quantiles) Of(key string) (int64, bool) {
	for i, b := range Bounds {
		if b.Key == key {
			return []int64{q.Lowest, q.Low, q.Median, q.High, q.Highest}[i], true
		}
	}
	return 0, false
}

// BandRef is the address of a number of a band.
func BandRef(run plan.Run, item, bound string, m period.Month) string {
	return "band/" + run.ID + "/" + item + "/" + bound + "/" + m.String()
}

// ExplainBand derives a number of a band. demand says how the paths came about.
func ExplainBand(run plan.Run, b Banded, ref []string, demand figure.Derivation) (figure.Derivation, error) {
	none := fault.New(fault.NotFound, "planning.ExplainBand("+strings.Join(ref, "/")+")", "Diese Zahl gibt es nicht.", "There is no such number.")
	if len(ref) != 3 {
		return figure.Derivation{}, none
	}
	item, bound := ref[0], ref[1]
	if item == bandYear {
		return b.explainYear(run, bound, ref[2], demand)
	}
	m, err := period.ParseMonth(ref[2])
	at := int(m - b.From)
	if err != nil || at < 0 || at >= len(b.Months) {
		return figure.Derivation{}, none
	}
	month := b.Months[at]
	if item == "probability" || item == "first" {
		return b.explainChance(run, month, item, demand)
	}
	values, ok := map[string]Quantiles{"needed": month.Needed, "missing": month.Missing, "posts": month.Posts, "cost": month.Cost}[item]
	value, known := values.Of(bound)
	if !ok || !known {
		return figure.Derivation{}, none
	}
	planned, err := Explain(run, map[string]string{"needed": "needed", "missing": "gap", "posts": "posts", "cost": "cost"}[item], m)
	if err != nil {
		return figure.Derivation{}, err
	}
	return figure.Derivation{
		Name: both(func(l text.Lang) string {
			return bandName(item).In(l) + ", " + boundName(bound).In(l) + ", " + m.In(l)
		}),
		Value: both(func(l text.Lang) string { return bandValue(item, value, l) }), Basis: figure.Computed, Date: period.InMonth(m), When: m.String(),
		Ref: BandRef(run, item, bound, m), From: []figure.Derivation{demand, planned},
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Für jeden von %s Verläufen: %s Davon der kleinste Wert, den %s der Verläufe nicht überschreiten.",
				"For each of %s courses: %s Of these the smallest value that %s of the courses do not exceed.").In(l),
				l.Int(int64(b.Paths)), bandRule(item).In(l), l.Percent(boundShare(bound), 1))
		}),
	}, nil
}

func (b Banded) explainChance(run plan.Run, m BandMonth, item string, demand figure.Derivation) (figure.Derivation, error) {
	usable, err := Explain(run, "usable", m.Planned.Month)
	if err != nil {
		return figure.Derivation{}, err
	}
	name, share := text.T("Wahrscheinlichkeit, dass Plätze fehlen", "probability that places are missing"), m.Probability
	rule := text.T("In %s von %s Verläufen werden am Monatsende mehr Plätze gebraucht, als nutzbar sind.", "In %s of %s courses more places are needed at the end of the month than are usable.")
	if item == "first" {
		name, share = text.T("Wahrscheinlichkeit, dass zuerst in diesem Monat Plätze fehlen", "probability that places are first missing in this month"), m.First
		rule = text.T("In %s von %s Verläufen werden in diesem Monat zum ersten Mal mehr Plätze gebraucht, als nutzbar sind.", "In %s of %s courses more places are needed than are usable for the first time in this month.")
	}
	paths := int64(share*float64(b.Paths) + 0.5)
	return figure.Derivation{
		Name:  both(func(l text.Lang) string { return name.In(l) + ", " + m.Planned.Month.In(l) }),
		Value: both(func(l text.Lang) string { return l.Percent(int64(share*1000+0.5), 1) }), Basis: figure.Computed,
		Date: period.InMonth(m.Planned.Month), When: m.Planned.Month.String(), Ref: BandRef(run, item, "share", m.Planned.Month),
		Rule: both(func(l text.Lang) string { return fmt.Sprintf(rule.In(l), l.Int(paths), l.Int(int64(b.Paths))) }),
		From: []figure.Derivation{demand, usable},
	}, nil
}

const bandYear = "year"

// BandYearRef is the address of a bound of a budget year's cost.
func BandYearRef(run plan.Run, bound string, year int) string {
	return "band/" + run.ID + "/" + bandYear + "/" + bound + "/" + strconv.Itoa(year)
}

func (b Banded) explainYear(run plan.Run, bound, year string, demand figure.Derivation) (figure.Derivation, error) {
	for _, y := range b.Years {
		value, ok := y.Costs.Of(bound)
		if strconv.Itoa(y.Year.Year) != year || !ok {
			continue
		}
		planned, err := Explain(run, yearCost, lastOfYear(run, y.Year.Year))
		if err != nil {
			return figure.Derivation{}, err
		}
		return figure.Derivation{
			Name: both(func(l text.Lang) string {
				return text.T("Kosten der Stellen ", "cost of posts ").In(l) + year + ", " + boundName(bound).In(l)
			}),
			Value: both(func(l text.Lang) string { return l.Euro(value) }), Basis: figure.Computed, Date: period.InYear(y.Year.Year), When: year,
			Ref: BandYearRef(run, bound, y.Year.Year), From: []figure.Derivation{demand, planned},
			Rule: both(func(l text.Lang) string {
				return fmt.Sprintf(text.T("Für jeden von %s Verläufen: die Kosten seiner Monate zusammengezählt; in %s von %s Monaten des Plans nach dem Verlauf, sonst nach dem Plan. Davon der kleinste Wert, den %s der Verläufe nicht überschreiten.",
					"For each of %s courses: the cost of its months added up; in %s of %s months of the plan by the course, otherwise by the plan. Of these the smallest value that %s of the courses do not exceed.").In(l),
					l.Int(int64(b.Paths)), l.Int(int64(y.Months)), l.Int(int64(y.Year.Months)), l.Percent(boundShare(bound), 1))
			}),
		}, nil
	}
	return figure.Derivation{}, fault.New(fault.NotFound, "planning.explainYear("+year+")", "Diese Zahl gibt es nicht.", "There is no such number.")
}

func bandName(item string) text.Text {
	return map[string]text.Text{
		"needed": text.T("benötigte Plätze", "places needed"), "missing": text.T("fehlende Plätze", "missing places"),
		"posts": text.T("Stellen", "posts"), "cost": text.T("Kosten im Monat", "cost of the month"),
	}[item]
}

func bandRule(item string) text.Text {
	return map[string]text.Text{
		"needed":  text.T("Personen / Auslastung, kaufmännisch gerundet.", "persons / utilisation, rounded half up."),
		"missing": text.T("benötigte weniger nutzbare Plätze, mindestens 0.", "places needed less usable ones, at least 0."),
		"posts":   text.T("Personen oder benötigte Plätze nach den Schlüsseln des Plans, je Aufgabe gerundet, zusammengezählt.", "persons or places needed by the keys of the plan, rounded for each task, added up."),
		"cost":    text.T("Stellen mal Preis des Plans, zusammengezählt.", "posts times the price of the plan, added up."),
	}[item]
}

func bandValue(item string, value int64, l text.Lang) string {
	switch item {
	case "posts":
		return Posts(l, unit.FTE(value))
	case "cost":
		return l.Euro(value)
	}
	return l.Int(value) + " " + placesUnit.In(l)
}

func boundName(bound string) text.Text {
	return map[string]text.Text{
		"lowest": text.T("untere 95-%-Grenze", "lower 95 % bound"), "low": text.T("untere 80-%-Grenze", "lower 80 % bound"),
		"median": text.T("mittlerer Wert", "median"), "high": text.T("obere 80-%-Grenze", "upper 80 % bound"), "highest": text.T("obere 95-%-Grenze", "upper 95 % bound"),
	}[bound]
}

func boundShare(bound string) int64 {
	for _, b := range Bounds {
		if b.Key == bound {
			return b.Share
		}
	}
	return 0
}
