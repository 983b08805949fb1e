// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package whatif turns a scenario into sample paths: arrivals, and places lost. A
// mixture of scenarios is a mixture of their paths, never an average of lines. See
// docs/methods/whatif.md.
package whatif

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Version names the calculation. It changes with any change that can change a
// number.
const Version = "whatif/1"

// Paths are sample paths by path and month, in persons: who needs the city's
// housing newly, who arrived but lives privately at first, and the places lost
// since the beginning.
type Paths struct {
	Arrivals, Private, Lost [][]int
}

// Apply lays a scenario over the baseline's paths of arrivals, of which the first
// month is from. What is assumed as a range is drawn anew for each path from the
// triangular distribution. The baseline is not changed.
func Apply(s scenario.Scenario, baseline [][]int, from period.Month, seed uint64) (Paths, error) {
	const op = "whatif.Apply"
	if problems := s.Check(); len(problems) > 0 {
		var rows []fault.Row
		for _, p := range problems {
			rows = append(rows, fault.Row{Column: p.Path, Value: p.Value, Expected: p.Expected})
		}
		return Paths{}, fault.Refuse(op, rows)
	}
	var all Paths
	for i, base := range baseline {
		d := drawer{rand.New(rand.NewPCG(seed, uint64(i)))}
		w := &way{from: from, arrivals: make([]float64, len(base)), private: make([]float64, len(base)), lost: make([]float64, len(base))}
		for t, n := range base {
			w.arrivals[t] = float64(n)
		}
		for _, p := range s.Parts {
			w.lay(p, d)
		}
		all.Arrivals = append(all.Arrivals, d.whole(w.arrivals))
		all.Private = append(all.Private, d.whole(w.private))
		all.Lost = append(all.Lost, d.whole(w.lost))
	}
	return all, nil
}

// way is one path under way.
type way struct {
	from                    period.Month
	arrivals, private, lost []float64
}

// lay adds one part of a scenario. Its numbers are drawn even where it lies
// beyond the horizon, so that a longer horizon changes no earlier month.
func (w *way) lay(p scenario.Part, d drawer) {
	at := int(p.From - w.from) // may lie before the first month
	factor, months := d.of(p.Factor), d.of(p.Months)
	persons, private, wait := d.of(p.Persons), d.of(p.Private)/100, d.of(p.Return)
	switch p.Kind {
	case scenario.Surge:
		for t := max(at, 0); t < len(w.arrivals); t++ {
			w.arrivals[t] *= 1 + (factor-1)*Wave(float64(t-at+1), months, float64(p.Down))
		}
	case scenario.Law:
		for t := max(at, 0); t < len(w.arrivals); t++ {
			w.arrivals[t] *= factor
		}
	case scenario.Reunion:
		w.come(at, persons, months, 0, 1)
	case scenario.Jump:
		w.come(at, persons, months, private, wait)
	case scenario.Loss:
		for t := max(at, 0); t < len(w.lost); t++ {
			w.lost[t] += persons
		}
	}
}

// come spreads persons evenly over months. The private part waits: each month one
// of wait of them needs the city's housing.
func (w *way) come(at int, persons, months, private, wait float64) {
	waiting := 0.0
	for t := at; t < len(w.arrivals); t++ {
		now := persons * (min(float64(t-at+1), months) - min(float64(t-at), months)) / months
		returning := waiting / wait
		waiting += now*private - returning
		if t >= 0 {
			w.arrivals[t] += now*(1-private) + returning
			w.private[t] += now * private
		}
	}
}

// Wave is the shape of a surge, from 0 before it to 1 at its peak: a logistic rise
// over up months, interrupted and over after down more months, in the same shape
// downwards. Time counts the months since the beginning.
func Wave(time, up, down float64) float64 {
	switch {
	case time <= 0:
		return 0
	case time <= up:
		return logistic(time / up)
	case down > 0 && time < up+down:
		return logistic(1 - (time-up)/down)
	}
	return 0
}

// logistic rises from 0 at 0 to 1 at 1, steepest at one half.
func logistic(x float64) float64 {
	const steep = 8
	raw := func(x float64) float64 { return 1 / (1 + math.Exp(-steep*(x-0.5))) }
	return (raw(x) - raw(0)) / (raw(1) - raw(0))
}

type drawer struct{ *rand.Rand }

// of draws from the triangular distribution over a range; 0 where there is none.
func (d drawer) of(r *scenario.Range) float64 {
	u := d.Float64()
	if r == nil {
		return 0
	}
	width := r.High - r.Low
	if width == 0 {
		return r.Likely
	}
	if peak := (r.Likely - r.Low) / width; u < peak {
		return r.Low + math.Sqrt(u*width*(r.Likely-r.Low))
	}
	return r.High - math.Sqrt((1-u)*width*(r.High-r.Likely))
}

// whole makes whole persons: the sums so far are rounded, so that nobody is lost
// over the months; where to round is drawn once for a path.
func (d drawer) whole(list []float64) []int {
	out := make([]int, len(list))
	sum, given := d.Float64(), 0
	for t, x := range list {
		sum += x
		out[t] = max(int(math.Floor(sum+1e-9))-given, 0)
		given += out[t]
	}
	return out
}

// Mix draws paths from several scenarios in the proportion of their weights: which
// of them each path is, by largest remainders and spread evenly, of equal
// remainders the first. It refuses weights that say nothing.
func Mix(weights []int, paths int) ([]int, error) {
	sum := 0
	for i, w := range weights {
		if w < 0 {
			return nil, fault.Refuse("whatif.Mix", []fault.Row{{Column: fmt.Sprintf("weight[%d]", i), Value: fmt.Sprint(w), Expected: text.T("0 oder mehr", "0 or more")}})
		}
		sum += w
	}
	if sum == 0 {
		return nil, fault.Refuse("whatif.Mix", []fault.Row{{Column: "weight", Value: "0", Expected: text.T("mindestens ein Szenario mit Gewicht", "at least one scenario with a weight")}})
	}
	share := make([]int, len(weights))
	order := make([]int, len(weights))
	given := 0
	for i, w := range weights {
		share[i], order[i] = w*paths/sum, i
		given += share[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return weights[b]*paths%sum - weights[a]*paths%sum })
	for i := range paths - given {
		share[order[i]]++
	}
	// Each path goes to the scenario that is furthest behind its part.
	chosen, taken := make([]int, paths), make([]int, len(weights))
	for p := range chosen {
		best := -1
		for i := range weights {
			if taken[i] < share[i] && (best < 0 || (taken[i]+1)*share[best] < (taken[best]+1)*share[i]) {
				best = i
			}
		}
		chosen[p] = best
		taken[best]++
	}
	return chosen, nil
}
