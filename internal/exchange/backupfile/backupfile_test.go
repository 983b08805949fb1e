// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package backupfile_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/backup"
	"planraum/internal/exchange/backupfile"
	"planraum/internal/fault"
)

// manifest is the manifest of a content.
func manifest(content []byte) backup.Manifest {
	sum := sha256.Sum256(content)
	return backup.Manifest{
		Format: backupfile.Format, Program: "1.2.3", Kind: "sqlite", TakenAt: time.Date(2026, 11, 22, 23, 30, 5, 0, time.UTC),
		Contents: backup.Contents{Schema: 7, Position: 8055, Tables: []backup.Table{{Name: "batch", Rows: 3, Digest: "ab"}}},
		Size:     int64(len(content)), SHA256: hex.EncodeToString(sum[:]),
	}
}

func packed(t rapid.TB, content []byte) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := backupfile.Write(&file, manifest(content), bytes.NewReader(content)); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func quiet(int64, int64) {}

func read(file []byte) (backup.Manifest, []byte, error) {
	var out bytes.Buffer
	m, err := backupfile.Read(bytes.NewReader(file), int64(len(file)), &out, quiet)
	return m, out.Bytes(), err
}

func TestWhatWasWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		content := rapid.SliceOfN(rapid.Byte(), 0, 5000).Draw(t, "content")
		m, got, err := read(packed(t, content))
		if err != nil || !bytes.Equal(got, content) {
			t.Fatalf("%d bytes instead of %d: %v", len(got), len(content), err)
		}
		if diff := cmp.Diff(manifest(content), m); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestEveryByteIsGuarded: whatever becomes of any one byte of a file, head and
// end included, it is refused with one sentence and nothing is handed out.
func TestEveryByteIsGuarded(t *testing.T) {
	file := packed(t, []byte("Ein kurzer Inhalt, der Inhalt, der Inhalt."))
	for at := range file {
		was := file[at]
		for by := 1; by < 256; by++ {
			file[at] = was ^ byte(by)
			m, got, err := read(file)
			if say := fault.SayOf(err); err == nil || len(got) > 0 || !strings.HasSuffix(say.De, ".") || say.En == "" || fault.KindOf(err) == fault.Internal {
				t.Fatalf("byte %d of %d changed by %#x: %v, manifest %+v, %d bytes", at, len(file), by, err, m, len(got))
			}
		}
		file[at] = was
	}
	if _, _, err := read(file); err != nil {
		t.Fatal(err)
	}
}

// TestDamage: a larger file with any damage at any place.
func TestDamage(t *testing.T) {
	content := make([]byte, 200_000)
	for i := range content {
		content[i] = byte(i*i>>5) ^ byte(i>>9)
	}
	whole := packed(t, content)
	rapid.Check(t, func(t *rapid.T) {
		file := bytes.Clone(whole)
		at := rapid.IntRange(0, len(file)-1).Draw(t, "at")
		switch rapid.SampledFrom([]string{"changed", "cut", "left out", "put in", "twice", "more", "swapped"}).Draw(t, "damage") {
		case "changed":
			file[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "by"))
		case "cut":
			file = file[:at]
		case "left out":
			file = append(file[:at], file[at+1:]...)
		case "put in":
			file = append(file[:at], append([]byte{rapid.Byte().Draw(t, "byte")}, file[at:]...)...)
		case "twice":
			file = append(file, file...)
		case "more":
			file = append(file, rapid.SliceOfN(rapid.Byte(), 1, 100).Draw(t, "more")...)
		case "swapped":
			to := rapid.IntRange(0, len(file)-1).Draw(t, "to")
			file[at], file[to] = file[to], file[at]
		}
		if _, got, err := read(file); (err == nil) != bytes.Equal(file, whole) || (err != nil && len(got) > 0) {
			t.Fatalf("at %d: error %v, %d bytes", at, err, len(got))
		}
	})
}

func TestSentences(t *testing.T) {
	whole := packed(t, []byte("Inhalt"))
	var other, extra bytes.Buffer
	z := gzip.NewWriter(&other)
	_, _ = z.Write([]byte("etwas anderes"))
	_ = z.Close()
	z = gzip.NewWriter(&extra)
	z.Extra = []byte("XX\x02\x00ab")
	_ = z.Close()
	for name, c := range map[string]struct {
		file []byte
		say  string
	}{
		"empty":              {nil, "Die Datei ist leer."},
		"a text":             {[]byte("Das ist ein Text und keine Sicherung."), "keine Sicherung von Planraum"},
		"a few bytes":        {whole[:5], "keine Sicherung von Planraum"},
		"a database":         {[]byte("SQLite format 3\x00................"), "keine Sicherung von Planraum"},
		"another gzip":       {other.Bytes(), "keine Sicherung von Planraum"},
		"another's field":    {extra.Bytes(), "keine Sicherung von Planraum"},
		"cut in its head":    {whole[:100], "beschädigt oder unvollständig"},
		"cut before its end": {whole[:len(whole)-1], "beschädigt oder unvollständig"},
		"newer":              {bytes.Replace(whole, []byte(`"format":1`), []byte(`"format":2`), 1), "neueren Planraum (1.2.3)"},
	} {
		if _, _, err := read(c.file); !strings.Contains(fault.SayOf(err).De, c.say) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestContentMustFitItsManifest: what changes between its digest and its
// packing is not packed.
func TestContentMustFitItsManifest(t *testing.T) {
	for _, other := range []string{"", "Inhal", "inhalt", "Inhalt und mehr"} {
		if err := backupfile.Write(io.Discard, manifest([]byte("Inhalt")), strings.NewReader(other)); err == nil {
			t.Errorf("%q passes for another content", other)
		}
	}
	full := errors.New("full")
	if err := backupfile.Write(failing{full}, manifest(nil), strings.NewReader("")); !errors.Is(err, full) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestAnyGunzipUnpacksIt: in an emergency no Planraum is needed.
func TestAnyGunzipUnpacksIt(t *testing.T) {
	gunzip, err := exec.LookPath("gzip")
	if err != nil {
		t.Skip("gzip is not installed")
	}
	content := bytes.Repeat([]byte("Inhalt einer Datenbank. "), 1000)
	name := filepath.Join(t.TempDir(), "a.db.gz")
	if err := os.WriteFile(name, packed(t, content), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := exec.Command(gunzip, "-dc", name).Output(); err != nil || !bytes.Equal(got, content) {
		t.Errorf("%d bytes instead of %d: %v", len(got), len(content), err)
	}
}

// FuzzRead: nothing makes the reader fail otherwise than by a refusal, and what
// it takes is what Write gives.
func FuzzRead(f *testing.F) {
	whole := packed(f, []byte("Inhalt"))
	f.Add(whole)
	f.Add(whole[:60])
	f.Add([]byte{0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, 4, 0, 'P', 'R', 0, 0})
	f.Fuzz(func(t *testing.T, file []byte) {
		m, got, err := read(file)
		if err == nil && int64(len(got)) != m.Size {
			t.Errorf("%d bytes of %d", len(got), m.Size)
		}
		if err != nil && (fault.KindOf(err) == fault.Internal || fault.SayOf(err).De == "") {
			t.Error(err)
		}
	})
}
