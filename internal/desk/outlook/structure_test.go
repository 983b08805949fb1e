// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/projection"
	. "planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// assumed makes a set of "item state to from area value" lines.
func assumed(t testing.TB, lines ...string) *projection.Set {
	t.Helper()
	s := &projection.Set{ID: "t"}
	for _, line := range lines {
		e := projection.Entry{Basis: figure.Assumed, Source: "test", Name: text.T("x", "x")}
		if _, err := fmt.Sscanf(strings.ReplaceAll(line, "-", "_"), "%s %s %s %d %s %g", &e.Item, &e.State, &e.To, &e.From, &e.Area, &e.Value); err != nil {
			t.Fatal(line, err)
		}
		for _, field := range []*string{&e.State, &e.To, (*string)(&e.Area)} {
			if *field == "_" {
				*field = ""
			}
		}
		s.Entries = append(s.Entries, e)
	}
	if problems := s.Check(); len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

func meanOf(d Demand, m period.Month) float64 {
	sum := 0
	list := month(d, m)
	for _, n := range list {
		sum += n
	}
	return float64(sum) / float64(len(list))
}

// TestLevelIsCounted: whatever is assumed of leaving, as many leave at the start as
// were counted; and where it does not hang on duration, all is as with one state.
func TestLevelIsCounted(t *testing.T) {
	k, _ := city(48, 5000, func(int) float64 { return 100 }, 0.02)
	w := Wish{To: first + 71, Seed: 1}
	plain := reckon(t, k, w)
	k.Assumed = assumed(t, "arrivals a - 0 - 100", "start a - 0 - 50", "start a - 12 - 50", "leave a - 0 - 0.1", "leave a - 12 - 9", "births - - 0 - 20")
	steep := reckon(t, k, w)
	if a, b := meanOf(plain, first+48), meanOf(steep, first+48); math.Abs(a-b) > 5 {
		t.Errorf("after a month %.1f with one state, %.1f with two durations", a, b)
	}
	k.Assumed = assumed(t, "arrivals a - 0 - 70", "arrivals b - 0 - 30", "start a - 0 - 40", "start b - 3 - 60", "leave a - 0 - 7", "leave b - 0 - 7", "move a b 6 - 10")
	even := reckon(t, k, w)
	for m := first + 48; m <= first+71; m += 6 {
		if a, b := meanOf(plain, m), meanOf(even, m); math.Abs(a-b) > 0.01*a {
			t.Errorf("%s: %.0f with one state, %.0f with two that leave alike", m, a, b)
		}
		sum := 0
		for _, g := range even.Structure.States {
			s, _ := g.At(even.First, m)
			sum += s.Median
		}
		if all, _ := even.All(m); math.Abs(float64(sum-all.Median)) > 0.02*float64(all.Median) {
			t.Errorf("%s: the states are %d together, all %d", m, sum, all.Median)
		}
	}
	w.OneState = true
	if left := reckon(t, k, w); left.Structure != nil || meanOf(left, first+60) != meanOf(plain, first+60) {
		t.Error("leaving the assumptions out is not the same as having none")
	}
}

// TestAgesAreCarriedAlong: where all are 2 years old and nobody comes or is born,
// after a year they are all 3, and after four they are 6.
func TestAgesAreCarriedAlong(t *testing.T) {
	k, _ := city(48, 2000, func(int) float64 { return 0 }, 0.01)
	k.Assumed = assumed(t, "arrivals a - 0 - 100", "start a - 0 - 100", "leave a - 0 - 1",
		"age_now - - 2 - 100", "age_now - - 3 - 0", "age_now - - 18 - 0", "age_new - - 0 - 100", "age_new - - 18 - 0")
	d := reckon(t, k, Wish{To: first + 48 + 54, Seed: 1, Paths: 200})
	at := func(key string, months int) (got, all [3]int) {
		g, ok := d.Structure.Age(key)
		if !ok {
			t.Fatal(key)
		}
		m := d.First + period.Month(months)
		s, _ := g.At(d.First, m)
		a, _ := d.All(m)
		return [3]int{s.Low, s.Median, s.High}, [3]int{a.Low, a.Median, a.High}
	}
	for key, months := range map[string]int{From3To6: 12, Under6: 30, School: 48} {
		// A few may come: the forecast of nobody is nearly nobody.
		if got, all := at(key, months); all[1]-got[1] > 5 || all[0]-got[0] > 5 || all[2]-got[2] > 5 || all[1] == 0 {
			t.Errorf("%s after %d months: %v of %v", key, months, got, all)
		}
	}
	for key, months := range map[string]int{Under3: 12, Under6: 48} {
		if got, _ := at(key, months); got[2] > 5 {
			t.Errorf("%s after %d months: %v", key, months, got)
		}
	}
}

// TestMovesOn: who must move on at once is in the other state after a month.
func TestMovesOn(t *testing.T) {
	k, _ := city(48, 2000, func(int) float64 { return 0 }, 0.01)
	k.Assumed = assumed(t, "arrivals a - 0 - 100", "arrivals b - 0 - 0", "start a - 0 - 100", "leave b - 0 - 1", "move a b 0 - 100")
	d := reckon(t, k, Wish{To: first + 59, Seed: 1, Paths: 100})
	for i, want := range []bool{false, true} {
		s, _ := d.Structure.States[i].At(d.First, d.First+3)
		if s.Median > 0 != want {
			t.Errorf("state %d: %+v", i, s)
		}
	}
}

// TestAreas: shares of all, whole persons, and small areas are told.
func TestAreas(t *testing.T) {
	k, _ := city(48, 5000, func(int) float64 { return 100 }, 0.02)
	k.Assumed = assumed(t, "arrivals a - 0 - 100", "start a - 0 - 100", "leave a - 0 - 2", "area - - 0 x/1 30", "area - - 0 x/2 70")
	d := reckon(t, k, Wish{To: first + 59, Seed: 1})
	list, err := d.Areas(t.Context(), first+59)
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	all, _ := d.All(first + 59)
	for i, share := range []float64{0.3, 0.7} {
		if got := float64(list[i].Persons.Median); math.Abs(got-share*float64(all.Median)) > 0.02*float64(all.Median) {
			t.Errorf("area %d: %v of %v", i, got, all.Median)
		}
	}
	if !list[0].OnlyShare(7999) || list[0].OnlyShare(8000) || !list[0].OnlyShare(0) {
		t.Error("which areas are small")
	}
}

// TestObservedStays: 2,000 made-up residents who leave as often as their hazard says,
// observed for 30 months: the import and the estimate find it within 5 %.
func TestObservedStays(t *testing.T) {
	hazard := func(m int) float64 {
		switch {
		case m < 6:
			return 0.01
		case m < 18:
			return 0.04
		}
		return 0.025
	}
	const residents, until = 2000, 30
	var b strings.Builder
	b.WriteString("observation,state,months,persons,left,known_from,source\n")
	there, owed := residents, 0.0
	for m := range until {
		owed += float64(there) * hazard(m)
		if left := int(owed + 0.5); left > 0 {
			fmt.Fprintf(&b, "probe,preliminary,%d,%d,yes,2015-11-01,Test\n", m, left)
			there, owed = there-left, owed-float64(left)
		}
	}
	fmt.Fprintf(&b, "probe,preliminary,%d,%d,no,2015-11-01,Test\n", until, there)
	c := citytest.Empty(t)
	c.Import(t, "stays.csv", b.String())
	c.Import(t, "projection.csv", "set,item,state,from,value,basis,known_from,source,name_de\n"+
		"s,arrivals,preliminary,,100,assumed,2015-01-01,Test,vorläufig\ns,start,preliminary,0,100,assumed,2015-01-01,Test,\n"+
		"s,leave,preliminary,0,2,assumed,2015-01-01,Test,\ns,leave,preliminary,6,2,assumed,2015-01-01,Test,\ns,leave,preliminary,18,3,assumed,2015-01-01,Test,\n")
	list, err := c.Outlook.Observations(t.Context(), period.Day(2015, 12, 1))
	if err != nil || len(list) != 1 || len(list[0].Rates) != 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	for i, want := range []float64{0.01, 0.04, 0.025} {
		r := list[0].Rates[i]
		if !r.Known || math.Abs(r.Monthly-want) > 0.05*want || r.Error <= 0 || r.Error > 0.2*want || r.Assumed != []float64{2, 2, 3}[i] {
			t.Errorf("piece %d: %+v, want %v", i, r, want)
		}
	}
	if list, err := c.Outlook.Observations(t.Context(), period.Day(2015, 10, 31)); err != nil || len(list) != 0 {
		t.Errorf("before they were known: %v, %v", list, err)
	}
}

// TestExampleComposition: the children of the example city come out near those that
// were counted: 584 under 3 and 481 from 3 to 6 in February 2016.
func TestExampleComposition(t *testing.T) {
	c := citytest.Example(t)
	day := period.Day(2016, 4, 30)
	d, err := c.Outlook.Composition(t.Context(), day)
	if err != nil || d.Structure == nil {
		t.Fatal(err)
	}
	for key, counted := range map[string]float64{Under3: 584, From3To6: 481} {
		g, _ := d.Structure.Age(key)
		if s, _ := g.At(d.First, d.First); math.Abs(float64(s.Median)-counted) > 0.15*counted {
			t.Errorf("%s: %+v, counted in February were %v", key, s, counted)
		}
	}
	for about, key := range map[string]string{AskAge: Under6, AskState: "follow_up", AskArea: "08111000/03"} {
		got, err := c.Outlook.DeriveStructure(t.Context(), about, key, period.MonthOf(2017, 4), day)
		if err != nil || got.Value.De == "" || len(got.From) < 3 {
			t.Errorf("%s %s: %+v, %v", about, key, got, err)
		}
		if _, err := c.Outlook.DeriveStructure(t.Context(), about, "x", period.MonthOf(2017, 4), day); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s x: %v", about, err)
		}
	}
	if set, err := c.Outlook.Assumed(t.Context(), period.Day(2014, 6, 13)); err != nil || set != nil {
		t.Errorf("before anything is assumed: %v, %v", set, err)
	}
}
