// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package api is the face for programs: JSON over HTTP with an OpenAPI
// description. A handler reads the request, calls a desk and writes the answer;
// what is right is decided by the desks. docs/api.md is its guide.
package api

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"planraum/internal/city/audience"
	"planraum/internal/city/period"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/council"
	"planraum/internal/desk/data"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/measures"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/protect"
	"planraum/internal/desk/rights"
	"planraum/internal/desk/steering"
	method "planraum/internal/method/rights"
)

// prefix is the path of all operations; the number changes with the first
// answer that an older client could not read.
const prefix = "/api/v1"

// Desks are the desks that the operations ask.
type Desks struct {
	Data     *data.Desk
	Capacity *capacity.Desk
	Planning *planning.Desk
	// Forecasting keeps forecasts as they were issued and scores them.
	Forecasting *forecasting.Desk
	// Council keeps motions, papers and sittings; nil: they are not set up here.
	Council *council.Desk
	// Outlook keeps scenarios and warnings.
	Outlook *outlook.Desk
	// Steering keeps meetings and decisions, Measures actions, goals and measures.
	Steering *steering.Desk
	Measures *measures.Desk

	Approval *approval.Desk
	Protect  *protect.Desk // nil: nothing is protected and nothing logged
	// Rights decides who may do what; nil: the program's own rules.
	Rights *rights.Desk
}

// Config is what the API needs to know of the installation.
type Config struct {
	Today   func() period.Date
	Version string // of the program
	Log     *slog.Logger
	// Now stamps what is recorded; nil: the machine's clock.
	Now func() time.Time
	// Audience is the most that an answer is for, whoever asks: nobody sees more
	// than it may. Empty: who asks decides.
	Audience audience.Audience
}

// face holds what handlers share.
type face struct {
	Desks
	Config
	api   huma.API
	known cachedNames
	// operations are in the order of registration, for the page at /api/docs.
	operations []documented
}

// Mount adds the operations, the OpenAPI description and its page to mux.
func Mount(mux *http.ServeMux, desks Desks, config Config) { mount(mux, desks, config) }

func mount(mux *http.ServeMux, desks Desks, config Config) *face {
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if desks.Rights == nil {
		desks.Rights = rights.New(method.Default(), desks.Data)
	}
	f := &face{Desks: desks, Config: config}
	f.api = humago.New(mux, description(config.Version))
	f.api.UseMiddleware(f.gate)
	f.figureOperations()
	f.areaOperations()
	f.siteOperations()
	f.planOperations()
	f.runOperations()
	f.scenarioOperations()
	f.warningOperations()
	f.steeringOperations()
	f.forecastOperations()
	f.councilOperations()
	f.importOperations()
	f.finish()
	f.serveDescription(mux)
	mux.HandleFunc("/api/", f.nowhere(mux))
	return f
}

// description is the frame of the OpenAPI description. huma's own pages are off:
// they load scripts from outside.
func description(version string) huma.Config {
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Planraum", Version: version,
				Description: "Figures, areas, sites, plans, scenarios, runs, forecasts and the steering of one city, and what its council asks, is told and decides. Every answer names the as-of date and the position of the ledger at which it was given.",
				License:     &huma.License{Name: "EUPL-1.2", Identifier: "EUPL-1.2"},
			},
			Components: &huma.Components{Schemas: huma.NewMapRegistry(schemas, schemaName)},
		},
		// "json" writes application/problem+json.
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
	}
}
