// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity

import (
	"context"
	"fmt"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/method/forecast"
	"planraum/internal/text"
)

// DeriveScore shows how far a forecast was from what came.
func (d *Desk) DeriveScore(ctx context.Context, id int64, asOf period.Date) (figure.Derivation, error) {
	f, err := d.Forecast(ctx, id, asOf)
	if err != nil {
		return figure.Derivation{}, err
	}
	said := personsNode(f.Said)
	said.Name = both(func(l text.Lang) string {
		return text.T("vorausgesagt für ", "forecast for ").In(l) + f.Said.Period.In(l)
	})
	node := figure.Derivation{
		Name: both(func(l text.Lang) string {
			return text.T("Fehler der Prognose für ", "error of the forecast for ").In(l) + f.Said.Period.In(l)
		}),
		Value: text.T("noch offen", "still open"), Basis: figure.Computed, When: f.Said.Period.String(), Ref: fmt.Sprintf("score/%d", id),
		From: []figure.Derivation{said},
	}
	if f.Mark == nil {
		node.Rule = text.T("Für diesen Tag ist noch kein Bestand bekannt.", "No stock is known for this day yet.")
		return node, nil
	}
	came := personsNode(f.Came.Figure)
	came.Name = both(func(l text.Lang) string { return text.T("gekommen, ", "came, ").In(l) + f.Came.Period.In(l) })
	came.Rule = f.Came.Why.Sentence(len(f.Came.Others))
	node.From = append(node.From, came)
	node.Value = both(func(l text.Lang) string {
		return l.Signed(int64(f.Mark.Error)) + text.T(" Personen", " persons").In(l)
	})
	node.Rule = scoreRule(*f.Mark)
	return node, nil
}

// scoreRule writes the error, its share and the factor with the numbers put in.
func scoreRule(m forecast.Scored) text.Text {
	return both(func(l text.Lang) string {
		said, came := l.Int(int64(m.Forecast)), l.Int(int64(m.Actual))
		rule := said + " − " + came + " = " + l.Signed(int64(m.Error))
		if m.Relative != nil {
			rule += "; " + l.Signed(int64(m.Error)) + " / " + came + " = " + l.Percent(m.Relative.Amount, m.Relative.Places)
		}
		if m.Factor != nil {
			rule += "; " + came + " / " + said + " = " + l.Decimal(m.Factor.Amount, m.Factor.Places)
		}
		return rule + text.T(": Fehler, Anteil am Gekommenen, Faktor.", ": error, share of what came, factor.").In(l)
	})
}
