// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/url"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/identity"
	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// typedParam is the query parameter that finds what was typed before a proof was
// asked for.
const typedParam = "angaben"

// needsProof leads whoever is signed in, but has not proved it lately, to the
// page that asks for it; from there it goes on to a page, at one of its places,
// which shows its form again as it was filled in. Somebody who is not signed in
// is led to sign in.
func (s *server) needsProof(ctx context.Context, r request, page, place string) (answer, bool, error) {
	if !r.SignedIn {
		return answer{redirect: r.Href("/anmelden", nextParam, r.Href(page)+place)}, true, nil
	}
	if !accounts.NeedsProof(r.Principal, time.Now()) {
		return answer{}, false, nil
	}
	key, err := s.Accounts.KeepForm(ctx, r.Principal, page, typed(r.PostForm))
	if err != nil {
		return answer{}, true, err
	}
	next := r.Href(page)
	if key != "" {
		next = r.Href(page, typedParam, key)
	}
	return answer{redirect: r.Href("/anmelden/bestaetigen", nextParam, next+place)}, true, nil
}

// emptyForms are the steps of forms in which nothing is typed or chosen.
var emptyForms = map[string]bool{
	"beginn": true, "fertig": true, "zugang": true, "widerrufen": true, "sitzung": true, "ueberall": true,
	"link": true, "passkeys": true, "sperren": true, "entsperren": true,
}

// typed is what of a form is kept: all but passwords; nothing of a button.
func typed(form url.Values) url.Values {
	kept := url.Values{}
	if emptyForms[form.Get("schritt")] {
		return kept
	}
	for name, values := range form {
		if name != "kennwort" && name != "jetzt" {
			kept[name] = values
		}
	}
	return kept
}

// retyped is what was typed on a page before the proof; empty: nothing.
func (s *server) retyped(ctx context.Context, r request, page string) (url.Values, error) {
	values, err := s.Accounts.KeptForm(ctx, r.Principal, page, r.Query.Get(typedParam))
	if values == nil {
		values = url.Values{}
	}
	return values, err
}

// proof asks whoever is signed in to prove it once more.
func (s *server) proof(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	if !r.SignedIn {
		return answer{redirect: r.Href("/anmelden", nextParam, r.next(r.Query))}, nil
	}
	return s.proofAnswer(ctx, r, desk, signInContent{Next: r.next(r.Query)})
}

func (s *server) proofAnswer(ctx context.Context, r request, desk *accounts.Desk, c signInContent) (answer, error) {
	own, err := desk.Own(ctx, r.Principal)
	if err != nil {
		return answer{}, err
	}
	s.signInWays(r, desk, &c)
	c.Proof, c.Forgotten = true, false
	c.Passkey = c.Passkey && own.Has(identity.Passkey)
	c.Password = own.Has(identity.Password) && !(c.Passkey && own.AsksPasskey())
	if !own.Has(identity.External) {
		c.External = nil
	}
	a := answer{
		name: text.T("Bestätigen", "Confirm"), answer: text.T("Bitte bestätigen, dass Sie es sind; dann geht es weiter", "Please confirm that it is you; then it goes on"),
		body: func(p view.Page) templ.Component { return signInBody(p, c) }, secret: true,
	}
	if c.Refusal.De != "" {
		a.answer = c.Refusal
	}
	return a, nil
}

// prove proves by password.
func (s *server) prove(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	signed, err := desk.Prove(ctx, r.Principal, r.PostForm.Get("kennwort"), s.client(r))
	if a, refused := s.refusedSignIn(err); refused {
		if fault.KindOf(err) == fault.Invalid {
			a.answer = text.T("Das Kennwort ist nicht richtig", "The password is not right")
		}
		shown, failed := s.proofAnswer(ctx, r, desk, signInContent{Next: r.next(r.PostForm), Refusal: a.answer})
		shown.status, shown.headers = a.status, a.headers
		return shown, failed
	}
	if err != nil {
		return answer{}, err
	}
	return s.entered(r, signed, r.next(r.PostForm)), nil
}
