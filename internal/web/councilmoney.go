// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"strconv"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// effectTableOf is the money of a paper by sub-budget, line and year, with sums.
func effectTableOf(p council.Paper) *view.Table {
	if len(p.Effects) == 0 {
		return nil
	}
	t := &view.Table{
		ID: "finanzen", Caption: text.T("Finanzielle Auswirkungen", "Financial effects"), Fixed: true,
		Note: text.T("Aufwand ist positiv, Ertrag negativ.", "Expenses are positive, income is negative."),
		Columns: []view.Column{
			{Key: "sub_budget", Name: text.T("Teilhaushalt", "sub-budget")},
			{Key: "line", Name: text.T("Zeile", "line")},
			{Key: "text", Name: text.T("wofür", "for what")},
			{Key: "year", Name: text.T("Jahr", "year")},
			{Key: "amount", Name: text.T("Betrag", "amount"), Unit: text.T("EUR", "EUR"), Kind: view.Money},
		},
	}
	blank, total := view.Cell{Blank: true}, int64(0)
	for _, e := range p.Effects {
		note := blank
		if e.Text != "" {
			note = view.Name(e.Text, "")
		}
		total += int64(e.Amount)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(e.SubBudget, ""), view.Name(e.Line, ""), note, view.Name(strconv.Itoa(e.Year), ""), view.Num(int64(e.Amount), "")}})
	}
	for _, s := range p.Sums() {
		t.Rows = append(t.Rows, view.Row{Sum: true, Cells: []view.Cell{
			view.Say(text.T("Summe "+s.SubBudget, "sum of "+s.SubBudget)), blank, blank, view.Name(strconv.Itoa(s.Year), ""), view.Num(int64(s.Amount), ""),
		}})
	}
	t.Rows = append(t.Rows, view.Row{Total: true, Cells: []view.Cell{view.Say(text.T("zusammen", "in all")), blank, blank, blank, view.Num(total, "")}})
	return t
}

// unknownGrade is what a paper says where it asks for a post of no known grade.
const unknownGrade = "unbekannt"

// requestTable is what a paper asks for in posts.
func requestTable(p council.Paper) *view.Table {
	if len(p.Posts) == 0 {
		return nil
	}
	t := &view.Table{
		ID: "stellen", Caption: text.T("Stellen", "Posts"), Fixed: true,
		Note: text.T("In den Stellenplan kommen sie erst, wenn sie dort eingetragen sind: Personal, Stellenplan, „Was noch einzutragen ist“. „kw ab“ (künftig wegfallend) ist der erste Tag ohne die Stelle.", "They are in the staffing plan only once they are recorded there: Staff, Staffing plan, “What is still to be recorded”. “Phased out on” is the first day without the post."),
		Columns: []view.Column{
			{Key: "unit", Name: text.T("Einheit", "unit")},
			{Key: "grade", Name: text.T("Gruppe", "grade")},
			{Key: "share", Name: text.T("Stellen", "posts"), Kind: view.Posts},
			{Key: "from", Name: text.T("ab", "from"), Kind: view.Date},
			{Key: "phase_out", Name: text.T("kw ab", "phased out on"), Kind: view.Date},
			{Key: "plan", Name: text.T("im Stellenplan", "in the staffing plan")},
			{Key: "reason", Name: text.T("Begründung", "reason")},
		},
	}
	blank, total := view.Cell{Blank: true}, int64(0)
	day := func(d period.Date) view.Cell {
		if d.IsZero() {
			return blank
		}
		return view.Day(d)
	}
	for _, q := range p.Posts {
		plan, reason, share := text.T("ja", "yes"), blank, int64(q.Share)
		if q.Outside {
			plan = text.T("außerhalb, Ermächtigung bis zu diesem Umfang", "outside, authorised up to this share")
		}
		if q.Reason != "" {
			reason = view.Name(q.Reason, "")
		}
		grade := view.Name(q.Grade, "")
		if q.Grade == unknownGrade {
			grade = view.Cell{}
		}
		total += share
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(q.Unit, ""), grade, view.Num(share, ""), day(q.From), day(q.PhaseOut), view.Say(plan), reason}})
	}
	t.Rows = append(t.Rows, view.Row{Total: true, Cells: []view.Cell{view.Say(text.T("zusammen", "in all")), blank, view.Num(total, ""), blank, blank, blank, blank}})
	return t
}

// earlierDay is the earlier of two days.
func earlierDay(a, b period.Date) period.Date {
	if b.Before(a) {
		return b
	}
	return a
}
