// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"strings"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

const town area.ID = "09999000"

// told is a figure of the synthetic town, known from a day on.
func told(t testing.TB, id int64, indicator, span string, value int64, basis figure.Basis, knownFrom string) figure.Figure {
	t.Helper()
	p, err := period.Parse(span)
	if err != nil {
		t.Fatal(err)
	}
	known, err := period.ParseDate(knownFrom)
	if err != nil {
		t.Fatal(err)
	}
	return figure.Figure{
		ID: id, Key: figure.Key{Indicator: indicator, Area: town, Group: population.All, Period: p},
		Value: unit.Whole(value), Basis: basis, Source: "erfunden", KnownFrom: known,
	}
}

// books are two years that close: 100 + 50 - 30 = 120, 120 + 10 - 40 = 90.
func books(t testing.TB) []figure.Figure {
	return []figure.Figure{
		told(t, 1, Persons, "2014-12-31", 100, figure.Counted, "2015-01-14"),
		told(t, 2, Persons, "2015-12-31", 120, figure.Counted, "2016-01-14"),
		told(t, 3, Persons, "2016-12-31", 90, figure.Counted, "2017-01-14"),
		told(t, 4, Arrivals, "2015", 50, figure.Counted, "2016-01-14"),
		told(t, 5, Departures, "2015", 30, figure.Counted, "2016-01-14"),
		told(t, 6, Arrivals, "2016", 10, figure.Counted, "2017-01-14"),
		told(t, 7, Departures, "2016", 40, figure.Counted, "2017-01-14"),
	}
}

func TestAccountsClose(t *testing.T) {
	list := accounts(books(t), nil)
	if len(list) != 2 {
		t.Fatalf("%d accounts, want 2", len(list))
	}
	for i, want := range []unit.Headcount{120, 90} {
		if a := list[i]; !a.Agrees() || !a.Yearly || a.Expected != want || len(a.ArrivalsBy) != 1 || a.Remark(text.De) != "" {
			t.Errorf("account %d is %+v", i, a)
		}
	}
}

// A clean-up in the year is shown beside flows of the whole year and counted
// only between the days on which it happened.
func TestAccountsKeepCorrectionsApart(t *testing.T) {
	figures := append(books(t),
		told(t, 8, Persons, "2016-06-30", 130, figure.Counted, "2016-07-14"),
		told(t, 9, Persons, "2016-07-01", 113, figure.Counted, "2016-09-01"),
		told(t, 10, Corrections, "2016-07-01", -17, figure.Computed, "2016-09-01"))
	list := accounts(figures, nil)
	if len(list) != 3 {
		t.Fatalf("%d accounts, want 3", len(list))
	}
	year, jump := list[1], list[2]
	if !year.Agrees() || year.Contained != -17 || year.Corrections != 0 || !strings.Contains(year.Remark(text.De), "+17") {
		t.Errorf("the year is %+v: %s", year, year.Remark(text.De))
	}
	if jump.Yearly || jump.Corrections != -17 || jump.Expected != 113 || jump.Gap != 0 || jump.Arrivals != nil {
		t.Errorf("the jump is %+v", jump)
	}
	if d := jump.derive(nil); !strings.HasPrefix(d.Rule.De, "130 + (−17) = 113; gemeldet 113, Lücke 0") || len(d.From) != 3 {
		t.Errorf("derived as %q from %d", d.Rule.De, len(d.From))
	}
}

// What was said before its date is no stock, and a month and its last day are
// one date.
func TestAccountsLeaveExpectationsOut(t *testing.T) {
	figures := append(books(t),
		told(t, 8, Persons, "2016-12-31", 777, figure.Forecast, "2017-02-01"),
		told(t, 9, Persons, "2017-12-31", 500, figure.Computed, "2015-11-27"),
		told(t, 10, Persons, "2015-12", 125, figure.Reported, "2016-01-02"))
	without := accounts(figures, nil)
	if len(without) != 2 || without[0].Reported != 120 || without[1].Reported != 90 {
		t.Errorf("accounts %+v", without)
	}
	choices := []figure.Choice{{Key: figures[8].Key, Figure: 9, KnownFrom: period.Day(2018, 1, 1)}}
	if with := accounts(figures, choices); len(with) != 3 || with[2].Reported != 500 {
		t.Errorf("a chosen expectation gives %+v", with)
	}
}

func TestAccountsWithoutFlows(t *testing.T) {
	list := accounts(books(t)[:3], nil)
	if len(list) != 2 || list[0].Complete || list[0].Gap != 20 || !strings.Contains(list[0].Remark(text.En), "not known") {
		t.Errorf("accounts %+v", list)
	}
	if list := accounts(nil, nil); len(list) != 0 {
		t.Errorf("nothing gives %+v", list)
	}
}

func TestEffectOnAccounts(t *testing.T) {
	figures := append(books(t), told(t, 8, Persons, "2015-12-31", 118, figure.Reported, "2016-01-02"))
	before := accounts(figures, nil)
	after := accounts(figures, []figure.Choice{{Key: figures[7].Key, Figure: 8, KnownFrom: period.Day(2018, 1, 1)}})
	e := Effect{Before: figure.Picked{Figure: figures[1]}, After: figures[7]}
	e.compare(before, after)
	if len(e.Broken) != 2 || len(e.Mended)+len(e.Moved) != 0 {
		t.Errorf("effect %+v", e)
	}
	if s := e.Sentence().De; s != "ändert 1 Wert: 120 → 118; 2 Bestandskonten stimmen danach nicht." {
		t.Errorf("said as %q", s)
	}
	back := Effect{Before: figure.Picked{Figure: figures[7]}, After: figures[1]}
	back.compare(after, before)
	if s := back.Sentence().De; s != "ändert 1 Wert: 118 → 120; 2 Bestandskonten stimmen danach." {
		t.Errorf("said as %q", s)
	}
	none := Effect{Before: figure.Picked{Figure: figures[1]}, After: figures[1]}
	if s := none.Sentence().En; s != "changes no figure: 120 counts explicitly from now on; no stock account changes." {
		t.Errorf("said as %q", s)
	}
}

func TestHoldingsStayBounded(t *testing.T) {
	var h holdings
	first := h.of(period.Day(2015, 1, 1), audience.Unfiltered)
	if h.of(period.Day(2015, 1, 1), audience.Unfiltered) != first {
		t.Error("the same date has two summaries")
	}
	for i := range 10 * keptDates {
		h.of(period.Day(2015, 1, 1).AddDays(i), audience.Unfiltered)
	}
	if len(h.kept) > keptDates {
		t.Errorf("%d dates are kept", len(h.kept))
	}
}

func TestDeriveRecordRefuses(t *testing.T) {
	if _, err := DeriveRecord(register.Record{Kind: register.Site, Body: []byte("{}")}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a site answers %v", err)
	}
	if _, err := DeriveRecord(register.Record{Kind: register.Pay, Body: []byte("[]")}); fault.KindOf(err) != fault.Internal {
		t.Errorf("a broken record answers %v", err)
	}
}

func TestCheckReason(t *testing.T) {
	for reason, ok := range map[string]bool{"": false, " \n ": false, "x": true, strings.Repeat("ä", longestReason): true, strings.Repeat("ä", longestReason+1): false} {
		if err := CheckReason(reason); (err == nil) != ok {
			t.Errorf("%d characters: %v", len(reason), err)
		}
	}
}
