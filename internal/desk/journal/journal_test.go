// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package journal_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/desk/journal"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/text"
)

var began = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

// fresh is a desk over an empty record.
func fresh(t *testing.T) (*journal.Desk, *store.Store) {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "planraum.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Migrate(t.Context(), func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	return journal.New(s, s, time.Now), s
}

// filled has n events of several people, kinds and objects, an hour apart.
func filled(t *testing.T, n int) (*journal.Desk, *store.Store) {
	t.Helper()
	d, s := fresh(t)
	roles := []identity.Role{identity.Planner, identity.Steward, identity.Public}
	for i := range n {
		e := audit.Event{
			At: began.Add(time.Duration(i) * time.Hour), Kind: audit.Kinds()[i%4], Outcome: []audit.Outcome{audit.Done, audit.Denied}[i%2],
			Actor:  audit.Actor{Account: int64(i % 3), Role: roles[i%3], By: string(roles[i%3]), Means: identity.Session},
			Object: audit.Object{Kind: []string{"page", audit.AccountObject}[i%2], Key: strconv.Itoa(i % 5)}, Reason: "weil",
		}
		if err := s.Note(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	return d, s
}

// matches is what a query asks for, in plain words.
func matches(q audit.Query, e audit.Entry) bool {
	ofAccount := e.Account == q.Account || e.Account == 0 && e.Object == audit.Object{Kind: audit.AccountObject, Key: strconv.FormatInt(q.Account, 10)}
	key := e.Object.Key == q.Object.Key || q.Begins && strings.HasPrefix(e.Object.Key, q.Object.Key)
	return (q.Account == 0 || ofAccount) && (q.Role == "" || e.Role == q.Role) && (q.Kind == "" || e.Kind == q.Kind) && (q.Outcome == "" || e.Outcome == q.Outcome) &&
		(q.Object.Kind == "" || e.Object.Kind == q.Object.Kind) && (q.Object.Key == "" || key) &&
		(q.From.IsZero() || !e.At.Before(q.From)) && (q.Before.IsZero() || e.At.Before(q.Before))
}

// TestSearch: whatever is asked for, the pages together hold each entry that
// fits once, the newest first, and no other; Each gives the same, the oldest
// first, and no more than asked for.
func TestSearch(t *testing.T) {
	d, s := filled(t, 60)
	all, err := s.Trail(t.Context(), audit.Query{})
	if err != nil || len(all) != 60 {
		t.Fatal(len(all), err)
	}
	rapid.Check(t, func(t *rapid.T) {
		at := func(name string) time.Time {
			if n := rapid.IntRange(-1, 61).Draw(t, name); n >= 0 {
				return began.Add(time.Duration(n) * time.Hour)
			}
			return time.Time{}
		}
		q := audit.Query{
			Account: rapid.Int64Range(0, 3).Draw(t, "account"), Role: rapid.SampledFrom([]identity.Role{"", identity.Planner, identity.Steward}).Draw(t, "role"),
			Kind: rapid.SampledFrom(append([]audit.Kind{""}, audit.Kinds()[:5]...)).Draw(t, "kind"), Outcome: rapid.SampledFrom([]audit.Outcome{"", audit.Denied}).Draw(t, "outcome"),
			From: at("from"), Before: at("before"),
		}.ObjectNamed(rapid.SampledFrom([]string{"", "page", audit.AccountObject}).Draw(t, "object"), rapid.SampledFrom([]string{"", "1", "2", "*", "3*"}).Draw(t, "key"))
		var want, got []int64
		for _, e := range all {
			if matches(q, e) {
				want = append(want, e.Seq)
			}
		}
		q.Limit = rapid.IntRange(1, 20).Draw(t, "limit")
		for page, more := 0, true; more; page++ {
			p, err := d.Search(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			if p.Count != int64(len(want)) {
				t.Fatalf("%d are counted, want %d", p.Count, len(want))
			}
			if p.Newer != (page > 0) || len(p.Entries) > q.Limit || p.Bounds.Head.Seq != 60 {
				t.Fatalf("page %d: %d entries, newer %v, head %d", page, len(p.Entries), p.Newer, p.Bounds.Head.Seq)
			}
			for _, e := range p.Entries {
				got = append(got, e.Seq)
			}
			q.Below, more = p.Older, p.Older > 0
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%+v finds %v, want %v", q, got, want)
		}
		q.Below = 0
		var each []int64
		if err := d.Each(context.Background(), q, func(e audit.Entry) error { each = append(each, e.Seq); return nil }); err != nil {
			t.Fatal(err)
		}
		slices.Reverse(want)
		if !slices.Equal(each, want[:min(q.Limit, len(want))]) {
			t.Fatalf("each: %v of %v", each, want)
		}
	})
}

// TestEntry: an entry is found by its number; a number that there is not is said
// not to be there.
func TestEntry(t *testing.T) {
	d, _ := filled(t, 3)
	if e, err := d.Entry(t.Context(), 2); err != nil || e.Seq != 2 {
		t.Errorf("%+v, %v", e, err)
	}
	for _, seq := range []int64{-1, 0, 4, 1 << 40} {
		if _, err := d.Entry(t.Context(), seq); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%d: %v", seq, err)
		}
	}
}

// TestExport: the file holds what was asked for, and the record says before that
// somebody took it; a format that there is not leaves nothing.
func TestExport(t *testing.T) {
	d, s := filled(t, 9)
	q := audit.Query{Role: identity.Steward}
	var file bytes.Buffer
	if err := d.Export(t.Context(), q, "pdf", text.De, &file); fault.KindOf(err) != fault.Invalid || file.Len() > 0 {
		t.Errorf("%v, %d bytes", err, file.Len())
	}
	for i, format := range journal.Formats() {
		file.Reset()
		if err := d.Export(t.Context(), q, format, text.De, &file); err != nil {
			t.Fatal(format, err)
		}
		last, err := s.Trail(t.Context(), audit.Query{Kind: audit.Export})
		if err != nil || len(last) != i+1 || !strings.Contains(last[0].After, `"role":"steward"`) || !strings.Contains(last[0].After, format) {
			t.Errorf("%s leaves %+v (%v)", format, last, err)
		}
		switch format {
		case "csv":
			lines := csv.NewReader(&file)
			lines.Comma, lines.FieldsPerRecord = ';', -1
			rows, err := lines.ReadAll()
			found := slices.DeleteFunc(rows, func(row []string) bool { return !slices.Contains(row, "steward") })
			if err != nil || len(found) != 3 {
				t.Errorf("csv: %d rows, %v", len(found), err)
			}
		case "json":
			if !json.Valid(file.Bytes()) || bytes.Count(file.Bytes(), []byte(`"steward"`)) < 3 {
				t.Errorf("json: %s", file.Bytes())
			}
		}
	}
}

// TestVerify: a whole chain is sound, with its ends in a sentence; a part of it,
// an anchor that fits, one that does not, and one whose entry went after its
// time. Each verification is recorded with what came of it.
func TestVerify(t *testing.T) {
	d, s := filled(t, 30)
	verify := func(span journal.Span) journal.Verdict {
		t.Helper()
		v, err := d.Verify(t.Context(), span, func(done, total int64) {
			if done > total {
				t.Errorf("%d of %d", done, total)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		last, found, err := d.Verified(t.Context())
		if err != nil || !found || (last.Outcome == audit.Done) != v.Sound() || !strings.Contains(last.After, fmt.Sprintf(`"entries":%d,`, v.Walk.Entries)) {
			t.Errorf("recorded is %+v (%v)", last, err)
		}
		return v
	}
	if _, found, err := d.Verified(t.Context()); found || err != nil {
		t.Error("verified before anybody did", err)
	}
	if v := verify(journal.Span{}); !v.Sound() || v.Part || v.Walk.Entries != 30 || !strings.Contains(v.Say().De, "Eintrag 1 (2026-03-01 08:00 UTC) bis Eintrag 30") {
		t.Errorf("%+v: %s", v, v.Say().De)
	}
	if v := verify(journal.Span{From: 5, To: 9}); !v.Sound() || !v.Part || v.Walk.Entries != 5 {
		t.Errorf("a part: %+v", v)
	}
	anchor, err := d.Anchor(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if v := verify(journal.Span{Anchor: &anchor}); !v.Sound() {
		t.Errorf("its own anchor: %s", v.Say().De)
	}
	first, err := d.Entry(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	early, foreign, late := first.Head(), audit.Head{Seq: 7, Digest: audit.Digest{1}}, audit.Head{Seq: 999, Digest: audit.Digest{1}}
	for name, a := range map[string]audit.Head{"another chain": foreign, "cut": late} {
		if v := verify(journal.Span{Anchor: &a}); v.Sound() || !v.Foul || !strings.Contains(v.Say().De, "passt nicht zum aufbewahrten Anker") {
			t.Errorf("%s: %s", name, v.Say().De)
		}
	}
	if n, err := s.ForgetTrail(t.Context(), began.Add(10*time.Hour)); n != 10 || err != nil {
		t.Fatal(n, err)
	}
	if v := verify(journal.Span{Anchor: &early}); !v.Sound() || v.Walk.First.Seq != 11 || v.Bounds.Checkpoint.Seq != 10 {
		t.Errorf("an anchor whose entry is gone: %s", v.Say().De)
	}
}

// slow is a record that takes its time.
type slow struct {
	journal.Record
	takes time.Duration
	fails error
}

func (s slow) Note(ctx context.Context, _ audit.Event) error {
	select {
	case <-time.After(s.takes):
		return s.fails
	case <-ctx.Done():
		return ctx.Err()
	}
}

// TestALookWaitsForAGlance: a page waits a second for the record, not for a large
// import; what cannot be recorded at all is said, and so is the reader's going.
func TestALookWaitsForAGlance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := fault.New(fault.Unavailable, "test", "kaputt", "broken")
		for _, c := range []struct {
			takes, want time.Duration
			fails       error
		}{{300 * time.Millisecond, 300 * time.Millisecond, nil}, {time.Hour, time.Second, nil}, {10 * time.Millisecond, 10 * time.Millisecond, broken}} {
			begin := time.Now()
			err := journal.New(slow{takes: c.takes, fails: c.fails}, nil, time.Now).Looked(t.Context(), audit.Object{Kind: "page", Key: "/"})
			if took := time.Since(begin); took != c.want || (err == nil) != (c.fails == nil) {
				t.Errorf("%s: waited %s, %v", c.takes, took, err)
			}
		}
		gone, leave := context.WithCancel(t.Context())
		leave()
		if err := journal.New(slow{takes: time.Hour}, nil, time.Now).Looked(gone, audit.Object{}); err == nil {
			t.Error("the reader went, and nothing is said")
		}
	})
}
