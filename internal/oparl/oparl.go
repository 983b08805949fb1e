// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package oparl is the face for programs that read council data: the city's
// committees, sittings and papers by the standard OParl 1.1. docs/oparl.md is its
// guide.
package oparl

import (
	"context"
	"log/slog"
	"net/http"
	"strings"

	"planraum/internal/city/dataset"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/catalogue"
	"planraum/internal/desk/councildata"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/platform/door"
)

// Root is the path of the system object.
const Root = "/oparl/v1.1"

// Above is the path above it, which leads there.
const Above = "/oparl"

// Config is what the face needs to know of the installation.
type Config struct {
	Today   func() period.Date
	BaseURL string // where others reach the pages; empty: unknown
	Log     *slog.Logger
	// Rules are the rules of rights; nil: the program's own.
	Rules *rights.Engine
}

// Settings say of which city the installation is.
type Settings interface {
	Settings(ctx context.Context) (catalogue.Settings, error)
}

type face struct {
	Config
	desk     *councildata.Desk
	settings Settings
}

// Mount adds the interface to mux, below Root.
func Mount(mux *http.ServeMux, desk *councildata.Desk, s Settings, config Config) {
	if config.Rules == nil {
		config.Rules = rights.Default()
	}
	f := &face{config, desk, s}
	mux.Handle(Root, http.HandlerFunc(f.serve))
	mux.Handle(Root+"/", http.HandlerFunc(f.serve))
	// Who tries the address without a version is led to the one there is.
	for _, at := range []string{Above, Above + "/{$}"} {
		mux.Handle(at, http.RedirectHandler(Root, http.StatusFound))
	}
}

// serve answers every address of the interface: an object, a page of a list, or the
// content of a file.
func (f *face) serve(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Access-Control-Allow-Origin", "*") // all of it is public
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Cache-Control", "no-cache")
	head.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	if err := f.answer(w, r); err != nil {
		f.problem(w, r, err)
	}
}

func (f *face) answer(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return withStatus{fault.New(fault.Invalid, "oparl.answer", "Hier wird nur gelesen (GET).", "This is read only (GET)."), http.StatusMethodNotAllowed}
	}
	p, _ := identity.Of(r.Context()) // else the public asks
	if d := f.Rules.Decide(p, rights.Read, rights.Resource{Kind: rights.Catalogue}); !d.Allowed {
		return fault.New(fault.Forbidden, "oparl.answer", d.Why.De, d.Why.En)
	}
	at := strings.TrimPrefix(strings.TrimPrefix(r.URL.EscapedPath(), Root), "/")
	if r.URL.Path != Root && strings.HasSuffix(r.URL.Path, "/") {
		return f.canonical(w, r)
	}
	city, err := f.city(r)
	if err != nil {
		return err
	}
	// What is given out is what anybody may see, whoever asks.
	directory, err := f.desk.Public(catalogue.Public(r.Context()), city)
	if err != nil {
		return err
	}
	if o, ok := directory.Object(at); ok {
		return f.object(w, r, o)
	}
	if list, ok := directory.List(at); ok {
		return f.list(w, r, list, city.Base+"/"+at)
	}
	for _, way := range []string{"content", "download"} {
		if file, ok := directory.File(strings.TrimSuffix(at, "/"+way)); ok && strings.HasSuffix(at, "/"+way) {
			return f.file(w, r, file, way == "download")
		}
	}
	return fault.New(fault.NotFound, "oparl.answer("+at+")", "Diese Adresse gibt es nicht.", "There is no such address.")
}

// canonical leads from an address with a slash at its end to the one without.
func (f *face) canonical(w http.ResponseWriter, r *http.Request) error {
	to := *r.URL
	to.Path, to.RawPath = strings.TrimRight(to.Path, "/"), strings.TrimRight(to.RawPath, "/")
	to.Scheme, to.Host = "", ""
	http.Redirect(w, r, to.String(), http.StatusMovedPermanently)
	return nil
}

// city is of whom the interface speaks, and under which address.
func (f *face) city(r *http.Request) (councildata.City, error) {
	s, err := f.settings.Settings(r.Context())
	if err != nil {
		return councildata.City{}, fault.Wrap("oparl.city", err)
	}
	c := councildata.City{Name: s.City, Key: s.Key, Licence: dataset.Address(s.Licence), AsOf: s.AsOf}
	if c.AsOf.IsZero() {
		c.AsOf = f.Today()
	}
	if c.Key == "" {
		return c, fault.New(fault.NotFound, "oparl.city", "Es ist noch keine Stadt eingerichtet.", "No city is set up yet.")
	}
	switch c.Base = door.Scheme(r) + "://" + r.Host; {
	case s.Base != "":
		c.Base = strings.TrimSuffix(s.Base, "/")
	case f.BaseURL != "":
		c.Base = strings.TrimSuffix(f.BaseURL, "/")
	}
	c.Base += Root
	return c, nil
}
