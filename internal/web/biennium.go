// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/desk/staffing"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// bienniumContent is all that the page of the double budget shows.
type bienniumContent struct {
	First    int
	Step     int
	Figures  []view.KeyFigure
	Stages   view.Table
	Readings view.Table
	Lines    view.Table
	Changes  view.Table
	Notes    []text.Text
}

// biennium answers what the staffing plan costs in both years, by reading.
func (s *server) biennium(ctx context.Context, r request) (answer, error) {
	first, step, err := r.bienniumQuestion()
	if err != nil {
		return answer{}, err
	}
	b, err := s.Staffing.Biennium(ctx, r.AsOf, first, staffing.Assumed{Step: step})
	if err != nil {
		return answer{}, err
	}
	c := bienniumContent{First: first, Step: step, Figures: bienniumFigures(b, r), Stages: stageTable(b), Lines: lineTable(b), Changes: postChangeTable(b.Changes, b.Instead, r), Notes: bienniumNotes(b)}
	changes, err := s.Staffing.PostChanges(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	due, err := s.due(ctx, r, changes)
	if err != nil {
		return answer{}, err
	}
	due = slices.DeleteFunc(due, func(d staffing.Due) bool { return !b.Holds(d.Change(r.AsOf)) })
	if note := dueNote(due, r.AsOf); note != (text.Text{}) {
		c.Notes = append([]text.Text{note}, c.Notes...)
	}
	readings, err := s.Staffing.Readings(ctx, r.AsOf, first)
	if err != nil {
		return answer{}, err
	}
	c.Readings = readingTable(readings, b.Instead)
	c.Changes.Caption = text.T("Änderungen für diesen Doppelhaushalt", "Changes for this double budget")
	return answer{
		name: text.T(fmt.Sprintf("Doppelhaushalt %d/%d", first, first+1), fmt.Sprintf("Double budget %d/%d", first, first+1)), answer: bienniumSentence(b),
		facts: []text.Text{b.Note()}, tables: []*view.Table{&c.Stages, &c.Readings, &c.Lines, &c.Changes},
		body: func(p view.Page) templ.Component { return bienniumBody(p, c) },
	}, nil
}

// bienniumQuestion reads which budget is asked for; without a year the next one.
func (r request) bienniumQuestion() (first, step int, err error) {
	first = r.AsOf.Year() + r.AsOf.Year()%2
	var rows []fault.Row
	number := func(param string, least, most, otherwise int) int {
		given := r.Query.Get(param)
		if given == "" {
			return otherwise
		}
		n, err := strconv.Atoi(given)
		if err != nil || n < least || n > most {
			rows = append(rows, fault.Row{File: r.T("Adresse", "address"), Column: param, Value: given, Expected: text.T(fmt.Sprintf("eine Zahl von %d bis %d", least, most), fmt.Sprintf("a number from %d to %d", least, most))})
		}
		return n
	}
	first, step = number(beginParam, 1990, 2100, first), number("stufe", 1, 6, 0)
	if len(rows) == 0 {
		return first, step, nil
	}
	return first, step, fault.Refuse("web.bienniumQuestion", rows)
}

func bienniumSentence(b staffing.Biennium) text.Text {
	decided, asked := b.Stages[0].Years[1].Posts, b.Stages[len(b.Stages)-1].Years[1].Posts
	return say(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("Ende %d sind %s Stellen beschlossen", "%[2]s posts are decided for the end of %[1]d").In(l), b.First+1, l.Decimal(int64(decided), 2))
		if asked != decided {
			s += fmt.Sprintf(text.T(", mit allem Beantragten %s", ", %s with all that is asked for").In(l), l.Decimal(int64(asked), 2))
		}
		return s + "."
	})
}

// bienniumFigures are what the posts cost in both years, with all that is asked for.
func bienniumFigures(b staffing.Biennium, r request) []view.KeyFigure {
	var list []view.KeyFigure
	last := b.Stages[len(b.Stages)-1]
	for i, y := range last.Years {
		k := view.KeyFigure{
			Name:    text.T(fmt.Sprintf("Kosten %d, mit allem Beantragten", b.First+i), fmt.Sprintf("cost of %d, with all that is asked for", b.First+i)),
			Written: spread(r.Lang, y.Cost), Ref: b.Ref(last.Stage, b.First+i, "high"),
		}
		if y.Cost.High == 0 && y.Posts > 0 {
			k.Written, k.Ref = r.T("unbekannt", "unknown"), ""
		}
		if y.Cost.Unknown > 0 {
			k.Note = say(func(l text.Lang) string {
				return fmt.Sprintf(text.T("ohne %s Stellen, deren Entgelt nicht bekannt ist", "without %s posts whose pay is not known").In(l), l.Decimal(int64(y.Cost.Unknown), 2))
			})
		}
		list = append(list, k)
	}
	return list
}

// carriedGrades are the grades whose newest pay table has ended and holds on.
func carriedGrades(b staffing.Biennium) []string {
	var list []string
	for _, line := range b.Lines {
		if (line.Years[0].Cost.Carried || line.Years[1].Cost.Carried) && !slices.Contains(list, line.Grade) {
			list = append(list, line.Grade)
		}
	}
	return list
}

// spread writes a cost from the lowest to the highest step.
func spread(l text.Lang, c staffing.Range) string {
	if c.Low == c.High {
		return l.EuroWhole(int64(c.Low))
	}
	return fmt.Sprintf(text.T("%s bis %s", "%s to %s").In(l), l.EuroWhole(int64(c.Low)), l.EuroWhole(int64(c.High)))
}

func bienniumNotes(b staffing.Biennium) []text.Text {
	notes := []text.Text{b.Note()}
	last := b.Stages[len(b.Stages)-1]
	carried, unknown, without := false, unit.FTE(0), []period.Month(nil)
	for _, y := range last.Years {
		carried, unknown = carried || y.Cost.Carried, max(unknown, y.Cost.Unknown)
		if len(y.Cost.Without) < 12 {
			without = append(without, y.Cost.Without...)
		}
	}
	for _, e := range b.Changes {
		if paper := b.Instead(e.Noun.ID); paper != "" {
			asked := e.Noun.Paper
			notes = append(notes, text.T("Was „"+asked+"“ verlangt, zählt nicht mehr: Eingetragen ist die Antwort darauf, "+paper+".", "What “"+asked+"” asks for counts no more: "+paper+" answers it and is recorded."))
		}
	}
	if b.Rates.Step == 0 {
		notes = append(notes, text.T("Welche Stufe jemand hat, weiß der Stellenplan nicht: Die Kosten reichen von der niedrigsten bis zur höchsten Stufe der Tabelle.", "The staffing plan does not know anybody's step: the cost ranges from the lowest to the highest step of the table."))
	}
	if carried {
		list := strings.Join(carriedGrades(b), ", ")
		notes = append(notes, text.T("Für Monate nach dem Ende der neuesten bekannten Entgelttabelle einer Bewertung gilt sie unverändert weiter ("+list+"); eine Erhöhung ist nicht eingerechnet. Lücken zwischen zwei Tabellen füllt sie nicht.", "For months after the end of the newest known pay table of a grade it holds on unchanged ("+list+"); no rise is included. It fills no gap between two tables."))
	}
	if unknown > 0 {
		notes = append(notes, say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Für %s Stellen ist keine Bewertung oder keine Entgelttabelle bekannt (etwa Besoldung A 10): Sie fehlen in den Kosten.", "For %s posts no grade or no pay table is known (such as the civil servants' grade A 10): they are missing in the cost.").In(l), l.Decimal(int64(unknown), 2))
		}))
	}
	if len(without) > 0 {
		notes = append(notes, say(func(l text.Lang) string {
			months := make([]string, len(without))
			for i, m := range without {
				months[i] = m.In(l)
			}
			return fmt.Sprintf(text.T("In diesen Monaten gilt für Stellen keine bekannte Entgelttabelle, sie fehlen in den Kosten: %s.", "In these months no known pay table holds for posts, they are missing in the cost: %s.").In(l), strings.Join(months, ", "))
		}))
	}
	return notes
}

func yearColumns(first int) []view.Column {
	var list []view.Column
	for i := range 2 {
		y := strconv.Itoa(first + i)
		list = append(list,
			view.Column{Key: "posts_" + y, Name: text.T("Stellen Ende "+y, "posts end of "+y), Kind: view.Hundredths},
			view.Column{Key: "outside_" + y, Name: text.T("außerhalb "+y, "outside "+y), Kind: view.Hundredths},
			view.Column{Key: "low_" + y, Name: text.T("Kosten "+y+", mindestens", "cost "+y+", at least"), Kind: view.Money},
			view.Column{Key: "high_" + y, Name: text.T("Kosten "+y+", höchstens", "cost "+y+", at most"), Kind: view.Money},
		)
	}
	return list
}

func yearCells(y staffing.YearSum, ref func(item string) string) []view.Cell {
	low, high := view.Num(y.Cost.Low, ref("low")), view.Num(y.Cost.High, ref("high"))
	if y.Cost.High == 0 && y.Posts == 0 {
		low, high = view.Cell{Known: true, Blank: true}, view.Cell{Known: true, Blank: true}
	}
	if y.Cost.High == 0 && y.Posts > 0 {
		low, high = view.Cell{}, view.Cell{}
	}
	if y.Cost.Unknown > 0 && y.Cost.High > 0 {
		mark := text.T("teilweise", "in part")
		low, high = low.With(mark), high.With(mark)
	}
	return []view.Cell{view.Num(y.Posts, ref("posts")), view.Num(y.Outside, ref("outside")), low, high}
}

func stageTable(b staffing.Biennium) view.Table {
	t := view.Table{
		ID: "lesungen", Caption: text.T("Stellen und Kosten nach Stand der Beratung", "Posts and cost by stage of deliberation"), Fixed: true,
		Note:    text.T("Jede Zeile enthält die Stände über ihr. Abgelehnte Anträge zählen nicht. Was Ermächtigungen kosten, hängt von der Besetzung ab und ist nicht enthalten.", "Each row includes the stages above it. Refused motions do not count. What authorisations cost depends on how they are filled and is not included."),
		Columns: append([]view.Column{{Key: "stage", Name: text.T("Stand", "stage")}, {Key: "changes", Name: text.T("Änderungen", "changes"), Kind: view.Whole}}, yearColumns(b.First)...),
	}
	for _, s := range b.Stages {
		cells := []view.Cell{view.Say(s.Stage.Label()), view.Num(s.Changes, "")}
		for i, y := range s.Years {
			cells = append(cells, yearCells(y, func(item string) string { return b.Ref(s.Stage, b.First+i, item) })...)
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}

func lineTable(b staffing.Biennium) view.Table {
	t := view.Table{
		ID: "zeilen", Caption: text.T("Nach Amt und Bewertung, mit allem, was beantragt ist", "By office and grade, with all that is asked for"),
		Empty:   text.T("Es ist keine Stelle bekannt.", "No post is known."),
		Columns: append([]view.Column{{Key: "unit", Name: text.T("Amt", "office")}, {Key: "grade", Name: text.T("Bewertung", "grade")}}, yearColumns(b.First)...),
	}
	for n, line := range b.Lines {
		cells := []view.Cell{named(line.Unit), named(line.Grade)}
		for i, y := range line.Years {
			cells = append(cells, yearCells(y, func(item string) string { return b.LineRef(n, b.First+i, item) })...)
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}
