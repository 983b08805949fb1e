// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"context"
	"encoding/json"

	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// pdfKind names jobs that make the PDF of a report.
const pdfKind = "report-pdf"

// pdfArgs name a text as a job keeps it.
type pdfArgs struct {
	Name   string      `json:"name"`
	AsOf   period.Date `json:"as_of"`
	Record int64       `json:"record,omitempty"` // of an issued version; 0: the text as it is now
}

// printed is the result of the job.
type printed struct {
	Bytes int `json:"bytes"`
}

// PDFOrder is the order to make the PDF of a text: of the issue with a record number, or,
// for 0, as it is as of a date.
func PDFOrder(name string, asOf period.Date, record int64, by string) (job.Order, error) {
	args, err := json.Marshal(pdfArgs{name, asOf, record})
	return job.Order{
		Kind: pdfKind, By: by, Args: args,
		Title: text.T("PDF von „"+name+"“, Stand "+asOf.In(text.De), "PDF of “"+name+"”, as of "+asOf.In(text.En)),
		Unit:  text.T("Schritte", "steps"),
	}, fault.Wrap("report.PDFOrder", err)
}

// PDFWork is the work behind PDFOrder. printer may be nil.
func (d *Desk) PDFWork(printer Printer) job.Kind {
	return job.Kind{Name: pdfKind, Label: text.T("PDF eines Berichts", "PDF of a report"), Run: func(ctx context.Context, t job.Task) (any, error) {
		const op = "report.PDFWork"
		if err := Printable(printer); err != nil {
			return nil, err
		}
		var args pdfArgs
		if err := json.Unmarshal(t.Args, &args); err != nil {
			return nil, fault.Wrap(op, err)
		}
		t.Report(0, 2)
		s, err := d.Text(ctx, args.Name, args.AsOf, args.Record)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		t.Report(1, 2)
		files, err := NewFiles(s.Marked(), printer)
		if err != nil {
			return nil, err
		}
		pdf, err := files.Write(ctx, PDF)
		if err != nil {
			return nil, err
		}
		file, err := t.Create(ctx, s.FileName(PDF), PDF.Media())
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		if _, err := file.Write(pdf); err != nil {
			return nil, fault.Wrap(op, err)
		}
		t.Report(2, 2)
		return printed{len(pdf)}, fault.Wrap(op, file.Close())
	}}
}
