// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"strings"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/desk/report"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// openPlaces are the usable places on a day, and those whose number is computed.
func openPlaces(sites []accommodation.Site, day period.Date) (computed, all unit.Headcount) {
	for _, s := range sites {
		if s.Certainty == accommodation.Proposed || !s.OpenOn(day) {
			continue
		}
		all += s.Usable()
		if s.Basis == figure.Computed {
			computed += s.Usable()
		}
	}
	return computed, all
}

// TestReckonedIsSaid: wherever a text says what the places come to, the same paragraph or list
// says how many of them nobody has counted, with the numbers of the register.
func TestReckonedIsSaid(t *testing.T) {
	c := over(citytest.Example(t))
	said := map[string]int{}
	for _, day := range days {
		sites, err := c.Capacity.Sites(t.Context(), day)
		if err != nil {
			t.Fatal(err)
		}
		computed, all := openPlaces(sites, day)
		if computed == 0 {
			t.Fatalf("%s: all places are counted", day)
		}
		for _, one := range report.Templates() {
			want := "Von den " + text.De.Int(int64(all)) + " nutzbaren Plätzen am " + day.In(text.De) + " sind " + text.De.Int(int64(computed)) + " nicht gezählt, sondern aus"
			if one.Language() == text.En {
				want = "Of the " + text.En.Int(int64(all)) + " usable places on " + day.In(text.En) + ", " + text.En.Int(int64(computed)) + " are not counted but reckoned"
			}
			for i, b := range c.made(t, one.Name, day).Blocks {
				claimed, told := "", false
				for _, f := range fieldsIn(b) {
					switch {
					case claims(f.Ref):
						claimed = f.Ref
						said[one.Name]++
					case f.Ref == "reckoned":
						told = true
						if !strings.Contains(f.Value.Written, want) {
							t.Errorf("%s %s: %q, want %q", one.Name, day, f.Value.Written, want)
						}
					case strings.HasPrefix(f.Ref, "reckoned/"):
						told = true
					}
				}
				if claimed != "" && !told {
					t.Errorf("%s %s: block %d says nothing of reckoned places beside %q", one.Name, day, i, claimed)
				}
			}
		}
	}
	for _, name := range []string{"antrag-864-2015", "jahresbericht", "sachstand", "presse"} {
		if said[name] == 0 {
			t.Errorf("%s says nothing of places", name)
		}
	}
}

// claims reports whether a field says what the places come to.
func claims(ref string) bool {
	return ref == "first" || ref == "headline" || strings.HasPrefix(ref, "plan/usable/")
}

// fieldsIn are the live fields of a paragraph or list.
func fieldsIn(b document.Block) (list []*document.Field) {
	d := document.Document{Blocks: []document.Block{b}}
	d.Fields(func(_ string, f *document.Field) { list = append(list, f) })
	return list
}
