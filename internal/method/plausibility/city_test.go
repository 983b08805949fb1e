// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plausibility_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/method/plausibility"
	"planraum/internal/method/stockflow"
	"planraum/internal/text"
)

// town is a synthetic city whose figures fit together by construction: every
// part is drawn, every whole is added up, departures follow from the stock.
type town struct {
	areas      []area.Area
	indicators []figure.Indicator
	figures    []figure.Figure
	asOf       period.Date
	months     []period.Month
}

const whole area.ID = "09999000"

const (
	residents = "population.residents"
	courses   = "language.courses"
	share     = "structure.minors_share"
	places    = "homeless.places"
	occupied  = "homeless.occupied_places"
)

var persons = text.T("Personen", "persons")

// build makes a city of n months from January 2020. draw gives a whole number
// between two others, both included.
func build(n int, draw func(low, high int) int) *town {
	t := &town{
		indicators: []figure.Indicator{
			{Code: stockflow.Persons, Name: text.Same("Persons"), Unit: persons, Kind: figure.Stock},
			{Code: stockflow.Arrivals, Name: text.Same("Arrivals"), Unit: persons, Kind: figure.Flow},
			{Code: stockflow.Departures, Name: text.Same("Departures"), Unit: persons, Kind: figure.Flow},
			{Code: residents, Name: text.Same("Residents"), Unit: persons, Kind: figure.Stock},
			{Code: courses, Name: text.Same("Courses"), Unit: text.Same("Kurse"), Kind: figure.Stock},
			{Code: share, Name: text.T("Anteil Minderjähriger", "share of minors"), Unit: text.T("Prozent", "percent"), Places: 1, Kind: figure.Rate},
			{Code: places, Name: text.Same("Places"), Unit: text.T("Plätze", "places"), Kind: figure.Stock},
			{Code: occupied, Name: text.Same("Occupied"), Unit: text.T("Plätze", "places"), Kind: figure.Stock},
		},
		areas: []area.Area{{ID: whole, Level: area.City, Name: "Musterstadt"}},
	}
	for d := range draw(2, 3) {
		id := area.ID(fmt.Sprintf("%s/%d", whole, d+1))
		t.areas = append(t.areas, area.Area{ID: id, Level: area.District, Name: fmt.Sprintf("Bezirk %d", d+1), Parent: whole})
		for s := range draw(2, 3) {
			t.areas = append(t.areas, area.Area{ID: area.ID(fmt.Sprintf("%s%d", id, s+1)), Level: area.Subdistrict, Name: fmt.Sprintf("Teil %d%d", d+1, s+1), Parent: id})
		}
	}
	start := period.MonthOf(2020, 1)
	for i := range n {
		t.months = append(t.months, start+period.Month(i))
	}
	t.asOf = t.months[n-1].Last().AddDays(30)
	t.people(draw)
	t.account(draw)
	level := func(code string, base int) {
		value := base
		for _, m := range t.months {
			value += draw(-base/100, base/100)
			t.say(code, whole, population.All, period.On(m.Last()), int64(value))
		}
	}
	level(courses, 4000)
	level(share, 250)
	level(places, 3000)
	level(occupied, 2000)
	return t
}

// people draws residents of two groups in every subdistrict and adds them up.
func (t *town) people(draw func(low, high int) int) {
	now := map[figure.Key]int64{}
	for _, m := range t.months {
		sums := map[figure.Key]int64{}
		for _, a := range t.areas {
			if a.Level != area.Subdistrict {
				continue
			}
			for _, g := range []population.ID{"young", "old"} {
				k := figure.Key{Area: a.ID, Group: g}
				if now[k] == 0 {
					now[k] = int64(draw(1000, 3000))
				}
				now[k] += int64(draw(-10, 10))
				for _, in := range []area.ID{a.ID, a.Parent, whole} {
					sums[figure.Key{Area: in, Group: g}] += now[k]
					sums[figure.Key{Area: in, Group: population.All}] += now[k]
				}
			}
		}
		for _, a := range t.areas {
			for _, g := range []population.ID{population.All, "old", "young"} {
				t.say(residents, a.ID, g, period.On(m.Last()), sums[figure.Key{Area: a.ID, Group: g}])
			}
		}
	}
}

// account draws stocks and arrivals; departures follow, years add up.
func (t *town) account(draw func(low, high int) int) {
	stock := int64(8000)
	var in, out int64
	for i, m := range t.months {
		before := stock
		stock += int64(draw(-20, 20))
		t.say(stockflow.Persons, whole, population.All, period.On(m.Last()), stock)
		arrivals := int64(draw(180, 220))
		departures := arrivals - (stock - before)
		t.say(stockflow.Arrivals, whole, population.All, period.InMonth(m), arrivals)
		t.say(stockflow.Departures, whole, population.All, period.InMonth(m), departures)
		in, out = in+arrivals, out+departures
		if m.OfYear() == 12 && i >= 11 {
			t.say(stockflow.Arrivals, whole, population.All, period.InYear(m.Year()), in)
			t.say(stockflow.Departures, whole, population.All, period.InYear(m.Year()), out)
			in, out = 0, 0
		}
	}
}

func (t *town) say(code string, in area.ID, group population.ID, span period.Period, amount int64) *figure.Figure {
	scale := 0
	for _, i := range t.indicators {
		if i.Code == code {
			scale = i.Places
		}
	}
	t.figures = append(t.figures, figure.Figure{
		ID: int64(len(t.figures) + 1), Key: figure.Key{Indicator: code, Area: in, Group: group, Period: span}, Value: unit.Decimal{Amount: amount, Places: scale},
		Basis: figure.Counted, Source: "Monatsbericht " + code + " " + span.To.Month().String(), KnownFrom: span.To.AddDays(14),
	})
	return &t.figures[len(t.figures)-1]
}

// at is the figure of the city (or the area) in the i-th month.
func (t *town) at(code string, in area.ID, i int) *figure.Figure {
	for k := range t.figures {
		f := &t.figures[k]
		if f.Indicator == code && f.Area == in && f.Group == population.All && f.Period.To == t.months[i].Last() && !f.Period.IsYear() {
			return f
		}
	}
	panic("no such figure")
}

// check runs all checks over the town as the desk does.
func (t *town) check(choices ...figure.Choice) []plausibility.Finding {
	figures := slices.Clone(t.figures)
	slices.SortStableFunc(figures, func(a, b figure.Figure) int { return a.Key.Compare(b.Key) })
	byKey := map[figure.Key]figure.Choice{}
	for _, c := range choices {
		byKey[c.Key] = c
	}
	checker := plausibility.New(t.areas, t.indicators, t.asOf)
	var stocks []figure.Figure
	of := map[string][]plausibility.Series{}
	names := map[string]figure.Indicator{}
	for _, in := range t.indicators {
		names[in.Code] = in
	}
	for from := 0; from < len(figures); {
		to := from + 1
		for to < len(figures) && figures[to].Indicator == figures[from].Indicator && figures[to].Area == figures[from].Area && figures[to].Group == figures[from].Group {
			to++
		}
		code := figures[from].Indicator
		of[code] = append(of[code], plausibility.NewSeries(names[code], figures[from:to], byKey))
		if slices.Contains([]string{stockflow.Persons, stockflow.Arrivals, stockflow.Departures}, code) {
			stocks = append(stocks, figures[from:to]...)
		}
		from = to
	}
	for _, in := range t.indicators {
		checker.Take(in, of[in.Code])
	}
	var accounts []plausibility.Balance
	for _, b := range stockflow.Balances(stocks, choices) {
		accounts = append(accounts, plausibility.OfAccount(b.Start.Figure, b.End.Figure, plausibility.Flows{
			Arrivals: head(b.Arrivals), Departures: head(b.Departures), Corrections: int64(b.Corrections), Contained: int64(b.Contained), Complete: b.Complete,
			Figures: ids(b.ArrivalsBy, b.DeparturesBy, b.CorrectedBy),
		}))
	}
	return checker.Findings(accounts)
}

func head(n *unit.Headcount) int64 {
	if n == nil {
		return 0
	}
	return int64(*n)
}

func ids(lists ...[]figure.Picked) []int64 {
	var all []int64
	for _, l := range lists {
		for _, p := range l {
			all = append(all, p.ID)
		}
	}
	return all
}

// TestConsistentCityHasNoFinding: what fits together by construction gives
// nothing to look at.
func TestConsistentCityHasNoFinding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		town := build(rapid.IntRange(4, 40).Draw(t, "months"), drawn(t))
		for _, f := range town.check() {
			t.Errorf("%s: %s", f.Key, f.Says.De)
		}
	})
}

// drawn draws the seed of a city; drawing each of its thousands of values
// would take a minute.
func drawn(t *rapid.T) func(low, high int) int {
	from := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	return func(low, high int) int { return low + from.IntN(high-low+1) }
}

// A fault and the finding that it must give, and no other.
type planted struct {
	name string
	sow  func(t *town, i int, draw func(low, high int) int)
	kind plausibility.Kind
	code string
	says string // part of the German sentence
}

var faults = []planted{
	{"an arrival that nobody booked", func(t *town, i int, _ func(int, int) int) { t.at(stockflow.Arrivals, whole, i).Value.Amount -= 12 }, plausibility.Account, stockflow.Persons, "es sind 12 zu viel"},
	{"a wrong stock", func(t *town, i int, _ func(int, int) int) { t.at(stockflow.Persons, whole, i).Value.Amount -= 13 }, plausibility.Account, stockflow.Persons, "es fehlen 13"},
	{"a district that does not add up", func(t *town, i int, _ func(int, int) int) { t.at(residents, t.areas[1].ID, i).Value.Amount += 7 }, plausibility.Total, residents, "7"},
	{"a city that does not add up", func(t *town, i int, _ func(int, int) int) { t.at(residents, whole, i).Value.Amount -= 9 }, plausibility.Total, residents, "9 zu viel"},
	{"a subdistrict that does not add up", func(t *town, i int, _ func(int, int) int) { t.at(residents, t.areas[2].ID, i).Value.Amount += 5 }, plausibility.Total, residents, "5"},
	{"another source", func(t *town, i int, _ func(int, int) int) {
		f := *t.at(courses, whole, i)
		f.ID, f.Value.Amount, f.Source = 100_000, f.Value.Amount+11, "Zeitung"
		t.figures = append(t.figures, f)
	}, plausibility.Contradiction, courses, "Die Quellen nennen"},
	{"the month beside its last day", func(t *town, i int, _ func(int, int) int) {
		f := *t.at(courses, whole, i)
		f.ID, f.Value.Amount, f.Source, f.Period = 100_000, f.Value.Amount+11, "Zeitung", period.InMonth(t.months[i])
		t.figures = append(t.figures, f)
	}, plausibility.Contradiction, courses, "Die Quellen nennen"},
	{"a share above 100 %", func(t *town, i int, _ func(int, int) int) { t.at(share, whole, i).Value.Amount = 1303 }, plausibility.Range, share, "130,3"},
	{"a slipped decimal", func(t *town, i int, _ func(int, int) int) { t.at(courses, whole, i).Value.Amount *= 10 }, plausibility.Range, courses, "das Zehnfache"},
	{"a slipped decimal in a total", func(t *town, i int, _ func(int, int) int) { t.at(residents, t.areas[1].ID, i).Value.Amount /= 10 }, plausibility.Range, residents, "ein Zehntel"},
	{"more persons than places", func(t *town, i int, _ func(int, int) int) {
		t.at(places, whole, i).Value.Amount = t.at(occupied, whole, i).Value.Amount - 1
		for j := range t.months { // no jump: there were never more
			t.at(places, whole, j).Value.Amount = t.at(occupied, whole, j).Value.Amount
		}
		t.at(places, whole, i).Value.Amount--
	}, plausibility.Range, occupied, "aber nur"},
	{"a jump", func(t *town, i int, _ func(int, int) int) {
		for j := i; j < len(t.months); j++ {
			t.at(courses, whole, j).Value.Amount = t.at(courses, whole, j).Value.Amount * 3 / 2
		}
	}, plausibility.Jump, courses, "üblich"},
	{"a spike", func(t *town, i int, _ func(int, int) int) { t.at(courses, whole, i).Value.Amount += 2000 }, plausibility.Jump, courses, "danach stehen wieder"},
	{"a missing month", func(t *town, i int, _ func(int, int) int) {
		t.drop(courses, func(m period.Month) bool { return m == t.months[i] })
	}, plausibility.Missing, courses, "keinen Wert"},
	{"a source that fell silent", func(t *town, _ int, _ func(int, int) int) {
		last := t.months[len(t.months)-3]
		t.drop(courses, func(m period.Month) bool { return m >= last })
	}, plausibility.Stale, courses, "überfällig"},
}

func (t *town) drop(code string, which func(period.Month) bool) {
	t.figures = slices.DeleteFunc(t.figures, func(f figure.Figure) bool { return f.Indicator == code && which(f.Period.To.Month()) })
}

// TestPlantedFaultIsFound: one fault in a city that fits together gives its
// finding and no other.
func TestPlantedFaultIsFound(t *testing.T) {
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				town := build(rapid.IntRange(16, 20).Draw(t, "months"), drawn(t))
				i := rapid.IntRange(4, 12).Draw(t, "at")
				fault.sow(town, i, drawn(t))
				found := town.check()
				if len(found) != 1 || found[0].Kind != fault.kind || found[0].Indicator != fault.code || !strings.Contains(found[0].Says.De, fault.says) {
					for _, f := range found {
						t.Logf("%s %v: %s", f.Key, f.Severity.Label(), f.Says.De)
					}
					t.Fatalf("%d findings, want one %s of %s that says %q", len(found), fault.kind, fault.code, fault.says)
				}
				f := found[0]
				if len(f.Figures) == 0 || f.Todo.De == "" || f.Says.En == "" || f.Severity < plausibility.Hint {
					t.Errorf("incomplete: %+v", f)
				}
			})
		})
	}
}
