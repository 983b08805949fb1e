// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/template"
	"time"
)

// intake is all that is measured of imports alone.
type intake struct {
	Date      time.Time
	Machine   machine
	Load      float64 // load average before the start
	LoadAfter float64 // and at the end
	LoadKnown bool
	Figures   int       // in the ledger before the imports Into
	Growing   []measure // files of growing size, each into an empty ledger
	Into      []measure // a million rows into a full ledger
	Special   []measure // what is set a limit of its own
}

// measure is one import beside its limit; 0: no limit is set.
type measure struct {
	What  string
	Rows  int
	Limit time.Duration
	usage
}

// originTable is the official table of asylum applications by origin.
const originTable = "../shared/data/bamf/bamf_monthly_by_origin_2015_2021.csv"

// measureImports measures imports on SQLite: files of growing size, a million
// rows into a ledger of the full city, the origin table, and 2 GB.
func (b bench) measureImports(ctx context.Context, c city) (intake, error) {
	m := intake{Date: time.Now(), Machine: thisMachine(), Figures: c.figures()}
	m.Load, m.LoadKnown = busy()
	for _, step := range []func(context.Context, city, *intake) error{b.growing, b.intoFull, b.origins, b.huge} {
		if err := step(ctx, c, &m); err != nil {
			return m, err
		}
	}
	m.LoadAfter, _ = busy()
	return m, nil
}

// fresh returns the program over a new database with the city's names.
func (b bench) fresh(ctx context.Context, name string, c city) (program, error) {
	p := program{b.program, filepath.Join(b.dir, name)}
	for _, t := range c.base() {
		path, err := t.writeFile(b.dir)
		if err == nil {
			_, err = p.run(ctx, "import", path)
		}
		if err != nil {
			return p, err
		}
	}
	return p, nil
}

// one measures the import of one table and removes its file.
func (b bench) one(ctx context.Context, p program, t table, what string, rows int, limit time.Duration, flags ...string) (measure, error) {
	path, err := t.writeFile(b.dir)
	if err != nil {
		return measure{}, err
	}
	u, err := p.run(ctx, append([]string{"import", path}, flags...)...)
	err = errors.Join(err, os.Remove(path))
	b.say("%s: %.1f s, %.1f s of processor time, %d MiB", what, u.Took.Seconds(), u.CPU.Seconds(), u.PeakMiB)
	return measure{what, rows, limit, u}, err
}

func (b bench) growing(ctx context.Context, c city, m *intake) error {
	for _, n := range []int{perFile / 4, perFile / 2, perFile} {
		n = min(n, c.figures())
		p, err := b.fresh(ctx, fmt.Sprintf("growing_%d.db", n), c)
		if err != nil {
			return err
		}
		one, err := b.one(ctx, p, c.rows(0, n), "into an empty ledger", n, importLimit*time.Duration(n)/perFile)
		if err != nil {
			return err
		}
		m.Growing = append(m.Growing, one)
		if err := removeDatabase(p.database); err != nil {
			return err
		}
	}
	return nil
}

func removeDatabase(path string) error {
	for _, ending := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + ending); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// intoFull fills the ledger and brings the middle of it in again: in other
// bytes, with other values, and from another source.
func (b bench) intoFull(ctx context.Context, c city, m *intake) error {
	p, err := b.fresh(ctx, "full.db", c)
	if err != nil {
		return err
	}
	for first := 0; first < c.figures(); first += perFile {
		if _, err := b.one(ctx, p, c.rows(first, perFile), fmt.Sprintf("filling the ledger after %d", first), perFile, 0); err != nil {
			return err
		}
	}
	middle := c.figures() / 2
	n := min(perFile, c.figures()-middle)
	for _, again := range []struct {
		what string
		edit func(string) string
	}{
		{"rows that stand there already, in other bytes", func(row string) string { return row }},
		{"rows of which each changes a value", func(row string) string { return changed(row, "9,counted,") }},
		{"rows that contradict another source", func(row string) string { return strings.Replace(row, "Monatsbericht", "Gegenbericht", 1) }},
	} {
		one, err := b.one(ctx, p, edited(c.rows(middle, n), again.edit), again.what, n, importLimit)
		if err != nil {
			return err
		}
		m.Into = append(m.Into, one)
	}
	return removeDatabase(p.database)
}

// changed puts a digit behind the value of a row.
func changed(row, with string) string { return strings.Replace(row, ",counted,", with, 1) }

// edited is a table whose rows are changed, below a comment that makes it
// another file.
func edited(t table, edit func(row string) string) table {
	return table{"edited_" + t.name, func(w io.Writer) {
		out := bufio.NewWriter(w)
		fmt.Fprintln(out, "# Noch einmal")
		lines := &lineWriter{line: func(row string) { fmt.Fprintln(out, edit(row)) }}
		t.write(lines)
		_ = out.Flush() // a full disk shows when the file is closed
	}}
}

// lineWriter hands on whole lines.
type lineWriter struct {
	rest []byte
	line func(string)
}

func (l *lineWriter) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	for {
		row, rest, found := bytes.Cut(l.rest, []byte("\n"))
		if !found {
			return len(p), nil
		}
		l.line(string(row))
		l.rest = append(l.rest[:0], rest...)
	}
}

// origins imports the origin table by the mapping that is ready for it.
func (b bench) origins(ctx context.Context, c city, m *intake) error {
	info, err := os.Stat(originTable)
	if err != nil {
		b.say("the origin table is left out: %v", err)
		return nil
	}
	p, err := b.fresh(ctx, "origins.db", c)
	if err != nil {
		return err
	}
	u, err := p.run(ctx, "import", originTable, "--mapping", originMapping)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("official asylum statistics by origin, %d kB, by its mapping", info.Size()/1000)
	b.say("%s: %.1f s, %d MiB", what, u.Took.Seconds(), u.PeakMiB)
	m.Special = append(m.Special, measure{what, 0, 5 * time.Second, u})
	return removeDatabase(p.database)
}

// hugeBytes is the size of the largest file.
// originMapping is the ready mapping of the origin table.
const originMapping = "asylstatistik-herkunft"

const hugeBytes = 2 << 30

// huge brings in a file of 2 GB, once where it is over the limit, once where
// the administrator has raised it.
func (b bench) huge(ctx context.Context, c city, m *intake) error {
	p, err := b.fresh(ctx, "huge.db", c)
	if err != nil {
		return err
	}
	n := min(perFile, c.figures())
	// The note makes each row as long as it takes; it is the same in all.
	note := strings.Repeat("Die Anmerkung ist lang. ", hugeBytes/n/len("Die Anmerkung ist lang. ")+1)
	head := true
	t := edited(c.rows(0, n), func(row string) string {
		if head {
			head = false
			return row + ",note"
		}
		return row + "," + note
	})
	path, err := t.writeFile(b.dir)
	if err != nil {
		return err
	}
	defer os.Remove(path)
	for _, raised := range []bool{false, true} {
		what := "a file of 2 GB, over the limit: refused"
		if raised {
			what = "a file of 2 GB, below a raised limit"
			if _, err := b.one(ctx, p, table{"settings_raised.csv", lines("key,value,source", "max_upload_mb,4096,Messung")}, "raising the limit", 1, 0); err != nil {
				return err
			}
		}
		u, err := p.refused(ctx, !raised, "import", path)
		if err != nil {
			return err
		}
		b.say("%s: %.1f s, %d MiB", what, u.Took.Seconds(), u.PeakMiB)
		m.Special = append(m.Special, measure{what, n, 0, u})
	}
	return removeDatabase(p.database)
}

//go:embed imports.md.tmpl
var importsTemplate string

var importsReport = template.Must(template.New("imports").Funcs(words).Parse(importsTemplate))

// write writes the report as Markdown.
func (m intake) write(w io.Writer) error { return importsReport.Execute(w, m) }

// Against is the limit of an import and how it was kept.
func (m measure) Against() string {
	if m.Limit == 0 {
		return ""
	}
	t := against(m.What, m.Took, m.Limit, "s", time.Second)
	return t.Limit + ": " + t.Distance
}

// Memory is the most memory of the imports, in MiB.
func (m intake) Memory() int64 {
	var most int64
	for _, list := range [][]measure{m.Growing, m.Into, m.Special} {
		for _, one := range list {
			most = max(most, one.PeakMiB)
		}
	}
	return most
}
