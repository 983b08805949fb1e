// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"errors"
	"os"
	"slices"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/desk/planning"
	"planraum/internal/exchange/planfile"
	"planraum/internal/store"
)

// runTimes is how long the plan of 20 years takes, each over several runs.
type runTimes struct {
	Months, Sites int
	Evaluate      spread // the calculation alone, inputs at hand
	Try           spread // with gathering the inputs from the ledger and the digest
	Command       spread // planraum plan run FILE, from the start of the program to its end
}

// spread sums up repeated times.
type spread struct{ P50, P95, Max time.Duration }

const (
	runsInside  = 200
	runsOutside = 20
)

// timeRuns evaluates the plan file in this process and by the command line.
func (b bench) timeRuns(ctx context.Context, p program, file string) (times runTimes, err error) {
	s, err := store.Open(ctx, p.database)
	if err != nil {
		return times, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	desk := planning.New(s, s, s, func() period.Date { return full.asOf() })
	written, err := readPlan(file)
	if err != nil {
		return times, err
	}
	in, err := desk.Gather(ctx, written)
	if err != nil {
		return times, err
	}
	times.Months, times.Sites = int(in.Plan.To-in.Plan.From)+1, len(in.Sites)
	if times.Evaluate, err = repeat(runsInside, func() error { _, err := planning.Evaluate(in); return err }); err != nil {
		return times, err
	}
	if times.Try, err = repeat(runsInside, func() error { _, err := desk.Try(ctx, written); return err }); err != nil {
		return times, err
	}
	times.Command, err = repeat(runsOutside, func() error { _, err := p.run(ctx, "plan", "run", file); return err })
	b.say("20 years, %d sites: %s ms alone, %s ms with the ledger, %s ms as a command (p95)", times.Sites, ms(times.Evaluate.P95), ms(times.Try.P95), ms(times.Command.P95))
	return times, err
}

func readPlan(file string) (plan.Plan, error) {
	f, err := os.Open(file)
	if err != nil {
		return plan.Plan{}, err
	}
	defer f.Close()
	return planfile.Read(file, f)
}

// repeat calls fn n times after one call that does not count.
func repeat(n int, fn func() error) (spread, error) {
	if err := fn(); err != nil {
		return spread{}, err
	}
	times := make([]time.Duration, n)
	for i := range times {
		start := time.Now()
		if err := fn(); err != nil {
			return spread{}, err
		}
		times[i] = time.Since(start)
	}
	slices.Sort(times)
	return spread{percentile(times, 50), percentile(times, 95), percentile(times, 100)}, nil
}
