// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/cli"
	"planraum/internal/platform/clock"
	"planraum/internal/text"
)

// heard is what the program prints while it runs.
type heard struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.Write(p)
}

func (h *heard) text() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.String()
}

// printing runs `planraum serve` with args until the test ends, and waits for
// what it prints to match.
func printing(t *testing.T, want string, args ...string) []string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	said, ended := &heard{}, make(chan int, 1)
	out := cli.Outside{Out: io.Discard, Err: said, Lang: text.De, Today: clock.Today, Version: "test", Open: open, Serve: serve}
	go func() { ended <- cli.Run(ctx, out, append([]string{"serve"}, args...)) }()
	t.Cleanup(func() { cancel(); <-ended })
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if m := regexp.MustCompile(want).FindStringSubmatch(said.text()); m != nil {
			return m
		}
		select {
		case code := <-ended:
			ended <- code
			t.Fatalf("serve ended with %d: %s", code, said.text())
		default:
		}
	}
	t.Fatalf("serve does not say %q: %s", want, said.text())
	return nil
}

const firstLink = `(http://[^/]+)(/einladung/[a-z2-7]{52})`

// TestFirstStart: the program prints the link that makes the first
// administrator; who takes it administers, but by no token; who is invited writes by
// a token over the API;
// a second start prints no link.
func TestFirstStart(t *testing.T) {
	database := filepath.Join(t.TempDir(), "city.db")
	said := printing(t, firstLink, "--database", database, "--listen", "127.0.0.1:0")
	base, path := said[1], said[2]
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	send := func(path string, form url.Values) (*http.Response, string) {
		t.Helper()
		answer, err := browser.PostForm(base+path, form)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer, string(body)
	}
	typed := url.Values{"adresse": {"verwaltung@stadt.example"}, "kennwort": {"vier kleine Esel"}}
	answer, body := send(path, typed)
	if answer.Request.URL.Path != "/verwaltung/konten" || !strings.Contains(body, "verwaltung@stadt.example") {
		t.Fatalf("the first administrator sees %s", answer.Request.URL)
	}
	if answer, _ := send(path, typed); answer.StatusCode != 404 {
		t.Errorf("the link a second time: %d", answer.StatusCode)
	}
	until := time.Now().AddDate(0, 1, 0).Format(time.DateOnly)
	own := url.Values{"schritt": {"token"}, "bezeichnung": {"Import"}, "rollen": {"administrator"}, "schreiben": {"ja"}, "bis": {until}}
	if _, body = send("/konto", own); strings.Contains(body, `id="neuer-token"`) {
		t.Error("a token administers")
	}
	_, body = send("/verwaltung/konten", url.Values{"adresse": {"daten@stadt.example"}, "name": {"Daten"}, "rolle": {"steward"}, "gebiet": {""}, "thema": {""}, "traeger": {""}})
	invited := regexp.MustCompile(`/einladung/[a-z2-7]{52}`).FindString(body)
	if invited == "" {
		t.Fatal("no invitation in the page")
	}
	send("/abmelden", nil)
	send(invited, url.Values{"adresse": {"daten@stadt.example"}, "kennwort": {"fünf kleine Esel"}})
	own.Set("rollen", "steward")
	_, body = send("/konto", own)
	token := regexp.MustCompile(`planraum_[a-z2-7]{59}`).FindString(body)
	if !identity.IsToken(token) {
		t.Fatalf("no token in the page")
	}
	bring := func(token, header string) int {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/api/v1/imports?name=groups.csv", strings.NewReader("id,name_de,name_en\nall,alle,all\n"))
		if err != nil {
			t.Fatal(err)
		}
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		if header != "" {
			r.Header.Set("Planraum-Client", header)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		return answer.StatusCode
	}
	if got := bring("", "1"); got != 403 {
		t.Errorf("a program on this machine without a token writes: %d", got)
	}
	if got := bring("planraum_x", ""); got != 401 {
		t.Errorf("a token that is none: %d", got)
	}
	if got := bring(token, ""); got == 401 || got >= 500 {
		t.Errorf("a token that may write: %d", got)
	}
	printing(t, "Planraum läuft: (.*)\nBeenden", "--database", database, "--listen", "127.0.0.1:0") // no link between the two lines
}

// TestDemoStaysAtHome: without sign-in it is reached on its own machine only, and
// by no foreign name.
func TestDemoStaysAtHome(t *testing.T) {
	database := filepath.Join(t.TempDir(), "city.db")
	for _, listen := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0"} {
		said := &heard{}
		out := cli.Outside{Out: io.Discard, Err: said, Lang: text.De, Today: clock.Today, Version: "test", Open: open, Serve: serve}
		if code := cli.Run(t.Context(), out, []string{"serve", "--demo", "--database", database, "--listen", listen}); code != 1 || !strings.Contains(said.text(), "nur auf der eigenen Adresse des Rechners") {
			t.Errorf("%s: %d %s", listen, code, said.text())
		}
	}
	address, _ := start(t, database)
	for host, want := range map[string]int{"boese.example": 421, "localhost": 200, "127.0.0.1": 200} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || answer.StatusCode != want {
			t.Errorf("%s: %d, %v", host, answer.StatusCode, err)
		}
		if want == 200 && !strings.Contains(string(body), "Vorführung: Sie arbeiten als") {
			t.Error("the demonstration is not marked")
		}
	}
}
