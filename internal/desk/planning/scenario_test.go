// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// tasked returns a run of two budget years over the given keys, with a constant
// stock and 90 % utilisation.
func tasked(t *testing.T, persons unit.Headcount, keys []staffing.Key, prices []plan.Price) plan.Run {
	t.Helper()
	p := plan.Plan{
		ID: "p", Name: "Probe", AsOf: period.Day(2015, 11, 27), From: period.MonthOf(2016, 1), To: period.MonthOf(2017, 12),
		Start: plan.Start{Persons: &persons, Basis: figure.Assumed}, Cost: plan.Cost{Prices: prices},
	}
	p.Staffing.Keys = keys
	p.Supply.Utilisation = &need.Utilisation{Share: unit.Percent(90, 0), Status: "practice", Source: "erfunden"}
	in, err := Written(p)
	if err != nil {
		t.Fatal(err)
	}
	run, err := Evaluated(in, p.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func key(id string, per int64, base staffing.Base, accommodation string) staffing.Key {
	return staffing.Key{ID: id, Task: text.Same(id), Per: per, Base: base, Accommodation: accommodation, Source: "erfunden"}
}

func price(id string, yearly unit.Cents) plan.Price {
	return plan.Price{Key: id, FlatRate: &staffing.FlatRate{Name: id, Yearly: yearly, Source: "erfunden"}}
}

// With a key of 1:100 for 1,000 persons and 1:100 for 1,000 / 0.9 = 1,111
// places the posts are 10.0 + 11.1; 1:50 doubles them to 20.0 + 22.2.
func TestScenariosInClosedForm(t *testing.T) {
	run := tasked(t, 1000,
		[]staffing.Key{key("support", 100, staffing.Persons, "all"), key("house", 100, staffing.Places, "all"), key("benefits", 80, staffing.Cases, "all"), key("private", 10, staffing.Persons, "private")},
		[]plan.Price{price("support", 60_000_00), price("house", 50_000_00)})
	usual := Usual(run)
	if usual.Persons != 1000 || usual.Places != 1111 || len(usual.Pers) != 3 || usual.Pers[0] != 100 || usual.Pers[1] != 90 || usual.Pers[2] != 80 {
		t.Errorf("the usual question is %+v", usual)
	}
	list, err := Scenarios(run, Question{Persons: 1000, Places: 1111, Pers: []int64{50, 50}})
	if err != nil || len(list) != 2 {
		t.Fatalf("%d scenarios, error %v", len(list), err)
	}
	now, half := list[0], list[1]
	if !now.Current || now.Per != 100 || now.Posts != 2110 || now.More != 0 || len(now.Tasks) != 2 {
		t.Errorf("the keys that hold come to %+v", now)
	}
	if half.Current || half.Per != 50 || half.Posts != 4220 || half.More != 2110 {
		t.Errorf("1:50 comes to %+v", half)
	}
	// 20.0 x 60,000 + 22.2 x 50,000 EUR; half of it today.
	if y := half.Years[0]; y.Year != 2016 || *y.Cost != 2_310_000_00 || *y.More != 1_155_000_00 {
		t.Errorf("1:50 costs %+v", y)
	}
}

func TestScenariosOfDifferentKeys(t *testing.T) {
	run := tasked(t, 1000, []staffing.Key{key("support", 100, staffing.Persons, "all"), key("house", 200, staffing.Places, "all")}, nil)
	list, err := Scenarios(run, Question{Persons: 1000, Places: 1000, Pers: []int64{100}})
	if err != nil || len(list) != 2 {
		t.Fatalf("%d scenarios, error %v", len(list), err)
	}
	if now := list[0]; !now.Current || now.Per != 0 || now.Posts != 1500 {
		t.Errorf("the keys that hold come to %+v", now)
	}
	if one := list[1]; one.Current || one.Posts != 2000 || one.More != 500 || one.Years[0].Cost != nil || one.Years[0].More != nil {
		t.Errorf("1:100 comes to %+v", one)
	}
	d, err := ExplainScenario(run, Question{Persons: 1000, Places: 1000}, 0, "posts")
	if err != nil || d.Value.De != "15,0 Stellen" || len(d.From) != 2 {
		t.Errorf("derived as %+v, error %v", d, err)
	}
}

func TestScenariosWithoutTasks(t *testing.T) {
	run := tasked(t, 1000, []staffing.Key{key("benefits", 80, staffing.Cases, "all")}, nil)
	if q := Usual(run); len(q.Pers) != 0 {
		t.Errorf("asks for %v", q.Pers)
	}
	list, err := Scenarios(run, Question{Persons: 1, Places: 1, Pers: []int64{136}})
	if err != nil || list != nil {
		t.Errorf("%v, error %v", list, err)
	}
}

func TestScenariosRefuseAllAtOnce(t *testing.T) {
	run := tasked(t, 1000, []staffing.Key{key("support", 100, staffing.Persons, "all")}, nil)
	_, err := Scenarios(run, Question{Persons: -1, Places: MostHeads + 1, Pers: []int64{136, 0, -5, MostPer + 1}})
	if fault.KindOf(err) != fault.Invalid {
		t.Fatalf("error %v", err)
	}
	var columns []string
	for _, row := range fault.RowsOf(err) {
		columns = append(columns, row.Column)
	}
	if len(columns) != 5 || columns[0] != "persons" || columns[1] != "places" || columns[2] != "per[1]" || columns[4] != "per[3]" {
		t.Errorf("refused %v", columns)
	}
	if _, err := Scenarios(run, Question{}); len(fault.RowsOf(err)) != 1 {
		t.Errorf("a question without a key: %v", err)
	}
	list, err := Scenarios(run, Question{Persons: MostHeads, Places: 0, Pers: []int64{1, MostPer}})
	if err != nil || list[1].Posts != MostHeads*100 {
		t.Errorf("the bounds come to %+v, error %v", list, err)
	}
}

// Scaling the persons scales the posts, up to the rounding of each task.
func TestScenarioScales(t *testing.T) {
	run := tasked(t, 1000, []staffing.Key{key("support", 100, staffing.Persons, "all")}, nil)
	for _, n := range []unit.Headcount{0, 1, 68, 12_288, 999_999} {
		one, err := Scenarios(run, Question{Persons: n, Pers: []int64{136}})
		if err != nil {
			t.Fatal(err)
		}
		ten, err := Scenarios(run, Question{Persons: n * 10, Pers: []int64{136}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := ten[1].Posts - 10*one[1].Posts; diff < -50 || diff > 50 {
			t.Errorf("%d persons: %d, ten times as many: %d", n, one[1].Posts, ten[1].Posts)
		}
	}
}

func TestYearCostAddsUp(t *testing.T) {
	run := tasked(t, 1000, []staffing.Key{key("support", 100, staffing.Persons, "all"), key("house", 100, staffing.Places, "all")}, []plan.Price{price("support", 60_000_00)})
	for _, c := range []struct{ key, want string }{
		{"year_cost.support", "600.000,00\u00a0EUR"}, {"year_cost.house", "unbekannt"}, {"year_cost", "600.000,00\u00a0EUR"},
	} {
		d, err := Explain(run, c.key, period.MonthOf(2016, 5))
		if err != nil || d.Value.De != c.want || len(d.From) != 12 {
			t.Errorf("%s is %q of %d months, error %v", c.key, d.Value.De, len(d.From), err)
		}
	}
	ends := YearEnds(run)
	if len(ends) != 2 || ends[1].Last.Month != period.MonthOf(2017, 12) || ends[0].Complete || !ends[0].Priced || len(ends[0].Unknown) != 0 {
		t.Errorf("the years end with %+v", ends)
	}
	if s := Million(text.De, 12_449_999_99); s != "12,4\u00a0Mio. EUR" {
		t.Errorf("written as %q", s)
	}
}
