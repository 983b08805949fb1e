// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"text/tabwriter"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// forecastIssue issues the standing forecasts of a city: what a scheduler calls
// once a month.
type forecastIssue struct {
	Indicator []string `name:"indicator" required:"" sep:"none" help:"help.forecastindicator"`
	Area      []string `name:"area" sep:"none" help:"help.forecastarea"`
	Group     string   `name:"group" default:"all" help:"help.forecastgroup"`
	Frequency string   `name:"frequency" enum:"12,4,1" default:"12" help:"help.forecaststep"`
	Horizon   int      `name:"horizon" default:"12" help:"help.forecaststeps"`
	Method    string   `name:"method" enum:"auto,ensemble,naive,seasonal-naive,drift,ses,holt,damped,holt-winters,ets,ets-log,theta,theta-log,mean" default:"auto" help:"help.forecastmethod"`
	Seed      uint64   `name:"seed" default:"1" help:"help.forecastseed"`
	Parts     string   `name:"parts" enum:"none,district,subdistrict" default:"none" help:"help.forecastparts"`
	AsOf      string   `name:"as-of" help:"help.forecastasof"`
	DryRun    bool     `name:"dry-run" help:"help.forecastdry"`
	JSON      bool     `name:"json" help:"help.json"`
}

// issuedLine is a forecast that a call has issued or found.
type issuedLine struct {
	prediction.Issued
	Old bool `json:"issued_before"`
	// Reason is why the method was used, after the sentence on bands that did not hold.
	Reason text.Text `json:"reason"`
}

// Run reckons and issues the forecasts. It reads figures as the offices of the
// city see them, because they are the readers: of small numbers a forecast
// would else tell what they hide.
func (c forecastIssue) Run(s scope) error {
	house, err := s.existing()
	if err != nil {
		return err
	}
	list, err := c.issue(s, house)
	if err = errors.Join(err, house.Close()); err != nil {
		return refused(s, c.JSON, err)
	}
	if c.JSON {
		return printJSON(s, list)
	}
	return c.print(s, list)
}

func (c forecastIssue) issue(s scope, house *House) ([]issuedLine, error) {
	orders, err := c.orders(s, house)
	if err != nil {
		return nil, err
	}
	ctx := forOffices(s.ctx)
	bar := progress(s, int64(len(orders)), text.T("Reihen", "series"))
	defer func() { _ = bar.Finish() }()
	list := []issuedLine{}
	for _, o := range orders { // all must be right before the first is issued
		draft, err := house.Forecasting.Try(ctx, o)
		if err != nil {
			return nil, err
		}
		list = append(list, issuedLine{Issued: draft.Issued, Reason: draft.Reason()})
	}
	for i, o := range orders {
		if !c.DryRun {
			list[i].Issued, list[i].Old, err = house.Forecasting.Issue(ctx, o, identity.Machine().By(), time.Now().UTC())
			if err != nil {
				return nil, err
			}
			list[i].Reason = list[i].Issued.Reason()
		}
		_ = bar.Add(1)
	}
	return list, nil
}

// forOffices is a context whose reader sees what the offices of the city see.
func forOffices(ctx context.Context) context.Context {
	return audience.With(ctx, audience.Lens{Audience: audience.Office})
}

// orders are one for each indicator and area.
func (c forecastIssue) orders(s scope, house *House) ([]forecasting.Order, error) {
	asOf := s.Today()
	if c.AsOf != "" {
		var err error
		if asOf, err = period.ParseDate(c.AsOf); err != nil {
			return nil, fault.Refuse("cli.orders", []fault.Row{{File: s.say("Aufruf", "call"), Column: "--as-of", Value: c.AsOf, Expected: text.T("ein Tag wie 2015-11-27", "a day such as 2015-11-27")}})
		}
	}
	areas := c.Area
	if len(areas) == 0 {
		settings, err := house.Data.Settings(s.ctx)
		if err != nil {
			return nil, err
		}
		areas = []string{string(settings.Area)}
	}
	frequency, _ := strconv.Atoi(c.Frequency) // one of the parser's list
	parts := c.Parts
	if parts == "none" {
		parts = ""
	}
	var list []forecasting.Order
	for _, indicator := range c.Indicator {
		for _, id := range areas {
			list = append(list, forecasting.Order{
				Subject: prediction.Subject{Indicator: indicator, Area: area.ID(id), Group: population.ID(c.Group), Frequency: frequency},
				AsOf:    asOf, Horizon: c.Horizon, Method: c.Method, Seed: c.Seed, Parts: parts,
			})
		}
	}
	return list, nil
}

// print tells the last step of each forecast, where bands did not hold, and where last months were not
// taken as they stood.
func (c forecastIssue) print(s scope, list []issuedLine) error {
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, s.say("Kennung\tKennzahl\tGebiet\tletzter Schritt\tMedian\t80 %\tVerfahren\t", "key\tindicator\tarea\tlast step\tmedian\t80%\tmethod\t"))
	for _, f := range list {
		last := f.Steps[len(f.Steps)-1]
		near, _ := last.Within(80)
		note := ""
		switch {
		case c.DryRun:
			note = s.say("nicht abgelegt", "not issued")
		case f.Old:
			note = s.say("war schon abgelegt", "had been issued before")
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s – %s\t%s\t%s\n", f.ID, f.Indicator, f.Area, last.Period().In(s.Lang),
			plain(s, last.Median), plain(s, near.Low), plain(s, near.High), f.Method, note)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, f := range list {
		if said := f.NotHeld(); said != (text.Text{}) {
			fmt.Fprintf(s.Out, "%s: %s\n", f.ID, said.In(s.Lang))
		}
		if f.Nowcast != nil {
			fmt.Fprintf(s.Out, "%s: %s (%s)\n", f.ID, forecasting.OpenWords(f.Issued).In(s.Lang), forecasting.OriginWords(*f.Nowcast).In(s.Lang))
		}
	}
	return nil
}

// plain writes a value with at most one decimal.
func plain(s scope, v float64) string {
	if v == math.Trunc(v) {
		return forecasting.Write(s.Lang, v, 0)
	}
	return forecasting.Write(s.Lang, v, 1)
}

// forecastVerify reckons issued forecasts again.
type forecastVerify struct {
	ID   string `arg:"" optional:"" name:"id" help:"help.forecastid"`
	JSON bool   `name:"json" help:"help.json"`
}

// verified is what came of reckoning a forecast again.
type verified struct {
	ID      string      `json:"id"`
	Equal   bool        `json:"equal"`
	Differs []text.Text `json:"differs"`
}

// Run compares forecasts with what they come to today.
func (c forecastVerify) Run(s scope) error {
	house, err := s.existing()
	if err != nil {
		return err
	}
	list, err := c.verify(s, house)
	if err = errors.Join(err, house.Close()); err != nil {
		return err
	}
	other := 0
	for _, v := range list {
		if !v.Equal {
			other++
		}
	}
	if c.JSON {
		err = printJSON(s, list)
	} else {
		c.print(s, list)
	}
	if err == nil && other > 0 {
		return pending{other}
	}
	return err
}

func (c forecastVerify) verify(s scope, house *House) ([]verified, error) {
	all, err := house.Forecasting.List(s.ctx, period.Date{})
	if c.ID != "" {
		var one prediction.Issued
		one, err = house.Forecasting.Get(s.ctx, c.ID, period.Date{})
		all = []prediction.Issued{one}
	}
	if err != nil {
		return nil, err
	}
	list := make([]verified, 0, len(all))
	for _, f := range all {
		r, err := house.Forecasting.Reproduce(s.ctx, f)
		if err != nil {
			return nil, err
		}
		list = append(list, verified{f.ID, r.Equal, append([]text.Text{}, r.Differs...)})
	}
	return list, nil
}

func (c forecastVerify) print(s scope, list []verified) {
	for _, v := range list {
		said := s.say("gleich", "equal")
		for i, d := range v.Differs {
			if i == 0 {
				said = ""
			}
			said += d.In(s.Lang) + " "
		}
		fmt.Fprintf(s.Out, "%s  %s\n", v.ID, said)
	}
	if len(list) == 0 {
		fmt.Fprintln(s.Out, s.say("Es ist keine Prognose abgelegt.", "No forecast has been issued."))
	}
}
