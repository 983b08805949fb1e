// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/mapping"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Inspection is what can be said of a file that was brought in before anything
// is read into the ledger.
type Inspection struct {
	Upload
	// Kind is the kind of file where it has the city's own columns, or is a plan
	// or boundaries; "" where a mapping has to say what its columns mean.
	Kind string
	// Fits lists the mappings whose layout the file has.
	Fits []Mapping
	// Near is the mapping whose layout the file almost has, with what differs:
	// an office has changed its file. Nil where there is none.
	Near    *Mapping
	Differs error
	Sample  mapping.Sample
	// Proposal is what the columns seem to mean; for files without own columns.
	Proposal mapping.Proposal
}

// Inspect looks at the first rows of a file that is kept, on the named sheet;
// "" is the first. Its error is the refusal of a file that cannot be read.
func (d *Desk) Inspect(ctx context.Context, id, sheet string) (Inspection, error) {
	const op = "data.Inspect"
	u, err := d.Received(ctx, id)
	if err != nil {
		return Inspection{}, err
	}
	out := Inspection{Upload: u}
	content, err := d.OpenReceived(ctx, id)
	if err != nil {
		return out, err
	}
	switch strings.ToLower(path.Ext(u.Name)) {
	case ".yaml", ".yml":
		out.Kind = planKind
		return out, nil
	case ".geojson":
		out.Kind = "boundaries"
		return out, nil
	}
	settings, err := d.Settings(ctx)
	if err != nil {
		return out, err
	}
	options := []table.Option{table.WithLimits(table.Limits{Bytes: max(settings.MaxUpload, table.DefaultLimits.Bytes)})}
	if sheet != "" {
		options = append(options, table.InSheet(sheet))
	}
	out.Kind = ownKind(u.Name, content, options)
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return out, fault.Wrap(op, err)
	}
	if out.Sample, err = mapping.ReadSample(u.Name, content, options...); err != nil {
		return out, fault.Wrap(op, err)
	}
	if out.Kind != "" {
		return out, nil
	}
	if len(out.Sample.Rows) == 0 {
		return out, fault.Refuse(op, []fault.Row{{File: u.Name, Expected: text.T("eine Kopfzeile und mindestens eine Zeile darunter; die Datei ist leer", "a header and at least one row below it; the file is empty")}})
	}
	return out, fault.Wrap(op, d.propose(ctx, &out))
}

// ownKind is the kind of a file with the city's own columns; "" for others.
func ownKind(name string, content io.Reader, options []table.Option) string {
	rows, err := table.Open(name, content, options...)
	if err != nil {
		return "" // the sample's reader says what is wrong
	}
	kind, ok := cityfile.Detect(rows.Columns)
	if !ok {
		return ""
	}
	return string(kind)
}

// propose looks for a mapping that fits, and guesses what the columns mean.
func (d *Desk) propose(ctx context.Context, out *Inspection) error {
	known, err := d.mappingNames(ctx)
	if err != nil {
		return err
	}
	out.Proposal = mapping.Guess(out.Sample, known)
	list, err := d.Mappings(ctx)
	if err != nil {
		return err
	}
	best := 0.5 // of its columns a mapping must find more than half to be near
	for _, m := range list {
		_, _, err := m.Locate(out.Sample)
		if err == nil {
			out.Fits = append(out.Fits, m)
			continue
		}
		var refused *fault.Error
		if share := m.Found(out.Proposal.Layout); errors.As(err, &refused) && share > best {
			best, out.Differs = share, err
			near := m
			out.Near = &near
		}
	}
	return nil
}

// Try says what importing a file that is kept would change. Nothing is stored.
func (d *Desk) Try(ctx context.Context, id string, in Incoming) (Outcome, error) {
	in.DryRun = true
	return d.ImportReceived(ctx, id, in)
}
