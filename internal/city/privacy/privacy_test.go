// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package privacy_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"planraum/internal/city/privacy"
	"planraum/internal/text"
)

// TestRegister: of each table it is said, in both languages, what it is for; of
// what is personal, why it is kept, how long, and what ends it. No column is
// listed twice.
func TestRegister(t *testing.T) {
	both := func(table, what string, said text.Text) {
		t.Helper()
		if said.De == "" || said.En == "" || said.De == said.En {
			t.Errorf("%s: %s is %+v", table, what, said)
		}
	}
	seen := map[string]bool{}
	for _, table := range privacy.Register() {
		if seen[table.Name] {
			t.Errorf("%s is listed twice", table.Name)
		}
		seen[table.Name] = true
		both(table.Name, "the purpose", table.Purpose)
		both(table.Name, "the part", table.Part.Label())
		columns := slices.Clone(table.Other)
		for _, c := range table.Personal {
			both(table.Name+"."+c.Name, "what it holds", c.Holds)
			columns = append(columns, c.Name)
		}
		slices.Sort(columns)
		if twice := len(columns) - len(slices.Compact(slices.Clone(columns))); twice > 0 {
			t.Errorf("%s: %d columns are listed twice: %v", table.Name, twice, columns)
		}
		if table.Part != privacy.Library && len(columns)+len(table.Written)+len(table.Actors) == 0 {
			t.Errorf("%s has no column", table.Name)
		}
		if table.IsPersonal() {
			both(table.Name, "the basis", table.Rule.Basis)
			both(table.Name, "how long", table.Rule.Retention)
			both(table.Name, "what deletes", table.Rule.Deletion)
			if holds := table.Holds().De; strings.Count(holds, "; ") < len(table.Personal)-1 {
				t.Errorf("%s holds %q", table.Name, holds)
			}
		}
	}
}

// TestDocument: the register as a page names each table, each personal column,
// and the list that lies beside the database, in both languages; nothing breaks
// its tables.
func TestDocument(t *testing.T) {
	for _, l := range []text.Lang{text.De, text.En} {
		doc := privacy.Document(l)
		for _, table := range privacy.Register() {
			if !strings.Contains(doc, "`"+table.Name+"`") {
				t.Errorf("%s: %s is missing", l, table.Name)
			}
			for _, c := range table.Personal {
				if !strings.Contains(doc, "| `"+c.Name+"` | "+c.Holds.In(l)+" |") {
					t.Errorf("%s: %s.%s is missing", l, table.Name, c.Name)
				}
			}
		}
		if !strings.Contains(doc, privacy.Principle.In(l)) || !strings.Contains(doc, privacy.Beside.In(l)) {
			t.Errorf("%s: the principle or the list beside the database is missing", l)
		}
		cells := 0
		for _, line := range strings.Split(doc, "\n") {
			n := strings.Count(strings.ReplaceAll(line, "\\|", ""), "|")
			if cells > 0 && n > 0 && n != cells {
				t.Errorf("%s: a line with %d cells in a table of %d: %s", l, n-1, cells-1, line)
			}
			cells = n
		}
	}
}

// TestTerms: entries are kept for three calendar years whenever they were made,
// leap years included, and not for long beyond; network addresses for about a
// quarter; a reporter's address over the months after its last report.
func TestTerms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		made := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.Int64Range(0, 4000*24).Draw(t, "hours")) * time.Hour)
		if gone := made.Add(privacy.RecordKept); gone.Before(made.AddDate(3, 0, 0)) || gone.After(made.AddDate(3, 0, 4)) {
			t.Errorf("an entry of %s goes on %s", made, gone)
		}
		if gone := made.Add(privacy.OriginKept); gone.Before(made.AddDate(0, 3, -3)) || gone.After(made.AddDate(0, 3, 3)) {
			t.Errorf("an address of %s goes on %s", made, gone)
		}
		if gone := made.Add(privacy.ContactKept); gone.Before(made.AddDate(0, 3, 0)) {
			t.Errorf("the address of a reporter that ended on %s goes on %s, within three months", made, gone)
		}
	})
}

// TestSame: an erasure is known again whatever is known of copies, in any time
// zone and to the second; another object, key or time is another one.
func TestSame(t *testing.T) {
	e := privacy.Erasure{Object: "account", Key: "1", At: time.Date(2026, 3, 1, 8, 0, 0, 5e8, time.UTC)}
	for _, same := range []privacy.Erasure{
		e, {Object: "account", Key: "1", At: e.At.Truncate(time.Second)}, {Object: "account", Key: "1", At: e.At.In(time.FixedZone("x", 7200)), CopiesUntil: e.At, ByHand: 2},
	} {
		if !e.Same(same) || !same.Same(e) {
			t.Errorf("%+v is another one", same)
		}
	}
	for _, other := range []privacy.Erasure{
		{Object: "contact", Key: "1", At: e.At}, {Object: "account", Key: "2", At: e.At}, {Object: "account", Key: "1", At: e.At.Add(time.Second)},
	} {
		if e.Same(other) || other.Same(e) {
			t.Errorf("%+v is the same", other)
		}
	}
}
