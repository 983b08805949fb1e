// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	"planraum/internal/desk/measures"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

func german(list []text.Text) string {
	var said []string
	for _, t := range list {
		said = append(said, t.De)
	}
	return strings.Join(said, " ")
}

// TestHindsight: an expectation that is entered after its check date, or once its value
// is known, says so; one that is entered in time says nothing, and stays in time when the
// value comes or another entry of the action changes.
func TestHindsight(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 80)
	d := deskOf(c)
	const past, known, before = "Der Prüftag (31.10.2016) liegt vor dem Tag des Eintrags (30.11.2016)", "Was kam, ist am Tag des Eintrags (30.11.2016) schon bekannt: 420 (Oktober 2016), bekannt seit dem 10.11.2016.", "Der Auftrag entstand erst am 30.11.2016, nach dem Prüftag (31.10.2016)"
	late := moving("late")
	late.Opened, late.Due = day, day
	if _, err := d.SaveAction(office(t), late, by(0, "")); err != nil {
		t.Fatal(err)
	}
	intime := moving("intime")
	intime.Opened = shorter.Said
	early := by(0, "")
	early.Day = shorter.Said
	if _, err := d.SaveAction(office(t), intime, early); err != nil {
		t.Fatal(err)
	}
	kept, err := d.Action(office(t), "intime", day)
	if err != nil {
		t.Fatal(err)
	}
	intime.Note = "wartet auf das Hochbauamt"
	if _, err := d.SaveAction(office(t), intime, by(kept.Version, "Bemerkung")); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][]string{"late": {past, known, before}, "intime": nil} {
		task, err := d.Task(office(t), id, day)
		if err != nil {
			t.Fatal(err)
		}
		versions, err := d.ActionHistory(office(t), id, day)
		if err != nil {
			t.Fatal(err)
		}
		said := task.Track.Hindsight(measures.Entered(versions), task.Began)
		if len(said) != len(want) {
			t.Errorf("%s: %s", id, german(said))
		}
		for _, w := range want {
			if !strings.Contains(german(said), w) {
				t.Errorf("%s: %q lacks %q", id, german(said), w)
			}
		}
	}
	changed := shorter
	changed.Change, changed.Said = -70, day
	versions, err := d.ActionHistory(office(t), "intime", day)
	if err != nil {
		t.Fatal(err)
	}
	other := intime
	other.Expect = &changed
	versions = append(slices.Clone(versions), measures.Kept[steering.Action]{It: other, KnownFrom: day.AddDays(1)})
	if got := measures.Entered(versions); got != day.AddDays(1) {
		t.Errorf("another expectation is entered on %s", got)
	}
}

// TestValueWithoutForecast: where nothing can be forecast the value that came is shown all
// the same, of the time after the expectation up to the check date.
func TestValueWithoutForecast(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 80)
	d := deskOf(c)
	a := moving("a")
	a.Expect.Said = period.Day(2010, 1, 1)
	track, err := d.Track(office(t), a.Mover().By, *a.Expect, day)
	if err != nil || track.Why == (text.Text{}) || track.Alone == nil || track.Alone.Written(text.De) != "420" || track.Alone.Period != period.InMonth(period.MonthOf(2016, 10)) {
		t.Fatalf("%+v, %v", track, err)
	}
	if said := german(track.Hindsight(day, period.Date{})); !strings.Contains(said, "420 (Oktober 2016)") {
		t.Error(said)
	}
	if track, err = d.Track(office(t), a.Mover().By, *a.Expect, period.Day(2010, 6, 1)); err != nil || track.Alone != nil {
		t.Errorf("in 2010 %+v came, %v", track.Alone, err)
	}
}

// TestCheckDateTooFar: a check date that no forecast reaches is a fault of its field, for
// actions and measures, and stays where it was entered before.
func TestCheckDateTooFar(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 0)
	d := deskOf(c)
	a := moving("a")
	a.Expect.Said, a.Expect.Check = day, period.Day(2099, 1, 1)
	_, err := d.SaveAction(office(t), a, by(0, ""))
	rows := fault.RowsOf(err)
	if len(rows) != 1 || rows[0].Column != "expect_check" || !strings.HasPrefix(rows[0].Expected.De, "ein Tag bis zum 31.12.20") {
		t.Fatalf("%+v, %v", rows, err)
	}
	a.Expect.Check = period.Day(2018, 1, 1)
	if _, err := d.SaveAction(office(t), a, by(0, "")); err != nil {
		t.Error(err)
	}
}
