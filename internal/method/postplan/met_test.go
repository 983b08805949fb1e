// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package postplan_test

import (
	"fmt"
	"maps"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	. "planraum/internal/method/postplan"
)

var y2016 = period.Day(2016, 1, 1)

func change(id, paper, grade string, share unit.FTE, stage staffing.Stage) staffing.PostChange {
	return staffing.PostChange{ID: id, Paper: paper, Kind: staffing.Create, Stage: stage, On: y2016, From: y2016, Unit: "Sozialplanung", Grade: grade, Share: share}
}

// TestMet: of a post that a motion asks for and the paper that answers it proposes only
// one counts, at every stage of the paper; what no answering paper takes up is still asked.
func TestMet(t *testing.T) {
	ask := change("ask", "Antrag 864/2015", "EG 13", 100, staffing.Asked)
	both := change("both", "Anträge 864/2015, 908/2015", "EG 13", 100, staffing.Asked)
	answer := []Answer{{Paper: "GRDrs 2001/2015", Motions: []string{"864/2015", "908/2015"}}}
	given := func(stage staffing.Stage) staffing.PostChange {
		return change("given", "GRDrs 2001/2015 Neufassung", "EG 12", 50, stage)
	}
	permit := given(staffing.Settled)
	permit.Kind, permit.Unit = staffing.Authorise, "Sozialamt"
	gone := given(staffing.Settled)
	gone.Kind = staffing.Remove
	for name, c := range map[string]struct {
		changes []staffing.PostChange
		answers []Answer
		want    map[string]string
	}{
		"decided":                {[]staffing.PostChange{ask, given(staffing.Settled)}, answer, map[string]string{"ask": "given"}},
		"proposed":               {[]staffing.PostChange{given(staffing.Asked), ask}, answer, map[string]string{"ask": "given"}},
		"refused":                {[]staffing.PostChange{ask, given(staffing.Refused)}, answer, map[string]string{"ask": "given"}},
		"outside the plan":       {[]staffing.PostChange{ask, permit}, answer, map[string]string{"ask": "given"}},
		"two motions, two asks":  {[]staffing.PostChange{ask, change("fdp", "Antrag 908/2015", "EG 13", 100, staffing.Asked), given(staffing.Settled)}, answer, map[string]string{"ask": "given", "fdp": "given"}},
		"two motions, one ask":   {[]staffing.PostChange{both, given(staffing.Settled)}, answer, map[string]string{"both": "given"}},
		"two asks, one given":    {[]staffing.PostChange{ask, change("other", "Antrag 864/2015", "EG 12", 50, staffing.Asked), given(staffing.Settled)}, answer, map[string]string{"other": "given"}},
		"recorded twice":         {[]staffing.PostChange{ask, both, given(staffing.Settled)}, answer, map[string]string{"ask": "given", "both": "given"}},
		"no change of the paper": {[]staffing.PostChange{ask}, answer, map[string]string{}},
		"another paper":          {[]staffing.PostChange{ask, change("given", "GRDrs 2002/2015", "EG 13", 100, staffing.Settled)}, answer, map[string]string{}},
		"answers another motion": {[]staffing.PostChange{ask, given(staffing.Settled)}, []Answer{{"GRDrs 2001/2015", []string{"755/2015"}}}, map[string]string{}},
		"posts that go":          {[]staffing.PostChange{ask, gone}, answer, map[string]string{}},
		"the office's own number": {
			[]staffing.PostChange{change("ask", "GRDrs 864/2015", "EG 13", 100, staffing.Asked), given(staffing.Settled)},
			answer,
			map[string]string{},
		},
		"decided, not asked": {[]staffing.PostChange{change("ask", "Antrag 864/2015", "EG 13", 100, staffing.Settled), given(staffing.Settled)}, answer, map[string]string{}},
	} {
		if got := Met(c.changes, c.answers); !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
	}
	list := []staffing.PostChange{ask, given(staffing.Settled)}
	if p := On(Without(list, Met(list, answer)), y2016, staffing.Settled, staffing.Asked); p.Total() != 50 || len(p.Findings) != 0 {
		t.Errorf("the plan holds %d, %v", p.Total(), p.Findings)
	}
}

// TestNumberTaken: a new post with the number of one that there is is told; it counts.
func TestNumberTaken(t *testing.T) {
	posts := []staffing.Portion{{Number: "500 0105 018", Share: 50}}
	first, second := change("a", "GRDrs 1/2015", "A 10", 50, staffing.Settled), change("b", "GRDrs 2/2015", "EG 13", 50, staffing.Settled)
	first.Posts, second.Posts = posts, posts
	p := On([]staffing.PostChange{first, second}, y2016, staffing.Settled)
	if len(p.Findings) != 1 || p.Findings[0] != (Finding{What: Taken, Change: "b", Number: "500 0105 018", Share: 50, Other: "a"}) || p.Total() != 100 {
		t.Errorf("%d, %+v", p.Total(), p.Findings)
	}
}

// TestMetOnce: whatever is asked and given, a change stands for one ask of a motion at
// most, nothing but asks is left out, and the order of the list says nothing.
func TestMetOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []staffing.PostChange
		for i := range rapid.IntRange(0, 8).Draw(t, "changes") {
			paper := rapid.SampledFrom([]string{"Antrag 1/2015", "GRDrs 1/2015", "GRDrs 2/2015"}).Draw(t, "paper")
			stage := rapid.SampledFrom([]staffing.Stage{staffing.Asked, staffing.Settled}).Draw(t, "stage")
			c := change(fmt.Sprint(i), paper, rapid.SampledFrom([]string{"EG 9", "EG 13"}).Draw(t, "grade"), 100, stage)
			c.Kind = rapid.SampledFrom(staffing.ChangeKinds()).Draw(t, "kind")
			list = append(list, c)
		}
		answers := []Answer{{"GRDrs 1/2015", []string{"1/2015"}}, {"GRDrs 2/2015", []string{"1/2015"}}}
		met, used := Met(list, answers), map[string]bool{}
		for _, c := range list {
			by := met[c.ID]
			if by != "" && (c.Stage != staffing.Asked || c.Paper != "Antrag 1/2015" || used[by]) {
				t.Errorf("%s is met by %s: %v", c.ID, by, met)
			}
			used[by] = used[by] || by != ""
		}
		if len(Without(list, met)) != len(list)-len(met) {
			t.Error("more is left out than is met")
		}
		order := rapid.Permutation(list).Draw(t, "order")
		if again := Met(order, answers); !maps.Equal(met, again) {
			t.Errorf("%v in another order: %v", met, again)
		}
	})
}
