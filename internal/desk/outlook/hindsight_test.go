// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/desk/outlook"
	"planraum/internal/example"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
)

// rested are the files of the example city that a replay could read.
var rested = []string{
	"areas.csv", "indicators.csv", "groups.csv", "settings.csv", "breaks.csv", "figures_accommodation.csv", "figures_forecast.csv", "figures_intake.csv",
	"lead_times.csv", "packages.csv", "sites.csv", "staffing_keys.csv", "utilisation.csv", "choices.csv",
}

// sheet is a file of the example city with its rows.
type sheet struct {
	name string
	head []string
	rows [][]string
}

func (s *sheet) column(name string) int { return slices.Index(s.head, name) }

// get returns a field of a row, "" where the file has no such column.
func (s *sheet) get(row []string, name string) string {
	if i := s.column(name); i >= 0 {
		return row[i]
	}
	return ""
}

func (s *sheet) content(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(append([][]string{s.head}, s.rows...)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// sheets reads the files anew.
func sheets(t *testing.T) []*sheet {
	t.Helper()
	var list []*sheet
	for _, f := range example.Files() {
		if !slices.Contains(rested, f.Name) {
			continue
		}
		r := csv.NewReader(bytes.NewReader(f.Content))
		r.Comment = '#'
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, &sheet{f.Name, rows[0], rows[1:]})
	}
	if len(list) != len(rested) {
		t.Fatalf("%d of %d files", len(list), len(rested))
	}
	return list
}

// built is a city of files; nothing of it is released, so that all is seen.
func built(t *testing.T, url string, list []*sheet) *citytest.City {
	t.Helper()
	c := citytest.Open(t, url)
	for _, s := range list {
		if len(s.rows) > 0 {
			c.Import(t, s.name, s.content(t))
		}
	}
	return c
}

// told is all that a step says, as bytes.
func told(t *testing.T, c *citytest.City, m period.Month) string {
	t.Helper()
	r, err := c.Outlook.Replay(t.Context(), m, m, m.Last(), nil)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := json.Marshal(r.Steps[0].Kept)
	if err != nil {
		t.Fatal(err)
	}
	report, err := json.Marshal(r.Report().Steps)
	if err != nil {
		t.Fatal(err)
	}
	return lines.ReplaceAllString(string(kept), "") + "\n" + numbers.ReplaceAllString(string(report), "")
}

// lines are where records stand in their files: that moves when a row above is taken
// away, and says nothing.
var lines = regexp.MustCompile(`"line":\d+,`)

// numbers are the running numbers of figures in the ledger, for the same reason.
var numbers = regexp.MustCompile(`,"figure":\d+`)

// later changes, removes and adds rows that became known after a day, and says how
// many of each.
func later(t *testing.T, list []*sheet, day period.Date, rnd *rand.Rand) (changed, removed, added int) {
	t.Helper()
	for _, s := range list {
		if s.column("known_from") < 0 || s.name == "breaks.csv" || s.name == "choices.csv" {
			continue
		}
		var kept, more [][]string
		for _, row := range s.rows {
			known, err := period.ParseDate(s.get(row, "known_from"))
			if err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
			if !known.After(day) {
				kept = append(kept, row)
				if rnd.IntN(4) == 0 {
					more, added = append(more, s.corrected(row, day, rnd)), added+1
				}
				continue
			}
			switch n := rnd.IntN(3); {
			case n == 0 && s.name != "packages.csv": // which sites name
				removed++
			case n == 1:
				row = slices.Clone(row)
				s.change(row, rnd)
				kept, changed = append(kept, row), changed+1
			default:
				kept = append(kept, row)
			}
		}
		s.rows = append(kept, more...)
	}
	return changed, removed, added
}

// amounts are the columns whose number may be another one.
var amounts = []string{"value", "places", "cost_per_place_eur", "cost_eur", "per", "percent"}

// change puts other numbers into a row.
func (s *sheet) change(row []string, rnd *rand.Rand) {
	if i := s.column("typical"); i >= 0 {
		row[i] = row[s.column([]string{"low", "high"}[rnd.IntN(2)])]
	}
	for _, name := range amounts {
		i := s.column(name)
		if i < 0 || row[i] == "" {
			continue
		}
		n, err := strconv.Atoi(row[i])
		switch {
		case err != nil:
		case name == "percent":
			row[i] = strconv.Itoa(50 + rnd.IntN(50))
		case s.name == "figures_intake.csv" && n < 0:
			row[i] = strconv.Itoa(-rnd.IntN(600))
		default:
			row[i] = strconv.Itoa(n/2 + rnd.IntN(max(3*n, 5)) + 1)
		}
	}
}

// corrected is a row that says something else about the same, from a day after day
// on. Every other one is a source of its own.
func (s *sheet) corrected(row []string, day period.Date, rnd *rand.Rand) []string {
	row = slices.Clone(row)
	s.change(row, rnd)
	row[s.column("known_from")] = day.AddDays(1 + rnd.IntN(900)).String()
	switch s.name {
	case "sites.csv", "packages.csv":
		if rnd.IntN(2) == 0 {
			row[s.column("id")] += "-neu"
		}
	case "staffing_keys.csv": // the same key, corrected
	case "utilisation.csv", "lead_times.csv":
		row[s.column("valid_from")] = period.Day(2013, 1, 1).AddDays(rnd.IntN(400)).String() // in force since long, known later
	default:
		if i := s.column("source"); rnd.IntN(2) == 0 {
			row[i] = "spätere Quelle " + strconv.Itoa(rnd.IntN(1e6))
		}
	}
	return row
}

// choose adds a choice between contradicting figures that was made after a day, and
// takes those away that were made after it.
func choose(t *testing.T, list []*sheet, day period.Date, rnd *rand.Rand) int {
	t.Helper()
	at := func(name string) *sheet {
		return list[slices.IndexFunc(list, func(s *sheet) bool { return s.name == name })]
	}
	choices, n := at("choices.csv"), 0
	choices.rows = slices.DeleteFunc(choices.rows, func(row []string) bool {
		known, err := period.ParseDate(choices.get(row, "known_from"))
		return err != nil || known.After(day)
	})
	for _, name := range []string{"figures_accommodation.csv", "figures_intake.csv"} {
		s := at(name)
		of := map[string][][]string{}
		for _, row := range s.rows {
			if known, _ := period.ParseDate(s.get(row, "known_from")); !known.After(day) {
				key := strings.Join([]string{s.get(row, "indicator"), s.get(row, "area"), s.get(row, "group"), s.get(row, "period")}, "|")
				of[key] = append(of[key], row)
			}
		}
		for key, rows := range of {
			if len(rows) < 2 {
				continue
			}
			row, known := rows[rnd.IntN(len(rows))], day.AddDays(1+rnd.IntN(300)).String()
			choice := make([]string, len(choices.head))
			for _, field := range []string{"indicator", "area", "group", "period", "value", "basis", "source"} {
				choice[choices.column(field)] = s.get(row, field)
			}
			choice[choices.column("reason")], choice[choices.column("by")], choice[choices.column("known_from")] = "später gewählt: "+key, "Beispielstadt", known
			choices.rows, n = append(choices.rows, choice), n+1
		}
	}
	return n
}

// TestNoHindsight: whatever becomes known after a day, as a figure, a correction, a
// site, a norm, a key, a price, a lead time, a choice, a break or a threshold, and
// however it is changed, taken away or added, no byte of what is said on that day
// changes. Both databases say the same bytes.
func TestNoHindsight(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a city for each case")
	}
	months := []period.Month{period.MonthOf(2014, 9), period.MonthOf(2015, 7), period.MonthOf(2015, 11), period.MonthOf(2016, 8), period.MonthOf(2018, 11)}
	base, want := built(t, filepath.Join(t.TempDir(), "base.db"), sheets(t)), map[period.Month]string{}
	for _, m := range months {
		if want[m] = told(t, base, m); !strings.Contains(want[m], "twelve_months_ahead") {
			t.Fatalf("%s: nothing was said", m)
		}
	}
	t.Run("postgresql", func(t *testing.T) {
		c := built(t, pgtest.Start(t), sheets(t))
		for _, m := range months {
			if got := told(t, c, m); got != want[m] {
				t.Errorf("%s: the databases say different things: %s", m, differ(want[m], got))
			}
		}
	})
	for _, m := range months {
		for seed := range uint64(2) {
			t.Run(fmt.Sprintf("%s/%d", m, seed), func(t *testing.T) {
				rnd, list := rand.New(rand.NewPCG(seed, uint64(m))), sheets(t)
				changed, removed, added := later(t, list, m.Last(), rnd)
				chosen := choose(t, list, m.Last(), rnd)
				if changed+removed < 5 || added < 5 {
					t.Fatalf("%d changed, %d removed, %d added: the trial tries nothing", changed, removed, added)
				}
				url := filepath.Join(t.TempDir(), "later.db")
				if seed == 0 {
					url = pgtest.Start(t)
				}
				c := built(t, url, list)
				late := need.Threshold{Percent: 5, ValidFrom: period.Day(2013, 1, 1), DecidedOn: period.Day(2013, 1, 1), Source: "Beschluss"}
				if err := c.Outlook.SetThreshold(t.Context(), late, outlook.Change{Day: m.Last().AddDays(1), By: "Test", Now: citytest.Now}); err != nil {
					t.Fatal(err)
				}
				if got := told(t, c, m); got != want[m] {
					t.Errorf("%d changed, %d removed, %d added, %d chosen: %s", changed, removed, added, chosen, differ(want[m], got))
				}
				// The trial has teeth: the same changes are seen where they are known.
				if got := told(t, c, m+36); got == told(t, base, m+36) {
					t.Error("three years later the changes are not seen either")
				}
			})
		}
	}
}

// differ shows where two texts part.
func differ(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(i-60, 0):min(i+60, len(s))] }
	return "…" + cut(a) + "… became …" + cut(b) + "…"
}
