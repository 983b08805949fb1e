// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docscheck

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"planraum/internal/desk/data"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/store"
	"planraum/internal/text"
)

// The page of imports has every kind of file in the order in which a city
// imports them, with the columns that the program reads.
func TestImportPageHasAllColumns(t *testing.T) {
	p := paper(t, "docs/import.md")
	before := 0
	for _, kind := range cityfile.Kinds() {
		title := "### " + string(kind)
		at := strings.Index(p.Text, "\n"+title+"\n")
		if at < before {
			t.Errorf("%s is not described, or not in its place", kind)
			continue
		}
		before = at
		f, _ := cityfile.FormatOf(kind)
		var want [][2]string
		for _, c := range f.Required {
			want = append(want, [2]string{"`" + c + "`", "yes"})
		}
		for _, c := range f.Optional {
			want = append(want, [2]string{"`" + c + "`", "no"})
		}
		rows := p.Table(title)
		if len(rows) != len(want) {
			t.Errorf("%s: %d columns are described, the program reads %d", kind, len(rows), len(want))
			continue
		}
		for i, row := range rows {
			if len(row) != 3 || row[0] != want[i][0] || row[1] != want[i][1] || row[2] == "" {
				t.Errorf("%s: the page says %q, the program %q", kind, row, want[i])
			}
		}
		if !strings.Contains(p.Text, f.Label.In(text.De)+". ") {
			t.Errorf("%s: the page does not call it %s", kind, f.Label.In(text.De))
		}
	}
}

// The examples of the page are a whole city: they can be imported one after
// the other, and each is known by its columns.
func TestImportExamplesCanBeImported(t *testing.T) {
	ctx := t.Context()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "planraum.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Migrate(ctx, func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	desk := data.New(s, s, s, s)
	examples := regexp.MustCompile("(?ms)^### ([a-z_]+)$.*?^```csv\n(.*?)^```$").FindAllStringSubmatch(paper(t, "docs/import.md").Text, -1)
	if len(examples) != len(cityfile.Kinds()) {
		t.Fatalf("%d examples for %d kinds of files", len(examples), len(cityfile.Kinds()))
	}
	for _, e := range examples {
		out, err := desk.Import(ctx, data.Incoming{
			Name: e[1] + ".csv", Content: bytes.NewReader([]byte(e[2])), By: "test", Now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		})
		if err != nil {
			t.Fatalf("%s: %v", e[1], err)
		}
		if out.Kind != e[1] || !out.Stored || out.Rows == 0 {
			t.Errorf("%s: imported as %+v", e[1], out)
		}
	}
}
