// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"strings"

	"planraum/internal/city/identity"
	"planraum/internal/method/rights"
)

// right is what a route needs: the action, the kind of what it is done to, and
// which one; nil: a list or form, open to whoever may do it somewhere.
type right struct {
	action rights.Action
	kind   rights.Kind
	which  func(s *server, ctx context.Context, r request) (rights.Resource, error)
}

// whole asks for the right in the whole city and for all topics.
func whole(*server, context.Context, request) (rights.Resource, error) {
	return rights.Resource{}, nil
}

// needs says for every route what it needs. A route that is not named here is
// forbidden to everybody; a new route is a new line here.
var needs = map[string]right{
	"GET /{$}":                 {rights.Read, rights.Situation, nil},
	"GET /daten/{indicator}":   {rights.Read, rights.Indicator, nil},
	"POST /daten/{indicator}":  {rights.Decide, rights.Figure, ofIndicator},
	"GET /daten/katalog":       {rights.Read, rights.Catalogue, nil},
	"GET /daten/katalog/{key}": {rights.Read, rights.Catalogue, nil},
	"GET /herleitung/{ref...}": {rights.Read, rights.Figure, ofDerivation},
	"POST /rolle":              {rights.Use, rights.Self, nil},
	"GET /rechte/warum":        {rights.Read, rights.Page, nil},

	"GET /plaetze":              {rights.Read, rights.Site, nil},
	"GET /plaetze/{site}":       {rights.Read, rights.Site, ofSite},
	"GET /prognosen":            {rights.Read, rights.Forecast, whole},
	"GET /plaene":               {rights.Read, rights.PlanKind, whole},
	"POST /plaene":              {rights.Plan, rights.PlanKind, whole},
	"GET /plaene/vergleich":     {rights.Read, rights.PlanKind, whole},
	"GET /plaene/{plan}":        {rights.Read, rights.PlanKind, whole},
	"GET /plaene/{plan}/form":   {rights.Plan, rights.PlanKind, whole},
	"POST /plaene/{plan}/form":  {rights.Plan, rights.PlanKind, whole},
	"GET /personal":             {rights.Read, rights.Posts, whole},
	"GET /daten":                {rights.Read, rights.Holding, nil},
	"POST /daten":               {rights.Export, rights.Holding, nil},
	"GET /daten/schutz":         {rights.Read, rights.Protection, whole},
	"GET /daten/revisionen":     {rights.Read, rights.History, whole},
	"GET /daten/quellen":        {rights.Read, rights.History, whole},
	"GET /daten/verlauf":        {rights.Read, rights.History, whole},
	"GET /daten/gebietsstand":   {rights.Read, rights.History, whole},
	"GET /daten/pruefung":       {rights.Read, rights.Finding, nil},
	"GET /daten/pruefung/{key}": {rights.Read, rights.Finding, ofFinding},

	"GET /daten/quellen/{source}": {rights.Read, rights.History, whole},
	"GET /daten/verlauf/{batch}":  {rights.Read, rights.History, whole},
	"POST /daten/pruefung/{key}":  {rights.Decide, rights.Finding, ofFinding},

	"GET /daten/vorgaenge":             {rights.Read, rights.Job, nil},
	"GET /daten/vorgaenge/{job}":       {rights.Read, rights.Job, ofJob},
	"POST /daten/vorgaenge/{job}":      {rights.Export, rights.Job, ofJob},
	"GET /daten/vorgaenge/{job}/datei": {rights.Read, rights.Job, ofJob},
	"GET /daten/freigabe":              {rights.Read, rights.Approval, nil},
	"GET /daten/freigabe/{unit}":       {rights.Read, rights.Approval, nil},
	"POST /daten/freigabe/{unit}":      {rights.Check, rights.Approval, nil}, // the desk decides by the act

	"GET " + uploadPath:                {rights.Import, rights.Upload, nil},
	"POST " + uploadPath:               {rights.Import, rights.Upload, nil},
	"GET " + uploadPath + "/{upload}":  {rights.Import, rights.Upload, ofUpload},
	"POST " + uploadPath + "/{upload}": {rights.Import, rights.Upload, ofUpload},

	"GET /daten/meldungen":             {rights.Read, rights.Reporter, nil},
	"POST /daten/meldungen":            {rights.Organise, rights.Reporter, nil}, // the handler asks for each reporter
	"GET /daten/meldungen/{reporter}":  {rights.Read, rights.Reporter, ofReporter},
	"POST /daten/meldungen/{reporter}": {rights.Organise, rights.Reporter, ofReporter},
	"GET " + reportPath + "{secret}":   {rights.Report, rights.Link, nil},
	"POST " + reportPath + "{secret}":  {rights.Report, rights.Link, nil},

	"GET /verwaltung/rechte": {rights.Read, rights.Rules, nil},

	// What answers machines.
	"GET /katalog":        {rights.Read, rights.Catalogue, nil},
	"GET /katalog.ttl":    {rights.Read, rights.Catalogue, nil},
	"GET /katalog.jsonld": {rights.Read, rights.Catalogue, nil},
	"GET /katalog/{file}": {rights.Read, rights.Catalogue, nil},
	assetsRoute:           {rights.Read, rights.Page, nil},
	nowhereRoute:          {rights.Read, rights.Page, nil},
}

// The routes that are no pages.
const (
	assetsRoute  = "GET /assets/"
	nowhereRoute = "/"
)

// allow asks the rules whether who acts may use the route; what it needs is read
// from needs, where there is none it is forbidden.
func (s *server) allow(ctx context.Context, r request, pattern string) error {
	n, named := needs[pattern]
	if !named {
		return refusedUnnamed(pattern)
	}
	what := rights.Resource{Somewhere: true}
	if n.which != nil {
		var err error
		if what, err = n.which(s, ctx, r); err != nil {
			return err
		}
	}
	if what.Kind == "" {
		what.Kind = n.kind
	}
	return s.Rights.Allow(ctx, n.action, what)
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
	switch word {
	case "figure":
		return rights.Resource{Kind: rights.Figure, Somewhere: true}, nil
	case "run", "decision", "difference":
		return rights.Resource{Kind: rights.PlanKind}, nil
	case "scenario":
		return rights.Resource{Kind: rights.Posts}, nil
	case "package":
		return rights.Resource{Kind: rights.Calculation}, nil
	}
	// Of what the reader may see: the ledger answers within the reader's lens.
	return rights.Resource{Kind: rights.Calculation, Somewhere: true}, nil
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
	return rights.Resource{Somewhere: u.By == r.By()}, err
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
