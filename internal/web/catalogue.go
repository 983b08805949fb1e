// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/url"

	"github.com/a-h/templ"

	"planraum/internal/city/dataset"
	"planraum/internal/city/period"
	"planraum/internal/desk/catalogue"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// catalogue lists the data sets that anybody may have.
func (s *server) catalogue(ctx context.Context, r request) (answer, error) {
	l, err := s.Catalogue.Listing(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	t := datasetTable(l, r)
	return s.publicAnswer(answer{
		answer: catalogueSentence(l, r), tables: []*view.Table{&t},
		body: func(p view.Page) templ.Component { return catalogueBody(p, l, t) },
	}), nil
}

// publicAnswer says of a page and of its files that they show what the public
// may have, whoever reads them.
func (s *server) publicAnswer(a answer) answer {
	a.name = text.T("Datenkatalog", "Data catalogue")
	a.facts = append(a.facts, text.T("was die Öffentlichkeit sehen darf: nur freigegebene Zahlen, geschützt", "what the public may see: released figures only, protected"))
	a.release = text.T("nur freigegebene Zahlen", "released figures only")
	a.protection = text.T("nach der Regel für die Öffentlichkeit", "by the policy for the public")
	return a
}

func catalogueSentence(l catalogue.Listing, r request) text.Text {
	return say(func(lang text.Lang) string {
		switch n := len(l.Entries); n {
		case 0:
			return fmt.Sprintf(text.T("Am %s ist noch kein Datensatz öffentlich.", "On %s no data set is public yet.").In(lang), r.AsOf.In(lang))
		case 1:
			return text.T("1 Datensatz ist öffentlich.", "1 data set is public.").In(lang)
		default:
			return fmt.Sprintf(text.T("%s Datensätze sind öffentlich.", "%s data sets are public.").In(lang), lang.Int(int64(n)))
		}
	})
}

// datasetHref is the page of a data set, fileHref one of its files.
func datasetHref(p view.Page, key string) string {
	return p.Href("/daten/katalog/" + url.PathEscape(key))
}

func fileHref(p view.Page, key, format string) string {
	return p.Href("/katalog/" + url.PathEscape(key) + "." + format)
}

func datasetTable(l catalogue.Listing, r request) view.Table {
	t := view.Table{
		ID: "datensaetze", Caption: text.T("Öffentliche Datensätze", "Public data sets"), Sorted: "dataset", Long: true,
		Empty: text.T("Öffentlich ist, was freigegeben ist. Ein späterer Stand zeigt vielleicht mehr.", "Public is what was released. A later date may show more."),
		Columns: []view.Column{
			{Key: "dataset", Name: text.T("Datensatz", "data set")},
			{Key: "values", Name: text.T("Zeilen", "rows"), Kind: view.Whole},
			{Key: "areas", Name: text.T("Gebiete", "areas"), Kind: view.Whole},
			{Key: "first", Name: text.T("von", "from"), Kind: view.Date},
			{Key: "last", Name: text.T("bis", "to"), Kind: view.Date},
			{Key: "modified", Name: text.T("zuletzt bekannt geworden", "last became known"), Kind: view.Date},
			{Key: "licence", Name: text.T("Lizenz", "licence")},
			{Key: "key", Name: text.T("Schlüssel", "key")},
		},
	}
	for _, e := range l.Entries {
		name := view.Say(e.Title)
		name.Link = datasetHref(r.Page, e.Key)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			name, view.Num(e.Values, ""), view.Num(len(e.Areas), ""), blankDay(e.First), openDay(e.Last), blankDay(e.Modified),
			view.Say(dataset.Label(dataset.Licences, e.Licence)), view.Say(text.Same(e.Key)),
		}})
	}
	return t
}

// openDay is a last day; none is an open end.
func openDay(d period.Date) view.Cell {
	if d.IsZero() {
		return view.Cell{Known: true, Blank: true}
	}
	return view.Day(d)
}

// dataset shows one data set: what it is, of when and where, under which terms,
// and its files.
func (s *server) dataset(ctx context.Context, r request) (answer, error) {
	_, e, err := s.Catalogue.Entry(ctx, r.PathValue("key"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	areas := heldTable(e)
	a := s.publicAnswer(answer{
		answer: datasetSentence(e), tables: []*view.Table{&areas},
		body: func(p view.Page) templ.Component { return datasetBody(p, datasetFacts(e), e, areas) },
	})
	a.licence = e.Terms()
	return a, nil
}

func datasetSentence(e catalogue.Entry) text.Text {
	return say(func(l text.Lang) string {
		rows := text.T("Zeilen", "rows").In(l)
		if e.Values == 1 {
			rows = text.T("Zeile", "row").In(l)
		}
		s := fmt.Sprintf(text.T("„%s“ hat %s %s", "“%s” has %s %s").In(l), e.Title.In(l), l.Int(int64(e.Values)), rows)
		if span := spanOf(e, l); span != "" {
			s += ", " + span
		}
		return s + "."
	})
}

func spanOf(e catalogue.Entry, l text.Lang) string {
	switch {
	case e.First.IsZero():
		return ""
	case e.Last.IsZero():
		return fmt.Sprintf(text.T("ab dem %s", "from %s on").In(l), e.First.In(l))
	case e.First == e.Last:
		return fmt.Sprintf(text.T("vom %s", "of %s").In(l), e.First.In(l))
	}
	return fmt.Sprintf(text.T("vom %s bis zum %s", "from %s to %s").In(l), e.First.In(l), e.Last.In(l))
}

// fact is a name with what is said of it, perhaps with a page behind it.
type fact struct {
	Name, Said text.Text
	Link       string
}

func datasetFacts(e catalogue.Entry) []fact {
	list := []fact{
		{Name: text.T("Zeitraum", "period"), Said: say(func(l text.Lang) string {
			if s := spanOf(e, l); s != "" {
				return s
			}
			return text.T("unbekannt", "unknown").In(l)
		})},
		{Name: text.T("Gebiete", "areas"), Said: say(func(l text.Lang) string { return l.Int(int64(len(e.Areas))) })},
		{Name: text.T("Lizenz", "licence"), Said: dataset.Label(dataset.Licences, e.Licence), Link: dataset.Address(e.Licence)},
		{Name: text.T("Namensnennung", "attribution"), Said: text.Same(e.Attribution)},
		{Name: text.T("Fragen beantwortet", "questions go to"), Said: text.Same(e.Office)},
		{Name: text.T("Thema", "theme"), Said: dataset.Label(dataset.Themes, e.Theme)},
		{Name: text.T("wächst", "grows"), Said: dataset.Label(dataset.Periodicities, e.Periodicity)},
		{Name: text.T("Schlüssel", "key"), Said: text.Same(e.Key)},
	}
	if e.Email != "" {
		list = append(list, fact{Name: text.T("E-Mail", "e-mail"), Said: text.Same(e.Email), Link: "mailto:" + e.Email})
	}
	if !e.Issued.IsZero() {
		list = append(list, fact{Name: text.T("veröffentlicht am", "published on"), Said: text.T(e.Issued.In(text.De), e.Issued.In(text.En))})
	}
	return list
}

// heldTable lists the areas of a data set.
func heldTable(e catalogue.Entry) view.Table {
	t := view.Table{
		ID: "gebiete", Caption: text.T("Gebiete des Datensatzes", "Areas of the data set"), Sources: e.Sources, Long: true,
		Empty: text.T("Die Zeilen sprechen von keinem Gebiet des jüngsten Gebietsstands.", "The rows speak of no area of the newest edition."),
		Columns: []view.Column{
			{Key: "area", Name: text.T("Gebiet", "area")},
			{Key: "key", Name: text.T("Schlüssel", "key")},
			{Key: "values", Name: text.T("Zeilen", "rows"), Kind: view.Whole},
		},
	}
	for _, a := range e.Areas {
		t.Rows = append(t.Rows, view.Row{Area: a.ID, Cells: []view.Cell{view.Name(a.Name, ""), view.Name(string(a.ID), ""), view.Num(a.Values, "")}})
	}
	return t
}
