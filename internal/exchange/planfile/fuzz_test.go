// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"planraum/internal/fault"
)

// FuzzRead: no file makes the reader panic, every refusal names faults in
// order, and what is accepted survives the way into a file and back.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"testdata/*/*.yaml", plans + "*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("no seeds at %s: %v", pattern, err)
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Read("fuzz.yaml", bytes.NewReader(b))
		if err == nil {
			again(t, p)
			return
		}
		rows := fault.RowsOf(err)
		if len(rows) == 0 || fault.KindOf(err) != fault.Invalid {
			t.Fatalf("refused without a fault: %v", err)
		}
		last, total := 0, strings.Count(string(b), "\n")+strings.Count(string(b), "\r")+1
		for _, r := range rows {
			if r.Line < last || r.Line > total || r.Expected.De == "" || r.Expected.En == "" {
				t.Fatalf("fault out of order, beyond the file or without a sentence: %+v", r)
			}
			last = r.Line
		}
	})
}

// TestHostile: files made to keep a reader busy are refused soon.
func TestHostile(t *testing.T) {
	half := MaxBytes / 2 // of the limit, so that the other guards have to hold
	var keys, dates strings.Builder
	for i := 0; keys.Len() < half; i++ {
		fmt.Fprintf(&keys, "k%d: v\n", i)
	}
	for dates.WriteString("arrivals:\n"); dates.Len() < half; {
		dates.WriteString("- {months: x, total: y}\n")
	}
	for name, content := range map[string]string{
		"huge":      strings.Repeat("#", MaxBytes+1),
		"keys":      keys.String(),
		"fault":     dates.String(),
		"brackets":  "plan: " + strings.Repeat("[", half),
		"braces":    strings.Repeat("{a: ", half/4),
		"dashes":    strings.Repeat("- ", half/2),
		"deep":      deep(),
		"questions": strings.Repeat("? ", half/2),
		"anchors":   strings.Repeat("&a ", half/3),
		"tags":      strings.Repeat("!a ", half/3),
		"documents": strings.Repeat("---\n", half/4),
		"sections":  strings.Repeat("a: b: c\n", 15_000),
		"items":     "arrivals:\n" + strings.Repeat("-\n", half/2),
		"bytes":     strings.Repeat("\xff\n", half/2),
		"quotes":    "plan: \"" + strings.Repeat(`\n`, half/2),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read("hostile.yaml", strings.NewReader(content))
			if fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) == 0 || len(fault.RowsOf(err)) > MaxFaults+1 {
				t.Errorf("not refused as invalid: %.200v", err)
			}
		})
	}
}

// deep is a block of maps in maps as deep as a file of this size can have.
func deep() string {
	var b strings.Builder
	for i := 0; b.Len() < MaxBytes/2; i++ {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}
