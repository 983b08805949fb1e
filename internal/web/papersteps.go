// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
)

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
	if c.Fixed != nil {
		return c.fixed(r)
	}
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
	if ref, is := strings.CutPrefix(step, "einsetzen:"); is && c.takesNumbers() {
		c.putNumber(ref)
		step = "vorschau"
	}
	switch {
	case step == "zahl" && c.takesNumbers():
		return s.seekNumber(ctx, r, c)
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
	if step == "vorschau" || step == "speichern" && !c.unchanged(doc) && !c.confirmed("speichern") {
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
	c.rows = append(c.rows, resolved.Check()...)
	if c.faulty("web.previewPaper") {
		return c.answer(r), nil
	}
	effect, err := s.Report.EffectOf(ctx, c.Stored, c.Versions, resolved)
	if err != nil {
		return answer{}, err
	}
	c.confirmed("") // the next saving is of what is shown here
	c.Shown, c.Open, c.Effect = true, effect.Open, &effect
	if c.takesNumbers() && c.get("suche") != "" {
		if err := s.seek(ctx, r, &c); err != nil {
			return answer{}, err
		}
	}
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
		if c.Fixed != nil {
			return c.fixed(r)
		}
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

// fixed says why the text may not be changed, with what was typed still in the form.
func (c *paperEdit) fixed(r request) (answer, error) {
	if err := c.choose(r.Query); err != nil {
		return answer{}, err
	}
	c.refused = c.Fixed
	return c.answer(r), nil
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
