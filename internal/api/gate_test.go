// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"bytes"
	"log/slog"
	"net/http"
	"strings"
	"testing"
)

// TestUnknownParameter: a slip of the pen is named with what would be right.
func TestUnknownParameter(t *testing.T) {
	c := newCity(t)
	p := c.get("/figures?indicater=intake.arrivals&limt=3").refused(422)
	if len(p.Faults) != 2 || p.Faults[0].Column != "indicater" || !strings.Contains(p.Faults[0].Expected.En, "indicator") ||
		p.Faults[1].Column != "limt" || !strings.Contains(p.Faults[1].Expected.De, "limit") {
		t.Errorf("%+v", p.Faults)
	}
	if p := c.get("/groups?limit=3").refused(422); p.Faults[0].Expected.En != "no parameter" {
		t.Errorf("%+v", p.Faults)
	}
}

func TestRefusedParameters(t *testing.T) {
	c := newCity(t)
	for path, columns := range map[string]string{
		"/figures?limit=0":                             "limit",
		"/figures?limit=10001":                         "limit",
		"/figures?limit=ten&after=-1":                  "limit after",
		"/figures?picked=yes":                          "picked",
		"/figures?as_of=27.11.2015":                    "as_of",
		"/figures?from=2015-02-30":                     "from",
		"/figures?from=2016-01-01&to=2015-01-01":       "to",
		"/figures?level=village":                       "level",
		"/figures?indicator=":                          "indicator",
		"/figures?indicator=none&area=none&group=none": "indicator area group",
		"/figures?limit=1&limit=2":                     "limit",
		"/figures?group=" + strings.Repeat("x", 201):   "group",
		"/figures?a=%zz":                               "",
		"/figures/first":                               "figure",
		"/figures/0":                                   "figure",
		"/sites?area=none":                             "area",
		"/runs/compare?a=x":                            "b",
		"/runs/x/derivation/gap/2016-13":               "month",
		"/plans?as_of=":                                "as_of",
	} {
		p := c.get(path).refused(422)
		var got []string
		for _, f := range p.Faults {
			got = append(got, f.Column)
			if f.Expected.De == "" || f.Expected.En == "" {
				t.Errorf("%s: a fault does not say what was expected: %+v", path, f)
			}
		}
		if strings.Join(got, " ") != columns {
			t.Errorf("%s: faults in %v, want %q", path, got, columns)
		}
	}
}

// TestKinds: every kind of error has its status and speaks both languages.
func TestKinds(t *testing.T) {
	c := newCity(t)
	for _, test := range []struct {
		call
		status int
		kind   string
	}{
		{call{path: "/figures?limit=0"}, 422, "invalid"},
		{call{path: "/figures/99999999"}, 404, "not found"},
		{call{path: "/sites/none"}, 404, "not found"},
		{call{path: "/plans/none"}, 404, "not found"},
		{call{path: "/plans/none/run"}, 404, "not found"},
		{call{path: "/runs/none"}, 404, "not found"},
		{call{path: "/runs/compare?a=x&b=y"}, 404, "not found"},
		{call{path: "/runs/" + c.run("neue-planung-2015-11-27") + "/derivation/nothing/2016-12"}, 404, "not found"},
		{call{path: "/runs/" + c.run("neue-planung-2015-11-27") + "/derivation/gap/2030-12"}, 404, "not found"},
		{call{path: "/nothing"}, 404, "not found"},
		{call{method: "POST", path: "/imports?name=a.csv"}, 403, "forbidden"},
		{call{method: "DELETE", path: "/plans/neue-planung-2015-11-27"}, 405, "invalid"},
		{call{method: "POST", path: "/figures"}, 405, "invalid"},
	} {
		test.path = prefix + test.path
		if p := c.do(test.call).refused(test.status); p.Kind != test.kind {
			t.Errorf("%s %s: %s, want %s", test.method, test.path, p.Kind, test.kind)
		}
	}
	if got := c.do(call{method: "DELETE", path: prefix + "/plans/x"}).header.Get("Allow"); got != "GET, PUT" {
		t.Errorf("Allow: %q", got)
	}
}

// TestFaultOfTheProgram: where the program itself is at fault, the client reads
// one sentence, and the log what happened.
func TestFaultOfTheProgram(t *testing.T) {
	c := newCity(t)
	var log bytes.Buffer
	c.face.Log = slog.New(slog.NewTextHandler(&log, nil))
	c.Capacity = nil // panics
	sites := c.get("/sites").refused(500)
	if err := c.store.Close(); err != nil {
		t.Fatal(err)
	}
	for path, p := range map[string]Problem{"/sites": sites, "/plans": c.get("/plans").refused(500)} {
		if p.Kind != "internal" || p.Detail != p.Title || strings.Contains(p.Detail, "sql") {
			t.Errorf("%s: %+v", path, p)
		}
	}
	if !strings.Contains(log.String(), "list-sites") || !strings.Contains(log.String(), "list-plans") {
		t.Errorf("the log does not name the operations: %s", log.String())
	}
}

func TestLanguageOfProblems(t *testing.T) {
	c := newCity(t)
	for accept, want := range map[string]string{
		"":                        "en",
		"de":                      "de",
		"de-AT,en;q=0.5":          "de",
		"en-GB,de;q=0.9":          "en",
		"fr, de;q=0.7, en;q=0.3":  "de",
		"fr":                      "en",
		"not a language at all *": "en",
	} {
		a := c.do(call{path: prefix + "/plans/none", header: map[string]string{"Accept-Language": accept}})
		p := a.refused(404)
		detail := p.Message.En
		if want == "de" {
			detail = p.Message.De
		}
		if a.header.Get("Content-Language") != want || p.Detail != detail {
			t.Errorf("%q: %s in %q, want %s", accept, p.Detail, a.header.Get("Content-Language"), want)
		}
	}
}

// TestETag: the same question gets 304 until the ledger grows.
func TestETag(t *testing.T) {
	c := newCity(t)
	for _, path := range []string{"/figures?limit=3", "/plans/neue-planung-2015-11-27", "/areas.geojson", "/plans/neue-planung-2015-11-27/run"} {
		first := c.get(path)
		tag := first.header.Get("ETag")
		again := func(path, tag string) answered {
			return c.do(call{path: prefix + path, header: map[string]string{"If-None-Match": tag}})
		}
		if a := again(path, tag); a.status != 304 || len(a.raw) != 0 || a.header.Get("ETag") != tag {
			t.Errorf("%s: %d with %d bytes, want 304", path, a.status, len(a.raw))
		}
		if a := again(path, "W/"+tag+`, "other"`); a.status != 304 {
			t.Errorf("%s: weak tag in a list: %d, want 304", path, a.status)
		}
		if a := again(path, `"other"`); a.status != 200 {
			t.Errorf("%s: foreign tag: %d, want 200", path, a.status)
		}
		if a := again("/figures?limit=4", tag); a.status != 200 {
			t.Errorf("%s: tag of another question: %d, want 200", path, a.status)
		}
	}
	before := c.get("/figures?limit=3").header.Get("ETag")
	c.do(call{method: "POST", path: prefix + "/imports?name=groups.csv", header: writer(), body: "id,name_de,name_en\nnew,neu,new\n"}).into(200, &Imported{})
	after := c.do(call{path: prefix + "/figures?limit=3", header: map[string]string{"If-None-Match": before}})
	if after.status != 200 || after.header.Get("ETag") == before {
		t.Errorf("after an import: %d with %s", after.status, after.header.Get("ETag"))
	}
}

// TestMayWrite: without sign-in only a program on this machine may write.
func TestMayWrite(t *testing.T) {
	c := newCity(t)
	in := call{method: "POST", path: prefix + "/imports?name=groups.csv&dry_run=true", body: "id,name_de,name_en\nnew,neu,new\n"}
	for _, test := range []struct {
		name       string
		from, host string
		header     map[string]string
		status     int
	}{
		{"IPv4", "127.0.0.1:1", "127.0.0.1:8080", writer(), 200},
		{"IPv6", "[::1]:1", "[::1]:8080", writer(), 200},
		{"IPv4 in IPv6", "[::ffff:127.0.0.1]:1", "localhost", writer(), 200},
		{"another machine", "192.0.2.7:1", "localhost", writer(), 403},
		{"no address", "somewhere", "localhost", writer(), 403},
		{"name that points here", "127.0.0.1:1", "planraum.example:8080", writer(), 403},
		{"without the header", "127.0.0.1:1", "localhost", nil, 403},
		{"header with another value", "127.0.0.1:1", "localhost", map[string]string{clientHeader: "yes"}, 403},
		{"through a proxy", "127.0.0.1:1", "localhost", writer("X-Forwarded-For", "192.0.2.7"), 403},
		{"another site's script", "127.0.0.1:1", "localhost", writer("Sec-Fetch-Site", "cross-site"), 403},
		{"another site's origin", "127.0.0.1:1", "localhost", writer("Origin", "https://planraum.example"), 403},
	} {
		in.from, in.host, in.header = test.from, test.host, test.header
		if a := c.do(in); a.status != test.status {
			t.Errorf("%s: %d, want %d: %s", test.name, a.status, test.status, a.raw)
		} else if test.status == 403 && a.refused(403).Kind != "forbidden" {
			t.Errorf("%s: %s", test.name, a.raw)
		}
	}
	if a := c.do(call{path: prefix + "/groups", from: "192.0.2.7:1"}); a.status != http.StatusOK {
		t.Errorf("reading from another machine: %d", a.status)
	}
}
