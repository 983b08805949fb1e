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
	"planraum/internal/desk/data"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/health"
	"planraum/internal/desk/journal"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/privacy"
	"planraum/internal/desk/protect"
	"planraum/internal/desk/quality"
	"planraum/internal/desk/reporting"
	"planraum/internal/desk/rights"
	"planraum/internal/desk/staffing"
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
	Work     *work.Desk
	Approval *approval.Desk

	Reporting *reporting.Desk
	// Catalogue gives what is public: data sets with their files.
	Catalogue *catalogue.Desk
	Protect   *protect.Desk  // nil: nothing is protected and nothing logged
	Health    *health.Desk   // nil: the page of the state is not there
	Accounts  *accounts.Desk // nil: nobody can sign in
	Journal   *journal.Desk  // nil: nothing is recorded
	Privacy   *privacy.Desk  // nil: nothing is removed by its time
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

// routes is the table of all pages. A new page is a new line here, and one in
// needs that says which right it needs: without it the page is forbidden.
func (s *server) routes() map[string]handler {
	return map[string]handler{
		"GET /{$}":                            s.situation,
		"GET /plaetze":                        s.places,
		"GET /plaetze/{site}":                 s.site,
		"GET /prognosen":                      s.forecasts,
		"GET /prognosen/bestand":              s.structure,
		"GET /szenarien":                      s.scenarios,
		"GET /szenarien/{scenario}":           s.scenario,
		"GET /szenarien/{scenario}/form":      s.scenarioForm,
		"POST /szenarien/{scenario}/form":     s.saveScenario,
		"GET /prognosen/neu":                  s.newForecast,
		"POST /prognosen/neu":                 s.issueForecast,
		"GET /prognosen/{forecast}":           s.forecast,
		"GET " + replayPath:                   s.replay,
		"POST " + replayPath:                  s.orderReplay,
		"GET " + warningsPath:                 s.warnings,
		"POST " + warningsPath:                s.keepWarning,
		"GET " + thresholdPath:                s.threshold,
		"POST " + thresholdPath:               s.setThreshold,
		"GET " + raisedPath:                   s.raised,
		"GET " + raisedPath + "/{warning...}": s.raisedOne,
		"GET /plaene":                         s.plans,
		"GET /plaene/vergleich":               s.compare,
		"GET /plaene/{plan}":                  s.plan,
		"GET /plaene/{plan}/form":             s.planForm,
		"POST /plaene/{plan}/form":            s.savePlan,
		"GET /personal":                       s.staff,
		"GET /daten":                          s.data,
		"GET /daten/katalog":                  s.catalogue,
		"GET /daten/katalog/{key}":            s.dataset,
		"GET /daten/{indicator}":              s.series,
		"POST /daten/{indicator}":             s.choose,
		"GET /herleitung/{ref...}":            s.derivation,
		"POST /daten":                         s.orderExport,
		"GET /daten/vorgaenge":                s.jobs,
		"GET /daten/vorgaenge/{job}":          s.job,
		"POST /daten/vorgaenge/{job}":         s.wishJob,
		"GET /daten/vorgaenge/{job}/datei":    s.jobFile,
		"POST /plaene":                        s.orderRecompute,
		"POST /rolle":                         s.role,
		"GET /anmelden":                       s.signIn,
		"POST /anmelden":                      s.enter,
		"GET /anmelden/bestaetigen":           s.proof,
		"POST /anmelden/bestaetigen":          s.prove,
		"POST /anmelden/passkey":              s.usePasskey,
		"POST " + firstPasskeyPath:            s.firstPasskey,
		"GET /anmelden/vergessen":             s.forgotten,
		"POST /anmelden/vergessen":            s.sendReset,
		"GET /anmelden/extern/{provider}":     s.startExternal,
		"GET /anmelden/antwort/{provider}":    s.finishExternal,
		"GET /abmelden/extern/{provider}":     s.leaveExternal,
		"POST /konto/passkey":                 s.newPasskey,
		"POST /abmelden":                      s.signOut,
		"GET " + invitationPath + "{secret}":  s.invitation,
		"POST " + invitationPath + "{secret}": s.acceptInvitation,
		"GET /konto":                          s.account,
		"POST /konto":                         s.changeAccount,
		"GET /konto/daten":                    s.exportAccount,
		"GET " + factorsPath:                  s.factors,
		"POST " + factorsPath:                 s.setFactors,
		"GET /verwaltung/konten":              s.accounts,
		"POST /verwaltung/konten":             s.inviteAccount,
		"GET /verwaltung/konten/{account}":    s.accountOf,
		"POST /verwaltung/konten/{account}":   s.administer,
		"GET " + whyPath:                      s.why,
		"GET /verwaltung/rechte":              s.rights,
		"GET /daten/freigabe":                 s.releases,
		"GET /daten/freigabe/{unit}":          s.release,
		"POST /daten/freigabe/{unit}":         s.actOnRelease,

		"GET " + uploadPath:                s.upload,
		"POST " + uploadPath:               s.receive,
		"GET " + uploadPath + "/{upload}":  s.uploaded,
		"POST " + uploadPath + "/{upload}": s.accept,
		"GET /daten/schutz":                s.protection,

		"GET /daten/revisionen":       s.revisions,
		"GET /daten/quellen":          s.sources,
		"GET /daten/quellen/{source}": s.source,
		"GET /daten/verlauf":          s.entries,
		"GET /daten/verlauf/{batch}":  s.entry,
		"GET /daten/gebietsstand":     s.divisions,

		"GET /daten/meldungen":             s.reports,
		"POST /daten/meldungen":            s.askReports,
		"GET /daten/meldungen/{reporter}":  s.reporter,
		"POST /daten/meldungen/{reporter}": s.saveReporter,
		"GET " + reportPath + "{secret}":   s.reportForm,
		"POST " + reportPath + "{secret}":  s.report,

		"GET " + statePath:              s.state,
		"GET " + trailPath:              s.trail,
		"POST " + trailPath:             s.orderVerification,
		"GET " + trailPath + "/{entry}": s.trailEntry,
		"GET " + trailPath + "/datei":   s.trailFile,
		"GET " + privacyPath:            s.privacy,

		"GET /daten/pruefung":        s.findings,
		"GET /daten/pruefung/{key}":  s.finding,
		"POST /daten/pruefung/{key}": s.saveFinding,
	}
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
