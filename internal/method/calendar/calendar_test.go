// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package calendar_test

import (
	_ "embed"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	. "planraum/internal/method/calendar"
)

//go:embed testdata/holidays.csv
var table string

// TestHolidays: the holidays of 2015 to 2030 are those of a table that was made by
// another formula.
func TestHolidays(t *testing.T) {
	want := map[int][]string{}
	for _, line := range strings.Split(strings.TrimSpace(table), "\n")[1:] {
		year := int(line[0]-'0')*1000 + int(line[1]-'0')*100 + int(line[2]-'0')*10 + int(line[3]-'0')
		want[year] = append(want[year], line)
	}
	for year := 2015; year <= 2030; year++ {
		var got []string
		for _, h := range Holidays(year) {
			got = append(got, h.Day.String()+","+h.Name.De)
		}
		if strings.Join(got, "\n") != strings.Join(want[year], "\n") {
			t.Errorf("%d: %v, want %v", year, got, want[year])
		}
	}
}

//go:embed testdata/deadlines.csv
var deadlines string

// TestDeadlines: the days to hand in 5, 8 and 10 working days before sittings of 2015 to
// 2030, around Christmas, Epiphany, Easter, Whitsun and Corpus Christi and in the middle
// of each month, are those of a table that another program counted day by day with
// another formula of Easter.
func TestDeadlines(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(deadlines), "\n")[1:]
	if len(lines) < 900 {
		t.Fatalf("%d deadlines", len(lines))
	}
	for _, line := range lines {
		cells := strings.Split(line, ",")
		sitting, err := period.ParseDate(cells[0])
		if err != nil {
			t.Fatal(err)
		}
		days, err := strconv.Atoi(cells[1])
		if err != nil {
			t.Fatal(err)
		}
		if got := AddWorkingDays(sitting, -days); got.String() != cells[2] {
			t.Errorf("%s less %d working days: %s, want %s", sitting, days, got, cells[2])
		}
	}
}

// TestEaster: days of the almanac that are hard for a formula.
func TestEaster(t *testing.T) {
	for _, d := range []period.Date{period.Day(1818, 3, 22), period.Day(1943, 4, 25), period.Day(1954, 4, 18), period.Day(1981, 4, 19), period.Day(2038, 4, 25), period.Day(2049, 4, 18)} {
		if got := Easter(d.Year()); got != d {
			t.Errorf("%d: %s, want %s", d.Year(), got, d)
		}
	}
}

// TestWorkingDays: around the turn of 2015, when Christmas fell on a Friday.
func TestWorkingDays(t *testing.T) {
	for _, c := range []struct {
		from period.Date
		n    int
		want period.Date
	}{
		{period.Day(2015, 12, 24), 1, period.Day(2015, 12, 28)},
		{period.Day(2015, 12, 24), 5, period.Day(2016, 1, 4)}, // 28 to 31 December, 4 January
		{period.Day(2016, 1, 7), -1, period.Day(2016, 1, 5)},  // Epiphany is no working day
		{period.Day(2016, 3, 29), -2, period.Day(2016, 3, 23)},
		{period.Day(2016, 1, 2), 0, period.Day(2016, 1, 2)},
	} {
		if got := AddWorkingDays(c.from, c.n); got != c.want {
			t.Errorf("%s %+d: %s, want %s", c.from, c.n, got, c.want)
		}
	}
	if n := WorkingDays(period.Day(2015, 12, 31), period.Day(2016, 12, 31)); n != 251 {
		// 366 days less 105 Saturdays and Sundays less 10 holidays on other days.
		t.Errorf("2016 has %d working days, want 251", n)
	}
}

// TestWorkingDaysProperties: going n working days forward and counting agree; nobody
// works on weekends.
func TestWorkingDaysProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := period.Day(2015, 1, 1).AddDays(rapid.IntRange(0, 6000).Draw(t, "day"))
		n := rapid.IntRange(-60, 60).Draw(t, "n")
		to := AddWorkingDays(d, n)
		if n > 0 && WorkingDays(d, to) != n {
			t.Fatalf("%s %+d is %s, which counts %d", d, n, to, WorkingDays(d, to))
		}
		if n != 0 && !IsWorkingDay(to) {
			t.Fatalf("%s is no working day", to)
		}
		if day := OnOrBefore(d); day.After(d) || day.Time().Weekday() == time.Sunday {
			t.Fatalf("%s becomes %s", d, day)
		}
	})
}

// The order of a resolution paper: committee, then council.
func order() []Step {
	return []Step{
		{Committee: "district", Sittings: []period.Date{period.Day(2016, 1, 11), period.Day(2016, 2, 8)}, Submit: 5, Invite: 7, Apart: 1},
		{Committee: "social", Sittings: []period.Date{period.Day(2016, 1, 18), period.Day(2016, 2, 15)}, Submit: 10, Invite: 7, Apart: 2},
		{Committee: "council", Sittings: []period.Date{period.Day(2016, 1, 28), period.Day(2016, 2, 25)}, Submit: 8, Invite: 7},
	}
}

// TestBackward: from 25 February back, by hand.
func TestBackward(t *testing.T) {
	p := Backward(order(), period.Day(2016, 2, 25), period.Day(2016, 1, 20))
	if p.Problem != None {
		t.Fatalf("%+v", p)
	}
	want := []Stop{
		{Committee: "district", Sitting: period.Day(2016, 2, 8), Submit: period.Day(2016, 2, 1), Invite: period.Day(2016, 2, 1)},
		{Committee: "social", Sitting: period.Day(2016, 2, 15), Submit: period.Day(2016, 2, 1), Invite: period.Day(2016, 2, 8)},
		{Committee: "council", Sitting: period.Day(2016, 2, 25), Submit: period.Day(2016, 2, 15), Invite: period.Day(2016, 2, 18)},
	}
	for i, s := range p.Course.Stops {
		if s != want[i] {
			t.Errorf("step %d: %+v, want %+v", i, s, want[i])
		}
	}
	if p.Course.Start != period.Day(2016, 2, 1) {
		t.Errorf("to be handed in by %s", p.Course.Start)
	}
}

// TestBackwardFails: what cannot be met says why and what can.
func TestBackwardFails(t *testing.T) {
	ready := period.Day(2016, 1, 20)
	for _, c := range []struct {
		wanted   period.Date
		problem  Problem
		at       string
		earliest bool
	}{
		{period.Day(2016, 1, 28), TooLate, "district", true}, // 11 January is over
		{period.Day(2016, 2, 26), NoSeat, "council", true},   // nobody sits
		{period.Day(2015, 12, 17), NoSeat, "council", true},
	} {
		p := Backward(order(), c.wanted, ready)
		if p.Problem != c.problem || p.At != c.at || (p.Earliest != nil) != c.earliest {
			t.Errorf("%s: %+v", c.wanted, p)
		}
		if p.Earliest != nil && p.Earliest.Stops[2].Sitting != period.Day(2016, 2, 25) {
			t.Errorf("%s: the earliest is %s", c.wanted, p.Earliest.Stops[2].Sitting)
		}
	}
	if p := Backward(order(), period.Day(2016, 2, 25), period.Day(2016, 2, 10)); p.Problem != NeverCan || p.Earliest != nil {
		t.Errorf("%+v", p)
	}
	steps := order()
	steps[0].Sittings = steps[0].Sittings[1:]
	if p := Backward(steps, period.Day(2016, 1, 28), ready); p.Problem != NoWay || p.At != "district" || p.Earliest == nil {
		t.Errorf("%+v", p)
	}
	if p := Backward(nil, ready, ready); p.Problem != NoSteps {
		t.Errorf("%+v", p)
	}
}

// TestBackwardChosen: a day chosen for an earlier body is taken where it sits and the next
// one still has its time; otherwise the stop says why not, with the sitting before. Two
// bodies of Stuttgart in December 2015, by hand.
func TestBackwardChosen(t *testing.T) {
	day := func(d int) period.Date { return period.Day(2015, 12, d) }
	steps := func(chosen period.Date) []Step {
		return []Step{
			{Committee: "VA", Sittings: []period.Date{day(2), day(9), day(16)}, Fixed: chosen},
			{Committee: "GR", Sittings: []period.Date{day(3), day(17)}},
		}
	}
	for _, c := range []struct {
		chosen, wanted, sits, before period.Date
		why                          Reason
	}{
		{day(2), day(17), day(2), period.Date{}, Taken},
		{period.Date{}, day(17), day(16), period.Date{}, Taken},
		{day(5), day(17), day(16), day(2), NoSitting}, // Saturday
		{day(16), day(3), day(2), day(2), AfterNext},
		{day(1), day(3), day(2), period.Date{}, NoSitting}, // none before it
	} {
		p := Backward(steps(c.chosen), c.wanted, period.Day(2015, 11, 27))
		if s := p.Course.Stops[0]; p.Problem != None || s.Sitting != c.sits || s.Passed != c.why || s.Before != c.before {
			t.Errorf("VA on %s, GR on %s: %+v %s", c.chosen, c.wanted, s, p.Problem)
		}
	}
	// Without a wanted day the first council after the chosen day decides.
	if p := Backward(steps(day(9)), period.Date{}, day(1)); p.Earliest == nil || p.Earliest.Stops[0].Sitting != day(9) || p.Earliest.Stops[1].Sitting != day(17) {
		t.Errorf("%+v", p)
	}
	none := steps(period.Date{})
	none[1].Sittings = nil
	if p := Backward(none, period.Date{}, day(1)); p.Problem != NoneSet || p.At != "GR" {
		t.Errorf("%+v", p)
	}
}

// TestBackwardProperties: no body sits before the one before it, none is asked on a
// day on which it does not sit, and nothing is handed in before the paper is ready.
func TestBackwardProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := func(name string) period.Date {
			return period.Day(2016, 1, 1).AddDays(rapid.IntRange(0, 200).Draw(t, name))
		}
		var steps []Step
		for range rapid.IntRange(1, 4).Draw(t, "steps") {
			s := Step{Submit: rapid.IntRange(0, 15).Draw(t, "submit"), Apart: rapid.IntRange(0, 10).Draw(t, "apart")}
			for range rapid.IntRange(0, 6).Draw(t, "sittings") {
				s.Sittings = append(s.Sittings, day("sitting"))
			}
			if rapid.Bool().Draw(t, "chosen") {
				s.Fixed = day("fixed")
			}
			s.Beside = rapid.Bool().Draw(t, "beside")
			steps = append(steps, s)
		}
		ready := day("ready")
		p := Backward(steps, day("wanted"), ready)
		courses := []Course{}
		if p.Problem == None {
			courses = append(courses, p.Course)
		}
		if p.Earliest != nil {
			courses = append(courses, *p.Earliest)
		}
		for _, c := range courses {
			if c.Start.Before(ready) {
				t.Fatalf("handed in on %s, ready on %s", c.Start, ready)
			}
			group := groups(steps)
			for i := range c.Stops {
				for k := range c.Stops {
					if group[k] == group[i]+1 && c.Stops[i].Sitting.AddDays(steps[i].Apart).After(c.Stops[k].Sitting) {
						t.Fatalf("%d before %d: %+v", i, k, c.Stops)
					}
				}
			}
		}
	})
}

// groups numbers the steps that stand beside each other.
func groups(steps []Step) []int {
	list := make([]int, len(steps))
	for i := 1; i < len(steps); i++ {
		list[i] = list[i-1]
		if !steps[i].Beside {
			list[i]++
		}
	}
	return list
}

// TestBackwardBeside: three district councils that sit on the 8th, 11th and 15th of
// February come before the council of the 25th, whatever the order in which they are
// named; one after the other only one of the six orders is that quick. By hand.
func TestBackwardBeside(t *testing.T) {
	day := func(d int) period.Date { return period.Day(2016, 2, d) }
	sits := map[string]period.Date{"A": day(8), "B": day(11), "C": day(15)}
	for _, names := range []string{"ABC", "ACB", "BAC", "BCA", "CAB", "CBA"} {
		var steps []Step
		for i, name := range strings.Split(names, "") {
			steps = append(steps, Step{Committee: name, Sittings: []period.Date{sits[name], sits[name].AddDays(28)}, Submit: 3, Beside: i > 0})
		}
		steps = append(steps, Step{Committee: "council", Sittings: []period.Date{day(25), period.Day(2016, 3, 17)}})
		p := Backward(steps, period.Date{}, day(1))
		if p.Earliest == nil || p.Earliest.Start != day(3) || p.Earliest.Stops[3].Sitting != day(25) { // 3 working days before Monday the 8th
			t.Fatalf("%s: %+v", names, p)
		}
		for _, stop := range p.Earliest.Stops[:3] {
			if stop.Sitting != sits[stop.Committee] {
				t.Errorf("%s: %s on %s", names, stop.Committee, stop.Sitting)
			}
		}
		for i := range steps {
			steps[i].Beside = false
		}
		if p = Backward(steps, day(25), day(1)); (p.Problem == None) != (names == "ABC") {
			t.Errorf("%s one after the other: %s", names, p.Problem)
		}
	}
}

// TestInviteBy: an invitation does not fall on a holiday or a weekend; what moves it
// forward is named.
func TestInviteBy(t *testing.T) {
	for _, c := range []struct {
		sitting period.Date
		days    int
		want    period.Date
		off     string
	}{
		{period.Day(2016, 1, 13), 7, period.Day(2016, 1, 5), "Heilige Drei Könige"}, // Wednesday, 6 January
		{period.Day(2016, 2, 22), 8, period.Day(2016, 2, 12), "Wochenende"},         // Sunday, 14 February
		{period.Day(2016, 4, 4), 7, period.Day(2016, 3, 24), "Ostermontag"},         // over Easter to Maundy Thursday
		{period.Day(2015, 12, 3), 7, period.Day(2015, 11, 26), ""},
		{period.Day(2016, 1, 13), 0, period.Day(2016, 1, 13), ""},
	} {
		if got, off := InviteBy(c.sitting, c.days); got != c.want || off.De != c.off {
			t.Errorf("%s less %d days: %s (%s), want %s (%s)", c.sitting, c.days, got, off.De, c.want, c.off)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		sitting, days := period.Day(2015, 1, 1).AddDays(rapid.IntRange(0, 6000).Draw(t, "sitting")), rapid.IntRange(0, 60).Draw(t, "days")
		by, off := InviteBy(sitting, days)
		if !IsWorkingDay(by) || by.After(sitting.AddDays(-days)) || by.DaysTo(sitting) > days+5 || (off.De == "") != (by == sitting.AddDays(-days)) {
			t.Fatalf("%s less %d days: %s (%s)", sitting, days, by, off.De)
		}
	})
}
