// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/platform/door"
	"planraum/internal/platform/signin"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// nextParam is the query parameter that says where to go after signing in. It
// stays within the program whatever it says.
const nextParam = "weiter"

// signInContent is what the pages of sign-in show.
type signInContent struct {
	Next    string // where it goes on
	Address string // as typed
	Refusal text.Text
	// Proof says that somebody who is signed in proves it once more.
	Proof     bool
	Password  bool   // a password can do it
	Passkey   bool   // a passkey can do it
	PasskeyAt string // where passkeys work instead; empty: here
	Forgotten bool   // a link can be asked for by mail
	External  []accounts.External
}

// signingIn returns the desk of accounts, unless nobody can sign in here or over
// this connection.
func (s *server) signingIn(r request) (*accounts.Desk, error) {
	if s.Accounts == nil || s.Demo {
		return nil, fault.New(fault.NotFound, "web.signingIn", "Hier gibt es keine Anmeldung.", "There is no sign-in here.")
	}
	if !s.SignIn.Possible(r.Request) {
		return nil, fault.New(fault.Forbidden, "web.signingIn",
			"Anmelden kann man sich nur über https. Die Verwaltung richtet es mit --base-url https://… und einem Proxy davor ein.",
			"Signing in needs https. The administration sets it up with --base-url https://… and a proxy in front.")
	}
	return s.Accounts, nil
}

// next is where a request wants to go on; the start where that is not within
// the program.
func (r request) next(values url.Values) string {
	if next := values.Get(nextParam); next != "" && local(next) {
		return next
	}
	return r.Href("/")
}

func (s *server) client(r request) accounts.Client {
	return accounts.Client{Address: door.Address(r.Request).String(), Browser: signin.Browser(r.Request), Device: s.SignIn.DeviceOf(r.Request)}
}

// signIn shows how one signs in.
func (s *server) signIn(_ context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	if r.SignedIn {
		return answer{redirect: r.next(r.Query)}, nil
	}
	if r.Query.Get("abgemeldet") != "" {
		return left(desk), nil
	}
	return s.signInAnswer(r, desk, signInContent{Next: r.next(r.Query)}), nil
}

func (s *server) signInAnswer(r request, desk *accounts.Desk, c signInContent) answer {
	c.Password = true
	s.signInWays(r, desk, &c)
	a := answer{
		name: text.T("Anmelden", "Sign in"), answer: text.T("Mit Adresse und Kennwort oder mit einem Passkey anmelden", "Sign in with address and password, or with a passkey"),
		body: func(p view.Page) templ.Component { return signInBody(p, c) }, secret: true,
	}
	if !c.Passkey {
		a.answer = text.T("Mit Adresse und Kennwort anmelden", "Sign in with address and password")
	}
	if c.Refusal.De != "" {
		a.answer = c.Refusal
	}
	return a
}

// signInWays says which ways to sign in there are here.
func (s *server) signInWays(r request, desk *accounts.Desk, c *signInContent) {
	c.External, c.Forgotten = desk.External, s.Mail != nil && s.BaseURL != ""
	if desk.Passkeys == nil {
		return
	}
	c.Passkey = true
	c.PasskeyAt = elsewhere(s.SignIn.Origin(r.Request))
}

// elsewhere is where passkeys work if they do not at an origin: browsers bind
// them to a name, not to a number.
func elsewhere(origin string) string {
	u, err := url.Parse(origin)
	if err != nil || !strings.HasPrefix(u.Host, "127.0.0.1:") {
		return ""
	}
	return "http://localhost:" + u.Port()
}

// enter signs in by password.
func (s *server) enter(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	signed, err := desk.SignIn(ctx, r.PostForm.Get("adresse"), r.PostForm.Get("kennwort"), s.client(r))
	if fault.KindOf(err) == fault.Unavailable && err != nil {
		s.Log.WarnContext(ctx, "nobody can sign in right now", "error", err)
	}
	if a, refused := s.refusedSignIn(err); refused {
		shown := s.signInAnswer(r, desk, signInContent{Next: r.next(r.PostForm), Address: r.PostForm.Get("adresse"), Refusal: a.answer})
		shown.status, shown.headers = a.status, a.headers
		return shown, nil
	}
	if err != nil {
		return answer{}, err
	}
	return s.further(ctx, r, desk, signed, r.next(r.PostForm))
}

// further lets in who has shown enough, and else asks for what is missing.
func (s *server) further(ctx context.Context, r request, desk *accounts.Desk, signed accounts.Signed, next string) (answer, error) {
	switch {
	case signed.Second != "":
		return s.askPasskey(ctx, r, desk, signed.Second, next)
	case signed.Enrol != "":
		return s.askFirst(ctx, r, desk, signed.Enrol, next)
	}
	return s.entered(r, signed, next), nil
}

// refusedSignIn is what a sign-in that did not succeed shows on its page, with
// the status; false for what is another fault.
func (s *server) refusedSignIn(err error) (answer, bool) {
	switch {
	case err == nil:
		return answer{}, false
	case errors.Is(err, accounts.TooMany):
		return answer{answer: fault.SayOf(err), status: http.StatusTooManyRequests, headers: map[string]string{"Retry-After": "900"}}, true
	case fault.KindOf(err) == fault.Unavailable: // such as while a large file is stored
		return answer{answer: fault.SayOf(err), status: fault.Unavailable.Status(), headers: map[string]string{"Retry-After": "60"}}, true
	case fault.KindOf(err) == fault.Forbidden, fault.KindOf(err) == fault.Conflict, fault.KindOf(err) == fault.Invalid:
		return answer{answer: fault.SayOf(err), status: fault.KindOf(err).Status()}, true
	}
	return answer{}, false
}

// entered gives the browser its session and goes on.
func (s *server) entered(r request, signed accounts.Signed, next string) answer {
	return answer{redirect: next, cookies: []*http.Cookie{
		s.SignIn.Cookie(r.Request, signed.Secret), s.SignIn.Step(r.Request, ""), s.SignIn.Device(r.Request, signed.Device, accounts.DeviceKept),
	}}
}

// signOut ends the session and has the browser forget what it kept.
func (s *server) signOut(ctx context.Context, r request) (answer, error) {
	if s.Accounts == nil {
		return answer{}, fault.New(fault.NotFound, "web.signOut", "Hier gibt es keine Anmeldung.", "There is no sign-in here.")
	}
	if err := s.Accounts.SignOut(ctx, r.Principal); err != nil {
		return answer{}, err
	}
	return answer{
		redirect: r.Href("/anmelden", "abgemeldet", "ja"), cookies: []*http.Cookie{s.SignIn.Cookie(r.Request, ""), s.SignIn.Step(r.Request, "")},
		headers: map[string]string{"Clear-Site-Data": `"cache", "storage"`},
	}, nil
}
