// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// editPath is the page on which a text is edited.
func editPath(name string) string { return paperPath(name) + "/bearbeiten" }

// paperEdit is the page on which a text is edited: its parts, one of them in a form.
type paperEdit struct {
	entryForm
	Stored report.Stored // the newest version, with the values of its fields
	Open   []fault.Row
	// Kind is the kind of the part in the form; empty: none was chosen. At is its place
	// from 0; New says that it is put in there.
	Kind string
	At   int
	New  bool
	// Preview is the part as it would stand; Shown says that it was asked for.
	Preview []document.Block
	Shown   bool
	// Theirs is what somebody else has saved in its place meanwhile.
	Theirs   url.Values
	Versions []report.Stored
}

// editPaper shows the parts of a text, and the one that was chosen in a form.
func (s *server) editPaper(ctx context.Context, r request) (answer, error) {
	c, err := s.editing(ctx, r)
	if err != nil {
		return answer{}, err
	}
	if err := c.choose(r.Query); err != nil {
		return answer{}, err
	}
	c.fill()
	return c.answer(r), nil
}

// editing reads the newest version of the address's text.
func (s *server) editing(ctx context.Context, r request) (paperEdit, error) {
	if s.Report == nil {
		return paperEdit{}, withoutPapers
	}
	name := r.PathValue("report")
	v, err := s.Report.Editable(ctx, name, r.AsOf)
	if err != nil {
		return paperEdit{}, err
	}
	list, err := s.Report.Versions(ctx, name)
	return paperEdit{Stored: v, Open: report.Open(v.Document), Versions: list}, err
}

// choose finds the part that an address names.
func (c *paperEdit) choose(q url.Values) error {
	n := len(c.Stored.Document.Blocks)
	switch part := q.Get("teil"); {
	case part == headPart:
		c.Kind = headPart
		return nil
	case q.Get("neu") != "" && slices.Contains(newParts, q.Get("neu")):
		at, err := strconv.Atoi(q.Get("vor"))
		if err != nil || at < 1 || at > n+1 {
			at = n + 1
		}
		c.Kind, c.At, c.New = q.Get("neu"), at-1, true
		return nil
	case part == "" && q.Get("neu") == "":
		return nil
	default:
		at, err := strconv.Atoi(part)
		if err != nil || at < 1 || at > n {
			return fault.New(fault.NotFound, "web.choose("+part+")", "Diesen Baustein gibt es in dem Text nicht.", "The text has no such part.")
		}
		c.Kind, c.At = partOf(c.Stored.Document.Blocks[at-1]), at-1
		return nil
	}
}

// chosen is the block in the form; an empty one where a new one is put in.
func (c *paperEdit) chosen() document.Block {
	if c.New || c.Kind == headPart || c.Kind == "" || c.At >= len(c.Stored.Document.Blocks) {
		return document.Block{}
	}
	return c.Stored.Document.Blocks[c.At]
}

// fill fills the form from the text.
func (c *paperEdit) fill() {
	switch {
	case c.Kind == headPart:
		c.values = headValues(c.Stored.Document)
	case c.New:
		c.values = url.Values{"level": {map[bool]string{true: "1", false: "0"}[c.Kind == titlePart]}}
	default:
		c.values = blockValues(c.chosen())
	}
	c.rest()
}

// rest notes in the form on what it rests.
func (c *paperEdit) rest() {
	c.values.Set("version", strconv.FormatInt(c.Stored.Record, 10))
	c.values.Set("war", report.Mark(c.chosen()))
	if c.Kind == headPart {
		c.values.Set("war", headMark(c.Stored.Document))
	}
}

// headMark tells heads of texts apart.
func headMark(d document.Document) string { return headValues(d).Encode() }

// written is the text with what was typed, and how many blocks it makes.
func (c *paperEdit) written() (document.Document, int) {
	doc := c.Stored.Document
	if c.Kind == headPart {
		return c.readHead(doc), 0
	}
	if c.Kind == "" {
		return doc, 0
	}
	blocks := c.readBlocks(c.Kind, c.chosen())
	return report.Put(doc, c.At, map[bool]int{true: 0, false: 1}[c.New], blocks...), len(blocks)
}

// changePaper takes one step of editing.
func (s *server) changePaper(ctx context.Context, r request) (answer, error) {
	form, err := typedEntry(r)
	if err != nil {
		return answer{}, err
	}
	c, err := s.editing(ctx, r)
	if err != nil {
		return answer{}, err
	}
	c.entryForm = form
	step := oneStep(r)
	if step == "fassung" {
		return s.restorePaper(ctx, r, c)
	}
	if c.version() != c.Stored.Record {
		return c.overtaken(r)
	}
	if err := c.choose(r.Query); err != nil {
		return answer{}, err
	}
	switch {
	case c.Kind == "" || !slices.Contains([]string{"vorschau", "speichern", "hoch", "runter", "davor", "danach", "entfernen"}, step):
		return noSuchStep(), nil
	case step == "entfernen" && !c.New && c.Kind != headPart:
		return s.savePaper(ctx, r, c, report.Put(c.Stored.Document, c.At, 1), r.Href(editPath(c.Stored.Name))+"#bausteine")
	}
	return s.takePart(ctx, r, c, step)
}

// takePart takes what was typed of a part: shows it, saves it, or saves and goes on.
func (s *server) takePart(ctx context.Context, r request, c paperEdit, step string) (answer, error) {
	doc, n := c.written()
	if c.faulty("web.takePart") {
		return c.answer(r), nil
	}
	if step == "vorschau" {
		return s.previewPaper(ctx, r, c, doc, n)
	}
	at := c.At
	switch step {
	case "hoch":
		doc, at = report.Move(doc, at, n, -1)
	case "runter":
		doc, at = report.Move(doc, at, n, 1)
	}
	next := r.Href(editPath(c.Stored.Name), "teil", strconv.Itoa(at+1)) + "#teil"
	switch {
	case c.Kind == headPart:
		next = r.Href(editPath(c.Stored.Name), "teil", headPart) + "#teil"
	case step == "davor":
		next = r.Href(editPath(c.Stored.Name), "neu", c.wanted(), "vor", strconv.Itoa(at+1)) + "#teil"
	case step == "danach":
		next = r.Href(editPath(c.Stored.Name), "neu", c.wanted(), "vor", strconv.Itoa(at+n+1)) + "#teil"
	}
	return s.savePaper(ctx, r, c, doc, next)
}

// wanted is the kind of the part that is put in next.
func (c *paperEdit) wanted() string {
	if kind := c.get("neu"); slices.Contains(newParts, kind) {
		return kind
	}
	return linesPart
}

// previewPaper shows the part as it would stand, with its values and what is open.
func (s *server) previewPaper(ctx context.Context, r request, c paperEdit, doc document.Document, n int) (answer, error) {
	resolved, err := s.Report.Resolve(ctx, doc, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	for _, row := range resolved.Check() {
		c.rows = append(c.rows, row)
	}
	if c.faulty("web.previewPaper") {
		return c.answer(r), nil
	}
	c.Shown, c.Open = true, report.Open(resolved)
	if c.Kind != headPart {
		c.Preview = resolved.Blocks[c.At : c.At+n]
	}
	return c.answer(r), nil
}

// savePaper stores the text as a new version, unless it is as it was, and goes on.
func (s *server) savePaper(ctx context.Context, r request, c paperEdit, doc document.Document, next string) (answer, error) {
	was, err := report.Plain(c.Stored.Document)
	if err != nil {
		return answer{}, err
	}
	is, err := report.Plain(doc)
	if err != nil {
		return answer{}, err
	}
	if is == was && c.Stored.Record != 0 {
		return answer{redirect: next}, nil
	}
	v := report.Stored{Name: c.Stored.Name, Template: c.Stored.Template, AsOf: r.AsOf, Document: doc}
	err = s.Report.Save(ctx, v, report.Change{By: r.By(), At: time.Now().UTC(), Seen: c.version()})
	if fault.KindOf(err) == fault.Conflict && err != nil {
		typed := c.entryForm
		if c, err = s.editing(ctx, r); err != nil {
			return answer{}, err
		}
		c.entryForm = typed
		return c.overtaken(r)
	}
	if err != nil {
		if !c.refuse(err) {
			return answer{}, err
		}
		c.rows = fault.RowsOf(err)
		return c.answer(r), nil
	}
	return answer{redirect: next}, nil
}

// restorePaper stores an earlier version once more.
func (s *server) restorePaper(ctx context.Context, r request, c paperEdit) (answer, error) {
	record, err := strconv.ParseInt(c.get("fassung"), 10, 64)
	if err != nil {
		return noSuchStep(), nil
	}
	err = s.Report.Restore(ctx, c.Stored.Name, record, r.AsOf, report.Change{By: r.By(), At: time.Now().UTC(), Seen: c.version()})
	if err != nil {
		if !c.refuse(err) {
			return answer{}, err
		}
		return c.answer(r), nil
	}
	return answer{redirect: r.Href(editPath(c.Stored.Name)) + "#bausteine"}, nil
}

// overtaken keeps what was typed where somebody else has saved meanwhile. A part that they
// left alone is found again wherever it stands; one that they changed stands beside; and
// where it is not clear what became of it, what was typed is put in as a new part: nothing
// of either is lost.
func (c *paperEdit) overtaken(r request) (answer, error) {
	typed := c.values
	c.refused = fault.New(fault.Conflict, "web.overtaken",
		"Jemand anderes hat den Text inzwischen gespeichert. Was Sie getippt haben, steht unten und ist noch nicht gespeichert.",
		"Somebody else has saved the text meanwhile. What you have typed stands below and has not been saved yet.")
	at, err := strconv.Atoi(r.Query.Get("teil"))
	blocks := c.Stored.Document.Blocks
	switch found, same := report.Again(c.Stored.Document, typed.Get("war"), at-1); {
	case r.Query.Get("teil") == headPart || r.Query.Get("neu") != "":
		if err := c.choose(r.Query); err != nil {
			return answer{}, err
		}
		if c.Kind == headPart && headMark(c.Stored.Document) != typed.Get("war") {
			c.Theirs = headValues(c.Stored.Document)
		}
	case same && err == nil:
		c.Kind, c.At = partOf(blocks[found]), found
	case err == nil && at >= 1 && at <= len(blocks) && typed.Get("bausteine") == strconv.Itoa(len(blocks)) && partOf(blocks[at-1]) == typed.Get("art"):
		c.Kind, c.At, c.Theirs = typed.Get("art"), at-1, blockValues(blocks[at-1])
	case err == nil && slices.Contains(newParts, typed.Get("art")):
		c.Kind, c.At, c.New = typed.Get("art"), min(max(at-1, 0), len(blocks)), true
	default:
		return c.answer(r), nil
	}
	c.rest()
	return c.answer(r), nil
}

func (c *paperEdit) answer(r request) answer {
	e := *c
	return answer{
		name: papersName, status: c.status(),
		answer: say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s: bearbeiten", "%s: edit").In(l), c.Stored.Document.Title)
		}),
		facts: c.facts(),
		body:  func(p view.Page) templ.Component { return paperEditBody(p, e) },
	}
}

// facts say which version is edited, and what is open.
func (c *paperEdit) facts() []text.Text {
	n := len(c.Stored.Document.Blocks)
	facts := []text.Text{say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Bausteine: %s, offene Stellen: %s", "parts: %s, open places: %s").In(l), l.Int(int64(n)), l.Int(int64(len(c.Open))))
	})}
	if _, last, _, any := report.Newest(c.Versions); any {
		day := dayOfTime(last.At)
		facts = append(facts, text.T("Fassung "+strconv.Itoa(len(c.Versions))+" vom "+day.In(text.De)+" von: "+last.By, "version "+strconv.Itoa(len(c.Versions))+" of "+day.In(text.En)+" by: "+last.By))
	} else {
		facts = append(facts, text.T("noch unverändert aus der Vorlage", "as the template makes it, not changed yet"))
	}
	return facts
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
	"exhibit": text.T("Tabelle oder Schaubild", "table or chart"), "of": text.T("Auswahl", "choice"),
	"reference": text.T("Aktenzeichen", "reference"), "template": text.T("Vorlage", "template"),
}
