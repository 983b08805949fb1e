// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

var papersName = text.T("Berichte", "Reports")

// withoutPapers is the answer of an installation without the desk of reports.
var withoutPapers = fault.New(fault.Unavailable, "web.papers", "Berichte sind auf dieser Installation nicht eingerichtet.", "Reports are not set up on this installation.")

// writes reports whether the reader may see drafts of papers and reports.
func (s *server) writes(ctx context.Context) bool {
	return s.Rights.May(ctx)(rights.Read, rights.Resource{Kind: rights.Document})
}

// issues are the issued versions of the address's text that were known on the as-of
// date, oldest first.
func (s *server) issues(ctx context.Context, r request) ([]report.Stored, error) {
	list, err := s.Report.Versions(ctx, r.PathValue("report"))
	return slices.DeleteFunc(list, func(v report.Stored) bool { return !v.Issued() || v.AsOf.After(r.AsOf) }), err
}

// papers lists the templates, the drafts and what was issued.
func (s *server) papers(ctx context.Context, r request) (answer, error) {
	return s.papersAnswer(ctx, r, entryForm{})
}

func (s *server) papersAnswer(ctx context.Context, r request, form entryForm) (answer, error) {
	if s.Report == nil {
		return answer{}, withoutPapers
	}
	issued, drafts, err := s.keptPapers(ctx, r)
	if err != nil {
		return answer{}, err
	}
	c := papersContent{Issued: issuesTable(issued, r), Writes: s.writes(ctx), Form: form}
	a := answer{name: papersName, answer: papersSentence(len(issued)), status: form.status(), tables: []*view.Table{&c.Issued}}
	if c.Writes {
		c.Templates, c.Drafts = templatesTable(drafts, r), draftsTable(drafts, r)
		a.tables = append(a.tables, &c.Templates, &c.Drafts)
	}
	a.body = func(p view.Page) templ.Component { return papersBody(p, c) }
	return a, nil
}

type papersContent struct {
	Issued, Templates, Drafts view.Table
	Writes                    bool
	Form                      entryForm // in which a draft is begun
}

// keptPapers are the newest issues known on the as-of date, and the names of all texts
// of which a draft is kept.
func (s *server) keptPapers(ctx context.Context, r request) (issued, drafts []report.Stored, err error) {
	names, err := s.Report.Names(ctx, r.AsOf)
	if err != nil {
		return nil, nil, err
	}
	for _, name := range names {
		list, err := s.Report.Versions(ctx, name)
		if err != nil {
			return nil, nil, err
		}
		list = slices.DeleteFunc(list, func(v report.Stored) bool { return v.AsOf.After(r.AsOf) })
		for _, v := range list {
			if v.Issued() {
				issued = append(issued, v)
			}
		}
		if _, last, _, any := report.Newest(list); any && !last.Issued() {
			drafts = append(drafts, last)
		}
	}
	return issued, drafts, nil
}

func papersSentence(issued int) text.Text {
	switch issued {
	case 0:
		return text.T("Noch ist kein Bericht ausgegeben.", "No report has been issued yet.")
	case 1:
		return text.T("Ein Bericht ist ausgegeben.", "One report has been issued.")
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s Berichte sind ausgegeben.", "%s reports have been issued.").In(l), l.Int(int64(issued)))
	})
}

func paperPath(name string) string { return reportsPath + "/" + name }

func issuesTable(list []report.Stored, r request) view.Table {
	t := view.Table{
		ID: "ausgegeben", Caption: text.T("Ausgegebene Vorlagen und Berichte", "Issued papers and reports"), Sorted: "-as_of", Long: true,
		Empty: text.T("Bis zu diesem Stand ist nichts ausgegeben. Die Sozialplanung gibt einen Text auf seiner Seite aus.", "Nothing has been issued as of this date. Social planning issues a text on its page."),
		Columns: []view.Column{
			{Key: "title", Name: text.T("Titel", "title")},
			{Key: "as_of", Name: text.T("Stand", "as of"), Kind: view.Date},
			{Key: "issued", Name: text.T("ausgegeben am", "issued on"), Kind: view.Date},
			{Key: "by", Name: text.T("von", "by")},
			{Key: "digest", Name: text.T("Prüfsumme", "checksum")},
		},
	}
	for _, v := range list {
		title := view.Name(v.Document.Title, r.Href(paperPath(v.Name), "ausgabe", fmt.Sprint(v.Record)))
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{title, view.Day(v.AsOf), view.Day(dayOfTime(v.At)), named(v.By), view.Name(v.Digest[:12], "")}})
	}
	t.Sort(t.ID+"."+t.Sorted, text.De)
	return t
}

func templatesTable(drafts []report.Stored, r request) view.Table {
	t := view.Table{
		ID: "vorlagen", Caption: text.T("Vorlagen, aus denen ein Text entsteht", "Templates of which a text is made"), Fixed: true,
		Columns: []view.Column{
			{Key: "title", Name: text.T("Titel", "title")},
			{Key: "for", Name: text.T("wofür", "what for")},
			{Key: "language", Name: text.T("Sprache", "language")},
			{Key: "draft", Name: text.T("Entwurf", "draft")},
		},
	}
	for _, one := range report.Templates() {
		draft := view.Say(text.T("aus der Vorlage", "of the template"))
		if slices.ContainsFunc(drafts, func(v report.Stored) bool { return v.Name == one.Name }) {
			draft = view.Say(text.T("bearbeitet", "edited"))
		}
		title := view.Say(one.Title)
		title.Link = r.Href(paperPath(one.Name))
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{title, view.Say(one.For), view.Say(languageName(one.Language())), draft}})
	}
	return t
}

// languageName says in which language a text is written.
func languageName(l text.Lang) text.Text {
	if l == text.En {
		return text.T("Englisch", "English")
	}
	return text.T("Deutsch", "German")
}

// draftsTable lists the texts of which a draft is the newest version.
func draftsTable(drafts []report.Stored, r request) view.Table {
	t := view.Table{
		ID: "entwuerfe", Caption: text.T("Entwürfe", "Drafts"), Sorted: "-changed",
		Empty: text.T("Bis zu diesem Stand ist kein Entwurf gespeichert.", "No draft has been saved as of this date."),
		Columns: []view.Column{
			{Key: "title", Name: text.T("Titel", "title")},
			{Key: "state", Name: text.T("Zustand", "state")},
			{Key: "as_of", Name: text.T("Stand", "as of"), Kind: view.Date},
			{Key: "changed", Name: text.T("zuletzt geändert", "last changed"), Kind: view.Date},
			{Key: "by", Name: text.T("von", "by")},
		},
	}
	for _, v := range drafts {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(v.Document.Title, r.Href(paperPath(v.Name))), view.Say(report.StateOf(v)), view.Day(v.AsOf), view.Day(dayOfTime(v.At)), named(v.By)}})
	}
	t.Sort(t.ID+"."+t.Sorted, text.De)
	return t
}

// beginPaper begins a draft, empty or of a template, and opens it.
func (s *server) beginPaper(ctx context.Context, r request) (answer, error) {
	form, err := typedEntry(r)
	if err != nil {
		return answer{}, err
	}
	if s.Report == nil {
		return answer{}, withoutPapers
	}
	b := report.Beginning{Title: form.get("title"), Reference: form.get("reference"), Template: form.get("template")}
	name, err := s.Report.Begin(ctx, b, r.AsOf, report.Change{By: r.By(), At: time.Now().UTC()})
	if err != nil {
		if !form.refuse(err) {
			return answer{}, err
		}
		return s.papersAnswer(ctx, r, form)
	}
	return answer{redirect: r.Href(editPath(name)) + "#bausteine"}, nil
}

// templateOptions are the templates that a draft can be begun from.
func templateOptions(p view.Page) []view.Option {
	list := []view.Option{{Name: p.T("leer", "empty"), Value: ""}}
	for _, t := range report.Templates() {
		list = append(list, view.Option{Name: p.In(t.Title), Value: t.Name})
	}
	return list
}
