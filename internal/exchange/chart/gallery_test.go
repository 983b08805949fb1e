// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart_test

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
	"planraum/tools/refdata"
)

// shared returns a file of the reference data beside the repository and skips
// the test where it is absent.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	b, err := io.ReadAll(refdata.Open(t, "stuttgart/"+name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func rows(t *testing.T, name string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(string(shared(t, name)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, key := range all[0] {
			m[key] = row[i]
		}
		out = append(out, m)
	}
	return out
}

// counted are the published numbers of persons in the city's accommodation.
func counted(t *testing.T) []chart.Point {
	var points []chart.Point
	for _, row := range rows(t, "occupancy.csv") {
		m, err := period.ParseMonth(row["date"][:min(len(row["date"]), 7)])
		n, errN := strconv.ParseInt(row["persons"], 10, 64)
		if err == nil && errN == nil && m < period.MonthOf(2021, 1) {
			points = append(points, chart.Point{Month: m, Value: n, Basis: figure.Counted})
		}
	}
	return points
}

func month(s string) period.Month {
	m, err := period.ParseMonth(s)
	if err != nil {
		panic(err)
	}
	return m
}

func day(s string) period.Date {
	d, err := period.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// newPlan follows the plan of 27 November 2015: 600 in and 100 out a month in
// 2016, 300 and 100 in 2017, credits of 1,550 and 1,000; in places at 90 %.
func newPlan() []chart.Point {
	var points []chart.Point
	add := func(m period.Month, persons int64, b figure.Basis) {
		points = append(points, chart.Point{Month: m, Value: (persons*10 + 4) / 9, Basis: b})
	}
	start := month("2015-12")
	for i, n := range []int64{4397, 5435, 5656} {
		add(start-3+period.Month(i), n, figure.Counted)
	}
	add(start, 7744, figure.Announced)
	persons := int64(7744)
	for i := range 24 {
		b := figure.Assumed
		if i < 3 {
			b = figure.Announced
		}
		if i < 12 {
			persons += 500 - 129
		} else {
			persons += 200 - 83
			b = figure.Computed
		}
		add(start+1+period.Month(i), persons, b)
	}
	return points
}

func capacity(f chart.Frame) string {
	f.Title = "Plätze und Bedarf, September 2015 bis Dezember 2017"
	f.Desc = "Der Bedarf steigt über die nutzbaren Plätze."
	return chart.Capacity{
		Frame:  f,
		Unit:   text.T("Plätze", "places").In(f.Lang),
		Demand: chart.Series{Name: text.T("benötigte Plätze", "places needed").In(f.Lang), Points: newPlan()},
		Usable: []chart.Step{
			{From: month("2015-06"), Value: 5200},
			{From: month("2015-11"), Value: 7100},
			{From: month("2016-01"), Value: 8900},
			{From: month("2016-06"), Value: 10100},
			{From: month("2016-10"), Value: 11638},
			{From: month("2017-02"), Value: 12900},
			{From: month("2017-08"), Value: 11200},
		},
		UsableName: text.T("nutzbare Plätze", "usable places").In(f.Lang),
		AsOf:       day("2015-11-27"),
		Decisions: []chart.Mark{
			{Date: day("2015-12-15"), Label: "Systembau, 400 Plätze"},
			{Date: day("2016-02-15"), Label: "Hotel, 120 Plätze"},
			{Date: day("2016-03-10"), Label: "Container, 294 Plätze"},
			{Date: day("2017-06-01"), Label: "Verlängerung Rote Wand"},
		},
	}.SVG()
}

func banded(f chart.Frame) string {
	f.Title = "Vorausschau mit Bereichen"
	c := chart.Capacity{
		Frame: f, Unit: "Plätze", AsOf: day("2016-01-14"), From: month("2014-01"),
		Demand: chart.Series{Name: "benötigte Plätze (Median)"}, UsableName: "nutzbare Plätze",
	}
	for i := range 60 {
		m, v := month("2014-06")+period.Month(i), int64(2400+110*i)
		b := figure.Counted
		if m > month("2016-01") {
			b = figure.Forecast
			w := int64(i-19) * 40
			c.Band = append(c.Band, chart.BandPoint{Month: m, Low80: v - w, High80: v + w, Low95: v - 2*w, High95: v + 2*w})
		}
		c.Demand.Points = append(c.Demand.Points, chart.Point{Month: m, Value: v, Basis: b})
		if i%7 == 0 {
			c.Usable = append(c.Usable, chart.Step{From: m, Value: 3200 + int64(i)*80})
		}
	}
	return c.SVG()
}

// fan is a forecast of monthly arrivals with what came, and one whose wide
// range goes far beyond everything else.
func fan(f chart.Frame, wide int64) string {
	f.Title = "Zugänge je Monat: Prognose und was kam"
	c := chart.Fan{
		Frame: f, Unit: "Personen je Monat", AsOf: day("2015-11-27"), AsOfName: "Prognose vom 27.11.2015",
		Observed: chart.Series{Name: "damals bekannt"}, Name: "Median der Prognose",
		Naive: chart.Series{Name: "naive Prognose"}, Came: chart.Series{Name: "kam später"},
		Breaks: []chart.Break{{Date: day("2015-09-01"), Number: 1, Text: "Landeserstaufnahme zählt anders"}},
	}
	for i := range 24 {
		c.Observed.Points = append(c.Observed.Points, chart.Point{Month: month("2013-11") + period.Month(i), Value: 100 + int64(i*i), Basis: figure.Counted})
	}
	for i := range 12 {
		m, v, w := month("2015-11")+period.Month(i), 640+int64(10*i), int64(i+1)*30
		c.Steps = append(c.Steps, chart.FanPoint{BandPoint: chart.BandPoint{Month: m, Low80: v - w, High80: v + w, Low95: v - 2*w, High95: v + 2*w*wide}, Median: v})
		c.Naive.Points = append(c.Naive.Points, chart.Point{Month: m, Value: 629, Basis: figure.Forecast})
		c.Came.Points = append(c.Came.Points, chart.Point{Month: m, Value: 800 - int64(60*i), Basis: figure.Counted})
	}
	return c.SVG()
}

// placesFan is a forecast of the places needed against those that are usable.
func placesFan(f chart.Frame) string {
	f.Title = "Benötigte Plätze"
	c := chart.Fan{
		Frame: f, Unit: "Plätze", Name: "benötigte Plätze (Median)", Places: "nutzbare Plätze", AsOf: day("2016-01-14"),
		Usable: []chart.Step{{From: month("2015-10"), Value: 5200}, {From: month("2016-03"), Value: 6400}},
		Marks:  []chart.Mark{{Date: day("2016-02-15"), Label: "Systembau, 400 Plätze"}},
	}
	for i := range 14 {
		m, v, w := month("2016-01")+period.Month(i), 5000+int64(150*i), int64(i+1)*60
		c.Steps = append(c.Steps, chart.FanPoint{BandPoint: chart.BandPoint{Month: m, Low80: v - w, High80: v + w, Low95: v - 2*w, High95: v + 2*w}, Median: v})
	}
	return c.SVG()
}

// sites are those of the published tranches, with opening by tranche and
// invented ends, certainties and reasons.
func sites(t *testing.T, n int) []chart.Tenure {
	opening := map[string]string{
		"1": "2014-09-01", "2": "2015-01-15", "3": "2015-09-01", "4": "2016-04-01",
		"5": "2016-09-01", "6": "2017-01-15", "6A": "2017-05-01",
	}
	reasons := []string{"Baurecht", "Pachtende", "Abriss", "Saison"}
	var out []chart.Tenure
	for i, row := range rows(t, "sites.csv") {
		open, ok := opening[row["tranche"]]
		if !ok || len(out) == n {
			continue
		}
		s := chart.Tenure{Name: row["bezirk"] + ", " + row["site"], Opening: day(open), Href: "/standorte/" + strconv.Itoa(i)}
		if v, err := strconv.ParseInt(row["places"], 10, 64); err == nil {
			s.Places = chart.Num(v)
		}
		if i%3 != 1 {
			s.End, s.Reason = s.Opening.AddMonths(20+i*5%70), reasons[i%4]
		}
		s.Group = "Tranche " + row["tranche"]
		if s.Opening.After(day("2015-11-27")) {
			s.Certainty = chart.Certainty(1 + i%3)
		}
		out = append(out, s)
	}
	return out
}

func cliff(f chart.Frame) string {
	f.Title = "Platzklippe"
	c := chart.Cliff{Frame: f, Unit: "Plätze je Halbjahr"}
	for i, v := range [][2]int64{{1038, 0}, {156, 0}, {561, 120}, {2238, 60}, {2448, 0}, {933, 396}, {712, 1140}, {0, 2310}, {76, 640}, {0, 0}} {
		first := month("2014-01") + period.Month(6*i)
		c.Bars = append(c.Bars, chart.CliffBar{Period: period.Period{From: first.First(), To: (first + 5).Last()}, Open: v[0], End: v[1]})
	}
	return c.SVG()
}

// regions turns the features of a GeoJSON file into areas of the map.
func regions(t *testing.T, file string, value func(props map[string]any) (float64, bool)) []chart.Region {
	var doc struct {
		Features []struct {
			Properties map[string]any
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(shared(t, file), &doc); err != nil {
		t.Fatal(err)
	}
	var out []chart.Region
	for i, f := range doc.Features {
		r := chart.Region{Schematic: i%9 == 4, Href: "/gebiete/" + strconv.Itoa(i)}
		var polygons [][][][2]float64
		if f.Geometry.Type == "Polygon" {
			polygons = make([][][][2]float64, 1)
			_ = json.Unmarshal(f.Geometry.Coordinates, &polygons[0])
		} else if err := json.Unmarshal(f.Geometry.Coordinates, &polygons); err != nil {
			t.Fatal(err)
		}
		for _, p := range polygons {
			r.Rings = append(r.Rings, p...)
		}
		for _, key := range []string{"STADTTEILNAME", "STADTBEZIRKNAME"} {
			if s, ok := f.Properties[key].(string); ok && r.Name == "" {
				r.Name = s
			}
		}
		for _, key := range []string{"STADTTEILNR", "STADTBEZIRKNR"} {
			if s, ok := f.Properties[key].(string); ok && r.Number == "" {
				r.Number = s
			}
		}
		if v, ok := value(f.Properties); ok && i%11 != 7 {
			r.Value = &v
		}
		out = append(out, r)
	}
	return out
}

func costs(f chart.Frame, stacked bool) string {
	f.Title = "Kosten nach Haushaltsjahr"
	return chart.Columns{
		Frame: f, Unit: "Mio. EUR", Decimals: 1, Stacked: stacked,
		Categories: []string{"2015", "2016", "2017", "2018"},
		Series: []chart.ColumnSeries{
			{Name: "Unterbringung", Values: []chart.Number{chart.Num(312), chart.Num(845), chart.Num(921), chart.Num(700)}},
			{Name: "Personal", Values: []chart.Number{chart.Num(87), chart.Num(190), chart.Num(254), {}}},
			{Name: "Leistungen", Values: []chart.Number{chart.Num(401), chart.Num(1035), chart.Num(990), chart.Num(804)}},
		},
	}.SVG()
}

func posts(f chart.Frame) string {
	f.Title = "Stellen nach Aufgabe"
	return chart.Columns{
		Frame: f, Unit: "Stellen", Decimals: 1,
		Categories: []string{"Sozialbetreuung", "Leistungsgewährung", "Hausleitung", "Verwaltung", "Koordination Ehrenamt"},
		Series: []chart.ColumnSeries{
			{Name: "Entwurf Haushalt (Oktober 2015)", Values: []chart.Number{chart.Num(573), chart.Num(420), chart.Num(389), chart.Num(101), chart.Num(40)}},
			{Name: "Neue Planung (27.11.2015)", Values: []chart.Number{chart.Num(897), chart.Num(655), chart.Num(610), chart.Num(180), chart.Num(85)}},
		},
	}.SVG()
}

func plans(t *testing.T, f chart.Frame) string {
	f.Title = "Zwei Pläne und der tatsächliche Verlauf"
	var draft []chart.Point
	for i, p := range newPlan() {
		if i >= 3 {
			draft = append(draft, chart.Point{Month: p.Month, Value: 5400 + int64(i-3)*170, Basis: figure.Computed})
		}
	}
	actual := counted(t)
	n := 0
	for _, p := range actual {
		if p.Month >= month("2015-09") && p.Month <= month("2017-12") {
			actual[n] = p
			n++
		}
	}
	return chart.Lines{
		Frame: f, Unit: "Personen", AsOf: day("2015-11-27"),
		Series: []chart.Series{
			{Name: "Neue Planung (27.11.2015)", Points: newPlan()[3:]},
			{Name: "Entwurf Haushalt (Oktober 2015)", Points: draft},
			{Name: "tatsächlich", Points: actual[:n]},
		},
	}.SVG()
}

// gallery returns every picture at one width.
func gallery(t *testing.T, l text.Lang, width int) []string {
	id := 0
	frame := func(title string) chart.Frame {
		id++
		return chart.Frame{ID: "g" + strconv.Itoa(width) + "-" + strconv.Itoa(id), Title: title, Lang: l, Width: width}
	}
	perThousand := func(props map[string]any) (float64, bool) {
		name, _ := props["STADTBEZIRKNAME"].(string)
		return float64(len(name)*7%40) / 2.9, true
	}
	spark := frame("Verlauf")
	spark.Width = 160
	return []string{
		capacity(frame("")), banded(frame("")), fan(frame(""), 1), fan(frame(""), 9), placesFan(frame("")), plans(t, frame("")), cliff(frame("")),
		costs(frame(""), true), costs(frame(""), false), posts(frame("")),
		chart.Expiry{Frame: frame("Laufzeiten"), Sites: sites(t, 60), AsOf: day("2015-11-27")}.SVG(),
		chart.Sparkline{Frame: spark, Points: counted(t)}.SVG(),
		chart.Sparkline{Frame: chart.Frame{ID: "s2", Title: "Plan", Width: 160}, Points: newPlan(), FromZero: true}.SVG(),
		chart.Choropleth{Frame: frame("Bezirke"), Unit: "Plätze je 1.000 Einwohner", Decimals: 1, Regions: regions(t, "stadtbezirke.geojson", perThousand)}.SVG(),
		chart.Choropleth{Frame: frame("Stadtteile"), Unit: "Plätze je 1.000 Einwohner", Decimals: 1, Regions: regions(t, "stadtteile.geojson", perThousand)}.SVG(),
		chart.Capacity{Frame: frame("leer")}.SVG(), chart.Expiry{Frame: frame("leer")}.SVG(),
		chart.Sparkline{Frame: chart.Frame{ID: "s3", Title: "leer", Lang: l}}.SVG(),
	}
}

// TestGallery draws all pictures with published numbers into one page; set
// PLANRAUM_GALLERY to a folder to keep and look at it.
func TestGallery(t *testing.T) {
	dir := os.Getenv("PLANRAUM_GALLERY")
	if dir == "" {
		dir = t.TempDir()
	}
	for name, head := range map[string]string{
		"light": "", "dark": ":root{" + chart.DarkProperties() + "}body{background:#14191f;color:#eee}", "mono": "body{filter:grayscale(1)}",
	} {
		for _, width := range []int{chart.Narrow, chart.Medium, chart.Wide} {
			page := "<!doctype html><html lang=de><meta charset=utf-8><style>body{margin:10px;font-family:sans-serif;width:" +
				strconv.Itoa(width) + "px}svg{margin-bottom:24px}" + chart.Stylesheet() + head + "</style>\n" +
				strings.Join(gallery(t, text.De, width), "\n")
			file := filepath.Join(dir, name+"-"+strconv.Itoa(width)+".html")
			if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	page := "<!doctype html><html lang=de><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><style>body{margin:16px;font-family:sans-serif}" +
		chart.Stylesheet() + "</style>" + chart.Responsive(chart.Frame{ID: "r"}, capacity)
	if err := os.WriteFile(filepath.Join(dir, "responsive.html"), []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, svg := range gallery(t, text.En, chart.Medium) {
		if again := gallery(t, text.En, chart.Medium)[i]; again != svg {
			t.Errorf("picture %d differs when drawn again", i)
		}
	}
}
