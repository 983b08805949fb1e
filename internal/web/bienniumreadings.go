// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"

	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/desk/staffing"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// readingTable sets the stages of each change side by side: draft, first and second
// reading, and what the second has changed.
func readingTable(list []staffing.Reading, instead func(id string) string) view.Table {
	t := view.Table{
		ID: "vergleich", Caption: text.T("Erste und zweite Lesung nebeneinander", "First and second reading side by side"), Fixed: true,
		Empty: text.T("Für diesen Doppelhaushalt ist nichts eingetragen, was beraten wird. „Änderung eintragen“ beim Stellenplan nimmt es auf.", "Nothing that is deliberated is recorded for this double budget. “Record a change” at the staffing plan takes it in."),
		Note:  text.T("Stellen in jeder Stufe, wie sie dort stand; was wegfällt, mit Minus. Leer: Die Änderung stand in dieser Stufe nicht an.", "Posts in each stage as they stood there; what goes has a minus. Empty: the change was not dealt with in this stage."),
		Columns: []view.Column{
			{Key: "paper", Name: text.T("Vorlage", "paper")},
			{Key: "kind", Name: text.T("Änderung", "change")},
			{Key: "unit", Name: text.T("Amt", "office")},
			{Key: "grade", Name: text.T("Bewertung", "grade")},
			{Key: "draft", Name: text.T("Entwurf", "draft"), Kind: view.Hundredths},
			{Key: "first", Name: text.T("1. Lesung", "1st reading"), Kind: view.Hundredths},
			{Key: "second", Name: text.T("2. Lesung", "2nd reading"), Kind: view.Hundredths},
			{Key: "changed", Name: text.T("was sich geändert hat", "what has changed")},
		},
	}
	for _, r := range list {
		stage := func(f *unit.FTE) view.Cell {
			if f == nil {
				return view.Cell{Blank: true}
			}
			return view.Num(*f, recordRef(r.Record))
		}
		n := r.Newest
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			named(n.Paper), view.Say(n.Kind.Label()), named(n.Unit), named(n.Grade), stage(r.Draft), stage(r.First), stage(r.Second), view.Say(movedOr(r, instead)),
		}})
	}
	return t
}

// movedOr says which paper's change stands for an ask; else what became of the change.
func movedOr(r staffing.Reading, instead func(id string) string) text.Text {
	if paper := instead(r.Newest.ID); paper != "" {
		return text.T("zählt nicht mehr: "+paper+" antwortet darauf", "counts no more: "+paper+" answers it")
	}
	return movedWords(r)
}

// movedWords say what became of a change from the first reading to the second.
func movedWords(r staffing.Reading) text.Text {
	moved, dealt := r.Moved()
	switch {
	case !dealt && r.Newest.Stage == city.Settled:
		return text.T("beschlossen, ohne Lesung eingetragen", "decided, recorded without a reading")
	case !dealt && r.Newest.Stage == city.Refused:
		return text.T("abgelehnt", "refused")
	case !dealt && r.First != nil:
		return text.T("2. Lesung steht aus", "2nd reading is still to come")
	case !dealt:
		return text.T("noch nicht gelesen", "not read yet")
	case r.Newest.Stage == city.Refused:
		return text.T("in der 2. Lesung abgelehnt", "refused in the 2nd reading")
	case r.First == nil:
		return text.T("neu in der 2. Lesung", "new in the 2nd reading")
	case moved == 0:
		return text.T("unverändert", "unchanged")
	}
	return say(func(l text.Lang) string {
		sign := ""
		if moved > 0 {
			sign = "+"
		}
		return fmt.Sprintf(text.T("%s%s Stellen in der 2. Lesung", "%s%s posts in the 2nd reading").In(l), sign, l.Decimal(int64(moved), 2))
	})
}
