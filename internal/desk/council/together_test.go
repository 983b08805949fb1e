// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/city/unit"
)

// TestTogether: motions that the register of actions holds under one procedure are
// proposed together, named by number or key, and both answered by one paper.
func TestTogether(t *testing.T) {
	d, s := town(t)
	for _, number := range []string{"864/2015", "908/2015", "1000/2015"} {
		save(t, d, motion(number, "Stelle "+number, today.AddDays(-30)))
	}
	put(s, register.Action, "v", today, steering.Action{ID: "v", Title: "Gemeinsam beantworten", Owner: "Sozialamt", State: steering.Open})
	for id, ref := range map[string]string{"a1": "864/2015", "a2": "antrag-908-2015", "a3": "1000/2015"} {
		a := steering.Action{ID: id, Title: ref, Owner: "Sozialamt", State: steering.Open, Origin: steering.Origin{Kind: steering.FromPaper, Ref: ref}}
		if id != "a3" {
			a.Procedure = "v"
		}
		put(s, register.Action, id, today, a)
	}
	b, err := d.Together(as(identity.Planner), get(t, d, "antrag-864-2015").Paper, today)
	if err != nil || len(b.Others) != 1 || b.Others[0].ID != "antrag-908-2015" || b.Procedure.Title != "Gemeinsam beantworten" {
		t.Fatalf("%+v %v", b, err)
	}
	if alone, err := d.Together(as(identity.Planner), get(t, d, "antrag-1000-2015").Paper, today); err != nil || len(alone.Others) != 0 {
		t.Errorf("%+v %v", alone, err)
	}
	p := paper()
	p.Answers = []string{"864/2015", "antrag-908-2015", "908/2015"}
	id := issued(t, d, p)
	if got := strings.Join(get(t, d, id).Answers, " "); got != "antrag-864-2015 antrag-908-2015" {
		t.Errorf("it answers %s", got)
	}
	for _, m := range []string{"antrag-864-2015", "antrag-908-2015"} {
		if state := get(t, d, m).State; state != council.Answered {
			t.Errorf("%s is %s", m, state)
		}
	}
	if b, err = d.Together(as(identity.Planner), get(t, d, "antrag-864-2015").Paper, today); err != nil || len(b.Others) != 0 {
		t.Errorf("what is answered is proposed again: %+v %v", b, err)
	}
}

// TestBegun: a post from 1 January 2016 begins before the council's sitting of 25
// February; one from 1 March does not.
func TestBegun(t *testing.T) {
	d, _ := town(t)
	p := paper()
	p.State = council.Draft
	post := func(from period.Date) council.PostRequest {
		return council.PostRequest{Unit: "Sozialamt", Grade: "EG 13", Share: unit.FTE(50), From: from}
	}
	for _, c := range []struct {
		posts   []council.PostRequest
		wanted  period.Date
		is      bool
		share   unit.FTE
		decided period.Date
		planned bool
	}{
		{[]council.PostRequest{post(period.Day(2016, 1, 1)), post(period.Day(2016, 2, 1)), post(period.Day(2016, 3, 1))}, period.Day(2016, 2, 25), true, 100, period.Day(2016, 2, 25), true},
		{[]council.PostRequest{post(period.Day(2016, 2, 25))}, period.Day(2016, 2, 25), false, 0, period.Date{}, false},
		{[]council.PostRequest{post(period.Date{})}, period.Day(2016, 2, 25), false, 0, period.Date{}, false},
		// The 3rd of December cannot be met: the 28th of January is the earliest (TestUnmet).
		{[]council.PostRequest{post(period.Day(2016, 1, 1))}, period.Day(2015, 12, 3), true, 50, period.Day(2016, 1, 28), false},
	} {
		p.Posts, p.Order[2].On = c.posts, c.wanted
		course, err := d.Course(as(identity.Planner), p, today)
		if err != nil {
			t.Fatal(err)
		}
		b, is := course.Begun(p)
		if is != c.is || is && (b.From != period.Day(2016, 1, 1) || b.Share != c.share || b.Decided != c.decided || b.Planned != c.planned) {
			t.Errorf("%s: %+v %t", c.wanted, b, is)
		}
	}
}
