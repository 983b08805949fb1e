// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/period"
	city "planraum/internal/city/staffing"
	"planraum/internal/desk/staffing"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// registers are the tables of what is known of keys, papers and prices.
type registers struct {
	Keys, Cases, Pay, Flat view.Table
}

func (s *server) staffRegisters(ctx context.Context, r request) (registers, error) {
	var reg registers
	keys, err := s.Staffing.Keys(ctx, r.AsOf)
	if err != nil {
		return reg, err
	}
	cases, err := s.Staffing.Cases(ctx, r.AsOf)
	if err != nil {
		return reg, err
	}
	flat, err := s.Staffing.FlatRates(ctx, r.AsOf)
	if err != nil {
		return reg, err
	}
	grades, steps, err := s.Staffing.PayTable(ctx, r.AsOf)
	if err != nil {
		return reg, err
	}
	reg.Keys, reg.Cases, reg.Flat = keyTable(keys, r), caseTable(cases), flatTable(flat, r)
	reg.Pay = payTable(grades, steps, r)
	return reg, nil
}

func recordRef(id int64) string { return "record/" + strconv.FormatInt(id, 10) }

// standing says whether something holds on the as-of date.
func standing(from, to, day period.Date) view.Cell {
	switch staffing.StandingOn(from, to, day) {
	case staffing.Expired:
		return view.Say(text.T("abgelaufen", "expired"))
	case staffing.Coming:
		return view.Say(text.T("gilt später", "holds later"))
	}
	return view.Say(text.T("gilt", "holds"))
}

// blankDay is the cell of a day that may be missing for a reason, such as the
// last day of what holds until it is replaced.
func blankDay(to period.Date) view.Cell {
	if to.IsZero() {
		return view.Cell{Known: true, Blank: true}
	}
	return view.Day(to)
}

func keyTable(keys []staffing.Entry[city.Key], r request) view.Table {
	t := view.Table{
		ID: "schluessel", Caption: text.T("Stellenschlüssel, wie sie bekannt waren", "Staffing keys as they were known"), Sorted: "task",
		Empty: text.T("Es war noch kein Stellenschlüssel bekannt. „planraum import staffing_keys.csv“ liest welche ein.", "No staffing key was known yet. “planraum import staffing_keys.csv” imports some."),
		Note:  text.T("Ein Schlüssel 1 : 136 heißt: eine Stelle für je 136 Personen, Plätze oder Fälle. Ein leeres „bis“ heißt: bis ein neuer gilt.", "A key 1 : 136 means one post for each 136 persons, places or cases. An empty “to” means until it is replaced."),
		Columns: []view.Column{
			{Key: "task", Name: text.T("Aufgabe", "task")},
			{Key: "per", Name: text.T("Schlüssel 1 :", "key 1 :"), Kind: view.Whole},
			{Key: "base", Name: text.T("je", "for each")},
			{Key: "accommodation", Name: text.T("Unterbringung", "accommodation")},
			{Key: "valid_from", Name: text.T("von", "from"), Kind: view.Date},
			{Key: "valid_to", Name: text.T("bis", "to"), Kind: view.Date},
			{Key: "standing", Name: text.T("Geltung", "standing")},
			{Key: "decision", Name: text.T("Beschluss", "decision")},
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "known_from", Name: text.T("bekannt seit", "known since"), Kind: view.Date},
		},
	}
	for _, e := range keys {
		k := e.Noun
		task := k.Task
		if task == (text.Text{}) {
			task = text.Same(k.ID)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(task), view.Num(k.Per, recordRef(e.Record)), view.Say(city.BaseLabel(k.Base)), view.Say(city.AccommodationLabel(k.Accommodation)),
			view.Day(k.ValidFrom), blankDay(k.ValidTo), standing(k.ValidFrom, k.ValidTo, r.AsOf),
			view.Say(text.Same(k.Decision)), view.Say(text.Same(k.Source)), view.Day(k.KnownFrom),
		}})
	}
	t.Sort(t.ID+"."+t.Sorted, r.Lang)
	return t
}

func caseTable(cases []staffing.Entry[city.Case]) view.Table {
	t := view.Table{
		ID: "stellenplan", Caption: text.T("Was Vorlagen am Stellenplan geändert haben", "What papers have changed in the plan of posts"), Sorted: "date",
		Empty: text.T("Es war noch keine Vorlage mit Stellen bekannt. „planraum import post_cases.csv“ liest welche ein.", "No paper on posts was known yet. “planraum import post_cases.csv” imports some."),
		Note:  text.T("Die Zahl der Stellen steht wie gedruckt; manche Vorlagen nennen mehrere Zahlen oder keine. kw heißt „künftig wegfallend“.", "The number of posts is as printed; some papers state several or none. kw means the post will cease."),
		Columns: []view.Column{
			{Key: "date", Name: text.T("Datum", "date"), Kind: view.Date},
			{Key: "paper", Name: text.T("Vorlage", "paper")},
			{Key: "content", Name: text.T("Inhalt", "content")},
			{Key: "posts", Name: text.T("Stellen", "posts"), Kind: view.Written},
			{Key: "grade", Name: text.T("Gruppe", "grade")},
			{Key: "logic", Name: text.T("Begründung", "reason")},
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "known_from", Name: text.T("bekannt seit", "known since"), Kind: view.Date},
		},
	}
	for _, e := range cases {
		c := e.Noun
		posts := view.Say(text.T(strings.ReplaceAll(c.Posts, ".", ","), c.Posts)) // as printed, in each language's marks
		posts.Ref = recordRef(e.Record)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Day(c.Date), view.Say(text.Same(c.Paper)), view.Say(text.Same(c.Content)), posts,
			named(c.Grade), named(c.Logic), view.Say(text.Same(c.Source)), view.Day(c.KnownFrom),
		}})
	}
	return t
}

// named is a cell of words that a paper need not have.
func named(s string) view.Cell {
	if s == "" {
		return view.Cell{Known: true, Blank: true}
	}
	return view.Say(text.Same(s))
}

func payTable(grades []staffing.Grade, steps int, r request) view.Table {
	t := view.Table{
		ID: "entgelt", Caption: say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Entgelttabelle am %s, brutto im Monat", "Pay table on %s, gross a month").In(l), r.AsOf.In(l))
		}),
		Fixed:   true,
		Columns: []view.Column{{Key: "grade", Name: text.T("Entgeltgruppe", "pay grade")}},
		Empty:   text.T("Für diesen Tag ist keine Entgelttabelle eingelesen. „planraum import pay.csv“ liest eine ein; bis dahin sind Kosten nach Entgelttabelle unbekannt.", "No pay table has been imported for this day. “planraum import pay.csv” imports one; until then cost by pay table is unknown."),
	}
	for step := 1; step <= steps; step++ {
		t.Columns = append(t.Columns, view.Column{
			Key: fmt.Sprintf("step_%d", step), Name: text.T(fmt.Sprintf("Stufe %d", step), fmt.Sprintf("step %d", step)), Unit: text.Same("EUR"), Kind: view.Money,
		})
	}
	derived, cells := 0, 0
	for _, g := range grades {
		row := view.Row{Cells: []view.Cell{view.Say(text.Same(g.Name))}}
		for step := 1; step <= steps; step++ {
			e, ok := g.Steps[step]
			if !ok {
				row.Cells = append(row.Cells, view.Cell{Known: true, Blank: true})
				continue
			}
			cells++
			cell := view.Num(e.Noun.Monthly, recordRef(e.Record))
			if e.Noun.Quality == city.Derived {
				derived++
				cell = cell.With(text.T("hergeleitet", "derived"))
			}
			row.Cells = append(row.Cells, cell)
			t.Sources = appendNew(t.Sources, e.Noun.Source)
		}
		t.Rows = append(t.Rows, row)
	}
	if cells > 0 {
		t.Note = payNote(derived, cells)
	}
	return t
}

func payNote(derived, cells int) text.Text {
	if derived == 0 {
		return text.T("Alle Beträge sind abgedruckt.", "All amounts are as printed.")
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%d von %d Beträgen sind aus veröffentlichten Tariferhöhungen hergeleitet und nicht abgedruckt gesehen; sie sind markiert. Alle anderen sind abgedruckt.",
			"%d of %d amounts are derived from published rises and not seen in print; they are marked. All others are as printed.").In(l), derived, cells)
	})
}

func flatTable(rates []staffing.Entry[city.FlatRate], r request) view.Table {
	t := view.Table{
		ID: "pauschalen", Caption: text.T("Pauschalen je Stelle und Jahr", "Flat rates a post and year"), Sorted: "name",
		Empty: text.T("Es war noch keine Pauschale bekannt. „planraum import flat_rates.csv“ liest welche ein.", "No flat rate was known yet. “planraum import flat_rates.csv” imports some."),
		Columns: []view.Column{
			{Key: "name", Name: text.T("Pauschale", "flat rate")},
			{Key: "yearly", Name: text.T("je Stelle und Jahr", "a post and year"), Unit: text.Same("EUR"), Kind: view.Money},
			{Key: "valid_from", Name: text.T("von", "from"), Kind: view.Date},
			{Key: "valid_to", Name: text.T("bis", "to"), Kind: view.Date},
			{Key: "standing", Name: text.T("Geltung", "standing")},
			{Key: "source", Name: text.T("Quelle", "source")},
		},
	}
	for _, e := range rates {
		f := e.Noun
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(text.Same(f.Name)), view.Num(f.Yearly, recordRef(e.Record)), view.Day(f.ValidFrom), blankDay(f.ValidTo),
			standing(f.ValidFrom, f.ValidTo, r.AsOf), view.Say(text.Same(f.Source)),
		}})
	}
	t.Sort(t.ID+"."+t.Sorted, r.Lang)
	return t
}
