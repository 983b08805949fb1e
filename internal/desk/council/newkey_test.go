// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"strings"
	"testing"

	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/fault"
)

// TestSameTitle: two papers may have one title; the same form sent twice makes one; and a
// number that another paper has is refused with that paper.
func TestSameTitle(t *testing.T) {
	d, _ := town(t)
	ctx := as(identity.Planner)
	key := func(n int) string {
		t.Helper()
		p := paper()
		p.Reference = ""
		if n > 0 {
			p.On = today.AddDays(n)
		}
		id, err := d.KeyFor(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	keep := func(id string, n int) error {
		p := paper()
		p.ID, p.Reference = id, ""
		if n > 0 {
			p.On = today.AddDays(n)
		}
		_, err := d.Save(ctx, p, doing(0))
		return err
	}
	for n, want := range []string{"standorte", "standorte-2", "standorte-3"} {
		if got := key(n); got != want {
			t.Errorf("key %q, want %q", got, want)
		}
		if err := keep(want, n); err != nil {
			t.Fatal(err)
		}
	}
	if got := key(0); got != "standorte" {
		t.Errorf("the form sent twice makes %q", got)
	}
	if err := keep("standorte", 0); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "already with the same entries") {
		t.Errorf("sent twice: %v", err)
	}

	first := paper()
	if _, err := d.Save(ctx, first, doing(0)); err != nil {
		t.Fatal(err)
	}
	second := paper()
	second.Title = "Etwas anderes"
	var err error
	if second.ID, err = d.KeyFor(ctx, second); err != nil || second.ID != "grdrs-1-2016-2" {
		t.Fatal(second.ID, err)
	}
	rows, err := d.Faults(ctx, second, today)
	if err != nil || len(rows) != 1 || rows[0].Column != "reference" || !strings.Contains(rows[0].Expected.De, "diese hat „Standorte“") {
		t.Errorf("%v %v", rows, err)
	}
	if list, err := d.Paper(ctx, "standorte-3", period.Date{}); err != nil || list.Title != "Standorte" {
		t.Error(list.Title, err)
	}
}
