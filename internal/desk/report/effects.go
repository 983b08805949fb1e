// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"math"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/text"
)

// effectsTable lists the measures and actions that are to move a figure: what is expected
// until when, the band of nothing done beside it, and what came; what is to be seen of
// each stands below, because sentences leave the numbers no room. Where none is the table
// says so.
func effectsTable(c *city, _ string) (exhibit, error) {
	g := newGrid("Was sich bewegen soll: erwartet und gekommen", word("Maßnahme oder Auftrag"), word("Kennzahl"), word("Prüftag"), num("erwartete Änderung", ""),
		num("nichts tun: 80 % von", ""), num("bis", ""), num("erwartet", ""), num("gekommen", ""))
	if c.Effects == nil {
		return exhibit{}, nil
	}
	list, err := c.Effects.Expected(c.ctx, c.asOf)
	for _, s := range list {
		says := s.Says.In(c.lang)
		if off := inWords(s.Off, c.lang); off != "" {
			says += " Nicht auf Kurs: " + off + "."
		}
		i := s.Indicator
		g.row(say(s.By.Label().In(c.lang)+": "+s.Title+" ("+s.Unit+")"), say(unitNamed(i, c.lang)), c.day(s.Expect.Check), cell{signed(i, s.Expect.Change, c.lang), recordRef(s.Record)},
			c.effectNumber(i, s.Low), c.effectNumber(i, s.High), c.effectNumber(i, s.Target), c.effectNumber(i, s.Came))
		g.source(s.Source)
		g.note(s.Title + ": " + says)
		if s.Expect.Assumed != "" {
			g.note(s.Title + ": nicht veröffentlicht: " + s.Expect.Assumed + ".")
		}
	}
	if len(list) == 0 {
		none := say("")
		g.row(say("Im Register steht am "+c.asOf.In(c.lang)+" nichts, das eine Kennzahl bewegen soll."), none, none, none, none, none, none, none)
	}
	return g.done(), err
}

// unitNamed is the name of an indicator with its unit where the name does not say it.
func unitNamed(i figure.Indicator, l text.Lang) string {
	name, unit := i.Name.In(l), i.Unit.In(l)
	if strings.Contains(strings.ToLower(name), strings.ToLower(unit)) {
		return name
	}
	return name + " (" + unit + ")"
}

// effectNumber is a number of an effect; unknown where there is none.
func (c *city) effectNumber(i figure.Indicator, n *measure.Asked) cell {
	if n == nil {
		return c.unknown()
	}
	return cell{written(i, n.Value, c.lang), n.Ref}
}

// written is a value as people write it, with the indicator's decimals.
func written(i figure.Indicator, v float64, l text.Lang) string {
	return l.Decimal(int64(math.Round(v*math.Pow10(i.Places))), i.Places)
}

func signed(i figure.Indicator, v float64, l text.Lang) string {
	if v > 0 {
		return "+" + written(i, v, l)
	}
	return written(i, v, l)
}

func inWords(list []text.Text, l text.Lang) string {
	said := make([]string, len(list))
	for i, t := range list {
		said[i] = t.In(l)
	}
	return strings.Join(said, "; ")
}
