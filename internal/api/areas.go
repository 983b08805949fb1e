// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"bytes"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/city/area"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// Area is an area of the newest edition of the division.
type Area struct {
	ID      area.ID `json:"id"`
	Edition string  `json:"edition" doc:"state of the division (Gebietsstand)"`
	Level   string  `json:"level" enum:"city,district,subdistrict"`
	Number  string  `json:"number" doc:"the city's own number"`
	Name    string  `json:"name"`
	Parent  area.ID `json:"parent,omitempty" doc:"absent for the city"`
	Centre  Point   `json:"centre"`
	Hectare int64   `json:"area_hectares" doc:"size in hectares; 0: unknown"`
	// Schematic areas have no boundary and are drawn as a cell around their centre.
	Schematic bool   `json:"schematic" doc:"true: no boundary is known, it is drawn as a cell around its centre"`
	Source    string `json:"source"`
}

// Point is a place in degrees (WGS 84).
type Point struct {
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
}

// Areas are the areas of the newest edition.
type Areas struct {
	Stand
	Areas []Area `json:"areas" nullable:"false"`
}

type areasInput struct {
	Level string `query:"level" enum:"city,district,subdistrict"`
}

// shapes is an answer in GeoJSON.
type shapes struct {
	ContentType string `header:"Content-Type" hidden:"true"`
	ETag        string `header:"ETag" doc:"changes with the answer"`
	Body        []byte
}

func (f *face) areaOperations() {
	add(f, operation{
		id: "list-areas", method: http.MethodGet, path: "/areas", tag: "areas",
		need:    need{rights.Read, rights.Catalogue, nil},
		summary: text.T("Gebiete des jüngsten Gebietsstands", "Areas of the newest edition"), example: "/areas?level=district",
	}, f.listAreas)
	o := operation{
		id: "get-area-shapes", method: http.MethodGet, path: "/areas.geojson", tag: "areas",
		need:    need{rights.Read, rights.Catalogue, nil},
		summary: text.T("Grenzen der Gebiete als GeoJSON", "Boundaries of the areas as GeoJSON"),
		about: text.T("Ein Gebiet ohne Grenze hat eine Zelle um seinen Mittelpunkt und ist mit schematic: true gekennzeichnet. Stand und Hauptbuchstelle stehen in den Kopfzeilen Planraum-As-Of und Planraum-Ledger-Position.",
			"An area without a boundary has a cell around its centre and is marked with schematic: true. As-of date and ledger position stand in the headers Planraum-As-Of and Planraum-Ledger-Position."),
		example: "/areas.geojson",
	}
	publish(f, o, f.areaShapes)
	f.published(o).Responses["200"].Content = map[string]*huma.MediaType{"application/geo+json": {Schema: &huma.Schema{
		Type: huma.TypeObject, Required: []string{"type", "features"},
		Properties: map[string]*huma.Schema{
			"type":     {Type: huma.TypeString, Enum: []any{"FeatureCollection"}},
			"features": {Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeObject, Required: []string{"type", "geometry", "properties"}}},
		},
	}}}
}

func (f *face) listAreas(ctx context.Context, in *areasInput) (Areas, error) {
	out := Areas{Stand: standOf(ctx), Areas: []Area{}}
	list, err := f.Data.Areas(ctx, "")
	for _, a := range list {
		if in.Level != "" && a.Level != area.Levels[in.Level] {
			continue
		}
		out.Areas = append(out.Areas, Area{
			ID: a.ID, Edition: a.Edition, Level: a.Level.String(), Number: a.Number, Name: a.Name, Parent: a.Parent,
			Centre: Point(a.Centre), Hectare: a.Hectare, Schematic: len(a.Boundary) == 0, Source: a.Source,
		})
	}
	return out, fault.Wrap("api.listAreas", err)
}

func (f *face) areaShapes(ctx context.Context, _ *struct{}) (*shapes, error) {
	var out bytes.Buffer
	s := standOf(ctx)
	if err := f.Data.Export(ctx, data.Outgoing{Kind: "areas", Format: "geojson", AsOf: s.AsOf, To: &out}); err != nil {
		return nil, f.problem(ctx, fault.Wrap("api.areaShapes", err))
	}
	return &shapes{"application/geo+json", tagOf(ctx, nil), out.Bytes()}, nil
}
