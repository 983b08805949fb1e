// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package privacy_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/job"
	rules "planraum/internal/city/privacy"
	"planraum/internal/desk/privacy"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// outside is all that the desk uses: the record, jobs, files, and the list that
// is kept apart.
type outside struct {
	at      time.Time
	entries []audit.Entry
	wiped   []int64
	jobs    []job.Job
	purged  [][]string
	apart   []rules.Erasure
	fails   error // of what is kept apart
}

func (o *outside) now() time.Time { return o.at }

func (o *outside) Note(_ context.Context, e audit.Event) error {
	o.entries = append([]audit.Entry{{Seq: int64(len(o.entries) + 1), Event: e}}, o.entries...)
	return nil
}

func (o *outside) Trail(_ context.Context, q audit.Query) ([]audit.Entry, error) {
	return slices.DeleteFunc(slices.Clone(o.entries), func(e audit.Entry) bool { return q.Kind != "" && e.Kind != q.Kind }), nil
}

func (o *outside) WipeAccount(ctx context.Context, account int64, after string) error {
	o.wiped = append(o.wiped, account)
	return o.Note(ctx, audit.Event{Kind: audit.Deletion, Object: audit.Object{Kind: audit.AccountObject, Key: strconv.FormatInt(account, 10)}, After: after})
}

func (o *outside) AddJob(_ context.Context, order job.Order) (string, error) {
	id := fmt.Sprint(len(o.jobs) + 1)
	o.jobs = append([]job.Job{{ID: id, Kind: order.Kind, Args: order.Args, By: order.By, State: job.Waiting, CreatedAt: o.at}}, o.jobs...)
	return id, nil
}

func (o *outside) Jobs(context.Context, int, ...job.State) ([]job.Job, error) { return o.jobs, nil }

func (o *outside) Purge(_ context.Context, tables []string) (privacy.Purged, error) {
	o.purged = append(o.purged, tables)
	return privacy.Purged{Journal: true}, nil
}

func (o *outside) Keep(list []rules.Erasure) error {
	if o.fails == nil {
		o.apart = list
	}
	return o.fails
}

func desk() (*privacy.Desk, *outside) {
	o := &outside{at: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)}
	return privacy.New(o, o, o, o.now), o
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const day = 24 * time.Hour

// TestDeletionSaysHowLong: each deletion says until when copies hold it: by the
// copies that there are, and for a usual time where nobody knows or they cannot
// be listed, which must keep nobody from deleting.
func TestDeletionSaysHowLong(t *testing.T) {
	for name, c := range map[string]struct {
		copies privacy.Copies
		fails  error
		until  time.Duration
		hands  int
		nobody bool
	}{
		"nobody knows":       {nobody: true, until: rules.CopiesKept},
		"no schedule":        {until: rules.CopiesKept},
		"cannot be listed":   {fails: errors.New("no folder"), until: rules.CopiesKept},
		"two weeks":          {copies: privacy.Copies{Until: time.Date(2026, 3, 15, 8, 0, 0, 0, time.UTC)}, until: 14 * day},
		"no copies":          {copies: privacy.Copies{Until: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)}},
		"some until deleted": {copies: privacy.Copies{Until: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), ByHand: 3}, until: day, hands: 3},
	} {
		d, o := desk()
		if !c.nobody {
			d.AskCopies(func(context.Context) (privacy.Copies, error) { return c.copies, c.fails })
		}
		must(t, d.Erased(t.Context(), privacy.Contact, "haus"))
		after, err := d.Erasing(t.Context(), privacy.Account, "7")
		must(t, err)
		must(t, o.WipeAccount(t.Context(), 7, after))
		list, err := d.Erasures(t.Context())
		must(t, err)
		if len(list) != 2 {
			t.Fatalf("%s: %+v", name, list)
		}
		for i, want := range []rules.Erasure{{Object: privacy.Account, Key: "7"}, {Object: privacy.Contact, Key: "haus"}} {
			want.At, want.CopiesUntil, want.ByHand = o.at, o.at.Add(c.until), c.hands
			if list[i] != want {
				t.Errorf("%s: %+v, want %+v", name, list[i], want)
			}
		}
		if len(o.jobs) != 1 {
			t.Errorf("%s: %d jobs to purge the files, want 1", name, len(o.jobs))
		}
	}
}

// TestListKeptApart: every deletion is on the list that lies beside the database;
// where it cannot be written the deletion stands, and the next look says so and
// mends it.
func TestListKeptApart(t *testing.T) {
	d, o := desk()
	d.KeepApart(o)
	must(t, d.Look(t.Context()))
	if o.apart == nil || len(o.apart) != 0 {
		t.Errorf("before any deletion there is no list: %v", o.apart)
	}
	must(t, d.Erased(t.Context(), privacy.Contact, "haus"))
	o.fails = errors.New("disk full")
	must(t, d.Erased(t.Context(), privacy.Contact, "heim"))
	if len(o.apart) != 1 {
		t.Errorf("kept apart are %+v", o.apart)
	}
	if err := d.Look(t.Context()); !errors.Is(err, o.fails) {
		t.Errorf("nobody hears that the list cannot be written: %v", err)
	}
	o.fails = nil
	must(t, d.Look(t.Context()))
	if len(o.apart) != 2 || o.apart[0].Key != "heim" || o.apart[1].Key != "haus" {
		t.Errorf("kept apart are %+v", o.apart)
	}
}

// TestReapply: what a restored copy has brought back goes again, once; what its
// record knows, and the same key set anew later, stays.
func TestReapply(t *testing.T) {
	d, o := desk()
	var erased []string
	for _, object := range []string{privacy.Account, privacy.Contact} {
		d.Erase(object, func(_ context.Context, key string) error { erased = append(erased, object+" "+key); return nil })
	}
	known := rules.Erasure{Object: privacy.Contact, Key: "haus", At: o.at}
	body, err := json.Marshal(map[string]rules.Erasure{"erased": known})
	must(t, err)
	must(t, o.Note(t.Context(), audit.Event{Kind: audit.Deletion, After: string(body)}))
	must(t, o.Note(t.Context(), audit.Event{Kind: audit.Deletion, After: `{"act":"account deleted"}`}))
	later := known
	later.At = o.at.Add(day)
	known.CopiesUntil = o.at.Add(90 * day) // known otherwise on the list
	list := []rules.Erasure{known, later, {Object: privacy.Account, Key: "12", At: o.at.Add(time.Hour)}, later}
	for round, want := range []int{2, 0} {
		n, err := d.Reapply(t.Context(), list)
		must(t, err)
		if n != want || len(o.purged) != 1 {
			t.Errorf("round %d: %d were done again, want %d; the files were purged %d times", round, n, want, len(o.purged))
		}
	}
	if !slices.Equal(erased, []string{"contact haus", "account 12"}) || !slices.Equal(o.wiped, []int64{12}) {
		t.Errorf("erased are %q, wiped %v", erased, o.wiped)
	}
	for _, bad := range []rules.Erasure{{Object: "mond", Key: "1", At: o.at}} {
		if _, err := d.Reapply(t.Context(), []rules.Erasure{bad}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// TestRetention: the daily job does every task with the time of the day, counts
// what went, and purges the files if something did; of tables with personal data,
// and never of the entries of the record, which are too many.
func TestRetention(t *testing.T) {
	d, o := desk()
	asked := map[string]time.Time{}
	removes := map[string]int64{"a": 0, "b": 0}
	var broken error
	for _, key := range []string{"a", "b"} {
		d.Retain(privacy.Task{Key: key, Name: text.Same(key), Term: text.Same("1"), Do: func(_ context.Context, now time.Time) (int64, error) {
			asked[key] = now
			return removes[key], broken
		}})
	}
	result, err := d.Run(t.Context())
	must(t, err)
	if len(o.purged) != 0 || result.Purged != nil || len(result.Removed) != 2 {
		t.Errorf("nothing went: %+v, purged %v", result, o.purged)
	}
	removes["b"] = 4
	o.at = o.at.Add(day)
	if result, err = d.Run(t.Context()); err != nil || result.Removed["a"] != 0 || result.Removed["b"] != 4 || result.Purged == nil || !asked["a"].Equal(o.at) {
		t.Errorf("%+v, %v", result, err)
	}
	tables := o.purged[0]
	for _, personal := range []string{"account", "account_session", "contact", "audit_sealed", "upload_chunk", "job"} {
		if !slices.Contains(tables, personal) {
			t.Errorf("%s is not purged", personal)
		}
	}
	if slices.Contains(tables, "audit_entry") || slices.Contains(tables, "figure") {
		t.Errorf("purged are %v", tables)
	}
	broken = errors.New("no")
	if _, err := d.Run(t.Context()); !errors.Is(err, broken) {
		t.Errorf("a task failed, and the job ends with %v", err)
	}
}

// TestPurgingJob: the job that a deletion orders purges the files and removes
// nothing else.
func TestPurgingJob(t *testing.T) {
	d, o := desk()
	d.Retain(privacy.Task{Key: "a", Do: func(context.Context, time.Time) (int64, error) { t.Error("a term was enforced"); return 0, nil }})
	must(t, d.Gone(t.Context()))
	result, err := d.Work().Run(t.Context(), job.Task{Args: o.jobs[0].Args, Report: func(int64, int64) {}})
	must(t, err)
	if r := result.(privacy.Result); r.Purged == nil || len(o.purged) != 1 {
		t.Errorf("%+v", r)
	}
}

// TestDaily: one run a day is ordered, none while one is under way, whatever
// purging jobs there are.
func TestDaily(t *testing.T) {
	d, o := desk()
	look := func(after time.Duration, want int) {
		t.Helper()
		o.at = o.at.Add(after)
		must(t, d.Look(t.Context()))
		runs, err := d.Runs(t.Context())
		must(t, err)
		daily := slices.DeleteFunc(runs, func(r privacy.Ran) bool { return r.Files })
		if len(daily) != want {
			t.Errorf("%d runs are ordered, want %d", len(daily), want)
		}
	}
	must(t, d.Gone(t.Context()))
	look(0, 1)
	look(30*time.Hour, 1) // it still waits
	end := func(result string) {
		for i := range o.jobs {
			o.jobs[i].State, o.jobs[i].Result = job.Done, []byte(result)
		}
	}
	end(`{"removed":{"a":2}}`)
	look(0, 2)
	end(`{"removed":{"a":2}}`)
	look(day-time.Second, 2)
	look(time.Second, 3)
	runs, err := d.Runs(t.Context())
	must(t, err)
	if runs[1].Result.Removed["a"] != 2 || runs[0].State != job.Waiting || o.jobs[0].By != audit.Program.By {
		t.Errorf("%+v", runs)
	}
}
