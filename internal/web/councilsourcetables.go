// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"slices"
	"strconv"

	"planraum/internal/city/period"
	"planraum/internal/desk/councildata"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// councilSourceTable lists the sources with their last import, and the imports of
// files.
func councilSourceTable(c councilSourceContent, r request) view.Table {
	t := view.Table{
		ID: "quellen", Caption: text.T("Woher Ratsdaten kommen", "Where council data come from"),
		Note: text.T("Gezählt ist der letzte gelungene Abruf. „Behalten“ sind Angaben, die blieben, obwohl die Quelle sie nicht, falsch, älter oder anders als der eigene Eintrag hat. Personen und Mitgliedschaften werden nie übernommen.",
			"The last import that succeeded is counted. “Kept” are fields that stayed although the source lacks them, has them wrong or older, or says otherwise than the city's own entry. Persons and memberships are never taken."),
		Empty: text.T("Es ist noch keine Quelle eingetragen. Das Formular unten trägt eine ein; „planraum oparl import DATEI“ liest eine gespeicherte Datei.",
			"No source has been entered yet. The form below enters one; “planraum oparl import FILE” reads a saved file."),
		Columns: []view.Column{
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "address", Name: text.T("Adresse", "address")},
			{Key: "state", Name: text.T("Stand", "state")},
			{Key: "last", Name: text.T("zuletzt", "last"), Kind: view.Date},
			{Key: "objects", Name: text.T("Objekte", "objects"), Kind: view.Whole},
			{Key: "taken", Name: text.T("davon neu oder geändert", "of them new or changed"), Kind: view.Whole},
			{Key: "withdrawn", Name: text.T("zurückgezogen", "withdrawn"), Kind: view.Whole},
			{Key: "kept", Name: text.T("behalten", "kept"), Kind: view.Whole},
			{Key: "persons", Name: text.T("Personen weggelassen", "persons left out"), Kind: view.Whole},
			{Key: "faults", Name: text.T("Fehler", "faults"), Kind: view.Whole},
		},
	}
	for _, s := range c.Sources {
		t.Rows = append(t.Rows, councilSourceRow(view.Name(s.Name, ""), s.URL, standingOf(s), s.Runs, r))
	}
	for _, f := range c.Files {
		standing := text.T("eingelesen", "read")
		if !f.Runs[0].Complete {
			standing = text.T("eingelesen, aber nicht alles war darin", "read, but not everything was in it")
		}
		t.Rows = append(t.Rows, councilSourceRow(view.Name(f.Name, ""), r.T("Datei", "file"), standing, f.Runs, r))
	}
	return t
}

// standingOf says how far a source is.
func standingOf(s councilSource) text.Text {
	switch {
	case s.Running != nil:
		return text.T("wird abgerufen", "being fetched")
	case s.Retired:
		return text.T("stillgelegt", "retired")
	case len(s.Runs) == 0:
		return text.T("noch nicht abgerufen", "not fetched yet")
	case s.Runs[0].Failed != (text.Text{}):
		return failedWords(s.Runs[0])
	case !s.Runs[0].Complete:
		return text.T("unvollständig gelesen", "read incompletely")
	}
	return text.T("vollständig gelesen", "read completely")
}

func councilSourceRow(name view.Cell, address string, standing text.Text, runs []councildata.Run, r request) view.Row {
	cells := []view.Cell{name, view.Say(text.Same(address)), view.Say(standing)}
	done := slices.IndexFunc(runs, func(run councildata.Run) bool { return run.Failed == (text.Text{}) })
	if done < 0 {
		for range 7 {
			cells = append(cells, view.Cell{Blank: true})
		}
		return view.Row{Cells: cells}
	}
	last := runs[done]
	withdrawn := last.Papers.Withdrawn + last.Sittings.Withdrawn + last.Committees.Withdrawn
	return view.Row{Cells: append(cells, view.Day(period.OfTime(last.Started.UTC())), view.Num(last.Objects, ""), view.Num(last.Taken, ""),
		view.Num(withdrawn, ""), keptCell(last, r), view.Num(last.Persons, ""), faultsCell(last, r))}
}

// failedWords say when and why a source could not be asked.
func failedWords(run councildata.Run) text.Text {
	return say(func(l text.Lang) string {
		return text.T("gescheitert am ", "failed on ").In(l) + moment(run.Started, l) + ": " + run.Failed.In(l)
	})
}

// keptCell counts what stayed, with a link to it.
func keptCell(run councildata.Run, r request) view.Cell {
	cell := view.Num(run.Kept, "")
	if run.Kept > 0 {
		cell.Link = r.Here(runParam, strconv.FormatInt(run.ID, 10)) + "#behalten"
	}
	return cell
}

// faultsCell counts the faults of an import, with a link to them.
func faultsCell(run councildata.Run, r request) view.Cell {
	cell := view.Num(run.Faulty(), "")
	if run.Faulty() > 0 {
		cell.Link = r.Here(runParam, strconv.FormatInt(run.ID, 10)) + "#" + sourceFaultsTable
	}
	return cell
}

// councilRunTable lists all imports, the last one first.
func councilRunTable(c councilSourceContent, r request) view.Table {
	t := view.Table{
		ID: "abrufe", Caption: text.T("Alle Abrufe", "All imports"), Long: true,
		Note:  text.T("Ein Klick auf die Zahl der Fehler oder der behaltenen Angaben zeigt sie einzeln.", "A click on the number of faults or of kept fields shows them one by one."),
		Empty: text.T("Noch wurde nichts abgerufen.", "Nothing has been fetched yet."),
		Columns: []view.Column{
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "on", Name: text.T("Tag", "day"), Kind: view.Date},
			{Key: "time", Name: text.T("Uhrzeit (UTC)", "time (UTC)")},
			{Key: "by", Name: text.T("wer", "who")},
			{Key: "result", Name: text.T("Ergebnis", "result")},
			{Key: "kept", Name: text.T("behalten", "kept"), Kind: view.Whole},
			{Key: "faults", Name: text.T("Fehler", "faults"), Kind: view.Whole},
		},
	}
	for _, n := range allRuns(c) {
		kept, faults := keptCell(n.Run, r), faultsCell(n.Run, r)
		if n.Failed != (text.Text{}) {
			kept, faults = view.Cell{Blank: true}, view.Cell{Blank: true}
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Name(n.Name, ""), view.Day(period.OfTime(n.Started.UTC())), view.Say(text.Same(n.Started.UTC().Format("15:04"))), view.Say(text.Same(n.By)), view.Say(n.Answer()), kept, faults,
		}})
	}
	return t
}

// ofRuns says which imports a table tells of.
func ofRuns(c councilSourceContent, all text.Text, one text.Text) text.Text {
	if c.Chosen == nil {
		return all
	}
	return say(func(l text.Lang) string { return fmt.Sprintf(one.In(l), moment(c.Chosen.Started, l)) })
}

// sourceFaultsTable is the ID of that table: a refused form says under "fehler" what is
// wrong with it.
const sourceFaultsTable = "datenfehler"

// councilFaultTable lists the faults of the last import of each source, or of the chosen
// one.
func councilFaultTable(c councilSourceContent) view.Table {
	t := view.Table{
		ID: sourceFaultsTable, Long: true,
		Caption: ofRuns(c, text.T("Was an den Daten der letzten Abrufe falsch war", "What was wrong with the data of the last imports"),
			text.T("Was an den Daten des Abrufs vom %s falsch war", "What was wrong with the data of the import of %s")),
		Note: text.T("„Übernommen als“ sagt, was daraus gemacht wurde; wo nichts steht, blieb die Angabe weg. Nichts, was schon bekannt war, ging dadurch verloren.",
			"“Taken as” says what was made of it; where nothing stands, the field was left out. Nothing that was known already was lost by it."),
		Empty: text.T("In den letzten Abrufen war nichts falsch, oder es wurde noch nichts abgerufen.", "Nothing was wrong in the last imports, or nothing has been fetched yet."),
		Columns: []view.Column{
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "wrong", Name: text.T("Fehler", "fault")},
			{Key: "type", Name: text.T("Art", "type")},
			{Key: "object", Name: text.T("Objekt", "object")},
			{Key: "field", Name: text.T("Angabe", "field")},
			{Key: "value", Name: text.T("steht da", "stands there")},
			{Key: "taken", Name: text.T("übernommen als", "taken as")},
		},
	}
	for _, n := range toldRuns(c) {
		if n.Failed != (text.Text{}) {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(n.Name, ""), view.Say(failedWords(n.Run)), maybe(""), maybe(n.From), maybe(""), maybe(""), maybe("")}})
			continue // its only fault is that
		}
		for _, f := range n.Faults {
			where := view.Say(f.Where())
			where.Known, where.Blank = true, f.Where() == text.Text{}
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
				view.Name(n.Name, ""), view.Say(f.Label()), maybe(string(f.Type)), where, maybe(f.Field), maybe(f.Value), maybe(f.Taken),
			}})
		}
		if left := n.Faulty() - len(n.Faults); left > 0 {
			more := say(func(l text.Lang) string {
				return text.T("weitere, nicht einzeln aufgehoben: ", "more, not kept one by one: ").In(l) + l.Int(int64(left))
			})
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(n.Name, ""), view.Say(more), maybe(""), maybe(""), maybe(""), maybe(""), maybe("")}})
		}
	}
	return t
}

// maybe is a cell of a word that may be empty on purpose.
func maybe(s string) view.Cell {
	c := view.Say(text.Same(s))
	c.Known, c.Blank = true, s == ""
	return c
}
