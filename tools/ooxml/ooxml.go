// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package ooxml checks DOCX and XLSX files by the validator of the Open XML SDK, the
// library of the maker of Word, which shares no code with the program: by the schema of
// ECMA-376 and by what Office asks beyond it. It is for tests only.
package ooxml

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"planraum/tools/refdata"
)

// Fault is one thing that the validator complains of.
type Fault struct {
	Description, Path, XPath, ID string
}

// Versions are the Offices for which files are checked: the oldest that knows captions
// and descriptions of tables, and today's.
func Versions() []string { return []string{"Office2010", "Microsoft365"} }

// Check writes a file of a kind, such as ".docx", and lists what a version of Office
// would complain of. Where the validator is absent the test is skipped; with
// PLANRAUM_REQUIRE_ALL=1 it fails.
func Check(t testing.TB, kind string, content []byte, version string) []Fault {
	t.Helper()
	program := filepath.Join(refdata.Root(t), "tools", "ooxml", "node_modules", "@xarsh", "ooxml-validator-linux-x64", "ooxml-validator")
	if _, err := os.Stat(program); err != nil {
		if os.Getenv("PLANRAUM_REQUIRE_ALL") == "1" {
			t.Fatal(err)
		}
		t.Skipf("the validator is not here; scripts/setup-tests.sh installs it on Linux (%v)", err)
	}
	if !slices.Contains(Versions(), version) { // it would take an unknown one for the newest
		t.Fatalf("no Office %q", version)
	}
	file := filepath.Join(t.TempDir(), "file"+kind)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	var out, complaint bytes.Buffer
	c := exec.CommandContext(t.Context(), program, file, version)
	c.Stdout, c.Stderr = &out, &complaint
	if err := c.Run(); err != nil {
		t.Fatalf("%v: %s", err, complaint.String())
	}
	var said struct {
		OK     bool
		Errors []Fault
	}
	if err := json.Unmarshal(out.Bytes(), &said); err != nil {
		t.Fatalf("%v: %s", err, out.String())
	}
	if !said.OK && len(said.Errors) == 0 {
		t.Fatal("the validator refuses the file and does not say why")
	}
	return said.Errors
}
