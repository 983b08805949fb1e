// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package reporting is the desk at which site operators and providers hand in
// their monthly counts: by a link for one report, without an account.
package reporting

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/reporting"
	"planraum/internal/fault"
)

// Ledger is what the desk asks of what is known.
type Ledger interface {
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Areas(ctx context.Context, edition string) ([]area.Area, error)
}

// Intake takes reports in, each in one transaction.
type Intake interface {
	// Take runs fn in one transaction; nothing of it stays where fn fails. A
	// batch whose kind and digest were taken before is a Conflict.
	Take(ctx context.Context, batch figure.Batch, fn func(Recorder) (rows int, err error)) error
	// AppendAfter records a version of an entry if base is still its newest.
	AppendAfter(ctx context.Context, batch figure.Batch, record register.Record, base int64) error
}

// Recorder writes into the transaction of a report.
type Recorder interface {
	AddFigures(ctx context.Context, figures []figure.Figure) error
	AddRecords(ctx context.Context, records []register.Record) error
	AddAreas(ctx context.Context, edition area.Edition, areas []area.Area) error
	PutIndicators(ctx context.Context, indicators []figure.Indicator) error
}

// Contacts keeps where reminders go. Unlike the ledger it forgets: an address
// that is dropped is gone.
type Contacts interface {
	Contact(ctx context.Context, reporter string) (address string, err error) // "" where there is none
	SetContact(ctx context.Context, reporter, address string) error           // "" drops it
}

// Desk hands out links, takes reports in and lists what is missing. It is safe
// for use by several goroutines.
type Desk struct {
	ledger   Ledger
	intake   Intake
	contacts Contacts
	secret   func() (string, error)
	locks    Locks // nil: nothing is locked
}

// New returns a desk. secret makes the unguessable part of a link: at least
// 128 random bits, in characters that an address may hold.
func New(l Ledger, in Intake, c Contacts, secret func() (string, error)) *Desk {
	return &Desk{ledger: l, intake: in, contacts: c, secret: secret}
}

// entry is a reporter or a link as the register keeps it; one of them is set.
type entry struct {
	Reporter *reporting.Reporter `json:"reporter,omitempty"`
	Link     *reporting.Link     `json:"link,omitempty"`
}

func reporterKey(key string) string { return "reporter/" + key }

func linkKey(reporter string, m period.Month) string { return "link/" + reporter + "/" + m.String() }

// book is everything in the register.
type book struct {
	reporters []reporting.Reporter
	links     map[string]reporting.Link // by linkKey
	versions  map[string]int64          // of every entry
}

func (d *Desk) book(ctx context.Context) (book, error) {
	b := book{links: map[string]reporting.Link{}, versions: map[string]int64{}}
	records, err := d.ledger.Records(ctx, register.Reporter, period.Date{})
	if err != nil {
		return b, err
	}
	for _, r := range records {
		var e entry
		if err := json.Unmarshal(r.Body, &e); err != nil {
			return b, fault.Wrap("reporting.book("+r.Key+")", err)
		}
		b.versions[r.Key] = r.ID
		switch {
		case e.Reporter != nil:
			b.reporters = append(b.reporters, *e.Reporter)
		case e.Link != nil:
			b.links[r.Key] = *e.Link
		}
	}
	slices.SortFunc(b.reporters, func(x, y reporting.Reporter) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Key, y.Key))
	})
	return b, nil
}

func (b book) reporter(key string) (reporting.Reporter, error) {
	for _, r := range b.reporters {
		if r.Key == key {
			return r, nil
		}
	}
	return reporting.Reporter{}, fault.New(fault.NotFound, "reporting.reporter("+key+")",
		"Diese Meldestelle gibt es nicht.", "There is no such reporter.")
}

func record(key string, e entry, day period.Date) (register.Record, error) {
	body, err := json.Marshal(e)
	return register.Record{Kind: register.Reporter, Key: key, KnownFrom: day, Body: body}, err
}

// keep records a new version of an entry by itself.
func (d *Desk) keep(ctx context.Context, key string, e entry, base int64, by string, now time.Time) error {
	r, err := record(key, e, period.OfTime(now))
	if err != nil {
		return err
	}
	batch := figure.Batch{Kind: string(register.Reporter), File: key, By: by, Rows: 1, RecordedAt: now}
	return d.intake.AppendAfter(ctx, batch, r, base)
}

// Reporters lists who reports, by name.
func (d *Desk) Reporters(ctx context.Context) ([]reporting.Reporter, error) {
	b, err := d.book(ctx)
	return b.reporters, fault.Wrap("reporting.Reporters", err)
}

// Reporter returns one; NotFound for an unknown key.
func (d *Desk) Reporter(ctx context.Context, key string) (reporting.Reporter, error) {
	b, err := d.book(ctx)
	if err != nil {
		return reporting.Reporter{}, fault.Wrap("reporting.Reporter", err)
	}
	return b.reporter(key)
}

// Contact returns the address for reminders; "" where there is none.
func (d *Desk) Contact(ctx context.Context, reporter string) (string, error) {
	address, err := d.contacts.Contact(ctx, reporter)
	return address, fault.Wrap("reporting.Contact", err)
}

// named is the operation of an error, with its arguments.
func named(name string, args ...any) string { return "reporting." + name + fmt.Sprintf("%v", args) }
