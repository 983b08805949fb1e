// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"

	"planraum/internal/city/job"
	"planraum/internal/desk/data"
	"planraum/internal/example"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// An import that was recorded before its process died is found by the next
// attempt; it is neither refused as known nor recorded twice.
func TestImportAsAJob(t *testing.T) {
	city := citytest.Empty(t)
	f := example.Files()[0]
	u, err := city.Data.Receive(t.Context(), f.Name, "Test", citytest.Now, bytes.NewReader(f.Content))
	if err != nil {
		t.Fatal(err)
	}
	order, err := city.Data.ImportOrder(t.Context(), u.ID, data.Incoming{By: "Amt"})
	if err != nil {
		t.Fatal(err)
	}
	var kept json.RawMessage
	reported := int64(0)
	task := job.Task{
		By: "Amt", Attempt: 1, Args: order.Args, Report: func(done, _ int64) { reported = done },
		Keep: func(_ context.Context, checkpoint any) (err error) {
			kept, err = json.Marshal(checkpoint)
			return err
		},
	}
	work := city.Data.ImportWork()
	first, err := work.Run(t.Context(), task)
	if out, ok := first.(data.Outcome); err != nil || !ok || !out.Stored || out.Rows == 0 {
		t.Fatalf("the import came to %+v, %v", first, err)
	}
	position := city.Position(t)
	task.Attempt, task.Checkpoint = 2, kept
	second, err := work.Run(t.Context(), task)
	if out, ok := second.(data.Outcome); err != nil || !ok || !out.Stored || city.Position(t) != position {
		t.Errorf("the next attempt came to %+v, %v (%d rows reported)", second, err, reported)
	}
	task.Checkpoint = nil
	if _, err := work.Run(t.Context(), task); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another job on a file that is no longer kept: %v", err)
	}
}
