// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// Contradiction is a figure with those that contradict it, for a choice.
type Contradiction struct {
	Indicator figure.Indicator
	Picked    figure.Picked
}

// Of returns the figure id of the contradiction.
func (c Contradiction) Of(id int64) figure.Figure {
	for _, f := range c.Picked.Others {
		if f.ID == id {
			return f
		}
	}
	return c.Picked.Figure
}

// Contradiction returns the figures that speak of the same as the figure id.
func (d *Desk) Contradiction(ctx context.Context, id int64, asOf period.Date) (Contradiction, error) {
	f, err := d.Figure(ctx, id)
	if err != nil {
		return Contradiction{}, fault.Wrap("data.Contradiction", err)
	}
	indicator, err := d.Indicator(ctx, f.Indicator)
	if err != nil {
		return Contradiction{}, err
	}
	picked, err := d.Series(ctx, figure.Query{
		Indicators: []string{f.Indicator}, Areas: []area.ID{f.Area}, Group: f.Group,
		From: f.Period.To, To: f.Period.To, AsOf: asOf,
	})
	if err != nil {
		return Contradiction{}, err
	}
	if p, ok := speaking(picked, id); ok {
		return Contradiction{indicator, p}, nil
	}
	return Contradiction{}, fault.New(fault.NotFound, fmt.Sprintf("data.Contradiction(%d)", id),
		"Dieser Wert war am "+asOf.In(text.De)+" noch nicht bekannt.", "This figure was not known on "+asOf.In(text.En)+".")
}

// CheckReason refuses a reason that is empty or too long.
func CheckReason(reason string) error {
	reason = strings.TrimSpace(reason)
	if reason != "" && utf8.RuneCountInString(reason) <= longestReason {
		return nil
	}
	return fault.Refuse("data.CheckReason", []fault.Row{{
		File: "Auswahl", Column: "reason", Value: reason,
		Expected: text.T("eine Begründung, höchstens 2.000 Zeichen: Sie steht künftig in jeder Herleitung",
			"a reason of at most 2,000 characters: every derivation will show it"),
	}})
}

// longestReason is the most characters that a reason may have.
const longestReason = 2000

// Choose records a planner's explicit choice of figure id, known from the
// as-of date on, with its reason. The figures themselves stay as they are.
func (d *Desk) Choose(ctx context.Context, id int64, reason, by string, asOf period.Date, now time.Time) error {
	const op = "data.Choose"
	if err := CheckReason(reason); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	c, err := d.Contradiction(ctx, id, asOf)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := choosable(c.Of(id)); err != nil {
		return fault.Wrap(op, err)
	}
	within, err := d.reaching(ctx, rights.Decide, rights.Figure)
	if err == nil {
		err = within.series(c.Of(id).Key)
	}
	if err != nil {
		return fault.Wrap(op, err)
	}
	choice := figure.Choice{Key: c.Of(id).Key, Figure: id, Reason: reason, By: by, KnownFrom: asOf}
	batch := figure.Batch{Kind: "choice", File: c.Indicator.Code, By: by, Rows: 1, RecordedAt: now}
	return fault.Wrap(op, d.intake.Take(ctx, batch, func(r Recorder) (int, error) { return 1, r.AddChoice(ctx, choice) }))
}

// choosable refuses a figure that is kept from the reader: nobody chooses what
// they may not see.
func choosable(f figure.Figure) error {
	if !f.IsSecret() {
		return nil
	}
	return fault.New(fault.Forbidden, fmt.Sprintf("data.choosable(%d)", f.ID),
		"Dieser Wert wird geheim gehalten. Wählen kann nur, wer ihn sehen darf.", "This figure is kept secret. Only who may see it can choose it.")
}

// chosenRule says who chose a figure, when and why.
func chosenRule(c figure.Choice) text.Text {
	say := func(l text.Lang) string {
		return fmt.Sprintf(text.T("Wert des Hauptbuchs: ausdrücklich gewählt am %s von %s. Begründung: %s",
			"figure of the ledger: chosen explicitly on %s by %s. Reason: %s").In(l), c.KnownFrom.In(l), c.By, c.Reason)
	}
	return text.T(say(text.De), say(text.En))
}
