// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval_test

import (
	"context"
	"slices"
	"testing"

	"planraum/internal/city/approval"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	desk "planraum/internal/desk/approval"
	"planraum/internal/fault"
)

func want(t *testing.T, what string, got []int64, want ...int64) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: seen are %v, want %v", what, got, want)
	}
}

// TestReleasedView: what a reader of released figures sees from the first count
// to its correction and back, on both databases.
func TestReleasedView(t *testing.T) {
	databases(t, func(t *testing.T, h *house) {
		all := figure.Query{Indicators: []string{persons}}
		h.add(t, "Amt", count("GRDrs 1/2016", march, 100))
		want(t, "published", h.seen(t, all), 100)
		first := h.add(t, "Amt", count("Zählung April", april, 200))
		h.add(t, "Amt", count("zeitung.de 1", april, 210))
		h.add(t, "Amt", count("irgendwer", april, 220))
		want(t, "nothing released yet", h.seen(t, all), 100)
		if n, total, err := h.desk.Unreleased(t.Context(), period.Date{}); n != 3 || total != 4 || err != nil {
			t.Errorf("%d of %d are not released, %v", n, total, err)
		}
		if n, total, _ := h.desk.Unreleased(t.Context(), april.First()); n != 0 || total != 0 {
			t.Errorf("on 1 April %d of %d were known", n, total)
		}
		h.do(t, approval.Check, "zaehlung", april, identity.Demonstration(identity.Planner))
		want(t, "checked", h.seen(t, all), 100)
		if err := h.try(t, approval.Release, "zaehlung", april, identity.Demonstration(identity.Coordinator)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("somebody else than a steward released: %v", err)
		}
		h.do(t, approval.Release, "zaehlung", april, identity.Demonstration(identity.Steward))
		want(t, "released", h.seen(t, all), 100, 200)
		locked, err := h.desk.Locked(t.Context())
		if err != nil || len(locked) != 1 || !locked[approval.Unit{Source: "zaehlung", Month: april}] {
			t.Errorf("locked are %v, %v", locked, err)
		}
		if u, err := h.desk.UnitOf(t.Context(), "Zählung nachgereicht", period.InMonth(april)); err != nil || !locked[u] {
			t.Errorf("a new figure falls into %v, %v", u, err)
		}

		second := h.add(t, "Amt", count("Zählung April, berichtigt", april, 201))
		want(t, "corrected, not released", h.seen(t, all), 100, 200)
		if locked, _ = h.desk.Locked(t.Context()); len(locked) != 0 {
			t.Errorf("after a correction %v are locked", locked)
		}
		if _, err := h.ledger.Figure(released(t), second); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the correction can be asked for: %v", err)
		}
		if f, err := h.ledger.Figure(released(t), first); err != nil || f.Release.By != "Datenverantwortung" || f.Release.State != approval.Released {
			t.Errorf("the released figure stands as %+v, %v", f.Release, err)
		}
		h.do(t, approval.Check, "zaehlung", april, identity.Demonstration(identity.Planner))
		h.do(t, approval.Release, "zaehlung", april, identity.Demonstration(identity.Steward))
		want(t, "corrected and released", h.seen(t, all), 100, 200, 201)
		h.do(t, approval.Withdraw, "zaehlung", april, identity.Demonstration(identity.Steward))
		want(t, "withdrawn", h.seen(t, all), 100)

		h.do(t, approval.Check, "zeitung", april, identity.Demonstration(identity.Planner))
		h.do(t, approval.Release, "zeitung", april, identity.Demonstration(identity.Steward))
		want(t, "the press, released by a steward", h.seen(t, all), 100, 210)
	})
}

// TestSheet: the page of a month shows what its release would change.
func TestSheet(t *testing.T) {
	databases(t, func(t *testing.T, h *house) {
		same, other := count("Zählung", april, 7), count("Zählung", april, 8)
		same.Area, other.Indicator = mitte, sites
		old := same
		old.Source = "GRDrs 2/2016"
		h.add(t, "Amt", count("GRDrs 1/2016", april, 100), old)
		h.add(t, "Sozialplanung", count("Zählung", april, 101), same, other)
		sheet, err := h.desk.Sheet(t.Context(), approval.Unit{Source: "zaehlung", Month: april})
		if err != nil {
			t.Fatal(err)
		}
		if sheet.Effect != (desk.Effect{New: 1, Changed: 1, Same: 1}) || sheet.Waiting != 3 || len(sheet.Changes) != 3 {
			t.Errorf("the effect is %+v of %d changes", sheet.Effect, len(sheet.Changes))
		}
		for _, c := range sheet.Changes {
			if !c.Counts || (c.Before == nil) != (c.Indicator == sites) || c.Before != nil && c.Area == city && c.Before.Value.Amount != 100 {
				t.Errorf("%s in %s: %+v before", c.Indicator, c.Area, c.Before)
			}
		}
		if err := sheet.Forbids(approval.Check, identity.Demonstration(identity.Public)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("the public may check: %v", err)
		}
		if err := sheet.Forbids(approval.Check, identity.Demonstration(identity.Planner)); err != nil {
			t.Errorf("a planner may not check: %v", err)
		}
		position := sheet.Position
		h.add(t, "Amt", count("Zählung", april, 102))
		err = h.desk.Do(t.Context(), desk.Order{Unit: sheet.Unit, Act: approval.Check, By: identity.Demonstration(identity.Planner), Seen: position, Now: now})
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("what came in behind the page was checked with it: %v", err)
		}
		if _, err := h.desk.Sheet(t.Context(), approval.Unit{Source: "zaehlung", Month: march}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a month without figures: %v", err)
		}
		if err := h.try(t, approval.Check, "rat", april, identity.Demonstration(identity.Planner)); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a published month was checked: %v", err)
		}
	})
}

type findings map[string]int

func (f findings) Open(_ context.Context, source string, _ period.Month) (int, error) {
	return f[source], nil
}

// TestUnits: the list names what waits for whom.
func TestUnits(t *testing.T) {
	databases(t, func(t *testing.T, h *house) {
		h.add(t, "Amt", count("GRDrs 1/2016", april, 100), count("Zählung", april, 1), count("Zählung", march, 2))
		h.do(t, approval.Check, "zaehlung", march, identity.Demonstration(identity.Coordinator))
		lines, err := h.desk.Units(t.Context(), period.Date{}, desk.Filter{})
		if err != nil || len(lines) != 3 {
			t.Fatalf("%d lines, %v", len(lines), err)
		}
		var states []approval.State
		for _, l := range lines {
			states = append(states, l.State)
		}
		if !slices.Equal(states, []approval.State{approval.Published, approval.Entered, approval.Checked}) {
			t.Errorf("the states are %v", states)
		}
		if l := lines[2]; l.Checked.By != "Unterbringungskoordination" || l.Entered.By != "Amt" || l.Waiting != 1 || l.Asked {
			t.Errorf("March is %+v", l)
		}
		if lines, _ = h.desk.Units(t.Context(), march.Last().AddDays(10), desk.Filter{Source: "zaehlung"}); len(lines) != 1 || lines[0].Month != march {
			t.Errorf("as of a day in April: %v", lines)
		}
		if lines, _ = h.desk.Units(t.Context(), period.Date{}, desk.Filter{States: []approval.State{approval.Checked}}); len(lines) != 1 {
			t.Errorf("checked are %v", lines)
		}
		asked := desk.New(h.store, h.store, h.store, findings{"zaehlung": 4})
		if lines, _ = asked.Units(t.Context(), period.Date{}, desk.Filter{Source: "zaehlung"}); !lines[0].Asked || lines[0].Findings != 4 {
			t.Errorf("with checks the line is %+v", lines[0])
		}
	})
}

// TestTwoAtOnce: of two stewards who release at the same time one wins.
func TestTwoAtOnce(t *testing.T) {
	databases(t, func(t *testing.T, h *house) {
		h.add(t, "Amt", count("Zählung", april, 1))
		h.do(t, approval.Check, "zaehlung", april, identity.Demonstration(identity.Planner))
		other := desk.New(h.store, h.store, h.store, nil)
		if _, err := other.Locked(t.Context()); err != nil { // has seen the month as checked
			t.Fatal(err)
		}
		errs := make(chan error)
		for _, d := range []*desk.Desk{h.desk, other} {
			go func() {
				errs <- d.Do(t.Context(), desk.Order{Unit: approval.Unit{Source: "zaehlung", Month: april}, Act: approval.Release, By: identity.Demonstration(identity.Steward), Now: now})
			}()
		}
		a, b := <-errs, <-errs
		if (a == nil) == (b == nil) || fault.KindOf(a) != fault.Conflict && fault.KindOf(b) != fault.Conflict {
			t.Errorf("both ended with %v and %v", a, b)
		}
	})
}
