// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

import (
	"context"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strconv"
	"syscall"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/fault"
	"planraum/tools/refdata"
)

// steady is one path of arrivals that never change.
func steady(state, persons, months int) Stream {
	path := make([]int, months)
	for t := range path {
		path[t] = persons
	}
	return Stream{State: state, Paths: [][]int{path}}
}

func project(t testing.TB, m Model, o Options) *Result {
	t.Helper()
	r, err := Project(context.Background(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func moments(list []int) (mean, variance float64) {
	for _, x := range list {
		mean += float64(x) / float64(len(list))
	}
	for _, x := range list {
		variance += (float64(x) - mean) * (float64(x) - mean) / float64(len(list)-1)
	}
	return mean, variance
}

// TestNobodyLeaves: without chance the stock is the start and all who came.
func TestNobodyLeaves(t *testing.T) {
	m := Model{Months: 24, States: []State{{Key: "all"}}, Start: [][]int{{10, 20, 30}}, Streams: []Stream{steady(0, 7, 24)}, Corrections: []Correction{{5, -12}, {6, 4}, {23, -9999}}}
	r := project(t, m, Options{Paths: 3, Seed: 1})
	for p := range 3 {
		for at, got := range r.Stock.Path(p) {
			want := 60 + 7*(at+1)
			if at >= 5 {
				want -= 12
			}
			if at >= 6 {
				want += 4
			}
			if at == 23 {
				want = 0 // no more can be taken out than are there
			}
			if int(got) != want {
				t.Fatalf("month %d: %d, want %d", at, got, want)
			}
		}
	}
}

// TestClosedForm: with one probability of leaving the mean stock goes from the
// start to arrivals / probability, and those of the start who remain are binomial.
func TestClosedForm(t *testing.T) {
	const paths, start, arrivals, p = 4000, 800, 30, 0.04
	states := []State{{Key: "all", Leave: Constant(p)}}
	r := project(t, Model{Months: 36, States: states, Start: [][]int{{start}}, Streams: []Stream{steady(0, arrivals, 36)}}, Options{Paths: paths, Seed: 3})
	alone := project(t, Model{Months: 36, States: states, Start: [][]int{{start}}}, Options{Paths: paths, Seed: 4})
	for at := range 36 {
		stay := math.Pow(1-p, float64(at+1))
		mean, variance := moments(r.Stock.Month(at))
		want := arrivals/p + (start-arrivals/p)*stay
		if off := math.Abs(mean-want) / math.Sqrt(variance/paths); off > 5 {
			t.Errorf("month %d: mean %.2f, want %.2f", at, mean, want)
		}
		mean, variance = moments(alone.Stock.Month(at))
		if off := math.Abs(mean-start*stay) / math.Sqrt(variance/paths); off > 5 {
			t.Errorf("month %d: %.2f of the start remain, want %.2f", at, mean, start*stay)
		}
		if ratio := variance / (start * stay * (1 - stay)); ratio < 0.85 || ratio > 1.15 {
			t.Errorf("month %d: variance is %.3f times that of a binomial", at, ratio)
		}
	}
}

// TestPieces: who has been there for a year leaves with another probability,
// those of the start too.
func TestPieces(t *testing.T) {
	m := Model{
		Months: 12, States: []State{{Key: "all", Leave: Hazard{{0, 0}, {6, 1}}}},
		Start: [][]int{{5, 0, 0, 0, 9, 100}}, Streams: []Stream{steady(0, 1, 12)},
	}
	r := project(t, m, Options{Paths: 1})
	// The 100 have been there for five months: month 0 keeps them, month 1 does
	// not. The nine go in month 2, the five newest and after that each month's
	// arrivals when they have been there for six.
	got := r.Stock.Path(0)
	for at, expected := range []int{115, 16, 8, 9, 10, 11} {
		if int(got[at]) != expected {
			t.Errorf("month %d: %d, want %d", at, got[at], expected)
		}
	}
	if got[6] != 7 || got[11] != 7 {
		t.Errorf("in the long run %d and %d stay, want 7", got[6], got[11])
	}
}

// TestMoves: persons move on, others follow them after the delay.
func TestMoves(t *testing.T) {
	m := Model{
		Months: 10, States: []State{{Key: "first", Moves: []Move{{1, Hazard{{2, 1}}}}}, {Key: "second"}},
		Start: [][]int{{1000}, {}}, Reunion: []Reunion{{After: 1, State: 1, PerPerson: 0.5, Delay: 3}},
	}
	r := project(t, m, Options{Paths: 400, Seed: 9})
	first, second := r.States[0], r.States[1]
	if first.Path(0)[1] != 1000 || first.Path(0)[2] != 0 || second.Path(0)[2] != 1000 {
		t.Errorf("moved in the wrong month: %v, %v", first.Path(0), second.Path(0))
	}
	for at := range 10 {
		mean, _ := moments(r.Joined.Month(at))
		want := 0.0
		if at == 5 { // moved in month 2, three months before
			want = 500
		}
		if math.Abs(mean-want) > 5*math.Sqrt(500.0/400) {
			t.Errorf("month %d: %.1f follow, want %.1f", at, mean, want)
		}
	}
}

// TestAges: children grow into and out of the age of kita while they stay, and
// those born count from birth.
func TestAges(t *testing.T) {
	single := func(age int) []float64 { // all of one age in months
		list := make([]float64, 300)
		list[age] = 1
		return list
	}
	m := Model{
		Months: 48, States: []State{{Key: "all"}}, Start: [][]int{{100}}, Streams: []Stream{steady(0, 10, 48)},
		AgesNow: single(30), AgesArriving: single(60),
		Ages: []AgeClass{{"under three", 0, 36}, {"kita", 36, 72}, {"school", 72, 216}, {"adult", 216, 0}},
	}
	r := project(t, m, Options{Paths: 1, Seed: 2})
	for at := range 48 {
		// Who came in month m is 60 + (at - m) months old at the end of month at.
		kita, school := 0, 0
		for came := range at + 1 {
			if at-came < 12 {
				kita += 10
			} else {
				school += 10
			}
		}
		young := 0
		switch age := 30 + at + 1; {
		case age < 36:
			young = 100
		case age < 72:
			kita += 100
		default:
			school += 100
		}
		if got := []int32{r.Ages[0].Path(0)[at], r.Ages[1].Path(0)[at], r.Ages[2].Path(0)[at]}; int(got[0]) != young || int(got[1]) != kita || int(got[2]) != school {
			t.Fatalf("month %d: %v, want %d %d %d", at, got, young, kita, school)
		}
	}
	m.Streams, m.Births, m.AgesNow = nil, 0.05, single(299)
	r = project(t, m, Options{Paths: 300, Seed: 2})
	for _, at := range []int{0, 20, 47} {
		mean, _ := moments(r.Ages[0].Month(at))
		all, _ := moments(r.Stock.Month(at))
		kita, _ := moments(r.Ages[1].Month(at))
		if math.Abs(mean+kita-(all-100)) > 0.02*all {
			t.Errorf("month %d: %.1f + %.1f children of %.1f born", at, mean, kita, all-100)
		}
	}
}

// drawModel is a random city.
func drawModel(t *rapid.T) Model {
	states := rapid.IntRange(1, 3).Draw(t, "states")
	share := rapid.Float64Range(0, 0.4)
	m := Model{Months: rapid.IntRange(1, 14).Draw(t, "months"), Births: rapid.Float64Range(0, 0.02).Draw(t, "births")}
	all := 0
	for k := range states {
		s := State{Key: "s", Leave: Hazard{{0, share.Draw(t, "early")}, {3, share.Draw(t, "late")}}}
		if states > 1 {
			s.Moves = []Move{{(k + 1) % states, Constant(share.Draw(t, "move"))}}
		}
		m.States = append(m.States, s)
		list := rapid.SliceOfN(rapid.IntRange(0, 40), 0, 5).Draw(t, "start")
		for _, n := range list {
			all += n
		}
		m.Start = append(m.Start, list)
	}
	m.Streams = []Stream{{0, [][]int{rapid.SliceOfN(rapid.IntRange(0, 30), m.Months, m.Months).Draw(t, "a"), rapid.SliceOfN(rapid.IntRange(0, 30), m.Months, m.Months).Draw(t, "b")}}}
	m.Reunion = []Reunion{{After: 0, State: states - 1, PerPerson: 0.4, Delay: 2}}
	m.Corrections = []Correction{{rapid.IntRange(0, m.Months-1).Draw(t, "month"), rapid.IntRange(-50, 20).Draw(t, "persons")}}
	m.AgesNow, m.AgesArriving = []float64{0.1, 0.2, 0.7}, []float64{0.5, 0, 0.5}
	m.Ages = []AgeClass{{"a", 0, 6}, {"b", 6, 0}}
	m.Areas, m.AreasNow = []float64{0.5, 0.2, 0.3}, []int{all / 2, 0, all - all/2}
	return m
}

// TestBalance: in every path and month the persons balance, states and ages add
// up, areas add up on average, and nothing is below zero.
func TestBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		r, err := Project(context.Background(), m, Options{Paths: 5, Seed: rapid.Uint64().Draw(t, "seed"), Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		for p := range r.Paths {
			stock := int32(m.persons())
			for at := range m.Months {
				stock += r.Arrived.Path(p)[at] + r.Joined.Path(p)[at] + r.Born.Path(p)[at] - r.Left.Path(p)[at] + r.Corrected.Path(p)[at]
				states, ages := int32(0), int32(0)
				for _, s := range r.States {
					states += s.Path(p)[at]
				}
				for _, a := range r.Ages {
					ages += a.Path(p)[at]
				}
				if got := r.Stock.Path(p)[at]; got != stock || states != stock || ages > stock || stock < 0 {
					t.Fatalf("path %d, month %d: stock %d, balance %d, states %d, ages %d", p, at, got, stock, states, ages)
				}
			}
		}
		for at := range m.Months {
			mean, _ := moments(r.Stock.Month(at))
			sum := 0.0
			for _, a := range r.Areas {
				sum += a[at].Mean()
			}
			if math.Abs(sum-mean) > 1e-9*(1+mean) {
				t.Fatalf("month %d: areas add up to %v of %v", at, sum, mean)
			}
		}
	})
}

// TestWorkers: the number of workers changes nothing.
func TestWorkers(t *testing.T) {
	m := Model{
		Months: 30, States: []State{{Key: "all", Leave: Constant(0.05)}}, Start: [][]int{{300, 200}}, Births: 0.002,
		Streams: []Stream{steady(0, 12, 30)}, Areas: []float64{0.25, 0.75}, AreasNow: []int{100, 400},
	}
	one := project(t, m, Options{Paths: 500, Seed: 5, Workers: 1})
	four := project(t, m, Options{Paths: 500, Seed: 5, Workers: 4})
	other := project(t, m, Options{Paths: 500, Seed: 6, Workers: 4})
	same := true
	for i, x := range one.Stock.values {
		if x != four.Stock.values[i] {
			t.Fatal("the stock hangs on the number of workers")
		}
		same = same && x == other.Stock.values[i]
	}
	if same {
		t.Error("the seed changes nothing")
	}
	for a := range one.Areas {
		for at := range one.Areas[a] {
			for _, share := range []float64{0.1, 0.5, 0.9} {
				if one.Areas[a][at].Quantile(share) != four.Areas[a][at].Quantile(share) {
					t.Fatal("areas hang on the number of workers")
				}
			}
		}
	}
}

// TestCores: all of a city's result is the same on one core and on two, children
// and areas included.
func TestCores(t *testing.T) {
	m := city()
	run := func(cores int) *Result {
		before := runtime.GOMAXPROCS(cores)
		defer runtime.GOMAXPROCS(before)
		return project(t, m, Options{Paths: 200, Seed: 9})
	}
	one, two := run(1), run(2)
	for name, pair := range map[string][2][]Sample{
		"states": {one.States, two.States}, "ages": {one.Ages, two.Ages},
		"flows": {{one.Stock, one.Arrived, one.Joined, one.Born, one.Left, one.Corrected}, {two.Stock, two.Arrived, two.Joined, two.Born, two.Left, two.Corrected}},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s differ", name)
		}
	}
	for a := range one.Areas {
		for at := range one.Areas[a] {
			p, q := one.Areas[a][at], two.Areas[a][at]
			if p.Mean() != q.Mean() || p.Quantile(0.1) != q.Quantile(0.1) || p.Quantile(0.975) != q.Quantile(0.975) {
				t.Fatalf("area %d, month %d differs", a, at)
			}
		}
	}
}

// TestEstimate: on 2,000 synthetic residents, a third of whom are still there at
// the end, the known probabilities are found, and the stated error is right.
func TestEstimate(t *testing.T) {
	truth := Hazard{{0, 0.02}, {6, 0.06}, {18, 0.03}}
	worst, held, all := 0.0, 0, 0
	var sums [3]float64
	const seeds = 60
	for seed := range uint64(seeds) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		var stays []Stay
		for range 2000 {
			s := Stay{Entered: rnd.IntN(4), Persons: 1} // observation begins a little later
			s.Months = s.Entered
			for until := 6 + rnd.IntN(40); s.Months < until; s.Months++ {
				if rnd.Float64() < truth.At(s.Months) {
					s.Left = true
					break
				}
			}
			stays = append(stays, s)
		}
		for i, r := range Estimate(stays, []int{0, 6, 18}) {
			sums[i] += r.Monthly / truth[i].Monthly / seeds
			all++
			if math.Abs(r.Monthly-truth[i].Monthly) < 1.96*r.Error {
				held++
			}
			if r.Left == 0 || r.From != truth[i].From {
				t.Fatalf("piece %d: %+v", i, r)
			}
		}
	}
	for i, ratio := range sums {
		worst = max(worst, math.Abs(ratio-1))
		if math.Abs(ratio-1) > 0.05 {
			t.Errorf("piece %d is found %.3f times too large", i, ratio)
		}
	}
	if share := float64(held) / float64(all); share < 0.90 || share > 0.99 {
		t.Errorf("95 %% bounds hold %.1f %%", 100*share)
	}
	t.Logf("largest bias %.2f %%", 100*worst)
}

// TestStay: exposure by hand.
func TestStay(t *testing.T) {
	rates := Estimate([]Stay{{0, 2, 1, true}, {0, 5, 2, false}, {4, 4, 1, true}}, []int{0, 3})
	// Months 0, 1, 2 of the first; 0-2 of two persons; then 3, 4 of two and 4 of the last.
	if r := rates[0]; r.Left != 1 || r.Exposed != 9 || math.Abs(r.Monthly-1.0/9) > 1e-12 {
		t.Errorf("first piece %+v", r)
	}
	if r := rates[1]; r.Left != 1 || r.Exposed != 5 {
		t.Errorf("second piece %+v", r)
	}
	if r := Estimate(nil, []int{0})[0]; !math.IsNaN(r.Monthly) {
		t.Errorf("known from nothing: %+v", r)
	}
}

// TestStuttgart: one probability of leaving, found from the stocks of the ends of
// 2016 and 2018 and the arrivals between, foretells the end of 2019 from the
// arrivals of that year within 2 %.
func TestStuttgart(t *testing.T) {
	number := func(name, column, at, of string) float64 {
		x, err := strconv.ParseFloat(refdata.Record(t, name, column, at)[of], 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	monthly := func(years ...string) []float64 {
		var list []float64
		for _, y := range years {
			for range 12 {
				list = append(list, number("flows.csv", "period", y, "arrivals")/12)
			}
		}
		return list
	}
	stock := func(day string) float64 { return number("occupancy.csv", "date", day, "persons") }
	p, ok := Level(stock("2016-12-31"), monthly("2017", "2018"), stock("2018-12-31"))
	if !ok {
		t.Fatal("no probability fits")
	}
	year := steady(0, 0, 12)
	for at, a := range monthly("2019") { // whole persons, the year's sum kept
		year.Paths[0][at] = int(math.Floor(a*float64(at+1))) - int(math.Floor(a*float64(at)))
	}
	r := project(t, Model{Months: 12, States: []State{{Key: "all", Leave: Constant(p)}}, Start: [][]int{{int(stock("2018-12-31"))}}, Streams: []Stream{year}}, Options{Paths: 2000, Seed: 1})
	mean, _ := moments(r.Stock.Month(11))
	came := stock("2019-12-31")
	if off := mean/came - 1; math.Abs(off) > 0.02 {
		t.Errorf("%.0f foretold, %.0f came: %.1f %%", mean, came, 100*off)
	} else {
		t.Logf("%.3f %% leave a month; %.0f foretold, %.0f came: %.2f %%", 100*p, mean, came, 100*off)
	}
}

// TestRefused: every fault is named at once.
func TestRefused(t *testing.T) {
	_, err := Project(context.Background(), Model{
		Months: 2, States: []State{{Key: "", Leave: Hazard{{3, 0.5}, {1, 2}}, Moves: []Move{{0, nil}}}}, Start: [][]int{{-1}},
		Streams: []Stream{{4, [][]int{{1}, {1, -2}}}}, Reunion: []Reunion{{0, 0, -1, 0}}, Corrections: []Correction{{2, 1}},
		AgesNow: []float64{0.4}, Areas: []float64{0.5, 0.5}, AreasNow: []int{1},
	}, Options{Paths: 1})
	if rows := fault.RowsOf(err); len(rows) < 14 {
		t.Errorf("%d faults are named: %v", len(rows), rows)
	}
	if _, err := Project(canceled(), Model{Months: 1, States: []State{{Key: "a"}}, Start: [][]int{{1}}}, Options{Paths: 100}); err == nil {
		t.Error("a projection that is not wanted goes on")
	}
}

func canceled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// city is as large as Stuttgart in 2016: 8,000 persons in 152 subdistricts, three
// states, children, reunion.
func city() Model {
	m := Model{
		Months: 60, Births: 0.0025,
		States: []State{
			{Key: "procedure", Leave: Hazard{{0, 0.01}, {6, 0.02}, {24, 0.015}}, Moves: []Move{{1, Hazard{{3, 0.05}, {12, 0.03}}}, {2, Hazard{{3, 0.01}}}}},
			{Key: "recognised", Leave: Hazard{{0, 0.02}, {12, 0.035}, {36, 0.03}}},
			{Key: "tolerated", Leave: Constant(0.02)},
		},
		Start:        [][]int{make([]int, 25), make([]int, 25), make([]int, 25)},
		Reunion:      []Reunion{{After: 1, State: 1, PerPerson: 0.15, Delay: 9}},
		AgesNow:      make([]float64, 217),
		AgesArriving: make([]float64, 217),
		Ages:         []AgeClass{{"under three", 0, 36}, {"kita", 36, 78}, {"school", 78, 216}},
		Areas:        make([]float64, 152), AreasNow: make([]int, 152),
	}
	for age := range m.AgesNow {
		m.AgesNow[age], m.AgesArriving[age] = 0.35/216, 0.35/216
	}
	m.AgesNow[216], m.AgesArriving[216] = 0.65, 0.65
	for d := range 25 {
		m.Start[0][d], m.Start[1][d], m.Start[2][d] = 160, 110, 50
	}
	for a := range m.Areas {
		m.Areas[a], m.AreasNow[a] = 1.0/152, 8000/152
	}
	m.AreasNow[0] += 8000 - 152*(8000/152)
	m.Streams = []Stream{steady(0, 120, 60)}
	return m
}

// BenchmarkCity goes along 10,000 paths of 60 months in 152 subdistricts. Beside
// the time by the clock it tells the processor time of all cores, which other
// programs on the machine disturb less.
func BenchmarkCity(b *testing.B) {
	m := city()
	before := processor(b)
	for b.Loop() {
		project(b, m, Options{Paths: 10_000, Seed: 1})
	}
	b.ReportMetric((processor(b)-before)/float64(b.N), "cpu-s/op")
}

// processor is the processor time of this program so far, in seconds.
func processor(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}
