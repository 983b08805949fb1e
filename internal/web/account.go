// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// accountPath is the page of one's own account.
const accountPath = "/konto"

// tokenDays is how long a new token is valid where nothing else is chosen.
const tokenDays = 90

// accountContent is the page of one's own account.
type accountContent struct {
	accounts.Own
	Current  string // the session in which the page is shown
	Areas    areaNames
	Held     areaNames // those that a token can be limited to
	Values   url.Values
	Faults   []fault.Row
	Retyped  bool   // filled in as it was before the proof
	Token    string // just made; shown this once
	Fresh    bool   // proved lately: what is dangerous can be done at once
	Passkeys bool   // can be set up here
	External []accounts.External
}

// account shows one's own account.
func (s *server) account(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	if !r.SignedIn {
		return answer{redirect: r.Href("/anmelden", nextParam, r.Href(accountPath))}, nil
	}
	values, err := s.retyped(ctx, r, accountPath)
	if err != nil {
		return answer{}, err
	}
	return s.accountAnswer(ctx, r, desk, accountContent{Values: values, Retyped: len(values) > 0})
}

func (s *server) accountAnswer(ctx context.Context, r request, desk *accounts.Desk, c accountContent) (answer, error) {
	var err error
	if c.Own, err = desk.Own(ctx, r.Principal); err != nil {
		return answer{}, err
	}
	if c.Areas, err = s.areaNames(ctx); err != nil {
		return answer{}, err
	}
	c.Held = c.Areas.heldBy(accounts.Delegable(c.Account.Grants))
	c.Current, c.Fresh = r.Principal.Session, !accounts.NeedsProof(r.Principal, time.Now())
	c.Passkeys, c.External = desk.Passkeys != nil, desk.External
	if !c.Values.Has("bis") {
		c.Values.Set("bis", r.Today.AddDays(tokenDays).String())
	}
	a := answer{
		name: text.T("Mein Konto", "My account"), secret: true,
		answer: text.T("Ihr Konto hat "+rolesIn(c.Account.Grants, c.Areas, text.De), "Your account has "+rolesIn(c.Account.Grants, c.Areas, text.En)),
		facts:  []text.Text{text.T("Konto "+strconv.FormatInt(c.Account.Number, 10), "account "+strconv.FormatInt(c.Account.Number, 10)), text.Same(c.Account.Email)},
		body:   func(p view.Page) templ.Component { return accountBody(p, c) },
	}
	switch {
	case len(c.Faults) > 0:
		a.status, a.answer = fault.Invalid.Status(), text.T("Es ist noch nichts gespeichert", "Nothing has been saved yet")
	case c.Token != "":
		a.answer = text.T("Der Token ist da; er wird nur dieses eine Mal gezeigt", "Here is the token; it is shown this once")
	}
	return a, nil
}

// rolesIn lists roles in words.
func rolesIn(grants []identity.Grant, areas areaNames, l text.Lang) string {
	if len(grants) == 0 {
		return text.T("keine Rolle; die Verwaltung kann ihm eine geben", "no role; the administration can give it one").In(l)
	}
	var all []string
	for _, g := range grants {
		all = append(all, grantIn(g, areas, l))
	}
	if len(all) == 1 {
		return text.T("die Rolle ", "the role ").In(l) + all[0]
	}
	return text.T("die Rollen ", "the roles ").In(l) + strings.Join(all, "; ")
}

// grantIn is a role in words, with where and for what it is held.
func grantIn(g identity.Grant, areas areaNames, l text.Lang) string {
	s := g.Role.Label().In(l)
	if g.Holder != "" {
		s += " " + g.Holder
	}
	if g.Area != "" {
		s += " in " + areas.of(g.Area, l)
	}
	if g.Topic != "" {
		s += text.T(" zum Thema ", " on the topic ").In(l) + string(g.Topic)
	}
	return s
}

// changeAccount does what one of the forms of the page asks for. Each form has
// its own fields; others are not read.
func (s *server) changeAccount(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	step := r.PostForm.Get("schritt")
	if !r.SignedIn {
		return answer{redirect: r.Href("/anmelden", nextParam, r.Href(accountPath))}, nil
	}
	if dangerous[step] {
		if a, needed, err := s.needsProof(ctx, r, accountPath, "#"+accountPlaces[step]); needed {
			return a, err
		}
	}
	done := answer{redirect: r.Href(accountPath)}
	switch step {
	case "name":
		err = desk.Rename(ctx, r.Principal, strings.TrimSpace(r.PostForm.Get("name")))
	case "kennwort":
		var signed accounts.Signed
		if signed, err = desk.ChangePassword(ctx, r.Principal, r.PostForm.Get("jetzt"), r.PostForm.Get("kennwort"), s.client(r)); err == nil {
			return s.entered(r, signed, r.Href(accountPath)), nil
		}
	case "sitzung":
		err = desk.EndSession(ctx, r.Principal, r.PostForm.Get("nummer"))
	case "ueberall":
		err = desk.EndSession(ctx, r.Principal, "")
	case "zugang":
		err = desk.DropCredential(ctx, r.Principal, r.PostForm.Get("nummer"))
	case "zweitens":
		err = desk.SetSecondFactor(ctx, r.Principal, r.PostForm.Get("passkey") == "ja")
	case "token":
		return s.makeToken(ctx, r, desk)
	case "widerrufen":
		err = desk.RevokeToken(ctx, r.Principal, r.PostForm.Get("nummer"))
	case "loeschen":
		return s.deleteOwn(ctx, r, desk)
	default:
		err = fault.New(fault.Invalid, "web.changeAccount", "Dieses Formular gibt es nicht.", "There is no such form.")
	}
	if err != nil && len(fault.RowsOf(err)) > 0 {
		return s.accountAnswer(ctx, r, desk, accountContent{Values: r.PostForm, Faults: fault.RowsOf(err)})
	}
	return done, err
}

// dangerous are the steps that ask for a recent proof.
var dangerous = map[string]bool{"zugang": true, "zweitens": true, "token": true, "loeschen": true, "sitzung": true, "ueberall": true}

// accountPlaces are where on the page the forms of the steps stand.
var accountPlaces = map[string]string{
	"zugang": "zugang", "zweitens": "zweitens", "token": "token", "widerrufen": "token", "loeschen": "loeschen", "sitzung": "sitzungen", "ueberall": "sitzungen",
}

// makeToken makes an API token and shows it.
func (s *server) makeToken(ctx context.Context, r request, desk *accounts.Desk) (answer, error) {
	until, err := period.ParseDate(r.PostForm.Get("bis"))
	if err != nil {
		until = period.Date{}
	}
	wish := accounts.TokenWish{Name: r.PostForm.Get("bezeichnung"), Writes: r.PostForm.Get("schreiben") == "ja", Until: until}
	var rows []fault.Row
	for _, said := range r.PostForm["rollen"] {
		g, wrong := identity.ParseGrant(said)
		if wrong.De != "" {
			rows = append(rows, fault.Row{File: "Token", Column: "rollen", Value: said, Expected: wrong})
			continue
		}
		to := area.ID(r.PostForm.Get("gebiet"))
		if to != "" && g.Area != "" && g.Area != to {
			rows = append(rows, fault.Row{File: "Token", Column: "gebiet", Value: string(to), Expected: text.T("ein Gebiet, in dem die gewählten Rollen gelten", "an area for which the chosen roles are held")})
			continue
		}
		wish.Grants = append(wish.Grants, grantFor(g, to))
	}
	if len(rows) > 0 {
		return s.accountAnswer(ctx, r, desk, accountContent{Values: r.PostForm, Faults: rows})
	}
	token, err := desk.MakeToken(ctx, r.Principal, wish)
	if err != nil && len(fault.RowsOf(err)) > 0 {
		return s.accountAnswer(ctx, r, desk, accountContent{Values: r.PostForm, Faults: fault.RowsOf(err)})
	}
	if err != nil {
		return answer{}, err
	}
	return s.accountAnswer(ctx, r, desk, accountContent{Values: url.Values{}, Token: token})
}

// grantFor is a role for one area, where it is held for the whole city.
func grantFor(g identity.Grant, to area.ID) identity.Grant {
	if g.Area == "" {
		g.Area = to
	}
	return g
}

// deleteOwn removes the account after the word for it was typed.
func (s *server) deleteOwn(ctx context.Context, r request, desk *accounts.Desk) (answer, error) {
	if word := strings.TrimSpace(r.PostForm.Get("wort")); !strings.EqualFold(word, "löschen") && !strings.EqualFold(word, "delete") {
		return s.accountAnswer(ctx, r, desk, accountContent{Values: r.PostForm, Faults: []fault.Row{{
			File: "Konto", Column: "wort", Value: word, Expected: text.T("das Wort „löschen“", "the word “delete”"),
		}}})
	}
	if err := desk.Delete(ctx, r.Principal, r.Principal.Account); err != nil {
		return answer{}, err
	}
	return answer{
		redirect: r.Href("/anmelden"), cookies: []*http.Cookie{s.SignIn.Cookie(r.Request, ""), s.SignIn.Device(r.Request, "", 0)},
		headers: map[string]string{"Clear-Site-Data": `"cache", "storage"`},
	}, nil
}

// exportAccount gives the owner all that is kept of the account.
func (s *server) exportAccount(ctx context.Context, r request) (answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return answer{}, err
	}
	if !r.SignedIn {
		return answer{redirect: r.Href("/anmelden", nextParam, r.Href(accountPath))}, nil
	}
	body, err := desk.Export(ctx, r.Principal)
	if err != nil {
		return answer{}, err
	}
	return answer{download: &download{
		name: "konto-" + strconv.FormatInt(r.Principal.Account, 10) + ".json", media: "application/json", size: int64(len(body)),
		write: func(_ context.Context, to io.Writer) error { _, err := io.Copy(to, bytes.NewReader(body)); return err },
	}}, nil
}
