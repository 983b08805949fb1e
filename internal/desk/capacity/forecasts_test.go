// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity_test

import (
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/unit"
	"planraum/internal/desk/capacity"
	"planraum/internal/fault"
)

// published are figures of the example city that try the rule: a plan's base
// known before its day, a rounded stock of the month, a later one of the day.
func published(t *testing.T) *capacity.Desk {
	t.Helper()
	desk, m := town(t)
	m.persons("2015-10-29", 5435, figure.Counted, "2015-11-12")
	m.persons("2015-12-31", 5398, figure.Forecast, "2015-07-27")
	m.persons("2016-12-31", 12194, figure.Forecast, "2015-11-27")
	m.persons("2015-12-31", 7744, figure.Computed, "2015-11-27")
	m.persons("2015-12", 6700, figure.Reported, "2016-01-14")
	m.persons("2015-12-31", 7127, figure.Computed, "2017-01-14")
	m.persons("2016-12-31", 8055, figure.Counted, "2017-01-14")
	return desk
}

func TestForecastsAreScoredByWhatWasKnown(t *testing.T) {
	desk := published(t)
	for _, c := range []struct {
		asOf      string
		n, scored int
		came      int64 // of the forecast of 5,398; 0: open
		due       bool
		worst     unit.Headcount
	}{
		{"2015-07-01", 0, 0, 0, false, 0},
		{"2015-12-01", 2, 0, 0, false, 0}, // the plan's own base is not what came
		{"2016-01-10", 2, 0, 0, true, 0},
		{"2016-01-14", 2, 1, 6700, true, 1302},
		{"2017-01-14", 2, 2, 7127, true, 4139}, // 12,194 - 8,055
	} {
		all, err := desk.Forecasts(t.Context(), day(c.asOf))
		if err != nil {
			t.Fatal(err)
		}
		if len(all.List) != c.n || all.Scored() != c.scored {
			t.Errorf("as of %s: %d forecasts, %d scored, want %d and %d", c.asOf, len(all.List), all.Scored(), c.n, c.scored)
			continue
		}
		worst, ok := all.Largest()
		if ok != (c.scored > 0) || (ok && worst.Mark.Absolute != c.worst) {
			t.Errorf("as of %s: the largest miss is %+v, want %d", c.asOf, worst.Mark, c.worst)
		}
		if c.n == 0 {
			continue
		}
		first := all.List[0]
		if first.Due != c.due || (first.Came != nil) != (c.came != 0) || (c.came != 0 && first.Came.Value.Amount != c.came) {
			t.Errorf("as of %s: the first forecast is %+v, want %d", c.asOf, first, c.came)
		}
	}
}

func TestForecastStartsAtTheLastCountKnownThen(t *testing.T) {
	all, err := published(t).Forecasts(t.Context(), day("2017-06-01"))
	if err != nil {
		t.Fatal(err)
	}
	if all.List[0].Base != nil {
		t.Errorf("nothing was counted before July 2015, but %+v", all.List[0].Base)
	}
	if base := all.List[1].Base; base == nil || base.Value.Amount != 5435 {
		t.Errorf("on 27.11.2015 the last known count was 5,435, not %+v", base)
	}
}

// TestChoiceDecidesWhatCame: a planner's choice holds until something newer
// becomes known.
func TestChoiceDecidesWhatCame(t *testing.T) {
	desk, m := town(t)
	m.persons("2016-12-31", 9000, figure.Forecast, "2016-01-01")
	m.persons("2016-12-31", 8055, figure.Counted, "2017-01-14")
	m.persons("2016-12-31", 8100, figure.Reported, "2017-02-14")
	m.choices = []figure.Choice{{Key: m.figures[1].Key, Figure: 2, KnownFrom: day("2017-03-01")}}
	all, err := desk.Forecasts(t.Context(), day("2017-04-01"))
	if err != nil {
		t.Fatal(err)
	}
	if came := all.List[0].Came; came.Value.Amount != 8055 || came.Why != figure.ByChoice {
		t.Errorf("what came is %d (%s), chosen was 8,055", came.Value.Amount, came.Why)
	}
}

func TestDeriveScore(t *testing.T) {
	desk := published(t)
	d, err := desk.DeriveScore(t.Context(), 3, day("2017-01-14"))
	if err != nil || d.Value.De != "+4.139 Personen" || len(d.From) != 2 {
		t.Errorf("scored: %q of %d parts, %v", d.Value.De, len(d.From), err)
	}
	if d, err = desk.DeriveScore(t.Context(), 3, day("2016-01-14")); err != nil || d.Value.De != "noch offen" {
		t.Errorf("open: %q, %v", d.Value.De, err)
	}
	if _, err = desk.DeriveScore(t.Context(), 1, day("2017-01-14")); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a count is no forecast: %v", err)
	}
}

func TestCountsTakeTheLastOfAMonth(t *testing.T) {
	desk, m := town(t)
	m.persons("2015-10-01", 4500, figure.Counted, "2015-10-15")
	m.persons("2015-10-29", 5435, figure.Counted, "2015-11-12")
	m.persons("2012-10-29", 900, figure.Counted, "2012-11-12")                                  // before the norm of 2013
	for asOf, want := range map[string]unit.Headcount{"2015-11-01": 5000, "2015-11-12": 6039} { // persons / 0.90
		list, err := desk.Counts(t.Context(), day(asOf), 0)
		if err != nil || len(list) != 1 || list[0].Needed != want {
			t.Errorf("as of %s: %+v, %v; want %d places", asOf, list, err, want)
		}
	}
}
