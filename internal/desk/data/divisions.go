// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"cmp"
	"context"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/method/crosswalk"
)

// Division is an edition with its areas and what it changed.
type Division struct {
	area.Edition
	Areas []area.Area
	// Before is the edition before it; empty for the oldest. Changed lists its
	// areas that are not exactly one area of the edition before; what has no
	// weight is taken to be changed where no area of the same key was there.
	Before  string
	Changed []area.ID
	// Weights reports whether figures can be carried between it and the edition
	// before.
	Weights bool
}

// divisions are all editions, oldest first, with the weights between them.
type divisions struct {
	list    []Division
	weights map[pair]crosswalk.Weights
}

// pair is from one edition to another.
type pair struct{ from, to string }

// Divisions lists the editions of areas, the newest first, as far as their
// crosswalks were known on asOf.
func (d *Desk) Divisions(ctx context.Context, asOf period.Date) ([]Division, error) {
	all, err := d.divisions(ctx, asOf)
	slices.Reverse(all.list)
	return all.list, err
}

func (d *Desk) divisions(ctx context.Context, asOf period.Date) (divisions, error) {
	const op = "data.divisions"
	all := divisions{weights: map[pair]crosswalk.Weights{}}
	editions, err := d.Editions(ctx)
	if err != nil {
		return all, fault.Wrap(op, err)
	}
	for _, e := range editions {
		if e.ID == area.Places {
			continue
		}
		areas, err := d.Areas(ctx, e.ID)
		if err != nil {
			return all, fault.Wrap(op, err)
		}
		all.list = append(all.list, Division{Edition: e, Areas: areas})
	}
	slices.SortStableFunc(all.list, func(a, b Division) int {
		return cmp.Or(a.ValidFrom.Compare(b.ValidFrom), cmp.Compare(a.ID, b.ID))
	})
	links, err := nouns[area.Link](ctx, d, register.Crosswalk, asOf)
	if err != nil {
		return all, fault.Wrap(op, err)
	}
	all.weigh(links)
	for i := 1; i < len(all.list); i++ {
		all.list[i].compare(all.list[i-1], all.weights)
	}
	return all, nil
}

// weigh sorts the links by pairs of editions. A link of weight 0 has been taken
// back.
func (all *divisions) weigh(links []area.Link) {
	for _, l := range links {
		if l.Weight > 0 {
			p := pair{l.FromEdition, l.ToEdition}
			all.weights[p] = append(all.weights[p], crosswalk.Link{From: l.From, To: l.To, Weight: l.Weight, ByCells: l.By == area.ByCells})
		}
	}
	for _, w := range all.weights {
		slices.SortFunc(w, func(a, b crosswalk.Link) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	}
}

// between returns the weights from one edition to another: those that are
// stored, else those of the other direction turned round.
func (all divisions) between(from, to string) (crosswalk.Weights, bool) {
	if w, ok := all.weights[pair{from, to}]; ok {
		return w, true
	}
	if w, ok := all.weights[pair{to, from}]; ok {
		return w.Back(), true
	}
	return nil, false
}

func (v *Division) compare(before Division, weights map[pair]crosswalk.Weights) {
	v.Before = before.ID
	w, known := divisions{weights: weights}.between(before.ID, v.ID)
	v.Weights = known
	weighed := map[area.ID]bool{}
	for _, l := range w {
		weighed[l.To] = true
	}
	v.Changed = w.Changed()
	for _, a := range v.Areas {
		if !weighed[a.ID] && !before.has(a.ID) {
			v.Changed = append(v.Changed, a.ID)
		}
	}
	slices.Sort(v.Changed)
}

func (v Division) has(id area.ID) bool {
	return slices.ContainsFunc(v.Areas, func(a area.Area) bool { return a.ID == id })
}

// Name is the name of one of its areas, else the key.
func (v Division) Name(id area.ID) string {
	for _, a := range v.Areas {
		if a.ID == id {
			return a.Name
		}
	}
	return string(id)
}

// find returns an edition by its key; the newest one for an empty key.
func (all divisions) find(edition string) (Division, error) {
	for _, v := range all.list {
		if v.ID == edition {
			return v, nil
		}
	}
	if edition == "" && len(all.list) > 0 {
		return all.list[len(all.list)-1], nil
	}
	return Division{}, fault.New(fault.NotFound, "data.divisions.find("+edition+")", "Diesen Gebietsstand gibt es nicht.", "There is no such edition.")
}

// at is the edition in which a figure of the area and period states: the newest
// one that was valid at the period's end and has the area, else the oldest one
// that has it.
func (all divisions) at(in area.ID, end period.Date) (string, bool) {
	found := ""
	for _, v := range all.list {
		if v.has(in) && (found == "" || !v.ValidFrom.After(end)) {
			found = v.ID
		}
	}
	return found, found != ""
}
