// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strings"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/council"
	"planraum/internal/city/register"
	desk "planraum/internal/desk/council"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// documentField is the field of a paper's form in which its text is chosen; a value that
// begins with newText begins one, of the template after it.
const (
	documentField = "document"
	newText       = "neu:"
)

// paperTextState is the text of a paper: where it stands and how far it is.
type paperTextState struct {
	Title, Href string
	State       text.Text
	Edit        string // address at which it is written; empty: the reader may not
}

// textOf is the text of a paper as the reader can open it: the issue that went out with
// it, else the draft. Nil where it has none.
func (s *server) textOf(ctx context.Context, r request, p council.Paper) (*paperTextState, error) {
	if p.Document == "" || s.Report == nil {
		return nil, nil
	}
	list, err := s.Report.Versions(ctx, p.Document)
	if err != nil {
		return nil, err
	}
	state := &paperTextState{Title: p.Document, Href: r.Href(paperPath(p.Document)), State: text.T("nicht mehr da", "not there any more")}
	for _, v := range list {
		if p.TextDigest() != "" && v.Digest != p.TextDigest() {
			continue
		}
		state.Title, state.State = v.Document.Title, report.StateOf(v)
		if v.Issued() {
			state.Href = r.Href(paperPath(v.Name), "ausgabe", fmt.Sprint(v.Record))
		}
	}
	if r.Allowed("GET "+reportsPath+"/{report}/bearbeiten") && s.Report.Changeable(ctx, p.Document) == nil {
		state.Edit = r.Href(editPath(p.Document))
	}
	return state, nil
}

// textChoice are the texts that a paper can have, as its form offers them.
func (s *server) textChoice(ctx context.Context, r request) ([]view.Option, error) {
	list := []view.Option{{Name: r.T("noch keiner", "none yet")}, {Name: r.T("neu beginnen, leer", "begin a new one, empty"), Value: newText}}
	if s.Report == nil {
		return list[:1], nil
	}
	for _, t := range report.Templates() {
		list = append(list, view.Option{Name: r.T("neu beginnen aus: ", "begin a new one of: ") + t.Title.In(r.Lang), Value: newText + t.Name})
	}
	names, err := s.Report.Names(ctx, r.AsOf)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		versions, err := s.Report.Versions(ctx, name)
		if err != nil {
			return nil, err
		}
		_, last, _, _ := report.Newest(versions)
		list = append(list, view.Option{Name: r.T("vorhanden: ", "there: ") + last.Document.Title + " (" + name + ")", Value: name})
	}
	return list, nil
}

// chosen marks the option that stands in the form.
func (e *paperEntry) textOptions() []view.Option {
	list := append([]view.Option{}, e.texts...)
	for i := range list {
		list[i].Chosen = list[i].Value == e.get(documentField)
	}
	return list
}

// readDocument takes the text that was chosen, and refuses one that was not offered.
func (e *paperEntry) readDocument(p *council.Paper) {
	if !e.values.Has(documentField) || p.Type.Asked() {
		return
	}
	chosen := e.get(documentField)
	for _, o := range e.texts {
		if o.Value == chosen {
			p.Document = chosen
			return
		}
	}
	e.refuse(documentField, text.T("einer der Texte, die zur Wahl stehen", "one of the texts to choose from"))
}

// beginText names in the paper the text that the form asks for, which is written with it.
func (s *server) beginText(ctx context.Context, r request, p *council.Paper) ([]register.Next, error) {
	template, begins := strings.CutPrefix(p.Document, newText)
	if !begins || s.Report == nil {
		return nil, nil
	}
	b := report.Beginning{Title: p.Title, Reference: p.Reference, Template: template, Paper: p.ID, With: p}
	name, next, err := s.Report.Started(ctx, b, r.AsOf, report.Change{By: r.By(), At: time.Now().UTC()})
	p.Document = name
	return next, err
}

// templateFor is the choice for the answer to a motion: the template that is made for
// it, else none.
func templateFor(motion council.Paper) string {
	for _, t := range report.Templates() {
		if strings.HasSuffix(motion.ID, t.Name) {
			return newText + t.Name
		}
	}
	return ""
}

// inFull has the reader see all that they may, whether it is released or not: through
// released figures only, a figure that waits for its release would look as if there were
// none. What is not released keeps a text from being issued.
func (s *server) inFull(ctx context.Context, r request) (context.Context, error) {
	lens, err := s.Rights.Lens(ctx, r.Actor, false)
	return audience.With(ctx, lens), err
}

// called names a field where something is missing: not as the form does, which says
// that it may be left out.
func (e *paperEntry) called(path string, l text.Lang) string {
	if strings.HasPrefix(path, "signers[") {
		return text.T("Mitzeichnung", "Co-signing").In(l)
	}
	if path == "note" {
		path = noteWords(e.signing).In(l)
	}
	name := e.label(fieldOf(path), l)
	name, _, _ = strings.Cut(name, " (")
	return name
}

// lacksOf names what stands against issuing a paper in work; nothing for others.
func (s *server) lacksOf(ctx context.Context, r request, p desk.Stored) ([]fault.Row, error) {
	if p.State.Out() || p.Type.Asked() || p.Withdrawn {
		return nil, nil
	}
	ctx, err := s.inFull(ctx, r)
	if err != nil {
		return nil, err
	}
	rows, err := s.Council.Lacks(ctx, p.Paper)
	named := paperEntry{}
	for i := range rows {
		rows[i].Column = named.called(rows[i].Column, r.Lang)
	}
	return rows, err
}
