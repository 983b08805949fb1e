// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	desk "planraum/internal/desk/council"
	"planraum/internal/fault"
)

// TestUnknownOffices: who is in charge of a paper and who co-signs it are offices that
// the city knows, under its names; a person is none. One that stood there before stays.
func TestUnknownOffices(t *testing.T) {
	d, s := town(t)
	p := paper()
	p.Lead, p.Signers = "Frau Dr. Müller", []council.Signer{{Office: "Kämmerei"}, {Office: "Mondamt"}}
	_, err := d.Save(as(identity.Planner), p, doing(0))
	rows := fault.RowsOf(err)
	if len(rows) != 2 || rows[0].Column != "lead" || rows[0].Value != "Frau Dr. Müller" || rows[1].Column != "signers[1].office" || rows[1].Value != "Mondamt" || !strings.Contains(rows[0].Expected.De, "Sozialamt") {
		t.Errorf("%v %v", err, rows)
	}
	p.Lead, p.Signers = "sozialamt", []council.Signer{{Office: "Kaemmerei"}}
	if got := get(t, d, save(t, d, p)); got.Lead != "Sozialamt" || got.Signers[0].Office != "Kämmerei" {
		t.Errorf("%s, %v", got.Lead, got.Signers)
	}
	old := paper()
	old.ID, old.Reference, old.State, old.Lead = "alt", "GRDrs 8/2016", council.Draft, "Amt von früher"
	put(s, register.Paper, old.ID, today, old)
	old.Title = "Neuer Titel"
	if _, err := d.Save(as(identity.Planner), old, doing(get(t, d, "alt").Version)); err != nil {
		t.Errorf("an office that stood there before: %v %v", err, fault.RowsOf(err))
	}
}

// TestNumberOnce: a number is given once over papers and motions.
func TestNumberOnce(t *testing.T) {
	d, _ := town(t)
	save(t, d, motion("1/2016", "Kita", today.AddDays(-9)))
	save(t, d, paper()) // GRDrs 1/2016 is another number
	for _, number := range []string{"1/2016", "GRDrs 1/2016"} {
		p, m := paper(), motion(number, "Schule", today.AddDays(-8))
		p.ID, p.Reference, m.ID = "zweites", number, "zweiter"
		for _, again := range []council.Paper{p, m} {
			_, err := d.Save(as(identity.Planner), again, doing(0))
			if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Column != "reference" || rows[0].Value != number {
				t.Errorf("%s, %s is given twice: %v %v", number, again.Type, err, rows)
			}
		}
	}
}

// TestNamedByNumber: papers are named by the number that stands on them or by their key;
// where two have the number both are told, and nothing is kept.
func TestNamedByNumber(t *testing.T) {
	d, s := town(t)
	one := save(t, d, motion("864/2015", "Planung", today))
	twin := motion("864/2015", "Kosten", today)
	twin.ID, twin.State = "anfrage-864-2015", council.Received
	put(s, register.Paper, twin.ID, today, twin)
	report := save(t, d, council.Paper{Reference: "GRDrs 1390/2015", Type: council.Report, Title: "Bericht", Lead: "Sozialamt"})
	meeting := func(named string) error {
		list, err := d.Meetings(as(identity.Planner), today)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list {
			if m.ID == "GR-2016-01-28" {
				m.Agenda = []council.Item{{Number: "1", Paper: named, Public: true, Role: council.Notice}}
				k, err := d.TryMeeting(as(identity.Planner), m.Sitting, nil, doing(m.Version))
				if err == nil && k.Sitting.Agenda[0].Paper != report {
					t.Errorf("%q names %q", named, k.Sitting.Agenda[0].Paper)
				}
				return err
			}
		}
		t.Fatal("no sitting")
		return nil
	}
	for _, named := range []string{"GRDrs 1390/2015", "grdrs  1390/2015", "GRDrs. 1390/2015", "1390/2015", report} {
		if err := meeting(named); err != nil {
			t.Errorf("%q: %v", named, err)
		}
	}
	for _, named := range []string{"864/2015", "GRDrs 1/1999", "90/2015"} {
		rows := fault.RowsOf(meeting(named))
		if len(rows) != 1 || rows[0].Column != "agenda[0].paper" || rows[0].Value != named {
			t.Fatalf("%q: %v", named, rows)
		}
		both := strings.Contains(rows[0].Expected.De, one) && strings.Contains(rows[0].Expected.De, "anfrage-864-2015")
		if both != (named == "864/2015") {
			t.Errorf("%q: %v", named, rows)
		}
	}
	answer := paper()
	answer.ID = "neu"
	answer.Answers = []string{"864/2015"}
	rows, err := d.Faults(as(identity.Planner), answer, today)
	if err != nil || len(rows) != 1 || !strings.Contains(rows[0].Expected.De, "anfrage-864-2015") {
		t.Errorf("%v %v", rows, err)
	}
	names, err := d.Numbers(as(identity.Planner))
	if err != nil || names[report] != "GRDrs 1390/2015" || names[one] != one {
		t.Errorf("%v %v", names, err)
	}
}

// TestSupplementOfImported: a supplement keeps the offices of the paper that it
// supplements, whether the city knows them or not; another one must be known.
func TestSupplementOfImported(t *testing.T) {
	d, s := town(t)
	old := paper()
	old.ID, old.Reference, old.State, old.Lead, old.Signers = "alt", "GRDrs 8/2016", council.Issued, "Referat WFB", []council.Signer{{Office: "Referat T"}}
	put(s, register.Paper, old.ID, today, old)
	next := desk.Following(old, false)
	next.ID, next.On = "neu", today
	if rows, err := d.Faults(as(identity.Planner), next, today); err != nil || len(rows) != 0 {
		t.Errorf("%v %v", rows, err)
	}
	next.Signers = append(next.Signers, council.Signer{Office: "Referat X"})
	if rows, _ := d.Faults(as(identity.Planner), next, today); len(rows) != 1 || rows[0].Value != "Referat X" {
		t.Errorf("%v", rows)
	}
}

// TestMotionEntered: a motion that is entered now has a number with its year and says
// what it asks; one that came without stays as it is.
func TestMotionEntered(t *testing.T) {
	d, s := town(t)
	for number, good := range map[string]bool{"864/2015": true, "864 / 2015": true, "Antrag 12a/2016": true, "abc": false, "864": false, "864/15": false, "(2017)": false, "": false} {
		rows, err := d.Faults(as(identity.Planner), motion(number, "Frage "+number, today), today)
		told := slices.ContainsFunc(rows, func(r fault.Row) bool { return r.Column == "reference" })
		if err != nil || told == good {
			t.Errorf("%q: %v %v", number, rows, err)
		}
	}
	for _, c := range []struct {
		on, day period.Date
		told    string
	}{
		{today, today, ""},
		{today.AddDays(1), today, "ein Tag bis zum Stand (27.11.2015)"},
		{today.AddDays(1), today.AddDays(1), ""},
		{period.Date{}, today, "das Datum"},
	} {
		p := motion("8/2016", "Frage", c.on)
		p.ID = "frage"
		rows, err := d.Faults(as(identity.Planner), p, c.day)
		if err != nil || (c.told == "") != (len(rows) == 0) || c.told != "" && (rows[0].Column != "on" || !strings.HasPrefix(rows[0].Expected.De, c.told)) {
			t.Errorf("of %s as of %s: %v %v", c.on, c.day, rows, err)
		}
	}
	bare := motion("7/2016", "Ohne Frage", today)
	bare.ID, bare.Asks = "neu", nil
	if rows, _ := d.Faults(as(identity.Planner), bare, today); len(rows) != 1 || rows[0].Column != "asks" {
		t.Errorf("%v", rows)
	}
	bare.ID, bare.Reference, bare.State = "bare", "(2017)", council.Received
	put(s, register.Paper, bare.ID, today, bare)
	if rows, err := d.Faults(as(identity.Planner), bare, today); err != nil || len(rows) != 0 {
		t.Errorf("one that came without: %v %v", rows, err)
	}
}

// TestDecisionOnMotion: where no order says who decides, an item that is put to the vote
// does: the state told before saving is the one that is kept. One that is only dealt with
// still waits.
func TestDecisionOnMotion(t *testing.T) {
	for role, want := range map[council.Step]council.PaperState{council.Decision: council.Decided, council.Deliberation: council.Received} {
		d, _ := town(t)
		id := save(t, d, motion("864/2015", "Planung", today))
		do := doing(0)
		do.Day = period.Day(2016, 1, 28)
		m, err := d.Meeting(as(identity.Planner), "GR-2016-01-28", do.Day)
		if err != nil {
			t.Fatal(err)
		}
		do.Base, m.State = m.Version, council.Held
		m.Agenda = []council.Item{{Number: "1", Paper: id, Public: true, Role: role, Result: council.Accepted, Votes: "34:20:6"}}
		k, err := d.TryMeeting(as(identity.Planner), m.Sitting, nil, do)
		if err != nil || len(k.Says) == 0 || !strings.Contains(k.Says[0].De, "Zustand danach „"+want.Label().De+"“") {
			t.Fatalf("%s: %v %v %v", role, k.Says, err, fault.RowsOf(err))
		}
		if err := d.KeepMeeting(as(identity.Planner), m.Sitting, nil, do); err != nil {
			t.Fatal(err)
		}
		p, err := d.Paper(as(identity.Planner), id, do.Day)
		if err != nil || p.State != want || len(p.Order) != 1 || p.Order[0].Result != council.Accepted || (p.Outcome() == council.Accepted) != (want == council.Decided) {
			t.Errorf("%s: %s %v %v", role, p.State, p.Order, err)
		}
	}
}

// TestSkipped: a body that had no result when the last one decided is passed over; before
// that it is still to come.
func TestSkipped(t *testing.T) {
	d, s := town(t)
	p := paper()
	p.ID, p.State = "x", council.Decided
	p.Order[2].Result = council.Accepted
	put(s, register.Paper, p.ID, today, p)
	c, err := d.Course(as(identity.Planner), p, today)
	if err != nil || !c.Stages[0].Skipped || !c.Stages[1].Skipped || c.Stages[2].Skipped {
		t.Errorf("%+v %v", c.Stages, err)
	}
	p.State, p.Order[2].Result = council.Issued, ""
	if c, _ := d.Course(as(identity.Planner), p, today); c.Stages[0].Skipped {
		t.Error("still to come")
	}
}
