// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi int64
		n      int
		want   []int64
	}{
		{0, 12194, 5, []int64{0, 5000, 10000, 15000}},
		{0, 1, 5, []int64{0, 1}},
		{0, 0, 5, []int64{0}},
		{0, 8055, 4, []int64{0, 5000, 10000}},
		{-396, 933, 5, []int64{-500, 0, 500, 1000}},
		{7, 7, 3, []int64{7}},
	} {
		if got := Ticks(c.lo, c.hi, c.n); !slices.Equal(got, c.want) {
			t.Errorf("Ticks(%d, %d, %d) = %v, want %v", c.lo, c.hi, c.n, got, c.want)
		}
	}
}

func TestTicksProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
		n := rapid.IntRange(1, 12).Draw(t, "n")
		ticks := Ticks(a, b, n)
		lo, hi := bounded(min(a, b)), bounded(max(a, b))
		if ticks[0] > lo || ticks[len(ticks)-1] < hi {
			t.Fatalf("%v does not span %d to %d", ticks, lo, hi)
		}
		if len(ticks) > n+2 {
			t.Fatalf("%d ticks for %d steps", len(ticks), n)
		}
		if len(ticks) < 2 {
			return
		}
		step := ticks[1] - ticks[0]
		for i := range ticks {
			if ticks[i]%step != 0 || (i > 0 && ticks[i]-ticks[i-1] != step) {
				t.Fatalf("%v are not the multiples of one step", ticks)
			}
		}
		for step%10 == 0 {
			step /= 10
		}
		if step != 1 && step != 2 && step != 5 {
			t.Fatalf("step of %v is not 1, 2 or 5 times a power of ten", ticks)
		}
	})
}

func TestAxisKnownPoints(t *testing.T) {
	y := Axis{Min: 0, Max: 15000, From: 300, To: 0}
	for v, want := range map[float64]float64{0: 300, 15000: 0, 7500: 150, 12000: 60} {
		if got := y.At(v); got != want {
			t.Errorf("At(%v) = %v, want %v", v, got, want)
		}
	}
	if got := (Axis{Min: 4, Max: 4, From: 10, To: 90}).At(7); got != 10 {
		t.Errorf("an axis without extent gives %v, want its From", got)
	}
}

func TestAxisMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Float64Range(-1e9, 1e9)
		axis := Axis{Min: value.Draw(t, "min"), From: 0, To: 500}
		axis.Max = axis.Min + rapid.Float64Range(0.001, 1e9).Draw(t, "extent")
		a, b := value.Draw(t, "a"), value.Draw(t, "b")
		if a < b && axis.At(a) > axis.At(b) {
			t.Fatalf("At(%v) > At(%v)", a, b)
		}
	})
}

func TestMonthTicks(t *testing.T) {
	m := period.MonthOf
	for _, c := range []struct {
		name        string
		first, last period.Month
		n           int
		want        []period.Month
	}{
		{"every month", m(2015, 11), m(2016, 1), 5, []period.Month{m(2015, 11), m(2015, 12), m(2016, 1)}},
		{"quarters", m(2015, 11), m(2016, 10), 5, []period.Month{m(2016, 1), m(2016, 4), m(2016, 7), m(2016, 10)}},
		{"years", m(2013, 6), m(2017, 12), 5, []period.Month{m(2014, 1), m(2015, 1), m(2016, 1), m(2017, 1)}},
		{"out of order", m(2017, 1), m(2016, 1), 5, nil},
	} {
		if got := MonthTicks(c.first, c.last, c.n); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestMonthTicksAtMostN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		month := rapid.Int32Range(int32(firstMonth), int32(lastMonth))
		a, b := period.Month(month.Draw(t, "a")), period.Month(month.Draw(t, "b"))
		n := rapid.IntRange(1, 30).Draw(t, "n")
		ticks := MonthTicks(min(a, b), max(a, b), n)
		if len(ticks) > n {
			t.Fatalf("%d ticks, at most %d asked for", len(ticks), n)
		}
		for _, m := range ticks {
			if m < min(a, b) || m > max(a, b) {
				t.Fatalf("tick %v outside %v to %v", m, a, b)
			}
		}
	})
}

// A calendar of 3 months over 90 pixels: each month is 30 wide; 16 February
// 2015 is the beginning of the 16th of 28 days.
func TestCalendar(t *testing.T) {
	c := newCalendar(period.MonthOf(2015, 1), period.MonthOf(2015, 3), 10, 100)
	for name, pair := range map[string][2]float64{
		"first month begins": {c.start(period.MonthOf(2015, 1)), 10},
		"last month ends":    {c.start(period.MonthOf(2015, 4)), 100},
		"middle of February": {c.centre(period.MonthOf(2015, 2)), 55},
		"1 March":            {c.day(period.Day(2015, 3, 1)), 70},
		"16 February":        {c.day(period.Day(2015, 2, 16)), 40 + 30*15.0/28},
	} {
		if d := pair[0] - pair[1]; d > 1e-9 || d < -1e-9 {
			t.Errorf("%s at %v, want %v", name, pair[0], pair[1])
		}
	}
}

func TestTickLabels(t *testing.T) {
	if got := tickLabels(text.De, []int64{0, 5000, 10000}, 0); !slices.Equal(got, []string{"0", "5.000", "10.000"}) {
		t.Errorf("German thousands: %v", got)
	}
	if got := tickLabels(text.En, []int64{0, 5, 10}, 1); !slices.Equal(got, []string{"0.0", "0.5", "1.0"}) {
		t.Errorf("decimals that are needed: %v", got)
	}
	if got := tickLabels(text.De, []int64{0, 500, 1000}, 1); !slices.Equal(got, []string{"0", "50", "100"}) {
		t.Errorf("decimals that are not needed: %v", got)
	}
}
