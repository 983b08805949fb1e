// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
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
		Note: text.T("Gezählt ist der letzte Abruf. „Behalten“ sind Angaben, die blieben, weil das Neue sie nicht oder falsch hatte. Personen und Mitgliedschaften werden nie übernommen.",
			"The last import is counted. “Kept” are fields that stayed because what came lacks them or has them wrong. Persons and memberships are never taken."),
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
	if len(c.Files) > 0 {
		t.Rows = append(t.Rows, councilSourceRow(view.Say(text.T("Dateien", "files")), c.Files[0].From, text.T("eingelesen", "read"), c.Files, r))
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
	case !s.Runs[0].Complete:
		return text.T("unvollständig gelesen", "read incompletely")
	}
	return text.T("vollständig gelesen", "read completely")
}

func councilSourceRow(name view.Cell, address string, standing text.Text, runs []councildata.Run, r request) view.Row {
	cells := []view.Cell{name, view.Say(text.Same(address)), view.Say(standing)}
	if len(runs) == 0 {
		for range 7 {
			cells = append(cells, view.Cell{Blank: true})
		}
		return view.Row{Cells: cells}
	}
	last := runs[0]
	withdrawn := last.Papers.Withdrawn + last.Sittings.Withdrawn + last.Committees.Withdrawn
	faults := view.Num(last.Faulty(), "")
	if last.Faulty() > 0 {
		faults.Link = r.Here() + "#fehler"
	}
	return view.Row{Cells: append(cells, view.Day(period.OfTime(last.Started.UTC())), view.Num(last.Objects, ""), view.Num(last.Taken, ""),
		view.Num(withdrawn, ""), view.Num(last.Kept, ""), view.Num(last.Persons, ""), faults)}
}

// councilFaultTable lists the faults of the last import of each source.
func councilFaultTable(c councilSourceContent) view.Table {
	t := view.Table{
		ID: "fehler", Caption: text.T("Was an den Daten der letzten Abrufe falsch war", "What was wrong with the data of the last imports"), Long: true,
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
	add := func(name string, runs []councildata.Run) {
		if len(runs) == 0 {
			return
		}
		for _, f := range runs[0].Faults {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
				view.Name(name, ""), view.Say(f.Wrong.Label()), maybe(string(f.Type)), maybe(f.Object), maybe(f.Field), maybe(f.Value), maybe(f.Taken),
			}})
		}
		if left := runs[0].Faulty() - len(runs[0].Faults); left > 0 {
			more := say(func(l text.Lang) string {
				return text.T("weitere, nicht einzeln aufgehoben: ", "more, not kept one by one: ").In(l) + l.Int(int64(left))
			})
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(name, ""), view.Say(more), maybe(""), maybe(""), maybe(""), maybe(""), maybe("")}})
		}
	}
	for _, s := range c.Sources {
		add(s.Name, s.Runs)
	}
	add("Dateien", c.Files)
	return t
}

// maybe is a cell of a word that may be empty on purpose.
func maybe(s string) view.Cell {
	c := view.Say(text.Same(s))
	c.Known, c.Blank = true, s == ""
	return c
}
