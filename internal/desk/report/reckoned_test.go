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

// TestGapIsNoneByConstruction: a text that says how many places nobody has counted says
// once, before its other numbers of places, that they make the gap at the last count 0,
// and only where they do. By hand: 5,435 persons on 29.10.2015 / 0.90 = 6,038.9, rounded
// 6,039 usable places. No text says it of a city whose places nobody reckoned backwards.
func TestGapIsNoneByConstruction(t *testing.T) {
	c := over(citytest.Example(t))
	const want = "Weil sie aus der letzten Zählung (29.10.2015) zurückgerechnet sind, ist die Lücke an diesem Stichtag rechnerisch 0"
	for _, name := range []string{"antrag-864-2015", "sachstand", "jahresbericht", "zwischenbericht", "beschluss-tranche"} {
		if all := texts(c.made(t, name, days[0])); strings.Count(all, want) != 1 {
			t.Errorf("%s says it %d times", name, strings.Count(all, want))
		}
	}
	if all := texts(over(citytest.Empty(t)).made(t, "sachstand", days[0])); strings.Contains(all, "rechnerisch 0") {
		t.Error("a city without places says it")
	}
	// On 31.12.2016 the places are reckoned from 8,117 persons of 31.08.2016, and the last
	// count is one of November: 7,874 persons.
	if all := texts(c.made(t, "sachstand", days[1])); strings.Contains(all, "rechnerisch 0") {
		t.Error("it is said of a count from which nothing was reckoned")
	}
}
