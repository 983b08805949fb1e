// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// perFile is the number of figures in a file.
const perFile = 1_000_000

// imported is the import of one file of figures.
type imported struct {
	Before, Figures int // in the ledger before, in the file
	usage
}

// measured is all that was measured on one database.
type measured struct {
	Engine   string
	Figures  int
	Imports  []imported
	DiskMiB  int64 // of the SQLite file; 0 elsewhere
	Run      runTimes
	Ready    time.Duration // from start until the server listens
	Loads    []load
	ServeMiB int64 // most memory that the server held
	IdleMiB  int64 // before the first request
}

// bench holds what all measurements share.
type bench struct {
	limits
	program string // the program's file
	dir     string // for files that are removed at the end
	log     io.Writer
}

func (b bench) say(format string, args ...any) { fmt.Fprintf(b.log, format+"\n", args...) }

// measure imports the city into an empty database and asks it.
func (b bench) measure(ctx context.Context, engine, database string, c city) (*measured, error) {
	p, m := program{b.program, database}, &measured{Engine: engine, Figures: c.figures()}
	var plan string
	for _, t := range c.base() {
		path, err := t.writeFile(b.dir)
		if err != nil {
			return nil, err
		}
		if strings.HasSuffix(path, ".yaml") {
			plan = path
		}
		if _, err := p.run(ctx, "import", path); err != nil {
			return nil, err
		}
	}
	if err := b.importFigures(ctx, p, c, m); err != nil {
		return nil, err
	}
	if info, err := os.Stat(database); err == nil {
		m.DiskMiB = info.Size() >> 20
	}
	var err error
	if m.Run, err = b.timeRuns(ctx, p, plan); err != nil {
		return nil, err
	}
	return m, b.askPages(ctx, p, c, m)
}

func (b bench) importFigures(ctx context.Context, p program, c city, m *measured) error {
	for first := 0; first < c.figures(); first += perFile {
		path, err := c.rows(first, perFile).writeFile(b.dir)
		if err != nil {
			return err
		}
		u, err := p.run(ctx, "import", path)
		if err := errors.Join(err, os.Remove(path)); err != nil {
			return err
		}
		i := imported{Before: first, Figures: min(perFile, c.figures()-first), usage: u}
		m.Imports = append(m.Imports, i)
		b.say("%s: %d figures after %d: %.1f s, %.1f s of processor time, %d MiB", m.Engine, i.Figures, i.Before, u.Took.Seconds(), u.CPU.Seconds(), u.PeakMiB)
	}
	return nil
}

func (b bench) askPages(ctx context.Context, p program, c city, m *measured) error {
	s, err := p.serve(ctx)
	if err != nil {
		return err
	}
	m.Ready, m.IdleMiB = s.ready, s.peakMiB()
	for _, page := range c.pages() {
		l, err := page.run(ctx, s, b.limits)
		if err != nil {
			return errors.Join(err, s.stop())
		}
		m.Loads = append(m.Loads, l)
		b.say("%s: %s: p50 %s, p95 %s, max %s ms, %.0f/s, %s ms of processor time, %d errors", m.Engine, l.Page, ms(l.P50), ms(l.P95), ms(l.Max), l.PerSecond(), ms(l.CPU), l.Errors)
	}
	m.ServeMiB = s.peakMiB()
	return s.stop()
}

// pages are the pages to measure. Those with "as of changing days" ask each
// time for another of 1,000 days, so that nothing kept for a day helps.
func (c city) pages() []page {
	always := func(path string) func(int) string { return func(int) string { return path } }
	changing := func(path, param string) func(int) string {
		mark := "?"
		if strings.Contains(path, "?") {
			mark = "&"
		}
		return func(n int) string { return path + mark + param + "=" + c.asOf().AddDays(-n*37%1000).String() }
	}
	series := "/api/v1/figures?indicator=" + c.codes()[c.indicators-1] + "&level=district&picked=true&limit=1000"
	return []page{
		{situationPage, always("/")},
		{situationPage + ", as of changing days", changing("/", "stand")},
		{placesPage, always("/plaetze")},
		{placesPage + ", as of changing days", changing("/plaetze", "stand")},
		{"all rows of " + placesPage, always("/plaetze?alle=standorte")},
		{"API: figures of 23 districts, as of changing days", changing(series, "as_of")},
	}
}

// The pages that have a limit.
const (
	situationPage = "Lagebild"
	placesPage    = "Plätze"
)

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/float64(time.Millisecond)) }
