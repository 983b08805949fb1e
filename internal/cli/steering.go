// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"planraum/internal/city/period"
	noun "planraum/internal/city/steering"
	"planraum/internal/desk/measures"
	"planraum/internal/desk/steering"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

type steeringCommand struct {
	List    string `arg:"" enum:"bodies,meetings,decisions,actions" default:"bodies" optional:"" help:"help.steeringlist"`
	AsOf    string `name:"as-of" help:"help.asof"`
	Overdue bool   `name:"overdue" help:"help.overdue"`
	All     bool   `name:"all" help:"help.steeringall"`
	JSON    bool   `name:"json" help:"help.json" xor:"form"`
	CSV     bool   `name:"csv" help:"help.csv" xor:"form"`
}

// steered is a list of steering: as a table, and as its nouns for a program.
type steered struct {
	AsOf    period.Date `json:"as_of"`
	Sources []string    `json:"sources"`
	List    any         `json:"list"`

	title   text.Text
	columns []table.Column
	rows    [][]table.Cell
	lines   [][]string // the rows as people read them
}

// Run lists what a body steers, as of a day.
func (c steeringCommand) Run(s scope) error {
	asOf, err := dayOf(s, c.AsOf)
	if err != nil {
		return refused(s, c.JSON, err)
	}
	house, err := s.existing()
	if err != nil {
		return refused(s, c.JSON, err)
	}
	told := steered{AsOf: asOf, Sources: []string{}}
	switch c.List {
	case "meetings":
		err = told.meetings(s, house, c.All)
	case "decisions":
		err = told.decisions(s, house)
	case "actions":
		err = told.actions(s, house, c)
	default:
		err = told.bodies(s, house)
	}
	if err = errors.Join(err, house.Close()); err != nil {
		return refused(s, c.JSON, err)
	}
	switch {
	case c.JSON:
		return printJSON(s, told)
	case c.CSV:
		return table.WriteCSV(s.Out, s.Lang, told.sheet())
	}
	return told.print(s)
}

func (t *steered) sheet() table.Sheet {
	return table.Sheet{Title: t.title, AsOf: t.AsOf, Sources: t.Sources, Columns: t.columns, Rows: slices.Values(t.rows)}
}

func (t *steered) head(de, en string, columns ...text.Text) {
	t.title = text.T(de, en)
	for _, name := range columns {
		t.columns = append(t.columns, table.Column{Name: name, Kind: table.KindText})
	}
}

// add adds a row; dates and numbers keep their kind in files.
func (t *steered) add(s scope, source string, cells ...any) {
	var row []table.Cell
	var line []string
	for i, c := range cells {
		switch v := c.(type) {
		case period.Date:
			t.columns[i].Kind = table.KindDate
			cell, said := table.Cell{}, "-"
			if !v.IsZero() {
				cell, said = table.Day(v), v.In(s.Lang)
			}
			row, line = append(row, cell), append(line, said)
		case int:
			t.columns[i].Kind = table.KindWhole
			row, line = append(row, table.Whole(v)), append(line, s.Lang.Int(int64(v)))
		default:
			said := fmt.Sprint(v)
			row, line = append(row, table.Text(said)), append(line, said)
		}
	}
	t.rows, t.lines = append(t.rows, row), append(t.lines, line)
	if source != "" && !slices.Contains(t.Sources, source) {
		t.Sources = append(t.Sources, source)
	}
}

func (t *steered) print(s scope) error {
	fmt.Fprintf(s.Out, s.say("%s, Stand %s\n", "%s, as of %s\n"), t.title.In(s.Lang), t.AsOf.In(s.Lang))
	if len(t.lines) == 0 {
		_, err := fmt.Fprintln(s.Out, s.say("Nichts ist bekannt.", "Nothing is known."))
		return err
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.Name.In(s.Lang)
	}
	fmt.Fprintln(w, strings.Join(names, "\t"))
	for _, line := range t.lines {
		fmt.Fprintln(w, strings.Join(line, "\t"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(s.Out, s.say("Quellen: ", "sources: ")+strings.Join(t.Sources, "; "))
	return err
}

func (t *steered) bodies(s scope, house *House) error {
	t.head("Gremien der Steuerung", "Bodies of steering", text.T("Schlüssel", "key"), text.T("Gremium", "body"), text.T("Stand", "state"), text.T("nächste Sitzung", "next meeting"),
		text.T("offene Aufträge", "open actions"), text.T("überfällig", "overdue"), text.T("Beschlüsse", "decisions"))
	list, err := house.Steering.Bodies(s.ctx, t.AsOf)
	for _, b := range list {
		state, next := s.say("arbeitet", "at work"), period.Date{}
		if !b.Running {
			state = s.say("arbeitet nicht", "not at work")
		}
		if b.Next != nil {
			next = b.Next.Day
		}
		t.add(s, b.Source, b.Key, b.Name, state, next, b.Actions, b.Overdue, b.Decisions)
	}
	t.List = append([]steering.Line{}, list...)
	return err
}

func (t *steered) meetings(s scope, house *House, all bool) error {
	t.head("Sitzungen der Steuerung", "Meetings of steering", text.T("Tag", "day"), text.T("Uhrzeit", "time"), text.T("Gremium", "body"), text.T("Stand", "state"), text.T("Einladung bis", "invite by"),
		text.T("frühestens", "at the earliest"), text.T("Punkte", "items"), text.T("Ort", "place"))
	list, err := house.Steering.Meetings(s.ctx, t.AsOf)
	told := []noun.Meeting{}
	for _, m := range list {
		if !all && (m.Day.Before(t.AsOf) || m.State == noun.Cancelled || m.State == noun.Closed) {
			continue
		}
		a, earliest := steering.Advise(m.Of, t.AsOf, m.Day), period.Date{}
		if m.State == noun.Planned && !a.Kept {
			earliest = a.Earliest
		}
		t.add(s, m.Source, m.Day, m.Begins, m.Of.Name, m.State.Label().In(s.Lang), a.By, earliest, len(m.Agenda), m.Place)
		told = append(told, m.Meeting)
	}
	t.List = told
	return err
}

func (t *steered) decisions(s scope, house *House) error {
	t.head("Beschlüsse der Steuerung", "Decisions of steering", text.T("Nummer", "number"), text.T("Sitzung vom", "meeting of"), text.T("Punkt", "item"), text.T("Beschluss", "decision"),
		text.T("dafür:dagegen:enthalten", "for:against:abstained"), text.T("abweichend", "dissenting"))
	list, err := house.Steering.Decisions(s.ctx, steering.Search{}, t.AsOf)
	for _, d := range list {
		votes, dissent := s.say("im Einvernehmen", "by consent"), []string{}
		if v := d.Result(); v != nil {
			votes = v.String()
		}
		for _, o := range d.Dissents {
			dissent = append(dissent, o.Office)
		}
		source := s.say("Niederschrift ", "minutes ") + d.Meeting
		if d.Example {
			source += s.say(" (erfunden)", " (invented)")
		}
		t.add(s, source, d.Number, d.Day, d.Item.Title, d.Text, votes, strings.Join(dissent, ", "))
	}
	t.List = append([]noun.Decision{}, list...)
	return err
}

func (t *steered) actions(s scope, house *House, c steeringCommand) error {
	t.head("Aufträge", "Actions", text.T("Nummer", "number"), text.T("Frist", "due"), text.T("Stand", "state"), text.T("zuständig", "owner"), text.T("Auftrag", "action"), text.T("Gremium", "body"))
	f := measures.Filter{Overdue: c.Overdue, State: measures.NotEnded}
	if c.All {
		f.State = ""
	}
	list, err := house.Measures.Actions(s.ctx, t.AsOf, f)
	told := []noun.Action{}
	for _, k := range list {
		state := k.It.State.Label().In(s.Lang)
		if k.It.Overdue(t.AsOf) {
			state = s.say("überfällig", "overdue")
		}
		source := k.It.Source
		if source == "" {
			source = k.It.Origin.Kind.Label().In(s.Lang) + " " + k.It.Origin.Ref
		}
		t.add(s, source, k.It.ID, k.It.Due, state, k.It.Owner, k.It.Title, k.It.Body)
		told = append(told, k.It)
	}
	t.List = told
	return err
}
