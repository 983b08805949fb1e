// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package text_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/text"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{text.De.Int(8055), "8.055"},
		{text.En.Int(8055), "8,055"},
		{text.De.Int(0), "0"},
		{text.De.Int(999), "999"},
		{text.De.Int(1_000_000), "1.000.000"},
		{text.De.Int(-1240), "\u22121.240"},
		{text.De.Signed(928), "+928"},
		{text.De.Signed(0), "0"},
		{text.En.Signed(-1240), "\u22121,240"},
		{text.De.Decimal(1908, 1), "190,8"},
		{text.En.Decimal(1908, 1), "190.8"},
		{text.De.Decimal(5, 2), "0,05"},
		{text.De.Decimal(-5, 2), "\u22120,05"},
		{text.De.Percent(125, 1), "12,5\u00a0%"},
		{text.En.Percent(125, 1), "12.5%"},
		{text.De.Euro(103540), "1.035,40\u00a0EUR"},
		{text.De.EuroWhole(103550), "1.036\u00a0EUR"},
		{text.De.EuroWhole(103549), "1.035\u00a0EUR"},
		{text.De.EuroWhole(-103550), "\u22121.036\u00a0EUR"},
		{text.En.Euro(-1), "\u22120.01\u00a0EUR"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// TestDecimalReadsBack: without marks the digits are those of the number, and
// every group behind the first has three.
func TestDecimalReadsBack(t *testing.T) {
	marks := map[text.Lang][2]string{text.De: {".", ","}, text.En: {",", "."}}
	rapid.Check(t, func(t *rapid.T) {
		n, places := rapid.OneOf(rapid.Int64(), rapid.Just(int64(math.MinInt64))).Draw(t, "n"), rapid.IntRange(0, 9).Draw(t, "places")
		for l, m := range marks {
			s := l.Decimal(n, places)
			whole, fraction, _ := strings.Cut(s, m[1])
			if len(fraction) != places {
				t.Fatalf("%q has %d decimals, want %d", s, len(fraction), places)
			}
			for i, group := range strings.Split(strings.TrimPrefix(whole, "\u2212"), m[0]) {
				if len(group) > 3 || group == "" || (i > 0 && len(group) != 3) {
					t.Fatalf("%q has the group %q", s, group)
				}
			}
			plain := strings.NewReplacer("\u2212", "-", m[0], "").Replace(whole) + fraction
			if got, err := strconv.ParseInt(plain, 10, 64); err != nil || got != n {
				t.Fatalf("%q reads as %d, %v; want %d", s, got, err, n)
			}
		}
	})
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{text.De.Date(2015, 11, 27), "27.11.2015"},
		{text.De.Date(2016, 3, 1), "01.03.2016"},
		{text.En.Date(2016, 3, 1), "1 March 2016"},
		{text.De.Month(2016, 3), "März 2016"},
		{text.En.Month(2015, 12), "December 2015"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestLanguages(t *testing.T) {
	for tag, want := range map[string]text.Lang{"en": text.En, "en-GB": text.En, "EN_us.UTF-8": text.En, "de": text.De, "de_DE.UTF-8": text.De, "": text.De, "fr": text.De, "C": text.De} {
		if got := text.Parse(tag); got != want {
			t.Errorf("Parse(%q) = %s", tag, got)
		}
	}
	name := text.T("Straße", "street")
	if name.In(text.De) != "Straße" || name.In(text.En) != "street" || name.String() != "Straße" || text.Same("x") != text.T("x", "x") {
		t.Error("a text is given in the wrong language")
	}
}

// TestSorting: names stand where a German reader looks for them (DIN 5007-1: ä
// as a, ß as ss; after these the plain letter first), numbers by value.
func TestSorting(t *testing.T) {
	for _, want := range [][]string{
		{"Aal", "Ägypten", "Arm", "Zaun"},
		{"Muhlstraße", "Mühlstraße", "Mumm"},
		{"Strasse", "Straße", "Strassen"},
		{"Ost", "Öst", "Otto"},
		{"Tranche 1", "Tranche 2", "Tranche 10"},
		{"abc", "Bcd", "cde"},
	} {
		for range 20 {
			got := slices.Clone(want)
			slices.Reverse(got)
			slices.SortFunc(got, text.De.Compare)
			if !slices.Equal(got, want) {
				t.Errorf("sorted as %v, want %v", got, want)
			}
		}
	}
}

// TestSortingTogether: comparing is safe from several goroutines and says the
// same in each.
func TestSortingTogether(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 500 {
				if text.De.Compare("Ägypten", "Arm") >= 0 || text.En.Compare("Tranche 10", "Tranche 9") <= 0 {
					t.Error("a comparison went wrong")
					return
				}
			}
		})
	}
	group.Wait()
}
