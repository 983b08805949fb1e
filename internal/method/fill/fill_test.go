// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package fill

import (
	"math"
	"reflect"
	"runtime"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"planraum/internal/fault"
)

func complete(t *testing.T, a Account) *Filled {
	t.Helper()
	f, err := Complete(a)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s is %.3f, want %.3f", what, got, want)
	}
}

// TestKnown: where everything is counted everything is kept.
func TestKnown(t *testing.T) {
	a := Account{Months: 3, Stocks: []Stock{{0, 1000, 0}, {1, 1050, 0}, {2, 1110, 0}, {3, 1080, 0}}}
	for i, n := range []float64{100, 120, 40} {
		a.Arrivals = append(a.Arrivals, Flow{i + 1, i + 1, n, 0})
	}
	f := complete(t, a)
	for i, want := range []float64{50, 60, 70} {
		near(t, "departures", f.Departures[i].Persons, want, 0.6)
		near(t, "stock", f.Stock[i+1].Persons, a.Stocks[i+1].Persons, 0.5)
	}
}

// TestYear: a year's sum is kept and spread evenly where nothing else is known; the
// stock in the middle is that of the even course, and least certain there.
func TestYear(t *testing.T) {
	f := complete(t, Account{Months: 12, Stocks: []Stock{{0, 5000, 0}, {12, 5000, 0}}, Arrivals: []Flow{{1, 12, 1200, 0}}})
	sum := 0.0
	for t1 := range 12 {
		sum += f.Arrivals[t1].Persons
		near(t, "a month", f.Arrivals[t1].Persons, 100, 5)
	}
	near(t, "the year", sum, 1200, 0.5)
	near(t, "the middle", f.Stock[6].Persons, 5000, 5)
	if f.Stock[6].Error < 5*f.Stock[12].Error || f.Stock[6].Error < f.Stock[1].Error {
		t.Errorf("errors %v %v %v", f.Stock[1].Error, f.Stock[6].Error, f.Stock[12].Error)
	}
}

// TestRounded: a count that says it is rounded gives way to exact ones.
func TestRounded(t *testing.T) {
	exact := []Stock{{0, 1000, 0}, {2, 1200, 0}}
	flows := []Flow{{1, 1, 150, 0}, {2, 2, 150, 0}}
	f := complete(t, Account{Months: 2, Stocks: append(exact, Stock{1, 1190, 50}), Arrivals: flows, Departures: []Flow{{1, 1, 50, 0}, {2, 2, 50, 0}}})
	near(t, "the rounded stock", f.Stock[1].Persons, 1100, 1)
}

// TestCorrection: a clean-up of the register is nobody's departure.
func TestCorrection(t *testing.T) {
	f := complete(t, Account{
		Months: 2, Stocks: []Stock{{0, 8558, 0}, {1, 8141, 0}, {2, 8141, 0}}, Arrivals: []Flow{{1, 1, 160, 0}, {2, 2, 160, 0}},
		Corrections: []Flow{{1, 1, -417, 0}},
	})
	near(t, "departures", f.Departures[0].Persons, 160, 1)
}

// TestSmoother: the solution is that of the Kalman smoother. Of a random walk
// observed at both ends the middle is the mean of the ends, and the variance that
// of a Brownian bridge.
func TestSmoother(t *testing.T) {
	s := &system{n: 3, right: make([]float64, 3)}
	s.precision = newSym(3)
	for i := 1; i < 3; i++ {
		s.known([]term{{i, 1}, {i - 1, -1}}, 0, 2)
	}
	s.known([]term{{0, 1}}, 10, 1e-4)
	s.known([]term{{2, 1}}, 30, 1e-4)
	if err := s.solve(); err != nil {
		t.Fatal(err)
	}
	near(t, "the middle", s.mean[1], 20, 1e-4)
	// log density of the steps (sd 2 each): the end given the beginning is N(0, 8).
	want := -0.5 * (400/8.0 + math.Log(8)) // up to constants that do not hang on the values
	base := &system{n: 3, right: make([]float64, 3), precision: newSym(3)}
	for i := 1; i < 3; i++ {
		base.known([]term{{i, 1}, {i - 1, -1}}, 0, 2)
	}
	base.known([]term{{0, 1}}, 10, 1e-4)
	base.known([]term{{2, 1}}, 10, 1e-4)
	if err := base.solve(); err != nil {
		t.Fatal(err)
	}
	near(t, "the likelihood ratio", s.likelihood-base.likelihood, want+0.5*math.Log(8), 1e-3)
}

// TestProperties: stock and flows balance in the estimate and in every draw, draws
// are whole and never negative, and their mean is the estimate where that is far
// from zero.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Account{Months: rapid.IntRange(2, 18).Draw(t, "months")}
		for range rapid.IntRange(1, 4).Draw(t, "stocks") {
			a.Stocks = append(a.Stocks, Stock{rapid.IntRange(0, a.Months).Draw(t, "month"), float64(rapid.IntRange(0, 9000).Draw(t, "persons")), float64(rapid.IntRange(0, 50).Draw(t, "error"))})
		}
		for range rapid.IntRange(0, 4).Draw(t, "flows") {
			first := rapid.IntRange(1, a.Months).Draw(t, "first")
			a.Arrivals = append(a.Arrivals, Flow{first, rapid.IntRange(first, a.Months).Draw(t, "last"), float64(rapid.IntRange(0, 900).Draw(t, "arrivals")), 0})
		}
		f, err := Complete(a)
		if err != nil {
			t.Fatal(err)
		}
		for m := range a.Months {
			gap := f.Stock[m].Persons + f.Arrivals[m].Persons - f.Departures[m].Persons - f.Stock[m+1].Persons
			if math.Abs(gap) > 1e-6 || math.IsNaN(gap) {
				t.Fatalf("month %d: a gap of %v", m, gap)
			}
		}
		stock, in, out := f.Draw(1, 2)
		for m := range a.Months {
			if stock[m]+in[m]-out[m] != stock[m+1] || in[m] < 0 || out[m] < 0 || stock[m+1] < 0 {
				t.Fatalf("month %d: %d + %d - %d is not %d", m, stock[m], in[m], out[m], stock[m+1])
			}
		}
	})
	f := complete(t, Account{Months: 12, Stocks: []Stock{{0, 5000, 0}, {12, 5600, 0}}, Arrivals: []Flow{{1, 12, 2400, 0}}})
	const paths = 2000
	mean, square := 0.0, 0.0
	for p := range uint64(paths) {
		stock, _, _ := f.Draw(3, p)
		mean += float64(stock[6]) / paths
		square += float64(stock[6]) * float64(stock[6]) / paths
	}
	near(t, "the mean of the draws", mean, f.Stock[6].Persons, 5*f.Stock[6].Error/math.Sqrt(paths)+1)
	near(t, "their spread", math.Sqrt(square-mean*mean)/f.Stock[6].Error, 1, 0.1)
	one, _, _ := f.Draw(3, 9)
	again, _, _ := f.Draw(3, 9)
	if !reflect.DeepEqual(one, again) {
		t.Error("the same path is drawn differently")
	}
}

// TestRefused: every fault is named.
func TestRefused(t *testing.T) {
	_, err := Complete(Account{Months: 0, Stocks: []Stock{{9, math.NaN(), 0}}, Arrivals: []Flow{{0, 5, -1, 0}}})
	if rows := fault.RowsOf(err); len(rows) != 5 {
		t.Errorf("%d faults: %v", len(rows), rows)
	}
	if _, err := Complete(Account{Months: 3}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an account of nothing: %v", err)
	}
}

func newSym(n int) *mat.SymDense { return mat.NewSymDense(n, nil) }

// TestJump: one jump among counted months does not make the calm ones rough: a
// month that nobody counted lies between its neighbours, and says how sure it is.
func TestJump(t *testing.T) {
	a := Account{Months: 24, Stocks: []Stock{{0, 5000, 0}}}
	for m := 1; m <= 24; m++ {
		n := 100.0
		if m > 12 {
			n = 500
		}
		if m != 6 && m != 18 {
			a.Arrivals = append(a.Arrivals, Flow{m, m, n, 0})
		}
	}
	f := complete(t, a)
	near(t, "month 6", f.Arrivals[5].Persons, 100, 3)
	near(t, "month 18", f.Arrivals[17].Persons, 500, 15)
	if f.Roughness > 0.1 || f.Arrivals[5].Error > 15 {
		t.Errorf("roughness %v, month 6 %v", f.Roughness, f.Arrivals[5])
	}
}

// TestContradicting: stocks and flows that cannot all be true are named, and the
// account does not claim to know them to the person.
func TestContradicting(t *testing.T) {
	f := complete(t, Account{
		Months: 12, Stocks: []Stock{{0, 5000, 0}, {12, 5000, 0}},
		Arrivals: []Flow{{1, 12, 1200, 0}}, Departures: []Flow{{1, 12, 900, 0}},
	})
	if len(f.Contradicting) == 0 {
		t.Fatal("300 persons too many are not named")
	}
	by := 0.0
	for _, m := range f.Contradicting {
		by += math.Abs(m.By)
	}
	if by < 200 || f.Stock[12].Error < 10 && f.Arrivals[5].Error < 1 {
		t.Errorf("%v, the last stock %v", f.Contradicting, f.Stock[12])
	}
	if g := complete(t, Account{Months: 3, Stocks: []Stock{{0, 10, 0}, {3, 40, 0}}, Arrivals: []Flow{{1, 3, 30, 0}}}); len(g.Contradicting) > 0 {
		t.Errorf("nothing contradicts: %v", g.Contradicting)
	}
}

// TestCores: the same account is filled alike on one core and on two.
func TestCores(t *testing.T) {
	run := func(cores int) *Filled {
		before := runtime.GOMAXPROCS(cores)
		defer runtime.GOMAXPROCS(before)
		return complete(t, Account{Months: 24, Stocks: []Stock{{0, 5000, 0}, {12, 5600, 0}, {24, 4900, 0}}, Arrivals: []Flow{{1, 12, 1200, 0}, {14, 20, 300, 0}}})
	}
	if !reflect.DeepEqual(run(1), run(2)) {
		t.Error("what is filled hangs on the number of cores")
	}
}
