// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights

import (
	"context"

	"planraum/internal/city/figure"
	"planraum/internal/fault"
)

// Protected is the ledger behind the protection of small counts, before the
// release.
type Protected interface {
	Below
	EachFigure(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error
	FigurePosition(ctx context.Context) (int64, error)
}

// Inside is the ledger for those who work on figures before their release:
// where a role is held for some areas or topics only, it shows nothing of what
// lies elsewhere, not even what anybody may see.
type Inside struct {
	Ledger
	below Protected
}

// Inside returns the ledger through the lens of each question's context.
func (d *Desk) Inside(b Protected) *Inside { return &Inside{Ledger{d, b, false}, b} }

// FigurePosition is the number of the last figure.
func (l *Inside) FigurePosition(ctx context.Context) (int64, error) {
	return l.below.FigurePosition(ctx)
}

// EachFigure calls fn for each figure that q asks for, in the order of keys.
func (l *Inside) EachFigure(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error {
	const op = "rights.EachFigure"
	list, whole, err := l.pieces(ctx)
	if err != nil {
		return err
	}
	if whole {
		return l.below.EachFigure(ctx, q, fn)
	}
	if len(list) == 2 { // one part: its answers are in order
		narrowed, some := list[0].narrow(q)
		if !some {
			return nil
		}
		return fault.Wrap(op, l.below.EachFigure(list[0].ctx, narrowed, fn))
	}
	found, err := l.Figures(ctx, q)
	if err != nil {
		return fault.Wrap(op, err)
	}
	for _, f := range found {
		if f.IsSecret() {
			continue // as below: checks of figures against each other would tell of it
		}
		if err := fn(f); err != nil {
			return err
		}
	}
	return nil
}
