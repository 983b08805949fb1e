// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package stockflow

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

func day(t testing.TB, s string) period.Date {
	t.Helper()
	d, err := period.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func moved(t testing.TB, when string, in, out *unit.Headcount) Flows {
	t.Helper()
	p, err := period.Parse(when)
	if err != nil {
		t.Fatal(err)
	}
	return Flows{Period: p, Arrivals: in, Departures: out}
}

// show writes the numbers of a line; ? is unknown.
func show(l Line) string {
	known := func(n *unit.Headcount) string {
		if n == nil {
			return "?"
		}
		return fmt.Sprint(*n)
	}
	s := fmt.Sprintf("%d +%s -%s %+d = %d, reported %d, gap %d", l.Opening, known(l.Arrivals), known(l.Departures), l.Corrections, l.Expected, l.Reported, l.Gap)
	if l.Contained != 0 {
		s += fmt.Sprintf(", contained %d", l.Contained)
	}
	if l.Complete {
		s += ", complete"
	}
	return s
}

// The clean-up of mid-2016: without a record it is a gap, never a departure;
// with its record it is a correction and the gap is gone.
func TestCleanUpIsACorrection(t *testing.T) {
	stocks := []Reported{{day(t, "2016-06-30"), 8558}, {day(t, "2016-07-01"), 8141}}
	cleanUp := Flows{Period: period.On(day(t, "2016-07-01")), Corrections: -417}
	for want, flows := range map[string][]Flows{
		"8558 +? -? +0 = 8558, reported 8141, gap -417": nil,
		"8558 +? -? -417 = 8141, reported 8141, gap 0":  {cleanUp},
	} {
		if got := show(Account(stocks, flows)[0]); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// The year 2016 closes by its published flows. A correction counted beside them
// shows as a gap of the opposite sign, unless the flows hold it already.
func TestYearWithAndWithoutCorrection(t *testing.T) {
	stocks := []Reported{{day(t, "2016-12-31"), 8055}, {day(t, "2015-12-31"), 7127}}
	year := moved(t, "2016", heads(3666), heads(2738))
	holds := year
	holds.Cleaned = true
	cleanUp := Flows{Period: period.On(day(t, "2016-07-01")), Corrections: -417}
	for want, flows := range map[string][]Flows{
		"7127 +3666 -2738 +0 = 8055, reported 8055, gap 0, complete":                 {year},
		"7127 +3666 -2738 -417 = 7638, reported 8055, gap 417, complete":             {cleanUp, year},
		"7127 +3666 -2738 +0 = 8055, reported 8055, gap 0, contained -417, complete": {cleanUp, holds},
	} {
		if got := show(Account(stocks, flows)[0]); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestFlowsThatTile(t *testing.T) {
	stocks := []Reported{{day(t, "2015-12-31"), 1000}, {day(t, "2016-12-31"), 1000}}
	year := moved(t, "2016", heads(120), nil)
	h1, h2 := moved(t, "2016-H1", heads(50), heads(7)), moved(t, "2016-H2", heads(60), heads(8))
	q1 := moved(t, "2016-Q1", heads(20), heads(3))
	rest := moved(t, "2016-04..2016-12", heads(99), nil)
	over := moved(t, "2015-12..2016-12", heads(5), heads(5))
	cases := []struct {
		name  string
		flows []Flows
		want  string
	}{
		{"year before halves", []Flows{h1, year, h2}, "1000 +120 -15 +0 = 1105, reported 1000, gap -105, complete"},
		{"halves", []Flows{h2, h1}, "1000 +110 -15 +0 = 1095, reported 1000, gap -95, complete"},
		{"the longer first step leads nowhere", []Flows{h1, q1, rest}, "1000 +119 -? +0 = 1119, reported 1000, gap -119"},
		{"a hole", []Flows{q1, h2}, "1000 +? -? +0 = 1000, reported 1000, gap 0"},
		{"beyond the span", []Flows{over}, "1000 +? -? +0 = 1000, reported 1000, gap 0"},
		{"same period twice counts once", []Flows{h1, h2, h2}, "1000 +110 -15 +0 = 1095, reported 1000, gap -95, complete"},
	}
	for _, c := range cases {
		if got := show(Account(stocks, c.flows)[0]); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestTwoSourcesOfOneDay(t *testing.T) {
	lines := Account([]Reported{{day(t, "2017-06-30"), 7797}, {day(t, "2017-06-30"), 7600}}, nil)
	if got := show(lines[0]); got != "7600 +0 -0 +0 = 7600, reported 7797, gap 197, complete" {
		t.Errorf("got %s", got)
	}
	if lines := Account([]Reported{{day(t, "2017-06-30"), 7797}}, nil); lines != nil {
		t.Errorf("one stock makes no account: %v", lines)
	}
}

// A projection put into the account as reports closes without a gap, however
// its months are grouped and in whatever order the rows come.
func TestProjectionCloses(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in, out := flows(rt, "in", 0, 300), flows(rt, "out", 0, 300)
		corrected := flows(rt, "corrected", -50, 50)
		rows, err := Project(100_000, jan, jan+35, in, out, nil, corrected)
		if err != nil {
			rt.Fatal(err)
		}
		reported := []Reported{{(jan - 1).Last(), 100_000}}
		var reports []Flows
		for i := 0; i < len(rows); {
			n := min(rapid.IntRange(1, 7).Draw(rt, "months"), len(rows)-i)
			var f Flows
			f.Period = period.Period{From: rows[i].Month.First(), To: rows[i+n-1].Month.Last()}
			f.Arrivals, f.Departures = heads(0), heads(0)
			for _, r := range rows[i : i+n] {
				*f.Arrivals += r.Arrivals
				*f.Departures += r.Departures
				f.Corrections += r.Corrections
			}
			reports = append(reports, f)
			i += n
			if rapid.Bool().Draw(rt, "counted") || i == len(rows) {
				reported = append(reported, Reported{f.Period.To, rows[i-1].Persons})
			}
		}
		lines := Account(reported, reports)
		for _, l := range lines {
			if l.Gap != 0 || !l.Complete {
				rt.Fatalf("%s to %s: %s", l.From, l.To, show(l))
			}
		}
		again := Account(rapid.Permutation(reported).Draw(rt, "stocks"), rapid.Permutation(reports).Draw(rt, "flows"))
		if diff := cmp.Diff(lines, again, cmp.Comparer(func(a, b period.Date) bool { return a == b })); diff != "" {
			rt.Fatal(diff)
		}
	})
}
