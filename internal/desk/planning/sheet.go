// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"slices"

	"planraum/internal/city/need"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// Asked lists the entries of a plan that only a ledger can answer; none means
// that the plan can be evaluated by itself.
func Asked(p plan.Plan) []string {
	var asked []string
	ask := func(needed bool, entry string) {
		if needed {
			asked = append(asked, entry)
		}
	}
	ask(p.Start.Persons == nil, "start")
	ask(p.Supply.FromLedger, "places.sites")
	ask(p.Supply.Utilisation == nil, "places.utilisation")
	ask(p.Staffing.FromLedger, "staffing.keys")
	ask(len(p.LeadTimes) == 0, "lead_times")
	ask(slices.ContainsFunc(p.Cost.Prices, func(c plan.Price) bool { return c.Grade != "" }), "cost.prices")
	return asked
}

// KeysOf lists the staffing keys that occur in a run, in order.
func KeysOf(run plan.Run) []string {
	var keys []string
	for _, m := range run.Result.Months {
		for _, p := range m.Posts {
			if !slices.Contains(keys, p.Key) {
				keys = append(keys, p.Key)
			}
		}
	}
	slices.Sort(keys)
	return keys
}

// RunSheet is a run month by month as a table on its way out, with the plan's
// date, sources and what is missing in its head.
func RunSheet(run plan.Run) table.Sheet {
	keys := KeysOf(run)
	s := table.Sheet{Title: text.Same(run.Inputs.Plan.Name), Notes: runNotes(run)}
	s.Columns = append(s.Columns, table.Column{Key: "month", Name: text.T("Monat", "month"), Kind: table.KindMonth})
	for _, item := range Items {
		c := table.Column{Key: item.Key, Name: item.Name, Unit: item.Unit, Kind: table.KindWhole}
		switch item.Key {
		case "posts":
			c.Kind, c.Places = table.KindDecimal, 1
		case "cost":
			c.Kind = table.KindMoney
		}
		s.Columns = append(s.Columns, c)
	}
	s.Columns = append(s.Columns,
		table.Column{Key: "posts_complete", Name: text.T("Stellen vollständig", "posts complete"), Kind: table.KindText},
		table.Column{Key: "cost_complete", Name: text.T("Kosten vollständig", "cost complete"), Kind: table.KindText})
	for _, k := range keys {
		task := TaskOf(run, k)
		s.Columns = append(s.Columns,
			table.Column{Key: "posts." + k, Name: text.T("Stellen "+task.De, "posts "+task.En), Kind: table.KindDecimal, Places: 1},
			table.Column{Key: "cost." + k, Name: text.T("Kosten "+task.De, "cost "+task.En), Unit: euroUnit, Kind: table.KindMoney})
	}
	s.Rows = func(yield func([]table.Cell) bool) {
		for _, m := range run.Result.Months {
			if !yield(runRow(m, keys)) {
				return
			}
		}
	}
	return s
}

func runRow(m plan.Month, keys []string) []table.Cell {
	row := []table.Cell{table.Month(m.Month)}
	for _, n := range []unit.Headcount{
		m.Opening, m.Arrivals, m.Departures, m.Credits, m.Corrections, m.Persons, m.Needed, m.Nominal, m.Blocked, m.Reserve, m.Usable, m.Gap,
	} {
		row = append(row, table.Whole(n))
	}
	row = append(row, table.Number(unit.Decimal{Amount: int64(m.PostsTotal), Places: 2}), table.Money(m.Cost))
	if !m.PostsComplete && m.PostsTotal == 0 {
		row[len(row)-2] = table.Unknown()
	}
	if !m.CostComplete && m.Cost == 0 {
		row[len(row)-1] = table.Unknown()
	}
	row = append(row, table.Text(yes(m.PostsComplete)), table.Text(yes(m.CostComplete)))
	for _, k := range keys {
		posts, cost := table.Unknown(), table.Unknown()
		for _, p := range m.Posts {
			if p.Key == k && p.FTE != nil {
				posts = table.Number(unit.Decimal{Amount: int64(*p.FTE), Places: 2})
			}
			if p.Key == k && p.Cost != nil {
				cost = table.Money(*p.Cost)
			}
		}
		row = append(row, posts, cost)
	}
	return row
}

// yes writes a truth as files do, alike in both languages.
func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func runNotes(run plan.Run) []table.Note {
	p := run.Inputs.Plan
	notes := []table.Note{
		{Label: text.T("Stand", "as of"), Value: text.T(p.AsOf.In(text.De), p.AsOf.In(text.En))},
		{Label: text.T("Quelle", "source"), Value: text.Same(p.Source)},
		{Label: text.T("Prüfsumme", "digest"), Value: text.Same(run.Digest)},
	}
	if len(run.Inputs.Utilisation) > 0 {
		notes = append(notes, table.Note{Label: text.T("Auslastung", "utilisation"), Value: utilisationNote(run.Inputs.Utilisation)})
	}
	for _, t := range append(slices.Clone(run.Result.Notes), run.Result.Missing...) {
		notes = append(notes, table.Note{Label: text.T("Hinweis", "note"), Value: t})
	}
	return notes
}

func utilisationNote(norms []need.Utilisation) text.Text {
	last := norms[len(norms)-1]
	return both(func(l text.Lang) string { return percent(l, last.Share) + ", " + last.Source })
}
