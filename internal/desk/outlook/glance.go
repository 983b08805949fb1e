// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"

	"planraum/internal/city/period"
	"planraum/internal/fault"
)

// look is an outlook as it was reckoned, or why it could not be.
type look struct {
	outlook Outlook
	err     error
}

// looks are the last outlooks, guarded by the desk's mu.
type looks struct {
	done  map[string]look
	order []string
	under map[string]bool // being reckoned in the background
}

// keptLooks is how many outlooks are kept: each is about 300 kB.
const keptLooks = 12

// Glance is Look over the figures as they are now, without waiting for it: what has
// not been reckoned yet is reckoned in the background, and ready is false.
func (d *Desk) Glance(ctx context.Context, asOf period.Date, w Wish) (o Outlook, ready bool, err error) {
	key, err := d.key(ctx, asOf, w)
	if err != nil {
		return Outlook{}, false, fault.Wrap("outlook.Glance", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if l, ok := d.looked.done[key]; ok {
		return l.outlook, true, l.err
	}
	if d.looked.under[key] || len(d.looked.under) >= glancesAtOnce {
		return Outlook{}, false, nil
	}
	d.looked.under[key] = true
	ctx = context.WithoutCancel(ctx) // whoever asked may have gone
	d.behind.Go(func() {
		_, _ = d.Look(ctx, asOf, w) // which remembers both
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.looked.under, key)
	})
	return Outlook{}, false, nil
}

// glancesAtOnce is how many outlooks are reckoned in the background at a time.
const glancesAtOnce = 2

// remember keeps an outlook under the ledger it was asked over. What failed because
// of the surroundings is tried again.
func (d *Desk) remember(key string, l look) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if kind := fault.KindOf(l.err); l.err != nil && (kind == fault.Internal || kind == fault.Unavailable) {
		return
	}
	if _, known := d.looked.done[key]; !known {
		d.looked.order = append(d.looked.order, key)
	}
	d.looked.done[key] = l
	if len(d.looked.order) > keptLooks {
		delete(d.looked.done, d.looked.order[0])
		d.looked.order = d.looked.order[1:]
	}
}

// Wait waits until nothing is reckoned in the background any more.
func (d *Desk) Wait() { d.behind.Wait() }
