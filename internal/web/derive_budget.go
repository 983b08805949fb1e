// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"strconv"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	city "planraum/internal/city/staffing"
	"planraum/internal/desk/staffing"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// deriveBudget explains numbers of the double budget and of posts against their need.
func (s *server) deriveBudget(ctx context.Context, r request, parts []string) (figure.Derivation, error) {
	missing := fault.New(fault.NotFound, "web.deriveBudget", "Diese Zahl gibt es nicht.", "There is no such number.")
	if parts[0] == "biennium" {
		first, err1 := strconv.Atoi(parts[1])
		year, err2 := strconv.Atoi(parts[3])
		if err1 != nil || err2 != nil {
			return figure.Derivation{}, missing
		}
		b, err := s.Staffing.Biennium(ctx, r.AsOf, first, staffing.Assumed{})
		if err != nil {
			return figure.Derivation{}, err
		}
		return s.Staffing.DeriveBiennium(ctx, b, parts[2], year, parts[4])
	}
	day, err := period.ParseDate(parts[1])
	if err != nil {
		return figure.Derivation{}, missing
	}
	p, err := s.Staffing.PostPlan(ctx, r.AsOf, day, city.Settled)
	if err != nil {
		return figure.Derivation{}, err
	}
	covers, count, err := s.covers(ctx, r.AsOf, p)
	if err != nil {
		return figure.Derivation{}, err
	}
	for _, c := range covers {
		if c.Key.Noun.ID == parts[2] {
			persons := figure.Derivation{Name: text.T("untergebrachte Personen", "accommodated persons"), Value: say(func(l text.Lang) string { return l.Int(int64(c.Persons)) }), Basis: count.Basis, Source: count.Source, When: count.Period.String(), Ref: "figure/" + strconv.FormatInt(count.ID, 10)}
			return c.Derive(parts[3], persons, p)
		}
	}
	return figure.Derivation{}, missing
}
