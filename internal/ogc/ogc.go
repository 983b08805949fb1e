// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package ogc is the face for programs that read maps: the areas and sites of
// the public catalogue by the standard OGC API Features, Part 1: Core, as
// GeoJSON and as simple pages, with an OpenAPI 3.0 description. docs/api.md is
// its guide. Numbers such as 7.15.3 in comments are sections of the standard
// (OGC 17-069).
package ogc

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/desk/catalogue"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// root is the path of the landing page.
const root = "/ogc"

// Config is what the face needs to know of the installation.
type Config struct {
	Today   func() period.Date
	Now     func() time.Time // stamps answers
	Version string           // of the program
	BaseURL string           // where others reach the pages; empty: unknown
	Log     *slog.Logger
	// Rules are the rules of rights; nil: the program's own.
	Rules *rights.Engine
	// Receive begins a request: its questions are answered from one protected
	// table. nil: nothing is protected.
	Receive func(context.Context) context.Context
}

type face struct {
	Config
	desk *catalogue.Desk
}

// Mount adds the resources of the standard to mux, below /ogc.
func Mount(mux *http.ServeMux, desk *catalogue.Desk, config Config) {
	if config.Rules == nil {
		config.Rules = rights.Default()
	}
	f := &face{config, desk}
	for path, h := range map[string]handler{
		root:                                     f.landing,
		root + "/{$}":                            f.landing,
		root + "/api":                            f.api,
		root + "/conformance":                    f.conformance,
		root + "/collections":                    f.collections,
		root + "/collections/{collection}":       f.collection,
		root + "/collections/{collection}/items": f.items,
		root + "/collections/{collection}/items/{feature}": f.feature,
	} {
		mux.Handle("GET "+path, f.answer(h))
	}
	mux.Handle("GET "+root+"/style.css", http.HandlerFunc(style))
	mux.Handle(root+"/", f.answer(f.nowhere))
}

// handler makes a document of a request.
type handler func(r *request) (*document, error)

// nowhere answers addresses and methods that there are not.
func (f *face) nowhere(r *request) (*document, error) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return nil, withStatus{fault.New(fault.Invalid, "ogc.nowhere", "Hier wird nur gelesen (GET).", "This is read only (GET)."), http.StatusMethodNotAllowed}
	}
	return nil, fault.New(fault.NotFound, "ogc.nowhere("+r.URL.Path+")", "Diese Adresse gibt es nicht.", "There is no such address.")
}

// withStatus is an error that HTTP has its own word for.
type withStatus struct {
	error
	status int
}

// Unwrap returns the error.
func (e withStatus) Unwrap() error { return e.error }

// day is the day whose knowledge is shown.
func (f *face) day(s catalogue.Settings) period.Date {
	if s.AsOf.IsZero() {
		return f.Today()
	}
	return s.AsOf
}

var titles = struct{ landing, about text.Text }{
	text.T("Gebiete und Unterkünfte", "Areas and accommodation sites"),
	text.T("Öffentliche Geodaten der Sozialplanung nach OGC API Features, Teil 1: Core.", "Public geodata of social planning by OGC API Features, Part 1: Core."),
}
