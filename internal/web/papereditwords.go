// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/exchange/raster"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// blockName says in words what a block is.
func blockName(p view.Page, b document.Block) string {
	name := p.In(kindName(partOf(b)))
	switch {
	case b.Heading != nil:
		return name + p.T(", Ebene ", ", level ") + strconv.Itoa(b.Heading.Level)
	case b.Paragraph != nil && b.Paragraph.Level > 0:
		return p.T("Ziffer, Ebene ", "numbered paragraph, level ") + strconv.Itoa(b.Paragraph.Level)
	case b.List != nil && b.List.Ordered:
		return name + p.T(" mit Nummern", " with numbers")
	case b.Field != nil && b.Field.Kind == document.Chart:
		return p.T("Schaubild aus den Zahlen", "chart of the figures")
	case b.Field != nil && b.Field.Kind == document.Map:
		return p.T("Karte aus den Zahlen", "map of the figures")
	case b.Field != nil:
		return p.T("Tabelle aus den Zahlen", "table of the figures")
	}
	return name
}

// formName heads the form.
func formName(p view.Page, c paperEdit) string {
	switch {
	case c.Kind == headPart:
		return p.In(kindName(headPart))
	case c.New:
		return p.T("Neu: ", "New: ") + p.In(kindName(c.Kind))
	}
	return p.T("Baustein ", "Part ") + strconv.Itoa(c.At+1) + ": " + blockName(p, c.chosen())
}

// editAction is the address that the form of the chosen part is sent to.
func editAction(p view.Page, c paperEdit) string {
	switch {
	case c.Kind == headPart:
		return p.Href(editPath(c.Stored.Name), "teil", headPart)
	case c.New:
		return p.Href(editPath(c.Stored.Name), "neu", c.Kind, "vor", strconv.Itoa(c.At+1))
	}
	return p.Href(editPath(c.Stored.Name), "teil", strconv.Itoa(c.At+1))
}

// hiddenOf are the choices of the page that a form of the address's kind takes along.
func hiddenOf(p view.Page) (list []view.Field) {
	u, err := url.Parse(p.Href(""))
	if err != nil {
		return nil
	}
	for name, values := range u.Query() {
		list = append(list, view.Field{Name: name, Value: values[0]})
	}
	slices.SortFunc(list, func(a, b view.Field) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// lined makes a field one of several lines.
func lined(f view.Field, lines int) view.Field {
	f.Lines = lines
	return f
}

func levelOptions(p view.Page) (list []view.Option) {
	for i := 1; i <= 4; i++ {
		list = append(list, view.Option{Name: p.T("Ebene ", "level ") + strconv.Itoa(i), Value: strconv.Itoa(i)})
	}
	return list
}

func numberOptions(p view.Page) []view.Option {
	return []view.Option{
		{Name: p.T("Absatz", "paragraph"), Value: "0"},
		{Name: p.T("Ziffer 1.", "numbered 1."), Value: "1"},
		{Name: p.T("Ziffer 1.1", "numbered 1.1"), Value: "2"},
		{Name: p.T("Ziffer 1.1.1", "numbered 1.1.1"), Value: "3"},
		{Name: p.T("Ziffer 1.1.1.1", "numbered 1.1.1.1"), Value: "4"},
	}
}

// exhibitHint says which tables take a choice.
func exhibitHint(p view.Page) string {
	said := p.T("Nur bei:", "Only with:")
	for _, e := range report.Exhibits() {
		if (e.Of != text.Text{}) {
			said += " " + p.In(e.Name) + " – " + p.In(e.Of) + ";"
		}
	}
	return strings.TrimSuffix(said, ";") + "."
}

func rowsSaid(p view.Page, n int) string {
	if n == 1 {
		return p.T("(eine Zeile)", "(one row)")
	}
	return fmt.Sprintf(p.T("(%s Zeilen)", "(%s rows)"), p.Lang.Int(int64(n)))
}

// ownPicture is the picture where it is made of the few parts of our own; else nothing.
func ownPicture(pic document.Picture) string {
	if _, _, err := raster.Size(pic.SVG); err != nil {
		return ""
	}
	return pic.SVG
}

// theirsSaid writes the fields of a form one below the other.
func theirsSaid(v url.Values) string {
	var said []string
	for _, name := range []string{"title", "subtitle", "caption", "exhibit", "of", "text", "notes", "sources"} {
		if s := v.Get(name); s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, "\n")
}

// versionOptions are the versions that can be stored once more, newest first, and what the
// template makes.
func versionOptions(p view.Page, c paperEdit) (list []view.Option) {
	for i := len(c.Versions) - 1; i >= 0; i-- {
		v := c.Versions[i]
		name := fmt.Sprintf(p.T("Fassung %d vom %s, Stand %s, %s, von: %s", "version %d of %s, as of %s, %s, by: %s"), i+1, dayOfTime(v.At).In(p.Lang), v.AsOf.In(p.Lang), p.In(report.StateOf(v)), v.By)
		list = append(list, view.Option{Name: name, Value: strconv.FormatInt(v.Record, 10), Chosen: i == len(c.Versions)-2})
	}
	if c.Stored.Template != "" {
		list = append(list, view.Option{Name: p.T("wie die Vorlage es heute macht", "as the template makes it today"), Value: "0"})
	}
	return list
}

// faultPlace says in words where a fault stands.
func faultPlace(row fault.Row, p view.Page) string {
	if row.Line > 0 {
		return fmt.Sprintf(p.T("Zeile %d, Zeichen %s", "line %d, sign %s"), row.Line, row.Column)
	}
	if n, rest, is := strings.Cut(strings.TrimPrefix(row.Column, "blocks["), "]"); is && strings.HasPrefix(row.Column, "blocks[") {
		at, _ := strconv.Atoi(n)
		what := map[string]text.Text{".heading.level": text.T("Ebene der Überschrift", "level of the heading"), ".heading.text": text.T("Überschrift", "heading"), ".table.caption": text.T("Überschrift der Tabelle", "caption")}[rest]
		said := p.T("Baustein ", "part ") + strconv.Itoa(at+1)
		if (what != text.Text{}) {
			said += ", " + p.In(what)
		}
		return said
	}
	if t, known := editFields[row.Column]; known {
		return p.In(t)
	}
	return row.Column
}

// editFields name the fields of the form.
var editFields = map[string]text.Text{
	"title": text.T("Titel", "title"), "text": text.T("Text", "text"), "level": text.T("Ebene", "level"), "caption": text.T("Überschrift der Tabelle", "caption"),
	"exhibit": text.T("Tabelle, Schaubild oder Karte", "table, chart or map"), "of": text.T("Auswahl", "choice"),
	"suche": text.T("Kennzahl oder Stichwort", "indicator or word"), "gebiet": text.T("Gebiet", "area"), "tag": text.T("Tag", "day"),
	"reference": text.T("Aktenzeichen", "reference"), "template": text.T("Vorlage", "template"),
}
