// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package backup makes copies of a database in files, reads them back, lists
// them, and puts one of them in a database's place. Whatever stops it, a file
// with a backup's name is a whole backup, and a database is the old or the new
// one.
package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	city "planraum/internal/city/backup"
	"planraum/internal/exchange/backupfile"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Source is an open database that can be copied while others write.
type Source interface {
	Copy(ctx context.Context, path string, tell func(done, total int64)) error
}

// Databases knows database files that nobody has opened.
type Databases interface {
	// Inspect reads the whole of a file and fails where it is not sound.
	Inspect(ctx context.Context, path string, tell func(done, total int64)) (city.Contents, error)
	// Claim keeps others away from a file until release is called.
	Claim(ctx context.Context, path string) (release func(), err error)
	// Schema is the newest schema that this program knows.
	Schema() int64
}

// Stage is what is being done, for those who wait.
type Stage int

// The stages of a backup, in their order; a restore has the last two.
const (
	Copying Stage = iota
	Packing
	ReadingBack
	Checking
)

// Label names the stage.
func (s Stage) Label() text.Text {
	switch s {
	case Copying:
		return text.T("kopieren", "copying")
	case Packing:
		return text.T("packen", "packing")
	case ReadingBack:
		return text.T("zurücklesen", "reading back")
	}
	return text.T("Inhalt prüfen", "checking the content")
}

// Tell is called with how far a stage is, in units of its own.
type Tell func(stage Stage, done, total int64)

// Keeper makes and restores backups. It is safe for several goroutines.
type Keeper struct {
	databases Databases
	program   string // its version
	now       func() time.Time
	prepare   Prepare // nil: nothing more is done
}

// Prepare brings a restored database, which nobody can see yet, into the state
// in which it may be read. What it refuses is not put in place.
type Prepare func(ctx context.Context, database string, from city.Copy) error

// New returns a keeper for the program's version.
func New(d Databases, program string, now func() time.Time) *Keeper {
	return &Keeper{databases: d, program: program, now: now}
}

// Preparing returns a keeper that prepares what it restores.
func (k *Keeper) Preparing(p Prepare) *Keeper {
	other := *k
	other.prepare = p
	return &other
}

// Order is what backup is wanted.
type Order struct {
	// To is the folder, or the name of a file that is not there yet.
	To string
	// Keep is how many days the copy is kept; 0: until somebody deletes it.
	Keep int
}

// Make copies a database, opens the copy and checks its pages, references and
// content, packs it with its manifest and checksum, and reads that back: what
// comes out is byte for byte what was checked. Nothing is left where it fails.
func (k *Keeper) Make(ctx context.Context, source Source, o Order, tell Tell) (made city.Copy, err error) {
	folder, name, err := copyTarget(o.To)
	if err != nil {
		return made, err
	}
	sweep(folder, k.now())
	work, err := os.MkdirTemp(folder, workPattern)
	if err != nil {
		return made, unwritable(folder, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	m := city.Manifest{Format: backupfile.Format, Program: k.program, Kind: "sqlite", TakenAt: k.now().UTC().Truncate(time.Microsecond)}
	if o.Keep > 0 {
		m.AgesOut = city.Schedule{Keep: o.Keep}.AgesOut(m.TakenAt)
	}
	plain, packed := filepath.Join(work, "copy.db"), filepath.Join(work, "copy"+city.Suffix)
	if err := source.Copy(ctx, plain, at(tell, Copying)); err != nil {
		return made, err
	}
	if m.Contents, err = k.databases.Inspect(ctx, plain, at(tell, Checking)); err != nil {
		return made, err
	}
	if err := k.pack(ctx, plain, packed, &m, at(tell, Packing)); err != nil {
		return made, err
	}
	if err := os.Remove(plain); err != nil {
		return made, unwritable(folder, err)
	}
	if err := readBack(ctx, packed, at(tell, ReadingBack)); err != nil {
		return made, err
	}
	final, err := put(packed, folder, name, m)
	if err != nil {
		return made, err
	}
	info, err := os.Stat(final)
	if err != nil {
		return made, unwritable(folder, err)
	}
	return city.Copy{Path: final, Bytes: info.Size(), Manifest: m}, nil
}

// pack writes the backup of a copied database and syncs it to the disk.
func (k *Keeper) pack(ctx context.Context, plain, packed string, m *city.Manifest, tell func(done, total int64)) error {
	content, err := os.Open(plain)
	if err != nil {
		return unwritable(filepath.Dir(packed), err)
	}
	defer content.Close()
	sum := sha256.New()
	if m.Size, err = io.Copy(sum, content); err == nil {
		_, err = content.Seek(0, io.SeekStart)
	}
	if err != nil {
		return unwritable(filepath.Dir(packed), err)
	}
	m.SHA256 = hex.EncodeToString(sum.Sum(nil))
	file, err := os.OpenFile(packed, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return unwritable(filepath.Dir(packed), err)
	}
	err = backupfile.Write(file, *m, &stoppable{ctx: ctx, r: content, total: m.Size, tell: tell})
	if err == nil {
		err = file.Sync()
	}
	return unwritable(filepath.Dir(packed), errors.Join(err, file.Close()))
}

// put gives a backup its name: the one that was wished, else its own. What was
// made in the same second has taken that; then it gets a number.
func put(packed, folder, name string, m city.Manifest) (string, error) {
	if name != "" {
		final := filepath.Join(folder, name)
		return final, place(packed, final)
	}
	for n := 1; ; n++ {
		final := filepath.Join(folder, numbered(strings.TrimSuffix(m.Name(), city.Suffix), city.Suffix, n))
		if err := place(packed, final); fault.KindOf(err) != fault.Conflict || err == nil {
			return final, err
		}
	}
}

func at(tell Tell, stage Stage) func(done, total int64) {
	return func(done, total int64) { tell(stage, done, total) }
}
