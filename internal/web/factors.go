// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"planraum/internal/city/identity"
	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// factorsPath is where administrators decide of whom two factors are demanded.
const factorsPath = "/verwaltung/anmeldung"

// Of whom two factors are demanded, as the form says it.
const (
	ofNobody = "niemand"
	ofRoles  = "rollen"
	ofAll    = "alle"
)

// factorsContent is the page of the setting.
type factorsContent struct {
	Now      accounts.Demand
	Values   url.Values
	Retyped  bool
	Faults   []fault.Row
	Effect   *accounts.Demand // what the form would mean; nil: not asked
	External []accounts.External
}

// factors shows of whom two factors are demanded.
func (s *server) factors(ctx context.Context, r request) (answer, error) {
	desk, first, err := s.administering(r, r.Href(factorsPath))
	if err != nil || first.redirect != "" {
		return first, err
	}
	values, err := s.retyped(ctx, r, factorsPath)
	if err != nil {
		return answer{}, err
	}
	return s.factorsAnswer(ctx, r, desk, factorsContent{Values: values, Retyped: len(values) > 0})
}

func (s *server) factorsAnswer(ctx context.Context, r request, desk *accounts.Desk, c factorsContent) (answer, error) {
	var err error
	if c.Now, err = desk.Demand(ctx, r.Principal); err != nil {
		return answer{}, err
	}
	c.External = desk.External
	a := answer{
		name: text.T("Zwei Faktoren", "Two factors"), answer: demanded(c.Now), secret: true,
		body: func(p view.Page) templ.Component { return factorsBody(p, c) },
	}
	if len(c.Faults) > 0 {
		a.status, a.answer = fault.Invalid.Status(), text.T("Es ist noch nichts gespeichert", "Nothing has been saved yet")
	}
	return a, nil
}

// demanded is the setting in a sentence.
func demanded(d accounts.Demand) text.Text {
	return say(func(l text.Lang) string {
		switch {
		case !d.Rule.Demands():
			return text.T("Zwei Faktoren werden von niemandem verlangt", "Two factors are demanded of nobody").In(l)
		case d.Without == 0:
			return fmt.Sprintf(text.T("Zwei Faktoren werden von %s von %s Konten verlangt; alle haben einen Passkey", "Two factors are demanded of %s of %s accounts; all of them have a passkey").In(l), l.Int(int64(d.Demanded)), l.Int(int64(d.Accounts)))
		}
		return fmt.Sprintf(text.T("Zwei Faktoren werden von %s von %s Konten verlangt; Konten ohne Passkey: %s", "Two factors are demanded of %s of %s accounts; accounts without a passkey: %s").In(l),
			l.Int(int64(d.Demanded)), l.Int(int64(d.Accounts)), l.Int(int64(d.Without)))
	})
}

// setFactors shows what the form would mean, and keeps it once that was seen.
func (s *server) setFactors(ctx context.Context, r request) (answer, error) {
	desk, first, err := s.administering(r, r.Href(factorsPath))
	if err != nil || first.redirect != "" {
		return first, err
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	c := factorsContent{Values: r.PostForm}
	rule := ruleOf(r.PostForm, &c.Faults)
	if len(c.Faults) > 0 {
		return s.factorsAnswer(ctx, r, desk, c)
	}
	if r.PostForm.Get("schritt") == "speichern" {
		if a, needed, err := s.needsProof(ctx, r, factorsPath, ""); needed {
			return a, err
		}
		err = desk.SetTwoFactors(ctx, r.Principal, rule)
		if err == nil {
			return answer{redirect: r.Href(factorsPath)}, nil
		}
	} else {
		var effect accounts.Demand
		if effect, err = desk.Demanding(ctx, r.Principal, rule); err == nil {
			c.Effect = &effect
		}
	}
	if c.Faults = fault.RowsOf(err); err != nil && len(c.Faults) == 0 {
		return answer{}, err
	}
	return s.factorsAnswer(ctx, r, desk, c)
}

// ruleOf reads the form.
func ruleOf(form url.Values, faults *[]fault.Row) identity.TwoFactors {
	rule := identity.TwoFactors{Everybody: form.Get("von") == ofAll, Trusted: form["anbieter"]}
	rule.Version, _ = strconv.ParseInt(form.Get("fassung"), 10, 64) // what is no number is no version
	if form.Get("von") == ofRoles {
		for _, role := range form["rolle"] {
			rule.Roles = append(rule.Roles, identity.Role(role))
		}
		if len(rule.Roles) == 0 {
			*faults = append(*faults, fault.Row{File: "Konto", Column: "rolle", Expected: text.T("mindestens eine Rolle", "at least one role")})
		}
	}
	if !slices.Contains([]string{ofNobody, ofRoles, ofAll}, form.Get("von")) {
		*faults = append(*faults, fault.Row{File: "Konto", Column: "von", Value: form.Get("von"), Expected: text.T("niemand, Rollen oder alle", "nobody, roles or everybody")})
	}
	return rule
}

// of is of whom the form demands two factors: as typed or as it is kept.
func (c factorsContent) of() string {
	switch {
	case c.Values.Has("von"):
		return c.Values.Get("von")
	case c.Now.Rule.Everybody:
		return ofAll
	case len(c.Now.Rule.Roles) > 0:
		return ofRoles
	}
	return ofNobody
}

// ticks reports whether the box of a role is ticked.
func (c factorsContent) ticks(role identity.Role) bool {
	if c.Values.Has("von") {
		return slices.Contains(c.Values["rolle"], string(role))
	}
	return slices.Contains(c.Now.Rule.Roles, role)
}

// trusts reports whether the box of a provider is ticked.
func (c factorsContent) trusts(key string) bool {
	if c.Values.Has("von") {
		return slices.Contains(c.Values["anbieter"], key)
	}
	return c.Now.Rule.Trusts(key)
}

// base is the version of the setting that was seen.
func (c factorsContent) base() string {
	if typed := c.Values.Get("fassung"); typed != "" {
		return typed
	}
	return strconv.FormatInt(c.Now.Rule.Version, 10)
}

// effect says what the form would mean.
func (c factorsContent) effect(l text.Lang) []string {
	if !c.Effect.Rule.Demands() {
		return []string{text.T("Dann genügt allen wieder das Kennwort, wenn sie selbst nichts anderes gewählt haben.", "Then a password does for everybody again, unless they have chosen otherwise.").In(l)}
	}
	count := func(t text.Text, n int) string { return fmt.Sprintf(t.In(l), l.Int(int64(n))) }
	return []string{
		count(text.T("Konten, von denen zwei Faktoren verlangt werden: %s", "Accounts of which two factors are demanded: %s"), c.Effect.Demanded),
		count(text.T("Davon ohne Passkey: %s. Sie richten bei der nächsten Anmeldung mit Kennwort einen ein und können vorher nichts anderes tun.", "Of these without a passkey: %s. They set one up at the next sign-in by password and can do nothing else before."), c.Effect.Without),
		count(text.T("Sitzungen, die dabei enden: %s", "Sessions that end with it: %s"), c.Effect.Ending),
	}
}
