// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"planraum/internal/fault"
)

// put writes content to the target: to standard output where there is none or
// it is "-", else into the file.
func put(s scope, target string, content []byte) error {
	if target == "" || target == "-" || target == "/dev/stdout" {
		_, err := s.Out.Write(content)
		return err
	}
	err := putFile(target, content)
	if err == nil {
		return nil
	}
	if info, statErr := os.Stat(target); statErr == nil && info.IsDir() {
		return fault.New(fault.Invalid, "cli.put: "+err.Error(),
			"„"+target+"“ ist ein Ordner, keine Datei.", "“"+target+"” is a folder, not a file.")
	}
	return fault.New(fault.Unavailable, "cli.put: "+err.Error(),
		"„"+target+"“ konnte nicht geschrieben werden. Ist der Ordner vorhanden und Platz frei?",
		"“"+target+"” could not be written. Does the folder exist and is there space?")
}

// putFile writes a file wholly or leaves it as it was. A device or FIFO cannot
// be replaced without losing it, so it is written through.
func putFile(target string, content []byte) error {
	mode := fs.FileMode(0o644)
	info, err := os.Stat(target)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return writeInto(target, os.O_WRONLY, 0, content)
	case err == nil:
		mode = info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if target, err = followed(target); err != nil {
		return err
	}
	beside := fmt.Sprintf("%s.%d.teil", target, os.Getpid())
	if err = writeInto(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode, content); err == nil {
		err = os.Rename(beside, target)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		_ = os.Remove(beside)
	}
	return err
}

func writeInto(name string, flag int, mode fs.FileMode, content []byte) error {
	file, err := os.OpenFile(name, flag, mode)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Close())
}

// maxLinks is how many links in a row a system follows at most.
const maxLinks = 40

// followed is the file that symbolic links lead to; it need not exist.
func followed(name string) (string, error) {
	for range maxLinks {
		info, err := os.Lstat(name)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return name, nil // what cannot be looked at fails where it is written
		}
		to, err := os.Readlink(name)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(name), to)
		}
		name = to
	}
	return "", fmt.Errorf("%s: too many links", name)
}
