// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"strings"

	"planraum/internal/text"
)

// fieldNames are the names of the form's fields by the end of their path.
var fieldNames = map[string]text.Text{
	"plan": text.T("Name des Plans", "name of the plan"), "as_of": text.T("Stand", "as of"),
	"from": text.T("von", "from"), "to": text.T("bis", "to"), "months": text.T("Zeitraum", "months"), "horizon": text.T("Zeitraum des Plans", "period of the plan"),
	"name": text.T("Name", "name"), "per_month": text.T("im Monat", "a month"), "total": text.T("insgesamt", "in all"),
	"source": text.T("Quelle", "source"), "basis": text.T("Grundlage", "basis"), "persons": text.T("Personen", "persons"),
	"places": text.T("Plätze", "places"), "opening": text.T("Öffnung", "opening"), "end": text.T("Ende", "end"),
	"employer_share_percent": text.T("Arbeitgeberanteil", "employer's share"), "workplace_eur_per_year": text.T("Arbeitsplatzkosten", "workplace cost"),
	"social-support": text.T("Schlüssel soziale Betreuung", "key of social support"), "house-management": text.T("Schlüssel Hausleitung", "key of house management"),
}

// parts are the names of the form's parts by the beginning of the path.
var parts = map[string]text.Text{
	"arrivals": text.T("Zugänge", "arrivals"), "departures": text.T("Abgänge", "departures"), "credits": text.T("Anrechnungen", "credits"),
	"corrections": text.T("Bereinigungen", "corrections"), "option": text.T("neuer Standort", "new site"), "options": text.T("Optionen", "options"),
	"start": text.T("Bestand am Anfang", "stock at the start"), "cost": text.T("Kosten", "cost"), "key": text.T("Stellenschlüssel", "staffing key"),
}

// fieldLabel names the field of a path for people: "Zugänge 2, bis".
func fieldLabel(path string, l text.Lang) string {
	part, rest, found := strings.Cut(path, ".")
	if !found {
		part, rest = "", path
	}
	list, index, indexed := strings.Cut(strings.TrimSuffix(part, "]"), "[")
	label := ""
	if t, ok := parts[list]; ok {
		label = t.In(l)
		if indexed {
			label += " " + rowNumber(index)
		}
	}
	name := rest
	if t, ok := fieldNames[rest[strings.LastIndexByte(rest, '.')+1:]]; ok {
		name = t.In(l)
	}
	if label == "" {
		return name
	}
	return label + ", " + name
}

// rowNumber counts rows from 1, as people do.
func rowNumber(index string) string {
	n := 0
	for _, r := range index {
		if r < '0' || r > '9' {
			return index
		}
		n = n*10 + int(r-'0')
	}
	return text.De.Int(int64(n) + 1)
}

// anchor is the field on the form that a path speaks of.
func anchor(path string) string {
	switch {
	case path == "horizon":
		return "from"
	case strings.HasSuffix(path, ".months"):
		return strings.TrimSuffix(path, "months") + "from"
	}
	return path
}
