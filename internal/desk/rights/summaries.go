// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights

import (
	"cmp"
	"context"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
)

// Summaries says what the ledger holds of each indicator, as far as it may be
// seen: what anybody sees, and of the parts what is not released yet.
func (l *Ledger) Summaries(ctx context.Context, asOf period.Date) ([]figure.Summary, error) {
	const op = "rights.Summaries"
	list, whole, err := l.pieces(ctx)
	if err != nil {
		return nil, err
	}
	if whole {
		return l.below.Summaries(ctx, asOf)
	}
	of := map[string]*figure.Summary{}
	var all []figure.Summary
	if rest := list[len(list)-1]; l.rest {
		if all, err = l.below.Summaries(rest.ctx, asOf); err != nil {
			return nil, fault.Wrap(op, err)
		}
	}
	for i := range all {
		of[all[i].Indicator] = &all[i]
	}
	for i, p := range list[:len(list)-1] {
		if err := l.add(p, i, list, asOf, of); err != nil {
			return nil, fault.Wrap(op, err)
		}
	}
	sums := make([]figure.Summary, 0, len(of))
	for _, s := range of {
		sums = append(sums, *s)
	}
	slices.SortFunc(sums, func(a, b figure.Summary) int { return cmp.Compare(a.Indicator, b.Indicator) })
	return sums, nil
}

// add counts the figures of a part that the rest does not show.
func (l *Ledger) add(p piece, i int, list []piece, asOf period.Date, of map[string]*figure.Summary) error {
	if l.rest && (p.part.Released || list[len(list)-1].wider()) {
		return nil // the rest shows the same figures, only more protected
	}
	q, some := p.narrow(figure.Query{AsOf: asOf})
	if !some {
		return nil
	}
	found, err := l.below.Figures(p.ctx, q)
	if err != nil {
		return err
	}
	said := stated{}
	for _, f := range found {
		if owner(list, f.Key) != i {
			continue
		}
		counted := l.rest && f.Release.State.Open()
		said.note(f, counted)
		if !counted {
			sum(of, f)
		}
	}
	for k, values := range said {
		if values.differ() {
			of[k.Indicator].Contradicted++
		}
	}
	return nil
}

// sum adds a figure to the summary of its indicator.
func sum(of map[string]*figure.Summary, f figure.Figure) {
	s := of[f.Indicator]
	if s == nil {
		s = &figure.Summary{Indicator: f.Indicator, First: f.Period.From}
		of[f.Indicator] = s
	}
	s.Figures++
	if f.Period.From.Before(s.First) {
		s.First = f.Period.From
	}
	if f.Period.To.After(s.Last) {
		s.Last = f.Period.To
	}
	if f.KnownFrom.After(s.Known) {
		s.Known = f.KnownFrom
	}
}

// stated are the values that figures state of a key, forecasts left out: all,
// and those that the rest counts already.
type stated map[figure.Key]*values

type values struct{ all, counted map[unit.Decimal]bool }

func (s stated) note(f figure.Figure, counted bool) {
	if f.Basis == figure.Forecast || f.IsSecret() {
		return
	}
	if s[f.Key] == nil {
		s[f.Key] = &values{map[unit.Decimal]bool{}, map[unit.Decimal]bool{}}
	}
	s[f.Key].all[f.Value] = true
	if counted {
		s[f.Key].counted[f.Value] = true
	}
}

// differ reports whether the values contradict each other, and the rest does not
// know it.
func (v *values) differ() bool { return len(v.all) > 1 && len(v.counted) < 2 }
