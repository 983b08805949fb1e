// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package catalogue is the desk at which figures go out to anybody: the data
// sets of the public catalogue, their files, and areas and sites as features.
//
// Everything that it reads, it reads through the lens of the public: released
// figures only, protected as the public's policy wants. Whoever asks gets the
// same answer.
package catalogue

import (
	"context"
	"sync"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
)

// Ledger is what the desk asks of the figures.
type Ledger interface {
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	Position(ctx context.Context) (int64, error)
}

// Names is what the desk asks of the names that figures use.
type Names interface {
	Indicators(ctx context.Context) ([]figure.Indicator, error)
	Areas(ctx context.Context, edition string) ([]area.Area, error)
	Editions(ctx context.Context) ([]area.Edition, error)
}

// Registers is what the desk asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
}

// Desk answers what is public. It is safe for use by several goroutines.
type Desk struct {
	ledger    Ledger
	names     Names
	registers Registers

	listings    keeper[Listing]
	collections keeper[[]Collection]
}

// keeper keeps answers by as-of date, each for the ledger's position at which
// it was given and the one up to which the public then saw.
type keeper[T any] struct {
	mu   sync.Mutex // guards the answers that follow
	kept map[period.Date]answer[T]
}

type answer[T any] struct {
	at    state
	value T
}

// keptDates bounds how many as-of dates a keeper keeps answers for.
const keptDates = 16

// get returns the kept answer, or asks anew where the ledger has grown.
func (k *keeper[T]) get(asOf period.Date, at state, ask func() (T, error)) (T, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if a, ok := k.kept[asOf]; ok && a.at == at {
		return a.value, nil
	}
	value, err := ask()
	if err != nil {
		return value, err
	}
	if k.kept == nil || len(k.kept) >= keptDates {
		k.kept = map[period.Date]answer[T]{}
	}
	k.kept[asOf] = answer[T]{at, value}
	return value, nil
}

// state names what answers hang on.
type state struct{ position, upTo int64 }

// state returns the ledger's position and how far the context's audience sees.
func (d *Desk) state(ctx context.Context) (state, error) {
	position, err := d.ledger.Position(ctx)
	return state{position, audience.Through(ctx).UpTo}, err
}

// New returns a desk over a ledger.
func New(l Ledger, n Names, r Registers) *Desk {
	return &Desk{ledger: l, names: n, registers: r}
}

// Lens is the lens through which the desk reads.
var Lens = audience.Lens{Audience: audience.Public, Released: true}

// Public returns the context under which stores show what anybody may see.
func Public(ctx context.Context) context.Context { return public(ctx) }

// public returns the context under which stores show what the public may see.
func public(ctx context.Context) context.Context { return audience.With(ctx, Lens) }
