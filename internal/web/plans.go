// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/planning"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// evaluated is a plan with its run.
type evaluated struct {
	planning.Stored
	run plan.Run
}

// evaluatedPlans evaluates the plans known on the as-of date; closed names those
// that cannot be reckoned from released figures.
func (s *server) evaluatedPlans(ctx context.Context, r request) (list []evaluated, closed []string, err error) {
	stored, err := s.Planning.Plans(ctx, r.AsOf)
	if err != nil {
		return nil, nil, err
	}
	list = make([]evaluated, 0, len(stored))
	for _, p := range stored {
		run, err := s.Planning.Run(ctx, p)
		if r.Released && planning.LacksStart(err) {
			closed = append(closed, p.Name)
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		list = append(list, evaluated{p, run})
	}
	return list, closed, nil
}

// plans lists the plans known on the as-of date with what they come to.
func (s *server) plans(ctx context.Context, r request) (answer, error) {
	list, closed, err := s.evaluatedPlans(ctx, r)
	if err != nil {
		return answer{}, err
	}
	t := planTable(list, r)
	if len(closed) > 0 {
		t.Note = closedSentence(strings.Join(closed, "; "))
	}
	a := answer{name: text.T("Pläne", "Plans"), answer: plansSentence(list, r), tables: []*view.Table{&t}}
	a.body = func(p view.Page) templ.Component { return plansBody(p, t, list) }
	return a, nil
}

func plansSentence(list []evaluated, r request) text.Text {
	switch len(list) {
	case 0:
		return text.T("Am "+r.AsOf.In(text.De)+" gab es noch keinen Plan.", "There was no plan yet on "+r.AsOf.In(text.En)+".")
	case 1:
		return planSentence(list[0])
	}
	last, before := list[len(list)-1], list[len(list)-2]
	diff := last.lastMonth().Needed - before.lastMonth().Needed
	return say(func(l text.Lang) string {
		more := text.T("mehr", "more").In(l)
		if diff < 0 {
			more, diff = text.T("weniger", "fewer").In(l), -diff
		}
		return fmt.Sprintf(text.T("Der neueste Plan, „%s“, braucht am Ende %s Plätze %s als der davor.",
			"The newest plan, “%s”, needs %s places %s at its end than the one before.").In(l), last.Name, l.Int(int64(diff)), more)
	})
}

func (e evaluated) lastMonth() plan.Month { return e.run.Result.Months[len(e.run.Result.Months)-1] }

func (e evaluated) planned() planned {
	return planned{run: e.run, plan: e.Name, ok: true, day: e.AsOf, decisions: e.run.Result.Decisions, ahead: e.run.Result.Shortage}
}

func planSentence(e evaluated) text.Text { return shortageSentence(e.planned(), request{}) }

func planTable(list []evaluated, r request) view.Table {
	places := text.T("Plätze", "places")
	t := view.Table{
		ID: "plaene", Caption: text.T("Pläne und was sie am Ende ergeben", "Plans and what they come to at their end"),
		Empty: text.T("Noch kein Plan. Legen Sie einen neuen an oder lesen Sie eine Plandatei ein: planraum import DATEI.yaml.", "No plan yet. Make a new one or import a plan file: planraum import FILE.yaml."),
		Columns: []view.Column{
			{Key: "plan", Name: text.T("Plan", "plan")},
			{Key: "as_of", Name: text.T("Stand", "as of"), Kind: view.Date},
			{Key: "end", Name: text.T("reicht bis", "runs to"), Kind: view.Month},
			{Key: "persons", Name: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "needed", Name: text.T("benötigt", "needed"), Unit: places, Kind: view.Whole},
			{Key: "usable", Name: text.T("nutzbar", "usable"), Unit: places, Kind: view.Whole},
			{Key: "gap", Name: text.T("Überschuss oder Lücke", "surplus or gap"), Unit: places, Kind: view.Whole},
			{Key: "posts", Name: text.T("Stellen", "posts"), Kind: view.Posts},
			{Key: "source", Name: text.T("Quelle", "source")},
		},
	}
	for _, e := range list {
		m := e.lastMonth()
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Name(e.Name, r.Href("/plaene/"+e.ID)), view.Day(e.AsOf), view.InMonth(e.To),
			view.Heads(m.Persons, runRef(e.run, "persons", m.Month)), view.Heads(m.Needed, runRef(e.run, "needed", m.Month)),
			view.Heads(m.Usable, runRef(e.run, "usable", m.Month)), signed(view.Heads(m.Gap, runRef(e.run, "gap", m.Month))),
			view.Num(m.PostsTotal, runRef(e.run, "posts", m.Month)), view.Say(text.Same(e.Source)),
		}})
	}
	return t
}

func signed(c view.Cell) view.Cell {
	c.Sign = true
	return c
}

func runRef(run plan.Run, key string, m period.Month) string {
	return "run/" + run.ID + "/" + key + "/" + m.String()
}

// plan shows one plan: what it comes to, month by month, and on what it rests.
func (s *server) plan(ctx context.Context, r request) (answer, error) {
	e, err := s.evaluatedPlan(ctx, r, r.PathValue("plan"))
	if err != nil {
		return answer{}, err
	}
	came, err := s.actual(ctx, r, e.From, e.To)
	if err != nil {
		return answer{}, err
	}
	months, assumptions, decisions, years := monthTable(e.run, "monate"), assumptionTable(e.run), warningTable(e.planned(), r), yearTable(e.run)
	addActual(&months, e, came)
	breaks, err := s.brokenPersons(ctx, r, capacity.Persons)
	if err != nil {
		return answer{}, err
	}
	if len(came) > 0 {
		months.Note = joined(months.Note, breaks.noteWithin(e.From.First(), e.To.Last()))
	}
	bands, err := s.bandsOf(ctx, e)
	if err != nil {
		return answer{}, err
	}
	if bands.held, err = s.heldBefore(ctx, r); err != nil {
		return answer{}, err
	}
	shown := newBandContent(bands, e, r)
	a := answer{
		name: text.T("Pläne", "Plans"), answer: planSentence(e),
		facts: []text.Text{
			text.Same(e.Name),
			text.T("Stand des Plans "+e.AsOf.In(text.De), "plan as of "+e.AsOf.In(text.En)),
		},
		tables: append([]*view.Table{&months, &assumptions, &decisions, &years}, shown.tables()...),
	}
	a.body = func(p view.Page) templ.Component {
		return planBody(p, planContent{
			Plan: e.Stored, Run: e.run, Chart: bandChart(bands, e, r), Bands: shown, Course: courseChart(e, came, breaks, r), Months: months, Assumptions: assumptions,
			Decisions: decisions, Years: years, Warnings: sentences(e.planned()),
		})
	}
	return a, nil
}

func (s *server) evaluatedPlan(ctx context.Context, r request, id string) (evaluated, error) {
	stored, err := s.Planning.Plan(ctx, id, r.AsOf)
	if err != nil {
		return evaluated{}, err
	}
	run, err := s.Planning.Run(ctx, stored)
	return evaluated{stored, run}, err
}

// monthTable is a run month by month; every number can be asked.
func monthTable(run plan.Run, id string) view.Table {
	t := view.Table{
		ID: id, Caption: text.T("Der Plan Monat für Monat, am letzten Tag des Monats", "The plan month by month, on the last day of the month"),
		Columns: []view.Column{{Key: "month", Name: text.T("Monat", "month"), Kind: view.Month}},
		Fixed:   true,
	}
	items := []string{"arrivals", "departures", "credits", "corrections", "persons", "needed", "nominal", "usable", "gap", "posts", "cost"}
	for _, item := range planning.Items {
		for _, wanted := range items {
			if wanted == item.Key {
				t.Columns = append(t.Columns, view.Column{Key: item.Key, Name: item.Name, Unit: item.Unit, Kind: itemKind(item.Key)})
			}
		}
	}
	t.Sources = runSources(run)
	for _, m := range run.Result.Months {
		row := view.Row{ID: id + "-" + m.Month.String(), Cells: []view.Cell{view.InMonth(m.Month)}}
		for _, c := range t.Columns[1:] {
			row.Cells = append(row.Cells, monthCell(run, m, c.Key))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// runSources names what a run rests on: the plan, its assumptions, the norm and
// the prices.
func runSources(run plan.Run) []string {
	list := appendNew(nil, run.Inputs.Plan.Source)
	for _, flows := range flowLists(run.Inputs.Plan) {
		for _, f := range flows.flows {
			list = appendNew(list, f.Source)
		}
	}
	for _, u := range run.Inputs.Utilisation {
		list = appendNew(list, u.Source)
	}
	for _, p := range run.Inputs.Plan.Cost.Prices {
		if p.FlatRate != nil {
			list = appendNew(list, p.FlatRate.Source)
		}
	}
	return list
}

// addActual sets what came beside the plan's persons, where it is known.
func addActual(t *view.Table, e evaluated, came []figure.Picked) {
	if len(came) == 0 {
		return
	}
	at := map[period.Month]figure.Picked{}
	for _, p := range came {
		at[p.Period.To.Month()] = p
	}
	t.Columns = append(t.Columns, view.Column{Key: "actual", Name: text.T("Personen: was kam", "persons: what came"), Kind: view.Whole})
	for i, m := range e.run.Result.Months {
		cell := view.Cell{Known: true, Blank: true}
		if p, ok := at[m.Month]; ok {
			cell = figureCell(p.Figure)
		}
		t.Rows[i].Cells = append(t.Rows[i].Cells, cell)
	}
}

func itemKind(key string) view.Kind {
	switch key {
	case "posts":
		return view.Posts
	case "cost":
		return view.Money
	}
	return view.Whole
}

func monthCell(run plan.Run, m plan.Month, key string) view.Cell {
	values := map[string]unit.Headcount{
		"arrivals": m.Arrivals, "departures": m.Departures, "credits": m.Credits, "corrections": m.Corrections,
		"persons": m.Persons, "needed": m.Needed, "nominal": m.Nominal, "usable": m.Usable, "gap": m.Gap,
	}
	ref := runRef(run, key, m.Month)
	switch key {
	case "posts":
		return postsCell(m, ref)
	case "cost":
		return costCell(run, m, ref)
	case "gap":
		return signed(view.Heads(m.Gap, ref))
	}
	return view.Heads(values[key], ref)
}

// postsCell is unknown where no quantity is known, and marked where only some are.
func postsCell(m plan.Month, ref string) view.Cell {
	switch {
	case m.PostsComplete:
		return view.Num(m.PostsTotal, ref)
	case m.PostsTotal == 0:
		return view.Cell{Ref: ref}
	}
	return view.Num(m.PostsTotal, ref).With(text.T("unvollständig", "incomplete"))
}

// costCell is unknown where no price is known, and marked where only some are.
func costCell(run plan.Run, m plan.Month, ref string) view.Cell {
	known, unknown := 0, 0
	for _, p := range m.Posts {
		if p.Cost == nil {
			unknown++
		} else {
			known++
		}
	}
	if known == 0 {
		return view.Cell{Ref: ref}
	}
	c := view.Num(m.Cost, ref)
	if unknown > 0 {
		c = c.With(text.T("unvollständig", "incomplete"))
	}
	return c
}

// assumptionTable shows on what the projection rests, with basis and source.
func assumptionTable(run plan.Run) view.Table {
	t := view.Table{
		ID: "annahmen", Caption: text.T("Annahmen", "Assumptions"), Fixed: true,
		Empty: text.T("Der Plan macht keine Annahmen zu Zu- und Abgängen.", "The plan makes no assumptions on arrivals and departures."),
		Columns: []view.Column{
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "name", Name: text.T("Name", "name")},
			{Key: "from", Name: text.T("von", "from"), Kind: view.Month},
			{Key: "to", Name: text.T("bis", "to"), Kind: view.Month},
			{Key: "per_month", Name: text.T("im Monat", "a month"), Unit: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "total", Name: text.T("insgesamt", "in all"), Unit: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "basis", Name: text.T("Grundlage", "basis")},
			{Key: "source", Name: text.T("Quelle", "source")},
		},
	}
	p := run.Inputs.Plan
	t.Sources = appendNew(t.Sources, p.Source)
	if p.Start.Persons != nil {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(text.T("Anfangsbestand", "opening stock")), view.Say(text.T("Personen am Ende des Monats davor", "persons at the end of the month before")),
			view.InMonth(p.From - 1), view.InMonth(p.From - 1), blank(nil), view.Heads(*p.Start.Persons, runRef(run, "opening", p.From)),
			view.Say(p.Start.Basis.Label()), view.Say(text.Same(p.Start.Source)),
		}})
	}
	for _, u := range run.Inputs.Utilisation {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(text.T("Auslastung", "utilisation")), view.Say(say(func(l text.Lang) string {
				return text.T("höchstens ", "at most ").In(l) + planning.Percent(l, u.Share) + text.T(" im Mittel", " on average").In(l)
			})),
			view.InMonth(p.From), view.InMonth(p.To), blank(nil), blank(nil), view.Say(need.StatusLabel(u.Status)), view.Say(text.Same(u.Source)),
		}})
	}
	for _, list := range flowLists(p) {
		for _, f := range list.flows {
			row := []view.Cell{
				view.Say(list.name), view.Name(f.Name, ""), view.InMonth(f.From), view.InMonth(f.To), blank(f.PerMonth), blank(f.Total),
				view.Say(f.Basis.Label()), view.Say(text.Same(f.Source)),
			}
			t.Rows = append(t.Rows, view.Row{Cells: row})
		}
	}
	return t
}

// blank is a cell that is empty on purpose where the other form was used.
func blank(n *unit.Headcount) view.Cell {
	if n == nil {
		return view.Cell{Known: true, Blank: true}
	}
	return view.Heads(*n, "")
}

type flowList struct {
	key   string
	name  text.Text
	flows []plan.Flow
}

func flowLists(p plan.Plan) []flowList {
	return []flowList{
		{"arrivals", text.T("Zugänge", "arrivals"), p.Arrivals},
		{"departures", text.T("Abgänge", "departures"), p.Departures},
		{"credits", text.T("Anrechnungen", "credits"), p.Credits},
		{"corrections", text.T("Bereinigungen", "corrections"), p.Corrections},
	}
}

// yearTable is the cost by budget year and task.
func yearTable(run plan.Run) view.Table {
	t := view.Table{
		ID: "kosten", Caption: text.T("Kosten je Haushaltsjahr", "Cost by budget year"), Fixed: true,
		Empty: text.T("Der Plan rechnet keine Stellen.", "The plan reckons no posts."),
		Columns: []view.Column{
			{Key: "year", Name: text.T("Jahr", "year")},
			{Key: "task", Name: text.T("Aufgabe", "task")},
			{Key: "posts", Name: text.T("Stellen am Ende", "posts at the end"), Kind: view.Posts},
			{Key: "cost", Name: text.T("Kosten", "cost"), Unit: text.Same("EUR"), Kind: view.Money},
		},
	}
	for _, y := range run.Result.Years {
		last := period.MonthOf(y.Year, 12)
		if last > run.Inputs.Plan.To {
			last = run.Inputs.Plan.To
		}
		for _, k := range y.Keys {
			cost := view.Cell{Ref: planning.YearRef(run, y.Year, k.Key)}
			if k.Cost != nil {
				cost = view.Num(*k.Cost, cost.Ref)
			}
			if k.Derived {
				cost = cost.With(text.T("hergeleitete Entgelttabelle", "derived pay table"))
			}
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
				view.Say(text.Same(fmt.Sprint(y.Year))), view.Say(planning.TaskOf(run, k.Key)),
				yearPosts(k, runRef(run, "posts."+k.Key, last)), cost,
			}})
		}
		if len(y.Keys) > 1 {
			t.Rows = append(t.Rows, yearSum(run, y))
		}
	}
	return t
}

// yearPosts are the posts of a key at the end of a year; unknown where neither
// posts nor cost are.
func yearPosts(k plan.KeyCost, ref string) view.Cell {
	if k.Posts == 0 && k.Cost == nil {
		return view.Cell{Ref: ref}
	}
	return view.Num(k.Posts, ref)
}

func yearSum(run plan.Run, y plan.Year) view.Row {
	var posts unit.FTE
	for _, k := range y.Keys {
		posts += k.Posts
	}
	cost := view.Num(y.Cost, planning.YearRef(run, y.Year, ""))
	if !y.Complete {
		cost = cost.With(text.T("unvollständig", "incomplete"))
	}
	year := text.T(fmt.Sprintf("%d, Summe", y.Year), fmt.Sprintf("%d, total", y.Year))
	if y.Months < 12 {
		year = text.T(fmt.Sprintf("%d, Summe von %d Monaten", y.Year, y.Months), fmt.Sprintf("%d, total of %d months", y.Year, y.Months))
	}
	return view.Row{Sum: true, Cells: []view.Cell{view.Say(year), view.Say(text.T("alle Aufgaben", "all tasks")), view.Num(posts, ""), cost}}
}
