// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"bytes"
	"sync"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/planfile"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

func stored(t *testing.T, c *citytest.City, id string) (plan.Plan, int64) {
	t.Helper()
	p, err := c.Planning.Plan(t.Context(), id, citytest.Today())
	if err != nil {
		t.Fatal(err)
	}
	return p.Plan, p.Version
}

func versions(t *testing.T, c *citytest.City, id string) []register.Record {
	t.Helper()
	list, err := c.Store.Versions(t.Context(), register.Plan, id)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func save(t *testing.T, c *citytest.City, p plan.Plan, base int64) error {
	t.Helper()
	return c.Planning.Save(t.Context(), p, base, "Sozialplanung", citytest.Now)
}

func TestSave(t *testing.T) {
	c := citytest.Example(t)
	p, base := stored(t, c, newPlanning)
	start := unit.Headcount(7127)
	p.Start.Persons = &start
	if err := save(t, c, p, base); err != nil {
		t.Fatal(err)
	}
	got, next := stored(t, c, newPlanning)
	if next == base || *got.Start.Persons != start || len(versions(t, c, newPlanning)) != 2 {
		t.Errorf("version %d after %d: %d persons", next, base, *got.Start.Persons)
	}
	if m := at(t, ran(t, c, newPlanning), "2016-12"); m.Persons != 12194-7744+7127 {
		t.Errorf("the run after saving has %d persons", m.Persons)
	}
	// A planner who still has the first version before him is told so.
	start = 1
	before := c.Position(t)
	if err := save(t, c, p, base); fault.KindOf(err) != fault.Conflict {
		t.Errorf("saving over a newer version: %v", err)
	}
	if err := save(t, c, p, 0); fault.KindOf(err) != fault.Conflict {
		t.Errorf("saving a new plan over an old one: %v", err)
	}
	p.ID = "brand-new"
	if err := save(t, c, p, base); fault.KindOf(err) != fault.Conflict {
		t.Errorf("saving a new plan with the version of another: %v", err)
	}
	if c.Position(t) != before {
		t.Error("a conflict stored something")
	}
	if err := save(t, c, p, 0); err != nil {
		t.Errorf("saving a new plan: %v", err)
	}
}

// TestSaveEarlierDay: a plan whose day is set back is still what its newest
// version says; what it said before stays as it was on its days.
func TestSaveEarlierDay(t *testing.T) {
	c := citytest.Example(t)
	p, base := stored(t, c, newPlanning)
	p.AsOf = period.Day(2015, 11, 1)
	if err := save(t, c, p, base); err != nil {
		t.Fatal(err)
	}
	got, next := stored(t, c, newPlanning)
	if got.AsOf != p.AsOf || next <= base {
		t.Errorf("after saving the plan is of %s, version %d; want %s", got.AsOf, next, p.AsOf)
	}
	if err := save(t, c, p, next); err != nil {
		t.Errorf("saving once more: %v", err)
	}
	if _, err := c.Planning.Plan(t.Context(), newPlanning, period.Day(2015, 11, 26)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the plan was known before its first version: %v", err)
	}
}

// TestSaveContradiction: all that contradicts is named at once, and nothing is
// stored.
func TestSaveContradiction(t *testing.T) {
	c := citytest.Example(t)
	p, base := stored(t, c, newPlanning)
	p.Arrivals[1].From = p.Arrivals[0].From // overlaps
	p.Departures[0].To = p.Departures[0].From - 1
	p.Supply.Certainties = nil
	position, count := c.Position(t), len(versions(t, c, newPlanning))
	err := save(t, c, p, base)
	if fault.KindOf(err) != fault.Invalid {
		t.Fatalf("saving a contradiction: %v", err)
	}
	columns := map[string]bool{}
	for _, r := range fault.RowsOf(err) {
		columns[r.Column] = true
		if r.File != p.Name || r.Expected.De == "" || r.Expected.En == "" {
			t.Errorf("fault %+v", r)
		}
	}
	for _, want := range []string{"arrivals[1].months", "departures[0].months", "places.certainties"} {
		if !columns[want] {
			t.Errorf("no fault at %s: %v", want, columns)
		}
	}
	if c.Position(t) != position || len(versions(t, c, newPlanning)) != count {
		t.Error("a refused plan left something behind")
	}
}

// TestSaveAtOnce: of several planners who save the same version at once
// exactly one is served.
func TestSaveAtOnce(t *testing.T) {
	c := citytest.Example(t)
	p, base := stored(t, c, newPlanning)
	var group sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		group.Go(func() { errs[i] = save(t, c, p, base) })
	}
	group.Wait()
	served := 0
	for _, err := range errs {
		switch {
		case err == nil:
			served++
		case fault.KindOf(err) != fault.Conflict:
			t.Error(err)
		}
	}
	if served != 1 || len(versions(t, c, newPlanning)) != 2 {
		t.Errorf("%d were served, %d versions", served, len(versions(t, c, newPlanning)))
	}
}

// TestSavedPlanAsFile: a stored plan written as a file and read again is the
// same run.
func TestSavedPlanAsFile(t *testing.T) {
	c := citytest.Example(t)
	p, _ := stored(t, c, newPlanning)
	var file bytes.Buffer
	if err := planfile.Write(&file, p); err != nil {
		t.Fatal(err)
	}
	run, err := c.Planning.Try(t.Context(), read(t, file.String()))
	if err != nil || run.Digest != ran(t, c, newPlanning).Digest {
		t.Errorf("digest %s of the file, %s of the plan, %v", run.Digest, ran(t, c, newPlanning).Digest, err)
	}
}
