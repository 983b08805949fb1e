// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import "strings"

// widths are the drawn widths of Responsive, each with its name and the width
// of the surrounding box from which on its labels are at least 12 px high.
var widths = [3]struct {
	name string
	px   int
	from string
}{
	{"narrow", Narrow, ""},
	{"medium", Medium, "592px"},
	{"wide", Wide, "888px"},
}

// Responsive draws the picture in three widths, of which the rules of
// Stylesheet show the one that fits the box it stands in, on the screen and on
// paper. Each has its own identifiers; the hidden ones are hidden from screen
// readers too.
func Responsive(f Frame, draw func(Frame) string) string {
	parts := []string{"<div class=\"chart-set\">"}
	id := identifier(f.ID)
	for _, w := range widths {
		f.ID, f.Width = id+"-"+w.name, w.px
		parts = append(parts, "<div class=\"chart-", w.name, "\">", draw(f), "</div>")
	}
	return strings.Join(append(parts, "</div>"), "")
}

func responsiveRules() string {
	return ".chart-set{container-type:inline-size}\n" +
		".chart-narrow{max-width:420px}\n" +
		".chart-medium,.chart-wide{display:none}\n" +
		"@container (min-width:" + widths[1].from + "){.chart-narrow{display:none}.chart-medium{display:block;max-width:720px}}\n" +
		"@container (min-width:" + widths[2].from + "){.chart-medium{display:none}.chart-wide{display:block;max-width:1200px}}\n"
}
