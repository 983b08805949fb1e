// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package backup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	city "planraum/internal/city/backup"
	"planraum/internal/exchange/backupfile"
)

// List returns the backups in a folder, the newest first. It reads their
// manifests only; Verify looks at the rest.
func (k *Keeper) List(folder string) ([]city.Copy, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, unreadable(folder, err)
	}
	var all []city.Copy
	for i := len(entries) - 1; i >= 0; i-- { // names sort by time
		name := entries[i].Name()
		if !strings.HasPrefix(name, city.Prefix) || !strings.HasSuffix(name, city.Suffix) || !entries[i].Type().IsRegular() {
			continue
		}
		c, err := head(filepath.Join(folder, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // it aged out meanwhile
		}
		c.Unreadable = err
		all = append(all, c)
	}
	return all, nil
}

func head(file string) (city.Copy, error) {
	c := city.Copy{Path: file}
	in, size, err := opened(file)
	if err != nil {
		return c, err
	}
	defer in.Close()
	c.Bytes = size
	c.Manifest, err = backupfile.Head(in)
	return c, err
}

// Remove deletes a backup.
func (k *Keeper) Remove(c city.Copy) error {
	if err := os.Remove(c.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unwritable(filepath.Dir(c.Path), err)
	}
	return unwritable(filepath.Dir(c.Path), syncFolder(filepath.Dir(c.Path)))
}
