// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"context"
	"math"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/prediction"
	"planraum/internal/fault"
	"planraum/internal/method/forecast"
	"planraum/internal/method/reconcile"
	"planraum/internal/text"
)

// leastOwn is how many values a series must have for a forecast of its own: from
// one value nothing can be learnt of how a series moves.
const leastOwn = 2

// asked is a forecast whose areas are to add up to it.
type asked struct {
	Order
	indicator figure.Indicator
	series    prediction.Series
	result    forecast.Result
	position  int64
}

// divided is a forecast with its areas: the nodes and the courses that add up.
type divided struct {
	*grove
	hierarchy *reconcile.Hierarchy
	weight    string
	by        string        // what shares are of
	base      [][][]float64 // of nodes with a forecast of their own: by path and step, as forecast
}

// divide forecasts the areas of a whole and makes them add up in every course:
// areas of enough inhabitants and with values of their own from their series,
// those too small for it together, and each of them by its share.
func (d *Desk) divide(ctx context.Context, w asked) (*divided, error) {
	g, err := d.plant(ctx, w)
	if err != nil {
		return nil, err
	}
	tree, err := reconcile.NewTree(g.parents())
	if err != nil {
		return nil, err
	}
	out := &divided{grove: g, base: make([][][]float64, len(g.nodes)), weight: prediction.ByNone}
	var shares []float64
	if shares, out.by, err = g.shares(tree, w); err != nil {
		return nil, err
	}
	own := make([]bool, len(g.nodes))
	for i, n := range g.nodes {
		own[i] = n.own
	}
	out.hierarchy, err = tree.Hierarchy(own, shares, func(upper *reconcile.Tree, nodes []int) (reconcile.Weight, error) {
		if len(nodes) == 1 {
			return upper.Structural(), nil
		}
		if errors := g.errors(nodes); len(errors) >= leastErrors {
			out.weight = prediction.ByErrors
			weight, _ := reconcile.Shrunk(errors)
			return weight, nil
		}
		out.weight = prediction.ByStructure
		return upper.Structural(), nil
	})
	if err != nil {
		return nil, err
	}
	out.base[0] = w.result.Paths
	for i, n := range g.nodes[1:] {
		if !n.own {
			continue
		}
		r, err := forecast.Do(ctx, forecast.Series{Start: w.series.Start, Frequency: w.series.Frequency, Values: n.values},
			forecast.Options{Horizon: w.Horizon, Method: w.Method, Seed: w.Seed, Paths: samplePaths, Levels: prediction.Levels})
		if err != nil {
			return nil, err
		}
		out.base[i+1] = r.Paths
	}
	return out, nil
}

// leastErrors is how many errors of all areas at once a covariance needs; with
// fewer the number of areas in each weighs.
const leastErrors = 8

// course returns course k by node and step, made to add up.
func (d *divided) course(k int) [][]float64 {
	steps := len(d.base[0][k])
	path := make([][]float64, len(d.nodes))
	for i := range path {
		path[i] = make([]float64, steps)
		if d.base[i] != nil {
			copy(path[i], d.base[i][k])
		}
	}
	d.hierarchy.Paths([][][]float64{path})
	return path
}

// settle puts the areas into a forecast, whose own steps and sums become those of
// the courses that add up.
func (d *divided) settle(f *prediction.Issued) {
	paths := make([]forecast.Result, len(d.nodes))
	for k := range d.base[0] {
		for i, one := range d.course(k) {
			paths[i].Paths = append(paths[i].Paths, one)
		}
	}
	for i := range f.Steps {
		median, bands := paths[0].Sum(i+1, i+1, prediction.Levels)
		f.Steps[i].Range, f.Steps[i].Mean = whole(f, rangeAt(median, bands, 0)), meanAt(paths[0].Paths, i)
	}
	for i := range f.Sums {
		median, bands := paths[0].Sum(1, f.Sums[i].Steps, prediction.Levels)
		f.Sums[i].Range = whole(f, rangeAt(median, bands, 0))
	}
	f.Parts = &prediction.Parts{Level: d.level, Version: reconcile.Version, Weight: d.weight}
	for i, n := range d.nodes {
		if i == 0 || n.area == "" {
			continue
		}
		p := prediction.Part{Area: n.area, Within: d.nodes[n.within].area, Own: n.own, Residents: n.residents}
		if !n.own {
			p.By, p.Group = d.by, d.nodes[n.within].area == ""
			p.Share = ratio(meanAt(paths[i].Paths, 0), meanAt(paths[n.within].Paths, 0))
		}
		if d.nodes[n.within].area == "" {
			p.Within = d.nodes[d.nodes[n.within].within].area
		}
		for at := range f.Steps {
			median, bands := paths[i].Sum(at+1, at+1, []float64{80})
			p.Steps = append(p.Steps, prediction.PartStep{
				Mean: meanAt(paths[i].Paths, at), Median: median, Low: min(bands[0].Lower[0], median), High: max(bands[0].Upper[0], median),
			})
		}
		f.Parts.Areas = append(f.Parts.Areas, p)
	}
}

// whole rounds what is said of counts to whole numbers.
func whole(f *prediction.Issued, r prediction.Range) prediction.Range {
	if !f.Counts {
		return r
	}
	r.Median = math.Round(r.Median)
	for i, b := range r.Bounds {
		r.Bounds[i].Low, r.Bounds[i].High = math.Round(b.Low), math.Round(b.High)
	}
	return r
}

func ratio(part, all float64) float64 {
	if all <= 0 {
		return 0
	}
	return min(part/all, 1)
}

func meanAt(paths [][]float64, step int) float64 {
	sum := 0.0
	for _, p := range paths {
		sum += p[step]
	}
	return sum / float64(len(paths))
}

// partLevels are the areas that can be asked for, by the name of their level.
var partLevels = map[string]area.Level{"district": area.District, "subdistrict": area.Subdistrict}

// PartLevels are their names, coarse ones first.
var PartLevels = []string{"district", "subdistrict"}

// additive reports whether the values of areas can be added up.
func additive(i figure.Indicator) bool { return i.Kind == figure.Stock || i.Kind == figure.Flow }

func noParts(o Order, column, value, de, en string) error {
	return fault.Refuse("forecasting.noParts("+string(o.Area)+")", []fault.Row{{File: "Prognose", Column: column, Value: value, Expected: text.T(de, en)}})
}

// errors are how far the last value was off at each step for which all the nodes
// have one and the value before: what their covariance is taken from.
func (g *grove) errors(nodes []int) (rows [][]float64) {
	for t := 1; t < len(g.nodes[0].values); t++ {
		row := make([]float64, len(nodes))
		for k, node := range nodes {
			row[k] = g.nodes[node].values[t] - g.nodes[node].values[t-1]
		}
		if !slices.ContainsFunc(row, math.IsNaN) {
			rows = append(rows, row)
		}
	}
	return rows
}
