// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"fmt"
	"math"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/warning"
	"planraum/internal/text"
)

func tellThreshold(t need.Threshold) figure.Derivation {
	return figure.Derivation{
		Name: text.T("Warnschwelle", "threshold of warnings"), Value: both(func(l text.Lang) string { return l.Percent(int64(t.Percent), 0) }),
		Rule: both(func(l text.Lang) string {
			return text.T("Ab dieser Wahrscheinlichkeit fehlender Plätze wird gewarnt; ", "From this probability of missing places on there is a warning; ").In(l) + validity(l, t.ValidFrom, period.Date{}) + "."
		}),
		Basis: figure.Reported, KnownFrom: t.KnownFrom, Source: t.Source,
		From: parts(part("Beschluss", "decision", text.Same(t.Decision)), part("erfasst von", "recorded by", text.Same(t.By))),
	}
}

// tellWarning shows what was said on a day, with the vintage that it rests on.
func tellWarning(k warning.Kept) figure.Derivation {
	d := figure.Derivation{
		Name: both(func(l text.Lang) string {
			return text.T("Was am ", "What was expected on ").In(l) + k.AsOf.In(l) + text.T(" zu erwarten war", "").In(l)
		}),
		Value: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s Monate vorausgerechnet", "%s months reckoned ahead").In(l), l.Int(int64(len(k.Months))))
		}),
		Rule: both(func(l text.Lang) string {
			methods := make([]string, len(k.Methods))
			for i, m := range k.Methods {
				methods[i] = m.Version
			}
			return fmt.Sprintf(text.T("%s Verläufe, Startwert des Zufalls %d, Hauptbuch bis Nummer %s, Verfahren %s. Schwelle %s.", "%s paths, seed %d, ledger up to number %s, methods %s. Threshold %s.").In(l),
				l.Int(int64(k.Paths)), k.Seed, l.Int(k.Position), strings.Join(methods, ", "), l.Percent(int64(k.Threshold.Percent), 0))
		}),
		Basis: figure.Computed, KnownFrom: k.RaisedOn, Source: k.By + ", " + k.RaisedOn.In(text.De),
	}
	if k.Scenario != "" {
		d.Note = text.T("Szenario: "+k.Scenario, "scenario: "+k.Scenario)
	}
	for _, c := range k.Classes {
		label := accommodation.Label(accommodation.Kinds, c.Kind)
		d.From = append(d.From, figure.Derivation{
			Name: label, Basis: figure.Computed, When: c.Opens.String(),
			Value: both(func(l text.Lang) string { return chanceOf(l, c) }),
			Rule: both(func(l text.Lang) string {
				return fmt.Sprintf(text.T("Wahrscheinlichkeit fehlender Plätze im %s, dem Monat der Öffnung bei Entscheidung an diesem Tag; im Mittel %s (80 %%: %s bis %s).",
					"Probability of missing places in %s, the month of opening if decided that day; in the middle %s (80%%: %s to %s).").In(l),
					c.Opens.In(l), l.Int(int64(c.Missing.Median)), l.Int(int64(c.Missing.Low)), l.Int(int64(c.Missing.High)))
			}),
		})
	}
	return d
}

func chanceOf(l text.Lang, c warning.Class) string {
	if c.Beyond {
		return text.T("unbekannt", "unknown").In(l)
	}
	return l.Percent(int64(math.Round(1000*c.Probability)), 1)
}
