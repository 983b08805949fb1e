// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package balance

import (
	"strings"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/tools/refdata"
)

func golden(t testing.TB, id string) unit.Headcount {
	t.Helper()
	return unit.Headcount(refdata.Number(t, refdata.Record(t, "golden.csv", "id", id)["expected"]))
}

// The persons stand in the rule's input: "7798 persons, 90% utilisation".
func TestGoldenNeed(t *testing.T) {
	for _, id := range []string{"G01", "G02"} {
		input, _, _ := strings.Cut(refdata.Record(t, "golden.csv", "id", id)["input"], " ")
		if got, want := Needed(unit.Headcount(refdata.Number(t, input)), ninety), golden(t, id); got != want {
			t.Errorf("%s: %d, want %d", id, got, want)
		}
	}
}

// The published packages of sites, opened in January 2016 and ended a year
// later: the capacity line is their printed sum, the cliff takes all away.
func TestGoldenPackages(t *testing.T) {
	cases := []struct {
		id, tranche string
		counts      func(kind string) bool
	}{
		{"G17", "4", nil},
		{"G18", "5", func(kind string) bool { return strings.HasPrefix(kind, "Systembau") }},
		{"G19", "5", func(kind string) bool { return kind == "Container" }},
		{"G20", "6", nil},
		{"G21", "6A", nil},
		{"G22", "M2023", nil},
	}
	for _, c := range cases {
		var sites []accommodation.Site
		for _, r := range refdata.Records(t, "sites.csv") {
			if r["tranche"] == c.tranche && (c.counts == nil || c.counts(r["type"])) {
				sites = append(sites, site(r["site"], unit.Headcount(refdata.Number(t, r["places"])), jan.First(), (jan+12).First()))
			}
		}
		line := Line(sites, jan, jan+12)
		if want := golden(t, c.id); line[0].Usable != want || line[11].Usable != want || line[12].Usable != 0 {
			t.Errorf("%s: %d places, want %d", c.id, line[0].Usable, want)
		}
		var ended unit.Headcount
		for _, e := range Endings(sites, jan, jan+12) {
			ended += e.Places
		}
		if ended != golden(t, c.id) {
			t.Errorf("%s: %d places end", c.id, ended)
		}
	}
}

func TestGoldenTranches(t *testing.T) {
	var sites []accommodation.Site
	for _, r := range refdata.Records(t, "tranches.csv") {
		if len(r["tranche"]) == 1 && r["tranche"] <= "5" {
			sites = append(sites, site(r["tranche"], unit.Headcount(refdata.Number(t, r["places"])), period.Date{}, period.Date{}))
		}
	}
	if got, want := Line(sites, jan, jan)[0].Nominal, golden(t, "G23"); got != want || len(sites) != 5 {
		t.Errorf("G23: %d places in %d tranches, want %d", got, len(sites), want)
	}
}

// The year of the new plan needs what its paper says: 13,549 places.
func TestWorkedBalance(t *testing.T) {
	existing := site("existing", 10_000, period.Date{}, period.Date{})
	existing.Blocked, existing.Reserve = 300, 100
	hall := site("hall", 500, period.Day(2016, 2, 15), period.Day(2016, 5, 1))
	system := site("system", 1000, period.Day(2016, 5, 31), period.Date{})
	system.Reserve = 50
	sites := []accommodation.Site{system, hall, existing}

	page := refdata.Documented(t, "balance", "month | persons")
	persons := make([]unit.Headcount, len(page))
	for i, r := range page {
		persons[i] = unit.Headcount(refdata.Number(t, r["persons"]))
	}
	months, line := reckon(persons, sites, ninety), Line(sites, jan, jan+5)
	for i, r := range page {
		for column, got := range map[string]unit.Headcount{
			"needed": months[i].Needed, "nominal": line[i].Nominal, "usable": months[i].Usable, "gap": months[i].Gap,
			"occupiable": Occupiable(months[i].Usable, ninety),
		} {
			if int64(got) != refdata.Number(t, r[column]) || r["month"] != months[i].Month.String() {
				t.Errorf("%s %s: reckoned %d, the page says %s", r["month"], column, got, r[column])
			}
		}
	}
	s := Shortage(months)
	if *s.First != jan+3 || s.FirstPlaces != 152 || *s.Worst != jan+5 || s.WorstPlaces != 527 || s.LastPlaces != 527 {
		t.Errorf("shortage %+v", s)
	}
	if e := Endings(sites, jan, jan+5); len(e) != 1 || e[0].Site != "hall" || e[0].Places != 500 {
		t.Errorf("cliff %v", e)
	}
	if o := Openings(sites, jan, jan+5); len(o) != 2 || o[0].Site != "hall" || o[1].Places != 950 {
		t.Errorf("openings %v", o)
	}
	workedDecisions(t, months)
}

// workedDecisions checks the decisions of the page; its lead times are in months.
func workedDecisions(t *testing.T, months []plan.Month) {
	page := refdata.Documented(t, "balance", "kind | low")
	tenths := func(s string) int {
		d, err := unit.ParseDecimal(s)
		if err == nil {
			d, err = d.Rescale(1)
		}
		if err != nil {
			t.Fatal(err)
		}
		return int(d.Amount)
	}
	var leads []need.LeadTime
	for _, r := range page {
		leads = append(leads, need.LeadTime{
			Kind: accommodation.Kind(r["kind"]), Low: tenths(r["low"]), Typical: tenths(r["typical"]), High: tenths(r["high"]),
		})
	}
	for i, d := range Decisions(leads, months, period.Day(2015, 11, 27)) {
		r := page[i]
		past := map[bool]string{true: "yes", false: "no"}[d.Past]
		for column, got := range map[string]string{
			"kind": string(d.LeadTime.Kind), "if fast": d.IfFast.String(), "latest": d.Latest.String(), "if slow": d.Earliest.String(),
			"past": past, "helps": d.Helps.String(), "missing": unit.Whole(int64(d.Missing)).String(),
		} {
			if got != r[column] {
				t.Errorf("%s %s: reckoned %s, the page says %s", r["kind"], column, got, r[column])
			}
		}
	}
}

// The page's lead times are the reference data's.
func TestLeadTimesOfThePage(t *testing.T) {
	for _, r := range refdata.Documented(t, "balance", "kind | low") {
		published := refdata.Record(t, "lead_times.csv", "kind", strings.ReplaceAll(r["kind"], "_", " "))
		if r["low"] != published["months_low"] || r["typical"] != published["months_typical"] || r["high"] != published["months_high"] {
			t.Errorf("%s: the page has %s, %s, %s, published are %s", r["kind"], r["low"], r["typical"], r["high"], published)
		}
	}
}
