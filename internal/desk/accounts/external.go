// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// External is an identity provider of the city, by OpenID Connect.
type External struct {
	Key    string // in addresses
	Name   string // as people know it
	Client Provider
	// Groups gives roles to the members of groups at the provider. Whoever is in
	// one of them gets an account without an invitation.
	Groups map[string][]identity.Grant
}

// Provider is what is asked of an identity provider.
type Provider interface {
	// Start returns where the browser goes; again asks for a new proof there.
	Start(ctx context.Context, redirect string, s Secrets, again bool) (address string, err error)
	// Finish exchanges the code that the browser brought and checks what comes.
	Finish(ctx context.Context, redirect, code string, s Secrets) (Claims, error)
	// Leave is where the browser ends its session at the provider; empty: nowhere.
	Leave(ctx context.Context, back string) string
}

// Secrets tie the second step to the first.
type Secrets struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"` // PKCE
}

// Claims is what an identity provider says of somebody.
type Claims struct {
	Issuer, Subject string
	Email           string
	Verified        bool // the provider has checked the address
	Name            string
	Groups          []string
	TwoFactors      bool      // the provider says that it has asked for two
	Proven          time.Time // when the person proved it there; zero: not said
}

// Aim is what somebody goes to an identity provider for.
type Aim string

// The aims.
const (
	ToSignIn Aim = "sign in"
	ToProve  Aim = "prove"
	ToLink   Aim = "link"   // to sign in there from now on
	ToAccept Aim = "accept" // a one-time link
)

// Journey is the way to an identity provider and back.
type Journey struct {
	Aim        Aim
	Invitation string // secret of the link; for ToAccept
	Redirect   string // where the provider sends the browser back to
	Next       string // where it goes on after that
}

type externalBody struct {
	Secrets
	Provider string `json:"provider"`
	Aim      Aim    `json:"aim"`
	Link     string `json:"link,omitempty"` // digest
	Session  string `json:"session,omitempty"`
	Next     string `json:"next"`
}

func (d *Desk) external(key string) (External, error) {
	for _, e := range d.External {
		if e.Key == key {
			return e, nil
		}
	}
	return External{}, fault.New(fault.NotFound, "accounts.external", "Diesen Identitätsanbieter gibt es hier nicht.", "There is no such identity provider here.")
}

// StartExternal returns where the browser goes, and what it keeps meanwhile.
func (d *Desk) StartExternal(ctx context.Context, p identity.Principal, provider string, j Journey) (address, step string, err error) {
	e, err := d.external(provider)
	if err != nil {
		return "", "", err
	}
	body := externalBody{Provider: provider, Aim: j.Aim, Next: j.Next}
	switch j.Aim {
	case ToLink:
		if err := d.proven(p); err != nil {
			return "", "", err
		}
		body.Session = p.Session
	case ToProve:
		if err := signedIn(p); err != nil {
			return "", "", err
		}
		body.Session = p.Session
	case ToAccept:
		if _, err := d.Open(ctx, j.Invitation); err != nil {
			return "", "", err
		}
		body.Link = identity.Digest(j.Invitation)
	}
	for _, to := range []*string{&body.State, &body.Nonce, &body.Verifier} {
		if *to, _, err = d.secret(); err != nil {
			return "", "", err
		}
	}
	if address, err = e.Client.Start(ctx, j.Redirect, body.Secrets, j.Aim == ToProve); err != nil {
		return "", "", err
	}
	text, err := json.Marshal(body)
	if err != nil {
		return "", "", fault.Wrap("accounts.StartExternal", err)
	}
	err = d.change(ctx, "StartExternal", func(ctx context.Context, r Rows) error {
		r.Quiet(Underway)
		step, err = d.begin(ctx, r, Ceremony{Kind: externalStep, Account: p.Account, Body: string(text)})
		return err
	})
	return address, step, err
}

// FinishExternal takes what the browser brought from an identity provider. next
// is where it goes on.
func (d *Desk) FinishExternal(ctx context.Context, p identity.Principal, provider, step, state, code, redirect string, from Client) (signed Signed, next string, err error) {
	e, err := d.external(provider)
	if err != nil {
		return Signed{}, "", err
	}
	body, err := d.resumeExternal(ctx, p, provider, step, state)
	if err != nil {
		return Signed{}, "", err
	}
	claims, err := e.Client.Finish(ctx, redirect, code, body.Secrets)
	if err != nil {
		return Signed{}, body.Next, errors.Join(err, d.refused(ctx, 0, "external", err))
	}
	const patience = 10 * time.Minute
	if body.Aim == ToProve && d.Now().Sub(claims.Proven) > patience {
		return Signed{}, body.Next, fault.New(fault.Forbidden, "accounts.FinishExternal",
			"Der Identitätsanbieter hat nicht noch einmal gefragt, wer Sie sind.", "The identity provider has not asked again who you are.")
	}
	err = d.change(ctx, "FinishExternal", func(ctx context.Context, r Rows) error {
		switch body.Aim {
		case ToLink:
			r.Tell(Event{Act: CredentialSet, Account: p.Account, Who: acting(p), After: Facts{Changed: []string{string(identity.External)}}})
			signed.Account, err = r.Account(ctx, p.Account)
			return errors.Join(err, d.link(ctx, r, e, claims, p.Account))
		case ToAccept:
			return d.acceptExternal(ctx, r, e, claims, body.Link, &signed, from)
		case ToProve:
			r.Tell(Event{Act: Proved, Account: p.Account, Who: acting(p), After: Facts{By: string(identity.External)}})
			return d.proveExternal(ctx, r, e, claims, p, &signed, from)
		}
		return d.enterExternal(ctx, r, e, claims, &signed, from)
	})
	if err != nil {
		return Signed{}, body.Next, errors.Join(err, d.refused(ctx, signed.Account.Number, "external", err))
	}
	return signed, body.Next, nil
}

// resumeExternal takes the ceremony, whatever becomes of it, and checks that the
// answer is to it.
func (d *Desk) resumeExternal(ctx context.Context, p identity.Principal, provider, step, state string) (externalBody, error) {
	var body externalBody
	var c Ceremony
	var refused error
	err := d.change(ctx, "resumeExternal", func(ctx context.Context, r Rows) error {
		r.Quiet(Underway)
		var err error
		if c, err = d.goOn(ctx, r, step, externalStep); errors.Is(err, over) {
			refused, err = err, nil
		}
		return err
	})
	if err = errors.Join(err, refused); err != nil {
		return body, err
	}
	if err := json.Unmarshal([]byte(c.Body), &body); err != nil {
		return body, fault.Wrap("accounts.resumeExternal", err)
	}
	same := subtle.ConstantTimeCompare([]byte(body.State), []byte(state)) == 1
	if !same || body.Provider != provider || body.Session != "" && body.Session != p.Session {
		return body, over
	}
	return body, nil
}

func handleOf(c Claims) string { return c.Issuer + "\n" + c.Subject }

// link lets an account sign in by what a provider says.
func (d *Desk) link(ctx context.Context, r Rows, e External, c Claims, account int64) error {
	return r.PutCredential(ctx, identity.Credential{
		Account: account, Kind: identity.External, Handle: handleOf(c), Label: e.Name, Created: d.Now(), UsedOn: d.today(),
	})
}

// acceptExternal takes a one-time link and ties the account to the provider.
func (d *Desk) acceptExternal(ctx context.Context, r Rows, e External, c Claims, digest string, s *Signed, from Client) error {
	i, err := d.take(ctx, r, digest)
	if err != nil {
		return err
	}
	name := c.Name
	if name == "" || i.Account.Name != "" {
		name = i.Account.Name
	}
	if s.Account, err = d.enter(ctx, r, i, Acceptance{Email: c.Email, Name: name}); err != nil {
		return err
	}
	if err := d.link(ctx, r, e, c, s.Account.Number); err != nil {
		return err
	}
	d.tellAccepted(r, i, s.Account, identity.External)
	return d.letInBy(ctx, r, e, c, s, i.Purpose, from)
}

// letInBy lets in who comes from a provider: with two factors where the provider
// says so or is trusted, else with one.
func (d *Desk) letInBy(ctx context.Context, r Rows, e External, c Claims, s *Signed, link identity.Purpose, from Client) error {
	by, err := shownBy(ctx, r, e, c)
	if err != nil {
		return err
	}
	by.link = link
	return d.letIn(ctx, r, s, by, from)
}

func shownBy(ctx context.Context, r Rows, e External, c Claims) (showing, error) {
	rule, err := r.TwoFactors(ctx)
	by := showing{means: identity.External, factors: identity.OneFactor}
	if c.TwoFactors || rule.Trusts(e.Key) {
		by.factors = identity.BothFactors
	}
	return by, err
}

var noAccount = fault.New(fault.Forbidden, "accounts.external",
	"Zu dieser Anmeldung gehört hier kein aktives Konto. Bitte bei der Verwaltung um eine Einladung bitten.",
	"No active account here belongs to this sign-in. Please ask the administration for an invitation.")

// proveExternal proves who acts.
func (d *Desk) proveExternal(ctx context.Context, r Rows, e External, c Claims, p identity.Principal, s *Signed, from Client) error {
	known, found, err := r.CredentialByHandle(ctx, identity.External, handleOf(c))
	if err != nil || !found || known.Account != p.Account {
		return errors.Join(noAccount, err)
	}
	if s.Account, err = r.Account(ctx, p.Account); err != nil {
		return err
	}
	by, err := shownBy(ctx, r, e, c)
	if err != nil {
		return err
	}
	return d.again(ctx, r, p, s, by, from)
}

// enterExternal signs in whom a provider names: who was linked, or who is in a
// group that has roles here. An account is never found by its address: somebody
// may have that address at the provider and another person the account here.
func (d *Desk) enterExternal(ctx context.Context, r Rows, e External, c Claims, s *Signed, from Client) error {
	grants := e.grants(c.Groups)
	known, found, err := r.CredentialByHandle(ctx, identity.External, handleOf(c))
	switch {
	case err != nil:
		return err
	case !found && len(grants) == 0:
		return noAccount
	case !found:
		err = d.createExternal(ctx, r, e, c, grants, s)
	default:
		if err = d.used(ctx, r, known); err != nil {
			return err
		}
		if s.Account, err = r.Account(ctx, known.Account); err == nil {
			err = d.followGroups(ctx, r, e, grants, s)
		}
	}
	if err != nil {
		return err
	}
	if s.Account.State != identity.Active {
		return noAccount
	}
	return d.letInBy(ctx, r, e, c, s, "", from)
}

// grants are the roles of groups, each once.
func (e External) grants(groups []string) []identity.Grant {
	var all []identity.Grant
	groups = slices.Compact(slices.Sorted(slices.Values(groups)))
	for _, g := range groups {
		for _, grant := range e.Groups[g] {
			if !slices.Contains(all, grant) {
				all = append(all, grant)
			}
		}
	}
	return all
}

// createExternal makes an account for a member of a group.
func (d *Desk) createExternal(ctx context.Context, r Rows, e External, c Claims, grants []identity.Grant, s *Signed) error {
	if !c.Verified || identity.AddressFault(c.Email).De != "" {
		return fault.New(fault.Forbidden, "accounts.createExternal",
			"Der Identitätsanbieter nennt keine geprüfte E-Mail-Adresse; ohne sie entsteht kein Konto.", "The identity provider names no verified e-mail address; no account is made without one.")
	}
	number, err := r.NextAccount(ctx)
	if err != nil {
		return err
	}
	a := identity.Account{
		Number: number, Login: identity.FoldLogin(c.Email), Email: c.Email, State: identity.Active,
		Grants: grants, Provider: e.Key, Created: d.Now(),
	}
	if identity.NameFault(c.Name).De == "" {
		a.Name = c.Name
	}
	if err := errors.Join(r.PutAccount(ctx, a), d.link(ctx, r, e, c, number)); err != nil {
		return err
	}
	r.Tell(Event{Act: AccountMade, Account: number, Who: owner(a), After: Facts{By: string(identity.External), Grants: words(grants)}})
	s.Account, err = r.Account(ctx, number)
	return err
}

// followGroups gives an account whose roles come from groups the roles of
// today, which may be none. Where they changed its sessions end.
func (d *Desk) followGroups(ctx context.Context, r Rows, e External, grants []identity.Grant, s *Signed) error {
	if s.Account.Provider != e.Key || reflect.DeepEqual(s.Account.Grants, grants) {
		return nil
	}
	r.Tell(Event{
		Act: GrantsSet, Account: s.Account.Number, Who: audit.Program,
		Before: Facts{Grants: words(s.Account.Grants)}, After: Facts{By: string(identity.External), Grants: words(grants)},
	})
	s.Account.Grants = grants
	if err := errors.Join(r.PutAccount(ctx, s.Account), r.DropSession(ctx, s.Account.Number, "")); err != nil {
		return err
	}
	var err error
	s.Account, err = r.Account(ctx, s.Account.Number)
	return err
}
