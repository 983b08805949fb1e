// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package planning is the desk of plans and runs: it gathers what a plan needs
// from the ledger as of the plan's date, evaluates it, keeps the run, compares
// runs and derives every number of them.
package planning

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// Ledger is what the desk asks of the figures.
type Ledger interface {
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	Position(ctx context.Context) (int64, error)
}

// Registers is what the desk asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	// AppendAfter records a new version if base is still the entry's newest
	// record (0: none), else it answers Conflict.
	AppendAfter(ctx context.Context, batch figure.Batch, record register.Record, base int64) error
}

// Runs is where runs are kept.
type Runs interface {
	SaveRun(ctx context.Context, run plan.Run) error
	Run(ctx context.Context, id string) (plan.Run, error)
}

// Desk answers questions about plans and runs. It is safe for use by several
// goroutines.
type Desk struct {
	ledger    Ledger
	registers Registers
	runs      Runs
	today     func() period.Date

	mu    sync.Mutex // guards cache
	cache map[string]plan.Run
}

// New returns a desk over a ledger. today gives the calendar day on which a
// run is made.
func New(ledger Ledger, registers Registers, runs Runs, today func() period.Date) *Desk {
	return &Desk{ledger: ledger, registers: registers, runs: runs, today: today, cache: map[string]plan.Run{}}
}

// Stored is a plan with the number of its version.
type Stored struct {
	plan.Plan
	Version int64
}

// Plans lists the plans that were known on asOf, oldest as-of date first.
func (d *Desk) Plans(ctx context.Context, asOf period.Date) ([]Stored, error) {
	records, err := d.registers.Records(ctx, register.Plan, asOf)
	if err != nil {
		return nil, fault.Wrap("planning.Plans", err)
	}
	plans := make([]Stored, 0, len(records))
	for _, r := range records {
		p, err := decode(r)
		if err != nil {
			return nil, err
		}
		plans = append(plans, p)
	}
	slices.SortStableFunc(plans, func(a, b Stored) int {
		if c := a.AsOf.Compare(b.AsOf); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return plans, nil
}

func decode(r register.Record) (Stored, error) {
	s := Stored{Version: r.ID}
	if err := json.Unmarshal(r.Body, &s.Plan); err != nil {
		return Stored{}, fault.Wrap(fmt.Sprintf("planning.decode(%s)", r.Key), err)
	}
	return s, nil
}

// Plan returns the newest version of a plan that was known on asOf.
func (d *Desk) Plan(ctx context.Context, id string, asOf period.Date) (Stored, error) {
	plans, err := d.Plans(ctx, asOf)
	if err != nil {
		return Stored{}, err
	}
	for _, p := range plans {
		if p.ID == id {
			return p, nil
		}
	}
	return Stored{}, fault.New(fault.NotFound, "planning.Plan("+id+")",
		fmt.Sprintf("Den Plan „%s“ gibt es am %s nicht.", id, asOf.In("de")),
		fmt.Sprintf("There is no plan %q as of %s.", id, asOf.In("en")))
}

// Leading returns the plan that warnings on asOf rest on: the newest plan
// known then whose horizon is not over. It reports false where there is none.
func (d *Desk) Leading(ctx context.Context, asOf period.Date) (Stored, bool, error) {
	plans, err := d.Plans(ctx, asOf)
	if err != nil {
		return Stored{}, false, err
	}
	for _, p := range slices.Backward(plans) {
		if !p.AsOf.After(asOf) && p.To >= asOf.Month() {
			return p, true, nil
		}
	}
	return Stored{}, false, nil
}

// Save keeps a new version of a plan. It refuses a plan whose assumptions
// contradict, with all faults, and answers Conflict where base, the version
// that the planner saw (0 for a new plan), is no longer the newest.
func (d *Desk) Save(ctx context.Context, p plan.Plan, base int64, by string, now time.Time) error {
	const op = "planning.Save"
	if rows := Problems(p); len(rows) > 0 {
		return fault.Refuse(op, rows)
	}
	if _, err := d.Gather(ctx, p); err != nil {
		return fault.Wrap(op, err)
	}
	knownFrom, err := d.follows(ctx, p, base)
	if err != nil {
		return fault.Wrap(op, err)
	}
	body, err := json.Marshal(p)
	if err != nil {
		return fault.Wrap(op, err)
	}
	batch := figure.Batch{Kind: string(register.Plan), File: p.ID, By: by, Rows: 1, RecordedAt: now}
	record := register.Record{Kind: register.Plan, Key: p.ID, KnownFrom: knownFrom, Body: body}
	return fault.Wrap(op, d.registers.AppendAfter(ctx, batch, record, base))
}

// follows returns the day from which a new version of a plan is known: the
// plan's own, but never before the version that it replaces, which would else
// still be the newest. It answers Conflict where that version is not base.
func (d *Desk) follows(ctx context.Context, p plan.Plan, base int64) (period.Date, error) {
	versions, err := d.registers.Versions(ctx, register.Plan, p.ID)
	if err != nil {
		return period.Date{}, err
	}
	var newest register.Record
	if len(versions) > 0 {
		newest = versions[len(versions)-1]
	}
	if base == 0 && newest.ID != 0 {
		return period.Date{}, fault.New(fault.Conflict, "planning.follows("+p.ID+")",
			"Einen Plan mit dem Namen „"+p.Name+"“ gibt es schon. Bitte einen anderen Namen wählen.",
			"There is a plan with the name “"+p.Name+"” already. Please choose another name.")
	}
	if newest.ID != base {
		return period.Date{}, fault.New(fault.Conflict, "planning.follows("+p.ID+")",
			"Den Plan „"+p.Name+"“ hat inzwischen jemand anderes geändert. Öffnen Sie ihn in einem zweiten Fenster, um die Änderung zu sehen; Ihre Eingaben stehen noch hier.",
			"Somebody else has changed the plan “"+p.Name+"” meanwhile. Open it in a second window to see the change; your entries are still here.")
	}
	if newest.KnownFrom.After(p.AsOf) {
		return newest.KnownFrom, nil
	}
	return p.AsOf, nil
}

// Problems lists what contradicts within a plan, as faults of its form.
func Problems(p plan.Plan) []fault.Row {
	var rows []fault.Row
	for _, problem := range p.Check() {
		rows = append(rows, fault.Row{File: p.Name, Column: problem.Path, Value: problem.Value, Expected: problem.Expected})
	}
	return rows
}

// Run evaluates a plan over the ledger and keeps the run. The same plan over
// the same ledger is the same run.
func (d *Desk) Run(ctx context.Context, p Stored) (plan.Run, error) {
	const op = "planning.Run"
	position, err := d.ledger.Position(ctx)
	if err != nil {
		return plan.Run{}, fault.Wrap(op, err)
	}
	lens := audience.Through(ctx)
	key := fmt.Sprintf("%s/%d/%d/%s/%t/%s/%d/%d", p.ID, p.Version, position, lens.Audience, lens.Released, lens.Scope, lens.UpTo, lens.AlsoUpTo)
	d.mu.Lock()
	run, ok := d.cache[key]
	d.mu.Unlock()
	if ok {
		return run, nil
	}
	run, err = d.Try(ctx, p.Plan)
	if err != nil {
		return plan.Run{}, fault.Wrap(op, err)
	}
	run.Version, run.Position = p.Version, position
	// The same run may have been kept before: its ID is its content.
	if err := d.runs.SaveRun(ctx, run); err != nil && fault.KindOf(err) != fault.Conflict {
		return plan.Run{}, fault.Wrap(op, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.cache) > 64 {
		clear(d.cache)
	}
	d.cache[key] = run
	return run, nil
}

// Try evaluates a plan without keeping anything, for a preview before saving.
func (d *Desk) Try(ctx context.Context, p plan.Plan) (plan.Run, error) {
	in, err := d.Gather(ctx, p)
	if err != nil {
		return plan.Run{}, err
	}
	return Evaluated(in, d.today())
}

// Kept returns a run that was kept, by its ID.
func (d *Desk) Kept(ctx context.Context, id string) (plan.Run, error) {
	d.mu.Lock()
	for _, run := range d.cache {
		if run.ID == id {
			d.mu.Unlock()
			return run, nil
		}
	}
	d.mu.Unlock()
	run, err := d.runs.Run(ctx, id)
	return run, fault.Wrap("planning.Kept("+id+")", err)
}
