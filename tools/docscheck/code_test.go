// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docscheck

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func code(t *testing.T) Code {
	t.Helper()
	c, err := ReadCode(root)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A paper that names package.Name must name something that is there. Names in
// lower case are codes of indicators and files, not of Go.
func TestNamesOfTheCodeExist(t *testing.T) {
	c := code(t)
	named := regexp.MustCompile(`^([a-z]+)\.([A-Z][A-Za-z]*)(\.[A-Z][A-Za-z]*)?$`)
	seen := 0
	for _, p := range papers(t) {
		for _, s := range p.Spans() {
			m := named.FindStringSubmatch(s)
			if m == nil || !c.Packages[m[1]] {
				continue
			}
			seen++
			if !c.Names[s] {
				t.Errorf("%s names %s, which the code does not have", p.Path, s)
			}
		}
	}
	if seen < 50 {
		t.Errorf("only %d names seen: the test looks at the wrong papers", seen)
	}
}

func TestGlossaryGivesEachTermOnce(t *testing.T) {
	terms := map[string]bool{}
	for row := range strings.Lines(paper(t, "docs/glossary.md").Text) {
		cells := strings.Split(row, "|")
		if len(cells) != 5 || strings.HasPrefix(cells[1], " ---") || cells[1] == " German " {
			continue
		}
		if !strings.Contains(cells[2], "`") {
			t.Errorf("the term%shas no code name", cells[1])
		}
		for term := range strings.SplitSeq(cells[1], ",") {
			term = strings.TrimSpace(term)
			if terms[term] {
				t.Errorf("the term %q stands twice", term)
			}
			terms[term] = true
		}
	}
	if len(terms) < 50 {
		t.Errorf("only %d terms seen", len(terms))
	}
}

// The page of dependencies lists what is imported, no more and no less, and
// tells the program's from those of tests and tools.
func TestDependenciesAreThoseImported(t *testing.T) {
	p := paper(t, "docs/dependencies.md")
	listed := map[string]string{}
	for title, use := range map[string]string{"## In the program": "program", "## In the pages": "program", "## For tests and building": "test"} {
		rows := p.Table(title)
		if len(rows) == 0 {
			t.Errorf("no table below %q", title)
		}
		for _, row := range rows {
			if len(row) != 2 || row[1] == "" {
				t.Errorf("%v has no reason", row)
			}
			listed[strings.Trim(row[0], "`")] = use
		}
	}
	used := map[string]string{}
	for name, use := range code(t).Imports {
		if m := module(t, name); m != "" && used[m] != "program" {
			used[m] = use
		}
	}
	packages(t, used)
	for name, use := range used {
		if listed[name] != use {
			t.Errorf("%s is used by the %s; the page has it as %q", name, use, listed[name])
		}
	}
	for name := range listed {
		if used[name] == "" {
			t.Errorf("%s is listed and not used", name)
		}
	}
}

// module returns the module of go.mod that an import belongs to; "" for the
// standard library and our own packages.
func module(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	best := ""
	for _, m := range regexp.MustCompile(`(?m)^(?:require)?\s+(\S+) v\S+`).FindAllStringSubmatch(string(content), -1) {
		if (name == m[1] || strings.HasPrefix(name, m[1]+"/")) && len(m[1]) > len(best) {
			best = m[1]
		}
	}
	return best
}

// packages adds the packages of the pages to used.
func packages(t *testing.T, used map[string]string) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, "internal/web/assets/package.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Dependencies, DevDependencies map[string]string }
	if err := json.Unmarshal(content, &all); err != nil {
		t.Fatal(err)
	}
	for name := range all.Dependencies {
		used[name] = "program"
	}
	for name := range all.DevDependencies {
		used[name] = "test"
	}
}

func TestArchitectureNamesEveryPackage(t *testing.T) {
	text := paper(t, "docs/architecture.md").Text
	for _, floor := range []string{"city", "method", "exchange", "desk"} {
		entries, err := os.ReadDir(filepath.Join(root, "internal", floor))
		if err != nil {
			t.Fatal(err)
		}
		drawn := regexp.MustCompile(`internal/` + floor + `/\{([a-z,]+)\}`).FindStringSubmatch(text)
		if drawn == nil {
			t.Fatalf("the house has no internal/%s/{...}", floor)
		}
		for _, e := range entries {
			if e.IsDir() && !slices.Contains(strings.Split(drawn[1], ","), e.Name()) {
				t.Errorf("internal/%s/%s is not drawn in the house", floor, e.Name())
			}
		}
	}
}
