// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package floors

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

type listed struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// TestImportsPointDownwards reads every package of the tree. Run it with
// -count=1: the test cache does not see other packages' imports.
func TestImportsPointDownwards(t *testing.T) {
	packages := list(t)
	if len(packages) < 10 {
		t.Fatalf("only %d packages seen: the test looks at the wrong tree", len(packages))
	}
	for _, p := range packages {
		if floor, _ := Of(p.ImportPath); floor == Unplaced {
			t.Errorf("%s stands in no room of the house", p.ImportPath)
		}
		for _, imported := range p.Imports {
			if ok, why := Allowed(p.ImportPath, imported); !ok {
				t.Errorf("%s must not import %s: %s", p.ImportPath, imported, why)
			}
		}
	}
}

func list(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "planraum/...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var packages []listed
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

func TestAllowed(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"planraum/internal/desk/data", "planraum/internal/method/balance", true},
		{"planraum/internal/desk/data", "planraum/internal/store", false},
		{"planraum/internal/desk/data", "planraum/internal/desk/capacity", false},
		{"planraum/internal/method/balance", "planraum/internal/method/stockflow", false},
		{"planraum/internal/method/balance", "os", false},
		{"planraum/internal/method/balance", "math", true},
		{"planraum/internal/city/area", "planraum/internal/exchange/table", false},
		{"planraum/internal/exchange/cityfile", "planraum/internal/exchange/table", true},
		{"planraum/internal/web", "planraum/internal/api", false},
		{"planraum/internal/web", "planraum/internal/store", true},
		{"planraum/internal/util", "planraum/internal/fault", false},
	} {
		if got, why := Allowed(c.from, c.to); got != c.want {
			t.Errorf("Allowed(%s, %s) = %v (%s), want %v", c.from, c.to, got, why, c.want)
		}
	}
}
