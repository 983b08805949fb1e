// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	city "planraum/internal/city/backup"
	"planraum/internal/cli"
	"planraum/internal/desk/journal"
	"planraum/internal/desk/privacy"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/exchange/erasurefile"
	"planraum/internal/platform/erasures"
	"planraum/internal/store"
)

// erasuresFile names a further file in which the list of erasures is kept; on
// PostgreSQL, which has no folder of ours, the only one.
const erasuresFile = "PLANRAUM_ERASURES"

// besides are the files that hold the list of erasures: beside an SQLite
// database, in the folders of its backups, and where the settings say.
func besides(database string, folders ...string) erasures.Files {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if !strings.Contains(database, "://") {
		add(strings.TrimPrefix(database, "sqlite:") + erasurefile.Suffix)
	}
	for _, folder := range folders {
		add(filepath.Join(folder, erasurefile.Name))
	}
	if own := os.Getenv(erasuresFile); own != "" {
		add(own)
	}
	return func() []string { return names }
}

// erasedBeside keeps the list of erasures of an installation beside its
// database and its backups, and asks the latter how long they hold what is
// deleted.
func erasedBeside(persons *privacy.Desk, database string, copies *safekeeping.Desk) {
	persons.KeepApart(erasures.Files(func() []string {
		if s, ok := copies.Schedule(); ok {
			return besides(database, s.To)()
		}
		return besides(database)()
	}))
	persons.AskCopies(func(ctx context.Context) (c privacy.Copies, err error) {
		c.Until, c.ByHand, err = copies.Held(ctx)
		return c, err
	})
}

// readied makes a restored database ready before anybody can read it: it brings
// it to the program's state, deletes again who was deleted since the copy was
// made, and records the restore.
func readied(ctx context.Context, database string, from city.Copy, lists erasures.Files) (done cli.Restored, err error) {
	done.Manifest, done.Looked = from.Manifest, lists()
	list, found, err := lists.Read()
	if err != nil {
		return done, err
	}
	done.Found = found
	s, err := store.Open(ctx, database)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Migrate(ctx, func(int, int, string) {}); err != nil {
		return done, err
	}
	people, err := accountDesk(s)
	if err != nil {
		return done, err
	}
	persons, err := kept(s, journal.New(s, s, func() time.Time { return time.Now().UTC() }), people)
	if err != nil {
		return done, err
	}
	if done.Erased, err = persons.Reapply(ctx, erasures.Since(list, from.TakenAt)); err != nil {
		return done, err
	}
	return done, s.Note(ctx, safekeeping.Restored(from, done.Erased, found))
}
