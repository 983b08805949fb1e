// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// tokenMost is the most days that a token may be valid, and tokensMost how many
// an account may have.
const (
	tokenMost  = 365
	tokensMost = 50
)

// TokenWish is what an owner asks of a new API token.
type TokenWish struct {
	Name   string
	Writes bool
	Grants []identity.Grant // at most the owner's
	Until  period.Date      // the last day on which it works
}

// MakeToken makes an API token, which is shown this once.
func (d *Desk) MakeToken(ctx context.Context, p identity.Principal, w TokenWish) (token string, err error) {
	if err := d.proven(p); err != nil {
		return "", err
	}
	w.Name = strings.TrimSpace(w.Name)
	if rows := d.tokenFaults(p, w); len(rows) > 0 {
		return "", fault.Refuse("accounts.MakeToken", rows)
	}
	random, err := d.Random()
	if err != nil {
		return "", fault.Wrap("accounts.MakeToken", err)
	}
	token = identity.NewToken(random)
	err = d.change(ctx, "MakeToken", func(ctx context.Context, r Rows) error {
		all, err := r.Tokens(ctx, p.Account)
		if err != nil {
			return err
		}
		if len(all) >= tokensMost {
			return fault.New(fault.Conflict, "accounts.MakeToken", "Mehr als 50 Token hat ein Konto nicht. Bitte erst einen widerrufen.", "An account has 50 tokens at most. Please revoke one first.")
		}
		r.Tell(Event{Act: TokenMade, Account: p.Account, Who: acting(p), After: Facts{Grants: words(w.Grants), Writes: w.Writes}})
		return r.PutToken(ctx, identity.APIToken{
			Digest: identity.Digest(token), Account: p.Account, Name: w.Name, Writes: w.Writes, Grants: w.Grants,
			Created: d.Now(), Ends: w.Until.AddDays(1).Time(),
		})
	})
	if err != nil {
		return "", err
	}
	return token, nil
}

func (d *Desk) tokenFaults(p identity.Principal, w TokenWish) []fault.Row {
	var rows []fault.Row
	refuse := func(column, value string, expected text.Text) {
		rows = append(rows, fault.Row{File: "Token", Column: column, Value: value, Expected: expected})
	}
	if n := utf8.RuneCountInString(w.Name); n == 0 || n > identity.NameMax || identity.NameFault(w.Name).De != "" {
		refuse("bezeichnung", w.Name, text.T("wofür der Token ist, mit höchstens 100 Zeichen", "what the token is for, in at most 100 characters"))
	}
	today := period.OfTime(d.Now())
	if w.Until.IsZero() || w.Until.Before(today) || w.Until.After(today.AddDays(tokenMost)) {
		refuse("bis", w.Until.String(), text.T("ein Tag von heute an, höchstens ein Jahr voraus", "a day from today on, at most one year ahead"))
	}
	if len(w.Grants) == 0 {
		refuse("rollen", "", text.T("mindestens eine Rolle", "at least one role"))
	}
	for _, g := range w.Grants {
		if g.Role == identity.Administrator {
			refuse("rollen", g.String(), text.T("eine andere Rolle; mit einem Token wird die Installation nicht verwaltet", "another role; no token administers the installation"))
			continue
		}
		if len(identity.Within([]identity.Grant{g}, p.Grants)) == 0 || g.Fault().De != "" {
			refuse("rollen", g.String(), text.T("höchstens, was Sie selbst dürfen", "at most what you may do yourself"))
		}
	}
	return rows
}

// Delegable are those of the roles that a token may carry: all but that of the
// administration, also in tokens that were made before.
func Delegable(grants []identity.Grant) []identity.Grant {
	return slices.DeleteFunc(slices.Clone(grants), func(g identity.Grant) bool { return g.Role == identity.Administrator })
}

// RevokeToken revokes one of the owner's tokens, all where id is empty.
func (d *Desk) RevokeToken(ctx context.Context, p identity.Principal, id string) error {
	if err := signedIn(p); err != nil {
		return err
	}
	err := d.change(ctx, "RevokeToken", func(ctx context.Context, r Rows) error {
		r.Tell(Event{Act: TokenRevoked, Account: p.Account, Who: acting(p), Before: Facts{All: id == ""}})
		return r.DropToken(ctx, p.Account, id)
	})
	if err != nil {
		return err
	}
	return d.gone(ctx)
}

// Scopes of tokens.
const (
	ScopeRead  = "read"
	ScopeWrite = "write"
)

// Token returns who acts with an API token: its owner, with no more than the
// token says and than the owner may do now.
func (d *Desk) Token(ctx context.Context, token string) (identity.Principal, bool, error) {
	if !identity.IsToken(token) {
		return identity.Principal{}, false, nil
	}
	var t identity.APIToken
	var a identity.Account
	found := false
	err := d.look(ctx, "Token", func(r Rows) error {
		var err error
		if t, found, err = r.TokenByDigest(ctx, identity.Digest(token)); err != nil || !found {
			return err
		}
		a, err = r.Account(ctx, t.Account)
		return err
	})
	if err != nil || !found || a.State != identity.Active || !d.Now().Before(t.Ends) {
		return identity.Principal{}, false, err
	}
	if day := d.today(); t.UsedOn != day {
		d.touch(ctx, func(ctx context.Context, r Rows) error { return r.UseToken(ctx, t.ID, day) })
	}
	scopes := []string{ScopeRead}
	if t.Writes {
		scopes = append(scopes, ScopeWrite)
	}
	return identity.Principal{
		Account: a.Number, Name: nameOf(a), Grants: Delegable(identity.Within(t.Grants, a.Grants)), Means: identity.Token, Session: t.ID, Scopes: scopes,
	}, true, nil
}
