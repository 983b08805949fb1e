// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// linkAnswer shows a link that was just made, and mails it where that is set up.
func (s *server) linkAnswer(ctx context.Context, r request, desk *accounts.Desk, number int64, secret string) (answer, error) {
	a, err := desk.Account(ctx, r.Principal, number)
	if err != nil {
		return answer{}, err
	}
	c := accountsContent{Account: a, Values: url.Values{}, Link: s.SignIn.Origin(r.Request) + invitationPath + secret}
	if s.Mail != nil && s.BaseURL != "" {
		c.Mailed = s.Mail.Send(ctx, a.Email, linkSubject, linkLetter(c.Link)) == nil
	}
	return s.accountOfAnswer(ctx, r, desk, c)
}

const linkSubject = "Ihr Zugang zu Planraum"

// linkLetter is what somebody reads who gets a link. It is German: the offices'
// language.
func linkLetter(link string) string {
	return "Guten Tag,\n\nmit diesem Link setzen Sie Ihr Kennwort für Planraum. Er gilt einmal und nur kurze Zeit:\n\n" + link +
		"\n\nHaben Sie nicht darum gebeten, dann brauchen Sie nichts zu tun.\n"
}

// accountOf shows one account to who administers accounts.
func (s *server) accountOf(ctx context.Context, r request) (answer, error) {
	desk, number, first, err := s.administeringOne(r)
	if err != nil || first.redirect != "" {
		return first, err
	}
	a, err := desk.Account(ctx, r.Principal, number)
	if err != nil {
		return answer{}, err
	}
	values, err := s.retyped(ctx, r, accountsPath+"/"+r.PathValue("account"))
	if err != nil {
		return answer{}, err
	}
	return s.accountOfAnswer(ctx, r, desk, accountsContent{Account: a, Values: values, Retyped: len(values) > 0})
}

// administeringOne is administering for the account of the address.
func (s *server) administeringOne(r request) (*accounts.Desk, int64, answer, error) {
	desk, first, err := s.administering(r, r.Href(accountsPath+"/"+r.PathValue("account")))
	if err != nil || first.redirect != "" {
		return nil, 0, first, err
	}
	number, err := strconv.ParseInt(r.PathValue("account"), 10, 64)
	if err != nil {
		return nil, 0, answer{}, fault.New(fault.NotFound, "web.administeringOne", "Dieses Konto gibt es nicht.", "There is no such account.")
	}
	return desk, number, answer{}, nil
}

func (s *server) accountOfAnswer(ctx context.Context, r request, desk *accounts.Desk, c accountsContent) (answer, error) {
	var err error
	if c.Passkeys, err = desk.HasPasskeys(ctx, r.Principal, c.Account.Number); err != nil {
		return answer{}, err
	}
	if c.Areas, err = s.areaNames(ctx); err != nil {
		return answer{}, err
	}
	number := strconv.FormatInt(c.Account.Number, 10)
	state := accountStates[c.Account.State]
	a := answer{
		name: text.T("Konto "+number, "Account "+number), answer: text.T("Konto "+number+" ist "+state.De, "Account "+number+" is "+state.En),
		facts: []text.Text{text.Same(c.Account.Email)}, secret: true,
		body: func(p view.Page) templ.Component { return accountOfBody(p, c) },
	}
	switch {
	case c.Link != "":
		a.answer = text.T("Der Link für Konto "+number+" wird nur dieses eine Mal gezeigt", "The link for account "+number+" is shown this once")
	case len(c.Faults) > 0:
		a.status, a.answer = fault.Invalid.Status(), text.T("Es ist noch nichts gespeichert", "Nothing has been saved yet")
	}
	return a, nil
}

// administer does what one of the forms of an account's page asks for.
func (s *server) administer(ctx context.Context, r request) (answer, error) {
	desk, number, first, err := s.administeringOne(r)
	if err != nil || first.redirect != "" {
		return first, err
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	if a, needed, err := s.needsProof(ctx, r, accountsPath+"/"+r.PathValue("account"), ""); needed {
		return a, err
	}
	done := answer{redirect: r.Href(accountsPath + "/" + r.PathValue("account"))}
	switch r.PostForm.Get("schritt") {
	case "rollen":
		return s.setGrants(ctx, r, desk, number)
	case "link":
		secret, err := desk.Relink(ctx, r.Principal, number)
		if err != nil {
			return answer{}, err
		}
		return s.linkAnswer(ctx, r, desk, number, secret)
	case "passkeys":
		return done, desk.DropPasskeys(ctx, r.Principal, number)
	case "sperren":
		return done, desk.Lock(ctx, r.Principal, number, true)
	case "entsperren":
		return done, desk.Lock(ctx, r.Principal, number, false)
	case "loeschen":
		if r.PostForm.Get("sicher") != "ja" {
			a, err := desk.Account(ctx, r.Principal, number)
			if err != nil {
				return answer{}, err
			}
			return s.accountOfAnswer(ctx, r, desk, accountsContent{Account: a, Values: url.Values{}, Faults: []fault.Row{{
				File: "Konto", Column: "sicher", Expected: text.T("ein Haken bei „Ja, endgültig löschen“", "a tick at “Yes, delete for good”"),
			}}})
		}
		return answer{redirect: r.Href(accountsPath)}, desk.Delete(ctx, r.Principal, number)
	}
	return answer{}, fault.New(fault.Invalid, "web.administer", "Dieses Formular gibt es nicht.", "There is no such form.")
}

func (s *server) setGrants(ctx context.Context, r request, desk *accounts.Desk, number int64) (answer, error) {
	a, err := desk.Account(ctx, r.Principal, number)
	if err != nil {
		return answer{}, err
	}
	base, err := strconv.ParseInt(r.PostForm.Get("fassung"), 10, 64)
	if err != nil {
		base = 0
	}
	err = desk.SetGrants(ctx, r.Principal, number, base, grantsOf(r.PostForm))
	if rows := fault.RowsOf(err); len(rows) > 0 {
		return s.accountOfAnswer(ctx, r, desk, accountsContent{Account: a, Values: r.PostForm, Faults: rows})
	}
	return answer{redirect: r.Href(accountsPath + "/" + strconv.FormatInt(number, 10))}, err
}
