// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Goal is a goal with how far it is as of a date.
type Goal struct {
	Kept[measure.Goal]
	Indicator figure.Indicator
	// Last is the last counted or reported value known; nil: none is.
	Last     *figure.Picked
	Measures []Kept[measure.Measure]
	// Cost of those of its measures whose cost is known, and of how many it is not.
	Cost    unit.Cents
	Unknown int
}

// Standing says how far a goal is.
type Standing int

// The standings of a goal.
const (
	NotKnown Standing = iota // no value is known
	Reached                  // the last value is at the target or better
	Under                    // not yet, and its day has not come or was not named
	Missed                   // not, and its day has passed
)

// Standing says how far the goal is on a day.
func (g Goal) Standing(today period.Date) Standing {
	t := g.It.Target
	switch v, known := g.Value(); {
	case !known:
		return NotKnown
	case t.AtMost && v <= t.Value, !t.AtMost && v >= t.Value:
		return Reached
	case !t.On.IsZero() && t.On.Before(today):
		return Missed
	}
	return Under
}

// Label names the standing.
func (s Standing) Label() text.Text {
	switch s {
	case Reached:
		return text.T("erreicht", "reached")
	case Under:
		return text.T("noch nicht erreicht", "not reached yet")
	case Missed:
		return text.T("verfehlt", "missed")
	}
	return text.T("kein Wert bekannt", "no value known")
}

// Value is the last known value in the indicator's unit.
func (g Goal) Value() (float64, bool) {
	if g.Last == nil || g.Last.IsSecret() {
		return 0, false
	}
	return valueOf(g.Last.Figure), true
}

func valueOf(f figure.Figure) float64 { return float64(f.Value.Amount) / math.Pow10(f.Value.Places) }

// Written is a value as people write it, with the indicator's decimals.
func Written(i figure.Indicator, v float64, l text.Lang) string {
	return l.Decimal(Units(i, v), i.Places)
}

// Units is a value in the smallest units that the indicator is written in.
func Units(i figure.Indicator, v float64) int64 { return int64(math.Round(v * math.Pow10(i.Places))) }

// Goals lists the goals known on asOf that have not ended, by title.
func (d *Desk) Goals(ctx context.Context, asOf period.Date) ([]Goal, error) {
	const op = "measures.Goals"
	list, err := known[measure.Goal](ctx, d, register.Goal, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	all, err := known[measure.Measure](ctx, d, register.Measure, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	indicators, err := d.indicators(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	var goals []Goal
	for _, k := range list {
		g := Goal{Kept: k, Indicator: indicators[k.It.Target.Indicator]}
		for _, m := range all {
			if m.It.Goal == k.It.ID {
				g.Measures = append(g.Measures, m)
				g.Cost += m.It.Cost
				if m.It.Cost == 0 {
					g.Unknown++
				}
			}
		}
		slices.SortStableFunc(g.Measures, func(a, b Kept[measure.Measure]) int {
			return cmp.Or(a.It.From.Compare(b.It.From), strings.Compare(a.It.ID, b.It.ID))
		})
		if g.Last, err = d.last(ctx, subjectOf(k.It.Target), g.Indicator, asOf, within{}); err != nil {
			return nil, fault.Wrap(op, err)
		}
		goals = append(goals, g)
	}
	slices.SortStableFunc(goals, func(a, b Goal) int { return text.De.Compare(a.It.Title, b.It.Title) })
	return goals, nil
}

// Goal is one goal as of a date; NotFound where there is none.
func (d *Desk) Goal(ctx context.Context, id string, asOf period.Date) (Goal, error) {
	list, err := d.Goals(ctx, asOf)
	if err != nil {
		return Goal{}, err
	}
	for _, g := range list {
		if g.It.ID == id {
			return g, nil
		}
	}
	return Goal{}, missing("goal", "Ein Ziel", "goal", id, asOf)
}

// GoalHistory lists all versions of a goal that were known on asOf, oldest first.
func (d *Desk) GoalHistory(ctx context.Context, id string, asOf period.Date) ([]Kept[measure.Goal], error) {
	return history[measure.Goal](ctx, d, register.Goal, id, asOf)
}

// subjectOf is the figure that a target is set for.
func subjectOf(t measure.Target) measure.Expectation {
	return measure.Expectation{Indicator: t.Indicator, Area: t.Area, Group: t.Group}
}

// within are the days of which a value is looked for: those after one, up to another;
// where a day is zero any is.
type within struct{ after, upTo period.Date }

func (w within) holds(p period.Period) bool {
	return (w.after.IsZero() || p.To.After(w.after)) && (w.upTo.IsZero() || !p.From.After(w.upTo))
}

// last is the last value of a figure that says what was.
func (d *Desk) last(ctx context.Context, of measure.Expectation, i figure.Indicator, asOf period.Date, w within) (*figure.Picked, error) {
	q := figure.Query{Indicators: []string{of.Indicator}, Areas: []area.ID{area.ID(of.Area)}, Group: groupOf(of.Group), AsOf: asOf}
	figures, err := d.ledger.Figures(ctx, q)
	if err != nil {
		return nil, err
	}
	choices, err := d.ledger.Choices(ctx, q)
	if err != nil {
		return nil, err
	}
	figures = slices.DeleteFunc(slices.Clone(figures), func(f figure.Figure) bool {
		return f.Basis != figure.Counted && f.Basis != figure.Reported && f.Basis != figure.Computed || f.KnownFrom.Before(f.Period.From) || !w.holds(f.Period)
	})
	var best *figure.Picked
	for _, p := range figure.Seen(figure.PickSame(figures, choices, i.Dated)) {
		if best == nil || p.Period.To.After(best.Period.To) {
			best = &p
		}
	}
	return best, nil
}

func groupOf(g string) population.ID {
	if g == "" {
		return population.All
	}
	return population.ID(g)
}

func (d *Desk) indicators(ctx context.Context) (map[string]figure.Indicator, error) {
	list, err := d.names.Indicators(ctx)
	all := make(map[string]figure.Indicator, len(list))
	for _, i := range list {
		all[i.Code] = i
	}
	return all, err
}

// GoalFaults lists everything that speaks against saving a goal.
func (d *Desk) GoalFaults(ctx context.Context, g measure.Goal, c Change) ([]fault.Row, error) {
	const op = "measures.GoalFaults"
	g.Why = c.Why
	rows := append(g.Check(), c.faults()...)
	indicator, more, err := d.figureFaults(ctx, "", subjectOf(g.Target))
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	rows = append(append(rows, more...), g.Target.CheckUnit(indicator)...)
	was, err := before[measure.Goal](ctx, d, register.Goal, g.ID, c.Base)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	more, err = d.officeFaults(ctx, "unit", g.Unit, was.Unit, c.Day)
	return append(rows, more...), fault.Wrap(op, err)
}

// faults are those of a change that says nothing.
func (c Change) faults() []fault.Row {
	if c.Base != 0 && strings.TrimSpace(c.Why) == "" {
		return []fault.Row{{Column: "why", Expected: text.T("ein kurzer Satz, der im Verlauf steht, etwa: Ausschuss hat den Tag verlegt", "a short sentence that stands in the history, such as: the committee has moved the day")}}
	}
	return nil
}

// SaveGoal keeps a new version of a goal. It refuses what is wrong with all faults,
// and answers Conflict where somebody else has changed it since.
func (d *Desk) SaveGoal(ctx context.Context, g measure.Goal, c Change) error {
	const op = "measures.SaveGoal"
	rows, err := d.GoalFaults(ctx, g, c)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if len(rows) > 0 {
		return fault.Refuse(op, rows)
	}
	if g.Unit, err = d.officeName(ctx, g.Unit, c.Day); err != nil {
		return fault.Wrap(op, err)
	}
	g.Why, g.By = strings.TrimSpace(c.Why), c.By
	return fault.Wrap(op, d.record(ctx, []entry{{register.Goal, g.ID, g, c.Base}}, c))
}

// GoalNow is how far a goal that is not kept yet would be.
func (d *Desk) GoalNow(ctx context.Context, g measure.Goal, asOf period.Date) (Goal, error) {
	all, err := d.indicators(ctx)
	if err != nil {
		return Goal{}, fault.Wrap("measures.GoalNow", err)
	}
	n := Goal{Kept: Kept[measure.Goal]{It: g}, Indicator: all[g.Target.Indicator]}
	n.Last, err = d.last(ctx, subjectOf(g.Target), n.Indicator, asOf, within{})
	return n, fault.Wrap("measures.GoalNow", err)
}
