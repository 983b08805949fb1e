// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"context"
	"fmt"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// DerivePrediction shows a number of an own forecast: item is median, mean,
// naive, low80, high95 and so on, came, error, wis or naivewis; step counts from
// 1. Items of a sum are addressed by SumRef, means over all scored steps by
// MeanRef, areas by their place.
func (d *Desk) DerivePrediction(ctx context.Context, id string, step int, item string, asOf period.Date) (figure.Derivation, error) {
	f, err := d.Get(ctx, id, asOf)
	if err != nil {
		return figure.Derivation{}, err
	}
	s, err := d.Score(ctx, f, asOf)
	if err != nil {
		return figure.Derivation{}, err
	}
	none := fault.New(fault.NotFound, "forecasting.DerivePrediction", "Diese Zahl gibt es nicht.", "There is no such number.")
	if sum, ok := s.deriveSum(step, item); ok {
		return sum, nil
	}
	if mean, ok := s.deriveMean(item); ok {
		return mean, nil
	}
	if step < 1 || step > len(s.Steps) {
		return figure.Derivation{}, none
	}
	if part, ok, err := d.derivePart(ctx, s, step, item); ok || err != nil {
		return part, err
	}
	one := s.Steps[step-1]
	if item == "error" || item == "came" {
		statement := statements(s)[step-1]
		if item == "came" && one.Given != nil {
			return statement.cameNode(text.T("gekommen, "+one.Period().In(text.De), "came, "+one.Period().In(text.En)), *statement.Came), nil
		}
		return statement.derive(), nil
	}
	v, name, rule, ok := one.item(item, f)
	if !ok {
		return figure.Derivation{}, none
	}
	if !strings.HasSuffix(item, "wis") && !strings.HasPrefix(item, "naive") {
		rule = prediction.After(rule, s.Unused)
	}
	return figure.Derivation{
		Name: say(func(l text.Lang) string {
			return name.In(l) + ": " + s.Indicator.Name.In(l) + ", " + one.Period().In(l)
		}),
		Value: scoreValue(s.Indicator, item, v), Rule: rule, Basis: figure.Forecast, When: one.Period().String(), KnownFrom: f.MadeOn,
		Source: ownSource + ", " + f.Version, Ref: fmt.Sprintf("prediction/%s/%d/%s", id, step, item), From: append(s.origins(), openNodes(f, s.Indicator)...),
	}, nil
}

// item finds a number of a step with its name and rule.
func (s StepScore) item(item string, f prediction.Issued) (float64, text.Text, text.Text, bool) {
	how := text.T(fmt.Sprintf("Verfahren „%s“ (%s), Startwert %d. %s", f.Method, strings.Join(f.Models, "; "), f.Seed, f.Reason().De),
		fmt.Sprintf("Method “%s” (%s), seed %d. %s", f.Method, strings.Join(f.Models, "; "), f.Seed, f.Reason().En))
	naive := text.T("Der letzte bekannte Wert geht weiter.", "The last known value goes on.")
	if open := OpenWords(f); f.Nowcast != nil {
		how, naive = text.T(how.De+" "+open.De, how.En+" "+open.En), text.T(naive.De+" "+open.De, naive.En+" "+open.En)
	}
	switch item {
	case "median":
		return s.Median, text.T("Median", "median"), how, true
	case "mean":
		return s.Mean, text.T("Mittelwert", "mean"), how, true
	case "naive":
		return s.Naive.Median, text.T("naive Prognose", "naive forecast"), naive, true
	}
	if b, _ := s.Naive.Within(80); item == "naivelow80" {
		return b.Low, text.T("untere Grenze des Bereichs von 80\u00a0% der naiven Prognose", "lower bound of the 80% range of the naive forecast"), prediction.After(naive, naiveSpread), true
	} else if item == "naivehigh80" {
		return b.High, text.T("obere Grenze des Bereichs von 80\u00a0% der naiven Prognose", "upper bound of the 80% range of the naive forecast"), prediction.After(naive, naiveSpread), true
	}
	if s.Mark != nil && item == "wis" {
		return s.Mark.WIS, text.T("gewichteter Intervallscore", "weighted interval score"), s.scored(s.Median, s.Bounds), true
	}
	if s.Mark != nil && item == "naivewis" {
		return s.Mark.NaiveWIS, text.T("gewichteter Intervallscore der naiven Prognose", "weighted interval score of the naive forecast"), s.scored(s.Naive.Median, s.Naive.Bounds), true
	}
	for _, b := range s.Bounds {
		level := fmt.Sprint(b.Level)
		if item == "low"+level {
			return b.Low, text.T("untere Grenze des Bereichs von "+level+"\u00a0%", "lower bound of the "+level+"% range"), how, true
		}
		if item == "high"+level {
			return b.High, text.T("obere Grenze des Bereichs von "+level+"\u00a0%", "upper bound of the "+level+"% range"), how, true
		}
	}
	return 0, text.Text{}, text.Text{}, false
}

var naiveSpread = text.T("Der Bereich kommt aus den Änderungen, die die Reihe selbst über so viele Schritte gezeigt hat.", "The range comes from the changes that the series itself showed over as many steps.")

var scoreRule = text.T("(|gekommen − Median| / 2 + Summe über die Bereiche von 50, 80 und 95 % von α/2 × (Breite + 2/α × Abstand zum Bereich)) / 3,5, mit α = 1 − Wahrscheinlichkeit. Kleiner ist besser.",
	"(|came − median| / 2 + sum over the 50, 80 and 95% ranges of α/2 × (width + 2/α × distance to the range)) / 3.5, with α = 1 − probability. Smaller is better.")

// origins are the values that the forecast was reckoned from, the last ones.
func (s Scored) origins() []figure.Derivation {
	var list []figure.Derivation
	for _, g := range s.Past {
		if len(g.From) > 0 && !g.From[0].KnownFrom.After(s.AsOf) {
			list = append(list, figureNode(text.T("Wert der Reihe, "+g.Period.In(text.De), "value of the series, "+g.Period.In(text.En)), s.Indicator, g.From[0].Figure))
		}
	}
	if len(list) > shownOrigins {
		list = list[len(list)-shownOrigins:]
	}
	return list
}

// shownOrigins is how many values of the series a derivation lists.
const shownOrigins = 12
