// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"context"
	"encoding/json"

	"planraum/internal/city/council"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// Last is the newest version of a paper, whatever the day as of which it is known, and
// the one that was seen, as far as the reader may see them: two who change the same paper
// can then be told what the other has saved. Version 0: there is none.
func (d *Desk) Last(ctx context.Context, id string, version int64) (last, seen Stored, err error) {
	versions, err := d.registers.Versions(ctx, register.Paper, id)
	who := d.reader(ctx)
	for _, r := range versions {
		s, broken := stored(r)
		if broken != nil {
			return last, seen, broken
		}
		if !who.sees(s.Paper) {
			continue
		}
		s.Paper, s.Cut = who.show(s.Paper), !who.office
		if last = s; s.Version == version {
			seen = s
		}
	}
	return last, seen, fault.Wrap("council.Last("+id+")", err)
}

// LastMeeting is Last for sittings.
func (d *Desk) LastMeeting(ctx context.Context, id string, version int64) (last, seen Meeting, err error) {
	versions, err := d.registers.Versions(ctx, register.Sitting, id)
	who := d.reader(ctx)
	for _, r := range versions {
		m := Meeting{Version: r.ID, KnownFrom: r.KnownFrom}
		if broken := json.Unmarshal(r.Body, &m.Sitting); broken != nil {
			return last, seen, fault.Wrap("council.LastMeeting("+id+")", broken)
		}
		m.Sitting = who.sitting(m.Sitting)
		m.Body = council.Committee{Key: m.Committee, Name: m.Committee}
		if last = m; m.Version == version {
			seen = m
		}
	}
	return last, seen, fault.Wrap("council.LastMeeting("+id+")", err)
}
