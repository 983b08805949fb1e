// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure

import (
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
)

// areas makes the sums over areas: each area is those below it, over levels
// that are not recorded, and those of another edition that lie in it.
func (l *linker) areas(fn func(sum)) {
	for _, slice := range l.slices(func(k *figure.Key) { k.Area = "" }) {
		like := l.keys[slice[0]]
		at := make(map[area.ID]bool, len(slice))
		above := map[area.ID]bool{} // areas with a recorded one below them
		for _, k := range slice {
			at[l.keys[k].Area] = true
			for _, whole := range l.above[l.keys[k].Area] {
				above[whole] = true
			}
		}
		for _, whole := range l.wholes {
			if above[whole] {
				var s sum
				l.cover(&s, at, above, like, whole)
				l.whole(fn, s, like, whole)
			}
		}
		for _, o := range l.Overlaps {
			s := sum{rest: !o.Complete}
			for _, part := range o.Parts {
				like.Area = part
				s.put(l, like, 1)
			}
			if len(s.terms) > 0 {
				l.whole(fn, s, like, o.Whole)
			}
		}
	}
}

// whole completes a sum of areas by their whole, if that is recorded or can be
// reckoned.
func (l *linker) whole(fn func(sum), s sum, like figure.Key, whole area.ID) {
	like.Area = whole
	s.put(l, like, -1)
	fn(s)
}

// cover adds the highest recorded areas below one to a sum, and the highest
// ones of which nothing is recorded as missing.
func (l *linker) cover(s *sum, at, above map[area.ID]bool, like figure.Key, whole area.ID) {
	for _, part := range l.parts[whole] {
		if !at[part] && above[part] {
			l.cover(s, at, above, like, part)
			continue
		}
		like.Area = part
		s.put(l, like, 1)
	}
}

// groups makes the sums over groups: the declared ones, and those found.
func (l *linker) groups(fn func(sum)) {
	if len(l.Groups)+len(l.found) == 0 {
		return
	}
	for _, slice := range l.slices(func(k *figure.Key) { k.Group = "" }) {
		like := l.keys[slice[0]]
		for _, declared := range l.Groups {
			l.group(fn, like, declared)
		}
		for _, s := range l.found[like.Indicator] {
			if len(s.Only) == 0 || l.onlyThese(slice, s.Only) {
				l.group(fn, like, s.Sum)
			}
		}
	}
}

// group makes one sum over groups.
func (l *linker) group(fn func(sum), like figure.Key, of Sum) {
	var s sum
	for _, part := range of.Parts {
		like.Group = part
		s.put(l, like, 1)
	}
	if len(s.terms) > 0 {
		like.Group = of.Whole
		s.put(l, like, -1)
		fn(s)
	}
}

// onlyThese reports whether exactly these groups are recorded at a place, what
// was reckoned aside.
func (l *linker) onlyThese(slice []int, groups []population.ID) bool {
	n := 0
	for _, k := range slice {
		if k < l.recorded {
			if n++; !slices.Contains(groups, l.keys[k].Group) {
				return false
			}
		}
	}
	return n == len(groups)
}

// grains are the lengths of periods in months that flows are recorded for.
var grains = []int{1, 3, 6, 12}

// periods makes the sums of flows over time: a year is its months, quarters
// and halves; a longer span its years and so on.
func (l *linker) periods(fn func(sum)) {
	longer := map[string][]period.Period{} // than a month, of an indicator
	for _, k := range l.keys {
		if l.Kinds[k.Indicator] == figure.Flow && months(k.Period) > 1 && !slices.Contains(longer[k.Indicator], k.Period) {
			longer[k.Indicator] = append(longer[k.Indicator], k.Period)
		}
	}
	if len(longer) == 0 {
		return
	}
	for _, slice := range l.slices(func(k *figure.Key) { k.Period = period.Period{} }) {
		like := l.keys[slice[0]]
		for _, p := range longer[like.Indicator] {
			for _, grain := range grains {
				if n := months(p); n > grain && n%grain == 0 {
					l.span(fn, like, p, grain)
				}
			}
		}
	}
}

// span relates a flow to those of the shorter periods that make up its own.
func (l *linker) span(fn func(sum), like figure.Key, p period.Period, grain int) {
	var s sum
	for m := p.From.Month(); m <= p.To.Month(); m += period.Month(grain) {
		like.Period = period.Period{From: m.First(), To: (m + period.Month(grain) - 1).Last()}
		s.put(l, like, 1)
	}
	if len(s.terms) > 0 {
		like.Period = p
		s.put(l, like, -1)
		fn(s)
	}
}

// months returns how many whole months a period has; 0 for any other period.
func months(p period.Period) int {
	if p.From.DayOfMonth() != 1 || p.To != p.To.Month().Last() {
		return 0
	}
	return int(p.To.Month()-p.From.Month()) + 1
}

// accounts makes the stock accounts between neighbouring reference dates and
// between ends of years.
func (l *linker) accounts(fn func(sum)) {
	for _, a := range l.Accounts {
		for _, stocks := range l.slices(func(k *figure.Key) { k.Period = period.Period{} }) {
			if l.keys[stocks[0]].Indicator != a.Stock {
				continue
			}
			slices.SortFunc(stocks, func(x, y int) int { return l.keys[x].Period.Compare(l.keys[y].Period) })
			var ends []int
			for n, k := range stocks {
				if n > 0 {
					l.account(fn, a, stocks[n-1], k)
				}
				if to := l.keys[k].Period.To; to.MonthOfYear() == 12 && to.DayOfMonth() == 31 {
					ends = append(ends, k)
				}
			}
			for n := 1; n < len(ends); n++ {
				l.account(fn, a, ends[n-1], ends[n])
			}
		}
	}
}

// account relates two stocks to the flows between them, as one figure (grain
// 0), by years and by months.
func (l *linker) account(fn func(sum), a Account, before, after int) {
	span := period.Period{From: l.keys[before].Period.To.AddDays(1), To: l.keys[after].Period.To}
	for _, grain := range []int{0, 12, 1} {
		s := sum{terms: []keyTerm{{after, 1}, {before, -1}}}
		for _, code := range a.Plus {
			l.flow(&s, l.keys[after], code, -1, span, grain, slices.Contains(a.Signed, code))
		}
		for _, code := range a.Minus {
			l.flow(&s, l.keys[after], code, 1, span, grain, slices.Contains(a.Signed, code))
		}
		if len(s.terms) > 2 {
			fn(s)
		}
	}
}

// flow adds the flow of a span to a sum. A signed one, such as corrections,
// may be left out.
func (l *linker) flow(s *sum, like figure.Key, code string, sign int8, span period.Period, grain int, optional bool) {
	like.Indicator = code
	add := func(p period.Period) {
		like.Period = p
		if _, ok := l.index[like]; ok || !optional {
			s.put(l, like, sign)
		}
	}
	n := months(span)
	if grain == 0 || n == 0 || n%grain != 0 {
		add(span)
		return
	}
	for m := span.From.Month(); m <= span.To.Month(); m += period.Month(grain) {
		add(period.Period{From: m.First(), To: (m + period.Month(grain) - 1).Last()})
	}
}

// slices groups the keys by what is left of them, each group in the order in
// which its keys were entered.
func (l *linker) slices(leave func(*figure.Key)) [][]int {
	of := map[figure.Key]int{}
	var list [][]int
	for i, k := range l.keys {
		leave(&k)
		n, ok := of[k]
		if !ok {
			n = len(list)
			of[k] = n
			list = append(list, nil)
		}
		list[n] = append(list[n], i)
	}
	return list
}
