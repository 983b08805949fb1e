// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/postplan"
	"planraum/internal/text"
)

// Effect is what a change of the staffing plan does to the double budget in which it
// begins, counted up to its stage.
type Effect struct {
	First int // first year of the double budget
	Upto  staffing.Stage
	Lines []LineEffect // the lines that it moves
	Sum   LineEffect   // of all lines
}

// LineEffect is a budget line with and without the change.
type LineEffect struct {
	Unit, Grade   string
	Before, After [2]YearSum
}

// Effect returns what a change would do that is not recorded yet, or to a version of it
// that is, as known on asOf.
func (d *Desk) Effect(ctx context.Context, asOf period.Date, c staffing.PostChange) (Effect, error) {
	p, pay, err := d.known(ctx, asOf)
	if err != nil {
		return Effect{}, err
	}
	e := Effect{First: c.Budget, Upto: UptoFor(c.Stage)}
	if e.First == 0 {
		e.First = c.From.Year() - c.From.Year()%2
	}
	pricing := newPricing(pay, Assumed{})
	list := p.with(c)
	before, after := pricing.lines(p.counting(), e.First, e.Upto), pricing.lines(postplan.Without(list, postplan.Met(list, p.answers)), e.First, e.Upto)
	for _, l := range after {
		e.Lines = append(e.Lines, LineEffect{Unit: l.Unit, Grade: l.Grade, After: l.Years})
	}
	for _, l := range before {
		i := slices.IndexFunc(e.Lines, func(o LineEffect) bool { return o.Unit == l.Unit && o.Grade == l.Grade })
		if i < 0 {
			i, e.Lines = len(e.Lines), append(e.Lines, LineEffect{Unit: l.Unit, Grade: l.Grade})
		}
		e.Lines[i].Before = l.Years
	}
	e.Lines = slices.DeleteFunc(e.Lines, func(l LineEffect) bool { return !l.Moves(0) && !l.Moves(1) })
	e.Sum = LineEffect{Before: sumOf(before), After: sumOf(after)}
	return e, nil
}

// Moves reports whether a year of the line differs: 0 is the first year of the budget.
func (l LineEffect) Moves(i int) bool { return !l.Before[i].same(l.After[i]) }

func (y YearSum) same(o YearSum) bool {
	return y.Posts == o.Posts && y.Outside == o.Outside && y.Cost.Low == o.Cost.Low && y.Cost.High == o.Cost.High && y.Full.High == o.Full.High && y.Cost.Unknown == o.Cost.Unknown
}

// UptoFor is the stage up to which a plan counts a change of a stage; what is refused
// counts nowhere and is seen against what is decided.
func UptoFor(s staffing.Stage) staffing.Stage {
	if Upto(s) == nil {
		return staffing.Settled
	}
	return s
}

// checkCeiling refuses to record that more is filled than posts or authorisations
// outside the plan allow on the day, as it was known then.
func (d *Desk) checkCeiling(ctx context.Context, c staffing.PostChange) ([]fault.Row, error) {
	if c.Kind != staffing.Fill || c.Stage == staffing.Refused {
		return nil, nil
	}
	p, err := d.PostPlan(ctx, c.KnownFrom, c.From, c.Stage)
	if err != nil {
		return nil, err
	}
	p = p.With(c)
	var rows []fault.Row
	for _, f := range p.Findings {
		if f.Change != c.ID || f.What != postplan.Over {
			continue
		}
		rows = append(rows, fault.Row{Column: "share", Value: text.De.Decimal(int64(f.Share+f.Most), 2), Expected: both(func(l text.Lang) string {
			most := l.Decimal(int64(f.Most), 2)
			return fmt.Sprintf(text.T("höchstens %s Stellen: So viel erlauben am %s: %s. Mehr braucht zuerst eine Vorlage, die mehr erlaubt.", "%s posts at most: so much is allowed on %s: %s. More first takes a paper that allows more.").In(l), most, c.From.In(l), p.allowing(c, f, l))
		})})
	}
	return rows, nil
}

// allowing names what allows staff: the post with the number, or the posts of the plan and
// the authorisations.
func (p PostPlan) allowing(c staffing.PostChange, f postplan.Finding, l text.Lang) string {
	if f.Number != "" {
		return fmt.Sprintf(text.T("die Stelle %s", "post %s").In(l), f.Number)
	}
	var list []string
	for _, m := range p.Permits {
		if m.FilledBy == c.ID {
			list = append(list, p.paper(m.By)+" ("+l.Decimal(int64(m.Ceiling), 2)+")")
		}
	}
	posts := unit.FTE(0)
	for _, one := range p.Posts {
		if slices.Contains(one.By, c.ID) {
			posts += one.Share
		}
	}
	if posts > 0 {
		list = append([]string{fmt.Sprintf(text.T("Stellenplan (%s)", "staffing plan (%s)").In(l), l.Decimal(int64(posts), 2))}, list...)
	}
	numbered := slices.ContainsFunc(p.Posts, func(one postplan.Post) bool { return one.Number != "" && one.Unit == c.Unit && one.Grade == c.Grade })
	said := strings.Join(list, ", ")
	if numbered {
		said += text.T(" (Stellen mit Nummer zählen hier nicht, sie werden mit ihrer Nummer gemeldet)", " (posts with numbers do not count here, they are reported by their numbers)").In(l)
	}
	return said
}
