// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"planraum/internal/city/unit"
	"planraum/internal/text"
	"planraum/tools/refdata"
)

// G25: the 16 shares of every published Königstein key sum to 100.00000 %.
func TestKoenigsteinSumsTo100Percent(t *testing.T) {
	i := slices.IndexFunc(refdata.Records(t, "golden.csv"), func(r map[string]string) bool { return r["id"] == "G25" })
	if i < 0 {
		t.Fatal("golden.csv has no G25")
	}
	keys := koenigstein(t)
	if len(keys) < 3 {
		t.Fatalf("%d keys, want at least three years", len(keys))
	}
	for year, parts := range keys {
		sum, rows := checkParts(year, parts)
		if rows != nil || len(parts) != 16 || sum != 100_00000 {
			t.Errorf("%s: %d Länder, sum %d, faults %v", year, len(parts), sum, rows)
		}
	}
}

// Balinski and Young, Fair Representation, 1982: six states, 36 seats. The
// example is made so that the methods differ. The quota method differs from
// Jefferson's (11, 9, 7, 5, 3, 1) because 11 is above the upper quota of A.
func TestBalinskiYoungExample(t *testing.T) {
	parts := named(27744, 25178, 19951, 14610, 9225, 3292)
	account, err := Open(parts)
	if err != nil {
		t.Fatal(err)
	}
	if account, _, err = account.Add(36); err != nil {
		t.Fatal(err)
	}
	hamilton, _ := LargestRemainder(parts, 36)
	webster, _ := SainteLague(parts, 36)
	for _, c := range []struct {
		method string
		got    Result
		want   []unit.Headcount
	}{
		{"Hamilton", hamilton, []unit.Headcount{10, 9, 7, 5, 4, 1}},
		{"Webster", webster, []unit.Headcount{10, 9, 8, 5, 3, 1}},
		{"quota method", account.Result(), []unit.Headcount{10, 10, 7, 5, 3, 1}},
	} {
		if diff := cmp.Diff(c.want, c.got.Counts()); diff != "" {
			t.Errorf("%s: %s", c.method, diff)
		}
	}
}

// The quotas of the census of 1880 in which the Alabama paradox was found, at
// 299 and 300 seats, as Balinski and Young print them to three decimals. (The
// seats themselves also rest on the least one of each state, not used here.)
func TestQuotasOf1880(t *testing.T) {
	const union = 49371340
	parts := []Part{{"Alabama", 1262505}, {"Illinois", 3077871}, {"Texas", 1591749}}
	parts = append(parts, Part{"other states", union - weightSum(parts)})
	for total, want := range map[unit.Headcount][]string{299: {"7.646", "18.640", "9.640"}, 300: {"7.671", "18.702", "9.672"}} {
		r, err := LargestRemainder(parts, total)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range want {
			if got := r.Lines[i].Due.In(text.En, 3); got != w {
				t.Errorf("%s at %d seats: quota %s, published %s", parts[i].Name, total, got, w)
			}
		}
	}
}

// The Alabama paradox in its smallest textbook form: populations 6, 6 and 2,
// one seat more for all costs the third a seat. The quota method was made so
// that this cannot happen.
func TestAlabamaParadox(t *testing.T) {
	parts := named(6, 6, 2)
	ten, _ := LargestRemainder(parts, 10)
	eleven, _ := LargestRemainder(parts, 11)
	if !slices.Equal(ten.Counts(), []unit.Headcount{4, 4, 2}) || !slices.Equal(eleven.Counts(), []unit.Headcount{5, 5, 1}) {
		t.Errorf("largest remainders: %v, then %v", ten.Counts(), eleven.Counts())
	}
	account, _ := Open(parts)
	account, _, _ = account.Add(10)
	before := account.Result().Of("C")
	account, _, _ = account.Add(1)
	if after := account.Result().Of("C"); after < before || before == 0 {
		t.Errorf("quota method: %d, then %d", before, after)
	}
}

// The 598 proportional seats of the Bundestag among the parties, second votes
// as published by the Bundeswahlleiter: 2005 by Hare/Niemeyer, 2009 by
// Sainte-Laguë/Schepers. Overhang seats are not part of it.
func TestBundestag(t *testing.T) {
	for _, c := range []struct {
		year   string
		method Method
		parts  []Part
		want   []unit.Headcount
	}{
		{
			"2005", LargestRemainder,
			[]Part{{"SPD", 16194665}, {"CDU", 13136740}, {"FDP", 4648144}, {"Die Linke", 4118194}, {"Grüne", 3838326}, {"CSU", 3494309}},
			[]unit.Headcount{213, 173, 61, 54, 51, 46},
		},
		{
			"2009", SainteLague,
			[]Part{{"CDU", 11828277}, {"SPD", 9990488}, {"FDP", 6316080}, {"Die Linke", 5155933}, {"Grüne", 4643272}, {"CSU", 2830238}},
			[]unit.Headcount{173, 146, 93, 76, 68, 42},
		},
	} {
		got, err := c.method(c.parts, 598)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got.Counts()); diff != "" {
			t.Errorf("%s: %s", c.year, diff)
		}
	}
}
