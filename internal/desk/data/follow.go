// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"

	"planraum/internal/city/job"
)

// Following orders what has to be done after an import of many figures, by
// whom the import was made.
type Following func(by string) job.Order

// Follow has large imports order work that follows them. The order is part of
// the import's transaction: it stands if and only if the import does. Call it
// before the desk is used.
func (d *Desk) Follow(orders ...Following) { d.follow = orders }

// manyRecorded is the number of recorded rows from which on following work is
// worth a job; below it the first reader does not notice it.
const manyRecorded = 1000

func (d *Desk) enqueue(ctx context.Context, r Recorder, out Outcome, by string) error {
	if out.Recorded() < manyRecorded {
		return nil
	}
	for _, order := range d.follow {
		if _, err := r.Enqueue(ctx, order(by)); err != nil {
			return err
		}
	}
	return nil
}
