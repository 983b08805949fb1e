// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package htmltest_test

import (
	"strings"
	"testing"

	"planraum/internal/web/htmltest"
)

const page = `<!doctype html><h1>Ab <b>März</b> 2016</h1>
<section id="a" class="table wide"><table><thead><tr><th>Monat</th></tr></thead>
<tbody><tr><th>Mai</th><td class="number"><a class="number" href="/x">1.815</a></td></tr></tbody>
<tfoot><tr><th>alle</th><td>1.815</td></tr></tfoot></table></section>
<section class="table"><a href="/y">2</a><a>3</a></section>`

func TestSelectors(t *testing.T) {
	doc, err := htmltest.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for selector, want := range map[string]int{
		"section": 2, ".table": 2, ".table.wide": 1, "#a td.number a": 1, "section a[href]": 2, "a[href=/y]": 1,
		"section section": 0, "h1 b": 1, "#b": 0, "div": 0, "section#a tr": 3,
	} {
		if got := len(doc.All(selector)); got != want {
			t.Errorf("%q finds %d, want %d", selector, got, want)
		}
	}
	if h1, ok := doc.First("h1"); !ok || h1.Text() != "Ab März 2016" {
		t.Errorf("heading reads %q", h1.Text())
	}
	rows := doc.Table("a")
	if len(rows) != 2 || rows[0][1] != "1.815" || rows[1][0] != "alle" {
		t.Errorf("table reads %v", rows)
	}
}
