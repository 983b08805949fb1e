// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"fmt"
	"slices"
	"strconv"

	"planraum/internal/city/period"
	"planraum/internal/exchange/seriesfile"
	"planraum/internal/fault"
	"planraum/internal/method/forecast"
	"planraum/internal/text"
)

type forecastCommand struct {
	// File is what “planraum forecast FILE” means.
	File   forecastFile   `cmd:"" name:"series" default:"withargs" help:"help.forecastof"`
	Issue  forecastIssue  `cmd:"" help:"help.forecastissue"`
	Verify forecastVerify `cmd:"" help:"help.forecastverify"`
}

type forecastFile struct {
	File      string `arg:"" name:"file" complete:"file" help:"help.forecastfile"`
	Horizon   int    `name:"horizon" default:"12" help:"help.forecasthorizon"`
	Method    string `name:"method" enum:"auto,ensemble,naive,seasonal-naive,drift,ses,holt,damped,holt-winters,ets,ets-log,theta,theta-log,mean" default:"auto" help:"help.forecastmethod"`
	Frequency string `name:"frequency" enum:"12,4,1," default:"" help:"help.forecastfrequency"`
	Seed      uint64 `name:"seed" default:"1" help:"help.forecastseed"`
	JSON      bool   `name:"json" help:"help.json"`
}

// samplePaths is the number of courses from which sums are taken.
const samplePaths = 2000

// foretold is a series of the file with its forecast.
type foretold struct {
	seriesfile.Series
	forecast.Result
}

// Run forecasts every series of a file. It needs no database.
func (c forecastFile) Run(s scope) error {
	list, err := c.forecast(s)
	if err != nil {
		return refused(s, c.JSON, c.onlyRead(s, err))
	}
	if c.JSON {
		return printJSON(s, c.tell(list))
	}
	for i, f := range list {
		if i > 0 {
			fmt.Fprintln(s.Out)
		}
		if err := printForecast(s, f); err != nil {
			return err
		}
	}
	return nil
}

func (c forecastFile) forecast(s scope) ([]foretold, error) {
	if c.Horizon < 1 || c.Horizon > forecast.MaxHorizon {
		return nil, fault.Refuse("cli.forecast", []fault.Row{{
			File: s.say("Aufruf", "call"), Column: "--horizon", Value: strconv.Itoa(c.Horizon),
			Expected: text.T(fmt.Sprintf("wie viele Schritte, 1 bis %d", forecast.MaxHorizon), fmt.Sprintf("how many steps, 1 to %d", forecast.MaxHorizon)),
		}})
	}
	file, err := source(s, c.File)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	frequency, _ := strconv.Atoi(c.Frequency) // "" is 0: told by the dates
	list, err := seriesfile.Read(c.name(s), file, frequency)
	if err != nil {
		return nil, err
	}
	bar := progress(s, int64(len(list)), text.T("Reihen", "series"))
	defer func() { _ = bar.Finish() }()
	out := make([]foretold, len(list))
	for i, one := range list {
		r, err := forecast.Do(s.ctx, forecast.Series{Start: one.Start, Frequency: one.Frequency, Values: one.Values},
			forecast.Options{Horizon: c.Horizon, Method: c.Method, Seed: c.Seed, Paths: samplePaths})
		if err != nil {
			return nil, inFile(one, err)
		}
		out[i] = foretold{one, r}
		_ = bar.Add(1)
	}
	return out, nil
}

// name is what the input is called in messages.
func (c forecastFile) name(s scope) string {
	if c.File == "-" {
		return s.say("Standardeingabe", "standard input")
	}
	return c.File
}

// onlyRead words a refusal of a command that stores nothing: it says what is wrong
// and where, and not that nothing was stored.
func (c forecastFile) onlyRead(s scope, err error) error {
	rows := slices.Clone(fault.RowsOf(err))
	if len(rows) == 0 {
		return err
	}
	for i := range rows {
		if rows[i].File == "" {
			rows[i].File = c.name(s)
		}
	}
	if !c.JSON {
		rows = sameFault(rows)
	}
	say := text.T("Das lässt sich nicht vorausrechnen: ein Fehler.", "This cannot be forecast: one fault.")
	if n := len(rows); n > 1 {
		say = text.T(fmt.Sprintf("Das lässt sich nicht vorausrechnen: %d Fehler.", n), fmt.Sprintf("This cannot be forecast: %d faults.", n))
	}
	return &fault.Error{Kind: fault.KindOf(err), Op: "cli.forecast", Say: say, Rows: rows, Cause: err}
}

// inFile names the series and the step in what the method refuses, which knows
// neither.
func inFile(f seriesfile.Series, err error) error {
	rows := slices.Clone(fault.RowsOf(err))
	for i, r := range rows {
		if r.Line > 0 {
			rows[i].Value = r.Value + " (" + stepName(f.Start+period.Month((r.Line-1)*12/f.Frequency), f.Frequency) + ")"
		}
		rows[i].Line, rows[i].Column = 0, f.Name
	}
	if rows == nil {
		return err
	}
	return fault.Refuse("cli.forecast", rows)
}

// stepName writes a step of a series: 2016-03, 2016-Q1 or 2016.
func stepName(m period.Month, frequency int) string {
	switch frequency {
	case 1:
		return strconv.Itoa(m.Year())
	case 4:
		return fmt.Sprintf("%d-Q%d", m.Year(), (m.OfYear()+2)/3)
	}
	return m.String()
}

// missing are the steps without a value.
func (f foretold) missing() []string {
	list := []string{}
	for i, v := range f.Values {
		if v != v {
			list = append(list, stepName(f.Series.Start+period.Month(i*12/f.Frequency), f.Frequency))
		}
	}
	return list
}

// step is the period of the i-th forecast.
func (f foretold) step(i int) string {
	return stepName(f.Result.Start+period.Month(i*12/f.Frequency), f.Frequency)
}
