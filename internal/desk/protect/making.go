// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package protect

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/fault"
)

// Patience is how long readers wait for a table. A table of 100,000 counts takes
// some seconds, one of millions minutes.
type Patience struct {
	Short time.Duration // from when a newer table was begun, before the last one answers
	First time.Duration // from when the very first table was begun
	Again time.Duration // until a making that failed is tried again for a reader
}

// Usual is the patience of a desk that is told nothing else.
var Usual = Patience{Short: 2 * time.Second, First: 10 * time.Second, Again: 30 * time.Second}

// Wait sets the desk's patience. It is for the time before the first reader.
func (d *Desk) Wait(p Patience) { d.patience = p }

// making is a table in the making. It belongs to no reader: whoever comes while
// it lasts waits for the same one.
type making struct {
	since time.Time
	done  chan struct{}
	err   error // read once done is closed
	told  []func(done, total int)
}

// failure is a making that ended without a table.
type failure struct {
	err error
	at  time.Time
}

// begin returns the making of an audience's table that is under way, else a new
// one. d.mu is held.
func (d *Desk) begin(a audience.Audience) *making {
	if m := d.making[a]; m != nil {
		return m
	}
	m := &making{since: time.Now(), done: make(chan struct{})}
	if d.closed {
		m.err = errClosed
		close(m.done)
		return m
	}
	d.making[a] = m
	d.under.Go(func() {
		t, err := d.anew(a, func(done, total int) { d.tell(m, done, total) })
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.making, a)
		if m.err = err; err == nil {
			d.tables[a] = t
			delete(d.failed, a)
		} else {
			d.failed[a] = failure{err, time.Now()}
		}
		close(m.done)
	})
	return m
}

var errClosed = errors.New("the desk is closed")

// tell passes on how far a making is.
func (d *Desk) tell(m *making, done, total int) {
	d.mu.Lock()
	told := m.told
	d.mu.Unlock()
	for _, fn := range told {
		fn(done, total)
	}
}

// anew makes a table for the ledger's present position. A fault in it must not
// end the program.
func (d *Desk) anew(a audience.Audience, progress func(done, total int)) (t *Table, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fault.Wrap("protect.anew", fmt.Errorf("%v\n%s", cause, debug.Stack()))
		}
	}()
	ctx := d.life
	// The position is read first: what is recorded after it is newer than the
	// table and not shown.
	position, err := d.ledger.Position(ctx)
	if err != nil {
		return nil, err
	}
	m := maker{Desk: d, policy: d.policies[a], audience: a, position: position}
	if a == audience.Public {
		if m.narrower, err = d.present(ctx, audience.Office, progress); err != nil {
			return nil, err
		}
	}
	d.mu.Lock()
	m.before = d.tables[a]
	d.mu.Unlock()
	return m.make(ctx, progress)
}

// present returns the table of the ledger's present position, however long it
// takes. progress may be nil.
func (d *Desk) present(ctx context.Context, a audience.Audience, progress func(done, total int)) (*Table, error) {
	position, err := d.ledger.Position(ctx)
	if err != nil {
		return nil, err
	}
	for {
		d.mu.Lock()
		if t := d.tables[a]; t != nil && t.Position >= position {
			d.mu.Unlock()
			return t, nil
		}
		m := d.begin(a)
		if progress != nil {
			m.told = append(m.told, progress)
		}
		d.mu.Unlock()
		select {
		case <-m.done:
			if m.err != nil {
				return nil, m.err
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Begin begins to make the tables, so that the first reader need not wait for
// all of it.
func (d *Desk) Begin() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.begin(audience.Public)
}

// Close ends what is being made and waits for its end.
func (d *Desk) Close() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.end()
	d.under.Wait()
}
