// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/accounts"
	"planraum/internal/desk/protect"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// page turns a handler into an http.Handler that frames its answer, gives a
// table as a file where one is asked for, and answers errors in a sentence.
func (s *server) page(lang text.Lang, pattern string, h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r, err := s.request(hr, lang)
		if err == nil {
			r.WhyHere = r.whyHere(pattern)
			err = s.allow(r.Context(), r, pattern)
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if hr.Method == http.MethodPost && r.Path == uploadPath {
			// A large file may take longer to arrive than any other request.
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadPatience))
		}
		a, err := s.ask(r.Context(), r, h)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		for _, c := range a.cookies {
			http.SetCookie(w, c)
		}
		for name, value := range a.headers {
			w.Header().Set(name, value)
		}
		if a.redirect != "" {
			http.Redirect(w, hr, a.redirect, http.StatusSeeOther)
			return
		}
		if a.download != nil {
			s.deliver(w, r, *a.download)
			return
		}
		if r, err = s.tellProtecting(r); err != nil {
			s.fail(w, r, err)
			return
		}
		if id := r.Query.Get("tabelle"); id != "" {
			s.file(r.Context(), w, r, a, id)
			return
		}
		if a.status == http.StatusMethodNotAllowed { // not one of the pages
			s.render(w, r, a)
			return
		}
		if err := s.looked(r.Context(), r); err != nil {
			s.fail(w, r, err)
			return
		}
		for _, t := range a.tables {
			t.Sort(r.Query.Get(view.SortParam), lang)
		}
		s.render(w, r, a)
	})
}

// figureless are the beginnings of addresses whose pages show no figures: one's
// own account and the way to it, the administration, jobs and what is brought in.
var figureless = []string{"/verwaltung/", "/konto/", "/anmelden/", invitationPath, jobsPath, reportPath, uploadPath, "/abmelden/", "/rechte/"}

// looked notes that whoever sees small counts as they are looks at a page with
// figures. What cannot be noted is not shown.
func (s *server) looked(ctx context.Context, r request) error {
	if s.Journal == nil || r.Method != http.MethodGet || r.Lens.Audience != audience.Owner && r.Lens.Scope == "" {
		return nil
	}
	for _, without := range figureless {
		if strings.HasPrefix(r.Path+"/", without) {
			return nil
		}
	}
	return s.Journal.Looked(ctx, audit.Object{Kind: "page", Key: r.Path})
}

// ask calls a page's handler, in its turn. Forms need none: they are read while
// they are handled.
func (s *server) ask(ctx context.Context, r request, h handler) (a answer, err error) {
	if r.Method == http.MethodPost {
		return h(ctx, r)
	}
	if late := s.turns.do(ctx, func() { a, err = h(ctx, r) }); late != nil {
		return a, &fault.Error{
			Kind: fault.Unavailable, Op: "web.ask", Cause: late,
			Say: text.T("Die Seite wurde nicht mehr gebraucht und deshalb nicht erstellt.", "The page was not wanted any more and has not been made."),
		}
	}
	return a, err
}

// request reads what every page is told: language, who acts, as-of date,
// figures, city. Its context carries the lens through which the desks answer.
func (s *server) request(hr *http.Request, lang text.Lang) (request, error) {
	settings, err := s.Data.Settings(hr.Context())
	path := hr.URL.Path
	if lang == text.En {
		path = "/" + strings.TrimPrefix(strings.TrimPrefix(path, "/en"), "/")
	}
	principal, _ := identity.Of(hr.Context())
	r := request{Request: hr, Principal: principal, Actor: principal.Within(s.Audience), Page: view.Page{
		Lang: lang, Path: path, Query: hr.URL.Query(), City: settings.City,
		Today: s.Today(), Demo: s.Demo || settings.Example, Version: s.Version,
		Bare: strings.HasPrefix(path, reportPath) || strings.HasPrefix(path, invitationPath), Trial: s.Demo,
		Timeless: timeless(path), SignedIn: principal.Means == identity.Session, Account: principal.Name, MaySignIn: s.Accounts != nil && !s.Demo, Administers: accounts.Administers(principal),
	}}
	r.Default = r.Today
	if !settings.AsOf.IsZero() {
		r.Default = settings.AsOf
	}
	r.AsOf = r.Default
	if err != nil {
		return r, err
	}
	if stand := r.Query.Get(view.AsOfParam); stand != "" {
		day, err := period.ParseDate(stand)
		if err != nil {
			return r, fault.Refuse("web.request", []fault.Row{{
				File: r.T("Adresse", "address"), Column: view.AsOfParam, Value: stand,
				Expected: text.T("ein Datum wie 27.11.2015 oder 2015-11-27", "a date such as 27.11.2015 or 2015-11-27"),
			}})
		}
		if day.After(r.Today) {
			return r, fault.Refuse("web.request", []fault.Row{{
				File: r.T("Adresse", "address"), Column: view.AsOfParam, Value: stand,
				Expected: text.T("ein Tag, der schon war: Was später bekannt sein wird, weiß niemand", "a day that has been: nobody knows what will be known later"),
			}})
		}
		r.AsOf = day
	}
	return s.lens(r, settings)
}

// timeless reports whether a page shows nothing of the city: who signs in, who
// may what, what was done, and whether the program works.
func timeless(path string) bool {
	for _, below := range []string{"/anmelden", "/abmelden", accountPath, "/verwaltung/", councilSourcesPath} {
		if strings.HasPrefix(path, below) {
			return true
		}
	}
	return false
}

// pages holds buffers in which pages are written before their status is known.
var pages = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// frame gives a page what the answer says of itself.
func (a answer) frame(p view.Page) view.Page {
	p.Name, p.Answer, p.Facts = a.name, a.answer, a.facts
	if (a.release != text.Text{}) {
		p.Release = a.release
	}
	if (a.protection != text.Text{}) {
		p.Protection = a.protection
	}
	p.Licence = a.licence
	return p
}

func (s *server) render(w http.ResponseWriter, r request, a answer) {
	p := r.Page
	p = a.frame(p)
	if p.Query.Get(view.QuietParam) == "" {
		p.Refresh = a.refresh
	}
	ctx := context.WithoutCancel(r.Context())
	out := pages.Get().(*bytes.Buffer)
	defer pages.Put(out)
	out.Reset()
	var err error
	_ = s.turns.do(ctx, func() { // ctx does not end
		if r.Header.Get("Planraum-Fragment") != "" {
			err = view.Fragment(p, a.body(p)).Render(ctx, out)
		} else {
			err = view.Framed(p, a.body(p)).Render(ctx, out)
		}
	})
	if err != nil {
		s.Log.ErrorContext(ctx, "page not rendered", "route", r.Pattern, "error", err)
		http.Error(w, "internal", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(r.Lang))
	h.Set("Cache-Control", "no-store")
	if r.Public && !r.SignedIn && !a.secret {
		h.Set("Cache-Control", "private, no-cache")
	}
	h.Set("Vary", "Planraum-Fragment, Cookie")
	h.Set("Content-Length", strconv.Itoa(out.Len()))
	if a.status != 0 {
		w.WriteHeader(a.status)
	}
	_, _ = w.Write(out.Bytes())
}

// folders are those before a file's name in a sentence.
var folders = regexp.MustCompile(`(^|[\s„“"])(?:/[^\s/]+)*/([^\s/]+\.[^\s/]+)`)

// homeless leaves out of a sentence where a file lies on the machine: that is the
// operator's matter, who finds it in the log.
func homeless(t text.Text) text.Text {
	return text.T(folders.ReplaceAllString(t.De, "$1$2"), folders.ReplaceAllString(t.En, "$1$2"))
}

// fail answers an error with its kind's status and a sentence; the internal
// text goes to the log only.
func (s *server) fail(w http.ResponseWriter, r request, err error) {
	kind := fault.KindOf(err)
	if kind == fault.Internal || kind == fault.Unavailable && !errors.Is(err, protect.ErrMaking) {
		s.Log.ErrorContext(r.Context(), "request failed", "route", r.Pattern, "error", err)
	}
	a := answer{
		name: text.T("Fehler", "Error"), answer: homeless(fault.SayOf(err)), status: kind.Status(),
		body: refusalBody(err),
	}
	if errors.Is(err, protect.ErrMaking) && r.Method == http.MethodGet {
		a.name, a.refresh, a.body = text.T("Schutz", "Protection"), makingRefresh, makingBody
	}
	s.render(w, r, a)
}
