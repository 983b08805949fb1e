// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package web is the face for people: German and English pages that work
// without a script. A handler parses the request, calls a desk and renders.
package web

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/audience"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/accounts"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/catalogue"
	"planraum/internal/desk/council"
	"planraum/internal/desk/councildata"
	"planraum/internal/desk/data"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/health"
	"planraum/internal/desk/journal"
	"planraum/internal/desk/measures"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/privacy"
	"planraum/internal/desk/protect"
	"planraum/internal/desk/quality"
	"planraum/internal/desk/report"
	"planraum/internal/desk/reporting"
	"planraum/internal/desk/rights"
	"planraum/internal/desk/staffing"
	"planraum/internal/desk/steering"
	"planraum/internal/desk/work"
	method "planraum/internal/method/rights"
	"planraum/internal/platform/door"
	"planraum/internal/platform/signin"
	"planraum/internal/text"
	"planraum/internal/web/assets"
	"planraum/internal/web/view"
)

// Desks are the desks that the pages ask.
type Desks struct {
	Data     *data.Desk
	Capacity *capacity.Desk
	Planning *planning.Desk
	Outlook  *outlook.Desk
	// Forecasting keeps forecasts as they were issued and scores them.
	Forecasting *forecasting.Desk

	Quality  *quality.Desk
	Staffing *staffing.Desk
	// Steering keeps bodies, meetings and decisions.
	Steering *steering.Desk
	// Council keeps motions, papers, committees and sittings.
	Council  *council.Desk
	Work     *work.Desk
	Approval *approval.Desk

	// Measures keeps actions, goals and measures, and says what came of them.
	Measures *measures.Desk

	Reporting *reporting.Desk
	// Report makes papers and reports, Printer their PDF; nil: they are not set up.
	Report  *report.Desk
	Printer report.Printer
	// Catalogue gives what is public: data sets with their files.
	Catalogue *catalogue.Desk
	// CouncilData takes council data from other systems.
	CouncilData *councildata.Desk

	Protect  *protect.Desk  // nil: nothing is protected and nothing logged
	Health   *health.Desk   // nil: the page of the state is not there
	Accounts *accounts.Desk // nil: nobody can sign in
	Journal  *journal.Desk  // nil: nothing is recorded
	Privacy  *privacy.Desk  // nil: nothing is removed by its time
	// Rights decides who may do what; nil: the program's own rules.
	Rights *rights.Desk
}

// Config is what the pages need to know of the installation.
type Config struct {
	Today   func() period.Date
	Demo    bool // signed in as a demonstration planner; example data are marked by themselves
	Version string
	Log     *slog.Logger
	// Mail sends reminders; nil: no mail server is configured.
	Mail reporting.Mailer
	// BaseURL is the address at which others reach this installation, such as
	// https://planung.stadt.de; empty: the address of the request.
	BaseURL string
	// Audience is the most that pages are for, whoever asks; empty: who asks
	// decides.
	Audience audience.Audience
	// SignIn says how browsers reach the installation, for cookies and passkeys.
	SignIn signin.Config
}

// server holds what handlers share. It has no state of its own but charts that
// it could draw again.
type server struct {
	Desks
	Config
	pictures pictures
	turns    turns
}

// request is a request for a page, with what every page is told.
type request struct {
	*http.Request
	view.Page
	Principal identity.Principal // who acts
	Actor     identity.Principal // the same, as far as these pages serve whom they are for
	Lens      audience.Lens      // through which the desks answer
	// maySite says whether the reader may open a site's page; nil: every one.
	maySite func(accommodation.Site) bool
}

// siteHref is the address of a site's page; empty where the reader may not open it.
func (r request) siteHref(l accommodation.Site) string {
	if r.maySite != nil && !r.maySite(l) {
		return ""
	}
	return r.Href("/plaetze/" + l.ID)
}

// By names who acts, as records of what was done keep it.
func (r request) By() string { return r.Actor.By() }

// answer is what a handler gives back: the page's sentence, its content, and
// the tables that can be had as files.
type answer struct {
	name   text.Text
	answer text.Text
	facts  []text.Text
	body   func(p view.Page) templ.Component
	tables []*view.Table
	// release, protection and licence are what files of the tables say of
	// themselves; empty: what the request asked for, and what holds for figures of
	// the city's own offices.
	release, protection, licence text.Text
	status                       int // 0: 200
	// download is a file instead of a page; its content comes last.
	download *download
	// refresh is after how many seconds the page is out of date; 0: never.
	refresh int
	// redirect sends the reader to another page after something was stored.
	redirect string
	cookies  []*http.Cookie // to be kept by the browser
	headers  map[string]string
	// secret pages hold what nobody may find in the browser later.
	secret bool
}

type handler func(ctx context.Context, r request) (answer, error)

// New returns the handler of all pages and assets. Pages stand at their German
// path, the English ones below /en.
func New(desks Desks, config Config) http.Handler {
	if desks.Rights == nil {
		desks.Rights = rights.New(method.Default(), desks.Data)
	}
	s := &server{Desks: desks, Config: config, turns: newTurns()}
	mux := http.NewServeMux()
	mux.Handle(assetsRoute, assets.Handler())
	for pattern, h := range s.routes() {
		verb, path, _ := strings.Cut(pattern, " ")
		mux.Handle(verb+" "+path, s.page(text.De, pattern, h))
		mux.Handle(verb+" /en"+path, s.page(text.En, pattern, h))
	}
	for path, h := range s.machines() {
		mux.Handle("GET "+path, s.machine(text.De, "GET "+path, h))
		mux.Handle("GET /en"+path, s.machine(text.En, "GET "+path, h))
	}
	mux.Handle("GET /en", http.RedirectHandler("/en/", http.StatusMovedPermanently))
	nowhere := nowhere(mux)
	mux.Handle(nowhereRoute, s.page(text.De, nowhereRoute, nowhere))
	mux.Handle(nowhereEnglish, s.page(text.En, nowhereRoute, nowhere))
	return door.Headers(s.ownForms(mux), policy)
}

// Routes lists the patterns of all pages in German; the English ones stand
// below /en.
func Routes() []string { return slices.Sorted(maps.Keys((&server{}).routes())) }

// Machines lists the patterns beside the pages that answer machines.
func Machines() []string {
	var all []string
	for path := range (&server{}).machines() {
		all = append(all, "GET "+path)
	}
	slices.Sort(all)
	return all
}

// policy lets pages use what this program itself sends, and nothing else: no
// script or style within a page, nothing from outside.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
