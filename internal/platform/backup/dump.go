// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package backup

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// Dump has pg_dump write what a snapshot of a PostgreSQL database holds into a
// new file, in its custom format.
func Dump(ctx context.Context, address, snapshot, to string) (err error) {
	folder, name, err := target(to)
	if err != nil {
		return err
	}
	if name == "" {
		return fault.New(fault.Invalid, "backup.Dump", "„"+to+"“ ist ein Ordner, keine Datei.", "“"+to+"” is a folder, not a file.")
	}
	address, password, err := withoutPassword(address)
	if err != nil {
		return fault.Wrap("backup.Dump", err)
	}
	work, err := os.MkdirTemp(folder, workPattern)
	if err != nil {
		return unwritable(folder, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	part := filepath.Join(work, "dump")
	cmd := exec.CommandContext(ctx, "pg_dump", "--format=custom", "--no-password", "--snapshot="+snapshot, "--file="+part, "--dbname="+address)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	if password != "" {
		cmd.Env = append(cmd.Env, "PGPASSWORD="+password)
	}
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return refused(ctx, err, said.String())
	}
	if err := syncFile(part); err != nil {
		return unwritable(folder, err)
	}
	return place(part, filepath.Join(folder, name))
}

// refused is the fault of a dump that was not made.
func refused(ctx context.Context, err error, said string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, exec.ErrNotFound) {
		return fault.New(fault.Unavailable, "backup.Dump", "pg_dump ist hier nicht installiert.", "pg_dump is not installed here.")
	}
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	return &fault.Error{
		Kind: fault.Unavailable, Op: "backup.Dump: " + said, Cause: err,
		Say: text.T("pg_dump ist gescheitert: „"+line+"“", "pg_dump has failed: “"+line+"”"),
	}
}

// withoutPassword takes the password out of an address, because other users of
// the machine see what a program is called with, and what only our own driver
// knows.
func withoutPassword(address string) (bare, password string, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", "", errors.New("an address that cannot be read") // err quotes it
	}
	if u.User != nil {
		password, _ = u.User.Password()
		u.User = url.User(u.User.Username())
	}
	query := u.Query()
	for name := range query {
		if strings.HasPrefix(name, "pool_") || strings.HasPrefix(name, "default_query_exec_mode") || strings.HasPrefix(name, "statement_cache") {
			query.Del(name)
		}
		if name == "password" {
			password = query.Get(name)
			query.Del(name)
		}
	}
	u.RawQuery = query.Encode()
	return u.String(), password, nil
}

func syncFile(name string) error {
	file, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
