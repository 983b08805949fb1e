// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// accountsPath is where accounts are administered.
const accountsPath = "/verwaltung/konten"

// A form has room for one role more than there are, for grantRows at least;
// grantsMost of them are read.
const (
	grantRows  = 2
	grantsMost = 16
)

var accountStates = map[identity.State]text.Text{
	identity.Invited: text.T("eingeladen", "invited"), identity.Active: text.T("aktiv", "active"), identity.Locked: text.T("gesperrt", "locked"),
}

// accountsContent is the list of accounts, or one of them.
type accountsContent struct {
	Account identity.Account // empty on the list
	Areas   areaNames
	Values  url.Values
	Retyped bool // filled in as it was before the proof
	Faults  []fault.Row
	Link    string // just given out; shown this once
	// Passkeys says that the account has some.
	Passkeys bool
	Mailed   bool
	List     *view.Table
}

// administering returns the desk for who may administer accounts; the answer is
// where to go first.
func (s *server) administering(r request, page string) (*accounts.Desk, answer, error) {
	desk, err := s.signingIn(r)
	if err != nil {
		return nil, answer{}, err
	}
	if !r.SignedIn {
		return nil, answer{redirect: r.Href("/anmelden", nextParam, page)}, nil
	}
	return desk, answer{}, accounts.Sees(r.Principal)
}

// accounts lists the accounts, with a form to invite somebody.
func (s *server) accounts(ctx context.Context, r request) (answer, error) {
	desk, first, err := s.administering(r, r.Href(accountsPath))
	if err != nil || first.redirect != "" {
		return first, err
	}
	values, err := s.retyped(ctx, r, accountsPath)
	if err != nil {
		return answer{}, err
	}
	return s.accountsAnswer(ctx, r, desk, accountsContent{Values: values, Retyped: len(values) > 0})
}

func (s *server) accountsAnswer(ctx context.Context, r request, desk *accounts.Desk, c accountsContent) (answer, error) {
	all, err := desk.Accounts(ctx, r.Principal)
	if err != nil {
		return answer{}, err
	}
	if c.Areas, err = s.areaNames(ctx); err != nil {
		return answer{}, err
	}
	c.List = accountsTable(r, all, c.Areas)
	active := 0
	for _, a := range all {
		if a.State == identity.Active {
			active++
		}
	}
	a := answer{
		name: text.T("Konten", "Accounts"), secret: true,
		answer: say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Aktive Konten: %s von %s", "Active accounts: %s of %s").In(l), l.Int(int64(active)), l.Int(int64(len(all))))
		}),
		body: func(p view.Page) templ.Component { return accountsBody(p, c) }, tables: []*view.Table{c.List},
	}
	if len(c.Faults) > 0 {
		a.status, a.answer = fault.Invalid.Status(), text.T("Es ist noch niemand eingeladen", "Nobody has been invited yet")
	}
	return a, nil
}

func accountsTable(r request, all []identity.Account, areas areaNames) *view.Table {
	t := &view.Table{
		ID: "konten", Caption: text.T("Konten", "accounts"), Fixed: true,
		Empty: text.T("Noch gibt es kein Konto.", "There is no account yet."),
		Columns: []view.Column{
			{Key: "account", Name: text.T("Konto", "account")},
			{Key: "email", Name: text.T("Adresse", "address")},
			{Key: "name", Name: text.T("Name", "name")},
			{Key: "state", Name: text.T("Stand", "state")},
			{Key: "roles", Name: text.T("Rollen", "roles")},
		},
	}
	for _, a := range all {
		number := strconv.FormatInt(a.Number, 10)
		roles := say(func(l text.Lang) string {
			var list []string
			for _, g := range a.Grants {
				list = append(list, grantIn(g, areas, l))
			}
			if list == nil {
				return text.T("keine", "none").In(l)
			}
			return strings.Join(list, "; ")
		})
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(number, r.Href(accountsPath+"/"+number)), view.Name(a.Email, ""), calling(a.Name), view.Say(accountStates[a.State]), view.Say(roles)}})
	}
	return t
}

// calling is how somebody wants to be called, who need not say so.
func calling(name string) view.Cell {
	if name == "" {
		return view.Say(text.T("nicht angegeben", "not given"))
	}
	return view.Name(name, "")
}

// grantsOf reads the roles of a form: rows of role, area, topic and holder. An
// empty row is no role; whether a role can be held so the desk knows.
func grantsOf(values url.Values) []identity.Grant {
	var grants []identity.Grant
	at := func(name string, i int) string {
		if all := values[name]; i < len(all) {
			return strings.TrimSpace(all[i])
		}
		return ""
	}
	for i := range min(len(values["rolle"]), grantsMost) {
		if at("rolle", i) == "" {
			continue
		}
		g := identity.Grant{Role: identity.Role(at("rolle", i)), Area: area.ID(at("gebiet", i)), Topic: identity.Topic(at("thema", i)), Holder: at("traeger", i)}
		if !slices.Contains(grants, g) {
			grants = append(grants, g)
		}
	}
	return grants
}

// inviteAccount makes an account and shows its link.
func (s *server) inviteAccount(ctx context.Context, r request) (answer, error) {
	desk, first, err := s.administering(r, r.Href(accountsPath))
	if err != nil || first.redirect != "" {
		return first, err
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	if a, needed, err := s.needsProof(ctx, r, accountsPath, ""); needed {
		return a, err
	}
	c := accountsContent{Values: r.PostForm}
	a, secret, err := desk.Invite(ctx, r.Principal, strings.TrimSpace(r.PostForm.Get("adresse")), strings.TrimSpace(r.PostForm.Get("name")), grantsOf(r.PostForm))
	if c.Faults = fault.RowsOf(err); len(c.Faults) > 0 {
		return s.accountsAnswer(ctx, r, desk, c)
	}
	if fault.KindOf(err) == fault.Conflict && err != nil {
		c.Faults = []fault.Row{{Column: "adresse", Value: r.PostForm.Get("adresse"), Expected: fault.SayOf(err)}}
		return s.accountsAnswer(ctx, r, desk, c)
	}
	if err != nil {
		return answer{}, err
	}
	return s.linkAnswer(ctx, r, desk, a.Number, secret)
}

// rolesToGive are the roles that an account may have.
func rolesToGive() []identity.Role {
	return slices.DeleteFunc(identity.Roles(), func(r identity.Role) bool { return r == identity.Public })
}

// grantRow is the i-th role of a form, as typed or as it is kept.
func (c accountsContent) grantRow(i int) identity.Grant {
	if c.Values.Has("rolle") {
		at := func(name string) string {
			if all := c.Values[name]; i < len(all) {
				return all[i]
			}
			return ""
		}
		return identity.Grant{Role: identity.Role(at("rolle")), Area: area.ID(at("gebiet")), Topic: identity.Topic(at("thema")), Holder: at("traeger")}
	}
	if i < len(c.Account.Grants) {
		return c.Account.Grants[i]
	}
	return identity.Grant{}
}

// base is the version of the account that was seen.
func (c accountsContent) base() string {
	if typed := c.Values.Get("fassung"); typed != "" {
		return typed
	}
	return strconv.FormatInt(c.Account.Version, 10)
}

// rows is how many roles the form shows: room for more than there are.
func (c accountsContent) rows() int {
	return max(grantRows, len(c.Account.Grants)+1, len(c.Values["rolle"]))
}
