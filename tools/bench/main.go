// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Command bench measures the program at the size that it is made for and
// writes docs/benchmarks.md: import, pages under load, a run of 20 years, and
// memory, each beside its limit. It builds the program, invents a city, brings
// it in through the command line as a user would, asks the pages with several
// clients at once, and removes all its files. `make bench` calls it.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"planraum/internal/store/pgtest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// smallMonths is the size of the second table, on PostgreSQL: a million figures.
const smallMonths = 25

func run(ctx context.Context, args []string) (err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	out := flags.String("out", "docs/benchmarks.md", "file to write")
	built := flags.String("program", "", "measure this program instead of building one")
	months := flags.Int("months", full.months, "months of figures; fewer make a quick trial whose report must not be kept")
	seconds := flags.Int("seconds", 15, "longest load on a page")
	requests := flags.Int("requests", 2_000, "most requests for a page")
	postgres := flags.Bool("postgres", true, "measure PostgreSQL too where it is installed")
	imports := flags.Bool("imports", false, "measure imports alone")
	importsOut := flags.String("imports-out", "docs/benchmarks-import.md", "file to write of imports")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "planraum-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	b := bench{limits{clients: 8, duration: time.Duration(*seconds) * time.Second, requests: *requests}, *built, dir, os.Stderr}
	if b.program == "" {
		if b.program, err = build(ctx, dir); err != nil {
			return err
		}
	}
	c := full
	c.months = *months
	m, err := b.measureImports(ctx, c)
	if err == nil {
		err = save(*importsOut, m.write)
	}
	if err != nil || *imports {
		return err
	}
	r := results{Date: time.Now(), Machine: thisMachine(), City: c, Clients: b.clients, Seconds: *seconds, Requests: *requests}
	r.Load, r.LoadKnown = busy()
	if r.SQLite, err = b.measure(ctx, "SQLite", filepath.Join(dir, "planraum.db"), r.City); err != nil {
		return err
	}
	if *postgres {
		if r.Postgres, err = b.onPostgres(ctx, r.City); err != nil {
			return err
		}
	}
	return save(*out, r.write)
}

// save writes a report.
func save(path string, write func(io.Writer) error) error {
	var page bytes.Buffer
	if err := write(&page); err != nil {
		return err
	}
	return os.WriteFile(path, page.Bytes(), 0o644)
}

// build builds the program of this tree.
func build(ctx context.Context, dir string) (string, error) {
	path := filepath.Join(dir, "planraum")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", path, "./cmd/planraum")
	cmd.Stderr = os.Stderr
	return path, cmd.Run()
}

// onPostgres measures a part of the city on a server of its own; nil where
// PostgreSQL is not installed.
func (b bench) onPostgres(ctx context.Context, c city) (*measured, error) {
	url, stop, err := pgtest.Serve()
	if errors.Is(err, pgtest.ErrAbsent) {
		b.say("PostgreSQL left out: %v", err)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer stop()
	c.months = min(c.months, smallMonths)
	return b.measure(ctx, "PostgreSQL", url, c)
}
