// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package rights is the desk that decides who may do what, by the rules of
// method/rights and the areas and operators of the city, and the last ledger in
// the chain: where a role is held for some areas or topics only, it shows there
// what the role may see and elsewhere what anybody may see.
package rights

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/reporting"
	"planraum/internal/fault"
	method "planraum/internal/method/rights"
	"planraum/internal/text"
)

// Names is what the desk asks of areas, indicators and dated records.
type Names interface {
	Areas(ctx context.Context, edition string) ([]area.Area, error)
	Editions(ctx context.Context) ([]area.Edition, error)
	Indicators(ctx context.Context) ([]figure.Indicator, error)
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Position(ctx context.Context) (int64, error)
}

// Desk is safe for use by several goroutines.
type Desk struct {
	engine *method.Engine
	names  Names

	mu   sync.Mutex // guards last and scopes
	last *city
	// scopes are lenses of principals, at the position of last.
	scopes map[string]lens
}

// New returns a desk by the rules of an engine.
func New(e *method.Engine, n Names) *Desk { return &Desk{engine: e, names: n} }

// Engine returns the rules.
func (d *Desk) Engine() *method.Engine { return d.engine }

// city is what the desk knows of the city at one position of the ledger.
type city struct {
	position   int64
	areas      map[area.ID]area.Area
	parts      map[area.ID][]area.ID // of each area those just below it
	root       area.ID
	indicators []string
	holders    map[string]holder // by name
	siteHolder map[string]string // of sites by key
}

// holder is what an operator or provider has.
type holder struct {
	places map[area.ID]bool // where its figures are kept
}

// now returns what is known of the city at the ledger's present position.
func (d *Desk) now(ctx context.Context) (*city, error) {
	const op = "rights.now"
	position, err := d.names.Position(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.last != nil && d.last.position >= position {
		return d.last, nil
	}
	// The names are the same for everybody.
	c, err := d.read(audience.With(context.WithoutCancel(ctx), audience.Unfiltered), position)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	d.last, d.scopes = c, nil
	return c, nil
}

func (d *Desk) read(ctx context.Context, position int64) (*city, error) {
	c := &city{
		position: position, areas: map[area.ID]area.Area{}, parts: map[area.ID][]area.ID{},
		holders: map[string]holder{}, siteHolder: map[string]string{},
	}
	editions, err := d.names.Editions(ctx) // newest first; places that report are the last
	if err != nil {
		return nil, err
	}
	for _, e := range editions {
		list, err := d.names.Areas(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		for _, a := range list {
			if _, known := c.areas[a.ID]; known {
				continue
			}
			a.Boundary = nil
			c.areas[a.ID] = a
			c.parts[a.Parent] = append(c.parts[a.Parent], a.ID)
			if a.Level == area.City && c.root == "" {
				c.root = a.ID
			}
		}
	}
	indicators, err := d.names.Indicators(ctx)
	if err != nil {
		return nil, err
	}
	for _, i := range indicators {
		c.indicators = append(c.indicators, i.Code)
	}
	return c, d.readHolders(ctx, c)
}

// readHolders notes what each operator reports on.
func (d *Desk) readHolders(ctx context.Context, c *city) error {
	records, err := d.names.Records(ctx, register.Reporter, period.Date{})
	if err != nil {
		return err
	}
	for _, r := range records {
		var entry struct {
			Reporter *reporting.Reporter `json:"reporter"`
		}
		if err := json.Unmarshal(r.Body, &entry); err != nil {
			return fault.Wrap("rights.readHolders("+r.Key+")", err)
		}
		if entry.Reporter == nil || entry.Reporter.Organization == "" {
			continue
		}
		name := entry.Reporter.Organization
		if c.holders[name].places == nil {
			c.holders[name] = holder{map[area.ID]bool{}}
		}
		c.holders[name].places[entry.Reporter.Place] = true
		if entry.Reporter.Site != "" {
			c.siteHolder[entry.Reporter.Site] = name
		}
	}
	return nil
}

// above lists the areas in which an area lies, nearest first.
func (c *city) above(id area.ID) []area.ID {
	var list []area.ID
	for range 8 { // more levels than any division has; ends a circle of parents
		a, ok := c.areas[id]
		if !ok || a.Parent == "" {
			return list
		}
		id = a.Parent
		list = append(list, id)
	}
	return list
}

// below lists an area and all that lies in it.
func (c *city) below(id area.ID) []area.ID {
	list := []area.ID{id}
	for n := 0; n < len(list) && len(list) <= len(c.areas)+1; n++ {
		list = append(list, c.parts[list[n]]...)
	}
	return list
}

// name is what an area is called.
func (c *city) name(id area.ID) string {
	if a, ok := c.areas[id]; ok {
		return a.Name
	}
	return string(id)
}

// placed gives a resource the areas around it. What lies in the city as such
// lies in the whole city.
func (c *city) placed(r method.Resource) method.Resource {
	r.Above = c.above(r.Area)
	return r
}

// whole takes the city's own key for the whole city.
func (c *city) whole(p identity.Principal) identity.Principal {
	grants := make([]identity.Grant, len(p.Grants))
	for i, g := range p.Grants {
		if g.Area == c.root {
			g.Area = ""
		}
		grants[i] = g
	}
	if len(grants) > 0 {
		p.Grants = grants
	}
	return p
}

// Acting returns who acts in a context. Where nobody was named, a lens says
// that a reader asks, who is of the public; else it is a command or a job of
// the machine.
func Acting(ctx context.Context) identity.Principal {
	if p, said := identity.Of(ctx); said {
		return p
	}
	if _, read := audience.From(ctx); read {
		return identity.Principal{}
	}
	return identity.Machine()
}

// Decide says whether who acts may do the action to the resource.
func (d *Desk) Decide(ctx context.Context, a method.Action, r method.Resource) (method.Decision, error) {
	return d.DecideFor(ctx, Acting(ctx), a, r)
}

// DecideFor is Decide for somebody else.
func (d *Desk) DecideFor(ctx context.Context, p identity.Principal, a method.Action, r method.Resource) (method.Decision, error) {
	c, err := d.now(ctx)
	if err != nil {
		return method.Decision{Why: fault.SayOf(err)}, err
	}
	p, r = c.whole(p), c.placed(r)
	if r.Area == c.root {
		r.Area = ""
	}
	decision := d.engine.Decide(p, a, r)
	if forbids, _ := d.engine.Rule(decision.Rule); !decision.Allowed && !forbids.Forbids {
		decision.Rule, decision.Why = d.engine.Refusal(p, a, r, c.name)
	}
	return decision, nil
}

// Allow is Decide as an error: nil where it is allowed.
func (d *Desk) Allow(ctx context.Context, a method.Action, r method.Resource) error {
	decision, err := d.Decide(ctx, a, r)
	if err != nil {
		return err
	}
	return Refused("rights.Allow", a, r, decision)
}

// May returns Decide for those who ask often and need not be told why, such as a
// page that leaves out what its reader may not use: to find the reason takes
// longer than to decide. The city is looked up once, so that all answers are of
// one position of the ledger; where that fails nothing is allowed.
func (d *Desk) May(ctx context.Context) func(a method.Action, r method.Resource) bool {
	c, err := d.now(ctx)
	if err != nil {
		return func(method.Action, method.Resource) bool { return false }
	}
	p := c.whole(Acting(ctx))
	return func(a method.Action, r method.Resource) bool {
		if r = c.placed(r); r.Area == c.root {
			r.Area = ""
		}
		return d.engine.Decide(p, a, r).Allowed
	}
}

// Refusal is the error of something that is not allowed, with the decision.
type Refusal struct {
	error
	Action   method.Action
	Resource method.Resource
	Decision method.Decision
}

// Unwrap returns the error in the vocabulary of faults.
func (r *Refusal) Unwrap() error { return r.error }

// Refused makes an error of a decision; nil where it is allowed.
func Refused(op string, a method.Action, r method.Resource, d method.Decision) error {
	if d.Allowed {
		return nil
	}
	return &Refusal{fault.New(fault.Forbidden, op, d.Why.De, d.Why.En), a, r, d}
}

// AllowKnown is Allow for something that was looked up, with the error of that.
// Where nobody may find out what there is, it is not there for whoever may not
// read it: the answer is the same as for what does not exist.
func (d *Desk) AllowKnown(ctx context.Context, a method.Action, r method.Resource, found error) error {
	const op = "rights.AllowKnown"
	hides := r.Kind == method.Site || r.Kind == method.Reporter || r.Kind == method.Paper
	if found != nil {
		if hides && fault.KindOf(found) == fault.NotFound {
			return absent(op)
		}
		return found
	}
	err := d.Allow(ctx, a, r)
	if fault.KindOf(err) != fault.Forbidden || err == nil || !hides || r.Somewhere {
		return err
	}
	if read, failed := d.Decide(ctx, method.Read, r); failed != nil || read.Allowed {
		return err
	}
	return absent(op)
}

// absent is the answer for what is not there or not there for who asks.
func absent(op string) error {
	return fault.New(fault.NotFound, op, "Das gibt es hier nicht, oder Ihre Rollen dürfen es nicht lesen.", "There is no such thing here, or your roles may not read it.")
}

// Mine says for what somebody's roles are held, for people to read.
func (d *Desk) Mine(ctx context.Context, p identity.Principal) ([]text.Text, error) {
	c, err := d.now(ctx)
	if err != nil {
		return nil, err
	}
	var list []text.Text
	for _, g := range c.whole(p).Grants {
		where := method.Where(g, c.name)
		list = append(list, text.T(g.Role.Label().De+where.De, g.Role.Label().En+where.En))
	}
	return list, nil
}

// Parts are the areas of the city, places that report left out, and the names of
// operators and providers, sorted: what a role can be held for.
func (d *Desk) Parts(ctx context.Context) (areas []area.ID, holders []string, err error) {
	c, err := d.now(ctx)
	if err != nil {
		return nil, nil, err
	}
	for id, a := range c.areas {
		if a.Edition != area.Places {
			areas = append(areas, id)
		}
	}
	slices.Sort(areas)
	return areas, slices.Sorted(maps.Keys(c.holders)), nil
}

// SiteHolder is the operator of a site; empty where none is known.
func (d *Desk) SiteHolder(ctx context.Context, site string) (string, error) {
	c, err := d.now(ctx)
	if err != nil {
		return "", err
	}
	return c.siteHolder[site], nil
}

// Area returns an area by its key; false where there is none.
func (d *Desk) Area(ctx context.Context, id area.ID) (area.Area, bool, error) {
	c, err := d.now(ctx)
	if err != nil {
		return area.Area{}, false, err
	}
	a, ok := c.areas[id]
	return a, ok, nil
}
