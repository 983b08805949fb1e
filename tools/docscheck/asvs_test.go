// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docscheck

import (
	"encoding/csv"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	assurance = "docs/asvs.md"
	standard  = "../shared/data/standards/asvs-5.0.0/asvs.csv" // from the root
)

// demanded are the chapters in which nothing may stay open without a word here:
// validation, authentication, sessions, authorisation, tokens, OAuth,
// configuration, logging.
var demanded = []string{"V2", "V6", "V7", "V8", "V9", "V10", "V13", "V16"}

// known are the requirements of these chapters that are open nevertheless, with
// the reason: none.
var known = map[string]string{}

// testNamed is how papers name a test: its folder and name.
var testNamed = regexp.MustCompile("`((?:internal|cmd|tools)/[a-z/0-9]+)\\.((?:Test|Fuzz)[A-Za-z0-9_]+)`")

// claim is a row of the page.
type claim struct{ level, state, by string }

func claims(t *testing.T) map[string]claim {
	t.Helper()
	all := map[string]claim{}
	row := regexp.MustCompile(`(?m)^\| (V[0-9.]+) \| ([12]) \| ([^|]+) \| ([a-z ]+) \| ([^|]+) \|$`)
	for _, m := range row.FindAllStringSubmatch(paper(t, assurance).Text, -1) {
		if _, twice := all[m[1]]; twice {
			t.Errorf("%s stands twice", m[1])
		}
		all[m[1]] = claim{m[2], m[4], m[5]}
	}
	if n := strings.Count(paper(t, assurance).Text, "\n| V"); n != len(all) {
		t.Errorf("%d rows, %d of them in the form of a row", n, len(all))
	}
	return all
}

// TestAssuranceIsWhole: each requirement of the levels 1 and 2 has one row, and
// no row is without a requirement.
func TestAssuranceIsWhole(t *testing.T) {
	file, err := os.Open(filepath.Join(root, standard))
	if err != nil {
		t.Skip("the standard is not here: ", err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all, n := claims(t), 0
	for _, row := range rows[1:] {
		id, level := row[4], row[6]
		if level != "1" && level != "2" {
			continue
		}
		n++
		if got, ok := all[id]; !ok || got.level != level {
			t.Errorf("%s of level %s has the row %+v", id, level, got)
		}
		delete(all, id)
	}
	if n != 253 || len(all) > 0 {
		t.Errorf("%d requirements; rows of none: %v", n, slices.Sorted(maps.Keys(all)))
	}
}

// TestAssuranceIsTrue: every test that the page names is there, the states are
// those of its head with their numbers, and what this project promised is not
// open.
func TestAssuranceIsTrue(t *testing.T) {
	tests := testsOfTheTree(t)
	counts, checked := map[string]int{}, 0
	for id, c := range claims(t) {
		counts[c.state]++
		names := testNamed.FindAllStringSubmatch(c.by, -1)
		for _, m := range names {
			checked++
			if !tests[m[1]+"."+m[2]] {
				t.Errorf("%s names %s.%s, which is not there", id, m[1], m[2])
			}
		}
		chapter, _, _ := strings.Cut(id, ".")
		switch {
		case c.state == "test" && len(names) == 0:
			t.Errorf("%s names no test", id)
		case c.state == "operator" && !strings.Contains(c.by, "(operations.md#"):
			t.Errorf("%s does not say what the operator does", id)
		case c.state == "open" && slices.Contains(demanded, chapter) && known[id] == "":
			t.Errorf("%s is open", id)
		case c.state != "open" && known[id] != "":
			t.Errorf("%s is not open any more", id)
		}
	}
	for _, state := range []string{"test", "not applicable", "operator", "open"} {
		if line := fmt.Sprintf("| %s | %d |", state, counts[state]); !strings.Contains(paper(t, assurance).Text, line) {
			t.Errorf("the head of the page lacks %q", line)
		}
		delete(counts, state)
	}
	if len(counts) > 0 || checked < 200 {
		t.Errorf("other states: %v; %d tests seen", counts, checked)
	}
}

// testsOfTheTree are all tests, as folder.Name.
func testsOfTheTree(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	fset := token.NewFileSet()
	for _, top := range []string{"cmd", "internal", "tools"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(p, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(fset, p, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, p)
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && (strings.HasPrefix(fn.Name.Name, "Test") || strings.HasPrefix(fn.Name.Name, "Fuzz")) {
					all[path.Dir(filepath.ToSlash(rel))+"."+fn.Name.Name] = true
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// stated are sentences that papers on security must hold, by section: what a
// requirement wants to be documented. A paper without them, or a section that
// was renamed, fails.
var stated = []struct{ paper, section, says string }{
	{"docs/import.md", "## What all files have in common", "A number that may mean two things is refused"},
	{"docs/import.md", "## Which files are read", "is refused with one sentence"},
	{"docs/import.md", "### Limits", "unpacked at most 200 times its size"},
	{"docs/operations.md", "## Sign-in", "two hours without a request and after"},
	{"docs/operations.md", "## Sign-in", "as many sessions at once as they like"},
	{"docs/operations.md", "### Passwords", "At least 12 characters, at most 256"},
	{"docs/operations.md", "### Passwords", "argon2id (46 MiB, 2"},
	{"docs/operations.md", "### Passwords", "After 10 failures within 15 minutes"},
	{"docs/operations.md", "### Passwords", "`planraum`"},
	{"docs/operations.md", "### Passwords", "never has to be changed because of its age"},
	{"docs/operations.md", "### The city's identity provider", "until the session ends, at most twelve hours"},
	{"docs/operations.md", "## How much one client may ask", "50 a second"},
	{"docs/operations.md", "## Duties for security", "virus"},
	{"docs/operations.md", "## Updates and weaknesses", "30 days"},
	{"docs/operations.md", "## Log", "No line holds an address"},
	{"docs/operations.md", "## Jobs and workers", "worked as a job"},
	{"docs/operations.md", "## The record of what was done", "who (role and number of the account), when, from where"},
	{"docs/threats.md", "## Boundaries", "opens no connection of its own except"},
	{"docs/threats.md", "## Cryptography", "SHA-256"},
	{"docs/threats.md", "## Levels of protection", "small counts"},
}

// TestSecurityPapers: what has to be documented is.
func TestSecurityPapers(t *testing.T) {
	for _, s := range stated {
		_, rest, found := strings.Cut(paper(t, s.paper).Text, "\n"+s.section+"\n")
		rest, _, _ = strings.Cut(rest, "\n"+strings.SplitN(s.section, " ", 2)[0]+" ")
		if !found || !strings.Contains(strings.Join(strings.Fields(rest), " "), s.says) {
			t.Errorf("%s, section %q, does not say %q", s.paper, s.section, s.says)
		}
	}
}
