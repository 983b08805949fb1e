// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package journal is the desk of those who answer for the installation: it
// looks through the record of what was done, verifies its chain, and removes
// what is older than its time.
package journal

import (
	"context"
	"strconv"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/privacy"
	"planraum/internal/fault"
)

// Record is what the desk reads of the record, and where it notes its own doing.
type Record interface {
	Trail(ctx context.Context, q audit.Query) ([]audit.Entry, error)
	// TrailCount counts the entries that q asks for.
	TrailCount(ctx context.Context, q audit.Query) (int64, error)
	EachEntry(ctx context.Context, from, to int64, fn func(audit.Found) error) error
	Chain(ctx context.Context) (audit.Bounds, error)
	Note(ctx context.Context, e audit.Event) error
}

// Expiry removes from the record what is older than its time.
type Expiry interface {
	// ForgetTrail removes the entries from before a moment and returns how many.
	ForgetTrail(ctx context.Context, before time.Time) (int64, error)
	// WipeSealed wipes a sealed field ("origin", "reason") of the entries from
	// before a moment and returns how many.
	WipeSealed(ctx context.Context, field string, before time.Time) (int64, error)
}

// Desk looks after the record of what was done.
type Desk struct {
	record Record
	expiry Expiry
	now    func() time.Time
	// originTerm and entryTerm are how long origins and entries are kept.
	originTerm, entryTerm time.Duration
}

// New returns the desk. now tells the time.
func New(record Record, expiry Expiry, now func() time.Time) *Desk {
	return &Desk{record: record, expiry: expiry, now: now, originTerm: privacy.OriginKept, entryTerm: privacy.RecordKept}
}

// Terms sets how long entries and origins are kept: of what was wiped earlier a
// verification says so.
func (d *Desk) Terms(entries, origins time.Duration) { d.entryTerm, d.originTerm = entries, origins }

// pageSize is how many entries a page lists.
const pageSize = 50

// Page is a part of the record, the newest first.
type Page struct {
	Entries []audit.Entry
	Older   int64 // ask for entries below this number for the next page; 0: that was all
	Newer   bool  // there are newer ones than these
	Count   int64 // of the entries that were asked for, on all pages
	Bounds  audit.Bounds
}

// Search returns a page of the entries that q asks for.
func (d *Desk) Search(ctx context.Context, q audit.Query) (Page, error) {
	const op = "journal.Search"
	if q.Limit == 0 {
		q.Limit = pageSize
	}
	asked := q.Limit
	q.Limit++
	entries, err := d.record.Trail(ctx, q)
	if err != nil {
		return Page{}, fault.Wrap(op, err)
	}
	page := Page{Entries: entries, Newer: q.Below > 0}
	if len(entries) > asked {
		page.Entries = entries[:asked]
		page.Older = entries[asked-1].Seq
	}
	if page.Bounds, err = d.record.Chain(ctx); err != nil {
		return page, fault.Wrap(op, err)
	}
	page.Count, err = d.record.TrailCount(ctx, q)
	return page, fault.Wrap(op, err)
}

// Entry returns one entry; fault.NotFound without one.
func (d *Desk) Entry(ctx context.Context, seq int64) (audit.Entry, error) {
	entries, err := d.record.Trail(ctx, audit.Query{Above: seq - 1, Below: seq + 1})
	if err != nil {
		return audit.Entry{}, fault.Wrap("journal.Entry", err)
	}
	if seq < 1 || len(entries) == 0 {
		n := strconv.FormatInt(seq, 10)
		return audit.Entry{}, fault.New(fault.NotFound, "journal.Entry", "Einen Eintrag mit der Nummer "+n+" gibt es im Protokoll nicht. Alte Einträge werden nach ihrer Frist gelöscht.",
			"There is no entry with the number "+n+" in the record. Old entries are removed after their time.")
	}
	return entries[0], nil
}

// Verified is the last verification that is recorded; false where there is none.
func (d *Desk) Verified(ctx context.Context) (audit.Entry, bool, error) {
	last, err := d.record.Trail(ctx, audit.Query{Kind: audit.Verification, Limit: 1})
	if err != nil || len(last) == 0 {
		return audit.Entry{}, false, fault.Wrap("journal.Verified", err)
	}
	return last[0], true, nil
}

// Anchor is the head of the chain, to be kept elsewhere.
func (d *Desk) Anchor(ctx context.Context) (audit.Head, error) {
	b, err := d.record.Chain(ctx)
	return b.Head, fault.Wrap("journal.Anchor", err)
}

// Each calls fn for all entries that q asks for, the oldest first.
func (d *Desk) Each(ctx context.Context, q audit.Query, fn func(audit.Entry) error) error {
	const part = 2000
	left := q.Limit
	q.Oldest = true
	for {
		q.Limit = part
		if left > 0 {
			q.Limit = min(part, left)
		}
		entries, err := d.record.Trail(ctx, q)
		if err != nil {
			return fault.Wrap("journal.Each", err)
		}
		for _, e := range entries {
			if err := fn(e); err != nil {
				return err
			}
			q.Above = e.Seq
		}
		if left > 0 {
			if left -= len(entries); left == 0 {
				return nil
			}
		}
		if len(entries) < q.Limit {
			return nil
		}
	}
}
