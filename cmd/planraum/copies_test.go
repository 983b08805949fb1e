// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/backup"
	"planraum/internal/desk/journal"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/exchange/erasurefile"
	"planraum/internal/store"
)

// entriesOf are the entries of a kind in a database, the oldest first. The chain has
// to be whole.
func entriesOf(t *testing.T, database string, kind audit.Kind) []audit.Entry {
	t.Helper()
	s, err := store.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := s.Trail(t.Context(), audit.Query{Kind: kind, Oldest: true})
	if err != nil {
		t.Fatal(err)
	}
	v, err := journal.New(s, s, time.Now).Verify(t.Context(), journal.Span{}, func(int64, int64) {})
	if err != nil || !v.Sound() {
		t.Errorf("the chain of %s is broken: %s (%v)", database, v.Say().De, err)
	}
	return all
}

// saying is what an entry says of a copy.
type saying struct {
	Act, Digest, SHA256 string
	Bytes               int64
	TakenAt             time.Time `json:"taken_at"`
	Why                 struct{ De string }
	ErasedAgain         *int `json:"erased_again"`
	Lists               []string
}

func sayingOf(t *testing.T, e audit.Entry) (s saying) {
	t.Helper()
	if err := json.Unmarshal([]byte(e.After), &s); err != nil {
		t.Fatalf("%s: %v", e.After, err)
	}
	return s
}

// TestBackupsAreRecorded: what is done with copies by command stands in the
// record, with file, digest and size, also where it failed; a restored database
// names the copy from which it came.
func TestBackupsAreRecorded(t *testing.T) {
	database, folder := ledger(t, 20), t.TempDir()
	succeed(t, "backup", "--database", database, "--to", folder)
	all, err := newBackups().List(folder)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	made := all[0]
	succeed(t, "backup", "verify", made.Path, "--database", database)
	content, err := os.ReadFile(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2]++
	damaged := written(t, t.TempDir(), "damaged.db.gz", string(content))
	for _, args := range [][]string{{"backup", "verify", damaged, "--database", database}, {"backup", "--database", database, "--to", folder + "/fehlt"}} {
		if out, err := call(t, args...).CombinedOutput(); err == nil || strings.Count(string(out), "\n") != 1 {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
	name := filepath.Base(made.Path)
	want := []struct {
		key, act string
		outcome  audit.Outcome
		bytes    int64
		why      string
	}{
		{name, "backed up", audit.Done, made.Bytes, ""},
		{name, "verified", audit.Done, made.Bytes, ""},
		{"damaged.db.gz", "verified", audit.Failed, 0, "beschädigt"},
		{"", "backed up", audit.Failed, 0, "gibt es nicht"},
	}
	entries := entriesOf(t, database, audit.Backup)
	if len(entries) != len(want) {
		t.Fatalf("%d entries, want %d: %+v", len(entries), len(want), entries)
	}
	for i, w := range want {
		e, s := entries[i], sayingOf(t, entries[i])
		if e.Object != (audit.Object{Kind: safekeeping.Object, Key: w.key}) || e.Outcome != w.outcome || e.By == "" || time.Since(e.At) > time.Hour || s.Act != w.act || s.Bytes != w.bytes || !strings.Contains(s.Why.De, w.why) {
			t.Errorf("entry %d is %+v", i, e)
		}
		if w.bytes > 0 && (s.Digest != made.Contents.Digest() || s.SHA256 != made.SHA256 || !s.TakenAt.Equal(made.TakenAt)) {
			t.Errorf("entry %d says %+v", i, s)
		}
	}
	restored := filepath.Join(t.TempDir(), "neu.db")
	succeed(t, "restore", made.Path, "--database", restored)
	back := entriesOf(t, restored, audit.Restore)
	if len(back) != 1 || back[0].Object.Key != name || sayingOf(t, back[0]).Digest != made.Contents.Digest() || sayingOf(t, back[0]).Bytes != made.Bytes {
		t.Errorf("the restored database says %+v", back)
	}
	if listed := succeed(t, "audit", "list", "--what", "Wiederherstellung", "--database", restored); !strings.Contains(listed, name) {
		t.Error(listed)
	}
}

// TestScheduledBackupsAreRecorded: those of the schedule as well, by the job.
func TestScheduledBackupsAreRecorded(t *testing.T) {
	folder, house := t.TempDir(), exampleHouse(t)
	if err := house.Safekeeping.Follow(backup.Schedule{To: folder, Every: time.Hour, Keep: 3}); err != nil {
		t.Fatal(err)
	}
	if err := house.Workers.Start(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	order := func(want int) []audit.Entry {
		t.Helper()
		if _, err := house.Work.Start(t.Context(), safekeeping.Order("Verwaltung")); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
			page, err := house.Journal.Search(t.Context(), audit.Query{Kind: audit.Backup})
			if err != nil {
				t.Fatal(err)
			}
			if len(page.Entries) >= want {
				return page.Entries
			}
		}
		t.Fatal("no entry after a minute")
		return nil
	}
	e := order(1)[0]
	all, err := newBackups().List(folder)
	if err != nil || len(all) != 1 || e.Object.Key != filepath.Base(all[0].Path) || e.Outcome != audit.Done || sayingOf(t, e).Digest != all[0].Contents.Digest() {
		t.Errorf("%+v, %+v, %v", e, all, err)
	}
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if e := order(2)[0]; e.Outcome != audit.Failed || e.Object.Key != "" {
		t.Errorf("a copy that could not be made leaves %+v", e)
	}
	if v, err := house.Journal.Verify(t.Context(), journal.Span{}, func(int64, int64) {}); err != nil || !v.Sound() {
		t.Errorf("%s (%v)", v.Say().De, err)
	}
}

// deletedSince is a city with two accounts and two contacts, a backup of them, and the deletion of
// one of each.
func deletedSince(t *testing.T) (database string, made backup.Copy) {
	t.Helper()
	database = filepath.Join(t.TempDir(), "city.db")
	house, err := open(t.Context(), database, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"verwaltung@stadt.example", "weg@stadt.example"} {
		if _, _, err := house.Accounts.Invite(t.Context(), local, address, "", nil); err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, key := range []string{"haus", "heim"} {
		if err := s.SetContact(t.Context(), key, key+"@beispiel.de"); err != nil {
			t.Fatal(err)
		}
	}
	made, err = newBackups().Make(t.Context(), database, t.TempDir(), untold)
	if err != nil {
		t.Fatal(err)
	}
	if err := house.Accounts.Delete(t.Context(), local, 2); err != nil {
		t.Fatal(err)
	}
	if err := (contacts{s, house.Privacy}).SetContact(t.Context(), "haus", ""); err != nil {
		t.Fatal(err)
	}
	if err := house.Close(); err != nil {
		t.Fatal(err)
	}
	return database, made
}

// persons are the accounts and contacts of a database.
func persons(t *testing.T, database string) string {
	t.Helper()
	house, err := open(t.Context(), database, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer house.Close()
	s, err := store.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := house.Accounts.Accounts(t.Context(), local)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := s.Contacts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, a := range all {
		said = append(said, fmt.Sprint(a.Number))
	}
	return strings.Join(append(said, keys...), " ")
}

// TestRestoreDeletesAgain: who was deleted since the backup is not in the
// restored database when its name leads to it, not even in its free pages, and
// is not deleted twice.
func TestRestoreDeletesAgain(t *testing.T) {
	database, made := deletedSince(t)
	out := succeed(t, "restore", made.Path, "--database", database, "--replace")
	if !strings.Contains(out, "wieder gelöscht: 2 (nach "+database+erasurefile.Suffix+")") {
		t.Error(out)
	}
	content, err := os.ReadFile(database)
	if err != nil || strings.Contains(string(content), "weg@stadt") || strings.Contains(string(content), "haus@beispiel") || !strings.Contains(string(content), "heim@beispiel") {
		t.Errorf("the restored file holds what was deleted (%v)", err)
	}
	if got := persons(t, database); got != "1 heim" {
		t.Errorf("left are %q", got)
	}
	back := entriesOf(t, database, audit.Restore)
	if len(back) != 1 || *sayingOf(t, back[0]).ErasedAgain != 2 || len(sayingOf(t, back[0]).Lists) != 1 {
		t.Errorf("recorded is %+v", back)
	}
	// A backup of the restored one knows; somebody new may have the old number.
	again, err := newBackups().Make(t.Context(), database, t.TempDir(), untold)
	if err != nil {
		t.Fatal(err)
	}
	if out := succeed(t, "restore", again.Path, "--database", database, "--replace", "--json"); !strings.Contains(out, `"again": 0`) {
		t.Error(out)
	}
}

// TestRestoreOnAnotherDisk: the list beside the backup will do; where there is
// none the command says so, and what to do, and that helps.
func TestRestoreOnAnotherDisk(t *testing.T) {
	database, made := deletedSince(t)
	beside := filepath.Join(filepath.Dir(made.Path), erasurefile.Name)
	list, err := os.ReadFile(database + erasurefile.Suffix)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(list), "@") || strings.Count(string(list), "\n") != 3 {
		t.Errorf("the list is %s", list)
	}
	fresh := filepath.Join(t.TempDir(), "neu.db")
	out := succeed(t, "restore", made.Path, "--database", fresh)
	for _, want := range []string{"Keine Liste der Löschungen gefunden", fresh + erasurefile.Suffix, beside, "planraum privacy reapply"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not said: %s", want, out)
		}
	}
	if got := persons(t, fresh); got != "1 2 haus heim" {
		t.Errorf("without a list: %q", got)
	}
	printed := written(t, t.TempDir(), "liste.json", succeed(t, "privacy", "erasures", "--database", database))
	if out := succeed(t, "privacy", "reapply", printed, "--database", fresh); !strings.HasPrefix(out, "2 von 2") {
		t.Error(out)
	}
	if out := succeed(t, "privacy", "reapply", database+erasurefile.Suffix, "--database", fresh); !strings.HasPrefix(out, "0 von 2") {
		t.Error(out)
	}
	if got := persons(t, fresh); got != "1 heim" {
		t.Errorf("after the list: %q", got)
	}
	if err := os.WriteFile(beside, list, 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "neu.db")
	succeed(t, "restore", made.Path, "--database", other)
	if got := persons(t, other); got != "1 heim" {
		t.Errorf("by the list beside the backup: %q", got)
	}
	// A damaged list stops the restore: what it names would come back.
	written(t, filepath.Dir(beside), erasurefile.Name, erasurefile.Head+"x\n")
	third := filepath.Join(t.TempDir(), "neu.db")
	if out, err := call(t, "restore", made.Path, "--database", third).CombinedOutput(); err == nil || !strings.Contains(string(out), "beschädigt") || !strings.Contains(string(out), "Zeile 2") {
		t.Errorf("%v: %s", err, out)
	}
	if left, err := os.ReadDir(filepath.Dir(third)); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestDeletionsSayHowLongCopiesHoldThem: by the copies that there are and the
// term of the schedule, not by a usual time.
func TestDeletionsSayHowLongCopiesHoldThem(t *testing.T) {
	database, folder := filepath.Join(t.TempDir(), "city.db"), t.TempDir()
	house, err := open(t.Context(), database, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer house.Close()
	delete1 := func() (until time.Time, byHand int) {
		t.Helper()
		a, _, err := house.Accounts.Invite(t.Context(), local, "weg@stadt.example", "", nil)
		if err == nil {
			err = house.Accounts.Delete(t.Context(), local, a.Number)
		}
		if err != nil {
			t.Fatal(err)
		}
		list, err := house.Privacy.Erasures(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return list[0].CopiesUntil, list[0].ByHand
	}
	in := func(what string, until time.Time, days int) {
		t.Helper()
		if d := time.Until(until) - time.Duration(days)*24*time.Hour; d < -25*time.Hour || d > time.Hour {
			t.Errorf("%s: until %s, want in about %d days", what, until, days)
		}
	}
	until, _ := delete1()
	in("without a schedule", until, 90)
	if err := house.Safekeeping.Follow(backup.Schedule{To: folder, Every: 24 * time.Hour, Keep: 14}); err != nil {
		t.Fatal(err)
	}
	until, hands := delete1()
	in("without a copy", until, 0)
	s, err := store.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, days := range []int{14, 5, 0} {
		if _, err := (copies{newBackups().keeper, s}).Make(t.Context(), folder, days, func(int64) {}); err != nil {
			t.Fatal(err)
		}
	}
	if hands != 0 {
		t.Errorf("%d by hand without a copy", hands)
	}
	until, hands = delete1()
	in("with copies of 14 and 5 days", until, 14)
	if hands != 1 {
		t.Errorf("%d by hand, want 1", hands)
	}
	// The list is beside the backups as well.
	if content, err := os.ReadFile(filepath.Join(folder, erasurefile.Name)); err != nil || strings.Count(string(content), "\n") != 4 {
		t.Errorf("beside the backups: %s (%v)", content, err)
	}
}
