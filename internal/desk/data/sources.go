// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"cmp"
	"context"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	profile "planraum/internal/city/source"
	"planraum/internal/fault"
)

// Reliability is how a source states figures, as observed.
type Reliability struct {
	Profile profile.Profile
	Figures int
	First   period.Date // first day of which its figures speak; zero: none
	Last    period.Date
	Known   period.Date // when the last of them became known
	// Delay is the median of the days from the end of the month or day of which
	// a figure speaks to the day on which it became known; nil: unknown. What was
	// said before the end is left out. Periods of one month count from the last
	// day of which one of them speaks.
	Delay *int
	// Revisions counts its own values that it corrected, Mean says by how much;
	// what is kept from the reader is in neither.
	Revisions int
	Mean      *int64 // tenths of a percent; nil: unknown
}

// Told is an indicator of a source.
type Told struct {
	Indicator   figure.Indicator
	Figures     int
	First, Last period.Date
}

// SourceSheet is all that is known of a source.
type SourceSheet struct {
	Reliability
	Indicators []Told // by name of their codes
	Named      []string
	Revised    Revisions
	Batches    []figure.Batch // newest first
}

// Sources lists all sources of which a profile or a figure was known on asOf,
// those with most figures first. It reckons with tallies and visits no figure.
func (d *Desk) Sources(ctx context.Context, asOf period.Date) ([]Reliability, error) {
	const op = "data.Sources"
	_, tallies, _, err := d.grown(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	book, err := d.Sourcebook(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	of := map[string]*sourceCount{}
	for _, p := range book.Profiles() {
		of[p.Key] = &sourceCount{Reliability: Reliability{Profile: p}}
	}
	for _, t := range knownBy(tallies, asOf) {
		p := book.Of(t.Source)
		if of[p.Key] == nil {
			of[p.Key] = &sourceCount{Reliability: Reliability{Profile: p}}
		}
		of[p.Key].add(t)
	}
	revisions, err := d.Revisions(ctx, RevisionFilter{AsOf: asOf})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	own := map[string]*Revisions{}
	for _, line := range revisions.Lines {
		if !line.Own || line.IsSecret() {
			continue
		}
		if own[line.By.Key] == nil {
			own[line.By.Key] = &Revisions{}
		}
		own[line.By.Key].Lines = append(own[line.By.Key].Lines, line)
	}
	list := make([]Reliability, 0, len(of))
	for key, c := range of {
		if r := own[key]; r != nil {
			r.sum()
			c.Revisions, c.Mean = len(r.Lines), r.Mean
		}
		c.Delay = c.median()
		list = append(list, c.Reliability)
	}
	slices.SortFunc(list, func(a, b Reliability) int {
		return cmp.Or(cmp.Compare(b.Figures, a.Figures), cmp.Compare(a.Profile.Key, b.Profile.Key))
	})
	return list, nil
}

func knownBy(tallies []figure.Tally, asOf period.Date) []figure.Tally {
	if asOf.IsZero() {
		return tallies
	}
	var known []figure.Tally
	for _, t := range tallies {
		if !t.KnownFrom.After(asOf) {
			known = append(known, t)
		}
	}
	return known
}

// sourceCount adds up the tallies of a source.
type sourceCount struct {
	Reliability
	delays []delayed
	told   int // figures in delays
}

type delayed struct{ days, figures int }

func (c *sourceCount) add(t figure.Tally) {
	if c.Figures == 0 || t.First.Before(c.First) {
		c.First = t.First
	}
	c.Figures += t.Figures
	if t.Last.After(c.Last) {
		c.Last = t.Last
	}
	if t.KnownFrom.After(c.Known) {
		c.Known = t.KnownFrom
	}
	if !t.KnownFrom.Before(t.Last) {
		c.delays = append(c.delays, delayed{t.Last.DaysTo(t.KnownFrom), t.Figures})
		c.told += t.Figures
	}
}

// median is the delay that half of the figures do not exceed; the lower of two.
func (c *sourceCount) median() *int {
	slices.SortFunc(c.delays, func(a, b delayed) int { return cmp.Compare(a.days, b.days) })
	seen := 0
	for _, d := range c.delays {
		if seen += d.figures; 2*seen >= c.told {
			return &d.days
		}
	}
	return nil
}

// Source returns all that is known of the source with the key on asOf; NotFound
// for a key that no profile and no figure has.
func (d *Desk) Source(ctx context.Context, key string, asOf period.Date) (SourceSheet, error) {
	const op = "data.Source"
	var s SourceSheet
	all, err := d.Sources(ctx, asOf)
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	at := slices.IndexFunc(all, func(r Reliability) bool { return r.Profile.Key == key })
	if at < 0 {
		return s, fault.New(fault.NotFound, op+"("+key+")", "Diese Quelle war zu dem Stand nicht bekannt.", "This source was not known as of the date.")
	}
	s.Reliability = all[at]
	book, err := d.Sourcebook(ctx)
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	_, tallies, _, err := d.grown(ctx)
	if err != nil {
		return s, fault.Wrap(op, err)
	}
	var own []figure.Tally
	for _, t := range knownBy(tallies, asOf) {
		if book.Of(t.Source).Key == key {
			own = append(own, t)
		}
	}
	if err := d.told(ctx, &s, own); err != nil {
		return s, fault.Wrap(op, err)
	}
	s.Revised, err = d.Revisions(ctx, RevisionFilter{Source: key, AsOf: asOf})
	return s, fault.Wrap(op, err)
}

// told sorts the tallies of a source by indicator, name and batch.
func (d *Desk) told(ctx context.Context, s *SourceSheet, own []figure.Tally) error {
	indicators, err := d.Indicators(ctx)
	if err != nil {
		return err
	}
	counts, names := map[string]*sourceCount{}, map[string]bool{}
	for _, t := range own {
		if counts[t.Indicator] == nil {
			counts[t.Indicator] = &sourceCount{}
		}
		counts[t.Indicator].add(t)
		names[t.Source] = true
	}
	for _, i := range indicators {
		if c := counts[i.Code]; c != nil {
			s.Indicators = append(s.Indicators, Told{i, c.Figures, c.First, c.Last})
		}
	}
	for n := range names {
		s.Named = append(s.Named, n)
	}
	slices.Sort(s.Named)
	batches, err := d.allBatches(ctx)
	if err != nil {
		return err
	}
	for i, b := range batches {
		span := spanOfBatch(batches, i)
		if slices.ContainsFunc(own, func(t figure.Tally) bool { return span.holds(t.Low) }) {
			s.Batches = append(s.Batches, b)
		}
	}
	return nil
}
