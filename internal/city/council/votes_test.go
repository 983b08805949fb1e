// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"testing"

	"planraum/internal/city/council"
)

// TestCheckVotes: votes are whole numbers or the words of minutes, and the result is
// theirs, by § 37 Abs. 6 GemO BW: a simple majority of yes over no carries, abstentions
// do not count, a tie rejects.
func TestCheckVotes(t *testing.T) {
	for _, c := range []struct {
		votes  string
		result council.Result
		seats  int
		column string // at fault; empty: none
	}{
		{"1:99:0", council.Accepted, 0, "result"},
		{"1:99:0", council.Rejected, 0, ""},
		{"30:30:1", council.Accepted, 61, "result"},
		{"30:30:1", council.Rejected, 61, ""},
		{"1:0:60", council.Accepted, 61, ""},
		{"0:1:60", council.Amended, 61, "result"},
		{"20:10", council.Rejected, 0, "result"},
		{"10:20", council.Deferred, 0, "result"},
		{"20:10", council.Referred, 0, ""},
		{"10:20", council.Noted, 0, ""},
		{"50:11:1", council.Accepted, 61, "votes"},
		{"50:11:0", council.Accepted, 61, ""},
		{"50:11:1", council.Accepted, 0, ""},
		{"0:0:0", council.Rejected, 0, "votes"},
		{"abc", council.Accepted, 0, "votes"},
		{"viele:wenige:0", council.Accepted, 0, "votes"},
		{"-1:0:0", council.Accepted, 0, "votes"},
		{"1,5:1:0", council.Accepted, 0, "votes"},
		{"einstimmig", council.Accepted, 61, ""},
		{"einstimmig bei 2 Enthaltungen", council.Rejected, 61, ""},
		{"Mehrheitlich", council.Accepted, 61, ""},
		{"mehrheitlich dafür", council.Accepted, 61, "votes"},
		{"", council.Accepted, 61, ""},
	} {
		column, _, want, is := council.Item{Votes: c.votes, Result: c.result}.CheckVotes(c.seats)
		if column != c.column || is != (c.column != "") || is && (want.De == "" || want.En == "") {
			t.Errorf("%q, %s, %d seats: fault at %q, want %q", c.votes, c.result, c.seats, column, c.column)
		}
	}
}
