// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docscheck

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

func papers(t *testing.T) []Paper {
	t.Helper()
	list, err := Papers(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 10 {
		t.Fatalf("only %d papers seen: the test looks at the wrong tree", len(list))
	}
	return list
}

func paper(t *testing.T, name string) Paper {
	t.Helper()
	for _, p := range papers(t) {
		if p.Path == name {
			return p
		}
	}
	t.Fatalf("there is no %s", name)
	return Paper{}
}

func TestLinksLeadSomewhere(t *testing.T) {
	list := papers(t)
	byPath := map[string]Paper{}
	for _, p := range list {
		byPath[p.Path] = p
	}
	for _, p := range list {
		for _, target := range p.Links() {
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			file, section, _ := strings.Cut(target, "#")
			to := p.Path
			if file != "" {
				to = path.Join(path.Dir(p.Path), file)
			}
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(to))); err != nil {
				t.Errorf("%s links to %s, which is not there", p.Path, target)
				continue
			}
			if section != "" && !byPath[to].Anchors()[section] {
				t.Errorf("%s links to %s, but %s has no such heading", p.Path, target, to)
			}
		}
	}
}

// Papers speak of the project alone: not of the machine that somebody works on,
// nor of where packages come from.
func TestPapersNameNoMachineAndNoRegistry(t *testing.T) {
	forbidden := regexp.MustCompile(`(^|[\s"'(=` + "`" + `])/(work|home|root|Users)/|[A-Z]:\\|` +
		`proxy\.golang|sum\.golang|goproxy|registry\.npm|npmjs\.|pypi\.|deb\.debian|archive\.ubuntu`)
	for _, p := range papers(t) {
		for i, line := range strings.Split(p.Text, "\n") {
			if found := forbidden.FindString(line); found != "" {
				t.Errorf("%s, line %d names %q", p.Path, i+1, strings.TrimSpace(found))
			}
		}
	}
}

func TestMakeCommandsExist(t *testing.T) {
	content, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	targets := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z][a-z-]*):`).FindAllStringSubmatch(string(content), -1) {
		targets[m[1]] = true
	}
	named := regexp.MustCompile("(?m)`make ([a-z-]+)|^make ([a-z-]+)")
	seen := map[string]bool{}
	for _, p := range papers(t) {
		for _, m := range named.FindAllStringSubmatch(p.Text, -1) {
			target := m[1] + m[2]
			seen[p.Path+" "+target] = true
			if !targets[target] {
				t.Errorf("%s names “make %s”, which the Makefile does not have", p.Path, target)
			}
		}
	}
	for _, must := range []string{"README.md run", "README.md test"} {
		if !seen[must] {
			t.Errorf("%s: not named", must)
		}
	}
}

func TestEveryMethodHasItsPage(t *testing.T) {
	methods, err := os.ReadDir(filepath.Join(root, "internal/method"))
	if err != nil {
		t.Fatal(err)
	}
	if len(methods) == 0 {
		t.Fatal("no methods seen: the test looks at the wrong tree")
	}
	for _, m := range methods {
		if _, err := os.Stat(filepath.Join(root, "docs/methods", m.Name()+".md")); err != nil {
			t.Errorf("internal/method/%s has no page docs/methods/%[1]s.md", m.Name())
		}
	}
}

func TestDecisionsAreNumbered(t *testing.T) {
	decisions, err := os.ReadDir(filepath.Join(root, "docs/decisions"))
	if err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile(`^([0-9]{4})-[a-z0-9-]+\.md$`)
	for i, d := range decisions {
		m := name.FindStringSubmatch(d.Name())
		if want := fmt.Sprintf("%04d", i+1); m == nil || m[1] != want {
			t.Errorf("%s: the decision's name must begin with %s", d.Name(), want)
			continue
		}
		p := paper(t, "docs/decisions/"+d.Name())
		for _, must := range []string{"\n# " + m[1] + " ", "\n## Context\n", "\n## Decision\n", "\n## Consequences\n"} {
			if !strings.Contains(p.Text, must) {
				t.Errorf("%s has no “%s”", p.Path, strings.TrimSpace(must))
			}
		}
	}
}

func TestFilesAndPackagesNamedExist(t *testing.T) {
	named := regexp.MustCompile(`^(internal|cmd|tools|scripts|docs)/[A-Za-z0-9_./-]+$`)
	for _, p := range papers(t) {
		for _, s := range p.Spans() {
			if !named.MatchString(s) || testNamed.MatchString("`"+s+"`") { // of tests TestAssuranceIsTrue looks
				continue
			}
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(s))); err != nil {
				t.Errorf("%s names %s, which is not there", p.Path, s)
			}
		}
	}
}
