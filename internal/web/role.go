// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"planraum/internal/city/audience"
	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/platform/door"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// actor is who acts; nobody in particular where that was not said.
func (s *server) actor(p identity.Principal) audience.Actor {
	actor := p.Actor()
	actor.Audience = actor.Audience.Within(s.Audience)
	return actor
}

// role changes the role of a visitor of the demonstration.
func (s *server) role(_ context.Context, r request) (answer, error) {
	if !s.Demo {
		return answer{}, fault.New(fault.Forbidden, "web.role", "Die Rolle wechseln kann man nur in der Vorführung.", "The role can be changed in the demonstration only.")
	}
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	chosen, ok := identity.ParseRole(r.PostForm.Get("rolle"))
	if !ok {
		return answer{}, fault.New(fault.Invalid, "web.role", "Diese Rolle gibt es nicht.", "There is no such role.")
	}
	back := r.PostForm.Get("zurueck")
	if !local(back) {
		back = r.Href("/")
	}
	return answer{redirect: back, cookies: []*http.Cookie{{
		Name: audience.RoleCookie, Value: string(chosen), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: door.Secure(r.Request),
	}}}, nil
}

// demoRoles are the roles of the demonstration; the first is who acts where
// nobody has chosen.
var demoRoles = []identity.Role{
	identity.Planner, identity.Steward, identity.Coordinator, identity.TaskForce,
	identity.Council, identity.Provider, identity.Administrator, identity.Public,
}

// local reports whether an address stays within the program.
func local(address string) bool {
	odd := func(c rune) bool { return c == '\\' || c < ' ' || c == 0x7f } // browsers drop tabs and line ends
	u, err := url.Parse(address)
	return err == nil && u.Host == "" && u.Scheme == "" && strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") &&
		!strings.ContainsFunc(address, odd) && !strings.ContainsFunc(u.Path, odd) && !strings.HasPrefix(u.Path, "//")
}

// lens decides through which lens the request is answered: whose eyes, and on
// released figures only or on all. The public sees released ones only.
func (s *server) lens(r request, settings data.Settings) (request, error) {
	r.Public = r.Actor.Audience == audience.Public
	r.Role = r.Actor.Key
	if s.Demo {
		for _, role := range demoRoles {
			r.Roles = append(r.Roles, view.Choice{Key: string(role), Name: role.Label()})
		}
	}
	r.ReleasedDefault = !settings.Unreleased || r.Public
	r.Released = r.ReleasedDefault
	switch chosen := r.Query.Get(view.FiguresParam); {
	case chosen == "" || r.Public:
	case chosen == view.AllFigures:
		r.Released = false
	case chosen == view.ReleasedFigures:
		r.Released = true
	default:
		return r, fault.Refuse("web.lens", []fault.Row{{
			File: r.T("Adresse", "address"), Column: view.FiguresParam, Value: chosen,
			Expected: text.T("alle oder freigegeben", "alle (all) or freigegeben (released)"),
		}})
	}
	ctx := audience.With(r.Context(), audience.Lens{Audience: r.Actor.Audience, Released: r.Released})
	r.Request = r.WithContext(recordedAs(ctx, r.Actor, s.Demo))
	return s.tellRelease(r)
}

// recordedAs lets the record of what was done name whoever acts, where nobody
// has signed in: a role, as records keep it.
func recordedAs(ctx context.Context, a audience.Actor, demo bool) context.Context {
	who := audit.Actor{By: a.Name.De, Role: identity.Public}
	for _, role := range identity.Roles() {
		if role.Label() == a.Name {
			who.Role = role
		}
	}
	if demo {
		who.Means = identity.Demo
	}
	if _, said := identity.Of(ctx); said {
		return ctx
	}
	return audit.WithActor(ctx, who)
}

// tellRelease says what the page rests on.
func (s *server) tellRelease(r request) (request, error) {
	waiting, all, err := s.Approval.Unreleased(r.Context(), r.AsOf)
	if err != nil {
		return r, err
	}
	r.Waiting = waiting
	switch {
	case r.Released:
		r.Release = text.T("nur freigegebene Werte", "released figures only")
	case waiting == 0:
		r.Release = text.T("alle Werte, alle sind freigegeben", "all figures, all of them are released")
	default:
		r.Release = say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("enthält nicht freigegebene Werte (%s von %s)", "includes figures that are not released (%s of %s)").In(l), l.Int(int64(waiting)), l.Int(int64(all)))
		})
	}
	return r, nil
}

// opening says which requests of a route the public may make.
type opening func(r request) bool

func everything(request) bool { return true }
func nothing(request) bool    { return false }

// figuresOnly opens the derivations of figures.
func figuresOnly(r request) bool { return strings.HasPrefix(r.PathValue("ref"), "figure/") }

// openRoutes are the pages that serve the public.
var openRoutes = []string{"GET /{$}", "GET /daten/{indicator}", "POST /rolle"}

// ownPrefixes are how the addresses of sign-in and accounts begin. They see to
// it themselves who is let in.
var ownPrefixes = []string{" /anmelden", " /abmelden", " /einladung/", " /konto", " /verwaltung/konten"}

// openPrefix is how the addresses of the public catalogue begin.
const openPrefix = "GET /daten/katalog"

// public says which requests of a route the public may make.
func public(pattern string) opening {
	switch {
	case slices.ContainsFunc(ownPrefixes, func(prefix string) bool { return strings.Contains(pattern, prefix) }):
		return everything
	case slices.Contains(openRoutes, pattern), strings.HasPrefix(pattern, openPrefix), strings.Contains(pattern, " "+reportPath):
		return everything
	case pattern == "GET /herleitung/{ref...}":
		return figuresOnly
	}
	return nothing
}

// mayRead refuses the public what is not meant for it.
func mayRead(r request, open opening) error {
	if !r.Public || open(r) {
		return nil
	}
	return fault.New(fault.Forbidden, "web.mayRead("+r.URL.Path+")",
		"Diese Seite steht der Öffentlichkeit nicht offen. Öffentlich sind das Lagebild, die Kennzahlen mit ihren Quellen und der Katalog.",
		"This page is not open to the public. Public are the situation, the indicators with their sources, and the catalogue.")
}
