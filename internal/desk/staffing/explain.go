// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/postplan"
	"planraum/internal/text"
)

// PlanRef is the address of a number of the staffing plan on a day: "posts", "outside"
// or those of FillRef.
func PlanRef(day period.Date, upto staffing.Stage, item string) string {
	return fmt.Sprintf("postplan/%s/%s/%s", day, upto, item)
}

// Ref is the address of a number of a double budget: "posts", "outside",
// "low" or "high" at the end or in the course of a year.
func (b Biennium) Ref(upto staffing.Stage, year int, item string) string {
	return fmt.Sprintf("biennium/%s/%s/%d/%s", b.address(), upto, year, item)
}

// LineRef is the address of a number of a budget line, by its place in the list.
func (b Biennium) LineRef(line, year int, item string) string {
	return fmt.Sprintf("biennium/%s/%s/%d/%s-%d", b.address(), staffing.Asked, year, item, line+1)
}

// address is the first year, with the step of the pay table where one was asked for.
func (b Biennium) address() string {
	if b.Rates.Step == 0 {
		return strconv.Itoa(b.First)
	}
	return fmt.Sprintf("%d.%d", b.First, b.Rates.Step)
}

// ParseBiennium reads the first part of the address of a number: the first year, and
// the step of the pay table (0: all).
func ParseBiennium(s string) (first, step int, err error) {
	year, of, stepped := strings.Cut(s, ".")
	if first, err = strconv.Atoi(year); err != nil || !stepped {
		return first, 0, err
	}
	step, err = strconv.Atoi(of)
	return first, step, err
}

func both(say func(text.Lang) string) text.Text { return text.T(say(text.De), say(text.En)) }

func written(n unit.FTE) text.Text {
	return both(func(l text.Lang) string { return l.Decimal(int64(n), 2) })
}

func notFound(op string) error {
	return fault.New(fault.NotFound, op, "Diese Zahl gibt es nicht.", "There is no such number.")
}

// DerivePlan explains a number of the staffing plan (see PlanRef): the changes that it
// is the sum of.
func (d *Desk) DerivePlan(ctx context.Context, day, upto, item string, asOf period.Date) (figure.Derivation, error) {
	const op = "staffing.DerivePlan"
	on, err := period.ParseDate(day)
	if err != nil || Upto(staffing.Stage(upto)) == nil {
		return figure.Derivation{}, notFound(op)
	}
	p, err := d.PostPlan(ctx, asOf, on, staffing.Stage(upto))
	if err != nil {
		return figure.Derivation{}, err
	}
	out := figure.Derivation{Basis: figure.Computed, Date: period.On(on), When: on.String(), KnownFrom: asOf, Ref: PlanRef(on, staffing.Stage(upto), item)}
	switch item {
	case "posts":
		out.Name, out.Value, out.Rule = text.T("Stellen im Stellenplan", "posts of the staffing plan"), written(p.Total()), p.sum()
		for _, one := range p.Posts {
			out.From = append(out.From, p.part(one))
		}
	case "outside":
		out.Name, out.Value = text.T("Ermächtigungen außerhalb des Stellenplans", "authorisations outside the staffing plan"), written(p.Ceiling())
		out.Rule = text.T("Summe der Obergrenzen, die an diesem Tag gelten ("+postplan.Version+").", "sum of the ceilings that hold on this day ("+postplan.Version+").")
		for _, m := range p.Permits {
			out.From = append(out.From, p.permitPart(m))
		}
	default:
		if !p.filling(&out, item) {
			return figure.Derivation{}, notFound(op)
		}
	}
	return out, nil
}

// sum writes the rule of a plan's total with its numbers.
func (p PostPlan) sum() text.Text {
	return both(func(l text.Lang) string {
		shares := make([]string, len(p.Posts))
		for i, one := range p.Posts {
			shares[i] = l.Decimal(int64(one.Share), 2)
		}
		if len(shares) == 0 {
			return text.T("Keine bekannte Vorlage hat Stellen geschaffen.", "No known paper has created posts.").In(l)
		}
		return strings.Join(shares, " + ") + " = " + l.Decimal(int64(p.Total()), 2) + " (" + postplan.Version + ")"
	})
}

// part is a post as a part of a total, with the papers that made it.
func (p PostPlan) part(one postplan.Post) figure.Derivation {
	name := strings.TrimSpace(strings.Join([]string{one.Unit, one.Grade, one.Number}, " "))
	out := figure.Derivation{Name: text.Same(name), Value: written(one.Share), Basis: figure.Computed}
	for _, id := range one.By {
		out.From = append(out.From, figure.Derivation{Name: p.kind(id), Value: text.Same(p.paper(id)), Basis: figure.Reported, Ref: recordRef(p.Record(id))})
	}
	return out
}

func (p PostPlan) paper(id string) string {
	for _, e := range p.Changes {
		if e.Noun.ID == id {
			return e.Noun.Paper
		}
	}
	return id
}

func (p PostPlan) kind(id string) text.Text {
	for _, e := range p.Changes {
		if e.Noun.ID == id {
			return e.Noun.Kind.Label()
		}
	}
	return text.Same(id)
}

func recordRef(id int64) string {
	if id == 0 {
		return ""
	}
	return fmt.Sprintf("record/%d", id)
}

// DeriveBiennium explains a number of a double budget (see Ref).
func (d *Desk) DeriveBiennium(ctx context.Context, b Biennium, upto string, year int, item string) (figure.Derivation, error) {
	const op = "staffing.DeriveBiennium"
	i := year - b.First
	if i < 0 || i > 1 {
		return figure.Derivation{}, notFound(op)
	}
	if item, line, ok := strings.Cut(item, "-"); ok {
		return b.line(line, i, item)
	}
	for _, s := range b.Stages {
		if string(s.Stage) != upto {
			continue
		}
		out := figure.Derivation{Basis: figure.Computed, Date: period.InYear(year), When: fmt.Sprint(year), Ref: b.Ref(s.Stage, year, item)}
		b.Lines = s.Lines
		y := s.Years[i]
		switch item {
		case "posts", "outside":
			return b.posts(out, s, y, item), nil
		case "low", "high":
			return b.money(out, s, i, item), nil
		}
	}
	return figure.Derivation{}, notFound(op)
}

// line explains a number of a budget line.
func (b Biennium) line(number string, i int, item string) (figure.Derivation, error) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(b.Lines) {
		return figure.Derivation{}, notFound("staffing.Biennium.line")
	}
	only := b
	only.Lines = b.Lines[n-1 : n]
	s, year := StageSum{Stage: staffing.Asked, Years: only.Lines[0].Years}, b.First+i
	out := figure.Derivation{Basis: figure.Computed, Date: period.InYear(year), When: fmt.Sprint(year), Ref: b.LineRef(n-1, year, item)}
	switch item {
	case "posts", "outside":
		out = only.posts(out, s, s.Years[i], item)
		out.From[0].Value = text.Text{}
	case "low", "high":
		out = only.money(out, s, i, item)
	default:
		return figure.Derivation{}, notFound("staffing.Biennium.line")
	}
	out.Note = text.Same(strings.TrimSpace(only.Lines[0].Unit + " " + only.Lines[0].Grade))
	return out, nil
}

func (b Biennium) posts(out figure.Derivation, s StageSum, y YearSum, item string) figure.Derivation {
	last := period.Day(out.Date.From.Year(), 12, 31)
	n := y.Posts
	out.Name = text.T("Stellen am Ende des Jahres", "posts at the end of the year")
	if item == "outside" {
		n, out.Name = y.Outside, text.T("Ermächtigungen außerhalb des Stellenplans am Ende des Jahres", "authorisations outside the staffing plan at the end of the year")
	}
	out.Value = written(n)
	out.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Stellenplan am %s mit allen Änderungen bis zum Stand „%s“.", "Staffing plan on %s with all changes up to the stage “%s”.").In(l), last.In(l), s.Stage.Label().In(l))
	})
	out.From = []figure.Derivation{{Name: text.T("Stellenplan an diesem Tag", "staffing plan on that day"), Value: written(n), Basis: figure.Computed, Ref: PlanRef(last, s.Stage, item)}}
	return out
}

// note says what the cost leaves out.
func (a Assumed) note() text.Text {
	if a.EmployerShare == nil {
		return text.T("Ohne Arbeitgeberanteil und Jahressonderzahlung: Ihre Sätze sind nicht bekannt.", "Without the employer's share and the yearly bonus: their rates are not known.")
	}
	return both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Mit %s Arbeitgeberanteil.", "With an employer's share of %s.").In(l), l.Percent(int64(*a.EmployerShare/(unit.ShareScale/10000)), 2))
	})
}

// Note says what the costs of the budget leave out or rest on.
func (b Biennium) Note() text.Text { return b.Rates.note() }

// ceiling is what may be staffed outside the plan by the key.
func (c Cover) ceiling(p PostPlan) figure.Derivation {
	out := figure.Derivation{Name: text.T("Obergrenze der Ermächtigungen nach diesem Schlüssel", "ceiling of the authorisations by this key"), Value: written(c.Outside), Basis: figure.Computed}
	var shares [2][]string
	for _, m := range p.Permits {
		if m.Key != c.Key.Noun.ID {
			continue
		}
		for i, l := range []text.Lang{text.De, text.En} {
			shares[i] = append(shares[i], l.Decimal(int64(m.Ceiling), 2))
		}
		out.From = append(out.From, p.permitPart(m))
	}
	if len(shares[0]) > 1 {
		out.Rule = text.T(strings.Join(shares[0], " + ")+" = "+text.De.Decimal(int64(c.Outside), 2), strings.Join(shares[1], " + ")+" = "+text.En.Decimal(int64(c.Outside), 2))
	}
	return out
}

// permitPart is an authorisation as a part of a total, with the paper that gave it.
func (p PostPlan) permitPart(m postplan.Permit) figure.Derivation {
	return figure.Derivation{Name: text.Same(strings.TrimSpace(m.Unit + " " + m.Grade)), Value: written(m.Ceiling), Basis: figure.Reported, Source: p.paper(m.By), Ref: recordRef(p.Record(m.By))}
}

// Derive explains a number of posts against their need: "need", "posts", "usable" or
// "open". persons is how many persons the key counts.
func (c Cover) Derive(item string, persons figure.Derivation, p PostPlan) (figure.Derivation, error) {
	key := figure.Derivation{Name: c.Key.Noun.Task, Value: text.Same(fmt.Sprintf("1 : %d", c.Key.Noun.Per)), Basis: figure.Reported, Source: c.Key.Noun.Source, Ref: recordRef(c.Key.Record)}
	part := func(name text.Text, n unit.FTE) figure.Derivation {
		return figure.Derivation{Name: name, Value: written(n), Basis: figure.Computed}
	}
	need := part(text.T("Bedarf", "need"), c.Need)
	need.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf("%s / %d = %s", l.Int(int64(c.Persons)), c.Key.Noun.Per, l.Decimal(int64(c.Need), 2))
	})
	need.From = []figure.Derivation{persons, key}
	posts := part(text.T("Stellen des Plans für diese Aufgabe", "posts of the plan for this task"), c.Posts)
	posts.Rule = text.T("Summe der Stellen, die nach diesem Schlüssel bemessen sind.", "sum of the posts that are measured by this key.")
	for _, one := range p.Posts {
		if one.Key == c.Key.Noun.ID {
			posts.From = append(posts.From, p.part(one))
		}
	}
	usable := part(text.T("nutzbar aus Ermächtigungen", "usable of authorisations"), c.Usable)
	usable.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Bedarf, den die Stellen nicht decken, höchstens die Obergrenze: min(%s - %s, %s), nicht unter 0.", "Need that the posts do not cover, at most the ceiling: min(%s - %s, %s), not below 0.").In(l), l.Decimal(int64(c.Need), 2), l.Decimal(int64(c.Posts), 2), l.Decimal(int64(c.Outside), 2))
	})
	usable.From = []figure.Derivation{need, posts, c.ceiling(p)}
	switch item {
	case "need":
		return need, nil
	case "posts":
		return posts, nil
	case "usable":
		return usable, nil
	case "open":
		open := part(text.T("Bedarf ohne Deckung", "need that is not covered"), c.Open)
		open.Rule = both(func(l text.Lang) string {
			return fmt.Sprintf("%s - %s - %s = %s", l.Decimal(int64(c.Need), 2), l.Decimal(int64(c.Posts), 2), l.Decimal(int64(c.Usable), 2), l.Decimal(int64(c.Open), 2))
		})
		open.From = []figure.Derivation{need, posts, usable}
		return open, nil
	}
	return figure.Derivation{}, notFound("staffing.Cover.Derive(" + item + ")")
}
