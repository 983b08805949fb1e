// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "planraum/internal/city/steering"
)

// TestReadLine: lines as people type them. What is meant as votes and is none is named;
// the line then stays as it was typed.
func TestReadLine(t *testing.T) {
	for _, c := range []struct {
		typed  string
		chosen EntryKind
		want   Line
	}{
		{"Die Reserve sinkt", Note, Line{Kind: Note, Text: "Die Reserve sinkt"}},
		{"b: So soll es sein =7:2:1", Note, Line{Kind: Decided, Text: "So soll es sein", Votes: "7:2:1"}},
		{"B: So soll es sein = 7 : 2", Note, Line{Kind: Decided, Text: "So soll es sein", Votes: "7 : 2"}},
		{"d: Agreed=7:2:1", Note, Line{Kind: Decided, Text: "Agreed", Votes: "7:2:1"}},
		{"So soll es sein =7:2:1", Decided, Line{Kind: Decided, Text: "So soll es sein", Votes: "7:2:1"}}, // chosen beside the line
		{"b: =7:2:1", Note, Line{Kind: Decided, Votes: "7:2:1"}},
		{"b: Die Kosten = 5 Mio. EUR im Jahr", Note, Line{Kind: Decided, Text: "Die Kosten = 5 Mio. EUR im Jahr"}},
		{"b: Der Schlüssel ist 1:136", Note, Line{Kind: Decided, Text: "Der Schlüssel ist 1:136"}},
		{"a: Räume suchen @Amt für Soziales !15.12.2015", Note, Line{Kind: Commission, Text: "Räume suchen", Office: "Amt für Soziales", Due: "15.12.2015"}},
		{"a: Räume suchen !15.12.2015 @Sozialamt", Note, Line{Kind: Commission, Text: "Räume suchen", Office: "Sozialamt", Due: "15.12.2015"}},
		{"a: Räume suchen !irgendwann", Note, Line{Kind: Commission, Text: "Räume suchen", Due: "irgendwann"}}, // the field says what is wrong
		{"m: Zu weit @Jugendamt", Note, Line{Kind: Dissent, Text: "Zu weit", Office: "Jugendamt"}},
	} {
		if got := ReadLine(c.typed, c.chosen); got != c.want {
			t.Errorf("%q: %+v, want %+v", c.typed, got, c.want)
		}
	}
	for typed, want := range map[string]string{
		"b: Text =7:x": "=7:x", "b: Text =viele:0": "=viele:0", "b: Text =viele": "=viele", "b: Text =5": "=5", "b: Text =": "=", "b: Text =7-2-1": "=7-2-1", "b: Text =7/2": "=7/2",
		"b: Text =7:2:1:4": "=7:2:1:4", "b: Text =7:2:": "=7:2:", "b: Text =:2": "=:2", "b: Text = 7:-2": "= 7:-2", "b: Text=7:x": "=7:x", "b: Text =7:2:1.": "=7:2:1.", "b: Text =7000:1": "=7000:1",
		"b: Text =7:2 =5:1": "=7:2", "b: Text =7:2:1 das Jugendamt war dagegen": "=7:2:1", "b: Text = 7 2 1": "= 7 2 1", "b: Text = 7 : x": "= 7 : x", "b: Text =einstimmig": "=einstimmig",
		"n: Text =7:2:1": "=7:2:1", "Text =7:2:1": "=7:2:1", "a: Räume =7:2:1 @Sozialamt": "=7:2:1",
	} {
		if got := ReadLine(typed, Note); got.Typed != want || got.Text != typed || got.Votes != "" || got.Expected.De == "" || got.Expected.En == "" {
			t.Errorf("%q: %+v, want %q refused", typed, got, want)
		}
	}
}

// TestVotes: counts that contradict each other are named; those that can be are not.
func TestVotes(t *testing.T) {
	for typed, wrong := range map[string]string{
		"7:2:1": "", "7:2": "", "1:0:0": "", "0:0:0": "mindestens eine Stimme", "2:2:0": "mehr Stimmen dafür", "1:5": "mehr Stimmen dafür", "8:2:1": "höchstens 10 Stimmen",
	} {
		v, ok := ReadVotes(typed)
		if !ok {
			t.Fatalf("%q is not read", typed)
		}
		got, is := v.Wrong(10)
		if is != (wrong != "") || !strings.Contains(got.De, wrong) {
			t.Errorf("%s: %q, want %q", typed, got.De, wrong)
		}
	}
	if _, is := (Votes{For: 900, Against: 99}).Wrong(0); is {
		t.Error("nobody knows how many may vote, and votes are too many")
	}
	for _, typed := range []string{"", "7", "x:1", "7:x", "-1:2", "7:2:1:0", "7:2:", "1000:1", "٧:1"} {
		if v, ok := ReadVotes(typed); ok {
			t.Errorf("%q is read as %v", typed, v)
		}
	}
	m := Meeting{Minutes: Minutes{Entries: []Entry{{ID: 1, Kind: Note}, {ID: 2, Kind: Decided, Votes: &Votes{For: 3, Against: 1}}}}}
	b := Body{Members: []Membership{{Office: "A", Role: Chair}, {Office: "B", Role: Member}, {Office: "C", Role: Member}, {Office: "D", Role: Deputy, For: "C"}}}
	if rows := m.CheckVotes(b); len(rows) != 1 || rows[0].Column != "entries[1].votes" || rows[0].Line != 2 || rows[0].Value != "3:1:0" {
		t.Errorf("four votes of three seats: %+v", rows)
	}
	m.Minutes.Present = []string{"A", "B", "C", "E"} // four were there
	if rows := m.CheckVotes(b); len(rows) != 0 {
		t.Errorf("%+v", rows)
	}
}

// TestVotesAreNeverLost: whatever three counts are typed behind a decision, they are
// taken as they are.
func TestVotesAreNeverLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := Votes{rapid.IntRange(0, 999).Draw(t, "for"), rapid.IntRange(0, 999).Draw(t, "against"), rapid.IntRange(0, 999).Draw(t, "abstain")}
		gap := rapid.SampledFrom([]string{"", " "}).Draw(t, "gap")
		l := ReadLine(fmt.Sprintf("b: Text =%s%d%s:%d:%s%d ", gap, v.For, gap, v.Against, gap, v.Abstain), Note)
		if got, ok := ReadVotes(l.Votes); !ok || got != v || l.Text != "Text" {
			t.Fatalf("%+v becomes %+v", v, l)
		}
	})
}

// FuzzReadLine: every line is read, and a line that says nothing wrong keeps no votes in
// its text.
func FuzzReadLine(f *testing.F) {
	for _, s := range []string{"b: x =1:2:3", "a: x @y !z", "m: @", "b:", "=", "b: = = =", "\x00\xff", "b: x\n=7:x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l := ReadLine(s, Note)
		if l.Typed != "" {
			if l.Text != strings.TrimSpace(s) || l.Votes != "" {
				t.Fatalf("%q: refused and changed: %+v", s, l)
			}
			return
		}
		if _, ok := ReadVotes(l.Votes); l.Votes != "" && !ok {
			t.Fatalf("%q: votes %q that cannot be read", s, l.Votes)
		}
		if again := ReadLine(l.Text, l.Kind); l.Kind == Decided && l.Votes == "" && again.Votes != "" {
			t.Fatalf("%q: votes are left in the text %q", s, l.Text)
		}
	})
}
