// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package reporting holds the monthly reports (Monatsmeldungen) of those who
// run accommodation sites and services: who reports what, by when, and the link
// by which one report is made. Reports hold counts, never persons.
package reporting

import (
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Kind says what somebody reports on.
type Kind string

// The kinds of reports.
const (
	Site    Kind = "site"    // an accommodation site
	Service Kind = "service" // an offer of an organization
)

// Field is one number of a report.
type Field struct {
	Indicator figure.Indicator
	Hint      text.Text // what counts, in a sentence
}

// The indicators of reports.
const (
	Occupied   = "site.occupied"
	Blocked    = "site.blocked"
	Arrivals   = "site.arrivals"
	Departures = "site.departures"
	Places     = "service.places"
	Waiting    = "service.waiting"
	Staff      = "service.staff"
)

var fields = map[Kind][]Field{
	Site: {
		{stock(Occupied, 0, "Belegte Plätze", "occupied places", "Plätze", "places"), text.T("Personen, die am letzten Tag des Monats hier wohnten", "persons who lived here on the last day of the month")},
		{stock(Blocked, 0, "Gesperrte Plätze", "blocked places", "Plätze", "places"), text.T("Plätze, die am letzten Tag nicht belegt werden konnten, etwa wegen Schäden", "places that could not be used on the last day, because of damage for example")},
		{flow(Arrivals, "Zugänge am Standort", "arrivals at the site"), text.T("Personen, die im Monat eingezogen sind", "persons who moved in during the month")},
		{flow(Departures, "Abgänge am Standort", "departures from the site"), text.T("Personen, die im Monat ausgezogen sind", "persons who moved out during the month")},
	},
	Service: {
		{stock(Places, 0, "Plätze des Angebots", "places of the offer", "Plätze", "places"), text.T("Plätze, die es am letzten Tag des Monats gab, belegt oder frei", "places that there were on the last day of the month, taken or free")},
		{stock(Waiting, 0, "Wartende", "waiting persons", "Personen", "persons"), text.T("Personen auf der Warteliste am letzten Tag des Monats", "persons on the waiting list on the last day of the month")},
		{stock(Staff, 2, "Besetzte Stellen", "filled posts", "VZÄ", "FTE"), text.T("in Vollzeitstellen (VZÄ), etwa 1,5", "in full-time equivalents (FTE), such as 1.5")},
	},
}

func stock(code string, places int, de, en, unitDe, unitEn string) figure.Indicator {
	return figure.Indicator{Code: code, Name: text.T(de, en), Unit: text.T(unitDe, unitEn), Places: places, Kind: figure.Stock}
}

func flow(code, de, en string) figure.Indicator {
	return figure.Indicator{Code: code, Name: text.T(de, en), Unit: text.T("Personen", "persons"), Kind: figure.Flow}
}

// FieldsOf lists the numbers that a report of the kind asks for.
func FieldsOf(k Kind) []Field { return fields[k] }

// Indicators lists the indicators of all reports.
func Indicators() []figure.Indicator {
	var list []figure.Indicator
	for _, k := range []Kind{Site, Service} {
		for _, f := range fields[k] {
			list = append(list, f.Indicator)
		}
	}
	return list
}

// Reporter is who reports each month (Meldestelle): a house or an offer, not a
// person.
type Reporter struct {
	Key          string
	Kind         Kind
	Name         string
	Organization string  // who runs it
	Site         string  // key of the accommodation site; empty for services
	District     area.ID // where it stands
	Place        area.ID // where its figures are kept
	Since        period.Month
	Until        period.Month `json:",omitzero"` // last month to report; 0: open
	DueDay       int          // day of the following month by which the report is due
}

// Reports reports whether a report for the month is asked for.
func (r Reporter) Reports(m period.Month) bool {
	return m >= r.Since && (r.Until == 0 || m <= r.Until)
}

// Due is the day by which the report for month m is due; in a shorter month
// its last day.
func (r Reporter) Due(m period.Month) period.Date {
	day := (m + 1).First().AddDays(r.DueDay - 1)
	if last := (m + 1).Last(); day.After(last) {
		return last
	}
	return day
}

// LinkState says what became of a link.
type LinkState string

// The states of a link.
const (
	Issued    LinkState = "issued"
	Used      LinkState = "used"
	Withdrawn LinkState = "withdrawn"
)

// Link lets whoever holds it make one report for one month, without an account.
// Only a digest of its secret is kept.
type Link struct {
	Reporter string
	Month    period.Month
	Digest   string // SHA-256 of the secret, hexadecimal
	State    LinkState
	Expires  period.Date // last day on which it can be used
	IssuedOn period.Date
	IssuedBy string
	UsedOn   period.Date `json:",omitzero"`
	Reminded period.Date `json:",omitzero"` // last day of a reminder; zero: none
}

// Open reports whether the link can still be used on a day.
func (l Link) Open(today period.Date) bool { return l.State == Issued && !today.After(l.Expires) }
