// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"encoding/json"
	"strconv"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
)

// Rights says for what who acts in a context may do something.
type Rights interface {
	// Reaching returns a function that refuses areas, topics and operators for
	// which the actor's roles do not hold; nil where they hold for all.
	Reaching(ctx context.Context, a rights.Action, k rights.Kind) (func(in area.ID, t identity.Topic, holder string) error, error)
}

// ObeyRights has the desk refuse what lies outside the areas and topics of who
// acts. Call it before the desk is used; without it nothing is refused.
func (d *Desk) ObeyRights(r Rights) { d.rights = r }

// reach refuses what lies outside the areas and topics of who acts; nil: nothing.
type reach func(in area.ID, t identity.Topic, holder string) error

func (d *Desk) reaching(ctx context.Context, a rights.Action, k rights.Kind) (reach, error) {
	if d.rights == nil {
		return nil, nil
	}
	r, err := d.rights.Reaching(ctx, a, k)
	return r, fault.Wrap("data.reaching", err)
}

// series refuses a series.
func (r reach) series(k figure.Key) error {
	if r == nil {
		return nil
	}
	return r(k.Area, identity.TopicOf(k.Indicator), "")
}

// record refuses a record of a register.
func (r reach) record(one register.Record) error {
	if r == nil {
		return nil
	}
	in := area.ID("")
	if one.Kind == register.Site {
		var s accommodation.Site
		if err := json.Unmarshal(one.Body, &s); err != nil {
			return fault.Wrap("data.record", err)
		}
		in = s.Area
	}
	return r(in, identity.TopicOfRegister(one.Kind), "")
}

// whole refuses what concerns the whole city: names, areas, boundaries.
func (r reach) whole() error {
	if r == nil {
		return nil
	}
	return r("", "", "")
}

// outside is the fault of a row that lies outside what the actor may change; the
// reason stands where else what was expected does.
func outside(file string, line int, column, value string, refused error) fault.Row {
	return fault.Row{File: file, Line: line, Column: column, Value: value, Expected: fault.SayOf(refused)}
}

// ownOnly returns the faults of records that lie outside.
func (r reach) ownOnly(file string, records []register.Record) error {
	if r == nil {
		return nil
	}
	faults := table.NewFaults(file)
	for _, one := range records {
		if err := r.record(one); err != nil {
			faults.Add(outside(one.File, one.Line, string(one.Kind), one.Key, err))
		}
	}
	return faults.Err("data.ownOnly")
}

// bounded is a recorder that takes nothing outside.
type bounded struct {
	Recorder
	reach reach
}

// AddFigures takes figures of the actor's areas and topics.
func (b bounded) AddFigures(ctx context.Context, figures []figure.Figure) error {
	for _, f := range figures {
		if err := b.reach.series(f.Key); err != nil {
			return fault.Refuse("data.AddFigures", []fault.Row{outside(f.File, f.Line, "area", string(f.Area), err)})
		}
	}
	return b.Recorder.AddFigures(ctx, figures)
}

// AddRecords takes records of the actor's areas and topics.
func (b bounded) AddRecords(ctx context.Context, records []register.Record) error {
	if err := b.reach.ownOnly("", records); err != nil {
		return err
	}
	return b.Recorder.AddRecords(ctx, records)
}

// AddChoice takes a choice between figures of the actor's areas and topics.
func (b bounded) AddChoice(ctx context.Context, c figure.Choice) error {
	if err := b.reach.series(c.Key); err != nil {
		return fault.Refuse("data.AddChoice", []fault.Row{outside("", 0, "figure", strconv.FormatInt(c.Figure, 10), err)})
	}
	return b.Recorder.AddChoice(ctx, c)
}

// AddAreas, SetBoundaries, PutIndicators and PutGroups change what the whole
// city plans with.
func (b bounded) AddAreas(ctx context.Context, e area.Edition, areas []area.Area) error {
	if err := b.reach.whole(); err != nil {
		return err
	}
	return b.Recorder.AddAreas(ctx, e, areas)
}

// SetBoundaries: see AddAreas.
func (b bounded) SetBoundaries(ctx context.Context, edition string, boundaries map[area.ID]area.MultiPolygon) error {
	if err := b.reach.whole(); err != nil {
		return err
	}
	return b.Recorder.SetBoundaries(ctx, edition, boundaries)
}

// PutIndicators: see AddAreas.
func (b bounded) PutIndicators(ctx context.Context, indicators []figure.Indicator) error {
	if err := b.reach.whole(); err != nil {
		return err
	}
	return b.Recorder.PutIndicators(ctx, indicators)
}

// PutGroups: see AddAreas.
func (b bounded) PutGroups(ctx context.Context, groups []population.Group) error {
	if err := b.reach.whole(); err != nil {
		return err
	}
	return b.Recorder.PutGroups(ctx, groups)
}

// acting is who ordered an import, as the job keeps it: what the orderer might
// not do, the job does not either.
type acting struct {
	Account int64            `json:"account,omitempty"`
	Grants  []identity.Grant `json:"grants"`
	Means   identity.Means   `json:"means"`
	Scopes  []string         `json:"scopes,omitempty"`
	Limited bool             `json:"limited,omitempty"`
}

// actingOf is who acts in a context; nil where nobody was named.
func actingOf(ctx context.Context) *acting {
	p, said := identity.Of(ctx)
	if !said {
		return nil
	}
	return &acting{p.Account, p.Grants, p.Means, p.Scopes, p.Scopes != nil}
}

// with returns a context in which the orderer acts.
func (a *acting) with(ctx context.Context) context.Context {
	if a == nil {
		return ctx
	}
	p := identity.Principal{Account: a.Account, Grants: a.Grants, Means: a.Means, Scopes: a.Scopes}
	if a.Limited && p.Scopes == nil {
		p.Scopes = []string{}
	}
	return identity.With(ctx, p)
}
