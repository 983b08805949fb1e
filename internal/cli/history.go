// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// historyCommand lists who brought in what.
type historyCommand struct {
	Source    string `help:"help.releasesource"`
	Indicator string `help:"help.indicator"`
	Day       string `help:"help.historyday"`
	Limit     int    `help:"help.limit" default:"50"`
	JSON      bool   `name:"json" help:"help.json"`
}

// historyLine is an entry of the history as JSON.
type historyLine struct {
	ID        string    `json:"id"`
	Recorded  time.Time `json:"recorded"`
	By        string    `json:"by,omitempty"`
	File      string    `json:"file,omitempty"`
	Kind      string    `json:"kind"`
	Rows      int       `json:"rows"`
	Figures   int       `json:"figures"`
	Corrected int       `json:"corrected"`
	Reason    string    `json:"reason,omitempty"`
}

// Run lists the history, newest first.
func (c historyCommand) Run(s scope) error {
	filter := data.HistoryFilter{Source: c.Source, Indicator: c.Indicator, Limit: c.Limit}
	var err error
	if filter.Day, err = flagDay("--day", c.Day); err != nil {
		return err
	}
	entries, err := ask(s, func(house *House) ([]data.Entry, error) { return house.Data.History(s.ctx, filter) })
	if err != nil {
		return err
	}
	lines := []historyLine{}
	for _, e := range entries {
		lines = append(lines, historyLine{e.ID, e.RecordedAt.UTC(), e.By, e.File, e.Kind, e.Rows, e.Figures, e.Corrected, e.Reason})
	}
	if c.JSON {
		return json.NewEncoder(s.Out).Encode(lines)
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, s.say("erfasst (UTC)\tvon\tDatei\tArt\tZeilen\tWerte\tberichtigt\tBegründung", "recorded (UTC)\tby\tfile\tkind\trows\tfigures\tcorrected\treason"))
	for _, l := range lines {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", l.Recorded.Format("2006-01-02 15:04"), identity.Said(l.By).In(s.Lang), l.File, l.Kind,
			s.Lang.Int(int64(l.Rows)), s.Lang.Int(int64(l.Figures)), s.Lang.Int(int64(l.Corrected)), l.Reason)
	}
	return w.Flush()
}

// revisionsCommand lists values that were corrected later.
type revisionsCommand struct {
	Source    string `help:"help.releasesource"`
	Indicator string `help:"help.indicator"`
	Area      string `help:"help.area"`
	AsOf      string `name:"as-of" help:"help.asof"`
	JSON      bool   `name:"json" help:"help.json"`
}

// revisionLine is a corrected value as JSON. Values are written as decimals.
type revisionLine struct {
	Indicator  string        `json:"indicator"`
	Area       area.ID       `json:"area"`
	Group      string        `json:"group"`
	Period     string        `json:"period"`
	Vintages   []vintageLine `json:"vintages"`
	Percent    *float64      `json:"percent,omitempty"` // of the first value; absent where that is 0
	Days       int           `json:"days"`
	Source     string        `json:"source"`
	SameSource bool          `json:"same_source"`
}

type vintageLine struct {
	Since  period.Date `json:"since"`
	Value  string      `json:"value"`
	Figure int64       `json:"figure"`
	Chosen bool        `json:"chosen,omitempty"`
}

func lineOfRevision(r data.Revised) revisionLine {
	line := revisionLine{
		Indicator: r.Key.Indicator, Area: r.Key.Area, Group: string(r.Group), Period: r.Period.String(), Days: r.Days(), Source: r.By.Key, SameSource: r.Own,
	}
	for _, v := range r.Vintages {
		line.Vintages = append(line.Vintages, vintageLine{v.Since, v.Value.String(), v.ID, v.Chosen})
	}
	if tenths, ok := r.Tenths(); ok {
		percent := float64(tenths) / 10
		line.Percent = &percent
	}
	return line
}

// Run lists the revisions, the largest first.
func (c revisionsCommand) Run(s scope) error {
	day, err := flagDay("--as-of", c.AsOf)
	if err != nil {
		return err
	}
	filter := data.RevisionFilter{Source: c.Source, Indicator: c.Indicator, Area: area.ID(c.Area), AsOf: day}
	found, err := ask(s, func(house *House) (data.Revisions, error) { return house.Data.Revisions(s.ctx, filter) })
	if err != nil {
		return err
	}
	if c.JSON {
		lines := []revisionLine{}
		for _, r := range found.Lines {
			lines = append(lines, lineOfRevision(r))
		}
		return json.NewEncoder(s.Out).Encode(lines)
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, s.say("Kennzahl\tGebiet\tZeitraum\tzuerst\tzuletzt\tin Prozent\tTage\tQuelle", "indicator\tarea\tperiod\tfirst\tlast\tin percent\tdays\tsource"))
	for _, r := range found.Lines {
		percent := s.say("unbekannt", "unknown")
		if tenths, ok := r.Tenths(); ok {
			percent = s.Lang.Percent(tenths, 1)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Indicator.Name.In(s.Lang), r.Area, r.Period.In(s.Lang),
			written(s.Lang, r.First().Figure), written(s.Lang, r.Last().Figure), percent, s.Lang.Int(int64(r.Days())), r.By.Name)
	}
	return w.Flush()
}

func written(l text.Lang, f figure.Figure) string { return l.Decimal(f.Value.Amount, f.Value.Places) }

// flagDay reads a day of the command line that may be left out.
func flagDay(flag, word string) (period.Date, error) {
	if word == "" {
		return period.Date{}, nil
	}
	d, err := period.ParseDate(word)
	if err != nil {
		return d, fault.Refuse("cli.flagDay", []fault.Row{{File: flag, Value: word, Expected: text.T("ein Tag wie 2016-12-31", "a day such as 2016-12-31")}})
	}
	return d, nil
}
