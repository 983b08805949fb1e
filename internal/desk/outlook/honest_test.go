// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"strings"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	noun "planraum/internal/city/warning"
	. "planraum/internal/desk/outlook"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/text"
)

// unset is a site whose opening nobody has set.
func unset(id string, places int, from period.Date) accommodation.Site {
	s := home(id, places, from, period.Date{})
	s.Opening.Basis = figure.Assumed
	return s
}

// TestAssumedDays: all 100 paths need 1,000 places, 901 to 1,000 of them by rising path.
// 800 are there; 150 more open on an assumed day after March, 50 on one before. In March
// 850 are counted and 150 are left out: with them 1,000 suffice, so that none lacks any.
func TestAssumedDays(t *testing.T) {
	sites := []accommodation.Site{home("a", 800, long, period.Date{}), unset("b", 150, period.Day(2016, 4, 15)), unset("c", 50, period.Day(2016, 2, 15))}
	o := hand(t, 12, func(_, p int) int { return 901 + p }, sites, 50)
	march := period.MonthOf(2016, 3)
	a, ok := o.AssumedDays(march)
	if m, _ := o.At(march); !ok || m.Probability != 1 || a.Counted != 50 || a.Left != 150 || a.Sites != 2 || a.Probability != 0 {
		t.Errorf("%+v, %v; %v", a, ok, m.Probability)
	}
	if a, _ := o.AssumedDays(period.MonthOf(2016, 5)); a.Counted != 200 || a.Left != 0 {
		t.Errorf("once both are open: %+v", a)
	}
	o = hand(t, 12, func(_, p int) int { return 901 + p }, []accommodation.Site{home("a", 800, long, period.Date{}), home("b", 150, period.Day(2016, 4, 15), period.Date{})}, 50)
	if a, ok := o.AssumedDays(march); ok {
		t.Errorf("a day that was reported is taken as assumed: %+v", a)
	}
	if said := plain(o.Headline().De); strings.Contains(said, "angenommen") {
		t.Errorf("%q", said)
	}
	ends := home("d", 300, long, period.Day(2016, 3, 1))
	ends.End.Basis = figure.Assumed
	o = hand(t, 12, func(_, p int) int { return 901 + p }, []accommodation.Site{home("a", 800, long, period.Date{}), ends}, 50)
	if a, _ := o.AssumedDays(march); a.Left != 300 || a.Probability != 0 {
		t.Errorf("an assumed end: %+v", a)
	}
	if said := plain(o.Headline().De); !strings.Contains(said, "(Wahrscheinlichkeit über 99 %). Wären dann auch die Standorte offen, deren Tage nur angenommen sind, läge diese Wahrscheinlichkeit bei unter 1 %.") {
		t.Errorf("%q", said)
	}
	if said := plain(o.Sentences()[0].De); !strings.Contains(said, "(Wahrscheinlichkeit über 99 %)") || !strings.Contains(said, "Nach angenommenen Tagen sind 300 Plätze dann noch nicht oder nicht mehr offen; wären sie da, läge diese Wahrscheinlichkeit bei unter 1 %.") {
		t.Errorf("%q", said)
	}
}

// TestSameMonth: what a sentence says of a kind, its option and what is kept speak of the
// same month: the first that it still averts, not that in which it would open.
func TestSameMonth(t *testing.T) {
	o := hand(t, 24, func(m, p int) int { return 1000 + 10*m }, []accommodation.Site{home("a", 1000, long, period.Date{})}, 50)
	o.Supply.Packages = []cityfile.Package{{ID: "t", Name: "t", Date: long, CostPerPlace: 100, Cost: 100_000}}
	o.Supply.Sites[0].Package = "t"
	k, err := o.Kept()
	if err != nil {
		t.Fatal(err)
	}
	said := o.Sentences()
	for i, c := range o.Classes {
		m, ok := o.Deciding(c)
		if !ok || c.Avert == nil || m.Month != *c.Avert {
			t.Fatalf("%s: %v, %+v", c.Kind, ok, m)
		}
		number := figureText(m.Missing.Median) + " Plätze (80 %: "
		if !strings.Contains(plain(said[0].De+said[1].De), number) {
			t.Errorf("%s: no sentence says %q: %v", c.Kind, number, said)
		}
		if kept, ok := (Entry{Kept: k}).Deciding(k.Classes[i]); !ok || kept.Month != m.Month || kept.Missing.Median != m.Missing.Median {
			t.Errorf("%s: kept of %v with %d places, said of %v with %d", c.Kind, kept.Month, kept.Missing.Median, m.Month, m.Missing.Median)
		}
		if cost := k.Classes[i].Option.Cost; c.Kind == accommodation.SystemBuilding && (cost == nil || int(cost.Median) != 100*m.Missing.Median) {
			t.Errorf("cost %+v of %d places", cost, m.Missing.Median)
		}
	}
	if list := o.Priceless(); len(list) != 1 || !strings.HasPrefix(list[0].De, "Container: keine bekannte Vorlage") {
		t.Errorf("%v", list)
	}
}

// figureText writes a number as German sentences do.
func figureText(n int) string { return plain(text.De.Int(int64(n))) }

// TestTogether: kinds for the same month are alternatives; of later months the number
// that is missing beyond the one before is named: 100 and 220, so 120 more.
func TestTogether(t *testing.T) {
	o := hand(t, 24, func(m, _ int) int { return 1000 + 10*m }, []accommodation.Site{home("a", 1000, long, period.Date{})}, 50)
	months := map[period.Month]int{}
	for _, c := range o.Urgent() {
		m, _ := o.Deciding(c)
		months[m.Month] = m.Missing.Median
	}
	if len(months) != 2 {
		t.Fatalf("%v", months)
	}
	var first, second int
	for _, n := range months {
		if first == 0 || n < first {
			first, second = n, first
		} else {
			second = n
		}
	}
	said := plain(o.Together().De)
	if !strings.Contains(said, "dürfen nicht zusammengezählt werden") || !strings.Contains(said, figureText(second-first)+" weitere") || strings.Contains(said, "Alternativen") {
		t.Errorf("%d and %d: %q", first, second, said)
	}
	once := hand(t, 24, func(m, _ int) int { return 1000 + 100*(m/20) }, []accommodation.Site{home("a", 1000, long, period.Date{})}, 50)
	if said := plain(once.Together().De); !strings.Contains(said, "sind Alternativen") || strings.Contains(said, "weitere") {
		t.Errorf("%q", said)
	}
	enough := hand(t, 3, func(int, int) int { return 900 }, []accommodation.Site{home("a", 1000, long, period.Date{})}, 50)
	if said := enough.Together().De; said != "" {
		t.Errorf("%q", said)
	}
}

// TestBeside: the ledger's forecast of a month beside the warnings' own paths, with why
// they differ; nothing for a month of which only one speaks.
func TestBeside(t *testing.T) {
	o := hand(t, 12, func(int, int) int { return 900 }, []accommodation.Site{home("a", 1000, long, period.Date{})}, 50)
	f := Other{AsOf: said, Month: said.Month() + 6, Median: 5831, Low: 5000, High: 7000, Values: 4}
	got, ok := o.Beside(f)
	if words := plain(got.De); !ok || !strings.Contains(words, "5.831 Personen (80 %: 5.000 bis 7.000)") || !strings.Contains(words, "Die Bereiche überschneiden sich nicht") || !strings.Contains(words, "(4 Werte)") {
		t.Errorf("%v %q", ok, words)
	}
	f.Month = said.Month() + 60
	if _, ok := o.Beside(f); ok {
		t.Error("a month far beyond the outlook")
	}
}

// TestMisses: by hand, of two forecasts that can be compared and one that cannot.
func TestMisses(t *testing.T) {
	at := period.Day(2016, 12, 31)
	report := Report{
		Steps: []Said{{City: []Published{
			{For: at, Persons: 12194, Made: said, Own: &noun.Spread{Low: 8000, Median: 9000, High: 10000}},
			{For: at, Persons: 8000, Made: said.AddDays(1), Own: &noun.Spread{Low: 8100, Median: 8155, High: 9000}},
			{For: at.AddMonths(12), Persons: 1, Made: said},
		}}},
		Came: []Came{{Month: at.Month(), Persons: 8055}},
	}
	if m := report.Misses(); m != (Misses{Number: 2, City: (4139 + 55) / 2, Own: 523, Inside: 1}) { // 945 and 100: 522.5
		t.Errorf("%+v", m)
	}
}
