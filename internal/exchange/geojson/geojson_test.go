// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/exchange/geojson"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/tools/refdata"
)

// shared opens a file of the reference data beside the repository.
func shared(t *testing.T, name string) *os.File {
	t.Helper()
	return refdata.Open(t, "stuttgart/"+name)
}

func records(t *testing.T, name string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(shared(t, name)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// stuttgart returns the districts and subdistricts by number and name.
func stuttgart(t *testing.T) []area.Area {
	t.Helper()
	var list []area.Area
	for _, r := range records(t, "stadtbezirke.csv") {
		list = append(list, area.Area{ID: area.ID("08111000/" + r[0]), Level: area.District, Number: r[0], Name: r[1]})
	}
	for _, r := range records(t, "stadtteile.csv") {
		list = append(list, area.Area{ID: area.ID("08111000/" + r[0]), Level: area.Subdistrict, Number: r[0], Name: r[1]})
	}
	return list
}

// sizes reads a file of boundaries and returns size and sum in square kilometres.
func sizes(t *testing.T, file string) (map[area.ID]float64, float64) {
	t.Helper()
	list, err := geojson.ReadAreas(file, shared(t, file), stuttgart(t), geojson.Options{})
	if err != nil {
		t.Fatal(err)
	}
	by, sum := map[area.ID]float64{}, 0.0
	for _, b := range list {
		by[b.Area] = geojson.SquareKilometres(b.Shape)
		sum += by[b.Area]
	}
	return by, sum
}

// TestSizeOfTheCity is reference value G31, the size of the 152 subdistricts.
// It was reckoned on the city's own polygons; those at hand are simplified, so
// the sum may be off by a tenth of a percent, and single areas by a little more.
func TestSizeOfTheCity(t *testing.T) {
	want := 0.0
	for _, r := range records(t, "golden.csv") {
		if r[0] == "G31" {
			want = parse(t, r[3])
		}
	}
	parts, sum := sizes(t, "stadtteile.geojson")
	districts, sumDistricts := sizes(t, "stadtbezirke.geojson")
	if len(parts) != 152 || len(districts) != 23 {
		t.Errorf("%d subdistricts and %d districts, want 152 and 23", len(parts), len(districts))
	}
	if math.Abs(sum/want-1) > 0.001 {
		t.Errorf("subdistricts have %.3f km2, want %.2f within 0.1 percent", sum, want)
	}
	if math.Abs(sum-sumDistricts) > 0.001 {
		t.Errorf("subdistricts have %.4f km2, districts %.4f: they cover the same ground", sum, sumDistricts)
	}
	for file, by := range map[string]map[area.ID]float64{"stadtteile.csv": parts, "stadtbezirke.csv": districts} {
		for _, r := range records(t, file) {
			typed := parse(t, r[6])
			if got := by[area.ID("08111000/"+r[0])]; math.Abs(got-typed) > 0.005+0.005*typed {
				t.Errorf("%s: %.3f km2, typed %.3f", r[1], got, typed)
			}
		}
	}
}

func parse(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestSizeInClosedForm: between two parallels and two meridians a sphere has
// the size r² (λ2 - λ1) (sin φ2 - sin φ1). Edges along a parallel are cut into
// short pieces, because a polygon's edges are not parallels.
func TestSizeInClosedForm(t *testing.T) {
	const r = 6378.137
	box := func(west, south, east, north float64) area.Ring {
		var ring area.Ring
		for k := 0.0; k <= 100; k++ {
			ring = append(ring, area.Point{Lon: west + (east-west)*k/100, Lat: south})
		}
		for k := 0.0; k <= 100; k++ {
			ring = append(ring, area.Point{Lon: east - (east-west)*k/100, Lat: north})
		}
		return append(ring, ring[0])
	}
	size := func(west, south, east, north float64) float64 {
		const rad = math.Pi / 180
		return r * r * (east - west) * rad * (math.Sin(north*rad) - math.Sin(south*rad))
	}
	shape := area.MultiPolygon{{box(9, 48, 10, 49), box(9.4, 48.4, 9.6, 48.6)}, {box(11, 48, 11.1, 48.1)}}
	want := size(9, 48, 10, 49) - size(9.4, 48.4, 9.6, 48.6) + size(11, 48, 11.1, 48.1)
	if got := geojson.SquareKilometres(shape); math.Abs(got/want-1) > 1e-6 {
		t.Errorf("%.4f km2, want %.4f", got, want)
	}
	if got := geojson.Hectares(shape); got != int64(math.Round(want*100)) {
		t.Errorf("%d hectares, want %.0f", got, want*100)
	}
}

var town = []area.Area{
	{ID: "08111000", Level: area.City, Number: "0", Name: "Stuttgart"},
	{ID: "08111000/01", Level: area.District, Number: "01", Name: "Mitte", Centre: area.Point{Lon: 9.18, Lat: 48.78}, Hectare: 379},
	{ID: "08111000/14", Level: area.District, Number: "14", Name: "Münster", Centre: area.Point{Lon: 9.21, Lat: 48.82}},
	{ID: "08111000/501", Level: area.Subdistrict, Number: "501", Name: "Münster", Centre: area.Point{Lon: 9.21, Lat: 48.82}},
}

const square = `{"type":"Polygon","coordinates":[[[9,48],[9.1,48],[9.1,48.1],[9,48.1],[9,48]]]}`

// file makes a collection with one feature a line, the first in line 2, of
// pairs of properties and geometry.
func file(parts ...string) string {
	var b strings.Builder
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := 0; i < len(parts); i += 2 {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n" + `{"type":"Feature","properties":` + parts[i] + `,"geometry":` + parts[i+1] + `}`)
	}
	return b.String() + "\n]}"
}

func TestMatching(t *testing.T) {
	for _, test := range []struct {
		name, properties string
		options          geojson.Options
		want             area.ID
	}{
		{"number", `{"STADTBEZIRKNR":"01"}`, geojson.Options{}, "08111000/01"},
		{"number without zero", `{"STADTBEZIRKNR":1}`, geojson.Options{}, "08111000/01"},
		{"the smaller area counts", `{"STADTBEZIRKNR":"14","STADTTEILNR":"501"}`, geojson.Options{}, "08111000/501"},
		{"the level decides", `{"STADTBEZIRKNR":"14","STADTTEILNR":"501"}`, geojson.Options{Level: area.District}, "08111000/14"},
		{"name", `{"Stadtbezirk_Name":"mitte"}`, geojson.Options{}, "08111000/01"},
		{"name of two areas, told by level", `{"name":"Münster"}`, geojson.Options{Level: area.Subdistrict}, "08111000/501"},
		{"own property", `{"foo":"501"}`, geojson.Options{Number: "foo"}, "08111000/501"},
		{"own property with a name", `{"foo":"Mitte"}`, geojson.Options{Name: "foo"}, "08111000/01"},
		{"key", `{"id":"08111000/501"}`, geojson.Options{}, "08111000/501"},
	} {
		t.Run(test.name, func(t *testing.T) {
			list, err := geojson.ReadAreas("a.geojson", strings.NewReader(file(test.properties, square)), town, test.options)
			if err != nil || len(list) != 1 || list[0].Area != test.want || list[0].Line != 2 {
				t.Errorf("%v, %v, want %s in line 2", list, err, test.want)
			}
		})
	}
}

// TestBadFiles: every fault is named with its line; a case says line, column
// and a part of value and expectation.
func TestBadFiles(t *testing.T) {
	polygon := func(ring string) string { return `{"type":"Polygon","coordinates":[` + ring + `]}` }
	for _, test := range []struct {
		name, content string
		want          []string
	}{
		{"several at once", file(
			`{"nr":"01"}`, `null`,
			`{"nr":"99"}`, square,
			`{"nr":"501"}`, `{"type":"Point","coordinates":[9,48]}`,
			`{"nr":"501"}`, square,
			`{"nr":"14"}`, polygon(`[[9,48],[9.1,48],[9,48]]`),
		), []string{"2 geometry  Umriss", "3 nr 99 bekannten Gebiets", "4 geometry Point Polygon", "5 id 501 schon in Zeile 4", "6 geometry 3 Punkte mindestens 4"}},
		{"open ring", file(`{"nr":"01"}`, polygon(`[[9,48],[9.1,48],[9.1,48.1],[9,48.1]]`)), []string{"2 geometry [9 48.1] geschlossener Ring"}},
		{"other projection", file(`{"nr":"01"}`, polygon(`[[513000,5400000],[513100,5400000],[513100,5400100],[513000,5400000]]`)), []string{"2 geometry [513000 5.4e+06] WGS 84"}},
		{"no size", file(`{"nr":"01"}`, polygon(`[[9,48],[9,48],[9,48],[9,48]]`)), []string{"2 geometry  größer als 0"}},
		{"empty", file(`{"nr":"01"}`, `{"type":"MultiPolygon","coordinates":[]}`, `{"nr":"14"}`, `{"type":"MultiPolygon","coordinates":[[]]}`), []string{"2 geometry [] mindestens ein Polygon", "3 geometry [] mindestens einem Ring"}},
		{"no numbers", file(`{"nr":"01"}`, polygon(`[["9",48]]`)), []string{"2 geometry Polygon verschachtelte Zahlen"}},
		{"name of two", file(`{"name":"Münster"}`, square), []string{"2 name Münster mehrere"}},
		{"no properties", file(`{"foo":"01"}`, square), []string{"0 STADTTEILNR foo Nummer oder Name"}},
		{"no feature", `{"type":"FeatureCollection","features":[]}`, []string{"0 features  mindestens ein"}},
		{"a strange feature", `{"type":"FeatureCollection","features":[{"type":"Polygon"},` + "\n7]}", []string{"1 type Polygon Feature", "2 type  Feature"}},
		{"no collection", square, []string{"0 type Polygon FeatureCollection"}},
		{"no list", `{"type":"FeatureCollection","features":{}}`, []string{"0 features  Liste"}},
		{"no json", "{\n\"type\":,}", []string{"2   gültiges JSON"}},
		{"cut off", file(`{"nr":"01"}`, square)[:80], []string{"2   JSON"}},
		{"two collections", file(`{"nr":"01"}`, square) + "{}", []string{"0   einzige"}},
		{"windows-1252", "{\n\"type\":\"M\xfcnster\"}", []string{"2   UTF-8"}},
		{"nothing", "", []string{"1   JSON"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := geojson.ReadAreas("a.geojson", strings.NewReader(test.content), town, geojson.Options{})
			rows := fault.RowsOf(err)
			if fault.KindOf(err) != fault.Invalid || len(rows) != len(test.want) {
				t.Fatalf("%v, want %d faults", err, len(test.want))
			}
			for i, r := range rows {
				got := fmt.Sprintf("%d %s %s", r.Line, r.Column, r.Value)
				want := strings.SplitN(test.want[i], " ", 3)
				line, column, rest := want[0], want[1], want[2]
				value, expected := split(rest, r.Expected.De)
				if fmt.Sprint(r.Line) != line || r.Column != column || !strings.Contains(r.Value, value) || expected == "" {
					t.Errorf("got %s (%s), want %s", got, r.Expected.De, test.want[i])
				}
			}
		})
	}
}

// split divides "value expected" where the longest end occurs in the sentence.
func split(rest, sentence string) (value, expected string) {
	for i := 0; i < len(rest); i++ {
		if i > 0 && rest[i-1] != ' ' {
			continue
		}
		if strings.Contains(sentence, rest[i:]) {
			return strings.TrimSpace(rest[:i]), rest[i:]
		}
	}
	return rest, ""
}

func TestUnknownProperty(t *testing.T) {
	_, err := geojson.ReadAreas("a.geojson", strings.NewReader(file(`{"nr":"01"}`, square)), town, geojson.Options{Number: "nummer", Name: "titel"})
	rows := fault.RowsOf(err)
	if len(rows) != 2 || rows[0].Column != "nummer" || rows[1].Column != "titel" || rows[0].Value != "nr" {
		t.Errorf("%v, want a fault for each property", err)
	}
}

// TestBoundariesComeBack: what WriteAreas writes of boundaries is read again.
func TestBoundariesComeBack(t *testing.T) {
	ring := area.Ring{{Lon: 9, Lat: 48}, {Lon: 9.1, Lat: 48}, {Lon: 9.1, Lat: 48.1}, {Lon: 9, Lat: 48.1}, {Lon: 9, Lat: 48}}
	hole := area.Ring{{Lon: 9.02, Lat: 48.02}, {Lon: 9.02, Lat: 48.05}, {Lon: 9.05, Lat: 48.05}, {Lon: 9.02, Lat: 48.02}}
	far := area.Ring{{Lon: 10, Lat: 48}, {Lon: 10.1, Lat: 48}, {Lon: 10.1, Lat: 48.1}, {Lon: 10, Lat: 48}}
	areas := []area.Area{town[1], town[3]}
	areas[0].Boundary = area.MultiPolygon{{ring, hole}, {far}}
	areas[1].Boundary = area.MultiPolygon{{ring}}
	var b bytes.Buffer
	if err := geojson.WriteAreas(&b, table.Sheet{}, areas, nil); err != nil {
		t.Fatal(err)
	}
	list, err := geojson.ReadAreas("back", &b, town, geojson.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[area.ID]area.MultiPolygon{areas[0].ID: areas[0].Boundary, areas[1].ID: areas[1].Boundary}
	if d := cmp.Diff(want, geojson.ByArea(list)); d != "" {
		t.Error(d)
	}
}

type collection struct {
	Features []struct {
		Geometry *struct {
			Type        string
			Coordinates json.RawMessage
		}
		Properties map[string]any
	}
}

func TestSchematic(t *testing.T) {
	areas := []area.Area{town[1], town[2], town[3]}
	areas[2].Boundary = area.MultiPolygon{{{{Lon: 9, Lat: 48}, {Lon: 9, Lat: 48.1}, {Lon: 9.1, Lat: 48}, {Lon: 9, Lat: 48}}}}
	var b bytes.Buffer
	more := func(a area.Area) map[string]any { return map[string]any{"places": len(a.Name)} }
	if err := geojson.WriteAreas(&b, table.Sheet{}, areas, more); err != nil {
		t.Fatal(err)
	}
	var c collection
	if err := json.Unmarshal(b.Bytes(), &c); err != nil {
		t.Fatal(err)
	}
	for i, schematic := range []bool{true, true, false} {
		f := c.Features[i]
		if f.Properties["schematic"] != schematic || f.Geometry == nil || f.Geometry.Type != "Polygon" || f.Properties["places"] != float64(len(areas[i].Name)) {
			t.Errorf("feature %d: %v", i, f)
		}
	}
	if got := c.Features[0].Properties["area_km2"]; got != 3.79 {
		t.Errorf("area_km2 is %v, want 3.79", got)
	}
	if got := string(c.Features[2].Geometry.Coordinates); got != "[[[9,48],[9.1,48],[9,48.1],[9,48]]]" {
		t.Errorf("the outer ring runs clockwise: %s", got)
	}
}

func TestSites(t *testing.T) {
	sites := []accommodation.Site{
		{ID: "a", Name: "Ost", Area: "08111000/14", Nominal: 100, Blocked: 10, Opening: accommodation.Dated{Date: period.Day(2015, 5, 1)}},
		{ID: "b", Name: "Fern", Area: "09162000"},
	}
	var b bytes.Buffer
	if err := geojson.WriteSites(&b, table.Sheet{}, sites, town); err != nil {
		t.Fatal(err)
	}
	var c collection
	if err := json.Unmarshal(b.Bytes(), &c); err != nil {
		t.Fatal(err)
	}
	f := c.Features[0]
	if f.Geometry == nil || string(f.Geometry.Coordinates) != "[9.21,48.82]" || f.Properties["usable"] != 90.0 || f.Properties["opening"] != "2015-05-01" || f.Properties["schematic"] != true {
		t.Errorf("site a: %+v", f)
	}
	if c.Features[1].Geometry != nil {
		t.Errorf("site b has a place: %+v", c.Features[1])
	}
}

// FuzzReadAreas: any bytes are read or refused with a row; what is read has
// boundaries that can be written and read again.
func FuzzReadAreas(f *testing.F) {
	f.Add([]byte(file(`{"nr":"01"}`, square, `{"nr":14}`, `{"type":"MultiPolygon","coordinates":[[[[9,48],[9,49],[8,48],[9,48]]]]}`)))
	f.Add([]byte("\ufeff" + file(`{"STADTTEILNAME":"Münster"}`, `null`)))
	f.Fuzz(func(t *testing.T, content []byte) {
		list, err := geojson.ReadAreas("fuzz", bytes.NewReader(content), town, geojson.Options{})
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) == 0 {
				t.Fatalf("%v is no refusal", err)
			}
			return
		}
		for _, b := range list {
			if !(geojson.SquareKilometres(b.Shape) > 0) || b.Area == "" || b.Line < 1 {
				t.Fatalf("%+v", b)
			}
		}
	})
}
