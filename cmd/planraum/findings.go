// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"sync"

	city "planraum/internal/city/approval"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/quality"
	"planraum/internal/platform/clock"
)

// openFindings tells the desk of releases how many findings of the plausibility
// checks are pending in a source and month.
type openFindings struct {
	quality *quality.Desk
	release *approval.Desk // set once it is made: each of the two asks the other
	ledger  interface {
		Figure(ctx context.Context, id int64) (figure.Figure, error)
		Position(ctx context.Context) (int64, error)
	}

	mu   sync.Mutex // guards what follows
	kept map[audience.Lens]counted
}

// mostLenses bounds for how many lenses counts are kept.
const mostLenses = 64

// counted is what may be seen through a lens at a position of the ledger.
type counted struct {
	position int64
	counts   map[city.Unit]int
}

// Open implements approval.Findings.
func (o *openFindings) Open(ctx context.Context, source string, month period.Month) (int, error) {
	position, err := o.ledger.Position(ctx)
	if err != nil {
		return 0, err
	}
	of := city.Unit{Source: source, Month: month}
	who := audience.Through(ctx)
	o.mu.Lock()
	defer o.mu.Unlock()
	if k, ok := o.kept[who]; ok && k.position == position {
		return k.counts[of], nil
	}
	counts, done, err := o.count(ctx)
	if err != nil {
		return 0, err
	}
	if done { // else it is asked again next time
		if o.kept == nil || len(o.kept) > mostLenses {
			o.kept = map[audience.Lens]counted{}
		}
		o.kept[who] = counted{position, counts}
	}
	return counts[of], nil
}

// count counts pending findings by the units of the figures they rest on; done
// is false while the checks still run.
func (o *openFindings) count(ctx context.Context) (counts map[city.Unit]int, done bool, err error) {
	report, err := o.quality.Findings(ctx, clock.Today(), quality.Filter{})
	if err != nil {
		return nil, false, err
	}
	counts = map[city.Unit]int{}
	for _, t := range report.Tasks {
		if !t.State.Pending() {
			continue
		}
		units := map[city.Unit]bool{}
		for _, id := range t.Figures {
			f, err := o.ledger.Figure(ctx, id)
			if err != nil {
				return nil, false, err
			}
			u, err := o.release.UnitOf(ctx, f.Source, f.Period)
			if err != nil {
				return nil, false, err
			}
			units[u] = true
		}
		for u := range units {
			counts[u]++
		}
	}
	return counts, !report.Running, nil
}
