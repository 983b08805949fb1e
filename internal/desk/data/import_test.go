// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/tools/refdata"
)

// bad are files of which nothing may be stored, with the places at which a
// fault must be named: row and column.
var bad = map[string]struct {
	name, content string
	faults        []string
}{
	"figures": {"figures.csv", `indicator,area,period,value,basis,known_from,source
accommodation.persons,08111000,2015-12-31,7000,reported,2016-01-14,Test
accommodation.persons,08111999,2015-12-31,7000,reported,2016-01-14,Test
accommodation.beds,08111000,2015-13-31,7000,guessed,2016-01-14,Test
accommodation.persons,08111000,2014-12-31,"70,5,3",reported,morgen,Test
accommodation.persons,08111000,2015-12-31,7000,reported,2016-01-14,Test
`, []string{"3 area", "4 indicator", "4 period", "4 basis", "5 value", "5 known_from", "6 "}},
	"sites": {"sites.csv", `id,name,area,kind,certainty,opening,end,end_reason,places,basis,known_from,source
a,A,08111000/12,tent,decided,2016-01-01,,,100,reported,2015-11-01,Test
b,B,08111000/12,container,decided,2016-02-01,2016-01-01,lease,-5,reported,2015-11-01,Test
c,C,nowhere,container,sure,2016-02-30,,,100,reported,2015-11-01,Test
`, []string{"2 kind", "3 end", "3 places", "4 area", "4 certainty", "4 opening"}},
	"missing column": {"utilisation.csv", "percent,valid_from,known_from,status\n90,2013-01-01,2013-01-01,practice\n", []string{"1 source"}},
	"keys":           {"staffing_keys.csv", "id,task_de,task_en,per,base,accommodation,known_from,source\nx,X,X,0,beds,all,2015-01-01,Test\n", []string{"2 per", "2 base"}},
	"plan":           {"plan.yaml", "plan: Fehler\nas_of: gestern\nhorizon: 2016-01..2015-01\nbeds: 3\n", []string{"2 as_of", "3 horizon", "4 beds"}},
	"boundaries":     {"areas.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"number":"999"},"geometry":null}]}`, []string{"1 "}},
}

// TestBadFilesAreRefusedWhole: every fault is named at once with file, row,
// column, value and what was expected, and the database stays as it was.
func TestBadFilesAreRefusedWhole(t *testing.T) {
	city := citytest.Example(t)
	before := fingerprint(t, city)
	for name, c := range bad {
		t.Run(name, func(t *testing.T) {
			out, err := city.Try(t, c.name, c.content)
			if fault.KindOf(err) != fault.Invalid || out.Stored {
				t.Fatalf("%+v, %v", out, err)
			}
			var places []string
			for _, r := range fault.RowsOf(err) {
				places = append(places, strconv.Itoa(r.Line)+" "+r.Column)
				if r.File != c.name || r.Expected.De == "" || r.Expected.En == "" {
					t.Errorf("fault %+v", r)
				}
			}
			all := strings.Join(places, "\n")
			for _, want := range c.faults {
				if !strings.Contains(all, want) {
					t.Errorf("no fault at %q; named are\n%s", want, all)
				}
			}
		})
	}
	if after := fingerprint(t, city); after != before {
		t.Errorf("a refused file left something behind:\n%+v\n%+v", before, after)
	}
}

// print is what a database holds, in numbers.
type print struct {
	position, figures, batches, sites, plans int64
}

func fingerprint(t *testing.T, c *citytest.City) print {
	t.Helper()
	p := print{position: c.Position(t)}
	figures, err := c.Data.Figures(t.Context(), allFigures)
	if err != nil {
		t.Fatal(err)
	}
	batches, err := c.Data.Batches(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	p.figures, p.batches = int64(len(figures)), int64(len(batches))
	for kind, n := range map[register.Kind]*int64{register.Site: &p.sites, register.Plan: &p.plans} {
		records, err := c.Data.Records(t.Context(), kind, period.Date{})
		if err != nil {
			t.Fatal(err)
		}
		*n = int64(len(records))
	}
	return p
}

func TestUnknownKindsAndColumns(t *testing.T) {
	city := citytest.Example(t)
	_, err := city.Try(t, "strange.csv", "alpha,beta\n1,2\n")
	if rows := fault.RowsOf(err); fault.KindOf(err) != fault.Invalid || len(rows) != 1 || rows[0].Value != "alpha, beta" || !strings.Contains(rows[0].Expected.De, "figures, ") {
		t.Errorf("unknown columns: %v", err)
	}
	_, err = city.Try(t, "actions_2015.csv", "Auftrag,Frist,alpha,owner\n1,2,3,4\n")
	if rows := fault.RowsOf(err); len(rows) != 1 || !strings.Contains(rows[0].Expected.De, "am nächsten: actions (id, title, owner,") || strings.Contains(rows[0].Expected.De, "figures (") || strings.Count(rows[0].Expected.De, ";") > 2 {
		t.Errorf("near kinds: %v", err)
	}
	_, err = city.Data.Import(t.Context(), data.Incoming{Name: "figures.csv", Kind: "beds", Content: strings.NewReader("a,b\n1,2\n"), Now: citytest.Now})
	if rows := fault.RowsOf(err); fault.KindOf(err) != fault.Invalid || len(rows) != 1 || rows[0].Value != "beds" || !strings.Contains(rows[0].Expected.En, "staffing_keys") {
		t.Errorf("unknown kind: %v", err)
	}
	for _, content := range []string{"", "\n\n", "\x00\x01\x02", "indicator"} {
		if _, err := city.Try(t, "empty.csv", content); fault.KindOf(err) != fault.Invalid {
			t.Errorf("content %q: %v", content, err)
		}
	}
}

// TestSameFileTwice: a file that was taken before is a conflict, under any
// name, and changes nothing.
func TestSameFileTwice(t *testing.T) {
	city := citytest.Example(t)
	before := fingerprint(t, city)
	for _, f := range citytest.Files() {
		if _, err := city.Try(t, "again-"+f.Name, string(f.Content)); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s for the second time: %v", f.Name, err)
		}
	}
	if after := fingerprint(t, city); after != before {
		t.Errorf("%+v became %+v", before, after)
	}
}

// TestDryRun: everything is checked, rows are counted, nothing is stored, and
// the file can still be taken.
func TestDryRun(t *testing.T) {
	city := citytest.Empty(t)
	for _, f := range citytest.Files() {
		before := fingerprint(t, city)
		out, err := city.Data.Import(t.Context(), data.Incoming{Name: f.Name, Content: bytes.NewReader(f.Content), Now: citytest.Now, DryRun: true})
		if err != nil || out.Stored || out.Rows == 0 {
			t.Fatalf("%s: %+v, %v", f.Name, out, err)
		}
		if after := fingerprint(t, city); after != before {
			t.Fatalf("the dry run of %s stored something: %+v, %+v", f.Name, before, after)
		}
		real, err := city.Try(t, f.Name, string(f.Content))
		if err != nil || !real.Stored || real.Rows != out.Rows || real.Kind != out.Kind {
			t.Fatalf("%s: %+v after a dry run of %+v, %v", f.Name, real, out, err)
		}
	}
	if _, err := city.Data.Import(t.Context(), data.Incoming{
		Name: bad["sites"].name, Content: strings.NewReader(bad["sites"].content), Now: citytest.Now, DryRun: true,
	}); len(fault.RowsOf(err)) < 6 {
		t.Errorf("a dry run of a bad file: %v", err)
	}
}

// boundaries is the file of the subdistricts' boundaries.
func boundaries(t *testing.T) string {
	t.Helper()
	content, err := io.ReadAll(refdata.Open(t, "stuttgart/stadtteile.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// TestBoundaries: a file with boundaries gives areas their shapes; a second
// one replaces them; without any area it is refused.
func TestBoundaries(t *testing.T) {
	shapes := boundaries(t)
	city := citytest.Example(t)
	drawn := func() (n int) {
		areas, err := city.Data.Areas(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range areas {
			if a.Level == area.Subdistrict && len(a.Boundary) > 0 {
				n++
			}
		}
		return n
	}
	if drawn() != 0 {
		t.Fatal("the example has boundaries already")
	}
	out, err := city.Try(t, "stadtteile.geojson", shapes)
	if err != nil || out.Kind != "boundaries" || out.Rows != 152 || drawn() != 152 {
		t.Errorf("%+v, %v; %d subdistricts have a boundary, want 152", out, err, drawn())
	}
	for _, content := range []string{shapes, `{"type":"FeatureCollection","features":[]}`} {
		if _, err := citytest.Empty(t).Try(t, "stadtteile.geojson", content); fault.KindOf(err) != fault.Invalid {
			t.Errorf("boundaries without areas: %v", err)
		}
	}
}

// TestProgress: who asks hears of the rows taken, up to all of them.
func TestProgress(t *testing.T) {
	city := citytest.Empty(t)
	for _, f := range citytest.Files() {
		var last int
		out, err := city.Data.Import(t.Context(), data.Incoming{
			Name: f.Name, Content: bytes.NewReader(f.Content), Now: citytest.Now, Progress: func(rows int) { last = rows },
		})
		if err != nil {
			t.Fatal(err)
		}
		if out.Kind == "figures" && last != out.Rows {
			t.Errorf("%s: heard of %d rows, %d were taken", f.Name, last, out.Rows)
		}
	}
}
