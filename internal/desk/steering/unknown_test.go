// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering_test

import (
	"encoding/json"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// TestUnknownOfPlans: the lead of a body, offices and papers of an agenda are known to
// the city, or refused with what was typed; what stood there before stays.
func TestUnknownOfPlans(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		b := body("tf", "TF")
		b.Lead = "Mondamt"
		if rows := fault.RowsOf(c.Steering.SetUp(t.Context(), b, 0, on(monday))); len(rows) != 1 || rows[0].Column != "lead" || rows[0].Value != "Mondamt" {
			t.Errorf("lead: %v", rows)
		}
		b.Lead = "Sozialamt" // sits in it
		setUp(t, c.Steering, b)
		paper, _ := json.Marshal(council.Paper{ID: "grdrs-1-2016", Reference: "GRDrs 1/2016", Type: council.Report, State: council.Issued})
		next := []register.Next{{Record: register.Record{Kind: register.Paper, Key: "grdrs-1-2016", KnownFrom: monday, Body: paper}}}
		if err := c.Store.AppendAllAfter(t.Context(), figure.Batch{Kind: "paper", File: "x", By: "x", Rows: 1, RecordedAt: on(monday).Now}, next); err != nil {
			t.Fatal(err)
		}
		m := steering.Meeting{
			Body: "tf", Day: monday, Nth: 1, Begins: "14:00", Ends: "15:00", Urgency: "eilig",
			Agenda: []steering.Item{
				{Title: "Lage", Wish: steering.Inform, Office: "Sozialamt", Papers: []string{"grdrs  1/2016"}},
				{Title: "Standort", Wish: steering.Decide, Office: "Mondamt", Papers: []string{"GRDrs 1/2016", "GRDrs 9999/2016"}},
			},
		}
		_, err := c.Steering.Plan(t.Context(), m, 0, on(monday))
		rows := fault.RowsOf(err)
		if len(rows) != 2 || rows[0].Column != "agenda[1].office" || rows[0].Value != "Mondamt" || rows[1].Column != "agenda[1].papers" || rows[1].Value != "GRDrs 9999/2016" {
			t.Errorf("%v %v", err, rows)
		}
		m.Agenda = m.Agenda[:1]
		if _, err := c.Steering.Plan(t.Context(), m, 0, on(monday)); err != nil {
			t.Errorf("%v %v", err, fault.RowsOf(err))
		}
	})
}
