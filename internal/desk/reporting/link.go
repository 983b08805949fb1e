// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reporting

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/reporting"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// linkDays is how many days after its report is due a link still works.
const linkDays = 60

// digestOf is what is kept of a secret. Secrets are random, so that a plain
// digest cannot be guessed backwards.
func digestOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Issue makes a new link for the report of a month and returns its secret,
// which is shown once and kept nowhere. An earlier link for the same report
// stops working; after a report was made, a new link takes its correction.
func (d *Desk) Issue(ctx context.Context, reporter string, m period.Month, by string, now time.Time) (secret string, err error) {
	op := named("Issue", reporter, m)
	b, err := d.book(ctx)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	r, err := b.reporter(reporter)
	if err != nil {
		return "", err
	}
	today := period.OfTime(now)
	if !r.Reports(m) || m > today.Month() {
		return "", fault.Refuse(op, []fault.Row{{
			File: "Meldestelle", Column: "month", Value: m.String(),
			Expected: text.T("ein Monat, für den diese Stelle meldet und der begonnen hat", "a month that this place reports and that has begun"),
		}})
	}
	if secret, err = d.secret(); err != nil {
		return "", fault.Wrap(op, err)
	}
	link := reporting.Link{
		Reporter: reporter, Month: m, Digest: digestOf(secret), State: reporting.Issued,
		Expires: later(r.Due(m), today).AddDays(linkDays), IssuedOn: today, IssuedBy: by,
	}
	key := linkKey(reporter, m)
	return secret, fault.Wrap(op, d.keep(ctx, key, entry{Link: &link}, b.versions[key], by, now))
}

func later(a, b period.Date) period.Date {
	if a.After(b) {
		return a
	}
	return b
}

// Withdraw ends a link that was given out and not used.
func (d *Desk) Withdraw(ctx context.Context, reporter string, m period.Month, by string, now time.Time) error {
	op := named("Withdraw", reporter, m)
	return fault.Wrap(op, d.change(ctx, reporter, m, by, now, func(l *reporting.Link) { l.State = reporting.Withdrawn }))
}

// Reminded notes that a reminder was sent.
func (d *Desk) Reminded(ctx context.Context, reporter string, m period.Month, by string, now time.Time) error {
	op := named("Reminded", reporter, m)
	return fault.Wrap(op, d.change(ctx, reporter, m, by, now, func(l *reporting.Link) { l.Reminded = period.OfTime(now) }))
}

func (d *Desk) change(ctx context.Context, reporter string, m period.Month, by string, now time.Time, how func(*reporting.Link)) error {
	b, err := d.book(ctx)
	if err != nil {
		return err
	}
	key := linkKey(reporter, m)
	link, ok := b.links[key]
	if !ok || link.State != reporting.Issued {
		return fault.New(fault.NotFound, "reporting.change("+key+")",
			"Für diese Meldung gibt es keinen offenen Link.", "There is no open link for this report.")
	}
	how(&link)
	return d.keep(ctx, key, entry{Link: &link}, b.versions[key], by, now)
}

// Sheet is a report to be filled in.
type Sheet struct {
	Reporter reporting.Reporter
	Month    period.Month
	Link     reporting.Link
	Version  int64 // of the link
	// Last are the values in force for the month before, by indicator; This
	// those for the month itself where it was reported before.
	Last, This map[string]figure.Figure
	// Closed says that the month's figures of this reporter are released and
	// locked: a report is a correction, and says why.
	Closed bool
}

// Open finds the report that a secret opens. Whatever is wrong with it, unknown,
// used, withdrawn or expired, each gets its own sentence; none of them tells
// more than its holder was given.
func (d *Desk) Open(ctx context.Context, secret string, today period.Date) (Sheet, error) {
	const op = "reporting.Open"
	b, err := d.book(ctx)
	if err != nil {
		return Sheet{}, fault.Wrap(op, err)
	}
	digest := digestOf(secret)
	for key, l := range b.links {
		if l.Digest != digest {
			continue
		}
		s := Sheet{Month: l.Month, Link: l, Version: b.versions[key]}
		if s.Reporter, err = b.reporter(l.Reporter); err != nil {
			return s, fault.Wrap(op, err)
		}
		if err := usable(l, today); err != nil {
			return s, err
		}
		if s.Last, err = d.values(ctx, s.Reporter, l.Month-1); err != nil {
			return s, fault.Wrap(op, err)
		}
		if s.This, err = d.values(ctx, s.Reporter, l.Month); err != nil {
			return s, fault.Wrap(op, err)
		}
		s.Closed, err = d.closed(ctx, s)
		return s, fault.Wrap(op, err)
	}
	return Sheet{}, fault.New(fault.NotFound, op,
		"Diesen Link gibt es nicht oder nicht mehr. Bitte fragen Sie die Stelle, die ihn geschickt hat, nach einem neuen.",
		"There is no such link, or not any more. Please ask the office that sent it for a new one.")
}

func usable(l reporting.Link, today period.Date) error {
	const op = "reporting.usable"
	switch {
	case l.State == reporting.Used:
		return fault.New(fault.Conflict, op,
			"Diese Meldung ist am "+l.UsedOn.In(text.De)+" eingegangen. Der Link gilt für eine Meldung. Für eine Korrektur fragen Sie bitte nach einem neuen.",
			"This report arrived on "+l.UsedOn.In(text.En)+". A link is good for one report. Please ask for a new one to correct it.")
	case !l.Open(today):
		return fault.New(fault.Forbidden, op,
			"Dieser Link gilt nicht mehr. Bitte fragen Sie die Stelle, die ihn geschickt hat, nach einem neuen.",
			"This link is no longer valid. Please ask the office that sent it for a new one.")
	}
	return nil
}

// values are the figures of a reporter for a month that count, by indicator:
// the last known of each, as they were all stated by the same place.
func (d *Desk) values(ctx context.Context, r reporting.Reporter, m period.Month) (map[string]figure.Figure, error) {
	found, err := d.ledger.Figures(ctx, figure.Query{Areas: []areaID{r.Place}, From: m.Last(), To: m.Last()})
	values := map[string]figure.Figure{}
	for _, p := range figure.PickAll(found, nil) {
		values[p.Indicator] = p.Figure
	}
	return values, err
}

// usedLink is the record that a report leaves behind of its link.
func usedLink(l reporting.Link, today period.Date) (register.Record, error) {
	l.State, l.UsedOn = reporting.Used, today
	return record(linkKey(l.Reporter, l.Month), entry{Link: &l}, today)
}
