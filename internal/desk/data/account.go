// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/fault"
	"planraum/internal/method/stockflow"
)

// The indicators of the stock account.
const (
	Persons     = stockflow.Persons
	Arrivals    = stockflow.Arrivals
	Departures  = stockflow.Departures
	Corrections = stockflow.Corrections
)

// InAccount reports whether figures of the indicator stand in a stock account.
func InAccount(indicator string) bool {
	return slices.Contains([]string{Persons, Arrivals, Departures, Corrections}, indicator)
}

// Account is one line of the stock account with the figures that it rests on.
type Account struct{ stockflow.Balance }

// Accounts sets the reported stocks of an area and group against the reported
// flows, as far as both were known on asOf: first one line for each pair of
// neighbouring ends of year, then those between other reference dates for which
// a flow or a correction is known. What was said before its date, such as a
// forecast or an announcement, is no report and stands in no account unless a
// planner has chosen it.
func (d *Desk) Accounts(ctx context.Context, in area.ID, group population.ID, asOf period.Date) ([]Account, error) {
	figures, choices, err := d.accountFigures(ctx, in, group, asOf)
	return accounts(figures, choices), fault.Wrap("data.Accounts", err)
}

func (d *Desk) accountFigures(ctx context.Context, in area.ID, group population.ID, asOf period.Date) ([]figure.Figure, []figure.Choice, error) {
	q := figure.Query{Indicators: []string{Persons, Arrivals, Departures, Corrections}, Areas: []area.ID{in}, Group: group, AsOf: asOf}
	figures, err := d.Figures(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	choices, err := d.Choices(ctx, q)
	return figures, choices, err
}

func accounts(figures []figure.Figure, choices []figure.Choice) []Account {
	balances := stockflow.Balances(figures, choices)
	list := make([]Account, len(balances))
	for i := range balances {
		list[i].Balance = balances[i]
	}
	return list
}
