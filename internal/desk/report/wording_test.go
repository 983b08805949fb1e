// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"regexp"
	"strings"
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/store/citytest"
)

// nominative are numbers with a noun in the nominative behind a preposition that asks for
// another case.
var nominative = regexp.MustCompile(`\b(in|mit|von|aus|bei) [0-9.]+ (Stadtbezirke|Unterkünfte|Plätze|Standorte)\b`)

// TestCasesOfNouns: a live number stands in its sentence in the right case.
func TestCasesOfNouns(t *testing.T) {
	c := over(citytest.Example(t))
	for _, one := range report.Templates() {
		for _, day := range days {
			for _, p := range paragraphsOf(c.made(t, one.Name, day)) {
				var b strings.Builder
				for _, r := range p.Runs {
					if b.WriteString(r.Text); r.Field != nil && r.Field.Value != nil {
						b.WriteString(r.Field.Value.Written)
					}
				}
				if wrong := nominative.FindString(b.String()); wrong != "" {
					t.Errorf("%s %s: %q in %q", one.Name, day, wrong, b.String())
				}
			}
		}
	}
}

// totals are the numbers that a stacked picture writes above its columns.
var totals = regexp.MustCompile(`>([0-9.]+,[0-9]+)</text>`)

// TestPictureWritesAsTable: a picture of posts writes its numbers with as many decimals as
// the table with its values.
func TestPictureWritesAsTable(t *testing.T) {
	c := over(citytest.Example(t))
	doc := c.made(t, "jahresbericht", days[1])
	var drawn, listed string
	doc.Fields(func(_ string, f *document.Field) {
		switch f.Ref {
		case "chart/posts":
			drawn = f.Value.Picture.SVG
		case "table/posts":
			rows := f.Value.Table.Rows
			listed = strings.Join(rows[len(rows)-1].Cells, " ")
		}
	})
	found := totals.FindAllStringSubmatch(drawn, -1)
	if len(found) == 0 {
		t.Fatal("no number in the picture")
	}
	for _, f := range found {
		if !strings.Contains(listed, f[1]) {
			t.Errorf("the picture writes %s, the table %s", f[1], listed)
		}
	}
}
