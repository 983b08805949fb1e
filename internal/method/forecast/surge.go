// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"math"
	"slices"

	"planraum/internal/text"
)

// A series has left its range where its last two values lie further outside the
// range of the values before its last year than that range is wide, and by a fifth
// at least. Its models were fitted to another time: a slope they found in the last
// months is no more than these few months.
const (
	leastLeft = 0.2      // on the scale of logarithms; on the linear one in mean sizes
	mostLate  = math.Ln2 // a step by more than a factor of 2 is not the usual one even then
	heldBy    = 0.8      // share of the change that is left after each step: the least φ of the damped models
)

// away reports whether the series has left its range, and in how many last steps:
// those after the calm before, within a year.
func (l *look) away(m int) int {
	n := len(l.z)
	w := min(backHorizon(m), n/3)
	if n-w < leastHistory || l.z[n-1] == 0 {
		return 0
	}
	low, high := slices.Min(l.z[:n-w]), slices.Max(l.z[:n-w])
	far := max(high-low, leastLeft)
	up := l.z[n-1]-high > far && l.z[n-2]-high > far/2
	down := low-l.z[n-1] > far && low-l.z[n-2] > far/2
	if !up && !down {
		return 0
	}
	for w > 2 && math.Abs(l.z[n-w]-l.z[n-w-1]) < leastLeft/2 {
		w--
	}
	return w
}

// late is the size of the last steps of a series that has left its range, on the
// scale: what it showed before they began says little of it.
func (l *look) late() float64 {
	n, sum := len(l.z), 0.0
	for i := n - l.left; i < n; i++ {
		sum += (l.z[i] - l.z[i-1]) * (l.z[i] - l.z[i-1])
	}
	return min(math.Sqrt(sum/float64(l.left)), mostLate)
}

// held keeps the centre of a series that has left its range between its last value
// and a damped way on: the mean change of the last steps, a fifth less with each step;
// of values or on the scale, whichever leads less far.
func (l *look) held(s scale) {
	n := len(l.y)
	last, before := l.z[n-1], l.z[n-1-l.left]
	change, step := (l.y[n-1]-l.y[n-1-l.left])/float64(l.left), (last-before)/float64(l.left)
	left, sum := 1.0, 0.0
	for i := range l.centre {
		left *= heldBy
		sum += left
		end := s.to(l.y[n-1] + change*sum)
		if other := last + step*sum; math.Abs(other-last) < math.Abs(end-last) {
			end = other
		}
		l.centre[i] = min(max(l.centre[i], min(last, end)), max(last, end))
	}
}

// widened is the least spread of a step of a series that has left its range: steps as
// great as the last ones are to be expected.
func (l *look) widened() {
	for i := range l.spread {
		l.spread[i] = max(l.spread[i], usualSpread*l.late()*math.Pow(float64(i+1), usualGrowth))
	}
}

// reach is the least spread of step i that a last value far from the centre asks for,
// on its side and on the other: after an unexpected step the 95 % band holds it, and
// the 80 % band of a series that has left its range. A slip to a tenth or to nothing
// does not make ten times as many likely: on the other side mostFactor is enough.
func (l *look) reach(i int) (side, other float64) {
	side = l.leap / shape(score(0.975), l.quiet)
	other = min(l.leap, math.Log(mostFactor)) / shape(score(0.975), l.quiet)
	if l.left > 0 {
		least := math.Abs(l.z[len(l.z)-1]-l.centre[i]) / shape(score(0.9), l.quiet)
		side, other = max(side, least), max(other, least)
	}
	return side, other
}

// leftSaid says that a series has left its range.
func (l *look) leftSaid() text.Text {
	if l.left == 0 {
		return text.Text{}
	}
	return text.T(" Zuletzt liegt die Reihe weit außerhalb ihres früheren Bereichs. Wie weit das führt, sagt keine Gerade: Der Median bleibt zwischen dem letzten Wert und einem Weg, der immer langsamer wird, und der letzte Wert liegt in jedem Band von 80 %.",
		" At its end the series lies far outside its earlier range. How far that leads no straight line tells: the median stays between the last value and a way that slows down, and the last value lies in each 80% band.")
}
