// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval

import (
	"cmp"
	"slices"
	"sort"
	"sync"

	"planraum/internal/city/approval"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/source"
)

// view is what holds at one position of the ledger.
type view struct {
	position int64
	book     *source.Book
	courses  map[approval.Unit]entry[approval.Course]
	tallies  []figure.Tally // in order of their last numbers
	units    map[approval.Unit]*unit
	// hidden and all count figures by the day from which they were known.
	hidden, all counter
	// known and withheld count figures by indicator.
	known, withheld map[string]int

	sources sync.Map // what figures name as their source -> *naming

	mu     sync.Mutex              // guards series
	series map[string][]figure.Key // of the released figures, by indicator
}

// unit is a source and month with its figures.
type unit struct {
	profile source.Profile
	course  approval.Course
	tallies []int
	newest  int64
}

func (u *unit) state() approval.State {
	if u.profile.Kind == source.Published {
		return approval.Published
	}
	return u.course.State(u.newest)
}

// naming is a named source with its profile.
type naming struct{ profile source.Profile }

func newView(position int64, book *source.Book, courses []entry[approval.Course], tallies []figure.Tally) *view {
	v := &view{
		position: position, book: book, tallies: tallies, courses: make(map[approval.Unit]entry[approval.Course], len(courses)),
		units: map[approval.Unit]*unit{}, known: map[string]int{}, withheld: map[string]int{}, series: map[string][]figure.Key{},
	}
	for _, c := range courses {
		v.courses[c.noun.Unit()] = c
	}
	for i, t := range tallies {
		profile := v.named(t.Source).profile
		key := approval.Unit{Source: profile.Key, Month: t.Month}
		u := v.units[key]
		if u == nil {
			u = &unit{profile: profile, course: v.courses[key].noun}
			u.course.Source, u.course.Month = key.Source, key.Month
			v.units[key] = u
		}
		u.tallies, u.newest = append(u.tallies, i), max(u.newest, t.High)
		v.all.add(t.KnownFrom, t.Figures)
		v.known[t.Indicator] += t.Figures
		if !v.open(t) {
			v.hidden.add(t.KnownFrom, t.Figures)
			v.withheld[t.Indicator] += t.Figures
		}
	}
	v.all.settle()
	v.hidden.settle()
	return v
}

// named returns the profile of what a figure names as its source.
func (v *view) named(text string) *naming {
	if n, ok := v.sources.Load(text); ok {
		return n.(*naming)
	}
	n, _ := v.sources.LoadOrStore(text, &naming{v.book.Of(text)})
	return n.(*naming)
}

// open reports whether the figures of a tally are released. A release never
// lies between the numbers of a tally, because a batch is recorded whole.
func (v *view) open(t figure.Tally) bool {
	return v.standing(t.Source, t.Month, t.High).State.Open()
}

// standing says how a figure stands that names a source, speaks of a period
// that ends in month, and has a running number.
func (v *view) standing(named string, month period.Month, number int64) approval.Standing {
	p := &v.named(named).profile
	if p.Kind == source.Published {
		return approval.Standing{State: approval.Published}
	}
	return v.courses[approval.Unit{Source: p.Key, Month: month}].noun.Standing(number)
}

// shown writes into figures how each stands, and leaves out those that are not
// released where released is true.
func (v *view) shown(figures []figure.Figure, released bool) []figure.Figure {
	kept := figures[:0]
	for _, f := range figures {
		f.Release = v.standing(f.Source, f.Period.To.Month(), f.ID)
		if !released || f.Release.State.Open() {
			kept = append(kept, f)
		}
	}
	return kept
}

// allWithheld reports whether none of the indicators (none: all) has a
// released figure.
func (v *view) allWithheld(indicators []string) bool {
	if len(indicators) == 0 {
		return v.hidden.until(period.Date{}) == v.all.until(period.Date{})
	}
	for _, in := range indicators {
		if v.known[in] > v.withheld[in] {
			return false
		}
	}
	return true
}

// counter counts figures by the day from which they were known.
type counter struct {
	days []period.Date
	sums []int
}

func (c *counter) add(day period.Date, n int) {
	c.days, c.sums = append(c.days, day), append(c.sums, n)
}

// settle orders the days and adds them up.
func (c *counter) settle() {
	order := make([]int, len(c.days))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return c.days[a].Compare(c.days[b]) })
	days, sums, sum := make([]period.Date, len(order)), make([]int, len(order)), 0
	for i, at := range order {
		sum += c.sums[at]
		days[i], sums[i] = c.days[at], sum
	}
	c.days, c.sums = days, sums
}

// until returns how many were known on a day; all for the zero day.
func (c *counter) until(day period.Date) int {
	n := len(c.days)
	if !day.IsZero() {
		n = sort.Search(n, func(i int) bool { return c.days[i].After(day) })
	}
	if n == 0 {
		return 0
	}
	return c.sums[n-1]
}

// compareFigures is the order in which the ledger answers.
func compareFigures(a, b figure.Figure) int {
	return cmp.Or(a.Key.Compare(b.Key), a.KnownFrom.Compare(b.KnownFrom), cmp.Compare(a.ID, b.ID))
}
