// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/exchange/mapping"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// village is a small catalogue, so that fuzzing is quick.
var village = mapping.Catalogue{
	Areas: []area.Area{
		{ID: "09999000", Level: area.City, Number: "0", Name: "Musterstadt"},
		{ID: "09999000/1", Level: area.District, Number: "1", Name: "Altstadt", Parent: "09999000"},
		{ID: "09999000/2", Level: area.District, Number: "2", Name: "Bad Neustadt", Parent: "09999000"},
		{ID: "09999000/21", Level: area.Subdistrict, Number: "21", Name: "Altstadt", Parent: "09999000/2"},
	},
	Indicators: []figure.Indicator{
		{Code: "accommodation.persons", Name: text.T("Personen in Unterkünften", "persons"), Unit: text.T("Personen", "persons"), Kind: figure.Stock},
		{Code: "intake.arrivals", Name: text.T("Zugänge", "arrivals"), Unit: text.T("Personen", "persons"), Kind: figure.Flow},
		{Code: "population.foreign_share", Name: text.T("Anteil", "share"), Unit: text.T("Prozent", "percent"), Places: 1, Kind: figure.Rate},
	},
	Groups: []population.Group{{ID: "all", Name: text.T("alle", "all")}, {ID: "refugees", Name: text.T("Geflüchtete", "refugees")}},
}

// small keeps a fuzzed file from using much memory: beyond it is refused.
var small = table.WithLimits(table.Limits{Bytes: 1 << 20, Unpacked: 8 << 20, Rows: 10_000, Columns: 200})

func addInputs(f *testing.F) {
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range paths {
		g := readGolden(f, p)
		if strings.HasSuffix(g.settings["file"], ".xlsx") {
			continue
		}
		f.Add([]byte(g.parts["input"]))
	}
	f.Add([]byte("a;b\n1;2"))
	f.Add([]byte(";;\n;Jan;\nAltstadt;1;2\n"))
	f.Add([]byte(strings.Repeat("Jan 2015;", 150) + "\nAltstadt" + strings.Repeat(";1", 150)))
}

// FuzzGuessApply: no file makes the program fail, and what a guessed mapping
// yields is about known areas, groups and indicators only.
func FuzzGuessApply(f *testing.F) {
	addInputs(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		sample, err := mapping.ReadSample("datei.csv", bytes.NewReader(content), small)
		if err != nil {
			return
		}
		p := mapping.Guess(sample, village)
		p.AcceptLikely()
		check := func(list []figure.Figure) error {
			for _, x := range list {
				if !slices.ContainsFunc(village.Areas, func(a area.Area) bool { return a.ID == x.Area }) ||
					!slices.ContainsFunc(village.Groups, func(g population.Group) bool { return g.ID == x.Group }) ||
					!slices.ContainsFunc(village.Indicators, func(i figure.Indicator) bool { return i.Code == x.Indicator }) {
					t.Fatalf("unknown: %+v", x)
				}
				if x.Period.To.Before(x.Period.From) || x.KnownFrom.IsZero() || x.Source == "" || x.Line == 0 {
					t.Fatalf("incomplete: %+v", x)
				}
			}
			return nil
		}
		_, err = p.Spec.Apply("datei.csv", bytes.NewReader(content), village, check, small)
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Fatalf("%v", err)
		}
		p.Spec.Fixed = map[string]string{"indicator": "accommodation.persons", "area": "city"}
		p.Spec.Period.Fixed, p.Spec.Sum, p.Spec.RollUp = "2015-12-31", true, true
		if _, err = p.Spec.Apply("datei.csv", bytes.NewReader(content), village, check, small); err != nil && fault.KindOf(err) != fault.Invalid {
			t.Fatalf("%v", err)
		}
	})
}

// FuzzSpec: no stored mapping makes the program fail.
func FuzzSpec(f *testing.F) {
	for _, s := range mapping.Ready() {
		if len(s.Groups) == 0 {
			f.Add(stored(f, s), []byte("x;y\n1;2\n"))
		}
	}
	f.Add([]byte(`{"form":1,"name":"a","title":{"de":"","en":""},"kind":"figures","header":1,"columns":[{"name":"* x","role":"value","indicator":"intake.arrivals"},{"name":"","role":"area","repeat":true}],"fixed":{"area":"city","group":"{a}"},"basis":"counted","source":"s","known_from":{"days_after":1},"sum":true}`), []byte("2015 x;\n5;\n"))
	f.Fuzz(func(t *testing.T, spec, content []byte) {
		s, err := mapping.Parse(bytes.NewReader(spec))
		if err != nil {
			return
		}
		_, err = s.Apply("datei.csv", bytes.NewReader(content), village, func([]figure.Figure) error { return nil }, small)
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Fatalf("%v", err)
		}
		in, _, err := s.Rows("datei.csv", bytes.NewReader(content), village, small)
		for err == nil {
			_, err = in.Next()
		}
	})
}

// FuzzJoin: a name is joined to a known area, or to none.
func FuzzJoin(f *testing.F) {
	for _, n := range []string{"Altstadt", "01 Altstadt", "Musterstadt-Bad Neustadt", "neustdat", "09999000/21", "ß", ""} {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, level := range []string{"", "city", "district", "subdistrict"} {
			m := mapping.NewJoiner(village.Areas, mapping.AreaRule{Level: level}).Join(name)
			known := slices.ContainsFunc(village.Areas, func(a area.Area) bool { return a.ID == m.Area })
			if m.Area != "" && (!known || m.Confidence <= 0 || m.Confidence > 1) || m.Why == (text.Text{}) {
				t.Fatalf("%q: %+v", name, m)
			}
		}
	})
}
