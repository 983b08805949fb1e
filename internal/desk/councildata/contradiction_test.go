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
)

// TestContradictions: what a source says otherwise than an own entry is told with both
// values, again with each import; the own entry stays. Case and spaces do not count.
func TestContradictions(t *testing.T) {
	m := &memory{}
	put(t, m, register.Committee, "SGA", `{"key":"SGA","name":"Sozialausschuss","kind":"committee","submission":8,"invitation":7,"public":true,"source":"Satzung"}`)
	put(t, m, register.Paper, "864-2015", `{"id":"864-2015","reference":"864/2015","type":"motion","title":"Eigener Titel","on":"2015-03-01","state":"received","source":"eigen"}`)
	put(t, m, register.Paper, "issued", `{"id":"issued","reference":"GRDrs 950/2015","type":"report","title":"Ausgegeben","on":"2015-10-01","state":"issued","source":"eigen","history":[{"kind":"issue","on":"2015-11-01","by":"Sozialplanung"}]}`)
	put(t, m, register.Paper, "same", `{"id":"same","reference":"1/2015","type":"report","title":"Gleicher  Titel","on":"2015-10-01","state":"issued","source":"eigen"}`)
	put(t, m, register.Sitting, "SGA-2015-11-27", `{"id":"SGA-2015-11-27","committee":"SGA","on":"2015-11-27","at":"16:00","state":"planned","source":"eigen","agenda":[{"number":"1","title":"Unterkünfte","public":true}]}`)
	content := list(
		object("Organization", "org/sga", `,"name":"Sozialausschuss","organizationType":"Gremium"`),
		object("Paper", "paper/1", `,"name":"Anderer Titel","reference":"864/2015","date":"2015-03-02","paperType":"Antrag"`),
		object("Paper", "paper/2", `,"name":"Anders ausgegeben","reference":"GRDrs 950/2015","date":"2015-10-01","paperType":"Bericht"`),
		object("Paper", "paper/3", `,"name":"gleicher Titel","reference":"1/2015","date":"2015-10-01","paperType":"Bericht"`),
		object("Meeting", "meeting/1", `,"organization":["BASE/org/sga"],"start":"2015-11-27T17:30:00+01:00","cancelled":true,"agendaItem":[`+object("AgendaItem", "item/1", `,"number":"1","order":0,"name":"Haushalt","public":true`)+`]`),
	)
	want := []string{
		"paper/1 name 864-2015: Eigener Titel / Anderer Titel", "paper/1 date 864-2015: 2015-03-01 / 2015-03-02", "paper/2 name issued: Ausgegeben / Anders ausgegeben",
		"meeting/1 start SGA-2015-11-27: 16:00 / 17:30", "meeting/1 meetingState SGA-2015-11-27: geplant / abgesagt", "meeting/1 agendaItem[1].name SGA-2015-11-27: Unterkünfte / Haushalt",
	}
	for i := range 2 {
		run := takeFile(t, m, content, taken.Add(time.Duration(i)*time.Hour))
		var got []string
		for _, b := range run.Better {
			if b.Why == councildata.Own {
				got = append(got, strings.TrimPrefix(b.Object, rat)+" "+b.Field+" "+b.Entry+": "+b.Kept+" / "+b.Came)
			}
		}
		slices.Sort(got)
		if slices.Sort(want); !slices.Equal(got, want) || run.Contradictions() != len(want) || run.Kept < len(want) {
			t.Errorf("import %d: %q\nexpected %q", i+1, got, want)
		}
		if answer := run.Answer().De; !strings.Contains(answer, "; 6 Widersprüche zu eigenen Einträgen, die eigenen blieben; ") {
			t.Error(answer)
		}
	}
	own, _ := now[council.Paper](t, m, register.Paper, "864-2015")
	sitting, _ := now[council.Sitting](t, m, register.Sitting, "SGA-2015-11-27")
	if own.Title != "Eigener Titel" || own.On != period.Day(2015, 3, 1) || sitting.At != "16:00" || sitting.State != council.Planned || len(sitting.Agenda) != 1 {
		t.Errorf("%+v %+v", own, sitting)
	}
	for _, r := range m.all {
		if r.Kind == register.Sitting && r.Key != "SGA-2015-11-27" {
			t.Errorf("the sitting stands twice: %s", r.Key)
		}
	}
}

// TestSittingsOfOneDay: of several sittings of a committee on a day those at the same time
// belong together, and one that is left on each side; what cannot be told apart is new.
func TestSittingsOfOneDay(t *testing.T) {
	org := object("Organization", "org/sga", `,"name":"Sozialausschuss","organizationType":"Gremium"`)
	meeting := func(id, clock string) string {
		return object("Meeting", "meeting/"+id, `,"organization":["BASE/org/sga"],"start":"2015-11-27T`+clock+`:00+01:00"`)
	}
	for _, c := range []struct {
		name     string
		own      []string
		meetings []string
		entries  int
	}{
		{"another time", []string{"16:00"}, []string{meeting("1", "17:00")}, 1},
		{"one at its time", []string{"16:00"}, []string{meeting("1", "10:00"), meeting("2", "16:00")}, 2},
		{"one left of two", []string{"10:00", "16:00"}, []string{meeting("1", "17:00"), meeting("2", "10:00")}, 2},
		{"not to be told apart", []string{"16:00"}, []string{meeting("1", "10:00"), meeting("2", "17:00")}, 3},
		{"time unknown here", []string{""}, []string{meeting("1", "17:00")}, 1},
		{"moved, the old one deleted", []string{"16:00"}, []string{strings.Replace(meeting("1", "16:00"), `"id"`, `"deleted":true,"id"`, 1), meeting("2", "17:00")}, 1},
	} {
		m := &memory{}
		put(t, m, register.Committee, "SGA", `{"key":"SGA","name":"Sozialausschuss","kind":"committee","source":"Satzung"}`)
		for i, at := range c.own {
			key := "own-" + string(rune('a'+i))
			put(t, m, register.Sitting, key, `{"id":"`+key+`","committee":"SGA","on":"2015-11-27","at":"`+at+`","state":"planned"}`)
		}
		for i := range 2 { // the second time by their addresses
			takeFile(t, m, list(append([]string{org}, c.meetings...)...), taken.Add(time.Duration(i)*time.Hour))
			keys := map[string]bool{}
			for _, r := range m.all {
				if r.Kind == register.Sitting {
					keys[r.Key] = true
				}
			}
			if len(keys) != c.entries {
				t.Errorf("%s: %d sittings after import %d, expected %d", c.name, len(keys), i+1, c.entries)
			}
		}
	}
}

// TestByHand: a field that was put right here stays and is told as long as the source says
// what it said.
func TestByHand(t *testing.T) {
	m := &memory{}
	wrong := list(object("Paper", "paper/1", `,"name":"Standrte","reference":"1/2015"`))
	takeFile(t, m, wrong, taken)
	p := only[council.Paper](t, m, register.Paper, rat+"paper/1")
	put(t, m, register.Paper, p.ID, `{"id":"`+p.ID+`","reference":"1/2015","type":"unbekannt","title":"Standorte","state":"issued","source":"`+p.Source+`"}`)
	run := takeFile(t, m, wrong, taken.Add(time.Hour))
	if run.KeptWhy[councildata.ByHand] != 1 || run.Better[0].Kept != "Standorte" || run.Better[0].Came != "Standrte" {
		t.Errorf("%+v", run.Better)
	}
}

// TestTermsUnknown: a committee of which its source tells no deadlines has unknown ones,
// not none; what is entered here is known.
func TestTermsUnknown(t *testing.T) {
	m := &memory{}
	org := list(object("Organization", "org/1", `,"name":"Ausschuss","organizationType":"Gremium"`))
	put(t, m, register.Committee, "SGA", `{"key":"SGA","name":"Sozialausschuss","kind":"committee","submission":0,"invitation":0,"public":false,"source":"Satzung"}`)
	takeFile(t, m, list(object("Organization", "org/1", `,"name":"Ausschuss","organizationType":"Gremium"`), object("Organization", "org/sga", `,"name":"Sozialausschuss","organizationType":"Gremium"`)), taken)
	c := only[council.Committee](t, m, register.Committee, rat+"org/1")
	if own, _ := now[council.Committee](t, m, register.Committee, "SGA"); !c.TermsUnknown || own.TermsUnknown {
		t.Errorf("%+v %+v", c, own)
	}
	put(t, m, register.Committee, c.Key, `{"key":"`+c.Key+`","name":"Ausschuss","kind":"committee","submission":8,"invitation":7,"public":true,"source":"`+c.Source+`"}`)
	takeFile(t, m, org, taken.Add(time.Hour))
	if c = only[council.Committee](t, m, register.Committee, rat+"org/1"); c.TermsUnknown || c.Submission != 8 {
		t.Errorf("%+v", c)
	}
}

// TestMidnight: a sitting of which a source knows only the day has no time, and contradicts
// none.
func TestMidnight(t *testing.T) {
	m := &memory{}
	put(t, m, register.Committee, "SGA", `{"key":"SGA","name":"Sozialausschuss","kind":"committee","source":"Satzung"}`)
	put(t, m, register.Sitting, "own", `{"id":"own","committee":"SGA","on":"2015-11-27","at":"16:00","state":"planned"}`)
	run := takeFile(t, m, list(object("Organization", "org/sga", `,"name":"Sozialausschuss","organizationType":"Gremium"`),
		object("Meeting", "meeting/1", `,"organization":["BASE/org/sga"],"start":"2015-11-27T00:00:00+01:00"`),
		object("Meeting", "meeting/2", `,"organization":["BASE/org/sga"],"start":"2015-12-04T00:00:00+01:00"`)), taken)
	if s := only[council.Sitting](t, m, register.Sitting, rat+"meeting/2"); s.At != "" || s.On != period.Day(2015, 12, 4) || run.Contradictions() != 0 {
		t.Errorf("%+v, %+v", s, run.Better)
	}
}

// TestDeletedThere: a sitting that the source deletes and plans anew at another time of the
// same day stays the one own sitting; that it was deleted there and the new time are told.
func TestDeletedThere(t *testing.T) {
	m := &memory{}
	put(t, m, register.Committee, "SGA", `{"key":"SGA","name":"Sozialausschuss","kind":"committee","source":"Satzung"}`)
	put(t, m, register.Sitting, "own", `{"id":"own","committee":"SGA","on":"2015-11-27","at":"16:00","state":"planned"}`)
	org := object("Organization", "org/sga", `,"name":"Sozialausschuss","organizationType":"Gremium"`)
	takeFile(t, m, list(org, object("Meeting", "meeting/1", `,"organization":["BASE/org/sga"],"start":"2015-11-27T16:00:00+01:00"`)), taken)
	run := takeFile(t, m, list(org, object("Meeting", "meeting/1", `,"deleted":true`), object("Meeting", "meeting/2", `,"organization":["BASE/org/sga"],"start":"2015-11-27T17:00:00+01:00"`)), taken.Add(time.Hour))
	var got []string
	for _, b := range run.Better {
		got = append(got, strings.TrimPrefix(b.Object, rat)+" "+b.Field+" "+b.Entry+" "+string(b.Why))
	}
	if slices.Sort(got); !slices.Equal(got, []string{"meeting/1 deleted own own", "meeting/2 start own own"}) {
		t.Errorf("%q", got)
	}
	own, _ := now[council.Sitting](t, m, register.Sitting, "own")
	for _, r := range m.all {
		if r.Kind == register.Sitting && r.Key != "own" || own.Withdrawn || own.At != "16:00" {
			t.Errorf("%s, %+v", r.Key, own)
		}
	}
}
