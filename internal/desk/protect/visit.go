// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package protect

import (
	"context"
	"errors"
	"sync"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// visit is one reader's request: all its questions are answered from the same
// tables, for which it waits a short time at most.
type visit struct {
	desk *Desk
	ctx  context.Context

	mu   sync.Mutex // guards what follows
	seen map[audience.Audience]sight
}

// sight is the table that an audience is answered from.
type sight struct {
	table  *Table
	behind bool // the ledger has grown since
	failed bool // and the last try to make a newer table failed
	err    error
}

// Receive returns a context for the questions of one request. They wait a short
// time for a table of the ledger's present position; then they are answered from
// the last table, as if nothing had been recorded since.
func (d *Desk) Receive(ctx context.Context) context.Context {
	return audience.Seeing(ctx, &visit{desk: d, ctx: ctx, seen: map[audience.Audience]sight{}})
}

// UpTo implements audience.Sight.
func (v *visit) UpTo(a audience.Audience) int64 {
	switch s := v.of(a); {
	case s.err != nil:
		return -1
	case s.table == &open:
		return 0
	default:
		return s.table.Position
	}
}

func (v *visit) of(a audience.Audience) sight {
	v.mu.Lock()
	defer v.mu.Unlock()
	s, ok := v.seen[a]
	if !ok {
		s = v.desk.soon(v.ctx, a)
		v.seen[a] = s
	}
	return s
}

// soon returns the present table of an audience if it is there in a short time,
// else the last one.
func (d *Desk) soon(ctx context.Context, a audience.Audience) sight {
	if !d.protects(a) {
		return sight{table: &open}
	}
	position, err := d.ledger.Position(ctx)
	if err != nil {
		return sight{err: err}
	}
	started := time.Now()
	for {
		d.mu.Lock()
		last, failed := d.tables[a], d.failed[a]
		if last != nil && last.Position >= position {
			d.mu.Unlock()
			return sight{table: last}
		}
		if failed.err != nil && d.making[a] == nil && (failed.at.After(started) || time.Since(failed.at) < d.patience.Again) {
			d.mu.Unlock()
			return answered(last, true, failed.err)
		}
		m := d.begin(a)
		d.mu.Unlock()
		patience := d.patience.Short
		if last == nil {
			patience = d.patience.First
		}
		// Who comes late need not wait again: it takes longer this time.
		timer := time.NewTimer(time.Until(m.since.Add(patience)))
		select {
		case <-m.done:
			timer.Stop()
			if m.err == nil && time.Since(started) < patience {
				continue
			}
		case <-ctx.Done():
			timer.Stop()
		case <-timer.C:
		}
		d.mu.Lock()
		last, failed = d.tables[a], d.failed[a]
		d.mu.Unlock()
		if last != nil && last.Position >= position {
			return sight{table: last}
		}
		if failed.err != nil {
			return answered(last, true, failed.err)
		}
		return answered(last, false, errors.Join(notYet(), ctx.Err()))
	}
}

// answered is a sight through the last table; without one it is the reason.
func answered(last *Table, failed bool, reason error) sight {
	if last == nil {
		return sight{err: reason}
	}
	return sight{table: last, behind: true, failed: failed}
}

// ErrMaking says that there is no table yet: it is being made and the question
// may be put again.
var ErrMaking = errors.New("the first protected table is being made")

func notYet() error {
	return &fault.Error{Kind: fault.Unavailable, Op: "protect.soon", Cause: ErrMaking, Say: text.T(
		"Die Zahlen werden gerade zum ersten Mal geschützt. Die Seite erscheint von selbst, sobald das fertig ist.",
		"The numbers are being protected for the first time. The page appears by itself as soon as that is done.")}
}

// Waiting is what a request has not been shown because it is not protected yet.
type Waiting struct {
	Figures int
	// Failed says that the last try failed. It is repeated.
	Failed bool
}

// Waiting counts the figures that the questions of the context's request were
// answered without; none for who sees everything.
func (d *Desk) Waiting(ctx context.Context) (Waiting, error) {
	var w Waiting
	v, ok := audience.SightOf(ctx).(*visit)
	if !ok {
		return w, nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, s := range v.seen {
		if s.err != nil || !s.behind {
			continue
		}
		n, err := d.since(ctx, s.table.Position)
		if err != nil {
			return w, fault.Wrap("protect.Waiting", err)
		}
		w.Figures, w.Failed = max(w.Figures, n), w.Failed || s.failed
	}
	return w, nil
}

// since counts the figures behind a running number.
func (d *Desk) since(ctx context.Context, position int64) (int, error) {
	tallies, err := d.ledger.Tallies(ctx, position)
	n := 0
	for _, t := range tallies {
		n += t.Figures
	}
	return n, err
}
