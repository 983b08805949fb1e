// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package postplan says what a staffing plan (Stellenplan) holds on a day, from the
// changes that papers made to it: which posts there are, under which phase-out note,
// what may be staffed outside of it, and what contradicts. See docs/methods/postplan.md.
package postplan

import (
	"cmp"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
)

// Version names the calculation. It changes with any change that can change a number.
const Version = "postplan/4"

// Post is a post of the plan on a day.
type Post struct {
	Number string // empty: the paper gave none
	Unit   string
	Task   string
	Key    string
	Grade  string
	Share  unit.FTE
	Since  period.Date
	// Note is the first day without the post (kw); zero: it stays.
	Note period.Date
	// NoteUnknown: it is to go, on a day that no source tells.
	NoteUnknown bool
	// Filled is how much of it is filled; nil: nobody said.
	Filled *unit.FTE
	// By are the changes that made it what it is, the newest last.
	By []string
}

// Permit is what may be staffed outside the plan (Ermächtigung).
type Permit struct {
	Unit, Task, Grade, Key string
	Ceiling                unit.FTE
	Per                    int64 // used up by a key of 1:Per; 0: at once
	From, Until            period.Date
	By                     string
	// Filled is how much of it is used, at most the ceiling; nil: nobody said. FilledBy is
	// the change that says so.
	Filled   *unit.FTE
	FilledBy string
}

// Plan is the staffing plan on a day.
type Plan struct {
	Day     period.Date
	Posts   []Post   // by unit, grade, number
	Permits []Permit // that hold on the day
	// Ended are posts that fell away by their phase-out note, with the day in Note.
	Ended    []Post
	Findings []Finding
}

// What says what a finding is about.
type What string

// The findings.
const (
	// Unknown posts are changed or removed that no known paper created.
	Unknown What = "unknown"
	// Gone posts are changed after they fell away by their note: a paper that
	// prolonged it is not known.
	Gone What = "gone"
	// Twice: another change creates as many posts of the same unit and grade from the
	// same day; it may be the same in another paper or stage.
	Twice What = "twice"
	// Short: fewer posts of the unit and grade are known than go.
	Short What = "short"
	// Sum: a paper whose total alone is published speaks of posts; which, nobody tells.
	Sum What = "sum"
	// Taken: a new post has the number of one that there is; both count.
	Taken What = "taken"
	// Over: more is filled than posts or authorisations outside the plan allow.
	Over What = "over"
)

// Finding is what contradicts: a change that does not fit what is known.
type Finding struct {
	What   What
	Change string      // its ID
	Number string      // the post; empty: none was named
	Share  unit.FTE    // what could not be found
	Note   period.Date // when it had fallen away
	Other  string      // with Twice and Taken: the other change
	Most   unit.FTE    // with Over: what is allowed
}

// On folds the changes that count into the plan on a day. A change counts where its
// stage is one of stages, and holds from its first day; changes of one day are taken
// in the order of their decision, then of their kinds: creations first.
func On(changes []staffing.PostChange, day period.Date, stages ...staffing.Stage) Plan {
	f := folding{day: day}
	var created []staffing.PostChange
	for _, c := range inOrder(changes) {
		if !slices.Contains(stages, c.Stage) || c.From.After(day) {
			continue
		}
		if i := slices.IndexFunc(created, func(o staffing.PostChange) bool { return same(o, c) }); i >= 0 {
			f.findings = append(f.findings, Finding{What: Twice, Change: c.ID, Share: c.Share, Other: created[i].ID})
		}
		if c.Kind == staffing.Create {
			created = append(created, c)
		}
		f.expire(c.From)
		f.take(c)
	}
	f.expire(day)
	p := Plan{Day: day, Posts: f.posts, Permits: f.permits, Ended: f.ended, Findings: f.findings}
	p.Permits = slices.DeleteFunc(p.Permits, func(m Permit) bool { return !m.Until.IsZero() && m.Until.Before(day) })
	slices.SortStableFunc(p.Posts, func(a, b Post) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Grade, b.Grade), cmp.Compare(a.Number, b.Number))
	})
	return p
}

// same reports whether two changes may create the same posts: by different papers, for
// the same unit and grade, as many and from the same day.
func same(a, b staffing.PostChange) bool {
	return b.Kind == staffing.Create && a.Paper != b.Paper && a.Unit == b.Unit && a.Grade == b.Grade && a.Share == b.Share && a.From == b.From
}

// Total adds the posts up.
func (p Plan) Total() unit.FTE {
	var sum unit.FTE
	for _, one := range p.Posts {
		sum += one.Share
	}
	return sum
}

// Ceiling adds up what may be staffed outside the plan.
func (p Plan) Ceiling() unit.FTE {
	var sum unit.FTE
	for _, m := range p.Permits {
		sum += m.Ceiling
	}
	return sum
}

// Filled adds up what is filled of the posts of which that is known, and these posts.
func (p Plan) Filled() (filled, of unit.FTE) {
	for _, one := range p.Posts {
		if one.Filled != nil {
			filled, of = filled+*one.Filled, of+one.Share
		}
	}
	return filled, of
}

func inOrder(changes []staffing.PostChange) []staffing.PostChange {
	list := slices.Clone(changes)
	kinds := staffing.ChangeKinds()
	slices.SortStableFunc(list, func(a, b staffing.PostChange) int {
		return cmp.Or(a.From.Compare(b.From), a.On.Compare(b.On),
			cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// Ends is what is not in the plan or not allowed any more from a day on.
type Ends struct {
	On     period.Date // the first day without it
	Post   *Post       // nil: an authorisation ends
	Permit *Permit
}

// Ending lists what ends after the plan's day and up to another one, the next first:
// posts by their phase-out note, and authorisations.
func (p Plan) Ending(upto period.Date) []Ends {
	var list []Ends
	for i, one := range p.Posts {
		if !one.Note.IsZero() && !one.Note.After(upto) {
			list = append(list, Ends{On: one.Note, Post: &p.Posts[i]})
		}
	}
	for i, m := range p.Permits {
		if on := m.Until.AddDays(1); !m.Until.IsZero() && !on.After(upto) {
			list = append(list, Ends{On: on, Permit: &p.Permits[i]})
		}
	}
	slices.SortStableFunc(list, func(a, b Ends) int { return a.On.Compare(b.On) })
	return list
}
