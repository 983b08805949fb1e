// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// ActionSheet returns actions as a file of kind Actions. It has neither the reason of a
// change nor who made it: both belong to the versions of one installation.
func ActionSheet(actions []Action) table.Sheet {
	columns := sheetColumns("id", "title", "owner", "state", "opened", "due", "origin_kind", "origin_ref", "origin_by", "body", "closed", "outcome",
		"follows_up", "procedure", "measure")
	columns = slices.Concat(columns, expectColumns(), sheetColumns("known_from", "note", "example", "source"))
	days(columns, "opened", "due", "closed", "known_from")
	return sheet(text.T("Aufträge", "actions"), columns, slices.Values(actions), func(a Action) []table.Cell {
		return slices.Concat([]table.Cell{
			table.Text(a.ID), table.Text(a.Title), table.Text(a.Owner), table.Text(string(a.State)), table.Day(a.Opened), table.Day(a.Due),
			table.Text(string(a.Origin.Kind)), table.Text(a.Origin.Ref), table.Text(a.Origin.By), table.Text(a.Body), table.Day(a.Closed), table.Text(a.Outcome),
			table.Text(a.FollowsUp), table.Text(a.Procedure), table.Text(a.Measure),
		}, expectCells(a.Expect), []table.Cell{table.Day(a.KnownFrom), table.Text(a.Note), yesCell(a.Example), table.Text(a.Source)})
	})
}

// GoalSheet returns goals as a file of kind Goals.
func GoalSheet(goals []Goal) table.Sheet {
	columns := sheetColumns("id", "title", "unit", "indicator", "area", "group", "value", "at_most", "on", "since", "ended", "known_from", "note", "example", "source")
	days(columns, "on", "since", "ended", "known_from")
	kinds(columns, table.KindDecimal, "value")
	return sheet(text.T("Ziele", "goals"), columns, slices.Values(goals), func(g Goal) []table.Cell {
		t := g.Target
		return []table.Cell{
			table.Text(g.ID), table.Text(g.Title), table.Text(g.Unit), table.Text(t.Indicator), table.Text(t.Area), table.Text(t.Group), decimalCell(t.Value),
			yesCell(t.AtMost), table.Day(t.On), table.Day(g.Since), table.Day(g.Ended), table.Day(g.KnownFrom), table.Text(g.Note), yesCell(g.Example), table.Text(g.Source),
		}
	})
}

// MeasureSheet returns measures with what is expected of them as a file of kind Measures.
func MeasureSheet(measures []Measure) table.Sheet {
	columns := slices.Concat(sheetColumns("id", "goal", "title", "unit", "from", "until", "state", "cost_eur", "paper"), expectColumns(), sheetColumns("known_from", "note", "example", "source"))
	days(columns, "from", "until", "known_from")
	kinds(columns, table.KindMoney, "cost_eur")
	return sheet(text.T("Maßnahmen", "measures"), columns, slices.Values(measures), func(m Measure) []table.Cell {
		return slices.Concat([]table.Cell{
			table.Text(m.ID), table.Text(m.Goal), table.Text(m.Title), table.Text(m.Unit), table.Day(m.From), table.Day(m.Until), table.Text(string(m.State)), moneyCell(m.Cost),
			table.Text(m.Paper),
		}, expectCells(m.Expect), []table.Cell{table.Day(m.KnownFrom), table.Text(m.Note), yesCell(m.Example), table.Text(m.Source)})
	})
}

// expectColumns are the columns of what must move, the same for measures and actions.
func expectColumns() []table.Column {
	columns := sheetColumns(expectNames()...)
	days(columns, "expect_check", "expect_said")
	kinds(columns, table.KindDecimal, "expect_change")
	return columns
}

func expectCells(e *measure.Expectation) []table.Cell {
	if e == nil {
		return slices.Concat(slices.Repeat([]table.Cell{table.Text("")}, 3), []table.Cell{table.Unknown(), table.Day(period.Date{}), table.Day(period.Date{}), table.Text("")})
	}
	return []table.Cell{
		table.Text(e.Indicator), table.Text(e.Area), table.Text(e.Group), decimalCell(e.Change), table.Day(e.Check), table.Day(e.Said), table.Text(e.Assumed),
	}
}

func days(columns []table.Column, keys ...string) { kinds(columns, table.KindDate, keys...) }

func kinds(columns []table.Column, kind table.Kind, keys ...string) {
	for i := range columns {
		if slices.Contains(keys, columns[i].Key) {
			columns[i].Kind = kind
		}
	}
}

// decimalCell is a number with the fewest decimals that say it.
func decimalCell(v float64) table.Cell {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, after, _ := strings.Cut(s, ".")
	amount, err := strconv.ParseInt(whole+after, 10, 64)
	if err != nil {
		return table.Text(s)
	}
	return table.Number(unit.Decimal{Amount: amount, Places: len(after)})
}
