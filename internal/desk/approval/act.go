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
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/source"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
)

// Order is something that somebody wants done to a unit.
type Order struct {
	Unit approval.Unit
	Act  approval.Act
	By   identity.Principal
	Note string
	// Seen is the position of the ledger that the actor looked at: what came in
	// later is not spoken of. 0: the present one.
	Seen int64
	Now  time.Time
}

// rightOf is the action of the rights that an act needs.
func rightOf(act approval.Act) rights.Action {
	if act == approval.Release || act == approval.Reopen || act == approval.Withdraw {
		return rights.Release
	}
	return rights.Check
}

// May says whether the actor may do the act somewhere by the rules of rights;
// nil if so.
func (d *Desk) May(act approval.Act, by identity.Principal) error {
	return may(d.rules, act, by)
}

func may(rules *rights.Engine, act approval.Act, by identity.Principal) error {
	decision := rules.Decide(by, rightOf(act), rights.Resource{Kind: rights.Approval, Somewhere: true})
	if decision.Allowed {
		return nil
	}
	return fault.New(fault.Forbidden, "approval.May", decision.Why.De, decision.Why.En)
}

// Do records what somebody does to a unit, or says why that must not be: a
// release is given by a second person, who has neither entered nor checked the
// figures; what was seen must be what is there; what takes something back needs
// a reason. Of two who act at the same time one wins.
func (d *Desk) Do(ctx context.Context, o Order) error {
	const op = "approval.Do"
	if err := d.May(o.Act, o.By); err != nil {
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
	if err := d.reaches(ctx, v, u, o); err != nil {
		return err
	}
	if o.Seen == 0 {
		o.Seen = v.position
	}
	event := approval.Event{Act: o.Act, By: o.By.By(), At: o.Now.UTC(), Position: min(o.Seen, v.position), Note: o.Note}
	course, err := u.course.After(event, approval.Situation{Newest: u.newest, Entered: v.enteredBy(u)})
	if err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, d.keep(ctx, course, event, v.courses[o.Unit].record))
}

// reaches refuses an act of somebody whose roles do not hold for every figure of
// the unit: a month is released as a whole.
func (d *Desk) reaches(ctx context.Context, v *view, u *unit, o Order) error {
	const op = "approval.reaches"
	if d.reach == nil {
		return nil
	}
	refuse, err := d.reach.ReachOf(ctx, o.By, rightOf(o.Act), rights.Approval)
	if err != nil || refuse == nil {
		return fault.Wrap(op, err)
	}
	figures, err := d.below.Figures(audience.With(ctx, audience.Unfiltered), u.query(v, o.Unit))
	if err != nil {
		return fault.Wrap(op, err)
	}
	for _, f := range figures {
		if v.named(f.Source).profile.Key != o.Unit.Source {
			continue
		}
		if err := refuse(f.Key); err != nil {
			why := fault.SayOf(err)
			return fault.New(fault.Forbidden, op,
				"Ein Monat wird als Ganzes geprüft und freigegeben, und dieser hat Werte außerhalb Ihres Zuständigkeitsbereichs. "+why.De,
				"A month is checked and released as a whole, and this one has figures outside what you are responsible for. "+why.En)
		}
	}
	return nil
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
func (s Sheet) Forbids(act approval.Act, by identity.Principal) error {
	if err := may(s.rules, act, by); err != nil {
		return err
	}
	event := approval.Event{Act: act, By: by.By(), At: s.Entered.At, Position: s.Position, Note: "-"}
	_, err := s.Course.After(event, s.situation)
	return err
}
