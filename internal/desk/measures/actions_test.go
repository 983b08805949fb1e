// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/desk/measures"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

var day = period.Day(2016, 11, 30)

func by(base int64, why string) measures.Change {
	return measures.Change{Base: base, Day: day, By: "Sozialplanung", Why: why, Now: citytest.Now}
}

// TestNothingIsLost: whatever is done to the intake, no action is ever lost, every
// version stays as it was, who made it and why is told, and what is closed says what
// came of it.
func TestNothingIsLost(t *testing.T) {
	c := citytest.Empty(t)
	d := deskOf(c)
	seen := map[string][]string{} // the versions of each action, as they were
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 8).Draw(rt, "steps") {
			act(rt, t, d)
			look(rt, t, c, seen)
		}
	})
	if len(seen) < 20 {
		t.Errorf("only %d actions came up", len(seen))
	}
}

// act changes something at random. Refusals and conflicts are answers too.
func act(rt *rapid.T, t *testing.T, d *measures.Desk) {
	all, err := d.Actions(office(t), day, measures.Filter{})
	if err != nil {
		rt.Fatal(err)
	}
	a, change := request("Liste"), by(0, "")
	if len(all) > 0 && rapid.IntRange(0, 2).Draw(rt, "old") > 0 {
		k := rapid.SampledFrom(all).Draw(rt, "which")
		a, change = k.It, by(k.Version, rapid.SampledFrom([]string{"", "anders entschieden"}).Draw(rt, "why"))
		if rapid.IntRange(0, 9).Draw(rt, "stale") == 0 {
			change.Base--
		}
		a.State = rapid.SampledFrom(steering.ActionStates()).Draw(rt, "state")
		a.Outcome = rapid.SampledFrom([]string{"", "beantwortet"}).Draw(rt, "outcome")
		a.Closed = rapid.SampledFrom([]period.Date{{}, day}).Draw(rt, "closed")
		a.Note = rapid.SampledFrom([]string{"", "auf Amt C"}).Draw(rt, "note")
		a.Procedure = rapid.SampledFrom([]string{"", "2016-001", "2016-002", "nirgends", a.ID}).Draw(rt, "procedure")
	}
	kept, err := d.SaveAction(office(t), a, change)
	switch kind := fault.KindOf(err); {
	case err == nil && (kept.By != "Sozialplanung" || change.Base != 0 && kept.Why == ""):
		rt.Fatalf("who and why is not told: %+v", kept)
	case err != nil && kind != fault.Invalid && kind != fault.Conflict:
		rt.Fatal(err)
	case kind == fault.Invalid && err != nil && len(fault.RowsOf(err)) == 0:
		rt.Fatalf("a refusal without a reason: %v", err)
	}
}

// look compares what is there with what was.
func look(rt *rapid.T, t *testing.T, c *citytest.City, seen map[string][]string) {
	records, err := c.Store.Records(office(t), register.Action, period.Date{})
	if err != nil {
		rt.Fatal(err)
	}
	there := map[string]bool{}
	d := deskOf(c)
	for _, r := range records {
		there[r.Key] = true
		versions, err := c.Store.Versions(office(t), register.Action, r.Key)
		if err != nil {
			rt.Fatal(err)
		}
		var bodies []string
		for _, v := range versions {
			bodies = append(bodies, string(v.Body))
		}
		if was := seen[r.Key]; len(was) > len(bodies) || !slices.Equal(was, bodies[:len(was)]) {
			rt.Fatalf("versions of %s changed", r.Key)
		}
		seen[r.Key] = bodies
		k, err := d.Action(office(t), r.Key, day)
		if err != nil {
			rt.Fatal(err)
		}
		if k.It.State.Ended() && (k.It.Outcome == "" || k.It.Closed.IsZero()) || !k.It.State.Ended() && !k.It.Closed.IsZero() {
			rt.Fatalf("closed without an outcome: %+v", k.It)
		}
	}
	for key := range seen {
		if !there[key] {
			rt.Fatalf("%s is lost", key)
		}
	}
}

// TestProcedureEndsWhatIsBundled: one answer closes all requests bundled in it, in one
// piece, on both databases; where one was changed meanwhile nothing is closed.
func TestProcedureEndsWhatIsBundled(t *testing.T) {
	for name, c := range both(t) {
		t.Run(name, func(t *testing.T) {
			d := deskOf(c)
			ctx := office(t)
			save := func(a steering.Action, change measures.Change) steering.Action {
				kept, err := d.SaveAction(ctx, a, change)
				if err != nil {
					t.Fatal(err)
				}
				return kept
			}
			procedure := save(request("Gemeinsam antworten"), by(0, ""))
			one, two := request("Anfrage eins"), request("Anfrage zwei")
			one.Procedure, two.Procedure = procedure.ID, procedure.ID
			first, second := save(one, by(0, "")), save(two, by(0, ""))
			nested := request("Anfrage drei")
			nested.Procedure = first.ID
			if _, err := d.SaveAction(ctx, nested, by(0, "")); fault.KindOf(err) != fault.Invalid {
				t.Errorf("a request bundled in a bundled one: %v", err)
			}
			k, err := d.Action(ctx, procedure.ID, day)
			if err != nil {
				t.Fatal(err)
			}
			done := k.It
			done.State, done.Closed, done.Outcome = steering.Done, day, "Papier verschickt"
			effect, err := d.ActionEffect(ctx, done, by(k.Version, "beantwortet"))
			if err != nil || !strings.Contains(effect[len(effect)-1].De, first.ID+", "+second.ID) {
				t.Errorf("the effect is told as %v, %v", effect, err)
			}
			save(done, by(k.Version, "beantwortet"))
			for _, id := range []string{first.ID, second.ID} {
				b, err := d.Action(ctx, id, day)
				if err != nil || b.It.State != steering.Done || !strings.Contains(b.It.Outcome, "Papier verschickt") || b.It.Closed != day {
					t.Errorf("%s is %+v, %v", id, b.It, err)
				}
			}
			if _, err := d.SaveAction(ctx, done, by(k.Version, "noch einmal")); fault.KindOf(err) != fault.Conflict {
				t.Errorf("an old version is saved over a newer one: %v", err)
			}
			late := request("Zu spät")
			late.Procedure = procedure.ID
			if _, err := d.SaveAction(ctx, late, by(0, "")); fault.KindOf(err) != fault.Invalid {
				t.Errorf("a request is bundled into what is closed: %v", err)
			}
		})
	}
}

// TestLists: by owner, body, origin, state, overdue and search, each as of a date.
func TestLists(t *testing.T) {
	c := citytest.Example(t)
	d, stand := deskOf(c), period.Day(2015, 11, 27)
	for name, want := range map[string]struct {
		filter measures.Filter
		ids    string
	}{
		"all":       {measures.Filter{}, "2015-005 2015-007 task-force-integration-2015-11-19-a2 task-force-integration-2015-11-19-a5 2015-004 task-force-integration-2015-11-19-a7 2015-001 2015-002 2015-003 2015-006"},
		"overdue":   {measures.Filter{Overdue: true}, "2015-005 2015-007 task-force-integration-2015-11-19-a2"},
		"owner":     {measures.Filter{Owner: "Sozialamt"}, "2015-001 2015-002 2015-003"},
		"origin":    {measures.Filter{Origin: steering.FromMeeting}, "2015-007 task-force-integration-2015-11-19-a2 task-force-integration-2015-11-19-a5 task-force-integration-2015-11-19-a7"},
		"not ended": {measures.Filter{State: measures.NotEnded, Origin: steering.FromOffice}, "2015-005 2015-004"},
		"done":      {measures.Filter{State: "done"}, "2015-006"},
		"search":    {measures.Filter{Search: "freie WAEHLER konzept"}, "2015-001"},
		"number":    {measures.Filter{Search: "492/2015"}, "2015-003"},
		"nothing":   {measures.Filter{Search: "Rathausuhr"}, ""},
	} {
		list, err := d.Actions(office(t), stand, want.filter)
		var ids []string
		for _, k := range list {
			ids = append(ids, k.It.ID)
		}
		if got := strings.Join(ids, " "); err != nil || got != want.ids {
			t.Errorf("%s: %s, want %s, %v", name, got, want.ids, err)
		}
	}
	if _, err := d.Action(office(t), "2016-001", stand); fault.KindOf(err) != fault.NotFound {
		t.Errorf("what comes up later is known: %v", err)
	}
	bundled, _, err := d.Beside(office(t), "2015-004", stand)
	if err != nil || len(bundled) != 2 {
		t.Errorf("%d are bundled, %v", len(bundled), err)
	}
	_, follow, err := d.Beside(office(t), "2015-008", period.Day(2016, 12, 31))
	if err != nil || len(follow) != 1 || follow[0].It.ID != "2016-001" {
		t.Errorf("follow-ups: %+v, %v", follow, err)
	}
	owners, _, err := d.Holders(office(t), stand)
	if err != nil || len(owners) != 6 {
		t.Errorf("%+v, %v", owners, err)
	}
}

// TestExampleTranches: the published tranches with what was expected and came.
func TestExampleTranches(t *testing.T) {
	d := deskOf(citytest.Example(t))
	later := period.Day(2017, 6, 30)
	says := map[string]string{
		"tranche-1": "", "tranche-4": "noch kein gezählter", "tranche-5": "Aus so wenigen Werten ist kein Band möglich.", "tranche-6": "Bisher: Der letzte Wert (128, 31.12.2016)",
	}
	for id, want := range says {
		course, err := d.Course(office(t), id, later)
		if err != nil {
			t.Fatal(err)
		}
		if got := course.Track; got == nil && want != "" || got != nil && !strings.Contains(got.Sentence().De, want) {
			t.Errorf("%s: %+v, want %q", id, got, want)
		}
	}
	board, err := d.Board(office(t), period.Day(2018, 1, 1))
	if err != nil || board.Running < 3 || len(board.Goals) != 2 {
		t.Errorf("%d measures run, %d goals, %v", board.Running, len(board.Goals), err)
	}
	if len(board.Off) == 0 { // the check date of tranche 6 passed without a value
		t.Error("no measure is off its track in 2018")
	}
}
