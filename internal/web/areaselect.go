// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"cmp"
	"context"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/text"
)

// areaLevels name the levels of areas: one of them, and many in a list.
var areaLevels = map[area.Level]struct{ one, many text.Text }{
	area.City:        {text.T("ganze Stadt", "whole city"), text.T("Ganze Stadt", "Whole city")},
	area.District:    {text.T("Stadtbezirk", "district"), text.T("Stadtbezirke", "Districts")},
	area.Subdistrict: {text.T("Stadtteil", "subdistrict"), text.T("Stadtteile", "Subdistricts")},
	area.Place:       {text.T("Standort", "place"), text.T("Standorte", "Places")},
}

// areaNames are the areas of the city under names of which no two are the same.
type areaNames struct {
	list  []area.Area
	names map[area.ID]text.Text
}

// namesOf names areas. A name that several bear gets its level, one that several
// of a level bear the area in which it lies as well, and its number.
func namesOf(all []area.Area) areaNames {
	n := areaNames{list: all, names: map[area.ID]text.Text{}}
	plain, byLevel := map[string]int{}, map[[2]string]int{}
	key := func(a area.Area) [2]string { return [2]string{a.Name, a.Level.String()} }
	above := map[area.ID]string{}
	for _, a := range all {
		plain[a.Name]++
		byLevel[key(a)]++
		above[a.ID] = a.Name
	}
	for _, a := range all {
		level := areaLevels[a.Level].one
		switch {
		case plain[a.Name] == 1:
			n.names[a.ID] = text.Same(a.Name)
		case byLevel[key(a)] == 1:
			n.names[a.ID] = text.T(a.Name+" ("+level.De+")", a.Name+" ("+level.En+")")
		default:
			within := above[a.Parent] + ", " + a.Number
			n.names[a.ID] = text.T(a.Name+" ("+level.De+" in "+within+")", a.Name+" ("+level.En+" in "+within+")")
		}
	}
	return n
}

// of is the name of an area; of one that is not there its key.
func (n areaNames) of(id area.ID, l text.Lang) string {
	if name, known := n.names[id]; known {
		return name.In(l)
	}
	return string(id)
}

// has reports whether there is such an area.
func (n areaNames) has(id area.ID) bool { return n.names[id] != text.Text{} }

// heldBy keeps the areas for which one of the roles is held.
func (n areaNames) heldBy(grants []identity.Grant) areaNames {
	kept := areaNames{names: n.names}
	for _, a := range n.list {
		if slices.ContainsFunc(grants, func(g identity.Grant) bool { return g.Area == "" || g.Area == a.ID }) {
			kept.list = append(kept.list, a)
		}
	}
	return kept
}

// areaGroup is the areas of one level in a list to choose from.
type areaGroup struct {
	Name  text.Text
	Areas []area.Area
}

// groups are the areas by level, the highest first, in a level by name.
func (n areaNames) groups(l text.Lang) []areaGroup {
	byLevel := map[area.Level][]area.Area{}
	for _, a := range n.list {
		byLevel[a.Level] = append(byLevel[a.Level], a)
	}
	var groups []areaGroup
	for _, level := range []area.Level{area.City, area.District, area.Subdistrict, area.Place} {
		list := byLevel[level]
		slices.SortFunc(list, func(a, b area.Area) int {
			return cmp.Or(l.Compare(n.of(a.ID, l), n.of(b.ID, l)), cmp.Compare(a.ID, b.ID))
		})
		if len(list) > 0 {
			groups = append(groups, areaGroup{areaLevels[level].many, list})
		}
	}
	return groups
}

func (s *server) areaNames(ctx context.Context) (areaNames, error) {
	_, all, err := s.Capacity.Areas(ctx)
	return namesOf(all), err
}
