// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reporting

import (
	"context"

	"planraum/internal/city/period"
	"planraum/internal/city/reporting"
	"planraum/internal/fault"
)

// State says how far a report has come.
type State string

// The states of a report, most urgent first.
const (
	Overdue  State = "overdue"  // the day has passed and nothing came
	Waiting  State = "waiting"  // a link is out
	NoLink   State = "no link"  // nobody was asked yet
	Received State = "received" // the report is there
)

// Due is one report that is asked for.
type Due struct {
	Reporter reporting.Reporter
	Month    period.Month
	By       period.Date
	State    State
	Link     *reporting.Link // the last one given out; nil: none
	Contact  string          // where a reminder would go; "" for none
}

// Remindable reports whether a reminder makes sense: a link is out, its report
// has not come, and there is an address.
func (d Due) Remindable(today period.Date) bool {
	return d.Contact != "" && d.Link != nil && d.Link.Open(today) && d.State != Received
}

// Month lists the reports asked for a month, by name of the reporter.
func (d *Desk) Month(ctx context.Context, m period.Month, today period.Date) ([]Due, error) {
	const op = "reporting.Month"
	b, err := d.book(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	var list []Due
	for _, r := range b.reporters {
		if !r.Reports(m) {
			continue
		}
		due, err := d.due(ctx, b, r, m, today)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		list = append(list, due)
	}
	return list, nil
}

// History lists the reports of one reporter, newest month first.
func (d *Desk) History(ctx context.Context, reporter string, from, to period.Month, today period.Date) ([]Due, error) {
	const op = "reporting.History"
	b, err := d.book(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	r, err := b.reporter(reporter)
	if err != nil {
		return nil, err
	}
	var list []Due
	for m := to; m >= from; m-- {
		if !r.Reports(m) {
			continue
		}
		due, err := d.due(ctx, b, r, m, today)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		list = append(list, due)
	}
	return list, nil
}

// due says how far one report has come.
func (d *Desk) due(ctx context.Context, b book, r reporting.Reporter, m period.Month, today period.Date) (Due, error) {
	due := Due{Reporter: r, Month: m, By: r.Due(m), State: NoLink}
	var err error
	if due.Contact, err = d.contacts.Contact(ctx, r.Key); err != nil {
		return due, err
	}
	if l, ok := b.links[linkKey(r.Key, m)]; ok {
		due.Link = &l
		if l.Open(today) {
			due.State = Waiting
		}
	}
	values, err := d.values(ctx, r, m)
	switch {
	case len(values) > 0:
		due.State = Received
	case today.After(due.By):
		due.State = Overdue
	}
	return due, err
}
