// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval

import (
	"context"
	"slices"
	"sync"

	"planraum/internal/fault"
)

// repeats remembers which figures are not alone of their series and day, by
// indicator. The ledger only grows, so that each question reads what has come
// since the last one.
type repeats struct {
	mu    sync.Mutex // guards what follows
	last  int64      // the last one seen
	kinds map[string][]int64
}

// of returns the numbers of such figures of an indicator, each once, in order.
func (r *repeats) of(ctx context.Context, ledger Tallies, indicator string) ([]int64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	since, err := ledger.Repeated(ctx, r.last)
	if err != nil {
		return nil, fault.Wrap("approval.repeats", err)
	}
	if r.kinds == nil {
		r.kinds = map[string][]int64{}
	}
	changed := map[string]bool{}
	for _, one := range since {
		r.last, changed[one.Indicator] = max(r.last, one.ID), true
		r.kinds[one.Indicator] = append(r.kinds[one.Indicator], one.First, one.ID)
	}
	for code := range changed {
		slices.Sort(r.kinds[code])
		r.kinds[code] = slices.Compact(r.kinds[code])
	}
	return slices.Clone(r.kinds[indicator]), nil
}
