// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package oidc asks a city's identity providers who somebody is, by OpenID
// Connect: code flow with PKCE, state and nonce.
package oidc

import (
	"context"
	"crypto/subtle"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// patience is how long a provider may take for one answer.
const patience = 10 * time.Second

// Provider is one identity provider. What it says of itself (its addresses and
// keys) is asked when it is first needed, so that one that is down does not keep
// the program from starting.
type Provider struct {
	settings settings
	secret   string
	client   *http.Client

	mu    sync.Mutex // guards found
	found *oidc.Provider
}

// discovered returns what the provider says of itself.
func (p *Provider) discovered(ctx context.Context) (context.Context, *oidc.Provider, error) {
	ctx = oidc.ClientContext(ctx, p.client)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return ctx, p.found, nil
	}
	// Not under ctx: the provider's keys are fetched with it later, too.
	found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.settings.Issuer)
	if err != nil {
		return ctx, nil, &fault.Error{
			Kind: fault.Unavailable, Op: "oidc.discovered", Cause: err,
			Say: text.T("Der Identitätsanbieter ist gerade nicht erreichbar.", "The identity provider cannot be reached right now."),
		}
	}
	p.found = found
	return ctx, found, nil
}

func (p *Provider) config(found *oidc.Provider, redirect string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.settings.ClientID, ClientSecret: p.secret, Endpoint: found.Endpoint(), RedirectURL: redirect,
		Scopes: append([]string{oidc.ScopeOpenID}, p.settings.Scopes...),
	}
}

// Start returns where the browser goes.
func (p *Provider) Start(ctx context.Context, redirect string, s accounts.Secrets, again bool) (string, error) {
	_, found, err := p.discovered(ctx)
	if err != nil {
		return "", err
	}
	options := []oauth2.AuthCodeOption{oidc.Nonce(s.Nonce), oauth2.S256ChallengeOption(s.Verifier)}
	if len(p.settings.ACR) > 0 {
		options = append(options, oauth2.SetAuthURLParam("acr_values", strings.Join(p.settings.ACR, " ")))
	}
	if again {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return p.config(found, redirect).AuthCodeURL(s.State, options...), nil
}

// said is what is read of a provider's claims.
type said struct {
	Email    string `json:"email"`
	Verified bool   `json:"email_verified"`
	Name     string `json:"name"`
	AuthTime int64  `json:"auth_time"`
}

// Finish exchanges the code and checks what comes: who signed it, for whom, until
// when, and that it answers this sign-in.
func (p *Provider) Finish(ctx context.Context, redirect, code string, s accounts.Secrets) (accounts.Claims, error) {
	var c accounts.Claims
	ctx, found, err := p.discovered(ctx)
	if err != nil {
		return c, err
	}
	token, err := p.config(found, redirect).Exchange(ctx, code, oauth2.VerifierOption(s.Verifier))
	if err != nil {
		return c, refused("oidc.Exchange", err)
	}
	raw, _ := token.Extra("id_token").(string)
	checked, err := found.VerifierContext(ctx, &oidc.Config{ClientID: p.settings.ClientID}).Verify(ctx, raw)
	if err != nil {
		return c, refused("oidc.Verify", err)
	}
	if subtle.ConstantTimeCompare([]byte(checked.Nonce), []byte(s.Nonce)) != 1 {
		return c, refused("oidc.Nonce", errors.New("the nonce is another"))
	}
	c.Issuer, c.Subject = checked.Issuer, checked.Subject
	if err := p.read(&c, checked.Claims); err != nil {
		return c, refused("oidc.Claims", err)
	}
	if c.TwoFactors, err = p.twoFactors(checked.Claims); err != nil {
		return c, refused("oidc.Claims", err)
	}
	if c.Email == "" || (c.Groups == nil && len(p.settings.Groups) > 0) {
		return c, p.askMore(ctx, found, token, &c)
	}
	return c, nil
}

// read takes what is needed of claims.
func (p *Provider) read(c *accounts.Claims, claims func(any) error) error {
	var known said
	var all map[string]any
	if err := errors.Join(claims(&known), claims(&all)); err != nil {
		return err
	}
	if c.Email == "" {
		c.Email, c.Verified = known.Email, known.Verified
	}
	if c.Name == "" {
		c.Name = known.Name
	}
	if known.AuthTime > 0 && c.Proven.IsZero() {
		c.Proven = time.Unix(known.AuthTime, 0)
	}
	if c.Groups == nil {
		c.Groups = names(all[p.settings.GroupsClaim])
	}
	return nil
}

// twoFactors reports whether a token says that somebody was asked for two
// factors: by its class of authentication (acr) or its methods (amr). Only the
// signed token is believed.
func (p *Provider) twoFactors(claims func(any) error) (bool, error) {
	var all map[string]any
	if err := claims(&all); err != nil {
		return false, err
	}
	says := func(claim string, values []string) bool {
		return slices.ContainsFunc(names(all[claim]), func(said string) bool { return slices.Contains(values, said) })
	}
	return says("acr", p.settings.ACR) || says("amr", p.settings.AMR), nil
}

// names reads a claim that is a list of names or a single one.
func names(claim any) []string {
	var all []string
	switch v := claim.(type) {
	case string:
		return []string{v}
	case []any:
		for _, one := range v {
			if name, ok := one.(string); ok {
				all = append(all, name)
			}
		}
	}
	return all
}

// askMore asks the provider for what the token does not say.
func (p *Provider) askMore(ctx context.Context, found *oidc.Provider, token *oauth2.Token, c *accounts.Claims) error {
	if found.UserInfoEndpoint() == "" {
		return nil
	}
	info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return refused("oidc.UserInfo", err)
	}
	if info.Subject != c.Subject {
		return refused("oidc.UserInfo", errors.New("the subject is another"))
	}
	if err := p.read(c, info.Claims); err != nil {
		return refused("oidc.UserInfo", err)
	}
	return nil
}

// Leave is where the browser ends its session at the provider.
func (p *Provider) Leave(ctx context.Context, back string) string {
	_, found, err := p.discovered(ctx)
	if err != nil {
		return ""
	}
	var more struct {
		End string `json:"end_session_endpoint"`
	}
	if err := found.Claims(&more); err != nil || more.End == "" {
		return ""
	}
	u, err := url.Parse(more.End)
	if err != nil {
		return ""
	}
	q := u.Query()
	q.Set("client_id", p.settings.ClientID)
	q.Set("post_logout_redirect_uri", back)
	u.RawQuery = q.Encode()
	return u.String()
}

func refused(op string, cause error) error {
	return &fault.Error{
		Kind: fault.Forbidden, Op: op, Cause: cause,
		Say: text.T("Die Antwort des Identitätsanbieters gilt nicht. Bitte noch einmal beginnen.", "The identity provider's answer does not count. Please begin again."),
	}
}
