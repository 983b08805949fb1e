// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	. "planraum/internal/desk/steering"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(closerVariable); url != "" {
		closer(url) // until it is killed
	}
	os.Exit(pgtest.Main(m))
}

// onBoth runs a test over an empty city on both databases.
func onBoth(t *testing.T, test func(t *testing.T, c *citytest.City)) {
	t.Run("SQLite", func(t *testing.T) { test(t, citytest.Open(t, filepath.Join(t.TempDir(), "planraum.db"))) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, citytest.Open(t, pgtest.Start(t))) })
}

// monday is 7 March 2016; the week has no holiday.
var monday = period.Day(2016, 3, 7)

func on(day period.Date) Act {
	return Act{By: "Arbeitsstab", Day: day, Now: time.Date(2016, 3, 7, 9, 0, 0, 0, time.UTC)}
}

func body(key, short string) steering.Body {
	return steering.Body{Key: key, Short: short, Name: "Gremium " + short, Kind: steering.TaskForce, Since: period.On(period.Day(2016, 1, 1)), Notice: 5, Members: []steering.Membership{
		{Office: "Sozialamt", Role: steering.Chair},
		{Office: "Schulamt", Role: steering.Member},
		{Office: "Hochbauamt", Role: steering.Member},
		{Office: "Jugendamt", Role: steering.Member},
		{Office: "Liegenschaftsamt", Role: steering.Member},
		{Office: "Amt", Role: steering.Member},
	}}
}

func setUp(t testing.TB, d *Desk, b steering.Body) {
	t.Helper()
	if err := d.SetUp(t.Context(), b, 0, on(monday)); err != nil {
		t.Fatal(err)
	}
}

// meet plans a meeting with an item to be decided and one for information.
func meet(t testing.TB, d *Desk, key string, day period.Date) Round {
	t.Helper()
	m, err := d.Plan(t.Context(), steering.Meeting{
		Body: key, Day: day, Nth: 1, Begins: "14:00", Ends: "15:00", Urgency: "eilig",
		Agenda: []steering.Item{{Title: "Standort", Wish: steering.Decide}, {Title: "Lage", Wish: steering.Inform}},
	}, 0, on(monday))
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Meeting(t.Context(), key, m.Slug(), day)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// taken are minutes with a decision, a dissent and two actions.
func taken() steering.Minutes {
	return steering.Minutes{Entries: []steering.Entry{
		{Item: 1, Kind: steering.Decided, Text: "Der Standort wird vorbereitet.", Votes: &steering.Votes{For: 4, Against: 1}},
		{Item: 1, Kind: steering.Dissent, Text: "Zu weit von der Schule.", Office: "Schulamt"},
		{Item: 1, Kind: steering.Commission, Text: "Bauantrag stellen", Office: "Hochbauamt", Due: period.Day(2016, 4, 1)},
		{Item: 2, Kind: steering.Commission, Text: "Zahlen nachreichen", Office: "Sozialamt"},
	}}
}

// TestClose: closing numbers decisions, ties the dissent to its decision and makes the
// actions, all of it in one write; what is overtaken leaves nothing behind.
func TestClose(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		d := c.Steering
		setUp(t, d, body("tf", "TF"))
		r := meet(t, d, "tf", monday)
		if err := d.Close(t.Context(), r.Key(), taken(), r.Record+1, on(monday)); fault.KindOf(err) != fault.Conflict {
			t.Fatalf("closing over a version that was not seen: %v", err)
		}
		if actions := records(t, c, register.Action); len(actions) != 0 {
			t.Fatalf("%d actions of what was refused", len(actions))
		}
		effect, err := d.Foresee(t.Context(), r.Key(), taken(), monday)
		if err != nil || len(effect.Decisions) != 1 || effect.Decisions[0].Number != "TF 2016-1" || len(effect.Actions) != 2 || len(effect.Undecided) != 0 {
			t.Fatalf("%+v, %v", effect, err)
		}
		if err := d.Close(t.Context(), r.Key(), taken(), r.Record, on(monday)); err != nil {
			t.Fatal(err)
		}
		found, err := d.Decisions(t.Context(), Search{Words: "SCHULE 2016-1"}, monday)
		if err != nil || len(found) != 1 || found[0].Dissents[0].Office != "Schulamt" || *found[0].Votes != (steering.Votes{For: 4, Against: 1}) {
			t.Fatalf("%+v, %v", found, err)
		}
		sheet, err := d.Body(t.Context(), "tf", monday)
		if err != nil || len(sheet.Actions) != 2 || sheet.Actions[0].Owner != "Hochbauamt" || sheet.Actions[0].Origin.Ref != "tf/2016-03-07#3" || sheet.Actions[1].Owner != "Sozialamt" {
			t.Fatalf("%+v, %v", sheet.Actions, err)
		}
		if overdue, err := d.Body(t.Context(), "tf", period.Day(2016, 4, 2)); err != nil || overdue.Overdue != 1 {
			t.Errorf("%d overdue, want the building application; %v", overdue.Overdue, err)
		}
		if len(records(t, c, register.Action)) != 2 {
			t.Error("other helpers do not find the actions")
		}
	})
}

// TestClosedStays: nothing changes closed minutes; a correction names the entry, which
// stays as it is.
func TestClosedStays(t *testing.T) {
	c := citytest.Empty(t)
	d := c.Steering
	setUp(t, d, body("tf", "TF"))
	r := meet(t, d, "tf", monday)
	if err := d.Close(t.Context(), r.Key(), taken(), r.Record, on(monday)); err != nil {
		t.Fatal(err)
	}
	closed, err := d.Meeting(t.Context(), "tf", r.Slug(), monday)
	if err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"save":   d.SaveMinutes(t.Context(), r.Key(), steering.Minutes{}, closed.Record, on(monday)),
		"close":  d.Close(t.Context(), r.Key(), taken(), closed.Record, on(monday)),
		"cancel": d.Cancel(t.Context(), r.Key(), "doch nicht", closed.Record, on(monday)),
		"invite": d.Invite(t.Context(), r.Key(), closed.Record, on(monday)),
		"plan":   second(d.Plan(t.Context(), closed.Meeting, closed.Record, on(monday))),
	} {
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s after closing: %v", name, err)
		}
	}
	if err := d.Correct(t.Context(), r.Key(), steering.Correction{Of: 99}, closed.Record, on(monday)); len(fault.RowsOf(err)) != 3 {
		t.Errorf("an empty correction of nothing: %v", err)
	}
	tuesday := monday.AddDays(1)
	if err := d.Correct(t.Context(), r.Key(), steering.Correction{Of: 1, Text: "Nur der nördliche Teil.", Reason: "Hörfehler"}, closed.Record, on(tuesday)); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[period.Date]int{monday: 0, tuesday: 1} {
		found, err := d.Decisions(t.Context(), Search{}, day)
		if err != nil || len(found) != 1 || len(found[0].Corrections) != want || found[0].Text != "Der Standort wird vorbereitet." || found[0].Number != "TF 2016-1" {
			t.Errorf("%s: %+v, %v", day, found, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestNumbersAreGivenOnce: of many meetings closed at the same time no two decisions get
// the same number, and none is left out.
func TestNumbersAreGivenOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		d := c.Steering
		setUp(t, d, body("tf", "TF"))
		var rounds []Round
		for i := range 6 {
			rounds = append(rounds, meet(t, d, "tf", monday.AddDays(i)))
		}
		var again atomic.Int32
		var all sync.WaitGroup
		for _, r := range rounds {
			all.Go(func() {
				for {
					err := d.Close(t.Context(), r.Key(), taken(), r.Record, on(monday.AddDays(10)))
					if fault.KindOf(err) != fault.Conflict {
						if err != nil {
							t.Error(err)
						}
						return
					}
					again.Add(1)
				}
			})
		}
		all.Wait()
		found, err := d.Decisions(t.Context(), Search{}, monday.AddDays(10))
		if err != nil || len(found) != 6 {
			t.Fatalf("%d decisions, %v", len(found), err)
		}
		seen := map[string]bool{}
		for _, f := range found {
			seen[f.Number] = true
		}
		for _, want := range []string{"TF 2016-1", "TF 2016-2", "TF 2016-3", "TF 2016-4", "TF 2016-5", "TF 2016-6"} {
			if !seen[want] {
				t.Errorf("%s was not given: %v (%d times overtaken)", want, seen, again.Load())
			}
		}
	})
}

// TestMinutesOfTwo: of two who write minutes from the same version the second is told.
func TestMinutesOfTwo(t *testing.T) {
	c := citytest.Empty(t)
	d := c.Steering
	setUp(t, d, body("tf", "TF"))
	r := meet(t, d, "tf", monday)
	draft := steering.Minutes{Entries: []steering.Entry{{Item: 1, Kind: steering.Commission, Text: "Noch ohne Amt"}}}
	if err := d.SaveMinutes(t.Context(), r.Key(), draft, r.Record, on(monday)); err != nil {
		t.Fatalf("a draft may have gaps: %v", err)
	}
	if err := d.SaveMinutes(t.Context(), r.Key(), taken(), r.Record, on(monday)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the second: %v", err)
	}
	_, err := d.Foresee(t.Context(), r.Key(), draft, monday)
	if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Column != "entries[0].office" {
		t.Errorf("closing asks for the owner: %v", err)
	}
	if _, err := d.Foresee(t.Context(), r.Key(), taken(), monday.AddDays(-1)); fault.KindOf(err) != fault.NotFound && len(fault.RowsOf(err)) == 0 {
		t.Errorf("closing before the meeting: %v", err)
	}
}

// TestNotice: by the calendar. Between Thursday 17 March and Easter 2016 (Good Friday 25,
// Monday 28 March) five working days are 18, 21 to 24 March; the next working day is the
// 29th.
func TestNotice(t *testing.T) {
	b := body("tf", "TF")
	thursday := period.Day(2016, 3, 17)
	for day, kept := range map[period.Date]bool{
		period.Day(2016, 3, 24): false, period.Day(2016, 3, 25): true, period.Day(2016, 3, 29): true, period.Day(2016, 3, 16): false,
	} {
		a := Advise(b, thursday, day)
		if a.Kept != kept || a.Earliest != period.Day(2016, 3, 29) {
			t.Errorf("%s: %+v, want %v and the 29th", day, a, kept)
		}
	}
	if off := Advise(b, thursday, period.Day(2016, 3, 25)).Off.De; off != "Karfreitag" {
		t.Errorf("Good Friday is %q", off)
	}
	c := citytest.Empty(t)
	setUp(t, c.Steering, b)
	m := steering.Meeting{Body: "tf", Day: monday.AddDays(2), Nth: 1, Begins: "14:00", Ends: "15:00"}
	_, err := c.Steering.Plan(t.Context(), m, 0, on(monday))
	if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Column != "urgency" || rows[0].Expected.De != "einen Grund: Die Ladungsfrist von 5 Arbeitstagen ist nicht einzuhalten, frühestens am 15.03.2016" {
		t.Errorf("%v", err)
	}
	m.Urgency = "Brand in einer Unterkunft"
	if _, err := c.Steering.Plan(t.Context(), m, 0, on(monday)); err != nil {
		t.Error(err)
	}
	if _, err := c.Steering.Plan(t.Context(), m, 0, on(monday)); len(fault.RowsOf(err)) != 1 || fault.RowsOf(err)[0].Column != "begins" {
		t.Errorf("the same meeting again: %v", err)
	}
	m.Begins, m.Ends = "15:00", "16:00"
	if n, err := c.Steering.Plan(t.Context(), m, 0, on(monday)); err != nil || n.Slug() != "2016-03-09.2" {
		t.Errorf("the second meeting of a day: %s, %v", n.Slug(), err)
	}
}

// TestPastStays: what was changed on a later day cannot be changed before it, and the
// refusal names that day.
func TestPastStays(t *testing.T) {
	c := citytest.Empty(t)
	d := c.Steering
	setUp(t, d, body("tf", "TF"))
	sheet, err := d.Body(t.Context(), "tf", monday)
	if err != nil {
		t.Fatal(err)
	}
	b := sheet.Body
	b.Lead = "Sozialamt"
	if err := d.SetUp(t.Context(), b, sheet.Record, on(monday.AddDays(7))); err != nil {
		t.Fatal(err)
	}
	b.Lead = "Schulamt"
	err = d.SetUp(t.Context(), b, sheet.Record, on(monday.AddDays(3)))
	if fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.SayOf(err).De, "das Gremium „Gremium TF“ am 14.03.2016. Was davor geschah, ändert sich nicht mehr. Frühestens mit dem Stand 14.03.2016 geht es.") {
		t.Errorf("%v: %s", err, fault.SayOf(err))
	}
	if early := (TooEarly{}); !errors.As(err, &early) || early.Earliest != monday.AddDays(7) {
		t.Errorf("the day from which on it can be done is %s", early.Earliest)
	}
	if old, err := d.Body(t.Context(), "tf", monday); err != nil || old.Lead != "" {
		t.Errorf("as of before the lead is %q, %v", old.Lead, err)
	}
}

func records(t testing.TB, c *citytest.City, kind register.Kind) []register.Record {
	t.Helper()
	list, err := c.Store.Records(t.Context(), kind, period.Date{})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestEndAfterLaterChange: a body cannot end before something was changed; the refusal
// names it, its day, and the day from which on the body can end; then it does.
func TestEndAfterLaterChange(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		d := c.Steering
		setUp(t, d, body("tf", "TF"))
		setUp(t, d, body("vs", "VS"))
		r := meet(t, d, "tf", monday)
		if err := d.Close(t.Context(), r.Key(), taken(), r.Record, on(monday)); err != nil {
			t.Fatal(err)
		}
		later := monday.AddDays(3)
		sheet, err := d.Body(t.Context(), "tf", later)
		if err != nil {
			t.Fatal(err)
		}
		changed := sheet.Body
		changed.Purpose = "Standorte"
		if err := d.SetUp(t.Context(), changed, sheet.Record, on(later)); err != nil {
			t.Fatal(err)
		}
		end := Ending{Body: "tf", Reason: "geht über", To: map[string]string{}}
		points, err := d.Open(t.Context(), "tf", monday)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range points {
			end.To[p.ID] = "vs"
		}
		if sheet, err = d.Body(t.Context(), "tf", later); err != nil {
			t.Fatal(err)
		}
		for name, err := range map[string]error{"CheckEnd": d.CheckEnd(t.Context(), end, monday), "End": d.End(t.Context(), end, sheet.Record, on(monday))} {
			said := fault.SayOf(err).De
			if fault.KindOf(err) != fault.Conflict || !strings.Contains(said, "das Gremium „Gremium TF“ am 10.03.2016") || !strings.Contains(said, "Frühestens mit dem Stand 10.03.2016") {
				t.Errorf("%s: %v: %s", name, err, said)
			}
		}
		if err := d.End(t.Context(), end, sheet.Record, on(later)); err != nil {
			t.Errorf("on the earliest day: %v", err)
		}
		after, err := d.Body(t.Context(), "vs", later)
		if err != nil || len(after.Actions) != 2 || after.Actions[0].By != "Arbeitsstab" || !strings.Contains(after.Actions[0].Why, "übergeben") {
			t.Errorf("%+v, %v", after.Actions, err)
		}
	})
}

// TestOwnersOfMinutes: who is to do something is an office that the city knows; a name
// that stood there before the rule stays readable and can be closed.
func TestOwnersOfMinutes(t *testing.T) {
	c := citytest.Open(t, filepath.Join(t.TempDir(), "planraum.db"))
	d := c.Steering
	setUp(t, d, body("tf", "TF"))
	r := meet(t, d, "tf", monday)
	minutes := steering.Minutes{Entries: []steering.Entry{{Item: 1, Kind: steering.Commission, Text: "Plan zeichnen", Office: "Max Muster"}, {Item: 1, Kind: steering.Commission, Text: "Plan prüfen", Office: "schul"}}}
	err := d.SaveMinutes(t.Context(), r.Key(), minutes, r.Record, on(monday))
	if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Column != "entries[0].office" || rows[0].Line != 1 || rows[0].Value != "Max Muster" {
		t.Fatalf("%v", err)
	}
	old := r.Meeting
	old.State, old.Minutes = steering.Running, minutes
	for i := range old.Minutes.Entries {
		old.Minutes.Entries[i].ID = i + 1
	}
	raw, err := json.Marshal(old)
	if err != nil {
		t.Fatal(err)
	}
	next := []register.Next{{Record: register.Record{Kind: register.Round, Key: r.Key(), KnownFrom: monday, Body: raw}, After: r.Record}}
	if err := c.Store.AppendAllAfter(t.Context(), figure.Batch{Kind: "round", File: "alt", By: "früher", Rows: 1, RecordedAt: citytest.Now}, next); err != nil {
		t.Fatal(err)
	}
	was, err := d.Meeting(t.Context(), "tf", r.Slug(), monday)
	if err != nil || was.Minutes.Entries[0].Office != "Max Muster" {
		t.Fatalf("what stood there is gone: %+v, %v", was.Minutes, err)
	}
	if err := d.Close(t.Context(), r.Key(), was.Minutes, was.Record, on(monday)); err != nil {
		t.Fatal(err)
	}
	sheet, err := d.Body(t.Context(), "tf", monday)
	if err != nil || len(sheet.Actions) != 2 || sheet.Actions[1].Owner != "Schulamt" || sheet.Actions[0].By != "Arbeitsstab" {
		t.Errorf("%+v, %v", sheet.Actions, err)
	}
}
