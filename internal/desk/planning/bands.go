// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
	"planraum/internal/method/staffing"
)

// Paths are sample paths of the persons in the city's housing, by path and month
// from From on. Lost are the places that a scenario takes away; nil: none.
type Paths struct {
	From          period.Month
	Persons, Lost [][]int
}

// Quantiles are bounds of a number over all paths: a tenth of the paths lie below Low
// and above High, one in forty below Lowest and above Highest.
type Quantiles struct{ Lowest, Low, Median, High, Highest int64 }

// BandMonth is a month of a plan with the uncertainty of how many persons come: the
// plan's places, keys and prices, reckoned for each path.
type BandMonth struct {
	Planned         plan.Month // by the plan's own assumptions
	Persons, Needed Quantiles  // persons, places
	Missing         Quantiles  // places, 0 in paths in which none are missing
	Posts           Quantiles  // hundredths of a post, as unit.FTE
	Cost            Quantiles  // cents
	Probability     float64    // that places are missing
	First           float64    // that it is the first month in which any are
}

// BandYear is the cost of a budget year over the paths, in cents: sums of each path,
// because the bound of a sum is not the sum of bounds.
type BandYear struct {
	plan.Year
	Months int // with paths; of the others the plan's own cost counts
	Costs  Quantiles
}

// Banded is a run with the uncertainty of paths.
type Banded struct {
	From   period.Month // first month that has both: the plan and the paths
	Paths  int
	Months []BandMonth
	Years  []BandYear
	Never  float64 // probability that no month of these lacks places
}

// Shortage is the first month of shortage as a distribution: the median of the paths
// that have one, and the month before which a tenth of all paths lack places. They
// are nil where too few paths do.
func (b Banded) Shortage() (early, middle *period.Month) {
	sum := 0.0
	for i, m := range b.Months {
		sum += m.First
		if early == nil && sum >= 0.1 {
			early = &b.Months[i].Planned.Month
		}
		if middle == nil && sum >= 0.5 {
			middle = &b.Months[i].Planned.Month
		}
	}
	return early, middle
}

// Bands reckons a run for each path: places needed, missing places, posts and cost by
// the run's own norms, places, keys and prices. Months before the paths begin or
// after they end have no band. It is pure.
func Bands(run plan.Run, paths Paths) (Banded, error) {
	const op = "planning.Bands"
	if len(paths.Persons) == 0 || len(run.Result.Months) == 0 {
		return Banded{}, nil
	}
	p := run.Inputs.Plan
	from, to := max(p.From, paths.From), min(p.To, paths.From+period.Month(len(paths.Persons[0]))-1)
	b := Banded{From: from, Paths: len(paths.Persons)}
	if from > to {
		return b, nil
	}
	r := &bander{run: run, paths: paths, posts: newPostReckoner(run.Inputs), short: make([]bool, len(paths.Persons)), years: map[int][]int64{}}
	for m := from; m <= to; m++ {
		month, err := r.month(m)
		if err != nil {
			return b, fault.Wrap(op, err)
		}
		b.Months = append(b.Months, month)
	}
	never := 0
	for _, lacked := range r.short {
		if !lacked {
			never++
		}
	}
	b.Never = float64(never) / float64(len(r.short))
	b.Years = r.budget(from, to)
	return b, nil
}

// bander goes through the months of a run.
type bander struct {
	run   plan.Run
	paths Paths
	posts *postReckoner
	short []bool          // a month of the path lacked places
	years map[int][]int64 // cents of the paths by year
}

func (r *bander) month(m period.Month) (BandMonth, error) {
	planned := r.run.Result.Months[m-r.run.Inputs.Plan.From]
	norm, err := balance.UtilisationAt(r.run.Inputs.Utilisation, m.Last())
	if err != nil {
		return BandMonth{}, err
	}
	keys, err := staffing.Select(r.run.Inputs.Keys, m.Last())
	if err != nil {
		return BandMonth{}, err
	}
	n := len(r.paths.Persons)
	list := struct{ persons, needed, missing, posts, cost []int64 }{make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n)}
	b, at := BandMonth{Planned: planned}, int(m-r.paths.From)
	lacking, first := 0, 0
	for p, path := range r.paths.Persons {
		one := planned
		one.Persons = unit.Headcount(path[at])
		one.Needed = balance.Needed(one.Persons, norm.Share)
		if r.paths.Lost != nil {
			one.Usable = max(one.Usable-unit.Headcount(r.paths.Lost[p][at]), 0)
		}
		one.Posts, one.PostsTotal, one.Cost = nil, 0, 0
		r.posts.total(&one, keys)
		list.persons[p], list.needed[p], list.posts[p], list.cost[p] = int64(one.Persons), int64(one.Needed), int64(one.PostsTotal), int64(one.Cost)
		if lack := -balance.Gap(one.Usable, one.Needed); lack > 0 {
			list.missing[p] = int64(lack)
			lacking++
			if !r.short[p] {
				first++
				r.short[p] = true
			}
		}
	}
	r.spend(m.Year(), list.cost)
	b.Probability, b.First = float64(lacking)/float64(n), float64(first)/float64(n)
	b.Persons, b.Needed, b.Missing = quantiles(list.persons), quantiles(list.needed), quantiles(list.missing)
	b.Posts, b.Cost = quantiles(list.posts), quantiles(list.cost)
	return b, nil
}

// spend adds a month's cost of each path to its year.
func (r *bander) spend(year int, cost []int64) {
	if r.years[year] == nil {
		r.years[year] = make([]int64, len(cost))
	}
	for p, c := range cost {
		r.years[year][p] += c
	}
}

// budget is the cost of the budget years: months without a band cost what the plan
// says.
func (r *bander) budget(from, to period.Month) []BandYear {
	var list []BandYear
	for _, y := range r.run.Result.Years {
		b := BandYear{Year: y}
		sums := slices.Clone(r.years[y.Year])
		if sums == nil {
			continue
		}
		for _, m := range r.run.Result.Months {
			switch {
			case m.Month.Year() != y.Year:
			case m.Month >= from && m.Month <= to:
				b.Months++
			default:
				for p := range sums {
					sums[p] += int64(m.Cost)
				}
			}
		}
		b.Costs = quantiles(sums)
		list = append(list, b)
	}
	return list
}

// quantiles takes the smallest values that at least the share of the list does not
// exceed. It sorts the list.
func quantiles(list []int64) Quantiles {
	slices.Sort(list)
	n := len(list)
	at := func(thousandths int) int64 { return list[max((n*thousandths+999)/1000-1, 0)] }
	return Quantiles{at(25), at(100), at(500), at(900), at(975)}
}
