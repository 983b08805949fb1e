// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package signin tells who acts in a request: by the cookie of a session, by an
// API token, or as a visitor of the demonstration. It goes around everything
// that answers requests; what stands behind it asks identity.Of.
package signin

import (
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// Accounts is what is asked about cookies and tokens.
type Accounts interface {
	Session(ctx context.Context, secret string) (identity.Principal, bool, error)
	Token(ctx context.Context, token string) (identity.Principal, bool, error)
}

// Config says how requests reach the program.
type Config struct {
	Accounts Accounts // nil: nobody can sign in
	// BaseURL is the address at which others reach the installation; https there
	// means that a proxy in front speaks it.
	BaseURL string
	// Demo makes every visitor a demonstration planner, or whom the visitor has
	// chosen to be.
	Demo bool
	// HTTPS reports whether the browser spoke https, as a trusted proxy says;
	// nil: where the program itself did.
	HTTPS func(*http.Request) bool
	Log   *slog.Logger
}

// The cookies of a session. The first is used over https: browsers take one with
// that name only from the host itself, over https, for all paths. The second is
// for plain http on the machine itself, where some browsers do not take it.
const (
	SecureCookie = "__Host-planraum_sitzung"
	PlainCookie  = "planraum_sitzung"
	// The same for what a sign-in in two steps keeps between them.
	SecureStep = "__Host-planraum_schritt"
	PlainStep  = "planraum_schritt"
	// The same for a device in which somebody has signed in before.
	SecureDevice = "__Host-planraum_geraet"
	PlainDevice  = "planraum_geraet"
)

// Identify puts who acts into the context of every request.
func (c Config) Identify(next http.Handler) http.Handler {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.Demo && !Local(r.Host) {
			// A foreign name that points to this machine (DNS rebinding), or a proxy.
			refuse(w, fault.New(fault.Forbidden, "signin.Identify",
				"Die Vorführung antwortet nur auf dem eigenen Rechner, unter localhost.", "The demonstration answers on its own machine only, as localhost."))
			return
		}
		p, err := c.who(r)
		if err == nil && p.Means == identity.Token {
			err = withinScope(r, p)
		}
		if err != nil {
			if kind := fault.KindOf(err); kind == fault.Internal || kind == fault.Unavailable {
				c.Log.Error("nobody can be told from somebody", "error", err)
			}
			refuse(w, err)
			return
		}
		known := r.WithContext(identity.With(r.Context(), p))
		next.ServeHTTP(w, known)
		r.Pattern = known.Pattern // for what measures routes around this
	})
}

// who tells who acts.
func (c Config) who(r *http.Request) (identity.Principal, error) {
	if token, said := bearer(r); said {
		if c.Accounts == nil {
			return identity.Principal{}, badToken
		}
		p, found, err := c.Accounts.Token(r.Context(), token)
		if err == nil && !found {
			err = badToken
		}
		return p, err
	}
	if c.Demo {
		return visitor(r), nil
	}
	if c.Accounts == nil {
		return identity.Principal{}, nil
	}
	if secret := c.kept(r, SecureCookie, PlainCookie); secret != "" {
		p, _, err := c.Accounts.Session(r.Context(), secret)
		return p, err
	}
	return identity.Principal{}, nil
}

// badToken is the answer to a token that does not work, whatever the reason.
var badToken = fault.New(fault.Forbidden, "signin.token", "Dieser Token gilt nicht oder nicht mehr.", "This token is not valid, or not any more.")

// withinScope refuses what a token's scopes do not hold. Tokens are for
// programs: on pages they read.
func withinScope(r *http.Request, p identity.Principal) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil
	}
	if !p.May("write") {
		return fault.New(fault.Forbidden, "signin.withinScope", "Mit diesem Token darf man nur lesen.", "This token may only read.")
	}
	if !strings.HasPrefix(r.URL.Path, "/api/") {
		return fault.New(fault.Forbidden, "signin.withinScope", "Mit einem Token ändert man etwas nur über die Schnittstelle /api.", "With a token things are changed by way of /api only.")
	}
	return nil
}

// bearer reads the token of a request.
func bearer(r *http.Request) (string, bool) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(token), strings.EqualFold(scheme, "Bearer")
}

// visitor is who the visitor of the demonstration wants to be; the planner
// without a wish, the public where the wish is not understood.
func visitor(r *http.Request) identity.Principal {
	role := identity.Planner
	if cookie, err := r.Cookie(identity.RoleCookie); err == nil {
		known := false
		if role, known = identity.ParseRole(cookie.Value); !known {
			role = identity.Public
		}
	}
	return Visitor(role)
}

// Visitor is a visitor of the demonstration in a role.
func Visitor(role identity.Role) identity.Principal { return identity.Demonstration(role) }

// refuse answers a request that goes no further. Who was refused for a token may
// try another one.
func refuse(w http.ResponseWriter, err error) {
	kind, say := fault.KindOf(err), fault.SayOf(err)
	status := kind.Status()
	if err == error(badToken) {
		status = http.StatusUnauthorized
		w.Header().Set("WWW-Authenticate", `Bearer realm="Planraum"`)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"status": status, "title": kind.String(), "detail": say.En, "detail_de": say.De})
}

// Secure reports whether the browser speaks https with the installation.
func (c Config) Secure(r *http.Request) bool {
	return r.TLS != nil || strings.HasPrefix(c.BaseURL, "https://") || c.HTTPS != nil && c.HTTPS(r)
}

// Possible reports whether somebody may sign in over the connection: by https,
// or on the machine itself.
func (c Config) Possible(r *http.Request) bool {
	return c.Secure(r) || Local(r.Host) && Local(r.RemoteAddr)
}

// named is the name of a cookie over the connection of a request.
func (c Config) named(r *http.Request, secure, plain string) string {
	if c.Secure(r) {
		return secure
	}
	return plain
}

// kept is what the browser has kept under a name.
func (c Config) kept(r *http.Request, secure, plain string) string {
	if cookie, err := r.Cookie(c.named(r, secure, plain)); err == nil {
		return cookie.Value
	}
	return ""
}

// Cookie is what the browser keeps of a session; an empty secret deletes it. It
// has no date: it goes with the browser, and the session ends by itself.
func (c Config) Cookie(r *http.Request, secret string) *http.Cookie {
	return c.cookie(r, c.named(r, SecureCookie, PlainCookie), secret, 0)
}

// Step is what the browser keeps between two steps of a sign-in.
func (c Config) Step(r *http.Request, secret string) *http.Cookie {
	const patience = 10 * time.Minute
	return c.cookie(r, c.named(r, SecureStep, PlainStep), secret, patience)
}

// StepOf is what the browser has kept of a step.
func (c Config) StepOf(r *http.Request) string { return c.kept(r, SecureStep, PlainStep) }

// Device is what the browser keeps of a sign-in after it has ended, for a time.
func (c Config) Device(r *http.Request, secret string, lasts time.Duration) *http.Cookie {
	return c.cookie(r, c.named(r, SecureDevice, PlainDevice), secret, lasts)
}

// DeviceOf is what the browser has kept of an earlier sign-in.
func (c Config) DeviceOf(r *http.Request) string { return c.kept(r, SecureDevice, PlainDevice) }

func (c Config) cookie(r *http.Request, name, value string, lasts time.Duration) *http.Cookie {
	age := int(lasts.Seconds())
	if value == "" {
		age = -1
	}
	return &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: age,
		Secure: c.Secure(r), HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}

// Origin is scheme, host and port under which the browser reaches the
// installation.
func (c Config) Origin(r *http.Request) string {
	if u, err := url.Parse(c.BaseURL); err == nil && u.Host != "" {
		return u.Scheme + "://" + u.Host
	}
	if c.Secure(r) {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// Local reports whether an address with or without port is this machine.
func Local(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.Unmap().IsLoopback()
}

// browsers are the families that are told apart, more particular ones first.
var browsers = []struct{ mark, name string }{
	{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
}

// Browser is the family of the browser, so that its owner knows it again.
func Browser(r *http.Request) string {
	agent := r.UserAgent()
	for _, b := range browsers {
		if strings.Contains(agent, b.mark) {
			return b.name
		}
	}
	return "Browser"
}
