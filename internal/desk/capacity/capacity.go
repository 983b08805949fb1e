// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package capacity is the desk of places: which sites there are on a day, when
// they open and end, how places lie over the districts, and how the city
// stands as of a date.
package capacity

import (
	"context"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
)

// Ledger is what the desk asks of the figures.
type Ledger interface {
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	// Latest returns only the figures of the newest period of each indicator,
	// area and group that q admits.
	Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	Position(ctx context.Context) (int64, error)
}

// Registers is what the desk asks of areas and dated records.
type Registers interface {
	Areas(ctx context.Context, edition string) ([]area.Area, error)
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	Record(ctx context.Context, id int64) (register.Record, error)
}

// Desk answers questions about places. It is safe for use by several goroutines.
type Desk struct {
	ledger    Ledger
	registers Registers
	cache     cache
}

// New returns a desk over a ledger.
func New(ledger Ledger, registers Registers) *Desk {
	return &Desk{ledger: ledger, registers: registers}
}

// Indicators that the desk reads.
const (
	Persons   = "accommodation.persons"
	Sites     = "accommodation.sites"
	Districts = "accommodation.districts_with_sites"
	Arrivals  = "intake.arrivals"
	Residents = "population.residents"
)

// Sites lists the sites known on asOf, without those taken out of the plan,
// ordered by opening and name.
func (d *Desk) Sites(ctx context.Context, asOf period.Date) ([]accommodation.Site, error) {
	s, err := d.now(ctx)
	if err != nil {
		return nil, err
	}
	return s.sitesOn(asOf), nil
}

// Site returns all versions of a site, oldest first. It answers NotFound for
// an unknown key.
func (d *Desk) Site(ctx context.Context, key string) ([]accommodation.Site, error) {
	s, err := d.now(ctx)
	if err != nil {
		return nil, err
	}
	if len(s.sites[key]) == 0 {
		return nil, fault.New(fault.NotFound, "capacity.Site("+key+")",
			"Den Standort „"+key+"“ gibt es nicht.", "There is no site “"+key+"”.")
	}
	return slices.Clone(s.sites[key]), nil
}

// Areas returns the areas of the newest edition by their ID, and in order.
func (d *Desk) Areas(ctx context.Context) (map[area.ID]area.Area, []area.Area, error) {
	s, err := d.now(ctx)
	return s.byID, s.areas, err
}

// Situation is how the city stands as of a date.
type Situation struct {
	Persons   []figure.Picked // stocks of accommodated persons, oldest first
	Arrivals  []figure.Picked // monthly arrivals, oldest first
	SiteCount *figure.Picked  // newest count of sites in the ledger, if any
	Districts []District
	// Unplaced are the usable places in operation that no district holds.
	Unplaced unit.Headcount
	Sites    []accommodation.Site
}

// District is a district with its places on a day.
type District struct {
	Area area.Area
	// Parts are the boundaries of its subdistricts where it has none of its own
	// and all of them are known.
	Parts area.MultiPolygon
	// Unknown is true where no site of the district is known one by one while
	// places of the city belong to no district: it may have some of them.
	Unknown   bool
	Open      []accommodation.Site // usable on the day
	Coming    []accommodation.Site // decided, opening later
	Usable    unit.Headcount       // of Open
	Decided   unit.Headcount       // usable places of Coming
	Residents *figure.Picked       // nil: unknown
}

// PerThousand returns the usable places per 1,000 inhabitants with one
// decimal, in tenths, rounded half up; false where the inhabitants are unknown.
func (d District) PerThousand() (int64, bool) {
	if d.Residents == nil || d.Residents.IsSecret() || d.Unknown {
		return 0, false
	}
	return PerThousand(d.Usable, d.Residents.Value.Amount)
}

// PerThousand returns places per 1,000 residents in tenths, rounded half up;
// false where there are no residents.
func PerThousand(places unit.Headcount, residents int64) (int64, bool) {
	if residents <= 0 {
		return 0, false
	}
	return unit.DivRoundHalfUp(int64(places)*10_000, residents), true
}

// Situation gathers the state of the city as it was known on asOf.
func (d *Desk) Situation(ctx context.Context, asOf period.Date) (Situation, error) {
	const op = "capacity.Situation"
	var s Situation
	picked, err := d.picked(ctx, figure.Query{
		Indicators: []string{Persons, Sites, Arrivals}, Level: area.City, Group: population.All, AsOf: asOf,
	})
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	for _, p := range picked {
		switch {
		case !observed(p.Figure) || p.Period.From.After(asOf):
		case p.Indicator == Persons:
			s.Persons = append(s.Persons, p)
		case p.Indicator == Arrivals && p.Period.IsMonth():
			s.Arrivals = append(s.Arrivals, p)
		case p.Indicator == Sites:
			s.SiteCount = &p
		}
	}
	if s.Sites, err = d.Sites(ctx, asOf); err != nil {
		return s, err
	}
	s.Districts, s.Unplaced, err = d.districts(ctx, s.Sites, asOf)
	return s, fault.Wrap(op, err)
}

func (d *Desk) picked(ctx context.Context, q figure.Query) ([]figure.Picked, error) {
	figures, err := d.ledger.Figures(ctx, q)
	if err != nil {
		return nil, err
	}
	choices, err := d.ledger.Choices(ctx, q)
	if err != nil {
		return nil, err
	}
	return figure.Seen(figure.PickAll(figures, choices)), nil
}

// residents returns the newest known inhabitants of each district, up to asOf.
// A city keeps them for many years, so that the ledger is asked for the last
// ones only.
func (d *Desk) residents(ctx context.Context, asOf period.Date) (map[area.ID]*figure.Picked, error) {
	q := figure.Query{Indicators: []string{Residents}, Level: area.District, Group: population.All, To: asOf, AsOf: asOf}
	figures, err := d.ledger.Latest(ctx, q)
	if err != nil {
		return nil, err
	}
	choices, err := d.ledger.Choices(ctx, q)
	if err != nil {
		return nil, err
	}
	newest := make(map[area.ID]*figure.Picked)
	for _, p := range figure.PickAll(figures, choices) {
		newest[p.Area] = &p
	}
	return newest, nil
}

// districts spreads the sites over the districts. A site in a subdistrict
// counts for the district above it.
func (d *Desk) districts(ctx context.Context, sites []accommodation.Site, asOf period.Date) ([]District, unit.Headcount, error) {
	byID, list, err := d.Areas(ctx)
	if err != nil {
		return nil, 0, err
	}
	newest, err := d.residents(ctx, asOf)
	if err != nil {
		return nil, 0, err
	}
	var districts []District
	at := map[area.ID]int{}
	for _, a := range list {
		if a.Level == area.District {
			at[a.ID] = len(districts)
			districts = append(districts, District{Area: a, Parts: area.PartsOf(a, list), Residents: newest[a.ID]})
		}
	}
	var unplaced unit.Headcount
	for _, s := range sites {
		id := s.Area
		if byID[id].Level == area.Subdistrict {
			id = byID[id].Parent
		}
		i, ok := at[id]
		switch {
		case !Counts(s):
		case !ok && s.OpenOn(asOf):
			unplaced += s.Usable()
		case !ok:
		case s.OpenOn(asOf):
			districts[i].Open = append(districts[i].Open, s)
			districts[i].Usable += s.Usable()
		case s.Opening.Date.After(asOf):
			districts[i].Coming = append(districts[i].Coming, s)
			districts[i].Decided += s.Usable()
		}
	}
	for i := range districts {
		districts[i].Unknown = len(districts[i].Open) == 0 && (unplaced > 0 || len(sites) == 0)
	}
	return districts, unplaced, nil
}
