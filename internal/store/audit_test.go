// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/register"
	"planraum/internal/desk/journal"
	"planraum/internal/store"
	"planraum/internal/store/pgtest"
	"planraum/internal/store/storetest"
)

// within are functions that write as a part of a method of the list.
var within = map[string]string{"receive": "AddUpload", "flush": "CreateJobFile", "recordWaiting": "Note"}

// beside are methods that write by calling another one of the list only.
var beside = []string{"Take", "AppendAfter", "AppendAllAfter"}

// TestEveryWriteIsListed reads the package: writes go through change alone, some
// of them together with others through changeTogether,
// which asks for an entry, and storetest.Writes tries each method that does.
func TestEveryWriteIsListed(t *testing.T) {
	var writes []string
	each(t, func(name string, f *ast.FuncDecl) {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			selector, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			on, _ := selector.X.(*ast.SelectorExpr)
			switch {
			case selector.Sel.Name == "change" || selector.Sel.Name == "changeTogether":
				method := f.Name.Name
				if outer, ok := within[method]; ok {
					method = outer
				}
				writes = append(writes, method)
			case selector.Sel.Name == "write" && on != nil && on.Sel.Name == "engine" && f.Name.Name != "change":
				t.Errorf("%s: %s writes past change, which asks what to record", name, f.Name.Name)
			}
			return true
		})
	})
	tried := map[string]bool{}
	for _, w := range storetest.Writes {
		tried[w.Method] = true
	}
	for _, method := range writes {
		if !tried[method] {
			t.Errorf("%s writes, but storetest.Writes does not try what it leaves in the record", method)
		}
	}
	for method := range tried {
		if !slices.Contains(writes, method) && !slices.Contains(beside, method) {
			t.Errorf("storetest.Writes tries %s, which does not write", method)
		}
	}
}

func each(t *testing.T, fn func(file string, f *ast.FuncDecl)) {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				fn(file.Name(), f)
			}
		}
	}
}

// TestRecordCannotBeChanged: the databases refuse to change the record, and to
// remove what no checkpoint covers.
func TestRecordCannotBeChanged(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		for range 3 {
			if err := d.store.Note(storetest.Context(t.Context()), audit.Event{Kind: audit.SignIn}); err != nil {
				t.Fatal(err)
			}
		}
		statements := []string{
			"UPDATE audit_entry SET account = 0", "DELETE FROM audit_entry WHERE seq = 1", "DELETE FROM audit_entry", "UPDATE audit_sealed SET content = ''",
			"UPDATE audit_head SET seq = 1", "DELETE FROM audit_head",
		}
		if d.name == "postgresql" {
			statements = append(statements, "TRUNCATE audit_entry", "TRUNCATE audit_sealed", "TRUNCATE audit_head")
		} else {
			statements = append(statements, "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry")
		}
		for _, statement := range statements {
			if err := d.exec(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v, expected to be refused", statement, err)
			}
		}
		if w := storetest.Walk(t, d.store); w.Broken > 0 {
			t.Errorf("the chain is broken: %v", w.Breaks)
		}
	})
}

// TestTamperedDatabase: whoever has the database for himself and drops the
// triggers still cannot change anything unnoticed.
func TestTamperedDatabase(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		for range 6 {
			e := audit.Event{Kind: audit.SignIn, Object: audit.Object{Kind: "page", Key: "/"}, Before: "{}", After: "{}", Reason: "weil"}
			if err := d.store.Note(storetest.Context(t.Context()), e); err != nil {
				t.Fatal(err)
			}
		}
		disarm(t, d)
		texts := []string{
			"kind", "role", "acted_by", "means", "request", "object_kind", "object_key", "outcome", "before_state", "after_state", "origin_mark", "reason_mark", "previous", "digest",
		}
		type damage struct{ do, undo string }
		damages := map[string]damage{
			"at":         {"UPDATE audit_entry SET at = at + 1 WHERE seq = 4", "UPDATE audit_entry SET at = at - 1 WHERE seq = 4"},
			"account":    {"UPDATE audit_entry SET account = 99 WHERE seq = 4", "UPDATE audit_entry SET account = 12 WHERE seq = 4"},
			"order":      {"UPDATE audit_entry SET seq = 40 WHERE seq = 4", "UPDATE audit_entry SET seq = 4 WHERE seq = 40"},
			"before all": {"UPDATE audit_entry SET seq = 0 WHERE seq = 4", "UPDATE audit_entry SET seq = 4 WHERE seq = 0"},
			"head":       {"UPDATE audit_head SET seq = 5", "UPDATE audit_head SET seq = 6"},
			"head's sum": {"UPDATE audit_head SET digest = 'x' || substr(digest, 2)", ""},
			"content":    {"UPDATE audit_sealed SET content = content || 'x' WHERE entry = 4", "UPDATE audit_sealed SET content = substr(content, 1, length(content) - 1) WHERE entry = 4"},
			"salt":       {"UPDATE audit_sealed SET salt = '00' || salt WHERE entry = 4", "UPDATE audit_sealed SET salt = substr(salt, 3) WHERE entry = 4"},
			"checkpoint": {"INSERT INTO audit_checkpoint (seq, digest, made_at) SELECT seq, digest, 1 FROM audit_entry WHERE seq = 3", "DELETE FROM audit_checkpoint"},
		}
		for _, column := range texts {
			set := "UPDATE audit_entry SET " + column + " = "
			damages[column] = damage{set + column + " || 'x' WHERE seq = 4", set + "substr(" + column + ", 1, length(" + column + ") - 1) WHERE seq = 4"}
		}
		delete(damages, "head's sum") // a head that cannot be read is a fault, not a finding
		for _, name := range slices.Sorted(maps.Keys(damages)) {
			must(t, d.exec(damages[name].do))
			if w := storetest.Walk(t, d.store); w.Broken == 0 {
				t.Errorf("%s: not found", name)
			}
			must(t, d.exec(damages[name].undo))
			if w := storetest.Walk(t, d.store); w.Broken > 0 {
				t.Fatalf("%s: not undone: %v", name, w.Breaks)
			}
		}
		must(t, d.exec("DELETE FROM audit_entry WHERE seq > 4"))
		if w := storetest.Walk(t, d.store); w.Broken != 1 || !strings.Contains(w.Breaks[0].Say.De, "Die Einträge 5 bis 6 fehlen") {
			t.Errorf("truncated: %v", w.Breaks)
		}
	})
}

// TestCutTail: whoever cuts the last entries off and moves the head back is
// found by what was sealed of them, whether the program goes on writing or not.
// Whoever clears that away as well is found by an anchor alone.
func TestCutTail(t *testing.T) {
	for _, cleared := range []bool{false, true} {
		for k := 1; k <= 3; k++ {
			t.Run(fmt.Sprintf("%d cleared %v", k, cleared), func(t *testing.T) {
				databases(t, func(t *testing.T, d database) { cutTail(t, d, k, cleared) })
			})
		}
	}
}

// cutTail cuts off the last k of eight entries and, if cleared, what was sealed
// of them.
func cutTail(t *testing.T, d database, k int, cleared bool) {
	t.Helper()
	for range 8 {
		must(t, d.store.Note(storetest.Context(t.Context()), audit.Event{Kind: audit.SignIn, Reason: "weil"}))
	}
	anchor, err := d.store.Chain(t.Context())
	must(t, err)
	if w := storetest.Walk(t, d.store); w.Broken > 0 {
		t.Fatalf("before: %v", w.Breaks)
	}
	disarm(t, d)
	left := fmt.Sprint(8 - k)
	must(t, d.exec("DELETE FROM audit_entry WHERE seq > "+left))
	must(t, d.exec("UPDATE audit_head SET seq = "+left+", digest = (SELECT digest FROM audit_entry WHERE seq = "+left+")"))
	if cleared {
		must(t, d.exec("DELETE FROM audit_sealed WHERE entry > "+left))
	}
	cut := storetest.Walk(t, d.store)
	if !cleared && (cut.Broken != 1 || !strings.Contains(cut.Breaks[0].Say.De, fmt.Sprintf("ab %d, mindestens bis 8", 9-k))) {
		t.Errorf("cut off: %v", cut.Breaks)
	}
	if cleared && cut.Broken > 0 {
		t.Errorf("cut off and cleared away: %v; docs/operations.md says that the anchor alone shows it", cut.Breaks)
	}
	v, err := journal.New(d.store, d.store, time.Now).Verify(t.Context(), journal.Span{Anchor: &anchor.Head}, func(int64, int64) {})
	if err != nil || v.Sound() {
		t.Errorf("the anchor does not show it (%v)", err)
	}
	// The program goes on: its next entry has the number of one that is gone.
	must(t, d.store.Note(context.Background(), audit.Event{Kind: audit.SignOut}))
	if on := storetest.Walk(t, d.store); !cleared && on.Broken == 0 {
		t.Error("nothing to be seen after the next entries")
	}
}

// TestForgedWiping: who deletes what is sealed and writes beside the chain that
// its time was over is found; what the program wipes after its term is not.
func TestForgedWiping(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		ctx, now := storetest.Context(t.Context()), time.Now()
		for _, age := range []time.Duration{100 * 24 * time.Hour, 91 * 24 * time.Hour, time.Minute} {
			must(t, d.store.Note(ctx, audit.Event{At: now.Add(-age), Kind: audit.SignIn, Reason: "weil"}))
		}
		verify := func() journal.Verdict {
			t.Helper()
			v, err := journal.New(d.store, d.store, time.Now).Verify(t.Context(), journal.Span{}, func(int64, int64) {})
			must(t, err)
			return v
		}
		if n, err := d.store.WipeSealed(ctx, "origin", now.Add(-90*24*time.Hour)); n != 2 || err != nil {
			t.Fatal(n, err)
		}
		if v := verify(); !v.Sound() || v.Walk.Wiped != 2 {
			t.Errorf("after their term: %s", v.Say().De)
		}
		disarm(t, d)
		for field, at := range map[string]int64{"origin": now.UnixMicro(), "reason": 1} {
			must(t, d.exec("DELETE FROM audit_sealed WHERE field = '"+field+"'"))
			must(t, d.exec(fmt.Sprintf("INSERT INTO audit_wipe (seq, field, made_at) VALUES (900, '%s', %d)", field, at)))
			if v := verify(); v.Sound() || !strings.Contains(v.Say().De, "gelöscht") {
				t.Errorf("%s: %s", field, v.Say().De)
			}
		}
	})
}

// TestStuckRecord: where the end is gone or something false stands behind it, a
// verification ends with findings, and the program says that the record cannot be
// continued.
func TestStuckRecord(t *testing.T) {
	behind := "INSERT INTO audit_entry SELECT seq + 1, at, kind, account, role, acted_by, means, request, object_kind, object_key, outcome, before_state, after_state, origin_mark, reason_mark, digest, digest FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)"
	for name, c := range map[string]struct {
		do   []string
		want string
	}{
		"head gone":    {[]string{"DELETE FROM audit_head"}, "Das Ende der Kette ist nicht mehr festgehalten"},
		"all emptied":  {[]string{"DELETE FROM audit_entry", "DELETE FROM audit_sealed", "DELETE FROM audit_head"}, "Das Ende der Kette ist nicht mehr festgehalten"},
		"false behind": {[]string{behind}, "Eintrag 4 wurde geändert"},
	} {
		t.Run(name, func(t *testing.T) {
			databases(t, func(t *testing.T, d database) {
				for range 3 {
					must(t, d.store.Note(storetest.Context(t.Context()), audit.Event{Kind: audit.SignIn}))
				}
				if is, err := d.store.Condition(t.Context()); err != nil || is.RecordStuck {
					t.Fatalf("before: %+v, %v", is, err)
				}
				disarm(t, d)
				for _, statement := range c.do {
					must(t, d.exec(statement))
				}
				v, err := journal.New(d.store, d.store, time.Now).Verify(t.Context(), journal.Span{}, func(int64, int64) {})
				if err != nil || v.Sound() || !strings.Contains(v.Say().De, c.want) {
					t.Errorf("%s (%v)", v.Say().De, err)
				}
				if is, err := d.store.Condition(t.Context()); err != nil || !is.RecordStuck {
					t.Errorf("it is said to go on: %+v, %v", is, err)
				}
			})
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// disarm drops the triggers of the record.
func disarm(t *testing.T, d database) {
	t.Helper()
	if d.name == "postgresql" {
		for _, table := range []string{"audit_entry", "audit_sealed", "audit_head", "audit_checkpoint"} {
			must(t, d.exec("ALTER TABLE "+table+" DISABLE TRIGGER USER"))
		}
		return
	}
	for _, trigger := range []string{
		"audit_entry_no_update", "audit_entry_no_delete", "audit_sealed_no_update", "audit_head_forward", "audit_head_no_delete", "audit_checkpoint_no_update", "audit_checkpoint_no_delete",
	} {
		must(t, d.exec("DROP TRIGGER "+trigger))
	}
}

// writerVariable makes the test program one of several that write together.
const writerVariable = "PLANRAUM_TEST_WRITER"

// TestProcessesWriteOneChain: several processes write to one PostgreSQL at
// once; all that they were told is recorded stands in one sound chain.
func TestProcessesWriteOneChain(t *testing.T) {
	const processes, each = 4, 90
	if url := os.Getenv(writerVariable); url != "" {
		s := openAt(t, url)
		var all sync.WaitGroup
		for n := range 3 {
			all.Go(func() {
				for i := range each / 3 {
					var err error
					switch i % 3 {
					case 0:
						err = s.Note(t.Context(), audit.Event{Kind: audit.SignIn})
					case 1:
						err = s.SetContact(t.Context(), fmt.Sprint("haus-", os.Getpid(), "-", n), fmt.Sprint(i, "@beispiel.de"))
					default:
						b := storetest.Batch("settings")
						err = s.Write(t.Context(), b, func(tx *store.Tx) error {
							return tx.AddRecords(t.Context(), []register.Record{{Kind: register.Setting, Key: b.ID, Body: []byte("{}")}})
						})
					}
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		return
	}
	url := pgtest.Start(t)
	s := openAt(t, url)
	var all sync.WaitGroup
	for range processes {
		all.Go(func() {
			child := exec.Command(os.Args[0], "-test.run=^TestProcessesWriteOneChain$")
			child.Env = append(os.Environ(), writerVariable+"="+url)
			if out, err := child.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	all.Wait()
	w := storetest.Walk(t, s)
	// Of each three events the batch leaves two entries: the record and the file.
	if want := int64(processes * each * 4 / 3); w.Broken > 0 || w.Entries != want {
		t.Errorf("%d entries, want %d; %v", w.Entries, want, w.Breaks)
	}
}
