// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package catalogue

import (
	"fmt"
	"net/url"

	"planraum/internal/exchange/dcat"
	"planraum/internal/text"
)

// PageSize is how many data sets one page of the catalogue for machines holds;
// a catalogue of no more comes whole.
const PageSize = 100

// Pages returns how many pages the catalogue for machines has, at least one.
func (l Listing) Pages() int { return max(1, (len(l.Entries)+PageSize-1)/PageSize) }

// Described returns one page of the catalogue, counted from 1, or with 0 the
// whole, with full addresses below base, such as https://planraum.example.org. file is the path
// of the catalogue in the spelling asked for, which pages link to. There must be
// such a page.
func (l Listing) Described(base, file string, page int) dcat.Catalogue {
	root := base + "/katalog"
	c := dcat.Catalogue{
		URI: root, Homepage: base + "/daten/katalog", Licence: l.Licence,
		Title:       l.Title(),
		Description: text.T("Freigegebene Zahlen der Sozialplanung, Gebiete und Unterkünfte. Das Hauptbuch führt zu jedem Wert Quelle, Grundlage und den Tag, seit dem er bekannt ist.", "Released figures of social planning, areas and accommodation sites. The ledger keeps for every value its source, basis and the day since when it is known."),
		Publisher:   dcat.Agent{URI: root + "#herausgeber", Name: l.Office, Page: base + "/"},
	}
	entries := l.Entries
	if page > 0 {
		first := (page - 1) * PageSize
		entries = entries[first:min(first+PageSize, len(entries))]
	}
	for _, e := range entries {
		c.Datasets = append(c.Datasets, l.described(e, base))
		if e.Modified.After(c.Modified) {
			c.Modified = e.Modified
		}
	}
	if page > 0 && l.Pages() > 1 {
		c.Page = l.paging(base+file, page)
	}
	if page <= 1 {
		if s, ok := l.service(base); ok {
			c.Services = append(c.Services, s)
		}
	}
	return c
}

// Title names the catalogue.
func (l Listing) Title() text.Text {
	if l.City == "" {
		return text.T("Datenkatalog der Sozialplanung", "Data catalogue of social planning")
	}
	return text.T("Datenkatalog der Sozialplanung, "+l.City, "Data catalogue of social planning, "+l.City)
}

func (l Listing) paging(file string, page int) *dcat.Page {
	at := func(n int) string {
		if n < 1 || n > l.Pages() {
			return ""
		}
		return fmt.Sprintf("%s?page=%d", file, n)
	}
	return &dcat.Page{URI: at(page), First: at(1), Previous: at(page - 1), Next: at(page + 1), Last: at(l.Pages()), Total: len(l.Entries)}
}

// address is where a data set has its page.
func address(base, key string) string { return base + "/daten/katalog/" + url.PathEscape(key) }

// service is the address of the interface for features.
func service(base string) string { return base + "/ogc" }

func (l Listing) described(e Entry, base string) dcat.Dataset {
	page := address(base, e.Key)
	d := dcat.Dataset{
		URI: page + "#datensatz", Key: e.Key, Page: page, Title: e.Title, Description: e.Description, Theme: e.Theme,
		Periodicity: e.Periodicity, Issued: e.Issued, Modified: e.Modified, First: e.First, Last: e.Last,
		Municipality: string(l.Key), Box: e.Box, Keywords: []text.Text{text.T("Sozialplanung", "social planning")},
		Contact: dcat.Contact{URI: page + "#kontakt", Name: e.Office, Email: e.Email, Page: base + "/daten/katalog"},
	}
	for _, f := range e.FormsOf() {
		file := base + "/katalog/" + url.PathEscape(e.Key) + "." + f.Name
		d.Files = append(d.Files, dcat.File{
			URI: page + "#" + f.Name, Address: file, Title: text.T(e.Title.De+" als "+f.Label.De, e.Title.En+" as "+f.Label.En),
			Format: f.Format, Licence: e.Licence, Attribution: e.Attribution, Modified: e.Modified,
		})
	}
	if e.isCollection() {
		d.Files = append(d.Files, dcat.File{
			URI: page + "#ogc", Address: service(base) + "/collections/" + e.Key + "/items", Title: text.T(e.Title.De+" über OGC API Features", e.Title.En+" over OGC API Features"),
			Format: dcat.GeoJSON, Licence: e.Licence, Attribution: e.Attribution, Service: service(base) + "#dienst",
		})
	}
	return d
}

func (e Entry) isCollection() bool { return len(e.Indicators) == 0 }

// service describes the interface for features, where there are any.
func (l Listing) service(base string) (dcat.Service, bool) {
	s := dcat.Service{
		URI: service(base) + "#dienst", Endpoint: service(base), Description: service(base) + "/api", Licence: l.Licence, Theme: "REGI",
		Title:   text.T("Gebiete und Unterkünfte über OGC API Features", "Areas and accommodation sites over OGC API Features"),
		About:   text.T("Abfragen nach Ausschnitt, Zeit und Merkmalen; Antworten als GeoJSON.", "Queries by box, time and properties; answers as GeoJSON."),
		Contact: dcat.Contact{URI: service(base) + "#kontakt", Name: l.Office, Email: l.Email, Page: base + "/daten/katalog"},
	}
	for _, e := range l.Entries {
		if e.isCollection() {
			s.Serves = append(s.Serves, address(base, e.Key)+"#datensatz")
		}
	}
	return s, len(s.Serves) > 0
}
