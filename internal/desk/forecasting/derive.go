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

// DeriveSaid shows a number of a statement of others, by the number of its figure: what
// was said or what came in the table's measure (item said or came), or how far the one
// was from the other (an empty item).
func (d *Desk) DeriveSaid(ctx context.Context, id int64, item string, asOf period.Date) (figure.Derivation, error) {
	r, err := d.Record(ctx, asOf)
	if err != nil {
		return figure.Derivation{}, err
	}
	s, known := r.statement(id)
	switch {
	case known && item == "":
		return s.derive(), nil
	case known && item == saidItem:
		return s.itself(item, text.T("gesagt", "said"), s.Said, s.saidNode()), nil
	case known && item == cameItem && s.Came != nil:
		return s.itself(item, text.T("gekommen", "came"), s.Came.Value, s.cameNode(text.T("gekommen", "came"), *s.Came)), nil
	default:
		return figure.Derivation{}, fault.New(fault.NotFound, "forecasting.DeriveSaid", "Diese Aussage gibt es unter diesem Stand nicht.", "There is no such statement as of this date.")
	}
}

// saidItem and cameItem name the two numbers of a statement of others.
const (
	saidItem = "said"
	cameItem = "came"
)

// itself shows a number of the statement with the figure it comes from: of a longer
// period the table has the mean a month.
func (s Statement) itself(item string, name text.Text, v float64, from figure.Derivation) figure.Derivation {
	node := figure.Derivation{
		Name:  say(func(l text.Lang) string { return name.In(l) + ": " + s.Indicator.Name.In(l) + ", " + s.Period.In(l) }),
		Value: written(s.Indicator, v, s.PerMonth), Basis: figure.Computed, When: s.Period.String(), Ref: fmt.Sprintf("said/%d/%s", s.Figure.ID, item), Rule: from.Rule,
	}
	if node.Rule == (text.Text{}) {
		node.Rule = text.T("wie angegeben.", "as stated.")
	}
	if node.From = from.From; from.Figure != 0 {
		node.From = []figure.Derivation{from}
	}
	return node
}

// SaidRef is the address of what was said, in the measure of the table.
func (s Statement) SaidRef() string {
	switch {
	case s.Figure == nil:
		return fmt.Sprintf("prediction/%s/%d/median", s.Forecast, s.Step+1)
	case s.Said == value(*s.Figure):
		return fmt.Sprintf("figure/%d", s.Figure.ID)
	}
	return fmt.Sprintf("said/%d/%s", s.Figure.ID, saidItem)
}

// CameRef is the address of what came, in the measure of the table.
func (s Statement) CameRef() string {
	if s.Figure == nil {
		return fmt.Sprintf("prediction/%s/%d/%s", s.Forecast, s.Step+1, cameItem)
	}
	return fmt.Sprintf("said/%d/%s", s.Figure.ID, cameItem)
}

// derive shows the error of a statement.
func (s Statement) derive() figure.Derivation {
	when := func(l text.Lang) string { return s.Indicator.Name.In(l) + ", " + s.Period.In(l) }
	node := figure.Derivation{
		Name: say(func(l text.Lang) string {
			return text.T("Fehler der Aussage: ", "error of the statement: ").In(l) + when(l)
		}),
		Value: NotKnown, Basis: figure.Computed, When: s.Period.String(), Ref: s.ref(),
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
