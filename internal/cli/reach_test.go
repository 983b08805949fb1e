// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLinksLeadSomewhere: a link begins with what the command is told, else with
// what the city is, else with where the pages are served; nobody is sent to
// 0.0.0.0 or [::], and one sentence says where others cannot sign in.
func TestLinksLeadSomewhere(t *testing.T) {
	const here, elsewhere = "nur auf diesem Rechner", "von einem anderen Rechner niemand anmelden"
	for _, c := range []struct{ base, listen, cert, city, want, warning string }{
		{"", "", "", "", "http://localhost:8080/einladung/", here},
		{"", "0.0.0.0:8080", "", "", "http://localhost:8080/einladung/", here},
		{"", "[::]:9000", "", "", "http://localhost:9000/einladung/", here},
		{"", ":9000", "", "", "http://localhost:9000/einladung/", here},
		{"", "[::1]:9000", "", "", "http://localhost:9000/einladung/", here},
		{"", "192.0.2.5:80", "", "", "http://192.0.2.5:80/einladung/", elsewhere},
		{"", "planung.stadt.example:443", "cert.pem", "", "https://planung.stadt.example:443/einladung/", ""},
		{"", "0.0.0.0:443", "cert.pem", "", "https://localhost:443/einladung/", here},
		{"https://planung.stadt.example/", "[::]:80", "", "https://andere.example", "https://planung.stadt.example/einladung/", ""},
		{"http://planung.stadt.example", "", "", "", "http://planung.stadt.example/einladung/", elsewhere},
		{"", "[::]:80", "", "https://planung.stadt.example", "https://planung.stadt.example/einladung/", ""},
	} {
		name := filepath.Join(t.TempDir(), "planraum.db")
		if c.city != "" {
			settings := file(t, "settings.csv", "key,value,source\nbase_url,"+c.city+",Probe\n")
			if got := call(t, "import", settings, "--database", name); got.code != 0 {
				t.Fatalf("import: %+v", got)
			}
		}
		for variable, value := range map[string]string{"PLANRAUM_BASE_URL": c.base, "PLANRAUM_LISTEN": c.listen, "PLANRAUM_TLS_CERT": c.cert} {
			if value != "" {
				t.Setenv(variable, value)
			} else {
				unset(t, variable)
			}
		}
		for _, args := range [][]string{{"first"}, {"invite", "a@stadt.example", "--role", "administrator"}, {"reset", "a@stadt.example"}} {
			got := call(t, append([]string{"account", "--database", name}, args...)...)
			if got.code != 0 || !strings.Contains(got.out, c.want) {
				t.Errorf("%+v: %v prints %+v", c, args, got)
			}
			if c.warning == "" && got.err != "" || strings.Count(got.err, "\n") > 1 || !strings.Contains(got.err, c.warning) || c.warning != "" && !strings.Contains(got.err, "https") {
				t.Errorf("%+v: %v warns %q", c, args, got.err)
			}
		}
	}
	if got := call(t, "account", "first", "--base-url", "planung.stadt.example", "--database", filepath.Join(t.TempDir(), "planraum.db")); got.code == 0 || !strings.Contains(got.err, "--base-url") || got.out != "" {
		t.Errorf("a base that is none: %+v", got)
	}
}

// unset takes a variable away for the test.
func unset(t *testing.T, variable string) {
	t.Helper()
	t.Setenv(variable, "") // puts it back afterwards
	if err := os.Unsetenv(variable); err != nil {
		t.Fatal(err)
	}
}

// TestServeSaysWhereItIs: an address that can be gone to, and that nobody can
// sign in over http from elsewhere.
func TestServeSaysWhereItIs(t *testing.T) {
	unset(t, "PLANRAUM_BASE_URL")
	for _, c := range []struct {
		listen, base, says string
		warns              bool
	}{
		{"127.0.0.1:1", "", "läuft: http://127.0.0.1:1/\n", false},
		{"[::]:1", "", "läuft: http://localhost:1/\nGelauscht wird auf allen Adressen", true},
		{"0.0.0.0:1", "https://planung.stadt.example", "läuft: http://localhost:1/\n", false},
		{"192.0.2.5:1", "http://planung.stadt.example", "läuft: http://192.0.2.5:1/\n", true},
	} {
		args := []string{"serve", "--listen", c.listen, "--database", filepath.Join(t.TempDir(), "planraum.db")}
		if c.base != "" {
			args = append(args, "--base-url", c.base)
		}
		got := call(t, args...)
		if got.code != 0 || !strings.Contains(got.err, c.says) || strings.Contains(got.err, "Über http kann sich von anderen Rechnern niemand anmelden") != c.warns {
			t.Errorf("%+v: %+v", c, got)
		}
		if strings.Contains(got.err, "/einladung/") && strings.Contains(got.err, "[::]") {
			t.Errorf("%+v: a link that leads nowhere: %s", c, got.err)
		}
	}
}
