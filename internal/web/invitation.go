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

// invitationPath is where one-time links lead: people without an account, or
// who have forgotten the password.
const invitationPath = "/einladung/"

// accountFields name the fields of the forms about accounts.
var accountFields = map[string]text.Text{
	"adresse": text.T("E-Mail-Adresse", "E-mail address"), "name": text.T("Name", "Name"), "kennwort": text.T("Neues Kennwort", "New password"),
	"jetzt": text.T("Jetziges Kennwort", "Present password"), "bezeichnung": text.T("Bezeichnung", "Name"), "bis": text.T("Gilt bis", "Valid until"),
	"rollen": text.T("Rollen", "Roles"), "wort": text.T("Bestätigung", "Confirmation"), "von": text.T("Von wem", "Of whom"), "rolle": text.T("Rollen", "Roles"), "anbieter": text.T("Anbieter", "Providers"), "sicher": text.T("Bestätigung", "Confirmation"),
}

var passwordHint = text.T("mindestens 12 Zeichen; am besten mehrere Wörter, auch mit Leerzeichen", "at least 12 characters; best several words, blanks allowed")

// invitationContent is the page of a one-time link.
type invitationContent struct {
	First, Reset bool
	Email        string
	Until        time.Time
	Values       url.Values
	Faults       []fault.Row
	Secret       string
	External     []accounts.External
}

func (c invitationContent) field(p view.Page, name, label, hint, kind, auto string) view.Field {
	f := view.Field{Name: name, Label: label, Hint: hint, Type: kind, Auto: auto, Error: wrongIn(c.Faults, name, p)}
	if kind != "password" {
		f.Value = c.Values.Get(name)
	}
	return f
}

// wrongIn is what was expected of a field; empty where nothing is wrong.
func wrongIn(faults []fault.Row, name string, p view.Page) string {
	for _, f := range faults {
		if f.Column == name {
			return f.Expected.In(p.Lang)
		}
	}
	return ""
}

// invitation shows what a one-time link is for.
func (s *server) invitation(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	i, err := desk.Open(ctx, r.PathValue("secret"))
	if err != nil {
		return answer{}, err
	}
	return invitationAnswer(i, invitationContent{Values: url.Values{"name": {i.Account.Name}}, Secret: r.PathValue("secret"), External: desk.External}), nil
}

func invitationAnswer(i accounts.Invited, c invitationContent) answer {
	c.First, c.Reset = i.Purpose == identity.FirstStart, i.Purpose == identity.Reset
	c.Email, c.Until = i.Account.Email, i.Ends
	a := answer{name: text.T("Einladung", "Invitation"), answer: text.T("Setzen Sie ein Kennwort, dann sind Sie angemeldet", "Set a password, then you are signed in"), secret: true}
	switch {
	case c.First:
		a.answer = text.T("Sie richten das erste Konto dieser Installation ein: das der Verwaltung", "You set up the first account of this installation: that of the administration")
	case c.Reset:
		a.name, a.answer = text.T("Neues Kennwort", "New password"), text.T("Setzen Sie ein neues Kennwort", "Set a new password")
	}
	if len(c.Faults) > 0 {
		a.status, a.answer = fault.Invalid.Status(), text.T("Das Konto ist noch nicht gespeichert", "The account has not been saved yet")
	}
	a.body = func(p view.Page) templ.Component { return invitationBody(p, c) }
	a.headers = map[string]string{"Referrer-Policy": "no-referrer"} // the address is a secret
	return a
}

// acceptInvitation takes a one-time link. Only the fields of its form are read:
// what else is sent, such as roles, changes nothing.
func (s *server) acceptInvitation(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	secret := r.PathValue("secret")
	signed, err := desk.Accept(ctx, secret, accounts.Acceptance{
		Email: r.PostForm.Get("adresse"), Name: r.PostForm.Get("name"), Password: r.PostForm.Get("kennwort"),
	}, s.client(r))
	if err != nil && fault.KindOf(err) == fault.Invalid {
		i, failed := desk.Open(ctx, secret)
		return invitationAnswer(i, invitationContent{Values: r.PostForm, Faults: fault.RowsOf(err), Secret: secret, External: desk.External}), failed
	}
	if err != nil {
		return answer{}, err
	}
	next := r.Href("/")
	if accounts.Administers(identity.Principal{Means: identity.Session, Grants: signed.Account.Grants}) {
		next = r.Href("/verwaltung/konten")
	}
	return s.further(ctx, r, desk, signed, next)
}
