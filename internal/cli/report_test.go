// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReport: without a name all templates are listed; a text is written in the formats
// that were asked for, twice the same bytes; a PDF that cannot be made is said.
func TestReport(t *testing.T) {
	db, dir := demo(t), t.TempDir()
	list := call(t, "report", "--database", db)
	for _, want := range []string{"antrag-864-2015", "jahresbericht", "beschluss-tranche", "sachstand", "zwischenbericht", "nachbarschaft", "presse"} {
		if list.code != 0 || !strings.Contains(list.out, want) {
			t.Errorf("%s is not listed: %+v", want, list)
		}
	}
	args := []string{"report", "antrag-864-2015", "--as-of", "2015-11-27", "--database", db, "--format", "docx,odt,html,pdf", "--out"}
	got := call(t, append(args, dir)...)
	if got.code != 0 || !strings.Contains(got.out, "noch nicht ausgebbar: 1 Stelle offen") || !strings.Contains(got.out, "Tragen Sie die Gremien bei der Vorlage ein") || !strings.Contains(got.err, "Zahlen nachschlagen") || !strings.Contains(got.err, "LibreOffice") {
		t.Errorf("%+v", got)
	}
	again := t.TempDir()
	call(t, append(args, again)...)
	for _, format := range []string{"docx", "odt", "html"} {
		name := "antrag-864-2015-2015-11-27." + format
		first, err := os.ReadFile(filepath.Join(dir, name))
		second, _ := os.ReadFile(filepath.Join(again, name))
		if err != nil || len(first) == 0 || !bytes.Equal(first, second) {
			t.Errorf("%s: %v, %d and %d bytes", name, err, len(first), len(second))
		}
	}
	if only := call(t, "report", "presse", "--database", db, "--format", "pdf", "--out", dir); only.code == 0 || !strings.Contains(only.err, "LibreOffice") {
		t.Errorf("a PDF alone: %+v", only)
	}
}

// TestReportRefuses: what was asked wrongly is said, all of it at once.
func TestReportRefuses(t *testing.T) {
	db := demo(t)
	if got := call(t, "report", "gibt-es-nicht", "--database", db); got.code == 0 || !strings.Contains(got.err, "gibt-es-nicht") {
		t.Errorf("%+v", got)
	}
	if got := call(t, "report", "presse", "--database", db, "--format", "exe,docx,wps"); got.code == 0 || !strings.Contains(got.err, "exe") || !strings.Contains(got.err, "wps") {
		t.Errorf("%+v", got)
	}
	if got := call(t, "report", "quatsch", "--database", db, "--as-of", "2015-02-31", "--format", "xyz"); got.code == 0 || !strings.Contains(got.err, "quatsch") || !strings.Contains(got.err, "2015-02-31") || !strings.Contains(got.err, "xyz") {
		t.Errorf("not all that is wrong in the call is told: %q", got.err)
	}
	if got := call(t, "report", "presse", "--database", db, "--as-of", "morgen"); got.code == 0 {
		t.Errorf("%+v", got)
	}
	if got := call(t, "report", "presse", "--database", filepath.Join(t.TempDir(), "nichts.db")); got.code == 0 || !strings.Contains(got.err, "gibt es nicht") {
		t.Errorf("%+v", got)
	}
}

// TestReportIssue: a text with a number that is not released is named as a draft and not
// issued; one whose numbers are all released is, once for what was seen.
func TestReportIssue(t *testing.T) {
	db, dir := demo(t), t.TempDir()
	args := []string{"report", "jahresbericht", "--as-of", "2015-11-27", "--database", db, "--format", "html", "--out", dir}
	draft := call(t, append(args, "--json")...)
	var said struct {
		Open []struct{ File, Value string }
	}
	if err := json.Unmarshal([]byte(draft.out), &said); err != nil || draft.code != 0 || len(said.Open) == 0 || !strings.Contains(said.Open[0].File, "Absatz ") {
		t.Fatalf("%v %+v", err, draft)
	}
	if got := call(t, append(args, "--issue")...); got.code == 0 || !strings.Contains(got.err, "Freigabe von") || strings.Contains(got.out, "Ausgegeben") {
		t.Errorf("issued a draft: %+v", got)
	}
	args[1] = "sachstand"
	if got := call(t, append(args, "--issue")...); got.code != 0 || !strings.Contains(got.out, "Ausgegeben und festgehalten") {
		t.Errorf("%+v", got)
	}
}
