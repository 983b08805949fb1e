// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"strings"

	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// exportKind names jobs that write a part of the ledger into a file.
const exportKind = "export"

// exportArgs is Outgoing as a job keeps it.
type exportArgs struct {
	Kind   string      `json:"kind"`
	ID     string      `json:"id,omitempty"`
	Format string      `json:"format"`
	AsOf   period.Date `json:"as_of"`
	Lang   text.Lang   `json:"lang"`
}

// exportMedia are the formats that a job writes, with their media types.
var exportMedia = map[string]string{
	"csv": "text/csv; charset=utf-8", "json": "application/json",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// exportNames are what a job calls what it writes.
var exportNames = map[string]text.Text{
	"figures": text.T("Werte", "figures"), "sites": text.T("Standorte", "sites"), "areas": text.T("Gebiete", "areas"),
}

// ExportOrder is the order to write a part of the ledger into a file; To is not
// read. What cannot be written is refused at once.
func ExportOrder(out Outgoing, by string) (job.Order, error) {
	name, known := exportNames[out.Kind]
	if _, format := exportMedia[out.Format]; !known || !format {
		return job.Order{}, unknownFormat(out)
	}
	args, err := json.Marshal(exportArgs{out.Kind, out.ID, out.Format, out.AsOf, out.Lang})
	format := strings.ToUpper(out.Format)
	return job.Order{
		Kind: exportKind, By: by, Args: args,
		Title: text.T(name.De+" ausgeben ("+format+"), Stand "+out.AsOf.In(text.De), "Write "+name.En+" ("+format+"), as of "+out.AsOf.In(text.En)),
		Unit:  text.T("Bytes", "bytes"),
	}, fault.Wrap("data.ExportOrder", err)
}

// Exported is the result of a job that wrote a file.
type Exported struct {
	Bytes int64       `json:"bytes"`
	AsOf  period.Date `json:"as_of"`
}

// ExportWork is the work behind ExportOrder.
func (d *Desk) ExportWork() job.Kind {
	return job.Kind{Name: exportKind, Label: text.T("Ausgabe", "export"), Run: d.runExport}
}

func (d *Desk) runExport(ctx context.Context, t job.Task) (result any, err error) {
	const op = "data.runExport"
	var args exportArgs
	if err := json.Unmarshal(t.Args, &args); err != nil {
		return nil, fault.Wrap(op, err)
	}
	name := strings.Join([]string{"planraum", args.Kind, args.AsOf.String()}, "-") + "." + args.Format
	file, err := t.Create(ctx, name, exportMedia[args.Format])
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	buffered := bufio.NewWriterSize(file, 64<<10)
	to := &measured{ctx: ctx, to: buffered, report: t.Report}
	err = d.Export(ctx, Outgoing{Kind: args.Kind, ID: args.ID, Format: args.Format, AsOf: args.AsOf, Lang: args.Lang, To: to})
	if err == nil {
		err = buffered.Flush()
	}
	if err != nil {
		return nil, fault.Wrap(op, err) // the file was never closed and goes
	}
	return Exported{to.bytes, args.AsOf}, fault.Wrap(op, errors.Join(ctx.Err(), file.Close()))
}

// measured tells how much has been written and stops when ctx ends.
type measured struct {
	ctx    context.Context
	to     *bufio.Writer
	bytes  int64
	report func(done, total int64)
}

// Write writes p.
func (c *measured) Write(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.to.Write(p)
	c.bytes += int64(n)
	c.report(c.bytes, 0)
	return n, err
}
