// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"fmt"
	"strings"

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
	AccountChanges
}

// AccountChanges are the stock accounts that would not come out as before.
type AccountChanges struct {
	// Broken are the accounts that agree now, or are not there yet, and would
	// not agree, Mended the reverse, Moved those of which only the gap changes;
	// each as it would be. The first Listed of each are here.
	Broken, Mended, Moved []Account
	// Breaks, Mends and Moves count all of them.
	Breaks, Mends, Moves int
}

// Effect says what choosing figure id would change as of a date. Nothing is
// kept.
func (d *Desk) Effect(ctx context.Context, id int64, asOf period.Date) (Effect, error) {
	const op = "data.Effect"
	c, err := d.Contradiction(ctx, id, asOf)
	if err != nil {
		return Effect{}, fault.Wrap(op, err)
	}
	if err := choosable(c.Of(id)); err != nil {
		return Effect{}, fault.Wrap(op, err)
	}
	e := Effect{Indicator: c.Indicator, Before: c.Picked, After: c.Of(id)}
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

// compare adds the accounts that differ between before and after.
func (e *AccountChanges) compare(before, after []Account) {
	type span struct {
		from, to period.Date
		yearly   bool
	}
	was := map[span]Account{}
	for _, a := range before {
		was[span{a.From, a.To, a.Yearly}] = a
	}
	note := func(list *[]Account, n *int, a Account) {
		if *n++; len(*list) < Listed {
			*list = append(*list, a)
		}
	}
	for _, a := range after {
		b, ok := was[span{a.From, a.To, a.Yearly}]
		switch {
		case !ok && a.Complete && a.Gap != 0:
			note(&e.Broken, &e.Breaks, a)
		case !ok, a.Gap == b.Gap && a.Agrees() == b.Agrees():
		case b.Agrees():
			note(&e.Broken, &e.Breaks, a)
		case a.Agrees():
			note(&e.Mended, &e.Mends, a)
		default:
			note(&e.Moved, &e.Moves, a)
		}
	}
}

// parts says which accounts change, nothing where none does.
func (e AccountChanges) parts(l text.Lang) []string {
	var parts []string
	for _, part := range []struct {
		n         int
		one, many text.Text
	}{
		{e.Breaks, text.T("1 Bestandskonto stimmt danach nicht", "1 stock account does not agree afterwards"), text.T("%s Bestandskonten stimmen danach nicht", "%s stock accounts do not agree afterwards")},
		{e.Mends, text.T("1 Bestandskonto stimmt danach", "1 stock account agrees afterwards"), text.T("%s Bestandskonten stimmen danach", "%s stock accounts agree afterwards")},
		{e.Moves, text.T("1 Bestandskonto hat danach eine andere Lücke", "1 stock account has another gap afterwards"), text.T("%s Bestandskonten haben danach eine andere Lücke", "%s stock accounts have another gap afterwards")},
	} {
		if part.n > 0 {
			parts = append(parts, counted(l, part.n, part.one, part.many))
		}
	}
	return parts
}

// Sentence says the effect in one sentence.
func (e Effect) Sentence() text.Text {
	return both(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("ändert 1 Wert: %s → %s", "changes 1 figure: %s → %s").In(l), write(l, e.Before.Figure), write(l, e.After))
		if e.Before.Value == e.After.Value && !e.Before.IsSecret() {
			s = fmt.Sprintf(text.T("ändert keinen Wert: %s gilt künftig ausdrücklich", "changes no figure: %s counts explicitly from now on").In(l), write(l, e.After))
		}
		parts := e.parts(l)
		if len(parts) == 0 {
			parts = []string{text.T("kein Bestandskonto ändert sich", "no stock account changes").In(l)}
		}
		return s + "; " + strings.Join(parts, "; ") + "."
	})
}

func write(l text.Lang, f figure.Figure) string { return f.Written(l) }
