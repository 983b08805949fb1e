// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/desk/data"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// shownBatches is how many imports the page lists.
const shownBatches = 200

// data answers what is known, since when and from whom.
func (s *server) data(ctx context.Context, r request) (answer, error) {
	holding, err := s.Data.Holding(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	batches, err := s.Data.Batches(ctx, shownBatches)
	if err != nil {
		return answer{}, err
	}
	ways, err := s.ways(ctx, r)
	if err != nil {
		return answer{}, err
	}
	indicators, imports := indicatorTable(holding, r), batchTable(batches, r)
	return answer{
		name: text.T("Daten", "Data"), answer: holdingSentence(holding, r), tables: []*view.Table{&indicators, &imports},
		body: func(p view.Page) templ.Component { return dataBody(p, holding.Figures > 0, ways, indicators, imports) },
	}, nil
}

func holdingSentence(h data.Holding, r request) text.Text {
	return say(func(l text.Lang) string {
		if h.Figures == 0 {
			return fmt.Sprintf(text.T("Am %s kannte das Hauptbuch noch keinen Wert.", "On %s the ledger knew no figure yet.").In(l), r.AsOf.In(l))
		}
		s := fmt.Sprintf(text.T("Das Hauptbuch kennt %s Werte zu %s Kennzahlen", "The ledger knows %s figures of %s indicators").In(l), l.Int(int64(h.Figures)), l.Int(int64(h.Known)))
		switch h.Contradicted {
		case 0:
			return s + text.T("; keine widersprechen sich.", "; none of them contradict each other.").In(l)
		case 1:
			return s + text.T("; bei einer davon widersprechen sich Angaben.", "; statements on one of them contradict each other.").In(l)
		}
		return s + fmt.Sprintf(text.T("; bei %s davon widersprechen sich Angaben.", "; statements on %s of them contradict each other.").In(l), l.Int(int64(h.Contradicted)))
	})
}

func indicatorTable(h data.Holding, r request) view.Table {
	t := view.Table{
		ID: "kennzahlen", Caption: text.T("Kennzahlen", "Indicators"), Sorted: "indicator",
		Empty: text.T("Es ist keine Kennzahl angelegt. „planraum import indicators.csv“ legt welche an.", "No indicator is set up. “planraum import indicators.csv” sets some up."),
		Note:  text.T("Widersprüche: Zeiträume, zu denen es mehrere Werte gibt, die voneinander abweichen. Welcher gilt und warum, zeigt die Kennzahl.", "Contradictions: periods of which there are several figures that differ. The indicator shows which one counts and why."),
		Columns: []view.Column{
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "unit", Name: text.T("Einheit", "unit")},
			{Key: "figures", Name: text.T("Werte", "figures"), Kind: view.Whole},
			{Key: "first", Name: text.T("von", "from"), Kind: view.Date},
			{Key: "last", Name: text.T("bis", "to"), Kind: view.Date},
			{Key: "known", Name: text.T("zuletzt bekannt geworden", "last became known"), Kind: view.Date},
			{Key: "contradictions", Name: text.T("Widersprüche", "contradictions"), Kind: view.Whole},
			{Key: "code", Name: text.T("Kürzel", "code")},
		},
	}
	for _, line := range h.Lines {
		in := line.Indicator
		name := view.Say(in.Name)
		name.Link = r.Href("/daten/" + in.Code)
		row := []view.Cell{name, view.Say(in.Unit), view.Num(line.Figures, ""), blankDay(line.First), blankDay(line.Last), blankDay(line.Known), view.Num(line.Contradicted, ""), view.Say(text.Same(in.Code))}
		t.Rows = append(t.Rows, view.Row{Cells: row})
	}
	t.Sort(t.ID+"."+t.Sorted, r.Lang)
	return t
}

// batchKinds name what a file can hold.
var batchKinds = map[string]text.Text{
	"figures": text.T("Werte", "figures"), "indicators": text.T("Kennzahlen", "indicators"), "groups": text.T("Zielgruppen", "groups"),
	"areas": text.T("Gebiete", "areas"), "boundaries": text.T("Umrisse", "boundaries"), "sites": text.T("Standorte", "sites"),
	"packages": text.T("Pakete von Standorten", "packages of sites"), "norms": text.T("Richtwerte", "norms"), "utilisation": text.T("Auslastung", "utilisation"),
	"lead_times": text.T("Vorlaufzeiten", "lead times"), "staffing_keys": text.T("Stellenschlüssel", "staffing keys"), "pay": text.T("Entgelttabellen", "pay tables"),
	"thresholds": text.T("Warnschwellen", "thresholds of warnings"), "threshold": text.T("Warnschwelle", "threshold of warnings"), "warning": text.T("festgehaltene Warnung", "kept warning"),
	"flat_rates": text.T("Pauschalen", "flat rates"), "post_cases": text.T("Stellenplanfälle", "papers on posts"), "post_changes": text.T("Änderungen des Stellenplans", "changes of the staffing plan"), "apportion": text.T("Verteilungsschlüssel", "apportionment keys"),
	"datasets": text.T("Datensätze", "data sets"), "settings": text.T("Einstellungen", "settings"), "plan": text.T("Plan", "plan"), "choice": text.T("Wahl eines Werts", "choice of a figure"),
	"mapping": text.T("Zuordnung", "mapping"), "report": text.T("Monatsmeldung", "monthly report"), "reporter": text.T("Meldestelle oder Link", "reporter or link"),
	"choices": text.T("Auswahl zwischen Werten", "choices between figures"), "breaks": text.T("Brüche von Reihen", "breaks of series"),
	"finding":   text.T("Stand eines Befunds", "state of a finding"),
	"forecast":  text.T("abgelegte Prognose", "issued forecast"),
	"crosswalk": text.T("Umstieg zwischen Gebietsständen", "crosswalk between editions"), "crosswalk_cells": text.T("Zellen zweier Gebietsstände", "cells of two editions"),
	"motions": text.T("Anträge und Anfragen", "motions and inquiries"), "papers": text.T("Vorlagen", "papers"), "paper": text.T("Drucksache", "council paper"),
	"committees": text.T("Gremien", "committees"), "sittings": text.T("Sitzungen", "sittings"), "sitting": text.T("Sitzung", "sitting"), "recess": text.T("sitzungsfreie Zeiten", "recesses"),
	"citations": text.T("Schreibweisen von Quellen", "ways to write sources"), "sources": text.T("Quellen", "sources"), "release": text.T("Prüfung oder Freigabe", "check or release"),
}

func batchTable(batches []figure.Batch, r request) view.Table {
	t := view.Table{
		ID: "importe", Caption: text.T("Was eingelesen und erfasst wurde", "What was imported and recorded"), Sorted: "-recorded",
		Empty: text.T("Es wurde noch nichts eingelesen. „planraum import DATEI“ liest eine Datei ein.", "Nothing has been imported yet. “planraum import FILE” imports a file."),
		Note: say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Die Liste hängt nicht am Stand: Sie zeigt, wann etwas in das Hauptbuch kam, höchstens die letzten %d Eingänge. Zeiten in Weltzeit (UTC).",
				"The list does not depend on the as-of date: it shows when something came into the ledger, at most the last %d entries. Times in UTC.").In(l), shownBatches)
		}),
		Columns: []view.Column{
			{Key: "recorded", Name: text.T("am", "on"), Kind: view.Date},
			{Key: "time", Name: text.T("Uhrzeit", "time")},
			{Key: "file", Name: text.T("Datei", "file")},
			{Key: "kind", Name: text.T("Inhalt", "content")},
			{Key: "rows", Name: text.T("Zeilen", "rows"), Kind: view.Whole},
			{Key: "by", Name: text.T("von", "by")},
		},
	}
	for _, b := range batches {
		t.Rows = append(t.Rows, view.Row{Cells: batchCells(b, r)})
	}
	return t
}
