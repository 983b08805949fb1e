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

	papers "planraum/internal/city/council"
	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/cli"
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
	"planraum/internal/desk/protect"
	"planraum/internal/desk/quality"
	"planraum/internal/desk/report"
	"planraum/internal/desk/reporting"
	"planraum/internal/desk/rights"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/desk/staffing"
	"planraum/internal/desk/steering"
	"planraum/internal/desk/work"
	"planraum/internal/fault"
	method "planraum/internal/method/rights"
	"planraum/internal/platform/clock"
	remote "planraum/internal/platform/fetch"
	"planraum/internal/platform/jobs"
	"planraum/internal/platform/office"
	"planraum/internal/platform/passkey"
	"planraum/internal/platform/password"
	"planraum/internal/platform/quoting"
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
	house, err := furnished(ctx, s, database, say)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return house, nil
}

// furnished is the house over a store: the ledgers that a reader looks through, the
// desks, their ties and the queue of long work.
func furnished(ctx context.Context, s *store.Store, database string, say io.Writer) (*cli.House, error) {
	err := s.Migrate(ctx, func(done, total int, name string) {
		if name != "" {
			fmt.Fprintf(say, text.T("Datenbank einrichten: Schritt %d von %d (%s)\n", "setting up the database: step %d of %d (%s)\n").In(text.Parse(environmentLanguage())), done+1, total, name)
		}
	})
	if err != nil {
		return nil, err
	}
	look, err := looking(s)
	if err != nil {
		return nil, err
	}
	house, err := desks(s, look)
	if err != nil {
		return nil, err
	}
	tie(house, s, look, database)
	queue, err := queued(ctx, s, look.protected.PrepareWork(), house.Data.ImportWork(), house.Data.ExportWork(), house.Planning.RecomputeWork(), house.Outlook.KeepWork(now), house.Outlook.ReplayWork(), house.CouncilData.TakeWork(), house.Safekeeping.Work(), house.Privacy.Work(), house.Journal.Work(), house.Report.PDFWork(house.Printer))
	if err != nil {
		return nil, err
	}
	house.Work, house.Workers, house.Monthly = work.New(s, s, queue), queue, outlook.NewMonthly(house.Outlook, s, now)
	house.Health = health.New(health.Outside{
		Store: s, Workers: queue, Free: telemetry.FreeSpace, Faults: faults.Faults, Now: time.Now, Version: version, Started: started,
		Backups: lastCopy{house.Safekeeping}, Sessions: house.Accounts,
	})
	house.Close = func() error {
		err := queue.Close()
		house.Outlook.Wait()
		look.protected.Close()
		return errors.Join(err, s.Close())
	}
	return house, nil
}

// look is how a reader sees the store. The figures pass a chain of ledgers on their
// way to the desks: the store shows everything, the protection hides small counts from
// those who may not see them, the release what is not released. The checks stand
// before the release, because they come before it. Where a role is held for some areas
// or topics only, the last ledger shows there what the role may see and elsewhere what
// anybody may; those who check and release see nothing of elsewhere.
type look struct {
	protected *protect.Desk
	deciding  *rights.Desk
	findings  *openFindings
	release   *approval.Desk
	ledger    *rights.Ledger
	books     within
}

// looking puts the chain of ledgers together.
func looking(s *store.Store) (look, error) {
	protected, err := protectedLedger(s)
	if err != nil {
		return look{}, err
	}
	rules, err := ruledBy()
	if err != nil {
		return look{}, err
	}
	deciding := rights.New(rules, s)
	inside := deciding.Inside(protected)
	findings := &openFindings{quality: quality.New(inside, s, s), ledger: inside}
	release := approval.New(inside, s, s, findings)
	release.Obey(rules, deciding)
	findings.release = release
	return look{protected, deciding, findings, release, deciding.Ledger(release.Ledger()), within{s, deciding.Registers(s)}}, nil
}

// desks are the desks over what a reader sees.
func desks(s *store.Store, l look) (*cli.House, error) {
	record := journal.New(s, s, func() time.Time { return time.Now().UTC() })
	people, err := accountDesk(s)
	if err != nil {
		return nil, err
	}
	persons, err := kept(s, record, people)
	if err != nil {
		return nil, err
	}
	house := &cli.House{
		Data:     data.New(l.ledger, s, l.books, s),
		Capacity: capacity.New(l.ledger, l.books),
		Planning: planning.New(l.ledger, l.books, s, clock.Today),
		Outlook:  outlook.New(l.ledger, l.books),
		Quality:  l.findings.quality,
		Staffing: staffing.New(l.books),
		Steering: steering.New(l.books),
		Council:  council.New(l.books, l.deciding),
		Approval: l.release,
		Protect:  l.protected,
		Rights:   l.deciding,
		Journal:  record,
		Privacy:  persons,
		Accounts: people,

		Reporting: reporting.New(l.books, store.Reports{Store: s}, contacts{s, persons}, secret),
		Catalogue: catalogue.New(l.ledger, s, s),

		CouncilData: councildata.New(s, fetcher()),

		Forecasting: forecasting.New(l.ledger, s, l.books, clock.Today),
		Safekeeping: safekeeping.New(copies{newBackups().keeper, s}, s, time.Now),
	}
	house.Measures = measures.New(l.books, l.ledger, s, house.Forecasting)
	house.Report = report.New(quoting.Desks{
		Data: house.Data, Capacity: house.Capacity, Planning: house.Planning, Outlook: house.Outlook, Forecasting: house.Forecasting, Council: house.Council, Measures: house.Measures,
	}.Sources(), l.books)
	house.Printer = office.Find(os.Getenv(officeProgram), 0)
	return house, nil
}

// tie tells desks of each other, where one obeys another.
func tie(house *cli.House, s *store.Store, l look, database string) {
	l.protected.TellTaken(house.Journal.Taken)
	house.Accounts.Parts = func(ctx context.Context) (p accounts.Parts, err error) {
		p.Areas, p.Holders, err = l.deciding.Parts(ctx)
		return p, err
	}
	house.Council.ObeyDocuments(house.Report)
	house.CouncilData.Documents = issuedTexts(house.Report)
	house.Safekeeping.TellTo(s)
	erasedBeside(house.Privacy, database, house.Safekeeping)
	house.Data.ObeyRights(l.deciding)
	house.Data.AskPosts(house.Staffing)
	house.Data.ObeyLocks(data.LockedBy(l.release.Closed))
	house.Reporting.ObeyLocks(l.release)
	house.Data.Follow(protect.PrepareOrder)
}

// now is the time in UTC.
func now() time.Time { return time.Now().UTC() }

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
		Book: s, Hasher: hasher, Journal: s, Passkeys: passkey.Keys{},
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

// within is the store with its dated records through the lens of each question.
type within struct {
	*store.Store
	*rights.Registers
}

// Records, Versions and Record answer through the lens.
func (w within) Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error) {
	return w.Registers.Records(ctx, kind, asOf)
}

func (w within) Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error) {
	return w.Registers.Versions(ctx, kind, key)
}

func (w within) Record(ctx context.Context, id int64) (register.Record, error) {
	return w.Registers.Record(ctx, id)
}

// rightsFolder names the folder with an installation's own rules of rights.
const rightsFolder = "PLANRAUM_RIGHTS"

// ruledBy reads the rules of rights, with an installation's own.
func ruledBy() (*method.Engine, error) {
	folder := os.Getenv(rightsFolder)
	if folder == "" {
		return method.New(nil)
	}
	if _, err := os.Stat(folder); err != nil {
		return nil, fault.New(fault.Invalid, "main.ruledBy: "+err.Error(),
			"Den Ordner „"+folder+"“ aus "+rightsFolder+" gibt es nicht.", "There is no folder “"+folder+"” as "+rightsFolder+" says.")
	}
	return method.New(os.DirFS(folder))
}

// privateHosts names hosts of the own network from which documents may be fetched,
// with commas between.
const privateHosts = "PLANRAUM_FETCH_PRIVATE"

// fetcher fetches documents from other servers.
func fetcher() *remote.Client {
	hosts := strings.FieldsFunc(os.Getenv(privateHosts), func(r rune) bool { return r == ',' || r == ' ' })
	return remote.New(remote.Config{Agent: "Planraum/" + version, Private: hosts})
}

// officeProgram names the office program that makes PDFs, where it is not on the PATH.
const officeProgram = "PLANRAUM_OFFICE"

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

// issuedTexts are the texts of issued papers, as pages, for the server of council data.
func issuedTexts(d *report.Desk) councildata.Documents {
	return func(ctx context.Context, p papers.Paper) (councildata.Issued, bool, error) {
		s, content, there, err := d.IssuedFile(ctx, p.Document, p.TextDigest(), report.HTML)
		if err != nil || !there {
			return councildata.Issued{}, false, err
		}
		return councildata.Issued{Name: s.FileName(report.HTML), Media: report.HTML.Media(), Content: content, On: period.OfTime(s.At), At: s.At}, true, nil
	}
}
