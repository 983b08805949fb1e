// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Obstacles lists what stands against a council paper's text going out: a field that is
// not found, a figure that is not released, a run that is stale, each with its place and
// sentence; or that there is no such text. Nothing stands against a text that is issued,
// as long as it is what was issued, and against a paper without a text.
func (d *Desk) Obstacles(ctx context.Context, p council.Paper) ([]fault.Row, error) {
	return d.obstacles(ctx, p, Open)
}

// Unfilled lists the fields of a council paper's text that stand for nothing, as
// Obstacles does: who co-signs would sign a text with gaps.
func (d *Desk) Unfilled(ctx context.Context, p council.Paper) ([]fault.Row, error) {
	return d.obstacles(ctx, p, Unfilled)
}

// obstacles are what find finds in the text of a council paper.
func (d *Desk) obstacles(ctx context.Context, p council.Paper, find func(document.Document) []fault.Row) ([]fault.Row, error) {
	if p.Document == "" {
		return nil, nil
	}
	const op = "report.obstacles"
	list, err := d.Versions(ctx, p.Document)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	one := func(de, en string) []fault.Row {
		return []fault.Row{{File: p.Title, Column: "document", Value: p.Document, Expected: text.T(de, en)}}
	}
	issued, last, wasIssued, any := Newest(list)
	switch {
	case !any:
		return one("ein gespeicherter oder ausgegebener Text mit diesem Namen", "a stored or issued text of this name"), nil
	case wasIssued && !issued.Whole():
		return one("der Text, wie er ausgegeben wurde; seine Prüfsumme stimmt nicht", "the text as it was issued; its checksum does not fit"), nil
	case wasIssued:
		return nil, nil
	}
	doc, err := d.Resolve(ctx, last.Document, last.AsOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	rows := find(doc)
	for i := range rows {
		rows[i].Column = "document"
	}
	return rows, nil
}

// Freeze is what must be recorded together with the issue of a council paper, so that
// its text never changes afterwards either: the text as it is issued with the paper, or
// nothing where it was issued before. The digest is that of the issued text; empty where
// the paper has none.
func (d *Desk) Freeze(ctx context.Context, p council.Paper, by string, at time.Time) (next []register.Next, digest string, err error) {
	op := "report.Freeze(" + p.Document + ")"
	if p.Document == "" {
		return nil, "", nil
	}
	list, err := d.Versions(ctx, p.Document)
	if err != nil {
		return nil, "", fault.Wrap(op, err)
	}
	issued, last, wasIssued, any := Newest(list)
	switch {
	case wasIssued:
		return nil, issued.Digest, nil
	case !any:
		return nil, "", fault.New(fault.Conflict, op, "Der Text der Vorlage ist nicht mehr da.", "The paper's text is not there any more.")
	}
	s, err := d.frozen(ctx, last, Change{By: by, At: at})
	if err != nil {
		return nil, "", err
	}
	body, err := json.Marshal(s)
	record := register.Record{Kind: register.Document, Key: s.Name, KnownFrom: s.AsOf, Body: body}
	return []register.Next{{Record: record, After: last.Record}}, s.Digest, fault.Wrap(op, err)
}

// IssuedFile is an issue of a text as a file, with its record: the one with the digest,
// or the newest where the digest is empty; false where there is none, or where it is not
// what was issued.
func (d *Desk) IssuedFile(ctx context.Context, name, digest string, format Format) (Stored, []byte, bool, error) {
	op := "report.IssuedFile(" + name + ")"
	list, err := d.Versions(ctx, name)
	if err != nil {
		return Stored{}, nil, false, fault.Wrap(op, err)
	}
	if digest != "" {
		list = slices.DeleteFunc(list, func(s Stored) bool { return s.Digest != digest })
	}
	issued, _, there, _ := Newest(list)
	if !there || !issued.Whole() {
		return Stored{}, nil, false, nil
	}
	files, err := NewFiles(issued.Marked(), nil)
	if err != nil {
		return Stored{}, nil, false, fault.Wrap(op, err)
	}
	content, err := files.Write(ctx, format)
	return issued, content, err == nil, fault.Wrap(op, err)
}
