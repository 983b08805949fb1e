// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"net/http"
	"strings"
	"testing"

	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	"planraum/internal/desk/measures"
)

// TestSteeringLists: meetings, decisions, actions, goals and measures as they were known
// on a day; the meeting and its decision come from minutes.
func TestSteeringLists(t *testing.T) {
	c := newCity(t)
	if err := c.Steering.LoadExample(t.Context(), testNow()); err != nil {
		t.Fatal(err)
	}
	var m SteeringMeetings
	c.get("/steering/meetings").into(http.StatusOK, &m)
	if len(m.Meetings) != 2 || m.Meetings[1].Name != "Task Force Integration" || m.Meetings[1].InviteBy.String() != "2015-11-25" || len(m.Meetings[1].Agenda) != 3 || m.Meetings[0].State != "closed" {
		t.Errorf("%+v", m.Meetings)
	}
	var d SteeringDecisions
	c.get("/steering/decisions").into(http.StatusOK, &d)
	if len(d.Decisions) != 2 || d.Decisions[1].Number != "TF 2015-1" || d.Decisions[1].Votes.For != 3 || len(d.Decisions[1].Dissents) != 1 || d.Decisions[0].Votes != nil {
		t.Errorf("%+v", d.Decisions)
	}
	var a Actions
	c.get("/steering/actions").into(http.StatusOK, &a)
	overdue := 0
	for _, one := range a.Actions {
		if one.Overdue {
			overdue++
		}
		if one.ID == "task-force-integration-2015-11-19-a5" && (one.Owner != "Liegenschaftsamt" || one.From != "task-force-integration/2015-11-19#5" || one.Due.String() != "2015-12-02") {
			t.Errorf("%+v", one)
		}
	}
	if len(a.Actions) != 10 || overdue != 3 {
		t.Errorf("%d actions, %d overdue", len(a.Actions), overdue)
	}
	var g Goals
	c.get("/steering/goals").into(http.StatusOK, &g)
	var ms Measures
	c.get("/steering/measures?as_of=2017-06-30").into(http.StatusOK, &ms)
	if len(g.Goals) == 0 || g.Goals[0].Value == 0 || len(ms.Measures) < 5 || ms.Measures[0].Cost == nil {
		t.Errorf("%+v %+v", g.Goals, ms.Measures)
	}
	c.get("/steering/decisions?as_of=2015-11-18").into(http.StatusOK, &d)
	if len(d.Decisions) != 0 {
		t.Errorf("decisions before the meeting: %+v", d.Decisions)
	}
	for _, one := range ms.Measures {
		if one.ID == "tranche-6" && (one.Expect == nil || one.Expect.Change != 5 || one.Expect.Check.String() != "2017-04-30" || one.Says == nil) {
			t.Errorf("%+v", one)
		}
	}
	c.get("/steering/actions?owner=x").refused(http.StatusUnprocessableEntity)
}

// TestActionWithExpectation: an action that is to move a figure says which, by how much
// and until when, and what is to be seen of it; another one says nothing of it.
func TestActionWithExpectation(t *testing.T) {
	c := newCity(t)
	expect := measure.Expectation{Indicator: "accommodation.persons", Area: "08111000", Change: -250, Said: period.Day(2015, 11, 27), Check: period.Day(2016, 6, 30)}
	kept, err := c.Measures.SaveAction(t.Context(), steering.Action{
		Title: "Freie Wohnungen melden", Owner: "Sozialamt", State: steering.Open, Opened: period.Day(2015, 11, 27), Origin: steering.Origin{Kind: steering.FromOffice, By: "Amt"}, Expect: &expect,
	}, measures.Change{Day: period.Day(2015, 11, 27), By: "Probe", Now: testNow()})
	if err != nil {
		t.Fatal(err)
	}
	var a Actions
	c.get("/steering/actions?as_of=2016-12-31").into(http.StatusOK, &a)
	for _, one := range a.Actions {
		switch {
		case one.ID != kept.ID && (one.Expect != nil || one.Says != nil || one.Off == nil || len(one.Off) != 0):
			t.Errorf("%s says %+v", one.ID, one)
		case one.ID == kept.ID && (one.Expect == nil || measure.Expectation(*one.Expect) != expect || one.Says == nil || !strings.HasPrefix(one.Says.De, "Der Wert am Prüftag")):
			t.Errorf("%+v", one)
		}
	}
}
