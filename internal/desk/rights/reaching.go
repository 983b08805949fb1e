// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights

import (
	"context"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/fault"
	method "planraum/internal/method/rights"
)

// ReachOf returns a function that refuses series for which somebody may not do
// the action; nil where the somebody may do it for all.
func (d *Desk) ReachOf(ctx context.Context, p identity.Principal, a method.Action, k method.Kind) (func(figure.Key) error, error) {
	place, err := d.places(ctx, p, a, k)
	if err != nil || place == nil {
		return nil, err
	}
	return func(key figure.Key) error { return place(key.Area, identity.TopicOf(key.Indicator), "") }, nil
}

// Reaching is ReachOf for places, topics and operators, of who acts in the
// context.
func (d *Desk) Reaching(ctx context.Context, a method.Action, k method.Kind) (func(in area.ID, t identity.Topic, holder string) error, error) {
	return d.places(ctx, Acting(ctx), a, k)
}

func (d *Desk) places(ctx context.Context, p identity.Principal, a method.Action, k method.Kind) (func(area.ID, identity.Topic, string) error, error) {
	c, err := d.now(ctx)
	if err != nil {
		return nil, fault.Wrap("rights.places", err)
	}
	p = c.whole(p)
	if d.engine.Decide(p, a, method.Resource{Kind: k}).Allowed && !d.forbidsMore() {
		return nil, nil
	}
	return func(in area.ID, t identity.Topic, holder string) error {
		if in == c.root {
			in = ""
		}
		r := c.placed(method.Resource{Kind: k, Area: in, Topic: t, Holder: holder})
		decision := d.engine.Decide(p, a, r)
		if decision.Allowed {
			return nil
		}
		if rule, _ := d.engine.Rule(decision.Rule); !rule.Forbids {
			decision.Rule, decision.Why = d.engine.Refusal(p, a, r, c.name)
		}
		return Refused("rights.places", a, r, decision)
	}, nil
}
