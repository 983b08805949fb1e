// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docx_test

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/document"
	"planraum/internal/exchange/docx"
	"planraum/internal/exchange/papertest"
	"planraum/internal/fault"
)

// opened is a written document, read strictly.
type opened struct {
	parts map[string]string
	xml   map[string]*papertest.Element
}

func open(d document.Document) (opened, error) {
	var b bytes.Buffer
	if err := docx.Write(&b, d); err != nil {
		return opened{}, err
	}
	parts, _, err := papertest.Open(b.Bytes())
	if err != nil {
		return opened{}, err
	}
	o := opened{parts, map[string]*papertest.Element{}}
	for name, content := range parts {
		if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
			if o.xml[name], err = papertest.Parse(content); err != nil {
				return opened{}, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return o, nil
}

// words reads text back as it was written.
func words(e *papertest.Element) string {
	return e.Words(func(x *papertest.Element) (string, bool) {
		switch x.Name {
		case "br":
			return "\n", true
		case "tab":
			return "\t", true
		case "pPr", "instrText", "tblPr":
			return "", true
		}
		return "", false
	})
}

// sound returns what is wrong with a document by the rules of its format.
func (o opened) sound() []string {
	var faults []string
	say := func(good bool, format string, args ...any) {
		if !good {
			faults = append(faults, fmt.Sprintf(format, args...))
		}
	}
	for _, p := range o.xml["[Content_Types].xml"].All("Override") {
		_, there := o.parts[strings.TrimPrefix(p.Attr["PartName"], "/")]
		say(there, "content type of %s", p.Attr["PartName"])
	}
	ids := map[string]bool{}
	for name, rels := range o.xml {
		if path.Ext(name) != ".rels" {
			continue
		}
		for _, r := range rels.All("Relationship") {
			ids[r.Attr["Id"]] = true
			target := path.Join(path.Dir(path.Dir(name)), r.Attr["Target"])
			_, there := o.parts[target]
			say(there || r.Attr["TargetMode"] == "External", "relation to %s", target)
		}
	}
	styles, numbers := map[string]bool{}, map[string]bool{}
	for _, s := range o.xml["word/styles.xml"].All("style") {
		styles[s.Attr["styleId"]] = true
	}
	for _, n := range o.xml["word/numbering.xml"].All("num") {
		numbers[n.Attr["numId"]] = true
	}
	notes := map[string]bool{}
	for _, n := range o.xml["word/footnotes.xml"].All("footnote") {
		notes[n.Attr["id"]] = true
	}
	drawn, used := map[string]bool{}, map[string]bool{}
	for _, part := range o.xml {
		part.Each(func(e *papertest.Element) {
			switch e.Name {
			case "pStyle", "rStyle", "tblStyle", "basedOn", "next":
				say(styles[e.Attr["val"]], "style %q", e.Attr["val"])
			case "numId":
				say(numbers[e.Attr["val"]], "list %q", e.Attr["val"])
			case "hyperlink", "footerReference":
				say(ids[e.Attr["id"]] || (e.Name == "hyperlink" && e.Attr["anchor"] != ""), "relation %q", e.Attr["id"])
			case "blip":
				say(ids[e.Attr["embed"]], "picture %q", e.Attr["embed"])
			case "footnoteReference":
				say(notes[e.Attr["id"]] && !used[e.Attr["id"]], "note %q", e.Attr["id"])
				used[e.Attr["id"]] = true
			case "docPr":
				say(!drawn[e.Attr["id"]] && hasAttr(e, "descr"), "picture %q", e.Attr["id"])
				drawn[e.Attr["id"]] = true
			}
		})
	}
	say(len(used) == len(notes)-2, "%d notes, %d referred to", len(notes)-2, len(used))
	for _, t := range o.xml["word/document.xml"].All("tbl") {
		rows := t.All("tr")
		say(len(rows) > 0 && len(rows[0].All("tblHeader")) == 1 && len(t.All("tblHeader")) == 1, "a table whose head does not repeat")
		say(len(t.All("tblCaption")) == 1 && len(t.All("tblDescription")) == 1, "a table without words")
		for _, r := range rows {
			say(len(r.All("tc")) == len(t.All("gridCol")), "a row of %d cells", len(r.All("tc")))
			say(r == rows[0] || strings.TrimSpace(words(r)) != "", "an empty row")
		}
	}
	return faults
}

func hasAttr(e *papertest.Element, name string) bool {
	_, there := e.Attr[name]
	return there
}

// TestSound: papers keep the rules of their format.
func TestSound(t *testing.T) {
	papertest.Holds(t, func(d document.Document) ([]string, error) {
		o, err := open(d)
		if err != nil {
			return nil, err
		}
		return o.sound(), nil
	})
}

// TestReadBack: every hostile text stands in the document exactly as it was given,
// as a paragraph of its own wherever it was one.
func TestReadBack(t *testing.T) {
	o, err := open(papertest.Enemy())
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, p := range o.xml["word/document.xml"].All("p") {
		count[words(p)]++
	}
	for _, s := range papertest.Hostile {
		// A heading, a paragraph, a line of a resolution, two items, two cells, a note.
		if n := count[papertest.Kept(s)]; n < 8 {
			t.Errorf("%q stands %d times", s, n)
		}
	}
	if title := words(o.xml["docProps/core.xml"].All("title")[0]); title != papertest.Kept(papertest.Enemy().Title) {
		t.Errorf("title %q", title)
	}
}

// TestRandom: any document becomes one that a strict reader opens, with all its text.
func TestRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := papertest.Random(t)
		o, err := open(d)
		if err != nil {
			t.Fatal(err)
		}
		if faults := o.sound(); faults != nil {
			t.Fatal(faults)
		}
		all := words(o.xml["word/document.xml"]) + words(o.xml["word/footnotes.xml"])
		for _, s := range papertest.Texts(d) {
			if !strings.Contains(all, papertest.Kept(s)) {
				t.Fatalf("%q is missing", s)
			}
		}
	})
}

// TestMeaning: styles say what a part is, the language is German, a number has one
// note however often it stands there, and a missing one is marked.
func TestMeaning(t *testing.T) {
	o, err := open(papertest.Paper())
	if err != nil {
		t.Fatal(err)
	}
	body := o.xml["word/document.xml"]
	var styles []string
	for _, s := range body.All("pStyle") {
		styles = append(styles, s.Attr["val"])
	}
	for _, want := range []string{
		"Title", "Subtitle", "Heading1", "Heading2", "Heading3", "Heading4", "BodyText", "ListBullet", "ListNumber", "Resolution", "Caption",
		"TableHead", "TableHeadNumber", "TableCell", "TableNumber", "TableTotal", "TableTotalNumber", "Note", "Source", "Picture",
	} {
		if !slices.Contains(styles, want) {
			t.Errorf("no %s", want)
		}
	}
	if !strings.Contains(o.parts["word/styles.xml"], `<w:lang w:val="de-DE"`) || !strings.Contains(o.parts["docProps/core.xml"], "<dc:language>de-DE</dc:language>") {
		t.Error("the language is not German")
	}
	if n := len(body.All("footnoteReference")); n != 3 {
		t.Errorf("%d notes", n)
	}
	if n := strings.Count(o.parts["word/document.xml"], "NOTEREF _note1"); n != 1 {
		t.Errorf("%d references to the first note", n)
	}
	if !strings.Contains(o.parts["word/document.xml"], `<w:rStyle w:val="Missing"/></w:rPr><w:t xml:space="preserve">[?]</w:t>`) {
		t.Error("the missing number is not marked")
	}
	notes := words(o.xml["word/footnotes.xml"])
	for _, want := range []string{"12.194 / 0,90 = 13.549", "bekannt seit 27.11.2015", "angenommen", "Quelle: GRDrs 1330/2015, Anlage 1", "Dazu wurde nichts gefunden: run/4f0c/posts/2016-12"} {
		if !strings.Contains(notes, want) {
			t.Errorf("the notes do not hold %q", want)
		}
	}
}

// TestRightToLeft: text that runs from right to left is marked so.
func TestRightToLeft(t *testing.T) {
	o, err := open(document.Document{Blocks: []document.Block{{Paragraph: &document.Paragraph{Runs: []document.Run{{Text: "مرحبا"}}}}}})
	if err != nil || len(o.xml["word/document.xml"].All("bidi")) != 1 || len(o.xml["word/document.xml"].All("rtl")) != 1 {
		t.Errorf("%v %s", err, o.parts["word/document.xml"])
	}
}

// TestContents: a list of contents leads to the places of its headings.
func TestContents(t *testing.T) {
	d := papertest.Report()
	d.Contents = true
	o, err := open(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range o.sound() {
		t.Error(f)
	}
	body := o.parts["word/document.xml"]
	n := 0
	for _, e := range d.Fair().Parts[1].Contents {
		n++
		if strings.Count(body, `w:name="`+e.Anchor()+`"`) != 1 || strings.Count(body, `w:anchor="`+e.Anchor()+`"`) != 1 {
			t.Errorf("%s: no place or no way", e.Text)
		}
	}
	if n < 3 {
		t.Errorf("%d headings", n)
	}
}

// TestSameBytes: the same document gives the same bytes.
func TestSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	if docx.Write(&a, papertest.Paper()) != nil || docx.Write(&b, papertest.Paper()) != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the bytes differ")
	}
}

// TestBadPicture: a picture that is not one of ours is refused.
func TestBadPicture(t *testing.T) {
	d := document.Document{Blocks: []document.Block{{Picture: &document.Picture{SVG: `<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`}}}}
	if err := docx.Write(&bytes.Buffer{}, d); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
}

func BenchmarkReport(b *testing.B) {
	d := papertest.Report()
	for b.Loop() {
		if err := docx.Write(&bytes.Buffer{}, d); err != nil {
			b.Fatal(err)
		}
	}
}
