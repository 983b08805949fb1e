// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package citytest gives tests a city: a database with the desks over it,
// empty or filled with the example city, taken in by the same import as a
// user's files.
package citytest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/catalogue"
	"planraum/internal/desk/data"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/quality"
	"planraum/internal/desk/staffing"
	"planraum/internal/desk/steering"
	"planraum/internal/example"
	"planraum/internal/store"
)

// City is an opened database with its desks.
type City struct {
	Store    *store.Store
	Data     *data.Desk
	Capacity *capacity.Desk
	Planning *planning.Desk
	Outlook  *outlook.Desk
	Quality  *quality.Desk
	Staffing *staffing.Desk
	Steering *steering.Desk
	// Catalogue gives what is public.
	Catalogue *catalogue.Desk
	Approval  *approval.Desk
}

// Now is the time of every recording, and Today its calendar day.
var Now = time.Date(2025, 1, 15, 9, 30, 0, 0, time.UTC)

// Today is the day on which runs are made.
func Today() period.Date { return period.OfTime(Now) }

// Open opens the database at url, sets it up and closes it with the test.
func Open(t testing.TB, url string) *City {
	t.Helper()
	s, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(t.Context(), func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	release := approval.New(s, s, s, nil)
	ledger := release.Ledger()
	city := &City{
		Store: s, Data: data.New(ledger, s, s, s), Capacity: capacity.New(ledger, s), Approval: release,
		Planning: planning.New(ledger, s, s, Today), Outlook: outlook.New(ledger, s), Staffing: staffing.New(s), Steering: steering.New(s), Quality: quality.New(s, s, s), Catalogue: catalogue.New(ledger, s, s),
	}
	city.Data.AskPosts(city.Staffing)
	return city
}

// Empty returns a city with an empty SQLite database.
func Empty(t testing.TB) *City {
	t.Helper()
	return Open(t, filepath.Join(t.TempDir(), "planraum.db"))
}

// filled is the SQLite file of the example city, made once for each process.
var filled = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "citytest-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "example.db")
	ctx := context.Background()
	s, err := store.Open(ctx, name)
	if err != nil {
		return nil, err
	}
	err = s.Migrate(ctx, func(int, int, string) {})
	for _, f := range Files() {
		if err == nil {
			_, err = take(ctx, data.New(s, s, s, s), f.Name, f.Content)
		}
	}
	if err == nil {
		err = approval.New(s, s, s, nil).LoadExample(ctx, Now)
	}
	if err == nil {
		err = steering.New(s).LoadExample(ctx, Now)
	}
	if closed := s.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(name)
})

// Files returns the files of the example city, plans last, in the order in
// which they are imported.
func Files() []example.File {
	files := example.Files()
	for _, p := range example.Plans() {
		if !strings.HasPrefix(p.Name, "beispiel-ohne") {
			files = append(files, p)
		}
	}
	return files
}

// Example returns the example city on SQLite, each time in a database of its own.
func Example(t testing.TB) *City {
	t.Helper()
	content, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "planraum.db")
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return Open(t, name)
}

// Import takes a file in and fails the test if it is refused.
func (c *City) Import(t testing.TB, name, content string) {
	t.Helper()
	if _, err := c.Try(t, name, content); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// Try takes a file in and returns what became of it.
func (c *City) Try(t testing.TB, name, content string) (data.Outcome, error) {
	t.Helper()
	return take(t.Context(), c.Data, name, []byte(content))
}

func take(ctx context.Context, desk *data.Desk, name string, content []byte) (data.Outcome, error) {
	return desk.Import(ctx, data.Incoming{Name: name, Content: bytes.NewReader(content), By: "Test", Now: Now})
}

// Release checks and releases what the example city has checked and released.
func (c *City) Release(t testing.TB) {
	t.Helper()
	if err := c.Approval.LoadExample(t.Context(), Now); err != nil {
		t.Fatal(err)
	}
}

// Meet holds the invented meetings of the example city, as loading it does.
func (c *City) Meet(t testing.TB) {
	t.Helper()
	if err := steering.New(c.Store).LoadExample(t.Context(), Now); err != nil {
		t.Fatal(err)
	}
}

// Position returns the ledger's last number.
func (c *City) Position(t testing.TB) int64 {
	t.Helper()
	position, err := c.Store.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return position
}
