// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package councildata is the desk at which council data go in and out by the
// standard OParl 1.1: what is public of the city's committees, sittings and papers,
// and what is taken from other council systems.
package councildata

import (
	"context"
	"sync"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
)

// Books are the dated records.
type Books interface {
	// Chronicle returns all versions of a register in the order of their recording.
	Chronicle(ctx context.Context, kind register.Kind) ([]register.Dated, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	// AppendAllAfter records versions, all or none, each if After is still the newest
	// record of its entry.
	AppendAllAfter(ctx context.Context, batch figure.Batch, next []register.Next) error
	// Position grows whenever something is recorded.
	Position(ctx context.Context) (int64, error)
}

// Fetcher fetches documents from other servers.
type Fetcher interface {
	Fetch(ctx context.Context, w Wanted) (Fetched, error)
}

// Wanted is a document of another server.
type Wanted struct {
	URL string
	// ETag and LastModified are those with which it came last; empty: never.
	ETag, LastModified string
}

// Fetched is a document as it came.
type Fetched struct {
	URL                string // after redirections
	Content            []byte
	Media              string // Content-Type, as it was sent
	ETag, LastModified string
	Unchanged          bool // it is as it was when it came with the ETag; no content
}

// Issued is the text of an issued paper as a file.
type Issued struct {
	Name, Media string
	Content     []byte
	On          period.Date
	At          time.Time // when it was recorded
}

// Documents gives the texts of issued papers; false where there is none.
type Documents func(ctx context.Context, p council.Paper) (Issued, bool, error)

// Desk is safe for use by several goroutines.
type Desk struct {
	books Books
	fetch Fetcher
	// Documents gives the texts of issued papers; nil: none are given out.
	Documents Documents

	mu   sync.Mutex // guards kept
	kept []*Directory
}

// New returns a desk over the records. fetch may be nil where nothing is fetched.
func New(b Books, fetch Fetcher) *Desk { return &Desk{books: b, fetch: fetch} }
