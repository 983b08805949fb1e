// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package odt_test

import (
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/exchange/papertest"
)

// packaged lists what is wrong with a file by rules of OpenDocument 1.3 beside those of
// sound: the parts of a package (part 2, 2.2 and 3.2), names that must be told apart, cells
// and frames that hold something, and ways within the text that lead somewhere.
func (o opened) packaged() (faults []string) {
	say := func(good bool, what, which string) {
		if !good {
			faults = append(faults, what+" "+which)
		}
	}
	for _, must := range []string{"mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml", "meta.xml"} {
		_, there := o.parts[must]
		say(there, "no part", must)
	}
	entries := map[string]bool{}
	for _, f := range o.xml["META-INF/manifest.xml"].All("file-entry") {
		say(!entries[f.Attr["full-path"]] && f.Attr["media-type"] != "", "entry twice or without a type:", f.Attr["full-path"])
		entries[f.Attr["full-path"]] = true
	}
	for _, name := range []string{"content.xml", "styles.xml", "meta.xml"} {
		for _, root := range o.xml[name].Children {
			say(root.Name == "" || root.Attr["version"] != "", "no office:version in", name) // part 3, 19.388
		}
	}
	o.named(say)
	return faults
}

// named: bookmarks, tables, frames and counted captions have names of their own, and links
// within the text lead to one.
func (o opened) named(say func(bool, string, string)) {
	unique, content := map[string]bool{}, o.xml["content.xml"]
	content.Each(func(e *papertest.Element) {
		key := ""
		switch e.Name {
		case "bookmark", "table", "frame":
			key = e.Name + " " + e.Attr["name"]
		case "sequence":
			key = "sequence " + e.Attr["ref-name"]
		case "table-cell":
			say(len(e.All("p")) > 0, "no paragraph in", e.Name)
		}
		say(key == "" || !unique[key], "twice:", key)
		unique[key] = true
	})
	content.Each(func(e *papertest.Element) {
		if e.Name == "bookmark-ref" {
			say(unique["bookmark "+e.Attr["ref-name"]], "no bookmark", e.Attr["ref-name"])
		}
		if href := e.Attr["href"]; e.Name == "a" && len(href) > 1 && href[0] == '#' {
			say(unique["bookmark "+href[1:]], "no bookmark", href)
		}
	})
}

// TestPackage: papers are whole packages.
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
