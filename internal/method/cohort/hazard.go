// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cohort

import "math"

// Piece is the probability for each month from From months since arrival on, up
// to the next piece.
type Piece struct {
	From    int     // months since arrival
	Monthly float64 // probability in a month, 0 to 1
}

// Hazard is a probability by months since arrival, constant in pieces; before the
// first piece and without one it is 0.
type Hazard []Piece

// Constant is a hazard that does not change.
func Constant(monthly float64) Hazard { return Hazard{{0, monthly}} }

// At is the probability in the month that follows d months after arrival.
func (h Hazard) At(d int) float64 {
	at := 0.0
	for _, p := range h {
		if p.From > d {
			break
		}
		at = p.Monthly
	}
	return at
}

func (h Hazard) last() int {
	if len(h) == 0 {
		return 0
	}
	return max(h[len(h)-1].From, 0)
}

// Stay is how long one or more persons were observed: from Entered months after
// their arrival (0: since then) until Months after it. Left says that they left
// in the month after; otherwise the observation ended while they still stayed
// (right-censored). No person is named: Persons counts them.
type Stay struct {
	Entered, Months, Persons int
	Left                     bool
}

// Rate is an estimated piece of a hazard.
type Rate struct {
	Piece
	Left    int     // persons who left in this piece
	Exposed float64 // person-months at risk
	// Error is the standard error of Monthly, sqrt(p (1 - p) / exposed).
	Error float64
}

// Estimate finds the hazard of leaving from stays, in pieces that begin at the
// given months: those who left over the person-months at risk, the maximum
// likelihood estimate under right-censoring and late entry (discrete form of the
// occurrence/exposure rate, Allison 1982). A piece without exposure has the
// probability NaN: nothing is known of it.
func Estimate(stays []Stay, from []int) []Rate {
	rates := make([]Rate, len(from))
	for i, f := range from {
		rates[i].From = f
	}
	for _, s := range stays {
		for i := range rates {
			end := math.MaxInt
			if i+1 < len(from) {
				end = from[i+1]
			}
			// At risk in the months that begin at Entered .. Months-1, and where the
			// person left also in the one that begins at Months.
			last := s.Months
			if s.Left {
				last++
			}
			if months := min(last, end) - max(s.Entered, from[i]); months > 0 {
				rates[i].Exposed += float64(months) * float64(s.Persons)
			}
			if s.Left && s.Months >= from[i] && s.Months < end {
				rates[i].Left += s.Persons
			}
		}
	}
	for i := range rates {
		r := &rates[i]
		r.Monthly = float64(r.Left) / r.Exposed
		r.Error = math.Sqrt(r.Monthly * (1 - r.Monthly) / r.Exposed)
	}
	return rates
}

// Level is the one monthly probability of leaving with which a stock of start
// persons and the arrivals of each month end in the stock end: where only stocks
// and arrivals are published. Those who arrive in a month may leave from the next
// month on. It has no value (false) where no probability from 0 to 1 does.
func Level(start float64, arrivals []float64, end float64) (float64, bool) {
	after := func(p float64) float64 {
		stock := start
		for _, a := range arrivals {
			stock += a - p*stock
		}
		return stock
	}
	low, high := 0.0, 1.0
	if len(arrivals) == 0 || after(low) < end || after(high) > end {
		return 0, false
	}
	for range 200 { // to the last bit
		middle := (low + high) / 2
		if after(middle) > end {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2, true
}
