// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"context"
	"encoding/json"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// later says which entries of a change are already known differently on a later day, on
// which day, and from which day on all of it can be done; nil where none is. What a change
// only rests on is no reason while it is as it was read.
func (d *Desk) later(ctx context.Context, c change) error {
	var de, en []string
	var earliest period.Date
	gone := false // what is changed is a body, and it has ended there
	for _, n := range c.next {
		versions, err := d.registers.Versions(ctx, n.Kind, n.Key)
		if err != nil {
			return err
		}
		if n.Only && newestOf(versions).ID == n.After {
			continue // still as it was read: nothing is refused for it
		}
		for i := len(versions) - 1; i >= 0; i-- { // the newest first
			if v := versions[i]; v.KnownFrom.After(c.act.Day) {
				name := recordName(v)
				gone = gone || n.Kind == register.Body && n.Key == c.what && endsIn(v)
				de = append(de, name.De+" am "+v.KnownFrom.In(text.De))
				en = append(en, name.En+" on "+v.KnownFrom.In(text.En))
				if v.KnownFrom.After(earliest) {
					earliest = v.KnownFrom
				}
				break
			}
		}
	}
	if len(de) == 0 {
		return nil
	}
	can := text.T("Frühestens mit dem Stand "+earliest.In(text.De)+" geht es.", "It can be done as of "+earliest.In(text.En)+" at the earliest.")
	if gone {
		can = text.T("Ein früheres Ende lässt sich nicht mehr eintragen; ab dem "+earliest.In(text.De)+" ist es beendet.", "An earlier end cannot be entered any more; from "+earliest.In(text.En)+" on it has ended.")
	}
	refused := fault.New(fault.Conflict, "steering.later("+c.what+")",
		"Nach dem "+c.act.Day.In(text.De)+" wurde schon geändert: "+strings.Join(de, "; ")+". Was davor geschah, ändert sich nicht mehr. "+can.De,
		"Changed already after "+c.act.Day.In(text.En)+": "+strings.Join(en, "; ")+". What happened before does not change any more. "+can.En)
	if gone {
		return refused
	}
	return register.Later(refused, earliest)
}

// TooEarly is the refusal of a change as of a day after which something was changed
// already.
type TooEarly = register.TooEarly

// endsIn reports whether a body has ended in a version.
func endsIn(r register.Record) bool {
	var b steering.Body
	return json.Unmarshal(r.Body, &b) == nil && b.Ended != period.Period{}
}

// recordName names what a record is about, and of a body that has ended when.
func recordName(r register.Record) text.Text {
	switch r.Kind {
	case register.Body:
		var b steering.Body
		if json.Unmarshal(r.Body, &b) == nil {
			t := text.T("das Gremium „"+b.Name+"“", "the body “"+b.Name+"”")
			if (b.Ended != period.Period{}) {
				return text.T(t.De+" (dort schon beendet: "+b.Ended.In(text.De)+")", t.En+" (there it has ended already: "+b.Ended.In(text.En)+")")
			}
			return t
		}
	case register.Round:
		var m steering.Meeting
		if json.Unmarshal(r.Body, &m) == nil && !m.Day.IsZero() {
			return text.T("die Sitzung vom "+m.Day.In(text.De), "the meeting of "+m.Day.In(text.En))
		}
	case register.Action:
		var a steering.Action
		if json.Unmarshal(r.Body, &a) == nil {
			return text.T("der Auftrag „"+a.Title+"“", "the action “"+a.Title+"”")
		}
	}
	return text.Same(r.Key)
}
