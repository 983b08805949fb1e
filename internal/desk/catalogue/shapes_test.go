// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package catalogue_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/desk/catalogue"
	"planraum/internal/exchange/dcat"
	"planraum/internal/store/citytest"
	"planraum/tools/shacl"
)

// spellings writes a catalogue in both spellings.
func spellings(t *testing.T, c dcat.Catalogue) (turtle, jsonld string) {
	t.Helper()
	var a, b bytes.Buffer
	if err := dcat.WriteTurtle(&a, c); err != nil {
		t.Fatal(err)
	}
	if err := dcat.WriteJSONLD(&b, c); err != nil {
		t.Fatal(err)
	}
	return a.String(), b.String()
}

func listing(t *testing.T, city *citytest.City, day period.Date) catalogue.Listing {
	t.Helper()
	l, err := city.Catalogue.Listing(t.Context(), day)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

var day = period.Day(2020, 12, 31)

const base = "https://planraum.example.org"

// TestShapes: the example city's catalogue breaks none of the shapes of
// DCAT-AP.de 3.0, in both spellings, which say the same.
func TestShapes(t *testing.T) {
	l := listing(t, citytest.Example(t), day)
	turtle, jsonld := spellings(t, l.Described(base, "/katalog.ttl", 1))
	r := shacl.Check(t, turtle, jsonld)
	for _, v := range r.Violations {
		t.Errorf("%s: %s %s: %s (%s)", v.Spelling, v.Focus, v.Path, v.Message, v.Value)
	}
	for _, v := range r.Warnings {
		t.Errorf("warning: %s %s: %s (%s)", v.Focus, v.Path, v.Message, v.Value)
	}
	if len(r.OnlyTurtle)+len(r.OnlyJSONLD) > 0 {
		t.Errorf("only in Turtle: %v, only in JSON-LD: %v", r.OnlyTurtle, r.OnlyJSONLD)
	}
	if r.Statements < 1000 || r.Rebuilt < 240 || r.Properties < 320 {
		t.Errorf("%d statements, %d constraints of which %d rebuilt: the check looks at too little", r.Statements, r.Properties, r.Rebuilt)
	}
	for _, s := range r.Skipped {
		if !strings.HasPrefix(s, "not loaded: ") {
			t.Errorf("a shape was not understood: %s", s)
		}
		t.Log(s)
	}
}

// TestPlantedViolations: a checker that finds nothing in a broken catalogue
// checks nothing. Each line breaks one statement of a good one.
func TestPlantedViolations(t *testing.T) {
	l := listing(t, citytest.Example(t), day)
	l.Entries = slices.DeleteFunc(slices.Clone(l.Entries), func(e catalogue.Entry) bool { return e.Key != "areas" && e.Key != "accommodation-persons" })
	turtle, jsonld := spellings(t, l.Described(base, "/katalog.ttl", 1))
	for _, c := range planted {
		broken := strings.Replace(turtle, c.old, c.new, 1)
		if broken == turtle {
			t.Fatalf("%s: the catalogue does not hold %q", c.name, c.old)
		}
		turtle = broken
	}
	r := shacl.Check(t, turtle, jsonld)
	for _, c := range planted {
		if !slices.ContainsFunc(r.Violations, func(v shacl.Result) bool { return v.Spelling == "turtle" && strings.Contains(v.Message, c.message) }) {
			t.Errorf("%s: not found", c.name)
		}
	}
	for _, v := range r.Violations {
		if v.Spelling != "turtle" {
			t.Errorf("found in the whole spelling: %v", v)
		}
	}
	if len(r.OnlyTurtle) == 0 || len(r.OnlyJSONLD) == 0 {
		t.Error("the spellings are told to say the same")
	}
}

// planted are faults, each a statement of a good catalogue that is broken.
var planted = []struct{ name, old, new, message string }{
	{"title is a thing", `dct:title "Datenkatalog der Sozialplanung, Stuttgart"@de ;`, `dct:title <http://x.example> ;`, "dcterms:title MUSS auf ein Literal verweisen"},
	{"licence missing", "dct:license <http://dcat-ap.de/def/licenses/dl-by-de/2.0> ;\n  dcatde:licenseAttributionByText", "dcatde:licenseAttributionByText", "MUSS eine dcterms:license haben"},
	{"theme of another list", "data-theme/SOCI", "data-theme/SOZI", "dcat:theme MUSS folgendes Vokabular"},
	{"media type as text", "dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv>", `dcat:mediaType <https://example.org/csv>`, "dcat:mediaType MUSS eine IRI"},
	{"contact without a way", "vcard:hasURL <" + base + "/daten/katalog> .", `vcard:note "keine" .`, "MUSS über vcard:hasEmail"},
	{"two publishers", "dct:publisher <" + base + "/katalog#herausgeber> ;\n  foaf:homepage", "dct:publisher <" + base + "/katalog#herausgeber>, <" + base + "/anderer> ;\n  foaf:homepage", "dcterms:publisher DARF MAXIMAL einmal"},
	{"file without an address", "dcat:accessURL <" + base + "/katalog/areas.csv> ;", "", "dcat:accessURL MUSS MINDESTEN einmal"},
}
