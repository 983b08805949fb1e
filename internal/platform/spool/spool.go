// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package spool keeps a stream in a temporary file for the time of its import:
// a file is read twice, and large ones do not belong into memory.
package spool

import (
	"errors"
	"io"
	"os"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// File is a stream that was kept. Close removes it.
type File struct{ *os.File }

// Keep reads a stream to its end into a temporary file and sets it to its start.
// An error of the stream that has a sentence for the user is returned as it is.
func Keep(stream io.Reader) (File, error) {
	file, err := os.CreateTemp("", "planraum-import-*")
	if err != nil {
		return File{}, full(err)
	}
	kept := File{file}
	if _, err = io.Copy(file, stream); err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err == nil {
		return kept, nil
	}
	var said *fault.Error
	if !errors.As(err, &said) {
		err = full(err)
	}
	return File{}, errors.Join(err, kept.Close())
}

// Close closes and removes the file.
func (f File) Close() error { return errors.Join(f.File.Close(), os.Remove(f.Name())) }

func full(cause error) error {
	return &fault.Error{
		Kind: fault.Unavailable, Op: "spool.Keep", Cause: cause,
		Say: text.T("Die Datei kann nicht zwischengelagert werden: Der Ordner für Übergangsdateien ist voll oder gesperrt. Es wurde nichts gespeichert.",
			"The file cannot be kept for the import: the folder for temporary files is full or locked. Nothing was stored."),
	}
}
