// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package example_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/example"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
)

// TestEveryKindLoads proves that the example goes through the user's import
// path without a fault and leaves no kind of file out, but for those that carry
// figures between editions, as the example has one edition of areas, and counts of
// stays, which nobody has published.
func TestEveryKindLoads(t *testing.T) {
	c := load(t)
	counts := map[cityfile.Kind]int{
		cityfile.Areas: len(c.areas), cityfile.Indicators: len(c.indicators), cityfile.Groups: len(c.groups),
		cityfile.Settings: len(c.settings), cityfile.Figures: len(c.figures), cityfile.Sites: len(c.sites),
		cityfile.Packages: len(c.packages), cityfile.Norms: len(c.norms), cityfile.Utilisation: len(c.utilisation),
		cityfile.LeadTimes: len(c.leadTimes), cityfile.StaffingKeys: len(c.staffingKeys), cityfile.Pay: len(c.pay),
		cityfile.FlatRates: len(c.flatRates), cityfile.PostCases: len(c.postCases), cityfile.PostChanges: len(c.postChanges), cityfile.Apportion: len(c.weights),
		cityfile.Breaks: len(c.breaks), cityfile.Choices: len(c.choices),
		cityfile.Sources: len(c.sources), cityfile.Datasets: len(c.datasets),
		cityfile.Actions: len(c.actions), cityfile.Goals: len(c.goals), cityfile.Measures: len(c.measures),
		cityfile.Scenarios: len(c.scenarios), cityfile.Projection: len(c.projections), cityfile.Bodies: len(c.bodies),
		cityfile.Committees: len(c.committees), cityfile.Recess: len(c.recess), cityfile.Citations: len(c.citations), cityfile.Sittings: len(c.sittings), cityfile.Motions: len(c.motions), cityfile.Papers: len(c.papers),
	}
	needTwoEditions := []cityfile.Kind{cityfile.Crosswalk, cityfile.CrosswalkCells}
	notPublished := []cityfile.Kind{cityfile.Stays, cityfile.Thresholds} // how long single people stayed; no council has set one
	for _, kind := range cityfile.Kinds() {
		if counts[kind] == 0 && !slices.Contains(append(needTwoEditions, notPublished...), kind) {
			t.Errorf("the example has no %s", kind)
		}
	}
	if len(c.editions) != 1 {
		t.Errorf("%d editions: with a second one the example can have %v", len(c.editions), needTwoEditions)
	}
}

// TestKindFollowsName: the files can be told by name as by their header.
func TestKindFollowsName(t *testing.T) {
	for _, f := range example.Files() {
		in, err := table.Open(f.Name, bytes.NewReader(f.Content))
		if err != nil {
			t.Fatal(err)
		}
		kind, _ := cityfile.Detect(in.Columns)
		if !strings.HasPrefix(f.Name, string(kind)) {
			t.Errorf("%s is detected as %s", f.Name, kind)
		}
	}
}

func TestEveryRowHasASource(t *testing.T) {
	for _, f := range example.Files() {
		if f.Name == "indicators.csv" || f.Name == "groups.csv" || f.Name == "citations.csv" {
			continue // names and ways to write them, not facts
		}
		r := csv.NewReader(bytes.NewReader(f.Content))
		r.Comment = '#'
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(f.Name, err)
		}
		source := slices.Index(rows[0], "source")
		if source < 0 {
			t.Errorf("%s has no column source", f.Name)
			continue
		}
		for i, row := range rows[1:] {
			if strings.TrimSpace(row[source]) == "" {
				t.Errorf("%s, data row %d has no source", f.Name, i+1)
			}
			if line := strings.Join(row, " "); strings.Contains(line, "NOT SEEN") || strings.Contains(line, "UNVERIFIED") {
				t.Errorf("%s, data row %d uses what nobody has seen: %s", f.Name, i+1, line)
			}
		}
	}
}

func TestDivision(t *testing.T) {
	c := load(t)
	got := map[area.Level]int{}
	for _, a := range c.areas {
		got[a.Level]++
	}
	if got[area.City] != 1 || got[area.District] != 23 || got[area.Subdistrict] != 152 {
		t.Errorf("levels: %v, want 1 city, 23 districts, 152 subdistricts", got)
	}
}

// TestCensus: 585,842 persons live in the cells inside the 152 subdistricts
// (reference value G30). The parts are rounded one by one, so their sums may
// differ by half a person each.
func TestCensus(t *testing.T) {
	const city = 585_842
	c := load(t)
	sums, parts := map[area.Level]int64{}, map[area.Level]int64{}
	for _, f := range c.figures {
		if f.Indicator == "population.residents" && f.Period.From.Year() == 2011 {
			level := levelOf(c, f.Area)
			sums[level] += f.Value.Amount
			parts[level]++
		}
	}
	if sums[area.City] != city {
		t.Errorf("city: %d, want %d", sums[area.City], city)
	}
	for _, level := range []area.Level{area.District, area.Subdistrict} {
		if off := sums[level] - city; 2*max(off, -off) > parts[level] || parts[level] < 23 {
			t.Errorf("%s: sum %d of %d parts, want %d within rounding", level, sums[level], parts[level], city)
		}
	}
}

func levelOf(c city, id area.ID) area.Level {
	i := slices.IndexFunc(c.areas, func(a area.Area) bool { return a.ID == id })
	return c.areas[i].Level
}

// TestPublishedSums reproduces the sums that the papers and the press print
// (reference values G17 to G23) from the single sites as first decided.
func TestPublishedSums(t *testing.T) {
	c := load(t)
	first := map[string]accommodation.Site{}
	for _, s := range c.sites {
		if _, known := first[s.ID]; !known {
			first[s.ID] = s
		}
	}
	sum := func(packages string, kinds ...accommodation.Kind) (places unit.Headcount) {
		for _, s := range first {
			if slices.Contains(strings.Fields(packages), s.Package) && (kinds == nil || slices.Contains(kinds, s.Kind)) {
				places += s.Nominal
			}
		}
		return places
	}
	system, container := accommodation.SystemBuilding, accommodation.Container
	for _, test := range []struct {
		name string
		got  unit.Headcount
		want unit.Headcount
	}{
		{"G17 tranche 4", sum("t4"), 2238},
		{"G18 tranche 5, system buildings", sum("t5", system), 1440},
		{"G19 tranche 5, containers", sum("t5", container), 708},
		{"G20 tranche 6", sum("t6"), 933},
		{"G21 tranche 6A", sum("t6a"), 796},
		{"G22 package 2023", sum("m2023"), 876},
		{"G23 tranches 1 to 5 without rented houses", sum("t1 t2 t3 t4 t5", system, container), 6141},
		{"tranche 1", sum("t1"), 1038},
		{"tranche 2, system building", sum("t2", system), 156},
		{"tranche 2, rented", sum("t2", accommodation.Rented), 296},
		{"tranche 3", sum("t3"), 561},
		{"package 2022", sum("m2022"), 252},
		{"package 2024", sum("m2024"), 480},
	} {
		if test.got != test.want {
			t.Errorf("%s: %d places, want %d", test.name, test.got, test.want)
		}
	}
	for _, p := range c.packages {
		if p.ID != "t2" && sum(p.ID) != p.Places {
			t.Errorf("%s: sites have %d places, the paper %d", p.Name, sum(p.ID), p.Places)
		}
	}
}

// TestKoenigstein is reference value G25: the sixteen shares of every year are
// 100 percent, counted in units of the fifth decimal.
func TestKoenigstein(t *testing.T) {
	sums, laender := map[string]int64{}, map[string]int{}
	for _, w := range load(t).weights {
		if w.Level == cityfile.ToLaender && w.Unit == "percent" {
			d, err := w.Weight.Rescale(5)
			if err != nil {
				t.Fatal(err)
			}
			sums[w.Key] += d.Amount
			laender[w.Key]++
		}
	}
	if len(sums) != 3 {
		t.Errorf("%d keys, want those of 2014, 2015 and 2016", len(sums))
	}
	for key, sum := range sums {
		if sum != 100_00000 || laender[key] != 16 {
			t.Errorf("%s: %d Länder, sum %d, want 16 and 10000000", key, laender[key], sum)
		}
	}
}

// TestRestOfTheCity reckons the places of the sites that were not published one
// by one again: places for the persons counted at 90 percent utilisation, less
// those of the other sites open on that day as known then.
func TestRestOfTheCity(t *testing.T) {
	c := load(t)
	found := 0
	for _, rest := range c.sites {
		if rest.ID != "rest-city" {
			continue
		}
		found++
		count := countKnown(t, c.figures, rest.KnownFrom)
		need := unit.Headcount(unit.DivRoundHalfUp(count.Value.Amount*10, 9))
		listed := placesListed(c.sites, count.Period.To, rest.KnownFrom)
		if want := max(0, need-listed); rest.Nominal != want {
			t.Errorf("%s: %d places, want %d = %d - %d", count.Period, rest.Nominal, want, need, listed)
		}
		if rest.Basis != figure.Computed || !strings.Contains(rest.Note, fmt.Sprintf("%d.%03d Personen", count.Value.Amount/1000, count.Value.Amount%1000)) {
			t.Errorf("%s: basis %s and note %q do not show the reckoning", count.Period, rest.Basis, rest.Note)
		}
	}
	if found != 14 {
		t.Errorf("%d versions of rest-city, want 14", found)
	}
}

func countKnown(t *testing.T, figures []figure.Figure, known period.Date) figure.Figure {
	t.Helper()
	for _, f := range figures {
		if f.Indicator == "accommodation.persons" && f.Group == "all" && f.KnownFrom == known && f.Basis >= figure.Reported {
			return f
		}
	}
	t.Fatalf("no count of persons is known from %s", known)
	return figure.Figure{}
}

func placesListed(sites []accommodation.Site, day, known period.Date) (places unit.Headcount) {
	newest := map[string]accommodation.Site{}
	for _, s := range sites {
		if s.ID != "rest-city" && !s.KnownFrom.After(known) && !s.KnownFrom.Before(newest[s.ID].KnownFrom) {
			newest[s.ID] = s
		}
	}
	for _, s := range newest {
		if !s.Withdrawn && s.OpenOn(day) {
			places += s.Nominal
		}
	}
	return places
}

// TestPublishedRanges: what the scenarios and the ages say is what was published:
// 307 were expected in July 2015, 391 came, 1,116 in November, others say 1,200; 584
// and 481 children lived among 8,633 persons; 2,276 minors among 5,865.
func TestPublishedRanges(t *testing.T) {
	c := load(t)
	for _, s := range c.scenarios {
		invented := strings.Contains(s.Name, "(erfunden)")
		if invented != (s.Source == "Beispiel, erfunden") {
			t.Errorf("%s: is it invented? Name %q, source %q", s.ID, s.Name, s.Source)
		}
		if s.ID == "anstieg-wie-2015" {
			f := s.Parts[0].Factor
			for got, want := range map[float64]float64{f.Low: 1116. / 391, f.Likely: 1116. / 307, f.High: 1200. / 307} {
				if got < want-0.005 || got > want+0.005 {
					t.Errorf("a factor of %v, published are %.3f", got, want)
				}
			}
		}
		if s.ID == "sprung-wie-2022" {
			if q := s.Parts[0].Private.Likely; q < 100*(1-3382./7000)-0.5 || q > 100*(1-3382./7000)+0.5 {
				t.Errorf("%v %% lived privately", q)
			}
		}
	}
	sums := map[string]float64{}
	for _, set := range c.projections {
		for _, e := range set.Of("age_now") {
			if e.From < 18 {
				sums[set.KnownFrom.String()] += e.Value
			}
			if e.From < 6 {
				sums[set.KnownFrom.String()+" under 6"] += e.Value
			}
		}
	}
	for what, want := range map[string]float64{"2014-06-14": 25, "2014-06-14 under 6": 100 * 150. / 1815, "2016-04-18 under 6": 100 * (584. + 481) / 8633, "2020-01-14": 100 * 2276. / 5865} {
		if got := sums[what]; got < want-0.15 || got > want+0.15 {
			t.Errorf("%s: %.2f %%, published are %.2f", what, got, want)
		}
	}
}
