// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"planraum/internal/desk/data"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// sources answers who states figures, how fast and how surely.
func (s *server) sources(ctx context.Context, r request) (answer, error) {
	list, err := s.Data.Sources(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	waiting, err := s.Approval.WaitingBySource(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	t := sourceTable(list, waiting, r)
	return answer{
		name: text.T("Quellen", "Sources"), answer: sourcesSentence(list), tables: []*view.Table{&t},
		body: func(p view.Page) templ.Component { return sourcesBody(p, t) },
	}, nil
}

func sourcesSentence(list []data.Reliability) text.Text {
	with, licensed, figures := 0, 0, 0
	for _, l := range list {
		figures += l.Figures
		if l.Figures > 0 {
			with++
			if l.Profile.Licence != "" {
				licensed++
			}
		}
	}
	if with == 0 {
		return text.T("Noch nennt kein Wert eine Quelle.", "No figure names a source yet.")
	}
	return say(func(l text.Lang) string {
		s := counted(l, with, text.T("Die Werte kommen aus 1 Quelle", "The figures come from 1 source"), text.T("Die Werte kommen aus %s Quellen", "The figures come from %s sources"))
		s += fmt.Sprintf(text.T("; die meisten (%s von %s) nennt „%s“", "; most of them (%s of %s) are stated by “%s”").In(l), l.Int(int64(list[0].Figures)), l.Int(int64(figures)), list[0].Profile.Name)
		if open := with - licensed; open > 0 {
			s += text.T("; von ", "; of ").In(l) + counted(l, open, text.T("1 ist die Lizenz unbekannt", "1 the licence is unknown"), text.T("%s ist die Lizenz unbekannt", "%s the licence is unknown"))
		}
		return s + "."
	})
}

// allFigures says that sources are counted with all that was entered.
var allFigures = text.T("Gezählt werden alle erfassten Werte, auch nicht freigegebene. Verzug: Tage vom Ende des Zeitraums, bis der Wert bekannt war, in der Mitte aller Werte (Median). Wo der Tag des Bekanntwerdens angenommen ist, ist es auch der Verzug.",
	"All figures that were entered are counted, also those not released. Delay: days from the end of the period until the figure was known, in the middle of all figures (median). Where the day of becoming known is assumed, so is the delay.")

func sourceTable(list []data.Reliability, waiting map[string]int, r request) view.Table {
	days := text.T("Tage", "days")
	t := view.Table{
		ID: "quellen", Caption: text.T("Wer Werte nennt", "Who states figures"), Long: true, Sorted: "-figures", Note: allFigures,
		Empty: text.T("Es ist noch kein Wert eingelesen. „planraum import figures.csv“ liest welche ein, „planraum import sources.csv“ beschreibt die Quellen.",
			"No figure has been imported yet. “planraum import figures.csv” imports some, “planraum import sources.csv” describes the sources."),
		Columns: []view.Column{
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "office", Name: text.T("Stelle", "office")},
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "figures", Name: text.T("Werte", "figures"), Kind: view.Whole},
			{Key: "first", Name: text.T("von", "from"), Kind: view.Date},
			{Key: "last", Name: text.T("bis", "to"), Kind: view.Date},
			{Key: "usual", Name: text.T("üblicher Verzug", "usual delay"), Unit: days, Kind: view.Whole},
			{Key: "observed", Name: text.T("beobachteter Verzug", "observed delay"), Unit: days, Kind: view.Whole},
			{Key: "revisions", Name: text.T("eigene Berichtigungen", "own revisions"), Kind: view.Whole},
			{Key: "mean", Name: text.T("im Mittel um", "on average by"), Kind: view.Percent},
			{Key: "waiting", Name: text.T("nicht freigegeben", "not released"), Kind: view.Whole},
			{Key: "licence", Name: text.T("Lizenz", "licence")},
		},
	}
	for _, l := range list {
		mean := view.Cell{Known: l.Revisions == 0, Blank: l.Revisions == 0}
		if l.Mean != nil {
			mean = view.Num(*l.Mean, "")
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Name(l.Profile.Name, r.Href("/daten/quellen/"+l.Profile.Key)), named(l.Profile.Office), view.Say(l.Profile.Kind.Label()),
			view.Num(l.Figures, ""), blankDay(l.First), blankDay(l.Last), daysCell(l.Profile.Delay), daysCell(l.Delay),
			view.Num(l.Revisions, ""), mean, view.Num(waiting[l.Profile.Key], ""), view.Say(text.Same(l.Profile.Licence)),
		}})
	}
	return t
}

// daysCell is a number of days; unknown for nil.
func daysCell(days *int) view.Cell {
	if days == nil {
		return view.Cell{}
	}
	return view.Num(*days, "")
}

// sourceContent is all that the page of a source shows.
type sourceContent struct {
	data.SourceSheet
	Waiting                      int
	Indicators, Revised, Batches view.Table
}

// Names returns the names under which figures name the source, at most ten.
func (c sourceContent) Names() (names []string, more int) {
	const shown = 10
	if len(c.Named) > shown {
		return c.Named[:shown], len(c.Named) - shown
	}
	return c.Named, 0
}

// source answers what one source states.
func (s *server) source(ctx context.Context, r request) (answer, error) {
	sheet, err := s.Data.Source(ctx, r.PathValue("source"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	waiting, err := s.Approval.WaitingBySource(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := sourceContent{
		SourceSheet: sheet, Waiting: waiting[sheet.Profile.Key], Indicators: toldTable(sheet.Indicators, r),
		Revised: revisionTable("berichtigungen", sheet.Revised.Lines, r), Batches: batchTable(sheet.Batches, r),
	}
	return answer{
		name: text.T("Quelle", "Source"), answer: sourceSentence(sheet), tables: []*view.Table{&c.Indicators, &c.Revised, &c.Batches},
		facts: []text.Text{sheet.Profile.Kind.Label(), text.T("Lizenz: "+unknownDe(sheet.Profile.Licence), "Licence: "+unknownEn(sheet.Profile.Licence))},
		body:  func(p view.Page) templ.Component { return sourceBody(p, c) },
	}, nil
}

func unknownDe(s string) string {
	if s == "" {
		return "unbekannt"
	}
	return s
}

func unknownEn(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

func sourceSentence(s data.SourceSheet) text.Text {
	return say(func(l text.Lang) string {
		if s.Figures == 0 {
			return fmt.Sprintf(text.T("%s: Zu dem Stand ist kein Wert von ihr bekannt.", "%s: as of the date no figure of it is known.").In(l), s.Profile.Name)
		}
		out := s.Profile.Name + ": " + counted(l, s.Figures, text.T("1 Wert", "1 figure"), text.T("%s Werte", "%s figures")) + " " +
			counted(l, len(s.Indicators), text.T("zu 1 Kennzahl", "of 1 indicator"), text.T("zu %s Kennzahlen", "of %s indicators"))
		if s.Delay != nil {
			out += text.T("; bekannt nach ", "; known after ").In(l) + counted(l, *s.Delay, text.T("1 Tag", "1 day"), text.T("%s Tagen", "%s days")) + text.T(" (Median)", " (median)").In(l)
		}
		if s.Revisions > 0 {
			out += "; " + counted(l, s.Revisions, text.T("1 Wert später selbst berichtigt", "1 figure corrected by itself later"), text.T("%s Werte später selbst berichtigt", "%s figures corrected by itself later"))
		} else {
			out += text.T("; keinen davon hat sie berichtigt", "; it corrected none of them").In(l)
		}
		return out + "."
	})
}

func toldTable(list []data.Told, r request) view.Table {
	t := view.Table{
		ID: "kennzahlen", Caption: text.T("Ihre Kennzahlen", "Its indicators"), Note: allFigures,
		Empty: text.T("Zu dem Stand ist kein Wert dieser Quelle bekannt.", "As of the date no figure of this source is known."),
		Columns: []view.Column{
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "figures", Name: text.T("Werte", "figures"), Kind: view.Whole},
			{Key: "first", Name: text.T("von", "from"), Kind: view.Date},
			{Key: "last", Name: text.T("bis", "to"), Kind: view.Date},
		},
	}
	for _, i := range list {
		name := view.Say(i.Indicator.Name)
		name.Link = r.Href("/daten/" + i.Indicator.Code)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, view.Num(i.Figures, ""), view.Day(i.First), view.Day(i.Last)}})
	}
	return t
}

// daysWords says a number of days; unknown for nil.
func daysWords(days *int) text.Text {
	if days == nil {
		return text.T("unbekannt", "unknown")
	}
	return say(func(l text.Lang) string {
		return counted(l, *days, text.T("1 Tag", "1 day"), text.T("%s Tage", "%s days"))
	})
}
