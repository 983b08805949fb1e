// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights

import (
	"context"
	"fmt"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/identity"
	method "planraum/internal/method/rights"
)

// lens is how much a principal sees: of the whole city, and of which parts more.
type lens struct {
	whole audience.Audience
	parts []audience.Part
}

// Lens returns the lens of a principal: what a role shows that is held in the
// whole city for all topics holds for everything; of the areas and topics for
// which others are held the reader sees more. released asks for released
// figures only where the reader may see others too.
func (d *Desk) Lens(ctx context.Context, p identity.Principal, released bool) (audience.Lens, error) {
	c, err := d.now(ctx)
	if err != nil {
		return audience.Lens{Audience: audience.Public, Released: true}, err
	}
	key := fmt.Sprintf("%q %q %q", p.Means, p.Scopes, p.Grants)
	d.mu.Lock()
	seen, known := d.scopes[key]
	d.mu.Unlock()
	if !known {
		seen = d.seenBy(c, c.whole(p))
		d.mu.Lock()
		if d.scopes == nil || len(d.scopes) > 1000 {
			d.scopes = map[string]lens{}
		}
		if d.last == c {
			d.scopes[key] = seen
		}
		d.mu.Unlock()
	}
	l := audience.Lens{Audience: seen.whole, Released: released || seen.whole == audience.Public}
	parts := slices.Clone(seen.parts)
	for i := range parts {
		parts[i].Released = released
	}
	l.Scope = audience.ScopeOf(parts...)
	return l, nil
}

func rank(a audience.Audience) int { return slices.Index(audience.All(), a) }

// seenBy reckons how much a principal sees.
func (d *Desk) seenBy(c *city, p identity.Principal) lens {
	seen := lens{whole: audience.Public}
	var held []audience.Part
	for _, g := range d.engine.Parts(p) {
		to := g.Role.Audience()
		if g.Role == identity.Provider {
			to = audience.Owner // of what it has reported itself
		}
		for _, part := range d.allowed(c, p, g) {
			part.Audience = to
			held = append(held, part)
			if part.Area == "" && part.Topic == "" && part.Holder == "" && rank(to) > rank(seen.whole) {
				seen.whole = to
			}
		}
	}
	for _, part := range held {
		if rank(part.Audience) > rank(seen.whole) {
			seen.parts = append(seen.parts, part)
		}
	}
	return seen
}

// allowed are the parts in which nothing is forbidden. The program's own rules
// forbid nothing inside a part; an installation's may: then the part falls into
// those of its areas and topics in which everything is allowed.
func (d *Desk) allowed(c *city, p identity.Principal, g identity.Grant) []audience.Part {
	whole := audience.Part{Area: g.Area, Topic: string(g.Topic), Holder: g.Holder}
	if !d.forbidsMore() {
		return []audience.Part{whole}
	}
	topics := []identity.Topic{g.Topic}
	for _, t := range identity.Topics() {
		if t.Within(g.Topic) && t != g.Topic {
			topics = append(topics, t)
		}
	}
	free := func(id area.ID, t identity.Topic) bool {
		r := c.placed(method.Resource{Kind: method.Figure, Area: id, Topic: t, Holder: g.Holder})
		return d.engine.Decide(p, method.See, r).Allowed
	}
	if d.free(c, g.Area, topics, free) {
		return []audience.Part{whole}
	}
	var parts []audience.Part
	for _, t := range topics {
		for _, id := range d.freeAreas(c, g.Area, t, free) {
			if id != "" || t != "" || g.Holder != "" { // the whole is not free
				parts = append(parts, audience.Part{Area: id, Topic: string(t), Holder: g.Holder})
			}
		}
	}
	return parts
}

// forbidsMore reports whether the installation has rules of its own that forbid.
func (d *Desk) forbidsMore() bool {
	return slices.ContainsFunc(d.engine.Rules(), func(r method.Rule) bool { return r.Own && r.Forbids })
}

// free reports whether all topics are free in an area and everything below it.
func (d *Desk) free(c *city, id area.ID, topics []identity.Topic, free func(area.ID, identity.Topic) bool) bool {
	for _, t := range topics {
		if all := d.freeAreas(c, id, t, free); len(all) != 1 || all[0] != id {
			return false
		}
	}
	return true
}

// freeAreas are the largest areas within an area in which a topic and all below
// it are free throughout.
func (d *Desk) freeAreas(c *city, id area.ID, t identity.Topic, free func(area.ID, identity.Topic) bool) []area.ID {
	all := true
	var below []area.ID
	for _, part := range c.parts[id] {
		inside := d.freeAreas(c, part, t, free)
		all = all && len(inside) == 1 && inside[0] == part
		below = append(below, inside...)
	}
	for _, topic := range identity.Topics() {
		all = all && (!topic.Within(t) || free(id, topic))
	}
	if all && free(id, t) {
		return []area.ID{id}
	}
	return below
}
