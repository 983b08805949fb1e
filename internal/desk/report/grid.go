// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"
	"slices"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// figureRef is the address of a figure of the ledger, recordRef that of a record.
func figureRef(id int64) string { return fmt.Sprintf("figure/%d", id) }

func recordRef(id int64) string { return fmt.Sprintf("record/%d", id) }

// unknown stands where the city has no figure, which is not 0.
const unknown = "unbekannt"

// cell is a cell of a table with the address of its derivation.
type cell struct{ text, ref string }

// exhibit is a table or picture that is made for a place in a text.
type exhibit struct {
	table   *document.Table
	picture *document.Picture
	refs    []string // of the numbers of a picture
	// draft says why a text with it cannot be issued; zero: it can.
	draft text.Text
}

// grid is a table under construction.
type grid struct{ document.Table }

func newGrid(caption string, columns ...document.Column) *grid {
	return &grid{document.Table{Caption: caption, Columns: columns, Rows: []document.Row{}}}
}

// word and num are columns of words and of numbers with their unit.
func word(name string) document.Column { return document.Column{Name: name} }

func num(name, unit string) document.Column {
	return document.Column{Name: name, Unit: unit, Numeric: true}
}

func (g *grid) row(cells ...cell)   { g.put(false, cells) }
func (g *grid) total(cells ...cell) { g.put(true, cells) }

func (g *grid) put(total bool, cells []cell) {
	r := document.Row{Total: total}
	refs := make([]string, len(cells))
	for i, c := range cells {
		r.Cells = append(r.Cells, c.text)
		refs[i] = c.ref
	}
	if slices.ContainsFunc(refs, func(s string) bool { return s != "" }) {
		r.Refs = refs
	}
	g.Rows = append(g.Rows, r)
}

// source names a source once.
func (g *grid) source(s string) {
	if s != "" && !slices.Contains(g.Sources, s) {
		g.Sources = append(g.Sources, s)
	}
}

func (g *grid) note(s string) {
	if s != "" && !slices.Contains(g.Notes, s) {
		g.Notes = append(g.Notes, s)
	}
}

// done is the table; nil where it has no row.
func (g *grid) done() exhibit {
	if len(g.Rows) == 0 {
		return exhibit{}
	}
	return exhibit{table: &g.Table}
}

// refsOf are the addresses of all numbers of an exhibit.
func (e exhibit) refsOf() []string {
	refs := e.refs
	if e.table != nil {
		for _, r := range e.table.Rows {
			refs = append(refs, r.Refs...)
		}
	}
	return refs
}

// unknown is the cell where the city has no figure.
func (c *city) unknown() cell { return say(c.say(unknown, "unknown")) }

func say(s string) cell { return cell{text: s} }

// picked is a figure's value.
func (c *city) picked(p figure.Figure) cell { return cell{p.Written(c.lang), figureRef(p.ID)} }

func (c *city) whole(n int64, ref string) cell { return cell{c.lang.Int(n), ref} }

func (c *city) day(d period.Date) cell {
	if d.IsZero() {
		return cell{text: c.say("offen", "open")}
	}
	return cell{text: d.In(c.lang)}
}
