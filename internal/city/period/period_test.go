// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package period_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// draw returns a day of the years 1900 to 2199.
func draw(t *rapid.T, label string) period.Date {
	return period.Day(1900, 1, 1).AddDays(rapid.IntRange(0, 109_571).Draw(t, label))
}

// lengths are the days of the months in a common year.
var lengths = [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// daysIn is the calendar's rule (Gregorian), independent of package time.
func daysIn(year, month int) int {
	if month == 2 && (year%4 == 0 && year%100 != 0 || year%400 == 0) {
		return 29
	}
	return lengths[month-1]
}

func TestDateRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, "day")
		for _, written := range []string{d.String(), d.In(text.De), fmt.Sprintf("%d.%d.%d", d.DayOfMonth(), d.MonthOfYear(), d.Year())} {
			if got, err := period.ParseDate(written); err != nil || got != d {
				t.Fatalf("%q was read as %v, %v; want %v", written, got, err, d)
			}
		}
		var back period.Date
		body, err := json.Marshal(d)
		if err == nil {
			err = json.Unmarshal(body, &back)
		}
		if err != nil || back != d {
			t.Fatalf("%s as JSON is %s, read as %v, %v", d, body, back, err)
		}
		if period.OfTime(d.Time()) != d {
			t.Fatalf("%s as a time is %s", d, d.Time())
		}
	})
}

func TestParseDateRefuses(t *testing.T) {
	for _, s := range []string{
		"", "2015-02-29", "2015-13-01", "2015-00-10", "2015-1-1", "31.04.2015", "29.02.1900", "27.11.15", "2015/11/27", "11-27-2015",
		"2015-11-27T00:00:00Z", " 2015-11-27", "0000-01-01", "heute", "2015-11", "12015-01-01",
	} {
		if d, err := period.ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %s, want an error", s, d)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2015-01-31", 1, "2015-02-28"}, // 28
		{"2016-01-31", 1, "2016-02-29"}, // 29
		{"2000-01-30", 1, "2000-02-29"}, // every 400 years a leap year
		{"1900-01-30", 1, "1900-02-28"}, // every 100 years none
		{"2015-03-31", 1, "2015-04-30"}, // 30
		{"2015-07-31", 1, "2015-08-31"}, // 31
		{"2016-02-29", 12, "2017-02-28"},
		{"2016-02-29", -12, "2015-02-28"},
		{"2016-02-29", 48, "2020-02-29"},
		{"2015-01-15", -1, "2014-12-15"},
		{"2015-12-31", 2, "2016-02-29"},
		{"2015-06-10", 0, "2015-06-10"},
	} {
		from, err := period.ParseDate(c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := from.AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d, n := draw(t, "day"), rapid.IntRange(-600, 600).Draw(t, "months")
		got := d.AddMonths(n)
		if got.Month() != d.Month()+period.Month(n) {
			t.Fatalf("%s + %d months = %s lies in another month", d, n, got)
		}
		if want := min(d.DayOfMonth(), daysIn(got.Year(), got.MonthOfYear())); got.DayOfMonth() != want {
			t.Fatalf("%s + %d months = %s, want day %d", d, n, got, want)
		}
	})
}

func TestMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year, month := rapid.IntRange(1, 9000).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month")
		m := period.MonthOf(year, month)
		if m.Year() != year || m.OfYear() != month {
			t.Fatalf("month %d of %d became %s", month, year, m)
		}
		if m.First().DayOfMonth() != 1 || m.First().Month() != m || m.Last().Month() != m || m.Last().DayOfMonth() != daysIn(year, month) {
			t.Fatalf("%s runs from %s to %s", m, m.First(), m.Last())
		}
		if m.Last().AddDays(1) != (m+1).First() || (m-1).Last().AddDays(1) != m.First() {
			t.Fatalf("%s does not adjoin its neighbours", m)
		}
		for _, written := range []string{m.String(), fmt.Sprintf("%d.%04d", month, year), fmt.Sprintf("%02d.%04d", month, year)} {
			if got, err := period.ParseMonth(written); err != nil || got != m {
				t.Fatalf("%q was read as %s, %v; want %s", written, got, err, m)
			}
		}
		n := period.Month(rapid.IntRange(0, 2400).Draw(t, "n"))
		if later := m.First().AddMonths(int(n)).Month(); later-m != n {
			t.Fatalf("%s + %d months is %s", m, n, later)
		}
	})
}

func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t, "a"), draw(t, "b")
		want := a.Time().Compare(b.Time())
		if got := a.Compare(b); (got < 0) != (want < 0) || (got > 0) != (want > 0) || a.Before(b) != (want < 0) || a.After(b) != (want > 0) {
			t.Fatalf("%s to %s: %d, want the sign of %d", a, b, got, want)
		}
		if n := int((b.Time().Unix() - a.Time().Unix()) / 86_400); a.AddDays(n) != b {
			t.Fatalf("%s + %d days = %s, want %s", a, n, a.AddDays(n), b)
		}
		if !(period.Date{}).Before(a) {
			t.Fatal("no date does not come first")
		}
	})
}

// TestPeriodRoundTrips: the shortest form of a period is read back as it was.
func TestPeriodRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := draw(t, "from")
		p := rapid.SampledFrom([]period.Period{
			period.On(from), period.InMonth(from.Month()), period.InYear(from.Year()),
			{From: from, To: from.AddDays(rapid.IntRange(0, 2000).Draw(t, "days"))},
			{From: from.Month().First(), To: (from.Month() + period.Month(rapid.IntRange(0, 30).Draw(t, "months"))).Last()},
		}).Draw(t, "period")
		if got, err := period.Parse(p.String()); err != nil || got != p {
			t.Fatalf("%v is written %q and read as %v, %v", p, p, got, err)
		}
	})
}

func TestParsePeriod(t *testing.T) {
	day := period.Day
	for _, c := range []struct {
		in       string
		from, to period.Date
		short    string
	}{
		{"2015-11-27", day(2015, 11, 27), day(2015, 11, 27), "2015-11-27"},
		{"27.11.2015", day(2015, 11, 27), day(2015, 11, 27), "2015-11-27"},
		{"2016-02", day(2016, 2, 1), day(2016, 2, 29), "2016-02"},
		{"2.2015", day(2015, 2, 1), day(2015, 2, 28), "2015-02"},
		{"2015", day(2015, 1, 1), day(2015, 12, 31), "2015"},
		{"2016-H1", day(2016, 1, 1), day(2016, 6, 30), "2016-01-01..2016-06-30"},
		{"2016-H2", day(2016, 7, 1), day(2016, 12, 31), "2016-07-01..2016-12-31"},
		{"2016-Q1", day(2016, 1, 1), day(2016, 3, 31), "2016-01-01..2016-03-31"},
		{"2016-Q4", day(2016, 10, 1), day(2016, 12, 31), "2016-10-01..2016-12-31"},
		{"2015..2016-Q1", day(2015, 1, 1), day(2016, 3, 31), "2015-01-01..2016-03-31"},
		{"2015-01..2015-12", day(2015, 1, 1), day(2015, 12, 31), "2015"},
	} {
		p, err := period.Parse(c.in)
		if err != nil || p != (period.Period{From: c.from, To: c.to}) || p.String() != c.short {
			t.Errorf("Parse(%q) = %s (%s to %s), %v", c.in, p, p.From, p.To, err)
		}
	}
	for _, s := range []string{
		"", "..", "2015..", "..2015", "2016..2015", "2015..2016..2017", "2016-H3", "2016-Q0", "2016-Q5", "2016-X1", "16", "201", "20155",
		"+201", "-201", "+201-Q1", "0000", "2015-13", "2015-02-30",
	} {
		if p, err := period.Parse(s); err == nil {
			t.Errorf("Parse(%q) = %s, want an error", s, p)
		}
	}
}

func TestWords(t *testing.T) {
	day := period.On(period.Day(2015, 11, 27))
	half := period.Period{From: period.Day(2016, 1, 1), To: period.Day(2016, 6, 30)}
	for _, c := range []struct {
		p      period.Period
		de, en string
		when   string // as a sentence says it
	}{
		{day, "27.11.2015", "27 November 2015", "am 27.11.2015"},
		{period.InMonth(period.MonthOf(2016, 3)), "März 2016", "March 2016", "im März 2016"},
		{period.InYear(2015), "2015", "2015", "im Jahr 2015"},
		{half, "01.01.2016 bis 30.06.2016", "1 January 2016 to 30 June 2016", "vom 01.01.2016 bis 30.06.2016"},
	} {
		if got := c.p.When(text.De); got != c.when {
			t.Errorf("%s was %q, want %q", c.p, got, c.when)
		}
		if c.p.In(text.De) != c.de || c.p.In(text.En) != c.en {
			t.Errorf("%s is %q and %q", c.p, c.p.In(text.De), c.p.In(text.En))
		}
	}
	var none period.Date
	if body, err := none.MarshalText(); err != nil || string(body) != "" || none.In(text.De) != "" {
		t.Errorf("no date is written %q, %v", body, err)
	}
	if err := none.UnmarshalText(nil); err != nil || !none.IsZero() {
		t.Errorf("nothing is read as %v, %v", none, err)
	}
	if err := none.UnmarshalText([]byte("2015-02-30")); err == nil {
		t.Error("30 February was read from JSON")
	}
}

// FuzzParse: nothing that is read is backwards, and it is written and read
// back as the same span.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"2015", "2016-H1", "2016-Q3", "2015-11", "11.2015", "27.11.2015", "2015-01..2015-11", "+201", "2016..2015", "....", "4. Quartal 15", "1. Hj 2015", "Feb. 15", "IV/2015", "1.1.15 bis 3.4.15", "KW 3", "2015/02", "1. Mai 15 00:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := period.Parse(s)
		if err != nil {
			return
		}
		if p.From.IsZero() || p.To.Before(p.From) {
			t.Fatalf("Parse(%q) runs from %q to %q", s, p.From, p.To)
		}
		if again, err := period.Parse(p.String()); err != nil || again != p {
			t.Fatalf("Parse(%q) is written %q and read as %v, %v", s, p, again, err)
		}
	})
}
