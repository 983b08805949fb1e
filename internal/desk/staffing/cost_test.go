// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	desk "planraum/internal/desk/staffing"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// fatal is what city and rapid have in common.
type fatal interface{ Fatal(args ...any) }

// with returns a desk over the example city's pay tables and these changes only.
func with(t fatal, pay []register.Record, changes ...staffing.PostChange) *desk.Desk {
	b := books{register.Pay: pay}
	for i, c := range changes {
		body, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		b[register.Post] = append(b[register.Post], register.Record{ID: int64(i + 1), Kind: register.Post, Key: c.ID, KnownFrom: c.KnownFrom, Body: body})
	}
	return desk.New(b)
}

func payRecords(t *testing.T) []register.Record {
	b := exampleBooks(t)
	return b[register.Pay]
}

func create(id, grade string, share unit.FTE, from, note period.Date) staffing.PostChange {
	return staffing.PostChange{ID: id, Paper: "Vorlage " + id, Kind: staffing.Create, Stage: staffing.Settled, On: from, From: from, Unit: "Sozialamt", Grade: grade, Share: share, Note: note, KnownFrom: from, Source: "Probe"}
}

// TestPayChangesWithinYear: the posts cost by the table of each month, and nothing from
// the first month without them. By hand, EG 13 step 2: 3,963.48 EUR from March 2016 and
// 4,056.62 EUR (as published) from February 2017; EG 9 step 1: 2,586.77 EUR up to
// February 2016, then 2,648.85 EUR.
func TestPayChangesWithinYear(t *testing.T) {
	pay, late := payRecords(t), period.Day(2018, 1, 1)
	start := period.Day(2015, 1, 1)
	for _, c := range []struct {
		name       string
		post       staffing.PostChange
		first      int
		step       int
		year, next unit.Cents
	}{
		{"January at the old table", create("a", "EG 13", 100, start, period.Date{}), 2016, 2, 2*3_870_59 + 10*3_963_48, 3_963_48 + 11*4_056_62},
		{"phased out on 1 September", create("b", "EG 13", 100, start, period.Day(2017, 9, 1)), 2016, 2, 2*3_870_59 + 10*3_963_48, 3_963_48 + 7*4_056_62},
		{"phased out on 1 January", create("c", "EG 13", 100, start, period.Day(2017, 1, 1)), 2016, 2, 2*3_870_59 + 10*3_963_48, 0},
		{"from 1 February, up to the change of the table", create("d", "EG 13", 100, period.Day(2016, 2, 1), period.Day(2016, 3, 1)), 2016, 2, 3_870_59, 0},
		// 2.70 x 2,586.77 = 6,984.279 and 2.70 x 2,648.85 = 7,151.895
		{"part of a post, rounded once a month", create("e", "EG 9", 270, start, period.Day(2017, 1, 1)), 2016, 1, 2*6_984_28 + 10*7_151_90, 0},
	} {
		b, err := with(t, pay, c.post).Biennium(t.Context(), late, c.first, desk.Assumed{Step: c.step})
		if err != nil {
			t.Fatal(err)
		}
		y := b.Stages[0].Years
		if y[0].Cost.Low != c.year || y[0].Cost.High != c.year || y[1].Cost.High != c.next || len(y[0].Cost.Without) != 0 {
			t.Errorf("%s: %d and %d, want %d and %d", c.name, y[0].Cost.High, y[1].Cost.High, c.year, c.next)
		}
	}
}

// TestMonthsWithoutTable: no table is known from March 2012 to February 2014. Two months
// of 2014 are missing in the cost, and it says so instead of passing ten months off as a
// year.
func TestMonthsWithoutTable(t *testing.T) {
	b, err := with(t, payRecords(t), create("a", "EG 13", 100, period.Day(2013, 1, 1), period.Date{})).Biennium(t.Context(), period.Day(2015, 1, 31), 2014, desk.Assumed{Step: 1})
	if err != nil {
		t.Fatal(err)
	}
	c := b.Stages[0].Years[0].Cost
	if c.Low != 10*3_407_83 || c.Unknown != 100 || !slices.Equal(c.Without, []period.Month{period.MonthOf(2014, 1), period.MonthOf(2014, 2)}) {
		t.Errorf("%+v", c)
	}
}

// TestDerivedCost: the derivation of a cost names each run of months with its pay, its
// posts and its product, at the step that was asked for.
func TestDerivedCost(t *testing.T) {
	d := with(t, payRecords(t), create("a", "EG 13", 100, period.Day(2015, 1, 1), period.Day(2017, 9, 1)))
	b, err := d.Biennium(t.Context(), period.Day(2018, 1, 1), 2016, desk.Assumed{Step: 2})
	if err != nil {
		t.Fatal(err)
	}
	first, step, err := desk.ParseBiennium(strings.Split(b.LineRef(0, 2017, "low"), "/")[1])
	if err != nil || first != 2016 || step != 2 {
		t.Errorf("%d %d %v", first, step, err)
	}
	out, err := d.DeriveBiennium(t.Context(), b, string(staffing.Asked), 2017, "low-1")
	if err != nil || len(out.From) != 2 {
		t.Fatalf("%+v %v", out, err)
	}
	for i, want := range []string{"3.963,48\u00a0EUR x 1,00 Stellen = 3.963,48\u00a0EUR je Monat; mal 1", "4.056,62\u00a0EUR x 1,00 Stellen = 4.056,62\u00a0EUR je Monat; mal 7"} {
		if got := out.From[i].Rule.In(text.De); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := out.Value.In(text.De); got != "32.359,82\u00a0EUR" {
		t.Error(got)
	}
	decided, err := d.DeriveBiennium(t.Context(), b, string(staffing.Settled), 2017, "low")
	if err != nil || len(decided.From) == 0 {
		t.Errorf("what is decided names no parts: %v", err)
	}
}

// TestNoCentLost: however posts are cut into numbers, a line costs the same; the lines
// add up to the total, and the months of each line to its year.
func TestNoCentLost(t *testing.T) {
	pay := payRecords(t)
	rapid.Check(t, func(t *rapid.T) {
		var changes, cut []staffing.PostChange
		for i := range rapid.IntRange(1, 4).Draw(t, "n") {
			share := unit.FTE(rapid.IntRange(3, 300).Draw(t, "share"))
			from := period.MonthOf(2015, 1+rapid.IntRange(0, 30).Draw(t, "from")%12).First()
			note := period.MonthOf(2016, rapid.IntRange(1, 12).Draw(t, "note")).First()
			c := create(fmt.Sprint(i), rapid.SampledFrom([]string{"EG 9", "EG 13", "A 10"}).Draw(t, "grade"), share, from, note)
			changes = append(changes, c)
			a := min(share/2, 100)
			rest := share - a
			for n := 0; rest > 0; n++ {
				part := min(rest, 100)
				c.Posts, rest = append(c.Posts, staffing.Portion{Number: fmt.Sprintf("%d-%d", i, n), Share: part}), rest-part
			}
			c.Posts = append(c.Posts, staffing.Portion{Number: fmt.Sprintf("%d-x", i), Share: a})
			cut = append(cut, c)
		}
		late := period.Day(2018, 1, 1)
		whole, err1 := with(t, pay, changes...).Biennium(t.Context(), late, 2016, desk.Assumed{})
		parts, err2 := with(t, pay, cut...).Biennium(t.Context(), late, 2016, desk.Assumed{})
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		for i := range 2 {
			one, other := whole.Stages[0].Years[i], parts.Stages[0].Years[i]
			if one.Cost.Low != other.Cost.Low || one.Cost.High != other.Cost.High || one.Posts != other.Posts {
				t.Fatalf("whole %+v, cut %+v", one.Cost, other.Cost)
			}
			var low, high unit.Cents
			for _, l := range whole.Stages[0].Lines {
				var months unit.Cents
				for _, p := range l.Parts[i] {
					months += p.Each.High * unit.Cents(p.Months())
				}
				if months != l.Years[i].Cost.High {
					t.Fatalf("months %d, line %d", months, l.Years[i].Cost.High)
				}
				low, high = low+l.Years[i].Cost.Low, high+l.Years[i].Cost.High
			}
			if low != one.Cost.Low || high != one.Cost.High {
				t.Fatalf("lines %d to %d, total %+v", low, high, one.Cost)
			}
		}
	})
}

// TestEffect: before it is saved a change says what it moves: posts, cost by line and
// year, and of an authorisation what it costs at most.
func TestEffect(t *testing.T) {
	day := period.Day(2015, 11, 1)
	d := with(t, payRecords(t), create("a", "EG 9", 100, period.Day(2015, 1, 1), period.Date{}))
	e, err := d.Effect(t.Context(), day, create("b", "EG 9", 50, period.Day(2017, 7, 1), period.Date{}))
	if err != nil || len(e.Lines) != 1 || e.First != 2016 {
		t.Fatalf("%+v %v", e, err)
	}
	// 6 months of half of 2,586.77 EUR: the newest table known in November 2015.
	l := e.Lines[0]
	if l.Before[1].Posts != 100 || l.After[1].Posts != 150 || l.After[0].Cost.Low != l.Before[0].Cost.Low || l.After[1].Cost.Low-l.Before[1].Cost.Low != 6*(3_880_16-2_586_77) {
		t.Errorf("%+v", l)
	}
	permit := create("p", "EG 9", 760, period.Day(2016, 1, 1), period.Date{})
	permit.Kind, permit.Until = staffing.Authorise, period.Day(2016, 3, 31)
	if e, err = d.Effect(t.Context(), day, permit); err != nil || len(e.Lines) != 1 || e.Lines[0].After[0].Full.Low != 3*19_659_45 || e.Lines[0].After[0].Cost.Low != l.Before[0].Cost.Low {
		t.Errorf("%+v %v", e, err) // 7.60 x 2,586.77 = 19,659.452
	}
}

// TestBeyondCeiling: to record more as filled than authorisations allow is refused with
// how much is allowed and by which papers; what they allow is recorded.
func TestBeyondCeiling(t *testing.T) {
	d, day := city(t), november
	fill := staffing.PostChange{ID: "f", Paper: "Meldung", Kind: staffing.Fill, Stage: staffing.Settled, On: day, From: day, Unit: "Sozialamt", Grade: "EG 9", Share: 2337, KnownFrom: day, Source: "Probe"}
	if err := d.CheckAllowed(t.Context(), fill); err != nil { // 7.60 + 10.17 + 5.60
		t.Error(err)
	}
	fill.Share = 2338
	rows := fault.RowsOf(d.CheckAllowed(t.Context(), fill))
	if len(rows) != 1 || rows[0].Column != "share" || rows[0].Value != "23,38" || !strings.Contains(rows[0].Expected.In(text.De), "höchstens 23,37 Stellen: So viel erlauben am 27.11.2015: GRDrs 591/2014 (7,60), GRDrs 383/2015 (10,17), GRDrs 383/2015 (5,60)") {
		t.Errorf("%+v", rows)
	}
	if err := d.RecordChange(t.Context(), fill, 0, "Sozialplanung", day.Time()); fault.KindOf(err) != fault.Invalid {
		t.Errorf("recorded: %v", err)
	}
	post := fill
	post.Grade, post.Share, post.Posts = "A 10", 100, []staffing.Portion{{Number: "500 0105 022", Share: 100}}
	if rows := fault.RowsOf(d.CheckAllowed(t.Context(), post)); len(rows) != 1 || !strings.Contains(rows[0].Expected.In(text.De), "höchstens 0,70") {
		t.Errorf("%+v", rows)
	}
}
