// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// TestForecastHeadings: how far announcements of arrivals were off, once three
// of them can be scored; before that the largest miss, and before that that
// nothing can be scored.
func TestForecastHeadings(t *testing.T) {
	v := reader(t)
	for asOf, want := range map[string]string{
		"2010-01-01": "Bis zum 01.01.2010 ist keine Prognose bekannt.",
		"2015-11-27": "Am 27.11.2015 sind 18 Aussagen bekannt; von 2 ist bekannt, was kam.",
		// 307, 155 and 207 a month were said; 391, 454.6 and 454.6 came: -631.2 / 1,300.2
		"2016-06-30": "Veröffentlichte Prognosen von Zugängen für Stuttgart lagen bei steigenden Zahlen im Mittel 49 % zu niedrig.",
		// 125, 600 and 600 were said; 103, 305.5 and 153.3 came: +763.2 / 561.8
		"2017-01-20": "Veröffentlichte Prognosen von Zugängen für Stuttgart lagen bei steigenden Zahlen im Mittel 49 % zu niedrig; Annahmen von Plänen bei fallenden Zahlen im Mittel 136 % zu hoch.",
		// and 300, where 122.3 came: +940.8 / 684.2
		"2024-06-01": "Veröffentlichte Prognosen von Zugängen für Stuttgart lagen bei steigenden Zahlen im Mittel 49 % zu niedrig; Annahmen von Plänen bei fallenden Zahlen im Mittel 138 % zu hoch.",
	} {
		if got := strings.ReplaceAll(v.Heading("/prognosen?stand="+asOf), "\u00a0", " "); got != want {
			t.Errorf("as of %s: %q, want %q", asOf, got, want)
		}
	}
}

// TestForecastScores are those of docs/methods/forecast.md, whose page the
// method's own tests check, and what was said of arrivals.
func TestForecastScores(t *testing.T) {
	rows := reader(t).Page("/prognosen?stand=2024-06-01").Table("prognosen")
	want := map[string]string{
		"27.07.2015 31.12.2015": "5.398|7.127 berechnet|Personen|−1.729|−24,3 %|steigend",
		"30.09.2015 31.12.2015": "6.500|7.127 berechnet|Personen|−627|−8,8 %|steigend",
		"31.10.2015 31.12.2016": "7.798|8.055|Personen|−257|−3,2 %|steigend",
		"27.11.2015 31.12.2016": "12.194|8.055|Personen|+4.139|51,4 %|steigend",
		"26.09.2018 31.12.2019": "5.846|5.865|Personen|−19|−0,3 %|fallend",
		"26.11.2019 31.12.2019": "5.951|5.865|Personen|+86|1,5 %|fallend",
		"26.11.2019 31.12.2020": "5.231|4.800 berichtet|Personen|+431|9,0 %|fallend",
		// nobody counted at the end of 2014 and of 2017
		"18.02.2014 31.12.2014": "2.800|nicht bekannt|Personen|||",
		"24.09.2014 31.12.2014": "2.535|nicht bekannt|Personen|||",
		"31.10.2015 31.12.2017": "8.998|nicht bekannt|Personen|||",
		"27.11.2015 31.12.2017": "13.594|nicht bekannt|Personen|||",
		// the year 2016 less its first three months: 3,666 - 863 - 802 - 621 = 1,380
		"04.04.2016 01.04.2016 bis 31.12.2016": "600|153 berechnet|Personen je Monat|+447|291,3 %|fallend",
		"31.05.2015 Juli 2015":                 "307|391|Personen je Monat|−84|−21,5 %|steigend",
		"31.12.2013 2014":                      "125|103|Personen je Monat|+22|21,4 %|fallend",
		"30.09.2014 2015":                      "155|455|Personen je Monat|−300|−65,9 %|steigend",
	}
	seen := 0
	for _, r := range rows {
		key := r[0] + " " + r[4]
		line, asked := want[key]
		if !asked || r[3] == "Abgänge" {
			continue
		}
		seen++
		got := strings.ReplaceAll(strings.ReplaceAll(strings.Join(r[6:], "|"), "\u00a0", " "), "+51,4", "51,4")
		got = strings.NewReplacer("+1,5 %", "1,5 %", "+9,0 %", "9,0 %", "+291,3 %", "291,3 %", "+21,4 %", "21,4 %").Replace(got)
		if got != line {
			t.Errorf("of %s: %q, want %q", key, got, line)
		}
	}
	if seen != len(want) {
		t.Errorf("%d of %d statements are there", seen, len(want))
	}
	if len(rows) != 37 {
		t.Errorf("%d statements, 37 were known", len(rows))
	}
}

func TestForecastsStayOpenUntilTheyAreDue(t *testing.T) {
	page := reader(t).Page("/prognosen?stand=2015-11-27")
	open := 0
	for _, r := range page.Table("prognosen") {
		if r[7] == "nicht bekannt" && r[3] == "Personen in städtischen Unterkünften" {
			open++
		}
	}
	if open != 8 { // those for 2015, 2016 and 2017, and two for the end of 2014, when nobody counted
		t.Errorf("%d forecasts are open, want 8", open)
	}
	if chart, ok := page.First("#treffsicherheit .chart-wide svg"); !ok || !strings.Contains(chart.Text(), "gesagt am 27.11.2015") && !strings.Contains(chart.Text(), "27.11.2015") {
		t.Errorf("the picture does not show the newest forecast")
	}
}

// TestBySourceAndHorizon: the council's papers on the persons, of all horizons
// and of each, with the bias when numbers rose and fell.
func TestBySourceAndHorizon(t *testing.T) {
	v := reader(t)
	page := v.Page("/prognosen?stand=2024-06-01")
	got := map[string]string{}
	for _, r := range page.Table("quellen") {
		if strings.HasPrefix(r[0], "Personen in") && strings.HasPrefix(r[1], "Drucksachen") {
			got[r[2]] = strings.ReplaceAll(strings.Join(r[3:8], "|"), "\u00a0", " ")
		}
	}
	// errors of 86, 4,139, -257, -19 and 431 persons; 5,865 x 2, 8,055 x 2 and 4,800 came
	if got["alle"] != "5|+876|+13,4 %|986|+24,1 % aus 2" || got["bis 3 Monate"] != "1|+86|+1,5 %|86|" || len(got) != 3 {
		t.Errorf("the council's papers: %q", got)
	}
	if said := v.Page("/herleitung/tally/intake.arrivals/kind-assumed/all/falling?stand=2024-06-01").Text(); !strings.Contains(said, "Summe der Fehler aus 4 Aussagen") || !strings.Contains(said, "Annahme eines Plans") || strings.Contains(said, "veröffentlichte Prognose") {
		t.Errorf("assumptions of plans: %q", said)
	}
	if said := v.Page("/herleitung/tally/intake.arrivals/others/all/rising?stand=2024-06-01"); !strings.Contains(said.Text(), "Summe der Fehler aus 3 Aussagen / 3 = −210,4") {
		t.Errorf("the derivation says %.300q", said.Text())
	}
	if rest := v.Page("/herleitung/said/" + arrivalsOfApril(t, page) + "?stand=2024-06-01"); !strings.Contains(rest.Text(), "(3.666 − 863 − 802 − 621) / 9 Monate = 153,3") {
		t.Errorf("the rest of the year: %.600q", rest.Text())
	}
}

// arrivalsOfApril is the number of the figure that said 600 for April to
// December 2016.
func arrivalsOfApril(t *testing.T, page htmltest.Node) string {
	t.Helper()
	for _, row := range page.All("#prognosen tbody tr") {
		if !strings.Contains(row.Text(), "01.04.2016 bis 31.12.2016") {
			continue
		}
		for _, a := range row.All("a.number") {
			if _, id, ok := strings.Cut(a.Attr("href"), "/herleitung/said/"); ok {
				id, _, _ = strings.Cut(id, "?")
				id, _, _ = strings.Cut(id, "/")
				return id
			}
		}
	}
	t.Fatal("600 for April to December 2016 is not there")
	return ""
}

// TestOwnForecastsStandBesideOthers: an own forecast is listed, scored and told
// as reckoned afterwards.
func TestOwnForecastsStandBesideOthers(t *testing.T) {
	desks := webtest.Desks(t, false)
	id := issueForecast(t, desks)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	page := v.Page("/prognosen?stand=2026-11-22")
	own := page.Table("eigene")
	if len(own) != 1 || own[0][1] != "27.11.2015" || own[0][7] != "7" {
		t.Fatalf("own forecasts: %q", own)
	}
	if a, _ := page.First("#eigene tbody th a"); !strings.Contains(a.Attr("href"), "/prognosen/"+id) {
		t.Errorf("the link leads to %q", a.Attr("href"))
	}
	found := false
	for _, r := range page.Table("quellen") {
		if r[1] == "Planraum, nachträglich" && r[2] == "alle" {
			found = r[3] == "7" && strings.Contains(r[9], "%")
		}
	}
	if !found {
		t.Error("the own forecast is not told by source")
	}
	if early := v.Page("/prognosen?stand=2015-12-31").Table("eigene"); len(early) != 0 && early[0][0] != "" && strings.Contains(strings.Join(early[0], ""), "27.11.2015") {
		t.Errorf("known before it was issued: %q", early)
	}
}

// TestNumbersLeadToThemselves: the derivation behind a number that was said, or came, is
// of that number: of a year's 1,860 arrivals the table has 155 a month.
func TestNumbersLeadToThemselves(t *testing.T) {
	v := reader(t)
	page, seen := v.Page("/prognosen?stand=2024-06-01"), 0
	for _, a := range page.All("#prognosen tbody a.number") {
		address := a.Attr("href")
		if !strings.HasSuffix(strings.SplitN(address, "?", 2)[0], "/said") && !strings.HasSuffix(strings.SplitN(address, "?", 2)[0], "/came") {
			continue
		}
		seen++
		heading, _ := v.Page(address).First("h1")
		words := strings.Fields(heading.Text()[strings.LastIndex(heading.Text(), ": ")+2:])
		value, err := strconv.ParseFloat(strings.NewReplacer(".", "", ",", ".").Replace(words[0]), 64)
		if shown := strings.ReplaceAll(strings.TrimSpace(a.Text()), ".", ""); err != nil || shown != fmt.Sprint(math.Round(value)) {
			t.Errorf("%s leads to %q", shown, heading.Text())
		}
	}
	if seen < 10 || !strings.Contains(page.Text(), "155") {
		t.Errorf("%d numbers", seen)
	}
}
