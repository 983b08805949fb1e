// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package password

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

var quick = Settings{Memory: 64, Passes: 1, Threads: 1}

func hasher(t testing.TB, s Settings, atOnce int) *Hasher {
	t.Helper()
	h, err := New(s, atOnce)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestReferenceHash reads a hash that the reference program of argon2 made:
// `echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 -e`
// (P-H-C/phc-winner-argon2, test vectors of Argon2id v=19).
func TestReferenceHash(t *testing.T) {
	const reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	right, stale, err := hasher(t, quick, 1).Check(t.Context(), reference, "password")
	if err != nil || !right || !stale {
		t.Errorf("%v, %v, %v", right, stale, err)
	}
}

func TestHashAndCheck(t *testing.T) {
	h := hasher(t, quick, 2)
	one, err := h.Hash(t.Context(), "vier kleine Esel")
	if err != nil {
		t.Fatal(err)
	}
	two, err := h.Hash(t.Context(), "vier kleine Esel")
	if err != nil || one == two {
		t.Errorf("two hashes of one password are alike, or %v", err)
	}
	for _, c := range []struct {
		hash, password string
		right          bool
	}{{one, "vier kleine Esel", true}, {two, "vier kleine Esel", true}, {one, "vier kleine esel", false}, {"", "", false}, {"", "vier kleine Esel", false}} {
		right, stale, err := h.Check(t.Context(), c.hash, c.password)
		if err != nil || right != c.right || stale {
			t.Errorf("%q, %q: %v, %v, %v", c.hash, c.password, right, stale, err)
		}
	}
	if _, stale, _ := hasher(t, Settings{Memory: 128, Passes: 1, Threads: 1}, 1).Check(t.Context(), one, "x"); !stale {
		t.Error("a hash with other settings is not stale")
	}
}

func TestBadHashes(t *testing.T) {
	h := hasher(t, quick, 1)
	for _, bad := range []string{
		"x", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "$argon2id$v=19$m=99999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$", "$argon2id$v=19$m=64,t=1,p=1,x=2$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
	} {
		if right, _, err := h.Check(t.Context(), bad, "password"); right || err == nil {
			t.Errorf("%q: %v, %v", bad, right, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	f.Add("$argon2id$v=19$m=-1,t=2,p=1$$")
	f.Fuzz(func(t *testing.T, s string) {
		if p, err := parse(s); err == nil && (p.String() != s || p.Memory > memoryMost) {
			t.Errorf("%q is read as %q", s, p)
		}
	})
}

// TestMemoryIsBounded: many sign-ins at once take no more memory than two.
func TestMemoryIsBounded(t *testing.T) {
	const each = 16 << 20
	h := hasher(t, Settings{Memory: each >> 10, Passes: 1, Threads: 1}, 2)
	var most uint64
	var mu sync.Mutex
	var wait sync.WaitGroup
	for range 16 {
		wait.Go(func() {
			if _, _, err := h.Check(t.Context(), "", "x"); err != nil {
				t.Error(err)
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			mu.Lock()
			most = max(most, m.HeapInuse)
			mu.Unlock()
		})
	}
	wait.Wait()
	if most > 12*each { // two under way, and what the collector has not taken yet; all at once would be 16
		t.Errorf("%d MiB in use", most>>20)
	}
}

func listOf(t testing.TB, content string) string {
	path := filepath.Join(t.TempDir(), "list.txt")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func sha(password string) string {
	sum := sha1.Sum([]byte(password))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

// TestSortedList finds exactly what is in a list of SHA-1 values, in whichever
// way its lines end.
func TestSortedList(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(rt, "n")
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(rt, "end")
		last := rapid.Bool().Draw(rt, "last line ends")
		var lines []string
		for i := range n {
			line := sha(fmt.Sprint("in", i))
			if rapid.Bool().Draw(rt, "count") {
				line += ":" + fmt.Sprint(rapid.IntRange(1, 30_000_000).Draw(rt, "times"))
			}
			lines = append(lines, line)
		}
		slices.Sort(lines)
		content := strings.Join(lines, end)
		if last {
			content += end
		}
		l, err := OpenList(listOf(t, content))
		if err != nil || !l.hashed {
			rt.Fatal(err)
		}
		for i := range n {
			in, err := l.Holds(fmt.Sprint("in", i))
			out, also := l.Holds(fmt.Sprint("out", i))
			if err != nil || also != nil || !in || out {
				rt.Fatalf("%d of %d: %v %v %v %v", i, n, in, out, err, also)
			}
		}
	})
}

func TestPlainList(t *testing.T) {
	l, err := OpenList(listOf(t, "passwort1234\r\nvier kleine Esel\nletzte Zeile hier"))
	if err != nil || l.hashed {
		t.Fatal(err)
	}
	for password, want := range map[string]bool{"passwort1234": true, "vier kleine Esel": true, "letzte Zeile hier": true, "vier kleine": false, "": false} {
		if got, err := l.Holds(password); err != nil || got != want {
			t.Errorf("%q: %v, %v", password, got, err)
		}
	}
}

func TestBadLists(t *testing.T) {
	if _, err := OpenList(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a list that is not there")
	}
	lines := []string{sha("a"), sha("b"), sha("c"), sha("d")}
	slices.Sort(lines)
	slices.Reverse(lines)
	if _, err := OpenList(listOf(t, strings.Join(lines, "\n"))); err == nil {
		t.Error("a list in the wrong order is taken")
	}
}

// FuzzList: no file makes the search fail in another way than by an error.
func FuzzList(f *testing.F) {
	f.Add([]byte(sha("x")+":3\n"), "x")
	f.Add([]byte("\n\n"), "")
	f.Fuzz(func(t *testing.T, content []byte, password string) {
		l, err := OpenList(listOf(t, string(content)))
		if err != nil {
			return
		}
		found, err := l.Holds(password)
		if err == nil && found && !l.hashed && !bytes.Contains(content, []byte(password)) {
			t.Errorf("%q is found where it is not", password)
		}
	})
}

func BenchmarkDefault(b *testing.B) {
	h := hasher(b, Default, 2)
	for b.Loop() {
		if _, _, err := h.Check(b.Context(), "", "vier kleine Esel"); err != nil {
			b.Fatal(err)
		}
	}
}
