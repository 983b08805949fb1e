// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/plan"
	"planraum/internal/fault"
)

func cases(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases at %s: %v", pattern, err)
	}
	return files
}

func lines(t *testing.T, file string) []string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range strings.Split(string(b), "\n") {
		if l = strings.TrimRight(l, "\r"); l != "" && l[0] != '#' {
			out = append(out, l)
		}
	}
	return out
}

// TestGood reads each testdata/good/NAME.yaml and looks up what NAME.want
// says: "path of the plan's JSON = value as JSON", one a line.
func TestGood(t *testing.T) {
	for _, file := range cases(t, "testdata/good/*.yaml") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := Read(file, bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			b, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			var tree any
			if err := json.Unmarshal(b, &tree); err != nil {
				t.Fatal(err)
			}
			for _, line := range lines(t, strings.TrimSuffix(file, ".yaml")+".want") {
				path, want, _ := strings.Cut(line, " = ")
				if got := lookup(tree, path); got != want {
					t.Errorf("%s = %s, want %s", path, got, want)
				}
			}
			again(t, p)
		})
	}
}

func lookup(tree any, path string) string {
	for _, key := range strings.Split(path, ".") {
		switch v := tree.(type) {
		case map[string]any:
			tree = v[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(v) {
				return "no such item"
			}
			tree = v[i]
		default:
			tree = nil
		}
	}
	b, err := json.Marshal(tree)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// again checks that a plan survives the way into a file and back, and that
// writing is stable. It returns the file.
func again(t interface {
	Helper()
	Fatalf(string, ...any)
}, p plan.Plan,
) []byte {
	t.Helper()
	var first, second bytes.Buffer
	if err := Write(&first, p); err != nil {
		t.Fatalf("write: %v", err)
	}
	back, err := Read("again.yaml", bytes.NewReader(first.Bytes()))
	if err != nil {
		t.Fatalf("read what was written: %v\n%s", err, &first)
	}
	if !reflect.DeepEqual(back, p) {
		t.Fatalf("read back differs\ngot  %+v\nwant %+v\n%s", back, p, &first)
	}
	if err := Write(&second, back); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Fatalf("second writing differs: %v\n%s\n%s", err, &first, &second)
	}
	return first.Bytes()
}

// TestBad reads each testdata/bad/NAME.yaml and compares its faults, all of
// them, with NAME.faults: "line | column | value | part of what is expected,
// in German", one a line.
func TestBad(t *testing.T) {
	for _, file := range cases(t, "testdata/bad/*.yaml") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := Read("plan.yaml", bytes.NewReader(raw))
			if err == nil {
				t.Fatal("accepted")
			}
			if fault.KindOf(err) != fault.Invalid || !reflect.DeepEqual(p, plan.Plan{}) {
				t.Errorf("kind %v, plan %+v: want invalid and no plan", fault.KindOf(err), p)
			}
			compare(t, fault.RowsOf(err), lines(t, strings.TrimSuffix(file, ".yaml")+".faults"))
		})
	}
}

func compare(t *testing.T, rows []fault.Row, want []string) {
	t.Helper()
	for i, r := range rows {
		if r.File != "plan.yaml" || r.Expected.De == "" || r.Expected.En == "" {
			t.Errorf("row %d lacks its file or a language: %+v", i, r)
		}
		if i >= len(want) {
			t.Errorf("not expected: %d | %s | %s | %s", r.Line, r.Column, r.Value, r.Expected.De)
			continue
		}
		parts := strings.SplitN(want[i], " | ", 4)
		if len(parts) != 4 {
			t.Fatalf("case line %q has no four parts", want[i])
		}
		got := fmt.Sprintf("%d | %s | %s", r.Line, r.Column, r.Value)
		if got != strings.Join(parts[:3], " | ") || !strings.Contains(r.Expected.De, parts[3]) {
			t.Errorf("fault %d:\n got %s | %s\nwant %s", i, got, r.Expected.De, want[i])
		}
	}
	for _, missing := range want[min(len(rows), len(want)):] {
		t.Errorf("fault missing: %s", missing)
	}
}
