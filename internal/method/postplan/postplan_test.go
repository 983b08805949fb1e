// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package postplan_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	. "planraum/internal/method/postplan"
)

const office = "Sozialamt"

// decided are what counts in most tests.
var decided = staffing.Settled

// published are the cases of GRDrs 607/2012 and 591/2014 as their papers state them.
// That 607/2012 speaks of a post of before, and by which day, is from the paper.
func published() []staffing.PostChange {
	y2013, y2015 := period.Day(2013, 1, 1), period.Day(2015, 1, 1)
	p607, p591 := period.Day(2012, 10, 12), period.Day(2014, 9, 24)
	return []staffing.PostChange{
		{ID: "607-1", Paper: "GRDrs 607/2012", Kind: staffing.PhaseOut, Stage: decided, On: p607, From: p607, Unit: office, Grade: "EG 6", Share: 100, Posts: []staffing.Portion{{Number: "500 0102 120", Share: 100}}},
		{ID: "607-2", Paper: "GRDrs 607/2012", Kind: staffing.Create, Stage: decided, On: p607, From: y2013, Unit: office, Grade: "A 10", Share: 270, Note: period.Day(2016, 1, 1)},
		{ID: "591-1", Paper: "GRDrs 591/2014", Kind: staffing.PhaseOut, Stage: decided, On: p591, From: p591, Unit: office, Grade: "A 10", Share: 270, Posts: []staffing.Portion{
			{Number: "500 0105 018", Share: 100}, {Number: "500 0105 020", Share: 100}, {Number: "500 0105 022", Share: 70},
		}},
		{ID: "591-2", Paper: "GRDrs 591/2014", Kind: staffing.Create, Stage: decided, On: p591, From: p591, Unit: office, Grade: "A 10", Share: 100},
		{ID: "591-3", Paper: "GRDrs 591/2014", Kind: staffing.Authorise, Stage: decided, On: p591, From: y2015, Until: period.Day(2015, 12, 31), Unit: office, Grade: "EG 9", Share: 760, Per: 136},
	}
}

// TestPublishedCases: the posts of 2012 get their numbers when their notes are lifted,
// and stay beyond the day of the note; the ceiling holds in 2015 only.
func TestPublishedCases(t *testing.T) {
	for _, c := range []struct {
		day            period.Date
		posts, ceiling unit.FTE
		numbers        int
	}{
		{period.Day(2012, 12, 31), 0, 0, 0},
		{period.Day(2014, 9, 23), 270, 0, 0},
		{period.Day(2014, 9, 24), 370, 0, 3},
		{period.Day(2015, 6, 30), 370, 760, 3},
		{period.Day(2016, 1, 1), 370, 0, 3},
	} {
		p := On(published(), c.day, decided)
		numbers := 0
		for _, one := range p.Posts {
			if one.Number != "" {
				numbers++
			}
		}
		if p.Total() != c.posts || p.Ceiling() != c.ceiling || numbers != c.numbers {
			t.Errorf("%s: %d posts, ceiling %d, %d numbers; expected %+v", c.day, p.Total(), p.Ceiling(), numbers, c)
		}
	}
	p := On(published(), period.Day(2014, 9, 24), decided)
	if len(p.Findings) != 1 || p.Findings[0] != (Finding{What: Unknown, Change: "607-1", Number: "500 0102 120", Share: 100}) {
		t.Errorf("findings: %+v", p.Findings) // its creation stands in no paper that is known
	}
}

// TestNoteEndsPosts: without the later paper the posts are gone by their note, and
// whatever speaks of them then is told so.
func TestNoteEndsPosts(t *testing.T) {
	changes := published()[:2]
	late := published()[2]
	late.From = period.Day(2016, 2, 1)
	if p := On(append(changes, late), period.Day(2016, 2, 1), decided); p.Total() != 0 || len(p.Ended) != 1 || p.Findings[1].What != Gone || p.Findings[1].Note != period.Day(2016, 1, 1) {
		t.Errorf("%+v", p)
	}
}

// TestStages: what is only asked for changes nothing until it counts.
func TestStages(t *testing.T) {
	ask := staffing.PostChange{ID: "864", Paper: "864/2015", Kind: staffing.Create, Stage: staffing.Asked, On: period.Day(2015, 10, 20), From: period.Day(2016, 1, 1), Unit: office, Grade: "EG 13", Share: 100}
	if n := On([]staffing.PostChange{ask}, period.Day(2016, 6, 1), decided).Total(); n != 0 {
		t.Errorf("asked for: %d", n)
	}
	if n := On([]staffing.PostChange{ask}, period.Day(2016, 6, 1), decided, staffing.Asked).Total(); n != 100 {
		t.Errorf("with what is asked for: %d", n)
	}
}

// TestFilling: what is filled is known of some posts only, and never more than the post.
func TestFilling(t *testing.T) {
	day := period.Day(2015, 3, 1)
	changes := append(published(), staffing.PostChange{ID: "f", Kind: staffing.Fill, Stage: decided, On: day, From: day, Unit: office, Share: 150, Posts: []staffing.Portion{{Number: "500 0105 018", Share: 50}, {Number: "500 0105 022", Share: 100}}})
	filled, of := On(changes, day, decided).Filled()
	if filled != 120 || of != 170 {
		t.Errorf("%d of %d", filled, of)
	}
}

// TestBooksBalance: what was created is there, went, or ended by its note; removing
// takes no more than there is and says what it could not find; order of input and
// later days change nothing of an earlier day.
func TestBooksBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var changes []staffing.PostChange
		n := rapid.IntRange(1, 12).Draw(t, "n")
		start := period.Day(2015, 1, 1)
		for i := range n {
			c := staffing.PostChange{
				ID: fmt.Sprint(i), Stage: decided, Unit: office, Grade: rapid.SampledFrom([]string{"EG 9", "A 10"}).Draw(t, "grade"),
				Kind:  rapid.SampledFrom([]staffing.ChangeKind{staffing.Create, staffing.Create, staffing.Remove, staffing.PhaseOut}).Draw(t, "kind"),
				Share: unit.FTE(rapid.IntRange(10, 300).Draw(t, "share")), From: start.AddDays(rapid.IntRange(0, 900).Draw(t, "from")),
			}
			c.On = c.From
			if c.Kind != staffing.Remove && rapid.Bool().Draw(t, "note") {
				c.Note = c.From.AddDays(rapid.IntRange(1, 600).Draw(t, "days"))
			}
			changes = append(changes, c)
		}
		day := start.AddDays(rapid.IntRange(0, 1200).Draw(t, "day"))
		p := On(changes, day, decided)
		var created, removed, ended, missed unit.FTE
		for _, c := range changes {
			switch {
			case c.From.After(day):
			case c.Kind == staffing.Create:
				created += c.Share
			case c.Kind == staffing.Remove:
				removed += c.Share
			}
		}
		for _, one := range p.Ended {
			ended += one.Share
		}
		for _, f := range p.Findings {
			if i := slices.IndexFunc(changes, func(c staffing.PostChange) bool { return c.ID == f.Change }); changes[i].Kind == staffing.Remove {
				missed += f.Share
			}
		}
		if p.Total() != created-(removed-missed)-ended {
			t.Fatalf("%d posts; %d created, %d removed, %d of them not found, %d ended", p.Total(), created, removed, missed, ended)
		}
		slices.Reverse(changes)
		later := append(slices.Clone(changes), staffing.PostChange{ID: "later", Kind: staffing.Create, Stage: decided, From: day.AddDays(1), Unit: office, Grade: "EG 9", Share: 100})
		if again := On(later, day, decided); again.Total() != p.Total() {
			t.Fatalf("%d, in another order and with later changes %d", p.Total(), again.Total())
		}
	})
}

// TestCeiling: what is filled outside the plan uses up authorisations, the oldest first,
// and never more than their ceilings; what is beyond them is found, with what is allowed.
func TestCeiling(t *testing.T) {
	day := period.Day(2015, 12, 1)
	permit := func(id string, share unit.FTE, until period.Date) staffing.PostChange {
		return staffing.PostChange{ID: id, Kind: staffing.Authorise, Stage: staffing.Settled, From: period.Day(2015, 1, 1), Until: until, Unit: "Sozialamt", Grade: "EG 9", Share: share}
	}
	fill := func(share unit.FTE) staffing.PostChange {
		return staffing.PostChange{ID: "f", Kind: staffing.Fill, Stage: staffing.Settled, From: day, Unit: "Sozialamt", Grade: "EG 9", Share: share}
	}
	for _, c := range []struct {
		filled      unit.FTE
		first, next unit.FTE // of 7.60 and 10.17
		over        unit.FTE
	}{{500, 500, 0, 0}, {760, 760, 0, 0}, {1777, 760, 1017, 0}, {1778, 760, 1017, 1}, {5000, 760, 1017, 3223}, {0, 0, 0, 0}} {
		p := On([]staffing.PostChange{permit("a", 760, period.Date{}), permit("b", 1017, period.Date{}), permit("over", 900, period.Day(2015, 11, 30)), fill(c.filled)}, day, staffing.Settled)
		if len(p.Permits) != 2 || *p.Permits[0].Filled != c.first || *p.Permits[1].Filled != c.next || p.Permits[0].FilledBy != "f" {
			t.Errorf("%d: %+v", c.filled, p.Permits)
		}
		if c.over == 0 && len(p.Findings) > 0 || c.over > 0 && (len(p.Findings) != 1 || p.Findings[0].What != Over || p.Findings[0].Share != c.over || p.Findings[0].Most != 1777) {
			t.Errorf("%d: %+v", c.filled, p.Findings)
		}
	}
	if p := On([]staffing.PostChange{permit("a", 760, period.Date{}), {ID: "f", Kind: staffing.Fill, Stage: staffing.Settled, From: day, Unit: "Kämmerei", Grade: "EG 9", Share: 100}}, day, staffing.Settled); p.Permits[0].Filled != nil || len(p.Findings) != 1 || p.Findings[0].What != Unknown {
		t.Errorf("another office's: %+v", p)
	}
}

// TestFilledStaysWithin: where posts that are filled in part are split by a number, or
// some of them go, no post is filled beyond itself and none is filled twice. Filling of
// unnumbered posts goes over all of the office and grade: 7 of 1 + 6 is not too much.
func TestFilledStaysWithin(t *testing.T) {
	day := period.Day(2015, 1, 1)
	at := func(id string, kind staffing.ChangeKind, share unit.FTE, n int) staffing.PostChange {
		return staffing.PostChange{ID: id, Paper: id, Kind: kind, Stage: decided, On: day.AddDays(n), From: day.AddDays(n), Unit: office, Grade: "A 10", Share: share}
	}
	filled := []staffing.PostChange{at("a", staffing.Create, 100, 0), at("b", staffing.Create, 600, 0), at("f", staffing.Fill, 650, 1)}
	if got, of := On(filled, day.AddDays(1), decided).Filled(); got != 650 || of != 700 {
		t.Errorf("%d of %d", got, of)
	}
	if p := On(append(slices.Clone(filled), at("g", staffing.Fill, 700, 2)), day.AddDays(2), decided); len(p.Findings) != 0 {
		t.Errorf("%+v", p.Findings)
	}
	named := at("n", staffing.PhaseOut, 40, 3)
	named.Posts = []staffing.Portion{{Number: "7", Share: 40}}
	p := On(append(slices.Clone(filled), named), day.AddDays(3), decided)
	if got, of := p.Filled(); got != 650 || of != 700 || len(p.Posts) != 3 {
		t.Errorf("named: %d of %d, %d posts", got, of, len(p.Posts))
	}
	p = On(append(slices.Clone(filled), at("r", staffing.Remove, 560, 4)), day.AddDays(4), decided)
	for _, one := range p.Posts {
		if *one.Filled > one.Share {
			t.Errorf("%d filled of %d", *one.Filled, one.Share)
		}
	}
}

// TestFillingBeyondPosts: an office of 1.50 posts of a grade and 7.60 authorised outside
// may fill 9.10: posts first. A later report of less frees what the first had used.
func TestFillingBeyondPosts(t *testing.T) {
	day := period.Day(2015, 1, 1)
	at := func(id string, kind staffing.ChangeKind, share unit.FTE, n int) staffing.PostChange {
		return staffing.PostChange{ID: id, Paper: id, Kind: kind, Stage: decided, On: day.AddDays(n), From: day.AddDays(n), Unit: office, Grade: "EG 9", Share: share}
	}
	changes := []staffing.PostChange{at("a", staffing.Create, 150, 0), at("b", staffing.Authorise, 760, 0)}
	for _, c := range []struct{ filled, post, permit, over unit.FTE }{{100, 100, -1, 0}, {910, 150, 760, 0}, {911, 150, 760, 1}} {
		p := On(append(slices.Clone(changes), at("f", staffing.Fill, c.filled, 1)), day.AddDays(1), decided)
		permit := unit.FTE(-1)
		if p.Permits[0].Filled != nil {
			permit = *p.Permits[0].Filled
		}
		if *p.Posts[0].Filled != c.post || permit != c.permit || (len(p.Findings) > 0) != (c.over > 0) {
			t.Errorf("%d: %d, %d, %+v", c.filled, *p.Posts[0].Filled, permit, p.Findings)
		}
	}
	p := On(append(changes, at("f", staffing.Fill, 910, 1), at("g", staffing.Fill, 100, 2)), day.AddDays(2), decided)
	if *p.Posts[0].Filled != 100 || *p.Permits[0].Filled != 0 {
		t.Errorf("%+v", p)
	}
}

// TestEnding: what ends within the next year, posts and authorisations, the next first;
// a note whose day nobody tells ends nothing.
func TestEnding(t *testing.T) {
	day := period.Day(2015, 1, 1)
	changes := []staffing.PostChange{
		{ID: "a", Paper: "a", Kind: staffing.Create, Stage: decided, On: day, From: day, Unit: office, Grade: "A 10", Share: 100, Note: period.Day(2015, 12, 1)},
		{ID: "b", Paper: "b", Kind: staffing.Create, Stage: decided, On: day, From: day, Unit: office, Grade: "A 11", Share: 100, Note: period.Day(2016, 2, 1)},
		{ID: "c", Paper: "c", Kind: staffing.Authorise, Stage: decided, On: day, From: day, Unit: office, Grade: "EG 9", Share: 760, Until: period.Day(2015, 9, 30)},
		{ID: "d", Paper: "d", Kind: staffing.Create, Stage: decided, On: day, From: day, Unit: office, Grade: "EG 8", Share: 100, NoteUnknown: true},
	}
	p := On(changes, day, decided)
	list := p.Ending(period.Day(2016, 1, 1))
	if len(list) != 2 || list[0].Permit == nil || list[0].On != period.Day(2015, 10, 1) || list[1].Post == nil || list[1].On != period.Day(2015, 12, 1) {
		t.Errorf("%+v", list)
	}
	if p = On(changes, period.Day(2017, 1, 1), decided); p.Total() != 100 || !p.Posts[0].NoteUnknown {
		t.Errorf("%+v", p.Posts)
	}
}
