// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"context"
	"slices"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/method/calendar"
	"planraum/internal/text"
)

// dated is a paper as it goes out: its order of committees names the sittings that were
// reckoned for it, so that they are those of its text, and a sitting that passes without
// it is missed and not reckoned anew. A paper whose order cannot be met keeps its open
// days. The words say which days are fixed.
func (d *Desk) dated(ctx context.Context, p council.Paper, day period.Date) (council.Paper, []text.Text, error) {
	c, err := d.Course(ctx, p, day)
	if err != nil || c.Problem != calendar.None {
		return p, nil, err
	}
	p.Order = slices.Clone(p.Order)
	var de, en []string
	for i, s := range c.Stages {
		if p.Order[i].On.IsZero() && !s.Done && !s.Sitting.IsZero() {
			p.Order[i].On = s.Sitting
			de, en = append(de, s.Body.Name+" am "+s.Sitting.In(text.De)), append(en, s.Body.Name+" on "+s.Sitting.In(text.En))
		}
	}
	if len(de) == 0 {
		return p, nil, nil
	}
	return p, []text.Text{text.T("Die gerechneten Tage der Beratungsfolge gelten damit: "+strings.Join(de, ", ")+".",
		"The days reckoned for the order of committees hold then: "+strings.Join(en, ", ")+".")}, nil
}
