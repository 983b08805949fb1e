// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"time"
)

// One writes at a time in an SQLite file, and a large import writes for as long
// as it takes: half a minute for a million figures. Jobs wait for it. People wait
// a few seconds and are then told what is going on.

type patienceKey struct{}

// WithPatience returns a context whose writes wait at most so long for others who
// write, and are then refused with fault.Unavailable; nothing of them is stored.
// Who has begun to write is not hurried. 0 waits for as long as the context lasts,
// as do contexts of which nothing is said.
func WithPatience(ctx context.Context, most time.Duration) context.Context {
	return context.WithValue(ctx, patienceKey{}, most)
}

// patience is how long the writes of a context wait for others; 0: no bound.
func patience(ctx context.Context) time.Duration {
	most, _ := ctx.Value(patienceKey{}).(time.Duration)
	return most
}

// runsOut returns a channel that speaks once the patience of a context is over,
// and never where it has no bound; call stop when nobody listens any more.
func runsOut(ctx context.Context) (over <-chan time.Time, stop func()) {
	most := patience(ctx)
	if most <= 0 {
		return nil, func() {}
	}
	timer := time.NewTimer(most)
	return timer.C, func() { timer.Stop() }
}

// occupied is the fault of who has waited long enough.
func occupied(op string) error {
	return unavailable(op, nil, "Gerade wird eine große Datei gespeichert; so lange kann nichts anderes gespeichert werden. Ihre Eingabe ist nicht gespeichert. Bitte in einer Minute noch einmal versuchen.",
		"A large file is being stored right now; until that is done nothing else can be stored. What you entered is not stored. Please try again in a minute.")
}
