// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
)

// keys are the staffing keys that hold on the as-of date, by task.
func (c *city) keys() ([]entry[staffing.Key], error) {
	list, err := entries[staffing.Key](c, register.StaffingKey)
	list = slices.DeleteFunc(list, func(e entry[staffing.Key]) bool { return !e.noun.Valid(c.asOf) })
	slices.SortStableFunc(list, func(a, b entry[staffing.Key]) int {
		return cmp.Or(c.lang.Compare(a.noun.Task.In(c.lang), b.noun.Task.In(c.lang)), a.noun.ValidFrom.Compare(b.noun.ValidFrom))
	})
	return list, err
}

func keysTable(c *city, _ string) (exhibit, error) {
	list, err := c.keys()
	g := newGrid("Stellenschlüssel, die am "+c.asOf.In(c.lang)+" gelten", word("Aufgabe"), num("eine Stelle für", ""), word("Bezug"), word("Beschluss"))
	for _, e := range list {
		k := e.noun
		g.row(say(k.Task.In(c.lang)), cell{"1:" + c.lang.Int(k.Per), recordRef(e.record)}, say(staffing.BaseLabel(k.Base).In(c.lang)), say(k.Decision))
		g.source(k.Source)
	}
	return g.done(), err
}

// yearMonths are the last months of each year in the plan.
func (c *city) yearMonths() []plan.Month {
	var out []plan.Month
	for i, m := range c.run.Result.Months {
		if m.Month.OfYear() == 12 || i == len(c.run.Result.Months)-1 {
			out = append(out, m)
		}
	}
	return out
}

func (c *city) task(key string) string {
	for _, k := range c.run.Inputs.Keys {
		if k.ID == key {
			return k.Task.In(c.lang)
		}
	}
	return key
}

// posts writes posts with one decimal, or two where the second is not zero.
func posts(l text.Lang, n unit.FTE) string {
	if n%10 == 0 {
		return l.Decimal(int64(n)/10, 1)
	}
	return l.Decimal(int64(n), 2)
}

const postsTitle = "Stellenbedarf nach Schlüsseln im Plan"

func postsTable(c *city, _ string) (exhibit, error) {
	if c.run == nil {
		return exhibit{}, nil
	}
	months := c.yearMonths()
	g := newGrid(postsTitle, word("Aufgabe"))
	for _, m := range months {
		g.Columns = append(g.Columns, num("Ende "+m.Month.In(c.lang), "Stellen"))
	}
	for i, p := range months[0].Posts {
		cells := []cell{say(c.task(p.Key))}
		for _, m := range months {
			if i < len(m.Posts) && m.Posts[i].FTE != nil {
				cells = append(cells, cell{posts(c.lang, *m.Posts[i].FTE), c.planned("posts."+p.Key, m.Month)})
			} else {
				cells = append(cells, say(unknown))
			}
		}
		g.row(cells...)
	}
	cells := []cell{say("zusammen")}
	for _, m := range months {
		cells = append(cells, cell{posts(c.lang, m.PostsTotal), c.planned("posts", m.Month)})
	}
	g.total(cells...)
	g.source(c.planSource())
	return g.done(), nil
}

// inHundredths reports whether posts of a month need a second decimal.
func inHundredths(m plan.Month) bool {
	return slices.ContainsFunc(m.Posts, func(p plan.Posts) bool { return p.FTE != nil && *p.FTE%10 != 0 })
}

func postsChart(c *city, _ string) (exhibit, error) {
	if c.run == nil {
		return exhibit{}, nil
	}
	months, refs := c.yearMonths(), []string(nil)
	pic := chart.Columns{Unit: "Stellen", Decimals: 1, Stacked: true}
	tenths := int64(10) // as the table writes them, with two decimals only where one needs them
	if slices.ContainsFunc(months, inHundredths) {
		pic.Decimals, tenths = 2, 1
	}
	for _, p := range months[0].Posts {
		pic.Series = append(pic.Series, chart.ColumnSeries{Name: c.task(p.Key)})
	}
	for _, m := range months {
		pic.Categories = append(pic.Categories, m.Month.In(c.lang))
		for i := range pic.Series {
			n := chart.Number{}
			if i < len(m.Posts) && m.Posts[i].FTE != nil {
				n = chart.Num(int64(*m.Posts[i].FTE) / tenths)
			}
			pic.Series[i].Values = append(pic.Series[i].Values, n)
		}
		refs = append(refs, c.planned("posts", m.Month))
	}
	last := months[len(months)-1]
	pic.Frame = c.frame("stellen", postsTitle, fmt.Sprintf("Säulenbild nach Aufgaben; %s zusammen %s Stellen.", last.Month.In(c.lang), posts(c.lang, last.PostsTotal)))
	return drawn(pic.Frame, pic.SVG(), postsTitle, refs, c.lang), nil
}

func casesTable(c *city, _ string) (exhibit, error) {
	list, err := entries[staffing.Case](c, register.PostCase)
	slices.SortStableFunc(list, func(a, b entry[staffing.Case]) int { return a.noun.Date.Compare(b.noun.Date) })
	g := newGrid("Stellenplanfälle, die am "+c.asOf.In(c.lang)+" bekannt sind", word("Datum"), word("Vorlage"), word("Inhalt"), word("Stellen"), word("Gruppe"), word("Vermerk"))
	for _, e := range list {
		k := e.noun
		g.row(c.day(k.Date), say(k.Paper), say(k.Content), cell{strings.ReplaceAll(k.Posts, ".", ","), recordRef(e.record)}, say(k.Grade), say(k.Logic))
		g.source(k.Source)
	}
	g.note("Stellen wie in der Vorlage genannt.")
	return g.done(), err
}

const budgetTitle = "Personalkosten nach Haushaltsjahren im Plan"

func budgetTable(c *city, _ string) (exhibit, error) {
	if c.run == nil {
		return exhibit{}, nil
	}
	g := newGrid(budgetTitle, word("Aufgabe"))
	years := c.run.Result.Years
	for _, y := range years {
		g.Columns = append(g.Columns, num(strconv.Itoa(y.Year), "EUR"))
	}
	if len(years) == 0 {
		return exhibit{}, nil
	}
	for i, k := range years[0].Keys {
		cells := []cell{say(c.task(k.Key))}
		for _, y := range years {
			if i < len(y.Keys) && y.Keys[i].Cost != nil {
				cells = append(cells, c.exact(*y.Keys[i].Cost, c.yearRef(y.Year, k.Key)))
			} else {
				cells = append(cells, say(unknown))
			}
		}
		g.row(cells...)
	}
	cells := []cell{say("zusammen")}
	for _, y := range years {
		sum := c.exact(y.Cost, c.yearRef(y.Year, ""))
		if !y.Complete {
			sum.text = "mindestens " + sum.text
		}
		cells = append(cells, sum)
	}
	g.total(cells...)
	g.source(c.planSource())
	for _, m := range c.run.Result.Missing {
		g.note(m.In(c.lang))
	}
	return g.done(), nil
}

func budgetChart(c *city, _ string) (exhibit, error) {
	if c.run == nil || len(c.run.Result.Years) == 0 {
		return exhibit{}, nil
	}
	pic := chart.Columns{Unit: "1.000 EUR", Stacked: true}
	var refs []string
	for i, k := range c.run.Result.Years[0].Keys {
		s := chart.ColumnSeries{Name: c.task(k.Key)}
		for _, y := range c.run.Result.Years {
			n := chart.Number{}
			if i < len(y.Keys) && y.Keys[i].Cost != nil {
				n = chart.Num(unit.DivRoundHalfUp(int64(*y.Keys[i].Cost), 100_000))
				refs = append(refs, c.yearRef(y.Year, k.Key))
			}
			s.Values = append(s.Values, n)
		}
		pic.Series = append(pic.Series, s)
	}
	for _, y := range c.run.Result.Years {
		pic.Categories = append(pic.Categories, strconv.Itoa(y.Year))
	}
	pic.Frame = c.frame("personalkosten", budgetTitle, fmt.Sprintf("Säulenbild der Personalkosten von %d Haushaltsjahren nach Aufgaben.", len(pic.Categories)))
	return drawn(pic.Frame, pic.SVG(), budgetTitle, refs, c.lang), nil
}

// yearRef is the address of the cost of a budget year.
func (c *city) yearRef(year int, key string) string {
	item := "year_cost"
	if key != "" {
		item += "." + key
	}
	return c.planned(item, min(period.MonthOf(year, 12), c.run.Inputs.Plan.To))
}
