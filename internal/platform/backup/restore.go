// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	city "planraum/internal/city/backup"
	"planraum/internal/fault"
)

// Restored is what a restore has done.
type Restored struct {
	city.Manifest
	Database string
	Aside    string // where the database lies that was there before; empty: there was none
}

// Restore puts the database of a backup in place. A database that is there
// stays untouched without replace; with it the old one is kept aside. At every
// moment the name leads to the old database or to the whole new one, but where
// the old one is too damaged to be opened: then to none for a moment.
func (k *Keeper) Restore(ctx context.Context, file, database string, replace bool, tell Tell) (done Restored, err error) {
	there, err := standing(database)
	if err != nil {
		return done, err
	}
	if len(there) > 0 && !replace {
		return done, fault.New(fault.Conflict, "backup.Restore",
			"„"+there[0]+"“ gibt es schon. Mit --replace wird die Datenbank ersetzt; die alte bleibt daneben liegen.",
			"“"+there[0]+"” exists already. With --replace the database is replaced; the old one stays beside it.")
	}
	folder := filepath.Dir(database)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return done, fault.New(fault.NotFound, "backup.Restore", "Den Ordner „"+folder+"“ gibt es nicht.", "There is no folder “"+folder+"”.")
	}
	sweep(folder, k.now())
	work, err := os.MkdirTemp(folder, workPattern)
	if err != nil {
		return done, unwritable(folder, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	done.Database = database
	fresh := filepath.Join(work, "restored.db")
	if done.Manifest, err = k.unpack(ctx, file, fresh, tell); err != nil {
		return done, err
	}
	if err := k.prepared(ctx, file, fresh, done.Manifest); err != nil {
		return done, err
	}
	if len(there) == 0 {
		return done, place(fresh, database)
	}
	done.Aside, err = k.replace(ctx, fresh, database)
	return done, err
}

// prepared has a restored database prepared, and makes sure that it is one file
// afterwards.
func (k *Keeper) prepared(ctx context.Context, file, fresh string, m city.Manifest) error {
	if k.prepare == nil {
		return nil
	}
	c := city.Copy{Path: file, Manifest: m}
	if info, err := os.Stat(file); err == nil {
		c.Bytes = info.Size()
	}
	if err := k.prepare(ctx, fresh, c); err != nil {
		return err
	}
	if left, err := standing(fresh); err != nil || len(left) != 1 {
		return errors.Join(err, fmt.Errorf("backup.prepared: left are %v", left))
	}
	return nil
}

// journals are the endings of the files that belong to a database.
var journals = []string{"", "-wal", "-shm", "-journal"}

// kept are the endings of journals that hold something of their own.
var kept = []string{"-wal", "-journal"}

// standing returns what is there of a database, its journals among it: a
// journal without its database would be taken for the new one's.
func standing(database string) ([]string, error) {
	var there []string
	for _, ending := range journals {
		switch _, err := os.Lstat(database + ending); {
		case err == nil:
			there = append(there, database+ending)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, unreadable(database+ending, err)
		}
	}
	return there, nil
}

// replace puts a database in the place of another one.
func (k *Keeper) replace(ctx context.Context, fresh, database string) (aside string, err error) {
	if real, err := filepath.EvalSymlinks(database); err == nil {
		database = real
	}
	if info, err := os.Lstat(database); err == nil && !info.Mode().IsRegular() {
		return "", fault.New(fault.Invalid, "backup.replace", "„"+database+"“ ist keine Datei.", "“"+database+"” is no file.")
	}
	if aside, err = k.aside(database); err != nil {
		return "", err
	}
	if info, err := os.Lstat(database); err == nil { // who may read the old one may read the new one
		if err := os.Chmod(fresh, info.Mode().Perm()); err != nil {
			return "", unwritable(filepath.Dir(database), err)
		}
	}
	// A database that cannot be opened may lose its journal in the attempt.
	for _, ending := range kept {
		_ = os.Link(database+ending, aside+ending)
	}
	release, err := k.databases.Claim(ctx, database)
	if err != nil && fault.KindOf(err) != fault.Conflict && ctx.Err() == nil {
		return aside, force(fresh, database, aside) // its journal cannot be folded in
	}
	for _, ending := range kept {
		_ = os.Remove(aside + ending)
	}
	if err != nil {
		return "", err
	}
	defer release()
	_ = os.Remove(database + "-shm") // which a killed program may have left; nobody has it open
	// The old database has two names for a moment, and its own is then given to
	// the new one in one step.
	if err := os.Link(database, aside); err != nil {
		return aside, force(fresh, database, aside)
	}
	if err := os.Rename(fresh, database); err != nil {
		return "", unwritable(filepath.Dir(database), errors.Join(err, os.Remove(aside)))
	}
	return aside, unwritable(filepath.Dir(database), syncFolder(filepath.Dir(database)))
}

// aside is a name that is free for the old database and its journals.
func (k *Keeper) aside(database string) (string, error) {
	name := database + ".before-" + k.now().UTC().Format("2006-01-02-150405")
	for n := 1; ; n++ {
		free := numbered(name, "", n)
		if there, err := standing(free); err != nil || len(there) == 0 {
			return free, err
		}
	}
}

// force moves away what is left of a damaged database, its journals with it, and
// then puts the new one there.
func force(fresh, database, aside string) error {
	for _, ending := range journals {
		err := os.Rename(database+ending, aside+ending)
		if _, left := os.Lstat(database + ending); err == nil && left == nil {
			err = os.Remove(database + ending) // two names of one file: a rename leaves both
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unwritable(filepath.Dir(database), err)
		}
	}
	return place(fresh, database)
}
