// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures

import (
	"context"
	"fmt"

	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/method/effect"
	"planraum/internal/text"
)

// The numbers of a measure or action that can be asked for; only measures have a cost.
const (
	Median = "median"
	Low    = "low"
	High   = "high"
	Target = "target"
	Due    = "due"
	Gap    = "gap"
	Came   = "came"
	Cost   = "cost"
)

// Ref is the address of a number of what a measure or action is expected to move, by its
// key; day is that by which the expected change is reckoned: the end of a step, or the day
// of a value within it.
func Ref(key, item string, day period.Date) string {
	return "effect/" + key + "/" + item + "/" + day.String()
}

// Derive shows how a number of the effect of a measure or an action came about, by its
// key: the forecast is that of the step in which a day lies, the expected change that by
// the day itself.
func (d *Desk) Derive(ctx context.Context, key, item string, day, asOf period.Date) (figure.Derivation, error) {
	none := fault.New(fault.NotFound, "measures.Derive("+key+" "+item+")", "Diese Zahl gibt es nicht.", "There is no such number.")
	by, id := measure.OfKey(key)
	var c Effect
	switch by {
	case measure.ByAction:
		task, err := d.Task(ctx, id, asOf)
		if err != nil {
			return figure.Derivation{}, err
		}
		c = task.Effect
	default:
		course, err := d.Course(ctx, id, asOf)
		if err != nil {
			return figure.Derivation{}, err
		}
		if item == Cost && course.It.Cost > 0 {
			return course.cost(day), nil
		}
		c = course.Effect
	}
	if c.Track == nil || c.Track.Why != (text.Text{}) {
		return figure.Derivation{}, none
	}
	t := *c.Track
	step, ok := t.Undone.At(day)
	if !ok {
		return figure.Derivation{}, none
	}
	e := explaining{t: t, step: step, key: key, day: day}
	out, ok := e.item(item)
	if !ok {
		return figure.Derivation{}, none
	}
	return out, nil
}

// cost is what a measure costs, as its source states it.
func (c Course) cost(day period.Date) figure.Derivation {
	return figure.Derivation{
		Name: text.Same(c.It.Title + ": " + text.T("Kosten", "cost").De), Value: both(func(l text.Lang) string { return l.Euro(int64(c.It.Cost)) }),
		Rule: text.T("wie in der Quelle angegeben", "as the source states it"), Basis: figure.Reported, KnownFrom: c.KnownFrom, Source: c.It.Source, Ref: Ref(c.It.ID, Cost, day),
	}
}

// explaining writes the numbers of one step.
type explaining struct {
	t    Track
	step measure.Step
	key  string
	day  period.Date
}

func (e explaining) item(item string) (figure.Derivation, bool) {
	switch item {
	case Median, Low, High:
		return e.forecast(item), true
	case Target:
		return e.node(Target, e.said("erwarteter Wert {with}", "expected value {with}"), effect.Target(band(e.step), e.due()), e.targetRule(), e.forecast(Median)), true
	case Due:
		return e.node(Due, text.T("bis dahin erwartete Veränderung", "change expected by then"), e.due(), e.dueRule()), true
	case Came:
		v, ok := e.came()
		if !ok {
			return figure.Derivation{}, false
		}
		rule := text.T("der Wert des Hauptbuchs in diesem Zeitraum, der letzte, wo es mehrere sind", "the value of the ledger in this period, the last one where there are several")
		return e.node(Came, text.T("gekommen", "came"), v.Value, rule, e.figures([]measure.Value{v})...), true
	case Gap:
		v, ok := e.came()
		if !ok {
			return figure.Derivation{}, false
		}
		gap := v.Value - e.step.Median
		rule := both(func(l text.Lang) string {
			return fmt.Sprintf("%s − %s = %s", e.say(v.Value, l), e.say(e.step.Median, l), Signed(e.t.Undone.Indicator, gap, l))
		})
		return e.node(Gap, e.said("Abstand zum Median {without}", "distance to the median of nothing done"), gap, rule, append(e.figures([]measure.Value{v}), e.forecast(Median))...), true
	}
	return figure.Derivation{}, false
}

func (e explaining) said(de, en string) text.Text { return e.t.By.Said(text.T(de, en)) }

// due is the change that is expected by the day.
func (e explaining) due() float64 { return e.t.DueBy(e.day) }

func (e explaining) dueRule() text.Text {
	x := e.t.Expect
	if e.step == e.t.At {
		return text.T("die erwartete Veränderung, wie sie eingetragen ist", "the expected change as it was entered")
	}
	return both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s × %d Tage / %d Tage: in gleichmäßigen Schritten vom %s bis zum %s", "%s × %d days / %d days: in even steps from %s to %s").In(l),
			Signed(e.t.Undone.Indicator, x.Change, l), x.Said.DaysTo(e.day), x.Said.DaysTo(x.Check), x.Said.In(l), x.Check.In(l))
	})
}

func (e explaining) targetRule() text.Text {
	return both(func(l text.Lang) string {
		return fmt.Sprintf(e.said("Median {without} %s und erwartete Veränderung %s", "median of nothing done %s and expected change %s").In(l),
			e.say(e.step.Median, l), Signed(e.t.Undone.Indicator, e.due(), l))
	})
}

// forecast is a number of the forecast of nothing done.
func (e explaining) forecast(item string) figure.Derivation {
	v, name := e.step.Median, e.said("Median {without}", "median of nothing done")
	switch item {
	case Low:
		v, name = e.step.Low, e.said("untere Grenze des 80-%-Bandes {without}", "lower bound of the 80% band of nothing done")
	case High:
		v, name = e.step.High, e.said("obere Grenze des 80-%-Bandes {without}", "upper bound of the 80% band of nothing done")
	}
	said := e.t.Expect.Said
	rule := text.T("Prognose dieser Reihe mit dem, was am "+said.In(text.De)+" bekannt war: "+e.t.Undone.How+".",
		"Forecast of this series with what was known on "+said.In(text.En)+": "+e.t.Undone.How+".")
	n := e.node(item, name, v, rule, e.figures(e.t.Undone.Known)...)
	n.Basis, n.KnownFrom = figure.Forecast, said
	return n
}

// when names the step, and the day where it is not its last one.
func (e explaining) when(l text.Lang) string { return Moment(e.step.Period, e.day, l) }

func (e explaining) node(item string, name text.Text, v float64, rule text.Text, from ...figure.Derivation) figure.Derivation {
	i := e.t.Undone.Indicator
	return figure.Derivation{
		Name:  both(func(l text.Lang) string { return name.In(l) + ": " + i.Name.In(l) + ", " + e.when(l) }),
		Value: both(func(l text.Lang) string { return e.say(v, l) + " " + i.Unit.In(l) }),
		Rule:  rule, Basis: figure.Computed, Date: e.step.Period, When: e.step.Period.String(), Source: effect.Version, Ref: Ref(e.key, item, e.day), From: from,
	}
}

func (e explaining) say(v float64, l text.Lang) string { return Written(e.t.Undone.Indicator, v, l) }

func (e explaining) came() (measure.Value, bool) { return e.t.Undone.CameAt(e.day) }

// figures are the figures of the ledger behind values.
func (e explaining) figures(values []measure.Value) []figure.Derivation {
	var list []figure.Derivation
	i := e.t.Undone.Indicator
	for _, v := range values {
		for _, f := range v.From {
			list = append(list, figure.Derivation{
				Name:  both(func(l text.Lang) string { return i.Name.In(l) + ", " + f.Period.In(l) }),
				Value: both(func(l text.Lang) string { return f.Written(l) + " " + i.Unit.In(l) }),
				Rule:  f.Why.Label(), Basis: f.Basis, Date: f.Period, When: f.Period.String(), KnownFrom: f.KnownFrom, Source: f.Source, Note: text.Same(f.Note),
				Figure: f.ID, Ref: fmt.Sprintf("figure/%d", f.ID),
			})
		}
	}
	return list
}
