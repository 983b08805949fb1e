// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl_test

import (
	"slices"
	"testing"
	"time"

	"planraum/internal/exchange/oparl"
)

// TestDoubt: a date that a council's data cannot have is told and left out; one at the
// bounds stays. What computers write where they know no date lies outside.
func TestDoubt(t *testing.T) {
	at := time.Date(2015, 11, 27, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		kind         oparl.Type
		field, value string
		good         bool
	}{
		{oparl.Paper, "date", "2051-03-01", false},
		{oparl.Paper, "date", "1815-03-01", false},
		{oparl.Paper, "date", "1970-01-01", false},
		{oparl.Paper, "date", "1980-01-01", false},
		{oparl.Paper, "date", "1989-12-31", false},
		{oparl.Paper, "date", "1990-01-01", true},
		{oparl.Paper, "date", "2025-11-27", true},
		{oparl.Paper, "date", "2025-11-28", false},
		{oparl.Meeting, "start", "2051-03-01T16:00:00+01:00", false},
		{oparl.Meeting, "start", "1815-03-01", false},
		{oparl.Meeting, "end", "2015-12-01T16:00:00+01:00", true},
		{oparl.AgendaItem, "start", "2099-01-01T00:00:00Z", false},
		{oparl.Organization, "startDate", "1817-01-01", true},
		{oparl.Organization, "endDate", "2099-12-31", false},
		{oparl.File, "date", "1948-05-01", true},
	} {
		o, told := oparl.Doubt(oparl.Object{Type: c.kind, ID: "https://rat.example.org/o", Fields: map[string]any{c.field: c.value, "license": "x"}}, at)
		if _, there := o.Fields[c.field]; there != c.good || o.Text("license") != "x" {
			t.Errorf("%s %s: %v", c.kind, c.value, o.Fields)
		}
		if said := len(told) == 1 && told[0].Object == o.ID && told[0].Field == c.field && told[0].Wrong == oparl.Implausible && told[0].Value == c.value; said == c.good {
			t.Errorf("%s %s: told %+v", c.kind, c.value, told)
		}
	}
	f := oparl.Fault{Wrong: oparl.Implausible, Want: "1990-01-01/2025-11-27"}
	if got := f.Label().De; got != "Datum nicht glaubhaft: erwartet vom 01.01.1990 bis 27.11.2025" {
		t.Error(got)
	}
}

// TestFuture: a time of change ahead of the fetch, or of before there were such systems,
// is told and counts as unknown; a clock may be an hour ahead.
func TestFuture(t *testing.T) {
	at := time.Date(2015, 11, 27, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		modified time.Time
		wrong    oparl.Wrong
	}{
		{time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC), oparl.Future},
		{at.Add(time.Hour + time.Second), oparl.Future},
		{at.Add(time.Hour), ""},
		{time.Unix(0, 0).UTC(), oparl.Implausible},
		{time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC), ""},
	} {
		o, told := oparl.Doubt(oparl.Object{Type: oparl.Paper, ID: "x", Modified: c.modified}, at)
		if o.Modified.IsZero() != (c.wrong != "") || (c.wrong != "") != (len(told) == 1 && told[0].Wrong == c.wrong && told[0].Field == "modified") {
			t.Errorf("%s: %+v %+v", c.modified, o, told)
		}
	}
}

// TestOlderIsTold: what an older version says otherwise is not taken, and named.
func TestOlderIsTold(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2015, 11, d, 0, 0, 0, 0, time.UTC) }
	known := oparl.Object{Type: oparl.Paper, ID: "x", Modified: day(20), Fields: map[string]any{"name": "Neu", "date": "2015-11-20", "reference": "1"}}
	older := oparl.Object{Type: oparl.Paper, ID: "x", Modified: day(10), Fields: map[string]any{"name": "Alt", "reference": "1", "paperType": "Bericht"}}
	merged, kept := oparl.Merge(known, older)
	if merged.Text("name") != "Neu" || merged.Text("paperType") != "Bericht" || !slices.Equal(kept, []string{"name"}) {
		t.Errorf("%v, kept %v", merged.Fields, kept)
	}
}

// TestLabels: a fault says what stands there and what is expected, and where an object
// without an address stands.
func TestLabels(t *testing.T) {
	read := func(document string) []oparl.Fault {
		return oparl.Read([]byte(document), "rat.json", "").Faults
	}
	stamps := `"created":"2015-01-01T00:00:00Z","modified":"2015-01-01T00:00:00Z"`
	for _, c := range []struct{ fields, de, value, taken string }{
		{`"name":7`, "falsche Art von Angabe: Zahl, erwartet: Text", `7`, `"7"`},
		{`"body":true`, "falsche Art von Angabe: Wahrheitswert (true oder false), erwartet: Adresse", `true`, ""},
		{`"date":20151127`, "falsche Art von Angabe: Zahl, erwartet: Datum wie 2015-11-27 als Text", `20151127`, ""},
		{`"keyword":"x"`, "falsche Art von Angabe: Text, erwartet: Liste", `"x"`, ""},
		{`"name":""`, "leer statt weggelassen", "", ""},
	} {
		told := read(`{"id":"https://rat.example.org/p","type":"` + oparl.Paper.URL() + `",` + stamps + `,` + c.fields + `}`)
		if len(told) != 1 || told[0].Label().De != c.de || told[0].Value != c.value || told[0].Taken != c.taken {
			t.Errorf("%s: %+v %q", c.fields, told, told[0].Label().De)
		}
	}
	told := read(`{"id":"https://rat.example.org/m","type":"` + oparl.Meeting.URL() + `",` + stamps + `,"cancelled":"true"}`)
	if len(told) != 1 || told[0].Label().De != "falsche Art von Angabe: Text, erwartet: Wahrheitswert (true oder false)" || told[0].Value != `"true"` || told[0].Taken != "true" {
		t.Errorf("%+v", told)
	}
	paper := func(id string) string { return `{` + id + `"type":"` + oparl.Paper.URL() + `",` + stamps + `}` }
	good := paper(`"id":"https://rat.example.org/1",`)
	told = read(`{"data":[` + good + `,` + good[:len(good)-1] + `,"name":"x"},` + paper("") + `,` + paper(`"id":7,`) + `],"pagination":{"currentPage":2,"totalElements":"4"},"links":{}}`)
	want := map[string]bool{
		"rat.json, Seite 2, 3. Objekt: id: Pflichtangabe fehlt":                                  false,
		"rat.json, Seite 2, 4. Objekt: id: falsche Art von Angabe: Zahl, erwartet: Adresse":      false,
		"rat.json: pagination.totalElements: falsche Art von Angabe: Text, erwartet: ganze Zahl": false,
	}
	for _, f := range told {
		line := f.Where().De + ": " + f.Field + ": " + f.Label().De
		if _, expected := want[line]; expected {
			want[line] = true
		}
	}
	for line, there := range want {
		if !there {
			t.Errorf("not told: %s in %+v", line, told)
		}
	}
}
