// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/unit"
	"planraum/internal/desk/data"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// revisions answers which values were corrected after they were first reported.
func (s *server) revisions(ctx context.Context, r request) (answer, error) {
	filter := data.RevisionFilter{
		Indicator: r.Query.Get(indicatorParam), Source: r.Query.Get(sourceParam), Area: area.ID(r.Query.Get(areaParam)), AsOf: r.AsOf,
	}
	found, err := s.Data.Revisions(ctx, filter)
	if err != nil {
		return answer{}, err
	}
	fields, err := s.keptFields(ctx, r)
	if err != nil {
		return answer{}, err
	}
	t := revisionTable("berichtigungen", found.Lines, r)
	return answer{
		name: text.T("Berichtigungen", "Revisions"), answer: revisionSentence(found, r), tables: []*view.Table{&t},
		body: func(p view.Page) templ.Component { return revisionsBody(p, fields, t) },
	}, nil
}

// revisionSentence is the answer of the page.
func revisionSentence(found data.Revisions, r request) text.Text {
	n := len(found.Lines) - found.Secret
	return say(func(l text.Lang) string {
		secret := ""
		if found.Secret > 0 {
			secret = counted(l, found.Secret, text.T(" Bei 1 weiteren wird ein Stand geheim gehalten.", " Of 1 more a vintage is kept secret."), text.T(" Bei %s weiteren wird ein Stand geheim gehalten.", " Of %s more a vintage is kept secret."))
		}
		if n == 0 {
			return fmt.Sprintf(text.T("Bis zum %s ist kein Wert bekannt, der nach der ersten Meldung anders angegeben wurde.", "Up to %s no value is known that was stated otherwise after its first report.").In(l), r.AsOf.In(l)) + secret
		}
		s := counted(l, n, text.T("1 Wert wurde später anders angegeben", "1 value was stated otherwise later"), text.T("%s Werte wurden später anders angegeben", "%s values were stated otherwise later"))
		if found.Own > 0 {
			s += fmt.Sprintf(text.T(", davon %s von derselben Quelle", ", %s of them by the same source").In(l), l.Int(int64(found.Own)))
		} else {
			s += text.T(", von einer anderen Quelle", ", by another source").In(l)
		}
		if found.Mean != nil {
			s += text.T("; im Mittel um ", "; on average by ").In(l) + l.Percent(*found.Mean, 1)
		}
		most := found.Lines[0]
		return s + text.T("; am stärksten ", "; most of all ").In(l) + most.Indicator.Name.In(l) + ", " + most.Area + ", " + most.Period.In(l) + ": " +
			amount(l, most.First().Figure) + text.T(", dann ", ", then ").In(l) + amount(l, most.Last().Figure) + "." + secret
	})
}

func amount(l text.Lang, f figure.Figure) string {
	if f.IsSecret() {
		return f.Written(l)
	}
	return l.Decimal(f.Value.Amount, f.Value.Places)
}

// revisionTable lists corrected values, each with what was first reported.
func revisionTable(id string, lines []data.Revised, r request) view.Table {
	t := view.Table{
		ID: id, Caption: text.T("Zuerst gemeldet und später anders angegeben", "First reported and stated otherwise later"), Long: true, Sorted: "",
		Empty: text.T("Kein Wert wurde nach der ersten Meldung anders angegeben.", "No value was stated otherwise after its first report."),
		Note: text.T("Gezählt wird, was nach dem Ende des Zeitraums berichtet wurde; Prognosen und Ankündigungen sind keine Meldungen. Dauer: Tage vom ersten zum letzten Bekanntwerden. Manche Tage des Bekanntwerdens sind angenommen; die Herleitung sagt, welche.",
			"What was reported after the end of the period counts; forecasts and announcements are no reports. Duration: days from the first to the last day of becoming known. Some of these days are assumed; the derivation says which."),
		Columns: []view.Column{
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "area", Name: text.T("Gebiet", "area")},
			{Key: "group", Name: text.T("Zielgruppe", "group")},
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "first", Name: text.T("zuerst", "first"), Kind: view.Written},
			{Key: "first_known", Name: text.T("bekannt seit", "known since"), Kind: view.Date},
			{Key: "last", Name: text.T("zuletzt", "last"), Kind: view.Written},
			{Key: "last_known", Name: text.T("gilt seit", "counts since"), Kind: view.Date},
			{Key: "vintages", Name: text.T("Stände", "vintages"), Kind: view.Whole},
			{Key: "difference", Name: text.T("Unterschied", "difference"), Kind: view.Written},
			{Key: "percent", Name: text.T("in Prozent", "in percent"), Kind: view.Percent},
			{Key: "days", Name: text.T("Dauer", "duration"), Unit: text.T("Tage", "days"), Kind: view.Whole},
			{Key: "by", Name: text.T("wer berichtigt", "who corrected")},
		},
	}
	for _, line := range lines {
		t.Rows = append(t.Rows, view.Row{ID: fmt.Sprintf("stand-%d", line.Last().ID), Cells: revisionCells(line, r)})
	}
	return t
}

func revisionCells(line data.Revised, r request) []view.Cell {
	first, last := line.First(), line.Last()
	name := view.Say(line.Indicator.Name)
	name.Link = r.Href("/daten/"+line.Key.Indicator, areaParam, string(line.Key.Area), groupParam, string(line.Group)) + "#staende"
	was, is := statedPair(first.Figure, last.Figure)
	difference, percent := changeCell(line.Difference(), last.Value.Places), view.Cell{}
	if tenths, ok := line.Tenths(); ok {
		percent = signed(view.Num(tenths, ""))
	}
	if line.IsSecret() {
		difference, percent = view.Cell{Secret: true}, view.Cell{Secret: true}
	}
	by := view.Name(line.By.Name, r.Href("/daten/quellen/"+line.By.Key))
	if !line.Own {
		by = by.With(text.T("andere Quelle", "another source"))
	}
	if last.Chosen {
		by = by.With(text.T("ausdrücklich gewählt", "chosen explicitly"))
	}
	return []view.Cell{
		name, view.Say(text.Same(line.Area)), view.Say(line.Of.Name), view.Say(say(line.Period.In)),
		was, view.Day(first.Since), is, view.Day(last.Since),
		view.Num(len(line.Vintages), ""), difference, percent, view.Num(line.Days(), ""), by,
	}
}

// statedPair are the cells of what was and what is. Where one of both is kept
// from the reader, the other would say about how large it is: none is shown.
func statedPair(was, is figure.Figure) (before, after view.Cell) {
	before, after = stated(was), stated(is)
	if was.IsSecret() != is.IsSecret() {
		return view.Cell{Secret: true}, view.Cell{Secret: true}
	}
	return before, after
}

// stated is a cell with a figure of any unit and its derivation.
func stated(f figure.Figure) view.Cell {
	if f.IsSecret() {
		return figureCell(f)
	}
	c := view.Num(f.Value.Amount, fmt.Sprintf("figure/%d", f.ID))
	c.Exact = &f.Value
	c.Words = say(func(l text.Lang) string { return amount(l, f) })
	return c
}

// changeCell is a difference with its sign.
func changeCell(n int64, places int) view.Cell {
	c := view.Num(n, "")
	c.Exact = &unit.Decimal{Amount: n, Places: places}
	c.Words = say(func(l text.Lang) string {
		plus := ""
		if n > 0 {
			plus = "+"
		}
		return plus + l.Decimal(n, places)
	})
	return c
}

// vintagesContent is the part of an indicator's page that shows how it changed.
type vintagesContent struct {
	Revised []data.Revised
	Sums    *view.Table
}

// vintages reads how the values of a course have changed.
func (s *server) vintages(ctx context.Context, c data.Course, r request) (vintagesContent, error) {
	found, err := s.Data.Revisions(ctx, data.RevisionFilter{Indicator: c.Indicator.Code, Area: c.Area.ID, Group: c.Group.ID, AsOf: r.AsOf})
	if err != nil {
		return vintagesContent{}, err
	}
	v := vintagesContent{Revised: found.Lines}
	if c.Indicator.Kind != figure.Flow {
		return v, nil
	}
	if sums := data.YearSums(c.Picked); len(sums) > 0 {
		t := yearSumTable(sums)
		v.Sums = &t
	}
	return v, nil
}

// yearSumTable sets the months of a year against what is stated of the year.
func yearSumTable(sums []data.YearSum) view.Table {
	t := view.Table{
		ID: "jahressummen", Caption: text.T("Summe der zwölf Monate gegen die Angabe für das Jahr", "Sum of the twelve months against the figure of the year"), Fixed: true,
		Note: text.T("Weichen beide ab, sind Monate später berichtigt worden, ohne dass die berichtigten Monate vorliegen. Welcher Monat wie, ist unbekannt.",
			"Where the two differ, months were corrected later, without the corrected months being at hand. Which month and how is unknown."),
		Columns: []view.Column{
			{Key: "year", Name: text.T("Jahr", "year")},
			{Key: "sum", Name: text.T("Summe der Monate", "sum of the months"), Kind: view.Written},
			{Key: "figure", Name: text.T("Angabe für das Jahr", "figure of the year"), Kind: view.Written},
			{Key: "difference", Name: text.T("Unterschied", "difference"), Kind: view.Written},
			{Key: "percent", Name: text.T("in Prozent", "in percent"), Kind: view.Percent},
			{Key: "known_from", Name: text.T("Jahr bekannt seit", "year known since"), Kind: view.Date},
		},
	}
	for _, sum := range sums {
		total := view.Num(sum.Sum.Amount, "")
		total.Exact = &sum.Sum
		total.Words = say(func(l text.Lang) string { return l.Decimal(sum.Sum.Amount, sum.Sum.Places) })
		percent := view.Cell{}
		if tenths, ok := sum.Tenths(); ok {
			percent = signed(view.Num(tenths, ""))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(say(sum.Year.Period.In)), total, stated(sum.Year.Figure), changeCell(sum.Difference(), sum.Sum.Places), percent, view.Day(sum.Year.KnownFrom),
		}})
	}
	return t
}
