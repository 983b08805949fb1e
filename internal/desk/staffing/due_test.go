// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing_test

import (
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	desk "planraum/internal/desk/staffing"
)

// TestNotBeforeTheDecision: a post that is asked for from 1 January and decided on on 11
// February is entered from that day on; who enters or fills it before is warned.
func TestNotBeforeTheDecision(t *testing.T) {
	asked, voted := period.Day(2016, 1, 1), period.Day(2016, 2, 11)
	p := council.Paper{
		Reference: "GRDrs 1/2016", State: council.Decided, Order: []council.Consultation{{Committee: "GR", Step: council.Decision, On: voted, Result: council.Accepted}},
		Posts: []council.PostRequest{{Unit: "Sozialamt", Grade: "EG 13", Share: 50, From: asked}, {Unit: "Sozialamt", Grade: "EG 13", Share: 100, From: period.Day(2016, 7, 1)}},
	}
	due := desk.DueOf([]council.Paper{p}, nil, voted)
	if len(due) != 2 || due[0].Change(voted).From != asked || due[0].Entered(voted).From != voted || due[1].Entered(voted).From != p.Posts[1].From {
		t.Fatalf("%+v", due)
	}
	c := due[0].Entered(voted)
	c.ID, c.Source = "stelle", "Probe"
	fill := c
	fill.ID, fill.Kind, fill.From, fill.On = "besetzt", staffing.Fill, period.Day(2016, 1, 15), voted
	for name, x := range map[string]struct {
		from  period.Date
		fills bool
		want  string // empty: no warning
	}{
		"on the day": {voted, false, ""}, "before it": {asked, false, "Entschieden ist darüber am 11.02.2016."}, "filled before it": {asked, true, "Über diese Stellen ist am 11.02.2016 entschieden worden (GRDrs 1/2016)"},
	} {
		c.From = x.from
		plan, err := with(t, payRecords(t), c).PostPlan(t.Context(), period.Day(2016, 12, 31), fill.From, staffing.Settled)
		if err != nil {
			t.Fatal(err)
		}
		said := desk.EarlyWords(plan, c)
		if x.fills {
			said = desk.EarlyWords(plan.With(fill), fill)
		}
		if x.want == "" && len(said) == 0 {
			continue
		}
		if len(said) != 1 || x.want == "" || !strings.Contains(said[0].De, x.want) {
			t.Errorf("%s: %+v", name, said)
		}
	}
}
