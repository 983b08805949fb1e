// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/job"
	"planraum/internal/cli"
	"planraum/internal/desk/accounts"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/catalogue"
	"planraum/internal/desk/council"
	"planraum/internal/desk/data"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/journal"
	"planraum/internal/desk/measures"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/privacy"
	"planraum/internal/desk/protect"
	"planraum/internal/desk/quality"
	"planraum/internal/desk/report"
	"planraum/internal/desk/rights"
	"planraum/internal/desk/staffing"
	"planraum/internal/desk/steering"
	"planraum/internal/desk/work"
	"planraum/internal/example"
	method "planraum/internal/method/rights"
	"planraum/internal/platform/jobs"
	"planraum/internal/platform/office"
	"planraum/internal/platform/password"
	"planraum/internal/platform/quoting"
	"planraum/internal/store"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// said is what a command answered.
type said struct {
	code     int
	out, err string
}

// call runs the command line in a folder of its own.
func call(t *testing.T, args ...string) said {
	t.Helper()
	var out, err bytes.Buffer
	code := cli.Run(t.Context(), cli.Outside{
		In: strings.NewReader(""), Out: &out, Err: &err, Lang: text.De,
		Today: citytest.Today, Version: "1.2.3-test", Open: open,
		Serve: func(_ context.Context, _ *cli.House, service cli.Service, say func(string)) error {
			say("http://" + service.Listen + "/")
			return nil
		},
	}, args)
	return said{code, out.String(), err.String()}
}

// open wires a database as the program does.
func open(ctx context.Context, database string, _ io.Writer) (*cli.House, error) {
	s, err := store.Open(ctx, database)
	if err != nil {
		return nil, err
	}
	if err := s.Migrate(ctx, func(int, int, string) {}); err != nil {
		_ = s.Close()
		return nil, err
	}
	policies, err := protect.Policies(nil)
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	protected := protect.New(s, s, s, policies, func() time.Time { return time.Now().UTC() })
	release := approval.New(protected, s, s, nil)
	ledger := release.Ledger()
	house := &cli.House{
		Approval: release, Protect: protected,
		Data: data.New(ledger, s, s, s), Capacity: capacity.New(ledger, s), Catalogue: catalogue.New(ledger, s, s),
		Forecasting: forecasting.New(ledger, s, s, citytest.Today),
		Planning:    planning.New(ledger, s, s, citytest.Today), Staffing: staffing.New(s), Steering: steering.New(s), Quality: quality.New(protected, s, s), Outlook: outlook.New(ledger, s),
	}
	house.Measures = measures.New(s, ledger, s, house.Forecasting)
	house.Report = report.New(quoting.Desks{
		Data: house.Data, Capacity: house.Capacity, Planning: house.Planning, Outlook: house.Outlook, Forecasting: house.Forecasting, Measures: house.Measures,
	}.Sources(), s)
	house.Printer = office.Find("/gibt/es/nicht", 0)
	hasher, err := password.New(password.Settings{Memory: 64, Passes: 1, Threads: 1}, 1)
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	house.Accounts = accounts.New(accounts.Tools{Book: s, Hasher: hasher, Random: func() (bits [32]byte, err error) { _, err = rand.Read(bits[:]); return bits, err }})
	deciding := rights.New(method.Default(), s)
	house.Council = council.New(s, deciding)
	house.Accounts.Parts = func(ctx context.Context) (p accounts.Parts, err error) {
		p.Areas, p.Holders, err = deciding.Parts(ctx)
		return p, err
	}
	house.Journal = journal.New(s, s, func() time.Time { return time.Now().UTC() })
	house.Privacy = privacy.New(s, s, s, func() time.Time { return time.Now().UTC() })
	house.Privacy.Retain(privacy.Task{
		Key: "record", Name: text.T("Protokoll", "record"), Term: text.T("1 Jahr", "1 year"),
		Do: func(ctx context.Context, now time.Time) (int64, error) {
			return s.ForgetTrail(ctx, now.AddDate(-1, 0, 0))
		},
	})
	house.Data.ObeyLocks(data.LockedBy(release.Closed))
	house.Data.AskPosts(house.Staffing)
	queue, err := queueOver(ctx, s, house.Data.ImportWork(), house.Data.ExportWork(), house.Planning.RecomputeWork(), house.Outlook.KeepWork(time.Now), house.Journal.Work(), house.Privacy.Work())
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	house.Work, house.Workers = work.New(s, s, queue), queue
	house.Close = func() error {
		err := queue.Close()
		house.Outlook.Wait()
		return errors.Join(err, s.Close())
	}
	return house, nil
}

// queueOver puts the queue of jobs over a store.
func queueOver(ctx context.Context, s *store.Store, kinds ...job.Kind) (*jobs.Queue, error) {
	beside, err := s.Beside(10 * time.Second)
	if err != nil {
		return nil, err
	}
	queue, err := jobs.New(jobs.Config{Book: s, Postgres: s.Postgres(), SQLite: beside, Poll: 50 * time.Millisecond, Kinds: kinds})
	if err != nil {
		return nil, err
	}
	s.UseQueue(queue)
	return queue, queue.Migrate(ctx)
}

// demo returns the name of a database with the example city.
func demo(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "planraum.db")
	if got := call(t, "demo", "--database", name); got.code != 0 {
		t.Fatalf("demo: %+v", got)
	}
	return name
}

// file writes a file and returns its name.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// planFile writes one of the example's plans into a file.
func planFile(t *testing.T, name string) string {
	t.Helper()
	for _, p := range example.Plans() {
		if strings.HasPrefix(p.Name, name) {
			return file(t, p.Name, string(p.Content))
		}
	}
	t.Fatalf("the example has no plan %s", name)
	return ""
}

// isOneSentence fails the test where an answer on standard error is more than
// one line, or shows what only the program's makers understand.
func isOneSentence(t *testing.T, got said) {
	t.Helper()
	line := strings.TrimSuffix(got.err, "\n")
	if line == "" || strings.Contains(line, "\n") || got.out != "" {
		t.Errorf("not one sentence: %q, out %q", got.err, got.out)
	}
	for _, internal := range []string{"store.", "sqlite", "SQLITE", "goroutine", "errno", ".go:"} {
		if strings.Contains(line, internal) {
			t.Errorf("%q shows %q", line, internal)
		}
	}
}
