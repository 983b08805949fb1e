// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	"planraum/internal/desk/measures"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

func columnsOf(rows []fault.Row) []string {
	var list []string
	for _, r := range rows {
		list = append(list, r.Column)
	}
	slices.Sort(list)
	return list
}

// TestGoalNamesWhatThereIs: persons, offices and groups that there are not, more decimals
// than the indicator has and less than nobody are refused, all at once.
func TestGoalNamesWhatThereIs(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 0)
	d := deskOf(c)
	good := measure.Goal{ID: "g", Title: "Weniger warten", Unit: "Sozialamt", Since: period.Day(2016, 1, 1), Source: "Probe", Target: measure.Target{Indicator: "waiting.persons", Area: "08000001", Value: 430, AtMost: true}}
	for name, one := range map[string]struct {
		change func(*measure.Goal)
		want   []string
	}{
		"good":        {func(*measure.Goal) {}, nil},
		"person":      {func(g *measure.Goal) { g.Unit = "Herr Peter Müller" }, []string{"unit"}},
		"office":      {func(g *measure.Goal) { g.Unit = "Amt Zauberei" }, []string{"unit"}},
		"group":       {func(g *measure.Goal) { g.Target.Group = "marsians" }, []string{"group"}},
		"half person": {func(g *measure.Goal) { g.Target.Value = 12.5 }, []string{"value"}},
		"negative":    {func(g *measure.Goal) { g.Target.Value = -5 }, []string{"value"}},
		"long":        {func(g *measure.Goal) { g.Title = strings.Repeat("a", 100000) }, []string{"title"}},
		"all": {func(g *measure.Goal) {
			g.Title, g.Unit, g.Target.Group, g.Target.Area, g.Target.Value = "", "Frau Muster", "marsians", "9", -1.5
		}, []string{"area", "group", "title", "unit", "value", "value"}},
	} {
		g := good
		one.change(&g)
		rows, err := d.GoalFaults(office(t), g, measures.Change{Day: day})
		if got := columnsOf(rows); err != nil || !slices.Equal(got, one.want) {
			t.Errorf("%s: %v, want %v, %v", name, got, one.want, err)
		}
	}
	m := measure.Measure{ID: "m", Goal: "g", Title: "Schalter", Unit: "Frau Muster", From: day, State: measure.Running, Source: "Probe", Expect: &measure.Expectation{
		Indicator: "waiting.persons", Area: "08000001", Group: "marsians", Change: -1.5, Said: period.Day(2016, 1, 15), Check: period.Day(2016, 10, 31),
	}}
	rows, err := d.MeasureFaults(office(t), m, measures.Change{Day: day})
	if got := columnsOf(rows); err != nil || !slices.Equal(got, []string{"expect_change", "expect_group", "goal", "unit"}) {
		t.Errorf("measure: %v, %v", got, err)
	}
}

// TestOfficeOfGoalStays: an office is kept as the city writes it, and one that stood there
// before it went out of the list stays; another unknown one does not come in.
func TestOfficeOfGoalStays(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 0)
	d := deskOf(c)
	g := measure.Goal{ID: "g", Title: "Weniger warten", Unit: "JUGENDAMT", Since: period.Day(2016, 1, 1), Source: "Probe", Target: measure.Target{Indicator: "waiting.persons", Area: "08000001", Value: 430, AtMost: true}}
	if err := d.SaveGoal(office(t), g, measures.Change{Day: day, By: "Sozialplanung", Now: citytest.Now}); err != nil {
		t.Fatal(err)
	}
	kept, _, err := d.LastGoal(office(t), "g", 0)
	if err != nil || kept.It.Unit != "Jugendamt" {
		t.Fatalf("%+v, %v", kept, err)
	}
	c.Import(t, "settings.csv", "key,value,source\noffices,Sozialamt,invented\n")
	change := measures.Change{Base: kept.Version, Day: day, By: "Sozialplanung", Why: "neu", Now: citytest.Now}
	if rows, err := d.GoalFaults(office(t), kept.It, change); err != nil || len(rows) != 0 {
		t.Errorf("what stood there is refused: %v, %v", rows, err)
	}
	other := kept.It
	other.Unit = "Bauamt"
	if rows, err := d.GoalFaults(office(t), other, change); err != nil || len(rows) != 1 {
		t.Errorf("another one: %v, %v", rows, err)
	}
}

// TestActionOfTheFuture: an action cannot have come up or have been closed after the day
// on which it is entered, and persons give none; all told at once.
func TestActionOfTheFuture(t *testing.T) {
	c := citytest.Empty(t)
	a := request("Zahlen")
	a.Opened, a.Due, a.State, a.Closed, a.Outcome, a.Origin.By = period.Day(2099, 1, 1), period.Date{}, steering.Done, period.Day(2099, 12, 24), "beantwortet", "Frau Schmidt"
	rows, err := deskOf(c).ActionFaults(office(t), a, by(0, ""))
	if got := columnsOf(rows); err != nil || !slices.Equal(got, []string{"closed", "opened", "origin_by"}) {
		t.Errorf("%v, %v", rows, err)
	}
	if i := slices.IndexFunc(rows, func(r fault.Row) bool { return r.Column == "opened" }); i < 0 || rows[i].Expected.De != "ein Tag bis zum Stand (30.11.2016)" {
		t.Errorf("%v", rows)
	}
}

// TestBelowNothing: 500 wait at most; 9999 fewer is told as a slip, 60 fewer is not.
func TestBelowNothing(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 0)
	for change, warned := range map[float64]bool{-60: false, -9999: true} {
		e := shorter
		e.Change = change
		track, err := deskOf(c).Track(office(t), measure.ByMeasure, e, day)
		if err != nil || (track.Below() != text.Text{}) != warned {
			t.Errorf("%g: %q, %v", change, track.Below().De, err)
		}
	}
}

// TestUnjudged: running measures without an expectation cannot be off their track, and
// the board says of how many that is so.
func TestUnjudged(t *testing.T) {
	board, err := deskOf(citytest.Example(t)).Board(office(t), period.Day(2015, 11, 27))
	// Tranches 4 and 5 run; of neither a value after its expectation is known.
	if err != nil || board.Running != 2 || board.Unknown != 2 || len(board.Off) != 0 {
		t.Errorf("%d run, %d cannot be judged, %d off, %v", board.Running, board.Unknown, len(board.Off), err)
	}
}
