// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"encoding/json"

	"planraum/internal/city/audit"
	"planraum/internal/city/plan"
	"planraum/internal/fault"
)

// SaveRun keeps a run. Its ID is the beginning of its digest, so a run with the
// same ID is the same run: fault.Conflict. The ledger's position stays as it is.
func (s *Store) SaveRun(ctx context.Context, run plan.Run) error {
	op := "store.SaveRun " + run.ID
	inputs, err := json.Marshal(run.Inputs)
	if err != nil {
		return fault.Wrap(op, err)
	}
	result, err := json.Marshal(run.Result)
	if err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, s.change(ctx, func(c conn, j *journal) error {
		j.tell(audit.Event{Kind: audit.Change, Object: audit.Object{Kind: "run", Key: run.ID}, After: object("plan", run.PlanID, "version", run.Version, "position", run.Position, "digest", run.Digest)})
		if err := allStorable("", 0, "plan", run.ID, run.PlanID, run.Digest); err != nil {
			return err
		}
		var id string
		// Without a row of its own the insert met the run that is there.
		stored, err := one(ctx, c, `INSERT INTO run (id, plan_id, plan_version, position, inputs, result, digest, ran_on)
			VALUES ($1,$2,$3,$4,$5,$6,$7,$8) ON CONFLICT (id) DO NOTHING RETURNING id`,
			[]any{run.ID, run.PlanID, run.Version, run.Position, string(inputs), string(result), run.Digest, run.RanOn.String()}, &id)
		if err == nil && !stored {
			err = fault.New(fault.Conflict, op, "Diesen Lauf gibt es schon.", "This run exists already.")
		}
		return err
	}))
}

// Run returns a run with its inputs and result; fault.NotFound without one.
func (s *Store) Run(ctx context.Context, id string) (plan.Run, error) {
	return s.run(ctx, "store.Run "+id, "id = $1", id)
}

// LatestRun returns the newest run of a plan with its inputs and result;
// fault.NotFound where the plan has none.
func (s *Store) LatestRun(ctx context.Context, planID string) (plan.Run, error) {
	return s.run(ctx, "store.LatestRun "+planID, "plan_id = $1 ORDER BY position DESC, id DESC LIMIT 1", planID)
}

func (s *Store) run(ctx context.Context, op, which, arg string) (plan.Run, error) {
	var run plan.Run
	var inputs, result string
	found := false
	err := s.engine.read(ctx, func(c conn) (err error) {
		found, err = one(ctx, c, "SELECT id, plan_id, plan_version, position, digest, ran_on, inputs, result FROM run WHERE "+which,
			[]any{arg}, &run.ID, &run.PlanID, &run.Version, &run.Position, &run.Digest, dateScanner{&run.RanOn}, &inputs, &result)
		return err
	})
	if err != nil {
		return plan.Run{}, fault.Wrap(op, err)
	}
	if !found {
		return plan.Run{}, fault.New(fault.NotFound, op, "Diesen Lauf gibt es nicht.", "There is no such run.")
	}
	if err := json.Unmarshal([]byte(inputs), &run.Inputs); err != nil {
		return plan.Run{}, fault.Wrap(op, err)
	}
	return run, fault.Wrap(op, json.Unmarshal([]byte(result), &run.Result))
}

// Runs returns the runs of a plan, newest first, without inputs and result; of
// all plans where planID is empty.
func (s *Store) Runs(ctx context.Context, planID string) ([]plan.Run, error) {
	var c clause
	if planID != "" {
		c.and("plan_id = " + c.arg(planID))
	}
	var all []plan.Run
	err := s.engine.read(ctx, func(cn conn) error {
		return cn.query(ctx, "SELECT id, plan_id, plan_version, position, digest, ran_on FROM run"+c.where()+" ORDER BY position DESC, id DESC", c.args, func(r row) error {
			var run plan.Run
			err := r.Scan(&run.ID, &run.PlanID, &run.Version, &run.Position, &run.Digest, dateScanner{&run.RanOn})
			all = append(all, run)
			return err
		})
	})
	return all, fault.Wrap("store.Runs "+planID, err)
}
