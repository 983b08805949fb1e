// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package figure

import (
	"cmp"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

// Repeat is a figure that was not the first one of its indicator, area and
// group whose period ends on that day: where a value may have been corrected.
type Repeat struct {
	ID    int64
	First int64 // the number of that first one
	Key
}

// Vintage is what counted of a key from a day on.
type Vintage struct {
	Since period.Date
	Figure
	Chosen bool // a planner chose it
}

// Revision is a value that was reported and said otherwise later. Neighbouring
// vintages differ in value, or one of both is secret; there are at least two, the oldest first.
type Revision struct {
	Key      // that of the last vintage
	Vintages []Vintage
}

// First is what was reported first.
func (r Revision) First() Vintage { return r.Vintages[0] }

// Last is what counts at the end.
func (r Revision) Last() Vintage { return r.Vintages[len(r.Vintages)-1] }

// IsSecret reports whether the first or the last value is kept from the reader.
// How far they differ is then unknown to the reader, and whether they do.
func (r Revision) IsSecret() bool { return r.First().IsSecret() || r.Last().IsSecret() }

// Difference is the last value less the first, at the decimals of the values; 0
// where one of them is secret.
func (r Revision) Difference() int64 {
	if r.IsSecret() {
		return 0
	}
	return r.Last().Value.Amount - r.First().Value.Amount
}

// Tenths is the difference in tenths of a percent of the first value, rounded
// half away from zero; false where the first value is 0 or one of both is secret.
func (r Revision) Tenths() (int64, bool) {
	first := r.First().Value.Amount
	if first == 0 || r.IsSecret() {
		return 0, false
	}
	d, sign := r.Difference(), int64(1)
	if d < 0 {
		d, sign = -d, -sign
	}
	if first < 0 {
		first = -first
	}
	return sign * unit.DivRoundHalfUp(d*1000, first), true
}

// Days is how long the first value counted before the last one did.
func (r Revision) Days() int { return r.First().Since.DaysTo(r.Last().Since) }

// Reports says whether the figure states what was, and not what was expected:
// it became known when its period was over, and is no forecast, announcement or
// assumption.
func Reports(f Figure) bool {
	return f.Basis != Forecast && f.Basis != Announced && f.Basis != Assumed && !f.KnownFrom.Before(f.Period.To)
}

// Revisions lists the keys of which another value counts than was first
// reported: for each day on which a report or a planner's choice became known
// the rule is asked, as if on that day. same gives for each key the one that it
// speaks of together with others (see PickSame). The result is ordered by key.
func Revisions(figures []Figure, choices []Choice, same func(Key) Key) []Revision {
	byKey, choicesOf := map[Key][]Figure{}, map[Key][]Choice{}
	for _, f := range figures {
		if Reports(f) {
			byKey[same(f.Key)] = append(byKey[same(f.Key)], f)
		}
	}
	for _, c := range choices {
		choicesOf[same(c.Key)] = append(choicesOf[same(c.Key)], c)
	}
	var list []Revision
	for k, reports := range byKey {
		if len(reports) < 2 {
			continue
		}
		if v := vintages(reports, choicesOf[k]); len(v) > 1 {
			list = append(list, Revision{v[len(v)-1].Key, v})
		}
	}
	slices.SortFunc(list, func(a, b Revision) int { return a.Compare(b.Key) })
	return list
}

// Vintages lists what counted of one key, the oldest first: for each day on which
// a report or a planner's choice became known the rule is asked, as if on that
// day. Neighbours differ in value, or one of both is secret. What it is given
// stays as it is.
func Vintages(reports []Figure, choices []Choice) []Vintage {
	return vintages(slices.Clone(reports), slices.Clone(choices))
}

// vintages asks the rule on each day on which something became known.
func vintages(reports []Figure, choices []Choice) []Vintage {
	slices.SortFunc(reports, func(a, b Figure) int { return cmp.Or(a.KnownFrom.Compare(b.KnownFrom), cmp.Compare(a.ID, b.ID)) })
	slices.SortStableFunc(choices, func(a, b Choice) int { return a.KnownFrom.Compare(b.KnownFrom) })
	var days []period.Date
	for _, f := range reports {
		days = append(days, f.KnownFrom)
	}
	for _, c := range choices {
		days = append(days, c.KnownFrom)
	}
	slices.SortFunc(days, period.Date.Compare)
	var list []Vintage
	for _, day := range slices.Compact(days) {
		known := slices.IndexFunc(reports, func(f Figure) bool { return f.KnownFrom.After(day) })
		if known < 0 {
			known = len(reports)
		}
		var choice *Choice
		for i := range choices {
			if !choices[i].KnownFrom.After(day) {
				choice = &choices[i]
			}
		}
		picked, ok := Pick(reports[:known], choice)
		if ok && (len(list) == 0 || list[len(list)-1].Value != picked.Value || list[len(list)-1].IsSecret() != picked.IsSecret()) {
			list = append(list, Vintage{day, picked.Figure, picked.Why == ByChoice})
		}
	}
	return list
}
