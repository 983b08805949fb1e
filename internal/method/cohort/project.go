// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"planraum/internal/fault"
)

// Options say how a model is projected.
type Options struct {
	Paths int    // number of sample paths
	Seed  uint64 // the same seed gives the same result
	// Workers is how many paths are gone along at a time; 0: as many as there are
	// cores. The result does not hang on it.
	Workers  int
	Progress func(done, total int) // may be nil; called from several goroutines
}

// Result holds what came out, in persons, as whole sample paths for the city and
// as counts of values for areas.
type Result struct {
	Months, Paths int
	// Stock is who is there at the end of each month, the others what happened in
	// it: Stock = Stock before + Arrived + Joined + Born - Left + Corrected.
	Stock, Arrived, Joined, Born, Left, Corrected Sample
	States                                        []Sample   // stock by state
	Ages                                          []Sample   // stock by age class
	Areas                                         [][]Counts // by area and month
}

// Sample is a number for each path and month.
type Sample struct {
	months int
	values []int32
}

func newSample(paths, months int) Sample { return Sample{months, make([]int32, paths*months)} }

// Path returns the months of one path; not to be changed.
func (s Sample) Path(path int) []int32 { return s.values[path*s.months : (path+1)*s.months] }

// Month returns one month of all paths.
func (s Sample) Month(month int) []int {
	var list []int
	for at := month; at < len(s.values); at += s.months {
		list = append(list, int(s.values[at]))
	}
	return list
}

// Sum returns for each path the sum over months from first up to last, both
// included: how many will come in a year.
func (s Sample) Sum(first, last int) []int {
	var list []int
	for at := 0; at < len(s.values); at += s.months {
		sum := 0
		for _, x := range s.values[at+first : at+last+1] {
			sum += int(x)
		}
		list = append(list, sum)
	}
	return list
}

// batch is the number of paths that a worker takes at a time.
const batch = 64

// Project goes along the sample paths of a model. Faults of the model are named
// all at once. The same model, seed and number of paths give the same result on
// any number of cores.
func Project(ctx context.Context, m Model, o Options) (*Result, error) {
	const op = "cohort.Project"
	if err := m.Check(); err != nil {
		return nil, fault.Wrap(op, err)
	}
	p := newPlan(m)
	r := &Result{Months: m.Months, Paths: max(o.Paths, 0)}
	for _, s := range []*Sample{&r.Stock, &r.Arrived, &r.Joined, &r.Born, &r.Left, &r.Corrected} {
		*s = newSample(r.Paths, r.Months)
	}
	for range m.States {
		r.States = append(r.States, newSample(r.Paths, r.Months))
	}
	for range p.now {
		r.Ages = append(r.Ages, newSample(r.Paths, r.Months))
	}
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next, done atomic.Int64
	counted := make([][][]Counts, workers)
	var group sync.WaitGroup
	for i := range workers {
		group.Go(func() {
			w := newWalker(p)
			areas := newTally(len(m.Areas), m.Months)
			defer func() { counted[i] = areas.counts() }()
			for ctx.Err() == nil {
				first := int(next.Add(batch)) - batch
				if first >= r.Paths {
					return
				}
				last := min(first+batch, r.Paths)
				for path := first; path < last; path++ {
					w.walk(o.Seed, path, r, path-first)
				}
				w.count(areas, last-first)
				if n := done.Add(int64(last - first)); o.Progress != nil {
					o.Progress(int(n), r.Paths)
				}
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, fault.Wrap(op, err)
	}
	r.Areas = counted[0]
	for _, other := range counted[1:] {
		merge(r.Areas, other)
	}
	return r, nil
}

// walk goes along one path and keeps it; nth is its number within the batch.
func (w *walker) walk(seed uint64, path int, r *Result, nth int) {
	w.begin(seed, path)
	base := path * w.Months
	for t := range w.Months {
		m := w.month(t)
		at := base + t
		r.Stock.values[at], r.Arrived.values[at], r.Joined.values[at] = int32(w.all), int32(m.arrived), int32(m.joined)
		r.Born.values[at], r.Left.values[at], r.Corrected.values[at] = int32(m.born), int32(m.left), int32(m.corrected)
		for k, n := range w.sums {
			r.States[k].values[at] = int32(n)
		}
		for c, n := range w.ages(t) {
			r.Ages[c].values[at] = int32(n)
		}
		copy(w.lived[(nth*w.Months+t)*len(w.Areas):], w.crowd.of)
	}
}

// count counts the areas' persons of the paths of a batch, month by month.
func (w *walker) count(areas *tally, paths int) {
	if len(w.Areas) == 0 {
		return
	}
	for t := range w.Months {
		for nth := range paths {
			areas.add(t, w.lived[(nth*w.Months+t)*len(w.Areas):][:len(w.Areas)])
		}
	}
	areas.paths += paths
}

// ages draws how many are in each age class. How many are expected, and how
// uncertain that is, follows from when everybody came; the sum of unlike chances
// is drawn as the binomial with the same mean and variance (Ehm 1991), which is
// certain where every chance is 0 or 1.
func (w *walker) ages(t int) []int {
	if len(w.now) == 0 {
		return nil
	}
	old, came := int32(0), w.came[:t+1] // by month of arrival
	clear(came)
	for _, stock := range w.stock {
		for _, n := range stock[:w.old] {
			old += n
		}
		for m, n := range stock[w.old:][:len(came)] {
			came[m] += n
		}
	}
	rest := w.all
	for c := range w.aged {
		share := w.now[c][t+1]
		mean, spread := w.expected(c, came)
		mean, spread = mean+float64(old)*share, spread+float64(old)*share*(1-share)
		w.aged[c] = min(w.unlike(mean, spread), rest)
		rest -= w.aged[c]
	}
	return w.aged
}

// expected is the mean and the variance of how many of those who came or were born
// since the start are in an age class.
func (w *walker) expected(c int, came []int32) (mean, spread float64) {
	t := len(came) - 1
	born, newborn, then := w.born[:len(came)], w.newborn[c][:len(came)], w.then[c][:len(came)]
	for m, n := range came {
		children := float64(n) * born[m]
		others := float64(n) - children
		share := then[t-m]
		mean += children*newborn[t-m] + others*share
		spread += others * share * (1 - share)
	}
	return mean, spread
}

// unlike draws a sum of unlike chances with a mean and a variance.
func (w *walker) unlike(mean, variance float64) int {
	if mean < 1e-9 {
		return 0
	}
	p := min(max(1-variance/mean, 1e-6), 1)
	n := mean / p
	whole := int(n + 1e-9)
	if w.draws.unit() < n-float64(whole) {
		whole++
	}
	return w.draws.binomial(whole, p)
}

// Months is the number of months of a sample.
func (s Sample) Months() int { return s.months }
