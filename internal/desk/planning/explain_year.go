// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"fmt"
	"strconv"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// yearCost is the key of the cost of a budget year, asked at any of its
// months; with ".KEY" behind it, of one task.
const yearCost = "year_cost"

// YearRef is the address of the cost of a budget year; of all tasks where key
// is empty.
func YearRef(run plan.Run, year int, key string) string {
	item := yearCost
	if key != "" {
		item += "." + key
	}
	return "run/" + run.ID + "/" + item + "/" + lastOfYear(run, year).String()
}

// lastOfYear is the last month of a year inside the plan's horizon.
func lastOfYear(run plan.Run, year int) period.Month {
	return min(period.MonthOf(year, 12), run.Inputs.Plan.To)
}

// yearCost derives the cost of the year that month i lies in.
func (e explainer) yearCost(i int, key string) figure.Derivation {
	year := e.res.Months[i].Month.Year()
	run := plan.Run{ID: e.run, Inputs: e.in, Result: e.res}
	d := figure.Derivation{
		Name:  both(func(l text.Lang) string { return fmt.Sprintf(text.T("Kosten %d", "cost of %d").In(l), year) }),
		Basis: figure.Computed, When: strconv.Itoa(year),
	}
	if e.run != "" {
		d.Ref = YearRef(run, year, key)
	}
	if key != "" {
		d.Name = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Kosten %d: %s", "cost of %d: %s").In(l), year, TaskOf(run, key).In(l))
		})
	}
	sum, unknown := unit.Cents(0), 0
	for j, m := range e.res.Months {
		if m.Month.Year() != year {
			continue
		}
		for _, p := range m.Posts {
			switch {
			case key != "" && p.Key != key:
			case p.Cost == nil:
				unknown++
			default:
				sum += *p.Cost
			}
			if key == p.Key {
				d.From = append(d.From, figure.Derivation{
					Name: both(m.Month.In), Value: costOrUnknown(p.Cost), Basis: figure.Computed, Ref: e.ref("cost."+key, j),
				})
			}
		}
		if key == "" {
			d.From = append(d.From, figure.Derivation{Name: both(m.Month.In), Value: costOrUnknown(&m.Cost), Basis: figure.Computed, Ref: e.ref("cost", j)})
		}
	}
	return finishYear(d, sum, unknown, key != "")
}

func finishYear(d figure.Derivation, sum unit.Cents, unknown int, oneTask bool) figure.Derivation {
	months := len(d.From)
	d.Value = costOrUnknown(&sum)
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Summe der %d Monate des Jahres, die im Plan liegen, jeder auf Cent gerundet.", "Sum of the year's %d months that lie in the plan, each rounded to cents.").In(l), months)
	})
	if unknown > 0 && oneTask {
		d.Value = text.T("unbekannt", "unknown")
		d.Rule = text.T("In mindestens einem Monat fehlt Preis oder Menge; es wird nichts angenommen.", "In at least one month price or quantity is missing; nothing is assumed.")
	} else if unknown > 0 {
		d.Note = text.T("unvollständig: Für mindestens eine Aufgabe fehlt Preis oder Menge.", "incomplete: price or quantity of at least one task is missing.")
	}
	return d
}

func costOrUnknown(c *unit.Cents) text.Text {
	if c == nil {
		return text.T("unbekannt", "unknown")
	}
	return both(func(l text.Lang) string { return l.Euro(int64(*c)) })
}

// Million writes an amount in millions of euros with one decimal, rounded half
// up: 12,9 Mio. EUR.
func Million(l text.Lang, c unit.Cents) string {
	return l.Decimal(unit.DivRoundHalfUp(int64(c), 10_000_000), 1) + "\u00a0" + text.T("Mio. EUR", "million EUR").In(l)
}
