// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"math"
	"math/rand/v2"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/scenario"
	"planraum/internal/fault"
	"planraum/internal/method/cohort"
	"planraum/internal/method/fill"
	"planraum/internal/method/forecast"
	"planraum/internal/method/whatif"
	"planraum/internal/text"
)

// Wish says which demand is asked for.
type Wish struct {
	To    period.Month // last month
	Seed  uint64
	Paths int // 0: DefaultPaths; a multiple of histories is taken
	// Scenarios are laid over the arrivals: one, or several with weights as a mixture;
	// none: the figures go on as they did.
	Scenarios []scenario.Scenario
	// OneState leaves out what is assumed of how long people stay and who they are.
	OneState bool
}

// DefaultPaths is the number of sample paths of an outlook, and histories that of
// the possible pasts they start from: months that nobody counted are drawn anew
// for each, so that not knowing the past widens the future.
const (
	DefaultPaths = 1000
	histories    = 20
	DefaultSeed  = 1
)

// Demand is what may come: sample paths of persons in the city's housing.
type Demand struct {
	AsOf  period.Date
	Past  Past
	First period.Month // of the paths
	// Persons are those in housing at the end of each month, Arrived who came and Lost
	// the places a scenario takes away, by path and month. Lost is nil without one.
	Persons, Arrived, Lost [][]int
	Seed                   uint64
	Methods                []plan.Method
	Arrivals               Reason
	Leaving                Leaving
	Scenarios              []scenario.Scenario
	Structure              *Structure // who the persons are; nil: nothing is assumed of it
}

// Reason says by which method arrivals were forecast, and why.
type Reason struct {
	Method string
	Models []string
	Why    text.Text
	Back   forecast.Backtest
}

// Leaving is the share of those in housing who leave in a month: the middle of the
// histories, and a tenth of them lie below Low and above High.
type Leaving struct{ Low, Middle, High float64 }

// Past is the complete account of the months until the last one known.
type Past struct {
	First                       period.Month
	Stock, Arrivals, Departures []fill.Estimate // Stock has one entry more: the end of the month before First
	Counted                     map[period.Month]bool
	Basis                       map[period.Month]figure.Basis  // of the stock near the end of a month, where there is one
	Exact                       map[period.Month]fill.Estimate // stocks of the last day of the month itself
	Used                        []figure.Picked                // the figures it rests on
	Roughness                   float64
	Filled                      int // months whose end nobody counted
	// Contradicting are counts that the others contradict: the account misses them.
	Contradicting []Contradiction
}

// Contradiction is a count that could not be kept because others say otherwise.
type Contradiction struct {
	Of      string       `json:"indicator"` // Persons, Arrivals or Departures
	First   period.Month `json:"from"`      // of a stock its month in both
	Last    period.Month `json:"to"`
	Counted float64      `json:"persons"`
	By      float64      `json:"by"` // counted less what the account says
}

// Last is the last month of the past.
func (p Past) Last() period.Month { return p.First + period.Month(len(p.Arrivals)) - 1 }

// Reckon draws the paths of a demand from what was known. It is pure: the same
// input gives the same bytes on any machine and any number of cores. It refuses
// (fault.Invalid) a city without a counted stock.
func Reckon(ctx context.Context, k Known, w Wish) (Demand, error) {
	const op = "outlook.Reckon"
	a, ok := k.account()
	if !ok {
		return Demand{}, nothingKnown(op)
	}
	filled, err := fill.Complete(a.Account)
	if err != nil {
		return Demand{}, fault.Wrap(op, err)
	}
	d := Demand{AsOf: k.AsOf, Past: a.past(filled), Seed: w.Seed, Scenarios: w.Scenarios, Methods: []plan.Method{
		{Name: "outlook", Version: Version},
		{Name: "fill", Version: fill.Version},
		{Name: "forecast", Version: forecast.SeriesVersion},
		{Name: "cohort", Version: cohort.Version},
		{Name: "whatif", Version: whatif.Version},
	}}
	d.First = d.Past.Last() + 1
	months := int(w.To-d.First) + 1
	if months < 1 || months > forecast.MaxHorizon {
		return Demand{}, fault.New(fault.Invalid, op, "Vorausgerechnet werden 1 bis 120 Monate nach dem letzten bekannten.", "1 to 120 months after the last known one can be reckoned ahead.")
	}
	each := max(w.Paths, histories) / histories
	if w.Paths == 0 {
		each = DefaultPaths / histories
	}
	r := reckoner{ctx: ctx, wish: w, filled: filled, start: a.first, months: months, each: each}
	if k.Assumed != nil && !w.OneState {
		r.assumed = newStates(*k.Assumed)
	}
	if err := r.draw(); err != nil {
		return Demand{}, fault.Wrap(op, err)
	}
	if err := r.scenarios(d.First); err != nil {
		return Demand{}, fault.Wrap(op, err)
	}
	if err := r.project(); err != nil {
		return Demand{}, fault.Wrap(op, err)
	}
	d.Persons, d.Arrived, d.Lost = r.persons, r.arrivals, r.lost
	d.Structure = r.assumed.structure()
	d.Arrivals, d.Leaving = Reason{r.chosen.Method, r.chosen.Models, r.chosen.Why, r.chosen.Back}, spread(r.leave)
	return d, nil
}

func nothingKnown(op string) error {
	return fault.New(fault.Invalid, op,
		"Es ist noch kein Bestand an untergebrachten Personen bekannt. Ohne ihn lässt sich nicht vorausrechnen.",
		"No stock of accommodated persons is known yet. Without one nothing can be reckoned ahead.")
}

func (a *account) past(f *fill.Filled) Past {
	p := Past{First: a.first, Stock: f.Stock, Arrivals: f.Arrivals, Departures: f.Departures, Counted: a.counted, Basis: a.basis, Exact: a.exact, Used: a.used, Roughness: f.Roughness}
	for t := range a.Months {
		if !a.counted[a.first+period.Month(t)] {
			p.Filled++
		}
	}
	of := map[string]string{"stock": Persons, "arrivals": Arrivals, "departures": Departures}
	for _, m := range f.Contradicting {
		p.Contradicting = append(p.Contradicting, Contradiction{of[m.Of], a.first + period.Month(m.First-1), a.first + period.Month(m.Last-1), m.Persons, m.By})
	}
	return p
}

// reckoner goes from histories to paths.
type reckoner struct {
	ctx    context.Context
	wish   Wish
	filled *fill.Filled
	start  period.Month
	months int // to reckon
	each   int // paths of a history

	stock    []int     // at the end of each history
	leave    []float64 // monthly probability of leaving, by history
	chosen   forecast.Result
	arrivals [][]int
	lost     [][]int
	persons  [][]int
	assumed  *states // nil: all are in one state
}

// draw forecasts the arrivals of the filled past and draws histories: each says how
// high arrivals and the stock may have been where nobody counted, and how many left.
// Models are not fitted to each history: drawn months jump where filled ones do
// not, and a model would carry the jumps on.
func (r *reckoner) draw() error {
	values := make([]float64, len(r.filled.Arrivals))
	largest := 1.0
	for i, a := range r.filled.Arrivals {
		values[i] = math.Round(max(a.Persons, 0))
		largest = max(largest, values[i])
	}
	res, err := forecast.Do(r.ctx, forecast.Series{Start: r.start, Frequency: 12, Values: values},
		forecast.Options{Horizon: r.months, Seed: r.wish.Seed, Paths: r.each * histories})
	if err != nil {
		return err
	}
	r.chosen = res
	wider := r.restlessness(values)
	recent := values[max(len(values)-recentMonths, 0):]
	for h := range histories {
		stock, in, out := r.filled.Draw(r.wish.Seed, uint64(h))
		level := ratio(in[len(in)-len(recent):], recent)
		// Path h of each turn, so that every history gets paths of all kinds.
		for p := h; p < len(res.Paths); p += histories {
			r.arrivals = append(r.arrivals, wholes(widened(res.Paths[p], res.Median, wider), level, mostTimes*largest))
		}
		r.stock = append(r.stock, stock[len(stock)-1])
		r.leave = append(r.leave, leaving(stock, out, rand.New(rand.NewPCG(r.wish.Seed, uint64(1000+h)))))
	}
	return nil
}

// recentMonths are those by which a history says how high arrivals are now, and
// mostTimes the largest month ever at which a path is cut off: a surge of that size is no
// matter of a series any more, but of a scenario.
const (
	recentMonths = 6
	mostTimes    = 5
)

// restlessness is how much more the months of the histories jump than the filled
// ones, in mean absolute steps of logarithms, 1 to mostRestless: filled months are
// smoother than counted ones would be, and a model that sees only them takes the
// future to be as smooth.
func (r *reckoner) restlessness(filled []float64) float64 {
	drawn := 0.0
	for h := range histories {
		_, in, _ := r.filled.Draw(r.wish.Seed, uint64(h))
		values := make([]float64, len(in))
		for i, n := range in {
			values[i] = float64(n)
		}
		drawn += steps(values) / histories
	}
	if smooth := steps(filled); smooth > 0 {
		return min(max(drawn/smooth, 1), mostRestless)
	}
	return 1
}

const mostRestless = 2

// steps is the mean absolute step of the logarithms of a series.
func steps(values []float64) float64 {
	sum := 0.0
	for i := 1; i < len(values); i++ {
		sum += math.Abs(math.Log((values[i] + 1) / (values[i-1] + 1)))
	}
	return sum / math.Max(float64(len(values)-1), 1)
}

// widened moves a path away from the median by a factor, in logarithms.
func widened(path, median []float64, by float64) []float64 {
	list := make([]float64, len(path))
	for i, x := range path {
		list[i] = (median[i]+1)*math.Pow((x+1)/(median[i]+1), by) - 1
	}
	return list
}

// ratio is how much higher a history was than the filled past, between a third and
// three times.
func ratio(drawn []int, filled []float64) float64 {
	a, b := 0.0, 0.0
	for i, n := range drawn {
		a, b = a+float64(n), b+filled[i]
	}
	return min(max((a+1)/(b+1), 1.0/3), 3)
}

// wholes rounds a path times a factor to whole persons so that its running sum is
// kept, up to most a month.
func wholes(path []float64, factor, most float64) []int {
	list, carry := make([]int, len(path)), 0.0
	for i, x := range path {
		carry += min(x*factor, most)
		list[i] = max(int(math.Round(carry)), 0)
		carry -= float64(list[i])
	}
	return list
}

// The months of the past from which the share of those who leave is taken, and the
// least standard deviation of its logarithm: laws, flats and counts change it.
const (
	leavingMonths = 12
	leavingSpread = 0.2
)

// leaving is a monthly probability of leaving: that of the last year of a history,
// times a random factor as wide as the share differed between half years.
func leaving(stock, out []int, rnd *rand.Rand) float64 {
	share := func(from, to int) float64 {
		left, there := 0, 0
		for t := from; t < to; t++ {
			left, there = left+out[t], there+stock[t]
		}
		if there == 0 {
			return 0
		}
		return float64(left) / float64(there)
	}
	n := len(out)
	now := share(max(n-leavingMonths, 0), n)
	var squares, count float64
	for to := n - leavingMonths/2; to >= leavingMonths/2 && count < 6; to -= leavingMonths / 2 {
		a, b := share(to-leavingMonths/2, to), share(to, to+leavingMonths/2)
		if a > 0 && b > 0 {
			squares, count = squares+math.Log(b/a)*math.Log(b/a), count+1
		}
	}
	spread := leavingSpread
	if count > 0 {
		spread = min(max(math.Sqrt(squares/count/2), leavingSpread), 3*leavingSpread)
	}
	return min(now*math.Exp(spread*rnd.NormFloat64()), 1)
}

// scenarios lays what is assumed over the arrivals.
func (r *reckoner) scenarios(from period.Month) error {
	list := r.wish.Scenarios
	if len(list) == 0 {
		return nil
	}
	of := make([]int, len(r.arrivals))
	if len(list) > 1 {
		weights := make([]int, len(list))
		for i, s := range list {
			weights[i] = s.Weight
		}
		var err error
		if of, err = whatif.Mix(weights, len(r.arrivals)); err != nil {
			return err
		}
	}
	mixed := make([][]int, len(r.arrivals))
	r.lost = make([][]int, len(r.arrivals))
	for i, s := range list {
		under, err := whatif.Apply(s, r.arrivals, from, r.wish.Seed+uint64(i))
		if err != nil {
			return err
		}
		for p, which := range of {
			if which == i {
				mixed[p], r.lost[p] = under.Arrivals[p], under.Lost[p]
			}
		}
	}
	r.arrivals = mixed
	return nil
}

// project goes along the paths: who is there, comes and leaves, in whole persons.
func (r *reckoner) project() error {
	for h, leave := range r.leave {
		paths := r.arrivals[h*r.each : (h+1)*r.each]
		model := cohort.Model{
			States:  []cohort.State{{Key: "housing", Leave: cohort.Constant(leave)}},
			Start:   [][]int{{r.stock[h]}},
			Streams: []cohort.Stream{{Paths: paths}},
		}
		if r.assumed != nil {
			model = r.assumed.model(r.stock[h], leave, paths)
		}
		model.Months = r.months
		res, err := cohort.Project(r.ctx, model, cohort.Options{Paths: r.each, Seed: r.wish.Seed + uint64(h), Workers: 1})
		if err != nil {
			return err
		}
		r.assumed.take(res)
		for p := range r.each {
			list := make([]int, r.months)
			for t, n := range res.Stock.Path(p) {
				list[t] = int(n)
			}
			r.persons = append(r.persons, list)
		}
	}
	return nil
}
