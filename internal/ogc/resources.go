// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package ogc

import (
	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/desk/catalogue"
	"planraum/internal/fault"
)

// classes are the conformance classes that the face fulfils, of both versions
// of the standard.
func classes() []string {
	var list []string
	for _, version := range []string{"1.0", "1.1"} {
		for _, class := range []string{"core", "oas30", "html", "geojson"} {
			list = append(list, "http://www.opengis.net/spec/ogcapi-features-1/"+version+"/conf/"+class)
		}
	}
	return list
}

// landing is the way in (7.2).
func (f *face) landing(r *request) (*document, error) {
	if err := r.only(); err != nil {
		return nil, err
	}
	title := titles.landing.In(r.lang)
	if r.settings.City != "" {
		title += ", " + r.settings.City
	}
	d := &document{
		media: mediaJSON, title: title, said: titles.about.In(r.lang),
		members: map[string]any{"title": title, "description": titles.about.In(r.lang)},
		links:   r.selves(mediaJSON),
	}
	d.links = append(d.links,
		link{r.at("api") + "?f=json", "service-desc", mediaOpenAPI, r.t("Beschreibung der Schnittstelle (OpenAPI 3.0)", "description of the API (OpenAPI 3.0)"), ""},
		link{r.at("api") + "?f=html", "service-doc", mediaHTML, r.t("Beschreibung der Schnittstelle als Seite", "description of the API as a page"), ""},
		link{r.at("conformance"), "conformance", mediaJSON, r.t("erfüllte Klassen des Standards", "classes of the standard that are fulfilled"), ""},
		link{r.at("collections"), "data", mediaJSON, r.t("Sammlungen", "collections"), ""},
	)
	return d, nil
}

// conformance lists the classes that are fulfilled (7.4).
func (f *face) conformance(r *request) (*document, error) {
	if err := r.only(); err != nil {
		return nil, err
	}
	d := &document{media: mediaJSON, title: r.t("Erfüllte Klassen des Standards", "Classes of the standard that are fulfilled"), members: map[string]any{"conformsTo": classes()}, links: r.selves(mediaJSON)}
	d.columns = []string{r.t("Klasse", "class")}
	for _, c := range classes() {
		d.rows = append(d.rows, []cell{{Text: c}})
	}
	return d, nil
}

// collections lists the feature collections (7.13).
func (f *face) collections(r *request) (*document, error) {
	if err := r.only(); err != nil {
		return nil, err
	}
	all, err := f.desk.Collections(r.Context(), f.day(r.settings))
	if err != nil {
		return nil, fault.Wrap("ogc.collections", err)
	}
	d := &document{media: mediaJSON, title: r.t("Sammlungen", "Collections"), links: r.selves(mediaJSON)}
	described := make([]map[string]any, len(all))
	for i, c := range all {
		described[i] = r.describe(c)
		d.lists = append(d.lists, list{c.Title.In(r.lang), c.Description.In(r.lang), r.collectionLinks(c)})
	}
	d.members = map[string]any{"collections": described}
	return d, nil
}

// collection describes one collection (7.14).
func (f *face) collection(r *request) (*document, error) {
	if err := r.only(); err != nil {
		return nil, err
	}
	c, err := f.desk.Collection(r.Context(), r.PathValue("collection"), f.day(r.settings))
	if err != nil {
		return nil, fault.Wrap("ogc.collection", err)
	}
	d := &document{media: mediaJSON, title: c.Title.In(r.lang), said: c.Description.In(r.lang), members: r.describe(c), links: append(r.selves(mediaJSON), r.collectionLinks(c)...)}
	d.columns = []string{r.t("Merkmal", "property"), r.t("Bedeutung", "meaning"), r.t("Art", "type")}
	for _, field := range c.Fields {
		d.rows = append(d.rows, []cell{{Text: field.Name}, {Text: field.Label.In(r.lang)}, {Text: field.Type}})
	}
	return d, nil
}

// crs84 is the reference system of all positions: degrees, east before north.
const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

func (r *request) describe(c catalogue.Collection) map[string]any {
	m := map[string]any{
		"id": c.Key, "title": c.Title.In(r.lang), "description": c.Description.In(r.lang), "itemType": "feature",
		"crs": []string{crs84}, "links": r.collectionLinks(c),
	}
	extent := map[string]any{}
	if b := c.Bounds(); b != nil {
		extent["spatial"] = map[string]any{"bbox": [][4]float64{corners(*b)}, "crs": crs84}
	}
	if first, last := c.Span(); !first.IsZero() || !last.IsZero() {
		extent["temporal"] = map[string]any{
			"interval": [][2]any{{begins(first), ends(last)}}, "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
		}
	}
	if len(extent) > 0 {
		m["extent"] = extent
	}
	return m
}

func corners(b area.Box) [4]float64 { return [4]float64{b.West, b.South, b.East, b.North} }

// begins and ends write the first instant of a day and the last second of one;
// an open end is null.
func begins(d period.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.String() + "T00:00:00Z"
}

func ends(d period.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.String() + "T23:59:59Z"
}

func (r *request) collectionLinks(c catalogue.Collection) []link {
	title := c.Title.In(r.lang)
	own, items := r.at("collections", c.Key), r.at("collections", c.Key, "items")
	links := []link{
		{items + "?f=json", "items", mediaGeo, title + " (GeoJSON)", ""},
		{items + "?f=html", "items", mediaHTML, title + r.t(" (Seite)", " (page)"), ""},
		{own + "?f=json", "collection", mediaJSON, r.t("Beschreibung der Sammlung", "description of the collection"), ""},
	}
	return append(links, link{r.pages() + "/daten/katalog/" + c.Key, "describedby", mediaHTML, r.t("Datensatz im Katalog", "data set in the catalogue"), ""})
}

// pages is the address under which the pages for people are reached.
func (r *request) pages() string { return r.base[:len(r.base)-len(root)] }
