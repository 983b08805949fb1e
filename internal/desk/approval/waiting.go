// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval

import (
	"context"

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
