// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/audit"
	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/text"
)

// counter is a queue that only numbers tickets; errNext fails the next one.
type counter struct {
	last    int64
	errNext error
}

// Put numbers a ticket.
func (c *counter) Put(_ context.Context, tx any, _, _ string) (int64, error) {
	if tx == nil {
		return 0, errors.New("no transaction")
	}
	err := c.errNext
	c.errNext = nil
	c.last++
	return c.last, err
}

func anOrder() job.Order {
	return job.Order{
		Kind: "export", Title: text.T("Werte ausgeben", "Write figures"), Unit: text.T("Zeilen", "rows"), Args: []byte(`{"a":1}`),
		By: "Sozialplanung", Lens: audience.Lens{Audience: audience.Office, Released: true},
	}
}

// ordered orders a job and returns it with its ticket.
func ordered(t *testing.T, s *store.Store) (job.Job, job.Ticket, *counter) {
	t.Helper()
	c := &counter{last: 6}
	s.UseQueue(c)
	id, err := s.AddJob(t.Context(), anOrder())
	if err != nil {
		t.Fatal(err)
	}
	return stored(t, s, id), job.Ticket{Job: id, Number: 7}, c
}

func stored(t *testing.T, s *store.Store, id string) job.Job {
	t.Helper()
	j, err := s.Job(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// begun gives the job to a worker.
func begun(t *testing.T, s *store.Store, ticket job.Ticket) job.Job {
	t.Helper()
	j, mine, err := s.StartJob(t.Context(), ticket, "worker", time.Now())
	if err != nil || !mine {
		t.Fatalf("the job is not given out: %t, %v", mine, err)
	}
	return j
}

func testJobOrder(t *testing.T, s *store.Store) {
	if _, err := s.AddJob(t.Context(), anOrder()); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("without a queue: %v", err)
	}
	j, _, c := ordered(t, s)
	o := anOrder()
	same(t, j, job.Job{
		ID: j.ID, Kind: o.Kind, Title: o.Title, Unit: o.Unit, Args: o.Args, By: o.By, Acting: audit.Actor{By: o.By}, Lens: o.Lens, State: job.Waiting, CreatedAt: j.CreatedAt,
	})
	if len(j.ID) != 36 || time.Since(j.CreatedAt) > time.Minute {
		t.Errorf("the job is %+v", j)
	}
	c.errNext = errors.New("the queue is full")
	if _, err := s.AddJob(t.Context(), o); err == nil {
		t.Error("an order that the queue does not take is kept")
	}
	o.Title.De = "\x00"
	_, err := s.AddJob(t.Context(), o)
	isKind(t, err, fault.Invalid)
	for _, fail := range []error{errors.New("no"), nil} {
		err := s.Write(t.Context(), Batch("jobs"), func(tx *store.Tx) error {
			if _, err := tx.Enqueue(t.Context(), anOrder()); err != nil {
				return err
			}
			return fail
		})
		if (err == nil) != (fail == nil) {
			t.Fatal(err)
		}
	}
	jobs, err := s.Jobs(t.Context(), 0)
	if err != nil || len(jobs) != 2 || jobs[1].ID != j.ID {
		t.Errorf("jobs are %+v, %v; expected the first order and the one of the import, newest first", jobs, err)
	}
	if jobs, err := s.Jobs(t.Context(), 1, job.Done, job.Waiting); err != nil || len(jobs) != 1 || jobs[0].ID == j.ID {
		t.Errorf("the newest job is %+v, %v", jobs, err)
	}
	if jobs, err := s.Jobs(t.Context(), 0, job.Running); err != nil || len(jobs) != 0 {
		t.Errorf("running are %+v, %v", jobs, err)
	}
	_, err = s.Job(t.Context(), "none")
	isKind(t, err, fault.NotFound)
}

func testJobWork(t *testing.T, s *store.Store) {
	_, ticket, _ := ordered(t, s)
	j := begun(t, s, ticket)
	if j.State != job.Running || j.Attempt != 1 || j.StartedAt.IsZero() {
		t.Errorf("begun it is %+v", j)
	}
	if _, mine, err := s.StartJob(t.Context(), ticket, "another", time.Now()); mine || err != nil {
		t.Errorf("it is given out twice: %t, %v", mine, err)
	}
	by, mine, err := s.BeatJob(t.Context(), ticket, 3, 12)
	if by != "" || !mine || err != nil {
		t.Errorf("a beat answers %q, %t, %v", by, mine, err)
	}
	if err := s.KeepJob(t.Context(), ticket, []byte(`[1,2]`)); err != nil {
		t.Fatal(err)
	}
	if j := stored(t, s, ticket.Job); j.Done != 3 || j.Total != 12 || string(j.Checkpoint) != "[1,2]" {
		t.Errorf("under way it is %+v", j)
	}
	failure := job.FailureOf(fault.Refuse("x", []fault.Row{{File: "a.csv", Line: 2, Value: "x", Expected: text.T("eine Zahl", "a number")}}))
	at := time.Now().UTC().Truncate(time.Microsecond)
	for _, e := range []job.Ending{
		{State: job.Waiting, At: at}, // broken off: does not count
		{State: job.Waiting, Failure: failure, At: at},
		{State: job.Done, Result: []byte(`{"rows":1}`), At: at},
	} {
		if mine, err := s.EndJob(t.Context(), ticket, 5, 12, e); !mine || err != nil {
			t.Fatalf("ending as %s: %t, %v", e.State, mine, err)
		}
		j := stored(t, s, ticket.Job)
		if j.State != e.State || j.Done != 5 || j.State.Ended() != j.EndedAt.Equal(at) || string(j.Result) != string(e.Result) {
			t.Errorf("ended it is %+v", j)
		}
		same(t, j.Failure, e.Failure)
		if !e.State.Ended() {
			begun(t, s, ticket)
		}
	}
	if j := stored(t, s, ticket.Job); j.Attempt != 2 {
		t.Errorf("%d attempts are counted", j.Attempt)
	}
	if mine, err := s.EndJob(t.Context(), ticket, 0, 0, job.Ending{State: job.Failed, At: at}); mine || err != nil {
		t.Errorf("it ends twice: %t, %v", mine, err)
	}
}

func testJobRescue(t *testing.T, s *store.Store) {
	_, ticket, _ := ordered(t, s)
	begun(t, s, ticket)
	file, err := s.CreateJobFile(t.Context(), ticket, "a.csv", "text/csv")
	if err != nil {
		t.Fatal(err)
	}
	pulses, err := s.Pulses(t.Context())
	if err != nil || len(pulses) != 1 || pulses[0].Ticket != ticket || pulses[0].Holder != "worker" {
		t.Fatalf("pulses are %+v, %v", pulses, err)
	}
	if _, _, err := s.BeatJob(t.Context(), ticket, 1, 2); err != nil {
		t.Fatal(err)
	}
	if rescued, err := s.RescueJob(t.Context(), pulses[0], 4, time.Now()); rescued || err != nil {
		t.Errorf("one that lives is rescued: %t, %v", rescued, err)
	}
	pulses, err = s.Pulses(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if rescued, err := s.RescueJob(t.Context(), pulses[0], 4, time.Now()); !rescued || err != nil {
		t.Errorf("one that stands still is not: %t, %v", rescued, err)
	}
	// The dead worker comes back with its old ticket.
	if _, mine, err := s.BeatJob(t.Context(), ticket, 1, 2); mine || err != nil {
		t.Errorf("the old ticket beats: %t, %v", mine, err)
	}
	isKind(t, s.KeepJob(t.Context(), ticket, []byte("1")), fault.Conflict)
	isKind(t, file.Close(), fault.Conflict)
	_, err = s.CreateJobFile(t.Context(), ticket, "b.csv", "text/csv")
	isKind(t, err, fault.Conflict)
	next := job.Ticket{Job: ticket.Job, Number: 8}
	begun(t, s, next)
	if pulses, err = s.Pulses(t.Context()); err != nil || len(pulses) != 1 || pulses[0].Attempt != 2 {
		t.Fatalf("pulses are %+v, %v", pulses, err)
	}
	if rescued, err := s.RescueJob(t.Context(), pulses[0], 2, time.Now()); !rescued || err != nil {
		t.Errorf("at the limit: %t, %v", rescued, err)
	}
	if j := stored(t, s, ticket.Job); j.State != job.Failed || j.Failure == nil || j.EndedAt.IsZero() {
		t.Errorf("at the limit it is %+v", j)
	}
}

func testJobWishes(t *testing.T, s *store.Store) {
	_, ticket, _ := ordered(t, s)
	isKind(t, s.RetryJob(t.Context(), ticket.Job), fault.Conflict)
	isKind(t, s.CancelJob(t.Context(), "none", "Amt", time.Now()), fault.NotFound)
	isKind(t, s.RetryJob(t.Context(), "none"), fault.NotFound)
	begun(t, s, ticket)
	if err := s.CancelJob(t.Context(), ticket.Job, "Amt", time.Now()); err != nil {
		t.Fatal(err)
	}
	if by, mine, err := s.BeatJob(t.Context(), ticket, 0, 0); by != "Amt" || !mine || err != nil {
		t.Errorf("the worker hears %q, %t, %v", by, mine, err)
	}
	if _, err := s.EndJob(t.Context(), ticket, 0, 0, job.Ending{State: job.Cancelled, At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := s.RetryJob(t.Context(), ticket.Job); err != nil {
		t.Fatal(err)
	}
	if j := stored(t, s, ticket.Job); j.State != job.Waiting || j.CancelledBy != "" || !j.EndedAt.IsZero() {
		t.Errorf("tried once more it is %+v", j)
	}
	if _, mine, err := s.StartJob(t.Context(), ticket, "worker", time.Now()); mine || err != nil {
		t.Errorf("the ticket of the first try still works: %t, %v", mine, err)
	}
	if err := s.CancelJob(t.Context(), ticket.Job, "Amt", time.Now()); err != nil {
		t.Fatal(err)
	}
	if j := stored(t, s, ticket.Job); j.State != job.Cancelled || j.CancelledBy != "Amt" || j.EndedAt.IsZero() {
		t.Errorf("cancelled while it waits it is %+v", j)
	}
}

func testJobFile(t *testing.T, s *store.Store) {
	_, ticket, _ := ordered(t, s)
	begun(t, s, ticket)
	content := []byte(strings.Repeat("0123456789", 130_000))
	file, err := s.CreateJobFile(t.Context(), ticket, "Werte.csv", "text/csv")
	if err != nil {
		t.Fatal(err)
	}
	for part := content; len(part) > 0; part = part[min(len(part), 70_001):] {
		if _, err := file.Write(part[:min(len(part), 70_001)]); err != nil {
			t.Fatal(err)
		}
	}
	isKind(t, s.JobFile(t.Context(), ticket.Job, io.Discard), fault.NotFound)
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if stored(t, s, ticket.Job).File != nil {
		t.Error("a file is handed out before the job is done")
	}
	if _, err := s.EndJob(t.Context(), ticket, 0, 0, job.Ending{State: job.Done, At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if f := stored(t, s, ticket.Job).File; f == nil || f.Size != int64(len(content)) || f.Name != "Werte.csv" || f.Media != "text/csv" {
		t.Errorf("the file is %+v", f)
	}
	var out bytes.Buffer
	if err := s.JobFile(t.Context(), ticket.Job, &out); err != nil || !bytes.Equal(out.Bytes(), content) {
		t.Errorf("%d bytes come out, %v", out.Len(), err)
	}
	if n, err := s.ForgetJobs(t.Context(), time.Now().Add(-time.Hour)); n != 0 || err != nil {
		t.Errorf("%d are forgotten too early, %v", n, err)
	}
	if n, err := s.ForgetJobs(t.Context(), time.Now().Add(time.Hour)); n != 1 || err != nil {
		t.Errorf("%d are forgotten, %v", n, err)
	}
	isKind(t, s.JobFile(t.Context(), ticket.Job, io.Discard), fault.NotFound)
}
