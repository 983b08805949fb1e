// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/fault"
)

// Listed is a site with the district and the package that it belongs to.
type Listed struct {
	accommodation.Site
	District *area.Area        // nil: no district is known
	Package  *cityfile.Package // nil: none
}

// Supply is all sites as they were known on a day.
type Supply struct {
	AsOf  period.Date
	Sites []Listed // not yet ended on AsOf: packages by their first opening, then by opening and name
	Ended []Listed // places gone by AsOf, last first

	all []accommodation.Site // Sites and Ended, by opening and name
}

// Supply lists the sites known on asOf.
func (d *Desk) Supply(ctx context.Context, asOf period.Date) (Supply, error) {
	s, err := d.now(ctx)
	if err != nil {
		return Supply{}, err
	}
	supply := Supply{AsOf: asOf, all: s.sitesOn(asOf)}
	first := map[string]period.Date{}
	for _, site := range supply.all { // by opening: the first of a package is its earliest
		l := s.listed(site, asOf)
		if end := site.End.Date; !end.IsZero() && !end.After(asOf) {
			supply.Ended = append(supply.Ended, l)
			continue
		}
		if _, seen := first[site.Package]; !seen {
			first[site.Package] = site.Opening.Date
		}
		supply.Sites = append(supply.Sites, l)
	}
	sortLarge(supply.Sites, func(a, b *Listed) int {
		x, y := a.Site.Package, b.Site.Package
		return cmp.Or(first[x].Compare(first[y]), cmp.Compare(x, y))
	})
	sortLarge(supply.Ended, func(a, b *Listed) int { return b.End.Date.Compare(a.End.Date) })
	return supply, nil
}

func (s snapshot) listed(site accommodation.Site, asOf period.Date) Listed {
	l := Listed{Site: site}
	if a, ok := s.district(site.Area); ok {
		l.District = &a
	}
	if p, ok := known(s.packages[site.Package], func(v cityfile.Package) period.Date { return v.KnownFrom }, asOf); ok {
		l.Package = &p
	}
	return l
}

// All returns the sites of the supply, ended ones too. They are shared: do not
// change them.
func (s Supply) All() []accommodation.Site { return s.all }

// On returns the places that can be counted on a day.
func (s Supply) On(day period.Date) Places {
	places, _ := sumOf(s.All(), openOn(day))
	return places
}

// Listed returns the places of all sites that have not ended on AsOf, those
// that open later and mere proposals too.
func (s Supply) Listed() Places {
	var p Places
	for i := range s.Sites {
		p.add(&s.Sites[i].Site)
	}
	return p
}

// Ending returns the usable places that end in a span, and the number of sites.
func (s Supply) Ending(span period.Period) (places unit.Headcount, sites int) {
	ending, sites := sumOf(s.All(), endingIn(span))
	return ending.Usable, sites
}

// NextEnd returns the first day after AsOf on which places of a counted site
// end; false where none is known.
func (s Supply) NextEnd() (period.Date, bool) {
	for _, l := range s.Endings() {
		if l.End.Date.After(s.AsOf) {
			return l.End.Date, true
		}
	}
	return period.Date{}, false
}

// Coming returns the sites that open after AsOf.
func (s Supply) Coming() []accommodation.Site {
	return only(s.All(), func(v *accommodation.Site) bool { return Counts(*v) && v.Opening.Date.After(s.AsOf) })
}

// sortLarge sorts large values stably by moving each only once.
func sortLarge[T any](list []T, compare func(a, b *T) int) {
	order := make([]*T, len(list))
	for i := range list {
		order[i] = &list[i]
	}
	slices.SortStableFunc(order, compare)
	sorted := make([]T, len(list))
	for i, v := range order {
		sorted[i] = *v
	}
	copy(list, sorted)
}

// Half is what opens and what ends in half a year, in usable places.
type Half struct {
	Span         period.Period
	Opens, Ends  unit.Headcount
	Opening, End int // number of sites
}

// Cliff returns the half years from the one that holds the day before back to
// the last opening or end that is known. It is empty where nothing is known to
// open or end.
func (s Supply) Cliff(back period.Date) []Half {
	sites := s.All()
	first := halfOf(back)
	last := first - 6
	for i := range sites {
		if !Counts(sites[i]) {
			continue
		}
		for _, day := range [2]period.Date{sites[i].Opening.Date, sites[i].End.Date} {
			if !day.IsZero() {
				last = max(last, halfOf(day))
			}
		}
	}
	var halves []Half
	for m := first; m <= last; m += 6 {
		span := period.Period{From: m.First(), To: (m + 5).Last()}
		opens, opening := sumOf(sites, openingIn(span))
		ends, ending := sumOf(sites, endingIn(span))
		halves = append(halves, Half{span, opens.Usable, ends.Usable, opening, ending})
	}
	return halves
}

// halfOf returns the first month of the half year that a day lies in.
func halfOf(d period.Date) period.Month {
	return d.Month() - period.Month((d.MonthOfYear()-1)%6)
}

// Endings lists the counted sites that have a known end, by date, then name.
func (s Supply) Endings() []Listed {
	var list []Listed
	for _, part := range [][]Listed{s.Sites, s.Ended} {
		for _, l := range part {
			if Counts(l.Site) && !l.End.Date.IsZero() && l.Opening.Date.Before(l.End.Date) {
				list = append(list, l)
			}
		}
	}
	sortLarge(list, func(a, b *Listed) int {
		return cmp.Or(a.End.Date.Compare(b.End.Date), cmp.Compare(a.Name, b.Name))
	})
	return list
}

// Tranche is a package with those of its sites that are known.
type Tranche struct {
	cityfile.Package
	Known []accommodation.Site
}

// Tranches lists the packages known on asOf, by the day of their paper.
func (d *Desk) Tranches(ctx context.Context, asOf period.Date) ([]Tranche, error) {
	s, err := d.now(ctx)
	if err != nil {
		return nil, err
	}
	var list []Tranche
	sites := s.sitesOn(asOf)
	for _, key := range slices.Sorted(maps.Keys(s.packages)) {
		p, ok := known(s.packages[key], func(v cityfile.Package) period.Date { return v.KnownFrom }, asOf)
		if ok {
			list = append(list, Tranche{p, only(sites, func(v *accommodation.Site) bool { return v.Package == p.ID })})
		}
	}
	slices.SortStableFunc(list, func(a, b Tranche) int { return a.Date.Compare(b.Date) })
	return list, nil
}

// Dossier is all that is known of one site on a day.
type Dossier struct {
	Listed
	Versions   []accommodation.Site // known by the day, oldest first; the last one counts
	Later      int                  // versions that became known after the day
	FirstKnown period.Date          // the day from which the site was known at all
	Neighbours []Listed             // other sites of the same district
}

// Known reports whether anything was known of the site on the day.
func (d Dossier) Known() bool { return len(d.Versions) > 0 }

// Dossier returns what was known of a site on asOf. It answers NotFound for a
// key that never was; a site that became known later has no Versions.
func (d *Desk) Dossier(ctx context.Context, key string, asOf period.Date) (Dossier, error) {
	all, err := d.Site(ctx, key)
	if err != nil {
		return Dossier{}, err
	}
	s, err := d.now(ctx)
	if err != nil {
		return Dossier{}, fault.Wrap("capacity.Dossier", err)
	}
	dossier := Dossier{FirstKnown: all[0].KnownFrom, Listed: Listed{Site: all[0]}}
	for _, v := range all {
		if v.KnownFrom.After(asOf) {
			dossier.Later++
			continue
		}
		dossier.Versions = append(dossier.Versions, v)
	}
	if !dossier.Known() {
		return dossier, nil
	}
	dossier.Listed = s.listed(dossier.Versions[len(dossier.Versions)-1], asOf)
	for _, other := range s.sitesOn(asOf) {
		l := s.listed(other, asOf)
		if other.ID != key && dossier.District != nil && l.District != nil && l.District.ID == dossier.District.ID {
			dossier.Neighbours = append(dossier.Neighbours, l)
		}
	}
	return dossier, nil
}
