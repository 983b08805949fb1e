// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/period"
	. "planraum/internal/city/steering"
	"planraum/internal/fault"
)

func columns(rows []fault.Row) string {
	var list []string
	for _, r := range rows {
		list = append(list, r.Column)
	}
	return strings.Join(list, " ")
}

// TestBodyCheck: everything that is wrong is named at once, at its column.
func TestBodyCheck(t *testing.T) {
	good := Body{
		Key: "task-force", Short: "TF", Name: "Task Force", Kind: TaskForce, Since: period.InYear(2015),
		Members: []Membership{{"Sozialamt", Chair, ""}, {"Jugendamt", Member, ""}, {"Schulamt", Deputy, "Jugendamt"}},
	}
	if rows := good.Check(); len(rows) > 0 {
		t.Errorf("%v", rows)
	}
	bad := Body{
		Key: "Groß", Kind: "club", Lead: "Dr. Muster", Notice: 99, Ended: period.InYear(2014), Since: period.InYear(2015),
		Members: []Membership{{"a@b.de", Chair, ""}, {"Jugendamt", Chair, "Sozialamt"}, {"Schulamt", Deputy, "Bauamt"}, {"", "koenig", ""}, {"Kämmerei", Member, ""}, {"Kämmerei", Member, ""}},
	}
	bad.Parent = bad.Key
	want := "key short name kind parent lead ended notice members[0].office members[1].role members[1].for members[2].for members[3].office members[3].role members[5].office"
	if got := columns(bad.Check()); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestNamesPerson: salutations, titles and mail addresses are found, offices are not.
func TestNamesPerson(t *testing.T) {
	for s, want := range map[string]bool{
		"Frau Muster": true, "Sozialamt, Herrn Muster": true, "Dr. Muster": true, "muster@stadt.de": true, "Mrs. Example": true,
		"Sozialamt": false, "Frauenbeauftragte": false, "Gleichstellungsstelle für Frauen und Männer": false, "Amt für Herrenberger Straße": false, "": false,
	} {
		if NamesPerson(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

// TestRunning: a body runs from its first day to the day before its end; a month or year
// that is all that is known counts from its first and to its last day.
func TestRunning(t *testing.T) {
	b := Body{Since: period.InMonth(period.MonthOf(2015, 11)), Ended: period.InMonth(period.MonthOf(2017, 11))}
	for day, want := range map[period.Date]bool{
		period.Day(2015, 10, 31): false, period.Day(2015, 11, 1): true, period.Day(2017, 11, 29): true, period.Day(2017, 11, 30): false,
	} {
		if b.Running(day) != want {
			t.Errorf("%s: %v", day, !want)
		}
	}
}

// TestCounter: numbers run by year, from 1.
func TestCounter(t *testing.T) {
	c := Counter{Body: "tf", Year: 2015}
	if got := []string{c.Number("TF"), c.Number("TF")}; !slices.Equal(got, []string{"TF 2015-1", "TF 2015-2"}) || c.Last != 2 {
		t.Errorf("%v", got)
	}
}

func meeting() Meeting {
	return Meeting{
		Body: "tf", Day: period.Day(2016, 3, 7), Nth: 1, Begins: "14:00", Ends: "15:00", State: Running,
		Agenda: []Item{{ID: 1, Title: "Standort", Wish: Decide}, {ID: 2, Title: "Kosten", Wish: Decide}, {ID: 3, Title: "Lage", Wish: Inform}},
		Minutes: Minutes{Entries: []Entry{
			{ID: 1, Item: 1, Kind: Decided, Text: "Ja", Votes: &Votes{3, 1, 0}},
			{ID: 2, Item: 1, Kind: Dissent, Text: "Zu teuer", Office: "Kämmerei", To: 1},
			{ID: 3, Item: 1, Kind: Commission, Text: "Bauen", Office: "Hochbauamt", Due: period.Day(2016, 4, 1)},
			{ID: 4, Item: 3, Kind: Note, Text: "Ruhig"},
		}},
	}
}

// TestMeetingCheck: what is wrong with a plan and with minutes.
func TestMeetingCheck(t *testing.T) {
	m := meeting()
	if rows := m.CheckClosing(); len(rows) > 0 {
		t.Errorf("%v", rows)
	}
	m.Begins, m.Ends, m.State, m.Nth = "25:00", "13:00", "vorbei", 0
	m.Agenda = append(m.Agenda, Item{ID: 1, Wish: "tanzen", Office: "Herr Muster"})
	if got, want := columns(m.Check()), "nth begins state agenda[3].title agenda[3].office agenda[3].wish agenda[3].id"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	m = meeting()
	m.Ends = "13:00"
	m.Minutes.Entries = []Entry{
		{ID: 1, Item: 9, Kind: "lied", Text: ""},
		{ID: 1, Item: 1, Kind: Decided, Text: "Nein", Votes: &Votes{1, 3, 0}},
		{ID: 2, Item: 1, Kind: Commission, Text: "Bauen", Due: period.Day(2016, 3, 1)},
		{ID: 3, Item: 1, Kind: Dissent, Text: "Warum", To: 2},
	}
	want := "ends entries[0].item entries[0].kind entries[0].text entries[1].id entries[2].office entries[2].due entries[3].office entries[3].to"
	if got := columns(m.CheckClosing()); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestDecisions: a decision has its item, votes, dissents and corrections.
func TestDecisions(t *testing.T) {
	m := meeting()
	m.Minutes.Corrections = []Correction{{Of: 1, Text: "Nur der Norden"}, {Of: 4, Text: "Nicht ruhig"}}
	list := m.Decisions()
	if len(list) != 1 || list[0].Item.Title != "Standort" || len(list[0].Dissents) != 1 || list[0].Dissents[0] != (Dissenting{"Kämmerei", "Zu teuer"}) || len(list[0].Corrections) != 1 {
		t.Errorf("%+v", list)
	}
	if open := m.Undecided(); len(open) != 3 {
		t.Errorf("before it is closed all is open: %+v", open)
	}
	m.State = Closed
	if open := m.Undecided(); len(open) != 1 || open[0].Title != "Kosten" {
		t.Errorf("left open: %+v", open)
	}
	a := m.ActionOf(m.Minutes.Entries[2])
	if a.ID != "tf-2016-03-07-a3" || a.Origin.Ref != "tf/2016-03-07#3" || a.Owner != "Hochbauamt" || a.Body != "tf" || a.State != Open {
		t.Errorf("%+v", a)
	}
	if key, n, ok := SplitRef(a.Origin.Ref); key != m.Key() || n != 3 || !ok {
		t.Errorf("%s %d %v", key, n, ok)
	}
}

// TestMoved: an entry changes places with its neighbour of the same item, whatever stands
// between; the first does not go up, the last not down.
func TestMoved(t *testing.T) {
	m := Minutes{Entries: []Entry{{ID: 1, Item: 1}, {ID: 2, Item: 2}, {ID: 3, Item: 1}, {ID: 4, Item: 2}}}
	for _, c := range []struct {
		id   int
		up   bool
		want string
	}{{1, false, "3 2 1 4"}, {3, true, "3 2 1 4"}, {1, true, "1 2 3 4"}, {4, false, "1 2 3 4"}, {4, true, "1 4 3 2"}, {9, true, "1 2 3 4"}, {0, false, "1 2 3 4"}} {
		got := ""
		for _, e := range m.Moved(c.id, c.up).Entries {
			got += " " + strconv.Itoa(e.ID)
		}
		if got[1:] != c.want {
			t.Errorf("%d, up %t: %s, want %s", c.id, c.up, got[1:], c.want)
		}
	}
}
