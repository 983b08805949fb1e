// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/councildata"
	"planraum/internal/exchange/oparl"
)

const rat = "https://rat.example.org/"

// list is a saved list of objects; BASE/ in them is the address of the system.
func list(objects ...string) []byte {
	return []byte(strings.ReplaceAll(page(strings.Join(objects, ","), ""), "BASE/", rat))
}

func takeFile(t *testing.T, m *memory, content []byte, at time.Time) councildata.Run {
	t.Helper()
	run, err := desk(m).Take(t.Context(), councildata.Intake{Name: "rat.json", Content: content, By: "Sozialplanung", Now: at})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func told(run councildata.Run, object, field string, wrong oparl.Wrong) bool {
	return slices.ContainsFunc(run.Faults, func(f oparl.Fault) bool {
		return f.Object == rat+object && f.Field == field && f.Wrong == wrong
	})
}

// TestDanglingCommittee: a sitting whose committee nobody knows is taken with its day
// and agenda, and the report names object and field; so is the station of a paper,
// which would look public without it. When the committee comes, it is filled in.
func TestDanglingCommittee(t *testing.T) {
	m := &memory{}
	meeting := object("Meeting", "meeting/1", `,"start":"2015-11-27T16:00:00+01:00","organization":["BASE/org/gone"],"agendaItem":[`+object("AgendaItem", "item/1", `,"number":"1","order":0,"name":"Unterkünfte","public":true`)+`]`)
	nameless := object("Meeting", "meeting/2", `,"start":"2015-12-04T16:00:00+01:00"`)
	paper := object("Paper", "paper/1", `,"name":"Standorte","consultation":[`+object("Consultation", "c/1", `,"organization":["BASE/org/gone"],"meeting":"BASE/meeting/1","role":"Vorberatung"`)+`]`)
	run := takeFile(t, m, list(meeting, nameless, paper), taken)
	if !told(run, "meeting/1", "organization", oparl.Unresolved) || !told(run, "meeting/2", "organization", oparl.Missing) || !told(run, "c/1", "organization", oparl.Unresolved) {
		t.Errorf("%+v", run.Faults)
	}
	sitting := only[council.Sitting](t, m, register.Sitting, rat+"meeting/1")
	if sitting.On != period.Day(2015, 11, 27) || sitting.Committee != "" || len(sitting.Agenda) != 1 {
		t.Errorf("%+v", sitting)
	}
	p := only[council.Paper](t, m, register.Paper, rat+"paper/1")
	if len(p.Order) != 1 || p.Order[0].Public || p.Order[0].Sitting != sitting.ID || p.Open() {
		t.Errorf("%+v", p)
	}
	takeFile(t, m, list(meeting, nameless, paper), taken.Add(time.Hour))
	if p := only[council.Paper](t, m, register.Paper, rat+"paper/1"); len(p.Order) != 1 {
		t.Errorf("twice: %+v", p.Order)
	}
	takeFile(t, m, list(meeting, object("Organization", "org/gone", `,"name":"Ausschuss","organizationType":"Gremium"`), paper), taken.Add(2*time.Hour))
	body := only[council.Committee](t, m, register.Committee, rat+"org/gone")
	sitting, p = only[council.Sitting](t, m, register.Sitting, rat+"meeting/1"), only[council.Paper](t, m, register.Paper, rat+"paper/1")
	if sitting.Committee != body.Key || len(p.Order) != 1 || p.Order[0].Committee != body.Key {
		t.Errorf("%+v, %+v", sitting, p.Order)
	}
	// Gone again: what is known stays.
	takeFile(t, m, list(strings.ReplaceAll(meeting, `"organization":["BASE/org/gone"]`, `"organization":["BASE/org/nowhere"]`)), taken.Add(3*time.Hour))
	if sitting = only[council.Sitting](t, m, register.Sitting, rat+"meeting/1"); sitting.Committee != body.Key {
		t.Errorf("overwritten by worse: %+v", sitting)
	}
}

// TestHost: where a meeting's own reference is dead, the consultations on its agenda
// say whose it is, if they agree.
func TestHost(t *testing.T) {
	m := &memory{}
	takeFile(t, m, list(
		object("Organization", "org/1", `,"name":"Ausschuss","organizationType":"Gremium"`),
		object("Meeting", "meeting/1", `,"start":"2015-11-27T16:00:00+01:00","organization":["BASE/org/gone"],"agendaItem":[`+object("AgendaItem", "item/1", `,"number":"1","order":0,"name":"Unterkünfte","public":true,"consultation":"BASE/c/1"`)+`]`),
		object("Paper", "paper/1", `,"name":"Standorte","consultation":[`+object("Consultation", "c/1", `,"organization":["BASE/org/1"],"meeting":"BASE/meeting/1","agendaItem":"BASE/item/1"`)+`]`),
	), taken)
	body := only[council.Committee](t, m, register.Committee, rat+"org/1")
	if s := only[council.Sitting](t, m, register.Sitting, rat+"meeting/1"); s.Committee != body.Key {
		t.Errorf("%+v", s)
	}
}

// TestOneName: a group that has an object for each term of the council asks once, not
// twice under the same name.
func TestOneName(t *testing.T) {
	m := &memory{}
	takeFile(t, m, list(
		object("Organization", "org/1", `,"name":"Freie Wähler","organizationType":"Fraktion"`), object("Organization", "org/2", `,"name":"Freie  Wähler","organizationType":"Fraktion"`),
		object("Paper", "paper/1", `,"name":"Antrag","paperType":"Antrag","originatorOrganization":["BASE/org/1","BASE/org/2"]`),
	), taken)
	if p := only[council.Paper](t, m, register.Paper, rat+"paper/1"); !slices.Equal(p.By, []string{"Freie Wähler"}) {
		t.Errorf("%q", p.By)
	}
}

// TestEndFirst: an end before its start is told with object and field and left out;
// the good end that was known stays as long as it fits.
func TestEndFirst(t *testing.T) {
	m := &memory{}
	org := func(until string) string {
		return object("Organization", "org/1", `,"name":"Ausschuss","organizationType":"Gremium","startDate":"2014-07-17","endDate":"`+until+`"`)
	}
	meeting := object("Meeting", "meeting/1", `,"start":"2015-11-27T16:00:00+01:00","end":"2015-11-27T14:00:00+01:00","organization":["BASE/org/1"]`)
	takeFile(t, m, list(org("2019-05-31")), taken)
	run := takeFile(t, m, list(org("2009-05-31"), meeting), taken.Add(time.Hour))
	if !told(run, "org/1", "endDate", oparl.EndFirst) || !told(run, "meeting/1", "end", oparl.EndFirst) {
		t.Errorf("%+v", run.Faults)
	}
	if c := only[council.Committee](t, m, register.Committee, rat+"org/1"); c.Until != period.Day(2019, 5, 31) || len(c.Check()) > 0 {
		t.Errorf("%+v %v", c, c.Check())
	}
	if s := only[council.Sitting](t, m, register.Sitting, rat+"meeting/1"); s.On != period.Day(2015, 11, 27) || s.At != "16:00" {
		t.Errorf("%+v", s)
	}
}
