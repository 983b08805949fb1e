// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package odt_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/document"
	"planraum/internal/exchange/odt"
	"planraum/internal/exchange/papertest"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// opened is a written document, read strictly.
type opened struct {
	parts map[string]string
	files []*zip.File
	xml   map[string]*papertest.Element
}

func open(d document.Document) (opened, error) {
	var b bytes.Buffer
	if err := odt.Write(&b, d); err != nil {
		return opened{}, err
	}
	parts, files, err := papertest.Open(b.Bytes())
	if err != nil {
		return opened{}, err
	}
	o := opened{parts, files, map[string]*papertest.Element{}}
	for name, content := range parts {
		if strings.HasSuffix(name, ".xml") {
			if o.xml[name], err = papertest.Parse(content); err != nil {
				return opened{}, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return o, nil
}

// read reads text back by the rules of the format: blanks that stand together are one,
// those at the edges of a paragraph are none.
func read(e *papertest.Element) string {
	return e.Words(func(x *papertest.Element) (string, bool) {
		switch x.Name {
		case "s":
			return " ", true
		case "tab":
			return "\t", true
		case "line-break":
			return "\n", true
		case "note", "frame":
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
	first := o.files[0]
	say(first.Name == "mimetype" && first.Method == zip.Store && len(first.Extra) == 0 && first.Flags&8 == 0 && o.parts["mimetype"] == "application/vnd.oasis.opendocument.text", "the first part is %s", first.Name)
	named := map[string]bool{}
	for _, f := range o.xml["META-INF/manifest.xml"].All("file-entry") {
		named[f.Attr["full-path"]] = true
		_, there := o.parts[f.Attr["full-path"]]
		say(there || f.Attr["full-path"] == "/", "part %s", f.Attr["full-path"])
	}
	for name := range o.parts {
		say(named[name] || name == "mimetype" || strings.HasPrefix(name, "META-INF/"), "the manifest does not name %s", name)
	}
	styles := map[string]bool{}
	for _, name := range []string{"content.xml", "styles.xml"} {
		for _, kind := range []string{"style", "list-style", "page-layout", "font-face"} {
			for _, s := range o.xml[name].All(kind) {
				key := kind + " " + s.Attr["name"]
				say(!styles[name+key], "%s twice", key)
				styles[key], styles[name+key] = true, true
			}
		}
	}
	notes, frames := map[string]bool{}, 0
	for _, n := range o.xml["content.xml"].All("note") {
		say(!notes[n.Attr["id"]], "note %s twice", n.Attr["id"])
		notes[n.Attr["id"]] = true
	}
	for _, name := range []string{"content.xml", "styles.xml"} {
		o.xml[name].Each(func(e *papertest.Element) {
			for attr, v := range e.Attr {
				switch {
				case attr == "style-name" && e.Name == "list", attr == "list-style-name":
					say(styles["list-style "+v], "list %s", v)
				case attr == "style-name" || attr == "parent-style-name" || attr == "next-style-name" || attr == "citation-style-name":
					say(styles["style "+v], "style %s of %s", v, e.Name)
				case attr == "ref-name" && e.Name == "note-ref":
					say(notes[v], "note %s", v)
				}
			}
			if e.Name == "frame" {
				frames++
				say(len(e.All("title")) == 1 && len(e.All("desc")) == 1, "a picture without words")
				_, there := o.parts[e.All("image")[0].Attr["href"]]
				say(there, "picture %s", e.All("image")[0].Attr["href"])
			}
		})
	}
	for _, t := range o.xml["content.xml"].All("table") {
		heads := t.All("table-header-rows")
		say(len(heads) == 1 && len(heads[0].All("table-row")) == 1, "a table whose head does not repeat")
		for _, r := range t.All("table-row")[1:] {
			say(len(r.All("table-cell")) == len(t.All("table-column")), "a row of %d cells", len(r.All("table-cell")))
			say(strings.TrimSpace(read(r)) != "", "an empty row")
		}
	}
	return faults
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

// TestReadBack: every hostile text stands in the document exactly as it was given.
func TestReadBack(t *testing.T) {
	o, err := open(papertest.Enemy())
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, kind := range []string{"p", "h"} {
		for _, p := range o.xml["content.xml"].All(kind) {
			count[read(p)]++
		}
	}
	for _, s := range papertest.Hostile {
		// A heading, a paragraph, a line of a resolution, two items, two cells, a note.
		if n := count[papertest.Kept(s)]; n < 8 {
			t.Errorf("%q stands %d times", s, n)
		}
	}
}

// TestBlanks: no blank is left to a reader that takes several for one, or those at the
// edges for none.
func TestBlanks(t *testing.T) {
	o, err := open(papertest.Enemy())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range append(o.xml["content.xml"].All("p"), o.xml["content.xml"].All("h")...) {
		for _, e := range part.Children {
			for _, e := range append(e.Children, e) {
				if e.Name == "" && (strings.Contains(e.Text, "  ") || strings.ContainsAny(e.Text, "\n\t")) {
					t.Errorf("%q", e.Text)
				}
			}
		}
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
		all := read(o.xml["content.xml"])
		for _, n := range o.xml["content.xml"].All("note-body") {
			all += read(n)
		}
		for _, s := range papertest.Texts(d) {
			if !strings.Contains(all, papertest.Kept(s)) {
				t.Fatalf("%q is missing", s)
			}
		}
	})
}

// counted reads the numbers of a resolution as the format counts them.
func counted(e *papertest.Element, counts []int, out *[]string) {
	for _, item := range e.Children {
		if start := item.Attr["start-value"]; start != "" {
			counts[len(counts)-1], _ = strconv.Atoi(start)
		} else {
			counts[len(counts)-1]++
		}
		for _, c := range item.Children {
			if c.Name == "list" {
				counted(c, append(counts, 0), out)
				continue
			}
			*out = append(*out, strings.Trim(strings.ReplaceAll(fmt.Sprint(counts), " ", "."), "[]"))
		}
	}
}

// TestResolution: the numbers of a resolution go on after text between them.
func TestResolution(t *testing.T) {
	line := func(level int) document.Block {
		return document.Block{Paragraph: &document.Paragraph{Level: level, Runs: []document.Run{{Text: "x"}}}}
	}
	d := document.Document{Blocks: []document.Block{line(1), line(2), line(2), line(0), line(2), line(1), line(0), line(1), line(3)}}
	o, err := open(d)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range o.xml["content.xml"].All("text")[0].Children {
		if p.Name == "list" {
			counted(p, []int{0}, &got)
		}
	}
	var want []string
	for _, p := range d.Fair().Parts {
		if p.Line.Level > 0 {
			want = append(want, strings.TrimSuffix(p.Line.Number, "."))
		}
	}
	if fmt.Sprint(want) != "[1 1.1 1.2 1.3 2 3 3.1]" {
		t.Errorf("the fair copy has %v", want)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestMeaning: the language, the title and the notes are said.
func TestMeaning(t *testing.T) {
	d := papertest.Paper()
	o, err := open(d)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(o.parts["styles.xml"], `fo:language="de" fo:country="DE"`) || !strings.Contains(o.parts["meta.xml"], "<dc:title>"+d.Title+"</dc:title>") {
		t.Error("language or title")
	}
	if n, again := len(o.xml["content.xml"].All("note")), len(o.xml["content.xml"].All("note-ref")); n != 3 || again != 1 {
		t.Errorf("%d notes, %d again", n, again)
	}
	d.Lang = text.En
	if o, err = open(d); err != nil || !strings.Contains(o.parts["styles.xml"], `fo:language="en" fo:country="GB"`) {
		t.Error(err)
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
	body := o.parts["content.xml"]
	n := 0
	for _, e := range d.Fair().Parts[1].Contents {
		n++
		if strings.Count(body, `text:bookmark text:name="`+e.Anchor()+`"`) != 1 || strings.Count(body, `xlink:href="#`+e.Anchor()+`"`) != 1 {
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
	if odt.Write(&a, papertest.Paper()) != nil || odt.Write(&b, papertest.Paper()) != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the bytes differ")
	}
	if string(a.Bytes()[30:77]) != "mimetypeapplication/vnd.oasis.opendocument.text" {
		t.Errorf("the archive begins with %q", a.Bytes()[30:77])
	}
}

// TestBadPicture: a picture that is not one of ours is refused.
func TestBadPicture(t *testing.T) {
	d := document.Document{Blocks: []document.Block{{Picture: &document.Picture{PNG: []byte("no picture")}}}}
	if err := odt.Write(&bytes.Buffer{}, d); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
}

func BenchmarkReport(b *testing.B) {
	d := papertest.Report()
	for b.Loop() {
		if err := odt.Write(&bytes.Buffer{}, d); err != nil {
			b.Fatal(err)
		}
	}
}
