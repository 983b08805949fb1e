// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/cli"
	"planraum/internal/desk/data"
	"planraum/internal/platform/telemetry"
)

// TestSmuggledRequests: where a request ends is never in doubt (RFC 9112, 6.3;
// RFC 9110, 5.5). What may be read in two ways is refused, and what follows
// a refused request is not answered.
func TestSmuggledRequests(t *testing.T) {
	quiet(t)
	server := bounded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "broken", http.StatusBadRequest)
			return
		}
		_, _ = io.WriteString(w, r.Method+" "+r.URL.Path+" "+string(body))
	}))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	const next = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
	head := func(fields string) string { return "POST /first HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" }
	for name, raw := range map[string]string{
		"two lengths":                   head("Content-Length: 5\r\nContent-Length: 0\r\n") + "12345" + next,
		"two lengths in one":            head("Content-Length: 5, 0\r\n") + "12345" + next,
		"a length with a sign":          head("Content-Length: +5\r\n") + "12345" + next,
		"a length below zero":           head("Content-Length: -1\r\n") + next,
		"a length in another notation":  head("Content-Length: 0x5\r\n") + "12345" + next,
		"a coding that is none":         head("Transfer-Encoding: xchunked\r\n") + "0\r\n\r\n" + next,
		"chunked after something else":  head("Transfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n" + next,
		"two codings":                   head("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n") + "0\r\n\r\n" + next,
		"a blank before the colon":      head("Transfer-Encoding : chunked\r\n") + "0\r\n\r\n" + next,
		"a tab before the name":         head("X: y\r\n\tTransfer-Encoding : chunked\r\nContent-Length : 5\r\n") + next,
		"a control character in a name": head("Content-\x0bLength: 5\r\n") + next,
		"a zero byte in a value":        head("X: a\x00b\r\n") + next,
		"a chunk that is too large":     head("Transfer-Encoding: chunked\r\n") + "fffffffffffffffff\r\n" + next,
		"a chunk of no number":          head("Transfer-Encoding: chunked\r\n") + "5x\r\n12345\r\n0\r\n\r\n" + next,
		"two hosts":                     "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n" + next,
		"no host":                       "GET / HTTP/1.1\r\n\r\n" + next,
		"a blank in the address":        "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n" + next,
		"another protocol":              "GET / HTTP/1.9x\r\nHost: localhost\r\n\r\n" + next,
	} {
		answers := spoken(t, listener.Addr().String(), raw)
		if len(answers) != 1 || answers[0].status < 400 {
			t.Errorf("%s: %+v", name, answers)
		}
	}
	// With both a length and a coding, the coding counts, and nothing of the body
	// is taken for a request.
	answers := spoken(t, listener.Addr().String(), head("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n")+"2c\r\n"+next+"\r\n0\r\n\r\n")
	if len(answers) != 1 || answers[0].status == 200 && answers[0].body != "POST /first "+next {
		t.Errorf("a length and a coding: %+v", answers)
	}
}

type spokenAnswer struct {
	status int
	body   string
}

// spoken sends bytes and reads what answers come.
func spoken(t *testing.T, address, raw string) (all []spokenAnswer) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, raw); err != nil {
		t.Fatal(err)
	}
	_ = c.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
	in := bufio.NewReader(c)
	for {
		r, err := http.ReadResponse(in, nil)
		if err != nil {
			return all
		}
		body, _ := io.ReadAll(r.Body)
		all = append(all, spokenAnswer{r.StatusCode, string(body)})
	}
}

// TestHostHeaderPoisoning: no header that a client may send gets into an address
// that an answer names, and a foreign host is refused.
func TestHostHeaderPoisoning(t *testing.T) {
	quiet(t)
	h := faces(exampleHouse(t), cli.Service{Demo: true}, nil)
	for _, path := range []string{"/", "/ogc/?f=json", "/ogc/collections?f=html", "/katalog.ttl", "/katalog.jsonld", "/daten/katalog", "/api/openapi.json", "/daten/meldungen", "/anmelden", "/en", "/melden/x"} {
		for _, name := range []string{"X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "X-HTTP-Host-Override", "X-Original-URL", "X-Rewrite-URL", "X-Original-Host", "Forwarded", "X-Forwarded-Prefix", "X-HTTP-Method-Override"} {
			r := request("GET", path, nil)
			r.Header.Set(name, map[bool]string{true: "host=qevil.example;proto=https", false: "qevil.example"}[name == "Forwarded"])
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if said := w.Body.String() + strings.Join(w.Header()["Location"], "") + strings.Join(w.Header()["Link"], ""); strings.Contains(said, "qevil") {
				t.Errorf("%s of %s is believed", name, path)
			}
		}
		for _, host := range []string{"qevil.example", "localhost:80@qevil.example", "localhost.qevil.example", "qevil.example:80"} {
			r := request("GET", path, nil)
			r.Host = host
			w := httptest.NewRecorder()
			if h.ServeHTTP(w, r); w.Code != http.StatusMisdirectedRequest && w.Code != http.StatusBadRequest || strings.Contains(w.Body.String(), "qevil") {
				t.Errorf("%s at the host %s: %d", path, host, w.Code)
			}
		}
	}
}

// TestOnlyRoutesAnswer: what other programs leave open is not there: files,
// lists of folders, measures, profiles, and TRACE.
func TestOnlyRoutesAnswer(t *testing.T) {
	quiet(t)
	h := faces(exampleHouse(t), cli.Service{Demo: true}, nil)
	for _, path := range []string{
		"/.git/config", "/.git/HEAD", "/.svn/entries", "/.env", "/go.mod", "/p.db", "/planraum.db", "/assets/", "/assets/src/", "/debug/pprof/", "/debug/vars", "/metrics", "/healthz/x", "/server-status",
		"/admin", "/phpinfo.php", "/actuator", "/swagger", "/backup", "/robots.txt~", "/.well-known/", "/katalog/", "/api/", "/api/v1/", "/testdata/",
	} {
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, request("GET", path, nil)); w.Code != http.StatusNotFound && w.Code != http.StatusForbidden {
			t.Errorf("%s answers %d", path, w.Code)
		}
	}
	for _, method := range []string{"TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND"} {
		r := request(method, "/", nil)
		r.Header.Set("X-Secret", "qsecretq")
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code < 400 || strings.Contains(w.Body.String(), "qsecretq") {
			t.Errorf("%s answers %d", method, w.Code)
		}
	}
}

// TestParametersTwice: of a parameter that comes twice the first counts, on
// every page alike; the address and the form of a request are never mixed.
func TestParametersTwice(t *testing.T) {
	quiet(t)
	h := faces(exampleHouse(t), cli.Service{Demo: true}, nil)
	get := func(path string) (int, string) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, request("GET", path, nil))
		return w.Code, w.Body.String()
	}
	for _, c := range [][3]string{
		{"/api/v1/figures?indicator=accommodation.persons", "as_of=2016-01-01", "as_of=2020-01-01"},
		{"/api/v1/figures?indicator=accommodation.persons", "limit=1", "limit=500"},
		{"/daten/accommodation.persons?tabelle=werte&format=csv", "stand=2016-01-01", "stand=2020-01-01"},
		{"/daten/accommodation.persons?tabelle=werte&stand=2016-01-01", "format=csv", "format=json"},
	} {
		code, one := get(c[0] + "&" + c[1])
		both, two := get(c[0] + "&" + c[1] + "&" + c[2])
		if code != http.StatusOK || both < 400 && one != two {
			t.Errorf("%s with %s and %s: %d and %d, alike: %v", c[0], c[1], c[2], code, both, one == two)
		}
	}
	r := request("POST", "/rolle?rolle=administrator", strings.NewReader(url.Values{"rolle": {"public"}, "zurueck": {"/"}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); strings.Contains(strings.Join(w.Header()["Set-Cookie"], ""), "administrator") {
		t.Errorf("the address overrules the form: %v", w.Header())
	}
}

// TestNamesAreNoPaths: names of files, keys and addresses lead to no file of the
// machine, and nothing is written beside the database.
func TestNamesAreNoPaths(t *testing.T) {
	quiet(t)
	house := exampleHouse(t)
	h := faces(house, cli.Service{Demo: true}, nil)
	for _, way := range []string{"../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd", "..\\..\\go.mod", "%2e%2e/%2e%2e/go.mod", "..%5c..%5cgo.mod", "%00", "....//....//etc/passwd", "/etc/passwd", "C:%5cwindows%5cwin.ini"} {
		for _, at := range []string{"/assets/", "/katalog/", "/daten/katalog/", "/daten/vorgaenge/", "/plaene/", "/plaetze/", "/api/v1/plans/", "/ogc/collections/", "/herleitung/", "/daten/einlesen/", "/melden/"} {
			r := httptest.NewRequest("GET", "http://localhost/", nil)
			r.RequestURI, r.Host, r.RemoteAddr = at+way, "localhost", "127.0.0.1:9"
			var err error
			if r.URL, err = url.ParseRequestURI(at + way); err != nil {
				continue // the server refuses it
			}
			w := httptest.NewRecorder()
			if h.ServeHTTP(w, r); w.Code == http.StatusOK || w.Code >= 500 || strings.Contains(w.Body.String(), "root:") || strings.Contains(w.Body.String(), "module planraum") {
				t.Errorf("%s%s answers %d", at, way, w.Code)
			}
		}
	}
	folder := t.TempDir()
	t.Chdir(folder)
	names := []string{"../../qpathq.csv", "..\\..\\qpathq.csv", filepath.Join(folder, "qpathq.csv"), "C:\\qpathq.csv", "./.qpathq.csv", "~/qpathq.csv", "qpathq.csv/../x.csv"}
	for _, name := range names {
		var body bytes.Buffer
		parts := multipart.NewWriter(&body)
		part, err := parts.CreateFormFile("datei", name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(part, "id,name_de,name_en\nqpathq"+name[:1]+",a,b\n")
		_ = parts.Close()
		r := request("POST", "/daten/einlesen", &body)
		r.Header.Set("Content-Type", parts.FormDataContentType())
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code >= 500 {
			t.Errorf("%q answers %d", name, w.Code)
		}
		_, err = house.Data.Import(t.Context(), data.Incoming{Name: name, Content: strings.NewReader("id,name_de,name_en\nx,a\n"), By: "Test", Now: time.Now(), DryRun: true})
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			t.Errorf("%q is looked for on the disk: %v", name, err)
		}
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("written were %v, %v", left, err)
	}
}

// TestLogLinesStayWhole: whatever is sent or fails, an event is one line of the
// log, in both forms, and no part of it passes for another line.
func TestLogLinesStayWhole(t *testing.T) {
	before := slog.Default()
	t.Cleanup(func() { slog.SetDefault(before) })
	house := exampleHouse(t)
	for _, form := range []bool{false, true} {
		var log bytes.Buffer
		slog.SetDefault(telemetry.NewLog(&log, telemetry.Settings{JSON: form, Level: slog.LevelDebug}, nil))
		h := faces(house, cli.Service{Demo: true}, nil)
		n := 0
		for _, forged := range []string{"x\nlevel=ERROR msg=qforgedq", "x\r\n{\"msg\":\"qforgedq\"}", "\x1b[2Jqforgedq", "x\u2028qforgedq", "qforgedq\" level=ERROR \""} {
			for _, path := range []string{"/daten/", "/plaene/", "/api/v1/plans/"} {
				r := request("GET", path+url.PathEscape(forged)+"?stand="+url.QueryEscape(forged), nil)
				r.Header["User-Agent"], r.Header["X-Request-Id"] = []string{forged}, []string{forged}
				h.ServeHTTP(httptest.NewRecorder(), r)
				n++
			}
			slog.Error("something failed", "error", errors.New("cause: "+forged), "operation", forged)
			n++
		}
		lines := strings.Split(strings.TrimRight(log.String(), "\n"), "\n")
		requests := 0
		for _, line := range lines {
			if form && !json.Valid([]byte(line)) || !form && !strings.HasPrefix(line, "time=") || strings.ContainsAny(line, "\r\x1b\u2028") {
				t.Errorf("a line is %q", line)
			}
			requests++
		}
		if requests < n {
			t.Errorf("%d lines of %d events", requests, n)
		}
	}
}
