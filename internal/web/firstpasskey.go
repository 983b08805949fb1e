// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/http"

	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/platform/signin"
)

// firstPasskeyPath is where the first passkey of an account goes of which two
// factors are demanded.
const firstPasskeyPath = "/anmelden/einrichten"

// askFirst asks for the first passkey of an account, after the password.
func (s *server) askFirst(ctx context.Context, r request, desk *accounts.Desk, enrol, next string) (answer, error) {
	if at := elsewhere(s.SignIn.Origin(r.Request)); at != "" {
		return answer{}, fault.New(fault.Forbidden, "web.askFirst",
			"Von diesem Konto werden zwei Faktoren verlangt. Ein Passkey lässt sich unter dieser Adresse nicht einrichten; bitte "+at+" öffnen und dort anmelden.",
			"Two factors are demanded of this account. No passkey can be set up at this address; please open "+at+" and sign in there.")
	}
	q, err := desk.BeginFirst(ctx, enrol, s.SignIn.Origin(r.Request))
	if err != nil {
		return answer{}, err
	}
	return s.passkeyAnswer(r, q, passkeyContent{Kind: "create", Path: firstPasskeyPath, Back: "/anmelden", Next: next, Label: signin.Browser(r.Request), First: true}), nil
}

// firstPasskey keeps the first passkey of an account and signs in.
func (s *server) firstPasskey(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	next := r.next(r.PostForm)
	signed, err := desk.FinishFirst(ctx, s.SignIn.Origin(r.Request), s.SignIn.StepOf(r.Request), r.PostForm.Get("antwort"), r.PostForm.Get("bezeichnung"), s.client(r))
	if a, refused := s.refusedSignIn(err); refused {
		shown := s.signInAnswer(r, desk, signInContent{Next: next, Refusal: a.answer})
		shown.status, shown.cookies = a.status, []*http.Cookie{s.SignIn.Step(r.Request, "")}
		return shown, nil
	}
	if err != nil {
		return answer{}, err
	}
	return s.entered(r, signed, next), nil
}
