// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docx_test

import (
	"path"
	"strings"
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/exchange/papertest"
)

// packaged lists what is wrong with a file by the rules of packages (ECMA-376, part 2) and by
// those of WordprocessingML (part 1) that Word holds to where other programs are patient.
func (o opened) packaged() (faults []string) {
	say := func(good bool, what, which string) {
		if !good {
			faults = append(faults, what+" "+which)
		}
	}
	o.typed(say)
	o.related(say)
	for name, part := range o.xml {
		unique := map[string]bool{}
		part.Each(func(e *papertest.Element) {
			switch e.Name {
			case "footnote":
				if name != "word/footnotes.xml" { // the settings name two of them only
					return
				}
				say(!unique["note "+e.Attr["id"]], "note twice:", e.Attr["id"])
				unique["note "+e.Attr["id"]] = true
				say(len(e.All("p")) > 0, "no paragraph in note", e.Attr["id"])
			case "tc", "ftr": // CT_Tc ends in a paragraph (17.4.65)
				say(len(e.Children) > 0 && e.Children[len(e.Children)-1].Name == "p", "no paragraph at the end of", e.Name)
			case "t", "instrText": // blanks at the edges are lost without it (2.10 of XML 1.0)
				s := words(e)
				say(s == strings.TrimSpace(s) || e.Attr["space"] == "preserve", "blanks not kept in", s)
			case "bookmarkStart":
				say(!unique["bookmark "+e.Attr["id"]] && !unique["name "+e.Attr["name"]], "bookmark twice:", e.Attr["name"])
				unique["bookmark "+e.Attr["id"]], unique["name "+e.Attr["name"]] = true, true
			case "style":
				say(!unique["style "+e.Attr["styleId"]], "style twice:", e.Attr["styleId"])
				unique["style "+e.Attr["styleId"]] = true
			case "num", "abstractNum":
				id := e.Name + " " + e.Attr["numId"] + e.Attr["abstractNumId"]
				say(!unique[id], "list twice:", id)
				unique[id] = true
			case "docPr":
				say(!unique["drawn "+e.Attr["id"]] && e.Attr["id"] != "0" && e.Attr["name"] != "", "picture twice or without a name:", e.Attr["id"])
				unique["drawn "+e.Attr["id"]] = true
			case "hyperlink":
				say(e.Attr["anchor"] == "" || marked(part, e.Attr["anchor"]), "no bookmark", e.Attr["anchor"])
			}
		})
		say(len(part.All("bookmarkStart")) == len(part.All("bookmarkEnd")), "bookmarks not closed in", name)
	}
	o.listed(say)
	return faults
}

// typed: every part has a type of content, by its name or its ending, and each name once.
func (o opened) typed(say func(bool, string, string)) {
	endings, names := map[string]bool{}, map[string]bool{}
	for _, d := range o.xml["[Content_Types].xml"].All("Default") {
		say(!endings[d.Attr["Extension"]], "type of content twice:", d.Attr["Extension"])
		endings[d.Attr["Extension"]] = true
	}
	for _, d := range o.xml["[Content_Types].xml"].All("Override") {
		say(!names[d.Attr["PartName"]], "type of content twice:", d.Attr["PartName"])
		names[d.Attr["PartName"]] = true
	}
	for name := range o.parts {
		say(name == "[Content_Types].xml" || names["/"+name] || endings[strings.TrimPrefix(path.Ext(name), ".")], "no type of content for", name)
	}
}

// related: identifiers of relations are told apart within their part, and every part is
// reached by one.
func (o opened) related(say func(bool, string, string)) {
	reached := map[string]bool{}
	for name, part := range o.xml {
		ids := map[string]bool{}
		if path.Ext(name) != ".rels" {
			continue
		}
		for _, r := range part.All("Relationship") {
			say(!ids[r.Attr["Id"]], "relation twice:", name+" "+r.Attr["Id"])
			ids[r.Attr["Id"]] = true
			reached[path.Join(path.Dir(path.Dir(name)), r.Attr["Target"])] = true
		}
	}
	for name := range o.parts {
		say(name == "[Content_Types].xml" || path.Ext(name) == ".rels" || reached[name], "no relation to", name)
	}
	for _, must := range []string{"_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml", "docProps/core.xml"} {
		_, there := o.parts[must]
		say(there, "no part", must)
	}
}

// listed: every list has its definition, and definitions are there once for each.
func (o opened) listed(say func(bool, string, string)) {
	abstract := map[string]bool{}
	for _, a := range o.xml["word/numbering.xml"].All("abstractNum") {
		abstract[a.Attr["abstractNumId"]] = true
	}
	for _, n := range o.xml["word/numbering.xml"].All("num") {
		for _, of := range n.All("abstractNumId") {
			say(abstract[of.Attr["val"]], "no definition of list", of.Attr["val"])
		}
	}
	body := o.xml["word/document.xml"].All("body")[0]
	last := body.Children[len(body.Children)-1]
	say(last.Name == "sectPr", "the body ends in", last.Name)
	for i, c := range body.Children {
		say(c.Name != "tbl" || i+1 < len(body.Children) && body.Children[i+1].Name == "p", "no paragraph behind a", c.Name)
	}
}

func marked(part *papertest.Element, name string) bool {
	for _, b := range part.All("bookmarkStart") {
		if b.Attr["name"] == name {
			return true
		}
	}
	return false
}

// TestPackage: papers are files that Word takes: parts, relations, types,
// identifiers, paragraphs in every cell and behind every table, blanks kept.
func TestPackage(t *testing.T) { papertest.Holds(t, packaged) }

// TestAnyPackage: so is every random text.
func TestAnyPackage(t *testing.T) { papertest.HoldsForAny(t, packaged) }

// packaged are the faults of the package of a text.
func packaged(d document.Document) ([]string, error) {
	o, err := open(d)
	if err != nil {
		return nil, err
	}
	return o.packaged(), nil
}
