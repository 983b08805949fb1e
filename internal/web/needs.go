// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/identity"
	"planraum/internal/method/rights"
)

// right is what a route needs: the action, the kind of what it is done to, and
// which one; nil: a list or form, open to whoever may do it somewhere.
type right struct {
	action rights.Action
	kind   rights.Kind
	which  finder
	all    bool // in the whole city and for all topics
}

// finder finds what a request is about.
type finder func(s *server, ctx context.Context, r request) (rights.Resource, error)

// somewhereOf asks for the right in any place that a role is held for.
func somewhereOf(a rights.Action, k rights.Kind) right { return right{action: a, kind: k} }

// wholeOf asks for the right in the whole city and for all topics.
func wholeOf(a rights.Action, k rights.Kind) right { return right{action: a, kind: k, all: true} }

// needs says for every route what it needs. A route that is not named here is
// forbidden to everybody.
var needs = together(generalNeeds, steeringNeeds, measureNeeds, councilNeeds, councilSourceNeeds, paperNeeds, budgetNeeds)

// generalNeeds are those of the pages without a table of their own; a new route is a
// new line here or in the table of its part.
var generalNeeds = map[string]right{
	"GET /{$}":                            somewhereOf(rights.Read, rights.Situation),
	"GET /daten/{indicator}":              somewhereOf(rights.Read, rights.Indicator),
	"POST /daten/{indicator}":             {rights.Decide, rights.Figure, ofIndicator, false},
	"GET /daten/katalog":                  somewhereOf(rights.Read, rights.Catalogue),
	"GET /daten/katalog/{key}":            somewhereOf(rights.Read, rights.Catalogue),
	"GET /herleitung/{ref...}":            {rights.Read, rights.Figure, ofDerivation, false},
	"POST /rolle":                         somewhereOf(rights.Use, rights.Self),
	"GET /anmelden":                       somewhereOf(rights.Read, rights.Self),
	"POST /anmelden":                      somewhereOf(rights.Use, rights.Self),
	"GET /anmelden/bestaetigen":           somewhereOf(rights.Read, rights.Self),
	"POST /anmelden/bestaetigen":          somewhereOf(rights.Use, rights.Self),
	"POST /anmelden/passkey":              somewhereOf(rights.Use, rights.Self),
	"POST " + firstPasskeyPath:            somewhereOf(rights.Use, rights.Self),
	"GET /anmelden/vergessen":             somewhereOf(rights.Read, rights.Self),
	"POST /anmelden/vergessen":            somewhereOf(rights.Use, rights.Self),
	"GET /anmelden/extern/{provider}":     somewhereOf(rights.Read, rights.Self),
	"GET /anmelden/antwort/{provider}":    somewhereOf(rights.Read, rights.Self),
	"GET /abmelden/extern/{provider}":     somewhereOf(rights.Read, rights.Self),
	"POST /abmelden":                      somewhereOf(rights.Use, rights.Self),
	"GET " + invitationPath + "{secret}":  somewhereOf(rights.Read, rights.Self),
	"POST " + invitationPath + "{secret}": somewhereOf(rights.Use, rights.Self),
	"GET /konto":                          somewhereOf(rights.Read, rights.Self),
	"POST /konto":                         somewhereOf(rights.Use, rights.Self),
	"POST /konto/passkey":                 somewhereOf(rights.Use, rights.Self),
	"GET /konto/daten":                    somewhereOf(rights.Read, rights.Self),
	"GET /verwaltung/konten":              wholeOf(rights.Read, rights.Account),
	"POST /verwaltung/konten":             wholeOf(rights.Administer, rights.Account),
	"GET /verwaltung/konten/{account}":    wholeOf(rights.Read, rights.Account),
	"POST /verwaltung/konten/{account}":   wholeOf(rights.Administer, rights.Account),
	"GET " + factorsPath:                  wholeOf(rights.Read, rights.Account),
	"POST " + factorsPath:                 wholeOf(rights.Administer, rights.Account),
	"GET /rechte/warum":                   somewhereOf(rights.Read, rights.Page),

	"GET /plaetze":                        somewhereOf(rights.Read, rights.Site),
	"GET /plaetze/{site}":                 {rights.Read, rights.Site, ofSite, false},
	"GET /prognosen":                      wholeOf(rights.Read, rights.Forecast),
	"GET /prognosen/neu":                  wholeOf(rights.Plan, rights.Forecast),
	"POST /prognosen/neu":                 wholeOf(rights.Plan, rights.Forecast),
	"GET /prognosen/{forecast}":           wholeOf(rights.Read, rights.Forecast),
	"GET /plaene":                         wholeOf(rights.Read, rights.PlanKind),
	"POST /plaene":                        wholeOf(rights.Plan, rights.PlanKind),
	"GET /plaene/vergleich":               wholeOf(rights.Read, rights.PlanKind),
	"GET /plaene/{plan}":                  wholeOf(rights.Read, rights.PlanKind),
	"GET /plaene/{plan}/form":             wholeOf(rights.Plan, rights.PlanKind),
	"POST /plaene/{plan}/form":            wholeOf(rights.Plan, rights.PlanKind),
	"GET " + replayPath:                   wholeOf(rights.Read, rights.Warning),
	"POST " + replayPath:                  wholeOf(rights.Plan, rights.PlanKind),
	"GET " + warningsPath:                 wholeOf(rights.Read, rights.Warning),
	"POST " + warningsPath:                wholeOf(rights.Plan, rights.PlanKind),
	"GET " + thresholdPath:                wholeOf(rights.Read, rights.Threshold),
	"POST " + thresholdPath:               wholeOf(rights.Plan, rights.Threshold),
	"GET " + raisedPath:                   wholeOf(rights.Read, rights.Warning),
	"GET " + raisedPath + "/{warning...}": wholeOf(rights.Read, rights.Warning),
	"GET /prognosen/bestand":              wholeOf(rights.Read, rights.Forecast),
	"GET /szenarien":                      wholeOf(rights.Read, rights.PlanKind),
	"GET /szenarien/{scenario}":           wholeOf(rights.Read, rights.PlanKind),
	"GET /szenarien/{scenario}/form":      wholeOf(rights.Plan, rights.PlanKind),
	"POST /szenarien/{scenario}/form":     wholeOf(rights.Plan, rights.PlanKind),

	"GET /personal":             wholeOf(rights.Read, rights.Posts),
	"GET /daten":                somewhereOf(rights.Read, rights.Holding),
	"POST /daten":               somewhereOf(rights.Export, rights.Holding),
	"GET /daten/schutz":         wholeOf(rights.Read, rights.Protection),
	"GET /daten/revisionen":     wholeOf(rights.Read, rights.History),
	"GET /daten/quellen":        wholeOf(rights.Read, rights.History),
	"GET /daten/verlauf":        wholeOf(rights.Read, rights.History),
	"GET /daten/gebietsstand":   wholeOf(rights.Read, rights.History),
	"GET /daten/pruefung":       somewhereOf(rights.Read, rights.Finding),
	"GET /daten/pruefung/{key}": {rights.Read, rights.Finding, ofFinding, false},

	"GET /daten/quellen/{source}": wholeOf(rights.Read, rights.History),
	"GET /daten/verlauf/{batch}":  wholeOf(rights.Read, rights.History),
	"POST /daten/pruefung/{key}":  {rights.Decide, rights.Finding, ofFinding, false},

	"GET /daten/vorgaenge":             somewhereOf(rights.Read, rights.Job),
	"GET /daten/vorgaenge/{job}":       {rights.Read, rights.Job, ofJob, false},
	"POST /daten/vorgaenge/{job}":      {rights.Export, rights.Job, ofJob, false},
	"GET /daten/vorgaenge/{job}/datei": {rights.Read, rights.Job, ofJob, false},
	"GET /daten/freigabe":              somewhereOf(rights.Read, rights.Approval),
	"GET /daten/freigabe/{unit}":       somewhereOf(rights.Read, rights.Approval),
	"POST /daten/freigabe/{unit}":      somewhereOf(rights.Check, rights.Approval), // the desk decides by the act

	"GET " + uploadPath:                somewhereOf(rights.Import, rights.Upload),
	"POST " + uploadPath:               somewhereOf(rights.Import, rights.Upload),
	"GET " + uploadPath + "/{upload}":  {rights.Import, rights.Upload, ofUpload, false},
	"POST " + uploadPath + "/{upload}": {rights.Import, rights.Upload, ofUpload, false},

	"GET /daten/meldungen":             somewhereOf(rights.Read, rights.Reporter),
	"POST /daten/meldungen":            somewhereOf(rights.Organise, rights.Reporter), // the handler asks for each reporter
	"GET /daten/meldungen/{reporter}":  {rights.Read, rights.Reporter, ofReporter, false},
	"POST /daten/meldungen/{reporter}": {rights.Organise, rights.Reporter, ofReporter, false},
	"GET " + reportPath + "{secret}":   somewhereOf(rights.Report, rights.Link),
	"POST " + reportPath + "{secret}":  somewhereOf(rights.Report, rights.Link),

	"GET " + statePath:       wholeOf(rights.Read, rights.Installation),
	"GET /verwaltung/rechte": somewhereOf(rights.Read, rights.Rules),

	"GET " + trailPath:              wholeOf(rights.Read, rights.Audit),
	"POST " + trailPath:             wholeOf(rights.Read, rights.Audit), // has the chain verified
	"GET " + trailPath + "/{entry}": wholeOf(rights.Read, rights.Audit),
	"GET " + trailPath + "/datei":   wholeOf(rights.Read, rights.Audit),
	"GET " + privacyPath:            wholeOf(rights.Read, rights.Audit),

	// What answers machines.
	"GET /katalog":        somewhereOf(rights.Read, rights.Catalogue),
	"GET /katalog.ttl":    somewhereOf(rights.Read, rights.Catalogue),
	"GET /katalog.jsonld": somewhereOf(rights.Read, rights.Catalogue),
	"GET /katalog/{file}": somewhereOf(rights.Read, rights.Catalogue),
	assetsRoute:           somewhereOf(rights.Read, rights.Page),
	nowhereRoute:          somewhereOf(rights.Read, rights.Page),
}

// The routes that are no pages.
const (
	assetsRoute  = "GET /assets/"
	nowhereRoute = "/"
	// nowhereEnglish is the same in English.
	nowhereEnglish = "/en/"
)

// allow asks the rules whether who acts may use the route; what it needs is read
// from needs, where there is none it is forbidden.
func (s *server) allow(ctx context.Context, r request, pattern string) error {
	n, named := needs[pattern]
	if !named {
		return refusedUnnamed(pattern)
	}
	what := rights.Resource{Somewhere: !n.all}
	var found error
	if n.which != nil {
		what, found = n.which(s, ctx, r)
	}
	if what.Kind == "" {
		what.Kind = n.kind
	}
	if n.which == nil { // a list or a form is no secret
		return s.Rights.Allow(ctx, n.action, what)
	}
	return s.Rights.AllowKnown(ctx, n.action, what, found)
}

// open lets the page ask which other pages and derivations the reader may open.
func (s *server) open(r *request) {
	ctx, words := r.Context(), map[string]bool{}
	var decide func(rights.Action, rights.Resource) bool // once it is needed
	may := func(a rights.Action, what rights.Resource) bool {
		if decide == nil {
			decide = s.Rights.May(ctx)
		}
		return decide(a, what)
	}
	r.May = func(pattern string) bool {
		n, named := needs[pattern]
		what := rights.Resource{Kind: n.kind, Somewhere: true}
		if n.all {
			what.Somewhere = false
		}
		return named && may(n.action, what)
	}
	r.maySite = func(l accommodation.Site) bool {
		holder, err := s.Rights.SiteHolder(ctx, l.ID)
		return err == nil && may(rights.Read, rights.Resource{Kind: rights.Site, Area: l.Area, Holder: holder})
	}
	r.Asks = func(ref string) bool {
		word, _, _ := strings.Cut(ref, "/")
		allowed, known := words[word]
		if !known {
			allowed = may(rights.Read, derivationOf(word))
			words[word] = allowed
		}
		return allowed
	}
}

// ofIndicator is an indicator somewhere.
func ofIndicator(_ *server, _ context.Context, r request) (rights.Resource, error) {
	return rights.Resource{Topic: identity.TopicOf(r.PathValue("indicator")), Somewhere: true}, nil
}

// ofSite is the site of the address.
func ofSite(s *server, ctx context.Context, r request) (rights.Resource, error) {
	key := r.PathValue("site")
	versions, err := s.Capacity.Site(ctx, key)
	if err != nil {
		return rights.Resource{}, err
	}
	holder, err := s.Rights.SiteHolder(ctx, key)
	return rights.Resource{Area: versions[len(versions)-1].Area, Holder: holder}, err
}

// ofDerivation tells by the first word of a derivation's address what it is of.
func ofDerivation(_ *server, _ context.Context, r request) (rights.Resource, error) {
	word, _, _ := strings.Cut(r.PathValue("ref"), "/")
	return derivationOf(word), nil
}

// derivationOf is what a reader must be allowed to read to ask for a number. A word
// that no number has is looked up in nothing: whoever may read something gets the
// answer that there is no such number.
func derivationOf(word string) rights.Resource {
	if family, known := derivations[word]; known {
		return family.need
	}
	return rights.Resource{Kind: rights.Calculation, Somewhere: true}
}

// ofFinding is the series of which a finding speaks.
func ofFinding(s *server, ctx context.Context, r request) (rights.Resource, error) {
	t, err := s.Quality.Task(ctx, r.PathValue("key"), r.AsOf)
	if err != nil {
		return rights.Resource{}, err
	}
	return rights.Resource{Area: t.Area, Topic: identity.TopicOf(t.Indicator)}, nil
}

// ofUpload is a file that waits: one's own, or anybody's for whoever may import
// in the whole city.
func ofUpload(s *server, ctx context.Context, r request) (rights.Resource, error) {
	u, err := s.Data.Received(ctx, r.PathValue("upload"))
	return rights.Resource{Somewhere: identity.SameActor(u.By, r.By())}, err
}

// ofJob is a job: one's own, or anybody's for whoever may in the whole city.
func ofJob(s *server, ctx context.Context, r request) (rights.Resource, error) {
	j, err := s.Work.Job(ctx, r.PathValue("job"))
	return rights.Resource{Somewhere: j.By == r.By()}, err
}

// ofReporter is who reports; a new one lies where the form says.
func ofReporter(s *server, ctx context.Context, r request) (rights.Resource, error) {
	key := r.PathValue("reporter")
	if key == newReporter {
		return rights.Resource{Somewhere: true}, nil
	}
	one, err := s.Reporting.Reporter(ctx, key)
	return reporterResource(one), err
}
