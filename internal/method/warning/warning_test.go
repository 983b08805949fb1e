// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package warning_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	. "planraum/internal/method/warning"
)

var (
	from = period.MonthOf(2016, 1)
	day  = period.Day(2015, 12, 15)
)

// even are 100 paths: path p has base + p persons in every month, so that every
// quantile is known.
func even(base, months int) [][]int {
	list := make([][]int, 100)
	for p := range list {
		for range months {
			list[p] = append(list[p], base+p+1)
		}
	}
	return list
}

// lead takes whole months or half of one, of 15 days.
func lead(kind string, months, days int) Lead {
	return Lead{
		need.LeadTime{Kind: accommodation.Kind(kind), Typical: months*10 + days/3},
		day.AddMonths(months).AddDays(days).Month(),
		func(m period.Month) period.Date { return m.First().AddMonths(-months).AddDays(-days) },
	}
}

// TestKnown: an answer that follows from the paths by hand. 901 to 1,000 places
// are needed; places end in April.
func TestKnown(t *testing.T) {
	a := Ask(Question{
		AsOf: day, From: from, Needed: even(900, 12), Usable: []int{1000, 970, 940, 700, 700, 700, 700, 700, 700, 700, 700, 700},
		Threshold: 0.5, Leads: []Lead{lead("container", 3, 0), lead("hall", 0, 15), lead("solid building", 24, 0)},
	})
	for i, want := range []struct{ probability, first float64 }{{0, 0}, {0.3, 0.3}, {0.6, 0.3}, {1, 0.4}, {1, 0}} {
		if m := a.Months[i]; m.Probability != want.probability || math.Abs(m.First-want.first) > 1e-12 {
			t.Errorf("month %d: %v, first %v, want %v", i, m.Probability, m.First, want)
		}
	}
	if m := a.Months[2]; m.Missing != (Spread{0, 10, 50}) || m.Needed != (Spread{910, 950, 990}) {
		t.Errorf("March: missing %v, needed %v", m.Missing, m.Needed)
	}
	if a.Warned == nil || *a.Warned != from+2 || a.Never != 0 {
		t.Fatalf("warned of %v, never %v", a.Warned, a.Never)
	}
	kinds := map[accommodation.Kind]Class{}
	for _, c := range a.Classes {
		kinds[c.Kind] = c
	}
	// Three months before 1 March; what is decided on 15 December opens on 15 March.
	if c := kinds["container"]; c.Latest != period.Day(2015, 12, 1) || !c.Past || c.Opens != from+2 || !c.Warned || c.Probability != 0.6 {
		t.Errorf("container: %+v", c)
	}
	// Half a month, 15 days, before 1 March 2016.
	if c := kinds["hall"]; c.Latest != period.Day(2016, 2, 15) || c.Past || c.Opens != from-1 && c.Warned {
		t.Errorf("hall: %+v", c)
	}
	// What comes too late for March averts April, if decided three months before.
	if c := kinds["container"]; c.Avert == nil || *c.Avert != from+3 || c.Until != period.Day(2016, 1, 1) {
		t.Errorf("container averts %v by %s", c.Avert, c.Until)
	}
	if c := kinds["hall"]; c.Avert == nil || *c.Avert != from+2 || c.Until != c.Latest {
		t.Errorf("hall averts %v by %s", c.Avert, c.Until)
	}
	if u := a.Urgent(); len(u) != 2 || u[0].Kind != "hall" || u[1].Kind != "container" || kinds["solid building"].Avert != nil {
		t.Errorf("by urgency %+v", u)
	}
	if last, worst := a.Spell(from+2, 0.5); last != from+11 || worst.Month != from+3 || worst.Missing.Median != 250 {
		t.Errorf("the lack lasts until %s, worst in %s: %v", last, worst.Month, worst.Missing)
	}
	if c := kinds["solid building"]; !c.Beyond || c.Warned {
		t.Errorf("solid building: %+v", c)
	}
	if a.Classes[0].Kind != "solid building" || a.Classes[2].Kind != "hall" {
		t.Errorf("not ordered by the latest day: %+v", a.Classes)
	}
}

// TestEnough: where places suffice nobody is warned and nothing is missing.
func TestEnough(t *testing.T) {
	a := Ask(Question{AsOf: day, From: from, Needed: even(900, 3), Usable: []int{2000, 2000, 2000}, Threshold: 0.1, Leads: []Lead{lead("hall", 0, 15)}})
	if len(a.Urgent()) != 0 {
		t.Errorf("urgent although places suffice: %+v", a.Urgent())
	}
	if a.Warned != nil || a.Never != 1 || a.Classes[0].Warned || !a.Classes[0].Latest.IsZero() {
		t.Errorf("%+v", a)
	}
	if a := Ask(Question{AsOf: day, From: from, Usable: []int{1}}); a.Warned != nil {
		t.Error("a warning without any path")
	}
}

// TestProperties: probabilities of first months and of never add up to 1; more
// places never raise a probability; lost places never lower it; the median of what
// is missing follows from that of what is needed.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		months := rapid.IntRange(1, 8).Draw(t, "months")
		q := Question{AsOf: day, From: from, Threshold: 0.4}
		for range rapid.IntRange(1, 30).Draw(t, "paths") {
			q.Needed = append(q.Needed, rapid.SliceOfN(rapid.IntRange(0, 500), months, months).Draw(t, "needed"))
			q.Lost = append(q.Lost, rapid.SliceOfN(rapid.IntRange(0, 90), months, months).Draw(t, "lost"))
		}
		q.Usable = rapid.SliceOfN(rapid.IntRange(0, 600), months, months).Draw(t, "usable")
		a := Ask(q)
		sum := a.Never
		for _, m := range a.Months {
			sum += m.First
			if m.Missing.Low > m.Missing.Median || m.Missing.Median > m.Missing.High {
				t.Fatalf("%+v", m)
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Fatalf("first months and never add up to %v", sum)
		}
		more, whole := q, q
		whole.Lost = nil
		more.Usable = nil
		for _, u := range q.Usable {
			more.Usable = append(more.Usable, u+50)
		}
		b, c := Ask(more), Ask(whole)
		for i := range a.Months {
			if b.Months[i].Probability > a.Months[i].Probability || c.Months[i].Probability > a.Months[i].Probability {
				t.Fatalf("month %d: %v with more places, %v without loss, %v", i, b.Months[i].Probability, c.Months[i].Probability, a.Months[i].Probability)
			}
			want := max(c.Months[i].Needed.Median-q.Usable[i], 0)
			if c.Months[i].Missing.Median != want {
				t.Fatalf("month %d: %d missing, want %d", i, c.Months[i].Missing.Median, want)
			}
		}
	})
}
