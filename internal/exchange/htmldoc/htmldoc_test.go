// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package htmldoc_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"planraum/internal/city/document"
	"planraum/internal/exchange/htmldoc"
	"planraum/internal/exchange/papertest"
	"planraum/internal/fault"
)

func write(d document.Document) (string, *html.Node, error) {
	var b bytes.Buffer
	if err := htmldoc.Write(&b, d); err != nil {
		return "", nil, err
	}
	page, err := html.Parse(bytes.NewReader(b.Bytes()))
	return b.String(), page, err
}

// read reads the text of an element back.
func read(n *html.Node) string {
	switch {
	case n.Type == html.TextNode:
		return n.Data
	case n.Type == html.ElementNode && n.Data == "br":
		return "\n"
	case n.Type == html.ElementNode && n.Data == "style":
		return ""
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(read(c))
	}
	return b.String()
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// elements that a paper may hold; whatever else appears came in through a text.
const elements = " html head meta title style body main h1 h2 h3 h4 h5 p span dl div dt dd ul ol li a sup strong em mark br table caption thead tbody tr th td figure figcaption img section "

// sound returns what is wrong with a page: foreign elements, script, links to nowhere,
// pictures without words, tables without heads.
func sound(page *html.Node) []string {
	var faults []string
	say := func(good bool, format string, args ...any) {
		if !good {
			faults = append(faults, fmt.Sprintf(format, args...))
		}
	}
	ids, refs := map[string]bool{}, []string{}
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		say(strings.Contains(elements, " "+n.Data+" "), "element %s", n.Data)
		for _, a := range n.Attr {
			say(!strings.HasPrefix(a.Key, "on") && a.Key != "style", "attribute %s", a.Key)
			switch a.Key {
			case "id":
				say(!ids[a.Val], "id %s twice", a.Val)
				ids[a.Val] = true
			case "aria-labelledby":
				refs = append(refs, a.Val)
			case "href":
				if to, inside := strings.CutPrefix(a.Val, "#"); inside {
					refs = append(refs, to)
				} else {
					say(strings.HasPrefix(a.Val, "https://") || strings.HasPrefix(a.Val, "http://") || strings.HasPrefix(a.Val, "mailto:"), "link to %s", a.Val)
				}
			case "src":
				say(strings.HasPrefix(a.Val, "data:image/svg+xml;base64,") || strings.HasPrefix(a.Val, "data:image/png;base64,"), "source %s", a.Val)
			}
		}
		switch n.Data {
		case "img":
			_, alt := attr(n, "alt")
			say(alt, "a picture without words")
		case "table":
			say(n.FirstChild != nil && n.FirstChild.Data == "caption", "a table without caption")
		case "th":
			scope, _ := attr(n, "scope")
			say(scope == "col" || scope == "row", "a head without scope")
		}
	}
	for _, to := range refs {
		say(ids[to], "nothing has the id %s", to)
	}
	return faults
}

// TestSound: papers are sound pages.
func TestSound(t *testing.T) {
	for name, d := range map[string]document.Document{"paper": papertest.Paper(), "report": papertest.Report(), "enemy": papertest.Enemy(), "empty": {}} {
		_, page, err := write(d)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, f := range sound(page) {
			t.Errorf("%s: %s", name, f)
		}
	}
}

// TestReadBack: every hostile text stands on the page exactly as it was given.
func TestReadBack(t *testing.T) {
	_, page, err := write(papertest.Enemy())
	if err != nil {
		t.Fatal(err)
	}
	count, told := map[string]int{}, map[string]int{}
	for n := range page.Descendants() {
		if n.Type == html.ElementNode && strings.Contains(" h2 p li th td dd ", " "+n.Data+" ") {
			count[read(n)]++
		}
		if alt, is := attr(n, "alt"); is {
			told[alt]++
		}
	}
	for _, s := range papertest.Hostile {
		if n := count[papertest.Kept(s)]; n < 8 {
			t.Errorf("%q stands %d times", s, n)
		}
		if told[papertest.Kept(s)] != 1 {
			t.Errorf("no picture has the words %q", s)
		}
	}
}

// TestRandom: any document becomes a sound page with all its text.
func TestRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := papertest.Random(t)
		_, page, err := write(d)
		if err != nil {
			t.Fatal(err)
		}
		if faults := sound(page); faults != nil {
			t.Fatal(faults)
		}
		all := read(page)
		for _, s := range papertest.Texts(d) {
			if !strings.Contains(all, papertest.Kept(s)) {
				t.Fatalf("%q is missing", s)
			}
		}
	})
}

// TestNotesBothWays: from a number to its note, and back to each place of the number.
func TestNotesBothWays(t *testing.T) {
	page, _, err := write(papertest.Paper())
	if err != nil {
		t.Fatal(err)
	}
	for want, n := range map[string]int{`href="#note1"`: 2, `id="note1"`: 1, `href="#ref1-1"`: 1, `href="#ref1-2"`: 1, `id="ref1-2"`: 1, `<mark>[?]</mark>`: 1, `lang="de-DE"`: 1, "default-src 'none'": 1} {
		if got := strings.Count(page, want); got != n {
			t.Errorf("%s stands %d times, want %d", want, got, n)
		}
	}
}

// TestBadPicture: a picture that is not one of ours is refused.
func TestBadPicture(t *testing.T) {
	d := document.Document{Blocks: []document.Block{{Picture: &document.Picture{SVG: `<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>`}}}}
	if err := htmldoc.Write(&bytes.Buffer{}, d); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
}

func BenchmarkReport(b *testing.B) {
	d := papertest.Report()
	for b.Loop() {
		if err := htmldoc.Write(&bytes.Buffer{}, d); err != nil {
			b.Fatal(err)
		}
	}
}
