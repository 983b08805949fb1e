// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package backup holds the nouns of safekeeping: what a database held at one
// moment, a copy of it, and when a copy ages out.
package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"
)

// Table is what one table held: so many rows, and a digest of them all that
// does not depend on their order.
type Table struct {
	Name   string `json:"name"`
	Rows   int64  `json:"rows"`
	Digest string `json:"digest"` // hexadecimal
}

// Contents is what a database held at one moment. The queue's own tables are
// left out: they say who works when, and change without anybody's doing.
type Contents struct {
	Schema   int64   `json:"schema"`   // last step of the migrations
	Position int64   `json:"position"` // of the ledger
	Tables   []Table `json:"tables"`   // by name
}

// Digest is one SHA-256 over all tables, hexadecimal. Equal contents have equal
// digests.
func (c Contents) Digest() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%d %d\n", c.Schema, c.Position)
	for _, t := range c.Tables {
		fmt.Fprintf(sum, "%s %d %s\n", t.Name, t.Rows, t.Digest)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Rows is the number of rows of all tables.
func (c Contents) Rows() int64 {
	var n int64
	for _, t := range c.Tables {
		n += t.Rows
	}
	return n
}

// Difference is a table that holds something else than was expected. A number
// of rows is -1 where the table is missing.
type Difference struct {
	Table          string
	Expected, Seen int64 // rows
}

// Differences compares what is expected with what is seen, table by table.
func (c Contents) Differences(seen Contents) []Difference {
	at := map[string]Table{}
	for _, t := range seen.Tables {
		at[t.Name] = t
	}
	var all []Difference
	for _, want := range c.Tables {
		got, there := at[want.Name]
		delete(at, want.Name)
		switch {
		case !there:
			all = append(all, Difference{want.Name, want.Rows, -1})
		case got != want:
			all = append(all, Difference{want.Name, want.Rows, got.Rows})
		}
	}
	for _, t := range seen.Tables {
		if _, left := at[t.Name]; left {
			all = append(all, Difference{t.Name, -1, t.Rows})
		}
	}
	return all
}

// Manifest says what a copy of a database is.
type Manifest struct {
	Format  int       `json:"format"`  // of the file that holds it
	Program string    `json:"program"` // version of Planraum that made it
	Kind    string    `json:"kind"`    // sqlite or postgresql
	TakenAt time.Time `json:"taken_at"`
	// AgesOut is when a copy of the schedule may be deleted; zero: somebody made
	// it by hand and it stays until somebody deletes it.
	AgesOut time.Time `json:"ages_out,omitzero"`
	Contents
	Size   int64  `json:"size,omitempty"`   // bytes of the database file
	SHA256 string `json:"sha256,omitempty"` // of the database file, hexadecimal
}

// Copy is a backup that lies in a file.
type Copy struct {
	Path  string
	Bytes int64 // size of the file
	Manifest
	// Unreadable is why the manifest could not be read; nil where it was.
	Unreadable error
}

// Name is the name of a backup's file, so that names sort by time.
func (m Manifest) Name() string {
	return fmt.Sprintf("%s%s-p%d%s", Prefix, m.TakenAt.UTC().Format("2006-01-02-150405"), m.Position, Suffix)
}

// The beginning and the end of every name that Name gives.
const (
	Prefix = "planraum-"
	Suffix = ".db.gz"
)

// Schedule is how often copies are made and how long they are kept.
type Schedule struct {
	To    string        // folder
	Every time.Duration // between two copies
	Keep  int           // days
}

// AgesOut is when a copy that was taken at a moment may be deleted.
func (s Schedule) AgesOut(taken time.Time) time.Time { return taken.AddDate(0, 0, s.Keep) }

// Newest returns the copy that was taken last; false without a readable one.
func Newest(copies []Copy) (Copy, bool) {
	var newest Copy
	found := false
	for _, c := range copies {
		if c.Unreadable == nil && (!found || c.TakenAt.After(newest.TakenAt)) {
			newest, found = c, true
		}
	}
	return newest, found
}

// Aged returns the copies that may be deleted at a moment. The newest one stays
// whatever its age, because a schedule that fails must not leave a city without
// any; so does what nobody could read.
func Aged(copies []Copy, now time.Time) []Copy {
	newest, _ := Newest(copies)
	return slices.DeleteFunc(slices.Clone(copies), func(c Copy) bool {
		return c.Unreadable != nil || c.Path == newest.Path || c.AgesOut.IsZero() || now.Before(c.AgesOut)
	})
}
