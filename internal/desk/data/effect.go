// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"fmt"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Effect is what an explicit choice would change, shown before it is kept.
type Effect struct {
	Indicator figure.Indicator
	Before    figure.Picked // what the rule picks now
	After     figure.Figure // what would be chosen
	// Broken are the stock accounts that agree now and would not after the
	// choice, Mended the reverse, Moved those of which only the gap changes;
	// each as it would be after the choice.
	Broken, Mended, Moved []Account
}

// Effect says what choosing figure id would change as of a date. Nothing is
// kept.
func (d *Desk) Effect(ctx context.Context, id int64, asOf period.Date) (Effect, error) {
	const op = "data.Effect"
	c, err := d.Contradiction(ctx, id, asOf)
	if err != nil {
		return Effect{}, fault.Wrap(op, err)
	}
	e := Effect{Indicator: c.Indicator, Before: c.Picked, After: c.Picked.Figure}
	for _, other := range c.Picked.Others {
		if other.ID == id {
			e.After = other
		}
	}
	if !InAccount(c.Indicator.Code) {
		return e, nil
	}
	figures, choices, err := d.accountFigures(ctx, e.After.Area, e.After.Group, asOf)
	if err != nil {
		return Effect{}, fault.Wrap(op, err)
	}
	before := accounts(figures, choices)
	choices = append(choices, figure.Choice{Key: e.After.Key, Figure: id, KnownFrom: asOf})
	e.compare(before, accounts(figures, choices))
	return e, nil
}

func (e *Effect) compare(before, after []Account) {
	type span struct {
		from, to period.Date
		yearly   bool
	}
	was := map[span]Account{}
	for _, a := range before {
		was[span{a.From, a.To, a.Yearly}] = a
	}
	for _, a := range after {
		b, ok := was[span{a.From, a.To, a.Yearly}]
		switch {
		case !ok, a.Gap == b.Gap && a.Agrees() == b.Agrees():
		case b.Agrees():
			e.Broken = append(e.Broken, a)
		case a.Agrees():
			e.Mended = append(e.Mended, a)
		default:
			e.Moved = append(e.Moved, a)
		}
	}
}

// Sentence says the effect in one sentence.
func (e Effect) Sentence() text.Text {
	return both(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("ändert 1 Wert: %s → %s", "changes 1 figure: %s → %s").In(l), write(l, e.Before.Figure), write(l, e.After))
		if e.Before.Value == e.After.Value {
			s = fmt.Sprintf(text.T("ändert keinen Wert: %s gilt künftig ausdrücklich", "changes no figure: %s counts explicitly from now on").In(l), write(l, e.After))
		}
		for _, part := range []struct {
			n         int
			one, many text.Text
		}{
			{len(e.Broken), text.T("1 Bestandskonto stimmt danach nicht", "1 stock account does not agree afterwards"), text.T("%d Bestandskonten stimmen danach nicht", "%d stock accounts do not agree afterwards")},
			{len(e.Mended), text.T("1 Bestandskonto stimmt danach", "1 stock account agrees afterwards"), text.T("%d Bestandskonten stimmen danach", "%d stock accounts agree afterwards")},
			{len(e.Moved), text.T("1 Bestandskonto hat danach eine andere Lücke", "1 stock account has another gap afterwards"), text.T("%d Bestandskonten haben danach eine andere Lücke", "%d stock accounts have another gap afterwards")},
		} {
			switch {
			case part.n == 1:
				s += "; " + part.one.In(l)
			case part.n > 1:
				s += "; " + fmt.Sprintf(part.many.In(l), part.n)
			}
		}
		if len(e.Broken)+len(e.Mended)+len(e.Moved) == 0 {
			s += text.T("; kein Bestandskonto ändert sich", "; no stock account changes").In(l)
		}
		return s + "."
	})
}

func write(l text.Lang, f figure.Figure) string { return l.Decimal(f.Value.Amount, f.Value.Places) }
