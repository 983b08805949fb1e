// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval

import (
	"context"
	"encoding/json"
	"time"

	"planraum/internal/city/approval"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/source"
	"planraum/internal/fault"
)

// Order is something that somebody wants done to a unit.
type Order struct {
	Unit approval.Unit
	Act  approval.Act
	By   audience.Actor
	Note string
	// Seen is the position of the ledger that the actor looked at: what came in
	// later is not spoken of. 0: the present one.
	Seen int64
	Now  time.Time
}

// May says whether the actor may do the act by the actor's role; nil if so.
func May(act approval.Act, by audience.Actor) error {
	const op = "approval.May"
	if by.Audience == audience.Public {
		return fault.New(fault.Forbidden, op, "Die Öffentlichkeit prüft keine Werte und gibt keine frei.", "The public checks no figures and releases none.")
	}
	if (act == approval.Release || act == approval.Reopen || act == approval.Withdraw) && !by.Steward {
		return fault.New(fault.Forbidden, op,
			"Freigeben, wieder öffnen und zurückziehen darf nur die Datenverantwortung.", "Only a data steward may release, reopen and withdraw.")
	}
	return nil
}

// Do records what somebody does to a unit, or says why that must not be: a
// release is given by a second person, who has neither entered nor checked the
// figures; what was seen must be what is there; what takes something back needs
// a reason. Of two who act at the same time one wins.
func (d *Desk) Do(ctx context.Context, o Order) error {
	const op = "approval.Do"
	if err := May(o.Act, o.By); err != nil {
		return err
	}
	v, err := d.now(ctx)
	if err != nil {
		return err
	}
	u, err := v.find(o.Unit)
	if err != nil {
		return err
	}
	if u.profile.Kind == source.Published {
		return fault.New(fault.Conflict, op,
			"Was diese Quelle veröffentlicht, ist damit schon freigegeben.", "What this source publishes is released by that already.")
	}
	if o.Seen == 0 {
		o.Seen = v.position
	}
	event := approval.Event{Act: o.Act, By: o.By.Name.De, At: o.Now.UTC(), Position: min(o.Seen, v.position), Note: o.Note}
	course, err := u.course.After(event, approval.Situation{Newest: u.newest, Entered: v.enteredBy(u)})
	if err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, d.keep(ctx, course, event, v.courses[o.Unit].record))
}

// keep records the course with its new event as a new version of the entry.
func (d *Desk) keep(ctx context.Context, course approval.Course, event approval.Event, base register.Record) error {
	body, err := json.Marshal(course)
	if err != nil {
		return err
	}
	known := period.OfTime(event.At)
	if base.KnownFrom.After(known) {
		known = base.KnownFrom // a later version is never known earlier
	}
	key := course.Unit().String()
	batch := figure.Batch{Kind: string(register.Release), File: key, By: event.By, Rows: 1, RecordedAt: event.At}
	return d.registers.AppendAfter(ctx, batch, register.Record{Kind: register.Release, Key: key, KnownFrom: known, Body: body}, base.ID)
}

// Forbids says why the actor may not do the act to the unit as the sheet shows
// it; nil if nothing forbids it.
func (s Sheet) Forbids(act approval.Act, by audience.Actor) error {
	if err := May(act, by); err != nil {
		return err
	}
	event := approval.Event{Act: act, By: by.Name.De, At: s.Entered.At, Position: s.Position, Note: "-"}
	_, err := s.Course.After(event, s.situation)
	return err
}
