// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/exchange/geojson"
	"planraum/internal/fault"
)

func withCRS(crs string) string {
	return `{"type":"FeatureCollection","crs":` + crs + `,"features":[{"type":"Feature","properties":{"nr":"01"},"geometry":` + square + `}]}`
}

func named(name string) string { return `{"type":"name","properties":{"name":"` + name + `"}}` }

func ring(x, y float64) string {
	return fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]}`, x, y, x+9, y, x+9, y+9, x, y)
}

// TestHostileFiles: each gets one sentence with the word.
func TestHostileFiles(t *testing.T) {
	coordinates := func(s string) string { return file(`{"nr":"01"}`, `{"type":"Polygon","coordinates":`+s+`}`) }
	for _, c := range []struct{ name, content, want string }{
		{"deep nesting", strings.Repeat("[", 1_000_000) + strings.Repeat("]", 1_000_000), "32 ineinander"},
		{"deep coordinates", coordinates(strings.Repeat("[", 50) + strings.Repeat("]", 50)), "32 ineinander"},
		{"deep properties", file(`{"nr":`+strings.Repeat(`{"a":`, 50)+"1"+strings.Repeat("}", 50)+`}`, square), "32 ineinander"},
		{"unclosed nesting", strings.Repeat(`{"a":`, 1_000_000), "32 ineinander"},
		{"NaN", coordinates(`[[[NaN,48],[9,48],[9,49],[NaN,48]]]`), "gültiges JSON"},
		{"infinity", coordinates(`[[[1e999,48],[9,48],[9,49],[1e999,48]]]`), "verschachtelte Zahlen"},
		{"huge numbers", coordinates(`[[[1e300,48],[9,48],[9,49],[1e300,48]]]`), "WGS 84"},
		{"a number of a million digits", coordinates(`[[[` + strings.Repeat("9", 1_000_000) + `,48]]]`), "verschachtelte Zahlen"},
		{"too many rings", coordinates(`[` + strings.Repeat(`[],`, 3_000_000) + `[]]`), "2 Millionen Punkte und Ringe"},
		{"many features", `{"type":"FeatureCollection","features":[` + strings.Repeat(`{"type":"Feature"},`, 100_001) + `{"type":"Feature"}]}`, "100.000 Features"},
		{"many properties", file(`{"nr":"01","x":[`+strings.Repeat("1,", 9<<20)+`1]}`, square), "8 MiB"},
		{"too large", `{"type":"` + strings.Repeat("x", geojson.MaxBytes), "64 MiB"},
		{"invalid UTF-8", "{\"type\":\"\xff\"}", "UTF-8"},
		{"UTM by name", withCRS(named("urn:ogc:def:crs:EPSG::25832")), "UTM, Zone 32"},
		{"Gauß-Krüger by name", withCRS(named("EPSG:31467")), "Gauß-Krüger, Streifen 3"},
		{"another system", withCRS(named("EPSG:2056")), "umrechnen"},
		{"a linked system", withCRS(`{"type":"link","properties":{"href":"http://127.0.0.1/crs"}}`), "umrechnen"},
		{"a strange system", withCRS(`7`), "umrechnen"},
		{"UTM by numbers", file(`{"nr":"01"}`, ring(513_000, 5_403_000)), "sieht aus wie ETRS89/UTM (EPSG:25832"},
		{"UTM with zone", file(`{"nr":"01"}`, ring(32_513_000, 5_403_000)), "EPSG:4647"},
		{"Gauß-Krüger by numbers", file(`{"nr":"01"}`, ring(3_513_000, 5_403_000)), "EPSG:31467"},
		{"Web Mercator by numbers", file(`{"nr":"01"}`, ring(1_022_000, 6_240_000)), "EPSG:3857"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := geojson.ReadAreas("a.geojson", strings.NewReader(c.content), town, geojson.Options{})
			rows := fault.RowsOf(err)
			if fault.KindOf(err) != fault.Invalid || len(rows) != 1 || !strings.Contains(rows[0].Expected.De, c.want) || len(rows[0].Value) > 700 {
				t.Errorf("%.500v, want one sentence with %q", err, c.want)
			}
		})
	}
	for _, name := range []string{"urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "urn:ogc:def:crs:EPSG::4258", "WGS 84"} {
		if _, err := geojson.ReadAreas("a.geojson", strings.NewReader(withCRS(named(name))), town, geojson.Options{}); err != nil {
			t.Errorf("%s is refused: %v", name, err)
		}
	}
	if _, err := geojson.ReadAreas("a.geojson", strings.NewReader(withCRS("null")), town, geojson.Options{}); err != nil {
		t.Error(err)
	}
}

func TestFaultsAreCapped(t *testing.T) {
	content := `{"type":"FeatureCollection","features":[` + strings.Repeat("7,", 100_000) + "7]}"
	_, err := geojson.ReadAreas("a.geojson", strings.NewReader(content), town, geojson.Options{})
	if n := len(fault.RowsOf(err)); n != 1000 {
		t.Errorf("%d faults", n)
	}
}

func TestPlaces(t *testing.T) {
	point := func(x string) string { return `{"type":"Point","coordinates":[` + x + `]}` }
	content := file(`{"name":"Ringstraße","plätze":240,"quote":0.5,"lon":"x"}`, point("9.182,48.776"), `{"plätze":"unbekannt","eröffnet":"1.5.2018","frei":null,"name":"Süd\"park"}`, point("9.2,48.7,250"))
	places, properties, err := geojson.ReadPlaces("orte.geojson", strings.NewReader(content))
	if err != nil || len(places) != 2 || places[0].Properties["plätze"] != "240" || places[0].Line != 2 || places[1].Point.Lat != 48.7 {
		t.Fatalf("%+v %v", places, err)
	}
	if got := strings.Join(properties, " "); got != "name plätze quote lon eröffnet frei" {
		t.Errorf("properties %s", got)
	}
	in, err := geojson.OpenPlaces("orte.geojson", strings.NewReader(content))
	if err != nil || strings.Join(in.Columns, " ") != "name plätze quote eröffnet frei lon lat" {
		t.Fatalf("%v %v", in, err)
	}
	row, err := in.Next()
	f := in.Fields(row)
	if err != nil || f.Int("plätze") != 240 || f.Decimal("quote").String() != "0.5" || f.Decimal("lon").String() != "9.182" || f.Text("name") != "Ringstraße" {
		t.Errorf("%v %v", row, err)
	}
	if row, err = in.Next(); err != nil || row.Line != 3 || in.Fields(row).Date("eröffnet").String() != "2018-05-01" || row.Raw("name") != `Süd"park` {
		t.Errorf("%v %v", row, err)
	}
	if _, err := in.Next(); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
	_, err = geojson.OpenPlaces("orte.geojson", strings.NewReader(file(`{}`, square, `{}`, point("513000,5403000"), `{}`, `null`, `{}`, point("9"))))
	rows := fault.RowsOf(err)
	if len(rows) != 4 || !strings.Contains(rows[0].Expected.De, "Punkt") || !strings.Contains(rows[1].Expected.De, "EPSG:25832") || rows[2].Line != 4 || !strings.Contains(rows[3].Expected.De, "zwei Zahlen") {
		t.Errorf("%v", err)
	}
}

// greedyFiles demand as much memory as the limits allow.
var greedyFiles = map[string]func() string{
	"rings": func() string {
		return file(`{"nr":"01"}`, `{"type":"MultiPolygon","coordinates":[`+strings.Repeat(`[[]],`, 999_990)+`[]]}`)
	},
	"positions": func() string {
		return file(`{"nr":"01"}`, `{"type":"Polygon","coordinates":[[`+strings.Repeat(`[9.0000000001,48.0000000001,0],`, 1_990_000)+`[9,48]]]}`)
	},
	"properties": func() string {
		return file(`{"nr":"01","x":[`+strings.Repeat("1,", 4<<20-100)+`1]}`, square)
	},
	"features": func() string {
		return `{"type":"FeatureCollection","features":[` + strings.Repeat(`{"type":"Feature","properties":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}},`, 99_000) + `{"type":"Feature"}]}`
	},
	"a long text": func() string { return `{"type":"FeatureCollection","x":"` + strings.Repeat("x", 60<<20) + `"}` },
}

// TestMemory reads each file in a process of its own, whose largest resident
// set the operating system tells.
func TestMemory(t *testing.T) {
	if name := os.Getenv("PLANRAUM_READ"); name != "" {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.Close() }() // reading only
		_, err = geojson.ReadAreas("a.geojson", f, town, geojson.Options{})
		tellPeak(t)
		t.Logf("%d faults", len(fault.RowsOf(err)))
		return
	}
	if testing.Short() {
		t.Skip("writes files of 64 MiB")
	}
	for name, content := range greedyFiles {
		file := filepath.Join(t.TempDir(), "a.geojson")
		if err := os.WriteFile(file, []byte(content()), 0o600); err != nil {
			t.Fatal(err)
		}
		child := exec.Command(os.Args[0], "-test.run=^TestMemory$", "-test.v")
		child.Env = append(os.Environ(), "PLANRAUM_READ="+file)
		out, err := child.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		size := peak(t, string(out))
		if size == 0 {
			t.Skip("this system does not tell the memory of a process")
		}
		t.Logf("%s: %d MiB", name, size)
		if size > 384 {
			t.Errorf("%s: %d MiB of memory", name, size)
		}
	}
}

// FuzzReadPlaces: any bytes are read or refused with a row.
func FuzzReadPlaces(f *testing.F) {
	f.Add([]byte(file(`{"a":1,"b":"x"}`, `{"type":"Point","coordinates":[9,48]}`)))
	f.Add([]byte(withCRS(named("EPSG:25832"))))
	f.Fuzz(func(t *testing.T, content []byte) {
		in, err := geojson.OpenPlaces("fuzz", bytes.NewReader(content))
		for err == nil {
			_, err = in.Next()
		}
		if !errors.Is(err, io.EOF) && (fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) == 0) {
			t.Fatalf("%v is no refusal", err)
		}
	})
}

// tellPeak logs the largest resident set of this process.
func tellPeak(t *testing.T) {
	status, err := os.ReadFile("/proc/self/status")
	if err == nil {
		t.Log(string(regexp.MustCompile(`VmHWM:\s+\d+ kB`).Find(status)))
	}
}

// peak reads what tellPeak logged, in MiB; 0 for nothing.
func peak(t *testing.T, out string) int {
	t.Helper()
	m := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindStringSubmatch(out)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return n >> 10
}
