// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/steering"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

var (
	drawWords = rapid.StringMatching(`[=A-Za-zäöüß„][A-Za-z ,;"0-9äöü.-]{0,30}[A-Za-z.]`)
	drawDay   = rapid.Custom(func(t *rapid.T) period.Date {
		return period.Day(rapid.IntRange(1990, 2015).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
	})
	drawLater = rapid.Custom(func(t *rapid.T) period.Date { return drawDay.Draw(t, "day").AddDays(12000) })
	work      = cityfile.NewCatalogue([]area.Area{{ID: "a1"}}, []figure.Indicator{{Code: "persons", Kind: figure.Stock}, {Code: "share", Places: 1, Kind: figure.Rate}}, []population.Group{{ID: "g1"}})
)

// maybe draws a value or none.
func maybe[T any](t *rapid.T, g *rapid.Generator[T], label string) (none T) {
	if !rapid.Bool().Draw(t, label+"?") {
		return none
	}
	return g.Draw(t, label)
}

// reread writes a sheet and reads it again.
func reread[T any](t *rapid.T, sheet table.Sheet, read func(*table.Reader, cityfile.Catalogue) ([]T, error)) []T {
	var out bytes.Buffer
	if err := table.WriteCSV(&out, text.En, sheet); err != nil {
		t.Fatal(err)
	}
	in, err := table.Open("again.csv", strings.NewReader(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	list, err := read(in, work)
	if err != nil {
		t.Fatalf("%v\n%v\n%s", err, fault.RowsOf(err), out.String())
	}
	return list
}

// TestActionsGoRound: what is written of actions is read again as it was.
func TestActionsGoRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := cityfile.Action{Action: steering.Action{
			ID: "2015-001", Title: drawWords.Draw(t, "title"), Owner: drawWords.Draw(t, "owner"), State: rapid.SampledFrom(steering.ActionStates()).Draw(t, "state"),
			Origin: steering.Origin{Kind: rapid.SampledFrom(steering.OriginKinds()).Draw(t, "kind"), Ref: maybe(t, drawWords, "ref"), By: drawWords.Draw(t, "by")},
			Opened: drawDay.Draw(t, "opened"), Due: maybe(t, drawLater, "due"), Body: maybe(t, drawWords, "body"), FollowsUp: maybe(t, drawWords, "follows"),
			Procedure: maybe(t, drawWords, "procedure"), Measure: maybe(t, drawWords, "measure"), Note: drawWords.Draw(t, "note"), Source: maybe(t, drawWords, "source"), Example: rapid.Bool().Draw(t, "example"),
		}, KnownFrom: period.Day(2060, 1, 1)}
		if a.State.Ended() {
			a.Closed, a.Outcome = a.Opened.AddDays(3), drawWords.Draw(t, "outcome")
		}
		a.Expect = drawExpectation(t, a.Opened)
		got := reread(t, cityfile.ActionSheet([]cityfile.Action{a}), cityfile.ReadActions)
		a.File, a.Line = got[0].File, got[0].Line
		if diff := gocmp.Diff([]cityfile.Action{a}, got, gocmp.AllowUnexported(period.Date{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestGoalsAndMeasuresGoRound does the same for goals and measures.
func TestGoalsAndMeasuresGoRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		since := drawDay.Draw(t, "since")
		g := cityfile.Goal{Goal: measure.Goal{
			ID: "g", Title: drawWords.Draw(t, "title"), Unit: drawWords.Draw(t, "unit"), Since: since, Ended: maybe(t, drawLater, "ended"), Source: drawWords.Draw(t, "source"),
			Note: maybe(t, drawWords, "note"), Example: rapid.Bool().Draw(t, "example"), Target: measure.Target{
				Indicator: "share", Area: "a1", Group: rapid.SampledFrom([]string{"all", "g1"}).Draw(t, "group"), Value: float64(rapid.IntRange(-1000, 1000).Draw(t, "value")) / 10,
				AtMost: rapid.Bool().Draw(t, "at most"), On: maybe(t, drawLater, "on"),
			},
		}, KnownFrom: drawDay.Draw(t, "known")}
		goals := reread(t, cityfile.GoalSheet([]cityfile.Goal{g}), cityfile.ReadGoals)
		g.File, g.Line = goals[0].File, goals[0].Line
		if diff := gocmp.Diff([]cityfile.Goal{g}, goals, gocmp.AllowUnexported(period.Date{})); diff != "" {
			t.Fatal(diff)
		}
		m := cityfile.Measure{Measure: measure.Measure{
			ID: "m", Goal: "g", Title: g.Title, Unit: g.Unit, From: since, Until: maybe(t, drawLater, "until"), State: rapid.SampledFrom(measure.States()).Draw(t, "state"),
			Cost: unit.Cents(rapid.Int64Range(0, 1e12).Draw(t, "cost")), Paper: maybe(t, drawWords, "paper"), Source: g.Source, Note: g.Note, Example: g.Example,
		}, KnownFrom: since.AddDays(rapid.IntRange(0, 999).Draw(t, "later known"))}
		m.Expect = drawExpectation(t, since)
		list := reread(t, cityfile.MeasureSheet([]cityfile.Measure{m}), cityfile.ReadMeasures)
		m.File, m.Line = list[0].File, list[0].Line
		if diff := gocmp.Diff([]cityfile.Measure{m}, list, gocmp.AllowUnexported(period.Date{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

// drawExpectation draws what is to move, said on a day, or nothing.
func drawExpectation(t *rapid.T, said period.Date) *measure.Expectation {
	if !rapid.Bool().Draw(t, "expects") {
		return nil
	}
	return &measure.Expectation{
		Indicator: "persons", Area: "a1", Group: maybe(t, rapid.Just("g1"), "its group"), Change: float64(rapid.SampledFrom([]int{-9999, -1, 1, 250}).Draw(t, "change")),
		Said: said, Check: drawLater.Draw(t, "check"), Assumed: maybe(t, drawWords, "assumed"),
	}
}

// TestExpectationsOfFile: what an action is to move is held against the same rules as
// what a measure is: known indicator, area and group, a change in the indicator's unit,
// said no later than it was known and before it is checked; all at once.
func TestExpectationsOfFile(t *testing.T) {
	const columns = "expect_indicator,expect_area,expect_group,expect_change,expect_check,expect_said,known_from,source\n"
	rows := []string{
		"persons,a1,g1,-12,2016-06-30,2015-11-20,2015-11-27,Probe", "share,a1,,0.5,2016-06-30,2015-11-20,2015-11-27,Probe", ",,,,,,2015-11-27,Probe",
		"beds,b9,marsians,-12,2016-06-30,2015-11-20,2015-11-27,Probe", "persons,a1,,1.5,2016-06-30,2015-12-24,2015-11-27,Probe", "persons,a1,,0,2015-11-20,2015-11-20,2015-11-27,Probe", ",,,-3,,,2015-11-27,Probe",
	}
	want := []string{
		"5 expect_area", "5 expect_group", "5 expect_indicator", "6 expect_change", "6 expect_said", "7 expect_change", "7 expect_check",
		"8 expect_area", "8 expect_check", "8 expect_indicator", "8 expect_said",
	}
	for name, file := range map[string]struct {
		head, row string
		read      func(*table.Reader) error
	}{
		"actions":  {"id,title,owner,state,opened,origin_kind,origin_by,", "a%d,Tun,Amt,open,2015-11-20,office,Amt,", func(in *table.Reader) error { _, err := cityfile.ReadActions(in, work); return err }},
		"measures": {"id,goal,title,unit,from,state,", "m%d,g,Tun,Amt,2015-11-20,running,", func(in *table.Reader) error { _, err := cityfile.ReadMeasures(in, work); return err }},
	} {
		var all strings.Builder
		all.WriteString(file.head + columns)
		for i, row := range rows {
			fmt.Fprintf(&all, file.row+"%s\n", i, row)
		}
		in, err := table.Open(name+".csv", strings.NewReader(all.String()))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range fault.RowsOf(file.read(in)) {
			got = append(got, fmt.Sprint(r.Line, " ", r.Column))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q\nwant %q", name, got, want)
		}
	}
}

// TestGoalsOfFile: persons, unknown offices, groups and goals, half and negative persons
// and days to come are refused with their rows, all at once.
func TestGoalsOfFile(t *testing.T) {
	offices, err := steering.ReadOffices(period.Date{}, settingOf("Sozialamt"))
	if err != nil {
		t.Fatal(err)
	}
	known := work.WithOffices(offices, nil).WithGoals(map[string][]string{"g": {"Altes Amt"}}, map[string][]string{"m": {"Sozialamt"}})
	faults := func(head, rows string, read func(*table.Reader) error) string {
		in, err := table.Open("x.csv", strings.NewReader(head+"\n"+rows))
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, r := range fault.RowsOf(read(in)) {
			list = append(list, r.Column)
		}
		return strings.Join(list, " ")
	}
	got := faults("id,title,unit,indicator,area,group,value,at_most,since,known_from,source",
		"g,Ziel,Altes Amt,persons,a1,,5,no,2015-01-01,2015-01-01,Probe\nh,Ziel,Herr Peter Müller,persons,a1,marsians,-12.5,vielleicht,2015-01-01,2015-01-01,Probe\ni,Ziel,Amt Zauberei,persons,a1,,-5,no,2015-01-01,2015-01-01,Probe\n",
		func(in *table.Reader) error { _, err := cityfile.ReadGoals(in, known); return err })
	if got != "unit group value at_most unit value" {
		t.Errorf("goals: %s", got)
	}
	got = faults("id,goal,title,unit,from,state,known_from,source", "n,quark,Tun,Frau Muster,2015-01-01,running,2015-01-01,Probe\n",
		func(in *table.Reader) error { _, err := cityfile.ReadMeasures(in, known); return err })
	if got != "goal unit" {
		t.Errorf("measures: %s", got)
	}
	got = faults("id,title,owner,state,opened,closed,outcome,origin_kind,origin_by,measure,known_from,source",
		"2015-001,Liste,Sozialamt,done,2015-11-20,2030-12-24,gut,office,Frau Schmidt,quark,2015-11-27,Probe\n",
		func(in *table.Reader) error { _, err := cityfile.ReadActions(in, known); return err })
	if got != "closed origin_by measure" {
		t.Errorf("actions: %s", got)
	}
}
