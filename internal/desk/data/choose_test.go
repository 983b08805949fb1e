// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"strings"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// disputed is a city of which three figures speak of one day, on three days
// of knowledge and three bases.
func disputed(t *testing.T) (*citytest.City, map[int64]int64) {
	t.Helper()
	city := citytest.Example(t)
	city.Import(t, "disputed.csv", `indicator,area,period,value,basis,known_from,source
accommodation.persons,08111000,2022-03-31,5100,counted,2022-04-05,Zählung
accommodation.persons,08111000,2022-03-31,5200,reported,2022-04-10,Presse
accommodation.persons,08111000,2022-03-31,5300,assumed,2022-05-01,Schätzung
`)
	numbers := map[int64]int64{} // value -> number of the figure
	figures, err := city.Data.Figures(t.Context(), disputedDay(period.Date{}))
	if err != nil || len(figures) != 3 {
		t.Fatal(len(figures), err)
	}
	for _, f := range figures {
		numbers[f.Value.Amount] = f.ID
	}
	return city, numbers
}

func disputedDay(asOf period.Date) figure.Query {
	day := period.Day(2022, 3, 31)
	return figure.Query{Indicators: []string{"accommodation.persons"}, Areas: []area.ID{"08111000"}, From: day, To: day, AsOf: asOf}
}

func picked(t *testing.T, c *citytest.City, asOf period.Date) figure.Picked {
	t.Helper()
	list, err := c.Data.Series(t.Context(), disputedDay(asOf))
	if err != nil || len(list) > 1 {
		t.Fatal(len(list), err)
	}
	if len(list) == 0 {
		return figure.Picked{}
	}
	return list[0]
}

// TestChoose: what counts follows knowledge from day to day; a planner's
// choice counts from its day until something is known after it.
func TestChoose(t *testing.T) {
	city, numbers := disputed(t)
	choose := func(value int64, day period.Date) error {
		return city.Data.Choose(t.Context(), numbers[value], "am Zählblatt geprüft", "Sozialplanung", day, citytest.Now)
	}
	if err := choose(5100, period.Day(2022, 4, 20)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		asOf period.Date
		want int64
		why  figure.Reason
	}{
		{period.Day(2022, 4, 4), 0, ""},
		{period.Day(2022, 4, 5), 5100, figure.OnlyOne},
		{period.Day(2022, 4, 10), 5200, figure.ByRecording},
		{period.Day(2022, 4, 19), 5200, figure.ByRecording},
		{period.Day(2022, 4, 20), 5100, figure.ByChoice},
		{period.Day(2022, 4, 30), 5100, figure.ByChoice},
		{period.Day(2022, 5, 1), 5300, figure.ByRecording},
	} {
		if p := picked(t, city, c.asOf); p.Value.Amount != c.want || p.Why != c.why {
			t.Errorf("as of %s: %d (%s), want %d (%s)", c.asOf, p.Value.Amount, p.Why, c.want, c.why)
		}
	}
	if err := choose(5100, period.Day(2022, 6, 1)); err != nil {
		t.Fatal(err)
	}
	if p := picked(t, city, period.Day(2022, 6, 1)); p.Value.Amount != 5100 || len(p.Others) != 2 || p.Choice == nil || p.Choice.Reason != "am Zählblatt geprüft" {
		t.Errorf("after a second choice: %+v", p)
	}
}

// TestChooseRefuses: no choice without a reason, of nothing, or of a figure
// that nobody knew on the day; nothing is stored.
func TestChooseRefuses(t *testing.T) {
	city, numbers := disputed(t)
	before := city.Position(t)
	day := period.Day(2022, 4, 20)
	for name, c := range map[string]struct {
		id     int64
		reason string
		kind   fault.Kind
	}{
		"no reason":      {numbers[5100], " \n ", fault.Invalid},
		"a long reason":  {numbers[5100], strings.Repeat("ä", 2001), fault.Invalid},
		"no such figure": {999_999, "geprüft", fault.NotFound},
		"known later":    {numbers[5300], "geprüft", fault.NotFound},
	} {
		if err := city.Data.Choose(t.Context(), c.id, c.reason, "Sozialplanung", day, citytest.Now); fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
	if city.Position(t) != before {
		t.Error("a refused choice was stored")
	}
}

// TestDerive: the leaf of a derivation names value, source, file and row, and
// what contradicts it; a figure that does not count says which one does.
func TestDerive(t *testing.T) {
	city, numbers := disputed(t)
	asOf := period.Day(2022, 4, 30)
	d, err := city.Data.Derive(t.Context(), numbers[5200], asOf)
	if err != nil || !strings.HasPrefix(d.Value.De, "5.200 ") || !strings.HasPrefix(d.Value.En, "5,200 ") || d.Source != "Presse (disputed.csv, Zeile 3)" {
		t.Errorf("%+v, %v", d, err)
	}
	if len(d.From) != 1 || !strings.HasPrefix(d.From[0].Name.De, "Dagegen steht: ") || d.From[0].Figure != numbers[5100] {
		t.Errorf("beside what counts stands %+v", d.From)
	}
	d, err = city.Data.Derive(t.Context(), numbers[5100], asOf)
	if err != nil || !strings.HasPrefix(d.Rule.De, "Dieser Wert gilt nicht") || len(d.From) != 1 || d.From[0].Figure != numbers[5200] {
		t.Errorf("%+v, %v", d, err)
	}
	if _, err := city.Data.Derive(t.Context(), 999_999, asOf); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a figure that is not there: %v", err)
	}
}

// TestSettings: the example says which city it is; an empty database says none.
func TestSettings(t *testing.T) {
	s, err := citytest.Example(t).Data.Settings(t.Context())
	if err != nil || s.City != "Stuttgart" || s.Area != "08111000" {
		t.Errorf("%+v, %v", s, err)
	}
	empty := citytest.Empty(t)
	if s, err := empty.Data.Settings(t.Context()); err != nil || s.City != "" || s.Area != "" {
		t.Errorf("an empty database is %+v, %v", s, err)
	}
	// What was read of the empty database does not outlive an import.
	for _, f := range citytest.Files()[:4] {
		empty.Import(t, f.Name, string(f.Content))
	}
	if s, err := empty.Data.Settings(t.Context()); err != nil || s.City != "Stuttgart" {
		t.Errorf("after the import %+v, %v", s, err)
	}
}
