// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package stockflow

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

var jan = period.MonthOf(2016, 1)

func heads(n int64) *unit.Headcount {
	h := unit.Headcount(n)
	return &h
}

func monthly(from, to period.Month, n int64) plan.Flow {
	return plan.Flow{Name: "monthly", From: from, To: to, PerMonth: heads(n)}
}

func overall(from, to period.Month, n int64) plan.Flow {
	return plan.Flow{Name: "total", From: from, To: to, Total: heads(n)}
}

func project(t testing.TB, start unit.Headcount, months int, in, out, credit, corrected []plan.Flow) []Row {
	t.Helper()
	rows, err := Project(start, jan, jan+period.Month(months)-1, in, out, credit, corrected)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A constant inflow and outflow make a straight line: S(t) = S(0) + t (a - d).
func TestConstantFlowsAreLinear(t *testing.T) {
	rows := project(t, 1000, 240, []plan.Flow{monthly(jan, jan+239, 75)}, []plan.Flow{monthly(jan, jan+239, 40)}, nil, nil)
	for i, r := range rows {
		if want := unit.Headcount(1000 + 35*(i+1)); r.Persons != want || r.Month != jan+period.Month(i) {
			t.Fatalf("month %d: %+v, want %d persons", i, r, want)
		}
	}
	if len(rows) != 240 {
		t.Fatalf("%d months, want 240", len(rows))
	}
}

// An inflow that grows by d each month makes a triangular number:
// S(t) = S(0) + d t (t + 1) / 2.
func TestSteps(t *testing.T) {
	var in []plan.Flow
	for i := range period.Month(60) {
		f := monthly(jan+i, jan+59, 3) // one step more from each month on
		f.Name = "step " + f.From.String()
		in = append(in, f)
	}
	for i, r := range project(t, 10, 60, in, nil, nil, nil) {
		n := int64(i + 1)
		if want := unit.Headcount(10 + 3*n*(n+1)/2); r.Persons != want {
			t.Fatalf("month %d: %d, want %d", i, r.Persons, want)
		}
	}
}

// Inflows that double make a geometric series: S(t) = S(0) + 2^t - 1.
func TestGeometric(t *testing.T) {
	var in []plan.Flow
	for i := range period.Month(20) {
		in = append(in, monthly(jan+i, jan+i, 1<<i))
	}
	for i, r := range project(t, 7, 20, in, nil, nil, nil) {
		if want := unit.Headcount(7 + 1<<(i+1) - 1); r.Persons != want {
			t.Fatalf("month %d: %d, want %d", i, r.Persons, want)
		}
	}
}

func TestSpreadRoundsTheRunningSum(t *testing.T) {
	cases := []struct {
		total int64
		want  []int64
	}{
		{10, []int64{3, 2, 3, 2}},      // 2.5 5 7.5 10
		{1, []int64{0, 1, 0, 0}},       // 0.25 0.5 0.75 1
		{2, []int64{1, 0, 1, 0}},       // 0.5 1 1.5 2
		{-10, []int64{-3, -2, -3, -2}}, // as 10, with the sign
		{0, []int64{0, 0, 0, 0}},
	}
	for _, c := range cases {
		f := overall(jan, jan+3, c.total)
		for i, want := range c.want {
			if got := Spread(f, jan+period.Month(i)); int64(got) != want {
				t.Errorf("total %d, month %d: %d, want %d", c.total, i, got, want)
			}
		}
		if Spread(f, jan-1) != 0 || Spread(f, jan+4) != 0 {
			t.Errorf("total %d: persons outside of its months", c.total)
		}
	}
}

// The running sum is the nearest whole number to the even course, for any size.
func TestSpreadSumsExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "total")
		months := rapid.Int64Range(1, 600).Draw(t, "months")
		f := overall(jan, jan+period.Month(months)-1, n)
		sum := new(big.Int)
		for k := int64(1); k <= months; k++ {
			sum.Add(sum, big.NewInt(int64(Spread(f, jan+period.Month(k)-1))))
			even := big.NewRat(1, 1).SetFrac(new(big.Int).Mul(big.NewInt(n), big.NewInt(k)), big.NewInt(months))
			off := new(big.Rat).Sub(new(big.Rat).SetInt(sum), even)
			if off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
				t.Fatalf("after %d months %s, the even course is %s", k, sum, even.FloatString(3))
			}
		}
		if sum.Cmp(big.NewInt(n)) != 0 {
			t.Fatalf("sum %s of %d", sum, n)
		}
	})
}

// flows draws flows of different names in the first 36 months.
func flows(t *rapid.T, label string, from, to int64) []plan.Flow {
	var list []plan.Flow
	for i := range rapid.IntRange(0, 5).Draw(t, label) {
		first := jan + period.Month(rapid.IntRange(-3, 36).Draw(t, "from"))
		f := monthly(first, first+period.Month(rapid.IntRange(0, 20).Draw(t, "length")), rapid.Int64Range(from, to).Draw(t, "n"))
		f.Name = label + string(rune('a'+i))
		if rapid.Bool().Draw(t, "as total") {
			f.PerMonth, f.Total = nil, f.PerMonth
		}
		list = append(list, f)
	}
	return list
}

func TestIdentityAndOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, out := flows(t, "in", 0, 500), flows(t, "out", 0, 500)
		credit, corrected := flows(t, "credit", 0, 100), flows(t, "corrected", -100, 100)
		rows, err := Project(500_000, jan, jan+35, in, out, credit, corrected)
		if err != nil {
			t.Fatal(err)
		}
		stock := unit.Headcount(500_000)
		for _, r := range rows {
			if r.Opening != stock || r.Persons != r.Opening+r.Arrivals-r.Departures-r.Credits+r.Corrections {
				t.Fatalf("%+v after %d", r, stock)
			}
			stock = r.Persons
		}
		again, err := Project(500_000, jan, jan+35, rapid.Permutation(in).Draw(t, "in"), rapid.Permutation(out).Draw(t, "out"),
			rapid.Permutation(credit).Draw(t, "credit"), rapid.Permutation(corrected).Draw(t, "corrected"))
		if err != nil || !slices.Equal(rows, again) {
			t.Fatalf("another order of the flows gives other rows (%v)", err)
		}
	})
}

// Splitting a monthly flow in two adjacent ones changes nothing.
func TestSplitMonthlyFlow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.IntRange(2, 60).Draw(t, "months")
		at := period.Month(rapid.IntRange(1, length-1).Draw(t, "split"))
		n := rapid.Int64Range(0, 1000).Draw(t, "n")
		last := jan + period.Month(length) - 1
		whole, err := Project(0, jan, last, []plan.Flow{monthly(jan, last, n)}, nil, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		split, err := Project(0, jan, last, []plan.Flow{monthly(jan+at, last, n), monthly(jan, jan+at-1, n)}, nil, nil, nil)
		if err != nil || !slices.Equal(whole, split) {
			t.Fatalf("split: %v %v", split, err)
		}
	})
}

func TestBelowZeroNamesTheMonth(t *testing.T) {
	_, err := Project(250, jan, jan+11, nil, []plan.Flow{monthly(jan, jan+11, 100)}, nil, nil)
	if fault.KindOf(err) != fault.Invalid {
		t.Fatalf("got %v, want an invalid plan", err)
	}
	say := fault.SayOf(err)
	if !strings.Contains(say.De, "Ende März 2016 wären −50 Personen") || !strings.Contains(say.En, "end of March 2016") {
		t.Errorf("the sentence does not name the month: %s / %s", say.De, say.En)
	}
	if _, err := Project(300, jan, jan+2, nil, []plan.Flow{monthly(jan, jan+2, 100)}, nil, nil); err != nil {
		t.Errorf("an empty house is no contradiction: %v", err)
	}
}

func TestRefuses(t *testing.T) {
	both := monthly(jan, jan, 1)
	both.Total = heads(1)
	other := monthly(jan+5, jan+9, 1)
	other.Name = "something else"
	cases := []struct {
		name string
		in   []plan.Flow
		out  []plan.Flow
		want []string // how the columns of the faults begin
	}{
		{"end before start", []plan.Flow{monthly(jan, jan-1, 1)}, nil, []string{"arrivals[0].months"}},
		{"overlap", []plan.Flow{monthly(jan, jan+5, 1), monthly(jan+5, jan+9, 1)}, nil, []string{"arrivals[1].months"}},
		{"overlap, other order", []plan.Flow{monthly(jan+5, jan+9, 1), monthly(jan, jan+5, 1)}, nil, []string{"arrivals[1].months"}},
		{"adjacent", []plan.Flow{monthly(jan, jan+4, 1), monthly(jan+5, jan+9, 1)}, nil, nil},
		{"other name", []plan.Flow{monthly(jan, jan+5, 1), other}, nil, nil},
		{"other list", []plan.Flow{monthly(jan, jan+5, 1)}, []plan.Flow{monthly(jan+5, jan+9, 1)}, nil},
		{"both", []plan.Flow{both}, nil, []string{"arrivals[0]"}},
		{"neither", []plan.Flow{{Name: "none", From: jan, To: jan}}, nil, []string{"arrivals[0]"}},
		{"negative", nil, []plan.Flow{monthly(jan, jan, -1)}, []string{"departures[0].per_month"}},
		{"all at once", []plan.Flow{both, overall(jan, jan, -3)}, []plan.Flow{monthly(jan, jan-1, 1)}, []string{"arrivals[0]", "arrivals[1].total", "departures[0].months"}},
	}
	for _, c := range cases {
		_, err := Project(100, jan, jan+11, c.in, c.out, nil, nil)
		var got []string
		for _, r := range fault.RowsOf(err) {
			got = append(got, r.Column)
			if r.Expected.De == "" || r.Expected.En == "" {
				t.Errorf("%s: %s does not say what was expected", c.name, r.Column)
			}
		}
		if !slices.EqualFunc(got, c.want, strings.HasPrefix) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: faults %q (%v), want %q", c.name, got, err, c.want)
		}
	}
	if _, err := Project(-1, jan, jan-1, nil, nil, nil, nil); len(fault.RowsOf(err)) != 2 {
		t.Errorf("negative start and horizon backwards: %v", err)
	}
}

func TestCheckAsksTheFile(t *testing.T) {
	at := func(path string) fault.Row { return fault.Row{File: "plan.yaml", Line: 12, Column: "at " + path} }
	rows := Check(nil, nil, nil, []plan.Flow{overall(jan, jan, -417), overall(jan, jan-1, -1)}, at)
	if len(rows) != 1 || rows[0].File != "plan.yaml" || rows[0].Line != 12 || rows[0].Column != "at corrections[1].months" {
		t.Fatalf("got %+v", rows)
	}
	if got := rows[0].In(text.De); !strings.Contains(got, "plan.yaml, Zeile 12") || !strings.Contains(got, "2016-01..2015-12") {
		t.Errorf("got %s", got)
	}
}

func BenchmarkProject20Years(b *testing.B) {
	var in, out []plan.Flow
	for i := range period.Month(20) {
		in = append(in, monthly(jan+12*i, jan+12*i+11, 600))
		out = append(out, overall(jan+12*i, jan+12*i+11, 1999))
	}
	for b.Loop() {
		if _, err := Project(5000, jan, jan+239, in, out, nil, nil); err != nil {
			b.Fatal(err)
		}
	}
}
