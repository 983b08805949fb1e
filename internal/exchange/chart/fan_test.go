// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
)

func TestFanSaysItInWords(t *testing.T) {
	for _, c := range []struct {
		lang text.Lang
		want []string
		desc string
	}{
		{
			text.De,
			[]string{"Prognose vom 27.11.2015", "damals bekannt", "Median der Prognose", "naive Prognose", "kam später", "Bereich 80\u00a0%", "Bereich 95\u00a0%", "Bruch B1 am 01.09.2015"},
			"Oktober 2016: Median 750, 80\u00a0% zwischen 390 und 1.110, 95\u00a0% zwischen 30 und 1.470.",
		},
		{text.En, []string{"80% range", "95% range", "Break B1"}, "October 2016: median 750, 80% between 390 and 1,110, 95% between 30 and 1,470."},
	} {
		content := check(t, fan(chart.Frame{ID: "f", Lang: c.lang}, 1))
		for _, want := range c.want {
			if !has(content["text"], want) {
				t.Errorf("%s: %q is not written", c.lang, want)
			}
		}
		if !has(content["desc"], c.desc) {
			t.Errorf("%s: told is %q, want %q", c.lang, content["desc"], c.desc)
		}
	}
}

// TestFanRangeBeyondThePictureIsTold: a range that would flatten all else is
// cut, and the legend says how far it goes.
func TestFanRangeBeyondThePictureIsTold(t *testing.T) {
	texts := check(t, fan(chart.Frame{ID: "f", Width: chart.Wide}, 9))["text"]
	if !strings.Contains(strings.Join(texts, " "), "reicht über das Bild hinaus bis 7.230") {
		t.Errorf("the range up to 7,230 is not told: %q", texts)
	}
	if has(texts, "8.000") {
		t.Error("the axis reaches up to the widest range")
	}
	if texts = check(t, fan(chart.Frame{ID: "f"}, 1))["text"]; has(texts, "hinaus") {
		t.Error("a range within the picture is said to go beyond")
	}
}

// TestFanIsNotFlattened: also the narrow range is cut where it would leave the
// lines and the places in the lowest part of the picture, and both are told.
func TestFanIsNotFlattened(t *testing.T) {
	c := chart.Fan{Frame: chart.Frame{ID: "f", Width: chart.Wide}, Name: "Median", Places: "Plätze", Usable: []chart.Step{{From: month("2016-01"), Value: 10_000}}}
	for i := range 12 {
		c.Steps = append(c.Steps, chart.FanPoint{BandPoint: chart.BandPoint{Month: month("2016-01") + period.Month(i), Low80: 8_000, High80: 12_000 + 6_000*int64(i), Low95: 7_000, High95: 12_000 + 9_000*int64(i)}, Median: 9_000 + 1_000*int64(i)})
	}
	texts := check(t, c.SVG())["text"]
	said := strings.Join(texts, " ")
	for _, want := range []string{"Bereich 80\u00a0%, reicht über das Bild hinaus bis 78.000", "Bereich 95\u00a0%, reicht über das Bild hinaus bis 111.000"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not told: %q", want, texts)
		}
	}
	if has(texts, "50.000") || !has(texts, "30.000") { // the median ends at 20,000, half as much again is the picture
		t.Errorf("the axis: %q", texts)
	}
}

// TestFanTellsItsPartsWithoutColour: ring, square, dot; dotted and solid edge.
func TestFanTellsItsPartsWithoutColour(t *testing.T) {
	svg := fan(chart.Frame{ID: "f"}, 1)
	rings := strings.Count(svg, "chart-fill-paper chart-stroke-3")
	if rings != 12+1 { // each month and the legend
		t.Errorf("%d rings of what came, want 13", rings)
	}
	if dots := len(regexp.MustCompile("<circle [^>]*r=\"3\"").FindAllString(svg, -1)); dots != 24+1 {
		t.Errorf("%d dots of what was known, want 25", dots)
	}
	if squares := len(regexp.MustCompile("<rect [^>]*width=\"8\" height=\"8\"").FindAllString(svg, -1)); squares != 2 {
		t.Errorf("%d squares of the naive forecast, want 2", squares)
	}
	if !strings.Contains(svg, "stroke-dasharray=\"1.5 2.5\"") {
		t.Error("the 95 % range has no dotted edge")
	}
}

func TestFanOfQuartersIsOneLine(t *testing.T) {
	draw := func(every int) string {
		c := chart.Fan{Frame: chart.Frame{ID: "q"}, Every: every}
		for i := range 4 {
			c.Steps = append(c.Steps, chart.FanPoint{BandPoint: chart.BandPoint{Month: month("2016-01") + period.Month(3*i), High80: 9, High95: 12}, Median: 5})
		}
		return c.SVG()
	}
	median := regexp.MustCompile(`<path d="(M[^"Z]*)" fill="none"|<path d="(M[^"Z]*)" class="chart-stroke-1"`)
	for every, moves := range map[int]int{3: 1, 1: 4} {
		svg := draw(every)
		check(t, svg)
		path := median.FindString(svg)
		if got := strings.Count(path, "M"); got != moves {
			t.Errorf("values %d months apart: %d strokes, want %d: %s", every, got, moves, path)
		}
	}
}

// TestFanOfStocksStandsAtTheEndOfItsMonths: what was expected on 27.11.2015 lies left of
// November's value, and a check on 31.12.2015 not right of December's.
func TestFanOfStocksStandsAtTheEndOfItsMonths(t *testing.T) {
	draw := func(stock bool) (values []float64, said, check float64) {
		c := chart.Fan{
			Frame: chart.Frame{ID: "s"}, Stock: stock, Name: "Median", AsOf: period.Day(2015, 11, 27),
			Came:  chart.Series{Name: "kam", Points: []chart.Point{{Month: month("2015-11"), Value: 5}, {Month: month("2015-12"), Value: 6}}},
			Marks: []chart.Mark{{Date: period.Day(2015, 12, 31), Label: "Prüftag", Plain: true}},
		}
		for _, m := range []string{"2015-10", "2015-11", "2015-12"} {
			c.Steps = append(c.Steps, chart.FanPoint{BandPoint: chart.BandPoint{Month: month(m), High80: 9, High95: 12}, Median: 5})
		}
		svg := c.SVG()
		at := func(found []string) float64 {
			x, err := strconv.ParseFloat(found[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			return x
		}
		for _, found := range regexp.MustCompile(`<circle cx="([0-9.]+)"[^>]*class="chart-fill-paper chart-stroke-3"`).FindAllStringSubmatch(svg, 2) {
			values = append(values, at(found))
		}
		said = -1
		for _, found := range regexp.MustCompile(`<line x1="([0-9.]+)" y1="[0-9.]+" x2="([0-9.]+)"[^>]*class="chart-stroke-text"`).FindAllStringSubmatch(svg, -1) {
			if found[1] == found[2] && said < 0 {
				said = at(found)
			}
		}
		mark := regexp.MustCompile(`<path d="M([0-9.]+) [0-9.]+L[^"]*Z" class="chart-fill-text chart-stroke-paper"`).FindStringSubmatch(svg)
		if len(values) != 2 || said < 0 || mark == nil {
			t.Fatalf("%v %v %v\n%s", values, said, mark, svg)
		}
		return values, said, at(mark)
	}
	values, said, check := draw(true)
	if said >= values[0] || check > values[1] {
		t.Errorf("stocks stand at %v, the expectation at %g, the check at %g", values, said, check)
	}
	if values, said, check = draw(false); said <= values[0] || check <= values[1] {
		t.Errorf("sums of a month stand at %v, the days at %g and %g", values, said, check)
	}
}

// TestFanShowsWhatIsShort: usable places as steps, the shortage hatched, the
// day to decide as a mark.
func TestFanShowsWhatIsShort(t *testing.T) {
	svg := placesFan(chart.Frame{ID: "p"})
	texts := check(t, svg)["text"]
	for _, want := range []string{"fehlende Plätze in der Mitte der Verläufe", "nutzbare Plätze", "bis 15.02.2016 entscheiden: Systembau, 400 Plätze", "Stand 14.01.2016"} {
		if !has(texts, want) {
			t.Errorf("%q is not written", want)
		}
	}
	if !strings.Contains(svg, "url(#p-hatch-2)") {
		t.Error("what is short is not hatched")
	}
	if short, band := strings.Index(svg, `fill="url(#p-hatch-2)"`), strings.Index(svg, `fill-opacity="0.28"`); short < 0 || band < short {
		t.Errorf("the hatching (%d) covers the range (%d)", short, band)
	}
}

// TestFanStartsAtTheLastValue: the median's line begins at the last known value
// where none is missing between them, and nowhere else.
func TestFanStartsAtTheLastValue(t *testing.T) {
	strokes := func(last string) int {
		c := chart.Fan{
			Frame: chart.Frame{ID: "j"}, Observed: chart.Series{Points: []chart.Point{{Month: month(last), Value: 5, Basis: figure.Counted}}},
			Steps: []chart.FanPoint{{BandPoint: chart.BandPoint{Month: month("2016-03")}, Median: 5}},
		}
		return strings.Count(regexp.MustCompile(`<path d="[^"]*" class="chart-stroke-1"[^>]*stroke-width="1.3"`).FindString(c.SVG()), "L")
	}
	if strokes("2016-02") != 1 || strokes("2016-01") != 0 {
		t.Errorf("joined %d, with a month missing %d", strokes("2016-02"), strokes("2016-01"))
	}
}

// TestFanShowsOtherFutures: each has its own shape in the picture and its name in
// the legend, and the axis reaches up to all of them.
func TestFanShowsOtherFutures(t *testing.T) {
	c := chart.Fan{Frame: chart.Frame{ID: "o", Lang: text.De}, Name: "wie bisher"}
	names := []string{"Anstieg", "Stopp", "Nachzug", "Verlust", "zu viel"}
	for i := range 13 {
		m := month("2016-01") + period.Month(i)
		c.Steps = append(c.Steps, chart.FanPoint{BandPoint: chart.BandPoint{Month: m, Low80: 80, High80: 120}, Median: 100})
	}
	for i, name := range names {
		s := chart.Series{Name: name}
		for k := range 13 {
			s.Points = append(s.Points, chart.Point{Month: month("2016-01") + period.Month(k), Value: int64(1000 * (i + 1)), Basis: figure.Forecast})
		}
		c.Futures = append(c.Futures, s)
	}
	texts := check(t, c.SVG())["text"]
	for _, want := range append(names[:4], "4.000", "wie bisher") {
		if !has(texts, want) {
			t.Errorf("%q is not written: %q", want, texts)
		}
	}
	if has(texts, "zu viel") || has(texts, "5.000") {
		t.Error("more futures are drawn than there are shapes")
	}
}

// TestFanDrawsOpenMonths: what a month will come to is a hollow dot with its
// range beside the dot as it stood, is named, lies within the picture, and the
// median goes on from it.
func TestFanDrawsOpenMonths(t *testing.T) {
	draw := func(open bool) string {
		c := chart.Fan{
			Frame: chart.Frame{ID: "o"}, Observed: chart.Series{Points: []chart.Point{{Month: month("2016-01"), Value: 5, Basis: figure.Counted}, {Month: month("2016-02"), Value: 4, Basis: figure.Counted}}},
			Steps: []chart.FanPoint{{BandPoint: chart.BandPoint{Month: month("2016-03")}, Median: 5}}, OpenName: "noch nicht endgültig",
		}
		if open {
			c.Open = []chart.FanPoint{{BandPoint: chart.BandPoint{Month: month("2016-02"), Low80: 4, High80: 390}, Median: 300}}
		}
		return c.SVG()
	}
	with, without := draw(true), draw(false)
	texts := check(t, with)["text"]
	if !has(texts, "noch nicht endgültig") || !has(texts, "400") || has(check(t, without)["text"], "noch nicht endgültig") {
		t.Errorf("written is %q", texts)
	}
	hollow := regexp.MustCompile("<circle [^>]*r=\"3\"[^>]*stroke-width=\"1.5\"")
	if n := len(hollow.FindAllString(with, -1)); n != 2 || hollow.MatchString(without) {
		t.Errorf("%d hollow dots, want that of the month and that of the legend", n)
	}
	median := regexp.MustCompile(`<path d="M([0-9.]+)[ ,]([0-9.]+)[^"]*" class="chart-stroke-1"[^>]*stroke-width="1.3"`).FindStringSubmatch(with)
	dot := regexp.MustCompile(`<circle cx="([0-9.]+)" cy="([0-9.]+)" r="3"[^>]*stroke-width="1.5"`).FindStringSubmatch(with)
	if median == nil || dot == nil || median[1] != dot[1] || median[2] != dot[2] {
		t.Errorf("the median begins at %v, the open month lies at %v", median, dot)
	}
}
