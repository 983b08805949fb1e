// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"testing"
	"time"

	"planraum/internal/city/job"
	"planraum/internal/desk/health"
	"planraum/internal/store"
)

func testCondition(t *testing.T, s *store.Store) {
	d, err := s.Condition(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d.Kind != s.Kind() || d.Schema != d.Newest || d.Newest < 7 || d.Size <= 0 || d.Waits != 0 || d.Waited != 0 {
		t.Errorf("a new database: %+v", d)
	}
	if file := d.Kind == "sqlite"; (d.Folder != "") != file || (d.WAL >= 0) != file {
		t.Errorf("folder %q, journal %d bytes", d.Folder, d.WAL)
	}
	// One writes while another one waits for a fifth of a second.
	begun, pause := make(chan struct{}), 200*time.Millisecond
	written := make(chan error)
	go func() {
		written <- s.Write(t.Context(), Batch("first"), func(*store.Tx) error {
			close(begun)
			time.Sleep(pause)
			return nil
		})
	}()
	<-begun
	if err := s.Write(t.Context(), Batch("second"), func(*store.Tx) error { return nil }); err != nil {
		t.Error(err)
	}
	if err := <-written; err != nil {
		t.Error(err)
	}
	d, err = s.Condition(t.Context())
	if err != nil || d.Waits != 2 || d.Waited < pause*3/4 {
		t.Errorf("after two writers: %+v, %v", d, err)
	}
}

func testJobTally(t *testing.T, s *store.Store) {
	tallied := func(want health.Queue) {
		t.Helper()
		got, err := s.JobTally(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, want)
	}
	tallied(health.Queue{})
	first, ticket, _ := ordered(t, s)
	if _, err := s.AddJob(t.Context(), anOrder()); err != nil {
		t.Fatal(err)
	}
	tallied(health.Queue{Waiting: 2, Oldest: first.CreatedAt})
	begun(t, s, ticket)
	got, err := s.JobTally(t.Context())
	if err != nil || got.Running != 1 || got.Waiting != 1 || got.Oldest.Before(first.CreatedAt) {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := s.EndJob(t.Context(), ticket, 0, 0, job.Ending{State: job.Failed, At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	tallied(health.Queue{Waiting: 1, Failed: 1, Oldest: got.Oldest})
}
