// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plausibility

import (
	"fmt"
	"math"

	"planraum/internal/city/figure"
	"planraum/internal/text"
)

// Bounds of the jump check. A change is compared on the log scale, per root of
// the months between two values, with the median of all changes of the series.
const (
	leastChanges = 8      // fewer changes do not tell what is usual
	jumpFactor   = 6      // bound, in robust standard deviations
	leastSpread  = 0.02   // 2 % a month is always usual
	normalMAD    = 1.4826 // makes the median absolute deviation a standard deviation
)

// change is the step from one value to the next.
type change struct {
	rate, noise, root float64 // log change and counting noise per root month; root of the months
}

// Jumps returns the changes of a series that lie far beyond what is usual in
// it, each with the bound. Values that rose and fell back at once are one
// finding.
func Jumps(s Series) []Finding {
	found := s.jumps(s.course(false))
	if s.Indicator.Kind == figure.Flow {
		found = append(found, s.jumps(s.course(true))...)
	}
	return found
}

func (s Series) jumps(points []point) []Finding {
	if len(points) <= leastChanges {
		return nil
	}
	changes, ok := s.changes(points)
	if !ok {
		return nil
	}
	middle, spread := usual(changes)
	far := make([]float64, len(changes)) // 0 inside the bound, else the signed distance
	for i, c := range changes {
		if off := c.rate - middle; math.Abs(off) > bound(spread, c.noise) {
			far[i] = off
		}
	}
	var found []Finding
	for i := range far {
		switch {
		case far[i] == 0:
		case i > 0 && far[i]*far[i-1] < 0: // the way back from a spike, told with it
			far[i] = 0
		default:
			back := i+1 < len(far) && far[i]*far[i+1] < 0
			found = append(found, s.jump(points, changes[i], i, middle, bound(spread, changes[i].noise), back))
		}
	}
	return found
}

// changes returns the steps between neighbours; false where logs do not apply.
func (s Series) changes(points []point) ([]change, bool) {
	shift := 1.0
	if !s.counts() {
		shift = math.Pow10(-s.Indicator.Places)
	}
	list := make([]change, 0, len(points)-1)
	for i, p := range points {
		if p.value < 0 {
			return nil, false
		}
		if i == 0 {
			continue
		}
		before := points[i-1]
		root := math.Sqrt(p.at - before.at)
		c := change{rate: math.Log((p.value+shift)/(before.value+shift)) / root, root: root}
		if s.counts() {
			c.noise = math.Sqrt(1/(p.value+1) + 1/(before.value+1))
		}
		if s.Indicator.Kind == figure.Flow { // each count is new; a stock moves on from the last one
			c.noise /= root
		}
		list = append(list, c)
	}
	return list, true
}

// usual returns the median change and the robust spread around it.
func usual(changes []change) (middle, spread float64) {
	rates := make([]float64, len(changes))
	for i, c := range changes {
		rates[i] = c.rate
	}
	middle = median(rates)
	for i := range rates {
		rates[i] = math.Abs(rates[i] - middle)
	}
	return middle, max(normalMAD*median(rates), leastSpread)
}

func bound(spread, noise float64) float64 { return jumpFactor * math.Hypot(spread, noise) }

func (s Series) jump(points []point, c change, i int, middle, limit float64, back bool) Finding {
	from, to := points[i].picked, points[i+1].picked
	f := s.finding(Jump, to.Period)
	f.Severity = Notable
	if back {
		f.Severity = Severe
	}
	f.Figures, f.Since = []int64{to.ID, from.ID}, from.Period.To.AddDays(1)
	if back {
		f.Figures = append(f.Figures, points[i+2].picked.ID)
	}
	low, high := math.Exp((middle-limit)*c.root)-1, math.Exp((middle+limit)*c.root)-1
	rose := math.Exp(c.rate*c.root) - 1
	f.Says = both(func(l text.Lang) string {
		said := fmt.Sprintf(text.T("%s: %s nach %s (%s), das sind %s. In dieser Reihe sind in dieser Zeit %s bis %s üblich", "%s: %s after %s (%s), that is %s. In this series %s to %s is usual in that time").In(l),
			to.Period.In(l), valued(l, to.Figure), valued(l, from.Figure), from.Period.In(l), percent(l, rose), percent(l, low), percent(l, high))
		if back {
			said += fmt.Sprintf(text.T("; danach stehen wieder %s", "; after it %s again").In(l), valued(l, points[i+2].picked.Figure))
		}
		return said + "."
	})
	f.Todo = text.T("Nachfragen, was an diesem Tag geschah. Hat sich die Zählweise geändert, erklärt ein Bruchhinweis den Sprung in jedem Bild; ist er echt, als echt annehmen.",
		"Ask what happened on that day. If the way of counting has changed, a break note explains the jump in every picture; if it is real, accept it as real.")
	return f.keyed()
}

// percent writes a change with its sign: +12,5 %, from 1.000 % on as a factor.
func percent(l text.Lang, share float64) string {
	if share >= 10 {
		return fmt.Sprintf(text.T("das %s-Fache", "%s times").In(l), l.Int(int64(math.Round(share+1))))
	}
	amount := int64(math.Round(share * 1000))
	sign := ""
	if amount > 0 {
		sign = "+"
	}
	return sign + l.Percent(amount, 1)
}
