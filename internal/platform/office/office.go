// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package office asks LibreOffice, where it is installed, for the PDF of a document:
// tagged, by the standard for accessible PDF (PDF/UA, ISO 14289-1). The program is
// optional. Without it everything else works, and who asks for a PDF reads what to
// install.
//
// Every document is handled in a folder of its own with a fresh profile, one after the
// other, within a time limit and, where the system allows it, without a network. What
// a document refers to outside itself is not fetched, and its macros do not run.
package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"planraum/internal/fault"
)

// Limit is the usual time that one document may take.
const Limit = 2 * time.Minute

// mostBytes bounds a document and its PDF.
const mostBytes = 256 << 20

// Office is LibreOffice on this machine. Its methods may be called at the same time;
// documents are handled one after the other.
type Office struct {
	program string
	missing error // why it cannot be used
	limit   time.Duration
	turn    chan struct{}
}

// Find looks for LibreOffice: at the path of the setting or, where that is empty, as
// soffice or libreoffice on the PATH. A limit of 0 stands for Limit. Whether it was
// found, Check tells.
func Find(setting string, limit time.Duration) *Office {
	o := &Office{limit: limit, turn: make(chan struct{}, 1)}
	if o.limit <= 0 {
		o.limit = Limit
	}
	names := []string{"soffice", "libreoffice"}
	if setting != "" {
		names = []string{setting}
	}
	for _, name := range names {
		path, err := exec.LookPath(name)
		if err == nil {
			o.program = path
			return o
		}
		o.missing = err
	}
	o.missing = missing(setting, o.missing)
	return o
}

func missing(setting string, cause error) error {
	e := fault.New(fault.Unavailable, "office.Find("+setting+")",
		"Für PDF fehlt LibreOffice. Es wird mit „apt-get install libreoffice-writer-nogui fonts-liberation“ eingerichtet (Version 7.4 oder neuer). DOCX und ODT gibt es auch ohne.",
		"For PDF, LibreOffice is missing. It is set up with “apt-get install libreoffice-writer-nogui fonts-liberation” (version 7.4 or later). DOCX and ODT come without it.")
	if setting != "" {
		e = fault.New(fault.Unavailable, "office.Find("+setting+")",
			"Für PDF fehlt LibreOffice: Unter dem eingestellten Pfad gibt es kein Programm. DOCX und ODT gibt es auch ohne.",
			"For PDF, LibreOffice is missing: there is no program at the path that was set. DOCX and ODT come without it.")
	}
	e.Cause = cause
	return e
}

// Check returns nil where LibreOffice was found, and otherwise a fault of the kind
// Unavailable that says what to install.
func (o *Office) Check() error { return o.missing }

// Format is the format of a document.
type Format string

// The formats that a PDF can be made of.
const (
	DOCX Format = "docx"
	ODT  Format = "odt"
)

// PDF returns the PDF of a document, tagged and marked as PDF/UA. It waits for its turn.
// The fault is Unavailable where LibreOffice is missing, takes longer than the limit or
// fails, and Invalid where the document is too large.
func (o *Office) PDF(ctx context.Context, document []byte, format Format) ([]byte, error) {
	op := fmt.Sprintf("office.PDF(%s, %d bytes)", format, len(document))
	switch {
	case o.missing != nil:
		return nil, fault.Wrap(op, o.missing)
	case len(document) > mostBytes || (format != DOCX && format != ODT):
		return nil, &fault.Error{Kind: fault.Invalid, Op: op}
	}
	select {
	case o.turn <- struct{}{}:
		defer func() { <-o.turn }()
	case <-ctx.Done():
		return nil, late(op, ctx.Err())
	}
	folder, err := os.MkdirTemp("", "planraum-office-")
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a folder of our own that nobody needs
	pdf, err := o.convert(ctx, folder, document, format)
	if err != nil {
		return nil, late(op, err)
	}
	return pdf, nil
}

// late is the fault of a document that did not become a PDF.
func late(op string, cause error) error {
	e := fault.New(fault.Unavailable, op, "LibreOffice hat kein PDF geliefert. DOCX und ODT gibt es trotzdem.", "LibreOffice gave no PDF. DOCX and ODT are there all the same.")
	if errors.Is(cause, context.DeadlineExceeded) {
		e.Say.De, e.Say.En = "LibreOffice hat für das PDF zu lange gebraucht. DOCX und ODT gibt es trotzdem.", "LibreOffice took too long for the PDF. DOCX and ODT are there all the same."
	}
	e.Cause = cause
	return e
}

func (o *Office) convert(ctx context.Context, folder string, document []byte, format Format) ([]byte, error) {
	paper := filepath.Join(folder, "paper."+string(format))
	if err := os.WriteFile(paper, document, 0o600); err != nil {
		return nil, err
	}
	if err := profile(folder); err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, o.limit)
	defer stop()
	said, err := o.run(ctx, folder, paper)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, said)
	}
	return result(filepath.Join(folder, "paper.pdf"), said)
}

// result reads what was written: the program also ends well where it wrote nothing.
func result(file, said string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, said)
	}
	if info.Size() > mostBytes {
		return nil, fmt.Errorf("a PDF of %d bytes", info.Size())
	}
	pdf, err := os.ReadFile(file)
	if err == nil && !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		err = fmt.Errorf("no PDF: %s", said)
	}
	return pdf, err
}

// options are those of the export: tagged, by PDF/UA, with the pictures as they are.
const options = `pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"},` +
	`"ExportBookmarks":{"type":"boolean","value":"true"},"UseLosslessCompression":{"type":"boolean","value":"true"},"ReduceImageResolution":{"type":"boolean","value":"false"}}`

// run starts the program and waits for its end; when time is up, it and all that it
// started are ended.
func (o *Office) run(ctx context.Context, folder, paper string) (string, error) {
	var said head
	start := func(alone bool) (*exec.Cmd, error) {
		c := exec.CommandContext(ctx, o.program, "-env:UserInstallation=file://"+filepath.ToSlash(folder)+"/profile",
			"--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault", "--convert-to", options, "--outdir", folder, paper)
		c.Dir, c.Stdout, c.Stderr, c.WaitDelay = folder, &said, &said, 5*time.Second
		c.Env = []string{"HOME=" + folder, "TMPDIR=" + folder, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "SAL_USE_VCLPLUGIN=svp"}
		apart(c, alone)
		return c, c.Start()
	}
	c, err := start(true)
	if err != nil && ctx.Err() == nil { // the system allows no network of its own
		c, err = start(false)
	}
	if err != nil {
		return "", err
	}
	err = c.Wait()
	return said.String(), err
}

// head keeps the first of what a program says, for the log.
type head struct{ strings.Builder }

func (t *head) Write(b []byte) (int, error) {
	const most = 2000
	t.Builder.Write(b[:min(len(b), max(most-t.Len(), 0))])
	return len(b), nil
}

// FromODT returns the PDF of an OpenDocument text, as PDF does.
func (o *Office) FromODT(ctx context.Context, odt []byte) ([]byte, error) {
	return o.PDF(ctx, odt, ODT)
}
