// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package period_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

func TestParseWhatOfficesWrite(t *testing.T) {
	for in, want := range map[string]string{
		"1.2.2015": "2015-02-01", "01.02.15": "2015-02-01", "1.2.15": "2015-02-01", "01.02.68": "2068-02-01", "01.02.69": "1969-02-01",
		"2015/02/01": "2015-02-01", "2015/2/1": "2015-02-01", "31. Dezember 2015": "2015-12-31", "31.Dez. 15": "2015-12-31", "1. Mai 2015": "2015-05-01",
		"2015-02-01 00:00:00": "2015-02-01", "01.02.2015 00:00": "2015-02-01", "2015-02-01T00:00:00Z": "2015-02-01", "1.2.2015\u00a000:00:00.000": "2015-02-01",
		"Februar 2015": "2015-02", "FEBRUAR 2015": "2015-02", "Feb 15": "2015-02", "Feb. 2015": "2015-02", "Feb-15": "2015-02", "Febr. 15": "2015-02",
		"März 2015": "2015-03", "MÄRZ 2015": "2015-03", "Mrz 15": "2015-03", "Mär 15": "2015-03", "Jänner 2015": "2015-01", "Sept. 2015": "2015-09",
		"Oct 2015": "2015-10", "Dec-15": "2015-12", "2015 Mai": "2015-05", "Februar\u00a02015": "2015-02", "Feb/2015": "2015-02",
		"02/2015": "2015-02", "2/2015": "2015-02", "2015/02": "2015-02", "2011/11": "2011-11", "4/2015": "2015-04",
		"IV/2015": "2015-10-01..2015-12-31", "i/2015": "2015-01-01..2015-03-31", "2015/III": "2015-07-01..2015-09-30",
		"4. Quartal 2015": "2015-10-01..2015-12-31", "IV. Quartal 2015": "2015-10-01..2015-12-31", "2. Quart. 15": "2015-04-01..2015-06-30",
		"Q4 2015": "2015-10-01..2015-12-31", "Q4/15": "2015-10-01..2015-12-31", "2015 Q4": "2015-10-01..2015-12-31", "2015Q1": "2015-01-01..2015-03-31", "3. Qu. 2015": "2015-07-01..2015-09-30",
		"1. Hj 2015": "2015-01-01..2015-06-30", "1. Hj. 2015": "2015-01-01..2015-06-30", "2. Halbjahr 2015": "2015-07-01..2015-12-31", "II. Halbjahr 15": "2015-07-01..2015-12-31",
		"H1 2015": "2015-01-01..2015-06-30", "HJ2/2015": "2015-07-01..2015-12-31", "2015 HJ1": "2015-01-01..2015-06-30", "Jahr 2015": "2015",
		"01.01.2015 bis 31.03.2015": "2015-01-01..2015-03-31", "1.1.15 - 31.3.15": "2015-01-01..2015-03-31", "1.1.2015–31.1.2015": "2015-01",
		"vom 1.1.2015 bis zum 31.12.2015": "2015", "Januar 2015 bis März 2015": "2015-01-01..2015-03-31",
	} {
		if p, err := period.Parse(in); err != nil || p.String() != want {
			t.Errorf("Parse(%q) = %s, %v; want %s", in, p, err, want)
		}
	}
}

// TestParseRefusesWhatMeansTwoThings: or nothing at all.
func TestParseRefusesWhatMeansTwoThings(t *testing.T) {
	for _, s := range []string{
		"02/15", "1/2/2015", "2011/12", "1999/00", "2015/16", "2015/2016", "201502", "20150201", "15", "Mai", "Quartal 4", "5. Quartal 2015", "V/2015", "VI/2015",
		"3. Hj 2015", "31.02.15", "29. Februar 2015", "0. Mai 2015", "13/2015", "0/2015", "2015/00", "Foo 2015", "Feb 0000", "Feb 015", "2015-02-01 13:00:00",
		"März 2015 bis Januar 2015", "bis 2015", "Summe 2015", "in 2015", "2015-", "Februar 2015 und März 2015", "1.2", "1,5", "٢٠١٥", strings.Repeat("1.1.2015 bis ", 20) + "2015",
	} {
		if p, err := period.Parse(s); err == nil || errors.Is(err, period.ErrWeek) {
			t.Errorf("Parse(%q) = %s, %v; want a refusal", s, p, err)
		}
	}
	for _, s := range []string{"KW 5", "KW 5/2015", "KW05 2015", "5. KW 2015", "5.KW", "2015-W05", "2015W05", "Kalenderwoche 5", "53. Kalenderwoche 2015", "Woche 5/2015", "week 5 2015", "KW 1 bis KW 4"} {
		if p, err := period.Parse(s); !errors.Is(err, period.ErrWeek) {
			t.Errorf("Parse(%q) = %s, %v; want the word about weeks", s, p, err)
		}
	}
}

// TestWordsComeBack: what the program shows of a period is read as that period
// in German.
func TestWordsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := draw(t, "from")
		m := from.Month()
		for p, written := range map[period.Period]string{
			period.On(from):                       period.On(from).In(text.De),
			period.InMonth(m):                     period.InMonth(m).In(text.De),
			{From: m.First(), To: (m + 2).Last()}: period.Period{From: m.First(), To: (m + 2).Last()}.In(text.De),
		} {
			if got, err := period.Parse(written); err != nil || got != p {
				t.Fatalf("%q is read as %v, %v; want %v", written, got, err, p)
			}
		}
		if y := from.Year(); y >= 1969 && y <= 2068 {
			short := fmt.Sprintf("%d.%d.%02d", from.DayOfMonth(), from.MonthOfYear(), y%100)
			if got, err := period.Parse(short); err != nil || got != period.On(from) {
				t.Fatalf("%q is read as %v, %v; want %v", short, got, err, from)
			}
		}
	})
}

func BenchmarkParseDay(b *testing.B) {
	for b.Loop() {
		if _, err := period.Parse("27.11.2015"); err != nil {
			b.Fatal(err)
		}
	}
}
