// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/exchange/geojson"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// onAreas is a table of two districts, one without a boundary, and a total.
func onAreas() table.Sheet {
	return table.Sheet{
		Title: text.T("Plätze \"<hier>\"", "places"), AsOf: period.Day(2015, 11, 27), Sources: []string{"GRDrs 1", "GRDrs 2"},
		Release: text.Same("freigegeben"), Protection: text.Same("ab 3"), Licence: text.Same("dl-de/by-2-0"),
		Columns: []table.Column{
			{Key: "name", Name: text.Same("Name"), Kind: table.KindText},
			{Key: "places", Name: text.Same("Plätze"), Kind: table.KindWhole},
			{Key: "from", Name: text.Same("ab"), Kind: table.KindDate},
		},
		Rows: slices.Values([][]table.Cell{
			{table.Text("Mitte\n\"</script>"), table.Whole(120), table.Day(period.Day(2015, 5, 1))},
			{table.Text("Münster"), table.Unknown(), table.Unknown()},
			{table.Text("beide"), table.Whole(120), table.Unknown()},
		}),
		Areas: []area.ID{"08111000/01", "08111000/14", ""},
	}
}

func TestSheetOnAreas(t *testing.T) {
	areas := slices.Clone(town)
	ring := area.Ring{{Lon: 9, Lat: 48}, {Lon: 9.1, Lat: 48}, {Lon: 9.1, Lat: 48.1}, {Lon: 9, Lat: 48}}
	areas[1].Boundary = area.MultiPolygon{{ring}}
	var b bytes.Buffer
	if err := geojson.WriteSheet(&b, onAreas(), areas); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Type  string
		Title text.Text
		AsOf  string `json:"as_of"`
		Notes []table.Note
		collection
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "FeatureCollection" || got.Title != onAreas().Title || got.AsOf != "2015-11-27" || len(got.Features) != 3 {
		t.Errorf("%+v", got)
	}
	var keys []string
	for _, n := range got.Notes {
		keys = append(keys, n.Key)
	}
	if !slices.Equal(keys, []string{"as_of", "sources", "release", "protection", "licence"}) {
		t.Errorf("the head has %v", keys)
	}
	for i, want := range []struct {
		geometry  string
		schematic any
		name      string
		places    any
	}{{"Polygon", false, "Mitte\n\"</script>", 120.0}, {"Polygon", true, "Münster", nil}, {"", nil, "beide", 120.0}} {
		f, kind := got.Features[i], ""
		if f.Geometry != nil {
			kind = f.Geometry.Type
		}
		if kind != want.geometry || f.Properties["schematic"] != want.schematic || f.Properties["name"] != want.name || f.Properties["places"] != want.places {
			t.Errorf("feature %d: %s %v", i, kind, f.Properties)
		}
	}
	if got := string(got.Features[0].Geometry.Coordinates); got != "[[[9,48],[9.1,48],[9.1,48.1],[9,48]]]" {
		t.Errorf("not the boundary: %s", got)
	}
}

// TestSheetRefusesAShortRow: a row with a missing cell is a fault of the program.
func TestSheetRefusesAShortRow(t *testing.T) {
	s := onAreas()
	s.Rows = slices.Values([][]table.Cell{{}})
	if geojson.WriteSheet(&bytes.Buffer{}, s, town) == nil {
		t.Error("a row without cells was written")
	}
}

// TestSameHeadEverywhere: CSV, JSON and GeoJSON carry the same lines.
func TestSameHeadEverywhere(t *testing.T) {
	s := onAreas()
	var csv, plain, shapes bytes.Buffer
	if table.WriteCSV(&csv, text.De, s) != nil || table.WriteJSON(&plain, s) != nil || geojson.WriteSheet(&shapes, s, town) != nil {
		t.Fatal("not written")
	}
	for _, n := range s.Head() {
		if !bytes.Contains(csv.Bytes(), []byte("# "+n.Label.De+": "+n.Value.De)) {
			t.Errorf("CSV lacks %s: %s", n.Label.De, csv.String())
		}
		line, err := json.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(plain.Bytes(), line) || !bytes.Contains(shapes.Bytes(), line) {
			t.Errorf("JSON or GeoJSON lacks %s", line)
		}
	}
}
