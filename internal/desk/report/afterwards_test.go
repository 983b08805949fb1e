// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// alone is a year that is no half of a pair such as 2016/2017.
var alone = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})(?:[^0-9/]|$)`)

// TestLaterSources: a text of a day names no source of a later year without saying that
// it is later, and no number of a later pay table.
func TestLaterSources(t *testing.T) {
	c, marked := over(citytest.Example(t)), 0
	for _, one := range report.Templates() {
		for _, day := range days {
			doc := c.made(t, one.Name, day)
			check := func(at, source string) {
				if strings.Contains(source, "nachträglich veröffentlicht") || strings.Contains(source, "published afterwards") {
					marked++
					return
				}
				for _, y := range alone.FindAllStringSubmatch(source, -1) {
					if n, _ := strconv.Atoi(y[1]); n > day.Year() && !strings.Contains(source, y[1]+"/") && !strings.Contains(source, "/"+y[1]) {
						t.Errorf("%s %s: %s: %q is later", one.Name, day, at, source)
					}
				}
			}
			doc.Fields(func(at string, f *document.Field) {
				if f.Value == nil {
					return
				}
				if f.Value.Table != nil {
					for _, s := range f.Value.Table.Sources {
						check(at, s)
					}
				}
				if f.Value.Derivation != nil {
					each(*f.Value.Derivation, func(d figure.Derivation) { check(at, d.Source) })
				}
			})
			body, err := json.Marshal(doc)
			if err != nil || strings.Contains(string(body), "von 2017 = 4.056,62") {
				t.Errorf("%s %s: a number of 2017, %v", one.Name, day, err)
			}
		}
	}
	if marked == 0 {
		t.Error("no source is marked: the example city has the closing report of 2017")
	}
}

func each(d figure.Derivation, do func(figure.Derivation)) {
	do(d)
	for _, from := range d.From {
		each(from, do)
	}
}

// plain is a text as one string: headings, words and cells.
func plain(d document.Document) string {
	var b strings.Builder
	for _, part := range d.Blocks {
		if part.Heading != nil {
			b.WriteString(part.Heading.Text + "\n")
		}
	}
	for _, p := range paragraphsOf(d) {
		for _, r := range p.Runs {
			b.WriteString(r.Text)
			if r.Field != nil && r.Field.Value != nil {
				b.WriteString(r.Field.Value.Written)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestOfWhichDay: the plan and the warning say of which day they are.
func TestOfWhichDay(t *testing.T) {
	c := over(citytest.Example(t))
	run, there, err := c.quotes.Sources().Plans.Leading(t.Context(), days[1])
	if err != nil || !there {
		t.Fatal(err)
	}
	said := plain(c.made(t, "jahresbericht", days[1]))
	for _, want := range []string{"Nach dem Plan mit dem Stand " + run.Inputs.Plan.AsOf.In("de"), "Vorausschau mit dem Stand 31.12.2016: "} {
		if !strings.Contains(said, want) {
			t.Errorf("the yearly report does not say %q", want)
		}
	}
}

// TestSitesHaveOneStanding: what the table of districts counts as in operation is called
// so in the annex too.
func TestSitesHaveOneStanding(t *testing.T) {
	c := over(citytest.Example(t))
	sites, err := c.Capacity.Sites(t.Context(), days[1])
	if err != nil {
		t.Fatal(err)
	}
	open := map[string]bool{} // by name and day: a site can be there in two parts
	for _, s := range sites {
		at := s.Name + " " + s.Opening.Date.In("de")
		open[at] = open[at] || s.OpenOn(days[1])
	}
	rows := 0
	doc := c.made(t, "jahresbericht", days[1])
	doc.Fields(func(_ string, f *document.Field) {
		if f.Ref != "table/sites" {
			return
		}
		for _, r := range f.Value.Table.Rows {
			rows++
			at := r.Cells[0] + " " + strings.TrimSuffix(r.Cells[5], "*")
			if r.Cells[3] == "beschlossen" && open[at] {
				t.Errorf("%s is called %q and is open", at, r.Cells[3])
			}
		}
	})
	if rows == 0 {
		t.Error("no site")
	}
}

// TestDayHasPassed: an answer that asks for a post from a day that is over says so before
// all else; before that day it does not.
func TestDayHasPassed(t *testing.T) {
	c := over(citytest.Example(t))
	for day, want := range map[period.Date]bool{days[0]: false, period.Day(2015, 12, 31): false, period.Day(2016, 1, 1): true, days[1]: true} {
		if got := strings.HasPrefix(plain(c.made(t, "antrag-864-2015", day)), "Der beantragte Tag ist vorbei\n"); got != want {
			t.Errorf("%s: %v, want %v", day, got, want)
		}
	}
}

// TestPlaceInWords: a fault names the section and the paragraph, and no address of the
// program.
func TestPlaceInWords(t *testing.T) {
	c := over(citytest.Empty(t))
	doc, err := c.Resolve(t.Context(), written("newest/gibt.es.nicht", "table/gibt-es-nicht"), days[0])
	if err != nil {
		t.Fatal(err)
	}
	doc.Title = ""
	want := []string{"Titel", "Abschnitt „Lage“, Absatz 1", "Abschnitt „Lage“, Absatz 2"}
	rows := report.Open(doc)
	if len(rows) != len(want) {
		t.Fatalf("%v", rows)
	}
	for i, r := range rows {
		if r.Field.De != want[i] || strings.Contains(r.In("de"), "blocks") || strings.Contains(r.In("de"), "Spalte") {
			t.Errorf("%q, want %q: %s", r.Field.De, want[i], r.In("de"))
		}
	}
	doc.Title = "Probe"
	_, err = c.Issue(t.Context(), report.Stored{Name: "probe", AsOf: days[0], Document: doc}, by(0))
	if got := fault.RowsOf(err); len(got) != 2 || got[0].Field.De != "probe, "+want[1] {
		t.Errorf("%v", got)
	}
}
