// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering_test

import (
	"strings"
	"testing"

	"planraum/internal/city/steering"
	. "planraum/internal/desk/steering"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// TestTakerChangedLater: a body that was changed on a later day cannot take undecided
// items over before it. It is told so of each, at its point, and another body takes them;
// who brought an item in stays with it, also when it is handed on once more.
func TestTakerChangedLater(t *testing.T) {
	c := citytest.Empty(t)
	d := c.Steering
	for key, short := range map[string]string{"tf": "TF", "vs": "VS", "ag": "AG"} {
		setUp(t, d, body(key, short))
	}
	m, err := d.Plan(t.Context(), steering.Meeting{
		Body: "tf", Day: monday, Nth: 1, Begins: "14:00", Ends: "15:00", Urgency: "eilig",
		Agenda: []steering.Item{{Title: "Standort", Wish: steering.Decide, Office: "Hochbauamt"}},
	}, 0, on(monday))
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Meeting(t.Context(), "tf", m.Slug(), monday)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(t.Context(), r.Key(), steering.Minutes{}, r.Record, on(monday)); err != nil {
		t.Fatal(err)
	}
	later := monday.AddDays(7)
	vs, err := d.Body(t.Context(), "vs", later)
	if err != nil {
		t.Fatal(err)
	}
	changed := vs.Body
	changed.Purpose = "Standorte"
	if err := d.SetUp(t.Context(), changed, vs.Record, on(later)); err != nil {
		t.Fatal(err)
	}
	list, err := d.Successors(t.Context(), "tf", monday)
	if err != nil || len(list) != 2 || !list[0].Changed.IsZero() || list[1].Key != "vs" || list[1].Changed != later {
		t.Fatalf("%+v, %v", list, err)
	}
	hand := func(from, to string) error {
		points, err := d.Open(t.Context(), from, monday)
		if err != nil || len(points) != 1 || points[0].Office != "Hochbauamt" {
			t.Fatalf("%s holds %+v, %v", from, points, err)
		}
		sheet, err := d.Body(t.Context(), from, monday)
		if err != nil {
			t.Fatal(err)
		}
		e := Ending{Body: from, Reason: "geht über", To: map[string]string{points[0].ID: to}}
		checked := d.CheckEnd(t.Context(), e, monday)
		ended := d.End(t.Context(), e, sheet.Record, on(monday))
		if (checked == nil) != (ended == nil) {
			t.Errorf("checked: %v, ended: %v", checked, ended)
		}
		return ended
	}
	rows := fault.RowsOf(hand("tf", "vs"))
	if len(rows) != 1 || rows[0].Value != "vs" || !strings.HasPrefix(rows[0].Expected.De, "ein anderes Gremium: Dieses wurde am 14.03.2016 schon geändert") {
		t.Errorf("%+v", rows)
	}
	setUp(t, d, body("lg", "LG"))
	for _, way := range [][2]string{{"tf", "ag"}, {"ag", "lg"}} {
		if err := hand(way[0], way[1]); err != nil {
			t.Fatal(err)
		}
	}
	last, err := d.Open(t.Context(), "lg", monday)
	if err != nil || len(last) != 1 || last[0].Office != "Hochbauamt" {
		t.Errorf("%+v, %v", last, err)
	}
}
