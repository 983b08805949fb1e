// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"slices"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	desk "planraum/internal/desk/council"
)

// offeredField names the papers that are offered to an agenda, and the button that puts
// them on it.
const offeredField = "vorgesehen"

// offer finds the papers that are meant for the sitting and are not on its agenda yet.
func (s *server) offer(ctx context.Context, r request, e *sittingEntry) error {
	on, err := period.ParseDate(e.get("on"))
	if err != nil {
		return nil // its field says so
	}
	all, err := s.Council.MeantFor(ctx, e.get("committee"), on, r.AsOf)
	if err != nil {
		return err
	}
	e.offered = slices.DeleteFunc(all, func(p desk.Stored) bool { return e.has(p) })
	return nil
}

// has reports whether a paper is on the agenda.
func (e *sittingEntry) has(p desk.Stored) bool {
	for i := range agendaRows {
		switch typed := e.get(agendaField(i) + "paper"); {
		case typed == "":
		case typed == p.ID, council.KeyOf(typed) == council.KeyOf(cmpOr(e.numbers[p.ID], p.ID)):
			return true
		}
	}
	return false
}

// takeOffered puts the papers that were ticked on the agenda, each in the next row that
// is free, with what the body is asked to do.
func (e *sittingEntry) takeOffered() {
	for _, p := range e.offered {
		if !slices.Contains(e.values[offeredField], p.ID) {
			continue
		}
		i := e.items() - 1
		at := agendaField(i)
		if e.get(at+"title") != "" || e.get(at+"paper") != "" {
			return // there is no row left
		}
		e.values.Set(at+"paper", cmpOr(e.numbers[p.ID], p.ID))
		for _, o := range p.Order {
			if on, err := period.ParseDate(e.get("on")); err != nil || o.Committee != e.get("committee") || o.On != on {
				continue
			}
			e.values.Set(at+"role", string(o.Step))
			if e.values.Del(at + "closed"); !o.Public {
				e.values.Set(at+"closed", "ja")
			}
		}
	}
	e.offered = slices.DeleteFunc(e.offered, func(p desk.Stored) bool { return e.has(p) })
	e.values.Del(offeredField)
	e.values.Del("gesehen")
}
