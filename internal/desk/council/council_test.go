// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	desk "planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/method/calendar"
	"planraum/internal/text"
)

func save(t *testing.T, d *desk.Desk, p council.Paper) string {
	t.Helper()
	id, err := d.Save(as(identity.Planner), p, doing(0))
	if err != nil {
		t.Fatalf("%v: %v", err, fault.RowsOf(err))
	}
	return id
}

func act(t *testing.T, d *desk.Desk, id string, a council.Act) {
	t.Helper()
	p, who := get(t, d, id), as(identity.Planner)
	if a.Kind == council.Sign {
		who = office(a.Office)
	}
	if _, err := d.Act(who, id, a, doing(p.Version)); err != nil {
		t.Fatalf("%s: %v %v", a.Kind, err, fault.RowsOf(err))
	}
}

func get(t *testing.T, d *desk.Desk, id string) desk.Stored {
	t.Helper()
	p, err := d.Paper(as(identity.Planner), id, period.Date{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// issued is a paper that was issued, with its key.
func issued(t *testing.T, d *desk.Desk, p council.Paper) string {
	t.Helper()
	id := save(t, d, p)
	for _, s := range p.Signers {
		act(t, d, id, council.Act{Kind: council.Sign, Office: s.Office})
	}
	if len(p.Signers) == 0 {
		act(t, d, id, council.Act{Kind: council.Ready})
	}
	act(t, d, id, council.Act{Kind: council.Issue})
	return id
}

// TestRegister: overdue first, then by deadline, then the oldest without one, then what
// is settled; found by words, with the paper that answers.
func TestRegister(t *testing.T) {
	d, _ := town(t)
	late, soon, old, young, gone := motion("1/2015", "Kita", today.AddDays(-90)), motion("2/2015", "Schule", today.AddDays(-20)), motion("3/2015", "Flüchtlinge", today.AddDays(-60)),
		motion("4/2015", "Flüchtlingshilfe", today.AddDays(-10)), motion("5/2015", "Sporthallen", today.AddDays(-200))
	late.Deadline, soon.Deadline = today.AddDays(-3), today.AddDays(5)
	for _, m := range []council.Paper{young, gone, soon, old, late} {
		save(t, d, m)
	}
	act(t, d, "antrag-5-2015", council.Act{Kind: council.Settle, Note: "zurückgezogen"})
	answer := paper()
	answer.Answers = []string{"antrag-3-2015"}
	issued(t, d, answer)
	list := func(f desk.Filter) string {
		m, err := d.Motions(as(identity.Planner), today, f)
		if err != nil {
			t.Fatal(err)
		}
		if m.All != 5 || m.Waiting != 3 || m.Late != 1 || m.Undated != 1 {
			t.Errorf("counts %d %d %d %d", m.All, m.Waiting, m.Late, m.Undated)
		}
		var refs []string
		for _, one := range m.List {
			refs = append(refs, one.Reference)
		}
		return strings.Join(refs, " ")
	}
	for want, f := range map[string]desk.Filter{
		"1/2015 2/2015 4/2015 3/2015 5/2015": {}, "1/2015 2/2015 4/2015": {Open: true}, "5/2015": {State: council.Settled},
		"": {By: "CDU"}, "3/2015 4/2015": {Words: "Flüchtling"},
	} {
		if got := list(f); got != want {
			t.Errorf("%+v: %s, want %s", f, got, want)
		}
	}
	m, _ := d.Motions(as(identity.Public), today, desk.Filter{Words: "3/2015"})
	if len(m.List) != 1 || len(m.List[0].Answering) != 1 || m.List[0].State != council.Answered {
		t.Errorf("%+v", m.List)
	}
	alike, err := d.Similar(as(identity.Planner), get(t, d, "antrag-4-2015").Paper, today)
	if err != nil || len(alike) < 2 || alike[0].Reference != "3/2015" || len(alike[0].Answering) != 1 {
		t.Errorf("%+v %v", alike, err)
	}
}

// TestReaders: a draft is there for offices only, an issued paper for the council, and
// for everybody where every body deals with it in public.
func TestReaders(t *testing.T) {
	d, _ := town(t)
	drafted := paper()
	drafted.Reference = "GRDrs 2/2016"
	save(t, d, drafted)
	closed := paper()
	closed.Reference, closed.Order = "GRDrs 3/2016", []council.Consultation{{Committee: "GR", Step: council.Decision}}
	issued(t, d, closed)
	issued(t, d, paper())
	for role, want := range map[identity.Role]string{
		identity.Planner: "1 2 3", identity.TaskForce: "1 2 3", identity.Council: "1 3", identity.Public: "1", identity.Provider: "1", identity.Administrator: "1",
	} {
		var seen []string
		for _, n := range []string{"1", "2", "3"} {
			p, err := d.Paper(as(role), "grdrs-"+n+"-2016", today)
			if err == nil {
				seen = append(seen, n)
				if role == identity.Public && (len(p.History) != 1 || p.Signers[0].By != "") {
					t.Errorf("the public reads %+v", p.History)
				}
			} else if fault.KindOf(err) != fault.NotFound {
				t.Error(err)
			}
		}
		if got := strings.Join(seen, " "); got != want {
			t.Errorf("%s sees %s, want %s", role, got, want)
		}
	}
	if p, err := d.Paper(as(identity.Public), "grdrs-1-2016", today.AddDays(-1)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("it was there before: %+v", p)
	}
}

// TestIssue: everything that is missing at once; its text is asked for too.
func TestIssue(t *testing.T) {
	d, _ := town(t)
	p := paper()
	p.Reference, p.On, p.Signers, p.Order = "", period.Date{}, nil, nil
	id := save(t, d, p)
	act(t, d, id, council.Act{Kind: council.Ready})
	_, err := d.Try(as(identity.Planner), id, council.Act{Kind: council.Issue}, doing(get(t, d, id).Version))
	var missing []string
	for _, r := range fault.RowsOf(err) {
		missing = append(missing, r.Column)
	}
	if got := strings.Join(missing, " "); got != "reference on order" {
		t.Errorf("missing: %s (%v)", got, err)
	}
	full := paper()
	full.Signers, full.Document = nil, "text-1"
	id = save(t, d, full)
	act(t, d, id, council.Act{Kind: council.Ready})
	if _, err := d.Act(as(identity.Planner), id, council.Act{Kind: council.Issue}, doing(get(t, d, id).Version)); fault.KindOf(err) != fault.Invalid {
		t.Errorf("issued with a text that nobody checks: %v", err)
	}
	d.ObeyDocuments(obstacles{})
	_, err = d.Act(as(identity.Planner), id, council.Act{Kind: council.Issue}, doing(get(t, d, id).Version))
	if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Value != "run/1" {
		t.Errorf("%v", err)
	}
	if get(t, d, id).State != council.CoSigned {
		t.Error("it was issued")
	}
}

type obstacles struct{}

func (obstacles) Obstacles(context.Context, council.Paper) ([]fault.Row, error) {
	return []fault.Row{{Column: "text", Value: "run/1", Expected: text.T("ein Lauf, der nicht überholt ist", "a run that is not out of date")}}, nil
}

func (obstacles) Amounts(context.Context, council.Paper) ([]fault.Row, error) { return nil, nil }

func (obstacles) Unfilled(context.Context, council.Paper) ([]fault.Row, error) { return nil, nil }

func (obstacles) Freeze(context.Context, council.Paper, string, time.Time) ([]register.Next, string, error) {
	return nil, "", nil
}

// gapped are documents with a field that stands for nothing, until it is filled.
type gapped struct {
	obstacles
	filled bool
}

func (g *gapped) Unfilled(context.Context, council.Paper) ([]fault.Row, error) {
	if g.filled {
		return nil, nil
	}
	return []fault.Row{{Column: "document", Value: "newest/x", Field: text.Same("Abschnitt „Lage“, Absatz 2"), Part: 7}}, nil
}

func (g *gapped) Amounts(context.Context, council.Paper) ([]fault.Row, error) {
	return []fault.Row{
		{Value: "2016: 80.000,00 EUR", Field: text.Same("Absatz 3"), Expected: text.Same("63.243,96 EUR")},
		{Column: "posts", Value: "EG 11", Field: text.Same("Absatz 4"), Expected: text.Same("EG 13")},
	}, nil
}

// TestNobodySignsGaps: neither an office co-signs nor is a paper finished while a field of
// its text stands for nothing; both are refused with the list. What is open otherwise is
// told before, and can be signed.
func TestNobodySignsGaps(t *testing.T) {
	d, _ := town(t)
	g := &gapped{}
	d.ObeyDocuments(g)
	signed, ready := paper(), paper()
	signed.Document, ready.Document, ready.Reference, ready.Signers = "text-1", "text-2", "GRDrs 4711/2015", nil
	acts := map[string]council.Act{}
	acts[save(t, d, signed)] = council.Act{Kind: council.Sign, Office: signed.Signers[0].Office}
	acts[save(t, d, ready)] = council.Act{Kind: council.Ready}
	try := func(id string, a council.Act) (desk.Effect, error) {
		ctx := as(identity.Planner)
		if a.Kind == council.Sign {
			ctx = identity.With(context.Background(), identity.Principal{Means: identity.Session, Grants: []identity.Grant{{Role: identity.Cosigner, Holder: a.Office}}})
		}
		return d.Try(ctx, id, a, doing(get(t, d, id).Version))
	}
	for id, a := range acts {
		_, err := try(id, a)
		if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Value != "newest/x" || rows[0].Part != 7 {
			t.Errorf("%s: %v", a.Kind, err)
		}
	}
	g.filled = true
	for id, a := range acts {
		e, err := try(id, a)
		if err != nil || len(e.Says) < 5 || !strings.Contains(e.Says[0].De, "80.000,00 EUR. Im Text (Absatz 3)") || !strings.Contains(e.Says[1].De, "Bei den Stellen der Vorlage steht: EG 11. Im Text (Absatz 4)") || !strings.Contains(e.Says[2].De, "Im Text ist noch etwas offen") || !strings.Contains(e.Says[3].De, "run/1") {
			t.Errorf("%s: %v %v", a.Kind, e.Says, err)
		}
	}
}

// TestCourse: from 25 February 2016 back, by hand; the worked example of
// docs/methods/calendar.md.
func TestCourse(t *testing.T) {
	d, _ := town(t)
	p := paper()
	p.State = council.Draft
	c, err := d.Course(as(identity.Planner), p, today)
	if err != nil || c.Problem != calendar.None {
		t.Fatalf("%+v %v", c, err)
	}
	if c.Submit != period.Day(2016, 2, 1) || c.Signed != period.Day(2016, 1, 29) || c.Draft != period.Day(2016, 1, 15) || c.Next(p) != c.Draft {
		t.Errorf("draft %s, signed %s, handed in %s", c.Draft, c.Signed, c.Submit)
	}
	for i, want := range []period.Date{period.Day(2016, 2, 8), period.Day(2016, 2, 15), period.Day(2016, 2, 25)} {
		if c.Stages[i].Sitting != want || c.Stages[i].NotInTime {
			t.Errorf("%+v, want %s", c.Stages[i], want)
		}
	}
	// The recess has no sitting: 28 December does not count. The 28th of January is too
	// early for a draft that has still to be co-signed.
	p.Order[2].On = period.Day(2016, 1, 28)
	c, err = d.Course(as(identity.Planner), p, period.Day(2015, 12, 21))
	if err != nil || c.Problem != calendar.TooLate || len(c.Earliest) != 3 || c.Earliest[2].Sitting != period.Day(2016, 2, 25) || !c.Stages[0].NotInTime {
		t.Errorf("%+v %v", c, err)
	}
	// No day: the earliest.
	p.Order[2].On = period.Date{}
	if c, err = d.Course(as(identity.Planner), p, today); err != nil || c.Problem != calendar.None || c.Stages[2].Sitting != period.Day(2016, 1, 28) {
		t.Errorf("%+v %v", c, err)
	}
	p.Order[2].On = period.Day(2016, 2, 26)
	if c, err = d.Course(as(identity.Planner), p, today); err != nil || c.Problem != calendar.NoSeat || c.At != "GR" || len(c.Earliest) == 0 {
		t.Errorf("%+v %v", c, err)
	}
	if c, err = d.Course(as(identity.Planner), p, period.Day(2016, 3, 1)); err != nil || c.Problem == calendar.None || len(c.Earliest) > 0 {
		t.Errorf("%+v %v", c, err)
	}
}

// TestInvitation: a sitting that was not invited in time says so, with the first day on
// which it can be held; none is set on a holiday or in the recess.
func TestInvitation(t *testing.T) {
	d, _ := town(t)
	m, err := d.Meeting(as(identity.Public), "GR-2015-12-03", today)
	if err != nil || !m.Late || m.InviteBy != period.Day(2015, 11, 26) || m.Earliest != period.Day(2015, 12, 4) {
		t.Errorf("%+v %v", m, err)
	}
	// Whoever enters a sitting is told before it is kept.
	entered := council.Sitting{ID: "GR-neu", Committee: "GR", On: period.Day(2015, 12, 3), State: council.Planned}
	kept, err := d.TryMeeting(as(identity.Planner), entered, nil, doing(0))
	if err != nil || !strings.Contains(kept.Says[0].De, "bis zum 26.11.2015 hinausgehen müssen. Frühestens kann das Gremium am 04.12.2015") {
		t.Errorf("%v %v", kept.Says, err)
	}
	// An invitation that went out after its last day is told, one that is still to go out
	// refused.
	entered.State, entered.InvitedOn = council.Invited, today
	if kept, err = d.TryMeeting(as(identity.Planner), entered, nil, doing(0)); err != nil || !strings.Contains(kept.Invited.De, "Die Einladung vom 27.11.2015 ist zu spät: Für die Sitzung am 03.12.2015 hätte sie bis zum 26.11.2015") {
		t.Errorf("%q %v", kept.Invited.De, err)
	}
	entered.InvitedOn = today.AddDays(1)
	if _, err = d.TryMeeting(as(identity.Planner), entered, nil, doing(0)); len(fault.RowsOf(err)) != 1 || fault.RowsOf(err)[0].Column != "invited_on" || fault.RowsOf(err)[0].Expected.De != "ein Tag bis zum Stand (27.11.2015)" {
		t.Errorf("%v", fault.RowsOf(err))
	}
	for on, want := range map[period.Date]int{period.Day(2016, 1, 6): 2, period.Day(2016, 1, 5): 1, period.Day(2016, 1, 14): 0, period.Day(2016, 1, 16): 1} {
		rows, err := d.MeetingFaults(as(identity.Planner), council.Sitting{ID: "GR-x", Committee: "GR", On: on, State: council.Planned}, today)
		if err != nil || len(rows) != want {
			t.Errorf("%s: %v %v", on, rows, err)
		}
	}
}

// TestDecision: a sitting decides a paper, gives actions, and all of it is kept
// together or nothing.
func TestDecision(t *testing.T) {
	d, s := town(t)
	id := issued(t, d, paper())
	sit := func(m council.Sitting, base int64, day period.Date, tasks ...desk.Task) error {
		return d.KeepMeeting(as(identity.Planner), m, tasks, desk.Doing{Base: base, Day: day, By: "Sozialplanung", Now: now})
	}
	m, err := d.Meeting(as(identity.Planner), "GR-2016-02-25", today)
	if err != nil {
		t.Fatal(err)
	}
	held := m.Sitting
	held.State = council.Held
	held.Agenda = []council.Item{{Number: "1", Paper: id, Public: true, Role: council.Decision, Result: council.Accepted, Votes: "einstimmig"}}
	if err := sit(held, m.Version, today); fault.KindOf(err) != fault.Invalid {
		t.Errorf("held before its day: %v", err)
	}
	n := len(s.all)
	task := desk.Task{Item: 0, Title: "Stelle ausschreiben", Owner: "Personalamt", Due: period.Day(2016, 3, 31)}
	if err := sit(held, m.Version, held.On, desk.Task{Item: 0}, task); len(fault.RowsOf(err)) != 2 || len(s.all) != n {
		t.Errorf("%v", err)
	}
	stranger := task
	stranger.Owner = "Frau Dr. Muster"
	for column, tried := range map[string]func(*council.Item) []desk.Task{
		"agenda[0].result": func(i *council.Item) []desk.Task { i.Votes = "1:50:0"; return nil },
		"agenda[0].votes":  func(i *council.Item) []desk.Task { i.Votes = "viele"; return nil },
		"tasks[0].owner":   func(*council.Item) []desk.Task { return []desk.Task{stranger} },
	} {
		wrong := held
		wrong.Agenda = slices.Clone(held.Agenda)
		err := sit(wrong, m.Version, held.On, tried(&wrong.Agenda[0])...)
		if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Column != column || rows[0].Value == "" || len(s.all) != n {
			t.Errorf("%s: %v %v", column, err, rows)
		}
	}
	many := held
	many.Agenda = []council.Item{{Number: "1", Paper: id, Public: true, Result: council.Accepted, Votes: "50:11:1"}} // 61 may vote
	if rows := fault.RowsOf(sit(many, m.Version, held.On)); len(rows) != 1 || rows[0].Column != "agenda[0].votes" {
		t.Errorf("62 votes of 61: %v", rows)
	}
	if err := sit(held, m.Version+1000, held.On, task); fault.KindOf(err) != fault.Conflict || len(s.all) != n {
		t.Errorf("kept over another version: %v", err)
	}
	if err := sit(held, m.Version, held.On, task); err != nil {
		t.Fatalf("%v %v", err, fault.RowsOf(err))
	}
	p := get(t, d, id)
	if p.State != council.Decided || p.Outcome() != council.Accepted || p.Order[2].Sitting != held.ID || len(s.all) != n+3 {
		t.Errorf("%s %+v, %d records", p.State, p.Order, len(s.all)-n)
	}
	var a steering.Action
	records, _ := s.Records(t.Context(), register.Action, held.On)
	if len(records) != 1 || json.Unmarshal(records[0].Body, &a) != nil || a.Origin != (steering.Origin{Kind: steering.FromPaper, Ref: id, By: "GR"}) || a.Due != task.Due || a.Opened != held.On {
		t.Errorf("%+v", a)
	}
	if was, err := d.Paper(as(identity.Public), id, held.On.AddDays(-1)); err != nil || was.State != council.Issued {
		t.Errorf("the day before it was %s (%v)", was.State, err)
	}
}

// TestUnmet: a paper whose order of committees cannot be met is issued with a reason only,
// and whoever issues it sees the earliest day; a decision before the other bodies have
// dealt with it warns.
func TestUnmet(t *testing.T) {
	d, _ := town(t)
	ctx := as(identity.Planner)
	p := paper()
	p.Signers, p.Order[2].On = nil, period.Day(2015, 12, 3)
	id := save(t, d, p)
	act(t, d, id, council.Act{Kind: council.Ready})
	do := doing(get(t, d, id).Version)
	e, err := d.Try(ctx, id, council.Act{Kind: council.Issue}, do)
	if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Column != "note" || len(e.Says) != 1 || !strings.Contains(e.Says[0].De, "frühestens möglich am 28.01.2016") {
		t.Errorf("%v %v", err, e.Says)
	}
	e, err = d.Try(ctx, id, council.Act{Kind: council.Issue, Note: "Sondersitzung"}, do)
	if err != nil || !strings.Contains(e.Says[0].De, "nicht zu schaffen") || e.Paper.History[len(e.Paper.History)-1].Note != "Sondersitzung" {
		t.Errorf("%v %v", err, e.Says)
	}
	act(t, d, id, council.Act{Kind: council.Issue, Note: "Sondersitzung"})
	for sitting, want := range map[string]bool{"GR-2015-12-03": true, "BB-01-2016-01-11": false} {
		m, err := d.Meeting(ctx, sitting, today)
		if err != nil {
			t.Fatal(err)
		}
		m.State, m.Agenda = council.Held, []council.Item{{Number: "1", Paper: id, Public: true, Result: council.Accepted}}
		k, err := d.TryMeeting(ctx, m.Sitting, nil, desk.Doing{Base: m.Version, Day: m.On, By: "x", Now: now})
		if err != nil {
			t.Fatal(err)
		}
		says := ""
		for _, s := range k.Says {
			says += s.De
		}
		if strings.Contains(says, "Noch ohne Ergebnis davor: Bezirksbeirat, Sozialausschuss.") != want {
			t.Errorf("%s: %s", sitting, says)
		}
	}
}

// TestWithdrawnPapers: what was taken back is in no list, and has its page.
func TestWithdrawnPapers(t *testing.T) {
	d, s := town(t)
	gone := motion("1/2015", "Kita", today.AddDays(-9))
	gone.ID, gone.State, gone.Withdrawn = "antrag-1-2015", council.Received, true
	put(s, register.Paper, gone.ID, today, gone)
	m, err := d.Motions(as(identity.Public), today, desk.Filter{})
	listed, _ := d.Listed(as(identity.Public), today)
	if err != nil || m.All != 0 || len(listed) != 0 {
		t.Errorf("%+v %v %v", m, listed, err)
	}
	if p, err := d.Paper(as(identity.Public), gone.ID, today); err != nil || !p.Withdrawn || !p.Cut {
		t.Errorf("%+v %v", p, err)
	}
}

// TestDeferred: what is put off stays issued; a committee before the council does not
// decide; a draft is nothing for a sitting.
func TestDeferred(t *testing.T) {
	d, _ := town(t)
	id := issued(t, d, paper())
	drafted := paper()
	drafted.Reference = "GRDrs 9/2016"
	other := save(t, d, drafted)
	for _, c := range []struct {
		sitting, paper string
		result         council.Result
		want           council.PaperState
	}{
		{"SGA-2016-02-15", id, council.Accepted, council.Issued},
		{"GR-2016-01-28", id, council.Deferred, council.Issued},
		{"BB-01-2016-02-08", other, council.Accepted, ""},
		{"GR-2016-02-25", id, council.Rejected, council.Decided},
	} {
		m, err := d.Meeting(as(identity.Planner), c.sitting, today)
		if err != nil {
			t.Fatal(err)
		}
		m.State, m.Agenda = council.Held, []council.Item{{Number: "1", Paper: c.paper, Public: true, Result: c.result}}
		err = d.KeepMeeting(as(identity.Planner), m.Sitting, nil, desk.Doing{Base: m.Version, Day: m.On, By: "x", Now: now})
		if c.want == "" {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("a draft is decided: %v", err)
			}
			continue
		}
		if p := get(t, d, c.paper); err != nil || p.State != c.want {
			t.Errorf("%s: %s, want %s (%v)", c.sitting, p.State, c.want, err)
		}
	}
}

// TestAgenda: what others see of an agenda.
func TestAgenda(t *testing.T) {
	d, _ := town(t)
	m, err := d.Meeting(as(identity.Planner), "GR-2016-02-25", today)
	if err != nil {
		t.Fatal(err)
	}
	m.Agenda = []council.Item{{Number: "1", Title: "offen", Public: true}, {Number: "2", Title: "geheim"}}
	keep := func(state council.SittingState, base int64) {
		t.Helper()
		m.State = state
		if err := d.KeepMeeting(as(identity.Planner), m.Sitting, nil, doing(base)); err != nil {
			t.Fatal(err, fault.RowsOf(err))
		}
	}
	titles := func(role identity.Role) string {
		one, err := d.Meeting(as(role), m.ID, today)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, i := range one.Agenda {
			list = append(list, i.Title)
		}
		return strings.Join(list, ",")
	}
	keep(council.Planned, m.Version)
	if got := titles(identity.Public) + "/" + titles(identity.Council) + "/" + titles(identity.Planner); got != "//offen,geheim" {
		t.Error(got)
	}
	again, _ := d.Meeting(as(identity.Planner), m.ID, today)
	keep(council.Invited, again.Version)
	if got := titles(identity.Public) + "/" + titles(identity.Council); got != "offen,/offen,geheim" {
		t.Error(got)
	}
}

// TestTermsUnknown: of a body that tells no deadlines nobody can say by when members must
// be invited or papers handed in, nor that it is too late.
func TestTermsUnknown(t *testing.T) {
	d, s := town(t)
	put(s, register.Committee, "X", today, council.Committee{Key: "X", Name: "Anderswo", Kind: council.Standing, TermsUnknown: true, Source: "https://rat.example.org/x"})
	put(s, register.Sitting, "x1", today, council.Sitting{ID: "x1", Committee: "X", On: today.AddDays(1), State: council.Planned})
	put(s, register.Sitting, "x2", today, council.Sitting{ID: "x2", Committee: "nowhere", On: today.AddDays(-1), State: council.Planned})
	p := council.Paper{ID: "p", Type: council.Report, Title: "Bericht", State: council.Issued, Order: []council.Consultation{{Committee: "X", Step: council.Notice, Public: true}}}
	c, err := d.Course(as(identity.Planner), p, today)
	if err != nil || len(c.Stages) != 1 || c.Stages[0].Sitting != today.AddDays(1) || !c.Stages[0].Submit.IsZero() || !c.Stages[0].Invite.IsZero() {
		t.Errorf("%+v %v", c.Stages, err)
	}
	for _, id := range []string{"x1", "x2"} {
		m, err := d.Meeting(as(identity.Planner), id, today)
		if err != nil || !m.InviteBy.IsZero() || m.Late {
			t.Errorf("%s: to be invited by %s, late %t, %v", id, m.InviteBy, m.Late, err)
		}
	}
}

// TestReads: a version of a paper that was a draft stays with the offices, also after the
// paper has gone out; the version that went out is everybody's where its order is public.
func TestReads(t *testing.T) {
	d, books := town(t)
	id := issued(t, d, paper())
	list, err := books.Versions(context.Background(), register.Paper, id)
	if err != nil || len(list) < 2 {
		t.Fatalf("%d versions, %v", len(list), err)
	}
	draft, out := list[0], list[len(list)-1]
	for _, v := range []register.Record{draft, out} {
		if err := d.Reads(as(identity.Planner), v); err != nil {
			t.Errorf("a planner does not read %d: %v", v.ID, err)
		}
	}
	if err := d.Reads(as(identity.Public), draft); fault.KindOf(err) != fault.NotFound {
		t.Errorf("anybody reads a draft: %v", err)
	}
	open := get(t, d, id).Open()
	if err := d.Reads(as(identity.Public), out); (err == nil) != open {
		t.Errorf("what went out, open %v: %v", open, err)
	}
}
