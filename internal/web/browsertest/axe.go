// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// axeFile is where `npm ci` puts axe-core, from the repository's root.
const axeFile = "internal/web/assets/node_modules/axe-core/axe.min.js"

// Violation is one rule of axe-core that a page breaks.
type Violation struct {
	Rule   string `json:"rule"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	Nodes  []struct {
		Target  string `json:"target"`
		HTML    string `json:"html"`
		Summary string `json:"summary"`
	} `json:"nodes"`
}

// String lists the rule and every element that breaks it, one a line.
func (v Violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s", v.Rule, v.Impact, v.Help)
	for _, n := range v.Nodes {
		fmt.Fprintf(&b, "\n    %s\n      %s\n      %s", n.Target, n.HTML, strings.ReplaceAll(n.Summary, "\n", " "))
	}
	return b.String()
}

const runAxe = `axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => ({
  rule: v.id, impact: v.impact || '', help: v.help,
  nodes: v.nodes.map(n => ({target: n.target.join(' '), html: n.html.slice(0, 200), summary: n.failureSummary || ''}))
})))`

// Axe fails the test for every rule of axe-core that the page breaks, with all
// of axe-core's own rules switched on.
//
// Where axe-core is not installed the test is skipped; with
// PLANRAUM_REQUIRE_ALL=1 it fails.
func Axe(t T, p *Page) {
	t.Helper()
	for _, v := range Violations(t, p) {
		t.Errorf("axe-core at %s: %s", Eval[string](p, "location.pathname + ' (' + innerWidth + ' px)'"), v)
	}
}

// Violations returns the rules of axe-core that the page breaks.
func Violations(t T, p *Page) []Violation {
	t.Helper()
	source, err := axeSource()
	if err != nil {
		absent(t, fmt.Sprintf("axe-core was not found (npm ci in internal/web/assets): %v", err))
	}
	run(p, "load axe-core", chromedp.Evaluate[chromedp.Void](source))
	return Eval[[]Violation](p, runAxe)
}

// axeSource reads axe-core from the repository that the working directory is in.
func axeSource() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(axeFile)))
			return string(data), err
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("no go.mod above the working directory")
		}
		dir = filepath.Dir(dir)
	}
}
