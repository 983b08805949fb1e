// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package erasures_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"planraum/internal/city/privacy"
	"planraum/internal/exchange/erasurefile"
	"planraum/internal/fault"
	"planraum/internal/platform/erasures"
)

var at = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

func account(key string, after time.Duration) privacy.Erasure {
	return privacy.Erasure{Object: "account", Key: key, At: at.Add(after)}
}

// TestKeep: each file holds the whole list, once; a list without an entry is
// there as well; a last line whose writer was stopped is written again; the file
// is its owner's.
func TestKeep(t *testing.T) {
	dir := t.TempDir()
	one, two := filepath.Join(dir, "planraum.db.erasures"), filepath.Join(dir, "planraum.erasures")
	files := erasures.Files(func() []string { return []string{one, two} })
	if list, found, err := files.Read(); err != nil || len(list)+len(found) > 0 {
		t.Fatal(list, found, err)
	}
	must(t, files.Keep(nil))
	if _, found, err := files.Read(); err != nil || len(found) != 2 {
		t.Errorf("an empty list is not there: %v, %v", found, err)
	}
	all := []privacy.Erasure{account("1", 0), account("2", time.Hour)}
	must(t, files.Keep(all[:1]))
	torn, err := os.ReadFile(two)
	must(t, err)
	must(t, os.WriteFile(two, torn[:len(torn)-4], 0o600))
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() { must(t, erasures.Files(func() []string { return []string{one} }).Keep(all)) })
	}
	writers.Wait()
	for range 2 {
		must(t, files.Keep(all))
	}
	list, _, err := files.Read()
	if err != nil || !slices.Equal(list, all) {
		t.Errorf("%+v, %v", list, err)
	}
	if content, err := os.ReadFile(two); err != nil || strings.Count(string(content), "\n") != 3 {
		t.Errorf("%s (%v)", content, err)
	}
	if info, err := os.Stat(one); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestDamagedList: is neither read nor written over, and says what to do.
func TestDamagedList(t *testing.T) {
	name := filepath.Join(t.TempDir(), "planraum.erasures")
	must(t, os.WriteFile(name, []byte(erasurefile.Head+"unlesbar\n"), 0o600))
	files := erasures.Files(func() []string { return []string{name} })
	_, _, err := files.Read()
	if say := fault.SayOf(err); fault.KindOf(err) != fault.Invalid || !strings.Contains(say.De, name) || !strings.Contains(say.De, "privacy reapply") || len(fault.RowsOf(err)) != 1 {
		t.Errorf("%v", err)
	}
	if err := files.Keep([]privacy.Erasure{account("1", 0)}); err == nil {
		t.Error("a damaged list was written to")
	}
	missing := erasures.Files(func() []string { return []string{filepath.Join(name, "fehlt", "x")} })
	if err := missing.Keep(nil); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("a folder that is none: %v", err)
	}
}

// TestSince: what was erased before the copy is not erased again; clocks that
// were set in between make no difference.
func TestSince(t *testing.T) {
	list := []privacy.Erasure{account("long before", -24*time.Hour), account("just before", -time.Minute), account("after", time.Minute)}
	if got := erasures.Since(list, at); len(got) != 2 || got[0].Key != "just before" || len(list) != 3 {
		t.Errorf("%+v", got)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
