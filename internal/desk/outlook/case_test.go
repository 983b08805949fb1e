// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
	. "planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
)

// onBoth runs a test on both databases.
func onBoth(t *testing.T, test func(t *testing.T, c *citytest.City)) {
	t.Run("SQLite", func(t *testing.T) { test(t, citytest.Empty(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, citytest.Open(t, pgtest.Start(t))) })
}

func surge(id string, weight int, day period.Date) scenario.Scenario {
	factor, months := scenario.Certain(2), scenario.Certain(3)
	return scenario.Scenario{ID: id, Name: strings.ToUpper(id), Author: "Sozialplanung", On: day, Weight: weight, Parts: []scenario.Part{
		{Kind: scenario.Surge, From: day.Month() + 1, Factor: &factor, Months: &months, Down: 2},
	}}
}

func change(base int64, day period.Date) Change {
	return Change{Base: base, Day: day, Today: day, By: "Sozialplanung", Now: citytest.Now}
}

// TestScenarioRegister: versions are added and never overwritten; each day shows what
// was known then; of two who change the same version the second is told.
func TestScenarioRegister(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		ctx, d := t.Context(), c.Outlook
		may, june, july := period.Day(2015, 5, 1), period.Day(2015, 6, 1), period.Day(2015, 7, 1)
		if _, err := d.SaveScenario(ctx, surge("a", 30, may), change(0, may)); err != nil {
			t.Fatal(err)
		}
		old, err := d.Scenario(ctx, "a", june)
		if err != nil || old.KnownFrom != may {
			t.Fatal(old, err)
		}
		next := surge("a", 20, may) // its day is not moved, but it is changed in June
		if _, err := d.SaveScenario(ctx, next, change(old.Version, june)); err != nil {
			t.Fatal(err)
		}
		for day, weight := range map[period.Date]int{may: 30, period.Day(2015, 5, 31): 30, june: 20, july: 20} {
			if s, err := d.Scenario(ctx, "a", day); err != nil || s.Weight != weight {
				t.Errorf("on %s its weight is %d, %v; want %d", day, s.Weight, err, weight)
			}
		}
		for what, base := range map[string]int64{"over a newer version": old.Version, "a new one of the same name": 0} {
			if _, err := d.SaveScenario(ctx, next, change(base, june)); fault.KindOf(err) != fault.Conflict {
				t.Errorf("saving %s: %v", what, err)
			}
		}
		now, _ := d.Scenario(ctx, "a", june)
		if err := d.WithdrawScenario(ctx, "a", change(now.Version, july)); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Scenario(ctx, "a", july); fault.KindOf(err) != fault.NotFound {
			t.Errorf("withdrawn: %v", err)
		}
		if s, err := d.Scenario(ctx, "a", june); err != nil || s.Weight != 20 {
			t.Errorf("before it was withdrawn: %+v, %v", s, err)
		}
		if history, err := d.ScenarioHistory(ctx, "a", july); err != nil || len(history) != 3 || !history[2].Withdrawn {
			t.Errorf("history %+v, %v", history, err)
		}
		if _, err := d.SaveScenario(ctx, surge("a", 10, july), change(0, july)); err != nil {
			t.Errorf("the name of a withdrawn one: %v", err)
		}
	})
}

// TestScenarioTypedToday: what is typed today under an old as-of date is known from today
// on, whatever day its author gives it; a day to come is refused.
func TestScenarioTypedToday(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		long, today := period.Day(2015, 11, 27), citytest.Today()
		saved, err := c.Outlook.SaveScenario(t.Context(), surge("a", 30, long), Change{Day: long, By: "Sozialplanung", Now: citytest.Now})
		if err != nil || saved.KnownFrom != today || saved.On != long {
			t.Fatalf("known from %s, assumed on %s: %v", saved.KnownFrom, saved.On, err)
		}
		for _, day := range []period.Date{long, today.AddDays(-1)} {
			if list, err := c.Outlook.Scenarios(t.Context(), day); err != nil || len(list) != 0 {
				t.Errorf("on %s %v is known already, %v", day, list, err)
			}
		}
		if list, err := c.Outlook.Scenarios(t.Context(), today); err != nil || len(list) != 1 {
			t.Errorf("today %v, %v", list, err)
		}
		_, err = c.Outlook.SaveScenario(t.Context(), surge("b", 0, today.AddDays(1)), Change{Day: today.AddDays(30), By: "Sozialplanung", Now: citytest.Now})
		if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Column != "on" {
			t.Errorf("assumed tomorrow: %v", rows)
		}
	})
}

// TestScenarioOfTheSameName: two scenarios of one name could not be told apart; parts of a
// place are none.
func TestScenarioOfTheSameName(t *testing.T) {
	c, day := citytest.Empty(t), period.Day(2015, 5, 1)
	if _, err := c.Outlook.SaveScenario(t.Context(), surge("a", 0, day), change(0, day)); err != nil {
		t.Fatal(err)
	}
	half := scenario.Certain(12.5)
	same := surge("b", 0, day)
	same.Name, same.Parts = " a", []scenario.Part{{Kind: scenario.Loss, From: day.Month() + 1, Persons: &half}}
	_, err := c.Outlook.SaveScenario(t.Context(), same, change(0, day))
	var columns []string
	for _, r := range fault.RowsOf(err) {
		columns = append(columns, r.Column)
	}
	if len(columns) != 2 || columns[0] != "parts[0].persons" || columns[1] != "name" {
		t.Errorf("%v, %v", columns, err)
	}
}

// TestScenarioAtOnce: of several planners who change the same version at once exactly
// one is served.
func TestScenarioAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		day := period.Day(2015, 5, 1)
		var group sync.WaitGroup
		errs := make([]error, 6)
		for i := range errs {
			group.Go(func() { _, errs[i] = c.Outlook.SaveScenario(t.Context(), surge("a", 1+i, day), change(0, day)) })
		}
		group.Wait()
		served := 0
		for _, err := range errs {
			if err == nil {
				served++
			} else if fault.KindOf(err) != fault.Conflict {
				t.Error(err)
			}
		}
		if served != 1 {
			t.Errorf("%d were served", served)
		}
	})
}

// TestScenarioFaults: all that contradicts is named at once, and nothing is stored.
func TestScenarioFaults(t *testing.T) {
	c := citytest.Empty(t)
	day := period.Day(2015, 5, 1)
	if _, err := c.Outlook.SaveScenario(t.Context(), surge("a", 60, day), change(0, day)); err != nil {
		t.Fatal(err)
	}
	bad := surge("mixture", 41, day)
	bad.Author, bad.Parts[0].Months, bad.Parts[0].From = " ", nil, 0
	before := c.Position(t)
	_, err := c.Outlook.SaveScenario(t.Context(), bad, change(0, day))
	if fault.KindOf(err) != fault.Invalid {
		t.Fatal(err)
	}
	columns := map[string]string{}
	for _, r := range fault.RowsOf(err) {
		columns[r.Column] = r.Expected.De
	}
	for _, want := range []string{"author", "parts[0].from", "parts[0].months", "id", "weight"} {
		if columns[want] == "" {
			t.Errorf("no fault at %s: %v", want, columns)
		}
	}
	if !strings.Contains(columns["weight"], "höchstens 40 Prozent") || !strings.Contains(columns["weight"], "A: 60 %") {
		t.Errorf("the weight: %q", columns["weight"])
	}
	if c.Position(t) != before {
		t.Error("a refused scenario left something behind")
	}
	if _, err := c.Outlook.SaveScenario(t.Context(), surge("b", 40, day), change(0, day)); err != nil {
		t.Errorf("100 %% together: %v", err)
	}
}

func bytesOf(t *testing.T, what any, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(what)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestLaterChangesNothing: what becomes known after a day changes nothing of what is
// said as of that day, by no byte.
func TestLaterChangesNothing(t *testing.T) {
	c := citytest.Example(t)
	ctx, day, later := t.Context(), period.Day(2015, 11, 27), period.Day(2015, 11, 28)
	ask := func() string {
		cases, err := c.Outlook.Cases(ctx, day)
		all := bytesOf(t, cases, err)
		demand, err := c.Outlook.Composition(ctx, day)
		return all + bytesOf(t, demand, err)
	}
	before := ask()
	if _, err := c.Outlook.SaveScenario(ctx, surge("neues", 50, later), change(0, later)); err != nil {
		t.Fatal(err)
	}
	s, err := c.Outlook.Scenario(ctx, "anstieg-haelt-an", later)
	if err != nil {
		t.Fatal(err)
	}
	s.Weight, s.Parts = 5, surge("x", 0, later).Parts
	if _, err := c.Outlook.SaveScenario(ctx, s.Scenario, change(s.Version, later)); err != nil {
		t.Fatal(err)
	}
	if s, err = c.Outlook.Scenario(ctx, "weniger-ab-april", later); err != nil {
		t.Fatal(err)
	}
	if err := c.Outlook.WithdrawScenario(ctx, s.ID, change(s.Version, later)); err != nil {
		t.Fatal(err)
	}
	c.Import(t, "spaeter.csv", "set,item,state,from,value,basis,known_from,source,name_de\n"+
		"spaeter,arrivals,alle,,100,assumed,2015-11-28,Test,alle\nspaeter,start,alle,0,100,assumed,2015-11-28,Test,\nspaeter,leave,alle,0,50,assumed,2015-11-28,Test,\n")
	if ask() != before {
		t.Error("what was said as of a day changed by what became known after it")
	}
	if set, err := c.Outlook.Assumed(ctx, later); err != nil || set.ID != "spaeter" {
		t.Errorf("the day after %v is assumed, %v", set, err)
	}
}

// TestLoss: lost places change nobody's arrival: in every month the places needed are
// those of the baseline and the lost ones, and the probability never falls.
func TestLoss(t *testing.T) {
	c := citytest.Example(t)
	day := period.Day(2017, 6, 30)
	lost := scenario.Certain(700)
	cases, err := c.Outlook.TryScenario(t.Context(), scenario.Scenario{ID: "x", Name: "X", Author: "A", On: day, Parts: []scenario.Part{{Kind: scenario.Loss, From: day.Month() + 6, Persons: &lost}}}, day)
	if err != nil {
		t.Fatal(err)
	}
	base, one := cases.Baseline, cases.List[0]
	for i, a := range base.Line() {
		b, more := one.Line()[i], 700
		if a.Month < day.Month()+6 {
			more = 0
		}
		if b.Median != a.Median+more || b.Low95 != a.Low95+more || b.High80 != a.High80+more {
			t.Fatalf("%s: %+v needed, the baseline %+v", a.Month, b, a)
		}
		if one.Months[i].Probability < base.Months[i].Probability {
			t.Errorf("%s: less probable with fewer places", a.Month)
		}
	}
	if one.Name.De != "X" || one.Stored == nil || cases.Mixture != nil {
		t.Errorf("what is tried: %+v", one.Name)
	}
}

// TestOver: what the figures have reached is not laid over them a second time.
func TestOver(t *testing.T) {
	c := citytest.Example(t)
	cases, err := c.Outlook.Cases(t.Context(), period.Day(2017, 2, 28))
	if err != nil {
		t.Fatal(err)
	}
	over := 0
	for _, one := range cases.List {
		if one.Over {
			over++
		}
	}
	if _, ok := cases.Case("weniger-ab-april"); ok || over != 4 || len(cases.All()) != 2 || cases.Mixture != nil {
		t.Errorf("%d of %d are over", over, len(cases.List))
	}
	if m, _, ok := cases.List[4].First(); !ok || m < period.MonthOf(2017, 3) || (cases.Baseline.Warned != nil && *cases.Baseline.Warned <= m) {
		t.Errorf("a surge as in 2015 makes places short from %s (%t), without it %v", m, ok, cases.Baseline.Warned)
	}
}

// TestMixture: the mixture of paths lies between its parts, and its probability is
// about the weighted mean of theirs.
func TestMixture(t *testing.T) {
	c := citytest.Example(t)
	day := period.Day(2015, 11, 27)
	cases, err := c.Outlook.Cases(t.Context(), day)
	if err != nil || cases.Mixture == nil {
		t.Fatal(err)
	}
	if want := "Mischung: 50 % wie bisher, 30 % Anstieg hält an (erfunden), 20 % Ab April 2016 kommen weniger (erfunden)"; cases.Mixture.Name.De != want {
		t.Errorf("called %q", cases.Mixture.Name.De)
	}
	up, _ := cases.Case("anstieg-haelt-an")
	down, _ := cases.Case("weniger-ab-april")
	for i, o := range cases.Mixture.Months {
		mean := 0.5*cases.Baseline.Months[i].Probability + 0.3*up.Months[i].Probability + 0.2*down.Months[i].Probability
		if d := o.Probability - mean; d < -0.05 || d > 0.05 {
			t.Errorf("%s: probability %.3f, the parts' mean %.3f", o.Month, o.Probability, mean)
		}
	}
	// Weights that came in by files may be too much together: then nothing is mixed.
	c.Import(t, "mehr.csv", "id,name,kind,from,persons,author,on,known_from,weight,source\nmehr,Mehr,loss,2016-01,10,Amt,2015-11-20,2015-11-20,60,Test\n")
	if cases, err = c.Outlook.Cases(t.Context(), day); err != nil || cases.Mixture != nil || cases.TooMuch != 110 {
		t.Errorf("weights of 110 %%: %v, %d, %v", cases.Mixture != nil, cases.TooMuch, err)
	}
}

// TestDeriveCase: every number of a case can be asked, down to figures.
func TestDeriveCase(t *testing.T) {
	c := citytest.Example(t)
	day := period.Day(2015, 11, 27)
	for _, id := range []string{Baseline, Mixture, "familiennachzug"} {
		for _, item := range []string{AskPersons, AskMissing, AskProbability} {
			d, err := c.Outlook.DeriveCase(t.Context(), id, item, period.MonthOf(2016, 11), day)
			if err != nil || d.Value.De == "" || d.Value.En == "" || d.Rule.De == "" || len(d.From) == 0 || len(d.From[len(d.From)-1].From) < 3 {
				t.Errorf("%s %s: %+v, %v", id, item, d, err)
			}
		}
	}
	for _, id := range []string{"gibt-es-nicht", Baseline} {
		if _, err := c.Outlook.DeriveCase(t.Context(), id, "x", period.MonthOf(2016, 11), day); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// TestMorePlacesThanThereAre: places that do not exist cannot be lost, and two assumptions
// together take no more than there is. The example city has 6,747 usable places at the end of March 2016, as known on that day.
func TestMorePlacesThanThereAre(t *testing.T) {
	c := citytest.Example(t)
	day := period.Day(2015, 12, 1)
	loss := func(months []period.Month, most ...float64) scenario.Scenario {
		s := surge("verlust", 0, day)
		s.Parts = nil
		for i, n := range most {
			r := scenario.Certain(n)
			s.Parts = append(s.Parts, scenario.Part{Kind: scenario.Loss, From: months[i], Persons: &r})
		}
		return s
	}
	march, june := period.MonthOf(2016, 3), period.MonthOf(2016, 6)
	faults := func(s scenario.Scenario) map[string]string {
		rows, err := c.Outlook.ScenarioFaults(t.Context(), s, change(0, day))
		if err != nil {
			t.Fatal(err)
		}
		columns := map[string]string{}
		for _, r := range rows {
			columns[r.Column] = r.File + ": " + r.Value + ": " + r.Expected.De
		}
		return columns
	}
	if got := faults(loss([]period.Month{march}, 500)); len(got) != 0 {
		t.Errorf("500: %v", got)
	}
	got := faults(loss([]period.Month{march}, 1e6))
	if !strings.HasPrefix(got["parts[0].persons"], "VERLUST: 1000000 | 1000000 | 1000000: höchstens ") {
		t.Errorf("a million: %v", got)
	}
	got = faults(loss([]period.Month{june, march}, 4000, 4000))
	if len(got) != 1 || !strings.Contains(got["parts[0].persons"], "andere Annahmen nehmen schon 4.000 weg") {
		t.Errorf("4,000 and 4,000: %v", got)
	}
}
