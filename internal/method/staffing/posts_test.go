// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"math"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

func TestPostsRoundHalfUp(t *testing.T) {
	cases := []struct {
		quantity unit.Headcount
		per      int64
		decimals int
		want     unit.FTE
	}{
		{0, 136, 1, 0},
		{-5, 136, 1, 0},
		{136, 136, 1, 100},
		{5, 100, 1, 10}, // 0.05 posts
		{4, 100, 1, 0},  // 0.04 posts
		{5, 1000, 2, 1}, // 0.005 posts
		{150, 100, 0, 200},
		{149, 100, 0, 100},
		{150, 100, -3, 200}, // decimals from 0 to 2
		{1, 8, 9, 13},
		{math.MaxInt64, math.MaxInt64, 1, 100},
		{math.MaxInt64, 1, 1, math.MaxInt64}, // more posts than a number holds
		{1, 0, 1, math.MaxInt64},
	}
	for _, c := range cases {
		if got := Posts(c.quantity, c.per, c.decimals); got != c.want {
			t.Errorf("Posts(%d, %d, %d) = %d, want %d", c.quantity, c.per, c.decimals, got, c.want)
		}
	}
}

// Against exact fractions, and never fewer posts for more persons.
func TestPostsAreExactAndMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quantity := rapid.Int64Range(0, math.MaxInt64/100).Draw(t, "quantity")
		per := rapid.Int64Range(1, 100_000).Draw(t, "per")
		decimals := rapid.IntRange(0, 2).Draw(t, "decimals")
		step := []int64{100, 10, 1}[decimals]
		exact := big.NewRat(quantity, per)
		exact.Mul(exact, big.NewRat(100, step)).Add(exact, big.NewRat(1, 2))
		want := new(big.Int).Div(exact.Num(), exact.Denom())
		want.Mul(want, big.NewInt(step))
		got := Posts(unit.Headcount(quantity), per, decimals)
		if !want.IsInt64() || int64(got) != want.Int64() {
			t.Fatalf("got %d, want %s", got, want)
		}
		more := unit.Headcount(quantity) + unit.Headcount(rapid.IntRange(0, 500).Draw(t, "more"))
		if Posts(more, per, decimals) < got {
			t.Fatal("more persons need fewer posts")
		}
	})
}

// The last quantity that a number of posts covers needs no more than them.
func TestCoversIsTheReverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		posts := unit.FTE(rapid.Int64Range(0, 100_000).Draw(t, "posts"))
		per := rapid.Int64Range(1, 1000).Draw(t, "per")
		covered := Covers(posts, per)
		whole := unit.Headcount(covered.Amount / 100)
		if covered.Places != 2 || Posts(whole, per, 2) > posts || Posts(whole+unit.Headcount(per), per, 2) < posts {
			t.Fatalf("%d posts at 1:%d cover %s", posts, per, covered)
		}
	})
}

func day(y, m, d int) period.Date { return period.Day(y, m, d) }

func key(id string, per int64, accommodation string, from, to period.Date) city.Key {
	return city.Key{ID: id, Per: per, Accommodation: accommodation, ValidFrom: from, ValidTo: to, File: "keys.csv", Line: int(per)}
}

// names writes keys as "id 1:per accommodation".
func names(keys []city.Key) string {
	var s []string
	for _, k := range keys {
		s = append(s, k.ID+" 1:"+unit.Whole(k.Per).String()+" "+k.Accommodation)
	}
	return strings.Join(s, ", ")
}

func TestSelect(t *testing.T) {
	var open period.Date
	keys := []city.Key{
		key("support", 120, "follow_up", day(2016, 10, 1), open),
		key("house", 136, "all", open, open),
		key("support", 136, "all", day(2013, 4, 1), day(2016, 6, 30)),
		key("support", 110, "preliminary", day(2016, 7, 1), open),
	}
	for _, c := range []struct {
		day  period.Date
		want string
	}{
		{day(2012, 1, 1), "house 1:136 all"},
		{day(2013, 4, 1), "house 1:136 all, support 1:136 all"},
		{day(2016, 6, 30), "house 1:136 all, support 1:136 all"},
		{day(2016, 7, 1), "house 1:136 all, support 1:110 preliminary"},
		{day(2017, 1, 1), "house 1:136 all, support 1:120 follow_up, support 1:110 preliminary"},
	} {
		for range keys {
			keys = append(keys[1:], keys[0]) // every turn of the list
			got, err := Select(keys, c.day)
			if err != nil || names(got) != c.want {
				t.Errorf("%s: %s (%v), want %s", c.day, names(got), err, c.want)
			}
		}
	}
}

func TestSelectRefuses(t *testing.T) {
	var open period.Date
	keys := []city.Key{
		key("a", 136, "all", open, open),
		key("a", 120, "all", day(2016, 1, 1), open),
		key("b", 0, "all", open, open),
		key("c", 80, "all", open, day(2015, 12, 31)),
		key("c", 90, "all", day(2016, 1, 1), open),
	}
	_, err := Select(keys, day(2016, 1, 1))
	rows := fault.RowsOf(err)
	if fault.KindOf(err) != fault.Invalid || len(rows) != 2 {
		t.Fatalf("got %v, want two faults", err)
	}
	if got := rows[0].In(text.De); !strings.Contains(got, "keys.csv, Zeile 120, Spalte id: „a 1:120 (ab 01.01.2016)“") || !strings.Contains(got, "a 1:136 (unbefristet)") {
		t.Errorf("got %s", got)
	}
	if rows[1].Column != "per" || rows[1].Value != "0" {
		t.Errorf("got %+v", rows[1])
	}
	if _, err := Select(keys[:2], day(2015, 12, 31)); err != nil {
		t.Errorf("before the second holds: %v", err)
	}
}

func TestReplaceKeepsTheOtherDays(t *testing.T) {
	var open period.Date
	keys := []city.Key{key("support", 136, "all", open, open), key("house", 136, "all", open, open)}
	option := []city.Key{key("support", 110, "all", day(2016, 7, 1), day(2017, 6, 30))}
	replaced := Replace(keys, option)
	for _, c := range []struct {
		day  period.Date
		want string
	}{
		{day(2016, 6, 30), "house 1:136 all, support 1:136 all"},
		{day(2016, 7, 1), "house 1:136 all, support 1:110 all"},
		{day(2017, 6, 30), "house 1:136 all, support 1:110 all"},
		{day(2017, 7, 1), "house 1:136 all, support 1:136 all"},
	} {
		if got, err := Select(replaced, c.day); err != nil || names(got) != c.want {
			t.Errorf("%s: %s (%v), want %s", c.day, names(got), err, c.want)
		}
	}
	always := Replace(keys, []city.Key{key("support", 120, "all", open, open)})
	if names(always) != "house 1:136 all, support 1:120 all" {
		t.Errorf("a key without dates replaces on every day: %s", names(always))
	}
}

// On every day the option's keys hold where they do, else the old ones.
func TestReplaceDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date := func(label string) period.Date {
			if n := rapid.IntRange(-1, 60).Draw(t, label); n >= 0 {
				return day(2016, 1, 1).AddDays(n)
			}
			return period.Date{}
		}
		list := func(label string) []city.Key {
			var keys []city.Key
			for range rapid.IntRange(0, 3).Draw(t, label) {
				k := key(rapid.SampledFrom([]string{"a", "b"}).Draw(t, "id"), int64(len(keys)+1), label, date("from"), date("to"))
				if k.ValidTo.IsZero() || !k.ValidTo.Before(k.ValidFrom) {
					keys = append(keys, k)
				}
			}
			return keys
		}
		keys, option := list("old"), list("new")
		replaced := Replace(keys, option)
		on := func(list []city.Key, id string, d period.Date) []string {
			var held []string
			for _, k := range list {
				if k.ID == id && k.Valid(d) {
					held = append(held, names([]city.Key{k}))
				}
			}
			slices.Sort(held)
			return held
		}
		for n := range 70 {
			d := day(2015, 12, 28).AddDays(n)
			for _, id := range []string{"a", "b"} {
				want := on(option, id, d)
				if want == nil {
					want = on(keys, id, d)
				}
				if got := on(replaced, id, d); !reflect.DeepEqual(got, want) {
					t.Fatalf("%s %s: %v, want %v", d, id, got, want)
				}
			}
		}
	})
}
