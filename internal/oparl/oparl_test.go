// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/catalogue"
	"planraum/internal/desk/councildata"
	"planraum/internal/oparl"
	"planraum/internal/oparl/oparltest"
)

// shelf holds records without a database.
type shelf struct {
	records  []register.Dated
	position int64
}

func (s *shelf) Chronicle(_ context.Context, kind register.Kind) ([]register.Dated, error) {
	var all []register.Dated
	for _, r := range s.records {
		if r.Kind == kind {
			all = append(all, r)
		}
	}
	return all, nil
}

func (s *shelf) Position(context.Context) (int64, error) { return s.position, nil }

func (s *shelf) Versions(context.Context, register.Kind, string) ([]register.Record, error) {
	return nil, nil
}

func (s *shelf) AppendAllAfter(context.Context, figure.Batch, []register.Next) error { return nil }

// put records a version at a moment.
func (s *shelf) put(kind register.Kind, key string, body any, at time.Time) {
	content, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	s.position++
	s.records = append(s.records, register.Dated{
		Record:     register.Record{ID: s.position, Kind: kind, Key: key, KnownFrom: period.OfTime(at), Body: content},
		RecordedAt: at,
	})
}

type settings struct{}

func (s settings) Settings(context.Context) (catalogue.Settings, error) {
	return catalogue.Settings{City: "Musterstadt", Key: area.ID("08999999"), Base: "https://planung.example.org", Licence: "dl-by-de/2.0"}, nil
}

var opened = time.Date(2015, 1, 7, 9, 30, 0, 500, time.UTC)

// largeCity fills a shelf with a city of n papers, each dealt with in two sittings.
// Every ninth paper is a draft, every tenth not public; every thirteenth is taken
// back later.
func largeCity(s *shelf, n int) {
	committees := []string{"GR", "STA", "SGA", "VA", "Geheim & Co"}
	for i, key := range committees {
		kind := council.Standing
		if i == 0 {
			kind = council.Plenary
		}
		s.put(register.Committee, key, council.Committee{Key: key, Name: "Gremium " + key, Kind: kind, Public: i < 4, From: period.Day(2014, 7, 1)}, opened)
	}
	s.put(register.Committee, "oparl-x", council.Committee{Key: "oparl-x", Name: "Von anderswo", Kind: council.Standing, Public: true, Source: "https://rat.example.com/org/1"}, opened)
	const perSitting = 10
	for i := range n / perSitting {
		sitting(s, i, committees[i%len(committees)], perSitting)
	}
	for i := range n {
		at := opened.Add(time.Duration(i) * time.Hour)
		p := paper(i, committees[i/perSitting%len(committees)])
		s.put(register.Paper, p.ID, p, at)
		if i%13 == 0 {
			p.Withdrawn = true
			s.put(register.Paper, p.ID, p, at.AddDate(1, 0, 0))
		}
		if i%17 == 0 {
			p.Order, p.Title = p.Order[:1], p.Title+", neue Fassung"
			p.Withdrawn = false
			s.put(register.Paper, p.ID, p, at.AddDate(2, 0, 0))
		}
	}
}

func sitting(s *shelf, i int, committee string, items int) {
	one := council.Sitting{
		ID: fmt.Sprintf("s%d", i), Committee: committee, On: period.Day(2015, 1, 8).AddDays(i), At: "16:00",
		Place: fmt.Sprintf("Rathaus, Saal %d & Foyer", i%3), State: council.Held,
	}
	for k := range items {
		one.Agenda = append(one.Agenda, council.Item{
			Number: fmt.Sprint(k + 1), Title: "Punkt <" + fmt.Sprint(k) + ">", Paper: fmt.Sprintf("p%d", i*items+k), Public: k%5 != 4, Role: council.Decision, Result: council.Accepted,
		})
	}
	at := opened.Add(time.Duration(i) * time.Minute)
	s.put(register.Sitting, one.ID, one, at)
	if i%7 == 0 { // an item less, later
		one.Agenda = one.Agenda[:items-1]
		s.put(register.Sitting, one.ID, one, at.AddDate(0, 2, 0))
	}
	if i%31 == 0 {
		one.Withdrawn = true
		s.put(register.Sitting, one.ID, one, at.AddDate(0, 3, 0))
	}
}

func paper(i int, committee string) council.Paper {
	p := council.Paper{
		ID: fmt.Sprintf("p%d", i), Reference: fmt.Sprintf("GRDrs %d/2015", i), Type: council.PaperTypes()[i%8], Title: fmt.Sprintf("Vorlage %d", i),
		On: period.Day(2015, 1, 5), State: council.Issued, By: []string{"Gremium GR"},
		Order: []council.Consultation{
			{Committee: committee, Step: council.Decision, Public: true, Sitting: fmt.Sprintf("s%d", i/10)},
			{Committee: "oparl-x", Step: council.Notice, Public: i%2 == 0},
			{Committee: "Geheim & Co", Step: council.Preliminary},
		},
		Attachments: []council.Attachment{{Title: "Anlage", Link: fmt.Sprintf("https://example.org/anlage/%d.pdf", i)}, {Title: "Intern", Link: "file:///x"}},
	}
	switch {
	case i%9 == 0:
		p.State = council.Draft
	case i%10 == 0:
		p.Order = p.Order[2:]
	case i > 0 && i%4 == 0:
		p.Answers, p.Supplements = []string{fmt.Sprintf("p%d", i-1)}, fmt.Sprintf("p%d", i/2)
	}
	if len(p.Order) == 0 {
		p.Order = []council.Consultation{{Committee: committee}}
	}
	return p
}

func served(s *shelf) (http.Handler, *councildata.Desk) {
	mux := http.NewServeMux()
	desk := councildata.New(s, nil)
	oparl.Mount(mux, desk, settings{}, oparl.Config{Today: func() period.Date { return period.Day(2030, 1, 1) }})
	return mux, desk
}

func checker(t *testing.T) *oparltest.Checker {
	t.Helper()
	c, err := oparltest.Load(filepath.Join("../../..", oparltest.Folder))
	if os.IsNotExist(err) || err != nil {
		t.Skip("the standard's files are not here")
	}
	return c
}

const system = "https://planung.example.org/oparl/v1.1"

// TestServer walks through the interface of a city with thousands of objects and
// finds nothing that the schema or the specification does not allow.
func TestServer(t *testing.T) {
	c := checker(t)
	s := &shelf{}
	largeCity(s, 1200)
	server, _ := served(s)
	walk := c.Server(server, system)
	total := 0
	for _, n := range walk.Objects {
		total += n
	}
	t.Logf("%d objects, %d answers: %v", total, walk.Requests, walk.Objects)
	for i, f := range walk.Faults {
		if i < 20 {
			t.Error(f)
		}
	}
	if len(walk.Faults) > 20 {
		t.Errorf("%d faults", len(walk.Faults))
	}
	if total < 3000 {
		t.Errorf("only %d objects", total)
	}
	for _, kind := range []string{"System", "Body", "Organization", "Meeting", "AgendaItem", "Paper", "Consultation", "File", "Location"} {
		if walk.Objects[kind] == 0 {
			t.Errorf("no %s", kind)
		}
	}
}

// TestSecret: what is not public is nowhere, whatever names it.
func TestSecret(t *testing.T) {
	s := &shelf{}
	largeCity(s, 300)
	s.put(register.Paper, "geheim", council.Paper{ID: "geheim", Title: "STRENG GEHEIM", State: council.Issued, Answers: []string{"p9"}, Order: []council.Consultation{{Committee: "GR"}}}, opened)
	s.put(register.Sitting, "geheim", council.Sitting{ID: "geheim", Committee: "Geheim & Co", On: period.Day(2015, 2, 2), Place: "STRENG GEHEIM", Agenda: []council.Item{{Title: "STRENG GEHEIM", Public: true}}}, opened)
	s.put(register.Sitting, "halb", council.Sitting{ID: "halb", Committee: "GR", On: period.Day(2015, 2, 2), Agenda: []council.Item{{Number: "1", Title: "STRENG GEHEIM", Paper: "geheim"}, {Number: "2", Title: "offen", Public: true, Paper: "geheim"}}}, opened)
	server, _ := served(s)
	for _, at := range []string{"", "/bodies"} {
		if body := get(server, at, nil).Body.String(); strings.Contains(body, "GEHEIM") {
			t.Error(at, body)
		}
	}
	for list := range councildata.Lists {
		body := get(server, "/body/08999999/"+list+"?limit=500", nil).Body.String()
		if strings.Contains(body, "STRENG GEHEIM") || strings.Contains(body, "geheim") {
			t.Errorf("%s tells what is not public", list)
		}
	}
	for at, want := range map[string]int{
		"/paper/geheim": 404, "/meeting/geheim": 404, "/agenda-item/halb/1": 404, "/agenda-item/halb/2": 200, "/paper/p9": 404, // a draft
		"/paper/p26": 200, // deleted
	} {
		if got := get(server, at, nil).Code; got != want {
			t.Errorf("%s: %d, expected %d", at, got, want)
		}
	}
}

// TestMadeUp: what was made up for the demonstration is not given out; what the council
// asks is, before any sitting is known for it.
func TestMadeUp(t *testing.T) {
	s := &shelf{}
	largeCity(s, 20)
	s.put(register.Committee, "X", council.Committee{Key: "X", Name: "AUSGEDACHT", Kind: council.Standing, Public: true, Example: true}, opened)
	s.put(register.Sitting, "x1", council.Sitting{ID: "x1", Committee: "GR", On: period.Day(2015, 2, 2), Place: "AUSGEDACHT", Example: true, Agenda: []council.Item{{Number: "1", Title: "AUSGEDACHT", Public: true, Paper: "real"}}}, opened)
	s.put(register.Sitting, "x2", council.Sitting{ID: "x2", Committee: "X", On: period.Day(2015, 2, 2), Agenda: []council.Item{{Number: "1", Title: "AUSGEDACHT", Public: true}}}, opened)
	s.put(register.Paper, "x", council.Paper{ID: "x", Type: council.Motion, Title: "AUSGEDACHT", State: council.Received, Example: true}, opened)
	s.put(register.Paper, "real", council.Paper{
		ID: "real", Reference: "864/2015", Type: council.BudgetAsk, Title: "Planung", State: council.Received,
		Answers: []string{"x"}, Order: []council.Consultation{{Committee: "GR", Public: true, Sitting: "x1"}, {Committee: "Geheim & Co"}},
	}, opened)
	s.put(register.Paper, "bare", council.Paper{ID: "bare", Reference: "908/2015", Type: council.Inquiry, Title: "Frage", State: council.Answered}, opened)
	server, _ := served(s)
	for list := range councildata.Lists {
		body := get(server, "/body/08999999/"+list+"?limit=500", nil).Body.String()
		if strings.Contains(body, "AUSGEDACHT") || strings.Contains(body, "/meeting/x1") || strings.Contains(body, "/paper/x\"") {
			t.Errorf("%s tells what was made up", list)
		}
		if list == "papers" && !(strings.Contains(body, "864/2015") && strings.Contains(body, "908/2015")) {
			t.Error("motions are not given out")
		}
	}
	for at, want := range map[string]int{"/paper/x": 404, "/meeting/x1": 404, "/meeting/x2": 404, "/organization/X": 404, "/paper/real": 200, "/paper/bare": 200} {
		if got := get(server, at, nil).Code; got != want {
			t.Errorf("%s: %d, expected %d", at, got, want)
		}
	}
}

// TestUnknownTime: a sitting whose time nobody knows does not begin at midnight: it says its
// day where people read it, and no moment.
func TestUnknownTime(t *testing.T) {
	s := &shelf{}
	s.put(register.Committee, "GR", council.Committee{Key: "GR", Name: "Gemeinderat", Kind: council.Plenary, Public: true}, opened)
	s.put(register.Sitting, "s1", council.Sitting{ID: "s1", Committee: "GR", On: period.Day(2015, 2, 2), State: council.Planned}, opened)
	s.put(register.Sitting, "s2", council.Sitting{ID: "s2", Committee: "GR", On: period.Day(2015, 2, 2), At: "16:00", State: council.Planned}, opened)
	server, _ := served(s)
	if body := get(server, "/meeting/s1", nil).Body.String(); strings.Contains(body, `"start"`) || !strings.Contains(body, `"name":"Gemeinderat, Sitzung am 02.02.2015 (Uhrzeit unbekannt)"`) {
		t.Error(body)
	}
	if body := get(server, "/meeting/s2", nil).Body.String(); !strings.Contains(body, `"start":"2015-02-02T16:00:00+01:00"`) || !strings.Contains(body, `"name":"Gemeinderat"`) {
		t.Error(body)
	}
	c := checker(t)
	for _, f := range c.Server(server, system).Faults {
		t.Error(f)
	}
}

func get(server http.Handler, at string, head map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, system+at, nil)
	for name, value := range head {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	server.ServeHTTP(w, r)
	return w
}
