// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"cmp"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/method/postplan"
	method "planraum/internal/method/staffing"
	"planraum/internal/text"
)

// pricing reckons what posts cost.
type pricing struct {
	tables method.Tables
	only   int
	pay    []staffing.Pay
}

func newPricing(pay []staffing.Pay, assumed Assumed) pricing {
	share := unit.Share(0)
	if assumed.EmployerShare != nil {
		share = *assumed.EmployerShare
	}
	return pricing{method.NewTables(pay, share, 0), assumed.Step, pay}
}

// yearLine is a unit and grade in a year.
type yearLine struct {
	unit, grade string
	YearSum
	Parts []Part // months of one pay and share after each other
}

// Part is a run of months in which a line has the same posts at the same pay.
type Part struct {
	From, To period.Month
	Posts    unit.FTE
	// Low and High are the monthly pay of a whole post at the lowest and the highest
	// step; nil: no pay table holds.
	Low, High *unit.Cents
	// LowRow and HighRow are the rows of the pay table that tell it.
	LowRow, HighRow staffing.Pay
	// Each is what the posts cost in each of the months, rounded once.
	Each Range
}

// Months is how many months the part has.
func (p Part) Months() int { return int(p.To-p.From) + 1 }

// year reckons the lines of a year, month by month. The posts of a line are added up
// before they are priced and rounded, so that a line costs the same however its posts
// are cut; the totals add up the rounded months.
func (p pricing) year(changes []staffing.PostChange, year int, stages []staffing.Stage) []yearLine {
	type held struct{ posts, outside [12]unit.FTE }
	at := map[[2]string]*held{}
	line := func(unit, grade string) *held {
		key := [2]string{unit, grade}
		if at[key] == nil {
			at[key] = &held{}
		}
		return at[key]
	}
	for i := range 12 {
		on := postplan.On(changes, period.MonthOf(year, i+1).Last(), stages...)
		for _, post := range on.Posts {
			line(post.Unit, post.Grade).posts[i] += post.Share
		}
		for _, permit := range on.Permits {
			line(permit.Unit, permit.Grade).outside[i] += permit.Ceiling
		}
	}
	list := make([]yearLine, 0, len(at))
	for key, h := range at {
		l := yearLine{unit: key[0], grade: key[1], YearSum: YearSum{Posts: h.posts[11], Outside: h.outside[11]}}
		for i := range 12 {
			month := period.MonthOf(year, i+1)
			l.add(p.part(key[1], h.posts[i], month))
			l.Full = l.Full.plus(p.part(key[1], h.outside[i], month).Each)
		}
		list = append(list, l)
	}
	slices.SortFunc(list, func(a, b yearLine) int {
		return cmp.Or(text.De.Compare(a.unit, b.unit), text.De.Compare(a.grade, b.grade))
	})
	return list
}

// add adds a month, to the last part where nothing has changed.
func (l *yearLine) add(month Part) {
	l.Cost = l.Cost.plus(month.Each)
	if n := len(l.Parts); n > 0 && l.Parts[n-1].same(month) {
		l.Parts[n-1].To = month.To
		return
	}
	l.Parts = append(l.Parts, month)
}

func (p Part) same(o Part) bool {
	equal := func(a, b *unit.Cents) bool { return a == b || a != nil && b != nil && *a == *b }
	return p.Posts == o.Posts && equal(p.Low, o.Low) && equal(p.High, o.High) && p.Each.Carried == o.Each.Carried
}

// part prices the posts of a grade in a month at the lowest and the highest step.
func (p pricing) part(grade string, posts unit.FTE, month period.Month) Part {
	part := Part{From: month, To: month, Posts: posts}
	if posts == 0 {
		return part
	}
	for _, step := range p.tables.Steps(grade) {
		if p.only != 0 && step != p.only {
			continue
		}
		one, all := p.tables.Month(grade, step, 100, month), p.tables.Month(grade, step, posts, month)
		if one.Cents == nil || all.Cents == nil {
			continue
		}
		if part.Low == nil || *one.Cents < *part.Low {
			part.Low, part.Each.Low, part.LowRow = one.Cents, *all.Cents, p.row(grade, step, month)
		}
		if part.High == nil || *one.Cents > *part.High {
			part.High, part.Each.High, part.HighRow = one.Cents, *all.Cents, p.row(grade, step, month)
		}
		part.Each.Derived = part.Each.Derived || all.Derived
	}
	if part.Low == nil {
		part.Each.Unknown, part.Each.Without = posts, []period.Month{month}
		return part
	}
	part.Each.Carried = p.tables.Carried(grade, month)
	return part
}

// row is the row of a pay table that tells the pay of a month: the newest that has begun
// by its end.
func (p pricing) row(grade string, step int, month period.Month) staffing.Pay {
	var newest staffing.Pay
	for _, row := range p.pay {
		if row.Grade == grade && row.Step == step && !row.ValidFrom.After(month.Last()) && !row.ValidFrom.Before(newest.ValidFrom) {
			newest = row
		}
	}
	return newest
}

// plus adds two costs of one line, of months after each other.
func (r Range) plus(o Range) Range {
	r.Low, r.High, r.Derived, r.Carried = r.Low+o.Low, r.High+o.High, r.Derived || o.Derived, r.Carried || o.Carried
	r.Unknown, r.Without = max(r.Unknown, o.Unknown), append(slices.Clip(r.Without), o.Without...)
	return r
}

// total adds up the lines of a year.
func total(lines []yearLine) (sum YearSum) {
	for _, l := range lines {
		sum.Posts, sum.Outside = sum.Posts+l.Posts, sum.Outside+l.Outside
		sum.Cost, sum.Full = sum.Cost.beside(l.Cost), sum.Full.beside(l.Full)
	}
	return sum
}

// beside adds up the costs of two lines of the same months.
func (r Range) beside(o Range) Range {
	unknown := r.Unknown + o.Unknown
	r = r.plus(o)
	slices.Sort(r.Without)
	r.Unknown, r.Without = unknown, slices.Compact(r.Without)
	return r
}

// lines are the budget lines of both years with what counts up to a stage.
func (p pricing) lines(changes []staffing.PostChange, first int, upto staffing.Stage) []Line {
	var list []Line
	for i := range 2 {
		for _, l := range p.year(changes, first+i, Upto(upto)) {
			at := slices.IndexFunc(list, func(o Line) bool { return o.Unit == l.unit && o.Grade == l.grade })
			if at < 0 {
				at, list = len(list), append(list, Line{Unit: l.unit, Grade: l.grade})
			}
			list[at].Years[i], list[at].Parts[i] = l.YearSum, l.Parts
		}
	}
	return list
}

// sumOf adds up the lines of both years.
func sumOf(lines []Line) (sums [2]YearSum) {
	for i := range sums {
		year := make([]yearLine, len(lines))
		for j, l := range lines {
			year[j].YearSum = l.Years[i]
		}
		sums[i] = total(year)
	}
	return sums
}
