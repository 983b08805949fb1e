// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
)

// TestCoverageOfATownWhoseTruthIsKnown: arrivals follow a process that is known,
// a level that drifts and counts around it. Forecasts are issued month by month
// knowing only what was known then; scored years later, their bounds hold about
// as often as they say.
func TestCoverageOfATownWhoseTruthIsKnown(t *testing.T) {
	if testing.Short() {
		t.Skip("issues 60 forecasts")
	}
	held, of, ratio := map[float64]int{}, 0, 0.0
	for k := range 20 {
		m, rng := &town{}, rand.New(rand.NewPCG(uint64(k), 5))
		level := 200.0
		for i := range 96 {
			level *= math.Exp(0.06 * rng.NormFloat64())
			m.count(period.MonthOf(2010, 1)+period.Month(i), int64(math.Round(level*math.Exp(0.05*rng.NormFloat64()))))
		}
		for _, asOf := range []string{"2014-06-20", "2015-09-20", "2016-12-20"} {
			if _, _, err := m.desk(day(asOf)).Issue(t.Context(), arrivals(day(asOf), 6), "Probe", time.Time{}); err != nil {
				t.Fatal(err)
			}
		}
		d := m.desk(day("2018-06-01"))
		list, err := d.List(t.Context(), period.Date{})
		if err != nil || len(list) != 3 {
			t.Fatalf("%d forecasts, %v", len(list), err)
		}
		for _, f := range list {
			s, err := d.Score(t.Context(), f, day("2018-06-01"))
			if err != nil || s.Known != 6 || f.Afterwards() {
				t.Fatalf("%d of 6 steps are scored, %v", s.Known, err)
			}
			for _, step := range s.Steps {
				of++
				ratio += math.Log(step.Mark.WIS / step.Mark.NaiveWIS)
				for _, level := range prediction.Levels {
					if step.Mark.Inside[level] {
						held[level]++
					}
				}
			}
		}
	}
	for level, bounds := range map[float64][2]float64{50: {0.38, 0.68}, 80: {0.7, 0.92}, 95: {0.88, 1}} {
		if share := float64(held[level]) / float64(of); share < bounds[0] || share > bounds[1] {
			t.Errorf("the %v %% bounds held %.2f of %d values", level, share, of)
		}
	}
	t.Logf("of %d values inside 50: %d, 80: %d, 95: %d; WIS against naive %.2f", of, held[50], held[80], held[95], math.Exp(ratio/float64(of)))
}

// TestIssuedNeverChanges: later values, other values for months that were known,
// and values entered late with an early day change no byte of what was issued,
// and it can be reckoned again; what came scores it.
func TestIssuedNeverChanges(t *testing.T) {
	m := &town{}
	for i := range 36 {
		m.count(period.MonthOf(2013, 1)+period.Month(i), 100+int64(i*i%17)*5)
	}
	asOf := day("2016-01-20")
	d := m.desk(asOf)
	f, old, err := d.Issue(t.Context(), arrivals(asOf, 12), "Probe", time.Time{})
	if err != nil || old {
		t.Fatal(old, err)
	}
	before := string(m.records[0].Body)
	open, err := d.Score(t.Context(), f, asOf)
	if err != nil || open.Known != 0 {
		t.Fatalf("%d steps are scored before anything came, %v", open.Known, err)
	}
	for i := range 6 {
		m.count(period.MonthOf(2016, 1)+period.Month(i), 500)
	}
	m.say("intake.arrivals", "2015-12", 9999, figure.Counted, "2016-02-01") // corrected later
	m.say("intake.arrivals", "2015-11", 9999, figure.Counted, "2016-01-19") // entered late with an early day
	d = m.desk(day("2017-01-20"))
	kept, err := d.Get(t.Context(), f.ID, period.Date{})
	if is, wrong := json.Marshal(kept); err != nil || wrong != nil || string(m.records[0].Body) != before || string(is) != before {
		t.Errorf("what was issued is another now: %v, %v", err, wrong)
	}
	again, err := d.Reproduce(t.Context(), kept)
	if err != nil || !again.Equal {
		t.Errorf("reckoned again: %+v, %v", again, err)
	}
	s, err := d.Score(t.Context(), kept, day("2017-01-20"))
	if err != nil || s.Known != 6 || s.Steps[0].Mark.Came != 500 || !s.Steps[0].Mark.Rising || s.Totals[0].Mark.Came != 3000 || s.Totals[1].Mark != nil {
		t.Errorf("scored: %d known, %+v, %v", s.Known, s.Steps[0].Mark, err)
	}
	if _, err := d.Get(t.Context(), f.ID, asOf.AddDays(-1)); err == nil {
		t.Error("it was known before it was issued")
	}
	if _, old, err := d.Issue(t.Context(), arrivals(asOf, 12), "Probe", time.Time{}); err != nil || old {
		t.Errorf("over another series it is another forecast: %v, %v", old, err)
	}
}

// TestReproduceSaysWhatDiffers: a forecast whose series or numbers are not those
// of the ledger is told so.
func TestReproduceSaysWhatDiffers(t *testing.T) {
	m := &town{}
	for i := range 30 {
		m.count(period.MonthOf(2013, 1)+period.Month(i), 100+int64(i%7))
	}
	d := m.desk(day("2015-08-01"))
	f, _, err := d.Issue(t.Context(), arrivals(day("2015-08-01"), 3), "Probe", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*prediction.Issued){
		"Die Reihe ist nicht mehr dieselbe": func(f *prediction.Issued) { f.Course.Digest = "x" },
		"mit der Fassung":                   func(f *prediction.Issued) { f.Version = "series/0" },
		"1 von 3 Schritten":                 func(f *prediction.Issued) { f.Steps = append([]prediction.Step{}, f.Steps...); f.Steps[1].Median++ },
		"Die Angaben neben den Werten":      func(f *prediction.Issued) { f.Paths = 5 },
	} {
		other := f
		spoil(&other)
		r, err := d.Reproduce(t.Context(), other)
		if err != nil || r.Equal || len(r.Differs) == 0 || !contains(r.Differs[0].De, want) {
			t.Errorf("%q: %+v, %v", want, r, err)
		}
	}
}

// TestPreviewKeepsNothing, and refuses all that is wrong at once.
func TestPreviewKeepsNothing(t *testing.T) {
	m := &town{}
	for i := range 24 {
		m.count(period.MonthOf(2014, 1)+period.Month(i), 50)
	}
	d := m.desk(day("2016-02-01"))
	draft, err := d.Try(t.Context(), arrivals(day("2016-02-01"), 4))
	if err != nil || len(m.records) != 0 || len(draft.Known) != 24 || draft.Steps[0].From != day("2016-02-01") {
		t.Fatalf("%d records, %d values, from %s, %v", len(m.records), len(draft.Known), draft.Steps[0].From, err)
	}
	_, err = d.Try(t.Context(), forecasting.Order{AsOf: day("2016-03-01"), Horizon: 0, Method: "x"})
	if n := len(rows(err)); n != 6 {
		t.Errorf("%d of 6 faults are named: %v", n, rows(err))
	}
}
