// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/planning"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

type (
	planningStored = planning.Stored
	textLine       = text.Text
)

// compare shows two plans side by side: persons, places, shortage, posts, cost.
func (s *server) compare(ctx context.Context, r request) (answer, error) {
	all, err := s.Planning.Plans(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	idA, idB := r.Query.Get("a"), r.Query.Get("b")
	if idA == "" || idB == "" {
		if len(all) < 2 {
			return answer{
				name: text.T("Pläne", "Plans"), answer: text.T("Zum Vergleichen braucht es zwei Pläne.", "Two plans are needed to compare."),
				body: func(p view.Page) templ.Component { return compareForm(p, all, idA, idB) },
			}, nil
		}
		idA, idB = all[len(all)-2].ID, all[len(all)-1].ID
	}
	a, err := s.evaluatedPlan(ctx, r, idA)
	if err != nil {
		return answer{}, err
	}
	b, err := s.evaluatedPlan(ctx, r, idB)
	if err != nil {
		return answer{}, err
	}
	actual, err := s.actual(ctx, r, min(a.From, b.From)-1, max(a.To, b.To))
	if err != nil {
		return answer{}, err
	}
	breaks, err := s.brokenPersons(ctx, r, capacity.Persons)
	if err != nil {
		return answer{}, err
	}
	sums, months := sumTable(a, b), compareTable(a, b, actual)
	if len(actual) > 0 {
		months.Note = joined(months.Note, breaks.noteWithin(min(a.From, b.From).First(), max(a.To, b.To).Last()))
	}
	out := answer{name: text.T("Pläne", "Plans"), answer: compareSentence(a, b), tables: []*view.Table{&sums, &months}}
	out.body = func(p view.Page) templ.Component {
		return compareBody(p, all, a.ID, b.ID, sums, compareChart(a, b, actual, breaks, "persons", r), months)
	}
	return out, nil
}

// actual are the counted persons over the months of the plans, as of the date.
func (s *server) actual(ctx context.Context, r request, from, to period.Month) ([]figure.Picked, error) {
	state, err := s.Capacity.Situation(ctx, r.AsOf)
	if err != nil {
		return nil, err
	}
	var list []figure.Picked
	for _, p := range state.Persons {
		if m := p.Period.To.Month(); m >= from && m <= to {
			list = append(list, p)
		}
	}
	return list, nil
}

func compareSentence(a, b evaluated) text.Text {
	x, y := a.lastMonth(), b.lastMonth()
	diff := y.Needed - x.Needed
	return say(func(l text.Lang) string {
		switch {
		case diff == 0:
			return fmt.Sprintf(text.T("Beide Pläne brauchen am Ende gleich viele Plätze: %s.", "Both plans need the same number of places at their end: %s.").In(l), l.Int(int64(x.Needed)))
		case diff > 0:
			return fmt.Sprintf(text.T("„%s“ braucht am Ende %s Plätze mehr als „%s“.", "“%s” needs %s places more at its end than “%s”.").In(l), b.Name, l.Int(int64(diff)), a.Name)
		}
		return fmt.Sprintf(text.T("„%s“ braucht am Ende %s Plätze weniger als „%s“.", "“%s” needs %s places fewer at its end than “%s”.").In(l), b.Name, l.Int(int64(-diff)), a.Name)
	})
}

// sumTable sets the ends of both plans side by side.
func sumTable(a, b evaluated) view.Table {
	t := view.Table{
		ID: "summen", Caption: text.T("Beide Pläne an ihrem Ende", "Both plans at their end"), Fixed: true,
		Columns: []view.Column{
			{Key: "item", Name: text.T("Größe", "quantity")},
			{Key: "unit", Name: text.T("Einheit", "unit")},
			{Key: "a", Name: text.Same(a.Name), Kind: view.Written},
			{Key: "b", Name: text.Same(b.Name), Kind: view.Written},
			{Key: "difference", Name: text.T("Unterschied", "difference"), Kind: view.Written},
		},
	}
	for _, d := range planning.Compare(a.run, b.run) {
		cell := func(v text.Text, ref string) view.Cell {
			c := view.Say(v)
			c.Ref, c.Blank = ref, v == text.Text{}
			return c
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(d.Name), cell(d.Unit, ""), cell(d.A, d.RefA), cell(d.B, d.RefB), cell(d.Difference, d.RefDifference(a.run, b.run))}})
	}
	return t
}

// compareTable sets both plans side by side month by month, with what came.
func compareTable(a, b evaluated, actual []figure.Picked) view.Table {
	t := view.Table{
		ID: "monate", Caption: text.T("Monat für Monat", "Month by month"), Fixed: true,
		Columns: []view.Column{{Key: "month", Name: text.T("Monat", "month"), Kind: view.Month}},
	}
	items := []struct {
		key  string
		name text.Text
		of   func(plan.Month) int64
	}{
		{"persons", text.T("Personen", "persons"), func(m plan.Month) int64 { return int64(m.Persons) }},
		{"usable", text.T("nutzbare Plätze", "usable places"), func(m plan.Month) int64 { return int64(m.Usable) }},
		{"gap", text.T("Lücke", "gap"), func(m plan.Month) int64 { return int64(m.Gap) }},
	}
	for _, item := range items {
		for i, e := range []evaluated{a, b} {
			name := text.T(item.name.De+": "+e.Name, item.name.En+": "+e.Name)
			t.Columns = append(t.Columns, view.Column{Key: fmt.Sprintf("%s_%c", item.key, 'a'+i), Name: name, Kind: view.Whole})
		}
	}
	t.Columns = append(t.Columns, view.Column{Key: "actual", Name: text.T("Personen: was kam", "persons: what came"), Kind: view.Whole})
	came := map[period.Month]figure.Picked{}
	for _, p := range actual {
		came[p.Period.To.Month()] = p
	}
	for m := min(a.From, b.From); m <= max(a.To, b.To); m++ {
		row := view.Row{Cells: []view.Cell{view.InMonth(m)}}
		for _, item := range items {
			for _, e := range []evaluated{a, b} {
				c := view.Cell{Known: true, Blank: true}
				if m >= e.From && m <= e.To {
					c = view.Num(item.of(e.run.Result.Months[m-e.From]), runRef(e.run, item.key, m))
					c.Sign = item.key == "gap"
				}
				row.Cells = append(row.Cells, c)
			}
		}
		last := view.Cell{Known: true, Blank: true}
		if p, ok := came[m]; ok {
			last = figureCell(p.Figure)
		}
		row.Cells = append(row.Cells, last)
		t.Rows = append(t.Rows, row)
	}
	return t
}
