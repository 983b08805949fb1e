// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/unit"
	"planraum/internal/text"
	"planraum/tools/refdata"
)

func show(d *unit.Decimal) string {
	if d == nil {
		return "none"
	}
	return d.String()
}

func TestScore(t *testing.T) {
	cases := []struct {
		forecast, actual unit.Headcount
		off, size        unit.Headcount
		relative, factor string
		say              string
	}{
		{7798, 8055, -257, 257, "-3.2", "1.03", "7.798 gesagt, 8.055 kamen: 3,2\u00a0% zu niedrig"},
		{12194, 8055, 4139, 4139, "51.4", "0.66", "12.194 gesagt, 8.055 kamen: 51,4\u00a0% zu hoch"},
		{100, 100, 0, 0, "0.0", "1.00", "100 gesagt, 100 kamen: genau getroffen"},
		{2001, 2000, 1, 1, "0.1", "1.00", "2.001 gesagt, 2.000 kamen: 0,1\u00a0% zu hoch"}, // 0.05 % rounds away from zero
		{1999, 2000, -1, 1, "-0.1", "1.00", "1.999 gesagt, 2.000 kamen: 0,1\u00a0% zu niedrig"},
		{5, 0, 5, 5, "none", "0.00", "5 gesagt, 0 kamen: um 5 zu hoch"},
		{0, 5, -5, 5, "-100.0", "none", "0 gesagt, 5 kamen: 100,0\u00a0% zu niedrig"},
		{0, 0, 0, 0, "none", "none", "0 gesagt, 0 kamen: genau getroffen"},
		{math.MaxInt64, 1, math.MaxInt64 - 1, math.MaxInt64 - 1, "none", "0.00", ""}, // beyond all percentages
	}
	for _, c := range cases {
		s := Score(c.forecast, c.actual)
		if s.Error != c.off || s.Absolute != c.size || show(s.Relative) != c.relative || show(s.Factor) != c.factor {
			t.Errorf("%d and %d: %+v, %s, %s", c.forecast, c.actual, s, show(s.Relative), show(s.Factor))
		}
		if got := s.Say().De; c.say != "" && got != c.say {
			t.Errorf("got %s, want %s", got, c.say)
		}
	}
	if got := Score(7798, 8055).Say().In(text.En); got != "7,798 said, 8,055 came: 3.2% too low" {
		t.Errorf("got %s", got)
	}
}

// The shares are within half a unit of the exact quotients.
func TestSharesAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		forecast, actual := rapid.Int64Range(1, 10_000_000).Draw(t, "forecast"), rapid.Int64Range(1, 10_000_000).Draw(t, "actual")
		s := Score(unit.Headcount(forecast), unit.Headcount(actual))
		near := func(name string, got *unit.Decimal, exact *big.Rat) {
			off := new(big.Rat).Sub(big.NewRat(got.Amount, 1), exact)
			if off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
				t.Fatalf("%s %s, exact %s", name, got, exact.FloatString(6))
			}
		}
		near("relative", s.Relative, big.NewRat(1000*(forecast-actual), actual))
		near("factor", s.Factor, big.NewRat(100*actual, forecast))
	})
}

// Every published forecast whose value came is scored on the page as reckoned.
func TestPublishedScores(t *testing.T) {
	page := refdata.Documented(t, "forecast", "made on | for")
	scored := 0
	for _, r := range refdata.Records(t, "forecasts.csv") {
		if strings.Trim(r["forecast_persons"], "0123456789") != "" || r["forecast_persons"] == "" || r["actual_persons"] == "" {
			continue // an assumption without a number of persons, or nothing to score it by yet
		}
		if scored == len(page) {
			t.Fatalf("the page lacks the forecast of %s for %s", r["made_on"], r["target_date"])
		}
		p := page[scored]
		scored++
		if strings.ReplaceAll(p["made on"], " ", "") != strings.ReplaceAll(r["made_on"], " ", "") || p["for"] != r["target_date"] {
			t.Errorf("the page has %s for %s where %s for %s is published", p["made on"], p["for"], r["made_on"], r["target_date"])
		}
		s := Score(unit.Headcount(refdata.Number(t, r["forecast_persons"])), unit.Headcount(refdata.Number(t, r["actual_persons"])))
		if int64(s.Forecast) != refdata.Number(t, p["forecast"]) || int64(s.Actual) != refdata.Number(t, p["came"]) || int64(s.Error) != refdata.Number(t, p["error"]) {
			t.Errorf("%s: reckoned %+v, the page says %v", r["made_on"], s, p)
		}
		relative := strings.NewReplacer("−", "-", " %", "").Replace(p["relative error"])
		if show(s.Relative) != relative || show(s.Factor) != p["factor"] {
			t.Errorf("%s: reckoned %s and %s, the page says %s and %s", r["made_on"], show(s.Relative), show(s.Factor), relative, p["factor"])
		}
	}
	if scored != len(page) {
		t.Errorf("%d forecasts are scored, the page has %d", scored, len(page))
	}
}

// The plan of December 2017 states its base and course in words: 7,797 in
// mid-2017 less 75 a month are 6,447 at the end of 2018; 6,583 came.
func TestForecastStatedInWords(t *testing.T) {
	r := refdata.Record(t, "forecasts.csv", "made_on", "2017-12-04")
	if r["forecast_persons"] != "7,797 minus 75/month from mid-2017" {
		t.Fatalf("the reference data say %s", r["forecast_persons"])
	}
	s := Score(7797-18*75, unit.Headcount(refdata.Number(t, r["actual_persons"])))
	if s.Error != -136 || show(s.Relative) != "-2.1" {
		t.Errorf("%+v, %s", s, show(s.Relative))
	}
}

func BenchmarkScore(b *testing.B) {
	for b.Loop() {
		if Score(7798, 8055).Error != -257 {
			b.Fatal("wrong")
		}
	}
}
