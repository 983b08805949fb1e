// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"planraum/internal/city/audit"
	city "planraum/internal/city/backup"
	"planraum/internal/cli"
	"planraum/internal/fault"
	"planraum/internal/platform/backup"
	"planraum/internal/store"
)

// backups makes and restores copies for the command line. It opens databases
// without bringing them to the program's state: what is to be backed up before
// an update, or compared, must stay as it is.
type backups struct{ keeper *backup.Keeper }

func newBackups() backups {
	return backups{backup.New(store.Files{}, version, time.Now)}
}

func staged(tell cli.Telling) backup.Tell {
	return func(stage backup.Stage, done, total int64) { tell(stage.Label(), done, total) }
}

// Make implements cli.Backups.
func (b backups) Make(ctx context.Context, database, to string, tell cli.Telling) (made city.Copy, err error) {
	s, err := store.Open(ctx, database)
	if err != nil {
		return made, err
	}
	made, err = b.keeper.Make(ctx, s, backup.Order{To: to}, staged(tell))
	return made, errors.Join(err, s.Close())
}

// Verify implements cli.Backups.
func (b backups) Verify(ctx context.Context, file string, tell cli.Telling) (city.Manifest, error) {
	return b.keeper.Verify(ctx, file, staged(tell))
}

// List implements cli.Backups.
func (b backups) List(folder string) ([]city.Copy, error) { return b.keeper.List(folder) }

// Restore implements cli.Backups.
func (b backups) Restore(ctx context.Context, file, database string, replace bool, tell cli.Telling) (cli.Restored, error) {
	var settled cli.Restored
	done, err := b.keeper.Preparing(func(ctx context.Context, fresh string, from city.Copy) (err error) {
		if settled, err = readied(ctx, fresh, from, besides(database, filepath.Dir(file))); err != nil {
			return err
		}
		release, err := store.Files{}.Claim(ctx, fresh) // one file again, without a journal
		if err == nil {
			release()
		}
		return err
	}).Restore(ctx, file, database, replace, staged(tell))
	settled.Manifest, settled.Aside = done.Manifest, done.Aside
	return settled, err
}

// Settle implements cli.Backups.
func (b backups) Settle(ctx context.Context, database string, from city.Copy) (cli.Restored, error) {
	return readied(ctx, database, from, besides(database, filepath.Dir(from.Path)))
}

// recordPatience is how long a command waits until the record takes something down:
// as long as an import may hold an SQLite file.
const recordPatience = time.Minute

// Record implements cli.Backups.
func (b backups) Record(ctx context.Context, database string, e audit.Event) (err error) {
	if _, err := os.Stat(strings.TrimPrefix(database, "sqlite:")); err != nil && !strings.Contains(database, "://") {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, recordPatience)
	defer cancel()
	s, err := store.Open(ctx, database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if keeps, err := s.KeepsRecord(ctx); err != nil || !keeps {
		return err
	}
	for {
		err = s.Note(ctx, e)
		if fault.KindOf(err) != fault.Unavailable || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Second):
		}
	}
}

// Manifest implements cli.Backups.
func (b backups) Manifest(ctx context.Context, database, dump string, tell cli.Telling) (m city.Manifest, err error) {
	checking := func(done, total int64) { tell(backup.Checking.Label(), done, total) }
	if sqlite := !strings.Contains(database, "://"); sqlite && dump != "" {
		return m, fault.New(fault.Invalid, "main.Manifest", "--dump gilt nur für PostgreSQL. Eine SQLite-Datenbank sichert „planraum backup“.",
			"--dump is for PostgreSQL only. “planraum backup” backs up an SQLite database.")
	} else if sqlite {
		m = city.Manifest{Program: version, Kind: "sqlite", TakenAt: time.Now().UTC()}
		m.Contents, err = store.Files{}.Inspect(ctx, strings.TrimPrefix(database, "sqlite:"), checking)
		return m, err
	}
	m = city.Manifest{Program: version, TakenAt: time.Now().UTC()}
	s, err := store.Open(ctx, database)
	if err != nil {
		return m, err
	}
	m.Kind = s.Kind()
	var during func(snapshot string) error
	if dump != "" {
		during = func(snapshot string) error { return backup.Dump(ctx, database, snapshot, dump) }
	}
	m.Contents, err = s.Contents(ctx, during, checking)
	return m, errors.Join(err, s.Close())
}

// copies makes the copies of the schedule, of the database that is open.
type copies struct {
	keeper *backup.Keeper
	store  *store.Store
}

// shares is how much of the work the stages before are taken for, in hundredths.
var shares = map[backup.Stage]int64{backup.Copying: 0, backup.Checking: 25, backup.Packing: 60, backup.ReadingBack: 80}

// share is how much one stage is taken for.
var share = map[backup.Stage]int64{backup.Copying: 25, backup.Checking: 35, backup.Packing: 20, backup.ReadingBack: 20}

// Make implements safekeeping.Copies.
func (c copies) Make(ctx context.Context, folder string, days int, tell func(percent int64)) (city.Copy, error) {
	return c.keeper.Make(ctx, c.store, backup.Order{To: folder, Keep: days}, func(stage backup.Stage, done, total int64) {
		tell(shares[stage] + share[stage]*min(done, total)/max(total, 1))
	})
}

// List implements safekeeping.Copies.
func (c copies) List(folder string) ([]city.Copy, error) { return c.keeper.List(folder) }

// Remove implements safekeeping.Copies.
func (c copies) Remove(made city.Copy) error { return c.keeper.Remove(made) }
