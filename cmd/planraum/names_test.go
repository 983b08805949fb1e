// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"planraum/internal/cli"
	"planraum/internal/platform/telemetry"
)

// seeded are names of people who do not exist, with letters of DIN 91379, and a
// secret of a link; none of them is a part of another word.
var seeded = []string{"Ǆorđexyz", "Ḧëlmutxyz", "Zzyzxmann", "qsecretsecretq"}

// TestNoNamesInLogAndMeasures: whatever people write into paths, queries, forms,
// files, headers and cookies of any route is neither in the log nor in the
// measures, also where the database has gone.
func TestNoNamesInLogAndMeasures(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	t.Cleanup(func() { slog.SetDefault(before) })
	var tally telemetry.Tally
	slog.SetDefault(telemetry.NewLog(&log, telemetry.Settings{Level: slog.LevelDebug}, &tally))
	house := exampleHouse(t)
	measures := telemetry.NewMeasures(house.Health)
	h := faces(house, cli.Service{Demo: true}, measures)
	all := routes(t, h)
	rest := regexp.MustCompile("gibt-es-nicht")
	requests := 0
	walk := func(names []string) {
		for _, name := range names {
			for _, path := range all {
				path, _, _ = strings.Cut(path, "?")
				path = rest.ReplaceAllString(path, url.PathEscape(name)) + "?stand=" + url.QueryEscape(name) + "&" + url.QueryEscape(name) + "=x&tabelle=" + url.QueryEscape(name)
				for _, r := range nameless(t, path, name) {
					h.ServeHTTP(httptest.NewRecorder(), r)
					requests++
				}
			}
		}
	}
	walk(seeded)
	if err := house.Close(); err != nil {
		t.Fatal(err)
	}
	walk(seeded[:1])
	scraped := httptest.NewRecorder()
	measures.Handler().ServeHTTP(scraped, httptest.NewRequest("GET", "/metrics", nil))
	for where, said := range map[string]string{"the log": log.String(), "the measures": scraped.Body.String(), "the tally": fmt.Sprint(tally.Faults())} {
		for _, name := range append(seeded, "192.0.2.77") {
			for _, spelt := range []string{name, url.PathEscape(name), strings.Trim(fmt.Sprintf("%+q", name), "\"")} {
				if at := strings.Index(strings.ToLower(said), strings.ToLower(spelt)); at >= 0 {
					t.Fatalf("%q is in %s: %.400s", spelt, where, said[max(0, at-200):])
				}
			}
		}
	}
	if n := strings.Count(log.String(), "msg=request "); n < requests {
		t.Errorf("%d requests, %d lines", requests, n)
	}
	if !strings.Contains(log.String(), "level=ERROR") {
		t.Error("no error was logged without a database")
	}
}

// nameless are requests that carry a name wherever a request can.
func nameless(t *testing.T, path, name string) []*http.Request {
	t.Helper()
	form := url.Values{}
	for _, field := range []string{"name", "title", "titel", "note", "bemerkung", "rolle", "zurueck", "by", "email", "value", "format", "action", "reason", name} {
		form.Set(field, name)
	}
	var file bytes.Buffer
	parts := multipart.NewWriter(&file)
	part, err := parts.CreateFormFile("datei", name+".csv")
	if err == nil {
		_, err = part.Write([]byte("code,name_de," + name + "\n" + name + "," + name + "\n"))
	}
	if err != nil || parts.Close() != nil {
		t.Fatal(err)
	}
	typed := request("POST", path, strings.NewReader(form.Encode()))
	typed.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	brought := request("POST", path, &file)
	brought.Header.Set("Content-Type", parts.FormDataContentType())
	written := request("POST", path, strings.NewReader("{\"name\":\""+name+"\"}"))
	written.Header.Set("Content-Type", "application/json")
	written.Header.Set("Planraum-Client", "1")
	put := request("PUT", path, strings.NewReader("id: "+name+"\n"))
	put.Header.Set("Planraum-Client", "1")
	put.Header.Set("If-None-Match", "*")
	foreign := request("GET", path, nil)
	foreign.Host = "xn--" + strings.ToLower(url.PathEscape(name)) + ".example"
	all := []*http.Request{request("GET", path, nil), request(strings.ToUpper("Zzyzxmann"), path, nil), typed, brought, written, put, foreign}
	for _, r := range all {
		r.RemoteAddr = "192.0.2.77:4711"
		r.Header.Set("User-Agent", name)
		r.Header.Set("Referer", "http://localhost/melden/"+url.PathEscape(name))
		r.Header.Set("Accept-Language", name)
		r.Header.Set("X-Forwarded-For", "192.0.2.77")
		r.Header.Set("X-Request-Id", name)
		r.Header.Set("Cookie", "planraum_session="+url.QueryEscape(name))
	}
	for _, r := range []*http.Request{written, put} { // which only this machine may
		r.RemoteAddr = "127.0.0.1:4711"
		r.Header.Del("X-Forwarded-For")
	}
	return all
}
