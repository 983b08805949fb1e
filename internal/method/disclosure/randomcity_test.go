// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/method/attack"
	"planraum/internal/method/disclosure"
)

// coordinates name a true count of a random city: area, group and time are
// indices into its axes; the vintage is the publication.
type coordinates struct{ area, group, time, vintage int }

// axis is one dimension of a table: names and, for wholes, their parts.
type axis struct {
	names []string
	sums  []partsOf
}

type partsOf struct {
	whole int
	parts []int
}

// leaves are the entries of an axis that are no sums.
func (a axis) leaves() []int {
	var list []int
	for i := range a.names {
		if !slices.ContainsFunc(a.sums, func(s partsOf) bool { return s.whole == i }) {
			list = append(list, i)
		}
	}
	return list
}

// randomCity is a linked table with all its true counts.
type randomCity struct {
	areas, groups, times axis
	areaNouns            []area.Area
	overlaps             []disclosure.Overlap
	sums                 []disclosure.Sum
	periods              []period.Period
	vintages             int
	flow                 bool
	value                map[coordinates]int64
	recorded             map[coordinates]bool // at vintage 0; later ones where changed
	changed              map[coordinates]bool // differs from the vintage before
}

func draw(seed uint64) *randomCity {
	rnd := rand.New(rand.NewPCG(seed, 7))
	c := &randomCity{vintages: 1 + rnd.IntN(2), flow: rnd.IntN(3) > 0, value: map[coordinates]int64{}, recorded: map[coordinates]bool{}, changed: map[coordinates]bool{}}
	c.drawAreas(rnd)
	c.drawGroups(rnd)
	c.drawTimes(rnd)
	c.drawValues(rnd)
	c.drawRecorded(rnd)
	return c
}

// drawAreas makes a city of districts and subdistricts, sometimes with a second
// edition in which one subdistrict is split or two are merged.
func (c *randomCity) drawAreas(rnd *rand.Rand) {
	add := func(name string, level area.Level, parent string) int {
		c.areas.names = append(c.areas.names, name)
		c.areaNouns = append(c.areaNouns, area.Area{ID: area.ID(name), Level: level, Parent: area.ID(parent)})
		return len(c.areas.names) - 1
	}
	city := partsOf{whole: add("S", area.City, "")}
	var subs []int
	for d := range 2 + rnd.IntN(3) {
		name := fmt.Sprintf("S/%d", d)
		district := partsOf{whole: add(name, area.District, "S")}
		city.parts = append(city.parts, district.whole)
		for s := range rnd.IntN(4) {
			district.parts = append(district.parts, add(fmt.Sprintf("%s/%d", name, s), area.Subdistrict, name))
		}
		if len(district.parts) > 0 {
			c.areas.sums = append(c.areas.sums, district)
			subs = append(subs, district.parts...)
		}
	}
	c.areas.sums = append(c.areas.sums, city)
	if len(subs) < 2 || rnd.IntN(3) > 0 {
		return
	}
	if rnd.IntN(2) == 0 {
		whole := subs[rnd.IntN(len(subs))]
		a, b := add("new/a", 0, ""), add("new/b", 0, "")
		c.areas.sums = append(c.areas.sums, partsOf{whole, []int{a, b}})
		c.overlaps = append(c.overlaps, disclosure.Overlap{Whole: area.ID(c.areas.names[whole]), Parts: []area.ID{"new/a", "new/b"}, Complete: true})
		return
	}
	merged := add("new/m", 0, "")
	c.areas.sums = append(c.areas.sums, partsOf{merged, subs[:2]})
	c.overlaps = append(c.overlaps, disclosure.Overlap{Whole: "new/m", Parts: []area.ID{area.ID(c.areas.names[subs[0]]), area.ID(c.areas.names[subs[1]])}, Complete: true})
}

func (c *randomCity) drawGroups(rnd *rand.Rand) {
	c.groups.names = []string{"all"}
	n := rnd.IntN(4)
	if n < 2 {
		return
	}
	all := partsOf{whole: 0}
	sum := disclosure.Sum{Whole: "all"}
	for g := range n {
		c.groups.names = append(c.groups.names, fmt.Sprintf("g%d", g))
		all.parts, sum.Parts = append(all.parts, g+1), append(sum.Parts, population.ID(fmt.Sprintf("g%d", g)))
	}
	c.groups.sums, c.sums = []partsOf{all}, []disclosure.Sum{sum}
}

// drawTimes makes the months of a quarter, with the quarter for flows.
func (c *randomCity) drawTimes(rnd *rand.Rand) {
	first := period.MonthOf(2016, 1)
	quarter := partsOf{}
	for m := range 1 + rnd.IntN(3) {
		p := period.On((first + period.Month(m)).Last())
		if c.flow {
			p = period.InMonth(first + period.Month(m))
		}
		c.periods = append(c.periods, p)
		c.times.names = append(c.times.names, p.String())
		quarter.parts = append(quarter.parts, m)
	}
	if c.flow && len(quarter.parts) == 3 {
		quarter.whole = 3
		c.periods = append(c.periods, period.Period{From: first.First(), To: (first + 2).Last()})
		c.times.names = append(c.times.names, "quarter")
		c.times.sums = []partsOf{quarter}
	}
}

// drawValues draws small counts for the leaves and adds them up; a later
// vintage changes some leaves.
func (c *randomCity) drawValues(rnd *rand.Rand) {
	top := []int{3, 8, 20, 60}[rnd.IntN(4)]
	for v := range c.vintages {
		for _, a := range c.areas.leaves() {
			for _, g := range c.groups.leaves() {
				for _, t := range c.times.leaves() {
					at := coordinates{a, g, t, v}
					switch {
					case v > 0 && rnd.IntN(8) > 0:
						c.value[at] = c.value[coordinates{a, g, t, v - 1}]
					case rnd.IntN(5) == 0:
						c.value[at] = 0
					default:
						c.value[at] = int64(rnd.IntN(top) + rnd.IntN(3))
					}
				}
			}
		}
		c.addUp(v)
	}
}

// addUp fills the sums of a vintage, axis by axis, inner sums first.
func (c *randomCity) addUp(v int) {
	for range 6 { // areas are nested four deep, groups and times two
		for at := range c.all(v) {
			for _, s := range c.sumsAt(at) {
				total, known := int64(0), true
				for _, p := range s {
					n, ok := c.value[p]
					total, known = total+n, known && ok
				}
				if known {
					c.value[at] = total
				}
			}
		}
	}
}

func (c *randomCity) all(v int) func(yield func(coordinates) bool) {
	return func(yield func(coordinates) bool) {
		for a := range c.areas.names {
			for g := range c.groups.names {
				for t := range c.times.names {
					if !yield(coordinates{a, g, t, v}) {
						return
					}
				}
			}
		}
	}
}

// sumsAt lists the sums that give the count at some coordinates.
func (c *randomCity) sumsAt(at coordinates) [][]coordinates {
	var list [][]coordinates
	each := func(a axis, i int, put func(coordinates, int) coordinates) {
		for _, s := range a.sums {
			if s.whole == i {
				var parts []coordinates
				for _, p := range s.parts {
					parts = append(parts, put(at, p))
				}
				list = append(list, parts)
			}
		}
	}
	each(c.areas, at.area, func(x coordinates, i int) coordinates { x.area = i; return x })
	each(c.groups, at.group, func(x coordinates, i int) coordinates { x.group = i; return x })
	each(c.times, at.time, func(x coordinates, i int) coordinates { x.time = i; return x })
	return list
}

// drawRecorded leaves some counts out of the ledger: single ones, and in some
// cities a whole level.
func (c *randomCity) drawRecorded(rnd *rand.Rand) {
	gap, noDistricts := rnd.IntN(3) == 0, rnd.IntN(6) == 0
	for at := range c.all(0) {
		out := gap && rnd.IntN(12) == 0 || noDistricts && c.areaNouns[at.area].Level == area.District
		c.recorded[at] = !out
	}
	for v := 1; v < c.vintages; v++ {
		for at := range c.all(v) {
			before := at
			before.vintage--
			c.changed[at] = c.value[at] != c.value[before]
		}
	}
}

// seen returns the coordinates at which a reader of vintage v finds the count.
func (c *randomCity) seen(at coordinates) (coordinates, bool) {
	first := at
	first.vintage = 0
	if !c.recorded[first] {
		return at, false
	}
	for at.vintage > 0 && !c.changed[at] {
		at.vintage--
	}
	return at, true
}

// entries are what the ledger holds, with their coordinates.
func (c *randomCity) entries() ([]disclosure.Entry, []coordinates) {
	var list []disclosure.Entry
	var where []coordinates
	for v := range c.vintages {
		for at := range c.all(v) {
			if found, ok := c.seen(at); !ok || found != at {
				continue
			}
			list = append(list, disclosure.Entry{
				Key: figure.Key{Indicator: "persons", Area: area.ID(c.areas.names[at.area]), Group: population.ID(c.groups.names[at.group]), Period: c.periods[at.time]},
				ID:  int64(len(list) + 1), Value: c.value[at], KnownFrom: period.Day(2016, 5+v, 1), Basis: figure.Counted, File: fmt.Sprint("v", v),
			})
			where = append(where, at)
		}
	}
	return list, where
}

func (c *randomCity) structure() disclosure.Structure {
	kind := figure.Stock
	if c.flow {
		kind = figure.Flow
	}
	return disclosure.Structure{Areas: c.areaNouns, Kinds: map[string]figure.Kind{"persons": kind}, Groups: c.sums, Overlaps: c.overlaps}
}

// attack builds what a reader of all vintages knows, from the city's own axes,
// given what is done to each recorded count. One number of one place, group and
// time is one unknown in all vintages in which it is the same.
func (c *randomCity) attack(states map[coordinates]disclosure.State, rule disclosure.Rule) (attack.System, map[coordinates]int) {
	var a attack.System
	unknown := map[coordinates]int{}
	same := map[string]int{}
	for v := range c.vintages {
		for at := range c.all(v) {
			found, ok := c.seen(at)
			name := fmt.Sprint("not recorded ", at)
			if ok {
				name = fmt.Sprint(at.area, at.group, at.time, c.value[at])
			}
			if i, known := same[name]; known {
				unknown[at] = i
				continue
			}
			low, high := c.between(found, ok, states, rule)
			same[name], unknown[at] = len(a.Low), len(a.Low)
			a.Low, a.High = append(a.Low, low), append(a.High, high)
		}
	}
	for v := range c.vintages {
		for at := range c.all(v) {
			for _, parts := range c.sumsAt(at) {
				r := attack.Sum{Of: map[int]float64{unknown[at]: -1}}
				for _, p := range parts {
					r.Of[unknown[p]]++
				}
				a.Sums = append(a.Sums, r)
			}
		}
	}
	return a, unknown
}

// between is what a reader sees of one count.
func (c *randomCity) between(at coordinates, recorded bool, states map[coordinates]disclosure.State, rule disclosure.Rule) (low, high float64) {
	value := float64(c.value[at])
	switch {
	case !recorded:
		return 0, math.Inf(1)
	case states[at].IsHidden() && (rule.HideZeros || value == 0):
		return 0, math.Inf(1) // he takes all others to be at least 1
	case states[at].IsHidden():
		return 1, math.Inf(1)
	case states[at] == disclosure.Rounded && value > 0:
		at := float64(disclosure.Round5(int64(value)))
		return max(at-2, float64(rule.Threshold), 1), at + 2
	}
	return value, value
}
