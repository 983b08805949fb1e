// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"context"
	"slices"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
)

// Overrun is a motion or inquiry whose answer comes to the first body after its deadline.
type Overrun struct {
	Motion council.Paper
	Stage  Stage // the first body, with the sitting of the plan
}

// Overruns are those of the motions that a paper answers, known on asOf, in the order of
// the paper; none where no sitting is planned or the order has begun.
func (d *Desk) Overruns(ctx context.Context, p council.Paper, c Course, asOf period.Date) ([]Overrun, error) {
	stages := c.Stages
	if len(c.Earliest) > 0 {
		stages = c.Earliest
	}
	var first Stage
	for _, s := range stages {
		if s.Done {
			return nil, nil
		}
		if !s.Sitting.IsZero() && (first.Sitting.IsZero() || s.Sitting.Before(first.Sitting)) {
			first = s
		}
	}
	if first.Sitting.IsZero() || len(p.Answers) == 0 {
		return nil, nil
	}
	all, err := d.papers(ctx, asOf)
	if err != nil {
		return nil, err
	}
	var list []Overrun
	for _, id := range p.Answers {
		i := slices.IndexFunc(all, func(s Stored) bool { return s.ID == id })
		if i >= 0 && !all[i].Deadline.IsZero() && first.Sitting.After(all[i].Deadline) {
			list = append(list, Overrun{all[i].Paper, first})
		}
	}
	return list, nil
}
