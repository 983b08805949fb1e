// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/desk/planning"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// staffContent is all that the page Personal shows.
type staffContent struct {
	Figures  []view.KeyFigure
	HasPlan  bool
	HasPosts bool
	Missing  []text.Text
	Chart    string
	Posts    view.Table // by task at the ends of the years
	Months   view.Table
	Years    view.Table
	Scenario scenarioContent
	registers
}

// staff answers how many posts it takes and what they cost.
func (s *server) staff(ctx context.Context, r request) (answer, error) {
	out, err := s.planned(ctx, r)
	if err != nil {
		return answer{}, err
	}
	c := staffContent{HasPlan: out.ok, Missing: out.run.Result.Missing}
	if c.registers, err = s.staffRegisters(ctx, r); err != nil {
		return answer{}, err
	}
	a := answer{name: text.T("Personal", "Staff"), answer: staffSentence(out, r), facts: planFacts(out)}
	if out.ok {
		ends := planning.YearEnds(out.run)
		c.HasPosts = len(planning.KeysOf(out.run)) > 0
		c.Figures = staffFigures(out.run, ends, r)
		c.Posts, c.Months, c.Years = endTable(out.run, ends), postTable(out.run), yearTable(out.run)
		a.tables = append(a.tables, &c.Posts, &c.Months, &c.Years)
		if c.HasPosts {
			c.Chart = postChart(out.run, r)
		}
		if c.Scenario, err = newScenario(out.run, r); err != nil {
			return answer{}, err
		}
		a.tables = append(a.tables, &c.Scenario.Table)
		if c.Scenario.Refused != nil {
			a.status = 422
		}
	}
	a.tables = append(a.tables, &c.Keys, &c.Cases, &c.Pay, &c.Flat)
	a.body = func(p view.Page) templ.Component { return staffBody(p, c) }
	return a, nil
}

// staffSentence answers the page's question from the leading plan.
func staffSentence(out planned, r request) text.Text {
	if !out.ok {
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Für die Zeit nach dem %s gibt es noch keinen Plan, aus dem Stellen folgen.", "There is no plan yet for the time after %s from which posts follow.").In(l), r.AsOf.In(l))
		})
	}
	if out.outdated() {
		return outdatedSentence(out)
	}
	ends := planning.YearEnds(out.run)
	if len(ends) == 0 {
		return text.T("Der Plan „"+out.plan+"“ rechnet keine Stellen.", "The plan “"+out.plan+"” reckons no posts.")
	}
	shown := ends[:1]
	if len(ends) > 1 {
		shown = append(shown[:1:1], ends[len(ends)-1])
	}
	return say(func(l text.Lang) string {
		var posts []string
		for _, e := range shown {
			posts = append(posts, postsAt(e, len(posts) == 0, l))
		}
		s, last := strings.Join(posts, ", "), shown[len(shown)-1]
		if !last.Complete {
			return s + text.T("; was sie kosten, ist nicht vollständig bekannt.", "; what they cost is not fully known.").In(l)
		}
		return s + fmt.Sprintf(text.T("; %d kosten sie %s.", "; in %d they cost %s.").In(l), last.Year.Year, planning.Million(l, last.Cost))
	})
}

// postsAt says "Ende 2016 werden 189,3 Stellen gebraucht", shorter where it
// follows another year.
func postsAt(e planning.YearEnd, first bool, l text.Lang) string {
	when := fmt.Sprintf("%d", e.Year.Year)
	if e.Last.Month.OfYear() != 12 {
		when = e.Last.Month.In(l)
	}
	posts := planning.Posts(l, e.Last.PostsTotal)
	if len(e.Unknown) > 0 {
		posts = text.T("mindestens ", "at least ").In(l) + posts
	}
	if first {
		return fmt.Sprintf(text.T("Ende %s werden %s Stellen gebraucht", "%[2]s posts are needed at the end of %[1]s").In(l), when, posts)
	}
	return fmt.Sprintf(text.T("Ende %s %s", "%[2]s at the end of %[1]s").In(l), when, posts)
}

// staffFigures are the posts at the end and the cost of each budget year.
func staffFigures(run plan.Run, ends []planning.YearEnd, r request) []view.KeyFigure {
	var list []view.KeyFigure
	if n := len(ends); n > 0 {
		last := ends[n-1].Last
		k := view.KeyFigure{
			Name: text.T("Stellen am Ende des Plans", "Posts at the end of the plan"), Ref: runRef(run, "posts", last.Month),
			Written: planning.Posts(r.Lang, last.PostsTotal),
			Note:    say(func(l text.Lang) string { return last.Month.In(l) + ", " + figure.Computed.Label().In(l) }),
		}
		if len(ends[n-1].Unknown) > 0 {
			k.Note = say(func(l text.Lang) string {
				return last.Month.In(l) + text.T(", mindestens: eine Menge fehlt", ", at least: a quantity is missing").In(l)
			})
		}
		list = append(list, k)
	}
	for _, e := range ends {
		k := view.KeyFigure{
			Name: text.T(fmt.Sprintf("Kosten %d", e.Year.Year), fmt.Sprintf("Cost of %d", e.Year.Year)), Ref: planning.YearRef(run, e.Year.Year, ""),
			Written: planning.Million(r.Lang, e.Cost), Note: figure.Computed.Label(),
		}
		if e.Months < 12 {
			k.Note = text.T(fmt.Sprintf("%d Monate, berechnet", e.Months), fmt.Sprintf("%d months, computed", e.Months))
		}
		if !e.Complete {
			k.Note = text.T("unvollständig: Es fehlen Preise oder Mengen, siehe „Was fehlt“", "incomplete: prices or quantities are missing, see “What is missing”")
			if !e.Priced {
				k.Written = r.T("unbekannt", "unknown")
			}
		}
		list = append(list, k)
	}
	return list
}

// endTable sets the posts by task at the ends of the budget years.
func endTable(run plan.Run, ends []planning.YearEnd) view.Table {
	t := view.Table{
		ID: "stellen", Caption: text.T("Stellen je Aufgabe am Ende der Haushaltsjahre", "Posts by task at the end of the budget years"), Fixed: true,
		Empty:   text.T("Der Plan rechnet keine Stellen. Welche Schlüssel er verwendet, steht im Plan unter „staffing“.", "The plan reckons no posts. Which keys it uses stands in the plan under “staffing”."),
		Columns: []view.Column{{Key: "task", Name: text.T("Aufgabe", "task")}},
	}
	total := view.Row{Total: true, Cells: []view.Cell{view.Say(text.T("alle Aufgaben", "all tasks"))}}
	for _, e := range ends {
		t.Columns = append(t.Columns, view.Column{Key: e.Last.Month.String(), Name: say(e.Last.Month.In), Unit: text.T("Stellen", "posts"), Kind: view.Posts})
		cell := view.Num(e.Last.PostsTotal, runRef(run, "posts", e.Last.Month))
		if len(e.Unknown) > 0 {
			cell = cell.With(text.T("unvollständig", "incomplete"))
		}
		total.Cells = append(total.Cells, cell)
	}
	for _, key := range planning.KeysOf(run) {
		row := view.Row{Cells: []view.Cell{view.Say(planning.TaskOf(run, key))}}
		for _, e := range ends {
			row.Cells = append(row.Cells, postCell(run, e.Last, key))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) > 0 {
		t.Rows = append(t.Rows, total)
	}
	return t
}

// postCell is unknown where a key's quantity is, and empty where the key does
// not hold in the month.
func postCell(run plan.Run, m plan.Month, key string) view.Cell {
	for _, p := range m.Posts {
		if p.Key != key {
			continue
		}
		c := view.Cell{Ref: runRef(run, "posts."+key, m.Month)}
		if p.FTE != nil {
			c = view.Num(*p.FTE, c.Ref)
		}
		return c
	}
	return view.Cell{Known: true, Blank: true}
}

// postTable is the run's posts month by month.
func postTable(run plan.Run) view.Table {
	t := view.Table{
		ID: "stellen-monate", Caption: text.T("Stellen und Kosten Monat für Monat, am letzten Tag des Monats", "Posts and cost month by month, on the last day of the month"), Fixed: true,
		Columns: []view.Column{
			{Key: "month", Name: text.T("Monat", "month"), Kind: view.Month},
			{Key: "persons", Name: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "needed", Name: text.T("benötigte Plätze", "places needed"), Kind: view.Whole},
		},
	}
	keys := planning.KeysOf(run)
	for _, key := range keys {
		t.Columns = append(t.Columns, view.Column{Key: "posts_" + key, Name: planning.TaskOf(run, key), Unit: text.T("Stellen", "posts"), Kind: view.Posts})
	}
	t.Columns = append(t.Columns,
		view.Column{Key: "posts", Name: text.T("alle Aufgaben", "all tasks"), Unit: text.T("Stellen", "posts"), Kind: view.Posts},
		view.Column{Key: "cost", Name: text.T("Kosten im Monat", "cost of the month"), Unit: text.Same("EUR"), Kind: view.Money})
	for _, m := range run.Result.Months {
		row := view.Row{Cells: []view.Cell{
			view.InMonth(m.Month), view.Heads(m.Persons, runRef(run, "persons", m.Month)), view.Heads(m.Needed, runRef(run, "needed", m.Month)),
		}}
		for _, key := range keys {
			row.Cells = append(row.Cells, postCell(run, m, key))
		}
		row.Cells = append(row.Cells, view.Num(m.PostsTotal, runRef(run, "posts", m.Month)), costCell(run, m, runRef(run, "cost", m.Month)))
		t.Rows = append(t.Rows, row)
	}
	return t
}

// shownTasks is how many tasks the picture tells apart.
const shownTasks = 4

// postChart stacks the posts by task: at the ends of quarters, at the ends of
// years where the plan is longer than three years.
func postChart(run plan.Run, r request) string {
	step := 3
	if len(run.Result.Months) > 36 {
		step = 12
	}
	picture := chart.Columns{Unit: r.T("Stellen", "posts"), Decimals: 1, Stacked: true}
	keys := planning.KeysOf(run)
	for i, key := range keys {
		if i < shownTasks || len(keys) == shownTasks+1 {
			picture.Series = append(picture.Series, chart.ColumnSeries{Name: r.In(planning.TaskOf(run, key))})
		} else if i == shownTasks {
			picture.Series = append(picture.Series, chart.ColumnSeries{Name: r.T("übrige Aufgaben", "other tasks")})
		}
	}
	for i, m := range run.Result.Months {
		if m.Month.OfYear()%step != 0 && i != len(run.Result.Months)-1 {
			continue
		}
		picture.Categories = append(picture.Categories, fmt.Sprintf("%d/%d", m.Month.OfYear(), m.Month.Year()))
		addPosts(picture.Series, keys, m)
	}
	frame := chart.Frame{
		ID: "stellen-bild", Lang: r.Lang, Title: r.T("Stellen nach Aufgaben", "Posts by task"),
		Desc: r.T("Die Werte stehen in der Tabelle darunter.", "The values stand in the table below."),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

// addPosts adds the posts of a month to the series, in tenths; the tasks
// beyond the series add up in the last.
func addPosts(series []chart.ColumnSeries, keys []string, m plan.Month) {
	sums := make([]chart.Number, len(series))
	for i, key := range keys {
		if posts := planning.PostsOf(m, key); posts != nil {
			at := &sums[min(i, len(series)-1)]
			*at = chart.Num(at.Amount + unit.DivRoundHalfUp(int64(*posts), 10))
		}
	}
	for i := range series {
		series[i].Values = append(series[i].Values, sums[i])
	}
}
