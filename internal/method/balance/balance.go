// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package balance sets the places that are needed against the places that
// there are: utilisation, capacity line, cliff, shortage, and the latest day
// on which a decision still helps.
//
// The utilisation norm is applied once, on the side of the need: places needed
// = persons / utilisation. Usable places are nominal - blocked - reserve, and
// the gap is usable - needed, in places. See docs/methods/balance.md.
package balance

import (
	"math"
	"math/bits"

	"planraum/internal/city/unit"
)

// Version names the calculation; a run keeps it. It changes with any change
// that can change a number.
const Version = "balance/1"

// Needed returns the places that persons need at a utilisation: persons /
// utilisation, rounded half up (kaufmännisch). The arithmetic is exact for
// every count. Where no count of places suffices, because the utilisation is
// not above zero or the result does not fit, it returns math.MaxInt64;
// UtilisationAt refuses such norms.
func Needed(persons unit.Headcount, utilisation unit.Share) unit.Headcount {
	if persons <= 0 {
		return 0
	}
	if utilisation <= 0 {
		return math.MaxInt64
	}
	hi, lo := bits.Mul64(uint64(persons), unit.ShareScale)
	if hi >= uint64(utilisation) {
		return math.MaxInt64
	}
	places, rest := bits.Div64(hi, lo, uint64(utilisation))
	if rest >= uint64(utilisation)-rest {
		places++
	}
	return unit.Headcount(min(places, math.MaxInt64))
}

// Occupiable returns the persons that usable places hold at a utilisation
// (belegbare Plätze): usable x utilisation, rounded down, because nobody can
// be housed in a part of a place. It says the same as Needed from the other
// side; as Needed rounds half up and Occupiable down, the two can differ by
// one person. Gap and shortage go by Needed.
func Occupiable(usable unit.Headcount, utilisation unit.Share) unit.Headcount {
	if usable <= 0 || utilisation <= 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(usable), uint64(utilisation))
	if hi >= unit.ShareScale {
		return math.MaxInt64
	}
	persons, _ := bits.Div64(hi, lo, unit.ShareScale)
	return unit.Headcount(min(persons, math.MaxInt64))
}

// Gap returns usable - needed in places; below zero places are missing. Both
// are counts of places: utilisation is in needed already.
func Gap(usable, needed unit.Headcount) unit.Headcount { return usable - needed }
