// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// takeChoices takes a file of choices. Each row must state a figure that the
// ledger holds; a row that does not is refused like any other fault.
func takeChoices(ctx context.Context, s source, r Recorder) error {
	rows, err := cityfile.ReadChoices(s.rows, s.known)
	if err != nil {
		return err
	}
	faults := table.NewFaults(s.rows.File)
	for i := range rows {
		if err := find(ctx, r, &rows[i], faults); err != nil {
			return err
		}
	}
	if err := faults.Err("data.takeChoices"); err != nil {
		return err
	}
	for _, row := range rows {
		made, err := r.Choices(ctx, choiceQuery(row))
		if err != nil {
			return err
		}
		class := Fresh
		if slices.Contains(made, row.Choice) {
			class = Unchanged
		}
		s.out.note(Change{Class: class, File: s.file, Line: row.Line, Source: row.Source}, func(c *Change) {
			c.Name, c.Is = text.Same(row.Indicator+", "+row.Period.String()), text.Same(row.Value.String())
		})
		if class == Unchanged {
			continue
		}
		if err := r.AddChoice(ctx, row.Choice); err != nil {
			return err
		}
	}
	return nil
}

// choiceQuery asks for what a choice speaks of, as known on its day.
func choiceQuery(row cityfile.Chosen) figure.Query {
	return figure.Query{
		Indicators: []string{row.Indicator}, Areas: []area.ID{row.Area}, Group: row.Group,
		From: row.Period.To, To: row.Period.To, AsOf: row.KnownFrom,
	}
}

// find gives a choice the number of the figure that it speaks of: of several
// that say the same the one that became known last.
func find(ctx context.Context, ledger Before, row *cityfile.Chosen, faults *table.Faults) error {
	figures, err := ledger.Figures(ctx, choiceQuery(*row))
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
