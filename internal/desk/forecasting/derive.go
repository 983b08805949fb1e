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
	"planraum/internal/city/prediction"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// say puts a text together in both languages.
func say(in func(l text.Lang) string) text.Text { return text.T(in(text.De), in(text.En)) }

// Write writes a value in the decimals of its indicator, at most 9, rounded half
// away from zero.
func Write(l text.Lang, v float64, places int) string {
	return l.Decimal(int64(math.Round(v*math.Pow10(places))), places)
}

// written is a value with its unit.
func written(i figure.Indicator, v float64, perMonth bool) text.Text {
	return say(func(l text.Lang) string {
		places, unit := i.Places, " "+i.Unit.In(l)
		if perMonth && v != math.Trunc(v) {
			places++
		}
		if perMonth {
			unit += text.T(" je Monat", " a month").In(l)
		}
		return Write(l, v, places) + unit
	})
}

// figureNode is a figure of the ledger, with the way it counts here.
func figureNode(name text.Text, i figure.Indicator, f figure.Figure) figure.Derivation {
	return figure.Derivation{
		Name: name, Value: written(i, value(f), false), Basis: f.Basis, Date: f.Period, When: f.Period.String(), KnownFrom: f.KnownFrom,
		Source: f.Source, Note: text.Same(f.Note), Figure: f.ID, Ref: fmt.Sprintf("figure/%d", f.ID),
	}
}

// statement finds an outside statement by the number of its figure.
func (r Record) statement(id int64) (Statement, bool) {
	for _, s := range r.Statements {
		if s.Figure != nil && s.Figure.ID == id {
			return s, true
		}
	}
	return Statement{}, false
}

// DeriveSaid shows how far a statement of others was from what came, by the
// number of its figure.
func (d *Desk) DeriveSaid(ctx context.Context, id int64, asOf period.Date) (figure.Derivation, error) {
	r, err := d.Record(ctx, asOf)
	if err != nil {
		return figure.Derivation{}, err
	}
	s, known := r.statement(id)
	if !known {
		return figure.Derivation{}, fault.New(fault.NotFound, "forecasting.DeriveSaid", "Diese Aussage gibt es unter diesem Stand nicht.", "There is no such statement as of this date.")
	}
	return s.derive(), nil
}

// derive shows the error of a statement.
func (s Statement) derive() figure.Derivation {
	when := func(l text.Lang) string { return s.Indicator.Name.In(l) + ", " + s.Period.In(l) }
	node := figure.Derivation{
		Name: say(func(l text.Lang) string {
			return text.T("Fehler der Aussage: ", "error of the statement: ").In(l) + when(l)
		}),
		Value: text.T("noch offen", "still open"), Basis: figure.Computed, When: s.Period.String(), Ref: s.ref(),
		From: []figure.Derivation{s.saidNode()},
	}
	if s.Came == nil {
		node.Rule = text.T("Was kam, ist unter diesem Stand nicht bekannt.", "What came is not known as of this date.")
		return node
	}
	node.Value = signedValue(s.Indicator, s.Error(), s.PerMonth)
	node.Rule = say(func(l text.Lang) string {
		said, came := s.number(l, s.Said), s.number(l, s.Came.Value)
		rule := said + " − " + came + " = " + s.number(l, s.Error())
		if s.Came.Value != 0 {
			rule += "; " + s.number(l, s.Error()) + " / " + came + " = " + percent(l, s.Error()/s.Came.Value)
		}
		return rule + text.T(": Fehler und Anteil am Gekommenen.", ": error and share of what came.").In(l) + s.direction().In(l)
	})
	node.From = append(node.From, s.cameNode(text.T("gekommen", "came"), *s.Came))
	if s.Base != nil {
		node.From = append(node.From, s.cameNode(text.T("zuletzt bekannt, als es gesagt wurde", "last known when it was said"), *s.Base))
	}
	return node
}

// ref is the address of the statement's error.
func (s Statement) ref() string {
	if s.Figure != nil {
		return fmt.Sprintf("said/%d", s.Figure.ID)
	}
	return fmt.Sprintf("prediction/%s/%d/error", s.Forecast, s.Step+1)
}

// Ref is the address of the statement's derivation.
func (s Statement) Ref() string { return s.ref() }

func (s Statement) number(l text.Lang, v float64) string {
	if s.PerMonth && v != math.Trunc(v) {
		return Write(l, v, s.Indicator.Places+1)
	}
	return Write(l, v, s.Indicator.Places)
}

// direction says whether the numbers rose or fell against the last known.
func (s Statement) direction() text.Text {
	switch {
	case s.Rising():
		return text.T(" Was kam, lag über dem Wert, der zuletzt bekannt war: Die Zahlen stiegen.", " What came lay above the value that was known last: numbers rose.")
	case s.Falling():
		return text.T(" Was kam, lag unter dem Wert, der zuletzt bekannt war: Die Zahlen fielen.", " What came lay below the value that was known last: numbers fell.")
	}
	return text.Text{}
}

func (s Statement) saidNode() figure.Derivation {
	if s.Figure == nil {
		return figure.Derivation{
			Name: text.T("gesagt (Median)", "said (median)"), Value: written(s.Indicator, s.Said, s.PerMonth), Basis: figure.Forecast, When: s.Period.String(),
			KnownFrom: s.Made, Source: s.Source, Ref: fmt.Sprintf("prediction/%s/%d/median", s.Forecast, s.Step+1),
		}
	}
	node := figureNode(text.T("gesagt", "said"), s.Indicator, *s.Figure)
	if s.PerMonth && s.Figure.Indicator == s.Indicator.Code && months(s.Period) > 1 {
		node.Rule = say(func(l text.Lang) string {
			return Write(l, value(*s.Figure), s.Indicator.Places) + " / " + l.Int(int64(months(s.Period))) + text.T(" Monate", " months").In(l) + " = " + s.number(l, s.Said)
		})
	} else if s.PerMonth {
		node.Value = written(s.Indicator, s.Said, true)
	}
	return node
}

// cameNode shows a value with the figures it comes from.
func (s Statement) cameNode(name text.Text, c Came) figure.Derivation {
	if len(c.From) == 0 {
		return figure.Derivation{Name: name, Value: written(s.Indicator, c.Value, s.PerMonth), Basis: figure.Computed}
	}
	if c.How == AsStated {
		node := figureNode(name, s.Indicator, c.From[0].Figure)
		if n := months(c.From[0].Period); s.PerMonth && n > 1 {
			node.Rule = say(func(l text.Lang) string {
				return Write(l, value(c.From[0].Figure), s.Indicator.Places) + " / " + l.Int(int64(n)) + text.T(" Monate", " months").In(l) + " = " + s.number(l, c.Value)
			})
		}
		return node
	}
	node := figure.Derivation{Name: name, Value: written(s.Indicator, c.Value, s.PerMonth), Basis: figure.Computed}
	for _, p := range c.From {
		node.From = append(node.From, figureNode(text.T(p.Period.In(text.De), p.Period.In(text.En)), s.Indicator, p.Figure))
	}
	sign := " + "
	if c.How == RestOfYear {
		sign = " − "
	}
	node.Rule = say(func(l text.Lang) string {
		parts := make([]string, len(c.From))
		for i, p := range c.From {
			parts[i] = Write(l, value(p.Figure), s.Indicator.Places)
		}
		return "(" + strings.Join(parts, sign) + ") / " + l.Int(int64(months(s.Period))) + text.T(" Monate", " months").In(l) + " = " + s.number(l, c.Value)
	})
	return node
}

func signedValue(i figure.Indicator, v float64, perMonth bool) text.Text {
	t := written(i, v, perMonth)
	if v > 0 {
		return text.T("+"+t.De, "+"+t.En)
	}
	return t
}

func percent(l text.Lang, share float64) string {
	return l.Percent(int64(math.Round(1000*share)), 1)
}

// DerivePrediction shows a number of an own forecast: item is median, mean,
// naive, low80, high95 and so on, came, error, wis or naivewis; step counts from
// 1.
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
	if step < 1 || step > len(s.Steps) {
		return figure.Derivation{}, none
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
	return figure.Derivation{
		Name: say(func(l text.Lang) string {
			return name.In(l) + ": " + s.Indicator.Name.In(l) + ", " + one.Period().In(l)
		}),
		Value: written(s.Indicator, v, false), Rule: rule, Basis: figure.Forecast, When: one.Period().String(), KnownFrom: f.MadeOn,
		Source: ownSource + ", " + f.Version, Ref: fmt.Sprintf("prediction/%s/%d/%s", id, step, item), From: s.origins(),
	}, nil
}

// item finds a number of a step with its name and rule.
func (s StepScore) item(item string, f prediction.Issued) (float64, text.Text, text.Text, bool) {
	how := text.T(fmt.Sprintf("Verfahren „%s“ (%s), Startwert %d. %s", f.Method, strings.Join(f.Models, "; "), f.Seed, f.Why.De),
		fmt.Sprintf("Method “%s” (%s), seed %d. %s", f.Method, strings.Join(f.Models, "; "), f.Seed, f.Why.En))
	switch item {
	case "median":
		return s.Median, text.T("Median", "median"), how, true
	case "mean":
		return s.Mean, text.T("Mittelwert", "mean"), how, true
	case "naive":
		return s.Naive.Median, text.T("naive Prognose", "naive forecast"), text.T("Der letzte bekannte Wert geht weiter.", "The last known value goes on."), true
	}
	if s.Mark != nil && item == "wis" {
		return s.Mark.WIS, text.T("gewichteter Intervallscore", "weighted interval score"), scoreRule, true
	}
	if s.Mark != nil && item == "naivewis" {
		return s.Mark.NaiveWIS, text.T("gewichteter Intervallscore der naiven Prognose", "weighted interval score of the naive forecast"), scoreRule, true
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
