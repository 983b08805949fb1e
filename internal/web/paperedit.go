// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"

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
	Sought   *sought        // the numbers that were asked for; nil: none were
	Effect   *report.Effect // what saving does to the numbers; nil: it was not asked for
	// Fixed says why nobody may change the text: its paper is co-signed or issued.
	Fixed error
}

// closed reports whether the page shows the text without its forms: it may not be changed,
// and nothing was typed that would be lost.
func (c *paperEdit) closed() bool { return c.Fixed != nil && c.refused == nil }

// editPaper shows the parts of a text, and the one that was chosen in a form.
func (s *server) editPaper(ctx context.Context, r request) (answer, error) {
	c, err := s.editing(ctx, r)
	if err != nil {
		return answer{}, err
	}
	if c.Fixed != nil {
		return c.answer(r), nil
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
	fixed := s.Report.Changeable(ctx, name)
	if fixed != nil && fault.KindOf(fixed) != fault.Conflict {
		return paperEdit{}, fixed
	}
	list, err := s.Report.Versions(ctx, name)
	return paperEdit{Stored: v, Open: report.Open(v.Document), Versions: list, Fixed: fixed}, err
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
