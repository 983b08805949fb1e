// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// town is what the files of these tests may name.
func town() cityfile.Catalogue {
	areas := []area.Area{
		{ID: "08111000", Level: area.City, Name: "Stuttgart"},
		{ID: "08111000/01", Level: area.District, Name: "Mitte"},
		{ID: "08111000/02", Level: area.District, Name: "Nord"},
		{ID: "08111000/03", Level: area.District, Name: "Ost"},
		{ID: "08111000/05", Level: area.District, Name: "West"},
		{ID: "08111000/09", Level: area.District, Name: "Degerloch"},
		{ID: "08111000/501", Level: area.Subdistrict, Name: "Münster"},
	}
	persons, percent := text.T("Personen", "persons"), text.T("Prozent", "percent")
	indicators := []figure.Indicator{
		{Code: "accommodation.persons", Unit: persons, Kind: figure.Stock},
		{Code: "intake.arrivals", Unit: persons, Kind: figure.Flow},
		{Code: "intake.corrections", Unit: persons, Kind: figure.Flow},
		{Code: "intake.city_share", Unit: percent, Places: 2, Kind: figure.Rate},
	}
	return cityfile.NewCatalogue(areas, indicators, []population.Group{{ID: "refugees"}})
}

// read reads a file of any kind and returns the number of its entries.
func read(in *table.Reader, kind cityfile.Kind, known cityfile.Catalogue) (n int, err error) {
	switch kind {
	case cityfile.Areas:
		_, list, err := cityfile.ReadAreas(in)
		return len(list), err
	case cityfile.Indicators:
		return count(cityfile.ReadIndicators(in))
	case cityfile.Groups:
		return count(cityfile.ReadGroups(in))
	case cityfile.Sources:
		return count(cityfile.ReadSources(in))
	case cityfile.Settings:
		return count(cityfile.ReadSettings(in))
	case cityfile.Figures:
		return cityfile.ReadFigures(in, known, func([]figure.Figure) error { return nil })
	case cityfile.Breaks:
		return count(cityfile.ReadBreaks(in, known))
	case cityfile.Choices:
		return count(cityfile.ReadChoices(in, known))
	case cityfile.Sites:
		return count(cityfile.ReadSites(in, known))
	case cityfile.Packages:
		return count(cityfile.ReadPackages(in))
	case cityfile.Norms:
		return count(cityfile.ReadNorms(in))
	case cityfile.Utilisation:
		return count(cityfile.ReadUtilisation(in))
	case cityfile.Thresholds:
		return count(cityfile.ReadThresholds(in))
	case cityfile.LeadTimes:
		return count(cityfile.ReadLeadTimes(in))
	case cityfile.StaffingKeys:
		return count(cityfile.ReadStaffingKeys(in))
	case cityfile.Pay:
		return count(cityfile.ReadPay(in))
	case cityfile.FlatRates:
		return count(cityfile.ReadFlatRates(in))
	case cityfile.Projection:
		return count(cityfile.ReadProjection(in, known))
	case cityfile.Stays:
		return count(cityfile.ReadStays(in))
	case cityfile.Bodies:
		return count(cityfile.ReadBodies(in))
	case cityfile.Scenarios:
		return count(cityfile.ReadScenarios(in))
	case cityfile.Actions:
		return count(cityfile.ReadActions(in, cityfile.Catalogue{}))
	case cityfile.Goals:
		return count(cityfile.ReadGoals(in, known))
	case cityfile.Measures:
		return count(cityfile.ReadMeasures(in, known))
	case cityfile.PostCases:
		return count(cityfile.ReadPostCases(in))
	case cityfile.PostChanges:
		return count(cityfile.ReadPostChanges(in))
	case cityfile.Datasets:
		return count(cityfile.ReadDatasets(in, known))
	case cityfile.Committees:
		return count(cityfile.ReadCommittees(in, known))
	case cityfile.Citations:
		return count(cityfile.ReadCitations(in))
	case cityfile.Recess:
		return count(cityfile.ReadRecess(in))
	case cityfile.Sittings:
		return count(cityfile.ReadSittings(in))
	case cityfile.Motions:
		return count(cityfile.ReadMotions(in))
	case cityfile.Papers:
		return count(cityfile.ReadPapers(in))
	case cityfile.Apportion:
		return count(cityfile.ReadApportion(in, known))
	case cityfile.Crosswalk:
		return count(cityfile.ReadCrosswalk(in, places))
	case cityfile.CrosswalkCells:
		return count(cityfile.ReadCrosswalkCells(in, places))
	}
	return 0, fmt.Errorf("no reader for kind %q", kind)
}

func count[T any](list []T, err error) (int, error) { return len(list), err }

// TestBadFiles reads every file of testdata and compares its faults with those
// that the file of the same name with the ending .faults lists, one a line:
// row; column (its beginning); value (a part of it); expected (a part of it).
// A case is added by adding the two files.
func TestBadFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatal("no files in testdata", err)
	}
	seen := map[cityfile.Kind]bool{}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in, err := table.Open(filepath.Base(name), bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			kind, ok := cityfile.Detect(in.Columns)
			if !ok || !strings.HasPrefix(filepath.Base(name), string(kind)) {
				t.Fatalf("detected as %q", kind)
			}
			seen[kind] = true
			_, err = read(in, kind, town())
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("error %v, want a refusal", err)
			}
			compare(t, strings.TrimSuffix(name, ".csv")+".faults", fault.RowsOf(err))
		})
	}
	for _, kind := range cityfile.Kinds() {
		if !seen[kind] {
			t.Errorf("no bad file of kind %s", kind)
		}
	}
}

func compare(t *testing.T, expected string, rows []fault.Row) {
	t.Helper()
	list, err := os.ReadFile(expected)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(list)), "\n")
	for i, row := range rows {
		if row.Expected.De == "" || row.Expected.En == "" || row.File == "" {
			t.Errorf("fault without file or expectation: %+v", row)
		}
		if i >= len(lines) {
			t.Errorf("fault not listed: %s", row.In(text.De))
			continue
		}
		want := strings.SplitN(lines[i], ";", 4)
		if len(want) != 4 {
			t.Fatalf("%s: line %d has not four parts", expected, i+1)
		}
		if fmt.Sprint(row.Line) != want[0] || !strings.HasPrefix(row.Column, want[1]) ||
			!strings.Contains(row.Value, want[2]) || !strings.Contains(row.Expected.De, want[3]) {
			t.Errorf("got  %s\nwant %s", row.In(text.De), lines[i])
		}
	}
	for i := len(rows); i < len(lines); i++ {
		t.Errorf("missing fault: %s", lines[i])
	}
}

func open(t testing.TB, content string) *table.Reader {
	t.Helper()
	in, err := table.Open("test.csv", strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestDetectRefusesStrangers(t *testing.T) {
	for _, columns := range [][]string{nil, {"a", "b"}, {"name", "source"}, {"stop_id", "stop_name", "lat", "lon"}} {
		if kind, ok := cityfile.Detect(columns); ok {
			t.Errorf("%v is detected as %s", columns, kind)
		}
	}
}

func TestEmitErrorEndsReading(t *testing.T) {
	const header = "indicator,area,period,value,basis,known_from,source\n"
	in := open(t, header+"accommodation.persons,08111000,2015-11-27,1,counted,2015-11-27,a\n")
	full := fault.New(fault.Unavailable, "store", "voll", "full")
	_, err := cityfile.ReadFigures(in, town(), func([]figure.Figure) error { return full })
	if fault.KindOf(err) != fault.Unavailable {
		t.Errorf("error %v, want that of emit", err)
	}
}

// TestNothingAfterAFault: once a fault is known nothing more is handed on, and
// the rest of a large file is still judged.
func TestNothingAfterAFault(t *testing.T) {
	content := func(rows, bad int) io.Reader {
		var b strings.Builder
		b.WriteString("indicator,area,period,value,basis,known_from,source\n")
		for i := range rows {
			value := fmt.Sprint(i)
			if i == bad || i == rows-1 {
				value = "x"
			}
			fmt.Fprintf(&b, "accommodation.persons,08111000,2015-11-27,%s,counted,2015-11-27,paper %d\n", value, i)
		}
		return strings.NewReader(b.String())
	}
	in, err := table.Open("large.csv", content(20_000, 7_000))
	if err != nil {
		t.Fatal(err)
	}
	emitted := 0
	_, err = cityfile.ReadFigures(in, town(), func(f []figure.Figure) error {
		emitted += len(f)
		return nil
	})
	if rows := fault.RowsOf(err); len(rows) != 2 || rows[0].Line != 7_002 || rows[1].Line != 20_001 {
		t.Errorf("faults %v, want rows 7002 and 20001", err)
	}
	if emitted > 7_000 {
		t.Errorf("%d figures handed on after the fault in row 7002", emitted)
	}
}

// TestReadingThatEndsEarly: a fault that ends the reading, here a quote that is
// never closed, is not lost when it is the only one.
func TestReadingThatEndsEarly(t *testing.T) {
	in := open(t, "id,name_de,name_en\nrefugees,\""+strings.Repeat("Geflüchtete\n", 2<<20)+"\n")
	list, err := cityfile.ReadGroups(in)
	if fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 1 || fault.RowsOf(err)[0].Line != 2 {
		t.Errorf("%d groups and error %v, want a refusal of row 2", len(list), err)
	}
}

// TestManyFaults: a file of faults only is judged in a moment, and the faults
// beyond table.MaxFaults are counted.
func TestManyFaults(t *testing.T) {
	const rows = 20_000
	var b strings.Builder
	b.WriteString("indicator,area,period,value,basis,known_from,source\n")
	for i := range rows {
		fmt.Fprintf(&b, "accommodation.persons,08111000/%d,2015-11-27,1,counted,2015-11-27,paper\n", i+1000)
	}
	_, err := cityfile.ReadFigures(open(t, b.String()), town(), nil)
	list := fault.RowsOf(err)
	if len(list) != table.MaxFaults+1 || list[table.MaxFaults].Line != 0 || list[table.MaxFaults].Value != text.De.Int(rows-table.MaxFaults) {
		t.Errorf("%d rows, the last %+v", len(list), list[len(list)-1])
	}
}

// places are two editions of a town: A and B, then A and N.
var places = cityfile.Places{"alt": {"A": true, "B": true}, "neu": {"A": true, "N": true}}
