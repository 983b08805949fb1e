// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"planraum/internal/city/audience"
	"planraum/internal/city/audit"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/register"
	"planraum/internal/desk/accounts"
	"planraum/internal/desk/data"
	"planraum/internal/desk/protect"
	"planraum/internal/store"
)

// Actor acts in Context.
var Actor = identity.Principal{Account: 12, Name: "Ǻda Žižka", Grants: []identity.Grant{{Role: identity.Planner}}, Means: identity.Session}

// Context is a context in which Actor acts from an address.
func Context(ctx context.Context) context.Context {
	return audit.WithRequest(identity.With(ctx, Actor), audit.Request{ID: "r-1", Origin: "192.0.2.7"})
}

// Write is a method of the store that writes, and what it leaves in the record.
type Write struct {
	Method string
	// Do writes and returns the objects and kinds it must leave, as "kind object"
	// or "kind object:key".
	Do func(t *testing.T, ctx context.Context, s *store.Store) []string
	// Quiet writes are no doing of anybody: what they are part of is recorded.
	Quiet bool
}

// Writes are all methods of the store that write. A test of the store makes
// sure that none is missing.
var Writes = []Write{
	{Method: "Write", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		succeed(t, Fill(ctx, s, 20))
		return []string{"change edition", "change areas", "import batch", "change indicator"}
	}},
	{Method: "Take", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		succeed(t, s.Take(ctx, Batch("sites"), func(r data.Recorder) (int, error) {
			return 1, r.AddRecords(ctx, []register.Record{{Kind: register.Site, Key: "haus", Body: []byte(`{"name":"Haus","places":40}`)}})
		}))
		return []string{"import site:haus", "import batch"}
	}},
	{Method: "AppendAfter", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		b := Batch("settings")
		b.Digest = ""
		succeed(t, s.AppendAfter(ctx, b, register.Record{Kind: register.Setting, Key: "a", Body: []byte(`{"x":1}`)}, 0))
		return []string{"change setting:a"}
	}},
	{Method: "AppendAllAfter", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		b := Batch("release")
		b.Digest = ""
		succeed(t, s.AppendAllAfter(ctx, b, []register.Next{{Record: register.Record{Kind: register.Release, Key: "q.2016-01", Body: []byte(`{}`)}}}))
		return []string{"release release:q.2016-01"}
	}},
	{Method: "SetContact", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		succeed(t, s.SetContact(ctx, "haus", "Ǻda@beispiel.de"))
		succeed(t, s.SetContact(ctx, "haus", ""))
		return []string{"change contact:haus", "deletion contact:haus"}
	}},
	{Method: "SaveRun", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		succeed(t, s.SaveRun(ctx, plan.Run{ID: "abc", PlanID: "p", Digest: "abcdef", RanOn: period.Day(2016, 1, 1)}))
		return []string{"change run:abc"}
	}},
	{Method: "Keep", Quiet: true, Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		succeed(t, s.Keep(ctx, protect.Kept{Audience: audience.Public, MadeAt: Moment}))
		return nil
	}},
	{Method: "AddDeparture", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		succeed(t, s.AddDeparture(ctx, protect.Departure{At: Moment, Audience: audience.Public, Recipient: "API", Content: "figures", Format: "json", Purpose: "Anfrage"}))
		return []string{"export departure:figures"}
	}},
	{Method: "AddUpload", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		_, err := s.AddUpload(ctx, upload("a.csv"), strings.NewReader("abc"), 0)
		succeed(t, err)
		return []string{"change upload"}
	}},
	{Method: "DropUpload", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		u, err := s.AddUpload(ctx, upload("a.csv"), strings.NewReader("abc"), 0)
		succeed(t, err)
		succeed(t, s.DropUpload(ctx, u.ID))
		return []string{"deletion upload:" + u.ID}
	}},
	{Method: "AddJob", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		s.UseQueue(&counter{})
		id, err := s.AddJob(ctx, anOrder())
		succeed(t, err)
		return []string{"job job:" + id}
	}},
	{Method: "CancelJob", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		j := worked(t, ctx, s)
		succeed(t, s.CancelJob(ctx, j.Job, "Sozialplanung", Moment))
		return []string{"job job:" + j.Job}
	}},
	{Method: "RetryJob", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		j := worked(t, ctx, s)
		_, err := s.EndJob(ctx, j, 0, 0, job.Ending{State: job.Failed, At: Moment})
		succeed(t, err)
		succeed(t, s.RetryJob(ctx, j.Job))
		return []string{"job job:" + j.Job}
	}},
	{Method: "EndJob", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		j := worked(t, ctx, s)
		_, err := s.EndJob(ctx, j, 1, 1, job.Ending{State: job.Done, At: Moment})
		succeed(t, err)
		return []string{"job job:" + j.Job}
	}},
	{Method: "RescueJob", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		j := worked(t, ctx, s)
		pulses, err := s.Pulses(ctx)
		succeed(t, err)
		_, err = s.RescueJob(ctx, pulses[0], 4, Moment)
		succeed(t, err)
		return []string{"job job:" + j.Job}
	}},
	{Method: "ForgetJobs", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		j := worked(t, ctx, s)
		_, err := s.EndJob(ctx, j, 0, 0, job.Ending{State: job.Done, At: Moment})
		succeed(t, err)
		_, err = s.ForgetJobs(ctx, Moment.Add(time.Hour))
		succeed(t, err)
		return []string{"retention job"}
	}},
	{Method: "StartJob", Quiet: true, Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		worked(t, ctx, s)
		return nil
	}},
	{Method: "BeatJob", Quiet: true, Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		_, _, err := s.BeatJob(ctx, worked(t, ctx, s), 1, 2)
		succeed(t, err)
		return nil
	}},
	{Method: "KeepJob", Quiet: true, Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		succeed(t, s.KeepJob(ctx, worked(t, ctx, s), []byte("{}")))
		return nil
	}},
	{Method: "CreateJobFile", Quiet: true, Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		f, err := s.CreateJobFile(ctx, worked(t, ctx, s), "a.csv", "text/csv")
		succeed(t, err)
		_, err = f.Write(bytes.Repeat([]byte("a"), 600<<10))
		succeed(t, err)
		succeed(t, f.Close())
		return nil
	}},
	{Method: "Note", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		succeed(t, s.Note(ctx, audit.Event{Kind: audit.SignIn, Object: audit.Object{Kind: "account", Key: "12"}}))
		return []string{"sign-in account:12"}
	}},
	{Method: "ForgetTrail", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		for range 3 {
			succeed(t, s.Note(ctx, audit.Event{Kind: audit.SignIn}))
		}
		n, err := s.ForgetTrail(ctx, time.Now().Add(time.Hour))
		succeed(t, err)
		if n == 0 {
			t.Error("nothing was removed")
		}
		return []string{"retention audit"}
	}},
	{Method: "WipeSealed", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		succeed(t, s.Note(ctx, audit.Event{Kind: audit.SignIn}))
		n, err := s.WipeSealed(ctx, "origin", time.Now().Add(time.Hour))
		succeed(t, err)
		if n == 0 {
			t.Error("nothing was wiped")
		}
		return []string{"retention audit-origin"}
	}},
	{Method: "ChangeAccounts", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		change := func(fn func(accounts.Rows) error) { t.Helper(); succeed(t, s.ChangeAccounts(ctx, fn)) }
		var number int64
		change(func(r accounts.Rows) (err error) {
			number, err = r.NextAccount(ctx)
			r.Tell(accounts.Event{Act: accounts.AccountInvited, Account: number, After: accounts.Facts{Link: identity.Invitation, Grants: []string{"planner"}}})
			return errors.Join(err, r.PutAccount(ctx, identity.Account{Number: number, Login: "ǻda@beispiel.de", Email: "Ǻda@beispiel.de", Name: "Ǻda Žižka", State: identity.Invited}))
		})
		key := strconv.FormatInt(number, 10)
		before, err := s.Chain(ctx)
		succeed(t, err)
		change(func(r accounts.Rows) error {
			r.Quiet(accounts.LastUse)
			return errors.Join(r.SeeSession(ctx, "x", Moment), r.UseToken(ctx, "x", "2026-11-23"))
		})
		after, err := s.Chain(ctx)
		succeed(t, err)
		if after.Head != before.Head {
			t.Error("noting a use leaves an entry")
		}
		change(func(r accounts.Rows) error {
			r.Tell(accounts.Event{Act: accounts.AccountDeleted, Account: number})
			return r.DropAccount(ctx, number)
		})
		return []string{"rights account:" + key, "deletion account:" + key}
	}},
	{Method: "WipeAccount", Do: func(t *testing.T, ctx context.Context, s *store.Store) []string {
		succeed(t, s.WipeAccount(ctx, 12, ""))
		return []string{"deletion account:12"}
	}},
}

// worked is a job that a worker has.
func worked(t *testing.T, ctx context.Context, s *store.Store) job.Ticket {
	t.Helper()
	c := &counter{}
	s.UseQueue(c)
	id, err := s.AddJob(ctx, anOrder())
	succeed(t, err)
	ticket := job.Ticket{Job: id, Number: c.last}
	_, mine, err := s.StartJob(ctx, ticket, "worker", Moment)
	if err != nil || !mine {
		t.Fatalf("the job is not given out: %t, %v", mine, err)
	}
	return ticket
}

// testEveryWriteIsRecorded: each method that writes leaves what it has to, in
// the name of whoever acts, and the chain holds.
func testEveryWriteIsRecorded(t *testing.T, s *store.Store) {
	ctx := Context(t.Context())
	for _, w := range Writes {
		before, err := s.Chain(ctx)
		succeed(t, err)
		want := w.Do(t, ctx, s)
		entries, err := s.Trail(ctx, audit.Query{Above: before.Head.Seq, Oldest: true})
		succeed(t, err)
		if len(want) == 0 && !w.Quiet {
			t.Errorf("%s says nothing of what it leaves in the record", w.Method)
		}
		for _, one := range want {
			if !slices.ContainsFunc(entries, func(e audit.Entry) bool { return matches(e, one) }) {
				t.Errorf("%s does not leave %q in the record", w.Method, one)
			}
		}
		for _, e := range entries {
			if e.Means != audit.ByProgram && (e.Account != Actor.Account || e.By != "Sozialplanung (Konto 12)" || e.Role != identity.Planner) {
				t.Errorf("%s: entry %d is recorded for %+v", w.Method, e.Seq, e.Actor)
			}
			if strings.Contains(e.Before+e.After+e.By+e.Object.Key, "Ǻda") {
				t.Errorf("%s: entry %d holds a name", w.Method, e.Seq)
			}
		}
	}
	sound(t, s)
}

func matches(e audit.Entry, want string) bool {
	kind, object, _ := strings.Cut(want, " ")
	object, key, keyed := strings.Cut(object, ":")
	return string(e.Kind) == kind && e.Object.Kind == object && (!keyed || e.Object.Key == key)
}

// sound walks the chain.
func sound(t *testing.T, s *store.Store) {
	t.Helper()
	if w := Walk(t, s); w.Broken > 0 {
		t.Errorf("the chain is broken: %v", w.Breaks)
	}
}

// Walk walks the chain of a store that nobody writes to.
func Walk(t *testing.T, s *store.Store) *audit.Walk {
	t.Helper()
	b, err := s.Chain(t.Context())
	succeed(t, err)
	w := audit.NewWalk(b)
	succeed(t, s.EachEntry(t.Context(), 0, 0, func(f audit.Found) error { w.See(f); return nil }))
	w.End(&b)
	return w
}

// testBeforeAndAfter: of a register only what differs is recorded, with the
// reason; of a batch of many only how many.
func testBeforeAndAfter(t *testing.T, s *store.Store) {
	ctx := Context(t.Context())
	put := func(body string, after int64) {
		t.Helper()
		b := Batch("settings")
		b.Digest, b.Reason = "", "weil es so ist"
		succeed(t, s.AppendAfter(ctx, b, register.Record{Kind: register.Setting, Key: "a", Body: []byte(body)}, after))
	}
	put(`{"x":1,"y":{"b":2,"a":1},"long":"`+strings.Repeat("ä", 5000)+`"}`, 0)
	records, err := s.Records(ctx, register.Setting, period.Date{})
	succeed(t, err)
	put(`{"y":{"b":2,"a":1}, "x":2,"long":"kurz"}`, records[0].ID)
	entries, err := s.Trail(ctx, audit.Query{Object: audit.Object{Kind: "setting", Key: "a"}})
	succeed(t, err)
	if len(entries) != 2 || entries[0].Reason != "weil es so ist" || entries[0].Request != (audit.Request{ID: "r-1", Origin: "192.0.2.7"}) {
		t.Fatalf("recorded are %+v", entries)
	}
	if diff := cmp.Diff(`{"long":"kurz","x":2}`, entries[0].After); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(entries[0].Event.Before, `"x":1`) || !strings.Contains(entries[0].Event.Before, `"sha256"`) || strings.Contains(entries[0].Event.Before, "ä") {
		t.Errorf("before: %s", entries[0].Event.Before)
	}
	many := make([]register.Record, 150)
	for i := range many {
		many[i] = register.Record{Kind: register.Site, Key: strings.Repeat("k", i+1), Body: []byte("{}")}
	}
	before := entries[0].Seq
	succeed(t, s.Write(ctx, Batch("sites"), func(tx *store.Tx) error { return tx.AddRecords(ctx, many) }))
	entries, err = s.Trail(ctx, audit.Query{Above: before})
	succeed(t, err)
	if len(entries) != 1 || !strings.Contains(entries[0].After, `"records":150`) {
		t.Errorf("a batch of many records leaves %+v", entries)
	}
	sound(t, s)
}

// testSearch: entries are found by account, role, kind, object, request and
// time, in pages.
func testSearch(t *testing.T, s *store.Store) {
	other := Actor
	other.Account, other.Grants = 13, []identity.Grant{{Role: identity.Steward}}
	for i := range 30 {
		who := Actor
		if i%3 == 0 {
			who = other
		}
		ctx := audit.WithRequest(identity.With(t.Context(), who), audit.Request{ID: "r"})
		succeed(t, s.Note(ctx, audit.Event{At: Moment.Add(time.Duration(i) * time.Hour), Kind: audit.Kinds()[i%2], Object: audit.Object{Kind: "page", Key: strings.Repeat("ä", i+1)}}))
	}
	for name, c := range map[string]struct {
		q    audit.Query
		want int
	}{
		"all": {audit.Query{}, 30}, "account": {audit.Query{Account: 13}, 10}, "role": {audit.Query{Role: identity.Planner}, 20}, "kind": {audit.Query{Kind: audit.SignIn}, 15},
		"object": {audit.Query{Object: audit.Object{Kind: "page"}}, 30}, "key": {audit.Query{}.ObjectNamed("page", strings.Repeat("ä", 28)), 1}, "beginning of the key": {audit.Query{}.ObjectNamed("page", strings.Repeat("ä", 28)+"*"), 3},
		"from": {audit.Query{From: Moment.Add(10 * time.Hour)}, 20}, "before": {audit.Query{Before: Moment.Add(10 * time.Hour)}, 10},
		"page": {audit.Query{Below: 11, Limit: 4}, 4}, "both": {audit.Query{Account: 13, Kind: audit.SignOut}, 5}, "request": {audit.Query{Request: "r"}, 30}, "outcome": {audit.Query{Outcome: audit.Denied}, 0},
	} {
		entries, err := s.Trail(t.Context(), c.q)
		succeed(t, err)
		if len(entries) != c.want || !slices.IsSortedFunc(entries, func(a, b audit.Entry) int { return int(b.Seq - a.Seq) }) {
			t.Errorf("%s: %d entries, want %d, newest first", name, len(entries), c.want)
		}
	}
	// Nobody acts in a sign-in that failed; it is found at the account nevertheless.
	failed := audit.Event{Kind: audit.SignIn, Outcome: audit.Denied, Actor: audit.Actor{By: "Öffentlichkeit"}, Object: audit.Object{Kind: audit.AccountObject, Key: "13"}}
	succeed(t, s.Note(t.Context(), failed))
	for account, want := range map[int64]int{13: 1, 12: 0, 1: 0} {
		entries, err := s.Trail(t.Context(), audit.Query{Account: account, Outcome: audit.Denied})
		succeed(t, err)
		if len(entries) != want {
			t.Errorf("%d failed sign-ins are found at the account %d, want %d", len(entries), account, want)
		}
	}
}

// testSearchByTime: a time is found exactly, also where clocks were set back and
// entries of other times lie between, page by page in both directions.
func testSearchByTime(t *testing.T, s *store.Store) {
	minutes := []int{0, 5, 1, 6, 2, 30, 3, 7, 31, 4, 8, 32, 9, 33}
	for _, m := range minutes {
		succeed(t, s.Note(Context(t.Context()), audit.Event{At: Moment.Add(time.Duration(m) * time.Minute), Kind: audit.SignIn}))
	}
	for _, span := range [][2]int{{0, 10}, {3, 8}, {30, 34}, {10, 30}, {-5, 0}, {40, 50}, {5, 6}, {-1, -1}, {6, -1}, {-1, 6}} {
		q := audit.Query{Limit: 2}
		var want []int64
		for i, m := range minutes {
			if (span[0] < 0 || m >= span[0]) && (span[1] < 0 || m < span[1]) {
				want = append(want, int64(i+1))
			}
		}
		slices.SortFunc(want, func(a, b int64) int { return minutes[a-1] - minutes[b-1] })
		if span[0] != -1 {
			q.From = Moment.Add(time.Duration(span[0]) * time.Minute)
		}
		if span[1] != -1 {
			q.Before = Moment.Add(time.Duration(span[1]) * time.Minute)
		}
		if span == [2]int{-1, -1} {
			slices.Sort(want)
		}
		for _, q.Oldest = range []bool{false, true} {
			var got []int64
			for page := q; ; {
				entries, err := s.Trail(t.Context(), page)
				succeed(t, err)
				for _, e := range entries {
					got, page.Below, page.Above = append(got, e.Seq), e.Seq, 0
					if q.Oldest {
						page.Below, page.Above = 0, e.Seq
					}
				}
				if len(entries) < q.Limit {
					break
				}
			}
			if !q.Oldest {
				slices.Reverse(got)
			}
			if !slices.Equal(got, want) {
				t.Errorf("minutes %d to %d, oldest first %t: entries %d, want %d", span[0], span[1], q.Oldest, got, want)
			}
		}
	}
}

// testRemoved: the oldest entries go behind a checkpoint, sealed values go, and
// the chain holds; nothing goes otherwise.
func testRemoved(t *testing.T, s *store.Store) {
	ctx := Context(t.Context())
	for i := range 20 {
		succeed(t, s.Note(ctx, audit.Event{At: Moment.Add(time.Duration(i) * time.Hour), Kind: audit.SignIn, Reason: "weil"}))
	}
	for _, step := range []struct {
		name string
		do   func() (int64, error)
		want int64
	}{
		{"origins", func() (int64, error) { return s.WipeSealed(ctx, "origin", Moment.Add(10*time.Hour)) }, 10},
		{"origins again", func() (int64, error) { return s.WipeSealed(ctx, "origin", Moment.Add(10*time.Hour)) }, 0},
		{"entries", func() (int64, error) { return s.ForgetTrail(ctx, Moment.Add(5*time.Hour)) }, 5},
		{"entries again", func() (int64, error) { return s.ForgetTrail(ctx, Moment.Add(5*time.Hour)) }, 0},
		{"more entries", func() (int64, error) { return s.ForgetTrail(ctx, Moment.Add(7*time.Hour)) }, 2},
	} {
		n, err := step.do()
		if err != nil || n != step.want {
			t.Errorf("%s: %d, %v; want %d", step.name, n, err, step.want)
		}
		sound(t, s)
	}
	w := Walk(t, s)
	if w.First.Seq != 8 || w.Wiped != 3 {
		t.Errorf("the chain begins with %d, %d wiped", w.First.Seq, w.Wiped)
	}
	succeed(t, s.WipeAccount(ctx, Actor.Account, ""))
	sound(t, s)
	entries, err := s.Trail(ctx, audit.Query{Account: Actor.Account})
	succeed(t, err)
	for _, e := range entries[1:] {
		if e.Request.Origin != "" || e.Reason != "" {
			t.Errorf("entry %d still holds %+v, %q", e.Seq, e.Request, e.Reason)
		}
	}
}

// testNotedTogether: events that come together are all recorded, each before
// its caller goes on, and one whose caller goes away as well.
func testNotedTogether(t *testing.T, s *store.Store) {
	const callers = 100
	done := make(chan error)
	for range callers {
		go func() { done <- s.Note(Context(t.Context()), audit.Event{Kind: audit.Refused}) }()
	}
	for range callers {
		succeed(t, <-done)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	_ = s.Note(gone, audit.Event{Kind: audit.Refused})
	succeed(t, s.Note(t.Context(), audit.Event{Kind: audit.SignIn}))
	entries, err := s.Trail(t.Context(), audit.Query{Kind: audit.Refused})
	succeed(t, err)
	if len(entries) != callers+1 {
		t.Errorf("%d entries of %d", len(entries), callers+1)
	}
	sound(t, s)
}

// testNothingOfAFailedWrite: what is not kept leaves nothing in the record.
func testNothingOfAFailedWrite(t *testing.T, s *store.Store) {
	before, err := s.Chain(t.Context())
	succeed(t, err)
	_ = s.Write(t.Context(), figure.Batch{}, func(*store.Tx) error { return nil })
	_ = s.SetContact(t.Context(), "a", "\x00")
	after, err := s.Chain(t.Context())
	succeed(t, err)
	if before != after {
		t.Errorf("the chain went from %v to %v", before.Head, after.Head)
	}
}
