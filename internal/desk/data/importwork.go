// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"encoding/json"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// ImportKind names jobs that import a file that is kept.
const ImportKind = "import"

// importArgs names a file that is kept and how it is to be imported.
type importArgs struct {
	Upload  string `json:"upload"`
	Kind    string `json:"kind,omitempty"`
	Sheet   string `json:"sheet,omitempty"`
	Mapping string `json:"mapping,omitempty"`
	Reason  string `json:"reason,omitempty"`
	DryRun  bool   `json:"dry_run,omitempty"`
	// Acting is who ordered it; nil: a command.
	Acting *acting `json:"acting,omitempty"`
}

// ImportOrder is the order to import a file that was received, as in says;
// Name, Content, Now and Progress of in are not read.
func (d *Desk) ImportOrder(ctx context.Context, upload string, in Incoming) (job.Order, error) {
	const op = "data.ImportOrder"
	u, err := d.Received(ctx, upload)
	if err != nil {
		return job.Order{}, fault.Wrap(op, err)
	}
	args, err := json.Marshal(importArgs{upload, in.Kind, in.Sheet, in.Mapping, in.Reason, in.DryRun, actingOf(ctx)})
	title := text.T(u.Name+" einlesen", "import "+u.Name)
	if in.DryRun {
		title = text.T(u.Name+" prüfen", "check "+u.Name)
	}
	return job.Order{Kind: ImportKind, By: in.By, Args: args, Unit: text.T("Zeilen", "rows"), Title: title}, fault.Wrap(op, err)
}

// Imports reports whether a job imports or checks the file that was received.
func Imports(j job.Job, upload string) bool {
	var args importArgs
	return j.Kind == ImportKind && json.Unmarshal(j.Args, &args) == nil && args.Upload == upload
}

// Imported is what a job of ImportKind that is done has done.
type Imported struct {
	Outcome
	// Upload, Mapping and Sheet tell how to import what was only checked.
	Upload, Sheet string
	DryRun        bool
}

// ReadImported reads the result of a job of ImportKind.
func ReadImported(j job.Job) (Imported, error) {
	const op = "data.ReadImported"
	var out Imported
	var args importArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return out, fault.Wrap(op, err)
	}
	out.Upload, out.Sheet, out.DryRun = args.Upload, args.Sheet, args.DryRun
	return out, fault.Wrap(op, json.Unmarshal(j.Result, &out.Outcome))
}

// ImportWork is the work behind ImportOrder. Its result is the Outcome. The
// file is kept until it is in the ledger, so that a refused one can be tried
// once more with another mapping or reason.
func (d *Desk) ImportWork() job.Kind {
	return job.Kind{Name: ImportKind, Label: text.T("Einlesen", "import"), Run: d.runImport}
}

// importMark is what an attempt keeps before it writes: the moment that its
// batch will bear, by which a further attempt finds it.
type importMark struct {
	Recorded time.Time `json:"recorded"`
}

func (d *Desk) runImport(ctx context.Context, t job.Task) (any, error) {
	const op = "data.runImport"
	var args importArgs
	if err := json.Unmarshal(t.Args, &args); err != nil {
		return nil, fault.Wrap(op, err)
	}
	mark := importMark{time.Now().UTC().Truncate(time.Microsecond)}
	if t.Checkpoint != nil {
		if err := json.Unmarshal(t.Checkpoint, &mark); err != nil {
			return nil, fault.Wrap(op, err)
		}
		if b, there, err := d.recordedAt(ctx, mark.Recorded, t.By); err != nil || there {
			return Outcome{Kind: b.Kind, Rows: b.Rows, Stored: true}, fault.Wrap(op, err)
		}
	}
	if err := t.Keep(ctx, mark); err != nil {
		return nil, fault.Wrap(op, err)
	}
	out, err := d.ImportReceived(args.Acting.with(ctx), args.Upload, Incoming{
		Kind: args.Kind, Sheet: args.Sheet, Mapping: args.Mapping, Reason: args.Reason, By: t.By, Now: mark.Recorded, DryRun: args.DryRun,
		Progress: func(rows int) { t.Report(int64(rows), 0) },
	})
	return out, fault.Wrap(op, err)
}

// recordedAt finds the batch that an earlier attempt has recorded before its
// process died.
func (d *Desk) recordedAt(ctx context.Context, at time.Time, by string) (figure.Batch, bool, error) {
	batches, err := d.Batches(ctx, 0)
	if err != nil {
		return figure.Batch{}, false, err
	}
	for _, b := range batches {
		if b.RecordedAt.Equal(at) && b.By == by {
			return b, true, nil
		}
	}
	return figure.Batch{}, false, nil
}
