// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"strings"
	"testing"
)

const (
	passing = `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"=== RUN   TestA\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Output":"PASS\n"}
{"Action":"output","Package":"p","Output":"ok  \tp\t0.1s\n"}
{"Action":"pass","Package":"p"}
`
	leavingOut = `{"Action":"output","Package":"q","Test":"TestB","Output":"=== RUN   TestB\n"}
{"Action":"output","Package":"q","Test":"TestB","Output":"    b_test.go:7: Chromium was not found\n"}
{"Action":"output","Package":"q","Test":"TestB","Output":"--- SKIP: TestB (0.00s)\n"}
{"Action":"skip","Package":"q","Test":"TestB"}
{"Action":"output","Package":"q","Output":"ok  \tq\t0.1s\n"}
{"Action":"pass","Package":"q"}
`
	failing = `{"Action":"output","Package":"r","Test":"TestC","Output":"    c_test.go:9: got 1, want 2\n"}
{"Action":"fail","Package":"r","Test":"TestC"}
{"Action":"output","Package":"r","Output":"FAIL\tr\t0.1s\n"}
{"Action":"fail","Package":"r"}
`
	panicking = `{"Action":"output","Package":"s","Test":"TestD","Output":"panic: no such month\n"}
{"Action":"output","Package":"s","Output":"FAIL\ts\t0.1s\n"}
{"Action":"fail","Package":"s"}
`
	notBuilt = `{"ImportPath":"u","Action":"build-output","Output":"u.go:3: undefined: x\n"}
{"ImportPath":"u","Action":"build-fail"}
{"Action":"output","Package":"u","Output":"FAIL\tu [build failed]\n"}
{"Action":"fail","Package":"u","FailedBuild":"u"}
`
)

func TestReport(t *testing.T) {
	cases := []struct {
		name, in   string
		requireAll bool
		exit       int
		says       []string
	}{
		{"all pass", passing, true, 0, []string{"ok  \tp\t0.1s\n", "1 passed, 0 failed, 0 skipped"}},
		{"left out at home", passing + leavingOut, false, 0, []string{"left out: q TestB: b_test.go:7: Chromium was not found", "1 passed, 0 failed, 1 skipped"}},
		{"left out in CI", passing + leavingOut, true, 1, []string{"no test may be left out"}},
		{"failure", passing + failing, false, 1, []string{"got 1, want 2", "FAIL\tr\t0.1s", "1 passed, 1 failed"}},
		{"panic", panicking, false, 1, []string{"panic: no such month", "FAIL\ts\t0.1s"}},
		{"not built", notBuilt, false, 1, []string{"undefined: x", "build failed"}},
		{"nothing ran", "go: no such package\n", false, 1, []string{"go: no such package", "0 passed"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			r := &report{out: &out, output: map[test][]string{}}
			if err := r.read(strings.NewReader(c.in)); err != nil {
				t.Fatal(err)
			}
			if got := r.close(c.requireAll); got != c.exit {
				t.Errorf("exit code %d, want %d", got, c.exit)
			}
			for _, want := range c.says {
				if !strings.Contains(out.String(), want) {
					t.Errorf("%q does not say %q", out.String(), want)
				}
			}
			if strings.Contains(out.String(), "=== RUN") {
				t.Error("the report repeats what went well")
			}
		})
	}
}
