// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/desk/outlook"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// replayPath is the page of the newest replay.
const replayPath = "/prognosen/rueckschau"

// replayContent is what the page of a replay shows.
type replayContent struct {
	Report   outlook.Report
	Pictures []outlook.Picture
	Tables   []view.Table
	Fresh    bool     // nothing was added since
	Some     bool     // there is a replay
	Running  *job.Job // one that is under way
	From, To view.Field
	MayOrder bool
	Nothing  bool  // no stock is known: there is nothing to look back at
	Refusal  error // why an order was refused
}

// replay shows the newest replay that was kept.
func (s *server) replay(ctx context.Context, r request) (answer, error) {
	return s.replayPage(ctx, r, nil)
}

func (s *server) replayPage(ctx context.Context, r request, refusal error) (answer, error) {
	c := replayContent{Refusal: refusal, MayOrder: r.May("POST " + replayPath)}
	var err error
	if c.Report, c.Fresh, c.Some, err = s.Outlook.Newest(ctx, r.AsOf); err != nil {
		return answer{}, err
	}
	if c.Running, err = s.replayRunning(ctx); err != nil {
		return answer{}, err
	}
	if err := s.replayMonths(ctx, r, &c); err != nil {
		return answer{}, err
	}
	a := answer{name: text.T("Rückschau", "Replay"), answer: noReplay, body: func(p view.Page) templ.Component { return replayBody(p, c) }}
	if c.Running != nil {
		a.refresh = jobRefresh
	}
	if refusal != nil {
		a.status = http.StatusUnprocessableEntity
	}
	if c.Nothing {
		a.answer = noPast
	}
	if !c.Some {
		return a, nil
	}
	a.answer, a.facts = c.Report.Answer(), replayFacts(c)
	c.Pictures = c.Report.Pictures(r.Lang)
	for _, t := range c.Report.Tables() {
		c.Tables = append(c.Tables, replayTable(t, c.Report, r))
	}
	for i := range c.Tables {
		a.tables = append(a.tables, &c.Tables[i])
	}
	return a, nil
}

var noReplay = text.T("Es ist noch keine Rückschau gerechnet.", "No replay has been reckoned yet.")

var noPast = text.T("Es gibt nichts, worauf zurückzuschauen wäre: Kein Monat mit untergebrachten Personen ist bekannt.", "There is nothing to look back at: no month with accommodated persons is known.")

// replayFacts say what the shown replay rests on.
func replayFacts(c replayContent) []text.Text {
	var facts []text.Text
	if beside, ok := c.Report.SayMisses(); ok {
		facts = append(facts, beside) // also where the city's own forecasts were better
	}
	facts = append(facts, c.Report.Vintage(), say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("gerechnet am %s von %s", "reckoned on %s by %s").In(l), c.Report.MadeOn.In(l), c.Report.By)
	}))
	if c.Fresh {
		return append(facts, text.T("Seitdem kam nichts hinzu, worauf sie beruht.", "Nothing that it rests on has been added since."))
	}
	return append(facts, text.T("Seitdem kamen neue Zahlen oder Angaben hinzu.", "New figures or entries have been added since."))
}

// replayRunning is a replay that is under way; nil: none.
func (s *server) replayRunning(ctx context.Context) (*job.Job, error) {
	list, err := s.Work.Overview(ctx)
	if err != nil {
		return nil, err
	}
	for _, j := range list.Jobs {
		if j.Kind == outlook.ReplayKind && !j.State.Ended() {
			return &j, nil
		}
	}
	return nil, nil
}

// replayMonths fills the form: as typed, else the months of the shown replay, else
// all that can be gone through.
func (s *server) replayMonths(ctx context.Context, r request, c *replayContent) error {
	from, to := c.Report.From.String(), c.Report.To.String()
	if !c.Some {
		first, last, ok, err := s.Outlook.Span(ctx, r.AsOf)
		if err != nil {
			return err
		}
		c.Nothing = !ok
		if from, to = "", ""; ok {
			from, to = first.String(), last.String()
		}
	}
	if c.Refusal != nil {
		from, to = r.PostForm.Get("from"), r.PostForm.Get("to")
	}
	c.From = view.Field{Name: "from", Label: r.T("Erster Monat", "First month"), Value: from, Type: "month", Error: wrongMonth(c.Refusal, "from", r)}
	c.To = view.Field{Name: "to", Label: r.T("Letzter Monat", "Last month"), Value: to, Type: "month", Error: wrongMonth(c.Refusal, "to", r)}
	return nil
}

// wrongMonth is what was expected of a field instead of what was typed.
func wrongMonth(refusal error, field string, r request) string {
	for _, row := range fault.RowsOf(refusal) {
		if row.Column == field {
			return r.In(row.Expected)
		}
	}
	return ""
}

// orderReplay orders a replay of the months typed.
func (s *server) orderReplay(ctx context.Context, r request) (answer, error) {
	if err := shortForm(r); err != nil {
		return answer{}, err
	}
	var rows []fault.Row
	read := func(field string) period.Month {
		m, err := period.ParseMonth(r.PostForm.Get(field))
		if err != nil {
			rows = append(rows, fault.Row{File: r.T("Formular", "form"), Column: field, Value: r.PostForm.Get(field), Expected: text.T("ein Monat wie 2016-12", "a month such as 2016-12")})
		}
		return m
	}
	from, to := read("from"), read("to")
	order, err := outlook.ReplayOrder(from, to, r.AsOf, r.By())
	if len(rows) > 0 {
		err = fault.Refuse("web.orderReplay", rows)
	}
	if refused := (&fault.Error{}); errors.As(err, &refused) && fault.KindOf(err) == fault.Invalid {
		return s.replayPage(ctx, r, err)
	}
	return s.ordered(ctx, r, order, err)
}

// replayTable is a table of a report as the page shows it. Days on which something
// was said lead to the forecasts as of that day.
func replayTable(t outlook.Table, report outlook.Report, r request) view.Table {
	out := view.Table{ID: t.ID, Caption: t.Caption, Note: t.Note, Empty: t.Empty, Sources: report.Sources, Long: len(t.Rows) > longReplay}
	for _, c := range t.Columns {
		kind := view.Words
		switch c.Kind {
		case table.KindWhole:
			kind = view.Whole
		case table.KindShare:
			kind = view.Percent
		case table.KindDecimal:
			kind = view.Written
		case table.KindDate:
			kind = view.Date
		case table.KindMonth:
			kind = view.Month
		}
		out.Columns = append(out.Columns, view.Column{Key: c.Key, Name: c.Name, Unit: c.Unit, Kind: kind})
	}
	for _, row := range t.Rows {
		var cells []view.Cell
		for i, c := range row {
			cell := reportCell(c)
			if t.Columns[i].Key == "as_of" {
				cell.Link = r.Href("/prognosen", "stand", c.Day.String())
			}
			cells = append(cells, cell)
		}
		out.Rows = append(out.Rows, view.Row{Cells: cells})
	}
	return out
}

// longReplay is from how many rows on a table shows its first only.
const longReplay = 130

func reportCell(c outlook.Cell) view.Cell {
	cell := view.Cell{Known: c.Known, Blank: c.Blank, Words: c.Words, Number: c.Number.Amount, Day: c.Day, Ref: c.Ref}
	if c.Kind == table.KindDecimal {
		exact := unit.Decimal{Amount: c.Number.Amount, Places: c.Number.Places}
		cell.Exact, cell.Words = &exact, text.T(c.Write(text.De), c.Write(text.En))
	}
	return cell
}
