// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"planraum/internal/city/audience"
	"planraum/internal/city/identity"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/platform/door"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

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
		Name: identity.RoleCookie, Value: string(chosen), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: door.Secure(r.Request),
	}}}, nil
}

// local reports whether an address stays within the program.
func local(address string) bool {
	odd := func(c rune) bool { return c == '\\' || c < ' ' || c == 0x7f } // browsers drop tabs and line ends
	u, err := url.Parse(address)
	return err == nil && u.Host == "" && u.Scheme == "" && strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") &&
		!strings.ContainsFunc(address, odd) && !strings.ContainsFunc(u.Path, odd) && !strings.HasPrefix(u.Path, "//")
}

// lens decides through which lens the request is answered: whose eyes, and on
// released figures only or on all. The public sees released ones only. Whoever
// hands in a report by a link acts as the public.
func (s *server) lens(r request, settings data.Settings) (request, error) {
	ctx := identity.With(r.Context(), r.Actor)
	full, err := s.Rights.Lens(ctx, r.Actor, false)
	if err != nil {
		return r, err
	}
	r.Public = full.Audience == audience.Public && full.Scope == ""
	r.Role = string(r.Actor.Leading())
	if s.Demo {
		for _, role := range identity.DemoRoles() {
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
	r.Lens, err = s.Rights.Lens(ctx, r.Actor, r.Released)
	if err != nil {
		return r, err
	}
	if r.Bare {
		r.Lens = audience.Lens{Audience: audience.Public, Released: true}
	}
	if s.Protect != nil {
		r.Protection = r.Lens.Protection()
	}
	if s.Protect != nil {
		ctx = s.Protect.Receive(ctx)
	}
	r.Request = r.WithContext(audience.With(ctx, r.Lens))
	r.Cite = s.citing(r.Context(), r)
	s.open(&r)
	if r, err = s.tellRelease(r); err != nil {
		return r, err
	}
	return s.tellRights(r)
}

// tellRights says for what the reader's roles are held, where they do not hold
// for everything: every list of the page may be shorter because of that.
func (s *server) tellRights(r request) (request, error) {
	if r.Bare || r.Lens.Scope == "" && r.Lens.Audience != audience.Public {
		return r, nil
	}
	r.Why = r.Href(whyPath, actionParam, string(rights.See), kindParam, string(rights.Figure))
	r.Limits = text.T("öffentliche Fassung: nur freigegebene, geschützte Werte", "edition of the public: released and protected figures only")
	if r.Lens.Scope == "" {
		return r, nil
	}
	mine, err := s.Rights.Mine(r.Context(), r.Actor)
	if err != nil {
		return r, err
	}
	var de, en []string
	for _, m := range mine {
		de, en = append(de, m.De), append(en, m.En)
	}
	r.Limits = text.T(strings.Join(de, ", ")+"; außerhalb davon die öffentliche Fassung", strings.Join(en, ", ")+"; elsewhere the edition of the public")
	return r, nil
}

// whyHere is the address that explains why a list on a page of the route may be
// shorter for this reader: by the rule for what it lists. It is empty where nothing is
// left out.
func (r request) whyHere(pattern string) string {
	n, named := needs[pattern]
	if r.Why == "" || !named || rights.OfFigures(n.kind) {
		return r.Why
	}
	return r.Href(whyPath, actionParam, string(n.action), kindParam, string(n.kind))
}

// tellRelease says what the page rests on.
func (s *server) tellRelease(r request) (request, error) {
	waiting, all, err := s.Approval.Unreleased(r.Context(), r.AsOf)
	if err != nil {
		return r, err
	}
	r.Waiting = waiting
	switch {
	case r.Lens.Scope != "" && r.Lens.Audience == audience.Public:
		// How much waits elsewhere is not this reader's business.
		r.Waiting = 0
		if r.Release = text.T("nur freigegebene Werte", "released figures only"); !r.Released {
			r.Release = text.T("enthält für Ihren Zuständigkeitsbereich auch nicht freigegebene Werte", "includes figures that are not released of what you are responsible for")
		}
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
