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

// TestReckonedIsSaid: wherever a text says what the places come to, the next words say
// how many of them nobody has counted, with the numbers of the register.
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
		want := text.De.Int(int64(computed)) + " der " + text.De.Int(int64(all)) + " nutzbaren Plätze am " + day.In(text.De) + " sind nicht gezählt"
		for _, one := range report.Templates() {
			doc := c.made(t, one.Name, day)
			for _, p := range paragraphs(doc) {
				for i, r := range p.Runs {
					if r.Field == nil || !claims(r.Field.Ref) {
						continue
					}
					said[one.Name]++
					next := nextField(p.Runs[i+1:])
					if next == nil || !strings.HasPrefix(next.Ref, "reckoned") {
						t.Errorf("%s %s: nothing is said of reckoned places after %q", one.Name, day, r.Field.Ref)
						continue
					}
					if next.Ref == "reckoned" && !strings.HasPrefix(next.Value.Written, want) {
						t.Errorf("%s %s: %q, want %q", one.Name, day, next.Value.Written, want)
					}
					if !strings.Contains(next.Value.Written, "zurückgerechnet") {
						t.Errorf("%s %s: %q", one.Name, day, next.Value.Written)
					}
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

func nextField(runs []document.Run) *document.Field {
	for _, r := range runs {
		if r.Field != nil {
			return r.Field
		}
	}
	return nil
}

func paragraphs(d document.Document) []document.Paragraph {
	var out []document.Paragraph
	for _, b := range d.Blocks {
		if b.Paragraph != nil {
			out = append(out, *b.Paragraph)
		}
		if b.List != nil {
			out = append(out, b.List.Items...)
		}
	}
	return out
}
