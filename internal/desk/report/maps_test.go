// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"strings"
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/store/citytest"
)

// TestMaps: the yearly report and the paper of sites have a map, with its as-of date, what
// its areas are, its sources, words for those who do not see it, and its table.
func TestMaps(t *testing.T) {
	c := over(citytest.Example(t))
	for name, ref := range map[string]string{"jahresbericht": "map/share", "beschluss-tranche": "map/tranche/"} {
		doc, found := c.made(t, name, days[1]), 0
		doc.Fields(func(_ string, f *document.Field) {
			if f.Kind != document.Map || !strings.HasPrefix(f.Ref, ref) || f.Value == nil {
				return
			}
			found++
			p := f.Value.Picture
			notes := strings.Join(p.Notes, " ")
			if p.SVG == "" || !strings.Contains(notes, "31.12.2016") || !strings.Contains(notes, "nicht seine Grenze") || len(p.Sources) < 2 || p.Table == nil || !strings.Contains(p.Told, p.Table.Caption) {
				t.Errorf("%s: %q %q %q", name, p.Told, notes, p.Sources)
			}
			if !strings.Contains(p.SVG, "schematische Fläche") || strings.Count(p.SVG, "<title>") < 23 {
				t.Errorf("%s: the map does not say of all districts what they are", name)
			}
		})
		if found != 1 {
			t.Errorf("%s has %d maps", name, found)
		}
		tables := 0
		for _, p := range doc.Fair().Parts {
			if p.Table != nil && (p.Table.Caption == "Plätze nach Stadtbezirken" || strings.HasPrefix(p.Table.Caption, "Plätze der Tranche")) {
				tables++
			}
		}
		if tables != 1 {
			t.Errorf("%s: the table of the map stands %d times", name, tables)
		}
	}
}

// TestMapNumbersAreNamed: right beside each map, above or below, stands a table that joins number, name and value
// of every district that the map shows, whatever its length.
func TestMapNumbersAreNamed(t *testing.T) {
	c := over(citytest.Example(t))
	for _, name := range []string{"jahresbericht", "beschluss-tranche", "sachstand"} {
		for _, day := range days {
			parts := c.made(t, name, day).Fair().Parts
			for i, p := range parts {
				if p.Picture == nil || !strings.HasPrefix(p.Picture.Caption, "Karte") {
					continue
				}
				var below document.Table
				for _, j := range []int{i - 1, i + 1} {
					if j < len(parts) && parts[j].Table != nil && parts[j].Table.Caption == p.Picture.Picture.Table.Caption {
						below = parts[j].Table.Table
					}
				}
				if len(below.Columns) == 0 {
					t.Errorf("%s %s: no table beside %q", name, day, p.Picture.Caption)
					continue
				}
				if below.Columns[0].Name != "Nr." || below.Columns[1].Name != "Stadtbezirk" {
					t.Errorf("%s %s: %v", name, day, below.Columns)
				}
				for _, r := range below.Rows {
					if !r.Total && (len(r.Cells[0]) != 2 || !strings.Contains(p.Picture.Picture.SVG, r.Cells[1])) {
						t.Errorf("%s %s: %v is not on the map", name, day, r.Cells)
					}
				}
			}
		}
	}
}
