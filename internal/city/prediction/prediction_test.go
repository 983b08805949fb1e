// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package prediction_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	. "planraum/internal/city/prediction"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// whole is a forecast in which nothing is wrong.
func whole(t testing.TB) Issued {
	t.Helper()
	f := Issued{
		Subject: Subject{Indicator: "intake.arrivals", Area: "08111000", Group: "all", Frequency: 12},
		AsOf:    period.Day(2015, 11, 27), MadeOn: period.Day(2015, 12, 1), By: "Sozialplanung", Audience: "office",
		Asked: "auto", Method: "ensemble", Version: "series/1", Models: []string{"Theta"}, Seed: 1, Paths: 10,
		Course: Course{Start: period.MonthOf(2014, 1), Given: 22, Missing: 3, Digest: strings.Repeat("0a", 32)},
		Last:   &Known{From: period.Day(2015, 10, 1), To: period.Day(2015, 10, 31), Value: 600}, Sums: []Total{},
	}
	for i := range 2 {
		when := StepFrom(period.MonthOf(2015, 11), 12, i)
		r := Range{Median: 600, Bounds: []Bounds{{50, 500, 700}, {80, 400, 800}, {95, 300, 900}}}
		f.Steps = append(f.Steps, Step{From: when.From, To: when.To, Mean: 610, Range: r, Naive: r})
	}
	f.Sums = append(f.Sums, Total{Steps: 2, Range: Range{Median: 1200, Bounds: []Bounds{{80, 900, 1500}}}})
	if err := f.Identify(); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestWholeForecastIsReadAsWritten(t *testing.T) {
	f := whole(t)
	if rows := f.Check(); len(rows) > 0 {
		t.Fatalf("wrong: %v", rows)
	}
	body, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	read, err := Read(body)
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(read)
	if err != nil || !bytes.Equal(body, again) {
		t.Errorf("read and written again it differs:\n%s\n%s", body, again)
	}
}

// TestCheckNamesEveryFault: what is wrong is said all at once, each in its place.
func TestCheckNamesEveryFault(t *testing.T) {
	for column, spoil := range map[string]func(*Issued){
		"indicator":                func(f *Issued) { f.Indicator = "" },
		"frequency":                func(f *Issued) { f.Frequency = 7 },
		"as_of":                    func(f *Issued) { f.AsOf = period.Date{} },
		"made_on":                  func(f *Issued) { f.MadeOn = period.Day(2015, 11, 26) },
		"by":                       func(f *Issued) { f.By = "" },
		"method":                   func(f *Issued) { f.Version = "" },
		"course.digest":            func(f *Issued) { f.Course.Digest = "x" },
		"steps":                    func(f *Issued) { f.Steps, f.Sums = nil, nil },
		"steps[1].from":            func(f *Issued) { f.Steps[1].From = period.Day(2015, 12, 2) },
		"steps[0].mean":            func(f *Issued) { f.Steps[0].Mean = math.NaN() },
		"steps[1].bounds[1]":       func(f *Issued) { f.Steps[1].Bounds = []Bounds{{50, 500, 700}, {80, 600, 800}} },
		"steps[0].bounds[0].level": func(f *Issued) { f.Steps[0].Bounds = []Bounds{{100, 0, 1000}} },
		"steps[0].naive.median":    func(f *Issued) { f.Steps[0].Naive = Range{Median: math.Inf(1)} },
		"sums[0].steps":            func(f *Issued) { f.Sums[0].Steps = 3 },
	} {
		f := whole(t)
		spoil(&f)
		rows := f.Check()
		if len(rows) == 0 || rows[0].Column != column || rows[0].Expected.De == "" || rows[0].Expected.En == "" {
			t.Errorf("%s: %+v", column, rows)
		}
	}
	f := whole(t)
	f.Indicator, f.By, f.Frequency = "", "", 2
	if rows := f.Check(); len(rows) != 3 {
		t.Errorf("%d of 3 faults are named", len(rows))
	}
}

// open is a forecast whose last month was taken as it will stand.
func open(t testing.TB) Issued {
	f := whole(t)
	f.Nowcast = &Nowcast{Version: "nowcast/1", Vintages: 43, Corrected: 21, Digest: strings.Repeat("0b", 32), Months: []OpenMonth{
		{Month: period.MonthOf(2015, 9), Delay: 2, Known: 500, Share: 1, Mean: 500, Range: Range{Median: 500, Bounds: []Bounds{{80, 500, 500}}}},
		{Month: period.MonthOf(2015, 10), Delay: 1, Known: 480, Share: 0.8, Mean: 601, Range: Range{Median: 600, Bounds: []Bounds{{80, 590, 615}}}},
	}}
	if err := f.Identify(); err != nil {
		t.Fatal(err)
	}
	return f
}

// TestOpenMonths are read as written, are part of the content, and each fault in
// them is named. Of 980 reported 500 + 480/0.8 = 1,100 are usual: 12.2 % more.
func TestOpenMonths(t *testing.T) {
	f := open(t)
	body, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	read, err := Read(body)
	if again, wrong := json.Marshal(read); err != nil || wrong != nil || !bytes.Equal(body, again) || f.ID == whole(t).ID {
		t.Errorf("%v, %v: read as\n%s\n%s", err, wrong, body, again)
	}
	if by, known := f.Nowcast.Correction(); !known || math.Abs(by-120.0/980) > 1e-12 {
		t.Errorf("corrected by %v", by)
	}
	if _, known := (Nowcast{Months: []OpenMonth{{Share: 0.8}}}).Correction(); known {
		t.Error("of nothing a share is told")
	}
	for column, spoil := range map[string]func(*Nowcast){
		"nowcast.version":             func(n *Nowcast) { n.Version = "" },
		"nowcast.digest":              func(n *Nowcast) { n.Digest = "x" },
		"nowcast.vintages":            func(n *Nowcast) { n.Corrected = 0 },
		"nowcast.months":              func(n *Nowcast) { n.Months = nil },
		"nowcast.months[1].month":     func(n *Nowcast) { n.Months[1].Month = n.Months[0].Month },
		"nowcast.months[0].delay":     func(n *Nowcast) { n.Months[0].Delay = -1 },
		"nowcast.months[0].share":     func(n *Nowcast) { n.Months[0].Share = 0 },
		"nowcast.months[0].known":     func(n *Nowcast) { n.Months[0].Known = math.NaN() },
		"nowcast.months[1].bounds[0]": func(n *Nowcast) { n.Months[1].Bounds = []Bounds{{80, 610, 615}} },
	} {
		f := open(t)
		spoil(f.Nowcast)
		if rows := f.Check(); len(rows) != 1 || rows[0].Column != column {
			t.Errorf("%s: %+v", column, rows)
		}
	}
}

// TestContentLeavesOutWhereAndWhen: the same forecast issued elsewhere, later
// and by somebody else is the same; one of another seed is not.
func TestContentLeavesOutWhereAndWhen(t *testing.T) {
	f, g := whole(t), whole(t)
	g.Position, g.MadeOn, g.By = 99, period.Day(2020, 1, 1), "jemand"
	if err := g.Identify(); err != nil || g.ID != f.ID || len(f.ID) != 20 {
		t.Errorf("%q and %q, %v", f.ID, g.ID, err)
	}
	g.Seed = 2
	if err := g.Identify(); err != nil || g.ID == f.ID {
		t.Errorf("another seed has the same key: %v", err)
	}
	if f.Afterwards() || !g.Afterwards() {
		t.Error("issued after four days it is in time, after four years it is not")
	}
}

// TestSteps: steps follow each other without a gap, and every month lies in one.
func TestSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		frequency := rapid.SampledFrom([]int{1, 4, 12}).Draw(t, "frequency")
		m := period.Month(rapid.IntRange(12*1900, 12*2100).Draw(t, "month"))
		begin := Begin(m, frequency)
		s := Series{Start: begin, Frequency: frequency}
		at := s.At(0)
		if m < at.From.Month() || m > at.To.Month() || s.At(1).From != at.To.AddDays(1) {
			t.Fatalf("%s does not lie in %s, or %s does not follow", m, at, s.At(1))
		}
		k := rapid.IntRange(-40, 40).Draw(t, "step")
		if got := s.Step(s.At(k).From.Month()); got != k {
			t.Fatalf("step %d is found as %d", k, got)
		}
		if got := s.Step(s.At(k).To.Month()); got != k {
			t.Fatalf("the end of step %d lies in %d", k, got)
		}
	})
}

// TestDigestTellsSeriesApart: of a changed value, a gap and a shifted start.
func TestDigestTellsSeriesApart(t *testing.T) {
	a := Series{Start: period.MonthOf(2015, 1), Frequency: 12, Values: []float64{1, 2, 3}}
	seen := map[string]bool{a.Digest(): true}
	for _, s := range []Series{
		{a.Start, 12, []float64{1, 2, 3.0000001}},
		{a.Start, 12, []float64{1, math.NaN(), 3}},
		{a.Start, 12, []float64{1, 2}},
		{a.Start + 1, 12, a.Values},
		{a.Start, 4, a.Values},
		{a.Start, 12, []float64{12, 3}},
	} {
		if seen[s.Digest()] {
			t.Errorf("%v has the digest of another", s)
		}
		seen[s.Digest()] = true
	}
	if a.Digest() != (Series{a.Start, 12, []float64{1, 2, 3}}).Digest() {
		t.Error("the same series has two digests")
	}
}

// FuzzRead: whatever is read is whole and is written as it was read.
func FuzzRead(f *testing.F) {
	body, err := json.Marshal(whole(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	if body, err = json.Marshal(open(f)); err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"id":"x"}`))
	f.Add([]byte(`{"steps":[{"from":"2015-13-01"}]}`))
	f.Add(append(bytes.Clone(body), '{'))
	f.Fuzz(func(t *testing.T, body []byte) {
		one, err := Read(body)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("refused as %v", err)
			}
			return
		}
		if rows := one.Check(); len(rows) > 0 {
			t.Fatalf("read, but wrong: %v", rows)
		}
		written, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := Read(written); err != nil || again.Horizon() != one.Horizon() {
			t.Fatalf("written and read again: %v", err)
		}
	})
}

// Bands that held clearly less than 80 % are said first, and only these.
func TestNotHeldIsSaidFirst(t *testing.T) {
	for _, c := range []struct {
		origins int
		share   float64
		want    string
	}{
		{24, 0.19, "Die Bänder hielten nicht: früher lagen nur 19\u00a0% der Werte in solchen Bändern statt 80\u00a0%. Weil."},
		{24, 0, "Die Bänder hielten nicht: früher lagen nur 0\u00a0% der Werte in solchen Bändern statt 80\u00a0%. Weil."},
		{24, 0.65, "Weil."},
		{0, 0, "Weil."},
	} {
		f := Issued{Why: text.T("Weil.", "Because."), Back: &Back{Origins: c.origins, Coverage80: c.share}}
		if got := f.Reason(); got.De != c.want {
			t.Errorf("%v: %q", c, got.De)
		}
	}
	if got := (Issued{Why: text.T("Weil.", "Because.")}).Reason(); got.En != "Because." {
		t.Errorf("without a back-test: %q", got.En)
	}
}
