// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/platform/signin"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// passkeyContent is the page on which the browser is asked for a passkey. The
// script does it as soon as the page is there, and again when the button is
// pressed; the answer comes back in a form.
type passkeyContent struct {
	Kind    string // "create" or "get"
	Options string
	Path    string // where the answer goes
	Back    string
	Next    string
	Label   string
	// First says that it is the first passkey of an account of which two factors
	// are demanded, and that nobody is signed in before.
	First bool
}

func (s *server) passkeyAnswer(r request, q accounts.Question, c passkeyContent) answer {
	c.Options = q.Options
	a := answer{
		name: text.T("Passkey", "Passkey"), answer: text.T("Bitte den Passkey auf diesem Gerät bestätigen", "Please confirm the passkey on this device"),
		body: func(p view.Page) templ.Component { return passkeyBody(p, c) }, secret: true,
		cookies: []*http.Cookie{s.SignIn.Step(r.Request, q.Step)},
	}
	switch {
	case c.First:
		a.name, a.answer = text.T("Zwei Faktoren", "Two factors"), text.T("Das Kennwort stimmt; jetzt fehlt ein Passkey", "The password is right; now a passkey is missing")
	case c.Kind == "create":
		a.answer = text.T("Bitte den neuen Passkey auf diesem Gerät anlegen", "Please make the new passkey on this device")
	}
	return a
}

// usePasskey asks for a passkey, and takes its answer: to sign in, or to prove
// once more who is signed in.
func (s *server) usePasskey(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	origin := s.SignIn.Origin(r.Request)
	if r.PostForm.Get("schritt") != "fertig" {
		return s.askPasskey(ctx, r, desk, "", r.next(r.PostForm))
	}
	signed, err := desk.AnswerPasskey(ctx, r.Principal, origin, s.SignIn.StepOf(r.Request), r.PostForm.Get("antwort"), s.client(r))
	if a, refused := s.refusedSignIn(err); refused {
		c := signInContent{Next: r.next(r.PostForm), Refusal: a.answer}
		var shown answer
		if r.SignedIn {
			if shown, err = s.proofAnswer(ctx, r, desk, c); err != nil {
				return answer{}, err
			}
		} else {
			shown = s.signInAnswer(r, desk, c)
		}
		shown.status, shown.cookies = a.status, []*http.Cookie{s.SignIn.Step(r.Request, "")}
		return shown, nil
	}
	if err != nil {
		return answer{}, err
	}
	return s.entered(r, signed, r.next(r.PostForm)), nil
}

func (s *server) askPasskey(ctx context.Context, r request, desk *accounts.Desk, second, next string) (answer, error) {
	q, err := desk.AskPasskey(ctx, r.Principal, second, s.SignIn.Origin(r.Request))
	if err != nil {
		return answer{}, err
	}
	return s.passkeyAnswer(r, q, passkeyContent{Kind: "get", Path: "/anmelden/passkey", Back: "/anmelden", Next: next}), nil
}

// newPasskey asks for a new passkey, and keeps it.
func (s *server) newPasskey(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	if a, needed, err := s.needsProof(ctx, r, accountPath, "#zugang"); needed {
		return a, err
	}
	origin := s.SignIn.Origin(r.Request)
	if r.PostForm.Get("schritt") != "fertig" {
		q, err := desk.BeginPasskey(ctx, r.Principal, origin)
		if err != nil {
			return answer{}, err
		}
		return s.passkeyAnswer(r, q, passkeyContent{Kind: "create", Path: "/konto/passkey", Back: accountPath, Label: signin.Browser(r.Request)}), nil
	}
	err = desk.FinishPasskey(ctx, r.Principal, origin, s.SignIn.StepOf(r.Request), r.PostForm.Get("antwort"), r.PostForm.Get("bezeichnung"))
	return answer{redirect: r.Href(accountPath) + "#zugang", cookies: []*http.Cookie{s.SignIn.Step(r.Request, "")}}, err
}

// forgotten asks for the address to which a link for a new password goes.
func (s *server) forgotten(_ context.Context, r request) (answer, error) {
	if _, err := s.resetting(r); err != nil {
		return answer{}, err
	}
	return answer{
		name: text.T("Kennwort vergessen", "Password forgotten"), answer: text.T("Ein Link für ein neues Kennwort kommt per E-Mail", "A link for a new password comes by e-mail"),
		body: forgottenBody, secret: true,
	}, nil
}

func (s *server) resetting(r request) (*accounts.Desk, error) {
	desk, err := s.signingIn(r)
	if err == nil && (s.Mail == nil || s.BaseURL == "") {
		err = fault.New(fault.NotFound, "web.resetting", "Hier gibt es keinen Mailserver. Bitte die Verwaltung um einen Link bitten.", "There is no mail server here. Please ask the administration for a link.")
	}
	return desk, err
}

// sendReset says the same whether there is such an account or not, and as soon.
func (s *server) sendReset(ctx context.Context, r request) (answer, error) {
	desk, err := s.resetting(r)
	if err != nil {
		return answer{}, err
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	err = desk.Forgotten(ctx, r.PostForm.Get("adresse"), s.client(r), func(ctx context.Context, to, secret string) error {
		return s.Mail.Send(ctx, to, linkSubject, linkLetter(s.SignIn.Origin(r.Request)+invitationPath+secret))
	})
	if err != nil {
		return answer{}, err
	}
	return answer{
		name:   text.T("Kennwort vergessen", "Password forgotten"),
		answer: text.T("Wenn es dieses Konto gibt, ist der Link unterwegs", "If there is such an account, the link is on its way"),
		facts:  []text.Text{text.T("Er gilt eine Stunde.", "It is valid for an hour.")},
		body:   func(p view.Page) templ.Component { return leftBody(p, leftContent{}) }, secret: true,
	}, nil
}
