// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"context"
	"fmt"
	"math"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Asked names a number of a line: indicator, key of the source or Others, key of
// the span, and all, rising or falling.
type Asked struct{ Indicator, Source, Span, Split string }

// Ref is the address of the derivation of a number of a line: of all, rising or
// falling statements.
func (l Line) Ref(split string) string {
	return strings.Join([]string{"tally", l.Indicator.Code, l.SourceKey, l.Span.Key(), split}, "/")
}

// DeriveTally shows the numbers of a line with the statements they sum up.
func (d *Desk) DeriveTally(ctx context.Context, a Asked, asOf period.Date) (figure.Derivation, error) {
	r, err := d.Record(ctx, asOf)
	if err != nil {
		return figure.Derivation{}, err
	}
	said := only(r.Statements, func(s Statement) bool {
		return s.Came != nil && s.Indicator.Code == a.Indicator && (s.SourceKey == a.Source || a.Source == Others && s.Origin.Outside() || a.Source == byOrigin+string(s.Origin)) &&
			(a.Span == AllSpans.Key() || s.Span().Key() == a.Span) &&
			(a.Split == "all" || a.Split == "rising" && s.Rising() || a.Split == "falling" && s.Falling())
	})
	if len(said) == 0 {
		return figure.Derivation{}, fault.New(fault.NotFound, "forecasting.DeriveTally", "Dazu ist unter diesem Stand nichts bekannt.", "Nothing is known of this as of this date.")
	}
	t, first := tally(said), said[0]
	node := figure.Derivation{
		Name: say(func(l text.Lang) string {
			who := first.Source
			if a.Source == Others {
				who = text.T("alle Aussagen anderer", "all statements of others").In(l)
			}
			if strings.HasPrefix(a.Source, byOrigin) {
				who = text.T("Art: ", "kind: ").In(l) + first.Origin.Label().In(l)
			}
			return text.T("mittlerer Fehler: ", "mean error: ").In(l) + first.Indicator.Name.In(l) + ", " + who + splitName(a.Split).In(l)
		}),
		Value: signedValue(first.Indicator, rounded(t.Error), first.PerMonth), Basis: figure.Computed, Ref: strings.Join([]string{"tally", a.Indicator, a.Source, a.Span, a.Split}, "/"),
		Rule: say(func(l text.Lang) string {
			rule := fmt.Sprintf(text.T("Summe der Fehler aus %s Aussagen / %s = %s; mittlerer Betrag der Fehler %s", "sum of the errors of %s statements / %s = %s; mean absolute error %s").In(l),
				l.Int(int64(t.Count)), l.Int(int64(t.Count)), first.number(l, rounded(t.Error)), first.number(l, rounded(t.Absolute)))
			if !math.IsNaN(t.Bias) {
				rule += "; " + text.T("gemessen am Mittel des Gekommenen ", "against the mean of what came ").In(l) + percent(l, t.Bias)
			}
			return rule + "."
		}),
	}
	for _, s := range said {
		one := s.derive()
		one.From = nil
		node.From = append(node.From, one)
	}
	return node, nil
}

func rounded(v float64) float64 { return math.Round(v*10) / 10 }

func splitName(split string) text.Text {
	switch split {
	case "rising":
		return text.T(", als die Zahlen stiegen", ", when numbers rose")
	case "falling":
		return text.T(", als die Zahlen fielen", ", when numbers fell")
	}
	return text.Text{}
}

// Values returns what the ledger chose for a subject as of a date, one value a
// step, oldest first.
func (d *Desk) Values(ctx context.Context, o Order) ([]Given, error) {
	c, err := d.read(ctx, o.Subject, o.AsOf, 0)
	if err != nil {
		return nil, fault.Wrap("forecasting.Values", err)
	}
	_, list := c.series(o.AsOf)
	return list, nil
}
