// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plan

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// The limits of a plan. They keep sums far from overflow and catch slips of
// the pen, such as a year 2106 for 2016.
const (
	MaxMonths = 600           // a horizon of 50 years
	MaxCount  = 10_000_000    // persons, places or cases in one number
	MaxEuros  = 1_000_000_000 // euros in one number: a thousand million
	FirstYear = 1900          // of any date in a plan
	LastYear  = 2199
)

// Problem is one contradiction in a plan: where it stands, what stands there
// and what was expected. Path names the place by the keys of the plan file,
// lists counted from 0: "arrivals[1].months", "places.sites[0].end".
type Problem struct {
	Path     string
	Value    string
	Expected text.Text
}

// Check returns everything in the plan that contradicts itself or lies outside
// its limits, in the order of the plan file; nil where the plan can be run. It
// looks at the plan alone: what the ledger holds is not its matter.
func (p Plan) Check() []Problem {
	c := &checker{}
	c.frame(p)
	for _, list := range p.flows() {
		c.flows(list.key, list.flows, list.signed)
	}
	c.supply(p.Supply)
	c.options(p)
	c.staffing(p)
	c.cost(p)
	c.leadTimes(p.LeadTimes)
	return c.problems
}

type checker struct{ problems []Problem }

func (c *checker) add(path, value, de, en string) {
	c.problems = append(c.problems, Problem{Path: path, Value: value, Expected: text.T(de, en)})
}

var idForm = regexp.MustCompile(`^[\pL\pN][\pL\pN._-]*$`)

// id checks a stable key and that the list does not have it already.
func (c *checker) id(path, id string, seen map[string]bool) {
	switch {
	case !idForm.MatchString(id) || len(id) > 100:
		c.add(path, id, "Kennung aus Buchstaben, Ziffern, Punkt, Binde- und Unterstrich, höchstens 100 Zeichen",
			"key of letters, digits, dot, hyphen and underscore, at most 100 characters")
	case seen[id]:
		c.add(path, id, "jede Kennung nur einmal", "each key only once")
	}
	if seen != nil {
		seen[id] = true
	}
}

// date checks that a date that is set is not far from any plan's time.
func (c *checker) date(path string, d period.Date) {
	if !d.IsZero() {
		c.year(path, d.String(), d.Year())
	}
}

func (c *checker) year(path, value string, year int) {
	if year < FirstYear || year > LastYear {
		c.add(path, value, fmt.Sprintf("ein Jahr von %d bis %d", FirstYear, LastYear),
			fmt.Sprintf("a year from %d to %d", FirstYear, LastYear))
	}
}

// count checks a number of persons, places or cases that cannot be negative.
func (c *checker) count(path string, n unit.Headcount) {
	if n < 0 || n > MaxCount {
		c.add(path, fmt.Sprint(n), "eine ganze Zahl von 0 bis "+text.De.Int(MaxCount),
			"a whole number from 0 to "+text.En.Int(MaxCount))
	}
}

// money checks an amount that cannot be negative.
func (c *checker) money(path string, amount unit.Cents) {
	if amount < 0 || amount > MaxEuros*100 {
		c.add(path, decimal(int64(amount), 2),
			"ein Betrag von 0 bis "+text.De.Int(MaxEuros)+" EUR", "an amount from 0 to EUR "+text.En.Int(MaxEuros))
	}
}

// months checks a range of months and reports whether it can be reckoned with.
func (c *checker) months(path string, from, to period.Month) bool {
	value := from.String() + ".." + to.String()
	before := len(c.problems)
	switch {
	case from == 0 || to == 0:
		c.add(path, "", "Monate, etwa 2016-01..2016-12", "months, such as 2016-01..2016-12")
	case to < from:
		c.add(path, value, "letzter Monat nicht vor dem ersten", "last month not before the first")
	default:
		c.year(path, value, from.Year())
		if to.Year() != from.Year() {
			c.year(path, value, to.Year())
		}
	}
	return len(c.problems) == before
}

func (c *checker) frame(p Plan) {
	if strings.TrimSpace(p.Name) == "" {
		c.add("plan", p.Name, "Name des Plans", "name of the plan")
	}
	c.id("id", p.ID, nil)
	if p.AsOf.IsZero() {
		c.add("as_of", "", "Stichtag der Kenntnis, etwa 2015-11-27", "date of knowledge, such as 2015-11-27")
	}
	c.date("as_of", p.AsOf)
	if c.months("horizon", p.From, p.To) && p.To-p.From >= MaxMonths {
		c.add("horizon", p.From.String()+".."+p.To.String(), "höchstens 50 Jahre (600 Monate)", "at most 50 years (600 months)")
	}
	if p.Start.Persons != nil {
		c.count("start.persons", *p.Start.Persons)
	}
}

// flowList is one of the plan's lists of flows with its key in the plan file.
type flowList struct {
	key    string
	flows  []Flow
	signed bool // numbers below zero are meant
}

func (p Plan) flows() []flowList {
	return []flowList{
		{"arrivals", p.Arrivals, false},
		{"departures", p.Departures, false},
		{"credits", p.Credits, false},
		{"corrections", p.Corrections, true},
	}
}

func (c *checker) flows(key string, flows []Flow, signed bool) {
	var spans []span
	for i, f := range flows {
		path := fmt.Sprintf("%s[%d]", key, i)
		if strings.TrimSpace(f.Name) == "" {
			c.add(path+".name", f.Name, "Name der Annahme", "name of the assumption")
		}
		if c.months(path+".months", f.From, f.To) {
			spans = append(spans, span{path, strings.ToLower(strings.TrimSpace(f.Name)), int(f.From), int(f.To), f.From.String() + ".." + f.To.String()})
		}
		c.amount(path, f, signed)
	}
	c.overlaps(spans, ".months", "keine Monate doppelt: dieselbe Annahme gilt hier schon nach", "no month twice: the same assumption already holds by")
}

// amount checks that a flow has exactly one number and that it can be.
func (c *checker) amount(path string, f Flow, signed bool) {
	switch {
	case f.PerMonth == nil && f.Total == nil:
		c.add(path+".per_month", "", "genau eines von per_month und total", "exactly one of per_month and total")
	case f.PerMonth != nil && f.Total != nil:
		c.add(path+".total", fmt.Sprint(*f.Total), "genau eines von per_month und total", "exactly one of per_month and total")
	}
	for _, n := range []struct {
		key   string
		value *unit.Headcount
	}{{".per_month", f.PerMonth}, {".total", f.Total}} {
		switch {
		case n.value == nil:
		case signed && *n.value < 0 && *n.value >= -MaxCount: // a correction may take away
		default:
			c.count(path+n.key, *n.value)
		}
	}
}

// span is a stretch of months or days within which one thing holds.
type span struct {
	path     string
	name     string // what must not hold twice
	from, to int    // both included
	value    string
}

// overlaps adds a problem for every span that touches an earlier one of the
// same name. Which lines contradict does not depend on their order; the later
// one in the list is named, with the path of the earlier one.
func (c *checker) overlaps(spans []span, key, de, en string) {
	byName := map[string][]int{}
	for i, s := range spans {
		byName[s.name] = append(byName[s.name], i)
	}
	for _, same := range byName {
		slices.SortStableFunc(same, func(a, b int) int { return cmp.Compare(spans[a].from, spans[b].from) })
	}
	clash := map[int]int{}
	for _, same := range byName {
		last := same[0] // the span that reaches furthest so far
		for _, i := range same[1:] {
			if spans[i].from <= spans[last].to {
				clash[max(i, last)] = min(i, last)
			}
			if spans[i].to > spans[last].to {
				last = i
			}
		}
	}
	for i, s := range spans {
		if other, ok := clash[i]; ok {
			c.add(s.path+key, s.value, de+" "+spans[other].path, en+" "+spans[other].path)
		}
	}
}
