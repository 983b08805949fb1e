// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/approval"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/source"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
)

// Done says who did something and when; the zero Done: nobody yet.
type Done struct {
	By string // roles or offices, divided by commas
	At time.Time
}

// Line is one source and month.
type Line struct {
	approval.Unit
	Profile source.Profile
	State   approval.State
	Figures int
	Waiting int // figures of it that are not released
	// Entered tells who brought in what came last, Checked and Released what
	// stands of the acts.
	Entered, Checked, Released Done
	Findings                   int  // open ones
	Asked                      bool // whether the checks were asked for findings
}

// Filter narrows the units. Empty fields do not.
type Filter struct {
	Source string
	States []approval.State
}

// Units lists the sources and months of which figures were known on asOf (zero:
// all), newest month first.
func (d *Desk) Units(ctx context.Context, asOf period.Date, filter Filter) ([]Line, error) {
	v, err := d.now(ctx)
	if err != nil {
		return nil, err
	}
	var lines []Line
	for key, u := range v.units {
		if filter.Source != "" && filter.Source != key.Source || len(filter.States) > 0 && !slices.Contains(filter.States, u.state()) {
			continue
		}
		if line := v.line(key, u, asOf); line.Figures > 0 {
			lines = append(lines, line)
		}
	}
	slices.SortFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(b.Month, a.Month), cmp.Compare(a.Source, b.Source))
	})
	for i := range lines {
		if err := d.ask(ctx, &lines[i]); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

func (v *view) line(key approval.Unit, u *unit, asOf period.Date) Line {
	l := Line{Unit: key, Profile: u.profile, State: u.state()}
	for _, i := range u.tallies {
		t := v.tallies[i]
		if !asOf.IsZero() && t.KnownFrom.After(asOf) {
			continue
		}
		l.Figures += t.Figures
		if !v.open(t) {
			l.Waiting += t.Figures
		}
		if t.RecordedAt.After(l.Entered.At) {
			l.Entered = Done{t.By, t.RecordedAt}
		}
	}
	if by := v.enteredBy(u); len(by) > 0 && l.Waiting > 0 {
		l.Entered.By = strings.Join(by, ", ")
	}
	if e, ok := u.course.Release(); ok {
		l.Released = Done{e.By, e.At}
	}
	for _, e := range u.course.Events {
		switch e.Act {
		case approval.Check:
			l.Checked = Done{e.By, e.At}
		case approval.Return, approval.Reopen, approval.Withdraw:
			l.Checked = Done{}
		}
	}
	return l
}

// enteredBy names who entered what waits for its release; of a month without
// such figures, who entered any.
func (v *view) enteredBy(u *unit) []string {
	var waiting, all []string
	for _, i := range u.tallies {
		t := v.tallies[i]
		all = append(all, t.By)
		if !u.course.Covers(t.High) {
			waiting = append(waiting, t.By)
		}
	}
	if waiting == nil {
		waiting = all
	}
	slices.Sort(waiting)
	return slices.Compact(waiting)
}

// ask asks the checks, where there are any, for a unit's open findings.
func (d *Desk) ask(ctx context.Context, l *Line) (err error) {
	if d.findings == nil {
		return nil
	}
	l.Asked = true
	l.Findings, err = d.findings.Open(ctx, l.Source, l.Month)
	return fault.Wrap("approval.ask("+l.String()+")", err)
}

// find returns a unit; NotFound for one without figures.
func (v *view) find(key approval.Unit) (*unit, error) {
	if u, ok := v.units[key]; ok {
		return u, nil
	}
	return nil, fault.New(fault.NotFound, "approval.find("+key.String()+")",
		"Von dieser Quelle gibt es zu diesem Monat keine Werte.", "There are no figures of this source for this month.")
}

// Sheet is one source and month with its figures.
type Sheet struct {
	Line
	Course   approval.Course
	Position int64 // of the ledger that the sheet shows; an act speaks of it
	Changes  []Change
	Effect   Effect

	situation approval.Situation
	rules     *rights.Engine
}

// Change is a figure of a unit beside what readers of released figures see.
type Change struct {
	figure.Figure
	// Before is the released figure that counts for its key today; nil: none.
	Before *figure.Figure
	// Counts says that this figure would count if the unit were released.
	Counts bool
}

// Effect counts what a release would change for readers of released figures,
// by indicator, area, group and period.
type Effect struct {
	New     int // had no released value
	Changed int // would have another value
	Same    int // would keep their value
}

// Sheet returns a unit with its figures, oldest first.
func (d *Desk) Sheet(ctx context.Context, key approval.Unit) (Sheet, error) {
	const op = "approval.Sheet"
	v, err := d.now(ctx)
	if err != nil {
		return Sheet{}, err
	}
	u, err := v.find(key)
	if err != nil {
		return Sheet{}, err
	}
	s := Sheet{rules: d.rules, Line: v.line(key, u, period.Date{}), Course: u.course, Position: v.position}
	s.situation = approval.Situation{Newest: u.newest, Entered: v.enteredBy(u)}
	if err := d.ask(ctx, &s.Line); err != nil {
		return s, err
	}
	q := u.query(v, key)
	figures, err := d.below.Figures(ctx, q)
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	choices, err := d.below.Choices(ctx, q)
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	s.compare(v, v.shown(figures, false), choices)
	return s, nil
}

// query asks for the figures of the unit's month, of its own indicators.
func (u *unit) query(v *view, key approval.Unit) figure.Query {
	q := figure.Query{From: key.Month.First(), To: key.Month.Last()}
	for _, i := range u.tallies {
		q.Indicators = append(q.Indicators, v.tallies[i].Indicator)
	}
	slices.Sort(q.Indicators)
	q.Indicators = slices.Compact(q.Indicators)
	return q
}

// compare sets the unit's figures beside what counts among the released ones.
func (s *Sheet) compare(v *view, figures []figure.Figure, choices []figure.Choice) {
	var open, then []figure.Figure
	for _, f := range figures {
		own := v.named(f.Source).profile.Key == s.Source
		if f.Release.State.Open() {
			open = append(open, f)
		}
		if own || f.Release.State.Open() {
			then = append(then, f)
		}
		if own {
			s.Changes = append(s.Changes, Change{Figure: f})
		}
	}
	before, after := picks(open, choices), picks(then, choices)
	for i := range s.Changes {
		c := &s.Changes[i]
		if p, ok := before[c.Key]; ok {
			c.Before = &p.Figure
		}
		c.Counts = after[c.Key].ID == c.ID
	}
	s.count(before, after)
}

func picks(figures []figure.Figure, choices []figure.Choice) map[figure.Key]figure.Picked {
	byKey := map[figure.Key]figure.Picked{}
	for _, p := range figure.PickAll(figures, choices) {
		byKey[p.Key] = p
	}
	return byKey
}

// count adds up what would change for the keys of figures that wait.
func (s *Sheet) count(before, after map[figure.Key]figure.Picked) {
	seen := map[figure.Key]bool{}
	for _, c := range s.Changes {
		if c.Release.State.Open() || seen[c.Key] {
			continue
		}
		seen[c.Key] = true
		was, ok := before[c.Key]
		switch {
		case !ok:
			s.Effect.New++
		case was.Value != after[c.Key].Value:
			s.Effect.Changed++
		default:
			s.Effect.Same++
		}
	}
}
