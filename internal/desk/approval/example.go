// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval

import (
	"context"
	"slices"
	"time"

	"planraum/internal/city/approval"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/example"
	"planraum/internal/fault"
)

// LoadExample does to the figures of the example city what its list says, one
// act after the other, each by the role that it names. Acts that were done
// before are left out, so that an interrupted load goes on where it stopped
// and what a visitor of the demonstration did stays.
func (d *Desk) LoadExample(ctx context.Context, now time.Time) error {
	lines, err := d.Units(ctx, period.Date{}, Filter{States: []approval.State{approval.Entered, approval.Checked}})
	if err != nil {
		return err
	}
	list := example.Releases()
	for _, line := range slices.Backward(lines) {
		i := slices.IndexFunc(list, func(r example.Release) bool { return r.Fits(line.Source, line.Month.String()) })
		if i < 0 {
			continue
		}
		if err := d.follow(ctx, line.Unit, list[i], now); err != nil {
			return fault.Wrap("approval.LoadExample("+line.String()+")", err)
		}
	}
	return nil
}

// follow does what a row says and was not done yet.
func (d *Desk) follow(ctx context.Context, u approval.Unit, r example.Release, now time.Time) error {
	for i, step := range []struct {
		act approval.Act
		by  string
	}{{approval.Check, r.Checked}, {approval.Release, r.Released}} {
		role, ok := identity.ParseRole(step.by)
		if !ok {
			return nil
		}
		v, err := d.now(ctx)
		if err != nil {
			return err
		}
		if len(v.courses[u].noun.Events) > i {
			continue
		}
		if err := d.Do(ctx, Order{Unit: u, Act: step.act, By: identity.Demonstration(role), Note: r.Note, Now: now}); err != nil {
			return err
		}
	}
	return nil
}
