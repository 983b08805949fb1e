// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package office_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"planraum/internal/city/document"
	"planraum/internal/exchange/docx"
	"planraum/internal/exchange/odt"
	"planraum/internal/exchange/papertest"
	"planraum/internal/fault"
	"planraum/internal/platform/office"
)

// script writes a program that stands in for LibreOffice.
func script(t *testing.T, body string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "soffice")
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"+body), 0o700); err != nil {
		t.Fatal(err)
	}
	return file
}

// pdfOf is the end of a stand-in: it writes a PDF where it was told to.
const pdfOf = `while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done
printf '%%PDF-1.7 %s' "$HOME" > "$out/paper.pdf"
`

// TestMissing: without LibreOffice there is an answer that says what to do, at once.
func TestMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for setting, word := range map[string]string{"": "apt-get install", "/nowhere/soffice": "Pfad"} {
		o := office.Find(setting, 0)
		_, err := o.PDF(context.Background(), nil, office.DOCX)
		for _, err := range []error{err, o.Check()} {
			if fault.KindOf(err) != fault.Unavailable || !strings.Contains(fault.SayOf(err).De, word) {
				t.Errorf("%q: %v", setting, err)
			}
		}
	}
}

// TestNeverHangs: a program that does not end, with a child that does not end either,
// is ended when time is up.
func TestNeverHangs(t *testing.T) {
	mark := filepath.Join(t.TempDir(), "child")
	o := office.Find(script(t, "(sleep 3; touch "+mark+") & sleep 600"), 200*time.Millisecond)
	begin := time.Now()
	_, err := o.PDF(context.Background(), []byte("x"), office.ODT)
	if fault.KindOf(err) != fault.Unavailable || !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) > 10*time.Second {
		t.Errorf("%v after %s", err, time.Since(begin))
	}
	time.Sleep(3200*time.Millisecond - time.Since(begin))
	if _, err := os.Stat(mark); err == nil {
		t.Error("the program's child lived on")
	}
}

// TestFailures: a program that fails, that says nothing and writes nothing, or that
// writes something else gives a fault and no bytes.
func TestFailures(t *testing.T) {
	for name, body := range map[string]string{
		"fails": "echo broken >&2; exit 1", "silent": "exit 0",
		"else": strings.ReplaceAll(pdfOf, "%%PDF-1.7", "<html>"),
	} {
		pdf, err := office.Find(script(t, body), 0).PDF(context.Background(), []byte("x"), office.DOCX)
		if fault.KindOf(err) != fault.Unavailable || pdf != nil {
			t.Errorf("%s: %q, %v", name, pdf, err)
		}
	}
	if _, err := office.Find(script(t, pdfOf), 0).PDF(context.Background(), nil, "html"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("html: %v", err)
	}
}

// TestOneAtATimeInItsOwnFolder: no two run at once, each in another folder, and none
// is left behind.
func TestOneAtATimeInItsOwnFolder(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	busy := filepath.Join(t.TempDir(), "busy")
	o := office.Find(script(t, "mkdir "+busy+" || exit 1\nsleep 0.05\nrmdir "+busy+"\n"+pdfOf), 0)
	var mu sync.Mutex
	folders := map[string]bool{}
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			pdf, err := o.PDF(context.Background(), []byte("x"), office.DOCX)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			folders[string(pdf)] = true
		})
	}
	all.Wait()
	if left, _ := os.ReadDir(temp); len(folders) != 6 || len(left) != 0 {
		t.Errorf("%d folders, left: %v", len(folders), left)
	}
}

// TestWaitingCanEnd: who waits for their turn can go.
func TestWaitingCanEnd(t *testing.T) {
	o := office.Find(script(t, "sleep 1\n"+pdfOf), 0)
	done := make(chan error)
	go func() {
		_, err := o.PDF(context.Background(), []byte("x"), office.DOCX)
		done <- err
	}()
	time.Sleep(100 * time.Millisecond)
	ctx, stop := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer stop()
	if _, err := o.PDF(ctx, []byte("x"), office.DOCX); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestNoNetwork: where the system allows it, the program has no network.
func TestNoNetwork(t *testing.T) {
	if err := exec.Command("unshare", "--user", "--net", "true").Run(); err != nil {
		t.Skip("this system gives no program a network of its own")
	}
	body := strings.Replace(pdfOf, "printf", "devices=$(cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d ' ' | tr '\\n' ' ')\nprintf", 1)
	pdf, err := office.Find(script(t, strings.ReplaceAll(body, "$HOME", "$devices")), 0).PDF(context.Background(), []byte("x"), office.DOCX)
	if err != nil || string(pdf) != "%PDF-1.7 lo " {
		t.Errorf("%q, %v", pdf, err)
	}
}

// installed returns LibreOffice and skips the test where it is absent, except where
// everything is required.
func installed(t *testing.T) *office.Office {
	t.Helper()
	o := office.Find("", 0)
	for _, err := range []error{o.Check(), look("pdfinfo"), look("pdftotext")} {
		if err != nil && os.Getenv("PLANRAUM_REQUIRE_ALL") == "1" {
			t.Fatal(err)
		}
		if err != nil {
			t.Skip(err)
		}
	}
	return o
}

func look(name string) error {
	_, err := exec.LookPath(name)
	return err
}

// ask runs a program of poppler on a PDF.
func ask(t *testing.T, pdf []byte, name string, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(name, append(args, file)...).Output()
	if name == "pdftotext" {
		out, err = exec.Command(name, append(args, file, "-")...).Output()
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// checkPDF checks by another program that a PDF of the council paper is tagged, names
// its language and title, and holds headings, lists, tables with heads, the picture's
// words and all of the text.
func checkPDF(t *testing.T, pdf []byte) {
	t.Helper()
	info := ask(t, pdf, "pdfinfo")
	if !regexp.MustCompile(`Tagged:\s+yes`).MatchString(info) || !strings.Contains(info, "Antwort zum Antrag 864/2015") {
		t.Errorf("%s", info)
	}
	tree := ask(t, pdf, "pdfinfo", "-struct-text")
	for _, want := range []string{"H1 (", "H2 (", "H3 (", "H4 (", "L (", "LBody (", "Table (", "TH:", "TD:", "Figure:", "Link ("} {
		if !strings.Contains(tree, want) {
			t.Errorf("the structure has no %s", want)
		}
	}
	for _, want := range []string{"pdfuaid:part>1", "/Alt", "/Lang(de-DE)", "/DisplayDocTitle true"} {
		if !bytes.Contains(pdf, []byte(want)) {
			t.Errorf("the PDF has no %s", want)
		}
	}
	blanks := regexp.MustCompile(`[\s\x{a0}]+`)
	words := blanks.ReplaceAllString(ask(t, pdf, "pdftotext", "-raw"), "")
	for _, s := range papertest.Texts(papertest.Paper()) {
		if !strings.Contains(words, blanks.ReplaceAllString(s, "")) {
			t.Errorf("the PDF does not hold %q", s)
		}
	}
}

// TestPDFOfODT: the same from OpenDocument.
func TestPDFOfODT(t *testing.T) {
	o := installed(t)
	var paper bytes.Buffer
	if err := odt.Write(&paper, papertest.Paper()); err != nil {
		t.Fatal(err)
	}
	pdf, err := o.PDF(context.Background(), paper.Bytes(), office.ODT)
	if err != nil {
		t.Fatal(err)
	}
	checkPDF(t, pdf)
}

// TestOpensHostileTexts: LibreOffice opens documents full of hostile texts and shows
// what a careless writer would have lost.
func TestOpensHostileTexts(t *testing.T) {
	o := installed(t)
	for format, write := range map[office.Format]func(io.Writer, document.Document) error{office.DOCX: docx.Write, office.ODT: odt.Write} {
		var paper bytes.Buffer
		if err := write(&paper, papertest.Enemy()); err != nil {
			t.Fatal(err)
		}
		pdf, err := o.PDF(context.Background(), paper.Bytes(), format)
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		// A letter that the font lacks is drawn by another one and stands on a line of its own.
		words := strings.Join(strings.Fields(ask(t, pdf, "pdftotext", "-raw")), "")
		for _, s := range []string{`<&"'>`, `</w:t></w:p>`, `<script>alert(1)</script>`, `]]>`, `&amp;amp;`, `&#x0;`, `Ąčęłńóśźż`, `ẞß`} {
			if n := strings.Count(words, s); n < 8 {
				t.Errorf("%s: %q stands %d times", format, s, n)
			}
		}
	}
}

// TestNoDocument: what is no document gives a fault and no bytes.
func TestNoDocument(t *testing.T) {
	o := installed(t)
	if pdf, err := o.PDF(context.Background(), []byte("PK\x03\x04broken"), office.DOCX); fault.KindOf(err) != fault.Unavailable || pdf != nil {
		t.Errorf("%d bytes, %v", len(pdf), err)
	}
}

// TestPDFOfDOCX: LibreOffice makes an accessible PDF of the paper.
func TestPDFOfDOCX(t *testing.T) {
	o := installed(t)
	var paper bytes.Buffer
	if err := docx.Write(&paper, papertest.Paper()); err != nil {
		t.Fatal(err)
	}
	pdf, err := o.PDF(context.Background(), paper.Bytes(), office.DOCX)
	if err != nil {
		t.Fatal(err)
	}
	checkPDF(t, pdf)
}
