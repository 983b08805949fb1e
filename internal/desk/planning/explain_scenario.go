// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// ScenarioRef is the address of a number of a scenario: item is posts,
// posts.KEY or cost.YEAR; more and more.YEAR are the differences of posts and
// cost to the keys that hold.
func ScenarioRef(run plan.Run, q Question, s Scenario, item string) string {
	return fmt.Sprintf("scenario/%s/%d/%d/%d/%s", run.ID, q.Persons, q.Places, s.Per, item)
}

// ExplainScenario shows how a number of a scenario came about. per 0 stands
// for the keys that hold. It returns NotFound for an item that is not there.
func ExplainScenario(run plan.Run, q Question, per int64, item string) (figure.Derivation, error) {
	q.Pers = []int64{per}
	if per == 0 {
		q.Pers = Usual(run).Pers // the keys that hold come along in any case
	}
	list, err := Scenarios(run, q)
	if err != nil {
		return figure.Derivation{}, err
	}
	base := holding(run, q)
	for _, s := range list {
		if s.Per != per {
			continue
		}
		switch item {
		case "posts":
			return scenarioPosts(run, q, s), nil
		case "more":
			return scenarioMore(run, q, s, base), nil
		}
		for i, t := range s.Tasks {
			if item == "posts."+t.Key {
				return scenarioTask(run, q, s, s.Tasks[i]), nil
			}
		}
		for i, y := range s.Years {
			if item == "cost."+strconv.Itoa(y.Year) {
				return scenarioCost(run, q, s, s.Years[i]), nil
			}
			if item == "more."+strconv.Itoa(y.Year) {
				return scenarioMoreCost(run, q, s, base, i), nil
			}
		}
	}
	return figure.Derivation{}, fault.New(fault.NotFound, "planning.ExplainScenario("+item+")", "Diese Zahl gibt es nicht.", "There is no such number.")
}

func postsText(n unit.FTE) text.Text {
	return both(func(l text.Lang) string { return Posts(l, n) + " " + postsUnit.In(l) })
}

func scenarioName(s Scenario, name text.Text) text.Text {
	return both(func(l text.Lang) string {
		key := "1:" + l.Int(s.Per)
		if s.Per == 0 {
			key = text.T("geltende Schlüssel", "keys that hold").In(l)
		}
		return text.T("Szenario ", "scenario ").In(l) + key + ": " + name.In(l)
	})
}

func scenarioPosts(run plan.Run, q Question, s Scenario) figure.Derivation {
	d := figure.Derivation{Name: scenarioName(s, postsUnit), Value: postsText(s.Posts), Basis: figure.Computed, Ref: ScenarioRef(run, q, s, "posts")}
	for _, t := range s.Tasks {
		d.From = append(d.From, scenarioTask(run, q, s, t))
	}
	d.Rule = both(func(l text.Lang) string {
		var sum []string
		for _, t := range s.Tasks {
			sum = append(sum, Posts(l, t.Posts))
		}
		return strings.Join(sum, " + ") + " = " + Posts(l, s.Posts) + text.T(": je Aufgabe auf eine Stelle nach dem Komma gerundet, dann addiert.",
			": rounded to one decimal for each task, then added.").In(l)
	})
	return d
}

func scenarioTask(run plan.Run, q Question, s Scenario, t ScenarioTask) figure.Derivation {
	d := figure.Derivation{
		Name: scenarioName(s, TaskOf(run, t.Key)), Value: postsText(t.Posts), Basis: figure.Computed, Ref: ScenarioRef(run, q, s, "posts."+t.Key),
	}
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf("%s / %s = %s%s", l.Int(int64(t.Quantity)), l.Int(t.Per), Posts(l, t.Posts), text.T(", auf eine Stelle nach dem Komma gerundet.", ", rounded to one decimal.").In(l))
	})
	base := staffing.BaseLabel(t.Base)
	quantity := figure.Derivation{
		Name: base, Value: heads(t.Quantity, base), Basis: figure.Assumed,
		Rule: text.T("Zahl, für die das Szenario gefragt wurde.", "The number that the scenario was asked for."),
	}
	m := last(run)
	if item, n := quantityOf(m, t.Base); n == t.Quantity {
		quantity.Basis, quantity.Ref = figure.Computed, refOf(run, item)
		quantity.Rule = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Wert des Plans „%s“ für %s.", "The value of the plan “%s” for %s.").In(l), run.Inputs.Plan.Name, m.Month.In(l))
		})
	}
	d.From = []figure.Derivation{quantity}
	return d
}

func quantityOf(m plan.Month, base staffing.Base) (string, unit.Headcount) {
	if base == staffing.Places {
		return "needed", m.Needed
	}
	return "persons", m.Persons
}

func scenarioCost(run plan.Run, q Question, s Scenario, y ScenarioYear) figure.Derivation {
	name := text.T(fmt.Sprintf("Kosten im Haushaltsjahr %d", y.Year), fmt.Sprintf("cost of the budget year %d", y.Year))
	d := figure.Derivation{
		Name: scenarioName(s, name), Value: text.T("unbekannt", "unknown"), Basis: figure.Computed, Ref: ScenarioRef(run, q, s, "cost."+strconv.Itoa(y.Year)),
		Rule: text.T("Für eine Aufgabe ist kein Preis bekannt; es wird nichts angenommen.", "The price of a task is not known; nothing is assumed."),
		From: []figure.Derivation{scenarioPosts(run, q, s)},
	}
	if y.Cost == nil {
		return d
	}
	d.Value = both(func(l text.Lang) string { return l.Euro(int64(*y.Cost)) })
	d.Rule = text.T("Alle Stellen von Januar bis Dezember besetzt, zum Preis des Jahres; jeder Monat auf Cent gerundet.",
		"All posts filled from January to December at the price of the year; each month rounded to cents.")
	e := explainer{run.Inputs, run.Result, run.ID}
	for i, m := range run.Result.Months {
		if m.Month.Year() != y.Year {
			continue
		}
		for _, t := range s.Tasks {
			node := e.priceNode(t.Key, i)
			node.Name = both(func(l text.Lang) string { return TaskOf(run, t.Key).In(l) + ": " + node.Name.In(l) })
			d.From = append(d.From, node)
		}
		break
	}
	return d
}

// scenarioMore derives how many posts a scenario has more than the keys that hold.
func scenarioMore(run plan.Run, q Question, s, base Scenario) figure.Derivation {
	return figure.Derivation{
		Name:  scenarioName(s, text.T("Unterschied zu den geltenden Schlüsseln", "difference to the keys that hold")),
		Value: both(func(l text.Lang) string { return plus(s.More > 0) + Posts(l, s.More) + " " + postsUnit.In(l) }),
		Basis: figure.Computed, Ref: ScenarioRef(run, q, s, "more"),
		Rule: both(func(l text.Lang) string {
			return Posts(l, s.Posts) + " − " + Posts(l, base.Posts) + " = " + plus(s.More > 0) + Posts(l, s.More) + "."
		}),
		From: []figure.Derivation{scenarioPosts(run, q, s), scenarioPosts(run, q, base)},
	}
}

// scenarioMoreCost derives how much more a scenario costs in budget year i.
func scenarioMoreCost(run plan.Run, q Question, s, base Scenario, i int) figure.Derivation {
	y := s.Years[i]
	d := figure.Derivation{
		Name:  scenarioName(s, text.T(fmt.Sprintf("Kosten %d, Unterschied zu den geltenden Schlüsseln", y.Year), fmt.Sprintf("cost of %d, difference to the keys that hold", y.Year))),
		Value: text.T("unbekannt", "unknown"), Basis: figure.Computed, Ref: ScenarioRef(run, q, s, "more."+strconv.Itoa(y.Year)),
		Rule: text.T("Für eine Aufgabe ist kein Preis bekannt; es wird nichts angenommen.", "The price of a task is not known; nothing is assumed."),
		From: []figure.Derivation{scenarioCost(run, q, s, y), scenarioCost(run, q, base, base.Years[i])},
	}
	if y.More != nil {
		d.Value = both(func(l text.Lang) string { return plus(*y.More > 0) + l.Euro(int64(*y.More)) })
		d.Rule = both(func(l text.Lang) string {
			return l.Euro(int64(*y.Cost)) + " − " + l.Euro(int64(*base.Years[i].Cost)) + " = " + plus(*y.More > 0) + l.Euro(int64(*y.More)) + "."
		})
	}
	return d
}
