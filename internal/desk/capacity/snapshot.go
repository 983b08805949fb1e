// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/fault"
)

// snapshot is what the registers hold at one position of the ledger: all
// versions of all sites and packages, and the areas. The course of past months
// asks for the sites as they were known on many days; reading the versions
// once for each position answers all of them.
type snapshot struct {
	sites    map[string][]accommodation.Site // versions by key, oldest first
	packages map[string][]cityfile.Package
	areas    []area.Area
	byID     map[area.ID]area.Area
}

// cache keeps the snapshots of one position, by the scope of their readers.
type cache struct {
	mu       sync.Mutex // guards all that follows
	position int64
	kept     map[audience.Scope]snapshot
}

// mostScopes bounds for how many scopes snapshots are kept.
const mostScopes = 64

// now returns the snapshot of the ledger's present position.
func (d *Desk) now(ctx context.Context) (snapshot, error) {
	position, err := d.ledger.Position(ctx)
	if err != nil {
		return snapshot{}, fault.Wrap("capacity.now", err)
	}
	d.cache.mu.Lock()
	defer d.cache.mu.Unlock()
	scope := audience.Of(ctx).Scope
	if d.cache.position != position || len(d.cache.kept) >= mostScopes {
		d.cache.position, d.cache.kept = position, map[audience.Scope]snapshot{}
	}
	if s, ok := d.cache.kept[scope]; ok {
		return s, nil
	}
	s, err := d.read(ctx)
	if err != nil {
		return snapshot{}, fault.Wrap("capacity.now", err)
	}
	if d.cache.kept == nil {
		d.cache.kept = map[audience.Scope]snapshot{}
	}
	d.cache.kept[scope] = s
	return s, nil
}

func (d *Desk) read(ctx context.Context) (s snapshot, err error) {
	if s.sites, err = versions(ctx, d.registers, register.Site, siteOf); err != nil {
		return s, err
	}
	if s.packages, err = versions(ctx, d.registers, register.Package, packageOf); err != nil {
		return s, err
	}
	s.areas, err = d.registers.Areas(ctx, "")
	s.byID = make(map[area.ID]area.Area, len(s.areas))
	for _, a := range s.areas {
		s.byID[a.ID] = a
	}
	return s, err
}

// versions reads all versions of all entries of a register.
func versions[T any](ctx context.Context, registers Registers, kind register.Kind, decode func(register.Record) (T, error)) (map[string][]T, error) {
	newest, err := registers.Records(ctx, kind, period.Date{})
	if err != nil {
		return nil, err
	}
	all := make(map[string][]T, len(newest))
	for _, entry := range newest {
		records, err := registers.Versions(ctx, kind, entry.Key)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			noun, err := decode(r)
			if err != nil {
				return nil, err
			}
			all[entry.Key] = append(all[entry.Key], noun)
		}
	}
	return all, nil
}

func siteOf(r register.Record) (accommodation.Site, error) {
	var s accommodation.Site
	if err := json.Unmarshal(r.Body, &s); err != nil {
		return s, fault.Wrap(fmt.Sprintf("capacity.siteOf(%s)", r.Key), err)
	}
	s.Record, s.File, s.Line = r.ID, r.File, r.Line
	return s, nil
}

func packageOf(r register.Record) (cityfile.Package, error) {
	var p cityfile.Package
	if err := json.Unmarshal(r.Body, &p); err != nil {
		return p, fault.Wrap(fmt.Sprintf("capacity.packageOf(%s)", r.Key), err)
	}
	p.File, p.Line = r.File, r.Line
	return p, nil
}

// known returns the last version that was known on asOf; a zero asOf knows
// everything.
func known[T any](list []T, from func(T) period.Date, asOf period.Date) (last T, ok bool) {
	for _, v := range list {
		if asOf.IsZero() || !from(v).After(asOf) {
			last, ok = v, true
		}
	}
	return last, ok
}

// sitesOn lists the sites known on asOf without those taken out of the plan,
// ordered by opening, name and key.
func (s snapshot) sitesOn(asOf period.Date) []accommodation.Site {
	known := make([]*accommodation.Site, 0, len(s.sites)) // sites are large: sort pointers, then copy once
	for _, versions := range s.sites {
		last := -1
		for i := range versions {
			if asOf.IsZero() || !versions[i].KnownFrom.After(asOf) {
				last = i
			}
		}
		if last >= 0 && !versions[last].Withdrawn {
			known = append(known, &versions[last])
		}
	}
	slices.SortFunc(known, func(a, b *accommodation.Site) int {
		return cmp.Or(a.Opening.Date.Compare(b.Opening.Date), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	list := make([]accommodation.Site, len(known))
	for i, site := range known {
		list[i] = *site
	}
	return list
}

// district returns the district that an area is or lies in; false for the
// city as a whole and for an unknown area.
func (s snapshot) district(id area.ID) (area.Area, bool) {
	a, ok := s.byID[id]
	if ok && a.Level == area.Subdistrict {
		a, ok = s.byID[a.Parent]
	}
	return a, ok && a.Level == area.District
}
