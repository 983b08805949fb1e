// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/exchange/mapping"
	"planraum/internal/text"
)

func stored(t testing.TB, s mapping.Spec) []byte {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// headings are ways in which offices write months over columns.
var headings = []func(period.Month) string{
	period.Month.String,
	func(m period.Month) string { return fmt.Sprintf("%02d/%d", m.OfYear(), m.Year()) },
	func(m period.Month) string { return fmt.Sprintf("%d/%02d", m.Year(), m.OfYear()) },
	func(m period.Month) string { return text.De.Month(m.Year(), m.OfYear()) },
	func(m period.Month) string {
		return fmt.Sprintf("%s. %02d", string([]rune(text.De.Month(m.Year(), m.OfYear()))[:3]), m.Year()%100)
	},
}

// TestUnpivot: pivoting a table of area x month -> value and reading it with the
// guessed mapping returns the table, whatever the heading, delimiter, order of
// columns, thousands marks, title and totals. Years begin with 2013, because
// 2011/12 may be a school year.
func TestUnpivot(t *testing.T) {
	known := stuttgart(t)
	rapid.Check(t, func(t *rapid.T) {
		first := period.MonthOf(rapid.IntRange(2013, 2060).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"))
		months := rapid.Permutation([]period.Month{first, first + 1, first + 2, first + 3, first + 4}).Draw(t, "order")[:rapid.IntRange(2, 5).Draw(t, "months")]
		districts := rapid.Permutation(known.Areas[1:24]).Draw(t, "districts")[:rapid.IntRange(2, 12).Draw(t, "rows")]
		heading := rapid.SampledFrom(headings).Draw(t, "heading")
		delimiter := rapid.SampledFrom([]string{";", "\t"}).Draw(t, "delimiter")
		totals := rapid.Bool().Draw(t, "totals")

		var file strings.Builder
		file.WriteString("Zugänge je Stadtbezirk\n\nStadtbezirk")
		for _, m := range months {
			file.WriteString(delimiter + heading(m))
		}
		if totals {
			file.WriteString(delimiter + "Summe")
		}
		want := make(map[string]int64)
		for _, a := range districts {
			file.WriteString("\n" + rapid.SampledFrom([]string{a.Name, a.Number + " " + a.Name, "Stuttgart-" + a.Name}).Draw(t, "name"))
			sum := int64(0)
			for _, m := range months {
				n := int64(rapid.IntRange(0, 20000).Draw(t, "value"))
				want[string(a.ID)+" "+m.String()] = n
				sum += n
				file.WriteString(delimiter + text.De.Int(n))
			}
			if totals {
				file.WriteString(delimiter + text.De.Int(sum))
			}
		}
		if totals {
			file.WriteString("\nInsgesamt" + strings.Repeat(delimiter+"1", len(months)+1))
		}
		have := readGuessed(t, file.String()+"\n", known)
		if diff := cmp.Diff(want, have); diff != "" {
			t.Fatalf("%s\n%s", file.String(), diff)
		}
	})
}

// readGuessed reads a file with the mapping that is guessed for it.
func readGuessed(t *rapid.T, content string, known mapping.Catalogue) map[string]int64 {
	sample, err := mapping.ReadSample("zugang.csv", strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	p := mapping.Guess(sample, known)
	have := make(map[string]int64)
	_, err = p.Spec.Apply("zugang.csv", strings.NewReader(content), known, func(list []figure.Figure) error {
		for _, f := range list {
			if f.Indicator != "intake.arrivals" {
				t.Fatalf("%+v", f)
			}
			have[string(f.Area)+" "+f.Period.String()] = f.Value.Amount
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s\n%v\n%+v", content, err, p.Spec)
	}
	return have
}

// TestJoinEveryArea: each district and subdistrict of the example city is found
// by each of its spellings, and by nothing else.
func TestJoinEveryArea(t *testing.T) {
	known := stuttgart(t)
	ascii := strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss")
	for _, a := range known.Areas[1:] {
		j := mapping.NewJoiner(known.Areas, mapping.AreaRule{Level: a.Level.String()})
		for _, spelling := range []string{
			a.Name, strings.ToUpper(a.Name), ascii.Replace(a.Name), strings.ReplaceAll(a.Name, "-", " "), "  " + a.Name + " ", a.Number,
			strings.TrimLeft(a.Number, "0"), a.Number + " " + a.Name, a.Name + " (" + a.Number + ")", string(a.ID), "Stuttgart-" + a.Name, "Stuttgart " + a.Name,
			"8111000" + a.Number, "S-" + a.Name,
		} {
			if m := j.Join(spelling); m.Area != a.ID || m.Confidence < mapping.Sure {
				t.Errorf("%q: %+v, want %s", spelling, m, a.ID)
			}
		}
	}
}

// TestApplyChunks: a file of 200,000 rows is handed on in chunks of at most
// 5,000, each as it is read.
func TestApplyChunks(t *testing.T) {
	known := stuttgart(t)
	var file bytes.Buffer
	file.WriteString("Stadtbezirk;Stichtag;Belegung\n")
	const rows = 200_000
	day := period.Day(1990, 1, 1)
	for i := range rows {
		fmt.Fprintf(&file, "%02d;%s;%d\n", i%23+1, day.AddDays(i/23).In(text.De), i)
	}
	n, sum := 0, int64(0)
	_, err := manyRows.Apply("viele.csv", &file, known, func(list []figure.Figure) error {
		if len(list) > 5000 {
			t.Errorf("%d figures at once", len(list))
		}
		for _, f := range list {
			sum += f.Value.Amount
		}
		n += len(list)
		return nil
	})
	if err != nil || n != rows || sum != rows*(rows-1)/2 {
		t.Errorf("%d figures with sum %d, %v", n, sum, err)
	}
}
