// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"planraum/internal/cli"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// full takes a number of bytes and then fails as a full disk does.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	n := min(f.left, len(p))
	f.left -= n
	if n < len(p) {
		return n, errors.New("no space left on device")
	}
	return n, nil
}

// TestOutputLost: whatever a command prints, losing it is never success.
func TestOutputLost(t *testing.T) {
	name, path := demo(t), planFile(t, "beispiel-ohne")
	for _, line := range []string{
		"plan list", "version", "--version", "--help", "help export", "completion bash", "completion fish", "plan run " + path,
		"plan run --json " + path, "plan run --csv " + path, "plan explain " + path + " needed 2024-03", "export sites", "export areas --format geojson",
		"import --dry-run " + file(t, "figures.csv", goodFigures),
	} {
		for _, left := range []int{0, 20} {
			var err bytes.Buffer
			code := cli.Run(t.Context(), cli.Outside{
				In: strings.NewReader(""), Out: &full{left}, Err: &err, Lang: text.De, Today: citytest.Today, Version: "1.2.3-test", Open: open,
			}, append(strings.Fields(line), "--database", name))
			if code != 69 || err.String() != "Die Ausgabe konnte nicht geschrieben werden: Ist der Datenträger voll?\n" {
				t.Errorf("%q after %d bytes: code %d, %q", line, left, code, err.String())
			}
		}
	}
}

// TestExportTargets: "-" is standard output, a link is followed, and what is no
// regular file is written through and stays what it is.
func TestExportTargets(t *testing.T) {
	name, dir := demo(t), t.TempDir()
	want := call(t, "export", "sites", "--database", name).out
	if got := call(t, "export", "sites", "-o", "-", "--database", name); got.code != 0 || got.out != want || want == "" {
		t.Errorf("-o -: %d bytes, want %d", len(got.out), len(want))
	}
	target, link, dangling := filepath.Join(dir, "target.csv"), filepath.Join(dir, "link.csv"), filepath.Join(dir, "dangling.csv")
	if err := errors.Join(os.WriteFile(target, []byte("old"), 0o600), os.Symlink("target.csv", link), os.Symlink("later.csv", dangling)); err != nil {
		t.Fatal(err)
	}
	for to, holds := range map[string]string{link: target, dangling: filepath.Join(dir, "later.csv")} {
		got := call(t, "export", "sites", "-o", to, "--database", name)
		content, err := os.ReadFile(holds)
		info, _ := os.Lstat(to)
		if got.code != 0 || err != nil || string(content) != want || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("%s: %+v, %v, %d bytes, %v", to, got, err, len(content), info.Mode())
		}
	}
	if info, err := os.Stat(target); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file of mode 0600 now has %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.teil")); len(left) > 0 {
		t.Errorf("half-written files %v", left)
	}
}

func TestExportIntoPipeAndDevice(t *testing.T) {
	name, pipe := demo(t), filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	read := make(chan string)
	go func() {
		in, err := os.Open(pipe)
		if err != nil {
			read <- err.Error()
			return
		}
		defer in.Close()
		content, _ := io.ReadAll(in)
		read <- string(content)
	}()
	got := call(t, "export", "sites", "-o", pipe, "--database", name)
	if content := <-read; got.code != 0 || content != call(t, "export", "sites", "--database", name).out {
		t.Errorf("%+v, %d bytes read", got, len(content))
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe is now %v, %v", info.Mode(), err)
	}
	if _, err := os.Stat("/dev/full"); err == nil {
		got := call(t, "export", "sites", "-o", "/dev/full", "--database", name)
		if got.code != 69 || !strings.Contains(got.err, "Platz frei") {
			t.Errorf("/dev/full: %+v", got)
		}
		isOneSentence(t, got)
	}
}

// TestExportAsksBack: what is missing or unknown is asked for by name.
func TestExportAsksBack(t *testing.T) {
	name, dir := demo(t), t.TempDir()
	for line, want := range map[string][]string{
		"plan":                           {"Welcher Plan?", "entwurf-haushalt-oktober-2015", "neue-planung-2015-11-27"},
		"plan --as-of 2010-01-01":        {"noch keiner"},
		"sites -o " + dir + "/f.foo":     {"f.foo", ".csv, .xlsx, .json, .geojson, .yaml, .ttl, .jsonld, oder --format nennt es"},
		"sites -o " + dir:                {"ist ein Ordner"},
		"sites -o " + dir + "/no/f.json": {"konnte nicht geschrieben werden"},
	} {
		got := call(t, append(append([]string{"export"}, strings.Fields(line)...), "--database", name)...)
		for _, w := range want {
			isOneSentence(t, got)
			if got.code != 1 && got.code != 69 || got.out != "" || !strings.Contains(got.err, w) {
				t.Errorf("%s: no %q in %+v", line, w, got)
			}
		}
	}
	if got := call(t, "export", "sites", "-o", filepath.Join(dir, "f.foo"), "--format", "csv", "--database", name); got.code != 0 {
		t.Errorf("with --format: %+v", got)
	}
	if got := call(t, "export", "plan", "neue-planung-2015-11-27", "-o", filepath.Join(dir, "p.YML"), "--database", name); got.code != 0 {
		t.Errorf("p.YML: %+v", got)
	}
}
