// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package postplan

import (
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
)

// folding is a plan on its way through the changes.
type folding struct {
	day      period.Date
	posts    []Post
	ended    []Post
	permits  []Permit
	findings []Finding
}

// expire lets posts fall away whose note has come by a day.
func (f *folding) expire(day period.Date) {
	f.posts = slices.DeleteFunc(f.posts, func(p Post) bool {
		gone := !p.Note.IsZero() && !p.Note.After(day)
		if gone {
			f.ended = append(f.ended, p)
		}
		return gone
	})
}

func (f *folding) take(c staffing.PostChange) {
	switch c.Kind {
	case staffing.Create:
		f.create(c)
	case staffing.Authorise:
		f.permits = append(f.permits, Permit{
			Unit: c.Unit, Task: c.Task, Grade: c.Grade, Key: c.Key, Ceiling: c.Share, Per: c.Per, From: c.From, Until: c.Until, By: c.ID,
		})
	case staffing.Remove:
		for _, n := range portions(c) {
			f.remove(c, n)
		}
	case staffing.PhaseOut, staffing.Regrade, staffing.Fill:
		for _, n := range portions(c) {
			f.change(c, n)
		}
	}
}

// portions are the posts of a change; one without a number where none is named.
func portions(c staffing.PostChange) []staffing.Portion {
	if c.Posts == nil {
		return []staffing.Portion{{Share: c.Share}}
	}
	return c.Posts
}

func (f *folding) create(c staffing.PostChange) {
	for _, n := range portions(c) {
		if i := slices.IndexFunc(f.posts, func(p Post) bool { return n.Number != "" && p.Number == n.Number }); i >= 0 {
			f.findings = append(f.findings, Finding{What: Taken, Change: c.ID, Number: n.Number, Share: n.Share, Other: f.posts[i].By[0]})
		}
		f.posts = append(f.posts, Post{
			Number: n.Number, Unit: c.Unit, Task: c.Task, Key: c.Key, Grade: c.Grade, Share: n.Share, Since: c.From, Note: c.Note, NoteUnknown: c.NoteUnknown, By: []string{c.ID},
		})
	}
}

// remove takes a share away: of the post with the number, or of the unit's posts of
// the grade without one, the newest first.
func (f *folding) remove(c staffing.PostChange, n staffing.Portion) {
	f.name(c, n)
	rest := n.Share
	for i := len(f.posts) - 1; i >= 0 && rest > 0; i-- {
		p := &f.posts[i]
		if !fits(*p, c, n) {
			continue
		}
		taken := min(rest, p.Share)
		p.Share, rest, p.By = p.Share-taken, rest-taken, append(p.By, c.ID)
		p.fillAtMost(p.Share)
		if p.Share == 0 {
			f.posts = slices.Delete(f.posts, i, i+1)
		}
	}
	f.missed(c, n, rest, Short)
}

// change gives posts another note, grade or filling. Where only a part of an
// unnumbered post is meant, that part becomes a post of its own.
func (f *folding) change(c staffing.PostChange, n staffing.Portion) {
	f.name(c, n)
	if c.Kind == staffing.Fill {
		if !f.fill(c, n) {
			f.missed(c, n, max(n.Share, 1), Unknown)
		}
		return
	}
	rest := n.Share
	var apart []Post
	for i := range f.posts {
		p := &f.posts[i]
		if rest == 0 || !fits(*p, c, n) {
			continue
		}
		if p.Share > rest {
			apart = append(apart, p.cut(rest))
		}
		rest -= p.Share
		p.By = append(p.By, c.ID)
		if c.Kind == staffing.PhaseOut {
			p.Note, p.NoteUnknown = c.Note, c.NoteUnknown
		} else {
			p.Grade = c.Grade
		}
	}
	f.posts = append(f.posts, apart...)
	f.missed(c, n, rest, Unknown)
}

// fill takes what is filled as filling of the posts that are meant, in their order, and
// what is beyond them as use of the unit's authorisations outside the plan, the oldest
// first; what is beyond both is too much. False where there is neither.
func (f *folding) fill(c staffing.PostChange, n staffing.Portion) bool {
	rest, most, found := n.Share, unit.FTE(0), false
	take := func(share unit.FTE) *unit.FTE {
		filled := min(rest, share)
		rest, most, found = rest-filled, most+share, true
		return &filled
	}
	for i := range f.posts {
		if p := &f.posts[i]; fits(*p, c, n) {
			p.Filled, p.By = take(p.Share), append(p.By, c.ID)
		}
	}
	posts := found
	for i := range f.permits {
		m := &f.permits[i]
		if n.Number != "" || !m.allows(c) {
			continue
		}
		was := m.Filled
		filled := take(m.Ceiling)
		if !posts || *filled > 0 || was != nil {
			m.Filled, m.FilledBy = filled, c.ID
		}
	}
	if found && n.Share > most {
		f.findings = append(f.findings, Finding{What: Over, Change: c.ID, Number: n.Number, Share: n.Share - most, Most: most})
	}
	return found
}

// allows reports whether an authorisation holds where a change fills.
func (m Permit) allows(c staffing.PostChange) bool {
	holds := !m.From.After(c.From) && (m.Until.IsZero() || !m.Until.Before(c.From))
	return holds && m.Unit == c.Unit && (c.Grade == "" || m.Grade == c.Grade) && (c.Task == "" || m.Task == c.Task)
}

// cut leaves a share of the post, filled as far as it was, and returns the rest.
func (p *Post) cut(share unit.FTE) Post {
	rest := *p
	rest.By, rest.Share = slices.Clone(p.By), p.Share-share
	if p.Filled != nil {
		beyond := max(*p.Filled-share, 0)
		rest.Filled = &beyond
	}
	p.Share = share
	p.fillAtMost(share)
	return rest
}

// fillAtMost leaves no more filled than there is.
func (p *Post) fillAtMost(share unit.FTE) {
	if p.Filled != nil && *p.Filled > share {
		p.Filled = &share
	}
}

// name gives a number to a post that was created without one: papers name numbers
// only once posts have been set up. The unit and grade must be the same and the post
// not smaller; a larger one is split. Of several the oldest is meant: a paper that
// creates posts gives them no number yet.
func (f *folding) name(c staffing.PostChange, n staffing.Portion) {
	if n.Number == "" || slices.ContainsFunc(f.posts, func(p Post) bool { return p.Number == n.Number }) {
		return
	}
	i := -1
	for j, p := range f.posts {
		if p.Share >= n.Share && fits(p, c, staffing.Portion{}) && (i < 0 || p.Since.Before(f.posts[i].Since)) {
			i = j
		}
	}
	if i < 0 || n.Share == 0 {
		return
	}
	stays := f.posts[i].cut(n.Share)
	f.posts[i].Number = n.Number
	if stays.Share > 0 {
		f.posts = append(f.posts, stays)
	}
}

// fits reports whether a change means a post: by its number, or without one by unit
// and grade.
func fits(p Post, c staffing.PostChange, n staffing.Portion) bool {
	if n.Number != "" {
		return p.Number == n.Number
	}
	return p.Number == "" && p.Unit == c.Unit && (c.Kind == staffing.Regrade || c.Grade == "" || p.Grade == c.Grade) && (c.Task == "" || p.Task == c.Task)
}

// missed notes what a change speaks of and the plan does not hold. Where such posts
// fell away by their note before, it says so.
func (f *folding) missed(c staffing.PostChange, n staffing.Portion, rest unit.FTE, what What) {
	if rest <= 0 {
		return
	}
	found := Finding{What: what, Change: c.ID, Number: n.Number, Share: rest}
	for _, p := range f.ended {
		if fits(p, c, n) || fits(p, c, staffing.Portion{}) {
			found.What, found.Note = Gone, p.Note
		}
	}
	if n.Number == "" && c.Grade == "" && found.What == Unknown && c.Kind != staffing.Fill {
		found.What = Sum
	}
	if n.Number != "" && found.What == Short {
		found.What = Unknown
	}
	f.findings = append(f.findings, found)
}
