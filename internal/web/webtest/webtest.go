// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package webtest opens the pages over the example city for tests: a fresh
// database, taken in through the same path as a user's files.
package webtest

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/accounts"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/catalogue"
	"planraum/internal/desk/council"
	"planraum/internal/desk/councildata"
	"planraum/internal/desk/data"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/health"
	"planraum/internal/desk/journal"
	"planraum/internal/desk/measures"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/privacy"
	"planraum/internal/desk/protect"
	"planraum/internal/desk/quality"
	"planraum/internal/desk/report"
	"planraum/internal/desk/reporting"
	"planraum/internal/desk/rights"
	"planraum/internal/desk/staffing"
	"planraum/internal/desk/steering"
	"planraum/internal/desk/work"
	"planraum/internal/example"
	method "planraum/internal/method/rights"
	"planraum/internal/platform/fetch"
	"planraum/internal/platform/jobs"
	"planraum/internal/platform/quoting"
	"planraum/internal/platform/signin"
	"planraum/internal/store"
	"planraum/internal/web"
)

// Today is the day on which the pages under test are read.
var Today = period.Day(2026, 11, 22)

// Desks opens the desks over a fresh SQLite database; empty without the
// example city.
func Desks(t testing.TB, empty bool) web.Desks {
	t.Helper()
	desks, _ := open(t, empty)
	return desks
}

// Working is Desks of the example city with a worker of jobs: the city's own
// and those that a test adds.
func Working(t testing.TB, kinds ...job.Kind) web.Desks {
	t.Helper()
	desks, queue := open(t, false, kinds...)
	if err := queue.Start(context.Background(), 1); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		defer cancel()
		if err := queue.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
	return desks
}

func open(t testing.TB, empty bool, kinds ...job.Kind) (web.Desks, *jobs.Queue) {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Migrate(ctx, func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	return over(t, s, s, empty, kinds...)
}

// Store is what the desks stand on; a test may put something of its own before
// the program's.
type Store interface {
	approval.Tallies
	data.Catalogue
	data.Registers
	data.Intake
	capacity.Registers
	planning.Registers
	steering.Registers
	council.Registers
	planning.Runs
	protect.Ledger
	protect.Memory
}

// Over puts the desks over a store, in the chain in which the program does;
// reports are taken by inner, on which s stands.
func Over(t testing.TB, s Store, inner *store.Store, empty bool) web.Desks {
	t.Helper()
	desks, _ := over(t, s, inner, empty)
	return desks
}

func over(t testing.TB, s Store, inner *store.Store, empty bool, kinds ...job.Kind) (web.Desks, *jobs.Queue) {
	t.Helper()
	policies, err := protect.Policies(nil)
	if err != nil {
		t.Fatal(err)
	}
	protected := protect.New(s, s, s, policies, func() time.Time { return Today.Time() })
	// Tests of pages wait for what they have recorded.
	protected.Wait(protect.Patience{Short: time.Minute, First: time.Minute, Again: time.Minute})
	t.Cleanup(protected.Close)
	deciding := rights.New(method.Default(), s)
	inside, books := deciding.Inside(protected), within{s, deciding.Registers(s)}
	release := approval.New(inside, s, s, nil)
	release.Obey(method.Default(), deciding)
	ledger := deciding.Ledger(release.Ledger())
	desks := web.Desks{
		Data: data.New(ledger, s, books, s), Capacity: capacity.New(ledger, books), Approval: release, Protect: protected, Rights: deciding,
		Planning: planning.New(ledger, books, s, func() period.Date { return Today }), Outlook: outlook.New(ledger, books), Staffing: staffing.New(books), Council: council.New(books, deciding), Steering: steering.New(books), Quality: quality.New(inside, inner, inner),
		Forecasting: forecasting.New(ledger, s, books, func() period.Date { return Today }),
		Reporting:   reporting.New(books, store.Reports{Store: inner}, inner, secrets()),
		Catalogue:   catalogue.New(ledger, s, s), Accounts: Accounts(t, inner),
		CouncilData: councildata.New(inner, fetch.New(fetch.Config{Private: []string{"127.0.0.1"}, Pause: time.Millisecond, Tries: 1})),
	}
	desks.Measures = measures.New(measureBooks{books, inner}, ledger, s, desks.Forecasting)
	desks.Printer = Printer{}
	desks.Report = report.New(quoting.Desks{
		Data: desks.Data, Capacity: desks.Capacity, Planning: desks.Planning, Outlook: desks.Outlook, Forecasting: desks.Forecasting, Council: desks.Council, Measures: desks.Measures,
	}.Sources(), books)
	desks.Council.ObeyDocuments(desks.Report)
	desks.Accounts.Parts = func(ctx context.Context) (p accounts.Parts, err error) {
		p.Areas, p.Holders, err = deciding.Parts(ctx)
		return p, err
	}
	desks.Data.ObeyRights(deciding)
	desks.Data.AskPosts(desks.Staffing)
	desks.Data.ObeyLocks(data.LockedBy(release.Closed))
	desks.Reporting.ObeyLocks(release)
	now := func() time.Time { return loaded }
	desks.Journal = journal.New(inner, inner, now)
	protected.TellTaken(desks.Journal.Taken)
	desks.Privacy = privacy.New(inner, inner, inner, now)
	queue := queued(t, inner, append(kinds, desks.Journal.Work(), desks.Privacy.Work(), desks.Data.ImportWork(), desks.Data.ExportWork(), desks.Planning.RecomputeWork(), desks.Outlook.KeepWork(now), desks.Outlook.ReplayWork(), desks.CouncilData.TakeWork(), desks.Report.PDFWork(desks.Printer)))
	t.Cleanup(desks.Outlook.Wait)
	desks.Work = work.New(inner, inner, queue)
	desks.Health = health.New(health.Outside{
		Store: inner, Workers: queue, Free: func(string) (int64, error) { return 40 << 30, nil }, Faults: func() []health.Fault { return nil },
		Now: func() time.Time { return loaded.Add(26 * time.Hour) }, Version: "test", Started: loaded,
	})
	desks.Health.Enter(health.Serving)
	if !empty {
		load(t, desks.Data)
		if err := release.LoadExample(context.Background(), loaded); err != nil {
			t.Fatal(err)
		}
		if err := desks.Steering.LoadExample(context.Background(), loaded); err != nil {
			t.Fatal(err)
		}
	}
	return desks, queue
}

// measureBooks are the records of the desk of measures: read through the lens, written
// all or none.
type measureBooks struct {
	within
	inner *store.Store
}

// AppendAllAfter writes to the store itself.
func (m measureBooks) AppendAllAfter(ctx context.Context, batch figure.Batch, next []register.Next) error {
	return m.inner.AppendAllAfter(ctx, batch, next)
}

// within is a store with its dated records through the lens of each question.
type within struct {
	Store
	books *rights.Registers
}

// Records answers through the lens, as Versions and Record do.
func (w within) Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error) {
	return w.books.Records(ctx, kind, asOf)
}

// Versions: see Records.
func (w within) Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error) {
	return w.books.Versions(ctx, kind, key)
}

// Record: see Records.
func (w within) Record(ctx context.Context, id int64) (register.Record, error) {
	return w.books.Record(ctx, id)
}

// queued puts a queue of jobs over a store; nothing is worked yet.
func queued(t testing.TB, s *store.Store, kinds []job.Kind) *jobs.Queue {
	t.Helper()
	beside, err := s.Beside(10 * time.Second)
	if err != nil {
		t.Fatal(err)
	}
	queue, err := jobs.New(jobs.Config{Book: s, SQLite: beside, Kinds: kinds, Poll: 20 * time.Millisecond, Beat: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = queue.Close() })
	if err := queue.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	s.UseQueue(queue)
	return queue
}

// secrets are the secrets of links under test: secret-1, secret-2 ...
func secrets() func() (string, error) {
	var n atomic.Int64
	return func() (string, error) { return fmt.Sprintf("secret-%d", n.Add(1)), nil }
}

// loaded is when the example city was taken in.
var loaded = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

func load(t testing.TB, desk *data.Desk) {
	t.Helper()
	files := example.Files()
	for _, p := range example.Plans() {
		if !strings.HasPrefix(p.Name, "beispiel-ohne") {
			files = append(files, p)
		}
	}
	for _, f := range files {
		_, err := desk.Import(context.Background(), data.Incoming{
			Name: f.Name, Content: bytes.NewReader(f.Content), By: "Test", Now: loaded,
		})
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
}

// Handler is all pages over the desks, as a demonstration: the planner asks, or
// whose role is in the cookie.
func Handler(desks web.Desks) http.Handler {
	return Demo(web.New(desks, web.Config{
		Today: func() period.Date { return Today }, Demo: true, Version: "test", Log: slog.New(slog.DiscardHandler),
	}))
}

// Demo has visitors of the demonstration ask a handler of pages.
func Demo(pages http.Handler) http.Handler {
	identified := signin.Config{Demo: true}.Identify(pages)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "example.com" { // as httptest calls a host that was not named
			r.Host = "localhost"
		}
		identified.ServeHTTP(w, r)
	})
}

// Serve serves the pages of the example city on a loopback port and returns
// their address.
func Serve(t testing.TB) string {
	t.Helper()
	server := httptest.NewServer(Handler(Desks(t, false)))
	t.Cleanup(server.Close)
	return server.URL
}

// Printer makes PDFs that hold the size of their document.
type Printer struct{}

// Check implements report.Printer.
func (Printer) Check() error { return nil }

// FromODT implements report.Printer.
func (Printer) FromODT(_ context.Context, odt []byte) ([]byte, error) {
	return fmt.Appendf(nil, "%%PDF-1.7 of %d bytes", len(odt)), nil
}
