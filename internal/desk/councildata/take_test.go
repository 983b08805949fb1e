// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/councildata"
	"planraum/internal/exchange/oparl"
	"planraum/internal/fault"
	"planraum/internal/platform/fetch"
)

// other is another council system, with every fault that real ones have.
type other struct {
	*httptest.Server
	documents map[string]string // by path with query; BASE stands for its address
	asked     []string
}

func (o *other) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at := r.URL.Path
	o.asked = append(o.asked, r.URL.RequestURI())
	if page := r.URL.Query().Get("page"); page != "" {
		at += "?page=" + page
	}
	content, there := o.documents[at]
	if !there {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	content = strings.ReplaceAll(content, "BASE", o.URL)
	tag := fmt.Sprintf(`"%x"`, len(content))
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag && strings.HasPrefix(at, "/b") {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write([]byte(content))
}

func faulty(t *testing.T) *other {
	o := &other{documents: faultyDocuments()}
	o.Server = httptest.NewServer(o)
	t.Cleanup(o.Close)
	return o
}

func page(data, next string) string {
	links := `{}`
	if next != "" {
		links = `{"next":"` + next + `"}`
	}
	return `{"data":[` + data + `],"pagination":{},"links":` + links + `}`
}

const stamps = `"created":"2015-01-01T10:00:00+01:00","modified":"2015-02-01T10:00:00+01:00"`

func object(kind, path, rest string) string {
	return `{"id":"BASE/` + path + `","type":"https://schema.oparl.org/1.1/` + kind + `",` + stamps + rest + `}`
}

func faultyDocuments() map[string]string {
	return map[string]string{
		"/": object("System", "", `,"oparlVersion":"https://schema.oparl.org/1.1/","body":"BASE/bodies","contactName":"Erika Beispiel"`),
		"/bodies": page(object("Body", "body/1", `,"name":"Beispielstadt","organization":"BASE/orgs","person":"BASE/people","meeting":"BASE/meetings","paper":"papers","legislativeTerm":[],
			"agendaItem":"BASE/dead","consultation":"BASE/consultations","file":"BASE/files"`), ""),
		// An array without pages; one is a party; one is there twice.
		"/orgs": `[` + object("Organization", "org/gr", `,"name":"Gemeinderat","organizationType":"Hauptorgan","membership":["BASE/m/1","BASE/m/2"]`) + `,` +
			object("Organization", "org/sga", `,"name":"Sozial- und Gesundheitsausschuss","organizationType":"Gremium","startDate":"17.07.2014","endDate":null,"memberCount":"17"`) + `,` +
			object("Organization", "org/sga", `,"name":"Sozial- und Gesundheitsausschuss"`) + `,` + object("Organization", "org/x", `,"name":"Partei X","organizationType":"Partei"`) + `, 7]`,
		// Pages that lead in a circle.
		"/meetings": page(object("Meeting", "meeting/1", `,"start":"2015-11-27 16:00:00","organization":"BASE/org/sga","cancelled":"false","participant":["BASE/p/1"],
			"location":{"id":"BASE/loc/1","type":"https://schema.oparl.org/1.1/Location","description":"Rathaus"},
			"agendaItem":[`+strings.TrimSuffix(object("AgendaItem", "item/1", `,"number":1,"order":0,"name":"Unterkünfte","public":true,"consultation":"BASE/consultation/1","result":"einstimmig beschlossen"`), "")+`,
			{"type":"https://schema.oparl.org/1.1/AgendaItem","name":"ohne Adresse"}, null]`), "BASE/meetings?page=2"),
		"/meetings?page=2": page(object("Meeting", "meeting/2", `,"start":"2015-13-01T16:00:00+01:00","organization":["BASE/org/sga"]`)+`,`+
			object("Sitzung", "meeting/3", `,"start":"2015-12-01T16:00:00+01:00","organization":["BASE/org/gone"]`), "/meetings"),
		// The last page comes again and again.
		"/papers":        page(object("Paper", "paper/1", `,"name":"Standorte","reference":"GRDrs 1/2015","date":"27.11.2015","paperType":"Beschlussvorlage","originatorPerson":["BASE/p/1"]`), "BASE/papers?page=2"),
		"/papers?page=2": page(object("Paper", "paper/2", `,"name":5,"date":"2015-13-01","paperType":"Anfrage","mainFile":{"id":"BASE/file/1","type":"https://schema.oparl.org/1.1/File","name":"Anlage","accessUrl":"/files/1.pdf"}`), "BASE/papers?page=3"),
		"/papers?page=3": page(object("Paper", "paper/2", `,"name":"5"`), "BASE/papers?page=4"),
		"/consultations": `{"data":[` + object("Consultation", "consultation/1", `,"paper":"BASE/paper/1","meeting":"BASE/meeting/1","agendaItem":"BASE/item/1","organization":["BASE/org/sga"],"role":"Beschlussfassung","authoritative":1`) + `,` +
			object("Consultation", "consultation/2", `,"paper":"BASE/paper/late","organization":["BASE/org/gr"],"role":"Kenntnisnahme"`) + `],"pagination":{"totalElements":9},"links":{"next":null}}`,
		"/files":      `{"data": 5, "pagination": {}, "links": {}}`,
		"/paper/late": object("Paper", "paper/late", `,"name":"Nachgeholt"`),
	}
}

func desk(m *memory) *councildata.Desk {
	return councildata.New(m, fetch.New(fetch.Config{Private: []string{"127.0.0.1"}, Pause: time.Microsecond, Tries: 1}))
}

// take imports from a server and returns the report.
func take(t *testing.T, m *memory, url string, at time.Time, full bool) councildata.Run {
	t.Helper()
	d := desk(m)
	list, seen, err := d.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	key := councildata.KeyOf(url)
	if !slices.ContainsFunc(list, func(s councildata.Source) bool { return s.Key == key }) {
		if _, err := d.SaveSource(t.Context(), councildata.Source{Name: "Rat", URL: url, By: "Sozialplanung"}, seen, at); err != nil {
			t.Fatal(err)
		}
	}
	run, err := d.Take(t.Context(), councildata.Intake{Source: key, By: "Sozialplanung", Now: at, Full: full})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// TestFaultyServer: what can be used is taken, and each fault is told with object and
// field.
func TestFaultyServer(t *testing.T) {
	o, m := faulty(t), &memory{}
	run := take(t, m, o.URL+"/", taken, false)
	told := map[string]bool{}
	for _, f := range run.Faults {
		told[fmt.Sprintf("%s %s %s", strings.TrimPrefix(f.Object, o.URL), f.Field, f.Wrong)] = true
	}
	for _, want := range []string{
		"/body/1 paper relative_url", "/orgs pagination no_pagination", "/org/sga startDate wrong_date", "/org/sga endDate null", "/org/sga memberCount wrong_type", "/org/sga id duplicate",
		"/orgs data[4] wrong_type", "/meeting/1 start wrong_date", "/meeting/1 organization wrong_type", "/meeting/1 cancelled wrong_type", "/item/1 agendaItem[0].number wrong_type",
		"/meeting/1#agendaItem[1] agendaItem[1].id missing", "/meeting/1 agendaItem[2] null", "/meeting/2 start wrong_date", "/meeting/3 type unknown_type", "/meetings?page=2 links.next relative_url",
		"/meetings?page=2 links.next loop", "/paper/1 date wrong_date", "/paper/2 name wrong_type", "/paper/2 date wrong_date", "/file/1 mainFile.accessUrl relative_url", "/papers?page=3 data repeated",
		"/body/1 agendaItem dead_link", "/consultations pagination.totalElements wrong_count", "/consultations links.next null", "/files data wrong_type", "/meeting/3 organization dead_link",
		"/consultation/1 authoritative wrong_type", "/meeting/2 start missing",
	} {
		if !told[want] {
			t.Errorf("not told: %s", want)
		}
		delete(told, want)
	}
	for _, rest := range slices.Sorted(maps.Keys(told)) {
		t.Log("told too:", rest)
	}
	if run.Complete || run.Persons < 4 {
		t.Errorf("complete %t, %d persons", run.Complete, run.Persons)
	}
	for _, asked := range o.asked {
		if strings.Contains(asked, "people") {
			t.Error("asks for persons")
		}
	}
	for _, r := range m.all {
		if strings.Contains(string(r.Body), "Erika") || strings.Contains(string(r.Body), "/p/1") {
			t.Errorf("keeps a person: %s", r.Body)
		}
	}
	checkTaken(t, o, m)
}

func checkTaken(t *testing.T, o *other, m *memory) {
	t.Helper()
	committee := only[council.Committee](t, m, register.Committee, o.URL+"/org/sga")
	if committee.Name != "Sozial- und Gesundheitsausschuss" || committee.Kind != council.Standing || committee.From != period.Day(2014, 7, 17) {
		t.Errorf("%+v", committee)
	}
	sitting := only[council.Sitting](t, m, register.Sitting, o.URL+"/meeting/1")
	if sitting.Committee != committee.Key || sitting.On != period.Day(2015, 11, 27) || sitting.At != "16:00" || sitting.Place != "Rathaus" || sitting.State != council.Held || len(sitting.Agenda) != 2 {
		t.Errorf("%+v", sitting)
	}
	paper := only[council.Paper](t, m, register.Paper, o.URL+"/paper/1")
	item := sitting.Agenda[0]
	if item.Number != "1" || item.Paper != paper.ID || item.Result != council.Accepted || item.Role != council.Decision || !item.Public {
		t.Errorf("%+v", item)
	}
	if paper.Reference != "GRDrs 1/2015" || paper.On != period.Day(2015, 11, 27) || paper.State != council.Decided || len(paper.Order) != 1 || paper.Order[0].Sitting != sitting.ID {
		t.Errorf("%+v", paper)
	}
	asked := only[council.Paper](t, m, register.Paper, o.URL+"/paper/2")
	if asked.Title != "5" || asked.Type != council.Inquiry || asked.State != council.Received || !asked.On.IsZero() || len(asked.Attachments) != 1 || asked.Attachments[0].Link != o.URL+"/files/1.pdf" {
		t.Errorf("%+v", asked)
	}
	if late := only[council.Paper](t, m, register.Paper, o.URL+"/paper/late"); late.Title != "Nachgeholt" || len(late.Order) != 1 {
		t.Errorf("%+v", late)
	}
}

// TestTwice: importing the same twice changes nothing but adds its report.
func TestTwice(t *testing.T) {
	o, m := faulty(t), &memory{}
	first := take(t, m, o.URL+"/", taken, true)
	before := m.entries()
	second := take(t, m, o.URL+"/", taken.Add(time.Hour), true)
	if m.entries() != before || second.Taken != 0 || second.Unchanged != second.Objects || second.Papers.Changed+second.Sittings.Changed+second.Committees.Changed+second.Papers.New > 0 {
		t.Errorf("%+v", second)
	}
	if second.Faulty() != first.Faulty() {
		t.Errorf("%d objects, then %d; %d faults, then %d", first.Objects, second.Objects, first.Faulty(), second.Faulty())
	}
	runs, err := desk(m).Runs(t.Context(), councildata.KeyOf(o.URL+"/"))
	if err != nil || len(runs) != 2 || runs[0].Started != second.Started {
		t.Error(len(runs), err)
	}
}

// TestIncremental: after a complete run only what has changed since is asked for, and
// what is gone is withdrawn, not removed.
func TestIncremental(t *testing.T) {
	o, m := faulty(t), &memory{}
	delete(o.documents, "/files")
	o.documents["/bodies"] = strings.NewReplacer(`,"file":"BASE/files"`, "", `"agendaItem":"BASE/dead",`, "").Replace(o.documents["/bodies"])
	o.documents["/meetings?page=2"] = strings.ReplaceAll(o.documents["/meetings?page=2"], `"next":"/meetings"`, "") // no circle
	o.documents["/papers?page=2"] = strings.ReplaceAll(o.documents["/papers?page=2"], `"next":"BASE/papers?page=3"`, "")
	if run := take(t, m, o.URL+"/", taken, false); !run.Complete || !run.Since.IsZero() {
		t.Fatalf("%+v", run)
	}
	o.asked = nil
	o.documents["/papers"] = page(`{"id":"BASE/paper/1","type":"https://schema.oparl.org/1.1/Paper","created":"2015-01-01T10:00:00+01:00","modified":"2015-11-28T10:00:00+01:00","deleted":true}`, "")
	run := take(t, m, o.URL+"/", taken.Add(48*time.Hour), false)
	if run.Since != taken.Add(-time.Hour) || run.Papers.Withdrawn != 1 {
		t.Errorf("%+v", run)
	}
	if !slices.ContainsFunc(o.asked, func(s string) bool { return strings.Contains(s, "/papers?modified_since=2015-11-27T09%3A00%3A00Z") }) {
		t.Error(o.asked)
	}
	paper := only[council.Paper](t, m, register.Paper, o.URL+"/paper/1")
	if !paper.Withdrawn || paper.Title != "Standorte" {
		t.Errorf("%+v", paper)
	}
	o.documents["/papers"] = page(object("Paper", "paper/1", `,"name":"Standorte II"`), "")
	o.documents["/papers"] = strings.ReplaceAll(o.documents["/papers"], "2015-02-01", "2015-12-01")
	take(t, m, o.URL+"/", taken.Add(96*time.Hour), false)
	if paper := only[council.Paper](t, m, register.Paper, o.URL+"/paper/1"); paper.Withdrawn || paper.Title != "Standorte II" || paper.Reference != "GRDrs 1/2015" {
		t.Errorf("%+v", paper)
	}
}

// TestOwn: an entry of the city's own is found by its reference and only filled in;
// what was put right by hand in an entry taken from elsewhere stays.
func TestOwn(t *testing.T) {
	o, m := faulty(t), &memory{}
	put := func(kind register.Kind, key, body string) {
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
	put(register.Paper, "grdrs-1-2015", `{"id":"grdrs-1-2015","reference":"GRDrs  1/2015","type":"report","title":"Eigener Titel","state":"settled"}`)
	put(register.Committee, "SGA", `{"key":"SGA","name":"Sozial- und  Gesundheitsausschuss","kind":"committee","submission":8,"public":true,"source":"Satzung"}`)
	take(t, m, o.URL+"/", taken, true)
	paper, _ := now[council.Paper](t, m, register.Paper, "grdrs-1-2015")
	if paper.Title != "Eigener Titel" || paper.State != council.Settled || paper.Type != council.Report || paper.On != period.Day(2015, 11, 27) || len(paper.Order) != 1 || paper.Order[0].Committee != "SGA" {
		t.Errorf("%+v", paper)
	}
	if c, _ := now[council.Committee](t, m, register.Committee, "SGA"); c.Submission != 8 || c.Source != "Satzung" || !c.Public {
		t.Errorf("%+v", c)
	}
	asked := only[council.Paper](t, m, register.Paper, o.URL+"/paper/2")
	put(register.Paper, asked.ID, `{"id":"`+asked.ID+`","type":"inquiry","title":"Berichtigt","state":"answered","answers":["grdrs-1-2015"],"source":"`+asked.Source+`","summary":"von Hand"}`)
	take(t, m, o.URL+"/", taken.Add(time.Hour), true)
	again := only[council.Paper](t, m, register.Paper, o.URL+"/paper/2")
	if again.Title != "Berichtigt" || again.State != council.Answered || again.Summary != "von Hand" || len(again.Answers) != 1 || len(again.Attachments) != 1 {
		t.Errorf("%+v", again)
	}
}

// TestWorkedOn: a paper that was issued in the program, or on which somebody works, is
// not changed by an import, whether it is the city's own or was taken from elsewhere;
// the report says so.
func TestWorkedOn(t *testing.T) {
	o, m := faulty(t), &memory{}
	put := func(key, body string, after int64) {
		next := register.Next{Record: register.Record{Kind: register.Paper, Key: key, KnownFrom: period.OfTime(taken), Body: []byte(body)}, After: after}
		if err := m.AppendAllAfter(t.Context(), batch, []register.Next{next}); err != nil {
			t.Fatal(err)
		}
	}
	versions := func(key string) int {
		found, _ := m.Versions(t.Context(), register.Paper, key)
		return len(found)
	}
	put("grdrs-1-2015", `{"id":"grdrs-1-2015","reference":"GRDrs 1/2015","type":"report","title":"Eigener Titel","state":"issued","history":[{"kind":"issue","on":"2015-11-01","by":"Sozialplanung"}]}`, 0)
	run := take(t, m, o.URL+"/", taken, true)
	told := slices.ContainsFunc(run.Faults, func(f oparl.Fault) bool { return f.Wrong == oparl.InWork && f.Value == "grdrs-1-2015" })
	if n := versions("grdrs-1-2015"); n != 1 || !told || run.Count[oparl.InWork] != 1 {
		t.Errorf("%d versions, %v", n, run.Count)
	}
	asked := only[council.Paper](t, m, register.Paper, o.URL+"/paper/2")
	mine, _ := m.Versions(t.Context(), register.Paper, asked.ID)
	put(asked.ID, `{"id":"`+asked.ID+`","type":"inquiry","title":"Frage","state":"answered","source":"`+asked.Source+`","history":[{"kind":"reply","on":"2015-11-28","by":"Sozialplanung"}]}`, mine[0].ID)
	take(t, m, o.URL+"/", taken.Add(time.Hour), true)
	if n := versions(asked.ID); n != 2 {
		t.Errorf("%d versions of a motion that was answered here", n)
	}
}

// TestRefusedSources: what cannot be asked at all is an error, and nothing is kept.
func TestRefusedSources(t *testing.T) {
	m := &memory{}
	o := faulty(t)
	o.documents["/html"] = "<html>"
	for at, kind := range map[string]fault.Kind{"/html": fault.Invalid, "/nowhere": fault.NotFound} {
		d := desk(m)
		_, seen, _ := d.Sources(t.Context())
		s, err := d.SaveSource(t.Context(), councildata.Source{Name: "x", URL: o.URL + at}, seen, taken)
		if err != nil {
			t.Fatal(err)
		}
		before := m.entries()
		_, err = d.Take(t.Context(), councildata.Intake{Source: s.Key, By: "Sozialplanung", Now: taken})
		if fault.KindOf(err) != kind {
			t.Errorf("%s: %v", at, err)
		}
		if m.entries() != before {
			t.Error("something was kept")
		}
		// The reason and the time stay, and the next failure adds its own.
		_, _ = d.Take(t.Context(), councildata.Intake{Source: s.Key, By: "Sozialplanung", Now: taken.Add(time.Hour)})
		runs, err := d.Runs(t.Context(), s.Key)
		if err != nil || len(runs) != 2 || runs[0].Failed.De == "" || runs[0].Failed != runs[1].Failed || runs[0].Complete || !runs[0].Started.Equal(taken.Add(time.Hour)) || runs[0].ID == 0 {
			t.Errorf("%s: %+v %v", at, runs, err)
		}
		if answer := runs[0].Answer().De; answer != "Nicht abgerufen: "+runs[0].Failed.De {
			t.Error(answer)
		}
	}
	for _, s := range []councildata.Source{{Name: "x", URL: "file:///etc/passwd"}, {URL: "https://x@example.org"}, {Name: " ", URL: "https://example.org"}} {
		if _, err := desk(m).SaveSource(t.Context(), s, 0, taken); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", s, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := desk(m).Take(ctx, councildata.Intake{Name: "x.json", Content: []byte("{}"), Now: taken}); err == nil {
		t.Error("goes on after its end")
	}
}

// TestExamples imports the standard's own examples as a file.
func TestExamples(t *testing.T) {
	folder := os.DirFS("../../../../shared/data/standards/oparl-1.1/examples")
	m := &memory{}
	for _, name := range []string{"System-01.json", "Body-01.json", "Organization-01.json", "Meeting-01.json", "Paper-01.json", "Person-01.json", "File-01.json", "Location-01.json"} {
		content, err := readFile(folder, name)
		if err != nil {
			t.Skip(err)
		}
		run, err := desk(m).Take(t.Context(), councildata.Intake{Name: name, Content: content, Now: taken})
		if err != nil {
			t.Error(name, err)
		}
		if name == "Person-01.json" && (run.Persons == 0 || run.Objects > 0) {
			t.Errorf("%+v", run)
		}
		for _, f := range run.Faults {
			if f.Wrong != oparl.Unresolved {
				t.Log(name, f)
			}
		}
	}
	sitting := only[council.Sitting](t, m, register.Sitting, "https://oparl.example.org/meeting/281")
	if sitting.On != period.Day(2013, 1, 4) || sitting.At != "08:00" || len(sitting.Agenda) != 1 || sitting.Agenda[0].Result != council.Amended {
		t.Errorf("%+v", sitting)
	}
	paper := only[council.Paper](t, m, register.Paper, "https://oparl.example.org/paper/749")
	if paper.Type != council.Answer || paper.Reference != "1234/2014" || len(paper.Attachments) != 2 {
		t.Errorf("%+v", paper)
	}
}
