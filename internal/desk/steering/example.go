// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"context"
	"encoding/json"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/example"
	"planraum/internal/fault"
)

// exampleMeeting is a meeting of the example city and when what was done to it.
type exampleMeeting struct {
	Planned, Invited, Closed period.Date
	By                       string
	Meeting                  steering.Meeting
}

// LoadExample holds the invented meetings of the example city, on the days that its list
// says. Meetings that are there already are left out, so that an interrupted load goes on
// where it stopped and what a visitor of the demonstration did stays.
func (d *Desk) LoadExample(ctx context.Context, now time.Time) error {
	var list []exampleMeeting
	if err := json.Unmarshal(example.Meetings(), &list); err != nil {
		return fault.Wrap("steering.LoadExample", err)
	}
	for _, e := range list {
		if err := d.hold(ctx, e, now); err != nil {
			return fault.Wrap("steering.LoadExample("+e.Meeting.Day.String()+")", err)
		}
	}
	return nil
}

// hold does what was not done yet of a meeting.
func (d *Desk) hold(ctx context.Context, e exampleMeeting, now time.Time) error {
	minutes := e.Meeting.Minutes
	e.Meeting.Minutes, e.Meeting.Nth = steering.Minutes{}, 1
	key := e.Meeting.Key()
	seen := func() (int64, error) {
		r, err := d.newest(ctx, register.Round, key)
		return r.ID, err
	}
	s, err := d.known(ctx, period.Date{})
	if err != nil {
		return err
	}
	m, missing := s.meeting(key)
	if missing != nil {
		if m.Noun, err = d.Plan(ctx, e.Meeting, 0, Act{By: e.By, Day: e.Planned, Now: now}); err != nil {
			return err
		}
	}
	if m.Noun.State == steering.Planned && !e.Invited.IsZero() {
		n, err := seen()
		if err != nil {
			return err
		}
		if err := d.Invite(ctx, key, n, Act{By: e.By, Day: e.Invited, Now: now}); err != nil {
			return err
		}
		m.Noun.State = steering.Invited
	}
	if m.Noun.State != steering.Invited || e.Closed.IsZero() {
		return nil
	}
	n, err := seen()
	if err != nil {
		return err
	}
	return d.Close(ctx, key, minutes, n, Act{By: e.By, Day: e.Closed, Now: now})
}
