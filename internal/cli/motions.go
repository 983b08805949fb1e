// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	noun "planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type motionsCommand struct {
	ID     string `arg:"" optional:"" name:"id" help:"help.motionsid"`
	AsOf   string `name:"as-of" help:"help.asof"`
	Search string `name:"search" help:"help.motionssearch"`
	Open   bool   `name:"open" help:"help.motionsopen"`
	Format string `name:"as" default:"table" help:"help.motionsformat" placeholder:"table|csv|json"`
	JSON   bool   `name:"json" help:"help.json"`
}

// motionLine is what is told of a motion.
type motionLine struct {
	ID         string      `json:"id"`
	Number     string      `json:"number"`
	Type       string      `json:"type"`
	On         period.Date `json:"on,omitzero"`
	Year       int         `json:"year,omitempty"` // where only that is known
	By         []string    `json:"by"`
	Title      string      `json:"title"`
	Asks       []noun.Ask  `json:"asks"`
	Deadline   period.Date `json:"deadline,omitzero"`
	Overdue    bool        `json:"overdue"`
	Committees []string    `json:"committees"`
	State      string      `json:"state"`
	Answers    []string    `json:"answers"` // the papers that answer it
	Source     string      `json:"source"`
	Similar    []alike     `json:"similar,omitempty"` // of one motion: earlier ones with their answers
}

// alike is an earlier paper on similar things.
type alike struct {
	Number  string   `json:"number"`
	Title   string   `json:"title"`
	Words   []string `json:"words"`
	Answers []string `json:"answers"`
}

// motionsTold is the answer of the command.
type motionsTold struct {
	AsOf    period.Date  `json:"as_of"`
	Motions []motionLine `json:"motions"`
}

// Run lists what the council asks, or tells of one motion.
func (c motionsCommand) Run(s scope) error {
	asJSON := c.JSON || c.Format == "json"
	told, err := c.look(s)
	switch {
	case err != nil:
		return refused(s, asJSON, err)
	case asJSON:
		return printJSON(s, told)
	case c.Format == "csv":
		return told.csv(s)
	case c.ID != "":
		return told.Motions[0].print(s, told.AsOf)
	}
	return told.table(s)
}

func (c motionsCommand) look(s scope) (told motionsTold, err error) {
	if told.AsOf, err = dayOf(s, c.AsOf); err != nil {
		return told, err
	}
	if c.Format != "table" && c.Format != "csv" && c.Format != "json" {
		return told, fault.Refuse("cli.motions", []fault.Row{{
			File: s.say("Aufruf", "call"), Column: "--as", Value: c.Format, Expected: text.T("table, csv oder json", "table, csv or json"),
		}})
	}
	house, err := s.existing()
	if err != nil {
		return told, err
	}
	defer func() { err = errors.Join(err, house.Close()) }()
	m, err := house.Council.Motions(s.ctx, told.AsOf, council.Filter{Words: c.Search, Open: c.Open})
	if err != nil {
		return told, err
	}
	told.Motions = []motionLine{}
	for _, one := range m.List {
		if c.ID == "" || one.ID == c.ID || one.Reference == c.ID {
			told.Motions = append(told.Motions, motionLineOf(one))
		}
	}
	if c.ID == "" {
		return told, nil
	}
	if len(told.Motions) == 0 {
		return told, fault.New(fault.NotFound, "cli.motions("+c.ID+")", "Einen Antrag oder eine Anfrage „"+c.ID+"“ gibt es unter diesem Stand nicht.", "There is no motion or inquiry “"+c.ID+"” as of this date.")
	}
	told.Motions = told.Motions[:1]
	told.Motions[0].Similar, err = similarTo(s, house, told.Motions[0].ID, told.AsOf)
	return told, err
}

func motionLineOf(m council.Motion) motionLine {
	l := motionLine{
		ID: m.ID, Number: m.Reference, Type: string(m.Type), On: m.On, By: append([]string{}, m.By...), Title: m.Title, Asks: append([]noun.Ask{}, m.Asks...),
		Deadline: m.Deadline, Overdue: m.Overdue, Committees: []string{}, State: string(m.State), Answers: names(m.Answering), Source: m.Source,
	}
	if m.On.IsZero() {
		l.Year = m.Year
	}
	for _, o := range m.Order {
		l.Committees = append(l.Committees, o.Committee)
	}
	return l
}

func names(list []council.Stored) []string {
	out := []string{}
	for _, p := range list {
		if p.Reference != "" {
			out = append(out, p.Reference)
		} else {
			out = append(out, p.ID)
		}
	}
	return out
}

func similarTo(s scope, house *House, id string, asOf period.Date) ([]alike, error) {
	p, err := house.Council.Paper(s.ctx, id, asOf)
	if err != nil {
		return nil, err
	}
	found, err := house.Council.Similar(s.ctx, p.Paper, asOf)
	var list []alike
	for _, f := range found {
		list = append(list, alike{f.Reference, f.Title, f.Words, names(f.Answering)})
	}
	return list, err
}

// when is the date of a motion, its year where only that is known.
func (l motionLine) when(lang text.Lang) string {
	switch {
	case !l.On.IsZero():
		return l.On.In(lang)
	case l.Year > 0:
		return fmt.Sprint(l.Year)
	}
	return unknownWord.In(lang)
}

var unknownWord = text.T("unbekannt", "unknown")

func known(s scope, word string) string {
	if word == "" {
		return unknownWord.In(s.Lang)
	}
	return word
}

func (l motionLine) asked() string {
	var list []string
	for _, a := range l.Asks {
		list = append(list, a.Text)
	}
	return strings.Join(list, "; ")
}

func (l motionLine) due(s scope) string {
	switch {
	case l.Deadline.IsZero():
		return s.say("Frist unbekannt", "deadline unknown")
	case l.Overdue:
		return l.Deadline.In(s.Lang) + s.say(" (überfällig)", " (overdue)")
	}
	return l.Deadline.In(s.Lang)
}

func (l motionLine) state(s scope) string { return noun.PaperState(l.State).Label().In(s.Lang) }

func (t motionsTold) table(s scope) error {
	fmt.Fprintf(s.Out, "%s %s\n", s.say("Stand", "As of"), t.AsOf.In(s.Lang))
	if len(t.Motions) == 0 {
		_, err := fmt.Fprintln(s.Out, s.say("Kein Antrag und keine Anfrage.", "No motion and no inquiry."))
		return err
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	for _, l := range t.Motions {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", l.Number, l.when(s.Lang), strings.Join(l.By, " + "), l.due(s), l.state(s), known(s, l.Title))
	}
	return w.Flush()
}

// csv writes a table with the as-of date and the source in each row, so that no row
// loses them.
func (t motionsTold) csv(s scope) error {
	w := csv.NewWriter(s.Out)
	rows := [][]string{{"as_of", "id", "number", "type", "on", "year", "by", "title", "asks", "deadline", "overdue", "committees", "state", "answers", "source"}}
	for _, l := range t.Motions {
		year := ""
		if l.Year > 0 {
			year = fmt.Sprint(l.Year)
		}
		rows = append(rows, []string{
			t.AsOf.String(), l.ID, l.Number, l.Type, l.On.String(), year, strings.Join(l.By, "; "), l.Title, l.asked(), l.Deadline.String(), fmt.Sprint(l.Overdue),
			strings.Join(l.Committees, "; "), l.State, strings.Join(l.Answers, "; "), l.Source,
		})
	}
	return w.WriteAll(rows)
}

// print tells all of one motion.
func (l motionLine) print(s scope, asOf period.Date) error {
	fmt.Fprintf(s.Out, "%s: %s\n", l.Number, known(s, l.Title))
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	line := func(de, en, value string) { fmt.Fprintf(w, "%s\t%s\n", s.say(de, en), known(s, value)) }
	line("Art", "kind", noun.PaperType(l.Type).Label().In(s.Lang))
	line("vom", "of", l.when(s.Lang))
	line("wer fragt", "who asks", strings.Join(l.By, " + "))
	line("was verlangt wird", "what is asked", l.asked())
	line("Frist", "deadline", l.due(s))
	line("Gremium", "committee", strings.Join(l.Committees, ", "))
	line("Zustand", "state", l.state(s))
	answers := strings.Join(l.Answers, ", ")
	if answers == "" {
		answers = s.say("noch keine", "none yet")
	}
	line("Antwort", "answer", answers)
	for _, a := range l.Similar {
		line("früher zu Ähnlichem", "earlier on similar things", fmt.Sprintf("%s: %s (%s)", a.Number, a.Title, strings.Join(a.Words, ", ")))
	}
	line("Quelle", "source", l.Source)
	line("Stand", "as of", asOf.In(s.Lang))
	return w.Flush()
}
