// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"context"
	"slices"
	"strconv"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
)

// KeyFor is the key under which a new paper is kept: that of its reference or title, with
// a number after it where another paper has that. The same form sent twice gets the key
// of the paper that it made already, which Save refuses.
func (d *Desk) KeyFor(ctx context.Context, p council.Paper) (string, error) {
	all, err := d.papers(ctx, period.Date{})
	if err != nil {
		return "", err
	}
	key := p.NewKey()
	for n := 2; ; n++ {
		i := slices.IndexFunc(all, func(s Stored) bool { return s.ID == key })
		if i < 0 || p.Reference == "" && twin(all[i].Paper, p) {
			return key, nil
		}
		key = p.NewKey() + "-" + strconv.Itoa(n)
	}
}

// twin reports whether two papers are what one form makes.
func twin(a, b council.Paper) bool {
	return a.Type == b.Type && a.Title == b.Title && a.Reference == b.Reference && a.On == b.On && a.Lead == b.Lead && slices.Equal(a.Answers, b.Answers)
}
