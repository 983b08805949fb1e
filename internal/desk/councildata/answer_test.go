// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata_test

import (
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/register"
	"planraum/internal/desk/councildata"
	"planraum/internal/exchange/oparl"
)

// TestOneAnswer: a report says that nothing is new only where nothing is.
func TestOneAnswer(t *testing.T) {
	for _, c := range []struct {
		run  councildata.Run
		want string
	}{
		{councildata.Run{Complete: true, Objects: 4}, "Nichts Neues; 0 Fehler gemeldet."},
		{councildata.Run{Complete: true, Objects: 4, Taken: 1}, "Keine Drucksache, keine Sitzung und kein Gremium neu oder geändert, aber 1 anderes Objekt; 0 Fehler gemeldet."},
		{councildata.Run{Complete: true, Taken: 3, Papers: councildata.Count{New: 1}}, "Übernommen: 1 Drucksache; 0 Fehler gemeldet."},
		{councildata.Run{Complete: true, Taken: 1, Papers: councildata.Count{Withdrawn: 1}}, "1 Eintrag zurückgezogen"},
	} {
		got := c.run.Answer().De
		if !strings.Contains(got, c.want) || c.run.Taken > 0 && strings.Contains(got, "Nichts Neues") {
			t.Errorf("%+v: %q, want %q", c.run, got, c.want)
		}
	}
}

// TestEmbeddedPapersAreTaken: a body whose papers stand in it brings them, with the fault
// told; a paper in an item of an agenda stays on it.
func TestEmbeddedPapersAreTaken(t *testing.T) {
	o := faulty(t)
	o.documents = map[string]string{
		"/": object("System", "", `,"oparlVersion":"https://schema.oparl.org/1.1/","body":"BASE/bodies"`),
		"/bodies": page(object("Body", "body/1", `,"name":"Beispielstadt","organization":"BASE/orgs","person":"BASE/people","meeting":"BASE/meetings","legislativeTerm":[],"paper":[`+
			object("Paper", "p/1", `,"name":"Vorlage","reference":"V 1/2015"`)+`]`), ""),
		"/orgs": page(object("Organization", "o/1", `,"name":"Rat","organizationType":"Hauptorgan"`), ""),
		"/meetings": page(object("Meeting", "m/1", `,"organization":["BASE/o/1"],"start":"2015-11-27T16:00:00+01:00","agendaItem":[`+
			object("AgendaItem", "i/1", `,"order":1,"number":"1","name":"Anlass","public":true,"paper":`+object("Paper", "p/2", `,"name":"Bericht","reference":"V 2/2015"`))+`]`), ""),
	}
	m := &memory{}
	run := take(t, m, o.URL+"/", taken, true)
	if run.Papers.New != 2 || run.Sittings.New != 1 || run.Count[oparl.WrongType] == 0 || run.Count[oparl.Misplaced] != 1 {
		t.Errorf("%+v", run)
	}
	sitting, paper := only[council.Sitting](t, m, register.Sitting, o.URL+"/m/1"), only[council.Paper](t, m, register.Paper, o.URL+"/p/2")
	if len(sitting.Agenda) != 1 || sitting.Agenda[0].Paper != paper.ID || paper.Title != "Bericht" {
		t.Errorf("%+v %+v", sitting, paper)
	}
}
