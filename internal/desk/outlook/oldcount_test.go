// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/job"
	"planraum/internal/city/period"
	. "planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// TestKeepFromAnOldCount: from a count that is too old to warn from nothing is kept
// unless its month is confirmed, and that stands in what is kept. The schedule, which
// cannot confirm, keeps nothing and says why.
func TestKeepFromAnOldCount(t *testing.T) {
	day := period.Day(2026, 10, 31)
	everyStore(t, func(t *testing.T, c *citytest.City) {
		o, err := c.Outlook.Look(t.Context(), day, few)
		if err != nil {
			t.Fatal(err)
		}
		last, old := o.Demand.Stale()
		if !old || !strings.Contains(o.Demand.OldCount().De, last.In(text.De)) {
			t.Fatalf("last counted %v, %v, %q", last, old, o.Demand.OldCount().De)
		}
		at := day.AddDays(3).Time()
		for _, confirmed := range []period.Month{0, last - 1, last + 1} {
			_, err := c.Outlook.Raise(t.Context(), o, Keeping{By: "office", Confirmed: confirmed}, at)
			if say := fault.SayOf(err).De; fault.KindOf(err) != fault.Invalid || !strings.Contains(say, last.String()) {
				t.Errorf("%v is confirmed: %v", confirmed, err)
			}
		}
		order, err := KeepOrder(day, audience.Owner, By)
		if err != nil {
			t.Fatal(err)
		}
		done, err := c.Outlook.KeepWork(func() time.Time { return at }).Run(t.Context(), job.Task{Args: order.Args, By: By, Report: func(int64, int64) {}})
		if r := done.(KeptResult); err != nil || r.ID != "" || r.Says != o.Headline() {
			t.Errorf("the schedule: %+v, %v", done, err)
		}
		if list, err := c.Outlook.Raised(t.Context(), citytest.Today()); err != nil || len(list) != 0 {
			t.Errorf("kept all the same: %v, %v", list, err)
		}
		kept, err := c.Outlook.Raise(t.Context(), o, Keeping{By: "office", Confirmed: last}, at)
		if err != nil || kept.OldCount != last {
			t.Fatalf("%v, %v", kept.OldCount, err)
		}
		e, err := c.Outlook.Entry(t.Context(), kept.ID)
		if err != nil || e.OldCount != last || e.Says() != o.Headline() {
			t.Errorf("%v, %q, %v", e.OldCount, e.Says().De, err)
		}
	})
}

// TestNewCountNeedsNoWord: what is kept from new counts is as it was, whatever month is
// confirmed.
func TestNewCountNeedsNoWord(t *testing.T) {
	everyStore(t, func(t *testing.T, c *citytest.City) {
		o, err := c.Outlook.Look(t.Context(), said, few)
		if err != nil {
			t.Fatal(err)
		}
		k, err := c.Outlook.Raise(t.Context(), o, Keeping{By: "office", Confirmed: said.Month()}, citytest.Now)
		if body, _ := json.Marshal(k); err != nil || k.OldCount != 0 || strings.Contains(string(body), "old_count") {
			t.Errorf("%v, %s", err, body)
		}
	})
}
