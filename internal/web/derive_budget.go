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
	"planraum/internal/text"
)

// deriveBiennium explains a number of the double budget: its first year, the row, the
// year and what of it.
func deriveBiennium(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
	first, step, err1 := staffing.ParseBiennium(n.parts[0])
	year, err2 := strconv.Atoi(n.parts[2])
	if err1 != nil || err2 != nil {
		return figure.Derivation{}, noNumber(n.ref)
	}
	b, err := s.Staffing.Biennium(ctx, n.AsOf, first, staffing.Assumed{Step: step})
	if err != nil {
		return figure.Derivation{}, err
	}
	return s.Staffing.DeriveBiennium(ctx, b, n.parts[1], year, n.parts[3])
}

// deriveCover explains a number of posts against the need of a key: the day, the key
// and what of it.
func deriveCover(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
	day, err := period.ParseDate(n.parts[0])
	if err != nil {
		return figure.Derivation{}, noNumber(n.ref)
	}
	p, err := s.Staffing.PostPlan(ctx, n.AsOf, day, city.Settled)
	if err != nil {
		return figure.Derivation{}, err
	}
	covers, count, err := s.covers(ctx, n.AsOf, p)
	if err != nil {
		return figure.Derivation{}, err
	}
	for _, c := range covers {
		if c.Key.Noun.ID == n.parts[1] {
			persons := figure.Derivation{Name: text.T("untergebrachte Personen", "accommodated persons"), Value: say(func(l text.Lang) string { return l.Int(int64(c.Persons)) }), Basis: count.Basis, Source: count.Source, When: count.Period.String(), Ref: "figure/" + strconv.FormatInt(count.ID, 10)}
			return c.Derive(n.parts[2], persons, p)
		}
	}
	return figure.Derivation{}, noNumber(n.ref)
}
