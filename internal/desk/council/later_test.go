// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"errors"
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/register"
	desk "planraum/internal/desk/council"
	"planraum/internal/fault"
)

// TestLaterDay: a step as of a day after which the paper was changed says as of which day
// it goes on; one on a version that was overtaken on the same day does not send anywhere.
func TestLaterDay(t *testing.T) {
	d, _ := town(t)
	p := paper()
	p.Signers = nil
	id := save(t, d, p)
	seen := get(t, d, id)
	later := doing(seen.Version)
	later.Day = today.AddDays(3)
	changed := seen.Paper
	changed.Title = "Anders"
	if _, err := d.Save(as(identity.Planner), changed, later); err != nil {
		t.Fatal(err, fault.RowsOf(err))
	}
	var early register.TooEarly
	_, err := d.Try(as(identity.Planner), id, council.Act{Kind: council.Ready}, doing(seen.Version))
	if !errors.As(err, &early) || early.Earliest != later.Day || fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.SayOf(err).De, "30.11.2015") {
		t.Errorf("%v: %v", early.Earliest, err)
	}
	later.Base = seen.Version
	_, err = d.Try(as(identity.Planner), id, council.Act{Kind: council.Ready}, later)
	if fault.KindOf(err) != fault.Conflict || errors.As(err, &early) {
		t.Errorf("overtaken on the same day: %v", err)
	}
}

// TestFoundByNumber: whoever searches for a number or a key finds that paper first,
// however it is spaced.
func TestFoundByNumber(t *testing.T) {
	d, _ := town(t)
	id := save(t, d, motion("864/2015", "Planung", today))
	save(t, d, motion("908/2015", "Wie 864/2015: Antrag 864/2015", today))
	for _, words := range []string{"864/2015", "864 / 2015", id} {
		m, err := d.Motions(as(identity.Planner), today, desk.Filter{Words: words})
		if err != nil || len(m.List) == 0 || m.List[0].ID != id {
			t.Errorf("%q: %v %v", words, m.List, err)
		}
	}
}
