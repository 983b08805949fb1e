// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"sync"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
)

// Overview is what the desk asks of the ledger as a whole.
type Overview interface {
	// Summaries visits every figure, so the desk keeps its answer.
	Summaries(ctx context.Context, asOf period.Date) ([]figure.Summary, error)
	// SeriesOf returns areas and groups as keys without a period.
	SeriesOf(ctx context.Context, indicator string) ([]figure.Key, error)
}

// Holding is what the ledger held as of a date.
type Holding struct {
	Lines   []HoldingLine // every indicator, ordered by code
	Figures int
	// Known and Contradicted count the indicators that have figures, and those
	// of which sources contradict each other for at least one period.
	Known, Contradicted int
}

// HoldingLine is one indicator; its summary is zero where nothing was known.
type HoldingLine struct {
	Indicator figure.Indicator
	figure.Summary
}

// Holding sums the ledger up as it was known on asOf.
func (d *Desk) Holding(ctx context.Context, asOf period.Date) (Holding, error) {
	const op = "data.Holding"
	position, err := d.Position(ctx)
	if err != nil {
		return Holding{}, fault.Wrap(op, err)
	}
	h, err := d.holdings.of(view{asOf, audience.Through(ctx)}).get(position, func() (Holding, error) { return d.readHolding(ctx, asOf) })
	return h, fault.Wrap(op, err)
}

func (d *Desk) readHolding(ctx context.Context, asOf period.Date) (Holding, error) {
	indicators, err := d.Indicators(ctx)
	if err != nil {
		return Holding{}, err
	}
	summaries, err := d.Summaries(ctx, asOf)
	if err != nil {
		return Holding{}, err
	}
	byCode := make(map[string]figure.Summary, len(summaries))
	for _, s := range summaries {
		byCode[s.Indicator] = s
	}
	var h Holding
	for _, i := range indicators {
		line := HoldingLine{i, byCode[i.Code]}
		h.Lines = append(h.Lines, line)
		h.Figures += line.Figures
		if line.Figures > 0 {
			h.Known++
		}
		if line.Summary.Contradicted > 0 {
			h.Contradicted++
		}
	}
	return h, nil
}

// keptDates bounds how many as-of dates the desk keeps a summary for.
const keptDates = 32

// view is of when and through which lens the ledger is looked at.
type view struct {
	asOf period.Date
	lens audience.Lens
}

// holdings keeps a summary of the ledger for some views.
type holdings = views[Holding]

// views keeps something for some views.
type views[T any] struct {
	mu   sync.Mutex // guards the map that follows
	kept map[view]*cached[T]
}

func (h *views[T]) of(asOf view) *cached[T] {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.kept == nil || len(h.kept) >= keptDates && h.kept[asOf] == nil {
		h.kept = map[view]*cached[T]{}
	}
	if h.kept[asOf] == nil {
		h.kept[asOf] = &cached[T]{}
	}
	return h.kept[asOf]
}
