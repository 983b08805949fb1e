// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// Parameters of the pages of the history.
const (
	dayParam  = "tag"
	fromParam = "ab"
)

// entries answers who brought in what and when.
func (s *server) entries(ctx context.Context, r request) (answer, error) {
	filter := data.HistoryFilter{Source: r.Query.Get(sourceParam), Indicator: r.Query.Get(indicatorParam)}
	if day := r.Query.Get(dayParam); day != "" {
		d, err := period.ParseDate(day)
		if err != nil {
			return answer{}, fault.Refuse("web.history", []fault.Row{{
				File: r.T("Adresse", "address"), Column: dayParam, Value: day,
				Expected: text.T("ein Tag wie 27.11.2015 oder 2015-11-27", "a day such as 27.11.2015 or 2015-11-27"),
			}})
		}
		filter.Day = d
	}
	entries, err := s.Data.History(ctx, filter)
	if err != nil {
		return answer{}, err
	}
	fields, err := s.keptFields(ctx, r)
	if err != nil {
		return answer{}, err
	}
	fields.Day, fields.WithDay = r.Query.Get(dayParam), true
	t := batchesTable(entries, r)
	return answer{
		name: text.T("Verlauf", "History"), answer: historySentence(entries), tables: []*view.Table{&t},
		body: func(p view.Page) templ.Component { return historyBody(p, fields, t) },
	}, nil
}

func historySentence(entries []data.Entry) text.Text {
	if len(entries) == 0 {
		return text.T("Dazu ist nichts in das Hauptbuch gekommen.", "Nothing of this kind came into the ledger.")
	}
	figures, corrected := 0, 0
	for _, e := range entries {
		figures, corrected = figures+e.Figures, corrected+e.Corrected
	}
	last := entries[0]
	return say(func(l text.Lang) string {
		s := counted(l, len(entries), text.T("1 Eingang", "1 entry"), text.T("%s Eingänge", "%s entries")) + " " +
			counted(l, figures, text.T("mit 1 Wert", "with 1 figure"), text.T("mit %s Werten", "with %s figures"))
		if corrected > 0 {
			s += ", " + counted(l, corrected, text.T("1 davon berichtigt einen früheren", "1 of them corrects an earlier one"), text.T("%s davon berichtigen frühere", "%s of them correct earlier ones"))
		}
		s += text.T("; zuletzt am ", "; the last on ").In(l) + period.OfTime(last.RecordedAt.UTC()).In(l)
		if last.By != "" {
			s += text.T(" durch ", " by ").In(l) + last.By
		}
		return s + "."
	})
}

// batchCells says of a batch when it came, what it is and who brought it in.
func batchCells(b figure.Batch, r request) []view.Cell {
	kind, ok := batchKinds[b.Kind]
	if !ok {
		kind = text.Same(b.Kind)
	}
	file := view.Name(b.File, r.Href("/daten/verlauf/"+b.ID))
	if b.File == "" {
		file = view.Say(text.T("im Programm erfasst", "entered in the program"))
		file.Link = r.Href("/daten/verlauf/" + b.ID)
	}
	return []view.Cell{
		view.Day(period.OfTime(b.RecordedAt.UTC())), view.Say(text.Same(b.RecordedAt.UTC().Format(time.TimeOnly))), file,
		view.Say(kind), view.Num(b.Rows, ""), view.Say(text.Same(b.By)),
	}
}

func batchesTable(entries []data.Entry, r request) view.Table {
	t := view.Table{
		ID: "verlauf", Caption: text.T("Was in das Hauptbuch kam", "What came into the ledger"), Sorted: "", Long: true,
		Empty: text.T("Dazu ist nichts in das Hauptbuch gekommen. Eine andere Auswahl zeigt mehr; „planraum import DATEI“ liest eine Datei ein.",
			"Nothing of this kind came into the ledger. Another choice shows more; “planraum import FILE” imports a file."),
		Note: text.T("Die Liste hängt nicht am Stand. Zeiten in Weltzeit (UTC). Berichtigt: Werte, durch die seither oder zeitweise ein anderer Wert gilt als zuerst gemeldet.",
			"The list does not depend on the as-of date. Times in UTC. Corrected: figures through which another value counts, or counted for a time, than was first reported."),
		Columns: []view.Column{
			{Key: "recorded", Name: text.T("am", "on"), Kind: view.Date},
			{Key: "time", Name: text.T("Uhrzeit", "time")},
			{Key: "file", Name: text.T("Datei", "file")},
			{Key: "kind", Name: text.T("Inhalt", "content")},
			{Key: "rows", Name: text.T("Zeilen", "rows"), Kind: view.Whole},
			{Key: "by", Name: text.T("von", "by")},
			{Key: "figures", Name: text.T("Werte", "figures"), Kind: view.Whole},
			{Key: "corrected", Name: text.T("davon berichtigt", "of them corrections"), Kind: view.Whole},
			{Key: "reason", Name: text.T("Begründung", "reason")},
		},
	}
	for _, e := range entries {
		t.Rows = append(t.Rows, view.Row{Cells: append(batchCells(e.Batch, r), view.Num(e.Figures, ""), view.Num(e.Corrected, ""), named(e.Reason))})
	}
	return t
}

// entryContent is all that the page of a batch shows.
type entryContent struct {
	data.EntrySheet
	Corrections, Figures, Records, Choices view.Table
	NextHref                               string
}

// entry answers what one batch added and what it corrected.
func (s *server) entry(ctx context.Context, r request) (answer, error) {
	after, _ := strconv.ParseInt(r.Query.Get(fromParam), 10, 64) // without a number the list begins at its beginning
	sheet, err := s.Data.Batch(ctx, r.PathValue("batch"), after)
	if err != nil {
		return answer{}, err
	}
	c := entryContent{
		EntrySheet: sheet, Corrections: correctionTable(sheet.Corrections, r), Figures: addedTable(sheet, r),
		Records: recordTable(sheet.Records), Choices: choiceTable(sheet, r),
	}
	if sheet.Next > 0 {
		c.NextHref = r.Here(fromParam, strconv.FormatInt(sheet.Next, 10))
	}
	return answer{
		name: text.T("Eingang", "Entry"), answer: entrySentence(sheet), tables: []*view.Table{&c.Corrections, &c.Figures, &c.Records, &c.Choices},
		body: func(p view.Page) templ.Component { return entryBody(p, c) },
	}, nil
}

func entrySentence(e data.EntrySheet) text.Text {
	return say(func(l text.Lang) string {
		s := text.T("Im Programm erfasst", "Entered in the program").In(l)
		if e.File != "" {
			s = e.File
		}
		s += text.T(" vom ", " of ").In(l) + period.OfTime(e.RecordedAt.UTC()).In(l) + ": "
		if e.Entry.Figures == 0 {
			return s + counted(l, e.Rows, text.T("1 Zeile, kein Wert", "1 row, no figure"), text.T("%s Zeilen, kein Wert", "%s rows, no figure")) + "."
		}
		s += counted(l, e.Entry.Figures, text.T("1 Wert kam hinzu", "1 figure was added"), text.T("%s Werte kamen hinzu", "%s figures were added"))
		if e.Corrected > 0 {
			return s + ", " + counted(l, e.Corrected, text.T("1 davon berichtigt einen früheren", "1 of them corrects an earlier one"), text.T("%s davon berichtigen frühere", "%s of them correct earlier ones")) + "."
		}
		return s + text.T("; keiner berichtigt einen früheren.", "; none corrects an earlier one.").In(l)
	})
}

func correctionTable(list []data.Correction, r request) view.Table {
	t := view.Table{
		ID: "berichtigt", Caption: text.T("Was berichtigt wurde", "What was corrected"), Long: true, Sorted: "",
		Empty: text.T("Dieser Eingang hat keinen früheren Wert berichtigt.", "This entry corrected no earlier figure."),
		Columns: []view.Column{
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "area", Name: text.T("Gebiet", "area")},
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "was", Name: text.T("galt", "counted"), Kind: view.Written},
			{Key: "is", Name: text.T("dann", "then"), Kind: view.Written},
			{Key: "since", Name: text.T("gilt seit", "counts since"), Kind: view.Date},
			{Key: "row", Name: text.T("Zeile der Datei", "row of the file"), Kind: view.Whole},
		},
	}
	for _, c := range list {
		name := view.Say(c.Indicator.Name)
		name.Link = r.Href("/daten/"+c.Key.Indicator, areaParam, string(c.Key.Area), groupParam, string(c.Group)) + "#staende"
		was, is := statedPair(c.Was.Figure, c.Is.Figure)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			name, view.Say(text.Same(c.Area)), view.Say(say(c.Period.In)), was, is, view.Day(c.Is.Since), lineCell(c.Is.Line),
		}})
	}
	return t
}

// lineCell is the row of a file; blank for what came from no file.
func lineCell(line int) view.Cell {
	if line == 0 {
		return view.Cell{Known: true, Blank: true}
	}
	return view.Num(line, "")
}

func addedTable(e data.EntrySheet, r request) view.Table {
	t := view.Table{
		ID: "werte", Caption: text.T("Welche Werte hinzukamen", "Which figures were added"), Fixed: true,
		Empty: text.T("Dieser Eingang enthält keinen Wert, den Sie sehen können.", "This entry holds no figure that you can see."),
		Columns: []view.Column{
			{Key: "row", Name: text.T("Zeile der Datei", "row of the file"), Kind: view.Whole},
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "area", Name: text.T("Gebiet", "area")},
			{Key: "group", Name: text.T("Gruppe", "group")},
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "value", Name: text.T("Wert", "value"), Kind: view.Written},
			{Key: "basis", Name: text.T("Grundlage", "basis")},
			{Key: "known_from", Name: text.T("bekannt seit", "known since"), Kind: view.Date},
			{Key: "source", Name: text.T("Quelle", "source")},
		},
	}
	for _, f := range e.Figures {
		name := seriesCell(e, f.Key, f.ID, r)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			lineCell(f.Line), name, view.Say(text.Same(string(f.Area))), view.Say(text.Same(string(f.Group))), view.Say(say(f.Period.In)), stated(f),
			view.Say(f.Basis.Label()), view.Day(f.KnownFrom), view.Say(text.Same(f.Source)),
		}})
	}
	return t
}

// seriesCell names an indicator and leads to a figure in its series.
func seriesCell(e data.EntrySheet, k figure.Key, id int64, r request) view.Cell {
	name := view.Say(e.Indicators[k.Indicator].Name)
	name.Link = r.Href("/daten/"+k.Indicator, areaParam, string(k.Area), groupParam, string(k.Group)) + fmt.Sprintf("#wert-%d", id)
	return name
}

func recordTable(records []register.Record) view.Table {
	t := view.Table{
		ID: "eintraege", Caption: text.T("Welche Einträge hinzukamen", "Which records were added"), Fixed: true,
		Note: text.T("Höchstens die ersten 500.", "The first 500 at most."),
		Columns: []view.Column{
			{Key: "row", Name: text.T("Zeile der Datei", "row of the file"), Kind: view.Whole},
			{Key: "kind", Name: text.T("Register", "register")},
			{Key: "key", Name: text.T("Eintrag", "record")},
			{Key: "known_from", Name: text.T("bekannt seit", "known since"), Kind: view.Date},
		},
	}
	for _, rec := range records {
		key := view.Name(rec.Key, "")
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{lineCell(rec.Line), view.Say(text.Same(string(rec.Kind))), key, blankDay(rec.KnownFrom)}})
	}
	return t
}

func choiceTable(e data.EntrySheet, r request) view.Table {
	t := view.Table{
		ID: "wahl", Caption: text.T("Welcher Wert gewählt wurde", "Which figure was chosen"), Fixed: true,
		Columns: []view.Column{
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "reason", Name: text.T("Begründung", "reason")},
			{Key: "by", Name: text.T("von", "by")},
		},
	}
	for _, c := range e.Choices {
		name := seriesCell(e, c.Key, c.Figure, r)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, view.Say(say(c.Period.In)), view.Say(text.Same(c.Reason)), view.Say(text.Same(c.By))}})
	}
	return t
}
