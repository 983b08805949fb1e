// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"fmt"
	"text/tabwriter"

	"planraum/internal/city/period"
	"planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// replayCommand goes through past months again, knowing only what was known.
type replayCommand struct {
	From string `name:"from" required:"" placeholder:"2014-06" help:"help.replayfrom"`
	To   string `name:"to" required:"" placeholder:"2019-12" help:"help.replayto"`
	AsOf string `name:"as-of" help:"help.replayasof"`
	Out  string `name:"out" complete:"file" help:"help.replayout"`
	JSON bool   `name:"json" help:"help.json"`
}

// Run goes through the months and says what would have been warned of.
func (c replayCommand) Run(s scope) error {
	report, err := c.replay(s)
	if err != nil {
		return refused(s, c.JSON, err)
	}
	if c.Out != "" {
		if err := writeReplay(s, c.Out, report); err != nil {
			return err
		}
	}
	if c.JSON {
		return printJSON(s, report)
	}
	return printReplay(s, report)
}

func (c replayCommand) replay(s scope) (outlook.Report, error) {
	from, to, err := c.months(s)
	if err != nil {
		return outlook.Report{}, err
	}
	asOf, err := dayOf(s, c.AsOf)
	if err != nil {
		return outlook.Report{}, err
	}
	if err := outlook.CheckReplay(from, to, asOf); err != nil {
		return outlook.Report{}, err // before a database is opened
	}
	report, err := ask(s, func(house *House) (outlook.Report, error) {
		bar := progress(s, int64(to-from)+1, text.T("Monate", "months"))
		defer func() { _ = bar.Finish() }()
		return house.Outlook.Rehearse(s.ctx, from, to, asOf, func(done, _ int) { _ = bar.Set(done) })
	})
	report.MadeOn = s.Today()
	return report, err
}

// months reads both months and names every one that is none.
func (c replayCommand) months(s scope) (from, to period.Month, err error) {
	var rows []fault.Row
	read := func(flag, word string) period.Month {
		m, err := period.ParseMonth(word)
		if err != nil {
			rows = append(rows, fault.Row{File: s.say("Aufruf", "call"), Column: flag, Value: word, Expected: text.T("ein Monat wie 2016-12", "a month such as 2016-12")})
		}
		return m
	}
	from, to = read("--from", c.From), read("--to", c.To)
	if len(rows) > 0 {
		return from, to, fault.Refuse("cli.replay", rows)
	}
	return from, to, nil
}

// printed are the columns of the months that fit a terminal, by their keys.
var printed = []string{"as_of", "short_from", "decide", "late", "target", "probability", "median", "low", "high", "came", "basis", "planned", "cases"}

func printReplay(s scope, r outlook.Report) error {
	fmt.Fprintf(s.Out, "%s\n%s\n\n", r.Answer().In(s.Lang), r.Vintage().In(s.Lang))
	if err := printTable(s, r.Months(), printed); err != nil {
		return err
	}
	for _, t := range []outlook.Table{r.ByLead(), r.Ranges(), r.ByYear(), r.CityTable(), r.Contradictions()} {
		fmt.Fprintf(s.Out, "\n%s\n", t.Caption.In(s.Lang))
		if err := printTable(s, t, nil); err != nil {
			return err
		}
	}
	fmt.Fprintln(s.Out)
	for _, f := range r.Findings() {
		fmt.Fprintln(s.Out, "* "+f.In(s.Lang))
	}
	return nil
}

// printTable prints the named columns of a table, all where none are named.
func printTable(s scope, t outlook.Table, keys []string) error {
	if len(t.Rows) == 0 {
		_, err := fmt.Fprintln(s.Out, t.Empty.In(s.Lang))
		return err
	}
	shown := map[string]bool{}
	for _, k := range keys {
		shown[k] = true
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	line := func(write func(i int) string) {
		for i, c := range t.Columns {
			if keys == nil || shown[c.Key] {
				fmt.Fprint(w, write(i), "\t")
			}
		}
		fmt.Fprintln(w)
	}
	line(func(i int) string { return t.Columns[i].Name.In(s.Lang) })
	for _, row := range t.Rows {
		line(func(i int) string { return row[i].Write(s.Lang) })
	}
	return w.Flush()
}
