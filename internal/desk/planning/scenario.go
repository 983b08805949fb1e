// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"fmt"
	"slices"
	"strconv"

	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	method "planraum/internal/method/staffing"
	"planraum/internal/text"
)

// Question asks what other staffing keys would mean: posts for Persons and
// Places at each of the keys 1:Per.
type Question struct {
	Persons unit.Headcount
	Places  unit.Headcount
	Pers    []int64
}

// Bounds of what a scenario reckons with.
const (
	MostPer   = 10_000
	MostHeads = 10_000_000
	mostKeys  = 12
)

// Scenario is what the tasks of a plan need at one key.
type Scenario struct {
	// Per is 136 for 1:136; 0 for the keys that hold, where they differ.
	Per     int64
	Current bool // the keys that hold
	Tasks   []ScenarioTask
	Posts   unit.FTE // sum of the tasks
	More    unit.FTE // Posts less those of the keys that hold
	Years   []ScenarioYear
}

// ScenarioTask is one task in a scenario.
type ScenarioTask struct {
	Key      string
	Base     staffing.Base
	Quantity unit.Headcount
	Per      int64
	Posts    unit.FTE
}

// ScenarioYear is the cost of the posts if all of them are filled from January
// to December of a budget year.
type ScenarioYear struct {
	Year    int
	Cost    *unit.Cents // nil: a price is unknown
	More    *unit.Cents // Cost less that of the keys that hold; nil: unknown
	Derived bool        // rests on derived rows of a pay table
}

// Usual is the question that a page asks first: the persons and needed places
// of the plan's last month, the key that holds and the next two round tens
// below it. It asks for no key where the plan has no tasks that scale.
func Usual(run plan.Run) Question {
	m := last(run)
	q := Question{Persons: m.Persons, Places: m.Needed}
	for _, t := range tasks(run, q) {
		if !slices.Contains(q.Pers, t.Per) {
			q.Pers = append(q.Pers, t.Per)
		}
	}
	if len(q.Pers) == 0 {
		return q
	}
	for per := (q.Pers[0] - 1) / 10 * 10; per > 0 && len(q.Pers) < 3; per -= 10 {
		q.Pers = append(q.Pers, per)
	}
	return q
}

// Scenarios answers the question with one row for each key, the keys that hold
// first where they are not among them. Only tasks for all persons or places
// are reckoned; others, such as cases, do not follow from the question. It
// refuses numbers out of bounds, all at once, with the columns persons, places
// and per[0], per[1] ...; it returns none where the plan has no such task.
func Scenarios(run plan.Run, q Question) ([]Scenario, error) {
	if rows := q.faults(); len(rows) > 0 {
		return nil, fault.Refuse("planning.Scenarios", rows)
	}
	now := tasks(run, q)
	if len(now) == 0 {
		return nil, nil
	}
	base := holding(run, q)
	var list []Scenario
	if !slices.Contains(q.Pers, base.Per) {
		list = append(list, base)
	}
	for i, per := range q.Pers {
		if slices.Contains(q.Pers[:i], per) {
			continue
		}
		s := scenario(run, at(now, per))
		s.Per, s.Current = per, per == base.Per
		list = append(list, s)
	}
	for i := range list {
		list[i].compare(base)
	}
	return list, nil
}

// holding is the scenario of the keys that hold in the plan's last month; the
// plan has a task that scales.
func holding(run plan.Run, q Question) Scenario {
	list := tasks(run, q)
	s := scenario(run, list)
	s.Current, s.Per = true, common(list)
	return s
}

func (q Question) faults() []fault.Row {
	var rows []fault.Row
	check := func(column string, n, least, most int64, example string) {
		if n < least || n > most {
			rows = append(rows, fault.Row{
				File: "Szenario", Column: column, Value: strconv.FormatInt(n, 10),
				Expected: both(func(l text.Lang) string {
					return fmt.Sprintf(text.T("eine ganze Zahl von %s bis %s, etwa %s", "a whole number from %s to %s, such as %s").In(l), l.Int(least), l.Int(most), example)
				}),
			})
		}
	}
	check("persons", int64(q.Persons), 0, MostHeads, "12288")
	check("places", int64(q.Places), 0, MostHeads, "13653")
	for i, per := range q.Pers {
		check(fmt.Sprintf("per[%d]", i), per, 1, MostPer, "136")
	}
	if len(q.Pers) == 0 || len(q.Pers) > mostKeys {
		rows = append(rows, fault.Row{
			File: "Szenario", Column: "per[0]", Value: strconv.Itoa(len(q.Pers)),
			Expected: text.T(fmt.Sprintf("ein bis %d Schlüssel", mostKeys), fmt.Sprintf("one to %d keys", mostKeys)),
		})
	}
	return rows
}

// tasks are the tasks of the plan's last month that count all persons or all
// places, with the quantities of the question.
func tasks(run plan.Run, q Question) []ScenarioTask {
	m := last(run)
	var list []ScenarioTask
	for _, p := range m.Posts {
		key := KeyOf(run, p.Key, m)
		if key.Accommodation != "all" || p.Per < 1 {
			continue
		}
		t := ScenarioTask{Key: p.Key, Base: key.Base, Per: p.Per}
		switch key.Base {
		case staffing.Persons:
			t.Quantity = q.Persons
		case staffing.Places:
			t.Quantity = q.Places
		default:
			continue
		}
		list = append(list, t)
	}
	return list
}

// common is the key that all tasks have, 0 where they differ or there are none.
func common(list []ScenarioTask) int64 {
	if len(list) == 0 {
		return 0
	}
	for _, t := range list {
		if t.Per != list[0].Per {
			return 0
		}
	}
	return list[0].Per
}

func at(list []ScenarioTask, per int64) []ScenarioTask {
	list = slices.Clone(list)
	for i := range list {
		list[i].Per = per
	}
	return list
}

func scenario(run plan.Run, list []ScenarioTask) Scenario {
	components := make([]method.Component, len(list))
	for i, t := range list {
		components[i] = method.Component{Quantity: t.Quantity, Per: t.Per}
	}
	s := Scenario{Tasks: slices.Clone(list)}
	each, total := method.Sum(components)
	s.Posts = total
	for i := range each {
		s.Tasks[i].Posts = each[i]
	}
	rates := method.NewRates(run.Inputs.Plan.Cost, run.Inputs.Pay)
	for _, y := range run.Result.Years {
		s.Years = append(s.Years, fullYear(rates, s.Tasks, y.Year))
	}
	return s
}

func fullYear(rates method.Rates, list []ScenarioTask, year int) ScenarioYear {
	y := ScenarioYear{Year: year}
	var sum unit.Cents
	for _, t := range list {
		c := rates.FullYear(t.Key, t.Posts, year)
		if c.Cents == nil {
			return y
		}
		sum += *c.Cents
		y.Derived = y.Derived || c.Derived
	}
	y.Cost = &sum
	return y
}

func (s *Scenario) compare(base Scenario) {
	s.More = s.Posts - base.Posts
	for i := range s.Years {
		if was, is := base.Years[i].Cost, s.Years[i].Cost; was != nil && is != nil {
			more := *is - *was
			s.Years[i].More = &more
		}
	}
}
