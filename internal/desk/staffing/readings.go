// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
)

// Reading is a change of a double budget as it stood in each stage that it went
// through: in the draft, after the first and after the second reading.
type Reading struct {
	Newest staffing.PostChange
	Record int64 // of the newest version
	// Draft, First and Second are how many posts it concerned there, below 0 where posts
	// go; nil: it did not stand there.
	Draft, First, Second *unit.FTE
}

// Moved is by how much the second reading differs from the first; false where the
// second has not dealt with it.
func (r Reading) Moved() (unit.FTE, bool) {
	switch {
	case r.Newest.Stage == staffing.Refused && r.First != nil && r.Second == nil:
		return -*r.First, true
	case r.Second == nil:
		return 0, false
	case r.First == nil:
		return *r.Second, true
	}
	return *r.Second - *r.First, true
}

// Readings lists the changes of the double budget that begins with a year, as known on
// asOf, with what they were in each stage. A change that went on keeps what it was in
// the stage before.
func (d *Desk) Readings(ctx context.Context, asOf period.Date, first int) ([]Reading, error) {
	changes, err := d.PostChanges(ctx, asOf)
	if err != nil {
		return nil, err
	}
	var list []Reading
	for _, e := range changes {
		n := e.Noun
		if !(Biennium{First: first}).Holds(n) {
			continue
		}
		r := Reading{Newest: n, Record: e.Record}
		versions, err := d.registers.Versions(ctx, register.Post, n.ID)
		if err != nil {
			return nil, fault.Wrap("staffing.Readings", err)
		}
		slices.SortStableFunc(versions, func(a, b register.Record) int {
			return cmp.Or(a.KnownFrom.Compare(b.KnownFrom), cmp.Compare(a.ID, b.ID))
		})
		for _, v := range versions {
			var was staffing.PostChange
			if err := json.Unmarshal(v.Body, &was); err != nil {
				return nil, fault.Wrap("staffing.Readings("+n.ID+")", err)
			}
			if !v.KnownFrom.After(asOf) {
				r.stood(was)
			}
		}
		r.stood(n)
		if r.Draft != nil || r.First != nil || r.Second != nil || n.Stage == staffing.Asked || n.Stage == staffing.Refused {
			list = append(list, r)
		}
	}
	return list, nil
}

// stood notes what a version of the change was.
func (r *Reading) stood(c staffing.PostChange) {
	share := c.Share
	if c.Kind == staffing.Remove {
		share = -share
	}
	switch c.Stage {
	case staffing.InDraft:
		r.Draft = &share
	case staffing.FirstReading:
		r.First = &share
	case staffing.SecondReading:
		r.Second = &share
	}
}
