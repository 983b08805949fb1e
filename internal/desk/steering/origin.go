// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"context"

	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
)

// Origins finds the meetings from which actions come.
type Origins struct{ s state }

// Place is where in a meeting an action came up.
type Place struct {
	Meeting steering.Meeting
	Body    steering.Body
	Entry   int           // ID of the entry of its minutes
	Item    steering.Item // of the agenda
	// Nth is the item's number on the agenda, from 1; 0: unknown.
	Nth int
	// Decision is the number of the decision of that item before the entry; empty: none.
	Decision string
}

// Origins reads the meetings known on a day.
func (d *Desk) Origins(ctx context.Context, day period.Date) (Origins, error) {
	s, err := d.known(ctx, day)
	return Origins{s}, fault.Wrap("steering.Origins", err)
}

// Of returns the place of an origin; false where it is not in a known meeting.
func (o Origins) Of(origin steering.Origin) (Place, bool) {
	key, entry, ok := steering.SplitRef(origin.Ref)
	if origin.Kind != steering.FromMeeting || !ok {
		return Place{}, false
	}
	m, err := o.s.meeting(key)
	if err != nil {
		return Place{}, false
	}
	b, err := o.s.body(m.Noun.Body)
	if err != nil {
		return Place{}, false
	}
	p := Place{Meeting: m.Noun, Body: b.Noun, Entry: entry}
	e, ok := m.Noun.Minutes.Entry(entry)
	if !ok {
		return p, true
	}
	p.Item, _ = m.Noun.Item(e.Item)
	p.Nth = m.Noun.Position(e.Item)
	for _, before := range m.Noun.Minutes.Entries {
		if before.ID == entry {
			break
		}
		if before.Item == e.Item && before.Kind == steering.Decided {
			p.Decision = before.Number
		}
	}
	return p, true
}

// Body returns a body by its key; false where it is not known.
func (o Origins) Body(key string) (steering.Body, bool) {
	b, err := o.s.body(key)
	return b.Noun, err == nil
}
