// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"strconv"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/desk/data"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/planning"
	"planraum/internal/fault"
)

// deriveRecord derives a record of any register: sites at the desk of places,
// all others at the desk of data.
func (s *server) deriveRecord(ctx context.Context, id int64) (figure.Derivation, error) {
	one, err := s.Data.Record(ctx, id)
	if err != nil {
		return figure.Derivation{}, err
	}
	switch one.Kind {
	case register.Site:
		return s.Capacity.DeriveSite(ctx, id)
	case register.Warning:
		return s.deriveRaised(ctx, one.Key)
	case register.Paper:
		if err := s.Council.Reads(ctx, one); err != nil {
			return figure.Derivation{}, err
		}
	}
	return data.DeriveRecord(one)
}

// deriveRaised derives a kept warning, as far as the reader may see it: the council's are
// those that rest on released figures.
func (s *server) deriveRaised(ctx context.Context, id string) (figure.Derivation, error) {
	e, err := s.Outlook.Entry(ctx, id)
	if err != nil {
		return figure.Derivation{}, err
	}
	one, err := s.Data.Record(ctx, e.Record)
	if err != nil {
		return figure.Derivation{}, err
	}
	d, err := data.DeriveRecord(one)
	d.Ref = outlook.KeptRef(id)
	return d, err
}

// deriveScenario derives a number of a scenario: run, persons, places, key, item.
func (s *server) deriveScenario(ctx context.Context, parts []string) (figure.Derivation, error) {
	var n [3]int64
	for i := range n {
		v, err := strconv.ParseInt(parts[1+i], 10, 64)
		if err != nil {
			return figure.Derivation{}, noNumber("web.deriveScenario")
		}
		n[i] = v
	}
	run, err := s.Planning.Kept(ctx, parts[0])
	if err != nil {
		return figure.Derivation{}, err
	}
	q := planning.Question{Persons: unit.Headcount(n[0]), Places: unit.Headcount(n[1])}
	return planning.ExplainScenario(run, q, n[2], parts[4])
}

// deriveAccount derives a stock account: first day, last day, group, area.
func (s *server) deriveAccount(ctx context.Context, parts []string, asOf period.Date) (figure.Derivation, error) {
	from, errFrom := period.ParseDate(parts[0])
	to, errTo := period.ParseDate(parts[1])
	if errFrom != nil || errTo != nil {
		return figure.Derivation{}, noNumber("web.deriveAccount")
	}
	return s.Data.DeriveAccount(ctx, from, to, population.ID(parts[2]), area.ID(strings.Join(parts[3:], "/")), asOf)
}

// noNumber says that an address is no number's.
func noNumber(op string) error {
	return fault.New(fault.NotFound, op, "Diese Zahl gibt es nicht.", "There is no such number.")
}
