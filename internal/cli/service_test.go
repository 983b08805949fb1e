// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/cli"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// served calls serve and returns what the outside was asked to serve.
func served(t *testing.T, open func(context.Context, string, io.Writer) (*cli.House, error), args ...string) (got *cli.Service, code int, said string) {
	t.Helper()
	var err bytes.Buffer
	code = cli.Run(t.Context(), cli.Outside{
		In: strings.NewReader(""), Out: io.Discard, Err: &err, Lang: text.De, Today: citytest.Today, Version: "test", Open: open,
		Serve: func(_ context.Context, _ *cli.House, s cli.Service, _ func(string)) error { got = &s; return nil },
	}, append([]string{"serve", "--database", filepath.Join(t.TempDir(), "p.db")}, args...))
	return got, code, err.String()
}

// TestServiceFlags: what the flags say is what is served; every fault is named
// and then nothing is.
func TestServiceFlags(t *testing.T) {
	got, code, said := served(t, open, "--operations", ":9090", "--trusted-proxy", "10.0.0.5,10.1.2.3/16", "--trusted-proxy", "::1", "--host", "a.stadt.de,b.stadt.de",
		"--base-url", "https://planung.stadt.de:8443/x", "--drain", "3s", "--min-free-mb", "5", "--listen", "0.0.0.0:80")
	if code != 0 || got == nil {
		t.Fatalf("%d %s", code, said)
	}
	var proxies []string
	for _, p := range got.Proxies {
		proxies = append(proxies, p.String())
	}
	if got.Operations != "127.0.0.1:9090" || strings.Join(proxies, " ") != "10.0.0.5/32 10.1.0.0/16 ::1/128" || strings.Join(got.Hosts, " ") != "a.stadt.de b.stadt.de planung.stadt.de" ||
		!got.Strict || got.Drain != 3*time.Second || got.MinimumFree != 5<<20 || got.Listen != "0.0.0.0:80" || !got.Works || got.Demo {
		t.Errorf("%+v", got)
	}
	got, _, _ = served(t, open, "--operations", "0.0.0.0:9090", "--base-url", "http://localhost")
	if got == nil || got.Operations != "0.0.0.0:9090" || got.Strict {
		t.Errorf("%+v", got)
	}
	got, code, said = served(t, open, "--tls-cert", "x.pem", "--trusted-proxy", "proxy.stadt.de", "--host", "https://x", "--base-url", "planung.stadt.de", "--drain=-1s")
	if code != 1 || got != nil {
		t.Errorf("%d %+v", code, got)
	}
	for _, part := range []string{"--tls-cert: „x.pem“", "--trusted-proxy: „proxy.stadt.de“", "--host: „https://x“", "--base-url: „planung.stadt.de“", "--drain"} {
		if !strings.Contains(said, part) {
			t.Errorf("the refusal lacks %q:\n%s", part, said)
		}
	}
}

// TestDemonstrationStaysHere: without sign-in it is served to this machine only.
func TestDemonstrationStaysHere(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:0": true, "localhost:8080": true, "[::1]:80": true, "127.8.8.8:1": true,
		"0.0.0.0:8080": false, ":8080": false, "[::]:80": false, "192.0.2.4:80": false, "planung.stadt.de:80": false,
	} {
		got, code, said := served(t, open, "--demo", "--listen", address)
		if (got != nil) != want || (code == 0) != want {
			t.Errorf("%s: code %d", address, code)
		}
		if !want && (strings.Count(said, "\n") != 1 || !strings.Contains(said, "keine Anmeldung")) {
			t.Errorf("%s: %q", address, said)
		}
	}
}

// TestWaitsForTheDatabase: a program that starts together with its database
// tries again for as long as it may, and says so once.
func TestWaitsForTheDatabase(t *testing.T) {
	failures, tries := 2, 0
	late := func(ctx context.Context, database string, say io.Writer) (*cli.House, error) {
		if tries++; tries <= failures {
			return nil, fault.New(fault.Unavailable, "test", "Der Server ist nicht erreichbar.", "The server cannot be reached.")
		}
		return open(ctx, database, say)
	}
	if got, code, said := served(t, late, "--wait", "20s"); got == nil || code != 0 || strings.Count(said, "Planraum versucht es weiter.") != 1 {
		t.Errorf("%d after %d tries: %q", code, tries, said)
	}
	tries = 0
	if got, code, _ := served(t, late); got != nil || code != 69 || tries != 1 {
		t.Errorf("without patience: %d after %d tries", code, tries)
	}
	tries = 0
	wrong := func(context.Context, string, io.Writer) (*cli.House, error) { tries++; return nil, errors.New("wrong") }
	if _, code, _ := served(t, wrong, "--wait", "20s"); code != 70 || tries != 1 {
		t.Errorf("what waiting does not mend: %d after %d tries", code, tries)
	}
}

// TestHealthCommand and the flags of the log.
func TestHealthCommand(t *testing.T) {
	var asked string
	var level slog.Level
	var json bool
	run := func(ready error, args ...string) (int, string) {
		var out, err bytes.Buffer
		code := cli.Run(t.Context(), cli.Outside{
			Out: &out, Err: &err, Lang: text.De, Today: citytest.Today, Open: open,
			Probe: func(_ context.Context, address string) error { asked = address; return ready },
			Log:   func(j bool, l slog.Level) { json, level = j, l },
		}, args)
		return code, out.String() + err.String()
	}
	if code, said := run(nil, "health"); code != 0 || asked != "http://127.0.0.1:8080" || said != "Planraum ist bereit.\n" || json || level != slog.LevelInfo {
		t.Errorf("%d %q %q %t %v", code, asked, said, json, level)
	}
	code, said := run(fault.New(fault.Unavailable, "x", "Planraum ist nicht bereit.", ""), "health", "https://127.0.0.1:1", "--log-format", "json", "--log-level", "warn")
	if code != 69 || asked != "https://127.0.0.1:1" || said != "Planraum ist nicht bereit.\n" || !json || level != slog.LevelWarn {
		t.Errorf("%d %q %q %t %v", code, asked, said, json, level)
	}
	if code, _ := run(nil, "health", "--log-level", "laut"); code != 2 {
		t.Errorf("an unknown level: %d", code)
	}
}
