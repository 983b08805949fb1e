// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package door_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"planraum/internal/platform/door"
)

// told is what a handler behind the door learns of a request.
type told struct{ address, host, scheme string }

func ask(c door.Config, peer string, headers map[string]string, secure bool) told {
	var got told
	h := c.Clad(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got = told{door.Address(r).String(), r.Host, door.Scheme(r)}
	}))
	r := httptest.NewRequest("GET", "http://planung.stadt.de/", nil)
	r.RemoteAddr = peer
	if secure {
		r.TLS = &tls.ConnectionState{}
	}
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	h.ServeHTTP(httptest.NewRecorder(), r)
	return got
}

// TestProxies: only a trusted proxy is believed, and of a list only what trusted
// proxies wrote.
func TestProxies(t *testing.T) {
	c := door.Config{Proxies: door.Proxies{netip.MustParsePrefix("10.0.0.0/24"), netip.MustParsePrefix("::1/128")}}
	all := map[string]string{"X-Forwarded-For": "1.1.1.1, 203.0.113.9, 10.0.0.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "other.org"}
	for _, c2 := range []struct {
		name, peer string
		headers    map[string]string
		secure     bool
		want       told
	}{
		{"a stranger says much", "203.0.113.5:99", all, false, told{"203.0.113.5", "planung.stadt.de", "http"}},
		{"a neighbour of the proxy", "10.0.1.1:99", all, false, told{"10.0.1.1", "planung.stadt.de", "http"}},
		{"the proxy", "10.0.0.1:99", all, false, told{"203.0.113.9", "other.org", "https"}},
		{"the proxy by IPv6", "[::1]:99", all, false, told{"203.0.113.9", "other.org", "https"}},
		{"mapped", "[::ffff:10.0.0.1]:99", all, false, told{"203.0.113.9", "other.org", "https"}},
		{"the proxy says nothing", "10.0.0.1:99", nil, false, told{"10.0.0.1", "planung.stadt.de", "http"}},
		{"the proxy says http over TLS", "10.0.0.1:99", map[string]string{"X-Forwarded-Proto": "http"}, true, told{"10.0.0.1", "planung.stadt.de", "https"}},
		{"nonsense in the list", "10.0.0.1:99", map[string]string{"X-Forwarded-For": "1.1.1.1, unknown, 10.0.0.7"}, false, told{"10.0.0.7", "planung.stadt.de", "http"}},
		{"an address in brackets", "10.0.0.1:99", map[string]string{"X-Forwarded-For": "[2001:db8::5]"}, false, told{"2001:db8::5", "planung.stadt.de", "http"}},
		{"https of its own", "203.0.113.5:99", nil, true, told{"203.0.113.5", "planung.stadt.de", "https"}},
		{"no address", "@", nil, false, told{"invalid IP", "planung.stadt.de", "http"}},
	} {
		if got := ask(c, c2.peer, c2.headers, c2.secure); got != c2.want {
			t.Errorf("%s: %+v, want %+v", c2.name, got, c2.want)
		}
	}
	// Whatever a client writes before what the proxy adds, the address is the one
	// that the proxy saw.
	rapid.Check(t, func(t *rapid.T) {
		written := rapid.StringMatching(`[0-9a-f.:, \[\]x]{0,60}`).Draw(t, "written")
		if got := ask(c, "10.0.0.1:99", map[string]string{"X-Forwarded-For": written + ", 203.0.113.9"}, false); got.address != "203.0.113.9" {
			t.Fatalf("%q: %+v", written, got)
		}
	})
}

// passes serves a request through the door and returns the answer.
func passes(c door.Config, r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	c.Clad(c.Guarded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			var long *http.MaxBytesError
			if errors.As(err, &long) {
				http.Error(w, "too long", http.StatusRequestEntityTooLarge)
			}
			return
		}
		_, _ = io.WriteString(w, "in")
	}))).ServeHTTP(w, r)
	return w.Result()
}

// TestHosts: by names of this installation alone.
func TestHosts(t *testing.T) {
	c := door.Config{Hosts: door.Hosts{Names: []string{"Planung.Stadt.de", "192.0.2.1"}, Also: func(context.Context) string { return "katalog.stadt.de" }}}
	here := context.WithValue(t.Context(), http.LocalAddrContextKey, net.Addr(&net.TCPAddr{IP: net.ParseIP("198.51.100.4"), Port: 80}))
	for host, want := range map[string]int{
		"planung.stadt.de": 200, "PLANUNG.stadt.DE:8080": 200, "planung.stadt.de.": 200, "katalog.stadt.de:443": 200,
		"localhost": 200, "localhost:8080": 200, "a.localhost": 200, "127.0.0.1": 200, "127.9.9.9:80": 200, "[::1]:8080": 200, "[::1]": 200, "[::ffff:127.0.0.1]": 200,
		"192.0.2.1": 200, "198.51.100.4:80": 200, "198.51.100.5": 421,
		"evil.example": 421, "planung.stadt.de.evil.example": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example": 421, "0.0.0.0": 421, "10.0.0.1": 421, "stadt.de": 421,
		"": 400, "a b": 400, "evil.example/planung.stadt.de": 400, "planung.stadt.de@evil.example": 400, "planung.stadt.de:80:80": 400, "planung.stadt.de:x": 400, "ümlaut.de": 400, "a\r\nb": 400, "<script>": 400,
	} {
		r := httptest.NewRequestWithContext(here, "GET", "/", nil)
		r.Host = host
		if got := passes(c, r); got.StatusCode != want {
			t.Errorf("%q: %d, want %d", host, got.StatusCode, want)
		}
	}
}

// TestSizes: what is too long is refused before a face sees it, also where its
// length was not announced.
func TestSizes(t *testing.T) {
	c := door.Config{Streams: []string{"/hinein", "/api/v1/"}}
	for _, s := range []struct {
		path   string
		length int64
		silent bool
		want   int
	}{
		{"/x", door.BodyLimit, false, 200},
		{"/x", door.BodyLimit + 1, false, 413},
		{"/x", door.BodyLimit, true, 200},
		{"/x", door.BodyLimit + 1, true, 413},
		{"/hinein", 3 * door.BodyLimit, false, 200},
		{"/hinein/x", 3 * door.BodyLimit, false, 413},
		{"/api/v1/imports", 3 * door.BodyLimit, true, 200},
		{"/x?" + strings.Repeat("a", door.AddressLimit), 0, false, 414},
		{"/hinein?" + strings.Repeat("a", door.AddressLimit), 0, false, 414},
	} {
		r := httptest.NewRequest("POST", "http://localhost"+s.path, io.LimitReader(zeros{}, s.length))
		r.RequestURI = s.path
		r.ContentLength = s.length
		if s.silent {
			r.ContentLength = -1
		}
		if got := passes(c, r); got.StatusCode != s.want {
			t.Errorf("%.30s with %d bytes: %d, want %d", s.path, s.length, got.StatusCode, s.want)
		}
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { return len(b), nil }

// TestHeaders: no answer leaves without them, whatever a handler does.
func TestHeaders(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"nothing":       func(http.ResponseWriter, *http.Request) {},
		"body":          func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "x") },
		"status":        func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) },
		"http.Error":    func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "x", 500) },
		"http.NotFound": http.NotFound,
		"http.Redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusSeeOther) },
		"taken away":    func(w http.ResponseWriter, _ *http.Request) { clear(w.Header()); w.WriteHeader(200) },
		"hint before it": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusEarlyHints)
			clear(w.Header())
			w.WriteHeader(200)
		},
		"body, no head": func(w http.ResponseWriter, _ *http.Request) { clear(w.Header()); fmt.Fprint(w, "x") },
	} {
		w := httptest.NewRecorder()
		door.Headers(h, "default-src 'self'").ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		for _, want := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Cache-Control"} {
			if w.Header().Get(want) == "" {
				t.Errorf("%s: no %s", name, want)
			}
		}
		if got := w.Header().Get("Content-Security-Policy"); got != "default-src 'self'" {
			t.Errorf("%s: the policy is %q", name, got)
		}
	}
	w := httptest.NewRecorder()
	door.Headers(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Cache-Control", "public")
		fmt.Fprint(w, "x")
	}), door.NoContent).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if h := w.Header(); h.Get("Cross-Origin-Resource-Policy") != "cross-origin" || h.Get("Cache-Control") != "public" {
		t.Errorf("a handler's own headers: %v", h)
	}
}

// TestStrict: browsers hear of https where it is spoken.
func TestStrict(t *testing.T) {
	for _, c := range []struct{ strict, tls, want bool }{{false, false, false}, {true, false, true}, {false, true, true}} {
		r := httptest.NewRequest("GET", "http://localhost/", nil)
		if c.tls {
			r.TLS = &tls.ConnectionState{}
		}
		if got := passes(door.Config{Strict: c.strict}, r).Header.Get("Strict-Transport-Security"); (got != "") != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// TestPace: an address has its attempts at once and one in every span after
// them; others have their own.
func TestPace(t *testing.T) {
	begin := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	p := door.NewPace(10*time.Second, 3, 2)
	a, b, c := netip.MustParseAddr("2001:db8::1"), netip.MustParseAddr("2001:db8::ffff"), netip.MustParseAddr("192.0.2.1")
	for i := range 3 {
		if ok, _ := p.Allow(a, begin); !ok {
			t.Fatalf("attempt %d is refused", i)
		}
	}
	for range 5 { // what is refused does not count
		if ok, wait := p.Allow(b, begin.Add(time.Second)); ok || wait != 9*time.Second {
			t.Fatalf("the neighbour in the same network: %t, %v", ok, wait)
		}
	}
	if ok, _ := p.Allow(c, begin); !ok {
		t.Error("another address is refused")
	}
	if ok, _ := p.Allow(netip.MustParseAddr("::ffff:192.0.2.1"), begin); !ok {
		t.Error("the second attempt of an address is refused")
	}
	if ok, _ := p.Allow(a, begin.Add(10*time.Second)); !ok {
		t.Error("after the span it is refused")
	}
	p.Allow(netip.MustParseAddr("192.0.2.9"), begin) // c is the one not seen for longest
	for range 3 {
		if ok, _ := p.Allow(c, begin); !ok {
			t.Error("an address that was forgotten is refused")
		}
	}
}

// TestPaced: whoever asks too much waits and is told for how long; others, and
// programs on the machine itself, do not.
func TestPaced(t *testing.T) {
	c := door.Config{Pace: door.NewPace(time.Hour, 3, 100)}
	ask := func(from string) *http.Response {
		r := httptest.NewRequest("GET", "http://localhost/", nil)
		r.RequestURI, r.RemoteAddr = "/", from
		return passes(c, r)
	}
	for _, from := range []string{"203.0.113.5:1", "[2001:db8::1]:1"} {
		for i := range 5 {
			got := ask(from)
			if want := map[bool]int{true: 200, false: 429}[i < 3]; got.StatusCode != want || (got.Header.Get("Retry-After") != "") != (want == 429) {
				t.Errorf("%s, request %d: %d, wait %q", from, i+1, got.StatusCode, got.Header.Get("Retry-After"))
			}
		}
	}
	if got := ask("[2001:db8::2]:1"); got.StatusCode != 429 {
		t.Errorf("a neighbour in the same network: %d", got.StatusCode)
	}
	if got := ask("203.0.113.6:1"); got.StatusCode != 200 {
		t.Errorf("another address: %d", got.StatusCode)
	}
	for range 10 {
		if got := ask("127.0.0.1:1"); got.StatusCode != 200 {
			t.Errorf("a program on this machine: %d", got.StatusCode)
		}
	}
}
