// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/job"
	"planraum/internal/desk/work"
	"planraum/internal/platform/jobs"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// A large import orders the work that follows it in its own transaction: the
// job stands if the import does, and was never ordered if it does not.
func TestLargeImportOrdersWhatFollows(t *testing.T) {
	c := citytest.Empty(t)
	beside, err := c.Store.Beside(time.Second)
	if err != nil {
		t.Fatal(err)
	}
	follows := job.Kind{Name: "follows", Label: text.Same("follows"), Run: func(context.Context, job.Task) (any, error) { return nil, nil }}
	queue, err := jobs.New(jobs.Config{Book: c.Store, SQLite: beside, Kinds: []job.Kind{follows}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = queue.Close() })
	if err := queue.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.Store.UseQueue(queue)
	c.Data.Follow(func(by string) job.Order {
		return job.Order{Kind: "follows", By: by, Title: text.Same("follows"), Unit: text.Same("steps"), Args: []byte("{}")}
	})
	desk := work.New(c.Store, c.Store, queue)
	ordered := func(want int) {
		t.Helper()
		all, err := desk.Overview(t.Context())
		if err != nil || len(all.Jobs) != want {
			t.Errorf("%d jobs are ordered, want %d (%v)", len(all.Jobs), want, err)
		}
	}
	c.Import(t, "areas.csv", "edition,edition_valid_from,level,id,number,name,lon,lat,source\ne,2013-01-01,city,08111000,0,Stadt,9,48,x\n")
	c.Import(t, "indicators.csv", "code,name_de,name_en,unit_de,unit_en,decimals,kind\na.b,A,A,Personen,persons,0,flow\n")
	ordered(0)
	var rows strings.Builder
	rows.WriteString("indicator,area,period,value,basis,known_from,source\n")
	for i := range 1200 {
		fmt.Fprintf(&rows, "a.b,08111000,%d-%02d,%d,counted,2200-01-01,x\n", 1900+i/12, 1+i%12, i)
	}
	if _, err := c.Try(t, "faulty.csv", rows.String()+"a.b,08111000,2199-13,1,counted,2200-01-01,x\n"); err == nil {
		t.Fatal("a faulty file is taken")
	}
	ordered(0)
	c.Import(t, "figures.csv", strings.ReplaceAll(rows.String(), "2200-01-01", "2100-01-01"))
	ordered(1)
}
