// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import "math"

// smooth is simple exponential smoothing fitted by least squares.
type smooth struct {
	alpha, first, last, sigma float64
}

// simple fits alpha and the first level to y. For a given alpha the errors are
// linear in the first level, which therefore needs no search.
func simple(y []float64) smooth {
	best, at := math.Inf(1), leastSmoothing
	const steps = 24
	grid := func(i int) float64 { // denser where smoothing is slow
		s := float64(i) / steps
		return leastSmoothing + (mostSmoothing-leastSmoothing)*s*s
	}
	place := 0
	for i := range steps + 1 {
		if s := simpleSquares(y, grid(i), nil); s < best {
			best, at, place = s, grid(i), i
		}
	}
	low, high := grid(max(place-1, 0)), grid(min(place+1, steps))
	const golden = 0.6180339887498949
	a, b := high-golden*(high-low), low+golden*(high-low)
	fa, fb := simpleSquares(y, a, nil), simpleSquares(y, b, nil)
	for high-low > 1e-7 {
		if fa <= fb {
			high, b, fb = b, a, fa
			a = high - golden*(high-low)
			fa = simpleSquares(y, a, nil)
		} else {
			low, a, fa = a, b, fb
			b = low + golden*(high-low)
			fb = simpleSquares(y, b, nil)
		}
	}
	if mid := (low + high) / 2; simpleSquares(y, mid, nil) < best {
		at = mid
	}
	var s smooth
	simpleSquares(y, at, &s)
	return s
}

// simpleSquares returns the sum of squared errors under alpha with the best
// first level, and sets s where it is given.
func simpleSquares(y []float64, alpha float64, s *smooth) float64 {
	level, weight := 0.0, 1.0 // with first level x, the level is level + weight x
	uv, vv, uu := 0.0, 0.0, 0.0
	n := 0
	for _, v := range y {
		if v != v {
			continue
		}
		u := v - level
		uv += u * weight
		vv += weight * weight
		uu += u * u
		level += alpha * u
		weight *= 1 - alpha
		n++
	}
	squares := max(uu-uv*uv/vv, 0)
	if s != nil {
		s.alpha, s.first = alpha, uv/vv
		s.last = level + weight*s.first
		s.sigma = math.Sqrt(squares / float64(max(n-2, 1)))
	}
	return squares
}

// follow smooths y with the alpha and the first level that s has.
func (s *smooth) follow(y []float64) {
	s.last = s.first
	squares := 0.0
	for _, v := range y {
		e := v - s.last
		squares += e * e
		s.last += s.alpha * e
	}
	s.sigma = math.Sqrt(squares / float64(max(len(y)-2, 1)))
}

// ThetaModel is a fitted Theta method (Assimakopoulos and Nikolopoulos 2000) in
// the form of Hyndman and Billah 2003: simple exponential smoothing with half
// the slope of a straight line.
type ThetaModel struct {
	Alpha  float64
	Level  float64   // after the last value
	Slope  float64   // of the straight line, per step
	Season []float64 // of the next values in their order; nil without
	Factor bool      // the season is a factor, else added
	Sigma  float64   // standard deviation of the errors of one step, without season
	Values int
}

// Theta fits the method to y without missing values with a cycle of m; added
// takes the season as a sum, for series of logarithms.
func Theta(y []float64, m int, added bool) ThetaModel { return theta(y, m, added, nil) }

// ThetaGiven is Theta with the smoothing parameter and the first level given.
func ThetaGiven(y []float64, m int, alpha, first float64) ThetaModel {
	return theta(y, m, false, &smooth{alpha: alpha, first: first})
}

func theta(y []float64, m int, added bool, given *smooth) ThetaModel {
	t := ThetaModel{Values: len(y), Factor: !added}
	bare := y
	if seasonal(y, m) {
		if season := decompose(y, m, !added); added || dividable(season) {
			bare = without(y, season, added)
			t.Season = turned(season, len(y), AddedSeason)
		}
	}
	var s smooth
	if given != nil {
		s = *given
		s.follow(bare)
	} else {
		s = simple(bare)
	}
	_, slope := line(bare)
	t.Alpha, t.Level, t.Slope, t.Sigma = s.alpha, s.last, slope, s.sigma
	return t
}

// dividable reports whether no factor is so small that dividing by it means
// nothing.
func dividable(season []float64) bool {
	for _, s := range season {
		if math.Abs(s) < 1e-4 {
			return false
		}
	}
	return true
}

// without takes the season out of y.
func without(y, season []float64, added bool) []float64 {
	bare := make([]float64, len(y))
	for i, v := range y {
		if s := season[i%len(season)]; added {
			bare[i] = v - s
		} else {
			bare[i] = v / s
		}
	}
	return bare
}

// Ahead returns the forecasts of the next h values.
func (t ThetaModel) Ahead(h int) []float64 {
	out := make([]float64, h)
	from := (1 - math.Pow(1-t.Alpha, float64(t.Values))) / t.Alpha
	for i := range out {
		out[i] = t.Level + t.Slope/2*(float64(i)+from)
		if t.Season == nil {
			continue
		}
		if s := t.Season[i%len(t.Season)]; t.Factor {
			out[i] *= s
		} else {
			out[i] += s
		}
	}
	return out
}

// seasonal tests whether y repeats itself after m values: its autocorrelation
// at m against 90 % of what Bartlett's formula allows, as R's thetaf does.
func seasonal(y []float64, m int) bool {
	n := len(y)
	if m < 2 || n <= 2*m {
		return false
	}
	centre, whole := mean(y), 0.0
	for _, v := range y {
		whole += (v - centre) * (v - centre)
	}
	if !(whole > 0) {
		return false
	}
	squares, last := 0.0, 0.0
	for lag := 1; lag <= m; lag++ {
		sum := 0.0
		for i := lag; i < n; i++ {
			sum += (y[i] - centre) * (y[i-lag] - centre)
		}
		last = sum / whole
		if lag < m {
			squares += last * last
		}
	}
	return math.Abs(last) > 1.6448536269514722*math.Sqrt((1+2*squares)/float64(n))
}
