// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"mime"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// tame fails where the mark got out of its place in an answer, whatever form
// the answer has. It returns that form.
func tame(t *testing.T, what string, w *httptest.ResponseRecorder) string {
	t.Helper()
	tameHead(t, what, w)
	form, _, _ := mime.ParseMediaType(w.Header().Get("Content-Type"))
	body := w.Body.Bytes()
	switch {
	case len(body) == 0:
		return ""
	case form == "text/html":
		harmless(t, what, body)
		tamePage(t, what, body)
	case strings.HasSuffix(form, "json"):
		if !json.Valid(body) {
			t.Errorf("%s: no JSON", what)
		}
	case form == "text/csv":
		tameCSV(t, what, body)
	case strings.HasSuffix(form, "sheet"):
		tameXLSX(t, what, body)
	case strings.HasSuffix(form, "xml"):
		tameXML(t, what, body)
	case form == "text/turtle":
		tameTurtle(t, what, body)
	}
	return form
}

// tameHead looks at what stands in the header: names of files and addresses.
func tameHead(t *testing.T, what string, w *httptest.ResponseRecorder) {
	t.Helper()
	if to := w.Header().Get("Location"); to != "" {
		if u, err := url.Parse(to); err != nil || u.Host != "" && u.Host != "localhost" || u.Scheme != "" && u.Scheme != "http" || strings.HasPrefix(u.Path, "//") {
			t.Errorf("%s leads to %q", what, to)
		}
	}
	if d := w.Header().Get("Content-Disposition"); d != "" {
		kind, parts, err := mime.ParseMediaType(d)
		if name := parts["filename"]; err != nil || kind != "attachment" || strings.ContainsAny(name, "/\\\r\n\x00\"<>") || strings.HasPrefix(name, ".") {
			t.Errorf("%s is a file %q: %v", what, d, err)
		}
	}
	for name, values := range w.Header() {
		for _, v := range values {
			if strings.ContainsAny(name+v, "\r\n\x00") || name == "Set-Cookie" && strings.Contains(v, mark) {
				t.Errorf("%s: header %q: %q", what, name, v)
			}
		}
	}
}

// tamePage looks for elements, attributes and comments that a text has become.
func tamePage(t *testing.T, what string, page []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.CommentNode && strings.Contains(n.Data, mark):
			t.Errorf("%s: a comment %.80q", what, n.Data)
		case n.Type == html.ElementNode && strings.Contains(n.Data, mark):
			t.Errorf("%s: an element <%s>", what, n.Data)
		}
		for _, a := range n.Attr {
			if strings.Contains(a.Key, mark) || runs(a) {
				t.Errorf("%s: <%s %.40s=%.80q>", what, n.Data, a.Key, a.Val)
			}
		}
	}
}

// runs reports whether an attribute holds an address that a browser executes.
func runs(a html.Attribute) bool {
	switch a.Key {
	case "href", "src", "action", "formaction", "xlink:href", "data", "poster", "cite":
	default:
		return false
	}
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, a.Val))
	for _, scheme := range []string{"javascript:", "vbscript:", "data:text", "data:application", "data:image/svg"} {
		if strings.HasPrefix(plain, scheme) {
			return true
		}
	}
	return false
}

// tameCSV looks for cells that a spreadsheet takes for formulas. German files
// are divided by semicolons, English ones by commas.
func tameCSV(t *testing.T, what string, file []byte) {
	t.Helper()
	var rows [][]string
	var err error
	for _, comma := range ";," {
		in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\ufeff"))))
		in.Comma, in.Comment = comma, '#'
		if rows, err = in.ReadAll(); err == nil && len(rows) > 0 && len(rows[0]) > 1 {
			break
		}
	}
	if err != nil {
		t.Errorf("%s: %v", what, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			begin := strings.TrimLeft(cell, " \u00a0")
			if begin == "" || !strings.ContainsAny(begin[:1], "=+-@\t\r\n") {
				continue
			}
			if _, err := strconv.ParseFloat(strings.NewReplacer(".", "", ",", ".").Replace(begin), 64); err != nil && len(begin) > 1 {
				t.Errorf("%s: a cell is %.80q", what, cell)
			}
		}
	}
}

// tameXLSX looks for formulas, cells that are no texts, and parts that are no
// XML.
func tameXLSX(t *testing.T, what string, file []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, ".rels") {
			tameXML(t, what+" "+f.Name, part)
		}
		if regexp.MustCompile(`<f[ >]|<hyperlink|externalLink|TargetMode`).Match(part) {
			t.Errorf("%s: %s holds a formula or a link", what, f.Name)
		}
	}
}

// tameXML reads XML as a strict reader does.
func tameXML(t *testing.T, what string, file []byte) {
	t.Helper()
	in := xml.NewDecoder(bytes.NewReader(file))
	cell := ""
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", what, err)
			return
		}
		switch e := token.(type) {
		case xml.Directive, xml.Comment:
			t.Errorf("%s: %T", what, e)
		case xml.StartElement:
			if strings.Contains(e.Name.Local, mark) || e.Name.Local == "script" || e.Name.Local == "foreignObject" {
				t.Errorf("%s: an element <%s>", what, e.Name.Local)
			}
			for _, a := range e.Attr {
				if strings.Contains(a.Name.Local, mark) || strings.HasPrefix(strings.ToLower(a.Name.Local), "on") {
					t.Errorf("%s: an attribute %s", what, a.Name.Local)
				}
				if e.Name.Local == "c" && a.Name.Local == "t" {
					cell = a.Value
				}
			}
		case xml.CharData:
			if cell == "str" && strings.Contains(string(e), mark) {
				t.Errorf("%s: a cell is the result of a formula", what)
			}
		case xml.EndElement:
			if e.Name.Local == "c" {
				cell = ""
			}
		}
	}
}

// in Turtle a text stands between quotation marks and an address between angle
// brackets (W3C, RDF 1.1 Turtle, 6.5).
var turtleTerm = regexp.MustCompile(`"(?:[^"\\\n\r]|\\[tbnrf"'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*"|<[^<>"{}|^` + "`" + `\\\x00-\x20]*>`)

// tameTurtle looks for what is left of a text outside its term.
func tameTurtle(t *testing.T, what string, file []byte) {
	t.Helper()
	rest := turtleTerm.ReplaceAllFunc(file, func(term []byte) []byte {
		if term[0] == '<' && regexp.MustCompile(`^<(?i:javascript|vbscript|data):`).Match(term) {
			t.Errorf("%s: the address %s", what, term)
		}
		return nil
	})
	if strings.Contains(string(rest), mark) || strings.ContainsAny(string(rest), `"<>`) {
		t.Errorf("%s: a text is outside its quotation marks", what)
	}
}
