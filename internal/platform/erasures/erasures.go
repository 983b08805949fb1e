// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package erasures keeps the list of what was erased in files beside a database
// and its backups, where a restore finds it.
package erasures

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"planraum/internal/city/privacy"
	"planraum/internal/exchange/erasurefile"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Files are the files that hold the list, each the whole of it. What they name
// may change while the program runs.
type Files func() []string

// Keep adds to each file what it does not hold, and makes the file where it is
// missing: a list without an entry says that nothing was erased, no list says
// nothing. Several programs may do so at once; what is there twice does no harm.
func (f Files) Keep(list []privacy.Erasure) error {
	var err error
	for _, name := range f() {
		err = errors.Join(err, keep(name, list))
	}
	return err
}

func keep(name string, list []privacy.Erasure) error {
	content, err := os.ReadFile(name)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return unwritable(name, err)
	}
	held, err := erasurefile.Read(filepath.Base(name), content)
	if err != nil {
		return err
	}
	var more []byte
	if len(content) == 0 {
		more = []byte(erasurefile.Head)
	} else if content[len(content)-1] != '\n' {
		return mended(name, held, list) // whoever wrote the last line was stopped
	}
	for _, e := range list {
		if !slices.ContainsFunc(held, e.Same) {
			more = append(more, erasurefile.Line(e)...)
		}
	}
	if len(more) == 0 {
		return nil
	}
	return unwritable(name, appended(name, more, os.O_APPEND))
}

// mended writes a file anew whose last line has no end.
func mended(name string, held, list []privacy.Erasure) error {
	content := []byte(erasurefile.Head)
	for _, e := range held {
		content = append(content, erasurefile.Line(e)...)
	}
	fresh := name + ".neu"
	err := appended(fresh, content, os.O_TRUNC)
	if err == nil {
		err = os.Rename(fresh, name)
	}
	if err != nil {
		return unwritable(name, err)
	}
	return keep(name, list)
}

// appended writes to a file and to the disk.
func appended(name string, content []byte, how int) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|how, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Sync(), file.Close())
}

// Read reads the files that are there, and says which. A file that cannot be
// read is refused: what it names would be left out.
func (f Files) Read() (list []privacy.Erasure, found []string, err error) {
	for _, name := range f() {
		content, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, unreadable(name, err)
		}
		more, err := erasurefile.Read(filepath.Base(name), content)
		if err != nil {
			return nil, nil, damaged(name, err)
		}
		for _, e := range more {
			if !slices.ContainsFunc(list, e.Same) {
				list = append(list, e)
			}
		}
		found = append(found, name)
	}
	slices.SortStableFunc(list, func(a, b privacy.Erasure) int { return a.At.Compare(b.At) })
	return list, found, nil
}

// Since are those that may be missing in a copy that was taken at a moment.
// What was erased well before then the copy does not hold, or holds under the
// same key for something that came later.
func Since(list []privacy.Erasure, taken time.Time) []privacy.Erasure {
	const clocks = 5 * time.Minute // that were set meanwhile
	return slices.DeleteFunc(slices.Clone(list), func(e privacy.Erasure) bool { return e.At.Before(taken.Add(-clocks)) })
}

func unwritable(name string, err error) error {
	if err == nil {
		return nil
	}
	return &fault.Error{Kind: fault.Unavailable, Op: "erasures.Keep", Cause: err, Say: text.T(
		"Die Liste der Löschungen „"+name+"“ kann nicht geschrieben werden. Eine wiederhergestellte Sicherung brächte Gelöschtes zurück.",
		"The list of erasures “"+name+"” cannot be written. A restored backup would bring back what was erased.")}
}

func unreadable(name string, err error) error {
	return &fault.Error{Kind: fault.Unavailable, Op: "erasures.Read", Cause: err, Say: text.T("Die Liste der Löschungen „"+name+"“ kann nicht gelesen werden.", "The list of erasures “"+name+"” cannot be read.")}
}

// damaged says what to do about a list that is none.
func damaged(name string, err error) error {
	return &fault.Error{Kind: fault.Invalid, Op: "erasures.Read", Cause: err, Rows: fault.RowsOf(err), Say: text.T(
		"Die Liste der Löschungen „"+name+"“ ist beschädigt; es wurde nichts wiederhergestellt. Bitte die genannten Zeilen richten, oder die Datei umbenennen und die Löschungen danach mit „planraum privacy reapply“ wiederholen.",
		"The list of erasures “"+name+"” is damaged; nothing was restored. Please mend the lines named, or rename the file and do the erasures again with “planraum privacy reapply” afterwards.")}
}
