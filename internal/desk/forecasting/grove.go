// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/method/reconcile"
)

// grove is an area with those below it, every one after the one it is part of.
type grove struct {
	level string
	nodes []node
}

// node is an area, or (area "") those areas of one whole together that are too
// small for a forecast of their own.
type node struct {
	area      area.ID
	within    int // place of the whole; -1: none
	values    []float64
	residents *int64
	own       bool
}

// residents is the indicator that says which areas are too small.
const residents = "population.residents"

// plant gathers the areas of a whole with their series and inhabitants.
func (d *Desk) plant(ctx context.Context, w asked) (*grove, error) {
	if !additive(w.indicator) {
		return nil, noParts(w.Order, "parts", w.Parts, "kein Gebiet darunter: Anteile und Preise von Gebieten ergeben keine Summe", "no areas below: shares and prices of areas make no sum")
	}
	if slices.ContainsFunc(w.series.Values, func(v float64) bool { return v < 0 }) {
		return nil, noParts(w.Order, "parts", w.Parts, "kein Gebiet darunter: Eine Reihe mit Werten unter 0 lässt sich nicht in Anteile teilen", "no areas below: a series with values below 0 cannot be parted into shares")
	}
	areas, err := d.names.Areas(ctx, "")
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(areas, func(a, b area.Area) int { return cmp.Or(strings.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID)) })
	g := &grove{level: w.Parts, nodes: []node{{area: w.Area, within: -1, own: true}}}
	deepest := partLevels[w.Parts]
	for at := 0; at < len(g.nodes); at++ {
		for _, a := range areas {
			if a.Parent == g.nodes[at].area && a.Level <= deepest {
				g.nodes = append(g.nodes, node{area: a.ID, within: at})
			}
		}
	}
	reaches := func(a area.Area) bool {
		return a.Level == deepest && slices.ContainsFunc(g.nodes[1:], func(n node) bool { return n.area == a.ID })
	}
	if !slices.ContainsFunc(areas, reaches) {
		return nil, noParts(w.Order, "area", string(w.Area), "ein Gebiet, das in solche Gebiete geteilt ist", "an area that is divided into such areas")
	}
	if err := d.water(ctx, g, w); err != nil {
		return nil, err
	}
	g.group()
	return g, nil
}

// water gives every area its series, step by step with the whole's, and its
// newest known number of inhabitants.
func (d *Desk) water(ctx context.Context, g *grove, w asked) error {
	all, err := d.areasOf(ctx, w, w.Subject.Indicator, w.Group)
	if err != nil {
		return err
	}
	people := all
	if w.Subject.Indicator != residents || w.Group != population.All {
		if people, err = d.areasOf(ctx, w, residents, population.All); err != nil {
			return err
		}
	}
	for i := range g.nodes {
		n := &g.nodes[i]
		n.residents = newest(people[n.area])
		n.values = slices.Repeat([]float64{math.NaN()}, len(w.series.Values))
		one, known := all[n.area]
		if !known {
			continue
		}
		for when, given := range one.given() {
			if at := w.series.Step(when); at >= 0 && at < len(n.values) {
				n.values[at] = given.Value
			}
		}
	}
	g.nodes[0].values = w.series.Values
	return nil
}

// areasOf reads the courses of all areas at once.
func (d *Desk) areasOf(ctx context.Context, w asked, code string, group population.ID) (map[area.ID]course, error) {
	subject := prediction.Subject{Indicator: code, Group: group, Frequency: w.Frequency}
	c, err := d.read(ctx, subject, w.AsOf, w.position)
	if err != nil {
		if code == residents { // the city does not know this indicator
			return nil, nil
		}
		return nil, err
	}
	by := map[area.ID]course{}
	for _, p := range c.picked {
		one, known := by[p.Area]
		if !known {
			one = course{subject: subject, indicator: c.indicator}
			one.subject.Area = p.Area
		}
		one.picked = append(one.picked, p)
		by[p.Area] = one
	}
	return by, nil
}

// newest is the last stock of a course.
func newest(c course) *int64 {
	var last *figure.Picked
	for i, p := range c.picked {
		if last == nil || p.Period.To.After(last.Period.To) {
			last = &c.picked[i]
		}
	}
	if last == nil {
		return nil
	}
	n := int64(math.Round(value(last.Figure)))
	return &n
}

func (n node) people() float64 {
	if n.residents == nil {
		return math.NaN()
	}
	return float64(*n.residents)
}

// able reports whether an area can have a forecast of its own.
func (n node) able() bool {
	return n.people() >= reconcile.OwnForecast && len(n.values)-missing(n.values) >= leastOwn
}

// group marks what is forecast from its own series. Of the areas of one whole
// those that are too small, or have too few values, are forecast together; where
// even together they are too small, the next larger one joins them.
func (g *grove) group() {
	for at := 0; at < len(g.nodes); at++ {
		if !g.nodes[at].own || at > 0 && g.nodes[at].area == "" {
			continue
		}
		var parts []int
		for i, n := range g.nodes {
			if n.within == at {
				parts = append(parts, i)
			}
		}
		slices.SortStableFunc(parts, func(a, b int) int { return cmp.Compare(order(g.nodes[a]), order(g.nodes[b])) })
		small := 0
		for small < len(parts) && !g.nodes[parts[small]].able() {
			small++
		}
		together := node{within: at, own: true}
		for ; small > 0 && small < len(parts); small++ {
			if together = g.joined(at, parts[:small]); together.able() {
				break
			}
		}
		if small == len(parts) {
			continue // nothing, or all of them, are shares of the whole
		}
		for _, i := range parts[small:] {
			g.nodes[i].own = true
		}
		if small > 0 {
			g.nodes = append(g.nodes, together)
			for _, i := range parts[:small] {
				g.nodes[i].within = len(g.nodes) - 1
			}
		}
	}
}

// order sorts those that cannot have a forecast of their own to the front, and
// the others by inhabitants.
func order(n node) float64 {
	if !n.able() {
		return -1
	}
	return n.people()
}

// joined is a group of areas: the sum where all are known.
func (g *grove) joined(within int, parts []int) node {
	n := node{within: within, own: true, values: make([]float64, len(g.nodes[within].values)), residents: new(int64)}
	for _, i := range parts {
		for t := range n.values {
			n.values[t] += g.nodes[i].values[t]
		}
		if p := g.nodes[i].residents; p != nil {
			*n.residents += *p
		}
	}
	return n
}

func (g *grove) parents() []int {
	list := make([]int, len(g.nodes))
	for i, n := range g.nodes {
		list[i] = n.within
	}
	return list
}

// shares are what each area is of the whole: by the mean of the steps at which
// all of the smallest areas are known, else by inhabitants.
func (g *grove) shares(tree *reconcile.Tree, w asked) ([]float64, string, error) {
	if rows := g.rows(tree, func(n node, t int) float64 { return n.values[t] }, len(w.series.Values)); rows != nil {
		return tree.Shares(rows), prediction.ByHistory, nil
	}
	if rows := g.rows(tree, func(n node, _ int) float64 { return n.people() }, 1); rows != nil {
		return tree.Shares(rows), prediction.ByResidents, nil
	}
	return nil, "", noParts(w.Order, "parts", w.Parts, "Gebiete, von denen am Stand der Daten alle Werte oder alle Einwohnerzahlen bekannt waren", "areas of which all values or all numbers of inhabitants were known as of the date")
}

// rows are the values of all nodes at the times at which those of all leaves are
// known and not all 0, with wholes as their sums.
func (g *grove) rows(tree *reconcile.Tree, of func(n node, t int) float64, times int) (rows [][]float64) {
	for t := range times {
		row, whole := make([]float64, len(g.nodes)), true
		sum := 0.0
		for _, leaf := range tree.Leaves() {
			row[leaf] = of(g.nodes[leaf], t)
			whole = whole && row[leaf] >= 0
			sum += row[leaf]
		}
		if whole && sum > 0 {
			tree.BottomUp(row)
			rows = append(rows, row)
		}
	}
	return rows
}
