// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval

import (
	"context"

	"planraum/internal/city/approval"
	"planraum/internal/city/period"
)

// WaitingBySource counts the figures known on asOf (zero: all) that are not
// released, by the key of their source.
func (d *Desk) WaitingBySource(ctx context.Context, asOf period.Date) (map[string]int, error) {
	v, err := d.now(ctx)
	if err != nil {
		return nil, err
	}
	waiting := map[string]int{}
	for key, u := range v.units {
		waiting[key.Source] += v.line(key, u, asOf).Waiting
	}
	return waiting, nil
}

// Backlog counts the months of sources that wait for somebody.
type Backlog struct {
	Check   int // wait to be checked
	Release int // are checked and wait for a second person
}

// Backlog counts what waits today.
func (d *Desk) Backlog(ctx context.Context) (Backlog, error) {
	v, err := d.now(ctx)
	if err != nil {
		return Backlog{}, err
	}
	var b Backlog
	for _, u := range v.units {
		switch u.state() {
		case approval.Entered:
			b.Check++
		case approval.Checked:
			b.Release++
		}
	}
	return b, nil
}
