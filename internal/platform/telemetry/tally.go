// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package telemetry

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"planraum/internal/desk/health"
	"planraum/internal/fault"
)

// Tally counts the errors of the log by what was said and by their kind.
type Tally struct {
	mu     sync.Mutex // guards what follows
	counts map[tallied]*counted
}

type tallied struct{ what, kind string }

type counted struct {
	count int64
	last  time.Time
}

// tallies is how many kinds of errors are told apart; the rest is counted
// together. What the program says is fixed, so that there are some dozen.
const tallies = 100

func (t *Tally) add(what string, cause error, at time.Time) {
	key := tallied{what: what}
	if cause != nil {
		key.kind = fault.KindOf(cause).String()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.counts == nil {
		t.counts = map[tallied]*counted{}
	}
	if t.counts[key] == nil && len(t.counts) >= tallies {
		key = tallied{what: "others"}
	}
	c := t.counts[key]
	if c == nil {
		c = &counted{}
		t.counts[key] = c
	}
	c.count, c.last = c.count+1, at
}

// Faults returns what was counted, the latest first.
func (t *Tally) Faults() []health.Fault {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all []health.Fault
	for k, c := range t.counts {
		all = append(all, health.Fault{What: k.what, Kind: k.kind, Count: c.count, Last: c.last})
	}
	slices.SortFunc(all, func(a, b health.Fault) int {
		return cmp.Or(b.Last.Compare(a.Last), cmp.Compare(a.What, b.What), cmp.Compare(a.Kind, b.Kind))
	})
	return all
}
