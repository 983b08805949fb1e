// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
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

// put records an entry as it stands in a register.
func put(t *testing.T, m *memory, kind register.Kind, key, body string) {
	t.Helper()
	next := register.Next{Record: register.Record{Kind: kind, Key: key, KnownFrom: period.OfTime(taken), Body: []byte(body)}}
	for _, r := range m.all {
		if r.Kind == kind && r.Key == key {
			next.After = r.ID
		}
	}
	if err := m.AppendAllAfter(t.Context(), batch, []register.Next{next}); err != nil {
		t.Fatal(err)
	}
}

// TestImplausibleDates: a date that cannot be is told, not taken, and replaces nothing; the
// right one that comes later is taken.
func TestImplausibleDates(t *testing.T) {
	m := &memory{}
	paper := func(date string) string {
		return object("Paper", "paper/1", `,"name":"Standorte","reference":"1/2015","date":"`+date+`"`)
	}
	meeting := func(start string) string {
		return object("Meeting", "meeting/1", `,"organization":["BASE/org/1"],"start":"`+start+`"`)
	}
	org := object("Organization", "org/1", `,"name":"Ausschuss","organizationType":"Gremium"`)
	run := takeFile(t, m, list(org, paper("1815-03-01"), meeting("2051-03-01T16:00:00+01:00")), taken)
	if !told(run, "paper/1", "date", oparl.Implausible) || !told(run, "meeting/1", "start", oparl.Implausible) {
		t.Errorf("%+v", run.Faults)
	}
	if p := only[council.Paper](t, m, register.Paper, rat+"paper/1"); !p.On.IsZero() || p.Title != "Standorte" {
		t.Errorf("%+v", p)
	}
	takeFile(t, m, list(org, paper("2015-03-01"), meeting("2015-12-01T16:00:00+01:00")), taken.Add(time.Hour))
	run = takeFile(t, m, list(org, paper("2051-03-01"), meeting("1815-12-01T16:00:00+01:00")), taken.Add(2*time.Hour))
	p, s := only[council.Paper](t, m, register.Paper, rat+"paper/1"), only[council.Sitting](t, m, register.Sitting, rat+"meeting/1")
	if p.On != period.Day(2015, 3, 1) || s.On != period.Day(2015, 12, 1) || s.At != "16:00" {
		t.Errorf("%+v %+v", p, s)
	}
	if run.Faulty() != 2 || run.KeptWhy[councildata.Worse] != 2 || run.Better[0].Kept == "" {
		t.Errorf("%+v", run)
	}
}

// TestImplausibleStood: a date that was taken when nobody doubted it is replaced by the
// right one, in an entry that was taken and in one of the city's own.
func TestImplausibleStood(t *testing.T) {
	m := &memory{}
	put(t, m, register.Paper, "own-1", `{"id":"own-1","reference":"864/2015","type":"motion","title":"Antrag","on":"1815-03-01","state":"received","source":"eigen"}`)
	good := list(object("Paper", "paper/1", `,"name":"Antrag","reference":"864/2015","date":"2015-03-01"`), object("Paper", "paper/2", `,"name":"Zwei","date":"2015-03-02"`))
	takeFile(t, m, list(object("Paper", "paper/2", `,"name":"Zwei"`)), taken)
	second := only[council.Paper](t, m, register.Paper, rat+"paper/2")
	put(t, m, register.Paper, second.ID, `{"id":"`+second.ID+`","type":"unbekannt","title":"Zwei","on":"2051-03-02","state":"issued","source":"`+rat+`paper/2"}`)
	takeFile(t, m, good, taken.Add(time.Hour))
	own, _ := now[council.Paper](t, m, register.Paper, "own-1")
	if second = only[council.Paper](t, m, register.Paper, rat+"paper/2"); own.On != period.Day(2015, 3, 1) || second.On != period.Day(2015, 3, 2) {
		t.Errorf("%s, %s", own.On, second.On)
	}
}

// TestFutureChange: an object that says it was changed in 2099 does not stand above later
// versions of it, neither when it comes nor when it was kept before.
func TestFutureChange(t *testing.T) {
	paper := func(name, modified string) string {
		return `{"id":"BASE/paper/1","type":"https://schema.oparl.org/1.1/Paper","created":"2015-01-01T10:00:00+01:00","modified":"` + modified + `","name":"` + name + `"}`
	}
	for _, kept := range []bool{false, true} {
		m := &memory{}
		run := takeFile(t, m, list(paper("Falsch", "2099-01-01T00:00:00Z")), taken)
		if !told(run, "paper/1", "modified", oparl.Future) {
			t.Errorf("%+v", run.Faults)
		}
		if kept { // as it was kept by a program that believed it
			for i, r := range m.all {
				if !strings.HasPrefix(r.Key, "object/") {
					continue
				}
				var k oparl.Kept
				if err := json.Unmarshal(r.Body, &k); err != nil {
					t.Fatal(err)
				}
				k.Modified = time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
				m.all[i].Body, _ = json.Marshal(k)
			}
		}
		run = takeFile(t, m, list(paper("Richtig", "2015-11-20T00:00:00Z")), taken.Add(time.Hour))
		if p := only[council.Paper](t, m, register.Paper, rat+"paper/1"); p.Title != "Richtig" || run.Papers.Changed != 1 || run.Faulty() != 0 {
			t.Errorf("kept %t: %+v, %+v", kept, p, run)
		}
	}
}

// TestOlderIsSaid: what an older file says otherwise is not taken, and the report says so
// with both.
func TestOlderIsSaid(t *testing.T) {
	m := &memory{}
	newer := object("Paper", "paper/1", `,"name":"Neu","date":"2015-03-01"`)
	takeFile(t, m, list(newer), taken)
	older := strings.NewReplacer("2015-02-01T10", "2015-01-05T10", "Neu", "Alt").Replace(newer)
	run := takeFile(t, m, list(older), taken.Add(time.Hour))
	want := councildata.Better{Object: rat + "paper/1", Type: oparl.Paper, Field: "name", Why: councildata.Older, Kept: "Neu", Came: "Alt"}
	if run.Kept != 1 || len(run.Better) != 1 || run.Better[0] != want || run.Taken != 0 {
		t.Errorf("%+v", run)
	}
	if answer := run.Answer().De; answer != "Nichts Neues; 1 ältere Angabe nicht übernommen; 0 Fehler gemeldet." {
		t.Error(answer)
	}
}

// TestLackingParts: an empty name, a related paper that is not there, a next page that is
// not in the file and a wrong number of objects are told with object and field.
func TestLackingParts(t *testing.T) {
	m := &memory{}
	content := strings.ReplaceAll(`{"data":[`+object("Paper", "paper/1", `,"name":"","reference":"1/2015","relatedPaper":["BASE/paper/2","BASE/paper/gone"]`)+`,`+object("Paper", "paper/2", `,"name":"Zwei"`)+
		`],"pagination":{"totalElements":5},"links":{"next":"BASE/papers?page=2"}}`, "BASE/", rat)
	run := takeFile(t, m, []byte(content), taken)
	if !told(run, "paper/1", "name", oparl.Empty) || !told(run, "paper/1", "relatedPaper", oparl.Unresolved) || run.Count[oparl.Unresolved] != 2 || run.Complete || run.Papers.New != 2 {
		t.Errorf("%+v", run)
	}
	for _, want := range []oparl.Fault{
		{Object: "rat.json", Type: oparl.Paper, Field: "links.next", Wrong: oparl.Unresolved, Value: rat + "papers?page=2"},
		{Object: "rat.json", Type: oparl.Paper, Field: "pagination.totalElements", Wrong: oparl.WrongCount, Value: "5", Taken: "2"},
	} {
		if !slices.Contains(run.Faults, want) {
			t.Errorf("not told: %+v in %+v", want, run.Faults)
		}
	}
	if p := only[council.Paper](t, m, register.Paper, rat+"paper/1"); p.Title != "1/2015" {
		t.Errorf("%+v", p)
	}
}

// TestSavedPages: pages of one list in an archive belong together by their addresses or
// their numbers; nothing is told of a list that is whole, in whatever order it was saved.
func TestSavedPages(t *testing.T) {
	saved := func(n, of, total string, links string) string {
		return strings.ReplaceAll(`{"data":[`+object("Paper", "paper/"+n, `,"name":"x"`)+`],"pagination":{"totalElements":`+total+`,"currentPage":`+n+`},"links":{`+links+`}}`, "BASE/", rat)
	}
	whole := map[string][]string{
		"by self":   {saved("1", "2", "2", `"self":"BASE/p?a=1&page=1","next":"BASE/p?page=2&a=1"`), saved("2", "2", "2", `"self":"BASE/p?a=1&page=2"`)},
		"by prev":   {saved("1", "2", "2", `"self":"BASE/p","next":"BASE/p?page=2"`), saved("2", "2", "2", `"prev":"BASE/p"`)},
		"by number": {saved("1", "2", "2", `"next":"BASE/p?page=2"`), saved("2", "2", "2", ``)},
		"backwards": {saved("2", "2", "2", `"self":"BASE/p?page=2"`), saved("1", "2", "2", `"self":"BASE/p","next":"BASE/p?page=2"`)},
	}
	for name, pages := range whole {
		if run := takeFile(t, &memory{}, archived(t, pages), taken); run.Faulty() != 0 || !run.Complete {
			t.Errorf("%s: %+v", name, run.Faults)
		}
	}
	lost := []string{saved("1", "3", "3", `"self":"BASE/p","next":"BASE/p?page=2"`), saved("3", "3", "3", `"self":"BASE/p?page=3"`)}
	if run := takeFile(t, &memory{}, archived(t, lost), taken); run.Count[oparl.Unresolved] != 1 || run.Complete {
		t.Errorf("a lost page: %+v", run.Faults)
	}
	circle := []string{saved("1", "2", "2", `"self":"BASE/p","next":"BASE/p?page=2"`), saved("2", "2", "2", `"self":"BASE/p?page=2","next":"BASE/p"`)}
	if run := takeFile(t, &memory{}, archived(t, circle), taken); run.Count[oparl.Loop] != 1 || run.Complete {
		t.Errorf("a circle: %+v", run.Faults)
	}
}

// archived is an archive of documents.
func archived(t *testing.T, documents []string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, d := range documents {
		f, err := w.Create(string(rune('a'+i)) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write([]byte(strings.ReplaceAll(d, "BASE/", rat)))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFilesByName: each file stands by its name, and none takes the report of another one
// away.
func TestFilesByName(t *testing.T) {
	m := &memory{}
	for i, name := range []string{"a.json", "b.json", "a.json"} {
		wrong := list(object("Paper", "paper/1", `,"name":"x","date":"1815-01-0`+string(rune('1'+i))+`"`))
		if _, err := desk(m).Take(t.Context(), councildata.Intake{Name: name, Content: wrong, By: "Test", Now: taken.Add(time.Duration(i) * time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	files, err := desk(m).Files(t.Context())
	if err != nil || len(files) != 2 || files[0].Name != "a.json" || len(files[0].Runs) != 2 || files[1].Name != "b.json" || files[1].Runs[0].Faults[0].Value != "1815-01-02" {
		t.Errorf("%+v %v", files, err)
	}
}
