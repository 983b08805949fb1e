// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/projection"
	"planraum/internal/city/register"
	noun "planraum/internal/city/warning"
	"planraum/internal/fault"
	"planraum/internal/method/cohort"
	"planraum/internal/text"
)

// Structure says who the persons of a demand are, by what was assumed.
type Structure struct {
	Set    projection.Set
	States []Group // add up to the persons in every path
	Ages   []Group // without those whose ages nothing is known of
}

// Group is a part of the persons, by month from the first of the paths on.
type Group struct {
	Key    string
	Name   text.Text
	Months []noun.Spread
}

// At is the group at the end of a month; false outside of the paths.
func (g Group) At(first, m period.Month) (noun.Spread, bool) {
	if i := int(m - first); i >= 0 && i < len(g.Months) {
		return g.Months[i], true
	}
	return noun.Spread{}, false
}

// Age is the age group with a key; false where nothing is assumed of it.
func (s *Structure) Age(key string) (Group, bool) {
	i := slices.IndexFunc(s.Ages, func(g Group) bool { return g.Key == key })
	if i < 0 {
		return Group{}, false
	}
	return s.Ages[i], true
}

// The keys of the age groups.
const (
	Under3   = "under_3"
	From3To6 = "3_to_6"
	Under6   = "under_6"
	School   = "6_to_15"
	Minors   = "under_18"
)

// ageClasses are reckoned; ageGroups are what is told of them.
var (
	ageClasses = []cohort.AgeClass{{Key: Under3, To: 36}, {Key: From3To6, From: 36, To: 72}, {Key: School, From: 72, To: 180}, {Key: "15_to_18", From: 180, To: 216}}
	ageGroups  = []struct {
		key     string
		name    text.Text
		classes []int
	}{
		{Under3, text.T("Kinder unter 3 Jahren", "children under 3"), []int{0}},
		{From3To6, text.T("Kinder von 3 bis unter 6 Jahren", "children from 3 to under 6"), []int{1}},
		{Under6, text.T("Kinder unter 6 Jahren", "children under 6"), []int{0, 1}},
		{School, text.T("Kinder von 6 bis unter 15 Jahren", "children from 6 to under 15"), []int{2}},
		{Minors, text.T("Minderjährige", "minors"), []int{0, 1, 2, 3}},
	}
)

// Assumed is the set of assumptions that was known last on asOf; nil: none.
func (d *Desk) Assumed(ctx context.Context, asOf period.Date) (*projection.Set, error) {
	sets, err := known[projection.Set](ctx, d.registers, register.Projection, asOf)
	if err != nil || len(sets) == 0 {
		return nil, err
	}
	newest := slices.MaxFunc(sets, func(a, b projection.Set) int { return a.KnownFrom.Compare(b.KnownFrom) })
	return &newest, nil
}

// LivesIn is how many persons of a month live in an area, by shares only.
type LivesIn struct {
	Area    area.ID
	Share   float64 // percent
	Persons noun.Spread
	Entry   projection.Entry
}

// Areas divides the persons at the end of a month among areas, in whole persons and
// in every path, by shares alone: nothing is known of where anybody lives.
func (d Demand) Areas(ctx context.Context, m period.Month) ([]LivesIn, error) {
	i := int(m - d.First)
	if d.Structure == nil || len(d.Persons) == 0 || i < 0 || i >= len(d.Persons[0]) {
		return nil, nil
	}
	entries := d.Structure.Set.Of(projection.Area)
	if len(entries) == 0 {
		return nil, nil
	}
	model := cohort.Model{Months: 1, States: []cohort.State{{Key: "housing"}}, Start: [][]int{{0}}, Areas: shares(entries), AreasNow: make([]int, len(entries))}
	stream := cohort.Stream{}
	for _, path := range d.Persons {
		stream.Paths = append(stream.Paths, path[i:i+1])
	}
	model.Streams = []cohort.Stream{stream}
	res, err := cohort.Project(ctx, model, cohort.Options{Paths: len(d.Persons), Seed: d.Seed, Workers: 1})
	if err != nil {
		return nil, fault.Wrap("outlook.Areas", err)
	}
	var list []LivesIn
	for a, e := range entries {
		c := res.Areas[a][0]
		list = append(list, LivesIn{e.Area, e.Value, noun.Spread{Low: c.Quantile(0.1), Median: c.Quantile(0.5), High: c.Quantile(0.9)}, e})
	}
	return list, nil
}

// shares are the values of entries as parts of their sum.
func shares(entries []projection.Entry) []float64 {
	sum := 0.0
	for _, e := range entries {
		sum += e.Value
	}
	list := make([]float64, len(entries))
	for i, e := range entries {
		list[i] = e.Value / sum
	}
	return list
}

// smallArea is the number of inhabitants below which a number is only a share of a
// larger area's.
const smallArea = 8000

// OnlyShare reports whether an area is too small for a number of its own, or nobody
// knows how large it is.
func (l LivesIn) OnlyShare(residents int64) bool { return residents < smallArea }

// Residents are the inhabitants of areas as known on asOf, of the newest day.
func (d *Desk) Residents(ctx context.Context, asOf period.Date) (map[area.ID]int64, error) {
	figures, err := d.ledger.Figures(ctx, figure.Query{Indicators: []string{"population.residents"}, Group: population.All, AsOf: asOf})
	if err != nil {
		return nil, fault.Wrap("outlook.Residents", err)
	}
	newest, of := map[area.ID]period.Date{}, map[area.ID]int64{}
	for _, f := range figures {
		if !f.IsSecret() && !f.Period.To.Before(newest[f.Area]) {
			newest[f.Area], of[f.Area] = f.Period.To, int64(amount(figure.Picked{Figure: f}))
		}
	}
	return of, nil
}

// Composition is the demand by status, age and area until lookAhead months from asOf.
func (d *Desk) Composition(ctx context.Context, asOf period.Date) (Demand, error) {
	return d.Demand(ctx, asOf, Wish{To: asOf.Month() + lookAhead, Seed: DefaultSeed})
}

// WithoutAssumptions is what the demand would be if nothing were assumed of how long
// people stay and who they are.
func (d *Desk) WithoutAssumptions(ctx context.Context, asOf period.Date) (Demand, error) {
	return d.Demand(ctx, asOf, Wish{To: asOf.Month() + lookAhead, Seed: DefaultSeed, OneState: true})
}

// All are the persons at the end of a month; false outside of the paths.
func (d Demand) All(m period.Month) (noun.Spread, bool) {
	i := int(m - d.First)
	if len(d.Persons) == 0 || i < 0 || i >= len(d.Persons[0]) {
		return noun.Spread{}, false
	}
	list := make([]float64, len(d.Persons))
	for p, path := range d.Persons {
		list[p] = float64(path[i])
	}
	s := spread(list)
	return noun.Spread{Low: int(s.Low), Median: int(s.Middle), High: int(s.High)}, true
}
