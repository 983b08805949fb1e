// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	desk "planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/store"
)

// everything lets everybody do everything.
type everything struct{}

func (everything) May(context.Context) func(rights.Action, rights.Resource) bool {
	return func(rights.Action, rights.Resource) bool { return true }
}

var councilDay = period.Day(2016, 1, 14)

func councilDoing(base int64, day period.Date) desk.Doing {
	return desk.Doing{Base: base, Day: day, By: "Sozialplanung", Now: time.Date(2016, 1, 14, 9, 0, 0, 0, time.UTC)}
}

// Council is a desk over a store with one body.
func Council(t testing.TB, s *store.Store) *desk.Desk {
	t.Helper()
	body, err := json.Marshal(council.Committee{Key: "GR", Name: "Gemeinderat", Kind: council.Plenary, Submission: 8, Invitation: 7, Source: "§ 34 GemO"})
	if err != nil {
		t.Fatal(err)
	}
	known, err := s.Versions(t.Context(), register.Committee, "GR")
	if err == nil && len(known) == 0 {
		err = s.AppendAfter(t.Context(), Batch("committee"), register.Record{Kind: register.Committee, Key: "GR", KnownFrom: councilDay.AddDays(-100), Body: body}, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	return desk.New(s, everything{})
}

// Decide takes a motion in, issues the paper that answers it, and has the council
// decide on it with an action: five writes.
func Decide(ctx context.Context, d *desk.Desk, n int) error {
	motion, err := d.Save(ctx, council.Paper{Reference: fmt.Sprintf("%d/2016", n), Type: council.Motion, Title: "Plätze", On: councilDay, By: []string{"FDP"}, Asks: []council.Ask{{Text: "mehr Plätze"}}}, councilDoing(0, councilDay))
	if err != nil {
		return err
	}
	id, err := d.Save(ctx, council.Paper{
		Reference: fmt.Sprintf("GRDrs %d/2016", n), Type: council.Answer, Title: "Plätze", On: councilDay, Lead: "Sozialplanung", Answers: []string{motion},
		Order: []council.Consultation{{Committee: "GR", Step: council.Decision, Public: true}},
	}, councilDoing(0, councilDay))
	for _, k := range []council.ActKind{council.Ready, council.Issue} {
		if err != nil {
			return err
		}
		var p desk.Stored
		if p, err = d.Paper(ctx, id, period.Date{}); err == nil {
			_, err = d.Act(ctx, id, council.Act{Kind: k}, councilDoing(p.Version, councilDay))
		}
	}
	if err != nil {
		return err
	}
	on := period.Day(2016, 2, 4)
	return d.KeepMeeting(ctx, council.Sitting{
		ID: fmt.Sprintf("GR-%d", n), Committee: "GR", On: on, State: council.Held,
		Agenda: []council.Item{{Number: "1", Paper: id, Public: true, Role: council.Decision, Result: council.Accepted}},
	}, []desk.Task{{Title: "ausführen", Owner: "Sozialplanung"}}, councilDoing(0, on))
}

// Decided counts the papers that were decided, and refuses what is only half there: a
// paper without the answer to its motion, or without its sitting and action.
func Decided(ctx context.Context, s *store.Store) (int, error) {
	d := desk.New(s, everything{})
	papers, err := d.Papers(ctx, period.Date{})
	if err != nil {
		return 0, err
	}
	states := map[string]council.PaperState{}
	for _, p := range papers {
		states[p.ID] = p.State
	}
	actions, err := s.Records(ctx, register.Action, period.Date{})
	if err != nil {
		return 0, err
	}
	of := map[string]int{}
	for _, r := range actions {
		var a steering.Action
		if err := json.Unmarshal(r.Body, &a); err != nil {
			return 0, err
		}
		of[a.Origin.Ref]++
	}
	n := 0
	for _, p := range papers {
		if p.Type.Asked() {
			continue
		}
		decided := p.State == council.Decided
		if out, answered := p.State.Out(), states[p.Answers[0]] == council.Answered; out != answered {
			return n, fmt.Errorf("%s is %s, its motion %s", p.ID, p.State, states[p.Answers[0]])
		}
		if decided != (of[p.ID] == 1) {
			return n, fmt.Errorf("%s is %s with %d actions", p.ID, p.State, of[p.ID])
		}
		if decided {
			n++
			if _, err := d.Meeting(ctx, p.Order[0].Sitting, period.Date{}); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

// testCouncil: what the desk of the council keeps it keeps together; of two planners
// who saw the same version one wins; the past stays as it was.
func testCouncil(t *testing.T, s *store.Store) {
	d, ctx := Council(t, s), Context(t.Context())
	for n := 1; n <= 3; n++ {
		if err := Decide(ctx, d, n); err != nil {
			t.Fatal(err, fault.RowsOf(err))
		}
	}
	if n, err := Decided(ctx, s); n != 3 || err != nil {
		t.Errorf("%d decided, %v", n, err)
	}
	was, err := d.Paper(ctx, "grdrs-2-2016", councilDay)
	if err != nil || was.State != council.Issued {
		t.Errorf("on %s it was %s (%v)", councilDay, was.State, err)
	}
	before := position(t, s)
	if _, err := d.Act(ctx, was.ID, council.Act{Kind: council.Settle, Note: "x"}, councilDoing(was.Version, councilDay)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an outdated version is changed: %v", err)
	}
	found, err := d.Motions(ctx, period.Date{}, desk.Filter{Words: "Platz"})
	if err != nil || len(found.List) != 3 || len(found.List[0].Answering) != 1 {
		t.Errorf("%+v %v", found, err)
	}
	// A paper that somebody else has changed meanwhile: the sitting is not kept either.
	racing := racer{Store: s, t: t}
	err = Decide(ctx, desk.New(&racing, everything{}), 9)
	if fault.KindOf(err) != fault.Conflict {
		t.Errorf("%v", err)
	}
	if kept, err := s.Versions(ctx, register.Sitting, "GR-9"); err != nil || len(kept) > 0 {
		t.Errorf("%d sittings of a refused write, %v", len(kept), err)
	}
	if actions, err := s.Records(ctx, register.Action, period.Date{}); err != nil || len(actions) != 3 {
		t.Errorf("%d actions, %v", len(actions), err)
	}
	if position(t, s) == before {
		t.Error("nothing was written")
	}
}

// racer has somebody else change the paper just before a sitting is written.
type racer struct {
	*store.Store
	t *testing.T
}

// AppendAllAfter lets another planner be first.
func (r *racer) AppendAllAfter(ctx context.Context, batch figure.Batch, next []register.Next) error {
	for _, n := range next {
		if n.Kind == register.Paper && len(next) > 2 {
			other := Batch("paper")
			other.Digest = ""
			if err := r.Store.AppendAfter(ctx, other, n.Record, n.After); err != nil {
				r.t.Error(err)
			}
		}
	}
	return r.Store.AppendAllAfter(ctx, batch, next)
}
