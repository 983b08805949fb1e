// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plausibility

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/text"
)

// How a whole is made of its parts.
type dimension int

const (
	byArea dimension = iota
	byGroup
	byTime
)

// String names the dimension in keys.
func (d dimension) String() string { return [...]string{"areas", "groups", "months"}[d] }

// equation says that parts add up to a whole: they all speak of one indicator
// and differ from the whole in one dimension only.
type equation struct {
	dim   dimension
	whole figure.Picked
	parts []figure.Picked
	// partial says that parts are missing: the known ones must only not exceed
	// the whole.
	partial bool
}

// off is the whole less its parts, at the indicator's decimals.
func (e equation) off() int64 { return e.whole.Value.Amount - e.sum() }

func (e equation) sum() int64 {
	var sum int64
	for _, p := range e.parts {
		sum += p.Value.Amount
	}
	return sum
}

// slack is by how much rounding alone can put whole and parts apart, at the
// indicator's decimals: half a unit for each number. What was counted is not
// rounded.
func (e equation) slack() int64 {
	counted := e.whole.Basis == figure.Counted
	for _, p := range e.parts {
		counted = counted && p.Basis == figure.Counted
	}
	if counted {
		return 0
	}
	return int64(len(e.parts)+1) / 2
}

// fails reports whether the parts do not add up to the whole.
func (e equation) fails() bool {
	if e.partial {
		return e.off() < -e.slack()
	}
	return max(e.off(), -e.off()) > e.slack()
}

// tree is the division of the city.
type tree struct {
	parts map[area.ID][]area.ID // of the level below
	name  map[area.ID]string
}

func newTree(areas []area.Area) tree {
	t := tree{map[area.ID][]area.ID{}, map[area.ID]string{}}
	for _, a := range areas {
		t.name[a.ID] = a.Name
		if a.Parent != "" {
			t.parts[a.Parent] = append(t.parts[a.Parent], a.ID)
		}
	}
	return t
}

// below returns the parts of an area's parts.
func (t tree) below(id area.ID) []area.ID {
	var list []area.ID
	for _, p := range t.parts[id] {
		list = append(list, t.parts[p]...)
	}
	return list
}

// book holds what counts of one indicator.
type book struct {
	in     figure.Indicator
	picked map[figure.Key]figure.Picked
	series []Series
	areas  tree
}

// totals returns where parts do not add up to their whole: districts and city,
// subdistricts and district, groups and all, months and year. series are all
// of one indicator. What cannot be added up, such as a rate, has no totals.
func totals(in figure.Indicator, series []Series, areas tree) []Finding {
	if in.Kind == figure.Rate || len(series) == 0 {
		return nil
	}
	b := book{in, map[figure.Key]figure.Picked{}, series, areas}
	for _, s := range series {
		for _, p := range s.Picked {
			b.picked[p.Key] = p
		}
	}
	var failing []equation
	for _, s := range series {
		for _, p := range s.Picked {
			failing = append(failing, b.areaEquations(p)...)
		}
	}
	failing = append(failing, b.groupEquations()...)
	if in.Kind == figure.Flow {
		for _, s := range series {
			failing = append(failing, monthEquations(s)...)
		}
	}
	return b.tell(blame(failing))
}

// areaEquations sets a figure against those of the areas that its own is made
// of; where those have no figures, against the areas below them.
func (b book) areaEquations(whole figure.Picked) []equation {
	for _, below := range [][]area.ID{b.areas.parts[whole.Area], b.areas.below(whole.Area)} {
		e := equation{dim: byArea, whole: whole}
		for _, id := range below {
			k := whole.Key
			k.Area = id
			if p, ok := b.picked[k]; ok {
				e.parts = append(e.parts, p)
			}
		}
		if len(e.parts) == 0 {
			continue
		}
		e.partial = len(e.parts) < len(below)
		if e.partial && !neverNegative(b.in) {
			return nil
		}
		if e.fails() {
			return []equation{e}
		}
		return nil
	}
	return nil
}

// leastClosed is how often groups must have added up to their whole exactly
// before they are taken for its parts.
const leastClosed = 3

// groupEquations sets groups against what they are part of: refugees.asylum is
// part of refugees, every group part of all. A group never exceeds its whole.
// Groups may overlap, so that they need not add up; but where the same ones
// have done so in at least three periods, and in four of five, they must.
func (b book) groupEquations() []equation {
	type circle struct {
		in    area.ID
		whole population.ID
	}
	members := map[circle][]Series{}
	wholes := map[circle]Series{}
	for _, s := range b.series {
		wholes[circle{s.Area, s.Group}] = s
	}
	for _, s := range b.series {
		if s.Group == population.All {
			continue
		}
		parent := population.All
		if i := strings.LastIndexByte(string(s.Group), '.'); i > 0 {
			if _, ok := wholes[circle{s.Area, s.Group[:i]}]; ok {
				parent = s.Group[:i]
			}
		}
		c := circle{s.Area, parent}
		members[c] = append(members[c], s)
	}
	var failing []equation
	for _, s := range b.series { // in a fixed order
		c := circle{s.Area, s.Group}
		if len(members[c]) > 0 {
			failing = append(failing, b.partition(s, members[c])...)
		}
	}
	return failing
}

func (b book) partition(whole Series, members []Series) []equation {
	var all, failing []equation
	closed := 0
	for _, w := range whole.Picked {
		e := equation{dim: byGroup, whole: w}
		for _, m := range members {
			k := w.Key
			k.Group = m.Group
			p, ok := b.picked[k]
			if !ok {
				continue
			}
			e.parts = append(e.parts, p)
			if one := (equation{dim: byGroup, whole: w, parts: []figure.Picked{p}, partial: true}); neverNegative(b.in) && one.fails() {
				failing = append(failing, one)
			}
		}
		if len(e.parts) == len(members) && len(members) > 1 {
			all = append(all, e)
			if !e.fails() {
				closed++
			}
		}
	}
	if closed < leastClosed || 5*closed < 4*len(all) {
		return failing
	}
	for _, e := range all {
		told := slices.ContainsFunc(failing, func(f equation) bool { return f.whole.ID == e.whole.ID })
		if e.fails() && !told {
			failing = append(failing, e)
		}
	}
	return failing
}

// monthEquations sets each flow of several whole months, such as a year or a
// quarter, against the months in it.
func monthEquations(s Series) []equation {
	byMonth := map[period.Month]figure.Picked{}
	for _, p := range s.Picked {
		if p.Period.IsMonth() {
			byMonth[p.Period.From.Month()] = p
		}
	}
	var failing []equation
	for _, w := range s.Picked {
		from, to := w.Period.From.Month(), w.Period.To.Month()
		if w.Period.IsMonth() || w.Period.From != from.First() || w.Period.To != to.Last() {
			continue
		}
		e := equation{dim: byTime, whole: w}
		for m := from; m <= to; m++ {
			if p, ok := byMonth[m]; ok {
				e.parts = append(e.parts, p)
			}
		}
		e.partial = len(e.parts) < int(to-from)+1
		if len(e.parts) > 0 && (!e.partial || neverNegative(s.Indicator)) && e.fails() {
			failing = append(failing, e)
		}
	}
	return failing
}

// suspect is one or several failing equations that one figure would mend.
type suspect struct {
	at        figure.Picked
	equations []equation
	change    int64 // what the figure would have to change by
}

// blame puts equations that the same change of one figure would mend into one
// suspect: a district that is wrong fails beside the city and above its
// subdistricts. An equation that fails alone is blamed on its whole.
func blame(failing []equation) []suspect {
	type fix struct {
		figure int64
		change int64
	}
	mends := map[fix][]int{}
	at := map[int64]figure.Picked{}
	var order []fix
	note := func(p figure.Picked, change int64, i int) {
		f := fix{p.ID, change}
		if _, seen := mends[f]; !seen {
			order = append(order, f)
		}
		mends[f], at[p.ID] = append(mends[f], i), p
	}
	for i, e := range failing {
		note(e.whole, -e.off(), i)
		for _, p := range e.parts {
			note(p, e.off(), i)
		}
	}
	slices.SortStableFunc(order, func(a, b fix) int { return cmp.Compare(len(mends[b]), len(mends[a])) })
	told := make([]bool, len(failing))
	var list []suspect
	for _, f := range order {
		s := suspect{at: at[f.figure], change: f.change}
		for _, i := range mends[f] {
			if !told[i] {
				s.equations = append(s.equations, failing[i])
			}
		}
		if len(mends[f]) < 2 || len(s.equations) < 2 {
			continue
		}
		for _, i := range mends[f] {
			told[i] = true
		}
		list = append(list, s)
	}
	for i, e := range failing {
		if !told[i] {
			list = append(list, suspect{e.whole, []equation{e}, -e.off()})
		}
	}
	return list
}

// severalPeriods is how many periods in which the same parts do not add up are
// told one by one; more are told as one finding, because they have one reason.
const severalPeriods = 3

func (b book) tell(list []suspect) []Finding {
	type place struct {
		in    area.ID
		group population.ID
		dim   dimension
	}
	var order []place
	at := map[place][]suspect{}
	for _, s := range list {
		p := place{s.at.Area, s.at.Group, s.equations[0].dim}
		if _, seen := at[p]; !seen {
			order = append(order, p)
		}
		at[p] = append(at[p], s)
	}
	var found []Finding
	for _, p := range order {
		if len(at[p]) > severalPeriods {
			found = append(found, b.many(at[p]))
			continue
		}
		for _, s := range at[p] {
			found = append(found, b.one(s))
		}
	}
	return found
}

func (b book) one(s suspect) Finding {
	e := s.equations[0]
	f := Finding{
		Kind: Total, Severity: s.severity(), Indicator: b.in.Code, Area: s.at.Area, Group: s.at.Group, Period: s.at.Period, Figures: s.figures(),
		off: abs(s.change), months: e.dim == byTime,
		Todo: text.T("Prüfen, welche der Zahlen falsch ist, und sie als Korrektur einlesen. Zählt das Ganze mehr mit als seine Teile, das als Erklärung festhalten.",
			"Find out which of the numbers is wrong and import its correction. If the whole counts more than its parts, keep that as the explanation."),
	}
	f.Says = both(func(l text.Lang) string {
		said := b.sentence(l, e)
		if len(s.equations) > 1 {
			said += fmt.Sprintf(text.T(" Auch %d andere Summen gehen auf, wenn %s %s statt %s ist.", " %d other totals add up too, if %s is %s instead of %s.").In(l),
				len(s.equations)-1, b.label(l, e, s.at), l.Decimal(s.at.Value.Amount+s.change, b.in.Places), valued(l, s.at.Figure))
		}
		return said
	})
	f = f.keyed()
	f.Key += "|" + e.dim.String()
	return f
}

// many tells a total that fails in many periods as one finding.
func (b book) many(list []suspect) Finding {
	slices.SortFunc(list, func(a, c suspect) int { return a.at.Period.Compare(c.at.Period) })
	worst, first, last := list[0], list[0].at, list[len(list)-1].at
	for _, s := range list {
		if abs(s.change) > abs(worst.change) {
			worst = s
		}
	}
	f := b.one(worst)
	f.Period = period.Period{From: first.Period.From, To: last.Period.To}
	one := f.Says
	f.Says = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("In %d Zeiträumen von %s bis %s gehen die Summen nicht auf, am weitesten hier: ", "In %d periods from %s to %s the totals do not add up, furthest here: ").In(l),
			len(list), first.Period.In(l), last.Period.In(l)) + one.In(l)
	})
	// The key leaves out the period: it grows with every month.
	f.Key = strings.Join([]string{string(Total), b.in.Code, string(f.Area), string(f.Group), "several", worst.equations[0].dim.String()}, "|")
	return f
}

func abs(n int64) int64 { return max(n, -n) }

func (s suspect) severity() Severity {
	worst := Hint
	for _, e := range s.equations {
		worst = max(worst, severity(float64(e.off()), float64(e.whole.Value.Amount)))
	}
	return worst
}

// mostFigures bounds what a finding lists; a city has hundreds of subdistricts.
const mostFigures = 200

func (s suspect) figures() []int64 {
	ids := []int64{s.at.ID}
	for _, e := range s.equations {
		for _, p := range append([]figure.Picked{e.whole}, e.parts...) {
			if !slices.Contains(ids, p.ID) && len(ids) < mostFigures {
				ids = append(ids, p.ID)
			}
		}
	}
	return ids
}

// fewParts is how many parts a sentence adds up one by one.
const fewParts = 6

// sentence puts the numbers into a failing equation.
func (b book) sentence(l text.Lang, e equation) string {
	n := func(amount int64) string { return l.Decimal(amount, b.in.Places) }
	var said strings.Builder
	said.WriteString(e.whole.Period.In(l) + ": ")
	said.WriteString(b.partsName(l, e) + " ")
	if len(e.parts) <= fewParts && len(e.parts) > 1 {
		addends := make([]string, len(e.parts))
		for i, p := range e.parts {
			addends[i] = n(p.Value.Amount)
		}
		said.WriteString(strings.Join(addends, " + ") + " = ")
	}
	said.WriteString(n(e.sum()))
	switch off := e.off(); {
	case e.partial:
		fmt.Fprintf(&said, text.T(", %s nur %s: Der Teil ist um %s größer als das Ganze.", ", %s only %s: the part is larger than the whole by %s.").In(l), b.wholeName(l, e), n(e.whole.Value.Amount), n(-off))
	case off > 0:
		fmt.Fprintf(&said, text.T(", %s %s: Es fehlen %s.", ", %s %s: %s are missing.").In(l), b.wholeName(l, e), n(e.whole.Value.Amount), n(off))
	default:
		fmt.Fprintf(&said, text.T(", %s %s: Es sind %s zu viel.", ", %s %s: there are %s too many.").In(l), b.wholeName(l, e), n(e.whole.Value.Amount), n(-off))
	}
	return said.String()
}

func (b book) partsName(l text.Lang, e equation) string {
	k := len(e.parts)
	switch e.dim {
	case byArea:
		return fmt.Sprintf(text.T("die Summe von %d Gebieten in %s ist", "the sum of %d areas in %s is").In(l), k, b.areas.name[e.whole.Area])
	case byGroup:
		if k == 1 {
			return fmt.Sprintf(text.T("die Gruppe „%s“ zählt", "the group “%s” counts").In(l), e.parts[0].Group)
		}
		return fmt.Sprintf(text.T("die Summe von %d Gruppen ist", "the sum of %d groups is").In(l), k)
	}
	return fmt.Sprintf(text.T("die Summe von %d Monaten ist", "the sum of %d months is").In(l), k)
}

func (b book) wholeName(l text.Lang, e equation) string {
	switch e.dim {
	case byArea:
		return fmt.Sprintf(text.T("für %s insgesamt stehen dort", "for %s as a whole it says").In(l), b.areas.name[e.whole.Area])
	case byGroup:
		return fmt.Sprintf(text.T("für „%s“ stehen dort", "for “%s” it says").In(l), e.whole.Group)
	}
	return text.T("für den ganzen Zeitraum stehen dort", "for the whole period it says").In(l)
}

// label names a figure of an equation by what tells it from the others.
func (b book) label(l text.Lang, e equation, p figure.Picked) string {
	switch e.dim {
	case byArea:
		return b.areas.name[p.Area]
	case byGroup:
		return string(p.Group)
	}
	return p.Period.In(l)
}
