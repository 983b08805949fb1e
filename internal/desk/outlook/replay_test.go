// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"encoding/json"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/audience"
	"planraum/internal/city/job"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	noun "planraum/internal/city/warning"
	. "planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/method/fill"
	"planraum/internal/store/citytest"
)

// judgedPast is a past of counted months of which the last is filled, and norms of 90 %.
func judgedPast() (Past, []need.Utilisation) {
	from := period.MonthOf(2016, 1)
	p := Past{First: from, Counted: map[period.Month]bool{from: true, from + 1: true}}
	p.Stock = []fill.Estimate{{Persons: 900}, {Persons: 900}, {Persons: 990}, {Persons: 950.4, Error: 12}}
	p.Arrivals = make([]fill.Estimate, 3)
	return p, []need.Utilisation{{Share: unit.Percent(90, 0), ValidFrom: period.Day(2013, 1, 1), KnownFrom: period.Day(2013, 1, 1)}}
}

// keep is what was said on a day about the three months after it.
func keep(day period.Date, usable int, classes ...noun.Class) noun.Kept {
	k := noun.Kept{AsOf: day, Classes: classes}
	for i := range period.Month(3) {
		k.Months = append(k.Months, noun.Month{Month: period.MonthOf(2016, 1) + i, Usable: usable, Persons: noun.Spread{Low: 910, Median: 950, High: 1000}})
	}
	return k
}

func class(kind accommodation.Kind, opens period.Month, probability float64) noun.Class {
	c := noun.Class{Opens: opens, Probability: probability, Warned: probability >= 0.5}
	c.Kind = kind
	c.Typical = map[accommodation.Kind]int{accommodation.Hall: 5, accommodation.Container: 30, accommodation.Hotel: 80, accommodation.SolidBuilding: 240}[kind]
	return c
}

// TestEachLeadOnce: kinds of the same lead time say the same of the same month: they
// are one case, that names them all.
func TestEachLeadOnce(t *testing.T) {
	past, norms := judgedPast()
	feb := period.MonthOf(2016, 2)
	rented := class("rented", feb, 0.8)
	rented.Typical = 80
	got, err := Judge([]noun.Kept{keep(period.Day(2016, 1, 15), 1099, class(accommodation.Hotel, feb, 0.8), class(accommodation.Container, feb, 0.7), rented)}, past, norms)
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if kinds := got[0].Kinds(); len(kinds) != 2 || kinds[0] != accommodation.Hotel || kinds[1] != "rented" || got[0].Lead != 80 || got[1].Lead != 30 {
		t.Errorf("%+v", got)
	}
	leads := Leads(got)
	if len(leads) != 2 || leads[0].Lead != 30 || leads[1].Number != 1 || len(leads[1].Kinds) != 2 {
		t.Errorf("%+v", leads)
	}
}

// TestBesideNaive: by hand. At 3 months the warnings are better than both, at 15 better
// than the naive warning and worse than the mean, at 24 worse than both; the answer
// says so. Where a case has no naive warning nothing is said of it.
func TestBesideNaive(t *testing.T) {
	yes, no := true, false
	at := func(lead int, p float64, short bool, stays *bool) Judged {
		return Judged{Lead: lead, Probability: p, Short: short, Stays: stays, Warned: p >= 0.5}
	}
	list := []Judged{
		at(30, 0.9, true, &no), at(30, 0.1, false, &no), // 0.01; naive 0.5; mean 0.25
		at(150, 0.6, false, &yes), at(150, 0.6, true, &no), // 0.26; naive 1; mean 0.25
		at(240, 0.9, false, &no), at(240, 0.1, true, &yes), // 0.81; naive 0; mean 0.25
	}
	leads := Leads(list)
	for i, want := range []struct{ brier, naive float64 }{{0.01, 0.5}, {0.26, 1}, {0.81, 0}} {
		if l := leads[i]; math.Abs(l.Brier-want.brier) > 1e-12 || l.Naive == nil || *l.Naive != want.naive || l.Always != 0.25 {
			t.Errorf("%d: %+v", l.Lead, l)
		}
	}
	r := Report{Judged: list, Reliability: Reliable(list), Leads: leads}
	want := "bei 3 Monaten Vorlauf besser als beide; bei 15 Monaten Vorlauf besser als die bloße Fortschreibung, aber nicht besser als der Mittelwert; bei 24 Monaten Vorlauf nicht besser als beide."
	if got := r.Answer().De; !strings.HasSuffix(got, want) {
		t.Errorf("%q", got)
	}
	list[0].Stays = nil
	if r.Leads = Leads(list); r.Leads[0].Naive != nil || strings.Contains(r.Answer().De, "Fortschreibung") {
		t.Errorf("%+v: %q", r.Leads[0], r.Answer().De)
	}
}

// TestStays: the naive warning carries the last known stock on: in a city that grows by
// 50 a month it is silent until the last place is taken, and the warning is not.
func TestStays(t *testing.T) {
	c := growing(t, 1000, 50, 40, 2600)
	o, err := c.Outlook.Look(t.Context(), (first + 27).Last(), Wish{Seed: DefaultSeed, Paths: 40}) // 2,400 live there
	if err != nil {
		t.Fatal(err)
	}
	k, err := o.Kept()
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range k.Classes {
		if one.Stays == nil || *one.Stays {
			t.Errorf("%s: 2,400 persons in 2,600 places: %v", one.Kind, one.Stays)
		}
	}
	if o, err = c.Outlook.Look(t.Context(), (first + 33).Last(), Wish{Seed: DefaultSeed, Paths: 40}); err != nil { // 2,700
		t.Fatal(err)
	}
	if k, err = o.Kept(); err != nil || k.Classes[0].Stays == nil || !*k.Classes[0].Stays {
		t.Errorf("2,700 persons in 2,600 places: %+v, %v", k.Classes, err)
	}
}

// TestJudge: 990 persons need 1,100 places at 90 %. With 1,099 planned they are short,
// with 1,100 they are not; months of which nothing is known, and those beyond what
// was said, are not judged.
func TestJudge(t *testing.T) {
	past, norms := judgedPast()
	feb, mar := period.MonthOf(2016, 2), period.MonthOf(2016, 3)
	day := period.Day(2016, 1, 15)
	beyond := class(accommodation.SolidBuilding, feb, 0.7)
	beyond.Beyond = true
	got, err := Judge([]noun.Kept{
		keep(day, 1099, class(accommodation.Container, feb, 0.8), class(accommodation.Hall, feb+2, 0.8), beyond, class(accommodation.Hotel, mar, 0.2)),
		keep(day.AddDays(31), 1100, class(accommodation.Container, feb, 0.6)),
		{AsOf: day}, // nothing could be said
	}, past, norms)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 {
		t.Fatalf("%d judged: %+v", len(got), got)
	}
	hit, quiet, false1 := got[0], got[1], got[2]
	if !hit.Short || !hit.Warned || hit.Came != 990 || hit.Needed != 1100 || !hit.Counted || !hit.Inside {
		t.Errorf("990 persons, 1,099 places: %+v", hit)
	}
	// 950 persons need 1,056 places, 1,099 were planned; nobody counted them.
	if quiet.Short || quiet.Counted || quiet.Came != 950 || quiet.CameError != 12 || quiet.Needed != 1056 {
		t.Errorf("950 persons, 1,099 places: %+v", quiet)
	}
	if false1.Short || !false1.Warned {
		t.Errorf("990 persons, 1,100 places: %+v", false1)
	}
	if _, err := Judge([]noun.Kept{keep(day, 1, class(accommodation.Hall, feb, 1))}, past, nil); fault.KindOf(err) != fault.NotFound {
		t.Errorf("without a norm: %v", err)
	}
}

// TestCounted: a count of the last day of a month is what came, even where the
// account cannot keep it; a month whose count contradicts others is not counted.
func TestCounted(t *testing.T) {
	past, _ := judgedPast()
	jan := past.First
	past.Exact = map[period.Month]fill.Estimate{jan: {Persons: 912, Error: 0.5}}
	past.Contradicting = []Contradiction{{Of: Persons, First: jan, Last: jan}, {Of: Persons, First: jan + 1, Last: jan + 1}, {Of: Departures, First: jan + 2, Last: jan + 2}}
	if s, counted, ok := past.At(jan); s.Persons != 912 || !counted || !ok {
		t.Errorf("the count of the day: %v %v %v", s, counted, ok)
	}
	if s, counted, ok := past.At(jan + 1); s.Persons != 990 || counted || !ok {
		t.Errorf("a contradicting count near the day: %v %v %v", s, counted, ok)
	}
	if _, _, ok := past.At(jan + 3); ok {
		t.Error("a month after the last is known")
	}
	if _, _, ok := past.At(jan - 2); ok {
		t.Error("a month before the first is known")
	}
}

// TestReliable: four cases by hand.
func TestReliable(t *testing.T) {
	list := []Judged{
		{Probability: 1, Warned: true, Short: true, Inside: true},
		{Probability: 0.9, Warned: true, Inside: true},
		{Probability: 0.1, Short: true},
		{Probability: 0, Inside: true},
	}
	r := Reliable(list)
	if r.Hits != 1 || r.FalseAlarms != 1 || r.Missed != 1 || r.Quiet != 1 || r.Number != 4 {
		t.Errorf("%+v", r)
	}
	if want := (0 + 0.81 + 0.81 + 0) / 4; math.Abs(r.Brier-want) > 1e-12 {
		t.Errorf("Brier %v, want %v", r.Brier, want)
	}
	if r.Always != 0.25 || r.Inside != 0.75 {
		t.Errorf("always %v, inside %v", r.Always, r.Inside)
	}
	last, first := r.Bins[4], r.Bins[0]
	if len(r.Bins) != 5 || last.Number != 2 || math.Abs(last.Said-0.95) > 1e-12 || last.Came != 0.5 || first.Number != 2 || first.Came != 0.5 || r.Bins[2].Number != 0 {
		t.Errorf("%+v", r.Bins)
	}
	if empty := Reliable(nil); empty.Number != 0 || math.IsNaN(empty.Brier) || len(empty.Bins) != 5 {
		t.Errorf("%+v", empty)
	}
}

// TestRefusedMonths: each fault of the months has its own sentence.
func TestRefusedMonths(t *testing.T) {
	c := citytest.Empty(t)
	m, asOf := period.MonthOf(2016, 6), period.Day(2020, 1, 1)
	for _, wrong := range []struct {
		from, to period.Month
		say      string
	}{
		{m + 1, m, "liegt nach dem letzten"},
		{m - 120, m, "höchstens 120 Monate"},
		{m, period.MonthOf(2020, 1), "endet nach dem Stand"},
	} {
		_, err := c.Outlook.Replay(t.Context(), wrong.from, wrong.to, asOf, nil)
		if say := fault.SayOf(err).De; fault.KindOf(err) != fault.Invalid || !strings.Contains(say, wrong.say) || strings.Count(say, ".") != 1+2*strings.Count(say, "01.01.2020") {
			t.Errorf("%s to %s: %v %q", wrong.from, wrong.to, fault.KindOf(err), say)
		}
	}
	if err := CheckReplay(m-119, m, asOf); err != nil {
		t.Errorf("120 months: %v", err)
	}
}

// TestNoStock: a replay over a city without a stock says so for each month, and
// judges nothing.
func TestNoStock(t *testing.T) {
	c := citytest.Empty(t)
	steps := 0
	r, err := c.Outlook.Rehearse(t.Context(), first, first+5, period.Day(2020, 1, 1), func(done, total int) { steps = done*100 + total })
	if err != nil || steps != 606 {
		t.Fatal(err, steps)
	}
	for _, s := range r.Steps {
		if s.Unknown == nil || !strings.Contains(s.Unknown.De, "kein Bestand") {
			t.Errorf("%s: %+v", s.AsOf, s.Unknown)
		}
	}
	if len(r.Steps) != 6 || len(r.Judged) != 0 || !strings.Contains(r.Answer().De, "ließ sich etwas sagen") {
		t.Errorf("%d steps, %d judged, %q", len(r.Steps), len(r.Judged), r.Answer().De)
	}
	for _, table := range r.Tables() {
		if len(table.Rows) == 0 && table.Empty.De == "" {
			t.Errorf("%s is empty and does not say why", table.ID)
		}
	}
	r.Pictures("de")
}

// growing is a city on a database that counts each month: so many arrive, nobody
// leaves, and so many places at a norm of 100 % so that persons are places.
func growing(t *testing.T, start, monthly, months, places int) *citytest.City {
	t.Helper()
	c := citytest.Empty(t)
	c.Import(t, "areas.csv", "edition,edition_valid_from,level,id,number,name,parent,lon,lat,area_km2,source\nmuster,2013-01-01,city,99999000,0,Musterstadt,,9.1,48.7,100,Annahme\n")
	c.Import(t, "groups.csv", "id,name_de,name_en\nall,alle,all\n")
	c.Import(t, "indicators.csv", "code,name_de,name_en,unit_de,unit_en,decimals,kind\n"+
		Persons+",Personen,persons,Personen,persons,0,stock\n"+Arrivals+",Zugänge,arrivals,Personen,persons,0,flow\n"+
		Departures+",Abgänge,departures,Personen,persons,0,flow\n"+Corrections+",Bereinigungen,corrections,Personen,persons,0,flow\n")
	var b strings.Builder
	b.WriteString("indicator,area,group,period,value,basis,known_from,source\n")
	for i := range months {
		m := first + period.Month(i)
		known := m.Last()
		row := func(indicator, when string, n int) {
			fmt.Fprintf(&b, "%s,99999000,all,%s,%d,counted,%s,Zählung\n", indicator, when, n, known)
		}
		row(Persons, m.Last().String(), start+monthly*(i+1))
		row(Arrivals, m.String(), monthly)
		row(Departures, m.String(), 0)
	}
	c.Import(t, "figures.csv", b.String())
	c.Import(t, "utilisation.csv", "percent,valid_from,known_from,status,source\n100,2013-01-01,2013-01-01,practice,Annahme\n")
	c.Import(t, "lead_times.csv", "kind,low,typical,high,quality,observed,valid_from,known_from,source\n"+
		"container,2,3,4,assumption,,2013-01-01,2013-01-01,Annahme\nsystem_building,6,8,10,assumption,,2013-01-01,2013-01-01,Annahme\n")
	c.Import(t, "sites.csv", "id,name,area,kind,certainty,opening,opening_basis,opening_rule,end,end_basis,end_reason,end_rule,places,blocked,reserve,cost_eur,package,paper,basis,known_from,withdrawn,note,source\n"+
		fmt.Sprintf("a,Haus A,99999000,container,in_operation,2013-01-01,assumed,Annahme,,,,,%d,0,0,,,,assumed,2013-01-01,no,,Annahme\n", places))
	return c
}

// TestWarnsInTime: a city grows by 50 persons a month, counted each month; nobody
// leaves. Its 3,000 places are full in a month that is known beforehand. What opens in
// 3 months is warned of 3 months before, what opens in 8 months 8 months before, each
// within a month of what is right, and never long before.
func TestWarnsInTime(t *testing.T) {
	const start, monthly, months, places = 1000, 50, 60, 3000
	c := growing(t, start, monthly, months, places)
	full := first + (places-start)/monthly // its end is the first with more than 3,000
	if start+monthly*int(full-first+1) <= places || start+monthly*int(full-first) > places {
		t.Fatal("the month is not the first")
	}
	replay, err := c.Outlook.Replay(t.Context(), full-16, full+2, period.Day(2020, 1, 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	warned := map[accommodation.Kind]period.Month{}
	for _, s := range replay.Steps {
		if s.Unknown != nil {
			t.Fatal(s.Unknown)
		}
		for _, k := range s.Classes {
			if _, ok := warned[k.Kind]; !ok && k.Warned {
				warned[k.Kind] = s.AsOf.Month()
				if by := k.Opens - full; by < -1 || by > 1 {
					t.Errorf("%s: first warned on %s for %s; places are missing from %s on", k.Kind, s.AsOf, k.Opens, full)
				}
			}
		}
	}
	if len(warned) != 2 || warned[accommodation.SystemBuilding] >= warned[accommodation.Container] {
		t.Errorf("warned: %v", warned)
	}
	r := Reliable(replay.Judged)
	if r.Missed > 2 || r.FalseAlarms > 2 || r.Hits < 8 || r.Brier > r.Always/2 {
		t.Errorf("%+v", r)
	}
	for _, j := range replay.Judged {
		if off := abs(j.Persons.Median - j.Came); off*100 > j.Came {
			t.Errorf("%s for %s: median %d, %d came", j.AsOf, j.Opens, j.Persons.Median, j.Came)
		}
	}
}

func abs(n int) int { return max(n, -n) }

// TestReplayCores: the same replay gives the same bytes on one core and on two.
func TestReplayCores(t *testing.T) {
	c := growing(t, 1000, 40, 40, 2600)
	write := func() string {
		r, err := c.Outlook.Rehearse(t.Context(), first+24, first+35, period.Day(2020, 1, 1), nil)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	two := write()
	runtime.GOMAXPROCS(1)
	if one := write(); one != two {
		t.Error(differ(two, one))
	}
}

// TestKeptReplay: a replay that was kept is found again by those who may see as much,
// is fresh until something is added, and gives way to a newer one of the same months.
func TestKeptReplay(t *testing.T) {
	c := growing(t, 1000, 40, 40, 2600)
	asOf := period.Day(2020, 1, 1)
	released := audience.With(t.Context(), audience.Lens{Audience: audience.Office, Released: true})
	if _, _, ok, err := c.Outlook.Newest(t.Context(), asOf); ok || err != nil {
		t.Fatal(ok, err)
	}
	result, err := runReplay(t, c, first+24, first+26, asOf)
	if err != nil || !strings.Contains(result, "answer") {
		t.Fatal(result, err)
	}
	r, fresh, ok, err := c.Outlook.Newest(t.Context(), asOf)
	if err != nil || !ok || !fresh || len(r.Steps) != 3 || r.By != "Amt" || r.MadeOn.IsZero() {
		t.Fatalf("%v %v %v: %d steps by %s", err, ok, fresh, len(r.Steps), r.By)
	}
	if _, _, ok, _ := c.Outlook.Newest(t.Context(), asOf.AddDays(-1)); ok {
		t.Error("it is shown before the day whose knowledge it has")
	}
	if _, _, ok, _ := c.Outlook.Newest(released, asOf); ok {
		t.Error("whoever sees released figures only is shown what rests on others")
	}
	c.Import(t, "figures.csv", "indicator,area,group,period,value,basis,known_from,source\n"+Arrivals+",99999000,all,2016-06,77,counted,2016-07-14,Zählung\n")
	if _, fresh, _, _ := c.Outlook.Newest(t.Context(), asOf); fresh {
		t.Error("a new figure is not noticed")
	}
	if _, err := runReplay(t, c, first+24, first+26, asOf); err != nil {
		t.Fatal(err)
	}
	if _, fresh, ok, err := c.Outlook.Newest(t.Context(), asOf); !fresh || !ok || err != nil {
		t.Errorf("the newer one is not taken: %v %v %v", fresh, ok, err)
	}
}

// runReplay works an order as a worker would.
func runReplay(t *testing.T, c *citytest.City, from, to period.Month, asOf period.Date) (string, error) {
	t.Helper()
	order, err := ReplayOrder(from, to, asOf, "Amt")
	if err != nil {
		t.Fatal(err)
	}
	result, err := c.Outlook.ReplayWork().Run(t.Context(), job.Task{By: order.By, Args: order.Args, Report: func(int64, int64) {}})
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(result)
	return string(b), err
}
