// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// takeChoices takes a file of choices. Each row must state a figure that the
// ledger holds; a row that does not is refused like any other fault.
func takeChoices(ctx context.Context, s source, r Recorder) (int, error) {
	rows, err := cityfile.ReadChoices(s.rows, s.known)
	if err != nil {
		return 0, err
	}
	faults := table.NewFaults(s.rows.File)
	for i := range rows {
		if err := s.find(ctx, &rows[i], faults); err != nil {
			return 0, err
		}
	}
	if err := faults.Err("data.takeChoices"); err != nil {
		return 0, err
	}
	for _, row := range rows {
		if err := r.AddChoice(ctx, row.Choice); err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}

// find gives a choice the number of the figure that it speaks of: of several
// that say the same the one that became known last.
func (s source) find(ctx context.Context, row *cityfile.Chosen, faults *table.Faults) error {
	figures, err := s.figures(ctx, figure.Query{
		Indicators: []string{row.Indicator}, Areas: []area.ID{row.Area}, Group: row.Group,
		From: row.Period.To, To: row.Period.To, AsOf: row.KnownFrom,
	})
	if err != nil {
		return err
	}
	for _, f := range figures { // ordered by the day from which they are known
		if f.Key == row.Key && f.Value == row.Value && f.Basis == row.Basis && f.Source == row.Source {
			row.Figure = f.ID
		}
	}
	if row.Figure == 0 {
		faults.Add(fault.Row{Line: row.Line, Column: "value", Value: row.Value.String(), Expected: text.T(
			"ein Wert des Hauptbuchs mit dieser Kennzahl, diesem Gebiet, dieser Gruppe, diesem Zeitraum, dieser Grundlage und Quelle, bekannt bis "+row.KnownFrom.In(text.De),
			"a figure of the ledger with this indicator, area, group, period, basis and source, known by "+row.KnownFrom.In(text.En))})
	}
	return nil
}
