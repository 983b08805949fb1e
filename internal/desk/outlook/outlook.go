// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package outlook is the desk that looks ahead with uncertainty: from the sparse
// counts that were known on a day it reckons sample paths of the persons in the
// city's housing, sets them against the usable places, and says by when what must
// be decided. It goes back in time as well (Replay): month by month, knowing only
// what was known. See docs/methods/outlook.md.
package outlook

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// Version names how the methods are put together. It changes with any change that
// can change a number.
const Version = "outlook/3"

// Ledger is what the desk asks of the figures.
type Ledger interface {
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	Position(ctx context.Context) (int64, error)
}

// Registers is what the desk asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	// AppendAfter records a new version if base is still the entry's newest record
	// (0: none), else it answers Conflict.
	AppendAfter(ctx context.Context, batch figure.Batch, record register.Record, base int64) error
}

// Desk answers questions about what is to come. It is safe for use by several
// goroutines.
type Desk struct {
	ledger    Ledger
	registers Registers

	mu    sync.Mutex // guards kept, order and looked
	kept  map[string]Demand
	order []string

	looked looks
	behind sync.WaitGroup // of outlooks reckoned in the background
}

// New returns a desk over a ledger.
func New(ledger Ledger, registers Registers) *Desk {
	return &Desk{ledger: ledger, registers: registers, kept: map[string]Demand{}, looked: newLooks()}
}

// known decodes the newest version of every entry of a register on asOf.
func known[T any](ctx context.Context, registers Registers, kind register.Kind, asOf period.Date) ([]T, error) {
	records, err := registers.Records(ctx, kind, asOf)
	if err != nil {
		return nil, fault.Wrap("outlook.known("+string(kind)+")", err)
	}
	list := make([]T, 0, len(records))
	for _, r := range records {
		var entry T
		if err := json.Unmarshal(r.Body, &entry); err != nil {
			return nil, fault.Wrap(fmt.Sprintf("outlook.known(%s %s)", kind, r.Key), err)
		}
		list = append(list, entry)
	}
	return list, nil
}
