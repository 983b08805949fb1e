// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package htmldoc writes a document as one accessible HTML page that needs nothing
// beside itself: headings, tables with heads and captions, pictures with alternative
// texts, notes that are linked both ways. It holds no script and allows none; printed,
// it is A4. The same document gives the same bytes.
package htmldoc

import (
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/exchange/raster"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Write writes a document whose fields have been looked up. Fields without a value
// stand in the text as "[?]", marked, with a note of what they refer to. The fault is
// Invalid where a picture is not one of package chart.
func Write(out io.Writer, d document.Document) error {
	const op = "htmldoc.Write"
	w := &writer{doc: d.Fair(), marks: map[int]int{}}
	w.head()
	for i, p := range w.doc.Parts {
		w.at = i
		if err := w.part(p); err != nil {
			return fault.Wrap(op, err)
		}
	}
	w.notes()
	w.put("</main>\n</body>\n</html>\n")
	_, err := io.WriteString(out, w.String())
	return fault.Wrap(op, err)
}

type writer struct {
	strings.Builder
	doc   document.FairCopy
	marks map[int]int // how often each note was referred to
	page  bool        // the next part begins a page in print
	at    int         // the part that is written
}

func (w *writer) put(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

func (w *writer) say(de, en string) string { return text.T(de, en).In(w.doc.Lang) }

// head begins the page. Its policy lets nothing run and nothing be fetched.
func (w *writer) head() {
	w.put("<!doctype html>\n<html lang=\"", w.say("de-DE", "en-GB"), "\">\n<head>\n<meta charset=\"utf-8\">\n",
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`, "\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"Planraum\">\n<title>", escape(w.doc.Title), "</title>\n<style>", sheet, "</style>\n</head>\n<body>\n<main>\n<h1>", words(w.doc.Title), "</h1>\n")
	if w.doc.Subtitle != "" {
		w.put(`<p class="subtitle">`, words(w.doc.Subtitle), "</p>\n")
	}
	if len(w.doc.Head) > 0 {
		w.put(`<dl class="head">`)
		for _, p := range w.doc.Head {
			w.put("<div><dt>", words(p.Name), "</dt><dd>", words(p.Value), "</dd></div>")
		}
		w.put("</dl>\n")
	}
}

// class is that of the next part; it says where a page begins in print.
func (w *writer) class(names ...string) string {
	if w.page {
		names = append(names, "page")
	}
	w.page = false
	if len(names) == 0 {
		return ""
	}
	return ` class="` + strings.Join(names, " ") + `"`
}

func (w *writer) part(p document.Part) error {
	switch {
	case p.Break:
		w.page = true
	case p.Contents != nil:
		w.put("<nav", w.class("contents"), ` aria-label="`, w.say("Inhalt", "Contents"), "\"><ul>\n")
		for _, e := range p.Contents {
			w.put(`<li class="level`, strconv.Itoa(e.Level), `"><a href="#`, e.Anchor(), `">`, words(e.Text), "</a></li>\n")
		}
		w.put("</ul></nav>\n")
	case p.Heading != nil:
		level := strconv.Itoa(p.Heading.Level + 1) // the title is the first
		w.put("<h", level, ` id="`, document.Entry{Part: w.at}.Anchor(), `"`, w.class(), ">", words(p.Heading.Text), "</h", level, ">\n")
	case p.Line != nil && p.Line.Level > 0:
		w.put("<p", w.class("resolution", "level"+strconv.Itoa(p.Line.Level)), direction(p.Line.Pieces), `><span class="number">`, p.Line.Number, "</span> ", w.pieces(p.Line.Pieces), "</p>\n")
	case p.Line != nil:
		w.put("<p", w.class(), direction(p.Line.Pieces), ">", w.pieces(p.Line.Pieces), "</p>\n")
	case p.List != nil:
		w.list(*p.List)
	case p.Table != nil:
		w.table(*p.Table)
	case p.Picture != nil:
		return w.picture(*p.Picture)
	}
	return nil
}

func (w *writer) list(l document.Lines) {
	name := "ul"
	if l.Ordered {
		name = "ol"
	}
	w.put("<", name, w.class(), ">")
	for _, item := range l.Items {
		w.put("<li", direction(item.Pieces), ">", w.pieces(item.Pieces), "</li>")
	}
	w.put("</", name, ">\n")
}

func direction(pieces []document.Piece) string {
	if document.RightToLeft(pieces...) {
		return ` dir="rtl"`
	}
	return ""
}

func (w *writer) pieces(pieces []document.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		s := words(p.Text)
		if p.Open {
			s = "<mark>" + s + "</mark>"
		}
		if p.Emph {
			s = "<em>" + s + "</em>"
		}
		if p.Strong {
			s = "<strong>" + s + "</strong>"
		}
		if p.Link != "" {
			s = `<a href="` + escape(p.Link) + `">` + s + "</a>"
		}
		b.WriteString(s + w.mark(p))
	}
	return b.String()
}

// mark refers to a note.
func (w *writer) mark(p document.Piece) string {
	if p.Note == 0 {
		return ""
	}
	w.marks[p.Note]++
	return fmt.Sprintf(`<sup><a role="doc-noteref" id="%s" href="#note%d" aria-label="%s %d">%d</a></sup>`, spot(p.Note, w.marks[p.Note]), p.Note, w.say("Anmerkung", "Note"), p.Note, p.Note)
}

// spot is the place where a note was referred to for the nth time.
func spot(note, nth int) string { return fmt.Sprintf("ref%d-%d", note, nth) }

// notes writes the notes, each with the ways back to where it was referred to.
func (w *writer) notes() {
	if len(w.doc.Notes) == 0 {
		return
	}
	w.put(`<section role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">`, w.say("Anmerkungen", "Notes"), "</h2>\n<ol>\n")
	for _, n := range w.doc.Notes {
		fmt.Fprintf(w, `<li id="note%d">%s`, n.Number, words(n.Text))
		for nth := 1; nth <= w.marks[n.Number]; nth++ {
			back := w.say("zurück zum Text", "back to the text")
			if w.marks[n.Number] > 1 {
				back += fmt.Sprintf(w.say(", %d. Stelle", ", place %d"), nth)
			}
			fmt.Fprintf(w, ` <a role="doc-backlink" href="#%s" aria-label="%s">↩</a>`, spot(n.Number, nth), back)
		}
		w.put("</li>\n")
	}
	w.put("</ol></section>\n")
}

func (w *writer) table(e document.Exhibit) {
	t := e.Table
	id := fmt.Sprintf("table%d", e.Number)
	w.put("<div", w.class("wide"), ` role="region" tabindex="0" aria-labelledby="`, id, `"><table><caption id="`, id, `">`, e.Label)
	if e.Caption != "" {
		w.put(": ", words(e.Caption))
	}
	w.put(w.mark(e.Mark), "</caption>\n<thead><tr>")
	for i, h := range t.Heads() {
		w.put(`<th scope="col"`, numeric(t, i), ">", words(h), "</th>")
	}
	w.put("</tr></thead>\n<tbody>\n")
	for _, r := range t.Rows {
		w.put("<tr")
		if r.Total {
			w.put(` class="total"`)
		}
		w.put(">")
		for i, c := range r.Cells {
			name := "td"
			if i == 0 && strings.TrimSpace(c) != "" {
				name = `th scope="row"`
			}
			w.put("<", name, numeric(t, i), ">", words(c), "</", name[:2], ">")
		}
		w.put("</tr>\n")
	}
	w.put("</tbody></table></div>\n")
	w.below(t.Notes, t.Sources)
}

// below writes what stands below a table or picture.
func (w *writer) below(notes, sources []string) {
	for _, n := range notes {
		w.put(`<p class="note">`, words(n), "</p>\n")
	}
	if len(sources) > 0 {
		w.put(`<p class="note">`, w.say("Quelle: ", "Source: "), words(strings.Join(sources, "; ")), "</p>\n")
	}
}

func numeric(t document.Table, i int) string {
	if t.Columns[i].Numeric {
		return ` class="numeric"`
	}
	return ""
}

// picture writes a picture as an image, so that nothing in it can run or be mistaken
// for a part of the page.
func (w *writer) picture(e document.Exhibit) error {
	kind, data := "image/png", e.Picture.PNG
	if e.Picture.SVG != "" {
		kind, data = "image/svg+xml", []byte(e.Picture.SVG)
	}
	w.put("<figure", w.class(), "><figcaption>", e.Label)
	if e.Caption != "" {
		w.put(": ", words(e.Caption))
	}
	w.put(w.mark(e.Mark), "</figcaption>")
	if len(data) == 0 { // nothing to be seen: the words stand for it
		w.put("<p>", words(e.Picture.Told), "</p></figure>\n")
		w.below(e.Picture.Notes, e.Picture.Sources)
		return nil
	}
	wide, high, err := size(*e.Picture)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, `<div class="wide" role="region" tabindex="0" aria-label="%s"><img alt="%s" width="%.0f" height="%.0f" src="data:%s;base64,%s"></div></figure>`+"\n",
		escape(e.Label), escape(e.Picture.Told), wide, high, kind, base64.StdEncoding.EncodeToString(data))
	w.below(e.Picture.Notes, e.Picture.Sources)
	return nil
}

func size(p document.Picture) (wide, high float64, err error) {
	if p.SVG != "" {
		return raster.Size(p.SVG)
	}
	of, err := raster.Of(p)
	return of.Width, of.Height, err
}

// words writes text with its breaks of lines.
func words(s string) string { return strings.ReplaceAll(escape(s), "\n", "<br>") }

// escape writes text so that it stays text, also within quotes. What a page cannot
// hold becomes the replacement character.
func escape(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return html.EscapeString(strings.Map(func(r rune) rune {
		if (r < 0x20 && r != '\n' && r != '\t') || r == 0xfffe || r == 0xffff {
			return '\uFFFD'
		}
		return r
	}, s))
}
