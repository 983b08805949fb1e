// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
	"planraum/internal/text"
	"planraum/tools/refdata"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// onBoth runs a test on an empty city of each database.
func onBoth(t *testing.T, test func(t *testing.T, c *citytest.City)) {
	t.Run("sqlite", func(t *testing.T) { test(t, citytest.Open(t, filepath.Join(t.TempDir(), "city.db"))) })
	t.Run("postgresql", func(t *testing.T) { test(t, citytest.Open(t, pgtest.Start(t))) })
}

// The town of two districts, A and B, whose border moves in 2016: of the 400
// people of A 100 come to B, which is called N from then on. C stays.
const (
	townAreas = `edition,edition_valid_from,level,id,number,name,parent,lon,lat,source
alt,2013-01-01,city,09999000,0,Musterstadt,,9,48,erfunden
alt,2013-01-01,district,09999000/A,1,Adorf,09999000,9,48,erfunden
alt,2013-01-01,district,09999000/B,2,Bedorf,09999000,9,48,erfunden
alt,2013-01-01,district,09999000/C,3,Cedorf,09999000,9,48,erfunden
neu,2016-01-01,city,09999000,0,Musterstadt,,9,48,erfunden
neu,2016-01-01,district,09999000/A,1,Adorf,09999000,9,48,erfunden
neu,2016-01-01,district,09999000/N,2,Nedorf,09999000,9,48,erfunden
neu,2016-01-01,district,09999000/C,3,Cedorf,09999000,9,48,erfunden
`
	townCells = `cell,from_edition,from_area,to_edition,to_area,people,source,known_from
1,alt,09999000/A,neu,09999000/A,250,erfunden,2016-01-01
2,alt,09999000/A,neu,09999000/A,50,erfunden,2016-01-01
3,alt,09999000/A,neu,09999000/N,100,erfunden,2016-01-01
4,alt,09999000/B,neu,09999000/N,600,erfunden,2016-01-01
5,alt,09999000/C,neu,09999000/C,80,erfunden,2016-01-01
`
	townNames   = "code,name_de,name_en,unit_de,unit_en,decimals,kind\npeople,Personen,persons,Personen,persons,0,stock\nshare,Anteil,share,%,%,1,rate\n"
	townFigures = `indicator,area,period,value,basis,known_from,source
people,09999000,2015-12-31,20,counted,2016-01-14,Amt
people,09999000/A,2015-12-31,10,counted,2016-01-14,Amt
people,09999000/B,2015-12-31,7,counted,2016-01-14,Amt
people,09999000/C,2015-12-31,3,counted,2016-01-20,Amt
share,09999000/A,2015-12-31,20.0,counted,2016-01-14,Amt
share,09999000/B,2015-12-31,6.0,counted,2016-01-14,Amt
people,09999000/N,2016-12-31,12,counted,2017-01-14,Amt
`
)

func fillTown(t *testing.T, c *citytest.City, more ...string) {
	t.Helper()
	c.Import(t, "areas.csv", townAreas)
	c.Import(t, "indicators.csv", townNames)
	for i, content := range append([]string{townFigures}, more...) {
		c.Import(t, "file"+string(rune('0'+i))+".csv", content)
	}
}

// TestCarryOver: figures of the old edition in the new one, with answers known
// by hand: A keeps 3/4 of its 10 people, N takes 1/4 and the 7 of B.
func TestCarryOver(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		fillTown(t, c, townCells)
		at := figure.Query{Indicators: []string{"people"}, To: period.Day(2015, 12, 31)}
		got, err := c.Data.CarryOver(t.Context(), at, "")
		if err != nil {
			t.Fatal(err)
		}
		want := map[area.ID]struct {
			value     int64
			estimated bool
		}{"09999000": {20, false}, "09999000/A": {8, true}, "09999000/N": {9, true}, "09999000/C": {3, false}}
		if len(got.Figures) != len(want) || len(got.Lost) != 0 || got.Edition.ID != "neu" || got.Estimated() != 2 {
			t.Fatalf("%+v", got)
		}
		for _, f := range got.Figures {
			w, ok := want[f.Area]
			if !ok || f.Value != unit.Whole(w.value) || f.Estimated != w.estimated || f.Estimated != (f.Basis == figure.Computed) {
				t.Errorf("%s is %+v, want %+v", f.Area, f, w)
			}
			if !f.Estimated {
				continue
			}
			d, err := c.Data.DeriveCarried(t.Context(), "neu", f.Key, period.Date{})
			if err != nil || d.Basis != figure.Computed || len(d.From) != len(f.Parts) || !strings.Contains(d.Note.De, "geschätzt") || d.Ref != f.Ref() {
				t.Errorf("derived as %+v, %v", d, err)
			}
			if f.Area == "09999000/N" && (!strings.Contains(d.Rule.De, "2 + 7 = 9") || !strings.HasPrefix(d.From[0].Name.De, "25\u00a0% von 09999000/A")) {
				t.Errorf("rule %q, first part %q", d.Rule.De, d.From[0].Name.De)
			}
		}
	})
}

// Shares are means by people: N = (100·20.0 + 600·6.0) / 700 = 8.0.
func TestCarryOverOfShares(t *testing.T) {
	c := citytest.Empty(t)
	fillTown(t, c, townCells)
	got, err := c.Data.CarryOver(t.Context(), figure.Query{Indicators: []string{"share"}}, "neu")
	if err != nil || len(got.Figures) != 2 || got.Figures[0].Value.Amount != 200 || got.Figures[1].Value.Amount != 80 || got.Figures[1].Area != "09999000/N" {
		t.Errorf("%+v, %v", got.Figures, err)
	}
	// And back: what was stated of N in 2016 lies in A by 1/7 and in B by 6/7.
	back, err := c.Data.CarryOver(t.Context(), figure.Query{Indicators: []string{"people"}, From: period.Day(2016, 12, 31)}, "alt")
	if err != nil || len(back.Figures) != 2 || back.Figures[0].Value.Amount+back.Figures[1].Value.Amount != 12 || back.Figures[1].Value.Amount != 10 {
		t.Errorf("back: %+v, %v", back.Figures, err)
	}
}

// TestDivisions: without weights nothing is carried over and what is lost is
// named; weights known later do not count before.
func TestDivisions(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		fillTown(t, c)
		got, err := c.Data.CarryOver(t.Context(), figure.Query{Indicators: []string{"people"}, To: period.Day(2015, 12, 31)}, "neu")
		if err != nil || len(got.Figures) != 1 || len(got.Lost) != 3 {
			t.Errorf("without weights %+v, lost %v, %v", got.Figures, got.Lost, err)
		}
		c.Import(t, "cells.csv", townCells)
		for day, weights := range map[period.Date]bool{period.Day(2015, 6, 1): false, period.Day(2016, 6, 1): true} {
			list, err := c.Data.Divisions(t.Context(), day)
			if err != nil || len(list) != 2 || list[0].ID != "neu" || list[0].Before != "alt" || list[0].Weights != weights {
				t.Fatalf("%s: %+v, %v", day, list, err)
			}
			if weights && (len(list[0].Changed) != 2 || list[0].Changed[0] != "09999000/A" || list[0].Changed[1] != "09999000/N") {
				t.Errorf("changed %v, want A and N", list[0].Changed)
			}
		}
	})
}

// A file of weights says the same as the cells they were made of, and a bad one
// is refused with all faults.
func TestCrosswalkFiles(t *testing.T) {
	c := citytest.Empty(t)
	fillTown(t, c, townCells)
	weights := `from_edition,from_area,to_edition,to_area,weight,by,source,known_from
alt,09999000/A,neu,09999000/A,300,people,erfunden,2016-01-01
alt,09999000/A,neu,09999000/N,100,people,erfunden,2016-01-01
`
	if out, err := c.Try(t, "crosswalk.csv", weights); err != nil || out.Kind != "crosswalk" || out.Unchanged != 2 || out.Stored {
		t.Errorf("%+v, %v", out, err)
	}
	bad := `from_edition,from_area,to_edition,to_area,weight,by,source,known_from
alt,09999000/N,neu,09999000/A,300,people,erfunden,2016-01-01
nie,09999000/A,neu,09999000/N,-1,heads,erfunden,2016-01-01
alt,09999000/B,alt,09999000/B,1,people,erfunden,2016-01-01
alt,09999000/C,neu,09999000/A,1,people,erfunden,2016-01-01
alt,09999000/C,neu,09999000/C,1,cells,erfunden,2016-01-01
`
	_, err := c.Try(t, "crosswalk.csv", bad)
	var places []string
	for _, r := range fault.RowsOf(err) {
		places = append(places, text.De.Int(int64(r.Line))+" "+r.Column)
	}
	if got := strings.Join(places, ", "); got != "2 from_area, 3 from_edition, 3 weight, 3 by, 4 to_edition, 6 by" {
		t.Errorf("faults at %s", got)
	}
}

// TestRevisionsOfAMonth: an office reports, corrects itself, and another one
// states something else.
func TestRevisionsOfAMonth(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		fillTown(t, c, `key,name,kind,matches,source,licence,delay_days
amt,Das Amt,published,Amt,erfunden,CC BY 4.0,10
`, `indicator,area,period,value,basis,known_from,source
people,09999000/A,2015-12-31,11,counted,2016-02-14,"Amt, Nachmeldung"
people,09999000/B,2015-12-31,14,reported,2016-03-14,Zeitung
`)
		found, err := c.Data.Revisions(t.Context(), data.RevisionFilter{})
		if err != nil || len(found.Lines) != 2 || found.Own != 1 || *found.Mean != 550 {
			t.Fatalf("%+v, %v", found, err)
		}
		most, own := found.Lines[0], found.Lines[1]
		if most.Own || most.Area != "Bedorf" || most.Difference() != 7 || own.Area != "Adorf" || !own.Own || own.Days() != 31 || own.By.Key != "amt" {
			t.Errorf("%+v\n%+v", most, own)
		}
		early, err := c.Data.Revisions(t.Context(), data.RevisionFilter{AsOf: period.Day(2016, 2, 20)})
		if err != nil || len(early.Lines) != 1 {
			t.Errorf("in February %+v, %v", early.Lines, err)
		}
		released := audience.With(t.Context(), audience.Lens{Released: true})
		if seen, err := c.Data.Revisions(released, data.RevisionFilter{}); err != nil || len(seen.Lines) != 1 || seen.Lines[0].Area != "Adorf" {
			t.Errorf("of released figures %+v, %v", seen.Lines, err)
		}
		sources, err := c.Data.Sources(t.Context(), period.Date{})
		if err != nil || len(sources) != 2 || sources[0].Profile.Key != "amt" || sources[0].Figures != 8 || *sources[0].Delay != 14 || sources[0].Revisions != 1 || *sources[0].Mean != 100 || sources[1].Revisions != 0 {
			t.Errorf("%+v, %v", sources, err)
		}
		sheet, err := c.Data.Source(t.Context(), "amt", period.Date{})
		if err != nil || len(sheet.Indicators) != 2 || len(sheet.Batches) != 2 || len(sheet.Named) != 2 || len(sheet.Revised.Lines) != 1 {
			t.Errorf("%+v, %v", sheet, err)
		}
		history(t, c)
	})
}

// history: the last batch added two figures and corrected two.
func history(t *testing.T, c *citytest.City) {
	t.Helper()
	entries, err := c.Data.History(t.Context(), data.HistoryFilter{})
	if err != nil || len(entries) != 5 || entries[0].Figures != 2 || entries[0].Corrected != 2 || entries[2].Figures != 7 || entries[2].Corrected != 0 {
		t.Fatalf("%+v, %v", entries, err)
	}
	for _, f := range []struct {
		filter data.HistoryFilter
		want   int
	}{
		{data.HistoryFilter{Source: "amt"}, 2},
		{data.HistoryFilter{Indicator: "share"}, 1},
		{data.HistoryFilter{Day: citytest.Today()}, 5},
		{data.HistoryFilter{Day: citytest.Today().AddDays(1)}, 0},
		{data.HistoryFilter{Limit: 3}, 3},
	} {
		if some, err := c.Data.History(t.Context(), f.filter); err != nil || len(some) != f.want {
			t.Errorf("%+v: %d entries, want %d, %v", f.filter, len(some), f.want, err)
		}
	}
	sheet, err := c.Data.Batch(t.Context(), entries[0].ID, 0)
	if err != nil || len(sheet.Figures) != 2 || sheet.Next != 0 || len(sheet.Corrections) != 2 {
		t.Fatalf("%+v, %v", sheet, err)
	}
	for _, f := range sheet.Corrections {
		if f.Was.Value == f.Is.Value || f.Is.Line == 0 || f.Is.File != sheet.File {
			t.Errorf("correction %+v", f)
		}
	}
	profiles, err := c.Data.Batch(t.Context(), entries[1].ID, 0)
	if err != nil || len(profiles.Records) != 1 || profiles.Records[0].Key != "amt" || len(profiles.Figures) != 0 {
		t.Errorf("%+v, %v", profiles, err)
	}
	if _, err := c.Data.Batch(t.Context(), "nie", 0); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

// asylum are the indicators of the asylum statistics.
const asylum = `asylum.applications,Asylanträge in Deutschland,asylum applications in Germany,Personen,persons,0,flow
asylum.first_applications,Asylerstanträge in Deutschland,first asylum applications in Germany,Personen,persons,0,flow
asylum.followup_applications,Asylfolgeanträge in Deutschland,follow-up asylum applications in Germany,Personen,persons,0,flow
asylum.decisions,Asylentscheidungen in Deutschland,asylum decisions in Germany,Personen,persons,0,flow
asylum.recognised,Anerkennungen als asylberechtigt (Art. 16a GG) in Deutschland,recognised as entitled to asylum (Art. 16a Basic Law) in Germany,Personen,persons,0,flow
asylum.refugee_protection,Flüchtlingsschutz (§ 3 AsylG) in Deutschland,refugee protection (section 3 Asylum Act) in Germany,Personen,persons,0,flow
asylum.subsidiary_protection,Subsidiärer Schutz (§ 4 AsylG) in Deutschland,subsidiary protection (section 4 Asylum Act) in Germany,Personen,persons,0,flow
asylum.removal_bans,Abschiebungsverbote (§ 60 AufenthG) in Deutschland,removal bans (section 60 Residence Act) in Germany,Personen,persons,0,flow
asylum.rejected,Abgelehnte Asylanträge in Deutschland,rejected asylum applications in Germany,Personen,persons,0,flow
asylum.formal,Sonstige Verfahrenserledigungen in Deutschland,asylum procedures closed otherwise in Germany,Personen,persons,0,flow
asylum.pending_first,Anhängige Asylerstverfahren in Deutschland,pending first asylum procedures in Germany,Personen,persons,0,stock
`

// TestMonthsOfAsylumAgainstTheYear: the published months of 2015 add up to
// 449,792, the annual table says 476,649. No file states January 2015 twice, so
// no revision of a month is shown, only that the sum differs, by 26,857 or 6.0 %.
func TestMonthsOfAsylumAgainstTheYear(t *testing.T) {
	months := refdata.Open(t, "bamf/bamf_monthly_germany_2015_2021.csv")
	rows, err := csv.NewReader(refdata.Open(t, "stuttgart/bamf_annual.csv")).ReadAll()
	if err != nil || rows[1][0] != "2015" {
		t.Fatal(rows[1], err)
	}
	c := citytest.Example(t)
	c.Import(t, "indicators.csv", "code,name_de,name_en,unit_de,unit_en,decimals,kind\n"+asylum)
	if _, err := c.Data.Import(t.Context(), data.Incoming{Name: "months.csv", Content: months, Mapping: "asylstatistik-deutschland", By: "Test", Now: citytest.Now}); err != nil {
		t.Fatal(err, fault.RowsOf(err))
	}
	c.Import(t, "annual.csv", "indicator,area,period,value,basis,known_from,source\nasylum.applications,08111000,2015,"+rows[1][1]+",reported,2016-02-01,\"Bundesamt, Jahrestabelle\"\n")
	course, err := c.Data.Course(t.Context(), "asylum.applications", "08111000", population.All, period.Date{})
	if err != nil {
		t.Fatal(err)
	}
	sums := data.YearSums(course.Picked)
	if len(sums) != 1 {
		t.Fatalf("%d years differ, want 2015: %+v", len(sums), sums)
	}
	if tenths, ok := sums[0].Tenths(); sums[0].Sum.Amount != 449792 || sums[0].Difference() != 26857 || !ok || tenths != 60 {
		t.Errorf("%+v", sums[0])
	}
	found, err := c.Data.Revisions(t.Context(), data.RevisionFilter{Indicator: "asylum.applications"})
	if err != nil || len(found.Lines) != 0 {
		t.Errorf("revisions %+v, %v", found.Lines, err)
	}
	// A second vintage of January, as the next file of the office would bring it.
	c.Import(t, "later.csv", "indicator,area,period,value,basis,known_from,source\nasylum.applications,08111000,2015-01,25100,reported,2016-02-01,\"Bundesamt für Migration und Flüchtlinge, erfunden\"\n")
	found, err = c.Data.Revisions(t.Context(), data.RevisionFilter{Indicator: "asylum.applications"})
	if err != nil || len(found.Lines) != 1 || found.Lines[0].First().Value != unit.Whole(25042) || found.Lines[0].Difference() != 58 {
		t.Errorf("%+v, %v", found.Lines, err)
	}
}

// TestStuttgartsRevisions: the stock at the end of 2015 was first told as 6,700
// and a year later as 7,127, by another source.
func TestStuttgartsRevisions(t *testing.T) {
	c := citytest.Example(t)
	found, err := c.Data.Revisions(t.Context(), data.RevisionFilter{})
	if err != nil || len(found.Lines) == 0 {
		t.Fatal(found, err)
	}
	r := found.Lines[0]
	if r.Key.Indicator != "accommodation.persons" || r.First().Value != unit.Whole(6700) || r.Last().Value != unit.Whole(7127) || r.Own {
		t.Errorf("%+v", r)
	}
}
