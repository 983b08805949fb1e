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
	"planraum/internal/method/effect"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// moving is an action that is to move what shorter says.
func moving(id string) steering.Action {
	a := request("Schalter öffnen")
	e := shorter
	a.ID, a.Expect = id, &e
	return a
}

// TestActionMovesAFigure: an action without a measure is held against the figure that it
// is to move. In a town whose truth is known a drop of 80 is found, none is told as none,
// and a rise as the wrong side; where less than half came it is off its track and stands
// on the board. It is kept, read and judged the same on both databases.
func TestActionMovesAFigure(t *testing.T) {
	for name, c := range both(t) {
		t.Run(name, func(t *testing.T) {
			town(t, c, 80)
			d := deskOf(c)
			kept, err := d.SaveAction(office(t), moving(""), by(0, ""))
			if err != nil || *kept.Expect != shorter {
				t.Fatalf("%+v, %v", kept, err)
			}
			task, err := d.Task(office(t), kept.ID, day)
			if err != nil || task.Track == nil || task.Track.Verdict() != effect.Beyond || !task.Track.Final || len(task.Off) != 0 {
				t.Fatalf("%+v, %v", task.Effect, err)
			}
			if s := task.Track.Sentence(); !strings.Contains(s.De, "(420)") || !strings.Contains(s.De, "ob der Auftrag der Grund ist") || !strings.Contains(s.En, "whether the action is the reason") {
				t.Errorf("%s | %s", s.De, s.En) // 500 without noise, less 80
			}
			before, err := d.Task(office(t), kept.ID, period.Day(2016, 11, 29))
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("it is known before it came: %+v, %v", before, err)
			}
		})
	}
	for drop, want := range map[float64]struct {
		verdict effect.Verdict
		off     bool
	}{0: {effect.Inside, true}, -80: {effect.Against, true}, 80: {effect.Beyond, false}} {
		c := citytest.Empty(t)
		town(t, c, drop)
		d := deskOf(c)
		if _, err := d.SaveAction(office(t), moving(""), by(0, "")); err != nil {
			t.Fatal(err)
		}
		board, err := d.Board(office(t), period.Day(2016, 12, 31))
		if err != nil || board.Tasks != 1 || board.Unknown != 0 || (len(board.Off) == 1) != want.off {
			t.Errorf("with a drop of %g the board has %+v, %v", drop, board, err)
		}
		if want.off && (board.Off[0].Track.Verdict() != want.verdict || board.Off[0].By != measure.ByAction || board.Off[0].Off[0].De != "am Prüftag kam weniger als die Hälfte des Erwarteten") {
			t.Errorf("with a drop of %g: %+v", drop, board.Off[0])
		}
	}
}

// TestActionAndMeasureOfOneKey: an action and a measure of the same key with the same
// expectation come to the same numbers, and each number leads to its own derivation.
func TestActionAndMeasureOfOneKey(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 80)
	d := deskOf(c)
	if err := d.SaveGoal(office(t), measure.Goal{ID: "g", Title: "Weniger warten", Unit: "Sozialamt", Since: period.Day(2016, 1, 1), Source: "Probe", Target: measure.Target{Indicator: "waiting.persons", Area: "08000001", Value: 430, AtMost: true}}, by(0, "")); err != nil {
		t.Fatal(err)
	}
	e := shorter
	e.Change = -70
	if err := d.SaveMeasure(office(t), measure.Measure{ID: "m", Goal: "g", Title: "Maßnahme m", Unit: "Sozialamt", From: day, State: measure.Running, Source: "Probe", Expect: &e}, by(0, "")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveAction(office(t), moving("m"), by(0, "")); err != nil {
		t.Fatal(err)
	}
	for item, differ := range map[string]bool{measures.Median: false, measures.Low: false, measures.High: false, measures.Came: false, measures.Gap: false, measures.Target: true, measures.Due: true} {
		one, err := d.Derive(office(t), "m", item, shorter.Check, day)
		if err != nil {
			t.Fatal(err)
		}
		two, err := d.Derive(office(t), measure.ByAction.Key("m"), item, shorter.Check, day)
		if err != nil || two.Ref != "effect/action:m/"+item+"/2016-10-31" || one.Ref == two.Ref {
			t.Fatalf("%s: %+v, %v", item, two, err)
		}
		if (one.Value != two.Value) != differ {
			t.Errorf("%s is %s of the measure, %s of the action", item, one.Value.De, two.Value.De)
		}
	}
	if _, err := d.Derive(office(t), measure.ByAction.Key("m"), measures.Cost, shorter.Check, day); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an action has no cost: %v", err)
	}
	list, err := d.Expected(office(t), day)
	if err != nil || len(list) != 2 || list[0].By != measure.ByMeasure || list[1].By != measure.ByAction {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, s := range list {
		for _, asked := range []*measure.Asked{s.Low, s.High, s.Target, s.Came} {
			parts := strings.Split(asked.Ref, "/")
			check, err := period.ParseDate(parts[3])
			if err != nil {
				t.Fatal(err)
			}
			x, err := d.Derive(office(t), parts[1], parts[2], check, day)
			if want := measures.Written(s.Indicator, asked.Value, text.De) + " Personen"; err != nil || x.Value.De != want {
				t.Errorf("%s is %q, want %q, %v", asked.Ref, x.Value.De, want, err)
			}
		}
	}
	if got := *list[1].Target; got.Value != list[0].Target.Value+10 { // 60 fewer rather than 70
		t.Errorf("expected are %g and %g", list[0].Target.Value, got.Value)
	}
}

// TestCheckDatesAhead: within four weeks of its check date what is to move a figure stands
// on the board, the soonest first; what was dropped does not, and is off no track.
func TestCheckDatesAhead(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 0)
	d := deskOf(c)
	save := func(check period.Date, change func(*steering.Action)) {
		a := moving("")
		a.Expect.Check = check
		change(&a)
		if _, err := d.SaveAction(office(t), a, by(0, "")); err != nil {
			t.Fatal(err)
		}
	}
	asIs := func(*steering.Action) {}
	save(period.Day(2017, 1, 2), asIs)
	save(period.Day(2016, 12, 28), asIs) // the 28th day
	save(period.Day(2016, 12, 29), asIs) // a day too far
	save(period.Day(2016, 11, 30), asIs) // today
	save(period.Day(2016, 10, 31), asIs) // over
	save(period.Day(2016, 12, 1), func(a *steering.Action) {
		a.State, a.Closed, a.Outcome = steering.Dropped, day, "entfällt"
	})
	board, err := d.Board(office(t), day)
	var got []string
	for _, e := range board.Checks {
		got = append(got, e.Expect.Check.String())
	}
	if want := []string{"2016-11-30", "2016-12-28"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("check dates %v, want %v, %v", got, want, err)
	}
	for _, e := range board.Off {
		if e.GivenUp {
			t.Errorf("what was dropped is off its track: %+v", e)
		}
	}
}

// TestExpectationOfActionIsChecked: everything that is wrong with what an action is to
// move is told at once, at its field, and nothing is kept.
func TestExpectationOfActionIsChecked(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 0)
	d := deskOf(c)
	a := moving("")
	*a.Expect = measure.Expectation{Indicator: "beds", Area: "9", Group: "marsians", Said: day.AddDays(1), Check: day}
	_, err := d.SaveAction(office(t), a, by(0, ""))
	if got := columnsOf(fault.RowsOf(err)); !slices.Equal(got, []string{"expect_area", "expect_change", "expect_check", "expect_group", "expect_indicator", "expect_said"}) {
		t.Errorf("%v", got)
	}
	a = moving("")
	a.Expect.Change = -1.5
	_, err = d.SaveAction(office(t), a, by(0, ""))
	if got := columnsOf(fault.RowsOf(err)); !slices.Equal(got, []string{"expect_change"}) {
		t.Errorf("half a person: %v", got)
	}
	if list, err := d.Actions(office(t), day, measures.Filter{}); err != nil || len(list) != 0 {
		t.Errorf("%d were kept, %v", len(list), err)
	}
}

// TestMovedExpectationOfAction: what is expected may be changed, but is expected from that
// day on; both the effect before saving and the versions say so.
func TestMovedExpectationOfAction(t *testing.T) {
	c := citytest.Empty(t)
	town(t, c, 0)
	d := deskOf(c)
	kept, err := d.SaveAction(office(t), moving(""), by(0, ""))
	if err != nil {
		t.Fatal(err)
	}
	last, _, err := d.LastAction(office(t), kept.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	e := shorter
	e.Change = -20
	kept.Expect = &e
	if _, err := d.SaveAction(office(t), kept, by(last.Version, "weniger")); len(fault.RowsOf(err)) != 1 || fault.RowsOf(err)[0].Column != "expect_said" {
		t.Errorf("something else is expected on the day of before: %v", err)
	}
	e.Said, e.Check = day, e.Check.AddMonths(12)
	says, err := d.ActionEffect(office(t), kept, by(last.Version, "weniger"))
	if err != nil || !slices.ContainsFunc(says, func(s text.Text) bool { return strings.Contains(s.De, "wird geändert, nachdem es schon gesagt war") }) {
		t.Errorf("%v, %v", says, err)
	}
	if _, err := d.SaveAction(office(t), kept, by(last.Version, "weniger")); err != nil {
		t.Fatal(err)
	}
	versions, err := d.ActionHistory(office(t), kept.ID, day)
	if err != nil || !measures.Moved(versions) || measures.Moved(versions[:1]) {
		t.Errorf("%d versions, %v", len(versions), err)
	}
}
