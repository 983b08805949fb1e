// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/councildata"
	"planraum/internal/oparl/oparltest"
)

// exampleFaults are what the standard's own examples have against its schema.
var exampleFaults = []string{
	"AgendaItem https://oparl.example.org/agendaitem/3271: order is missing",
	"Location https://oparl.example.org/location/0: created is missing",
	"Location https://oparl.example.org/location/0: modified is missing",
	"Location https://oparl.example.org/locations/29856, geojson: GeoJSON must be a Feature",
}

// TestChecker finds in the standard's own examples what is wrong there, and nothing
// else.
func TestChecker(t *testing.T) {
	c := checker(t)
	var found []string
	folder := os.DirFS(filepath.Join("../../..", oparltest.Folder, "examples"))
	names, err := fs.Glob(folder, "*.json")
	if err != nil || len(names) != 8 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		content, err := fs.ReadFile(folder, name)
		if err != nil {
			t.Fatal(err)
		}
		var o map[string]any
		if err := json.Unmarshal(content, &o); err != nil {
			t.Fatal(err)
		}
		found = append(found, c.Object(o)...)
	}
	slices.Sort(found)
	if !slices.Equal(found, exampleFaults) {
		t.Errorf("found %q", found)
	}
}

// TestCheckerSees: a server with each fault is not let through.
func TestCheckerSees(t *testing.T) {
	c := checker(t)
	s := &shelf{}
	largeCity(s, 60)
	server, _ := served(s)
	for _, change := range []struct{ name, from, to string }{
		{"null", `"shortName":"GR"`, `"shortName":null`},
		{"relative address", `"system":"https://planung.example.org/oparl/v1.1"`, `"system":"/oparl/v1.1"`},
		{"wrong date", `"date":"2015-01-05"`, `"date":"05.01.2015"`},
		{"type", "1.1/Meeting", "1.1/Meetings"},
		{"required", `"accessUrl"`, `"url"`},
		{"dead link", "/organization/STA", "/organization/STX"},
		{"wrong reference", `"paper":"https://planung.example.org/oparl/v1.1/paper/p2"`, `"paper":"https://planung.example.org/oparl/v1.1/meeting/s0"`},
		{"count", `"totalElements":5`, `"totalElements":6`},
		{"pages", `"pagination"`, `"paging"`},
		{"deleted with more", `"deleted":true`, `"deleted":true,"name":"x"`},
		{"empty list", `"public":true`, `"keyword":[]`},
		{"no modified", `"modified"`, `"changed"`},
	} {
		broken := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := httptest.NewRecorder()
			server.ServeHTTP(answer, r)
			for name, values := range answer.Header() {
				w.Header()[name] = values
			}
			w.Header().Del("Content-Length")
			w.WriteHeader(answer.Code)
			_, _ = w.Write([]byte(strings.ReplaceAll(answer.Body.String(), change.from, change.to)))
		})
		if walk := c.Server(broken, system); len(walk.Faults) == 0 {
			t.Errorf("%s is let through", change.name)
		}
	}
}

// TestAnswers are what the specification wants of single answers.
func TestAnswers(t *testing.T) {
	s := &shelf{}
	largeCity(s, 40)
	server, desk := served(s)
	for _, c := range []struct {
		at   string
		want int
	}{
		{"", 200},
		{"/", 301},
		{"/bodies", 200},
		{"/bodies/", 301},
		{"/nichts", 404},
		{"/paper/p1/content", 404},
		{"/bodies?limit=0", 400},
		{"/bodies?page=x", 400},
		{"/bodies?page=2", 404},
		{"/bodies?modified_since=gestern", 400},
		{"/bodies?omit_internal=ja", 400},
		{"/bodies?unbekannt=1", 200},
		{"/body/08999999?limit=0", 400},
	} {
		w := get(server, c.at, nil)
		if w.Code != c.want {
			t.Errorf("%s: %d, expected %d", c.at, w.Code, c.want)
		}
		if c.want >= 400 {
			var problem struct{ Type, Message string }
			if err := json.Unmarshal(w.Body.Bytes(), &problem); err != nil || problem.Type != "https://schema.oparl.org/1.1/Error" || problem.Message == "" {
				t.Errorf("%s: %s", c.at, w.Body)
			}
		}
	}
	post := httptest.NewRecorder()
	server.ServeHTTP(post, httptest.NewRequest(http.MethodPost, system, nil))
	if post.Code != http.StatusMethodNotAllowed || post.Header().Get("Allow") != "GET, HEAD" {
		t.Error(post.Code)
	}
	head := httptest.NewRecorder()
	server.ServeHTTP(head, httptest.NewRequest(http.MethodHead, system, nil))
	if head.Code != 200 || head.Body.Len() != 0 || head.Header().Get("Content-Length") == "0" {
		t.Error(head.Code, head.Header())
	}
	first := get(server, "/paper/p1", nil)
	if again := get(server, "/paper/p1", map[string]string{"If-None-Match": first.Header().Get("ETag")}); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Error(again.Code)
	}
	if body := get(server, "/body/08999999/papers?omit_internal=true", nil).Body.String(); strings.Contains(body, "1.1/Consultation") || !strings.Contains(body, "1.1/Paper") {
		t.Error("omit_internal leaves objects inside")
	}
	if _, err := desk.Public(t.Context(), councildata.City{}); err != nil {
		t.Error(err)
	}
}

// TestAbove: who tries the address without a version is led to the system; other
// addresses below it are not there.
func TestAbove(t *testing.T) {
	server, _ := served(&shelf{})
	for at, want := range map[string]int{"/oparl": http.StatusFound, "/oparl/": http.StatusFound, "/oparl/v9": http.StatusNotFound} {
		w := httptest.NewRecorder()
		server.ServeHTTP(w, httptest.NewRequest(http.MethodGet, at, nil))
		if w.Code != want || want == http.StatusFound && w.Header().Get("Location") != "/oparl/v1.1" {
			t.Errorf("%s: %d to %q", at, w.Code, w.Header().Get("Location"))
		}
	}
}

// TestParameters: a fault of a parameter is called one; a wish for more than is given is
// met with the most there is, and the pages lead on with it.
func TestParameters(t *testing.T) {
	s := &shelf{}
	largeCity(s, 1000)
	server, _ := served(s)
	body := get(server, "/body/08999999/papers?limit=0", map[string]string{"Accept-Language": "de"}).Body.String()
	if !strings.Contains(body, "Parameter limit: „0“, erwartet: eine ganze Zahl ab 1.") || strings.Contains(body, "Spalte") {
		t.Error(body)
	}
	var page struct {
		Pagination struct{ ElementsPerPage, TotalElements int }
		Links      struct{ Next string }
		Data       []json.RawMessage
	}
	if err := json.Unmarshal(get(server, "/body/08999999/agenda-items?limit=501", nil).Body.Bytes(), &page); err != nil {
		t.Fatal(err)
	}
	if page.Pagination.TotalElements <= 500 || page.Pagination.ElementsPerPage != 500 || len(page.Data) != 500 || !strings.Contains(page.Links.Next, "limit=500") {
		t.Errorf("%+v, %d objects", page.Pagination, len(page.Data))
	}
}

// TestDeleted: what was public and is not any more stays at its address with id, type,
// created, modified and deleted alone. Lists tell of it only where changes are asked for
// (OParl 1.1, 2.5.5), and no object has it inside.
func TestDeleted(t *testing.T) {
	s := &shelf{}
	largeCity(s, 100) // paper p26 is taken back
	server, _ := served(s)
	var gone map[string]any
	if err := json.Unmarshal(get(server, "/paper/p26", nil).Body.Bytes(), &gone); err != nil {
		t.Fatal(err)
	}
	if names := slices.Sorted(maps.Keys(gone)); !slices.Equal(names, []string{"created", "deleted", "id", "modified", "type"}) || gone["deleted"] != true || gone["type"] != "https://schema.oparl.org/1.1/Paper" {
		t.Fatalf("%v", gone)
	}
	in := func(at string) (found bool, live int) {
		var page struct{ Data []map[string]any }
		if err := json.Unmarshal(get(server, "/body/08999999/papers?limit=500"+at, nil).Body.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		for _, o := range page.Data {
			found = found || o["id"] == gone["id"]
			if o["deleted"] != true {
				live++
			} else if at == "" {
				t.Errorf("%s is in a list that nobody asked for changes", o["id"])
			}
		}
		return found, live
	}
	at := url.QueryEscape(gone["modified"].(string))
	if found, live := in(""); found || live == 0 {
		t.Errorf("without a filter: deleted %t, %d others", found, live)
	}
	if found, _ := in("&modified_since=" + at); !found {
		t.Error("who asks for changes is not told of it")
	}
	if found, _ := in("&modified_since=2035-01-01T00:00:00Z"); found {
		t.Error("it is told of long after it was deleted")
	}
	if found, _ := in("&created_since=2000-01-01T00:00:00Z"); found {
		t.Error("who asks by its creation is told of it")
	}
}

// TestFiles: the text of an issued paper is given out, where there is one.
func TestFiles(t *testing.T) {
	c := checker(t)
	s := &shelf{}
	largeCity(s, 40)
	p := paper(1, "GR")
	p.Document = "text-1"
	s.put(register.Paper, p.ID, p, opened.AddDate(0, 0, 9))
	server, desk := served(s)
	desk.Documents = func(_ context.Context, p council.Paper) (councildata.Issued, bool, error) {
		return councildata.Issued{Name: "Vorlage ä.html", Media: "text/html", Content: []byte("<p>x</p>"), On: period.Day(2015, 1, 16), At: time.Now()}, p.Document == "text-1", nil
	}
	walk := c.Server(server, system)
	if len(walk.Faults) > 0 {
		t.Error(walk.Faults)
	}
	body := get(server, "/paper/p1", nil).Body.String()
	if !strings.Contains(body, `"mainFile":{"id":"https://planung.example.org/oparl/v1.1/file/p1/text"`) {
		t.Error(body)
	}
	content := get(server, "/file/p1/text/content", nil)
	if content.Code != 200 || content.Body.String() != "<p>x</p>" || content.Header().Get("Content-Type") != "text/html" || content.Header().Get("Content-Disposition") != "" {
		t.Error(content.Code, content.Header())
	}
	if down := get(server, "/file/p1/text/download", nil); !strings.Contains(down.Header().Get("Content-Disposition"), "attachment") {
		t.Error(down.Header())
	}
}
