// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/desk/planning"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// Parameters of the scenario's form.
const (
	perParam     = "schluessel"
	personsParam = "personen"
	placesParam  = "plaetze"
)

// scenarioFields is how many keys the form offers at least.
const scenarioFields = 3

// scenarioContent is the form and the result of the scenario over keys.
type scenarioContent struct {
	Pers            []view.Field
	Persons, Places view.Field
	Table           view.Table
	Refused         error
	Asked           bool // the reader has asked, so a fault is worth a notice
}

// newScenario reads the form, which asks the plan's own question where nothing
// was typed, and has the desk reckon the answer.
func newScenario(run plan.Run, r request) (scenarioContent, error) {
	usual := planning.Usual(run)
	typed := typedScenario(r, usual)
	list, err := planning.Scenarios(run, typed.question(r.Lang))
	c := scenarioContent{Asked: typed.asked}
	if err != nil {
		if fault.KindOf(err) != fault.Invalid {
			return c, err
		}
		if typed.asked {
			c.Refused = typed.refusal(err, r.Page)
		}
	}
	c.fields(typed, err, r)
	c.Table = scenarioTable(run, typed.question(r.Lang), list)
	return c, nil
}

// typedQuestion is the question as it stands in the form.
type typedQuestion struct {
	asked           bool
	persons, places string
	pers            []string
}

func typedScenario(r request, usual planning.Question) typedQuestion {
	plain := func(n int64) string { return strconv.FormatInt(n, 10) }
	t := typedQuestion{persons: plain(int64(usual.Persons)), places: plain(int64(usual.Places))}
	t.asked = r.Query.Has(perParam) || r.Query.Has(personsParam) || r.Query.Has(placesParam)
	if r.Query.Has(personsParam) {
		t.persons = strings.TrimSpace(r.Query.Get(personsParam))
	}
	if r.Query.Has(placesParam) {
		t.places = strings.TrimSpace(r.Query.Get(placesParam))
	}
	if !r.Query.Has(perParam) {
		for _, per := range usual.Pers {
			t.pers = append(t.pers, plain(per))
		}
		return t
	}
	for _, per := range r.Query[perParam] {
		if per = strings.TrimSpace(per); per != "" {
			t.pers = append(t.pers, per)
		}
	}
	return t
}

// question turns what was typed into numbers. What is no number becomes -1,
// which no bound admits, so that the desk refuses everything at once.
func (t typedQuestion) question(l text.Lang) planning.Question {
	mark := table.Comma
	if l == text.En {
		mark = table.Point
	}
	read := func(s string) int64 {
		if n, ok := table.ParseWhole(s, mark); ok {
			return n
		}
		return -1
	}
	q := planning.Question{Persons: unit.Headcount(read(t.persons)), Places: unit.Headcount(read(t.places))}
	for _, per := range t.pers {
		q.Pers = append(q.Pers, read(per))
	}
	return q
}

// value is what was typed into the field that a fault names.
func (t typedQuestion) value(column string) (label text.Text, typed string) {
	switch column {
	case "persons":
		return text.T("Personen", "persons"), t.persons
	case "places":
		return text.T("Plätze", "places"), t.places
	}
	i, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(column, "per["), "]"))
	label = text.T(fmt.Sprintf("Schlüssel %d", i+1), fmt.Sprintf("key %d", i+1))
	if err != nil || i >= len(t.pers) {
		return label, ""
	}
	return label, t.pers[i]
}

// refusal names the fields as the form does and shows what was typed.
func (t typedQuestion) refusal(err error, p view.Page) error {
	rows := slices.Clone(fault.RowsOf(err))
	for i := range rows {
		label, typed := t.value(rows[i].Column)
		rows[i].File, rows[i].Column, rows[i].Value = p.T("Szenario", "scenario"), p.In(label), typed
	}
	refused := fault.Refuse("web.newScenario", rows)
	refused.Say = text.T("Das Szenario ist so nicht zu rechnen. Ihre Eingaben stehen noch im Formular.", "The scenario cannot be reckoned like this. Your entries are still in the form.")
	return refused
}

func (c *scenarioContent) fields(t typedQuestion, err error, r request) {
	wrong := map[string]string{}
	for _, row := range fault.RowsOf(err) {
		if t.asked {
			wrong[row.Column] = r.In(row.Expected)
		}
	}
	for i := range max(scenarioFields, len(t.pers)) {
		f := view.Field{Name: perParam, ID: fmt.Sprintf("%s-%d", perParam, i+1), Label: r.T("Schlüssel 1 :", "Key 1 :"), Numeric: true, Error: wrong[fmt.Sprintf("per[%d]", i)]}
		if i < len(t.pers) {
			f.Value = t.pers[i]
		}
		c.Pers = append(c.Pers, f)
	}
	c.Persons = view.Field{Name: personsParam, Label: r.T("Personen", "Persons"), Value: t.persons, Numeric: true, Error: wrong["persons"]}
	c.Places = view.Field{Name: placesParam, Label: r.T("benötigte Plätze", "Places needed"), Value: t.places, Numeric: true, Error: wrong["places"]}
}

func scenarioTable(run plan.Run, q planning.Question, list []planning.Scenario) view.Table {
	t := view.Table{
		ID: "szenario", Caption: text.T("Stellen und Kosten bei anderen Schlüsseln", "Posts and cost at other keys"), Fixed: true,
		Empty:   text.T("Es ist nichts zu rechnen: Der Plan hat keine Aufgabe, deren Stellen sich nach allen Personen oder Plätzen richten, oder eine Eingabe ist noch zu berichtigen.", "There is nothing to reckon: the plan has no task whose posts follow all persons or places, or an entry is still to be corrected."),
		Columns: []view.Column{{Key: "key", Name: text.T("Schlüssel", "key")}},
	}
	posts := text.T("Stellen", "posts")
	if len(list) > 0 {
		for _, task := range list[0].Tasks {
			name := planning.TaskOf(run, task.Key)
			base := staffing.BaseLabel(task.Base)
			t.Columns = append(t.Columns, view.Column{Key: "posts_" + task.Key, Name: name, Unit: text.T("Stellen, je "+base.De, "posts, by "+base.En), Kind: view.Posts})
		}
		t.Note = scenarioNote(run, list[0])
	}
	t.Columns = append(t.Columns,
		view.Column{Key: "posts", Name: text.T("Summe", "total"), Unit: posts, Kind: view.Posts},
		view.Column{Key: "more", Name: text.T("Unterschied", "difference"), Unit: posts, Kind: view.Posts})
	for _, y := range run.Result.Years {
		t.Columns = append(t.Columns, view.Column{
			Key: fmt.Sprintf("more_cost_%d", y.Year), Name: text.T(fmt.Sprintf("Kosten %d, Unterschied", y.Year), fmt.Sprintf("cost of %d, difference", y.Year)),
			Unit: text.Same("EUR"), Kind: view.Money,
		})
	}
	for _, s := range list {
		t.Rows = append(t.Rows, scenarioRow(run, q, s))
	}
	return t
}

func scenarioRow(run plan.Run, q planning.Question, s planning.Scenario) view.Row {
	key := view.Say(say(func(l text.Lang) string { return "1:" + l.Int(s.Per) }))
	if s.Per == 0 {
		key = view.Say(text.T("geltende Schlüssel", "keys that hold"))
	}
	if s.Current {
		key = key.With(text.T("gilt im Plan", "holds in the plan"))
	}
	row := view.Row{Cells: []view.Cell{key}}
	for _, task := range s.Tasks {
		row.Cells = append(row.Cells, view.Num(task.Posts, planning.ScenarioRef(run, q, s, "posts."+task.Key)))
	}
	row.Cells = append(row.Cells, view.Num(s.Posts, planning.ScenarioRef(run, q, s, "posts")), signed(view.Num(s.More, planning.ScenarioRef(run, q, s, "more"))))
	for _, y := range s.Years {
		cost := view.Cell{Ref: planning.ScenarioRef(run, q, s, fmt.Sprintf("more.%d", y.Year))}
		if y.More != nil {
			cost = signed(view.Num(*y.More, cost.Ref))
		}
		if y.Derived {
			cost = cost.With(text.T("hergeleitete Entgelttabelle", "derived pay table"))
		}
		row.Cells = append(row.Cells, cost)
	}
	return row
}

// scenarioNote says what the cost means, and which tasks stay out.
func scenarioNote(run plan.Run, s planning.Scenario) text.Text {
	var out []text.Text
	for _, key := range planning.KeysOf(run) {
		if !slices.ContainsFunc(s.Tasks, func(t planning.ScenarioTask) bool { return t.Key == key }) {
			out = append(out, planning.TaskOf(run, key))
		}
	}
	return say(func(l text.Lang) string {
		note := text.T("Der Unterschied ist der zu den Schlüsseln, die im letzten Monat des Plans gelten. Kosten: alle Stellen von Januar bis Dezember besetzt, zum Preis des Jahres. Je Aufgabe auf eine Stelle nach dem Komma gerundet, dann addiert.",
			"The difference is that to the keys that hold in the plan's last month. Cost: all posts filled from January to December at the price of the year. Rounded to one decimal for each task, then added.").In(l)
		if len(out) == 0 {
			return note
		}
		var names []string
		for _, t := range out {
			names = append(names, t.In(l))
		}
		return note + " " + text.T("Nicht im Szenario, weil sie sich nicht nach allen Personen oder Plätzen richten: ", "Not in the scenario, because they do not follow all persons or places: ").In(l) + strings.Join(names, ", ") + "."
	})
}
