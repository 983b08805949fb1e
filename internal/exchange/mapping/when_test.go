// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import "testing"

func TestWhenOf(t *testing.T) {
	for _, c := range []struct {
		written string
		hint    Role
		want    string // "" is no period, or none without a year
	}{
		{"30.11.2015", "", "2015-11-30"},
		{"30.11.15", "", "2015-11-30"},
		{"1. 2. 2016", "", "2016-02-01"},
		{"30/11/2015", "", "2015-11-30"},
		{"2015-11-30", "", "2015-11-30"},
		{"2015-11-30T00:00:00", "", "2015-11-30"},
		{"20151130", "", "2015-11-30"},
		{"30. November 2015", "", "2015-11-30"},
		{"30. Nov. 15", "", "2015-11-30"},
		{"Stand: 31.12.2015", "", "2015-12-31"},
		{"Stichtag 31.12.2015", "", "2015-12-31"},
		{"zum 1. Jänner 2016", "", "2016-01-01"},
		{"Nov 15", "", "2015-11"},
		{"Nov. 2015", "", "2015-11"},
		{"Nov-15", "", "2015-11"},
		{"November '15", "", "2015-11"},
		{"MÄRZ 2016", "", "2016-03"},
		{"Maerz 2016", "", "2016-03"},
		{"Mrz. 16", "", "2016-03"},
		{"11/2015", "", "2015-11"},
		{"11.2015", "", "2015-11"},
		{"11/15", Month, "2015-11"},
		{"11/15", "", ""}, // November 2015, or 2011/15
		{"2011/12", Month, "2011-12"},
		{"2011/12", "", ""},   // December, or a school year
		{"1/2/2015", Day, ""}, // 1 February, or 2 January
		{"5/5/2015", Day, "2015-05-05"},
		{"2015/11", "", "2015-11"},
		{"2015-11", "", "2015-11"},
		{"2015M11", "", "2015-11"},
		{"201511", "", "2015-11"},
		{"2015 November", "", "2015-11"},
		{"Ende November 2015", "", "2015-11"},
		{"IV/2015", "", "2015-10-01..2015-12-31"},
		{"IV. Quartal 2015", "", "2015-10-01..2015-12-31"},
		{"4. Vj. 2015", "", "2015-10-01..2015-12-31"},
		{"Q4 2015", "", "2015-10-01..2015-12-31"},
		{"2015-Q4", "", "2015-10-01..2015-12-31"},
		{"1. Halbjahr 2016", "", "2016-01-01..2016-06-30"},
		{"2016-H2", "", "2016-07-01..2016-12-31"},
		{"2015", "", "2015"},
		{"Jahr 2015", "", "2015"},
		{"2015 1)", "", "2015"},
		{"Jan - Mrz 2015", "", "2015-01-01..2015-03-31"},
		{"Jan-Mrz 2015", "", "2015-01-01..2015-03-31"},
		{"01.01.2015 bis 30.06.2015", "", "2015-01-01..2015-06-30"},
		{"2015-01..2015-11", "", "2015-01-01..2015-11-30"},
		{"42338", Day, "2015-11-30"},
		{"42338", "", ""},
		{"November", "", ""},
		{"11", Month, ""},
		{"11", "", ""},
		{"31.11.2015", "", ""},
		{"13/2015", "", ""},
		{"2015/16", "", ""}, // a school year, or nothing
		{"00.00.2015", "", ""},
		{"1.234", "", ""},
		{"", "", ""},
		{"Mitte", "", ""},
	} {
		m, ok := whenOf(c.written, c.hint)
		have := ""
		if p, whole := m.period(); ok && whole {
			have = p.String()
		}
		if have != c.want {
			t.Errorf("%q: %q, want %q", c.written, have, c.want)
		}
	}
}

func TestPeriodOfTitle(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"Belegung der Unterkünfte", "Stand: 31.12.2015"}, "2015-12-31"},
		{[]string{"Bericht 2016, Stand: 31.12.2015"}, "2015-12-31"},
		{[]string{"Einwohner am 31. Dezember 2014 (Hauptwohnung)"}, "2014-12-31"},
		{[]string{"Zugänge im IV. Quartal 2015"}, "2015-10-01..2015-12-31"},
		{[]string{"Dezember 2015", "Stand 31.12.2015"}, "2015-12-31"},
		{[]string{"Vergleich 2014 und 2015"}, ""},
		{[]string{"Sozialamt, Zimmer 2"}, ""},
	} {
		m, _ := periodOfTitle(c.lines)
		have := ""
		if p, ok := m.period(); ok {
			have = p.String()
		}
		if have != c.want {
			t.Errorf("%q: %q, want %q", c.lines, have, c.want)
		}
	}
}

func TestSignOf(t *testing.T) {
	for cell, want := range map[string]Sign{
		"-": Nothing, "–": Nothing, " — ": Nothing, ".": Hidden, "x": Senseless, "X": Senseless, "/": Unreliable, "…": Later, "...": Later, "": Empty,
		"k. A.": Hidden, "keine Angabe": Hidden,
	} {
		if s, ok := SignOf(cell); !ok || s != want || s.Label().De == "" {
			t.Errorf("%q: %q, want %q", cell, s, want)
		}
	}
	for _, cell := range []string{"0", "-1", "x1", "Mitte"} {
		if _, ok := SignOf(cell); ok {
			t.Errorf("%q is no sign", cell)
		}
	}
}
