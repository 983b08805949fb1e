// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package view

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"planraum/internal/text"
)

// rows writes the rows of a table, each as row writes it, but by hand: a page
// has thousands of cells, and a component for every one of them costs several
// times what its cell costs. Whatever comes from outside goes through pen.text.
func (t Table) rows(p Page, rows []Row) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		o := pen{w: w}
		for i := range rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			if t.row(&o, p, &rows[i]); o.err != nil {
				return o.err
			}
		}
		return nil
	})
}

// pen writes until its first error.
type pen struct {
	w   io.Writer
	err error
}

// mark writes what the program itself says.
func (o *pen) mark(s string) {
	if o.err == nil {
		_, o.err = io.WriteString(o.w, s)
	}
}

// text writes what may come from outside, escaped.
func (o *pen) text(s string) { o.mark(templ.EscapeString(s)) }

func (t Table) row(o *pen, p Page, r *Row) {
	o.mark("<tr")
	if r.ID != "" {
		o.mark(` id="`)
		o.text(r.ID)
		o.mark(`"`)
	}
	switch {
	case r.Total:
		o.mark(` class="total"`)
	case r.Sum:
		o.mark(` class="sum"`)
	}
	o.mark(">")
	for i := range r.Cells {
		c, cell := &t.Columns[i], &r.Cells[i]
		name, class := "td", ""
		switch {
		case c.Kind.Day():
			class = ` class="day"`
		case !c.Kind.Numeric():
		case cell.negative() && i > 0:
			class = ` class="number minus"`
		default:
			class = ` class="number"`
		}
		o.mark("<")
		if i == 0 && !cell.Blank {
			name = "th"
			o.mark(`th scope="row"`)
		} else {
			o.mark(name)
		}
		o.mark(class)
		o.mark(">")
		o.cell(p, c, cell)
		o.mark("</")
		o.mark(name)
		o.mark(">")
	}
	o.mark("</tr>")
}

// cell writes what stands in a cell: a number that can be asked, a way to a
// page, or words.
func (o *pen) cell(p Page, c *Column, cell *Cell) {
	written := c.Write(*cell, p.Lang)
	switch {
	case cell.Ref != "" && p.MayAsk(cell.Ref):
		o.mark(`<a class="number" href="`)
		o.text(p.Ask(cell.Ref))
		o.mark(`" title="`)
		o.mark(p.T("Herleitung zeigen", "show derivation"))
		o.mark(`">`)
		o.text(written)
		o.mark("</a>")
	case cell.Ref != "":
		o.text(written)
	case cell.Link != "":
		o.mark(`<a href="`)
		o.text(cell.Link)
		o.mark(`">`)
		o.text(written)
		o.mark("</a>")
	case !cell.Known:
		o.mark(`<span class="unknown">`)
		o.text(written)
		o.mark("</span>")
	default:
		o.text(written)
	}
	if cell.Mark != (text.Text{}) {
		o.mark(` <span class="mark">`)
		o.text(p.In(cell.Mark))
		o.mark("</span>")
	}
}
