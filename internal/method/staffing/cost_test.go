// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"math"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
)

var jan = period.MonthOf(2016, 1)

func share(s unit.Share) *unit.Share    { return &s }
func money(c unit.Cents) *unit.Cents    { return &c }
func posts(f unit.FTE) *unit.FTE        { return &f }
func flat(y unit.Cents) plan.Price      { return plan.Price{Key: "k", FlatRate: &city.FlatRate{Yearly: y}} }
func graded(g string, s int) plan.Price { return plan.Price{Key: "k", Grade: g, Step: s} }

func settings(prices ...plan.Price) plan.Cost {
	return plan.Cost{Prices: prices, EmployerShare: share(unit.Percent(20, 0)), Workplace: money(9_000_00)}
}

// what lists what is missing.
func what(c Cost) []What {
	var list []What
	for _, m := range c.Missing {
		list = append(list, m.What)
	}
	return list
}

// Against exact fractions, each with one rounding at the end.
func TestCostIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		monthly := rapid.Int64Range(0, 2_000_000).Draw(t, "monthly")
		employer := rapid.Int64Range(0, unit.ShareScale).Draw(t, "share")
		workplace := rapid.Int64Range(0, 10_000_000).Draw(t, "workplace")
		fte := rapid.Int64Range(0, 1_000_000).Draw(t, "posts")
		price := graded("EG 9b", 3)
		cost := plan.Cost{Prices: []plan.Price{price}, EmployerShare: share(unit.Share(employer)), Workplace: money(unit.Cents(workplace))}
		got := NewRates(cost, []city.Pay{{Grade: "EG 9b", Step: 3, Monthly: unit.Cents(monthly)}}).Month("k", unit.FTE(fte), jan)

		exact := new(big.Rat).Mul(big.NewRat(monthly, 1), big.NewRat(unit.ShareScale+employer, unit.ShareScale))
		exact.Add(exact, big.NewRat(workplace, 12)).Mul(exact, big.NewRat(fte, 100)).Add(exact, big.NewRat(1, 2))
		want := new(big.Int).Div(exact.Num(), exact.Denom())
		if got.Cents == nil || int64(*got.Cents) != want.Int64() {
			t.Fatalf("by table %v, want %s", got, want)
		}
		got = NewRates(settings(flat(unit.Cents(monthly))), nil).Month("k", unit.FTE(fte), jan)
		exact.Add(big.NewRat(monthly, 12).Mul(big.NewRat(monthly, 12), big.NewRat(fte, 100)), big.NewRat(1, 2))
		want.Div(exact.Num(), exact.Denom())
		if got.Cents == nil || int64(*got.Cents) != want.Int64() {
			t.Fatalf("flat rate %v, want %s", got, want)
		}
	})
}

// One post at a rate that twelve divides costs the rate in a year.
func TestYearOfAPost(t *testing.T) {
	r := NewRates(settings(flat(77_400_00)), nil)
	var entries []Entry
	for m := range period.Month(24) {
		entries = append(entries, Entry{Month: jan + m, Key: "k", FTE: posts(100), Cost: r.Month("k", 100, jan+m).Cents})
	}
	years := Years(entries)
	if len(years) != 2 || years[0].Cost != 77_400_00 || years[1].Cost != 77_400_00 || years[0].Months != 12 || !years[0].Complete {
		t.Errorf("got %+v", years)
	}
}

func TestRise(t *testing.T) {
	price := flat(77_400_00)
	price.Rise, price.RiseFrom = share(unit.Percent(2, 0)), 2016
	for year, want := range map[int]unit.Cents{
		2013: 77_400_00, 2015: 77_400_00, 2016: 78_948_00, 2017: 80_526_96,
		2018: 82_137_50, // 82,137.4992 from the rounded year before
		2019: 83_780_25,
	} {
		if got, ok := Yearly(price, year); !ok || got != want {
			t.Errorf("%d: %d, want %d", year, got, want)
		}
	}
	price.Rise, price.RiseFrom = share(unit.Percent(100, 0)), 2000
	if _, ok := Yearly(price, 2199); ok {
		t.Error("doubled 200 times fits no number")
	}
	price.RiseFrom = 0
	if _, ok := Yearly(price, 2016); ok {
		t.Error("a rise without a first year was reckoned")
	}
	if got, ok := Yearly(plan.Price{Key: "k", FlatRate: &city.FlatRate{Yearly: 1}, Rise: share(1), RiseFrom: 1900}, 2199); !ok || got != 1 {
		t.Errorf("a rise below half a cent: %d", got)
	}
}

func TestPriceOfTheDay(t *testing.T) {
	rate := func(y unit.Cents, from, to period.Date) plan.Price {
		return plan.Price{Key: "k", FlatRate: &city.FlatRate{Yearly: y, ValidFrom: from, ValidTo: to}}
	}
	var open period.Date
	old, renewed := rate(1200, day(2013, 4, 1), open), rate(2400, day(2016, 1, 31), day(2016, 6, 29))
	printed := city.Pay{Grade: "EG 9", Step: 1, Monthly: 100, Quality: city.AsPrinted, ValidFrom: day(2016, 1, 1), ValidTo: day(2016, 12, 31)}
	derived := printed
	derived.Quality, derived.Monthly = city.Derived, 200
	other := printed
	other.Monthly = 300
	later := derived
	later.ValidFrom = day(2016, 3, 1)
	both := graded("EG 9", 1)
	both.FlatRate = &city.FlatRate{Yearly: 1}
	free := plan.Cost{EmployerShare: share(0), Workplace: money(0)}
	cases := []struct {
		name    string
		prices  []plan.Price
		pay     []city.Pay
		month   period.Month
		want    unit.Cents
		derived bool
		missing []What
	}{
		{"before any rate", []plan.Price{old, renewed}, nil, period.MonthOf(2013, 3), 0, false, []What{Price}},
		{"first rate", []plan.Price{old, renewed}, nil, period.MonthOf(2013, 4), 100, false, nil},
		{"newer rate from the month's last day", []plan.Price{renewed, old}, nil, jan, 200, false, nil},
		{"newer rate over", []plan.Price{renewed, old}, nil, jan + 5, 100, false, nil},
		{"two rates from one day", []plan.Price{old, old}, nil, jan, 0, false, []What{PriceTwice}},
		{"grade and rate in one", []plan.Price{both}, nil, jan, 0, false, []What{PriceTwice}},
		{"neither", []plan.Price{{Key: "k"}}, nil, jan, 0, false, []What{Price}},
		{"printed before derived", []plan.Price{graded("EG 9", 1)}, []city.Pay{derived, printed}, jan, 100, false, nil},
		{"later row before printed", []plan.Price{graded("EG 9", 1)}, []city.Pay{later, printed}, jan + 2, 200, true, nil},
		{"two printed rows", []plan.Price{graded("EG 9", 1)}, []city.Pay{other, printed}, jan, 0, false, []What{PayRowTwice}},
		{"other step", []plan.Price{graded("EG 9", 2)}, []city.Pay{printed}, jan, 0, false, []What{PayRow}},
		{"table over", []plan.Price{graded("EG 9", 1)}, []city.Pay{printed}, jan + 12, 0, false, []What{PayRow}},
		{"rate below zero", []plan.Price{flat(-1)}, nil, jan, 0, false, []What{OutOfRange}},
	}
	for _, c := range cases {
		free.Prices = c.prices
		got := NewRates(free, c.pay).Month("k", 100, c.month)
		if !reflect.DeepEqual(what(got), c.missing) || got.Derived != c.derived ||
			(c.missing == nil) != (got.Cents != nil) || (got.Cents != nil && *got.Cents != c.want) {
			t.Errorf("%s: %+v, want %d, missing %v", c.name, got, c.want, c.missing)
		}
		checkNamed(t, c.name, NewRates(free, c.pay), c.month.Last(), got)
	}
}

// checkNamed checks that a derivation can name price and row of a known cost:
// one post costs a twelfth of the rate, or the row's pay with nothing on top.
func checkNamed(t *testing.T, name string, r Rates, on period.Date, c Cost) {
	t.Helper()
	price, priced := r.Price("k", on)
	switch {
	case c.Cents == nil:
		pay, paid := r.Pay(price, on)
		if priced && paid {
			t.Errorf("%s: cost unknown, but there are %+v and %+v", name, price, pay)
		}
	case price.FlatRate != nil:
		if !priced || price.FlatRate.Yearly != 12**c.Cents {
			t.Errorf("%s: rate %+v of a cost of %d", name, price.FlatRate, *c.Cents)
		}
	default:
		if pay, paid := r.Pay(price, on); !priced || !paid || pay.Monthly != *c.Cents || (pay.Quality == city.Derived) != c.Derived {
			t.Errorf("%s: row %+v of a cost of %d", name, pay, *c.Cents)
		}
	}
}

func TestNothingIsMadeUp(t *testing.T) {
	pay := []city.Pay{{Grade: "EG 9", Step: 3, Monthly: 3000_00}}
	bare := plan.Cost{Prices: []plan.Price{graded("EG 9", 3)}}
	got := NewRates(bare, pay).Month("k", 100, jan)
	if got.Cents != nil || !reflect.DeepEqual(what(got), []What{EmployerShare, Workplace}) {
		t.Errorf("without share and workplace: %+v", got)
	}
	bare.EmployerShare = share(0) // nothing on top is a statement, not a default
	bare.Workplace = money(0)
	if got = NewRates(bare, pay).Month("k", 100, jan); got.Cents == nil || *got.Cents != 3000_00 {
		t.Errorf("stated as 0: %+v", got)
	}
	if got = NewRates(bare, nil).Month("other", 100, jan); !reflect.DeepEqual(what(got), []What{Price}) {
		t.Errorf("a key without a price: %+v", got)
	}
	if got = NewRates(bare, []city.Pay{{Grade: "EG 9", Step: 3, Monthly: math.MaxInt64}}).Month("k", 100, jan); !reflect.DeepEqual(what(got), []What{OutOfRange}) {
		t.Errorf("pay beyond all numbers: %+v", got)
	}
	if got = NewRates(settings(flat(1)), nil).Month("k", -1, jan); !reflect.DeepEqual(what(got), []What{OutOfRange}) {
		t.Errorf("posts below zero: %+v", got)
	}
}

func TestSentences(t *testing.T) {
	var missing []Missing
	for m := range period.Month(3) {
		missing = append(missing,
			Missing{Workplace, "b", "", jan + m}, Missing{EmployerShare, "a", "", jan + m}, Missing{EmployerShare, "b", "", jan + 2 - m},
			Missing{PayRow, "a", "EG 9/3", jan + m}, Missing{PayRow, "b", "EG 9/3", jan + 3})
	}
	missing = append(missing, Missing{Quantity, "benefits", "cases", jan}, Missing{Price, "a", "", jan}, Missing{PriceTwice, "a", "", jan},
		Missing{PayRowTwice, "a", "EG 6/1", jan}, Missing{OutOfRange, "a", "", jan})
	says := Sentences(missing)
	want := []string{
		"Der Arbeitgeberanteil fehlt (Januar 2016 bis März 2016)",
		"Die Kosten eines Arbeitsplatzes fehlen (Januar 2016 bis März 2016)",
		"Für den Stellenschlüssel a fehlt der Preis einer Stelle (Januar 2016)",
		"Für den Stellenschlüssel a gelten zwei Preise zugleich",
		"Die Entgelttabelle hat keinen Wert für EG 9 Stufe 3 (Januar 2016 bis April 2016)",
		"Die Entgelttabelle hat zwei verschiedene Werte für EG 6 Stufe 1",
		"Für den Stellenschlüssel benefits fehlt die Zahl der Fälle (Januar 2016)",
		"Die Kosten zum Stellenschlüssel a lassen sich nicht rechnen",
	}
	if len(says) != len(want) {
		t.Fatalf("%d sentences, want %d: %v", len(says), len(want), says)
	}
	for i, s := range says {
		if !strings.HasPrefix(s.De, want[i]) || strings.Contains(s.De+s.En, "%!") || !strings.Contains(s.En, "January 2016") {
			t.Errorf("got %s / %s, want %s ...", s.De, s.En, want[i])
		}
	}
	if Sentences(nil) == nil || len(Sentences(nil)) != 0 {
		t.Error("nothing missing, but a sentence")
	}
}

func TestYears(t *testing.T) {
	entries := []Entry{
		{jan + 11, "a", posts(900), money(5), true},
		{jan + 10, "a", posts(1000), money(7), false},
		{jan + 11, "b", nil, nil, false},
		{jan + 10, "b", posts(50), money(100), false},
		{jan + 12, "a", posts(800), money(11), false},
		{jan + 10, "c", posts(10), money(1), false}, // a key that ends in November
	}
	want := []plan.Year{
		{Year: 2016, Months: 2, Cost: 113, Complete: false, Keys: []plan.KeyCost{
			{Key: "a", Posts: 900, Cost: money(12), Derived: true}, {Key: "b"}, {Key: "c", Cost: money(1)},
		}},
		{Year: 2017, Months: 1, Cost: 11, Complete: true, Keys: []plan.KeyCost{{Key: "a", Posts: 800, Cost: money(11)}}},
	}
	for range entries {
		entries = append(entries[1:], entries[0])
		if got := Years(entries); !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v", got)
		}
	}
}

func BenchmarkTwentyYears(b *testing.B) {
	rise := flat(77_400_00)
	rise.Rise, rise.RiseFrom = share(unit.Percent(2, 0)), 2016
	r := NewRates(settings(rise), nil)
	for b.Loop() {
		entries := make([]Entry, 0, 2400)
		for m := range period.Month(240) {
			for _, per := range []int64{80, 90, 100, 110, 120, 130, 136, 140, 150, 160} {
				n := Posts(12_288, per, ComponentDecimals)
				entries = append(entries, Entry{Month: jan + m, Key: "k", FTE: &n, Cost: r.Month("k", n, jan+m).Cents})
			}
		}
		if len(Years(entries)) != 20 {
			b.Fatal("not 20 years")
		}
	}
}
