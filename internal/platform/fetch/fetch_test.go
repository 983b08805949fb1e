// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package fetch

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"planraum/internal/desk/councildata"
	"planraum/internal/fault"
)

func quick(private ...string) *Client {
	return New(Config{Private: private, Pause: time.Millisecond, Bytes: 1000, Wait: 2 * time.Second, Tries: 2})
}

func want(at string) councildata.Wanted { return councildata.Wanted{URL: at} }

func host(s *httptest.Server) string { return strings.TrimPrefix(s.URL, "http://") }

// TestInside: nothing of the own network is reached, by address, name or
// redirection, unless it is named.
func TestInside(t *testing.T) {
	var asked atomic.Int32
	secret := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer secret.Close()
	_, port, _ := strings.Cut(host(secret), ":")
	for _, at := range []string{secret.URL, "http://localhost:" + port, "http://[::1]:" + port, "http://0.0.0.0:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://169.254.169.254/latest", "http://10.0.0.1/"} {
		if _, err := quick().Fetch(t.Context(), want(at)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", at, err)
		}
	}
	leading := httptest.NewServer(http.RedirectHandler(secret.URL, http.StatusFound))
	defer leading.Close()
	if _, err := quick(host(leading)).Fetch(t.Context(), want(leading.URL)); fault.KindOf(err) != fault.Forbidden {
		t.Error(err)
	}
	if asked.Load() != 0 {
		t.Error("it was asked")
	}
	if _, err := quick(host(secret)).Fetch(t.Context(), want(secret.URL)); err != nil || asked.Load() != 1 {
		t.Error(err)
	}
}

func TestAddresses(t *testing.T) {
	for _, at := range []string{"file:///etc/passwd", "ftp://example.org/", "https://name:word@example.org/", "https:///x", "x", "gopher://example.org", ""} {
		if _, err := quick().Fetch(t.Context(), want(at)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", at, err)
		}
	}
	for at, good := range map[string]bool{
		"193.99.144.80": true, "2a02:2e0:3fe:1001::1": true, "127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "100.64.0.1": false,
		"::": false, "fe80::1": false, "fd00::1": false, "::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:a00:1::": false, "224.0.0.1": false, "255.255.255.255": false,
	} {
		if public(netip.MustParseAddr(at)) != good {
			t.Errorf("%s: public %t", at, !good)
		}
	}
}

// TestManners: what is said to the other server, and what of its answers is taken.
func TestManners(t *testing.T) {
	var asked atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		switch r.URL.Path {
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/busy":
			if asked.Load() == 1 {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		case "/never":
			w.WriteHeader(http.StatusBadGateway)
		case "/large":
			_, _ = w.Write(make([]byte, 1001))
		case "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case "/away":
			http.Redirect(w, r, "ftp://example.org/", http.StatusFound)
		case "/slow":
			time.Sleep(3 * time.Second)
		default:
			if r.Header.Get("User-Agent") != "Planraum" || r.Header.Get("Accept") != "application/json" {
				t.Error(r.Header)
			}
			w.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = w.Write([]byte("{}"))
		}
	}))
	defer other.Close()
	client := quick("127.0.0.1")
	for path, c := range map[string]struct {
		kind  fault.Kind
		times int32
	}{
		"/gone": {fault.NotFound, 1}, "/never": {fault.Unavailable, 2}, "/large": {fault.Unavailable, 1}, "/circle": {fault.Unavailable, 6}, "/away": {fault.Unavailable, 1},
	} {
		asked.Store(0)
		if _, err := client.Fetch(t.Context(), want(other.URL+path)); err == nil || fault.KindOf(err) != c.kind || asked.Load() != c.times {
			t.Errorf("%s: %v, asked %d times", path, err, asked.Load())
		}
	}
	asked.Store(0)
	if _, err := client.Fetch(t.Context(), want(other.URL+"/busy")); err != nil || asked.Load() != 2 {
		t.Errorf("%v, asked %d times", err, asked.Load())
	}
	got, err := client.Fetch(t.Context(), want(other.URL+"/x"))
	if err != nil || string(got.Content) != "{}" || got.ETag != `"1"` {
		t.Fatal(got, err)
	}
	if again, err := client.Fetch(t.Context(), councildata.Wanted{URL: other.URL + "/x", ETag: got.ETag}); err != nil || !again.Unchanged {
		t.Error(again, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := client.Fetch(ctx, want(other.URL+"/slow")); err == nil {
		t.Error("waits for ever")
	}
}
