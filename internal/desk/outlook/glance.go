// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// look is an outlook as it was reckoned, or why it could not be.
type look struct {
	outlook Outlook
	err     error
	at      time.Time // when it was done
}

// looks are the last outlooks, guarded by the desk's mu.
type looks struct {
	done  map[string]look
	order []string
	under map[string]bool // being reckoned in the background
	// last is the newest outlook of a question, whatever it rests on.
	last map[string]look
	asks []string // of last, oldest first
	// seen is what a question rests on at a position of the ledger.
	seen map[string]string
}

func newLooks() looks {
	return looks{done: map[string]look{}, under: map[string]bool{}, last: map[string]look{}, seen: map[string]string{}}
}

// keptLooks is how many outlooks are kept: each is about 300 kB. keptSeen is how many
// fingerprints of inputs are, each of some 100 bytes.
const (
	keptLooks = 12
	keptSeen  = 256
)

// question is a question with a fingerprint of all that its answer rests on. What is
// written beside that, such as an action or minutes, changes neither.
type question struct{ is, inputs string }

func (q question) key() string { return q.inputs + "/" + q.is }

// ask finds what the answer to a question rests on now.
func (d *Desk) ask(ctx context.Context, asOf period.Date, w Wish) (question, error) {
	is, err := asked(ctx, asOf, w)
	if err != nil {
		return question{}, err
	}
	at, err := d.key(ctx, asOf, w)
	if err != nil {
		return question{}, err
	}
	d.mu.Lock()
	inputs, known := d.looked.seen[at]
	d.mu.Unlock()
	if known {
		return question{is, inputs}, nil
	}
	if inputs, err = d.inputs(ctx, asOf, register.Projection, register.Stays); err != nil {
		return question{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.looked.seen) >= keptSeen {
		clear(d.looked.seen)
	}
	d.looked.seen[at] = inputs
	return question{is, inputs}, nil
}

// Glance is Look over the figures as they are now, without waiting for it: what has
// not been reckoned yet is reckoned in the background, and ready is false. Then o is the
// last answer to the same question, over the figures as they were at, if there is one;
// else at is zero.
func (d *Desk) Glance(ctx context.Context, asOf period.Date, w Wish) (o Outlook, at time.Time, ready bool, err error) {
	q, err := d.ask(ctx, asOf, w)
	if err != nil {
		return Outlook{}, at, false, fault.Wrap("outlook.Glance", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if l, ok := d.looked.done[q.key()]; ok {
		return l.outlook, l.at, true, l.err
	}
	last := d.looked.last[q.is]
	if d.looked.under[q.key()] || len(d.looked.under) >= glancesAtOnce {
		return last.outlook, last.at, false, nil
	}
	d.looked.under[q.key()] = true
	ctx = context.WithoutCancel(ctx) // whoever asked may have gone
	d.behind.Go(func() {
		_, _ = d.Look(ctx, asOf, w) // which remembers both
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.looked.under, q.key())
	})
	return last.outlook, last.at, false, nil
}

// glancesAtOnce is how many outlooks are reckoned in the background at a time.
const glancesAtOnce = 2

// remember keeps an outlook under what it rests on, and as the last answer to its
// question. What failed because of the surroundings is tried again.
func (d *Desk) remember(q question, l look) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if kind := fault.KindOf(l.err); l.err != nil && (kind == fault.Internal || kind == fault.Unavailable) {
		return
	}
	l.at = time.Now()
	if _, known := d.looked.done[q.key()]; !known {
		d.looked.order = append(d.looked.order, q.key())
	}
	d.looked.done[q.key()] = l
	if len(d.looked.order) > keptLooks {
		delete(d.looked.done, d.looked.order[0])
		d.looked.order = d.looked.order[1:]
	}
	if l.err != nil {
		return // it says nothing that could be shown meanwhile
	}
	if _, known := d.looked.last[q.is]; !known {
		d.looked.asks = append(d.looked.asks, q.is)
	}
	d.looked.last[q.is] = l
	if len(d.looked.asks) > keptLooks {
		delete(d.looked.last, d.looked.asks[0])
		d.looked.asks = d.looked.asks[1:]
	}
}

// Wait waits until nothing is reckoned in the background any more.
func (d *Desk) Wait() { d.behind.Wait() }
