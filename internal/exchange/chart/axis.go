// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package chart

import (
	"math"

	"planraum/internal/city/period"
)

// Axis maps the values Min to Max to the pixels From to To in a straight line.
type Axis struct {
	Min, Max float64
	From, To float64
}

// At returns the pixel of the value v. An axis without extent puts all at From.
func (a Axis) At(v float64) float64 {
	if !(a.Max > a.Min) {
		return a.From
	}
	return a.From + (v-a.Min)/(a.Max-a.Min)*(a.To-a.From)
}

// farthest bounds the values that are drawn, so that sums on the way to a
// pixel cannot overflow. No city has a number beyond it.
const farthest = int64(1) << 52

func bounded(v int64) int64 { return min(max(v, -farthest), farthest) }

// Ticks returns whole numbers at a distance of 1, 2 or 5 times a power of ten,
// about n steps of them, that reach from lo or below to hi or above.
func Ticks(lo, hi int64, n int) []int64 {
	lo, hi = bounded(min(lo, hi)), bounded(max(lo, hi))
	step := niceStep(hi-lo, int64(max(n, 1)))
	first := floorTo(lo, step)
	ticks := []int64{first}
	for t := first; t < hi; {
		t += step
		ticks = append(ticks, t)
	}
	return ticks
}

// niceStep returns the smallest 1-2-5 step that spans the distance in n steps.
func niceStep(span, n int64) int64 {
	for unit := int64(1); ; unit *= 10 {
		for _, factor := range [3]int64{1, 2, 5} {
			if step := factor * unit; step*n >= span || step > span {
				return step
			}
		}
	}
}

func floorTo(v, step int64) int64 {
	q := v / step
	if v%step < 0 {
		q--
	}
	return q * step
}

// MonthTicks returns the months from first to last that carry a tick, at most
// n of them: every month, or those at which quarters, half years, years or
// round numbers of years begin.
func MonthTicks(first, last period.Month, n int) []period.Month {
	if last < first {
		return nil
	}
	step := monthStep(int64(last)-int64(first)+1, int64(max(n, 1)))
	var ticks []period.Month
	for m := floorTo(int64(first)+step-1, step); m <= int64(last); m += step {
		ticks = append(ticks, period.Month(m))
	}
	return ticks
}

// monthStep returns the smallest distance of ticks, in months, with which a
// span of so many months holds at most n.
func monthStep(span, n int64) int64 {
	steps := []int64{1, 3, 6, 12, 24, 60, 120, 240, 600}
	for _, step := range steps {
		if (span+step-1)/step <= n {
			return step
		}
	}
	step := int64(1200)
	for (span+step-1)/step > n {
		step *= 10
	}
	return step
}

// calendar maps months and days to pixels; each month has the same width, from
// the first of its days to the first of the next.
type calendar struct {
	first, last period.Month
	Axis
	ends bool // values stand at the end of their month
}

func newCalendar(first, last period.Month, from, to float64) calendar {
	return calendar{first: first, last: last, Axis: Axis{float64(first), float64(last) + 1, from, to}}
}

// start returns the left edge of the month, centre its middle.
func (c calendar) start(m period.Month) float64  { return c.At(float64(m)) }
func (c calendar) centre(m period.Month) float64 { return c.At(float64(m) + 0.5) }

// value returns where a value of the month stands: in its middle, or at its end.
func (c calendar) value(m period.Month) float64 {
	if c.ends {
		return c.At(float64(m) + 1)
	}
	return c.centre(m)
}

// day returns the pixel of the beginning of the day.
func (c calendar) day(d period.Date) float64 {
	m := monthOf(d)
	length := float64(m.Last().DayOfMonth())
	return c.At(float64(m) + float64(d.DayOfMonth()-1)/length)
}

// clamp keeps a pixel within the drawn span.
func (c calendar) clamp(x float64) float64 { return math.Min(math.Max(x, c.From), c.To) }

// The months that can be drawn: January of the year 1 to December 9999.
const (
	firstMonth = period.Month(12)
	lastMonth  = period.Month(9999*12 + 11)
)

func drawable(m period.Month) bool { return m >= firstMonth && m <= lastMonth }

func monthOf(d period.Date) period.Month {
	return min(max(d.Month(), firstMonth), lastMonth)
}

// span collects the first and last month of what is drawn.
type span struct {
	first, last period.Month
	known       bool
}

func (s *span) add(m period.Month) {
	if !drawable(m) {
		return
	}
	if !s.known || m < s.first {
		s.first = m
	}
	if !s.known || m > s.last {
		s.last = m
	}
	s.known = true
}

func (s *span) addDay(d period.Date) {
	if !d.IsZero() {
		s.add(monthOf(d))
	}
}
