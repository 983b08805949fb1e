// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

// Kind is what a field of an object holds.
type Kind int

// The kinds of fields.
const (
	KindText Kind = iota
	KindTexts
	KindURL
	KindURLs
	KindDate
	KindMoment // date and time with zone
	KindBool
	KindWhole
	KindOne    // an embedded object
	KindMany   // embedded objects
	KindList   // URL of an external list
	KindObject // any JSON object (GeoJSON)
)

// Field is an attribute of a type.
type Field struct {
	Name     string
	Kind     Kind
	Of       Type // what URLs, lists and embedded objects are of; empty: anything
	Required bool
	// Person says that it tells of persons, Bulky that it is large and serves
	// nothing here: neither is read.
	Person, Bulky bool
}

func words(names ...string) []Field     { return each(KindText, "", names) }
func wordLists(names ...string) []Field { return each(KindTexts, "", names) }
func dates(names ...string) []Field     { return each(KindDate, "", names) }
func times(names ...string) []Field     { return each(KindMoment, "", names) }
func bools(names ...string) []Field     { return each(KindBool, "", names) }
func whole(names ...string) []Field     { return each(KindWhole, "", names) }

func link(of Type, names ...string) []Field    { return each(KindURL, of, names) }
func links(of Type, names ...string) []Field   { return each(KindURLs, of, names) }
func one(of Type, names ...string) []Field     { return each(KindOne, of, names) }
func several(of Type, names ...string) []Field { return each(KindMany, of, names) }
func outside(of Type, names ...string) []Field { return each(KindList, of, names) }

func each(k Kind, of Type, names []string) []Field {
	all := make([]Field, len(names))
	for i, n := range names {
		all[i] = Field{Name: n, Kind: k, Of: of, Person: of == Person || of == Membership}
	}
	return all
}

func required(all []Field) []Field {
	for i := range all {
		all[i].Required = true
	}
	return all
}

func personal(all []Field) []Field {
	for i := range all {
		all[i].Person = true
	}
	return all
}

func bulky(all []Field) []Field {
	for i := range all {
		all[i].Bulky = true
	}
	return all
}

// common are the attributes of all types beside id, type, created, modified and
// deleted.
func common(license []Field) [][]Field {
	return [][]Field{license, wordLists("keyword"), link("", "web")}
}

// fields are the attributes by type, from the schema files of OParl 1.1.
var fields = map[Type][]Field{
	System: together([][]Field{
		required(words("oparlVersion")), links(System, "otherOparlVersions"), required(outside(Body, "body")), words("name"),
		personal(words("contactEmail", "contactName")), link("", "website", "vendor", "product", "license", "web"),
	}),
	Body: together(common(link("", "license")), [][]Field{
		link(System, "system"), words("shortName"), required(words("name")), link("", "website"), times("licenseValidSince", "oparlSince"),
		words("ags", "rgs"), links("", "equivalent"), personal(words("contactEmail", "contactName")),
		required(outside(Organization, "organization")), required(outside(Person, "person")), required(outside(Meeting, "meeting")),
		required(outside(Paper, "paper")), required(several(LegislativeTerm, "legislativeTerm")),
		outside(AgendaItem, "agendaItem"), outside(Consultation, "consultation"), outside(File, "file"), outside(Location, "locationList"),
		outside(LegislativeTerm, "legislativeTermList"), outside(Membership, "membership"),
		words("classification"), one(Location, "location"), link(Organization, "mainOrganization"),
	}),
	LegislativeTerm: together(common(words("license")), [][]Field{link(Body, "body"), words("name"), dates("startDate", "endDate")}),
	Organization: together(common(words("license")), [][]Field{
		link(Body, "body"), words("name"), links(Membership, "membership"), outside(Meeting, "meeting"), outside(Consultation, "consultation"),
		words("shortName"), wordLists("post"), link(Organization, "subOrganizationOf"), words("organizationType", "classification"),
		dates("startDate", "endDate"), link("", "website"), one(Location, "location"), link(Body, "externalBody"),
		whole("memberCount", "votingMemberCount"),
	}),
	Meeting: together(common(words("license")), [][]Field{
		words("name", "meetingState"), bools("cancelled"), times("start", "end"), one(Location, "location"), links(Organization, "organization"),
		links(Person, "participant"), one(File, "invitation", "resultsProtocol", "verbatimProtocol"), several(File, "auxiliaryFile"),
		several(AgendaItem, "agendaItem"),
	}),
	AgendaItem: together(common(words("license")), [][]Field{
		link(Meeting, "meeting"), words("number"), required(whole("order")), words("name"), bools("public"), link(Consultation, "consultation"),
		words("result", "resolutionText"), one(File, "resolutionFile"), several(File, "auxiliaryFile"), times("start", "end"),
	}),
	Paper: together(common(words("license")), [][]Field{
		link(Body, "body"), words("name", "reference"), dates("date"), words("paperType"),
		links(Paper, "relatedPaper", "superordinatedPaper", "subordinatedPaper"), one(File, "mainFile"), several(File, "auxiliaryFile"),
		several(Location, "location"), links(Person, "originatorPerson"), links(Organization, "underDirectionOf", "originatorOrganization"),
		several(Consultation, "consultation"),
	}),
	Consultation: together(common(words("license")), [][]Field{
		link(Paper, "paper"), link(AgendaItem, "agendaItem"), link(Meeting, "meeting"), links(Organization, "organization"),
		bools("authoritative"), words("role"),
	}),
	File: together(common(words("license")), [][]Field{
		words("name", "fileName", "mimeType"), dates("date"), whole("size"), words("sha1Checksum", "sha512Checksum"), bulky(words("text")),
		required(link("", "accessUrl")), link("", "downloadUrl", "externalServiceUrl"), link(File, "masterFile"), links(File, "derivativeFile"),
		link("", "fileLicense"), links(Meeting, "meeting"), links(AgendaItem, "agendaItem"), link(Person, "person"), links(Paper, "paper"),
	}),
	Location: together(common(words("license")), [][]Field{
		words("description"),
		{{Name: "geojson", Kind: KindObject, Bulky: true}},
		words("streetAddress", "room", "postalCode", "subLocality", "locality"),
		links(Body, "bodies"), links(Organization, "organizations"), links(Person, "persons"), links(Meeting, "meetings"), links(Paper, "papers"),
	}),
	// Persons and memberships are known to be left out, and so that lists of them
	// can be written, which are always empty.
	Person:     nil,
	Membership: nil,
}

func together(groups ...[][]Field) []Field {
	var all []Field
	for _, g := range groups {
		for _, fields := range g {
			all = append(all, fields...)
		}
	}
	return all
}

// FieldsOf returns the attributes of a type beside id, type, created, modified and
// deleted, which all have. Persons and memberships have none here.
func FieldsOf(t Type) []Field { return fields[t] }

func fieldOf(t Type, name string) (Field, bool) {
	for _, f := range fields[t] {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}
