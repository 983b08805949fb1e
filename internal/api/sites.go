// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// Site is a site as it was known, with its usable places.
type Site struct {
	accommodation.Site
	Usable unit.Headcount `json:"usable" doc:"nominal - blocked - reserve, never below 0"`
}

// Sites are the sites known as of a date, by opening.
type Sites struct {
	Stand
	Sites []Site `json:"sites" nullable:"false"`
}

// SiteVersions are all that was ever known of a site, oldest first.
type SiteVersions struct {
	Stand
	ID       string `json:"id"`
	Versions []Site `json:"versions" nullable:"false"`
}

type sitesInput struct {
	AsOfInput
	Area string `query:"area" maxLength:"200" example:"08111000/01"`
}

type siteInput struct {
	ID string `path:"site" maxLength:"200" example:"t4-quellenstrasse"`
}

func (f *face) siteOperations() {
	add(f, operation{
		id: "list-sites", method: http.MethodGet, path: "/sites", tag: "sites",
		need:    need{rights.Read, rights.Site, nil},
		summary: text.T("Standorte mit ihren Plätzen, wie sie am Stand bekannt waren", "Sites with their places as known on the as-of date"),
		example: "/sites?as_of=2015-11-27",
	}, f.listSites)
	add(f, operation{
		id: "get-site", method: http.MethodGet, path: "/sites/{site}", tag: "sites",
		need:    need{rights.Read, rights.Site, ofSite},
		summary: text.T("alle Fassungen eines Standorts", "All versions of a site"),
		errors:  []int{http.StatusNotFound}, example: "/sites/{site}",
	}, f.oneSite)
}

func (f *face) listSites(ctx context.Context, in *sitesInput) (Sites, error) {
	out := Sites{Stand: standOf(ctx), Sites: []Site{}}
	n, err := f.names(ctx)
	if err != nil {
		return out, err
	}
	if rows := n.unknown("", in.Area, ""); len(rows) > 0 {
		return out, refusals("api.listSites", rows)
	}
	sites, err := f.Capacity.Sites(ctx, out.AsOf)
	for _, s := range sites {
		if in.Area == "" || n.inside(s.Area, area.ID(in.Area)) {
			out.Sites = append(out.Sites, Site{s, s.Usable()})
		}
	}
	return out, fault.Wrap("api.listSites", err)
}

func (f *face) oneSite(ctx context.Context, in *siteInput) (SiteVersions, error) {
	out := SiteVersions{Stand: standOf(ctx), ID: in.ID, Versions: []Site{}}
	versions, err := f.Capacity.Site(ctx, in.ID)
	for _, s := range versions {
		out.Versions = append(out.Versions, Site{s, s.Usable()})
	}
	return out, fault.Wrap("api.oneSite", err)
}
