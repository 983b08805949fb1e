// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"bytes"
	"context"
	"slices"

	"planraum/internal/city/document"
	"planraum/internal/exchange/docx"
	"planraum/internal/exchange/htmldoc"
	"planraum/internal/exchange/odt"
	"planraum/internal/exchange/raster"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Printer makes a PDF of a document. Check says why it cannot, in a fault of the kind
// Unavailable.
type Printer interface {
	Check() error
	FromODT(ctx context.Context, odt []byte) ([]byte, error)
}

// Format is a format of files.
type Format string

// The formats.
const (
	DOCX Format = "docx"
	ODT  Format = "odt"
	PDF  Format = "pdf"
	HTML Format = "html"
)

// Formats lists the formats in the order in which they are offered.
func Formats() []Format { return []Format{DOCX, ODT, PDF, HTML} }

// Media is the media type of the format.
func (f Format) Media() string {
	switch f {
	case DOCX:
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case ODT:
		return "application/vnd.oasis.opendocument.text"
	case PDF:
		return "application/pdf"
	}
	return "text/html; charset=utf-8"
}

// Label names the format for people.
func (f Format) Label() text.Text {
	switch f {
	case DOCX:
		return text.T("Word (DOCX)", "Word (DOCX)")
	case ODT:
		return text.T("OpenDocument (ODT)", "OpenDocument (ODT)")
	case PDF:
		return text.Same("PDF")
	}
	return text.T("Webseite (HTML)", "web page (HTML)")
}

// Files writes one resolved text in several formats; its pictures are drawn once.
type Files struct {
	doc     document.Document
	printer Printer
	odt     []byte
}

// NewFiles prepares a resolved text. printer may be nil: no PDF can be had.
func NewFiles(doc document.Document, printer Printer) (*Files, error) {
	doc, err := clone(doc)
	if err != nil {
		return nil, err
	}
	if err := raster.DrawAll(&doc); err != nil {
		return nil, fault.Wrap("report.NewFiles", err)
	}
	return &Files{doc: doc, printer: printer}, nil
}

// Write is the file of a format. A PDF is asked of the office program; the fault is
// Unavailable where there is none.
func (f *Files) Write(ctx context.Context, format Format) ([]byte, error) {
	op := "report.Files.Write(" + string(format) + ")"
	var out bytes.Buffer
	switch format {
	case DOCX:
		err := docx.Write(&out, f.doc)
		return out.Bytes(), fault.Wrap(op, err)
	case HTML:
		err := htmldoc.Write(&out, f.doc)
		return out.Bytes(), fault.Wrap(op, err)
	case ODT:
		return f.openDocument(op)
	case PDF:
		if err := Printable(f.printer); err != nil {
			return nil, err
		}
		source, err := f.openDocument(op)
		if err != nil {
			return nil, err
		}
		pdf, err := f.printer.FromODT(ctx, source)
		return pdf, fault.Wrap(op, err)
	}
	return nil, fault.New(fault.Invalid, op, "Dieses Format gibt es nicht.", "There is no such format.")
}

func (f *Files) openDocument(op string) ([]byte, error) {
	if f.odt == nil {
		var out bytes.Buffer
		if err := odt.Write(&out, f.doc); err != nil {
			return nil, fault.Wrap(op, err)
		}
		f.odt = out.Bytes()
	}
	return slices.Clone(f.odt), nil
}

// Printable says why no PDF can be made; nil where one can.
func Printable(p Printer) error {
	if p == nil {
		return fault.New(fault.Unavailable, "report.Printable", "PDF ist auf dieser Installation nicht eingerichtet.", "PDF is not set up on this installation.")
	}
	return p.Check()
}
