// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package dcat

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/dataset"
)

// Addresses of the lists whose words the profile prescribes.
const (
	authority  = "http://publications.europa.eu/resource/authority/"
	geocoding  = "http://dcat-ap.de/def/politicalGeocoding/"
	mediaTypes = "https://www.iana.org/assignments/media-types/"
	available  = authority + "planned-availability/AVAILABLE"
	public     = authority + "access-right/PUBLIC"
	local      = "http://purl.org/adms/publishertype/LocalAuthority"
	completed  = authority + "distribution-status/COMPLETED"
	features   = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
)

// graph says of a catalogue what the profile wants said.
func (c Catalogue) graph() *graph {
	g := &graph{}
	s := g.about(c.URI, "dcat:Catalog")
	s.say("dct:title", c.Title)
	s.say("dct:description", c.Description)
	s.link("dct:publisher", c.Publisher.URI)
	s.link("foaf:homepage", c.Homepage)
	s.link("dct:license", dataset.Address(c.Licence))
	languages(s)
	s.link("dcat:themeTaxonomy", authority+"data-theme")
	s.day("dct:modified", c.Modified)
	for _, d := range c.Datasets {
		s.link("dcat:dataset", d.URI)
	}
	for _, v := range c.Services {
		s.link("dcat:service", v.URI)
	}
	c.paging(g, s)
	c.publisher(g)
	for _, d := range c.Datasets {
		d.describe(g, c.Publisher)
	}
	for _, v := range c.Services {
		v.describe(g, c.Publisher)
	}
	return g
}

func languages(s *subject) {
	s.link("dct:language", authority+"language/DEU")
	s.link("dct:language", authority+"language/ENG")
}

func (c Catalogue) publisher(g *graph) {
	s := g.about(c.Publisher.URI, "foaf:Agent")
	s.name("foaf:name", c.Publisher.Name)
	s.link("foaf:homepage", c.Publisher.Page)
	s.link("dct:type", local)
}

func (c Catalogue) paging(g *graph, s *subject) {
	if c.Page == nil {
		return
	}
	s.add("rdf:type", term{iri: expand("hydra:Collection")})
	s.typed("hydra:totalItems", strconv.Itoa(c.Page.Total), "xsd:integer")
	s.link("hydra:view", c.Page.URI)
	view := g.about(c.Page.URI, "hydra:PartialCollectionView")
	view.link("hydra:first", c.Page.First)
	view.link("hydra:previous", c.Page.Previous)
	view.link("hydra:next", c.Page.Next)
	view.link("hydra:last", c.Page.Last)
}

func (d Dataset) describe(g *graph, publisher Agent) {
	s := g.about(d.URI, "dcat:Dataset")
	s.say("dct:title", d.Title)
	s.say("dct:description", d.Description)
	s.name("dct:identifier", d.Key)
	for _, k := range d.Keywords {
		s.say("dcat:keyword", k)
	}
	if d.Theme != "" {
		s.link("dcat:theme", authority+"data-theme/"+string(d.Theme))
	}
	if d.Periodicity != "" {
		s.link("dct:accrualPeriodicity", authority+"frequency/"+string(d.Periodicity))
	}
	s.day("dct:issued", d.Issued)
	s.day("dct:modified", d.Modified)
	s.link("dct:publisher", publisher.URI)
	s.link("dcat:contactPoint", d.Contact.describe(g))
	s.link("dcat:landingPage", d.Page)
	s.link("dcatap:availability", available)
	s.link("dct:accessRights", public)
	languages(s)
	d.where(g, s)
	d.when(g, s)
	for _, f := range d.Files {
		s.link("dcat:distribution", f.URI)
		f.describe(g)
	}
}

// part is the address of something that is said of the data set only: an address
// has one fragment, so a data set that is one itself gets a longer one.
func (d Dataset) part(name string) string {
	if strings.Contains(d.URI, "#") {
		return d.URI + "-" + name
	}
	return d.URI + "#" + name
}

// where says of which city the data set speaks and in which box its areas lie.
func (d Dataset) where(g *graph, s *subject) {
	if d.Municipality != "" {
		place := geocoding + "municipalityKey/" + d.Municipality
		s.link("dct:spatial", place)
		s.link("dcatde:politicalGeocodingLevelURI", geocoding+"Level/municipality")
		g.about(place, "dct:Location")
	}
	if d.Box != nil {
		box := g.about(d.part("spatial"), "dct:Location")
		box.typed("dcat:bbox", wkt(*d.Box), "geo:wktLiteral")
		s.link("dct:spatial", box.iri)
	}
}

// wkt writes a box as a polygon; degrees, east before north, in CRS84.
func wkt(b area.Box) string {
	corners := []area.Point{{Lon: b.West, Lat: b.South}, {Lon: b.East, Lat: b.South}, {Lon: b.East, Lat: b.North}, {Lon: b.West, Lat: b.North}, {Lon: b.West, Lat: b.South}}
	words := make([]string, len(corners))
	for i, c := range corners {
		words[i] = fmt.Sprintf("%.6f %.6f", c.Lon, c.Lat)
	}
	return "POLYGON((" + strings.Join(words, ", ") + "))"
}

func (d Dataset) when(g *graph, s *subject) {
	if d.First.IsZero() && d.Last.IsZero() {
		return
	}
	span := g.about(d.part("temporal"), "dct:PeriodOfTime")
	span.day("dcat:startDate", d.First)
	span.day("dcat:endDate", d.Last)
	s.link("dct:temporal", span.iri)
}

// describe says how to reach the office and returns its address.
func (c Contact) describe(g *graph) string {
	s := g.about(c.URI, "vcard:Kind")
	s.name("vcard:fn", c.Name)
	if c.Email != "" {
		s.link("vcard:hasEmail", "mailto:"+c.Email)
	}
	s.link("vcard:hasURL", c.Page)
	return c.URI
}

func (f File) describe(g *graph) {
	s := g.about(f.URI, "dcat:Distribution")
	s.say("dct:title", f.Title)
	s.link("dcat:accessURL", f.Address)
	if f.Service == "" {
		s.link("dcat:downloadURL", f.Address)
	}
	s.link("dcat:accessService", f.Service)
	s.link("dct:format", authority+"file-type/"+f.Format.Type)
	s.link("dcat:mediaType", mediaTypes+f.Format.Media)
	s.link("dct:license", dataset.Address(f.Licence))
	s.name("dcatde:licenseAttributionByText", f.Attribution)
	s.link("dcatap:availability", available)
	s.link("adms:status", completed)
	s.day("dct:modified", f.Modified)
}

func (v Service) describe(g *graph, publisher Agent) {
	s := g.about(v.URI, "dcat:DataService")
	s.say("dct:title", v.Title)
	s.say("dct:description", v.About)
	s.link("dcat:endpointURL", v.Endpoint)
	s.link("dcat:endpointDescription", v.Description)
	s.link("dct:conformsTo", features)
	s.link("dct:publisher", publisher.URI)
	s.link("dcat:contactPoint", v.Contact.describe(g))
	s.link("dct:license", dataset.Address(v.Licence))
	s.link("dct:accessRights", public)
	s.link("dcatap:availability", available)
	if v.Theme != "" {
		s.link("dcat:theme", authority+"data-theme/"+string(v.Theme))
	}
	s.link("dct:format", authority+"file-type/GEOJSON")
	for _, d := range v.Serves {
		s.link("dcat:servesDataset", d)
	}
}
