// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/mapping"
	"planraum/internal/fault"
)

const shared = "../../../../shared/data/"

// reference returns a file of the reference data.
func reference(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(shared + name)
	if os.IsNotExist(err) {
		t.Skip("reference data is absent: " + name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func ready(t testing.TB, name string) mapping.Spec {
	t.Helper()
	for _, s := range mapping.Ready() {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no ready mapping %q", name)
	return mapping.Spec{}
}

func apply(t testing.TB, s mapping.Spec, file string, content []byte) ([]figure.Figure, mapping.Applied) {
	t.Helper()
	var all []figure.Figure
	done, err := s.Apply(file, bytes.NewReader(content), stuttgart(t), func(f []figure.Figure) error {
		all = append(all, f...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if done.Figures != len(all) {
		t.Errorf("%d figures told, %d handed on", done.Figures, len(all))
	}
	return all, done
}

func TestReadyMappingsAreComplete(t *testing.T) {
	known := stuttgart(t)
	if len(mapping.Ready()) < 8 {
		t.Fatal("mappings are missing")
	}
	for _, s := range mapping.Ready() {
		if s.Title.De == "" || s.Title.En == "" || s.About.De == "" || s.About.En == "" {
			t.Errorf("%s lacks a title or description", s.Name)
		}
		if s.Name == "standortliste" {
			continue // asks for what such lists do not say
		}
		if err := s.Valid(known.With(s)); err != nil {
			t.Error(err)
		}
	}
}

// sums of one indicator by period.
func sums(all []figure.Figure, indicator string) map[string]int64 {
	m := make(map[string]int64)
	for _, f := range all {
		if f.Indicator == indicator {
			m[f.Period.String()] += f.Value.Amount
		}
	}
	return m
}

// golden values: G28 and G29 of golden.csv.
func checkAsylum2015(t *testing.T, all []figure.Figure) {
	t.Helper()
	months := sums(all, "asylum.applications")
	for i, want := range []int64{25042, 26083, 32054, 27178, 25992} {
		if m := "2015-0" + strconv.Itoa(i+1); months[m] != want {
			t.Errorf("%s: %d, want %d", m, months[m], want)
		}
	}
	total := int64(0)
	for p, n := range months {
		if strings.HasPrefix(p, "2015-") {
			total += n
		}
	}
	if total != 449792 || 476649-total != 26857 {
		t.Errorf("2015: %d, want 449792", total)
	}
}

func TestReadyAsylumGermany(t *testing.T) {
	all, done := apply(t, ready(t, "asylstatistik-deutschland"), "bamf.csv", reference(t, "bamf/bamf_monthly_germany_2015_2021.csv"))
	if done.Rows != 83 {
		t.Errorf("%d rows, want 83 months from 2015-01 to 2021-11", done.Rows)
	}
	checkAsylum2015(t, all)
}

func TestReadyAsylumByOrigin(t *testing.T) {
	all, done := apply(t, ready(t, "asylstatistik-herkunft"), "bamf.csv", reference(t, "bamf/bamf_monthly_by_origin_2015_2021.csv"))
	if done.Rows != 11819 || len(all) != 11819*12 {
		t.Errorf("%d rows, %d figures", done.Rows, len(all))
	}
	checkAsylum2015(t, all)
	_, groups := ready(t, "asylstatistik-herkunft").Nouns(stuttgart(t))
	if len(groups) != 188 {
		t.Errorf("%d groups, want 188", len(groups))
	}
	if f := all[0]; f.Group != "origin.121" || f.Line != 2 || f.Value.Amount != 1648 || f.KnownFrom.String() != "2015-02-14" {
		t.Errorf("first figure %+v", f)
	}
}

func byArea(all []figure.Figure, indicator string) map[area.ID]int64 {
	m := make(map[area.ID]int64)
	for _, f := range all {
		if f.Indicator == indicator {
			m[f.Area] += f.Value.Amount
		}
	}
	return m
}

// TestReadyGrid checks G30 (585,842 residents) on the 100 m cells. The 1 km
// cells whose centre lies in the city hold 580,239, which is added here by
// another reader.
func TestReadyGrid(t *testing.T) {
	fine, _ := apply(t, ready(t, "zensus-gitter-100m"), "grid.csv", reference(t, "stuttgart/grid_100m.csv"))
	if n := byArea(fine, "population.residents")["08111000"]; n != 585842 {
		t.Errorf("100 m: %d residents, want 585842", n)
	}
	raw := reference(t, "stuttgart/grid_1km.csv")
	coarse, done := apply(t, ready(t, "zensus-gitter-1km"), "grid.csv", raw)
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := map[area.ID]int64{}
	outside := 0
	for _, r := range rows[1:] {
		if r[5] == "" {
			outside++
			continue
		}
		n, err := strconv.ParseInt(r[6], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		want["08111000"] += n
		want["08111000/"+area.ID(r[5])] += n
		want["08111000/"+area.ID(strings.Repeat("0", 2-len(r[4]))+r[4])] += n
	}
	have := byArea(coarse, "population.residents")
	if done.LeftOut != outside || want["08111000"] != 580239 || len(have) != len(want) {
		t.Errorf("%d left out, %d areas, want %d, %d", done.LeftOut, len(have), outside, len(want))
	}
	for id, n := range want {
		if have[id] != n {
			t.Errorf("%s: %d, want %d", id, have[id], n)
		}
	}
}

// TestReadyPopulation compares with the example city, which was entered from
// the same tables by hand.
func TestReadyPopulation(t *testing.T) {
	for _, c := range []struct{ spec, file, example string }{
		{"stadtbezirke-bevoelkerung", "stuttgart/stadtbezirke.csv", "figures_districts.csv"},
		{"stadtteile-bevoelkerung", "stuttgart/stadtteile.csv", "figures_subdistricts.csv"},
	} {
		all, _ := apply(t, ready(t, c.spec), "population.csv", reference(t, c.file))
		want := make(map[string]string)
		for _, r := range rowsOf(t, example+c.example) {
			if r("period") == "2011-05-09" {
				want[r("area")+" "+r("indicator")] = r("value")
			}
		}
		for _, f := range all {
			if w := want[string(f.Area)+" "+f.Indicator]; w != f.Value.String() {
				t.Errorf("%s %s: %s, want %s", f.Area, f.Indicator, f.Value, w)
			}
			delete(want, string(f.Area)+" "+f.Indicator)
		}
		delete(want, "08111000 population.residents") // the city is in no row of these tables
		if len(want) > 0 {
			t.Errorf("%s: not read: %v", c.spec, want)
		}
	}
}

func TestReadyPay(t *testing.T) {
	raw := reference(t, "stuttgart/tvoed_vka_tables.csv")
	in, _, err := ready(t, "entgelttabelle-tvoed-vka").Rows("pay.csv", bytes.NewReader(raw), stuttgart(t))
	if err != nil {
		t.Fatal(err)
	}
	list, err := cityfile.ReadPay(in)
	if err != nil {
		t.Fatal(err)
	}
	want := rowsOf(t, example+"pay.csv") // entered by hand
	if len(list) != len(want) {
		t.Fatalf("%d rows, want %d", len(list), len(want))
	}
	for i, r := range want {
		have := list[i]
		monthly := fmt.Sprintf("%d.%02d", have.Monthly/100, have.Monthly%100)
		if have.Grade != r("grade") || strconv.Itoa(have.Step) != r("step") || have.ValidFrom.String() != r("valid_from") ||
			have.ValidTo.String() != r("valid_to") || monthly != r("monthly_eur") || string(have.Quality) != r("quality") || have.Line != i+2 {
			t.Errorf("row %d: %+v", i, have)
		}
	}
}

// TestReadySites: the list gives one number of places as "87 or 159", which is
// no number; it is named with its row and column, and nothing else is.
func TestReadySites(t *testing.T) {
	raw := reference(t, "stuttgart/sites.csv")
	s := ready(t, "standortliste")
	if fields := fault.RowsOf(s.Valid(stuttgart(t))); len(fields) != 2 {
		t.Errorf("asked for %v, want opening and known_from", fields)
	}
	s.Fixed["opening"], s.Fixed["known_from"] = "2016-01-01", "2016-01-01"
	read := func(raw []byte) (int, error) {
		in, _, err := s.Rows("sites.csv", bytes.NewReader(raw), stuttgart(t))
		if err != nil {
			t.Fatal(err)
		}
		list, err := cityfile.ReadSites(in, cityfile.NewCatalogue(stuttgart(t).Areas, nil, nil))
		return len(list), s.Explain(err)
	}
	_, err := read(raw)
	rows := fault.RowsOf(err)
	if len(rows) != 1 || rows[0].Line != 7 || rows[0].Column != "places" || rows[0].Value != "87 or 159" {
		t.Errorf("faults %v", rows)
	}
	n, err := read(bytes.Replace(raw, []byte("87 or 159"), []byte("159"), 1))
	if err != nil || n != 53 {
		t.Errorf("%d sites, %v", n, err)
	}
}
