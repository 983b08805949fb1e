// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"maps"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/city/steering"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// Catalogue holds the names that figures and sites may use. It is not changed
// by reading and may be shared.
type Catalogue struct {
	areas      map[area.ID]area.Area
	indicators map[string]figure.Indicator
	groups     map[population.ID]population.Group
	packages   map[string]bool
	offices    *steering.Offices   // nil: it was not told of offices
	owners     map[string][]string // of actions that are there, by their number
	bodies     map[string]bool     // of steering; nil: it was not told of them

	// offices of the goals and measures that are there, by their keys; nil: it was not told
	// of them
	goalUnits, measureUnits map[string][]string
}

// NewCatalogue returns the catalogue of what the city knows. The group "all" is
// always known.
func NewCatalogue(areas []area.Area, indicators []figure.Indicator, groups []population.Group) Catalogue {
	c := Catalogue{
		areas:      make(map[area.ID]area.Area, len(areas)),
		indicators: make(map[string]figure.Indicator, len(indicators)),
		groups:     map[population.ID]population.Group{population.All: {ID: population.All, Name: text.T("alle", "all")}},
	}
	for _, a := range areas {
		c.areas[a.ID] = a
	}
	for _, i := range indicators {
		c.indicators[i.Code] = i
	}
	for _, g := range groups {
		c.groups[g.ID] = g
	}
	return c
}

// WithPackages returns the catalogue with the packages that sites may name.
func (k Catalogue) WithPackages(ids []string) Catalogue {
	k.packages = make(map[string]bool, len(ids))
	for _, id := range ids {
		k.packages[id] = true
	}
	return k
}

// WithOffices returns the catalogue with the offices that may own an action, and the
// owners that the actions that are there have had, by their number.
func (k Catalogue) WithOffices(o steering.Offices, owners map[string][]string) Catalogue {
	k.offices, k.owners = &o, owners
	return k
}

// owner reads the column owner of the action with a number. An owner that this action
// has had before stays; another one must be an office that the city knows.
func (k Catalogue) owner(c cells, id string) string {
	return k.office(c, "owner", k.owners[id])
}

// office reads a column with an office that the city knows; one of those that stood in
// the entry before stays.
func (k Catalogue) office(c cells, column string, before []string) string {
	s := c.text(column)
	if k.offices == nil || s == "" || slices.Contains(before, s) && !steering.NamesPerson(s) {
		return s
	}
	if row, bad := k.offices.Check(column, s); bad {
		c.Refuse(column, row.Expected)
		return s
	}
	name, _ := k.offices.Find(s)
	return name
}

// WithGoals returns the catalogue with the goals and measures that there are: their keys
// with the offices that were responsible.
func (k Catalogue) WithGoals(goals, measures map[string][]string) Catalogue {
	k.goalUnits, k.measureUnits = goals, measures
	return k
}

// goal reads the column goal, the key of a goal that there is.
func (k Catalogue) goal(c cells) string {
	s := c.text("goal")
	if _, there := k.goalUnits[s]; s != "" && !there && k.goalUnits != nil {
		c.Refuse("goal", c.meant(func() string { return nearest(s, slices.Collect(maps.Keys(k.goalUnits))) },
			"die id eines Ziels, das es gibt (Datei der Art goals)", "the id of a goal that there is (file of the kind goals)"))
	}
	return s
}

// measure reads the column measure, the key of a measure that there is; it may be empty.
func (k Catalogue) measure(c cells) string {
	s := c.OptText("measure")
	if _, there := k.measureUnits[s]; s != "" && !there && k.measureUnits != nil {
		c.Refuse("measure", c.meant(func() string { return nearest(s, slices.Collect(maps.Keys(k.measureUnits))) },
			"die id einer Maßnahme, die es gibt (Datei der Art measures), oder nichts", "the id of a measure that there is (file of the kind measures), or nothing"))
	}
	return s
}

// WithBodies returns the catalogue with the keys of the bodies that may watch over an
// action.
func (k Catalogue) WithBodies(keys []string) Catalogue {
	k.bodies = make(map[string]bool, len(keys))
	for _, key := range keys {
		k.bodies[key] = true
	}
	return k
}

// body reads the column body, the key of a body of steering; it may be empty.
func (k Catalogue) body(c cells) string {
	s := c.OptText("body")
	if s != "" && k.bodies != nil && !k.bodies[s] {
		c.Refuse("body", c.meant(func() string { return nearest(s, slices.Collect(maps.Keys(k.bodies))) },
			"das Kürzel eines Gremiums, das es gibt (Datei der Art bodies), oder nichts", "the key of a body that there is (file of the kind bodies), or nothing"))
	}
	return s
}

// packageOf reads the column package, which may be empty. A catalogue that was
// not told of packages knows no wrong one.
func (k Catalogue) packageOf(c cells) string {
	s := c.OptText("package")
	if s != "" && k.packages != nil && !k.packages[s] {
		c.Refuse("package", c.meant(func() string { return nearest(s, slices.Collect(maps.Keys(k.packages))) },
			"ein Paket, das eingelesen ist (Datei der Art packages), oder nichts", "a package that was imported (file of the kind packages), or nothing"))
	}
	return s
}

// area reads the column area; "" and a fault where the city has no such area.
// The strings that it returns are the catalogue's own, so that a figure does
// not keep its row in memory.
func (k Catalogue) area(c cells) area.ID {
	s := c.text("area")
	if a, ok := k.areas[area.ID(s)]; ok {
		return a.ID
	}
	if s != "" {
		c.Refuse("area", c.meant(func() string { return k.nearestArea(s) }, "der Schlüssel eines bekannten Gebiets", "the key of a known area"))
	}
	return ""
}

func (k Catalogue) indicator(c cells) (figure.Indicator, bool) {
	s := c.text("indicator")
	i, ok := k.indicators[s]
	if !ok && s != "" {
		c.Refuse("indicator", c.meant(func() string { return nearest(s, slices.Collect(maps.Keys(k.indicators))) }, "eine bekannte Kennzahl", "a known indicator"))
	}
	return i, ok
}

func (k Catalogue) group(c cells) population.ID {
	s := c.OptText("group")
	if s == "" {
		return population.All
	}
	g, ok := k.groups[population.ID(s)]
	if !ok {
		c.Refuse("group", c.meant(func() string { return nearest(s, k.groupNames()) }, "eine bekannte Zielgruppe", "a known group"))
	}
	return g.ID
}

func (k Catalogue) groupNames() []string {
	var names []string
	for id := range k.groups {
		names = append(names, string(id))
	}
	return names
}

// nearestArea returns key and name of the area whose key or name is most like
// s; of several equally like ones that of the highest level.
func (k Catalogue) nearestArea(s string) string {
	labels := make(map[string]string, 2*len(k.areas))
	var names []string
	for _, id := range slices.SortedFunc(maps.Keys(k.areas), func(a, b area.ID) int {
		if c := int(k.areas[a].Level) - int(k.areas[b].Level); c != 0 {
			return c
		}
		return strings.Compare(string(a), string(b))
	}) {
		a := k.areas[id]
		for _, name := range []string{string(a.ID), a.Name} {
			if _, taken := labels[name]; !taken {
				labels[name] = string(a.ID) + " (" + a.Name + ")"
				names = append(names, name)
			}
		}
	}
	return labels[nearest(s, names)]
}

// meant adds a suggestion to what is expected, if there is one. It is not
// sought for faults that are only counted: a file may have a million.
func (c cells) meant(suggest func() string, de, en string) text.Text {
	near := ""
	if c.faults.Len() < table.MaxFaults {
		near = suggest()
	}
	if near == "" {
		return text.T(de, en)
	}
	return text.T(de+"; ist „"+near+"“ gemeint?", en+"; is “"+near+"” meant?")
}

// nearest returns the name most like s, "" where more than a third of its
// letters would have to change. Among equals the first in the alphabet.
func nearest(s string, names []string) string {
	names = slices.Clone(names)
	slices.Sort(names)
	wanted := strings.ToLower(s)
	best, least := "", len([]rune(wanted))/3+1
	for _, n := range names {
		if d := text.Distance(wanted, strings.ToLower(n), least); d < least {
			best, least = n, d
		}
	}
	return best
}
