// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/register"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/geojson"
	"planraum/internal/exchange/planfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Incoming is a file on its way into the ledger.
type Incoming struct {
	Name    string        // as the user knows it
	Kind    string        // what it holds; empty: told by its columns
	Content io.ReadSeeker // read twice: once for the digest, once for its rows
	By      string        // role or office
	Now     time.Time
	// Progress is told the rows taken so far; nil: nobody asks.
	Progress func(rows int)
	DryRun   bool // check everything and store nothing
}

// Outcome is what became of an import.
type Outcome struct {
	Kind   string
	Rows   int
	Stored bool // false after a dry run
}

// errDry ends the transaction of a dry run.
var errDry = errors.New("dry run")

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

// Import reads a file and takes all of it into the ledger, or nothing: every
// fault is named with file, row, column, value and what was expected. A file
// that was taken before is a Conflict.
func (d *Desk) Import(ctx context.Context, in Incoming) (Outcome, error) {
	op := "data.Import(" + in.Name + ")"
	digest, err := digestOf(in.Content)
	if err != nil {
		return Outcome{}, fault.Wrap(op, err)
	}
	out := Outcome{Kind: in.Kind}
	batch := figure.Batch{File: path.Base(in.Name), Kind: in.Kind, Digest: digest, By: in.By, RecordedAt: in.Now}
	taker, kind, err := d.taker(ctx, in)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	out.Kind, batch.Kind = kind, kind
	if kind == string(cityfile.Settings) {
		batch.Digest = "" // an earlier file of settings may be brought back
	}
	err = d.intake.Take(ctx, batch, func(r Recorder) (int, error) {
		out.Rows, err = taker(ctx, r)
		if err == nil && out.Rows == 0 {
			err = fault.Refuse(op, []fault.Row{{File: in.Name, Expected: text.T("mindestens eine Zeile unter der Kopfzeile", "at least one row below the header")}})
		}
		if err == nil && in.DryRun {
			return 0, errDry
		}
		return out.Rows, err
	})
	if in.DryRun && errors.Is(err, errDry) {
		return out, nil
	}
	out.Stored = err == nil
	return out, fault.Wrap(op, err)
}

func digestOf(content io.ReadSeeker) (string, error) {
	hash := sha256.New()
	if _, err := io.Copy(hash, content); err != nil {
		return "", err
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// taker reads a file into a transaction and returns its rows.
type taker func(ctx context.Context, r Recorder) (rows int, err error)

// taker finds out what the file holds and how it is taken.
func (d *Desk) taker(ctx context.Context, in Incoming) (taker, string, error) {
	switch ending := strings.ToLower(path.Ext(in.Name)); {
	case in.Kind == planKind, ending == ".yaml", ending == ".yml":
		return func(ctx context.Context, r Recorder) (int, error) { return takePlan(ctx, in, r) }, planKind, nil
	case ending == ".geojson":
		return func(ctx context.Context, r Recorder) (int, error) { return d.takeBoundaries(ctx, in, r) }, "boundaries", nil
	}
	rows, err := table.Open(in.Name, in.Content)
	if err != nil {
		return nil, "", err
	}
	kind := cityfile.Kind(in.Kind)
	if in.Kind == "" {
		found, ok := cityfile.Detect(rows.Columns)
		if !ok {
			return nil, "", unknownColumns(in.Name, rows.Columns)
		}
		kind = found
	}
	known, err := d.names(ctx)
	if err != nil {
		return nil, "", err
	}
	t, ok := takers[kind]
	if !ok {
		return nil, "", fault.Refuse("data.taker", []fault.Row{{
			File: in.Name, Value: in.Kind,
			Expected: text.T("eine Art von Datei: "+strings.Join(Kinds(), ", "), "a kind of file: "+strings.Join(Kinds(), ", ")),
		}})
	}
	values, err := d.settingValues(ctx)
	if err != nil {
		return nil, "", err
	}
	return func(ctx context.Context, r Recorder) (int, error) {
		return t(ctx, source{rows, known, in.Progress, d.Figures, values}, r)
	}, string(kind), nil
}

func unknownColumns(name string, columns []string) error {
	var kinds []string
	for _, k := range cityfile.Kinds() {
		if f, ok := cityfile.FormatOf(k); ok {
			kinds = append(kinds, fmt.Sprintf("%s (%s)", k, strings.Join(f.Required, ", ")))
		}
	}
	list := strings.Join(kinds, "; ")
	return fault.Refuse("data.unknownColumns", []fault.Row{{
		File: name, Line: 1, Value: strings.Join(columns, ", "),
		Expected: text.T("die Spalten einer bekannten Art von Datei: "+list, "the columns of a known kind of file: "+list),
	}})
}

// names is the catalogue against which a file is checked.
func (d *Desk) names(ctx context.Context) (cityfile.Catalogue, error) {
	areas, err := d.AreasAndPlaces(ctx)
	if err != nil {
		return cityfile.Catalogue{}, err
	}
	indicators, err := d.Indicators(ctx)
	if err != nil {
		return cityfile.Catalogue{}, err
	}
	groups, err := d.Groups(ctx)
	if err != nil {
		return cityfile.Catalogue{}, err
	}
	return cityfile.NewCatalogue(areas, indicators, groups), nil
}

func takePlan(ctx context.Context, in Incoming, r Recorder) (int, error) {
	p, err := planfile.Read(in.Name, in.Content)
	if err != nil {
		return 0, err
	}
	body, err := json.Marshal(p)
	if err != nil {
		return 0, fault.Wrap("data.takePlan", err)
	}
	return 1, r.AddRecords(ctx, []register.Record{{
		Kind: register.Plan, Key: p.ID, KnownFrom: p.AsOf, Body: body, File: path.Base(in.Name), Line: 1,
	}})
}

// takeBoundaries replaces schematic cells by the boundaries of a file.
func (d *Desk) takeBoundaries(ctx context.Context, in Incoming, r Recorder) (int, error) {
	areas, err := d.Areas(ctx, "")
	if err != nil {
		return 0, err
	}
	shapes, err := geojson.ReadAreas(in.Name, in.Content, areas, geojson.Options{})
	if err != nil {
		return 0, err
	}
	return len(shapes), r.SetBoundaries(ctx, areas[0].Edition, geojson.ByArea(shapes))
}
