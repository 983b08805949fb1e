// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// TestTurnsBoundWhatRunsAtOnce: never more than the turns run at once, all come
// to their turn, and in the order in which they asked.
func TestTurnsBoundWhatRunsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns, gate := make(turns, 2), make(chan struct{})
		var running, most atomic.Int32
		var order []int
		for i := range 6 {
			go func() {
				err := turns.do(t.Context(), func() {
					most.Store(max(most.Load(), running.Add(1)))
					<-gate
					order = append(order, i) // one at a time: gate lets one pass
					running.Add(-1)
				})
				if err != nil {
					t.Error(err)
				}
			}()
			synctest.Wait()
		}
		for range 6 {
			gate <- struct{}{}
			synctest.Wait()
		}
		if most.Load() != 2 || len(order) != 6 {
			t.Errorf("%d ran at once, %d in all", most.Load(), len(order))
		}
		for i, n := range order {
			if i != n {
				t.Errorf("the order is %v", order)
				break
			}
		}
	})
}

// TestTurnsGiveUp: who goes away while waiting is told so and takes no turn; a
// page that panics gives its turn back.
func TestTurnsGiveUp(t *testing.T) {
	turns := make(turns, 1)
	func() {
		defer func() { _ = recover() }()
		_ = turns.do(t.Context(), func() { panic("page") })
	}()
	err := turns.do(t.Context(), func() {
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if err := turns.do(gone, func() { t.Error("a page was made for nobody") }); !errors.Is(err, context.Canceled) {
			t.Errorf("waiting ends with %v", err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}
