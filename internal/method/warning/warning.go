// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package warning says how probable it is that places will not suffice, at the
// time at which what is decided today would open, and by when each kind of
// accommodation must be decided. See docs/methods/warning.md.
package warning

import (
	"cmp"
	"math"
	"slices"

	"planraum/internal/city/need"
	"planraum/internal/city/period"
)

// Version names the calculation. It changes with any change that can change a
// number.
const Version = "warning/2"

// Question is what is known on a day.
type Question struct {
	AsOf period.Date
	From period.Month // the first month of the paths
	// Needed are sample paths of the places needed at the end of each month.
	Needed [][]int
	// Usable are the places of each month, planned openings and endings included.
	Usable []int
	// Lost are places that a scenario takes away, by path and month; nil: none.
	Lost  [][]int
	Leads []Lead
	// Threshold is the probability from which on there is a warning, between 0 and
	// 1; the council sets it.
	Threshold float64
}

// Lead is a kind of accommodation with its lead time: the month in which it opens
// if it is decided on the day of the question, and the last day for a decision
// that opens it by the first day of a month, both as the balance reckons them.
type Lead struct {
	need.LeadTime
	Opens  period.Month
	Latest func(period.Month) period.Date
}

// Spread is a number with its uncertainty: half of the paths lie below Median, one
// in ten below Low, one in ten above High.
type Spread struct{ Low, Median, High int }

// Outlook is one month over all paths.
type Outlook struct {
	Month       period.Month
	Probability float64 // that places are missing
	Missing     Spread  // places, 0 in paths in which none are missing
	Needed      Spread  // places
	Usable      int     // places, without what a scenario takes away
	// First is the probability that this is the first month in which any are.
	First float64
}

// Class is the outlook of one kind of accommodation for the month in which it would
// open if it were decided on the day of the question.
type Class struct {
	need.LeadTime
	Opens  period.Month // if decided on the day of the question
	Beyond bool         // opens after the last month of the paths: nothing is known of it
	Outlook
	Warned bool // the threshold is reached
	// Latest is the last day to decide so that it opens by the first month in which
	// the threshold is reached; zero where none is. Past: that day has gone by.
	Latest period.Date
	Past   bool
	// Avert is the first month in which the threshold is reached and by whose first
	// day the kind still opens, and Until the last day to decide for that; nil and
	// zero where there is none. Where it is not too late for the first month at all,
	// Until is Latest.
	Avert *period.Month
	Until period.Date
}

// Answer is what follows.
type Answer struct {
	Months  []Outlook
	Classes []Class // by latest day, then by lead time (see Urgent)
	// Warned is the first month in which the threshold is reached; nil: none.
	Warned *period.Month
	// Never is the probability that no month of the paths lacks places.
	Never float64
}

// Ask looks at every month and at every kind.
func Ask(q Question) Answer {
	var a Answer
	before := make([]bool, len(q.Needed)) // a month before lacked places
	for t := range q.Usable {
		o := q.outlook(t, before)
		if a.Warned == nil && len(q.Needed) > 0 && o.Probability >= q.Threshold {
			m := o.Month
			a.Warned = &m
		}
		a.Months = append(a.Months, o)
	}
	never := 0
	for _, lacked := range before {
		if !lacked {
			never++
		}
	}
	a.Never = float64(never) / math.Max(float64(len(q.Needed)), 1)
	for _, lead := range q.Leads {
		a.Classes = append(a.Classes, q.class(lead, a))
	}
	slices.SortStableFunc(a.Classes, func(x, y Class) int {
		return cmp.Or(x.Latest.Compare(y.Latest), cmp.Compare(x.Typical, y.Typical), cmp.Compare(x.Kind, y.Kind))
	})
	return a
}

func (q Question) outlook(t int, before []bool) Outlook {
	o := Outlook{Month: q.From + period.Month(t), Usable: q.Usable[t]}
	var missing, needed []int
	short, first := 0, 0
	for p, path := range q.Needed {
		usable := q.Usable[t]
		if q.Lost != nil {
			usable = max(usable-q.Lost[p][t], 0)
		}
		lack := max(path[t]-usable, 0)
		missing, needed = append(missing, lack), append(needed, path[t])
		if lack > 0 {
			short++
			if !before[p] {
				first++
				before[p] = true
			}
		}
	}
	n := math.Max(float64(len(q.Needed)), 1)
	o.Probability, o.First = float64(short)/n, float64(first)/n
	o.Missing, o.Needed = spread(missing), spread(needed)
	return o
}

func (q Question) class(lead Lead, a Answer) Class {
	c := Class{LeadTime: lead.LeadTime, Opens: lead.Opens}
	at := int(c.Opens - q.From)
	switch {
	case at >= len(a.Months):
		c.Beyond = true
	case at >= 0:
		c.Outlook = a.Months[at]
		c.Warned = len(q.Needed) > 0 && c.Probability >= q.Threshold
	}
	if a.Warned != nil {
		c.Latest = lead.Latest(*a.Warned)
		c.Past = c.Latest.Before(q.AsOf)
	}
	for _, m := range a.Months {
		if until := lead.Latest(m.Month); len(q.Needed) > 0 && m.Probability >= q.Threshold && !until.Before(q.AsOf) {
			month := m.Month
			c.Avert, c.Until = &month, until
			break
		}
	}
	return c
}

// Urgent lists the kinds that can still avert a shortage: by the month from which
// on they do, then by the last day to decide, then by lead time.
func (a Answer) Urgent() []Class {
	list := slices.DeleteFunc(slices.Clone(a.Classes), func(c Class) bool { return c.Avert == nil })
	slices.SortStableFunc(list, func(x, y Class) int {
		return cmp.Or(cmp.Compare(*x.Avert, *y.Avert), x.Until.Compare(y.Until), cmp.Compare(x.Typical, y.Typical), cmp.Compare(x.Kind, y.Kind))
	})
	return list
}

// At is the outlook of a month; false where it is not among those looked at.
func (a Answer) At(m period.Month) (Outlook, bool) {
	i := slices.IndexFunc(a.Months, func(o Outlook) bool { return o.Month == m })
	if i < 0 {
		return Outlook{}, false
	}
	return a.Months[i], true
}

// Spell is the run of months that begins with from and in which the threshold is
// reached: its last month, and the month of it in which most places are missing.
func (a Answer) Spell(from period.Month, threshold float64) (last period.Month, worst Outlook) {
	last = from
	for _, o := range a.Months {
		if o.Month < from {
			continue
		}
		if o.Probability < threshold {
			break
		}
		last = o.Month
		if o.Month == from || o.Missing.Median > worst.Missing.Median || o.Missing.Median == worst.Missing.Median && o.Missing.High > worst.Missing.High {
			worst = o
		}
	}
	return last, worst
}

// spread takes the smallest values that at least a tenth, half and nine tenths of
// the paths do not exceed.
func spread(list []int) Spread {
	if len(list) == 0 {
		return Spread{}
	}
	slices.Sort(list)
	at := func(tenths int) int { return list[max((len(list)*tenths+9)/10-1, 0)] }
	return Spread{at(1), at(5), at(9)}
}
