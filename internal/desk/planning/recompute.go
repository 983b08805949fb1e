// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"context"
	"encoding/json"
	"fmt"

	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// RecomputeKind names jobs that evaluate all plans.
const RecomputeKind = "recompute"

// RecomputeOrder is the order to evaluate all plans that were known on a day
// over the ledger as it is.
func RecomputeOrder(asOf period.Date, by string) (job.Order, error) {
	args, err := json.Marshal(recomputeArgs{asOf})
	return job.Order{
		Kind: RecomputeKind, By: by, Args: args, Unit: text.T("Pläne", "plans"),
		Title: text.T("Alle Pläne neu rechnen, Stand "+asOf.In(text.De), "Evaluate all plans anew, as of "+asOf.In(text.En)),
	}, fault.Wrap("planning.RecomputeOrder", err)
}

type recomputeArgs struct {
	AsOf period.Date `json:"as_of"`
}

// Recomputed is a plan with its run, as the result of the job.
type Recomputed struct {
	Plan   string    `json:"plan"`
	Name   string    `json:"name"`
	Run    string    `json:"run,omitempty"`   // ID; empty: it could not be evaluated
	Reason text.Text `json:"reason,omitzero"` // why not
}

// RecomputeWork is the work behind RecomputeOrder.
func (d *Desk) RecomputeWork() job.Kind {
	return job.Kind{Name: RecomputeKind, Label: text.T("Neuberechnung", "recomputation"), Run: d.runRecompute}
}

// progress is what a broken-off recomputation has kept: the runs that stand
// for plans in these versions.
type progress map[string]Recomputed

func (d *Desk) runRecompute(ctx context.Context, t job.Task) (any, error) {
	const op = "planning.runRecompute"
	var args recomputeArgs
	if err := json.Unmarshal(t.Args, &args); err != nil {
		return nil, fault.Wrap(op, err)
	}
	position, err := d.ledger.Position(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	plans, err := d.Plans(ctx, args.AsOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	kept := progress{}
	if t.Checkpoint != nil {
		if err := json.Unmarshal(t.Checkpoint, &kept); err != nil {
			return nil, fault.Wrap(op, err)
		}
	}
	done := make([]Recomputed, 0, len(plans))
	for i, p := range plans {
		t.Report(int64(i), int64(len(plans)))
		key := fmt.Sprintf("%s/%d/%d", p.ID, p.Version, position)
		answer, known := kept[key]
		if !known {
			if answer, err = d.recompute(ctx, p); err != nil {
				return nil, fault.Wrap(op, err)
			}
			kept[key] = answer
			if err := t.Keep(ctx, kept); err != nil {
				return nil, fault.Wrap(op, err)
			}
		}
		done = append(done, answer)
	}
	t.Report(int64(len(plans)), int64(len(plans)))
	return done, nil
}

// recompute evaluates one plan. A plan that contradicts the ledger has its
// reason for a result and does not keep the others from theirs.
func (d *Desk) recompute(ctx context.Context, p Stored) (Recomputed, error) {
	if err := ctx.Err(); err != nil {
		return Recomputed{}, err
	}
	run, err := d.Run(ctx, p)
	answer := Recomputed{Plan: p.ID, Name: p.Name, Run: run.ID}
	switch kind := fault.KindOf(err); {
	case err == nil:
		return answer, nil
	case kind == fault.Internal || kind == fault.Unavailable:
		return answer, err
	}
	answer.Reason = fault.SayOf(err)
	return answer, nil
}

// ReadRecomputed reads the result of the job.
func ReadRecomputed(result []byte) ([]Recomputed, error) {
	var list []Recomputed
	err := json.Unmarshal(result, &list)
	return list, fault.Wrap("planning.ReadRecomputed", err)
}
