// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/tools/refdata"
)

// decimal reads a number of the pages or reference files in 10^-places.
func decimal(t testing.TB, s string, places int) int64 {
	t.Helper()
	d, err := unit.ParseDecimal(strings.ReplaceAll(s, ",", ""))
	if err == nil {
		d, err = d.Rescale(places)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d.Amount
}

// scenario returns the posts of social support and house management at a key.
func scenario(t testing.TB, r map[string]string, persons, places unit.Headcount) (support, house unit.FTE) {
	t.Helper()
	_, per, _ := strings.Cut(r["key"], ":")
	return Posts(persons, refdata.Number(t, per), ComponentDecimals), Posts(places, refdata.Number(t, per), ComponentDecimals)
}

func TestPublishedScenarios(t *testing.T) {
	var base unit.FTE
	for i, r := range refdata.Records(t, "staffing_scenarios.csv") {
		support, house := scenario(t, r, unit.Headcount(refdata.Number(t, r["persons"])), unit.Headcount(refdata.Number(t, r["places"])))
		if i == 0 {
			base = support + house
		}
		if want := decimal(t, r["posts"], 2); int64(support+house) != want {
			t.Errorf("%s: %d hundredths, want %d", r["key"], support+house, want)
		}
		if want := decimal(t, r["delta_to_136"], 2); int64(support+house-base) != want {
			t.Errorf("%s: %d more than 1:136, want %d", r["key"], support+house-base, want)
		}
	}
}

func TestWorkedScenarios(t *testing.T) {
	var base unit.FTE
	for i, r := range refdata.Documented(t, "staffing", "key | social") {
		support, house := scenario(t, r, 12_288, 13_653)
		if i == 0 {
			base = support + house
		}
		for column, got := range map[string]unit.FTE{
			"social support": support, "house management": house, "posts": support + house, "more than 1:136": support + house - base,
		} {
			if int64(got) != decimal(t, r[column], 2) {
				t.Errorf("%s %s: reckoned %d, the page says %s", r["key"], column, got, r[column])
			}
		}
	}
}

func TestGolden(t *testing.T) {
	g15 := refdata.Record(t, "golden.csv", "id", "G15")
	if got := Posts(2535, 136, 2); int64(got) != decimal(t, g15["expected"], 2) {
		t.Errorf("G15: %d hundredths", got)
	}
	g16 := refdata.Record(t, "golden.csv", "id", "G16")
	if got := Covers(760, 136); got.Amount != decimal(t, g16["expected"], 2) {
		t.Errorf("G16: %s", got)
	}
	// Money adds in whole cents: million euros with one decimal are exact.
	spending := refdata.Record(t, "cost_rates.csv", "item", "Sozialamt spending for refugees, double budget")
	income := refdata.Record(t, "cost_rates.csv", "item", "Sozialamt income")
	g24 := refdata.Record(t, "golden.csv", "id", "G24")
	if decimal(t, spending["amount"], 8)-decimal(t, income["amount"], 8) != decimal(t, g24["expected"], 8) {
		t.Error("G24: spending - income is not the printed net")
	}
}

// The integration managers' grant: 3,164,560 EUR for 49.4 posts is a flat rate
// of 64,060 EUR, rounded to whole euros; reckoned forward, a year costs the sum
// granted but for this rounding, at most 49.4 x 0.50 EUR.
func TestGrantOfIntegrationManagers(t *testing.T) {
	rate := refdata.Record(t, "cost_rates.csv", "item", "integration manager, Land money")
	key := refdata.Record(t, "staffing_keys.csv", "key", "49.4 posts")
	granted, _, _ := strings.Cut(key["unit"], " ")
	r := NewRates(settings(flat(unit.Cents(decimal(t, rate["amount"], 2)))), nil)
	var sum unit.Cents
	for m := period.MonthOf(2018, 1); m <= period.MonthOf(2018, 12); m++ {
		sum += *r.Month("k", 4940, m).Cents
	}
	if diff := int64(sum) - decimal(t, granted, 2); diff < -4940/2 || diff > 4940/2 {
		t.Errorf("a year costs %d cents, granted were %s EUR", sum, granted)
	}
}

func TestWorkedCost(t *testing.T) {
	rising := flat(77_400_00)
	rising.Rise, rising.RiseFrom = share(unit.Percent(2, 0)), 2016
	pay := city.Pay{Grade: "EG 9b", Step: 3, ValidFrom: day(2024, 3, 1), ValidTo: day(2025, 3, 31), Monthly: 3969_97}
	for _, r := range refdata.Documented(t, "staffing", "price | month") {
		month, err := period.ParseMonth(r["month"])
		if err != nil {
			t.Fatal(err)
		}
		price := rising
		if r["price"] != "flat rate" {
			price = graded("EG 9b", 3)
		} else if yearly, _ := Yearly(price, month.Year()); int64(yearly) != decimal(t, r["yearly rate"], 2) {
			t.Errorf("%s: rate %d, the page says %s", r["month"], yearly, r["yearly rate"])
		}
		got := NewRates(settings(price), []city.Pay{pay}).Month("k", unit.FTE(decimal(t, r["posts"], 2)), month)
		if got.Cents == nil || int64(*got.Cents) != decimal(t, r["cost of the month"], 2) {
			t.Errorf("%s: %+v, the page says %s", r["month"], got, r["cost of the month"])
		}
	}
}

// The pay row of the page is the printed one of the reference table, and the
// derived rows of 2016 carry their mark through to the cost.
func TestPayTable(t *testing.T) {
	var rows []city.Pay
	for _, r := range refdata.Records(t, "tvoed_vka_tables.csv") {
		from, err := period.ParseDate(r["valid_from"])
		if err != nil {
			t.Fatal(err)
		}
		to, err := period.ParseDate(strings.TrimPrefix(r["valid_to"], "until "))
		if err != nil {
			t.Fatal(err)
		}
		pay := city.Pay{Grade: r["group"], Step: int(refdata.Number(t, r["step"])), ValidFrom: from, ValidTo: to, Monthly: unit.Cents(decimal(t, r["monthly_eur"], 2)), Quality: city.AsPrinted}
		if strings.HasPrefix(r["quality"], "derived") {
			pay.Quality = city.Derived
		}
		rows = append(rows, pay)
	}
	for _, c := range []struct {
		grade   string
		month   period.Month
		want    unit.Cents // monthly pay, with nothing on top
		derived bool
	}{
		{"EG 9b", period.MonthOf(2024, 4), 3969_97, false},
		{"EG 9", period.MonthOf(2016, 3), 3071_16, true}, // the row of 2015 ends on the first of the month
	} {
		cost := plan.Cost{Prices: []plan.Price{graded(c.grade, 3)}, EmployerShare: share(0), Workplace: money(0)}
		got := NewRates(cost, rows).Month("k", 100, c.month)
		if got.Cents == nil || *got.Cents != c.want || got.Derived != c.derived {
			t.Errorf("%s in %s: %+v", c.grade, c.month, got)
		}
	}
}
