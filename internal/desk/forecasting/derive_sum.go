// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"fmt"
	"math"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/text"
)

// sumItem stands before the items of a sum of the first steps.
const sumItem = "sum"

// SumRef is the address of a number of the sum of the first steps of a forecast.
func SumRef(id string, steps int, item string) string {
	return fmt.Sprintf("prediction/%s/%d/%s%s", id, steps, sumItem, item)
}

// MeanRef is the address of a mean over the scored steps: error, absolute, wis or
// crps, with naive before it for the naive forecast's.
func MeanRef(id, item string) string { return fmt.Sprintf("prediction/%s/0/all%s", id, item) }

// deriveSum shows a number of a sum: median, low80, high95 and so on, came or
// error.
func (s Scored) deriveSum(steps int, item string) (figure.Derivation, bool) {
	item, is := strings.CutPrefix(item, sumItem)
	if !is {
		return figure.Derivation{}, false
	}
	for _, t := range s.Totals {
		if t.Steps != steps {
			continue
		}
		when := s.Over(steps)
		rule := text.T(fmt.Sprintf("Aus %d Verläufen der Stichprobe: In jedem werden die ersten %d Schritte zusammengezählt; das Ergebnis ist der Rang unter diesen Summen. Die Grenze einer Summe ist nicht die Summe der Grenzen.", s.Issued.Paths, steps),
			fmt.Sprintf("From %d courses of the sample: in each the first %d steps are added up; the result is the rank among these sums. The bound of a sum is not the sum of the bounds.", s.Issued.Paths, steps))
		value, name, ok := t.Median, text.T("Median", "median"), item == "median"
		for _, b := range t.Bounds {
			level := fmt.Sprint(b.Level)
			if item == "low"+level {
				value, name, ok = b.Low, text.T("untere Grenze des Bereichs von "+level+"\u00a0%", "lower bound of the "+level+"% range"), true
			}
			if item == "high"+level {
				value, name, ok = b.High, text.T("obere Grenze des Bereichs von "+level+"\u00a0%", "upper bound of the "+level+"% range"), true
			}
		}
		node := figure.Derivation{Basis: figure.Forecast, When: when.String(), KnownFrom: s.MadeOn, Source: ownSource + ", " + s.Version, Ref: SumRef(s.ID, steps, item)}
		if t.Mark != nil && (item == "came" || item == "error") {
			came, off := text.T("gekommen", "came"), text.T("Fehler", "error")
			value, name, ok, rule, node.Basis = t.Mark.Came, came, true, t.cameRule(), figure.Computed
			if item == "error" {
				value, name = t.Mark.Error, off
				rule = say(func(l text.Lang) string {
					return Write(l, t.Median, s.Indicator.Places) + " − " + Write(l, t.Mark.Came, s.Indicator.Places) + " = " + Write(l, t.Mark.Error, s.Indicator.Places) + text.T(": Median der Summe − gekommen.", ": median of the sum − came.").In(l)
				})
			}
		}
		node.Name = say(func(l text.Lang) string {
			return name.In(l) + text.T(" der Summe: ", " of the sum: ").In(l) + s.Indicator.Name.In(l) + ", " + when.In(l)
		})
		node.Value, node.Rule = written(s.Indicator, value, false), rule
		if node.From = s.stepNodes(steps, item); t.Stated != nil && (item == "came" || item == "error") {
			node.From = s.statedNodes(*t.Stated)
		}
		return node, ok
	}
	return figure.Derivation{}, false
}

// cameRule says what a sum is set beside.
func (t TotalScore) cameRule() text.Text {
	switch {
	case t.Stated == nil || t.Stated.How == SumOfMonths:
		return text.T("Summe dessen, was in diesen Schritten kam.", "sum of what came in these steps.")
	case t.Stated.How == RestOfYear:
		return text.T("Gesamtzahl des Jahres ohne die Monate davor und danach; die einzelnen Schritte sind nicht alle bekannt.", "total of the year without the months before and after; not all single steps are known.")
	}
	return text.T("Gesamtzahl, die für den ganzen Zeitraum genannt ist; die einzelnen Schritte sind nicht alle bekannt.", "total stated for the whole period; not all single steps are known.")
}

// statedNodes are the figures that a total comes from.
func (s Scored) statedNodes(c Came) (list []figure.Derivation) {
	for _, one := range c.From {
		list = append(list, figureNode(text.T(one.Period.In(text.De), one.Period.In(text.En)), s.Indicator, one.Figure))
	}
	return list
}

// stepNodes are the steps of a sum: what came of each, or its median.
func (s Scored) stepNodes(steps int, item string) (list []figure.Derivation) {
	for i, one := range s.Steps[:steps] {
		v, name, key := one.Median, text.T("Median, ", "median, "), "median"
		if one.Mark != nil && (item == "came" || item == "error") {
			v, name, key = one.Mark.Came, text.T("gekommen, ", "came, "), "came"
		}
		list = append(list, figure.Derivation{
			Name:  text.T(name.De+one.Period().In(text.De), name.En+one.Period().In(text.En)),
			Value: written(s.Indicator, v, false), Basis: figure.Forecast, When: one.Period().String(), Ref: fmt.Sprintf("prediction/%s/%d/%s", s.ID, i+1, key),
		})
	}
	return list
}

// deriveMean shows a mean over the scored steps with each of them.
func (s Scored) deriveMean(item string) (figure.Derivation, bool) {
	item, is := strings.CutPrefix(item, "all")
	of, known := map[string]struct {
		name text.Text
		of   func(m Mark) float64
	}{
		"error":         {text.T("mittlerer Fehler", "mean error"), func(m Mark) float64 { return m.Error }},
		"naiveerror":    {text.T("mittlerer Fehler der naiven Prognose", "mean error of the naive forecast"), func(m Mark) float64 { return m.Naive }},
		"absolute":      {text.T("mittlerer Betrag des Fehlers", "mean absolute error"), func(m Mark) float64 { return math.Abs(m.Error) }},
		"naiveabsolute": {text.T("mittlerer Betrag des Fehlers der naiven Prognose", "mean absolute error of the naive forecast"), func(m Mark) float64 { return math.Abs(m.Naive) }},
		"wis":           {text.T("gewichteter Intervallscore", "weighted interval score"), func(m Mark) float64 { return m.WIS }},
		"naivewis":      {text.T("gewichteter Intervallscore der naiven Prognose", "weighted interval score of the naive forecast"), func(m Mark) float64 { return m.NaiveWIS }},
		"crps":          {text.Same("CRPS"), func(m Mark) float64 { return m.CRPS }},
	}[item]
	if !is || !known || s.Known == 0 {
		return figure.Derivation{}, false
	}
	node := figure.Derivation{Basis: figure.Computed, Ref: MeanRef(s.ID, item), KnownFrom: s.MadeOn}
	tenths := func(v float64) text.Text {
		return say(func(l text.Lang) string { return Write(l, v, 1) + " " + s.Indicator.Unit.In(l) })
	}
	sum := 0.0
	for _, one := range s.Steps {
		if one.Mark == nil {
			continue
		}
		v := of.of(*one.Mark)
		sum += v
		node.From = append(node.From, figure.Derivation{Name: text.T(one.Period().In(text.De), one.Period().In(text.En)), Value: tenths(v), Basis: figure.Computed, When: one.Period().String()})
	}
	node.Name = say(func(l text.Lang) string { return of.name.In(l) + ": " + s.Indicator.Name.In(l) })
	node.Value = tenths(sum / float64(s.Known))
	node.Rule = say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Mittel über die %s Schritte, von denen bekannt ist, was kam: %s / %s.", "mean over the %s steps of which it is known what came: %s / %s.").In(l), l.Int(int64(s.Known)), Write(l, sum, 1), l.Int(int64(s.Known)))
	})
	return node, true
}
