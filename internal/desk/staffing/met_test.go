// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing_test

import (
	"encoding/json"
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	desk "planraum/internal/desk/staffing"
	"planraum/internal/method/postplan"
	"planraum/internal/text"
)

func (b books) put(t *testing.T, kind register.Kind, key string, known period.Date, noun any) {
	t.Helper()
	body, err := json.Marshal(noun)
	if err != nil {
		t.Fatal(err)
	}
	b[kind] = append(b[kind], register.Record{ID: int64(1000 + len(b[kind])), Kind: kind, Key: key, KnownFrom: known, Body: body})
}

// TestMotionAnswered: the post that motion 864/2015 asks for is decided by a paper that
// answers it. The double budget has it once, at twelve months of 3,489.62 EUR (EG 13
// step 1) to 5,270.33 EUR (step 6), 41,875.44 to 63,243.96 EUR: what the motion asks for counts
// up to the day on which the change of the paper is known, and again if it is taken back.
func TestMotionAnswered(t *testing.T) {
	december := period.Day(2015, 12, 18)
	motion := council.Paper{ID: "haushaltsantrag-864-2015", Reference: "864/2015", Type: council.BudgetAsk, State: council.Received, Title: "Stelle"}
	answer := council.Paper{ID: "grdrs-2001-2015", Reference: "GRDrs 2001/2015", Type: council.Resolution, State: council.Decided, Title: "Stelle", Answers: []string{motion.ID}}
	given := staffing.PostChange{
		ID: "2001", Paper: answer.Reference, Kind: staffing.Create, Stage: staffing.Settled, On: december, From: period.Day(2016, 1, 1), Budget: 2016,
		Unit: "Sozialamt", Grade: "EG 13", Share: 100, KnownFrom: december, Source: "Probe",
	}
	b := exampleBooks(t)
	b.put(t, register.Paper, motion.ID, november, motion)
	b.put(t, register.Paper, answer.ID, december, answer)
	before, err := desk.New(b).Effect(t.Context(), december, given)
	if err != nil || before.Sum.After[0].Posts-before.Sum.Before[0].Posts != 100 {
		t.Errorf("decided, it is one post more than what is decided: %+v %v", before.Sum, err)
	}
	proposed := given
	proposed.Stage = staffing.Asked
	if e, err := desk.New(b).Effect(t.Context(), december, proposed); err != nil || e.Sum.After[0].Posts != e.Sum.Before[0].Posts || e.Sum.After[0].Cost.Low != e.Sum.Before[0].Cost.Low {
		t.Errorf("proposed, it stands for the motion's: %+v %v", e.Sum, err)
	}
	b.put(t, register.Post, given.ID, december, given)
	for name, c := range map[string]struct {
		asOf    period.Date
		asked   int
		instead string
	}{"before the paper": {november, 1, ""}, "after it": {december, 0, "GRDrs 2001/2015"}} {
		budget, err := desk.New(b).Biennium(t.Context(), c.asOf, 2016, desk.Assumed{})
		if err != nil {
			t.Fatal(err)
		}
		var posts unit.FTE
		var low, high unit.Cents
		for _, l := range budget.Lines {
			if l.Grade == "EG 13" {
				posts, low, high = posts+l.Years[0].Posts, low+l.Years[0].Cost.Low, high+l.Years[0].Cost.High
			}
		}
		if posts != 100 || low != 41_875_44 || high != 63_243_96 {
			t.Errorf("%s: %d hundredths of posts cost %d to %d cents", name, posts, low, high)
		}
		if last := budget.Stages[len(budget.Stages)-1]; last.Changes != c.asked || budget.Instead("864-2015-1") != c.instead {
			t.Errorf("%s: %d asked for, %q instead", name, last.Changes, budget.Instead("864-2015-1"))
		}
	}
	answer.Withdrawn = true
	last := len(b[register.Paper]) - 1
	b[register.Paper] = b[register.Paper][:last]
	b.put(t, register.Paper, answer.ID, december, answer)
	p, err := desk.New(b).PostPlan(t.Context(), december, period.Day(2016, 1, 1), staffing.Asked)
	if err != nil || len(p.Met) != 0 {
		t.Errorf("a paper that was taken back answers: %v %v", p.Met, err)
	}
}

// TestDue: an issued paper's post is due as a proposal, a decided one's with the day and the
// result of the vote; what was voted down and never recorded is not.
func TestDue(t *testing.T) {
	on, voted := period.Day(2015, 11, 1), period.Day(2015, 12, 3)
	paper := council.Paper{
		ID: "p", Reference: "GRDrs 1/2015", Type: council.Resolution, State: council.Issued, On: on,
		Order: []council.Consultation{{Committee: "SGA", Step: council.Preliminary, On: on, Result: council.Accepted}, {Committee: "GR", Step: council.Decision}},
		Posts: []council.PostRequest{{Unit: "Sozialamt", Grade: "EG 9", Share: 100, From: period.Day(2016, 1, 1)}},
	}
	if c := desk.ChangeOf(paper, 0, voted); c.Stage != staffing.Asked || c.On != on {
		t.Errorf("issued: %+v", c)
	}
	asked := desk.ChangeOf(paper, 0, voted)
	known := []desk.Entry[staffing.PostChange]{{Noun: asked}}
	if list := desk.DueOf([]council.Paper{paper}, known, voted); len(list) != 0 {
		t.Errorf("recorded, and due: %+v", list)
	}
	paper.State, paper.Order[1].On, paper.Order[1].Result = council.Decided, voted, council.Amended
	if c := desk.ChangeOf(paper, 0, voted); c.Stage != staffing.Settled || c.On != voted {
		t.Errorf("decided: %+v", c)
	}
	if list := desk.DueOf([]council.Paper{paper}, known, voted); len(list) != 1 || list[0].Known == nil {
		t.Errorf("voted on, and not due: %+v", list)
	}
	paper.Order[1].Result = council.Rejected
	if c := desk.ChangeOf(paper, 0, voted); c.Stage != staffing.Refused {
		t.Errorf("rejected: %+v", c)
	}
	if list := desk.DueOf([]council.Paper{paper}, nil, voted); len(list) != 0 {
		t.Errorf("voted down and due: %+v", list)
	}
}

// TestDueWithoutList: a change of a decided paper that is still on its way is due, though
// the paper lists no posts.
func TestDueWithoutList(t *testing.T) {
	voted := period.Day(2015, 12, 17)
	paper := council.Paper{
		ID: "p", Reference: "GRDrs 950/2015", Type: council.Resolution, State: council.Decided, On: november,
		Order: []council.Consultation{{Committee: "GR", Step: council.Decision, On: voted, Result: council.Accepted}},
	}
	c := create("950", "EG 13", 50, period.Day(2016, 1, 1), period.Date{})
	c.Paper, c.Stage = paper.Reference, staffing.InDraft
	list := desk.DueOf([]council.Paper{paper}, []desk.Entry[staffing.PostChange]{{Noun: c}}, voted)
	if len(list) != 1 || list[0].N != -1 {
		t.Fatalf("%+v", list)
	}
	if e := list[0].Entered(voted); e.ID != "950" || e.Stage != staffing.Settled || e.On != voted || e.Share != 50 {
		t.Errorf("%+v", e)
	}
	c.Stage = staffing.Settled
	if list := desk.DueOf([]council.Paper{paper}, []desk.Entry[staffing.PostChange]{{Noun: c}}, voted); len(list) != 0 {
		t.Errorf("recorded, and due: %+v", list)
	}
}

// TestBudgetOfAChange: the double budget is one in whose years the change holds, or for
// which it was decided in advance (GRDrs 607/2012: two years).
func TestBudgetOfAChange(t *testing.T) {
	for budget, want := range map[int]bool{0: true, 2018: true, 2016: true, 2015: true, 99: false, 2020: false, 2012: false} {
		c := create("a", "EG 9", 100, period.Day(2016, 3, 1), period.Date{})
		c.Budget = budget
		if good := len(c.Check()) == 0; good != want {
			t.Errorf("%d: %v", budget, c.Check())
		}
	}
}

// TestFillingIsAReport: what is filled is a fact; it cannot be asked for, so that posts
// nobody has decided never allow staff.
func TestFillingIsAReport(t *testing.T) {
	fill := staffing.PostChange{ID: "f", Paper: "Meldung", Kind: staffing.Fill, Stage: staffing.Asked, On: november, From: november, Unit: "Sozialplanung", Grade: "EG 13", Share: 100, KnownFrom: november, Source: "Probe"}
	list := fill.Check()
	if len(list) != 1 || list[0].Path != "stage" || !strings.Contains(list[0].Expected.In(text.De), "beschlossen") {
		t.Errorf("%+v", list)
	}
	fill.Stage, fill.From = staffing.Settled, period.Day(2016, 2, 1)
	p, err := city(t).PostPlan(t.Context(), november, fill.From, staffing.Settled)
	if err != nil {
		t.Fatal(err)
	}
	if found := p.With(fill).Findings; len(found) == 0 || found[len(found)-1].Change != "f" || found[len(found)-1].What != postplan.Unknown {
		t.Errorf("a post that a motion asks for is filled: %+v", found)
	}
}

// TestFillingExplained: of 10.00 reported posts the oldest authorisation takes its 7.60
// (GRDrs 591/2014), the next 2.40 of its 10.17 (GRDrs 383/2015); each number says how much
// was reported and how much of it falls on what.
func TestFillingExplained(t *testing.T) {
	b := exampleBooks(t)
	fill := staffing.PostChange{ID: "f", Paper: "Meldung", Kind: staffing.Fill, Stage: staffing.Settled, On: november, From: november, Unit: "Sozialamt", Grade: "EG 9", Share: 1000, KnownFrom: november, Source: "Probe"}
	b.put(t, register.Post, "f", november, fill)
	d := desk.New(b)
	for item, want := range map[string][]string{
		"used-1": {"7,60", "Gemeldet sind 10,00 Stellen", "entfallen 7,60"}, "left-1": {"0,00", "7,60 - 7,60 = 0,00"},
		"used-2": {"2,40", "Gemeldet sind 10,00 Stellen", "entfallen 2,40"}, "left-2": {"7,77", "10,17 - 2,40 = 7,77"},
	} {
		got, err := d.DerivePlan(t.Context(), november.String(), string(staffing.Settled), item, november)
		if err != nil || got.Value.De != want[0] {
			t.Errorf("%s: %s, %v", item, got.Value.De, err)
		}
		for _, say := range want[1:] {
			if !strings.Contains(got.Rule.De, say) {
				t.Errorf("%s does not say %q: %s", item, say, got.Rule.De)
			}
		}
	}
	for _, item := range []string{"used-9", "used-0", "filled-1", "filled", "open-x"} { // no post is reported as filled
		if _, err := d.DerivePlan(t.Context(), november.String(), string(staffing.Settled), item, november); err == nil {
			t.Errorf("%s is explained", item)
		}
	}
}

// TestPayHasItsSource: a cost leads to the rows of the pay tables that it is reckoned
// from: grade, step, validity, source, and whether the row was printed.
func TestPayHasItsSource(t *testing.T) {
	b, err := city(t).Biennium(t.Context(), november, 2016, desk.Assumed{Step: 1})
	if err != nil {
		t.Fatal(err)
	}
	got, err := city(t).DeriveBiennium(t.Context(), b, string(staffing.Asked), 2016, "low")
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, line := range got.From {
		for _, part := range line.From {
			for _, row := range part.From {
				rows = append(rows, row.Name.De+" | "+row.Value.De+" | "+row.Note.De)
				if row.Source == "" {
					t.Errorf("%s has no source", row.Name.De)
				}
			}
		}
	}
	if all := strings.Join(rows, "\n"); !strings.Contains(all, "Entgelttabelle, EG 13 Stufe 1 | 3.489,62") || !strings.Contains(all, "gilt vom 01.03.2015 bis 29.02.2016; nicht gedruckt") {
		t.Errorf("the rows are\n%s", all)
	}
}
