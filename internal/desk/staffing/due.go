// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"context"
	"slices"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/method/postplan"
	"planraum/internal/text"
)

// Due is a post that a paper of the council asks for and the staffing plan does not hold
// as far as the paper has come.
type Due struct {
	Paper council.Paper
	// N is the post's place among those of the paper, from 0; -1: the paper lists none such,
	// and Known alone tells of it.
	N int
	// Known is the change that records it at an earlier stage; nil: none does.
	Known *staffing.PostChange
}

// Change is the change as the paper has it now.
func (d Due) Change(asOf period.Date) staffing.PostChange {
	if d.N >= 0 {
		return ChangeOf(d.Paper, d.N, asOf)
	}
	c := *d.Known
	c.Stage, c.On = decision(d.Paper)
	return c
}

// Entered is the change as it is to be recorded: what is known of it already stays, and
// posts are there from the day of the decision on, where more is asked for.
func (d Due) Entered(asOf period.Date) staffing.PostChange {
	c := d.Change(asOf)
	if d.Known != nil {
		stage, on := c.Stage, c.On
		c = *d.Known
		c.Stage, c.On, c.KnownFrom = stage, on, asOf
	}
	if early(c) {
		c.From = c.On
	}
	return c
}

// early reports whether a change brings posts from a day on that lies before the decision
// on them.
func early(c staffing.PostChange) bool {
	return (c.Kind == staffing.Create || c.Kind == staffing.Authorise) && c.Stage == staffing.Settled && !c.From.IsZero() && c.From.Before(c.On)
}

// EarlyWords warn of posts that are to be there, or filled, before the council has decided
// on them; nothing where they are not.
func EarlyWords(after PostPlan, c staffing.PostChange) []text.Text {
	if early(c) {
		return []text.Text{text.T(
			"Achtung: Entschieden ist darüber am "+c.On.In(text.De)+". Vorher kann die Stelle niemand besetzen, und sie kostet nichts. Die Beträge hier zählen aber schon ab "+c.From.In(text.De)+". Richtig ist „Gilt ab“ "+c.On.In(text.De)+" oder später.",
			"Attention: it was decided on "+c.On.In(text.En)+". Before that nobody can hold the post, and it costs nothing. But the amounts here count from "+c.From.In(text.En)+" on. “Holds from” should be "+c.On.In(text.En)+" or later.")}
	}
	if c.Kind != staffing.Fill {
		return nil
	}
	var list []text.Text
	for _, e := range after.Changes {
		by := e.Noun
		filled := slices.ContainsFunc(after.Posts, func(p postplan.Post) bool { return slices.Contains(p.By, c.ID) && slices.Contains(p.By, by.ID) }) ||
			slices.ContainsFunc(after.Permits, func(m postplan.Permit) bool { return m.FilledBy == c.ID && m.By == by.ID })
		if filled && early(by) && c.From.Before(by.On) {
			list = append(list, text.T(
				"Achtung: Über diese Stellen ist am "+by.On.In(text.De)+" entschieden worden ("+by.Paper+"). Besetzt sein können sie am "+c.From.In(text.De)+" noch nicht. Prüfen Sie beide Tage.",
				"Attention: these posts were decided on on "+by.On.In(text.En)+" ("+by.Paper+"). They cannot be filled on "+c.From.In(text.En)+" yet. Check both days."))
		}
	}
	return list
}

// DueOf lists the posts of issued and decided papers that no change records, or that are
// decided and recorded at an earlier stage, in the order of the papers; and the changes of
// decided papers that are recorded at an earlier stage though the paper lists no such post.
func DueOf(papers []council.Paper, changes []Entry[staffing.PostChange], asOf period.Date) []Due {
	var list []Due
	told := map[string]bool{}
	for _, paper := range papers {
		if paper.State != council.Decided && paper.State != council.Issued {
			continue
		}
		for n := range paper.Posts {
			asked := ChangeOf(paper, n, asOf)
			known := Recorded(changes, asked)
			if known == nil && asked.Stage != staffing.Refused || known != nil && settled(asked.Stage) && !settled(known.Stage) {
				list = append(list, Due{paper, n, known})
			}
			if known != nil {
				told[known.ID] = true
			}
		}
		for i := range changes {
			c := &changes[i].Noun
			if paper.State == council.Decided && council.SamePaper(c.Paper, paper.Reference) && !settled(c.Stage) && !told[c.ID] {
				list = append(list, Due{paper, -1, c})
			}
		}
	}
	return list
}

// Recorded is the change by which a paper's post is recorded: of the same paper and kind,
// with as many posts or for the same office and grade; nil where there is none.
func Recorded(changes []Entry[staffing.PostChange], asked staffing.PostChange) *staffing.PostChange {
	for i := range changes {
		c := &changes[i].Noun
		if council.SamePaper(c.Paper, asked.Paper) && c.Kind == asked.Kind && (c.Share == asked.Share || c.Unit == asked.Unit && c.Grade == asked.Grade) {
			return c
		}
	}
	return nil
}

// ChangeOf is the change of the staffing plan that the n-th post of a paper asks for, as it
// stands on day. An authorisation ends with the day before its note.
func ChangeOf(paper council.Paper, n int, day period.Date) staffing.PostChange {
	post := paper.Posts[n]
	c := staffing.PostChange{
		Paper: paper.Reference, Kind: staffing.Create, Stage: staffing.Asked, On: paper.On, From: post.From, Unit: post.Unit, Grade: post.Grade,
		Share: max(post.Share, -post.Share), Note: post.PhaseOut, Reason: post.Reason, KnownFrom: day, Source: paper.Reference,
	}
	if paper.State == council.Decided {
		c.Stage, c.On = decision(paper)
	}
	switch {
	case post.Outside:
		c.Kind, c.Note = staffing.Authorise, period.Date{}
		if !post.PhaseOut.IsZero() {
			c.Until = post.PhaseOut.AddDays(-1)
		}
	case post.Share < 0:
		c.Kind = staffing.Remove
	}
	return c
}

// settled reports whether the council has voted.
func settled(s staffing.Stage) bool { return s == staffing.Settled || s == staffing.Refused }

// decision is how and when the deciding body has voted on a decided paper; where its order
// of committees does not tell, for it, on the paper's own day.
func decision(paper council.Paper) (staffing.Stage, period.Date) {
	for _, o := range paper.Order {
		switch {
		case o.Step != council.Decision || o.Result == "" || o.On.IsZero():
		case o.Result == council.Rejected:
			return staffing.Refused, o.On
		default:
			return staffing.Settled, o.On
		}
	}
	return staffing.Settled, paper.On
}

// answers are the motions that papers answer, as known on asOf. A paper that was taken
// back answers nothing.
func (d *Desk) answers(ctx context.Context, asOf period.Date) ([]postplan.Answer, error) {
	papers, err := entries[council.Paper](ctx, d.registers, register.Paper, asOf)
	if err != nil {
		return nil, err
	}
	number := map[string]string{}
	for _, e := range papers {
		if e.Noun.Type.Asked() {
			number[e.Noun.ID] = e.Noun.Reference
		}
	}
	var list []postplan.Answer
	for _, e := range papers {
		a := postplan.Answer{Paper: e.Noun.Reference}
		for _, id := range e.Noun.Answers {
			if number[id] != "" {
				a.Motions = append(a.Motions, number[id])
			}
		}
		if len(a.Motions) > 0 && a.Paper != "" && !e.Noun.Withdrawn {
			list = append(list, a)
		}
	}
	return list, nil
}
