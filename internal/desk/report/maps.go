// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"

	"planraum/internal/city/area"
	"planraum/internal/city/document"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/chart"
)

// ground is what a map stands on: the districts, each with its outline.
type ground struct {
	regions   []chart.Region
	schematic bool // an outline is the cell around the centre, not the boundary
	sources   []string
}

// ground draws the districts as the pages do: by their boundaries, by those of their
// parts, or by a schematic cell around the centre. Its order is that of list.
func (c *city) ground(list []part) ground {
	districts := make([]area.Area, len(list))
	for i, p := range list {
		districts[i] = p.area
	}
	cells := area.Cells(districts)
	var g ground
	for i, a := range districts {
		r := chart.Region{ID: a.Number, Number: a.Number, Name: a.Name}
		r.Rings, r.Schematic = area.Outline(a, area.PartsOf(a, c.areas), cells[i])
		g.regions, g.schematic = append(g.regions, r), g.schematic || r.Schematic
		g.sources = appendNew(g.sources, a.Source)
	}
	return g
}

func appendNew(list []string, s string) []string {
	for _, known := range list {
		if known == s {
			return list
		}
	}
	if s == "" {
		return list
	}
	return append(list, s)
}

// onPaper is a map with what stands below it: the as-of date, what its areas are, and
// its sources; its values stand in a table.
func (c *city) onPaper(m chart.Choropleth, g ground, table *document.Table) exhibit {
	m.Regions = g.regions
	m.Frame.Width = mapWidth
	var refs []string
	for _, r := range table.Rows {
		refs = append(refs, r.Refs...)
	}
	e := drawn(m.Frame, m.SVG(), table.Caption, refs, c.lang)
	p := e.picture
	p.Table, p.Sources, p.Below = table, table.Sources, true
	for _, s := range g.sources {
		p.Sources = appendNew(p.Sources, s)
	}
	p.Notes = []string{fmt.Sprintf(c.say("Stand: %s. Welcher Stadtbezirk welche Nummer hat, steht in der Tabelle „%s“.", "As of %s. The table “%s” says which district has which number."), c.asOf.In(c.lang), table.Caption)}
	if g.schematic {
		p.Notes = append(p.Notes, c.say("Gestreifte Flächen sind schematisch um die Mitte des Bezirks gezeichnet; sie sind nicht seine Grenze.",
			"Striped areas are drawn schematically around the centre of the district; they are not its boundary."))
	}
	return e
}

// mapWidth is the width of maps in texts, in pixels: narrower than the page, so that
// map and table find room on one.
const mapWidth = 470

// placesMap shows the usable places that are known site by site.
func placesMap(c *city, _ string) (exhibit, error) {
	return c.districtMap(districtMap{
		id: "plaetze", title: c.say("Karte: Einzeln bekannte nutzbare Plätze nach Stadtbezirken", "Map: usable places known site by site, by district"),
		unit:  c.say("nutzbare Plätze", "usable places"),
		value: func(p part) (float64, bool) { return float64(p.usable), true },
	})
}

// shareMap shows them for 1,000 inhabitants.
func shareMap(c *city, _ string) (exhibit, error) {
	return c.districtMap(districtMap{
		id: "anteil", title: c.say("Karte: Einzeln bekannte nutzbare Plätze je 1.000 Einwohner", "Map: usable places known site by site, per 1,000 inhabitants"),
		unit: c.say("Plätze je 1.000 Einwohner", "places per 1,000 inhabitants"), decimals: 1,
		value: func(p part) (float64, bool) { n, ok := p.perThousand(); return float64(n) / 10, ok },
	})
}

// districtMap is a map of a number of the districts.
type districtMap struct {
	id, title, unit string
	decimals        int
	value           func(part) (float64, bool) // false: unknown
}

func (c *city) districtMap(d districtMap) (exhibit, error) {
	list, unplaced, err := c.parts()
	if err != nil || len(list) == 0 {
		return exhibit{}, err
	}
	g := c.ground(list)
	known, most, at := 0, 0.0, ""
	for i, p := range list {
		v, ok := d.value(p)
		if !ok || p.open == 0 && unplaced > 0 {
			continue
		}
		g.regions[i].Value = &v
		if known++; v > most {
			most, at = v, p.area.Name
		}
	}
	table, err := districtsTable(c, "")
	if err != nil || table.table == nil {
		return exhibit{}, err
	}
	told := fmt.Sprintf(c.say("Karte der %d Stadtbezirke; bei %d ist der Wert bekannt.", "Map of the %d districts; of %d the value is known."), len(list), known)
	if at != "" {
		told += fmt.Sprintf(c.say(" Den höchsten Wert hat %s.", " The highest is that of %s."), at)
	}
	return c.onPaper(chart.Choropleth{Frame: c.frame("karte-"+d.id, d.title, told), Unit: d.unit, Decimals: d.decimals}, g, table.table), nil
}

// perThousand are the usable places for 1,000 inhabitants, in tenths; false where the
// inhabitants are not known.
func (p part) perThousand() (int64, bool) {
	if p.residents == nil || p.residents.IsSecret() || p.residents.Value.Amount <= 0 {
		return 0, false
	}
	return unit.DivRoundHalfUp(int64(p.usable)*10_000, p.residents.Value.Amount), true
}

// trancheMap shows how the places of a tranche are spread over the districts.
func trancheMap(c *city, of string) (exhibit, error) {
	e, ok, err := c.tranche(of)
	if err != nil || !ok {
		return exhibit{}, err
	}
	list, _, err := c.parts()
	if err != nil {
		return exhibit{}, err
	}
	table, places, nowhere := c.trancheParts(of, list)
	if len(places) == 0 {
		return exhibit{}, nil
	}
	table.Caption = fmt.Sprintf(c.say("Plätze der %s nach Stadtbezirken", "Places of %s by district"), e.noun.Name)
	g := c.ground(list)
	for i, p := range list {
		if n, there := places[p.area.ID]; there {
			v := float64(n)
			g.regions[i].Value = &v
		} else {
			g.regions[i].Outside = true
		}
	}
	if nowhere > 0 {
		table.note(fmt.Sprintf(c.say("%s Plätze sind keinem Bezirk zugeordnet und stehen nicht in der Karte.", "%s places belong to no district and are not on the map."), c.lang.Int(int64(nowhere))))
	}
	m := chart.Choropleth{Unit: c.say("Plätze der Tranche", "places of the tranche"), Outside: c.say("kein Standort der Tranche", "no site of the tranche")}
	m.Frame = c.frame("karte-tranche", fmt.Sprintf(c.say("Karte: Standorte der %s", "Map: sites of %s"), e.noun.Name),
		fmt.Sprintf(c.say("Karte der Stadtbezirke; in %d von %d liegen Standorte der %s.", "Map of the districts; %d of %d have sites of %s."), len(places), len(list), e.noun.Name))
	return c.onPaper(m, g, &table.Table), nil
}

// trancheParts spreads the places of a tranche over the districts; nowhere are those of
// no district.
func (c *city) trancheParts(tranche string, list []part) (table *grid, places map[area.ID]unit.Headcount, nowhere unit.Headcount) {
	places = map[area.ID]unit.Headcount{}
	sites, refs := map[area.ID]int64{}, map[area.ID]string{}
	table = newGrid("", word(c.say("Nr.", "no.")), word(c.say("Stadtbezirk", "district")), num(c.say("Standorte", "sites"), ""), num(c.say("Plätze", "places"), ""))
	for _, s := range c.sites {
		if s.Package != tranche {
			continue
		}
		table.source(s.Source)
		a, ok := c.district(s)
		if !ok {
			nowhere += s.Nominal
			continue
		}
		places[a.ID] += s.Nominal
		sites[a.ID]++
		if refs[a.ID] = recordRef(s.Record); sites[a.ID] > 1 { // a sum: the tranche's own derivation names its parts
			refs[a.ID] = "package/" + tranche
		}
	}
	for _, p := range list {
		if n, there := places[p.area.ID]; there {
			table.row(say(p.area.Number), say(p.area.Name), c.whole(sites[p.area.ID], refs[p.area.ID]), c.whole(int64(n), refs[p.area.ID]))
		}
	}
	return table, places, nowhere
}
