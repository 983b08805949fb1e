// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// leftContent is the page after signing out.
type leftContent struct{ External []accounts.External }

// aims are what an address may ask of an identity provider.
var aims = map[string]accounts.Aim{
	"": accounts.ToSignIn, "anmelden": accounts.ToSignIn, "bestaetigen": accounts.ToProve, "verbinden": accounts.ToLink, "einladung": accounts.ToAccept,
}

// aim is what the page of sign-in asks of a provider.
func (c signInContent) aim() string {
	if c.Proof {
		return "bestaetigen"
	}
	return "anmelden"
}

// redirectOf is where a provider sends the browser back to.
func (s *server) redirectOf(r request, provider string) string {
	return s.SignIn.Origin(r.Request) + "/anmelden/antwort/" + provider
}

// startExternal leads the browser to an identity provider.
func (s *server) startExternal(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	aim, known := aims[r.Query.Get("zweck")]
	if !known {
		return answer{}, fault.New(fault.NotFound, "web.startExternal", "Diese Seite gibt es nicht.", "There is no such page.")
	}
	next := r.next(r.Query)
	if r.Header.Get("Sec-Fetch-Site") == "cross-site" {
		// Nobody is signed in by a link of another site: the reader has to ask here.
		return answer{redirect: r.Href("/anmelden", nextParam, next)}, nil
	}
	if aim == accounts.ToLink {
		next = r.Href(accountPath)
		if a, needed, err := s.needsProof(ctx, r, accountPath, "#zugang"); needed {
			return a, err
		}
	}
	provider := r.PathValue("provider")
	address, step, err := desk.StartExternal(ctx, r.Principal, provider, accounts.Journey{
		Aim: aim, Invitation: r.Query.Get("einladung"), Redirect: s.redirectOf(r, provider), Next: next,
	})
	if err != nil {
		return answer{}, err
	}
	return answer{
		redirect: address, cookies: []*http.Cookie{s.SignIn.Step(r.Request, step)},
		headers: map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"},
	}, nil
}

// finishExternal takes what the browser brings back.
func (s *server) finishExternal(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	provider, step := r.PathValue("provider"), s.SignIn.StepOf(r.Request)
	gone := []*http.Cookie{s.SignIn.Step(r.Request, "")}
	if said := r.Query.Get("error"); said != "" {
		err = fault.New(fault.Forbidden, "web.finishExternal: "+said, "Der Identitätsanbieter hat die Anmeldung abgelehnt.", "The identity provider has refused the sign-in.")
	}
	var signed accounts.Signed
	next := ""
	if err == nil {
		signed, next, err = desk.FinishExternal(ctx, r.Principal, provider, step, r.Query.Get("state"), r.Query.Get("code"), s.redirectOf(r, provider), s.client(r))
	}
	if a, refused := s.refusedSignIn(err); refused {
		shown := s.signInAnswer(r, desk, signInContent{Next: r.Href("/"), Refusal: a.answer})
		shown.status, shown.cookies = a.status, gone
		return shown, nil
	}
	if err != nil {
		return answer{}, err
	}
	if !local(next) {
		next = r.Href("/")
	}
	if signed.Secret == "" && signed.Second == "" && signed.Enrol == "" { // linked; the session stays
		return answer{redirect: next, cookies: gone}, nil
	}
	return s.further(ctx, r, desk, signed, next)
}

// leaveExternal leads the browser to where its session at a provider ends.
func (s *server) leaveExternal(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	for _, e := range desk.External {
		if e.Key == r.PathValue("provider") {
			if address := e.Client.Leave(ctx, s.SignIn.Origin(r.Request)+"/anmelden"); address != "" {
				return answer{redirect: address}, nil
			}
		}
	}
	return answer{redirect: r.Href("/anmelden")}, nil
}

// left says that the browser is signed out.
func left(desk *accounts.Desk) answer {
	c := leftContent{External: desk.External}
	return answer{
		name: text.T("Abmelden", "Sign out"), answer: text.T("Sie sind abgemeldet", "You are signed out"),
		body: func(p view.Page) templ.Component { return leftBody(p, c) }, secret: true,
	}
}
