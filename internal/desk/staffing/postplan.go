// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"cmp"
	"context"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/method/postplan"
	method "planraum/internal/method/staffing"
	"planraum/internal/text"
)

// PostPlan is the staffing plan on a day, as it was known.
type PostPlan struct {
	postplan.Plan
	// Changes are all that was known, oldest first, counted or not.
	Changes []Entry[staffing.PostChange]
	Upto    staffing.Stage
	Stages  []staffing.Stage // which of them count
	// Met are the asks of motions that do not count, with the changes that stand in their
	// place, by ID (see postplan.Met).
	Met     map[string]string
	answers []postplan.Answer
}

// counted are the stages that make up a plan: what is decided, and up to a stage of a
// double budget what was on its way.
var counted = map[staffing.Stage][]staffing.Stage{
	staffing.Settled:        {staffing.Settled},
	staffing.InDraft:        {staffing.Settled, staffing.InDraft},
	staffing.FirstReading:   {staffing.Settled, staffing.InDraft, staffing.FirstReading},
	staffing.SecondReading:  {staffing.Settled, staffing.InDraft, staffing.FirstReading, staffing.SecondReading},
	staffing.OutcomeUnknown: {staffing.Settled, staffing.InDraft, staffing.FirstReading, staffing.SecondReading, staffing.OutcomeUnknown},
	staffing.Asked:          {staffing.Settled, staffing.InDraft, staffing.FirstReading, staffing.SecondReading, staffing.OutcomeUnknown, staffing.Asked},
}

// Upto lists the stages that count where those up to one do, in the order in which
// they add to each other: decided, draft, first and second reading, papers whose
// decision is not known, asked for.
func Upto(stage staffing.Stage) []staffing.Stage { return counted[stage] }

// Stages lists the stages up to which a plan can count, in that order.
func Stages() []staffing.Stage { return Upto(staffing.Asked) }

// PostPlan returns the plan on a day, as known on asOf, with the changes up to a stage.
func (d *Desk) PostPlan(ctx context.Context, asOf, day period.Date, upto staffing.Stage) (PostPlan, error) {
	changes, err := d.PostChanges(ctx, asOf)
	if err != nil {
		return PostPlan{}, err
	}
	p := PostPlan{Changes: changes, Upto: upto, Stages: Upto(upto)}
	if slices.ContainsFunc(changes, func(e Entry[staffing.PostChange]) bool { return e.Noun.Stage == staffing.Asked }) {
		if p.answers, err = d.answers(ctx, asOf); err != nil {
			return PostPlan{}, err
		}
	}
	p.Met = postplan.Met(p.nouns(), p.answers)
	p.Plan = postplan.On(p.counting(), day, p.Stages...)
	return p, nil
}

// counting are the changes without the asks that others stand for.
func (p PostPlan) counting() []staffing.PostChange { return postplan.Without(p.nouns(), p.Met) }

// PostChanges lists the changes of the staffing plan known on asOf, oldest first.
func (d *Desk) PostChanges(ctx context.Context, asOf period.Date) ([]Entry[staffing.PostChange], error) {
	list, err := entries[staffing.PostChange](ctx, d.registers, register.Post, asOf)
	slices.SortStableFunc(list, func(a, b Entry[staffing.PostChange]) int {
		return cmp.Or(a.Noun.On.Compare(b.Noun.On), cmp.Compare(a.Noun.ID, b.Noun.ID))
	})
	return list, err
}

func (p PostPlan) nouns() []staffing.PostChange {
	list := make([]staffing.PostChange, len(p.Changes))
	for i, e := range p.Changes {
		list[i] = e.Noun
	}
	return list
}

// Instead is the paper that stands for an ask of a motion; empty where the change counts
// by its stage.
func (p PostPlan) Instead(id string) string {
	if by := p.Met[id]; by != "" {
		return p.paper(by)
	}
	return ""
}

// Record is the number of the record of a change; 0 where it is not known.
func (p PostPlan) Record(id string) int64 {
	for _, e := range p.Changes {
		if e.Noun.ID == id {
			return e.Record
		}
	}
	return 0
}

// Cover is what a staffing key asks for, beside what the plan holds for it.
type Cover struct {
	Key     Entry[staffing.Key]
	Persons unit.Headcount
	Need    unit.FTE // persons / per, two decimals
	Posts   unit.FTE // of the plan, with this key
	Outside unit.FTE // ceiling of authorisations with this key
	// Usable is how much of the ceiling the persons allow so far: what the key asks
	// for beyond the posts, at most the ceiling.
	Usable unit.FTE
	Open   unit.FTE // need that neither covers
}

// Covers compares the need by keys that count persons of all accommodation with the
// posts that are there for them. Keys for which the plan holds nothing are left out:
// others hold these posts, such as providers.
func (d *Desk) Covers(ctx context.Context, asOf period.Date, p PostPlan, persons unit.Headcount) ([]Cover, error) {
	keys, err := d.Keys(ctx, asOf)
	if err != nil {
		return nil, err
	}
	var list []Cover
	for _, k := range keys {
		if k.Noun.Base != staffing.Persons || k.Noun.Accommodation != "all" || !k.Noun.Valid(p.Day) {
			continue
		}
		c := Cover{Key: k, Persons: persons, Need: method.Posts(persons, k.Noun.Per, 2)}
		for _, one := range p.Posts {
			if one.Key == k.Noun.ID {
				c.Posts += one.Share
			}
		}
		for _, m := range p.Permits {
			if m.Key == k.Noun.ID {
				c.Outside += m.Ceiling
			}
		}
		if c.Posts+c.Outside == 0 {
			continue
		}
		c.Usable = min(max(c.Need-c.Posts, 0), c.Outside)
		c.Open = max(c.Need-c.Posts-c.Usable, 0)
		list = append(list, c)
	}
	// Of several keys of one task the newest counts.
	return slices.CompactFunc(newestFirst(list), func(a, b Cover) bool { return a.Key.Noun.ID == b.Key.Noun.ID }), nil
}

func newestFirst(list []Cover) []Cover {
	slices.SortStableFunc(list, func(a, b Cover) int {
		return cmp.Or(cmp.Compare(a.Key.Noun.ID, b.Key.Noun.ID), b.Key.Noun.ValidFrom.Compare(a.Key.Noun.ValidFrom))
	})
	return list
}

// With returns the plan of the same day with one more change, or with another version
// of one that is known.
func (p PostPlan) With(c staffing.PostChange) PostPlan {
	list := p.with(c)
	p.Met = postplan.Met(list, p.answers)
	p.Plan = postplan.On(postplan.Without(list, p.Met), p.Day, p.Stages...)
	return p
}

// with are all changes with one more, counted or not.
func (p PostPlan) with(c staffing.PostChange) []staffing.PostChange {
	return append(slices.DeleteFunc(p.nouns(), func(o staffing.PostChange) bool { return o.ID == c.ID }), c)
}

// Numbered is the post with a number; nil where there is none.
func (p PostPlan) Numbered(number string) *postplan.Post {
	for i := range p.Posts {
		if p.Posts[i].Number == number {
			return &p.Posts[i]
		}
	}
	return nil
}

// DoubtGrade asks about a grade that no pay table known on asOf has; nothing where one
// has it or none is named.
func (d *Desk) DoubtGrade(ctx context.Context, asOf period.Date, grade string) ([]text.Text, error) {
	rows, err := entries[staffing.Pay](ctx, d.registers, register.Pay, asOf)
	if err != nil {
		return nil, err
	}
	pay := make([]staffing.Pay, len(rows))
	for i, e := range rows {
		pay[i] = e.Noun
	}
	return doubtGrade(grade, pay), nil
}
