// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/desk/planning"
	"planraum/internal/exchange/planfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type planCommand struct {
	Run     planRunCommand     `cmd:"" help:"help.planrun"`
	Explain planExplainCommand `cmd:"" help:"help.planexplain"`
	List    planListCommand    `cmd:"" help:"help.planlist"`
}

type planRunCommand struct {
	File string `arg:"" complete:"file" help:"help.planfile"`
	JSON bool   `name:"json" help:"help.json" xor:"form"`
	CSV  bool   `name:"csv" help:"help.csv" xor:"form"`
}

// Run evaluates a plan file.
func (c planRunCommand) Run(s scope) error {
	run, err := evaluate(s, c.File)
	switch {
	case err != nil:
		return refused(s, c.JSON, err)
	case c.JSON:
		return printJSON(s, struct {
			Plan   string      `json:"plan"`
			AsOf   period.Date `json:"as_of"`
			Result plan.Result `json:"result"`
			Digest string      `json:"digest"`
		}{run.Inputs.Plan.Name, run.Inputs.Plan.AsOf, run.Result, run.Digest})
	case c.CSV:
		return table.WriteCSV(s.Out, s.Lang, planning.RunSheet(run))
	}
	return printRun(s, run)
}

// refused is an error, written for a program as well where one reads standard
// output; people find it on standard error as ever.
func refused(s scope, asJSON bool, err error) error {
	if !asJSON {
		return err
	}
	return errors.Join(printJSON(s, failureOf(err)), err)
}

// evaluate runs the plan of a file: over the database where the plan asks for
// the ledger, else by itself.
func evaluate(s scope, name string) (plan.Run, error) {
	file, err := open(name)
	if err != nil {
		return plan.Run{}, err
	}
	defer file.Close()
	p, err := planfile.Read(name, file)
	if err != nil {
		return plan.Run{}, err
	}
	if len(planning.Asked(p)) == 0 {
		in, err := planning.Written(p)
		if err != nil {
			return plan.Run{}, err
		}
		return planning.Evaluated(in, s.Today())
	}
	if missing(s.database) {
		asked := strings.Join(planning.Asked(p), ", ")
		return plan.Run{}, fault.New(fault.Invalid, "cli.evaluate",
			"Der Plan nimmt Angaben aus dem Hauptbuch ("+asked+"), aber die Datenbank „"+s.database+"“ gibt es nicht. Bitte --database angeben, „planraum demo“ aufrufen oder die Angaben in den Plan schreiben.",
			"The plan takes entries from the ledger ("+asked+"), but there is no database “"+s.database+"”. Please give --database, call “planraum demo”, or write the entries into the plan.")
	}
	house, err := s.house()
	if err != nil {
		return plan.Run{}, err
	}
	run, err := house.Planning.Try(s.ctx, p)
	return run, errors.Join(err, house.Close())
}

type planExplainCommand struct {
	File  string `arg:"" complete:"file" help:"help.planfile"`
	Key   string `arg:"" help:"help.plankey"`
	Month string `arg:"" help:"help.planmonth"`
	JSON  bool   `name:"json" help:"help.json"`
}

// Run prints how one number of a plan came about.
func (c planExplainCommand) Run(s scope) error {
	month, err := period.ParseMonth(c.Month)
	if err != nil {
		return fault.Refuse("cli.explain", []fault.Row{{
			File: s.say("Aufruf", "call"), Column: "MONTH", Value: c.Month,
			Expected: text.T("ein Monat wie 2016-12", "a month such as 2016-12"),
		}})
	}
	run, err := evaluate(s, c.File)
	if err != nil {
		return refused(s, c.JSON, err)
	}
	d, err := planning.Explain(run, c.Key, month)
	if err != nil {
		return refused(s, c.JSON, err)
	}
	if c.JSON {
		return printJSON(s, d)
	}
	printDerivation(s.Out, s.Lang, d, 0)
	return nil
}

func printDerivation(w io.Writer, l text.Lang, d figure.Derivation, depth int) {
	indent := strings.Repeat("  ", depth)
	fmt.Fprintf(w, "%s%s: %s\n", indent, d.Name.In(l), d.Value.In(l))
	line := func(label text.Text, s string) {
		if s != "" {
			fmt.Fprintf(w, "%s  %s%s\n", indent, label.In(l), s)
		}
	}
	line(text.Text{}, d.Rule.In(l))
	if d.Basis != 0 {
		line(text.T("Grundlage: ", "basis: "), d.Basis.Label().In(l))
	}
	line(text.T("Quelle: ", "source: "), d.Source)
	line(text.T("bekannt seit: ", "known since: "), d.KnownFrom.In(l))
	line(text.T("Anmerkung: ", "note: "), d.Note.In(l))
	for _, part := range d.From {
		printDerivation(w, l, part, depth+1)
	}
}

type planListCommand struct {
	AsOf string `name:"as-of" help:"help.asof"`
}

// Run lists the plans of the database.
func (c planListCommand) Run(s scope) error {
	asOf, err := dayOf(s, c.AsOf)
	if err != nil {
		return err
	}
	house, err := s.existing()
	if err != nil {
		return err
	}
	plans, err := house.Planning.Plans(s.ctx, asOf)
	for _, p := range plans {
		fmt.Fprintf(s.Out, "%s\t%s\t%s %s\t%s..%s\n", p.ID, p.Name, s.say("Stand", "as of"), p.AsOf.In(s.Lang), p.From, p.To)
	}
	return errors.Join(err, house.Close())
}

// dayOf reads an as-of date; today where none is given.
func dayOf(s scope, day string) (period.Date, error) {
	if day == "" {
		return s.Today(), nil
	}
	d, err := period.ParseDate(day)
	if err != nil {
		return d, fault.Refuse("cli.dayOf", []fault.Row{{
			File: s.say("Aufruf", "call"), Column: "--as-of", Value: day,
			Expected: text.T("ein Datum wie 2015-11-27 oder 27.11.2015", "a date such as 2015-11-27 or 27.11.2015"),
		}})
	}
	return d, nil
}
