// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"slices"
	"strings"

	"planraum/internal/exchange/mapping"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/web/view"
)

func roleOptions(p view.Page, chosen string) []view.Option {
	var list []view.Option
	for _, r := range mapping.Roles() {
		if r != mapping.Field { // columns of other kinds of files are mapped by a file
			list = append(list, view.Option{Name: p.In(r.Label()), Value: string(r), Chosen: string(r) == chosen})
		}
	}
	return list
}

func indicatorOptions(p view.Page, c mappingContent, chosen, none string) []view.Option {
	list := []view.Option{{Name: none, Chosen: chosen == ""}}
	for _, i := range c.Indicators {
		list = append(list, view.Option{Name: p.In(i.Name) + " (" + p.In(i.Unit) + ")", Value: i.Code, Chosen: i.Code == chosen})
	}
	return list
}

func groupOptions(p view.Page, c mappingContent, chosen, none string) []view.Option {
	list := []view.Option{{Name: none, Chosen: chosen == ""}}
	for _, g := range c.Groups {
		list = append(list, view.Option{Name: p.In(g.Name), Value: string(g.ID), Chosen: string(g.ID) == chosen})
	}
	return list
}

// areaOptions offers the likely areas for a name first, then all others.
func areaOptions(p view.Page, c mappingContent, m mapping.Match, chosen string) []view.Option {
	list := []view.Option{
		{Name: p.T("bitte entscheiden", "please decide"), Chosen: chosen == ""},
		{Name: p.T("kein Gebiet der Stadt: Zeilen nicht lesen", "no area of the city: do not read the rows"), Value: leaveRow, Chosen: chosen == leaveRow},
	}
	for _, a := range slices.Concat(m.Candidates, c.Areas) {
		known := slices.ContainsFunc(list, func(o view.Option) bool { return o.Value == string(a.ID) })
		if !known {
			list = append(list, view.Option{Name: a.Name + " (" + a.Number + ")", Value: string(a.ID), Chosen: string(a.ID) == chosen})
		}
	}
	return list
}

func fixedAreaOptions(p view.Page, c mappingContent, chosen string) []view.Option {
	list := []view.Option{{Name: p.T("sagt eine Spalte", "a column says it"), Chosen: chosen == ""}}
	if c.Proposal.Spec.Fixed["area"] == "city" || chosen == "city" {
		list = append(list, view.Option{Name: p.T("die ganze Stadt", "the whole city"), Value: "city", Chosen: chosen == "city"})
	}
	for _, a := range c.Areas {
		list = append(list, view.Option{Name: a.Name + " (" + a.Number + ")", Value: string(a.ID), Chosen: string(a.ID) == chosen})
	}
	return list
}

func periodFromOptions(p view.Page, chosen string) []view.Option {
	return []view.Option{
		{Name: p.T("in einer Spalte", "in a column"), Chosen: chosen == ""},
		{Name: p.T("über der Tabelle", "above the table"), Value: "title", Chosen: chosen == "title"},
		{Name: p.T("im Namen des Tabellenblatts", "in the name of the sheet"), Value: "sheet", Chosen: chosen == "sheet"},
		{Name: p.T("im Namen der Datei", "in the name of the file"), Value: "file", Chosen: chosen == "file"},
	}
}

func decimalOptions(p view.Page, chosen string) []view.Option {
	return []view.Option{
		{Name: p.T("eindeutig, ohne Tausenderzeichen", "clearly, without marks of thousands"), Chosen: chosen == ""},
		{Name: "1.234,5", Value: string(table.Comma), Chosen: chosen == string(table.Comma)},
		{Name: "1,234.5", Value: string(table.Point), Chosen: chosen == string(table.Point) || chosen == string(table.LikelyPoint)},
	}
}

// columnTitle names a column of the mapping; a star stands for its periods.
func columnTitle(p view.Page, name string) string {
	return strings.ReplaceAll(name, "*", p.T("(Spalten mit Zeiträumen)", "(columns of periods)"))
}

// differenceLines say what differs from a mapping's layout.
func differenceLines(p view.Page, err error) []string {
	var lines []string
	for _, r := range fault.RowsOf(err) {
		lines = append(lines, r.In(p.Lang))
	}
	if len(lines) == 0 && err != nil {
		lines = append(lines, fault.SayOf(err).In(p.Lang))
	}
	return lines
}

// asksReason reports whether a refusal asks for the reason of a correction.
func asksReason(err error) bool {
	return slices.ContainsFunc(fault.RowsOf(err), func(r fault.Row) bool { return strings.Contains(r.Expected.De, "Grund") })
}
