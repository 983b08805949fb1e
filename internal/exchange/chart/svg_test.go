// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
)

var badNumber = regexp.MustCompile("NaN|Inf|e[+-][0-9]{2}")

// check reads an SVG as XML and holds what is true of every picture: well
// formed, no style inside, no number that is none, unique identifiers, every
// reference resolved, links only where readers can reach them. It returns the
// text of the elements by name.
func check(t *testing.T, svg string) map[string][]string {
	t.Helper()
	content, ids, refs := map[string][]string{}, map[string]bool{}, []string{}
	role := ""
	var stack []string
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, svg)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local == "a" && (role != "group" || len(stack) > 1) {
				t.Errorf("a link that cannot be reached: role %q, within %v", role, stack)
			}
			stack = append(stack, e.Name.Local)
			content[e.Name.Local] = append(content[e.Name.Local], "")
			seen := map[string]bool{}
			for _, a := range e.Attr {
				if seen[a.Name.Local] {
					t.Errorf("attribute %s twice in %s", a.Name.Local, e.Name.Local)
				}
				seen[a.Name.Local] = true
				switch name := a.Name.Local; {
				case name == "style" || strings.HasPrefix(name, "on"):
					t.Errorf("attribute %s in %s", name, e.Name.Local)
				case name == "role":
					role = a.Value
				case name == "id":
					if ids[a.Value] {
						t.Errorf("identifier %s twice", a.Value)
					}
					ids[a.Value] = true
				case name == "aria-labelledby" || name == "aria-describedby":
					refs = append(refs, strings.Fields(a.Value)...)
				case strings.HasPrefix(a.Value, "url(#"):
					refs = append(refs, a.Value[5:len(a.Value)-1])
				case name != "href" && name != "class" && name != "font-family" && badNumber.MatchString(a.Value):
					t.Errorf("%s=%q in %s", name, a.Value, e.Name.Local)
				}
			}
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(stack) > 0 {
				content[stack[len(stack)-1]][len(content[stack[len(stack)-1]])-1] += string(e)
			}
		}
	}
	for _, ref := range refs {
		if !ids[ref] {
			t.Errorf("reference to %s, which is not there", ref)
		}
	}
	if len(content["style"])+len(content["script"]) > 0 {
		t.Error("style or script inside the picture")
	}
	return content
}

func has(texts []string, want string) bool {
	for _, s := range texts {
		if strings.Contains(s, want) {
			return true
		}
	}
	return false
}

func TestEveryPictureOfTheGallery(t *testing.T) {
	for _, width := range []int{chart.Narrow, chart.Medium, chart.Wide} {
		for i, svg := range gallery(t, text.De, width) {
			t.Run(fmt.Sprint(width, "/", i), func(t *testing.T) { check(t, svg) })
		}
	}
}

func TestCapacitySaysItInWords(t *testing.T) {
	texts := check(t, capacity(chart.Frame{ID: "c"}))["text"]
	for _, want := range []string{
		"Stand 27.11.2015", "Ab Oktober 2015", "10.000", "Okt", "2016", "benötigte Plätze", "nutzbare Plätze",
		"bis 15.02.2016 entscheiden: Hotel, 120 Plätze", "angekündigt", "angenommen", "fehlende Plätze",
	} {
		if !has(texts, want) {
			t.Errorf("%q is not written", want)
		}
	}
	english := check(t, capacity(chart.Frame{ID: "c", Lang: text.En}))["text"]
	for _, want := range []string{"As of 27 November 2015", "10,000", "Oct", "decide by 15 February 2016", "announced"} {
		if !has(english, want) {
			t.Errorf("%q is not written in English", want)
		}
	}
}

// One month, 50 of 100 places on the axis: the demand lies half way up, between the grid
// lines of 0 and 100, and at the end of its month, where they end.
func TestCapacityPointFromKnownValue(t *testing.T) {
	svg := chart.Capacity{
		Frame:  chart.Frame{ID: "k", Width: chart.Wide},
		Demand: chart.Series{Points: []chart.Point{{Month: month("2016-01"), Value: 50, Basis: figure.Counted}}},
		Usable: []chart.Step{{From: month("2016-01"), Value: 100}},
	}.SVG()
	check(t, svg)
	grid := regexp.MustCompile("<line x1=\"[0-9.]+\" y1=\"([0-9.]+)\" x2=\"([0-9.]+)\" y2=\"[0-9.]+\" class=\"chart-stroke-(?:grid|axis)\"").FindAllStringSubmatch(svg, -1)
	dot := regexp.MustCompile("<circle cx=\"([0-9.]+)\" cy=\"([0-9.]+)\"").FindStringSubmatch(svg)
	if len(grid) < 6 || dot == nil {
		t.Fatalf("%d grid lines, dot %v", len(grid), dot)
	}
	var zero, top, y float64 // ticks at 0, 20, ... 100
	for value, target := range map[string]*float64{grid[0][1]: &zero, grid[5][1]: &top, dot[2]: &y} {
		if _, err := fmt.Sscan(value, target); err != nil {
			t.Fatal(err)
		}
	}
	if dot[1] != grid[0][2] {
		t.Errorf("the dot lies at %s, the month ends at %s", dot[1], grid[0][2])
	}
	if math.Abs(y-(zero+top)/2) > 0.1 {
		t.Errorf("50 of 100 lies at %v, between %v and %v", y, zero, top)
	}
}

func TestNoShortageNoNote(t *testing.T) {
	svg := chart.Capacity{
		Frame:  chart.Frame{ID: "n"},
		Demand: chart.Series{Points: []chart.Point{{Month: month("2016-01"), Value: 100}, {Month: month("2016-02"), Value: 100}}},
		Usable: []chart.Step{{From: month("2016-01"), Value: 100}},
		Note:   "Ab hier fehlen Plätze",
	}.SVG()
	if texts := check(t, svg)["text"]; has(texts, "fehlen") {
		t.Errorf("says that places are short where demand equals places: %q", texts)
	}
}

func TestEmptyPicturesSaySo(t *testing.T) {
	f := chart.Frame{ID: "e", Title: "leer"}
	for name, svg := range map[string]string{
		"capacity":   chart.Capacity{Frame: f, AsOf: day("2015-11-27"), Decisions: []chart.Mark{{Date: day("2016-01-01")}}}.SVG(),
		"lines":      chart.Lines{Frame: f, Series: []chart.Series{{Name: "ohne"}}}.SVG(),
		"fan":        chart.Fan{Frame: f, AsOf: day("2015-11-27"), Marks: []chart.Mark{{Date: day("2016-01-01")}}}.SVG(),
		"sparkline":  chart.Sparkline{Frame: f}.SVG(),
		"expiry":     chart.Expiry{Frame: f}.SVG(),
		"cliff":      chart.Cliff{Frame: f}.SVG(),
		"columns":    chart.Columns{Frame: f, Categories: []string{"2016"}, Series: []chart.ColumnSeries{{Name: "Personal", Values: []chart.Number{{}}}}}.SVG(),
		"choropleth": chart.Choropleth{Frame: f, Regions: []chart.Region{{Name: "ohne Grenze"}}}.SVG(),
	} {
		t.Run(name, func(t *testing.T) {
			if content := check(t, svg); !has(content["text"], "keine Daten") || content["title"][0] != "leer" {
				t.Errorf("text %q, title %q", content["text"], content["title"])
			}
		})
	}
}

func TestUnknownIsNotZero(t *testing.T) {
	c := chart.Columns{
		Frame: chart.Frame{ID: "u"}, Categories: []string{"2016", "2017"}, Stacked: true,
		Series: []chart.ColumnSeries{
			{Name: "a", Values: []chart.Number{chart.Num(0), chart.Num(5)}},
			{Name: "b", Values: []chart.Number{chart.Num(0)}},
		},
	}
	texts := check(t, c.SVG())["text"]
	if !has(texts, "5 + ?") {
		t.Errorf("a total with an unknown part looks complete: %q", texts)
	}
	c.Series = c.Series[:1]
	c.Series[0].Values = c.Series[0].Values[:1]
	if texts = check(t, c.SVG())["text"]; !has(texts, "unbekannt") {
		t.Errorf("an unknown column is not named: %q", texts)
	}
}

func TestLinesOfSites(t *testing.T) {
	e := chart.Expiry{Frame: chart.Frame{ID: "x"}, AsOf: day("2015-11-27"), Sites: []chart.Tenure{
		{Name: "Rote Wand", Places: chart.Num(294), Opening: day("2016-09-01"), End: day("2019-08-31"), Certainty: chart.Decided, Reason: "Pachtende", Href: "/standorte/1"},
		{Name: "Neckarpark", Opening: day("2014-09-01"), Href: "javascript:alert(1)"},
	}}
	svg := e.SVG()
	content := check(t, svg)
	if len(content["a"]) != 1 || strings.Contains(svg, "javascript") {
		t.Errorf("%d links, want the one that is an address", len(content["a"]))
	}
	for _, want := range []string{
		"Rote Wand, 294 Plätze, beschlossen, ab 01.09.2016, bis 31.08.2019 (Pachtende)",
		"Neckarpark, Plätze unbekannt, in Betrieb, ab 01.09.2014, ohne Ende",
	} {
		if !has(content["title"], want) {
			t.Errorf("no title %q in %q", want, content["title"])
		}
	}
}

func TestMapTellsNameAndValue(t *testing.T) {
	ring := func(x, y float64) [][][2]float64 {
		return [][][2]float64{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}, {x, y}}}
	}
	value := func(v float64) *float64 { return &v }
	m := chart.Choropleth{Frame: chart.Frame{ID: "m"}, Decimals: 1, Unit: "Plätze je 1.000 Einwohner", Limits: []float64{5, 10}, Regions: []chart.Region{
		{Name: "Mitte", Number: "01", Rings: ring(9, 48), Value: value(12.34), Href: "/gebiete/01"},
		{Name: "Nord", Number: "02", Rings: ring(10, 48), Value: value(5), Schematic: true, Href: "/gebiete/02"},
		{Name: "Ost", Number: "03", Rings: ring(9, 49), Href: "/gebiete/03"},
		{Name: "Süd", Rings: ring(10, 49), Value: value(0), Label: "0 Plätze", Href: "/gebiete/04"},
	}}
	content := check(t, m.SVG())
	for _, want := range []string{"Mitte: 12,3", "Nord: 5,0 (schematische Fläche)", "Ost: unbekannt", "Süd: 0 Plätze"} {
		if !has(content["title"], want) {
			t.Errorf("no title %q in %q", want, content["title"])
		}
	}
	for _, want := range []string{"unter 5,0", "5,0 bis unter 10,0", "10,0 und mehr", "unbekannt", "schematische Fläche", "01"} {
		if !has(content["text"], want) {
			t.Errorf("%q is not written in %q", want, content["text"])
		}
	}
	if len(content["a"]) != 4 {
		t.Errorf("%d links, want 4", len(content["a"]))
	}
}

func TestResponsiveHasThreeWidthsWithTheirOwnIdentifiers(t *testing.T) {
	html := chart.Responsive(chart.Frame{ID: "r", Title: "Plätze"}, capacity)
	check(t, html)
	if n := strings.Count(html, "<svg"); n != 3 {
		t.Errorf("%d pictures, want 3", n)
	}
	for _, class := range []string{"chart-set", "chart-narrow", "chart-medium", "chart-wide"} {
		if !strings.Contains(html, "class=\""+class+"\"") || !strings.Contains(chart.Stylesheet(), "."+class+"{") {
			t.Errorf("class %s is missing in the picture or in the style sheet", class)
		}
	}
}

// FuzzEscape holds that no text, wherever it is put, breaks the picture or
// becomes an element.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "<script>alert(1)</script>", "a\" onload=\"x", "]]>&amp;'", "\x00\xff\u202e", "ß — 8.055 Plätze", strings.Repeat("Wort", 300)} {
		f.Add(s, 300)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		frame := chart.Frame{ID: s, Title: s, Desc: s, Lang: text.Lang(s), Width: width}
		ring := [][][2]float64{{{9, 48}, {10, 48}, {10, 49}}}
		pictures := []string{
			chart.Capacity{
				Frame: frame, Unit: s, UsableName: s, Note: s, AsOf: day("2015-11-27"),
				Demand:    chart.Series{Name: s, Points: []chart.Point{{Month: month("2016-01"), Value: 2}}},
				Usable:    []chart.Step{{From: month("2015-01"), Value: 1}},
				Decisions: []chart.Mark{{Date: day("2016-01-01"), Label: s}},
			}.SVG(),
			chart.Expiry{Frame: frame, Sites: []chart.Tenure{{Name: s, Group: s, Reason: s, Href: s, Opening: day("2015-01-01")}}}.SVG(),
			chart.Columns{Frame: frame, Unit: s, Categories: []string{s, s}, Series: []chart.ColumnSeries{{Name: s, Values: []chart.Number{chart.Num(1)}}, {Name: s}}}.SVG(),
			chart.Choropleth{Frame: frame, Unit: s, Regions: []chart.Region{{Name: s, Number: s, Label: s, Href: s, Rings: ring}}}.SVG(),
			chart.Lines{Frame: frame, Series: []chart.Series{{Name: s, Points: []chart.Point{{Month: month("2016-01")}}}}}.SVG(),
		}
		for _, svg := range pictures {
			check(t, svg)
		}
	})
}

// FuzzCapacity holds that no numbers break the pictures over time.
func FuzzCapacity(f *testing.F) {
	f.Add(int32(24187), int64(8055), int64(7000), int32(12), int16(2015), int64(1), 300)
	f.Add(int32(-1), int64(math.MaxInt64), int64(math.MinInt64), int32(math.MaxInt32), int16(-9), int64(math.MaxInt64), -4)
	f.Add(int32(12), int64(0), int64(0), int32(119999), int16(9999), int64(-3), 100000)
	f.Fuzz(func(t *testing.T, m int32, a, b int64, other int32, year int16, v int64, width int) {
		frame := chart.Frame{ID: "f", Title: "t", Width: width}
		months := []period.Month{period.Month(m), period.Month(m) + 1, period.Month(other)}
		date := period.Day(int(year), int(v%20), int(a%40))
		points := []chart.Point{{Month: months[0], Value: a, Basis: figure.Basis(v % 8)}, {Month: months[1], Value: b}, {Month: months[2], Value: v}}
		steps := []chart.Step{{From: months[1], Value: b}, {From: months[2], Value: a}}
		value := float64(a) / float64(b)
		for _, svg := range []string{
			chart.Capacity{
				Frame: frame, Demand: chart.Series{Points: points}, Usable: steps, AsOf: date, From: months[2],
				Band:      []chart.BandPoint{{Month: months[0], Low80: a, High80: b, Low95: v, High95: a}, {Month: months[1], High95: b}},
				Decisions: []chart.Mark{{Date: date}, {Date: period.Day(2016, 1, 1)}},
			}.SVG(),
			chart.Lines{Frame: frame, Series: []chart.Series{{Points: points}}, Decimals: int(v), AsOf: date}.SVG(),
			chart.Fan{
				Frame: frame, Every: int(v % 13), Decimals: int(b), Observed: chart.Series{Points: points}, Usable: steps, AsOf: date, To: months[1],
				Steps: []chart.FanPoint{{chart.BandPoint{Month: months[0], Low80: a, High80: b, Low95: v, High95: a}, v}, {chart.BandPoint{Month: months[1], High95: b}, a}},
				Naive: chart.Series{Points: points}, Came: chart.Series{Points: points}, Marks: []chart.Mark{{Date: date}},
			}.SVG(),
			chart.Sparkline{Frame: frame, Points: points}.SVG(),
			chart.Expiry{Frame: frame, AsOf: date, Sites: []chart.Tenure{{Places: chart.Num(a), Opening: date, Certainty: chart.Certainty(b)}, {End: date}, {}}}.SVG(),
			chart.Cliff{Frame: frame, Bars: []chart.CliffBar{{Period: period.On(date), Open: a, End: b}, {Open: v}}}.SVG(),
			chart.Columns{Frame: frame, Stacked: v%2 == 0, Decimals: int(b), Categories: []string{"a", "b"}, Series: []chart.ColumnSeries{{Values: []chart.Number{chart.Num(a), chart.Num(b)}}, {Values: []chart.Number{chart.Num(v)}}}}.SVG(),
			chart.Choropleth{Frame: frame, Decimals: int(a), Limits: []float64{value}, Regions: []chart.Region{{Value: &value, Number: "1", Rings: [][][2]float64{{{value, float64(v)}, {9, 48}, {float64(m), float64(other)}, {9, 49}}}}}}.SVG(),
		} {
			check(t, svg)
		}
	})
}
