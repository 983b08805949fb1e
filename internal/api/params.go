// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// paramWords describes the parameters in both languages, by their name.
var paramWords = map[string]text.Text{
	"indicator": text.T("Kennzahl, wie GET /indicators sie nennt", "indicator, as GET /indicators names it"),
	"area":      text.T("Gebiet, wie GET /areas es nennt; bei Standorten samt den Gebieten darin", "area, as GET /areas names it; for sites with the areas inside it"),
	"level":     text.T("alle Gebiete einer Ebene", "all areas of a level"),
	"group":     text.T("Zielgruppe, wie GET /groups sie nennt", "group, as GET /groups names it"),
	"from":      text.T("frühestes Ende des Zeitraums, von dem ein Wert spricht", "earliest end of the period that a figure speaks of"),
	"to":        text.T("spätestes Ende des Zeitraums, von dem ein Wert spricht", "latest end of the period that a figure speaks of"),
	"figures":   text.T("worauf die Antwort ruht: nur auf freigegebenen Werten (released) oder auf allen (all); ohne Angabe wie die Installation es festlegt, sonst nur auf freigegebenen", "what the answer rests on: released figures only or all; without it as the installation says, else released ones only"),
	"as_of":     text.T("Stand: was an diesem Tag bekannt war; ohne Angabe der Stand der Installation, sonst heute", "what was known on this day; without it the installation's own date, else today"),
	"picked":    text.T("nur die Werte, die gelten, mit Grund und den widersprechenden", "only the figures that count, with the reason and those that contradict them"),
	"limit":     text.T("höchstens so viele Werte in einer Antwort", "at most so many figures in one answer"),
	"after":     text.T("weiter hinter dieser Nummer: das „next“ der vorigen Antwort", "go on behind this number: the “next” of the answer before"),
	"figure":    text.T("laufende Nummer eines Wertes im Hauptbuch", "running number of a figure in the ledger"),
	"site":      text.T("Schlüssel eines Standorts", "key of a site"),
	"plan":      text.T("Schlüssel eines Plans", "key of a plan"),
	"motion":    text.T("Schlüssel eines Antrags oder einer Anfrage", "key of a motion or an inquiry"),
	"paper":     text.T("Schlüssel einer Vorlage", "key of a paper"),
	"sitting":   text.T("Schlüssel einer Sitzung", "key of a sitting"),
	"body":      text.T("Kürzel eines Gremiums der Steuerung", "key of a body of steering"),
	"meeting":   text.T("Tag der Sitzung, mit .2 die zweite des Tages", "day of the meeting, with .2 the second of the day"),
	"action":    text.T("Schlüssel eines Auftrags", "key of an action"),
	"goal":      text.T("Schlüssel eines Ziels", "key of a goal"),
	"measure":   text.T("Schlüssel einer Maßnahme", "key of a measure"),
	"scenario":  text.T("Schlüssel eines Szenarios", "key of a scenario"),
	"confirmed": text.T("Monat der letzten Zählung, wo sie zu alt ist, um zu warnen, und es trotzdem festgehalten werden soll", "month of the last count, where it is too old to warn from and it shall be kept all the same"),
	"forecast":  text.T("Kennung einer abgelegten Prognose", "identifier of an issued forecast"),
	"run":       text.T("Kennung eines Laufs", "identifier of a run"),
	"key":       text.T("Zahl des Laufs: persons, needed, usable, gap, posts, cost …, posts.SCHLÜSSEL, cost.SCHLÜSSEL", "number of the run: persons, needed, usable, gap, posts, cost …, posts.KEY, cost.KEY"),
	"month":     text.T("Monat des Laufs", "month of the run"),
	"a":         text.T("Kennung des einen Laufs", "identifier of the one run"),
	"b":         text.T("Kennung des anderen Laufs", "identifier of the other run"),
	"kind":      text.T("Art der Datei; ohne Angabe aus den Spalten oder der Endung erkannt", "kind of file; without it told by the columns or the ending"),
	"name":      text.T("Name der Datei, wie er in Fehlern und Quellen steht; seine Endung sagt das Format", "name of the file as faults and sources show it; its ending tells the format"),
	"mapping":   text.T("Zuordnung, nach der die Datei gelesen wird", "mapping by which the file is read"),
	"sheet":     text.T("Blatt einer Arbeitsmappe; ohne Angabe das erste", "sheet of a workbook; without it the first"),
	"reason":    text.T("warum berichtigt wird; freigegebene Monate brauchen es", "why a correction is made; released months need it"),
	"search":    text.T("Wörter, die in Nummer, Betreff, Fragen und Antworten gesucht werden", "words searched in number, subject, questions and answers"),
	"by":        text.T("wer fragt, wie die Antwort es nennt", "who asks, as the answer names it"),
	"open":      text.T("nur, was auf eine Antwort wartet", "only what waits for an answer"),
	"committee": text.T("Kennwort eines Gremiums", "key of a body"),
	"dry_run":   text.T("nur prüfen und vergleichen, nichts speichern", "only check and compare, store nothing"),

	clientHeader:    text.T("immer 1: Das Formular einer fremden Website kann diese Kopfzeile nicht setzen", "always 1: a form of another site cannot set this header"),
	"If-Match":      text.T("Nummer der Fassung, die geändert wird, oder das ETag, mit dem sie gelesen wurde", "number of the version that is changed, or the ETag with which it was read"),
	"If-None-Match": text.T("* für etwas Neues", "* for something new"),
}

// checkParams holds path and query against the description that the program
// publishes. A parameter that the operation does not know is a fault: ignoring
// it would answer another question than the one asked.
func checkParams(op *huma.Operation, r *http.Request) []fault.Row {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return []fault.Row{row("", r.URL.RawQuery, text.T("eine lesbare Abfrage der Form name=wert&name=wert", "a readable query of the form name=value&name=value"))}
	}
	rows := unknownParams(op, query)
	for _, p := range op.Parameters {
		switch {
		case p.In == "path":
			rows = append(rows, checkParam(p, r.PathValue(p.Name))...)
		case p.In != "query":
		case len(query[p.Name]) > 1:
			rows = append(rows, row(p.Name, strings.Join(query[p.Name], ", "), text.T("nur ein Wert", "only one value")))
		case query.Has(p.Name):
			rows = append(rows, checkParam(p, query.Get(p.Name))...)
		case p.Required:
			rows = append(rows, row(p.Name, "", expected(p.Schema)))
		}
	}
	return rows
}

func unknownParams(op *huma.Operation, query url.Values) []fault.Row {
	var known []string
	for _, p := range op.Parameters {
		if p.In == "query" {
			known = append(known, p.Name)
		}
	}
	want := text.T("einer der Parameter "+strings.Join(known, ", "), "one of the parameters "+strings.Join(known, ", "))
	if len(known) == 0 {
		want = text.T("kein Parameter", "no parameter")
	}
	var rows []fault.Row
	for name := range query {
		if !slices.Contains(known, name) {
			rows = append(rows, row(name, query.Get(name), want))
		}
	}
	slices.SortFunc(rows, func(a, b fault.Row) int { return strings.Compare(a.Column, b.Column) })
	return rows
}

// checkParam checks the text of one parameter as the value that it stands for.
func checkParam(p *huma.Param, raw string) []fault.Row {
	c := checker{}
	switch {
	case raw == "":
		c.fault(p.Name, raw, p.Schema)
	case p.Schema.Type == huma.TypeInteger:
		if n, err := strconv.ParseInt(raw, 10, 64); err != nil {
			c.fault(p.Name, raw, p.Schema)
		} else {
			c.number(p.Schema, p.Name, float64(n), raw)
		}
	case p.Schema.Type == huma.TypeBoolean:
		if raw != "true" && raw != "false" {
			c.fault(p.Name, raw, p.Schema)
		}
	default:
		c.text(p.Schema, p.Name, raw)
	}
	return c.rows
}
