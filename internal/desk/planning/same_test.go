// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math/rand"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"planraum/internal/city/plan"
	"planraum/internal/example"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
)

// plans returns the runs of both plans as JSON.
func plans(t *testing.T, c *citytest.City) []byte {
	t.Helper()
	body, err := json.Marshal([]plan.Run{ran(t, c, draftBudget), ran(t, c, newPlanning)})
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func taken(t *testing.T, url string, files []example.File) *citytest.City {
	t.Helper()
	c := citytest.Open(t, url)
	for _, f := range files {
		c.Import(t, f.Name, string(f.Content))
	}
	c.Release(t)
	c.Meet(t)
	return c
}

// TestSameBytesOnPostgreSQL: the same files give byte-identical runs, with
// numbers of records and digest, on either database.
func TestSameBytesOnPostgreSQL(t *testing.T) {
	url := pgtest.Start(t)
	want := plans(t, citytest.Example(t))
	postgres := taken(t, url, citytest.Files())
	if postgres.Store.Kind() != "postgresql" {
		t.Fatalf("the second database is %s", postgres.Store.Kind())
	}
	if got := plans(t, postgres); !bytes.Equal(got, want) {
		t.Errorf("runs differ between the databases:\n%s\n%s", want, got)
	}
}

// TestSameBytesAnywhere: neither the time zone of the machine nor the number
// of its cores changes a byte, on import or evaluation.
func TestSameBytesAnywhere(t *testing.T) {
	want := plans(t, citytest.Example(t))
	zone, cores := time.Local, runtime.GOMAXPROCS(0)
	t.Cleanup(func() { time.Local = zone; runtime.GOMAXPROCS(cores) })
	for _, name := range []string{"UTC", "Asia/Tokyo", "America/Los_Angeles"} {
		place, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = place
		for _, n := range []int{1, 8} {
			runtime.GOMAXPROCS(n)
			c := taken(t, filepath.Join(t.TempDir(), "planraum.db"), citytest.Files())
			if got := plans(t, c); !bytes.Equal(got, want) {
				t.Errorf("%s, %d cores: the runs differ", name, n)
			}
		}
	}
}

// shuffled returns the rows of a table in another order.
func shuffled(t *testing.T, f example.File, r *rand.Rand) example.File {
	t.Helper()
	in := csv.NewReader(bytes.NewReader(f.Content))
	in.Comment = '#'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	r.Shuffle(len(rows)-1, func(i, j int) { rows[i+1], rows[j+1] = rows[j+1], rows[i+1] })
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return example.File{Name: f.Name, Content: out.Bytes()}
}

// turn is -1 for a file that must come before the others, 1 for one that must
// come after them.
func turn(f example.File) int {
	switch f.Name {
	case "packages.csv", "goals.csv":
		return -1
	case "choices.csv", "actions.csv":
		return 1
	}
	return 0
}

// TestSameRunInAnyOrder: the order in which files are imported, as far as they
// do not refer to each other, and the order of their rows change where a
// record is kept, but no number and no digest. Some refer to others: a site may
// name a package that was imported and a measure its goal, so packages and goals come
// first; a choice names a figure that the ledger must hold by then, and an action a body
// and a measure, so choices and actions come last.
func TestSameRunInAnyOrder(t *testing.T) {
	want := citytest.Example(t)
	for seed := range int64(3) {
		r := rand.New(rand.NewSource(seed))
		files := example.Files()
		names := files[:4] // areas, indicators, groups, settings: others refer to them
		rest := append(slices.Clone(files[4:]), example.Plans()...)
		r.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
		slices.SortStableFunc(rest, func(a, b example.File) int { return turn(a) - turn(b) })
		var all []example.File
		for _, f := range append(slices.Clone(names), rest...) {
			if filepath.Ext(f.Name) == ".csv" {
				f = shuffled(t, f, r)
			}
			all = append(all, f)
		}
		got := taken(t, filepath.Join(t.TempDir(), "planraum.db"), all)
		for _, id := range []string{draftBudget, newPlanning} {
			a, b := ran(t, want, id), ran(t, got, id)
			if a.Digest != b.Digest || a.ID != b.ID {
				t.Errorf("order %d, %s: another digest", seed, id)
			}
			x, _ := json.Marshal(a.Result.Months)
			y, _ := json.Marshal(b.Result.Months)
			if !bytes.Equal(x, y) || len(x) < 1000 {
				t.Errorf("order %d, %s: other months", seed, id)
			}
		}
	}
}

// TestKeptRunIsTheSame: a kept run comes back byte by byte, and running again
// keeps nothing new.
func TestKeptRunIsTheSame(t *testing.T) {
	c := citytest.Example(t)
	run := ran(t, c, newPlanning)
	before := c.Position(t)
	for range 2 {
		kept, err := c.Store.Run(t.Context(), run.ID)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := json.Marshal(run)
		b, _ := json.Marshal(kept)
		if !bytes.Equal(a, b) {
			t.Errorf("the kept run differs:\n%s\n%s", a, b)
		}
		again, err := c.Planning.Kept(t.Context(), run.ID)
		if err != nil || again.Digest != run.Digest {
			t.Errorf("kept: %s, %v", again.Digest, err)
		}
		if ran(t, c, newPlanning).ID != run.ID || c.Position(t) != before {
			t.Error("running again changed something")
		}
	}
	if len(run.ID) != 16 || run.Digest[:16] != run.ID || run.Position != before {
		t.Errorf("run %s with digest %s at %d", run.ID, run.Digest, run.Position)
	}
}
