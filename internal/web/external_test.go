// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/desk/accounts"
	"planraum/internal/platform/oidc"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// providerModule is the folder of the module that pins the provider.
const providerModule = "../../tools/oidcprovider"

// startProvider builds an OpenID Connect provider and starts it as a process
// that knows one client with one address to come back to. It returns the issuer.
func startProvider(t *testing.T, redirect string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "provider")
	build := exec.Command("go", "build", "-C", providerModule, "-o", program, "github.com/zitadel/oidc/v3/example/server")
	if out, err := build.CombinedOutput(); err != nil {
		if os.Getenv("PLANRAUM_REQUIRE_ALL") == "1" {
			t.Fatalf("PLANRAUM_REQUIRE_ALL=1, but the OpenID Connect provider cannot be built: %s", out)
		}
		t.Skipf("the OpenID Connect provider cannot be built: %s", out)
	}
	users, err := filepath.Abs("testdata/oidc-users.json")
	if err != nil {
		t.Fatal(err)
	}
	port := freePort(t)
	ctx, stop := context.WithCancel(context.Background())
	provider := exec.CommandContext(ctx, program)
	provider.Env = append(os.Environ(), "PORT="+port, "USERS_FILE="+users, "REDIRECT_URI="+redirect)
	if err := provider.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); _ = provider.Wait() })
	issuer := "http://localhost:" + port + "/"
	for range 200 {
		if answer, err := http.Get(issuer + ".well-known/openid-configuration"); err == nil {
			_ = answer.Body.Close()
			return issuer
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the provider does not answer")
	return ""
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// person is a browser without a script: it keeps cookies and follows forms.
type person struct {
	*testing.T
	client *http.Client
	base   string
	last   *http.Response
	page   htmltest.Node
	// stop is the path at which the person stops instead of going there.
	stop string
}

func newPerson(t *testing.T, base string) *person {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &person{T: t, base: base}
	p.client = &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if p.stop != "" && strings.HasPrefix(r.URL.Path, p.stop) || len(via) > 10 {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	return p
}

func (p *person) read(answer *http.Response, err error) *person {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
	defer answer.Body.Close()
	p.last = answer
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		p.Fatal(err)
	}
	if p.page, err = htmltest.Parse(strings.NewReader(string(body))); err != nil {
		p.Fatal(err)
	}
	return p
}

func (p *person) absolute(address string) string {
	if strings.HasPrefix(address, "/") {
		return p.base + address
	}
	return address
}

func (p *person) get(address string) *person {
	p.Helper()
	return p.read(p.client.Get(p.absolute(address)))
}

// post sends a form as a browser does from a page of the same site.
func (p *person) post(address string, pairs ...string) *person {
	p.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequestWithContext(p.Context(), http.MethodPost, p.absolute(address), strings.NewReader(form.Encode()))
	if err != nil {
		p.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return p.read(p.client.Do(r))
}

func (p *person) headline() string {
	return textOf(p.page, "h1")
}

// signedIn is how the page calls who is signed in; empty for nobody.
func (p *person) signedIn() string {
	for _, f := range p.page.All("form.role") {
		if f.Attr("action") == "/abmelden" {
			return textOf(f, "a")
		}
	}
	return ""
}

// textOf is the text of the first element that a selector finds.
func textOf(n htmltest.Node, selector string) string {
	if found, ok := n.First(selector); ok {
		return found.Text()
	}
	return ""
}

// atProvider types name and password at the identity provider, where the person
// has been led.
func (p *person) atProvider(name string) *person {
	p.Helper()
	id := p.last.Request.URL.Query().Get("authRequestID")
	if id == "" {
		p.Fatalf("%s is not the provider's page: %s", p.last.Request.URL, p.headline())
	}
	return p.post("http://"+p.last.Request.URL.Host+"/login/username", "id", id, "username", name, "password", "verysecure")
}

// installationWithProvider serves pages that know the provider; members of the
// group "Planung" plan.
func installationWithProvider(t *testing.T) (string, *accounts.Desk) {
	t.Helper()
	desks := webtest.Desks(t, true)
	base := webtest.Installation(t, desks)
	issuer := startProvider(t, base+"/anmelden/antwort/stadt")
	file := filepath.Join(t.TempDir(), "oidc.yaml")
	t.Setenv("PLANRAUM_TEST_OIDC_SECRET", "secret")
	text := fmt.Sprintf("providers:\n  - key: stadt\n    name: Stadt-Anmeldung\n    issuer: %s\n    client_id: web\n    secret_env: PLANRAUM_TEST_OIDC_SECRET\n"+
		"    scopes: [profile, email]\n    groups_claim: family_name\n    groups:\n      Planung: [planner]\n", issuer)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := oidc.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	desks.Accounts.External = list
	return base, desks.Accounts
}

// TestIdentityProvider walks the sign-in at a real provider: by invitation, by
// group, as a proof, and out again; and tries what must not work.
func TestIdentityProvider(t *testing.T) {
	base, desk := installationWithProvider(t)
	_, secret, err := desk.Invite(t.Context(), webtest.Local, "eingeladen@stadt.example", "", []identity.Grant{{Role: identity.Council}})
	if err != nil {
		t.Fatal(err)
	}

	t.Run("nobody without invitation or group", func(t *testing.T) {
		p := newPerson(t, base).get("/anmelden/extern/stadt").atProvider("eingeladen")
		if p.last.StatusCode != 403 || !strings.Contains(p.headline(), "kein aktives Konto") || p.get("/").signedIn() != "" {
			t.Errorf("%d %q", p.last.StatusCode, p.headline())
		}
	})
	t.Run("by invitation", func(t *testing.T) {
		p := newPerson(t, base).get("/anmelden/extern/stadt?zweck=einladung&einladung=" + secret).atProvider("eingeladen")
		if p.signedIn() == "" {
			t.Fatalf("%d %q", p.last.StatusCode, p.headline())
		}
		if p.get("/einladung/" + secret); p.last.StatusCode != 404 {
			t.Errorf("the invitation is still there: %d", p.last.StatusCode)
		}
		p.post("/abmelden")
		if p.headline() != "Sie sind abgemeldet" {
			t.Errorf("signed out: %q", p.headline())
		}
		p.stop = "/end_session"
		leave := p.get("/abmelden/extern/stadt").last.Header.Get("Location")
		if !strings.Contains(leave, "client_id=web") || !strings.Contains(leave, url.QueryEscape(base+"/anmelden")) {
			t.Errorf("sign-out at the provider leads to %q", leave)
		}
		p.stop = ""
		if p.get("/anmelden/extern/stadt?weiter=/konto").atProvider("eingeladen"); p.last.Request.URL.Path != "/konto" || p.signedIn() == "" {
			t.Errorf("the second time: %s %q", p.last.Request.URL, p.headline())
		}
		own := p.get("/anmelden/extern/stadt?zweck=bestaetigen&weiter=/konto").atProvider("eingeladen")
		if own.last.Request.URL.Path != "/konto" || own.signedIn() == "" {
			t.Errorf("the proof: %s %q", own.last.Request.URL, own.headline())
		}
	})
	t.Run("another person cannot prove", func(t *testing.T) {
		p := newPerson(t, base).get("/anmelden/extern/stadt").atProvider("eingeladen")
		p.get("/anmelden/extern/stadt?zweck=bestaetigen").atProvider("planung")
		if p.last.StatusCode != 403 {
			t.Errorf("%d %q", p.last.StatusCode, p.headline())
		}
	})
	t.Run("by group", func(t *testing.T) {
		p := newPerson(t, base).get("/anmelden/extern/stadt").atProvider("planung")
		if p.signedIn() != "P Planung" {
			t.Fatalf("%d %q %q", p.last.StatusCode, p.headline(), p.signedIn())
		}
		a, err := desk.AccountByAddress(t.Context(), webtest.Local, "planung@stadt.example")
		if err != nil || len(a.Grants) != 1 || a.Grants[0].Role != identity.Planner || a.Provider != "stadt" {
			t.Errorf("%+v, %v", a, err)
		}
		if err := desk.SetGrants(t.Context(), webtest.Local, a.Number, a.Version, nil); err == nil {
			t.Error("roles that come from groups can be set by hand")
		}
	})
	t.Run("an address that nobody checked makes no account", func(t *testing.T) {
		p := newPerson(t, base).get("/anmelden/extern/stadt").atProvider("ungeprueft")
		if p.last.StatusCode != 403 || p.get("/").signedIn() != "" {
			t.Errorf("%d %q", p.last.StatusCode, p.headline())
		}
	})
	t.Run("answers that were used or belong to others", func(t *testing.T) {
		p := newPerson(t, base)
		p.stop = "/anmelden/antwort/"
		back := p.get("/anmelden/extern/stadt").atProvider("planung").last.Header.Get("Location")
		other := newPerson(t, base).get(back) // a victim who is led there: no ceremony in that browser
		if other.last.StatusCode != 409 || other.get("/").signedIn() != "" {
			t.Errorf("in another browser: %d", other.last.StatusCode)
		}
		u, err := url.Parse(back)
		if err != nil {
			t.Fatal(err)
		}
		p.stop = ""
		if p.get(back); p.signedIn() == "" {
			t.Fatalf("in its own browser: %d %q", p.last.StatusCode, p.headline())
		}
		if p.post("/abmelden").get(back); p.last.StatusCode != 409 {
			t.Errorf("the same answer again: %d", p.last.StatusCode)
		}
		// The code of one way with the state of another: PKCE and nonce do not fit.
		p.stop = "/anmelden/antwort/"
		first := p.get("/anmelden/extern/stadt").atProvider("planung").last.Header.Get("Location")
		second := p.get("/anmelden/extern/stadt").atProvider("planung").last.Header.Get("Location")
		p.stop = ""
		a, errA := url.Parse(first)
		b, errB := url.Parse(second)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		q := b.Query()
		q.Set("code", a.Query().Get("code"))
		if p.get(u.Path + "?" + q.Encode()); p.last.StatusCode != 403 || p.get("/").signedIn() != "" {
			t.Errorf("a foreign code: %d %q", p.last.StatusCode, p.headline())
		}
	})
}
