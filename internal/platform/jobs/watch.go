// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package jobs

import (
	"context"
	"time"

	"planraum/internal/city/job"
)

// beat gives signs of life until the work has ended, and hears who wishes that
// it ends. A beat that cannot be written is left out: on SQLite none can while
// an import holds the file, and then nobody can take the job away either.
func (q *Queue) beat(r *run) {
	ticker := time.NewTicker(q.Beat)
	defer ticker.Stop()
	for {
		select {
		case <-r.living.Done():
			return
		case <-ticker.C:
		}
		ctx, cancel := context.WithTimeout(r.living, q.Beat)
		by, mine, err := q.Book.BeatJob(ctx, r.ticket, r.done.Load(), r.total.Load())
		cancel()
		switch {
		case err != nil:
		case !mine:
			r.cancel(errHandedOn)
		case by != "":
			r.cancel(wish{by})
		}
	}
}

// seen is a pulse and since when it has stood still.
type seen struct {
	job.Pulse
	since time.Time
}

// watch rescues jobs whose worker has died. It goes by its own clock and by
// pulses that stand still, so that the clocks of machines need not agree.
func (q *Queue) watch(ctx context.Context) {
	ticker := time.NewTicker(q.Lease / 4)
	defer ticker.Stop()
	last := map[string]seen{}
	for {
		last = q.rescue(ctx, last)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// rescue looks at all jobs under way once.
func (q *Queue) rescue(ctx context.Context, last map[string]seen) map[string]seen {
	pulses, err := q.Book.Pulses(ctx)
	if err != nil {
		if ctx.Err() == nil {
			q.Log.Warn("jobs under way cannot be looked at", "error", err)
		}
		return last
	}
	now := time.Now()
	next := make(map[string]seen, len(pulses))
	for _, p := range pulses {
		s, known := last[p.Job]
		if !known || s.Pulse != p || q.runOf(p.Job) != nil {
			s = seen{p, now}
		}
		next[p.Job] = s
		if now.Sub(s.since) < q.Lease {
			continue
		}
		rescued, err := q.Book.RescueJob(ctx, p, q.Attempts, now.UTC())
		switch {
		case err != nil && ctx.Err() == nil:
			q.Log.Warn("a job cannot be rescued yet", "job", p.Job, "error", err)
		case rescued:
			q.Log.Warn("a job was rescued from a worker that died", "job", p.Job, "worker", p.Holder)
		}
	}
	return next
}
