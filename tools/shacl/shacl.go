// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package shacl checks catalogues against the shapes of DCAT-AP.de with
// libraries that share no code with the program. It is for tests only.
package shacl

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"planraum/tools/refdata"
)

// Result is one thing that a shape complains of.
type Result struct {
	Spelling, Severity, Focus, Path, Value, Message string
}

// Literal is a text of the Turtle as another reader understands it.
type Literal struct{ Subject, Predicate, Value, Language string }

// Report is what the check found.
type Report struct {
	Violations, Warnings   []Result
	Rebuilt                int // constraints made again from the sentences of the shapes
	Properties             int // constraints checked in all
	Statements             int
	OnlyTurtle, OnlyJSONLD []string // statements of one spelling that the other lacks
	Literals               []Literal
	Skipped                []string // what could not be loaded or understood
}

// Check reads both spellings of a catalogue and checks them. Where Node.js or
// its packages are absent the test is skipped; with PLANRAUM_REQUIRE_ALL=1 it
// fails.
func Check(t testing.TB, turtle, jsonld string) Report {
	t.Helper()
	return run(t, turtle, jsonld, true)
}

// Read is Check without the shapes: it reads both spellings only.
func Read(t testing.TB, turtle, jsonld string) Report {
	t.Helper()
	return run(t, turtle, jsonld, false)
}

func run(t testing.TB, turtle, jsonld string, byShapes bool) Report {
	t.Helper()
	shapes := filepath.Dir(refdata.Open(t, "standards/dcat-ap.de-3.0/shacl/dcat-ap-de-imports.ttl").Name())
	dir := filepath.Join(refdata.Root(t), "tools", "shacl")
	node, err := exec.LookPath("node")
	if err == nil {
		_, err = os.Stat(filepath.Join(dir, "node_modules", "rdf-validate-shacl"))
	}
	if err != nil {
		if os.Getenv("PLANRAUM_REQUIRE_ALL") == "1" {
			t.Fatal(err)
		}
		t.Skipf("the SHACL library is not here; scripts/setup-tests.sh installs it (%v)", err)
	}
	input, err := json.Marshal(map[string]any{"turtle": turtle, "jsonld": jsonld, "shapes": byShapes})
	if err != nil {
		t.Fatal(err)
	}
	var out, complaint bytes.Buffer
	c := exec.CommandContext(t.Context(), node, filepath.Join(dir, "check.mjs"), shapes)
	c.Stdin, c.Stdout, c.Stderr = bytes.NewReader(input), &out, &complaint
	if err := c.Run(); err != nil {
		t.Fatalf("%v: %s", err, complaint.String())
	}
	var r Report
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	return r
}
