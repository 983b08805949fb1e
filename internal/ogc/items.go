// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ogc

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"planraum/internal/desk/catalogue"
	"planraum/internal/exchange/geojson"
	"planraum/internal/fault"
)

// items answers features of a collection (7.15). Places of sites are no persons,
// so an answer is not kept in the log of what left the house; the desk has a test
// that features count none.
func (f *face) items(r *request) (*document, error) {
	c, err := f.desk.Collection(r.Context(), r.PathValue("collection"), f.day(r.settings))
	if err != nil {
		return nil, fault.Wrap("ogc.items", err)
	}
	w, selection, err := r.parameters(c)
	if err != nil {
		return nil, err
	}
	matched := c.Select(selection)
	part := matched[min(w.offset, len(matched)):]
	part = part[:min(w.limit, len(part))]
	d := &document{media: mediaGeo, title: c.Title.In(r.lang), said: c.Description.In(r.lang)}
	features := make([]geojson.Feature, len(part))
	for i, feature := range part {
		features[i] = feature.GeoJSON()
	}
	d.members = map[string]any{
		"type": "FeatureCollection", "features": features, "timeStamp": f.Now().UTC().Format(time.RFC3339),
		"numberMatched": len(matched), "numberReturned": len(part),
	}
	d.links = append(r.selves(mediaGeo), r.turning(w, len(matched))...)
	d.links = append(d.links, link{r.at("collections", c.Key), "collection", mediaJSON, c.Title.In(r.lang), ""})
	d.table(r, c, part)
	return d, nil
}

// turning links the next and the previous window (7.15.5).
func (r *request) turning(w window, matched int) []link {
	media, form := mediaGeo, "json"
	if r.html {
		media, form = mediaHTML, "html"
	}
	var links []link
	to := func(rel, title string, offset int) {
		links = append(links, link{r.here("offset", strconv.Itoa(offset), "limit", strconv.Itoa(w.limit), "f", form), rel, media, title, ""})
	}
	if w.offset+w.limit < matched && w.offset < matched {
		to("next", r.t("weiter", "next"), w.offset+w.limit)
	}
	if w.offset > 0 {
		to("prev", r.t("zurück", "previous"), max(0, w.offset-w.limit))
	}
	return links
}

// table shows features on the page, each with a link to its own.
func (d *document) table(r *request, c catalogue.Collection, features []catalogue.Feature) {
	for _, f := range c.Fields {
		d.columns = append(d.columns, f.Label.In(r.lang))
	}
	for _, f := range features {
		row := make([]cell, len(f.Properties))
		for i, p := range f.Properties {
			row[i] = cell{Text: p.Written()}
		}
		row[0].Href = r.at("collections", c.Key, "items", f.ID) + "?f=html"
		d.rows = append(d.rows, row)
	}
}

// feature answers one feature (7.16).
func (f *face) feature(r *request) (*document, error) {
	if err := r.only(); err != nil {
		return nil, err
	}
	key, id := r.PathValue("collection"), r.PathValue("feature")
	c, err := f.desk.Collection(r.Context(), key, f.day(r.settings))
	if err != nil {
		return nil, fault.Wrap("ogc.feature", err)
	}
	i := slices.IndexFunc(c.Features, func(x catalogue.Feature) bool { return x.ID == id })
	if i < 0 {
		return nil, fault.New(fault.NotFound, "ogc.feature("+key+", "+url.PathEscape(id)+")",
			"Dieses Objekt gibt es in der Sammlung nicht.", "There is no such feature in the collection.")
	}
	out := c.Features[i].GeoJSON()
	d := &document{
		media: mediaGeo, title: c.Features[i].ID, said: c.Title.In(r.lang),
		members: map[string]any{"type": out.Type, "id": out.ID, "geometry": out.Geometry, "properties": out.Properties},
		links:   append(r.selves(mediaGeo), link{r.at("collections", key), "collection", mediaJSON, c.Title.In(r.lang), ""}),
		columns: []string{r.t("Merkmal", "property"), r.t("Wert", "value")},
	}
	for k, p := range c.Features[i].Properties {
		d.rows = append(d.rows, []cell{{Text: c.Fields[k].Label.In(r.lang)}, {Text: p.Written()}})
	}
	return d, nil
}
