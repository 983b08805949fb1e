// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	city "planraum/internal/city/reporting"
	"planraum/internal/city/unit"
	"planraum/internal/desk/reporting"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// reportPath is where reports are made, by people without an account.
const reportPath = "/melden/"

// reportContent is a report being filled in.
type reportContent struct {
	reporting.Sheet
	Values url.Values
	Faults []fault.Row
	Doubts []reporting.Doubt
	// Seen is the table of what will be reported; nil before it was checked.
	Seen *view.Table
}

// reportForm shows the report that a link opens, filled in with last month.
func (s *server) reportForm(ctx context.Context, r request) (answer, error) {
	sheet, err := s.Reporting.Open(ctx, r.PathValue("secret"), r.Today)
	if err != nil {
		return answer{}, err
	}
	c := reportContent{Sheet: sheet, Values: url.Values{}}
	for _, f := range city.FieldsOf(sheet.Reporter.Kind) {
		from, ok := sheet.This[f.Indicator.Code]
		if !ok && f.Indicator.Kind == figure.Stock {
			from, ok = sheet.Last[f.Indicator.Code]
		}
		if ok {
			c.Values.Set(f.Indicator.Code, r.Lang.Decimal(from.Value.Amount, from.Value.Places))
		}
	}
	return reportAnswer(c), nil
}

// report checks what was typed, shows what it means, and takes it in.
func (s *server) report(ctx context.Context, r request) (answer, error) {
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	secret := r.PathValue("secret")
	sheet, err := s.Reporting.Open(ctx, secret, r.Today)
	if err != nil {
		return answer{}, err
	}
	c := reportContent{Sheet: sheet, Values: r.PostForm}
	entry := c.read(r)
	if c.Doubts, err = sheet.Check(entry); err != nil {
		c.Faults = fault.RowsOf(err)
		return reportAnswer(c), nil
	}
	if r.PostForm.Get("schritt") != "melden" || r.PostForm.Get("gesehen") != c.fingerprint() {
		c.Seen = seenTable(sheet, entry)
		return reportAnswer(c), nil
	}
	doubts, err := s.Reporting.Submit(ctx, secret, entry, time.Now().UTC())
	switch {
	case fault.KindOf(err) == fault.Invalid && err != nil:
		c.Faults, c.Doubts, c.Seen = fault.RowsOf(err), doubts, seenTable(sheet, entry)
		return reportAnswer(c), nil
	case err != nil:
		return answer{}, err
	}
	taken := seenTable(sheet, entry)
	return answer{
		name: text.T("Monatsmeldung", "Monthly report"), answer: text.T("Danke, die Meldung für "+sheet.Month.In(text.De)+" ist da.", "Thank you, the report for "+sheet.Month.In(text.En)+" has arrived."),
		facts: []text.Text{text.Same(sheet.Reporter.Name)},
		body:  func(p view.Page) templ.Component { return reportDone(p, taken) },
	}, nil
}

// read reads the numbers as the page's language writes them. What is no number
// is left out, so that the desk names it as missing beside its field.
func (c *reportContent) read(r request) reporting.Entry {
	e := reporting.Entry{Values: map[string]unit.Decimal{}, Note: r.PostForm.Get("note")}
	mark := table.Comma
	if r.Lang == text.En {
		mark = table.Point
	}
	for _, f := range city.FieldsOf(c.Reporter.Kind) {
		if v, ok := table.ParseDecimal(r.PostForm.Get(f.Indicator.Code), mark); ok {
			e.Values[f.Indicator.Code] = v
		}
	}
	return e
}

// fingerprint tells whether what is sent is what was shown before.
func (c *reportContent) fingerprint() string {
	s := ""
	for _, f := range city.FieldsOf(c.Reporter.Kind) {
		s += keptText(c.Values.Get(f.Indicator.Code)) + "|"
	}
	return s
}

// wrong is what was expected of a field; empty where nothing is wrong.
func (c reportContent) wrong(name string, l text.Lang) string {
	for _, f := range c.Faults {
		if f.Column == name {
			return f.Expected.In(l)
		}
	}
	return ""
}

func (c reportContent) field(p view.Page, f city.Field) view.Field {
	hint := p.In(f.Hint)
	if last, ok := c.Last[f.Indicator.Code]; ok {
		hint += fmt.Sprintf(p.T(" (im Monat davor: %s)", " (the month before: %s)"), p.Lang.Decimal(last.Value.Amount, last.Value.Places))
	}
	return view.Field{
		Name: f.Indicator.Code, Label: p.In(f.Indicator.Name), Hint: hint,
		Value: c.Values.Get(f.Indicator.Code), Error: c.wrong(f.Indicator.Code, p.Lang), Numeric: true,
	}
}

func reportAnswer(c reportContent) answer {
	a := answer{
		name: text.T("Monatsmeldung", "Monthly report"), answer: text.T("Meldung für "+c.Month.In(text.De), "Report for "+c.Month.In(text.En)),
		facts: []text.Text{text.Same(c.Reporter.Name), say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("erbeten bis %s", "asked for by %s").In(l), c.Reporter.Due(c.Month).In(l))
		})},
		body: func(p view.Page) templ.Component { return reportBody(p, c) },
	}
	if len(c.Faults) > 0 {
		a.status = fault.Invalid.Status()
		a.answer = text.T("Die Meldung ist noch nicht abgeschickt", "The report has not been sent yet")
	}
	return a
}

// seenTable sets what is reported beside the month before.
func seenTable(s reporting.Sheet, e reporting.Entry) *view.Table {
	t := &view.Table{
		ID: "meldung", Caption: text.T("Das melden Sie", "This is what you report"), Fixed: true,
		Columns: []view.Column{
			{Key: "item", Name: text.T("Angabe", "item")},
			{Key: "before", Name: text.T("Monat davor", "month before"), Kind: view.Written},
			{Key: "now", Name: text.T("jetzt", "now"), Kind: view.Written},
		},
	}
	written := func(d unit.Decimal) view.Cell {
		return view.Say(say(func(l text.Lang) string { return l.Decimal(d.Amount, d.Places) }))
	}
	for _, f := range city.FieldsOf(s.Reporter.Kind) {
		before := view.Cell{}
		if last, ok := s.Last[f.Indicator.Code]; ok {
			before = written(last.Value)
		}
		now, err := e.Values[f.Indicator.Code].Rescale(f.Indicator.Places)
		if err != nil {
			now = e.Values[f.Indicator.Code]
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(f.Indicator.Name), before, written(now)}})
	}
	return t
}
