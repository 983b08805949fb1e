// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"runtime"
)

// turns lets as many pages be made at once as the machine has processors, and
// one more; the others wait in the order in which they came. Making a page is
// nearly all reckoning: more at once would not be ready sooner, but would push
// each other back, so that some wait three times as long as others, and hold
// memory meanwhile. Reading a request and sending an answer need no turn,
// because both go at the pace of the reader's line.
type turns chan struct{}

func newTurns() turns { return make(turns, runtime.GOMAXPROCS(0)+1) }

// do waits for a turn and calls fn; it returns the error of ctx where that ends
// before the turn comes.
func (t turns) do(ctx context.Context, fn func()) error {
	select {
	case t <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-t }()
	fn()
	return nil
}
