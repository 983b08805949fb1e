// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// Incoming is a file on its way into the ledger.
type Incoming struct {
	Name    string        // as the user knows it
	Kind    string        // what it holds; empty: told by its columns
	Sheet   string        // of a workbook; empty: the first
	Mapping string        // stored or ready mapping by which it is read; empty: it has the city's own columns
	Content io.ReadSeeker // read twice: once for the digest, once for its rows
	By      string        // role or office
	Now     time.Time
	// Reason says why a correction is made; figures of locked months need it.
	Reason string
	// Progress is told the rows read so far; nil: nobody asks.
	Progress func(rows int)
	DryRun   bool // check and compare everything and store nothing
}

// These end the transaction of an import without a fault.
var (
	errDry     = errors.New("dry run")
	errNothing = errors.New("nothing new")
)

// Plan and boundary files have kinds of their own beside those of cityfile.
const planKind = string(register.Plan)

// Kinds lists what can be imported.
func Kinds() []string {
	kinds := []string{planKind}
	for _, k := range cityfile.Kinds() {
		kinds = append(kinds, string(k))
	}
	return kinds
}

// Import reads a file, sets each row against the ledger, and takes what is not
// there yet, all of it or nothing: every fault is named with file, row, column,
// value and what was expected. A file that was taken before is a Conflict; one
// that says in other bytes what the ledger holds changes nothing. A dry run
// gives the outcome that the import would have, and stores nothing.
func (d *Desk) Import(ctx context.Context, in Incoming) (out Outcome, err error) {
	op := "data.Import(" + in.Name + ")"
	out = Outcome{Kind: in.Kind}
	job, batch, err := d.prepare(ctx, in, &out)
	if err != nil {
		out.Faulty = faulty(err)
		return out, fault.Wrap(op, err)
	}
	defer func() { d.veil(ctx, &out) }()
	within, err := d.reaching(ctx, rights.Import, rights.Upload)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	err = d.intake.Take(ctx, batch, func(r Recorder) (int, error) {
		r = bounded{r, within}
		if err := job(ctx, r); err != nil {
			return 0, err
		}
		switch {
		case out.Rows == 0:
			return 0, fault.Refuse(op, []fault.Row{{File: in.Name, Expected: text.T("mindestens eine Zeile unter der Kopfzeile", "at least one row below the header")}})
		case out.Recorded() == 0:
			return 0, errNothing
		case in.DryRun:
			return 0, errDry
		}
		return out.Recorded(), d.enqueue(ctx, r, out, in.By)
	})
	switch {
	case errors.Is(err, errNothing):
		out.Nothing = true
		return out, nil
	case errors.Is(err, errDry):
		return out, nil
	case err != nil:
		out = Outcome{Kind: out.Kind, Mapping: out.Mapping, Applied: out.Applied, Counts: Counts{Faulty: faulty(err)}}
		return out, fault.Wrap(op, err)
	}
	out.Stored = true
	return out, nil
}

// faulty counts the rows that a refusal names.
func faulty(err error) int {
	type place struct {
		file string
		line int
	}
	rows := map[place]bool{}
	for _, r := range fault.RowsOf(err) {
		rows[place{r.File, r.Line}] = true
	}
	return len(rows)
}

// prepare reads the file once for its digest, looks what it holds and returns
// how it is taken.
func (d *Desk) prepare(ctx context.Context, in Incoming, out *Outcome) (taker, figure.Batch, error) {
	batch := figure.Batch{File: path.Base(in.Name), By: in.By, RecordedAt: in.Now, Reason: strings.TrimSpace(in.Reason)}
	if batch.Reason != "" {
		if err := CheckReason(batch.Reason); err != nil {
			return nil, batch, err
		}
	}
	settings, err := d.Settings(ctx)
	if err != nil {
		return nil, batch, err
	}
	if batch.Digest, err = digestOf(in, settings.MaxUpload); err != nil {
		return nil, batch, err
	}
	job, kind, err := d.taker(ctx, in, out, &batch, settings.MaxUpload)
	out.Kind, batch.Kind = kind, kind
	if kind == string(cityfile.Settings) {
		batch.Digest = "" // an earlier file of settings may be brought back
	}
	return job, batch, err
}

func digestOf(in Incoming, limit int64) (string, error) {
	hash := sha256.New()
	if _, err := io.Copy(hash, Limited(in.Name, in.Content, limit)); err != nil {
		return "", err
	}
	if _, err := in.Content.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// taker reads a file into a transaction.
type taker func(ctx context.Context, r Recorder) error

// taker finds out what the file holds and how it is taken.
func (d *Desk) taker(ctx context.Context, in Incoming, out *Outcome, batch *figure.Batch, limit int64) (taker, string, error) {
	switch ending := strings.ToLower(path.Ext(in.Name)); {
	case in.Mapping != "":
	case in.Kind == planKind, ending == ".yaml", ending == ".yml":
		within, err := d.reaching(ctx, rights.Import, rights.Upload)
		return func(ctx context.Context, r Recorder) error { return takePlan(ctx, in, out, within, r) }, planKind, err
	case ending == ".geojson":
		return d.boundaryTaker(ctx, in, out)
	}
	options := []table.Option{table.WithLimits(table.Limits{Bytes: max(limit, table.DefaultLimits.Bytes)})}
	if in.Sheet != "" {
		options = append(options, table.InSheet(in.Sheet))
	}
	if in.Mapping != "" {
		return d.mappedTaker(ctx, in, out, batch, options)
	}
	rows, err := table.Open(in.Name, in.Content, options...)
	if err != nil {
		return nil, in.Kind, err
	}
	kind := cityfile.Kind(in.Kind)
	if in.Kind == "" {
		found, ok := cityfile.Detect(rows.Columns)
		if !ok {
			return nil, "", unknownColumns(in.Name, rows.Columns)
		}
		kind = found
	}
	if !slices.Contains(cityfile.Kinds(), kind) {
		return nil, in.Kind, unknownKind(in.Name, in.Kind)
	}
	s, err := d.source(ctx, in, out)
	if err != nil {
		return nil, string(kind), err
	}
	s.rows = rows
	t, err := d.takerOf(ctx, kind, s)
	return func(ctx context.Context, r Recorder) error { return t(ctx, s, r) }, string(kind), err
}

// takerOf returns how rows of a kind are taken. What is asked of the ledger for all rows
// together is asked here, before the transaction begins.
func (d *Desk) takerOf(ctx context.Context, kind cityfile.Kind, s source) (func(context.Context, source, Recorder) error, error) {
	if kind == cityfile.PostChanges {
		return d.takePostChanges(ctx, s)
	}
	return takers[kind], nil
}

// source gathers what a file is read and compared with. It is asked before the
// transaction begins, which holds the only connection that may write.
func (d *Desk) source(ctx context.Context, in Incoming, out *Outcome) (source, error) {
	s := source{file: in.Name, today: period.OfTime(in.Now), progress: in.Progress, out: out, reason: strings.TrimSpace(in.Reason)}
	var err error
	if s.names, s.known, s.editions, err = d.names(ctx); err != nil {
		return s, fault.Wrap("data.source", err)
	}
	if s.settings, err = d.settingValues(ctx); err != nil {
		return s, err
	}
	if s.reach, err = d.reaching(ctx, rights.Import, rights.Upload); err != nil {
		return s, err
	}
	s.locked, err = d.lockedMonths(ctx)
	return s, err
}

func unknownKind(name, kind string) error {
	list := strings.Join(Kinds(), ", ")
	return fault.Refuse("data.unknownKind", []fault.Row{{
		File: name, Value: kind, Expected: text.T("eine Art von Datei: "+list, "a kind of file: "+list),
	}})
}

func unknownColumns(name string, columns []string) error {
	var kinds []string
	for _, f := range cityfile.Near(name, columns) {
		kinds = append(kinds, fmt.Sprintf("%s (%s)", f.Kind, strings.Join(f.Required, ", ")))
	}
	if len(kinds) == 0 {
		return fault.Refuse("data.unknownColumns", []fault.Row{{
			File: name, Line: 1, Value: fault.Beginning(strings.Join(columns, ", ")),
			Expected: text.T("die Spalten einer bekannten Art von Datei, wie sie „planraum export“ schreibt. Arten: "+strings.Join(Kinds(), ", "), "the columns of a known kind of file, as “planraum export” writes them. Kinds: "+strings.Join(Kinds(), ", ")),
		}})
	}
	list := strings.Join(kinds, "; ")
	return fault.Refuse("data.unknownColumns", []fault.Row{{
		File: name, Line: 1, Value: strings.Join(columns, ", "),
		Expected: text.T("die Spalten einer bekannten Art von Datei, am nächsten: "+list, "the columns of a known kind of file, nearest: "+list),
	}})
}
