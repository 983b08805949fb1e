// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/exchange/chart"
)

func forecastsTable(c *city, _ string) (exhibit, error) {
	list, err := c.figures(persons, "")
	if err != nil {
		return exhibit{}, err
	}
	var said []figure.Figure
	came := map[period.Date]figure.Picked{}
	observed, err := c.observed(persons, "")
	for _, f := range observed {
		came[f.Period.To] = f
	}
	for _, p := range list {
		for _, f := range append([]figure.Figure{p.Figure}, p.Others...) {
			if f.Basis == figure.Forecast {
				said = append(said, f)
			}
		}
	}
	slices.SortStableFunc(said, func(a, b figure.Figure) int {
		return cmp.Or(a.KnownFrom.Compare(b.KnownFrom), a.Period.To.Compare(b.Period.To))
	})
	g := newGrid("Veröffentlichte Prognosen der Personen in Unterkünften und was kam",
		word("Prognose vom"), word("für den"), num("vorausberechnet", "Personen"), num("gekommen", "Personen"), word("Quelle"))
	for _, f := range said {
		actual := say("noch offen")
		if !f.Period.To.After(c.asOf) {
			actual = say(unknown)
		}
		if a, ok := came[f.Period.To]; ok {
			actual = c.picked(a.Figure)
		}
		g.row(c.day(f.KnownFrom), say(f.Period.In(c.lang)), c.picked(f), actual, say(c.told(f.Source)))
		g.source(f.Source)
	}
	return g.done(), err
}

func (c *city) planned(item string, m period.Month) string {
	return "run/" + c.run.ID + "/" + item + "/" + m.String()
}

// quarters are the months of a plan that a table shows: the ends of quarters and the
// last one.
func (c *city) quarters() []int {
	var out []int
	for i, m := range c.run.Result.Months {
		if m.Month.OfYear()%3 == 0 || i == len(c.run.Result.Months)-1 {
			out = append(out, i)
		}
	}
	return out
}

func (c *city) planName() string {
	return "Plan „" + c.run.Inputs.Plan.Name + "“"
}

func (c *city) planSource() string {
	return fmt.Sprintf("%s, Stand %s", c.planName(), c.run.Inputs.Plan.AsOf.In(c.lang))
}

const planTitle = "Personen, benötigte und nutzbare Plätze nach dem Plan"

func planTable(c *city, _ string) (exhibit, error) {
	if c.run == nil {
		return exhibit{}, nil
	}
	g := newGrid(planTitle, word("Ende"), num("Personen", ""), num("benötigte Plätze", ""), num("nutzbare Plätze", ""), num("Überschuss oder Lücke", "Plätze"))
	for _, i := range c.quarters() {
		m := c.run.Result.Months[i]
		g.row(say(m.Month.In(c.lang)), c.whole(int64(m.Persons), c.planned("persons", m.Month)), c.whole(int64(m.Needed), c.planned("needed", m.Month)),
			c.whole(int64(m.Usable), c.planned("usable", m.Month)), cell{c.lang.Signed(int64(m.Gap)), c.planned("gap", m.Month)})
	}
	g.note("Unter 0 fehlen Plätze. Benötigt sind mehr Plätze als Personen, weil im Mittel nicht jeder Platz belegt werden kann.")
	c.plannedNote(g)
	g.source(c.planSource())
	return g.done(), nil
}

func planChart(c *city, _ string) (exhibit, error) {
	if c.run == nil {
		return exhibit{}, nil
	}
	months := c.run.Result.Months
	pic := chart.Capacity{Unit: "Plätze", UsableName: "nutzbare Plätze", Demand: chart.Series{Name: "benötigte Plätze"}, AsOf: c.asOf}
	var refs []string
	for _, m := range months {
		pic.Demand.Points = append(pic.Demand.Points, chart.Point{Month: m.Month, Value: int64(m.Needed), Basis: figure.Computed})
		pic.Usable = append(pic.Usable, chart.Step{From: m.Month, Value: int64(m.Usable)})
		refs = append(refs, c.planned("needed", m.Month))
	}
	first, last := months[0], months[len(months)-1]
	pic.Frame = c.frame("plan", "Benötigte und nutzbare Plätze nach dem Plan", fmt.Sprintf(
		"Bild der benötigten Plätze als Linie und der nutzbaren als Stufen: %s werden %s Plätze benötigt und sind %s nutzbar, %s werden %s benötigt und sind %s nutzbar.",
		first.Month.In(c.lang), c.lang.Int(int64(first.Needed)), c.lang.Int(int64(first.Usable)), last.Month.In(c.lang), c.lang.Int(int64(last.Needed)), c.lang.Int(int64(last.Usable))))
	return drawn(pic.Frame, pic.SVG(), planTitle, refs, c.lang), nil
}

const outlookTitle = "Vorausschau: Personen und fehlende Plätze mit Spannen"

func warningRef(item string, m period.Month) string { return "warning/" + item + "/" + m.String() }

func outlookTable(c *city, _ string) (exhibit, error) {
	f, err := c.foresee()
	if err != nil || f == nil {
		return exhibit{}, err
	}
	g := newGrid(outlookTitle, word("Ende"), num("Personen", "Mitte"), num("Personen", "80 % der Verläufe"), num("nutzbare Plätze", ""), num("fehlende Plätze", "Mitte"), num("Wahrscheinlichkeit, dass Plätze fehlen", ""))
	for i, m := range f.Months {
		if i%2 != 0 && i != len(f.Months)-1 && len(f.Months) > 12 {
			continue
		}
		g.row(say(m.Month.In(c.lang)), c.whole(int64(m.Persons.Median), warningRef("persons", m.Month)),
			cell{c.lang.Int(int64(m.Persons.Low)) + " bis " + c.lang.Int(int64(m.Persons.High)), warningRef("persons", m.Month)},
			c.whole(int64(m.Usable), warningRef("usable", m.Month)), c.whole(int64(m.Missing.Median), warningRef("missing", m.Month)),
			cell{c.lang.Percent(int64(math.Round(m.Probability*1000)), 1), warningRef("probability", m.Month)})
	}
	g.note("Einen Anstieg oder sein Ende sieht die Vorausschau nicht voraus: Sie setzt fort, was am Stand bekannt war.")
	c.reckonedNote(g)
	g.source(fmt.Sprintf("Vorausschau mit %s Verläufen, Stand %s", c.lang.Int(int64(f.Paths)), c.asOf.In(c.lang)))
	return g.done(), nil
}

func outlookChart(c *city, _ string) (exhibit, error) {
	f, err := c.foresee()
	if err != nil || f == nil || len(f.Months) == 0 {
		return exhibit{}, err
	}
	list, err := c.observed(persons, "")
	known, refs := points(list)
	if n := len(known); n > 10 {
		known, refs = known[n-10:], refs[n-10:]
	}
	pic := chart.Fan{Unit: "Personen", Name: "Mitte der Verläufe", Observed: chart.Series{Name: "bekannt", Points: known}, AsOf: c.asOf, Stock: true}
	for _, m := range f.Months {
		pic.Steps = append(pic.Steps, chart.FanPoint{
			BandPoint: chart.BandPoint{Month: m.Month, Low80: int64(m.Persons.Low), High80: int64(m.Persons.High)}, Median: int64(m.Persons.Median),
		})
		refs = append(refs, warningRef("persons", m.Month))
	}
	last := f.Months[len(f.Months)-1]
	pic.Frame = c.frame("vorausschau", "Vorausschau der Personen in Unterkünften", fmt.Sprintf(
		"Linie der bekannten Werte, dann die Mitte der Verläufe in ihrem Band von 80 %%: %s zwischen %s und %s Personen, in der Mitte %s.",
		last.Month.In(c.lang), c.lang.Int(int64(last.Persons.Low)), c.lang.Int(int64(last.Persons.High)), c.lang.Int(int64(last.Persons.Median))))
	return drawn(pic.Frame, pic.SVG(), outlookTitle, refs, c.lang), err
}

const agesTitle = "Kinder und Jugendliche in Unterkünften, Vorausschau nach Alter"

// agesShown are the months of which the ages are shown: the first, and the ends of the
// next two years.
func agesShown(f *Foreseen) []period.Month {
	var out []period.Month
	for _, m := range f.Months {
		if m.Month.OfYear() == 6 || m.Month.OfYear() == 12 {
			out = append(out, m.Month)
		}
	}
	return out[:min(len(out), 4)]
}

func structureRef(key string, m period.Month) string {
	return "structure/age/" + m.String() + "/" + key
}

func agesTable(c *city, _ string) (exhibit, error) {
	f, err := c.foresee()
	if err != nil || f == nil || len(f.Ages) == 0 {
		return exhibit{}, err
	}
	g := newGrid(agesTitle, word("Altersgruppe"))
	months := agesShown(f)
	if len(months) == 0 {
		return exhibit{}, nil
	}
	for _, m := range months {
		g.Columns = append(g.Columns, num(m.In(c.lang), "Personen"))
	}
	last := months[len(months)-1]
	g.Columns = append(g.Columns, num("Bereich von 80 %, "+last.In(c.lang), "Personen"))
	for _, a := range f.Ages {
		cells := []cell{say(a.Name.In(c.lang))}
		for _, m := range months {
			if i := int(m - f.First); i >= 0 && i < len(a.Months) {
				cells = append(cells, c.whole(int64(a.Months[i].Median), structureRef(a.Key, m)))
			} else {
				cells = append(cells, say(unknown))
			}
		}
		if i := int(last - f.First); i >= 0 && i < len(a.Months) {
			cells = append(cells, cell{c.lang.Int(int64(a.Months[i].Low)) + " bis " + c.lang.Int(int64(a.Months[i].High)), structureRef(a.Key, last)})
		} else {
			cells = append(cells, say(unknown))
		}
		g.row(cells...)
	}
	g.note("Mitte der Verläufe. Die Anteile der Altersgruppen sind Annahmen der Bestandsrechnung.")
	g.source("Bestandsrechnung der Vorausschau, Stand " + c.asOf.In(c.lang))
	return g.done(), nil
}

func agesChart(c *city, _ string) (exhibit, error) {
	f, err := c.foresee()
	if err != nil || f == nil || len(f.Ages) == 0 {
		return exhibit{}, err
	}
	pic := chart.Columns{Unit: "Personen, Mitte der Verläufe"}
	var refs []string
	months := agesShown(f)
	for _, a := range f.Ages[:min(len(f.Ages), 5)] {
		pic.Categories = append(pic.Categories, a.Name.In(c.lang))
	}
	for _, m := range months {
		s := chart.ColumnSeries{Name: m.In(c.lang)}
		for _, a := range f.Ages[:len(pic.Categories)] {
			n := chart.Number{}
			if i := int(m - f.First); i >= 0 && i < len(a.Months) {
				n = chart.Num(int64(a.Months[i].Median))
				refs = append(refs, structureRef(a.Key, m))
			}
			s.Values = append(s.Values, n)
		}
		pic.Series = append(pic.Series, s)
	}
	pic.Frame = c.frame("alter", "Kinder und Jugendliche in Unterkünften nach Alter", fmt.Sprintf("Säulenbild: %d Altersgruppen zu %d Zeitpunkten.", len(pic.Categories), len(months)))
	return drawn(pic.Frame, pic.SVG(), agesTitle, refs, c.lang), nil
}
