// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"math"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
	"planraum/internal/desk/outlook"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

var personsUnit = text.T("Personen", "persons")

// casesTable has a row for the baseline, each scenario and the mixture.
func casesTable(all outlook.Cases, r request) view.Table {
	t := view.Table{
		ID: "szenarien", Caption: text.T("Was in welchem Szenario kommt", "What comes in which scenario"), Fixed: true,
		Empty: text.T("Zu diesem Stand ist kein Szenario festgehalten. „Neues Szenario“ legt eines an.", "As of this date no scenario is kept. “New scenario” makes one."),
		Columns: []view.Column{
			{Key: "scenario", Name: scenariosName},
			{Key: "on", Name: text.T("angenommen am", "assumed on"), Kind: view.Date},
			{Key: "author", Name: text.T("von", "by")},
			{Key: "weight", Name: text.T("Gewicht", "weight"), Kind: view.Percent},
			{Key: "first", Name: text.T("Plätze fehlen ab", "places missing from"), Kind: view.Month},
			{Key: "probability", Name: text.T("Wahrscheinlichkeit in diesem Monat", "probability in that month"), Kind: view.Percent},
		},
		Note: text.T("Median: Die Hälfte der Pfade liegt darunter. 80 % der Pfade liegen zwischen „von“ und „bis“.", "Median: half of the paths lie below. 80% of the paths lie between “from” and “to”."),
	}
	for _, months := range caseMonths {
		t.Columns = append(t.Columns, caseColumns(fmt.Sprintf("persons_%d", months), text.T(fmt.Sprintf("in %d Monaten", months), fmt.Sprintf("in %d months", months)), personsUnit)...)
	}
	t.Columns = append(t.Columns, caseColumns("missing_24", text.T("fehlend in 24 Monaten", "missing in 24 months"), placesUnit)...)
	for _, c := range ordered(all) {
		numbers := blankCase(t)
		if numbers[0].Mark = text.T("hat schon begonnen", "has begun already"); !c.Over {
			numbers = caseNumbers(c, all.AsOf)
		}
		t.Rows = append(t.Rows, view.Row{ID: "fall-" + c.ID, Total: c.ID == outlook.Mixture, Cells: scenarioCells(c, r, numbers)})
	}
	return t
}

// caseMonths are how many months ahead the table of cases looks.
var caseMonths = []int{12, 24}

func caseColumns(key string, name, unit text.Text) []view.Column {
	column := func(end, de, en string) view.Column {
		return view.Column{Key: key + end, Name: text.T(name.De+de, name.En+en), Unit: unit, Kind: view.Whole}
	}
	return []view.Column{column("", ", Median", ", median"), column("_low", ", von", ", from"), column("_high", ", bis", ", to")}
}

// ordered are the baseline, the scenarios and the mixture.
func ordered(all outlook.Cases) []outlook.Case {
	if all.Baseline.ID == "" {
		return nil
	}
	list := append([]outlook.Case{all.Baseline}, all.List...)
	if all.Mixture != nil {
		list = append(list, *all.Mixture)
	}
	return list
}

// scenarioCells name a case before its numbers.
func scenarioCells(c outlook.Case, r request, numbers []view.Cell) []view.Cell {
	name := view.Say(c.Name)
	cells := []view.Cell{name, {Blank: true}, {Blank: true}, {Blank: true}}
	if c.Stored != nil {
		cells[0].Link = r.Href(scenariosPath + "/" + c.ID)
		cells[1], cells[2] = view.Day(c.Stored.On), view.Say(text.Same(c.Stored.Author))
		if c.Stored.Weight > 0 {
			cells[3] = view.Num(c.Stored.Weight*10, "")
		}
	}
	return append(cells, numbers...)
}

func blankCase(t view.Table) []view.Cell {
	return slices.Repeat([]view.Cell{{Blank: true}}, len(t.Columns)-4)
}

// caseNumbers are the cells from the first month of shortage on.
func caseNumbers(c outlook.Case, asOf period.Date) []view.Cell {
	cells := []view.Cell{{Blank: true, Mark: text.T("bis "+c.To().In(text.De)+" nicht", "not until "+c.To().In(text.En))}, {Blank: true}}
	if _, old := c.Demand.Stale(); old {
		cells[0].Mark = text.T("nicht zu sagen: letzte Zählung zu alt", "cannot be said: last count too old")
	} else if m, p, ok := c.First(); ok {
		cells[0], cells[1] = view.InMonth(m), view.Num(perMille(p), outlook.CaseRef(c.ID, outlook.AskProbability, m))
	}
	for _, months := range caseMonths {
		m := asOf.Month() + period.Month(months)
		s, ok := c.PersonsAt(m)
		cells = append(cells, caseCells([3]int{s.Median, s.Low, s.High}, ok, outlook.CaseRef(c.ID, outlook.AskPersons, m))...)
	}
	m := asOf.Month() + lastCaseMonth
	s, ok := c.MissingAt(m)
	return append(cells, caseCells([3]int{s.Median, s.Low, s.High}, ok, outlook.CaseRef(c.ID, outlook.AskMissing, m))...)
}

const lastCaseMonth = 24

func perMille(p float64) int { return int(math.Round(p * 1000)) }

func caseCells(list [3]int, known bool, ref string) []view.Cell {
	cells := make([]view.Cell, len(list))
	for i, n := range list {
		if known {
			cells[i] = view.Num(n, ref)
		}
	}
	return cells
}

// futures are the cases that the picture shows beside the baseline: the mixture and
// the scenarios that lie furthest from it.
func futures(all outlook.Cases) []outlook.Case {
	list := slices.DeleteFunc(slices.Clone(all.List), func(c outlook.Case) bool { return c.Over })
	slices.SortStableFunc(list, func(a, b outlook.Case) int {
		return int(math.Abs(personsApart(b, all.Baseline, all)) - math.Abs(personsApart(a, all.Baseline, all)))
	})
	if all.Mixture != nil {
		list = append([]outlook.Case{*all.Mixture}, list...)
	}
	return list[:min(len(list), 4)]
}

// casesPicture draws the ranges of one case with the medians of others against the
// usable places.
func casesPicture(main outlook.Case, others []outlook.Case, r request, told string) (string, error) {
	picture := chart.Fan{Unit: r.In(placesUnit), Name: r.T("benötigt, ", "needed, ") + main.Name.In(r.Lang), Places: r.T("nutzbare Plätze", "usable places"), AsOf: r.AsOf, Stock: true}
	for _, n := range main.Line() {
		picture.Steps = append(picture.Steps, chart.FanPoint{
			BandPoint: chart.BandPoint{Month: n.Month, Low80: int64(n.Low80), High80: int64(n.High80), Low95: int64(n.Low95), High95: int64(n.High95)}, Median: int64(n.Median),
		})
	}
	counted, err := main.CountedBefore(24)
	if err != nil {
		return "", err
	}
	picture.Observed.Name = r.T("benötigt, nach Zählungen", "needed, by counts")
	for _, c := range counted {
		picture.Observed.Points = append(picture.Observed.Points, chart.Point{Month: c.Month, Value: int64(c.Needed), Basis: figure.Counted})
	}
	before := -1
	for i, usable := range main.Usable {
		if usable != before {
			picture.Usable = append(picture.Usable, chart.Step{From: main.From + period.Month(i), Value: int64(usable)})
			before = usable
		}
	}
	for _, c := range others {
		s := chart.Series{Name: futureName(c).In(r.Lang)}
		for _, n := range c.Line() {
			s.Points = append(s.Points, chart.Point{Month: n.Month, Value: int64(n.Median), Basis: figure.Forecast})
		}
		picture.Futures = append(picture.Futures, s)
	}
	frame := chart.Frame{ID: "szenarien-bild", Lang: r.Lang, Title: r.T("Benötigte Plätze in den Szenarien", "Places needed in the scenarios"), Desc: told + " " + r.In(belowTable)}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	}), nil
}

// futureName is short enough for a legend.
func futureName(c outlook.Case) text.Text {
	if c.ID == outlook.Mixture {
		return text.T("Mischung", "mixture")
	}
	return c.Name
}

// effectMonths are how many months ahead the table of one scenario looks.
var effectMonths = []int{6, 12, 18, 24}

// effectTable sets a scenario beside the baseline. Numbers of what is not kept yet
// cannot be asked.
func effectTable(all outlook.Cases, c outlook.Case, kept bool) view.Table {
	t := view.Table{ID: "wirkung", Caption: text.T("Wirkung gegenüber „wie bisher“", "Effect against “as before”"), Fixed: true}
	t.Columns = []view.Column{{Key: "month", Name: text.T("Ende", "end of"), Kind: view.Month}, {Key: "base", Name: text.T("wie bisher, Median", "as before, median"), Unit: personsUnit, Kind: view.Whole}}
	t.Columns = append(t.Columns, caseColumns("persons", text.T("im Szenario", "in the scenario"), personsUnit)...)
	t.Columns = append(t.Columns, view.Column{Key: "base_missing", Name: text.T("fehlend wie bisher, Median", "missing as before, median"), Unit: placesUnit, Kind: view.Whole})
	t.Columns = append(t.Columns, caseColumns("missing", text.T("fehlend im Szenario", "missing in the scenario"), placesUnit)...)
	t.Columns = append(t.Columns, view.Column{Key: "probability", Name: text.T("Wahrscheinlichkeit, dass Plätze fehlen", "probability that places are missing"), Kind: view.Percent})
	for _, months := range effectMonths {
		m := all.AsOf.Month() + period.Month(months)
		ref := func(id, item string) string {
			if !kept {
				return ""
			}
			return outlook.CaseRef(id, item, m)
		}
		b, ok := all.Baseline.PersonsAt(m)
		if !ok {
			continue
		}
		p, _ := c.PersonsAt(m)
		bm, _ := all.Baseline.MissingAt(m)
		cm, _ := c.MissingAt(m)
		cells := []view.Cell{view.InMonth(m), view.Num(b.Median, ref(outlook.Baseline, outlook.AskPersons))}
		cells = append(cells, caseCells([3]int{p.Median, p.Low, p.High}, true, ref(c.ID, outlook.AskPersons))...)
		cells = append(cells, view.Num(bm.Median, ref(outlook.Baseline, outlook.AskMissing)))
		cells = append(cells, caseCells([3]int{cm.Median, cm.Low, cm.High}, true, ref(c.ID, outlook.AskMissing))...)
		cells = append(cells, view.Num(perMille(c.Months[int(m-c.From)].Probability), ref(c.ID, outlook.AskProbability)))
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}

// assumptionsOf lists the numbers of a scenario.
func assumptionsOf(s scenario.Scenario) view.Table {
	t := view.Table{
		ID: "annahmen", Caption: text.T("Was angenommen ist", "What is assumed"), Fixed: true, Sources: []string{s.Source},
		Columns: []view.Column{
			{Key: "kind", Name: text.T("Annahme", "assumption")},
			{Key: "from", Name: text.T("ab", "from"), Kind: view.Month},
			{Key: "number", Name: text.T("Zahl", "number")},
			{Key: "value", Name: text.T("niedrig bis hoch", "low to high"), Kind: view.Written},
			{Key: "unit", Name: text.T("Einheit", "unit")},
		},
		Note: text.T("Für jeden Pfad wird eine Zahl zwischen niedrig und hoch gezogen, am häufigsten nahe der wahrscheinlichen (Dreiecksverteilung).", "For each path a number between low and high is drawn, most often near the likely one (triangular distribution)."),
	}
	for _, p := range s.Parts {
		for _, n := range scenario.Numbers(p.Kind) {
			if v := n.Of(p); v != nil {
				t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(p.Kind.Label()), view.InMonth(p.From), view.Say(n.Label), view.Say(say(v.Written)), view.Say(n.Unit)}})
			}
		}
		if p.Kind == scenario.Surge {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
				view.Say(p.Kind.Label()), view.InMonth(p.From), view.Say(text.T("Monate vom Höhepunkt bis zum Ende", "Months from the peak to the end")),
				view.Say(say(func(l text.Lang) string { return l.Int(int64(p.Down)) })), view.Say(text.T("Monate", "months")),
			}})
		}
	}
	return t
}
