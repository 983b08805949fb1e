// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"strings"
	"testing"
)

// ask sends a request as it is.
func (p *person) ask(method, path string, headers map[string]string) *person {
	p.Helper()
	r, err := http.NewRequestWithContext(p.Context(), method, p.base+path, nil)
	if err != nil {
		p.Fatal(err)
	}
	for k, v := range headers {
		r.Header.Set(k, v)
	}
	return p.read(p.client.Do(r))
}

// TestMethods: a page that there is answers a method that it does not take with
// 405 and those that it takes; a page that there is not, with 404.
func TestMethods(t *testing.T) {
	base, _ := house(t)
	p := newPerson(t, base).enter("planung@stadt.example")
	for _, c := range []struct {
		method, path, allow string
		status              int
	}{
		{"DELETE", "/plaetze", "GET, HEAD", 405},
		{"TRACE", "/", "GET, HEAD", 405},
		{"PUT", "/anmelden", "GET, HEAD, POST", 405},
		{"PATCH", "/en/konto", "GET, HEAD, POST", 405},
		{"POST", "/en/plaetze", "GET, HEAD", 405},
		{"GET", "/abmelden", "POST", 405},
		{"OPTIONS", "/katalog.ttl", "GET, HEAD", 405},
		{"DELETE", "/gibt-es-nicht", "", 404},
		{"GET", "/en/gibt-es-nicht", "", 404},
	} {
		p.ask(c.method, c.path, nil)
		if p.last.StatusCode != c.status || p.last.Header.Get("Allow") != c.allow {
			t.Errorf("%s %s: %d, Allow %q", c.method, c.path, p.last.StatusCode, p.last.Header.Get("Allow"))
		}
		if p.headline() == "" {
			t.Errorf("%s %s: no page", c.method, c.path)
		}
	}
}

// TestForeignFormPage: what another site has a browser send is refused on a page
// of the program, in the language of the address.
func TestForeignFormPage(t *testing.T) {
	base, _ := house(t)
	for path, want := range map[string]string{"/konto": "anderen Website", "/en/konto": "another site", "/melden/x": "anderen Website"} {
		p := newPerson(t, base).ask("POST", path, map[string]string{"Sec-Fetch-Site": "cross-site"})
		if p.last.StatusCode != 403 || !strings.Contains(p.headline(), want) || !strings.HasPrefix(p.last.Header.Get("Content-Type"), "text/html") || p.last.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: %d %q %v", path, p.last.StatusCode, p.headline(), p.last.Header)
		}
	}
}

// TestErrorsSayItOnce: the sentence of an error page stands in its heading and
// nowhere else.
func TestErrorsSayItOnce(t *testing.T) {
	base, _ := house(t)
	p := newPerson(t, base).enter("planung@stadt.example")
	for _, path := range []string{"/gibt-es-nicht", "/melden/gibt-es-nicht", "/en/melden/gibt-es-nicht", "/einladung/gibt-es-nicht", "/verwaltung/konten", "/daten?stand=gestern", "/plaene/keiner", "/daten/vorgaenge/keiner"} {
		p.get(path)
		if p.last.StatusCode < 400 {
			t.Errorf("%s: %d", path, p.last.StatusCode)
		}
		main, _ := p.page.First("main")
		if n := strings.Count(main.Text(), p.headline()); n != 1 {
			t.Errorf("%s says %d times: %q", path, n, p.headline())
		}
	}
	if p.get("/melden/gibt-es-nicht"); len(p.page.All("main a")) > 0 {
		t.Error("the page of a report link leads elsewhere")
	}
}
