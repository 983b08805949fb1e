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

	mu   sync.Mutex // guards the answers that follow
	kept map[period.Date]kept
}

// kept is an answer with the ledger's position at which it was given.
type kept struct {
	position int64
	listing  Listing
}

// keptDates bounds how many as-of dates the desk keeps an answer for.
const keptDates = 16

// New returns a desk over a ledger.
func New(l Ledger, n Names, r Registers) *Desk {
	return &Desk{ledger: l, names: n, registers: r, kept: map[period.Date]kept{}}
}

// Lens is the lens through which the desk reads.
var Lens = audience.Lens{Audience: audience.Public, Released: true}

// public returns the context under which stores show what the public may see.
func public(ctx context.Context) context.Context { return audience.With(ctx, Lens) }
