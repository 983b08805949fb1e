// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	"planraum/internal/exchange/ical"
)

// TestWhoMustCome: every role of a body in an invitation, as RFC 5545, 3.2.16 has them.
func TestWhoMustCome(t *testing.T) {
	want := map[steering.Role]string{
		steering.Chair: "CHAIR", steering.DeputyChair: "REQ-PARTICIPANT", steering.Member: "REQ-PARTICIPANT", steering.MinuteTaker: "REQ-PARTICIPANT", steering.Deputy: "OPT-PARTICIPANT",
	}
	for _, role := range steering.Roles() {
		e := ical.Event{
			UID: "1@stadt.de", Stamp: time.Date(2015, 11, 27, 9, 0, 0, 0, time.UTC), Day: period.Day(2015, 12, 3), Begins: "14:00", Ends: "15:00", Summary: "Sitzung",
			Organizer: ical.Party{Name: "TF", URI: "https://planung.stadt.de/tf"},
			Attendees: []ical.Party{partyOf(steering.Membership{Office: "Sozialamt", Role: role, For: "Amt"}, "https://planung.stadt.de/tf#sitz-1")},
		}
		var b bytes.Buffer
		if err := ical.Write(&b, ical.Calendar{Method: ical.Request, Events: []ical.Event{e}}); err != nil {
			t.Fatal(err)
		}
		file := strings.ReplaceAll(b.String(), "\r\n ", "")
		if !strings.Contains(file, ";ROLE="+want[role]+";") && !strings.Contains(file, ";ROLE="+want[role]+":") || strings.Count(file, "ROLE=") != 1 {
			t.Errorf("%s: %s", role, file)
		}
	}
}
