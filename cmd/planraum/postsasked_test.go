// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/desk/data"
)

// TestImportsAskThePlan: in the program imports of changes of the staffing plan are told
// what they do; a desk that nobody ties to it would take them without a word.
func TestImportsAskThePlan(t *testing.T) {
	house, err := open(t.Context(), filepath.Join(t.TempDir(), "city.db"), os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = house.Close() })
	out, err := house.Data.Import(t.Context(), data.Incoming{Name: "post_changes.csv", By: "Test", Now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), DryRun: true, Content: strings.NewReader(
		"id,paper,kind,stage,on,from,unit,grade,share,known_from,source\nb1,P 1,create,decided,2016-03-01,2016-04-01,Sozialamt,EG 9,1.00,2016-03-01,Probe\n")})
	if err != nil || out.Posts == nil || len(out.Posts.Days) != 1 || out.Posts.Days[0].After.Posts != 100 {
		t.Errorf("%+v, %v", out.Posts, err)
	}
}
