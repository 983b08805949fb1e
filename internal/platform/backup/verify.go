// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package backup

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	city "planraum/internal/city/backup"
	"planraum/internal/exchange/backupfile"
	"planraum/internal/fault"
)

// readBack unpacks a backup to nowhere.
func readBack(ctx context.Context, packed string, tell func(done, total int64)) error {
	in, size, err := opened(packed)
	if err != nil {
		return err
	}
	_, err = backupfile.Read(stoppableAt{ctx, in}, size, io.Discard, tell)
	return errors.Join(err, in.Close())
}

// Verify reads a backup: every byte of the file against its checksum, then the
// database in it, which is unpacked beside the file for that time.
func (k *Keeper) Verify(ctx context.Context, file string, tell Tell) (m city.Manifest, err error) {
	work, err := os.MkdirTemp(filepath.Dir(file), workPattern)
	if err != nil { // such as a read-only disk
		if work, err = os.MkdirTemp("", workPattern); err != nil {
			return m, unwritable(os.TempDir(), err)
		}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	return k.unpack(ctx, file, filepath.Join(work, "unpacked.db"), tell)
}

// unpack writes the database of a backup into a new file, checks it and syncs
// it to the disk.
func (k *Keeper) unpack(ctx context.Context, file, to string, tell Tell) (city.Manifest, error) {
	in, size, err := opened(file)
	if err != nil {
		return city.Manifest{}, err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return city.Manifest{}, unwritable(filepath.Dir(to), err)
	}
	m, err := backupfile.Read(stoppableAt{ctx, in}, size, out, at(tell, ReadingBack))
	if err == nil {
		err = out.Sync()
	}
	err = unwritable(filepath.Dir(to), errors.Join(err, out.Close()))
	if err != nil {
		return m, err
	}
	if known := k.databases.Schema(); m.Schema > known {
		return m, tooNew(m, known)
	}
	contents, err := k.databases.Inspect(ctx, to, at(tell, Checking))
	if err == nil && contents.Digest() != m.Digest() {
		err = fault.New(fault.Invalid, "backup.unpack", "Die Sicherung ist beschädigt: Die Datenbank darin enthält etwas anderes, als ihr Verzeichnis sagt.",
			"The backup is damaged: the database in it holds something else than its manifest says.")
	}
	return m, err
}

// opened opens a backup for reading.
func opened(file string) (*os.File, int64, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, 0, unreadable(file, err)
	}
	info, err := in.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("no regular file")
	}
	if err != nil {
		return nil, 0, errors.Join(unreadable(file, err), in.Close())
	}
	return in, info.Size(), nil
}
