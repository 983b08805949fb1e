// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package example_test

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/tools/refdata"
)

// has reports whether the example holds the value for the indicator in the
// period, known from that day.
func has(figures []figure.Figure, indicator, span, known, value string) bool {
	p, err := period.Parse(span)
	want, errValue := unit.ParseDecimal(value)
	return err == nil && errValue == nil && slices.ContainsFunc(figures, func(f figure.Figure) bool {
		got, err := f.Value.Rescale(max(want.Places, f.Value.Places))
		wanted, errWant := want.Rescale(max(want.Places, f.Value.Places))
		return f.Indicator == indicator && f.Period == p && f.KnownFrom.String() == known && err == nil && errWant == nil && got == wanted
	})
}

func TestOccupancyAsTyped(t *testing.T) {
	c := load(t)
	for _, row := range refdata.Records(t, "occupancy.csv") {
		span := row["date"]
		if row["date_precision"] == "spring" {
			span = "2019-03..2019-05"
		}
		for column, indicator := range map[string]string{
			"persons": "accommodation.persons", "sites": "accommodation.sites", "bezirke_with_sites": "accommodation.districts_with_sites",
		} {
			if row[column] != "" && !has(c.figures, indicator, span, row["known_from"], row[column]) {
				t.Errorf("%s: %s %s is missing", span, indicator, row[column])
			}
		}
	}
}

func TestFlowsAsTyped(t *testing.T) {
	c := load(t)
	for _, row := range refdata.Records(t, "flows.csv") {
		for column, indicator := range map[string]string{"arrivals": "intake.arrivals", "departures": "intake.departures"} {
			if row[column] != "" && !has(c.figures, indicator, row["period"], row["known_from"], row[column]) {
				t.Errorf("%s: %s %s is missing", row["period"], indicator, row[column])
			}
		}
	}
}

func TestForecastsAsTyped(t *testing.T) {
	c := load(t)
	for _, row := range refdata.Records(t, "forecasts.csv") {
		if _, err := strconv.Atoi(row["forecast_persons"]); err != nil {
			continue // no number: left out
		}
		made := strings.Replace(row["made_on"], "2015-10(draft budget)", "2015-10-31", 1)
		if !has(c.figures, "accommodation.persons", row["target_date"], made, row["forecast_persons"]) {
			t.Errorf("the forecast of %s for %s is missing", made, row["target_date"])
		}
	}
}

// TestTimelineForecastsAsTyped: what was expected by the timeline is there, a
// range by its middle. Days are those that figures_forecast.csv assumes.
func TestTimelineForecastsAsTyped(t *testing.T) {
	in := csv.NewReader(refdata.Open(t, "forecast/stuttgart_timeline.csv"))
	in.Comma, in.LazyQuotes, in.FieldsPerRecord = ';', true, -1
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	c, expected := load(t), 0
	for _, row := range rows { // kind, period, value, unit ...
		if !strings.HasSuffix(row[0], "_forecast") {
			continue
		}
		expected++
		want, ok := map[string][3]string{
			"2014 120-130": {"intake.arrivals_per_month", "2014", "2013-12-31"}, "2015 1860": {"intake.arrivals", "2015", "2014-09-30"},
			"2015 2484": {"intake.arrivals", "2015", "2015-02-28"}, "2015 307": {"intake.arrivals", "2015-07", "2015-05-31"},
			"2016-04..12 600": {"intake.arrivals_per_month", "2016-04..2016-12", "2016-04-04"}, "2016-04 420": {"intake.arrivals", "2016-04", "2016-04-01"},
			"2022-09 1300": {"intake.arrivals", "2022-09", "2022-09-01"},
			"2015-12 5398": {"accommodation.persons", "2015-12-31", "2015-07-27"}, "2015-12 6500": {"accommodation.persons", "2015-12-31", "2015-09-30"},
		}[row[1]+" "+row[2]]
		value := strings.Replace(row[2], "120-130", "125", 1)
		if !ok || !has(c.figures, want[0], want[1], want[2], value) {
			t.Errorf("what was expected for %s, %s, is missing", row[1], row[2])
		}
	}
	if expected != 9 {
		t.Errorf("the timeline holds %d expectations, 9 were known", expected)
	}
}

func TestSitesAsTyped(t *testing.T) {
	c := load(t)
	for _, row := range refdata.Records(t, "sites.csv") {
		places, err := strconv.Atoi(row["places"])
		if err != nil {
			places = 87 // "87 or 159": the smaller
		}
		street := strings.FieldsFunc(row["site"], func(r rune) bool { return r == '(' || r == ' ' })[0]
		id := map[bool]string{true: strings.ToLower(row["tranche"]), false: "t" + strings.ToLower(row["tranche"])}[row["tranche"][0] == 'M']
		found := false
		for _, s := range c.sites {
			found = found || s.Package == id && strings.HasPrefix(s.Name, street) && int(s.Nominal) == places
		}
		if !found {
			t.Errorf("tranche %s: %s with %d places is missing", row["tranche"], row["site"], places)
		}
	}
}

func TestPackagesAsTyped(t *testing.T) {
	c := load(t)
	for _, row := range refdata.Records(t, "tranches.csv") {
		if row["date"] == " " {
			continue // the sum row
		}
		found := false
		for _, p := range c.packages {
			name := strings.NewReplacer("Tranche ", "", "Paket ", "M").Replace(p.Name)
			if name != row["tranche"] {
				continue
			}
			found = true
			cost, _ := unit.ParseDecimal(row["cost_mio_eur"])
			cost, err := cost.Rescale(8) // millions of euros to cents
			if err != nil || p.Cost != unit.Cents(cost.Amount) || strconv.Itoa(int(p.Places)) != row["places"] || p.Date.String() != row["date"] || p.Paper != row["paper"] {
				t.Errorf("tranche %s differs: %+v", name, p)
			}
		}
		if !found {
			t.Errorf("tranche %s is missing", row["tranche"])
		}
	}
}

func TestPayAsTyped(t *testing.T) {
	c := load(t)
	rows := refdata.Records(t, "tvoed_vka_tables.csv")
	if len(rows) != len(c.pay) {
		t.Fatalf("%d rows, want %d", len(c.pay), len(rows))
	}
	for i, row := range rows {
		p := c.pay[i]
		cents, _ := unit.ParseDecimal(row["monthly_eur"])
		cents, err := cents.Rescale(2)
		if err != nil || p.Grade != row["group"] || strconv.Itoa(p.Step) != row["step"] || p.Monthly != unit.Cents(cents.Amount) ||
			p.ValidFrom.String() != row["valid_from"] || !strings.HasPrefix(row["quality"], string(p.Quality)) {
			t.Errorf("row %d differs: %+v, typed %v", i+1, p, row)
		}
		until, open := strings.CutPrefix(row["valid_to"], "until ")
		if want := p.ValidTo.String(); !open && want != until || open && want > until {
			t.Errorf("row %d ends on %s, typed %q", i+1, want, row["valid_to"])
		}
	}
	noGap(t, c)
}

// noGap: a derived table ends on the day before the next one begins.
func noGap(t *testing.T, c city) {
	t.Helper()
	starts := map[period.Date]bool{}
	for _, p := range c.pay {
		starts[p.ValidFrom] = true
	}
	for _, p := range c.pay {
		if next := p.ValidTo.AddDays(1); p.Quality == "derived" && !starts[next] {
			t.Errorf("%s step %d ends on %s, and nothing begins on %s", p.Grade, p.Step, p.ValidTo, next)
		}
	}
}

func TestKeysAsTyped(t *testing.T) {
	c := load(t)
	for _, row := range refdata.Records(t, "staffing_keys.csv") {
		per, isKey := strings.CutPrefix(row["key"], "1:")
		if !isKey || strings.HasPrefix(row["task"], "combined effect") {
			continue
		}
		from, to := isoOnly(row["valid_from"]), isoOnly(row["valid_to"])
		base := map[string]staffing.Base{"cases": staffing.Cases, "places": staffing.Places}[row["unit"]]
		if base == "" {
			base = staffing.Persons
		}
		found := slices.ContainsFunc(c.staffingKeys, func(k staffing.Key) bool {
			return strconv.FormatInt(k.Per, 10) == per && k.Base == base && (from.IsZero() || k.ValidFrom == from) &&
				(to.IsZero() || k.ValidTo == to || k.ValidTo == to.AddDays(-1))
		})
		if !found {
			t.Errorf("key %s for %s is missing", row["key"], row["task"])
		}
	}
}

// isoOnly returns the day, none for texts such as "2016 autumn".
func isoOnly(s string) period.Date {
	d, _ := period.ParseDate(s)
	return d
}

func TestApportionmentAsTyped(t *testing.T) {
	c := load(t)
	weight := func(key, part string) string {
		for _, w := range c.weights {
			if w.Key == key && w.Part == part {
				return w.Weight.String()
			}
		}
		return ""
	}
	for _, row := range refdata.Records(t, "koenigsteiner_schluessel.csv") {
		if got := weight("Königsteiner Schlüssel "+row["key_year"], row["land"]); got != row["share_percent"] {
			t.Errorf("%s %s: %s, typed %s", row["key_year"], row["land"], got, row["share_percent"])
		}
	}
	for _, row := range refdata.Records(t, "laender_population_2014.csv") {
		if got := weight("Bevölkerung der Länder 31.12.2014", row["land"]); got != row["population_2014_12_31"] {
			t.Errorf("%s: %s, typed %s", row["land"], got, row["population_2014_12_31"])
		}
	}
}

func TestLeadTimesAsTyped(t *testing.T) {
	c := load(t)
	for _, row := range refdata.Records(t, "lead_times.csv") {
		i := slices.IndexFunc(c.leadTimes, func(l need.LeadTime) bool { return string(l.Kind) == strings.ReplaceAll(row["kind"], " ", "_") })
		if i < 0 {
			t.Errorf("%s is missing", row["kind"])
			continue
		}
		l := c.leadTimes[i]
		for column, got := range map[string]int{"months_low": l.Low, "months_typical": l.Typical, "months_high": l.High} {
			d, _ := unit.ParseDecimal(row[column])
			if d, err := d.Rescale(1); err != nil || int(d.Amount) != got {
				t.Errorf("%s %s: %d tenths, typed %s", row["kind"], column, got, row[column])
			}
		}
		if l.Quality != row["quality"] {
			t.Errorf("%s: quality %s, typed %s", row["kind"], l.Quality, row["quality"])
		}
	}
}

func TestAreasAsTyped(t *testing.T) {
	c := load(t)
	for file, columns := range map[string][2]string{"stadtbezirke.csv": {"bezirk_nr", "bezirk"}, "stadtteile.csv": {"stadtteil_nr", "stadtteil"}} {
		for _, row := range refdata.Records(t, file) {
			number, name := row[columns[0]], row[columns[1]]
			found := false
			for _, a := range c.areas {
				lon, _ := strconv.ParseFloat(row["lon"], 64)
				lat, _ := strconv.ParseFloat(row["lat"], 64)
				found = found || string(a.ID) == "08111000/"+number && a.Number == number && a.Name == name && a.Centre.Lon == lon && a.Centre.Lat == lat
			}
			if !found {
				t.Errorf("%s %s is missing or differs", number, name)
			}
			residents := row["pop_2011"] + row["pop_2011_est"]
			if !hasAt(c.figures, "population.residents", "08111000/"+number, "2011-05-09", residents) {
				t.Errorf("%s: residents %s are missing", name, residents)
			}
			if row["pop_2015_scaled"] != "" && !hasAt(c.figures, "population.residents", "08111000/"+number, "2015-12-31", row["pop_2015_scaled"]) {
				t.Errorf("%s: residents of 2015 are missing", name)
			}
		}
	}
}

func hasAt(figures []figure.Figure, indicator, id, day, value string) bool {
	return slices.ContainsFunc(figures, func(f figure.Figure) bool {
		return f.Indicator == indicator && string(f.Area) == id && f.Period.String() == day && f.Value.String() == value && f.Basis == figure.Computed
	})
}
