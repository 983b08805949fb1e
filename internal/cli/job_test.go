// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"planraum/internal/cli"
	"planraum/internal/desk/data"
	"planraum/internal/desk/planning"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
	"planraum/internal/text"
)

// ordered orders an export and a recomputation over a database, works as many
// jobs as workers says, and returns their IDs.
func ordered(t *testing.T, database string) (export, recompute string) {
	t.Helper()
	house, err := open(t.Context(), database, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer house.Close()
	first, err := data.ExportOrder(data.Outgoing{Kind: "figures", Format: "csv", AsOf: citytest.Today(), Lang: text.De}, "Test")
	if err != nil {
		t.Fatal(err)
	}
	second, err := planning.RecomputeOrder(citytest.Today(), "Test")
	if err != nil {
		t.Fatal(err)
	}
	if export, err = house.Work.Start(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if recompute, err = house.Work.Start(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	return export, recompute
}

// TestJobs watches, cancels and tries again what the program beside works.
func TestJobs(t *testing.T) {
	database := demo(t)
	export, recompute := ordered(t, database)
	list := call(t, "job", "list", "--database", database)
	if list.code != 0 || strings.Count(list.out, "wartet") != 2 || !strings.Contains(list.out, "Werte ausgeben (CSV), Stand 15.01.2025") {
		t.Errorf("the list says %+v", list)
	}
	if got := call(t, "job", "cancel", recompute, "--database", database); got.code != 0 {
		t.Errorf("cancel: %+v", got)
	}
	if got := call(t, "job", "wait", recompute, "--database", database); got.code != 1 || !strings.Contains(got.err, "abgebrochen") {
		t.Errorf("waiting for what was cancelled: %+v", got)
	}
	if got := call(t, "job", "retry", recompute, "--database", database); got.code != 0 {
		t.Errorf("retry: %+v", got)
	}

	house, err := open(t.Context(), database, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if err := house.Workers.Start(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	done := call(t, "job", "wait", export, "--database", database)
	if done.code != 0 || !strings.Contains(done.out, "Zustand: fertig") {
		t.Errorf("waiting for the export: %+v", done)
	}
	var j struct {
		State  string
		Total  int
		Result []planning.Recomputed
		Faults []any
	}
	waited := call(t, "job", "wait", recompute, "--json", "--database", database)
	if err := json.Unmarshal([]byte(waited.out), &j); err != nil || j.State != "done" || len(j.Result) != 2 || j.Total != 2 || j.Faults == nil {
		t.Errorf("the recomputation came to %+v: %v, %+v", j, err, waited)
	}
	if err := house.Workers.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := house.Close(); err != nil {
		t.Fatal(err)
	}
	file, direct := call(t, "job", "fetch", export, "--database", database), call(t, "export", "figures", "--as-of=2025-01-15", "--database", database)
	if file.code != 0 || file.out != direct.out || len(file.out) < 10_000 {
		t.Errorf("the job wrote %d bytes, the command %d", len(file.out), len(direct.out))
	}
	for _, said := range []string{"includes figures that are not released (", "none applied: edition of the data owner", "15 January 2025"} {
		if !strings.Contains(file.out, said) {
			t.Errorf("the head of the file does not say %q: %.600s", said, file.out)
		}
	}
	for _, args := range [][]string{{"show"}, {"cancel"}, {"retry"}, {"wait"}, {"fetch"}} {
		got := call(t, "job", args[0], "0198c000-0000-7000-8000-000000000000", "--database", database)
		if got.code != 1 {
			t.Errorf("job %s of no job: %+v", args[0], got)
		}
		isOneSentence(t, got)
	}
}

func TestWorkerNeedsPostgreSQL(t *testing.T) {
	got := call(t, "worker", "--database", demo(t))
	if got.code != 1 || !strings.Contains(got.err, "planraum serve") {
		t.Errorf("on SQLite: %+v", got)
	}
	isOneSentence(t, got)
	if got := call(t, "serve", "--jobs=0", "--database", demo(t)); got.code != 1 {
		t.Errorf("serve without jobs on SQLite: %+v", got)
	}
}

// TestWorker works the jobs of a PostgreSQL database until it is told to stop.
func TestWorker(t *testing.T) {
	database := pgtest.Start(t)
	if got := call(t, "demo", "--database", database); got.code != 0 {
		t.Fatalf("demo: %+v", got)
	}
	export, recompute := ordered(t, database)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- cli.Run(ctx, cli.Outside{
			Out: io.Discard, Err: io.Discard, Lang: text.De, Today: citytest.Today, Version: "test", Open: open,
		}, []string{"worker", "--database", database})
	}()
	for _, id := range []string{export, recompute} {
		if got := call(t, "job", "wait", id, "--database", database); got.code != 0 {
			t.Errorf("waiting: %+v", got)
		}
	}
	stop()
	select {
	case code := <-ended:
		if code != 0 {
			t.Errorf("the worker ended with %d", code)
		}
	case <-time.After(20 * time.Second):
		t.Error("the worker does not end")
	}
}
