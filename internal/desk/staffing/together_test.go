// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	desk "planraum/internal/desk/staffing"
	"planraum/internal/fault"
)

// TestTogether: two posts of EG 13 that begin on 1 January 2016 by two changes, one of
// which goes at the end of the year, beside one post that is there. By hand, EG 13 step 1
// to step 6: 12 months of 3,489.62 to 5,270.33 EUR for the one that stays (as tested by
// TestMotionAnswered), as much for the other in 2016 and nothing in 2017.
func TestTogether(t *testing.T) {
	day := period.Day(2016, 1, 1)
	there := create("da", "EG 13", 100, period.Day(2015, 1, 1), period.Date{})
	changes := []staffing.PostChange{create("b1", "EG 13", 100, day, period.Date{}), create("b2", "EG 13", 100, day, period.Day(2017, 1, 1))}
	got, err := with(t, payRecords(t), there).Together(t.Context(), changes, day)
	if err != nil {
		t.Fatal(err)
	}
	if want := (staffing.DayEffect{Day: day, Upto: staffing.Settled, Before: staffing.OnDay{Posts: 100}, After: staffing.OnDay{Posts: 300}}); len(got.Days) != 1 || got.Days[0] != want {
		t.Errorf("on the day: %+v", got.Days)
	}
	if len(got.Years) != 4 {
		t.Fatalf("a line and a sum for each year: %+v", got.Years)
	}
	first, second := got.Years[1], got.Years[3]
	if first.Unit != "" || first.Before.Posts != 100 || first.After.Posts != 300 || first.After.CostLow-first.Before.CostLow != 2*41_875_44 || first.After.CostHigh-first.Before.CostHigh != 2*63_243_96 {
		t.Errorf("2016: %+v", first)
	}
	if second.Year != 2017 || second.After.Posts != 200 || second.Before.Posts != 100 {
		t.Errorf("2017: %+v", second)
	}
	if !strings.Contains(got.Words[0].De, "Am 01.01.2016 stehen 3,00 statt 1,00 Stellen im Plan") || !strings.Contains(got.Words[1].De, "Doppelhaushalt 2016/2017") {
		t.Errorf("in words: %q", got.Words)
	}
}

// TestTogetherIsOneAfterTheOther: what a file is said to do is what the plan is once its
// changes are recorded one after the other, and nothing is said of a file of what is known.
func TestTogetherIsOneAfterTheOther(t *testing.T) {
	pay := payRecords(t)
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(prefix string, n int) []staffing.PostChange {
			list := make([]staffing.PostChange, n)
			for i := range list {
				c := create(prefix+string(rune('a'+i)), rapid.SampledFrom([]string{"EG 9", "EG 13", "eg9"}).Draw(rt, "grade"), unit.FTE(rapid.IntRange(1, 300).Draw(rt, "share")),
					period.Day(2016, rapid.IntRange(1, 12).Draw(rt, "month"), 1), period.Date{})
				c.Kind = rapid.SampledFrom([]staffing.ChangeKind{staffing.Create, staffing.Remove, staffing.Authorise}).Draw(rt, "kind")
				c.Stage = rapid.SampledFrom([]staffing.Stage{staffing.Settled, staffing.InDraft}).Draw(rt, "stage")
				c.KnownFrom = period.Day(2016, 1, 1)
				list[i] = c
			}
			return list
		}
		known, file := draw("k", rapid.IntRange(0, 3).Draw(rt, "known")), draw("f", rapid.IntRange(1, 4).Draw(rt, "file"))
		asOf := period.Day(2017, 1, 1)
		got, err := with(rt, pay, known...).Together(t.Context(), file, asOf)
		after := with(rt, pay, slices.Concat(known, file)...)
		if err != nil {
			rt.Fatal(err)
		}
		for _, d := range got.Days {
			p, err := after.PostPlan(t.Context(), asOf, d.Day, d.Upto)
			if err != nil || p.Total() != d.After.Posts || p.Ceiling() != d.After.Outside {
				rt.Fatalf("on %s: %+v, the plan has %d and %d, %v", d.Day, d, p.Total(), p.Ceiling(), err)
			}
		}
		budget, err := after.Biennium(t.Context(), asOf, 2016, desk.Assumed{})
		for _, y := range got.Years {
			i := slices.IndexFunc(budget.Stages, func(s desk.StageSum) bool { return s.Stage == y.Upto })
			sum := budget.Stages[i].Years[y.Year-2016]
			if y.Unit == "" && (err != nil || sum.Posts != y.After.Posts || sum.Cost.High != y.After.CostHigh || sum.Full.Low != y.After.FullLow) {
				rt.Fatalf("%d: %+v, the budget has %+v, %v", y.Year, y, sum, err)
			}
		}
		if again, err := after.Together(t.Context(), file, asOf); err != nil || again.Words != nil || again.Days != nil {
			rt.Fatalf("once it is known: %+v, %v", again, err)
		}
	})
}

// TestTogetherAsks: a grade without pay, an office that no change names, posts twice, posts
// that nobody created, and the motion that a change answers are told at the change.
func TestTogetherAsks(t *testing.T) {
	december := period.Day(2015, 12, 18)
	motion := council.Paper{ID: "haushaltsantrag-864-2015", Reference: "864/2015", Type: council.BudgetAsk, State: council.Received, Title: "Stelle"}
	answer := council.Paper{ID: "grdrs-2001-2015", Reference: "GRDrs 2001/2015", Type: council.Resolution, State: council.Decided, Title: "Stelle", Answers: []string{motion.ID}}
	b := exampleBooks(t)
	b.put(t, register.Paper, motion.ID, november, motion)
	b.put(t, register.Paper, answer.ID, december, answer)
	from := period.Day(2016, 1, 1)
	given, slip, double, gone := create("2001", "EG 13", 100, from, period.Date{}), create("b2", "eg9", 100, from, period.Date{}), create("b3", "eg9", 100, from, period.Date{}), create("b4", "EG 9", 500, from, period.Date{})
	given.Paper, slip.Unit, double.Unit, gone.Kind = answer.Reference, "Sozialmt", "Sozialmt", staffing.Remove
	file := []staffing.PostChange{given, slip, double, gone}
	for i := range file {
		file[i].KnownFrom, file[i].Line = december, i+2
	}
	got, err := desk.New(b).Together(t.Context(), file, december)
	if err != nil {
		t.Fatal(err)
	}
	if last := got.Words[len(got.Words)-1].De; last != "Bitte ansehen, was zu 4 Zeilen steht: 2, 3, 4, 5." {
		t.Errorf("%q", last)
	}
	for line, wants := range map[int][]string{
		2: {"Was „Antrag 864/2015“ verlangt („864-2015-1“), zählt dann nicht mehr"},
		3: {"„eg9“ ist keine Entgelttabelle bekannt", "„Sozialmt“ kommt in keiner bekannten Änderung vor. Ist es richtig geschrieben? Bekannt sind: alle Ämter, Sozialamt"},
		4: {"Die Änderung „b2“ schafft ebenso viele Stellen"},
		5: {"5,00 Stellen bewirken nichts: So viele Stellen ohne Nummer hat keine gezählte Vorlage geschaffen. Stellen mit Nummer müssen mit ihr genannt sein."},
	} {
		for _, want := range wants {
			if !slices.ContainsFunc(got.Notes, func(n staffing.ChangeNote) bool { return n.Line == line && strings.Contains(n.Words.De, want) }) {
				t.Errorf("row %d: no %q in %+v", line, want, got.Notes)
			}
		}
	}
}

// TestTogetherTouchesOlder: a file that lets posts end that a known change speaks of says
// so, though that change is not in it.
func TestTogetherTouchesOlder(t *testing.T) {
	there := create("da", "EG 9", 100, period.Day(2015, 1, 1), period.Date{})
	regrade := create("hebung", "EG 10", 100, period.Day(2017, 1, 1), period.Date{})
	regrade.Kind = staffing.Regrade
	gone := create("weg", "EG 9", 100, period.Day(2016, 1, 1), period.Date{})
	gone.Kind = staffing.Remove
	got, err := with(t, payRecords(t), there, regrade).Together(t.Context(), []staffing.PostChange{gone}, period.Day(2017, 6, 1))
	if err != nil || !strings.Contains(got.Words[len(got.Words)-1].De, "Zur Änderung „hebung“ (Vorlage hebung), die schon bekannt ist: 1,00 Stellen bewirken nichts") {
		t.Errorf("%q %v", got.Words, err)
	}
}

// TestCheckTogether: what is filled may be allowed by another change of the file, whatever
// their order; beyond that it is refused at its row, and what is recorded already is not
// refused again.
func TestCheckTogether(t *testing.T) {
	from := period.Day(2016, 1, 1)
	fill := func(id string, share unit.FTE) staffing.PostChange {
		c := create(id, "EG 9", share, from.AddDays(30), period.Date{})
		c.Kind, c.KnownFrom, c.File, c.Line = staffing.Fill, from, "f.csv", 7
		return c
	}
	allowed := create("a", "EG 9", 200, from, period.Date{})
	d := with(t, payRecords(t))
	if err := d.CheckTogether(t.Context(), []staffing.PostChange{fill("voll", 200), allowed}); err != nil {
		t.Errorf("the file allows it: %v", err)
	}
	err := d.CheckTogether(t.Context(), []staffing.PostChange{fill("zu-viel", 5000), allowed})
	rows := fault.RowsOf(err)
	if len(rows) != 1 || rows[0].File != "f.csv" || rows[0].Line != 7 || rows[0].Column != "share" || rows[0].Value != "50,00" || !strings.Contains(rows[0].Expected.De, "höchstens 2,00 Stellen") {
		t.Errorf("beyond it: %+v, %v", rows, err)
	}
	if err := with(t, payRecords(t), allowed, fill("zu-viel", 5000)).CheckTogether(t.Context(), []staffing.PostChange{fill("zu-viel", 5000)}); err != nil {
		t.Errorf("recorded already: %v", err)
	}
	unread := allowed
	unread.Share = 0
	if err := d.CheckTogether(t.Context(), []staffing.PostChange{fill("offen", 100), unread}); err != nil {
		t.Errorf("how much is allowed could not be read: %v", err)
	}
}

// TestNoPersonForAnOffice: the form refuses what a file is refused for.
func TestNoPersonForAnOffice(t *testing.T) {
	c := create("a", "EG 9", 100, november, period.Date{})
	if err := desk.CheckChange(c, november); err != nil {
		t.Fatal(err)
	}
	c.Unit = "Herr Maier"
	if rows := fault.RowsOf(desk.CheckChange(c, november)); len(rows) != 1 || rows[0].Column != "unit" || rows[0].Value != "Herr Maier" {
		t.Errorf("%+v", rows)
	}
}
