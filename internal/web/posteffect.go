// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"net/url"
	"strconv"

	"planraum/internal/city/period"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/desk/staffing"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// postEffectTable shows what a change does to the lines of a double budget: posts and cost
// of each year, without and with it.
func postEffectTable(e staffing.Effect) view.Table {
	t := view.Table{
		ID: "wirkung", Fixed: true,
		Caption: text.T(fmt.Sprintf("Stellen und Kosten im Doppelhaushalt %d/%d", e.First, e.First+1), fmt.Sprintf("Posts and cost in the double budget %d/%d", e.First, e.First+1)),
		Empty:   text.T("In beiden Jahren bleiben Stellen und Kosten, wie sie sind.", "In both years posts and cost stay as they are."),
		Columns: []view.Column{
			{Key: "year", Name: text.T("Jahr", "year")},
			{Key: "unit", Name: text.T("Amt", "office")},
			{Key: "grade", Name: text.T("Bewertung", "grade")},
			{Key: "before", Name: text.T("Stellen am Jahresende ohne", "posts at year end without"), Kind: view.Hundredths},
			{Key: "after", Name: text.T("Stellen am Jahresende mit", "posts at year end with"), Kind: view.Hundredths},
			{Key: "cost_before", Name: text.T("Kosten ohne", "cost without")},
			{Key: "cost_after", Name: text.T("Kosten mit", "cost with")},
			{Key: "more", Name: text.T("Unterschied", "difference")},
		},
	}
	outside := false
	for _, l := range e.Lines {
		for i := range 2 {
			outside = outside || l.Before[i].Outside != l.After[i].Outside || l.Before[i].Full.High != l.After[i].Full.High
		}
	}
	if outside {
		t.Columns = append(t.Columns,
			view.Column{Key: "outside", Name: text.T("außerhalb erlaubt", "allowed outside"), Kind: view.Hundredths},
			view.Column{Key: "full", Name: text.T("kostet höchstens, wenn alles besetzt ist", "costs at most if all is filled")})
	}
	for i := range 2 {
		for _, l := range e.Lines {
			if l.Moves(i) {
				t.Rows = append(t.Rows, view.Row{Cells: effectCells(e.First+i, l, i, outside)})
			}
		}
		if len(e.Lines) > 0 {
			cells := effectCells(e.First+i, e.Sum, i, outside)
			cells[1], cells[2] = view.Say(text.T("alle Zeilen", "all lines")), view.Cell{Known: true, Blank: true}
			t.Rows = append(t.Rows, view.Row{Cells: cells, Sum: true})
		}
	}
	return t
}

func effectCells(year int, l staffing.LineEffect, i int, outside bool) []view.Cell {
	before, after := l.Before[i], l.After[i]
	cells := []view.Cell{
		view.Say(text.Same(strconv.Itoa(year))), named(l.Unit), named(l.Grade), view.Num(before.Posts, ""), view.Num(after.Posts, ""),
		postCostCell(before.Cost), postCostCell(after.Cost), moreCell(before.Cost, after.Cost),
	}
	if outside {
		cells = append(cells, view.Num(after.Outside, ""), postCostCell(after.Full))
	}
	return cells
}

// postCostCell writes a cost from the lowest to the highest step, and what is missing in it.
func postCostCell(c staffing.Range) view.Cell {
	if c.High == 0 && c.Unknown > 0 {
		return view.Cell{}
	}
	cell := view.Say(say(func(l text.Lang) string { return spread(l, c) }))
	if c.Unknown > 0 {
		cell = cell.With(text.T("teilweise", "in part"))
	}
	return cell
}

// moreCell writes by how much a cost differs.
func moreCell(before, after staffing.Range) view.Cell {
	if after.Unknown != before.Unknown {
		return view.Cell{}
	}
	return view.Say(say(func(l text.Lang) string {
		signed := func(c unit.Cents) string {
			if c > 0 {
				return "+" + l.EuroWhole(int64(c))
			}
			return l.EuroWhole(int64(c))
		}
		low, high := after.Low-before.Low, after.High-before.High
		if low == high {
			return signed(low)
		}
		return fmt.Sprintf(text.T("%s bis %s", "%s to %s").In(l), signed(low), signed(high))
	}))
}

// noteCell is the first day without a post; empty where it stays, unknown where nobody
// tells the day.
func noteCell(day period.Date, unknown bool) view.Cell {
	if unknown {
		return view.Cell{}
	}
	return blankDay(day)
}

// postEndingTable warns of what ends within a year of the plan's day.
func postEndingTable(p staffing.PostPlan, r request) view.Table {
	t := view.Table{
		ID: "endet", Caption: text.T("Was in den nächsten zwölf Monaten endet", "What ends within the next twelve months"), Fixed: true,
		Note: text.T("Soll etwas bleiben, braucht es vorher einen Beschluss. Der Haushalt dafür wird Monate vorher beraten.", "What is to stay takes a decision before that day. Its budget is deliberated months ahead."),
		Columns: []view.Column{
			{Key: "on", Name: text.T("endet am", "ends on"), Kind: view.Date},
			{Key: "days", Name: text.T("in Tagen", "in days"), Kind: view.Whole},
			{Key: "what", Name: text.T("was", "what")},
			{Key: "unit", Name: text.T("Amt", "office")},
			{Key: "grade", Name: text.T("Bewertung", "grade")},
			{Key: "share", Name: text.T("Stellen", "posts"), Kind: view.Hundredths},
			{Key: "filled", Name: text.T("davon besetzt", "of them filled"), Kind: view.Hundredths},
			{Key: "paper", Name: text.T("Vorlagen", "papers")},
		},
	}
	for _, e := range p.Ending(p.Day.AddMonths(12)) {
		what, by, unitOf, grade := text.T("kw-Vermerk", "phase-out note"), []string(nil), "", ""
		share, filled := view.Cell{}, view.Cell{}
		fill := func(n *unit.FTE, ref string) {
			if n != nil {
				filled = view.Num(*n, ref)
			}
		}
		last := e.On.AddDays(-1)
		if e.Post != nil {
			by, unitOf, grade, share = e.Post.By, e.Post.Unit, e.Post.Grade, view.Num(e.Post.Share, lastRef(p, e.Post.By[:1]))
			fill(e.Post.Filled, p.EndingFillRef(e))
		} else {
			what, by, unitOf, grade, share = text.T("Ermächtigung", "authorisation"), []string{e.Permit.By}, e.Permit.Unit, e.Permit.Grade, view.Num(e.Permit.Ceiling, recordRef(p.Record(e.Permit.By)))
			fill(e.Permit.Filled, p.EndingFillRef(e))
		}
		paper := view.Name(papersOf(p, by), "")
		if r.Allowed("GET " + postFormPath) {
			paper.Link = r.Href(postFormPath, "bleibt", by[0])
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Day(last), view.Num(p.Day.DaysTo(last), ""), view.Say(what), named(unitOf), named(grade), share, filled, paper,
		}})
	}
	return t
}

// stays is the change that lets last what would end by another one, as the form takes it:
// the note is lifted, or the authorisation goes on; nil where there is none.
func stays(changes []staffing.Entry[city.PostChange], id string, day period.Date) url.Values {
	for _, e := range changes {
		c := e.Noun
		if c.ID != id {
			continue
		}
		next := city.PostChange{Kind: city.PhaseOut, Stage: city.Asked, On: day, From: day, Unit: c.Unit, Grade: c.Grade, Share: c.Share, Posts: c.Posts, Task: c.Task, Key: c.Key, KnownFrom: day}
		if c.Kind == city.Authorise {
			next.Kind, next.From, next.Per = city.Authorise, c.Until.AddDays(1), c.Per
		}
		return postValues(next)
	}
	return nil
}

// planWords say what the plan holds on the first day of a change, without and with it.
func planWords(before, after staffing.PostPlan, c city.PostChange) text.Text {
	return say(func(l text.Lang) string {
		n := func(x unit.FTE) string { return l.Decimal(int64(x), 2) }
		s := fmt.Sprintf(text.T("Am %s stehen %s statt %s Stellen im Plan", "On %s the plan holds %s instead of %s posts").In(l), c.From.In(l), n(after.Total()), n(before.Total()))
		if after.Total() == before.Total() {
			s = fmt.Sprintf(text.T("Am %s stehen unverändert %s Stellen im Plan", "On %s the plan holds %s posts as before").In(l), c.From.In(l), n(after.Total()))
		}
		if after.Ceiling() != before.Ceiling() {
			s += fmt.Sprintf(text.T(", außerhalb dürfen bis zu %s statt %s besetzt werden", ", and up to %s instead of %s may be filled outside of it").In(l), n(after.Ceiling()), n(before.Ceiling()))
		}
		return s + fmt.Sprintf(text.T(" (bis zum Stand „%s“).", " (up to the stage “%s”).").In(l), staffing.UptoFor(c.Stage).Label().In(l))
	})
}

// meetWords say which asks of motions a change stands for from now on, and whether another
// one stands for it.
func meetWords(before, after staffing.PostPlan, c city.PostChange) []text.Text {
	var list []text.Text
	for _, e := range before.Changes {
		if id := e.Noun.ID; after.Met[id] == c.ID && before.Met[id] == "" {
			paper := e.Noun.Paper
			list = append(list, text.T("Was „"+paper+"“ verlangt, zählt dann nicht mehr: Diese Vorlage ist die Antwort darauf, ihre Änderung steht dafür.", "What “"+paper+"” asks for counts no more then: this paper answers it, and its change stands for it."))
		}
	}
	if paper := after.Instead(c.ID); paper != "" {
		list = append(list, text.T("Diese Änderung zählt nicht: "+paper+" beantwortet den Antrag und hat eine Änderung, die dafür steht.", "This change does not count: "+paper+" answers the motion and has a change that stands for it."))
	}
	return list
}

// effectWords say in a sentence each what a change costs more or less in both years, and
// what its authorisation does if it is used up.
func effectWords(e staffing.Effect) []text.Text {
	var list []text.Text
	told := func(words text.Text, of func(staffing.YearSum) staffing.Range) {
		moved := false
		for i := range 2 {
			before, after := of(e.Sum.Before[i]), of(e.Sum.After[i])
			moved = moved || before.Low != after.Low || before.High != after.High
		}
		if !moved {
			return
		}
		list = append(list, say(func(l text.Lang) string {
			years := make([]string, 2)
			for i := range years {
				before, after := of(e.Sum.Before[i]), of(e.Sum.After[i])
				after.Unknown = before.Unknown // said by itself
				years[i] = fmt.Sprintf("%d %s", e.First+i, moreCell(before, after).Words.In(l))
			}
			return fmt.Sprintf(words.In(l), years[0], years[1])
		}))
	}
	unknown := e.Sum.After[0].Cost.Unknown != e.Sum.Before[0].Cost.Unknown || e.Sum.After[1].Cost.Unknown != e.Sum.Before[1].Cost.Unknown
	cost := text.T("Kosten: %s, %s.", "Cost: %s, %s.")
	if unknown {
		cost = text.T("Kosten, soweit das Entgelt bekannt ist: %s, %s.", "Cost, as far as the pay is known: %s, %s.")
	}
	told(cost, func(y staffing.YearSum) staffing.Range { return y.Cost })
	told(text.T("Wird die Ermächtigung ganz genutzt, kostet sie: %s, %s.", "If the authorisation is used up it costs: %s, %s."), func(y staffing.YearSum) staffing.Range { return y.Full })
	more := max(e.Sum.After[0].Cost.Unknown-e.Sum.Before[0].Cost.Unknown, e.Sum.After[1].Cost.Unknown-e.Sum.Before[1].Cost.Unknown)
	fewer := max(e.Sum.Before[0].Cost.Unknown-e.Sum.After[0].Cost.Unknown, e.Sum.Before[1].Cost.Unknown-e.Sum.After[1].Cost.Unknown)
	posts := func(de, en string, n unit.FTE) {
		if n > 0 {
			list = append(list, say(func(l text.Lang) string { return fmt.Sprintf(text.T(de, en).In(l), l.Decimal(int64(n), 2)) }))
		}
	}
	posts("Für %s Stellen ist kein Entgelt bekannt; ihre Kosten fehlen.", "For %s posts no pay is known; their cost is missing.", more)
	posts("Für %s Stellen, die wegfallen oder anders bewertet werden, ist kein Entgelt bekannt: Was sie bisher kosten, fehlt im Unterschied.", "For %s posts that go or get another grade no pay is known: what they cost so far is missing in the difference.", fewer)
	return list
}
