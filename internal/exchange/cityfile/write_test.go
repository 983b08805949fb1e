// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/scenario"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// written writes the sheet in the language or, without one, as XLSX, and opens
// the result.
func written(t *rapid.T, s table.Sheet, l text.Lang) *table.Reader {
	var b bytes.Buffer
	var err error
	if l == "" {
		err = table.WriteXLSX(&b, text.De, s)
	} else {
		err = table.WriteCSV(&b, l, s)
	}
	if err != nil {
		t.Fatal(err)
	}
	in, err := table.Open("back", &b)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

var (
	days = rapid.Custom(func(t *rapid.T) period.Date {
		return period.Day(2010, 1, 1).AddDays(rapid.IntRange(0, 6000).Draw(t, "day"))
	})
	spans  = rapid.Custom(func(t *rapid.T) period.Period { return span(t) })
	phrase = rapid.SampledFrom([]string{"", "GRDrs 1330/2015", "=1+1", "'quoted'", "Straße; „Größe“, 12,5 %", "a\nb", "#1", "-417", "@x"})
	bases  = rapid.SampledFrom([]figure.Basis{figure.Counted, figure.Reported, figure.Announced, figure.Assumed, figure.Forecast, figure.Computed})
	langs  = rapid.SampledFrom([]text.Lang{text.De, text.En, ""})
)

func span(t *rapid.T) period.Period {
	from := days.Draw(t, "from")
	return rapid.SampledFrom([]period.Period{
		period.On(from), period.InMonth(from.Month()), period.InYear(from.Year()), {From: from, To: from.AddDays(40)},
	}).Draw(t, "span")
}

// TestFiguresComeBack: what is written is read again, in both languages and as
// a spreadsheet, whatever the texts hold.
func TestFiguresComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := make([]figure.Figure, rapid.IntRange(1, 20).Draw(t, "rows"))
		for i := range list {
			p := spans.Draw(t, "period")
			list[i] = figure.Figure{
				Key:        figure.Key{Indicator: "intake.city_share", Area: "08111000/501", Group: "refugees", Period: p},
				Value:      unit.Decimal{Amount: rapid.Int64Range(-1e15, 1e15).Draw(t, "value"), Places: 2},
				Basis:      bases.Draw(t, "basis"),
				KnownFrom:  p.To.AddDays(14),
				KnownBasis: phrase.Draw(t, "known"),
				Note:       phrase.Draw(t, "note"),
				Source:     "Zeile " + string(rune('A'+i)),
			}
		}
		in := written(t, cityfile.FigureSheet(slices.Values(list)), langs.Draw(t, "language"))
		var back []figure.Figure
		rows, err := cityfile.ReadFigures(in, town(), func(f []figure.Figure) error {
			back = append(back, f...)
			return nil
		})
		if err != nil || rows != len(list) {
			t.Fatal(rows, err)
		}
		for i := range back {
			back[i].File, back[i].Line = "", 0
		}
		if d := cmp.Diff(list, back, cmp.AllowUnexported(period.Date{})); d != "" {
			t.Fatal(d)
		}
	})
}

func TestSitesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		opening := days.Draw(t, "opening")
		s := accommodation.Site{
			ID: "a", Name: "Ost", Area: "08111000/03", Kind: accommodation.Container, Certainty: accommodation.Planned,
			Opening: accommodation.Dated{Date: opening, Basis: bases.Draw(t, "opening basis"), Rule: phrase.Draw(t, "rule")},
			Nominal: 100, Blocked: 3, Reserve: 2,
			Cost:  unit.Cents(rapid.Int64Range(0, 1e12).Draw(t, "cost")),
			Basis: bases.Draw(t, "basis"), Source: "paper", Note: phrase.Draw(t, "note"), Package: "t1", Paper: phrase.Draw(t, "paper"),
			KnownFrom: days.Draw(t, "known"), Withdrawn: rapid.Bool().Draw(t, "withdrawn"),
		}
		if rapid.Bool().Draw(t, "ends") {
			s.End = accommodation.Dated{Date: opening.AddDays(1), Basis: bases.Draw(t, "end basis"), Rule: phrase.Draw(t, "rule")}
			s.EndReason = accommodation.Permit
		}
		back, err := cityfile.ReadSites(written(t, cityfile.SiteSheet([]accommodation.Site{s}), langs.Draw(t, "language")), town())
		if err != nil || len(back) != 1 {
			t.Fatal(back, err)
		}
		back[0].File, back[0].Line = "", 0
		if d := cmp.Diff(s, back[0], cmp.AllowUnexported(period.Date{})); d != "" {
			t.Fatal(d)
		}
	})
}

func TestAreasComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		editions := []area.Edition{{ID: "e1", Name: "e1", ValidFrom: days.Draw(t, "from"), Source: "s"}}
		degree := rapid.Custom(func(t *rapid.T) float64 {
			return float64(rapid.Int64Range(-900_000_000, 900_000_000).Draw(t, "d")) / 1e7
		})
		areas := []area.Area{
			{ID: "08111000", Edition: "e1", Level: area.City, Number: "0", Name: "Stadt", Source: "s"},
			{
				ID: "08111000/01", Edition: "e1", Level: area.District, Number: "01", Name: "Mitte", Parent: "08111000", Source: "s",
				Centre: area.Point{Lon: degree.Draw(t, "lon"), Lat: degree.Draw(t, "lat")}, Hectare: rapid.Int64Range(0, 1e9).Draw(t, "hectare"),
			},
		}
		gotEditions, got, err := cityfile.ReadAreas(written(t, cityfile.AreaSheet(editions, areas), langs.Draw(t, "language")))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(editions, gotEditions, cmp.AllowUnexported(period.Date{})); d != "" {
			t.Fatal(d)
		}
		if d := cmp.Diff(areas, got); d != "" {
			t.Fatal(d)
		}
	})
}

// TestRecords: an entry's key tells it from its neighbours and keeps later
// versions together.
func TestRecords(t *testing.T) {
	in := open(t, "id,task_de,task_en,per,base,accommodation,valid_from,valid_to,known_from,source\n"+
		"a,B,s,90,persons,all,,,2012-10-12,p\n"+
		"a,B,s,90,persons,all,,2014-10-14,2014-10-15,p\n"+
		"a,B,s,136,persons,all,2014-10-15,,2014-10-15,p\n")
	keys, err := cityfile.ReadStaffingKeys(in)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, k := range keys {
		r, err := cityfile.ToRecord(k)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(r.Kind)+" "+r.Key+" "+r.KnownFrom.String())
		if r.File != "test.csv" || r.Line == 0 || !bytes.Contains(r.Body, []byte(`"per":`)) {
			t.Errorf("record %+v, body %s", r, r.Body)
		}
	}
	want := []string{"staffing_key a|all| 2012-10-12", "staffing_key a|all| 2014-10-15", "staffing_key a|all|2014-10-15 2014-10-15"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, err := cityfile.ToRecord(population.Group{}); err == nil {
		t.Error("a group has no register")
	}
}

// TestScenariosAsTyped: whatever a planner assumes can be written as a file and comes
// back the same.
func TestScenariosAsTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := scenario.Scenario{ID: "s", Name: "Ein Szenario", Author: "Amt", On: period.Day(2016, 1, 1), Weight: rapid.IntRange(0, 100).Draw(t, "weight"), Source: "Test"}
		rows := []string{"id,name,kind,from,factor,months,down,persons,private,return,weight,author,on,known_from,source"}
		for range rapid.IntRange(1, 4).Draw(t, "parts") {
			p := scenario.Part{Kind: rapid.SampledFrom(scenario.Kinds()).Draw(t, "kind"), From: period.MonthOf(2016, 1) + period.Month(rapid.IntRange(0, 40).Draw(t, "from"))}
			cells := map[string]string{}
			for _, n := range scenario.Numbers(p.Kind) {
				v := rapid.SliceOfN(rapid.IntRange(int(n.Low)*100, int(min(n.High, 5000))*100), 3, 3).Draw(t, n.Name)
				if n.Name == "persons" { // people are whole
					for i := range v {
						v[i] -= v[i] % 100
					}
				}
				slices.Sort(v)
				n.Set(&p, &scenario.Range{Low: float64(v[0]) / 100, Likely: float64(v[1]) / 100, High: float64(v[2]) / 100})
				cells[n.Name] = fmt.Sprintf("%d.%02d | %d.%02d|%d.%02d", v[0]/100, v[0]%100, v[1]/100, v[1]%100, v[2]/100, v[2]%100)
			}
			down := ""
			if p.Kind == scenario.Surge {
				p.Down = rapid.IntRange(0, 60).Draw(t, "down")
				down = fmt.Sprint(p.Down)
			}
			want.Parts = append(want.Parts, p)
			rows = append(rows, strings.Join([]string{
				"s", want.Name, string(p.Kind), p.From.String(), cells["factor"], cells["months"], down, cells["persons"], cells["private"], cells["return"],
				fmt.Sprint(want.Weight), "Amt", "2016-01-01", "2016-02-01", "Test",
			}, ","))
		}
		in, err := table.Open("s.csv", strings.NewReader(strings.Join(rows, "\n")+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := cityfile.ReadScenarios(in)
		if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0].Scenario, want) {
			t.Fatalf("%+v, %v; want %+v", got, err, want)
		}
	})
}
