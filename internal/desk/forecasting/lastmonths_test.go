// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
)

const arrived = "intake.arrivals"

// late is an office that reports a share of each month's arrivals at first, two
// weeks after it, and all of them a month later. once: only what is known on the
// day is there, as a ledger without vintages would hold it.
func late(values []int64, share float64, asOf period.Date, once bool) *town {
	m := &town{}
	for i, v := range values {
		month := period.MonthOf(2010, 1) + period.Month(i)
		first, all := month.Last().AddDays(14), month.Last().AddDays(45)
		if !once || all.After(asOf) {
			m.say(arrived, month.String(), int64(math.Round(share*float64(v))), figure.Counted, first.String())
		}
		m.say(arrived, month.String(), v, figure.Counted, all.String())
	}
	return m
}

// TestLateReportsDoNotBias: an office always reports 80 % of a month at first and
// the rest a month later; arrivals are a random walk, so that the last month is
// what is to be expected. Without its vintages the naive forecast's first step
// lies 20 % below what is to be expected, with them it does not; nor does the
// default.
func TestLateReportsDoNotBias(t *testing.T) {
	const towns, months = 40, 48
	asOf := (period.MonthOf(2010, 1) + months - 1).Last().AddDays(20)
	bias := map[string]float64{}
	for k := range towns {
		rng := rand.New(rand.NewPCG(uint64(k), 11))
		values := make([]int64, months)
		level := 1000.0
		for i := range values { // the last month is what is to be expected of the next
			level *= math.Exp(0.06 * rng.NormFloat64())
			values[i] = int64(math.Round(level))
		}
		last := float64(values[months-1])
		for name, m := range map[string]*town{"with": late(values, 0.8, asOf, false), "without": late(values, 0.8, asOf, true)} {
			for _, method := range []string{"naive", "auto"} {
				o := arrivals(asOf, 3)
				o.Method = method
				f, err := m.desk(asOf).Try(t.Context(), o)
				if err != nil {
					t.Fatal(err)
				}
				if (f.Nowcast != nil) != (name == "with") {
					t.Fatalf("%s vintages the nowcast is %+v", name, f.Nowcast)
				}
				bias[name+" "+method] += (f.Steps[0].Median/last - 1) / towns
				if n := f.Nowcast; n != nil && k == 0 {
					by, _ := n.Correction()
					if len(n.Months) != 1 || n.Months[0].Month != period.MonthOf(2013, 12) || math.Abs(by-0.25) > 0.002 || n.Corrected != months-1 || n.Vintages != 2*months-1 {
						t.Errorf("kept is %+v, corrected by %v", *n, by)
					}
				}
			}
		}
	}
	for name, want := range map[string]float64{"with naive": 0, "with auto": 0, "without naive": -0.2} {
		if math.Abs(bias[name]-want) > 0.02 {
			t.Errorf("%s the forecast is biased by %.3f, want %.3f", name, bias[name], want)
		}
	}
	if bias["without auto"] > -0.1 {
		t.Errorf("without vintages the default is biased by %.3f only", bias["without auto"])
	}
	t.Logf("bias at the first step: %v", bias)
}

// TestOpenMonthsWidenAndShift: what is reported late in differing shares leaves
// the forecast wider than the same months known for good, and each open month
// lies in its own range.
func TestOpenMonthsWidenAndShift(t *testing.T) {
	asOf, open, final := day("2014-01-20"), &town{}, &town{}
	rng := rand.New(rand.NewPCG(3, 3))
	for i := range 48 {
		month := period.MonthOf(2010, 1) + period.Month(i)
		v := int64(math.Round(600 * math.Exp(0.02*rng.NormFloat64())))
		open.say(arrived, month.String(), int64(float64(v)*(0.6+0.3*rng.Float64())), figure.Counted, month.Last().AddDays(10).String())
		open.say(arrived, month.String(), v, figure.Counted, month.Last().AddDays(60).String())
		final.count(month, v)
	}
	o := arrivals(asOf, 3)
	with, err := open.desk(asOf).Try(t.Context(), o)
	if err != nil || with.Nowcast == nil || len(with.Nowcast.Months) != 2 {
		t.Fatalf("%+v, %v", with.Nowcast, err)
	}
	sure, err := final.desk(asOf).Try(t.Context(), o)
	if err != nil || sure.Nowcast != nil {
		t.Fatal(sure.Nowcast, err)
	}
	for i := range with.Steps {
		a, _ := with.Steps[i].Within(80)
		b, _ := sure.Steps[i].Within(80)
		if a.High-a.Low <= b.High-b.Low || math.Abs(with.Steps[i].Median/sure.Steps[i].Median-1) > 0.1 {
			t.Errorf("step %d: open %v, final %v", i+1, with.Steps[i].Range, sure.Steps[i].Range)
		}
	}
	for _, m := range with.Nowcast.Months {
		if b, _ := m.Within(95); m.Known >= m.Median || b.Low > 600 || b.High < 600 {
			t.Errorf("of about 600 %s comes to %+v", m.Month, m)
		}
	}
	words := forecasting.OpenWords(with.Issued)
	if !strings.HasPrefix(words.De, "Die letzten 2 Monate (bis Dezember 2013) sind noch nicht endgültig") || !strings.Contains(words.De, " nach oben berichtigt; die Prognose rechnet das ein.") || !strings.Contains(words.En, "upwards by ") {
		t.Errorf("said is %+v", words)
	}
}

// TestWithoutVintagesNothingChanges: a series of which each month was reported
// once, or of which one or two were ever corrected, keeps its bytes: nothing of a
// nowcast stands in it, and its key is that of the series alone.
func TestWithoutVintagesNothingChanges(t *testing.T) {
	asOf := day("2014-01-20")
	body := func(m *town) string {
		f, err := m.desk(asOf).Try(t.Context(), arrivals(asOf, 6))
		if err != nil {
			t.Fatal(err)
		}
		content, err := f.Content()
		if err != nil || strings.Contains(string(content), "nowcast") {
			t.Errorf("%s, %v", content, err)
		}
		return string(content)
	}
	plain, twice := &town{}, &town{}
	for i := range 48 {
		month, v := period.MonthOf(2010, 1)+period.Month(i), 100+int64(i*i%17)*5
		plain.count(month, v)
		if i == 20 || i == 40 {
			twice.count(month, v-30)
			twice.say(arrived, month.String(), v, figure.Counted, month.Last().AddDays(40).String())
			continue
		}
		twice.count(month, v)
		twice.say(arrived, month.String(), v, figure.Reported, month.Last().AddDays(40).String()) // said again, not corrected
	}
	if body(plain) != body(twice) {
		t.Error("the same series gives other bytes where two months were corrected")
	}
}

// TestLaterVintagesChangeNothingBefore: whatever becomes known after the as-of
// date, of old months, open ones or by a planner's choice, changes no byte; what
// became known on the day does.
func TestLaterVintagesChangeNothingBefore(t *testing.T) {
	asOf := day("2014-01-20")
	values := make([]int64, 48)
	for i := range values {
		values[i] = 400 + int64(i*i%13)*9
	}
	reckon := func(change func(m *town)) string {
		m := late(values, 0.8, asOf, false)
		change(m)
		f, err := m.desk(day("2015-01-01")).Try(t.Context(), arrivals(asOf, 6))
		if err != nil || f.Nowcast == nil {
			t.Fatal(f.Nowcast, err)
		}
		body, err := f.Content()
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	want := reckon(func(*town) {})
	for i := range values {
		month := (period.MonthOf(2010, 1) + period.Month(i)).String()
		if got := reckon(func(m *town) { m.say(arrived, month, 9999, figure.Counted, "2014-01-21") }); got != want {
			t.Fatalf("what was said of %s the day after changes the forecast", month)
		}
	}
	if got := reckon(func(m *town) { m.say(arrived, "2013-12", 9999, figure.Counted, "2014-01-20") }); got == want {
		t.Error("what was said on the day itself is not read")
	}
}

// TestChoiceIsTheLastVintage: where a planner chose the first report of a month
// after all, that is what stands at the end, for the months before and for an
// open one.
func TestChoiceIsTheLastVintage(t *testing.T) {
	asOf := day("2014-01-20")
	values := make([]int64, 48)
	for i := range values {
		values[i] = 500
	}
	m := late(values, 0.8, asOf, false)
	before, err := m.desk(asOf).Try(t.Context(), arrivals(asOf, 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range m.figures {
		if f.Value.Amount == 400 && !f.KnownFrom.After(day("2013-11-30")) { // all months that are corrected by then
			m.choices = append(m.choices, figure.Choice{Key: f.Key, Figure: f.ID, KnownFrom: f.Period.To.AddDays(46), By: "Sozialplanung"})
		}
	}
	after, err := m.desk(asOf).Try(t.Context(), arrivals(asOf, 1))
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(before.Nowcast.Months[0].Median-500) > 1 {
		t.Errorf("of 400 the open month comes to %v, want 500", before.Nowcast.Months[0])
	}
	if after.Nowcast != nil && math.Abs(after.Nowcast.Months[0].Median-400) > 10 {
		t.Errorf("the planner took each correction back; of 400 the open month comes to %+v", after.Nowcast.Months[0])
	}
}

// TestSecretVintagesAreLeftOut: of a month whose first report is kept from the
// reader nothing is known but what counted after it.
func TestSecretVintagesAreLeftOut(t *testing.T) {
	asOf := day("2014-01-20")
	values := make([]int64, 48)
	for i := range values {
		values[i] = 400 + int64(i%7)
	}
	m := late(values, 0.8, asOf, false)
	all, err := m.desk(asOf).Try(t.Context(), arrivals(asOf, 3))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		m.figures[2*i].Protected = figure.Secret // the first report
	}
	part, err := m.desk(asOf).Try(t.Context(), arrivals(asOf, 3))
	if err != nil || part.Nowcast.Corrected != all.Nowcast.Corrected-40 || part.Course != all.Course {
		t.Errorf("%+v instead of %+v, %v", part.Nowcast, all.Nowcast, err)
	}
	for i := range 46 {
		m.figures[2*i].Protected = figure.Secret
	}
	none, err := m.desk(asOf).Try(t.Context(), arrivals(asOf, 3))
	if err != nil || none.Nowcast != nil {
		t.Errorf("from two months whose history may be seen: %+v, %v", none.Nowcast, err)
	}
}

// TestNowcastIsKeptAndReproduced: what was used stands in the ledger of
// forecasts, can be reckoned again, and a difference is told; a forecast that
// took its months as they stood stays as it was.
func TestNowcastIsKeptAndReproduced(t *testing.T) {
	asOf := day("2014-01-20")
	values := make([]int64, 48)
	for i := range values {
		values[i] = 400 + int64(i*i%13)*9
	}
	m := late(values, 0.8, asOf, false)
	d := m.desk(asOf)
	f, _, err := d.Issue(t.Context(), arrivals(asOf, 6), "Probe", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	var kept prediction.Issued
	if err := json.Unmarshal(m.records[0].Body, &kept); err != nil || kept.Nowcast == nil || kept.Nowcast.Version == "" || len(kept.Nowcast.Digest) != 64 {
		t.Fatalf("%+v, %v", kept.Nowcast, err)
	}
	m.say(arrived, "2013-12", 9999, figure.Counted, "2014-02-14")
	if again, err := d.Reproduce(t.Context(), f); err != nil || !again.Equal {
		t.Errorf("reckoned again: %+v, %v", again, err)
	}
	for want, spoil := range map[string]func(*prediction.Nowcast){
		"Die Meldestände früherer Monate": func(n *prediction.Nowcast) { n.Digest = strings.Repeat("0", 64) },
		"mit der Fassung nowcast/":        func(n *prediction.Nowcast) { n.Version = "nowcast/0" },
	} {
		other, n := f, *f.Nowcast
		spoil(&n)
		other.Nowcast = &n
		if r, err := d.Reproduce(t.Context(), other); err != nil || r.Equal || !contains(r.Differs[0].De, want) {
			t.Errorf("%q: %+v, %v", want, r, err)
		}
	}
	stood, _, err := late(values, 0.8, asOf, true).desk(asOf).Issue(t.Context(), arrivals(asOf, 6), "Probe", time.Time{})
	if err != nil || stood.Course != f.Course {
		t.Fatalf("%v: the series is another", err)
	}
	stood.Position = f.Position
	if again, err := d.Reproduce(t.Context(), stood); err != nil || !again.Equal {
		t.Errorf("one whose months were taken as they stood: %+v, %v", again, err)
	}
	node, err := d.DerivePrediction(t.Context(), f.ID, 1, "median", asOf)
	last := node.From[len(node.From)-1]
	if err != nil || !strings.Contains(node.Rule.De, "die Prognose rechnet das ein") || !strings.HasPrefix(last.Name.De, "noch nicht endgültig, Dezember 2013") {
		t.Errorf("the derivation says %q and ends with %+v, %v", node.Rule.De, last, err)
	}
}

// TestCountsOfAStockAreVintagesOfTheirDay: another count in the same month is no
// report of the one that stands for its end.
func TestCountsOfAStockAreVintagesOfTheirDay(t *testing.T) {
	m := &town{}
	for i := range 30 {
		month := period.MonthOf(2011, 1) + period.Month(i)
		m.say("accommodation.persons", month.First().AddDays(14).String(), 100, figure.Counted, month.First().AddDays(16).String())
		m.say("accommodation.persons", month.Last().String(), 200, figure.Counted, month.Last().AddDays(45).String())
	}
	o := forecasting.Order{Subject: prediction.Subject{Indicator: "accommodation.persons", Area: "city", Group: population.All, Frequency: 12}, AsOf: day("2013-08-20"), Horizon: 3, Seed: 1}
	f, err := m.desk(o.AsOf).Try(t.Context(), o)
	if err != nil || f.Nowcast != nil {
		t.Errorf("%+v, %v", f.Nowcast, err)
	}
}
