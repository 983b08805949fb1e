// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"time"

	"planraum/internal/city/job"
	"planraum/internal/cli"
	"planraum/internal/desk/accounts"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/catalogue"
	"planraum/internal/desk/data"
	"planraum/internal/desk/health"
	"planraum/internal/desk/journal"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/protect"
	"planraum/internal/desk/quality"
	"planraum/internal/desk/reporting"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/desk/staffing"
	"planraum/internal/desk/work"
	"planraum/internal/fault"
	"planraum/internal/platform/clock"
	"planraum/internal/platform/jobs"
	"planraum/internal/platform/passkey"
	"planraum/internal/platform/password"
	"planraum/internal/platform/telemetry"
	"planraum/internal/store"
	"planraum/internal/text"
)

// open opens the database, brings it to the program's state and puts the desks
// over it.
func open(ctx context.Context, database string, say io.Writer) (*cli.House, error) {
	s, err := store.Open(ctx, database)
	if err != nil {
		return nil, err
	}
	err = s.Migrate(ctx, func(done, total int, name string) {
		if name != "" {
			fmt.Fprintf(say, text.T("Datenbank einrichten: Schritt %d von %d (%s)\n", "setting up the database: step %d of %d (%s)\n").In(text.Parse(environmentLanguage())), done+1, total, name)
		}
	})
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	// The figures pass a chain of ledgers on their way to the desks: the store
	// shows everything, the protection hides small counts from those who may not
	// see them, the release what is not released. The checks stand before the
	// release, because they come before it. Reporters are shown what they said
	// themselves, as they said it.
	protected, err := protectedLedger(s)
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	findings := &openFindings{quality: quality.New(protected, s, s), ledger: s}
	release := approval.New(protected, s, s, findings)
	findings.release = release
	ledger := release.Ledger()
	record := journal.New(s, s, func() time.Time { return time.Now().UTC() })
	protected.TellTaken(record.Taken)
	persons, err := kept(s, record)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	house := &cli.House{
		Data:     data.New(ledger, s, s, s),
		Capacity: capacity.New(ledger, s),
		Planning: planning.New(ledger, s, s, clock.Today),
		Quality:  findings.quality,
		Staffing: staffing.New(s),
		Approval: release,
		Protect:  protected,
		Journal:  record,
		Privacy:  persons,

		Reporting: reporting.New(s, store.Reports{Store: s}, contacts{s, persons}, secret),
		Catalogue: catalogue.New(ledger, s, s),

		Safekeeping: safekeeping.New(copies{newBackups().keeper, s}, s, time.Now),
	}
	if house.Accounts, err = accountDesk(s); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	house.Data.ObeyLocks(data.LockedBy(release.Closed))
	house.Reporting.ObeyLocks(release)
	house.Data.Follow(protect.PrepareOrder)
	queue, err := queued(ctx, s, protected.PrepareWork(), house.Data.ImportWork(), house.Data.ExportWork(), house.Planning.RecomputeWork(), house.Safekeeping.Work(), persons.Work(), record.Work())
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	house.Work, house.Workers = work.New(s, s, queue), queue
	house.Health = health.New(health.Outside{
		Store: s, Workers: queue, Free: telemetry.FreeSpace, Faults: faults.Faults, Now: time.Now, Version: version, Started: started,
		Backups: lastCopy{house.Safekeeping},
	})
	house.Close = func() error { return errors.Join(queue.Close(), s.Close()) }
	return house, nil
}

// lastCopy tells the state page of the newest backup.
type lastCopy struct{ *safekeeping.Desk }

// LastBackup implements health.Backups.
func (c lastCopy) LastBackup(context.Context) (time.Time, error) {
	last, _, err := c.Last()
	return last.TakenAt, err
}

// started is when the program began.
var started = time.Now()

// passwordsAtOnce is how many hashes of passwords are reckoned at a time; each
// holds 46 MiB.
const passwordsAtOnce = 2

// accountDesk is the desk of accounts over a store.
func accountDesk(s *store.Store) (*accounts.Desk, error) {
	hasher, err := password.New(password.Default, passwordsAtOnce)
	if err != nil {
		return nil, fault.Wrap("main.accountDesk", err)
	}
	return accounts.New(accounts.Tools{
		Book: s, Hasher: hasher, Passkeys: passkey.Keys{},
		Random: func() (bits [32]byte, err error) { _, err = rand.Read(bits[:]); return bits, err },
	}), nil
}

// queueBusy is how long the queue waits for the lock of an SQLite file. What it
// does not get by then it tries again.
const queueBusy = 10 * time.Second

// queued puts the queue of long work over a store, with what can be worked.
func queued(ctx context.Context, s *store.Store, kinds ...job.Kind) (*jobs.Queue, error) {
	beside, err := s.Beside(queueBusy)
	if err != nil {
		return nil, err
	}
	queue, err := jobs.New(jobs.Config{
		Book: s, Kinds: kinds, Log: slog.Default(), Postgres: s.Postgres(), SQLite: beside,
	})
	if err != nil {
		return nil, err
	}
	s.UseQueue(queue)
	if err := queue.Migrate(ctx); err != nil {
		return nil, errors.Join(err, queue.Close())
	}
	return queue, nil
}

// policyFolder names the folder with an installation's own policy files.
const policyFolder = "PLANRAUM_POLICIES"

// protectedLedger puts the protection of small counts between the ledger and
// the desks.
func protectedLedger(s *store.Store) (*protect.Desk, error) {
	var own fs.FS
	if folder := os.Getenv(policyFolder); folder != "" {
		if _, err := os.Stat(folder); err != nil {
			return nil, fault.New(fault.Invalid, "main.protectedLedger: "+err.Error(),
				"Den Ordner „"+folder+"“ aus "+policyFolder+" gibt es nicht.", "There is no folder “"+folder+"” as "+policyFolder+" says.")
		}
		own = os.DirFS(folder)
	}
	policies, err := protect.Policies(own)
	if err != nil {
		return nil, err
	}
	return protect.New(s, s, s, policies, func() time.Time { return time.Now().UTC() }), nil
}

// secret is the unguessable part of a link: 160 random bits.
func secret() (string, error) {
	raw := make([]byte, 20)
	_, err := rand.Read(raw)
	return strings.ToLower(base32.StdEncoding.EncodeToString(raw)), err
}
