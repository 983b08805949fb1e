// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	city "planraum/internal/city/backup"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// workPattern names folders for the time of the work. They lie beside what is
// made in them, so that a rename puts it in its place.
const workPattern = ".planraum-work-*"

// stale is the age at which a work folder's maker is taken for dead.
const stale = 24 * time.Hour

// sweep removes work folders of programs that were killed. What cannot be
// removed does no harm.
func sweep(folder string, now time.Time) {
	left, _ := filepath.Glob(filepath.Join(escaped(folder), workPattern))
	for _, name := range left {
		if info, err := os.Stat(name); err == nil && info.IsDir() && now.Sub(info.ModTime()) > stale {
			_ = os.RemoveAll(name)
		}
	}
}

// escaped is a path in which Glob takes nothing for a pattern.
func escaped(path string) string {
	var b []byte
	for i := range len(path) {
		switch path[i] {
		case '*', '?', '[', '\\':
			b = append(b, '\\')
		}
		b = append(b, path[i])
	}
	return string(b)
}

// copyTarget is target for a backup. What is not there is taken for the name of
// a file only where it ends as backups do: a mistyped folder must not become a
// file.
func copyTarget(to string) (folder, name string, err error) {
	if _, err := os.Stat(to); errors.Is(err, fs.ErrNotExist) && !strings.HasSuffix(to, city.Suffix) {
		return "", "", fault.New(fault.NotFound, "backup.copyTarget",
			"Den Ordner „"+to+"“ gibt es nicht; es wurde nichts gesichert. Bitte erst den Ordner anlegen, oder eine Datei nennen, deren Name auf "+city.Suffix+" endet.",
			"There is no folder “"+to+"”; nothing was backed up. Please make the folder first, or name a file whose name ends with "+city.Suffix+".")
	}
	return target(to)
}

// target tells folder and name of what is to be made; the name is empty where
// only the folder was given.
func target(to string) (folder, name string, err error) {
	info, err := os.Stat(to)
	switch {
	case err == nil && info.IsDir():
		return to, "", nil
	case err == nil:
		return "", "", fault.New(fault.Conflict, "backup.target", "„"+to+"“ gibt es schon. Eine Sicherung überschreibt nichts.",
			"“"+to+"” exists already. A backup overwrites nothing.")
	case !errors.Is(err, fs.ErrNotExist):
		return "", "", unwritable(to, err)
	}
	folder, name = filepath.Split(filepath.Clean(to))
	if folder == "" {
		folder = "."
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return "", "", fault.New(fault.NotFound, "backup.target", "Den Ordner „"+filepath.Clean(folder)+"“ gibt es nicht.", "There is no folder “"+filepath.Clean(folder)+"”.")
	}
	return folder, name, nil
}

// numbered is the nth name for something; the first has no number.
func numbered(stem, suffix string, n int) string {
	if n == 1 {
		return stem + suffix
	}
	return fmt.Sprintf("%s-%d%s", stem, n, suffix)
}

// place gives a file its final name, for good; it overwrites nothing.
func place(from, to string) error {
	err := os.Link(from, to) // fails where to is there
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, "backup.place", "„"+to+"“ gibt es schon. Eine Sicherung überschreibt nichts.",
			"“"+to+"” exists already. A backup overwrites nothing.")
	}
	if err != nil { // a disk without links, such as FAT
		if _, there := os.Lstat(to); there == nil {
			return unwritable(to, err)
		}
		err = os.Rename(from, to)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(to))
	}
	return unwritable(filepath.Dir(to), err)
}

// syncFolder makes names in a folder outlast a power cut.
func syncFolder(folder string) error {
	dir, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// stoppable is a reader that ends with its context and tells how far it is.
type stoppable struct {
	ctx         context.Context
	r           io.Reader
	done, total int64
	tell        func(done, total int64)
}

// Read reads on.
func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.r.Read(p)
	s.done += int64(n)
	s.tell(s.done, s.total)
	return n, err
}

// stoppableAt is a reader at places that ends with its context.
type stoppableAt struct {
	ctx context.Context
	r   io.ReaderAt
}

// ReadAt reads at a place.
func (s stoppableAt) ReadAt(p []byte, off int64) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.ReadAt(p, off)
}

// unwritable is the fault of a folder in which nothing can be written. An error
// that has a sentence already, or is a cancellation, stays as it is.
func unwritable(folder string, err error) error {
	var said *fault.Error
	if err == nil || errors.As(err, &said) || errors.Is(err, context.Canceled) {
		return err
	}
	return &fault.Error{Kind: fault.Unavailable, Op: "backup", Cause: err, Say: text.T(
		"Im Ordner „"+folder+"“ ist kein Platz mehr, oder das Programm darf dort nicht schreiben. Es wurde nichts gesichert oder ersetzt.",
		"The folder “"+folder+"” has no space left, or the program may not write there. Nothing was backed up or replaced.")}
}

func unreadable(file string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &fault.Error{Kind: fault.NotFound, Op: "backup", Cause: err, Say: text.T("„"+file+"“ gibt es nicht.", "There is no “"+file+"”.")}
	}
	return &fault.Error{Kind: fault.Unavailable, Op: "backup", Cause: err, Say: text.T("„"+file+"“ kann nicht gelesen werden.", "“"+file+"” cannot be read.")}
}

func tooNew(m city.Manifest, known int64) error {
	return fault.New(fault.Conflict, "backup.unpack",
		fmt.Sprintf("Die Sicherung gehört zu einem neueren Planraum (%s, Stand %d; dieses Programm kennt Stand %d). Bitte das neuere Programm benutzen.", m.Program, m.Schema, known),
		fmt.Sprintf("The backup belongs to a newer Planraum (%s, version %d; this program knows version %d). Please use the newer program.", m.Program, m.Schema, known))
}
