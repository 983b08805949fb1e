// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/document"
	"planraum/internal/exchange/docx"
	"planraum/internal/exchange/papertest"
	"planraum/tools/ooxml"
)

func written(t testing.TB, d document.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := docx.Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestOfficeAccepts: by the validator of the Open XML SDK there is nothing wrong with a
// text that has everything, and with texts put together at random.
func TestOfficeAccepts(t *testing.T) {
	check := func(name string, d document.Document, version string) {
		for _, f := range ooxml.Check(t, ".docx", written(t, d), version) {
			t.Errorf("%s, %s: %+v", name, version, f)
		}
	}
	for _, version := range ooxml.Versions() {
		check("everything", papertest.Paper(), version)
	}
	random := rapid.Custom(papertest.Random)
	for seed := range 4 {
		check(fmt.Sprint("random ", seed), random.Example(seed), ooxml.Versions()[0])
	}
}

// swapped is the file with other words in its text.
func swapped(t *testing.T, file []byte, was, now string) []byte {
	t.Helper()
	parts, _, err := papertest.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	parts["word/document.xml"] = strings.Replace(parts["word/document.xml"], was, now, 1)
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, content := range parts {
		part, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestOfficeRefuses: the validator sees a table without properties and properties that stand in the
// wrong place, so that its silence says something.
func TestOfficeRefuses(t *testing.T) {
	whole := written(t, papertest.Paper())
	for name, swap := range map[string][2]string{
		"a table without properties": {"<w:body>", "<w:body><w:tbl></w:tbl>"},
		"order":                      {"<w:body>", `<w:body><w:p><w:r><w:t>x</w:t></w:r><w:pPr/></w:p>`},
	} {
		broken := swapped(t, whole, swap[0], swap[1])
		if found := ooxml.Check(t, ".docx", broken, ooxml.Versions()[0]); len(found) == 0 {
			t.Errorf("%s: nothing is wrong", name)
		}
	}
}
