// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Command testreport reads what `go test -json` writes and prints what a person
// wants to know: go test's own closing line of each package, the output of
// whatever failed, and every test that was left out with its reason.
//
// It exits 1 if anything failed, and with PLANRAUM_REQUIRE_ALL=1 also if any
// test was left out.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// event is a line of `go test -json`, see `go doc test2json`.
type event struct {
	Action     string
	Package    string
	ImportPath string // of build output
	Test       string
	Output     string
}

// test names a test, or with an empty name the package itself.
type test struct{ pkg, name string }

// report is what is known so far. Output is kept until its test has ended well.
type report struct {
	out            io.Writer
	output         map[test][]string
	passed, failed int
	leftOut        []string
	broken         bool // a package failed, or could not be built
	packagesSeen   int
}

func main() {
	r := &report{out: os.Stdout, output: map[test][]string{}}
	if err := r.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(1)
	}
	os.Exit(r.close(os.Getenv("PLANRAUM_REQUIRE_ALL") == "1"))
}

func (r *report) read(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			fmt.Fprintln(r.out, lines.Text()) // go itself, not a test
			continue
		}
		r.take(e)
	}
	return lines.Err()
}

func (r *report) take(e event) {
	t := test{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		fmt.Fprint(r.out, e.Output)
	case "build-fail":
		r.broken = true
	case "output":
		r.output[t] = append(r.output[t], e.Output)
	case "pass", "skip", "fail":
		if e.Test == "" {
			r.closePackage(e)
		} else {
			r.closeTest(t, e.Action)
		}
	}
}

func (r *report) closeTest(t test, action string) {
	switch action {
	case "pass":
		r.passed++
	case "skip":
		r.leftOut = append(r.leftOut, t.pkg+" "+t.name+reason(r.output[t]))
	case "fail":
		r.failed++
		fmt.Fprint(r.out, strings.Join(r.output[t], ""))
	}
	delete(r.output, t)
}

// reason returns what a test said when it was left out.
func reason(output []string) string {
	for _, line := range output {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "===") && !strings.HasPrefix(line, "---") {
			return ": " + line
		}
	}
	return ""
}

// closePackage prints go test's closing line of a package, and everything it
// wrote if it failed: a panic, a test that was still running.
func (r *report) closePackage(e event) {
	r.packagesSeen++
	if e.Action == "fail" {
		r.broken = true
		for _, t := range r.unfinished(e.Package) {
			fmt.Fprint(r.out, strings.Join(r.output[t], ""))
			delete(r.output, t)
		}
	}
	for _, line := range r.output[test{e.Package, ""}] {
		if e.Action == "fail" || strings.HasPrefix(line, "ok") || strings.HasPrefix(line, "?") {
			fmt.Fprint(r.out, line)
		}
	}
	delete(r.output, test{e.Package, ""})
}

// unfinished returns the tests of a package that never ended, by name.
func (r *report) unfinished(pkg string) []test {
	var tests []test
	for t := range r.output {
		if t.pkg == pkg && t.name != "" {
			tests = append(tests, t)
		}
	}
	slices.SortFunc(tests, func(a, b test) int { return strings.Compare(a.name, b.name) })
	return tests
}

// close prints the sums and returns the exit code.
func (r *report) close(requireAll bool) int {
	for _, line := range r.leftOut {
		fmt.Fprintln(r.out, "left out:", line)
	}
	fmt.Fprintf(r.out, "%d passed, %d failed, %d skipped\n", r.passed, r.failed, len(r.leftOut))
	switch {
	case r.broken || r.failed > 0 || r.packagesSeen == 0:
		return 1
	case requireAll && len(r.leftOut) > 0:
		fmt.Fprintln(r.out, "PLANRAUM_REQUIRE_ALL=1: no test may be left out")
		return 1
	}
	return 0
}
