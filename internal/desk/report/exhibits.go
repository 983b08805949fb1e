// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/text"
)

// Exhibit is a table or picture that texts can hold, by the name in its address.
type Exhibit struct {
	Ref  string // "table/persons", "chart/persons"
	Name text.Text
	// Of says what follows the name in the address; empty: nothing.
	Of text.Text
}

// maker makes a table or picture; what follows its name in the address is of. One
// without table and picture is not to be found.
type maker struct {
	name text.Text
	of   text.Text
	make func(c *city, of string) (exhibit, error)
}

// ofPaper says what follows the address of a table that shows a council paper.
var ofPaper = text.T("Kennwort der Vorlage oder des Antrags, den sie beantwortet", "key of the paper, or of the motion that it answers")

// makers are the tables and pictures by their address, in the order in which they are
// offered.
var makers = []struct {
	ref string
	maker
}{
	{"table/persons", maker{text.T("Personen, Unterkünfte und Stadtbezirke nach Stichtagen", "persons, sites and districts by date"), text.Text{}, personsTable}},
	{"chart/persons", maker{text.T("Personen in Unterkünften", "persons in accommodation"), text.Text{}, personsChart}},
	{"table/year-ends", maker{text.T("Personen am Jahresende", "persons at the end of the year"), text.Text{}, yearEndsTable}},
	{"chart/year-ends", maker{text.T("Personen am Jahresende", "persons at the end of the year"), text.Text{}, yearEndsChart}},
	{"table/arrivals", maker{text.T("Zugänge und Abgänge nach Jahren", "arrivals and departures by year"), text.Text{}, arrivalsTable}},
	{"chart/arrivals", maker{text.T("Zugänge nach Jahren", "arrivals by year"), text.Text{}, arrivalsChart}},
	{"table/months", maker{text.T("Zugänge nach Monaten", "arrivals by month"), text.Text{}, monthsTable}},
	{"chart/months", maker{text.T("Zugänge nach Monaten", "arrivals by month"), text.Text{}, monthsChart}},
	{"table/quota", maker{text.T("Anteil an der Zuweisung des Landes", "share of the Land's allocation"), text.Text{}, quotaTable}},
	{"table/minors", maker{text.T("Unbegleitete Minderjährige", "unaccompanied minors"), text.Text{}, minorsTable}},
	{"chart/minors", maker{text.T("Unbegleitete Minderjährige", "unaccompanied minors"), text.Text{}, minorsChart}},
	{"table/forecasts", maker{text.T("Veröffentlichte Prognosen der Personen", "published forecasts of persons"), text.Text{}, forecastsTable}},
	{"table/plan", maker{text.T("Plan: Personen, benötigte und nutzbare Plätze", "plan: persons, places needed and usable"), text.Text{}, planTable}},
	{"chart/plan", maker{text.T("Plan: benötigte und nutzbare Plätze", "plan: places needed and usable"), text.Text{}, planChart}},
	{"table/outlook", maker{text.T("Vorausschau mit Spannen", "outlook with ranges"), text.Text{}, outlookTable}},
	{"chart/outlook", maker{text.T("Vorausschau mit Spannen", "outlook with ranges"), text.Text{}, outlookChart}},
	{"table/decisions", maker{text.T("Späteste Entscheidungen", "latest decisions"), text.Text{}, decisionsTable}},
	{"table/districts", maker{text.T("Plätze nach Stadtbezirken", "places by district"), text.Text{}, districtsTable}},
	{"chart/districts", maker{text.T("Plätze nach Stadtbezirken", "places by district"), text.Text{}, districtsChart}},
	{"map/places", maker{text.T("Nutzbare Plätze nach Stadtbezirken", "usable places by district"), text.Text{}, placesMap}},
	{"map/share", maker{text.T("Nutzbare Plätze je 1.000 Einwohner", "usable places per 1,000 inhabitants"), text.Text{}, shareMap}},
	{"map/tranche", maker{text.T("Plätze einer Tranche nach Stadtbezirken", "places of a tranche by district"), text.T("Kennung der Tranche, etwa t4", "the tranche's key, such as t4"), trancheMap}},
	{"table/tranches", maker{text.T("Tranchen und Pakete", "tranches and packages"), text.Text{}, tranchesTable}},
	{"chart/tranches", maker{text.T("Plätze der Tranchen", "places of the tranches"), text.Text{}, tranchesChart}},
	{"table/tranche", maker{text.T("Standorte einer Tranche", "sites of a tranche"), text.T("Kennung der Tranche, etwa t4", "the tranche's key, such as t4"), trancheTable}},
	{"table/sites", maker{text.T("Alle Standorte", "all sites"), text.Text{}, sitesTable}},
	{"table/cliff", maker{text.T("Plätze, die öffnen und enden", "places that open and end"), text.Text{}, cliffTable}},
	{"chart/cliff", maker{text.T("Plätze, die öffnen und enden", "places that open and end"), text.Text{}, cliffChart}},
	{"table/order", maker{text.T("Beratungsfolge der Vorlage", "the paper's order of committees"), ofPaper, orderTable}},
	{"table/money", maker{text.T("Finanzielle Auswirkungen der Vorlage", "the paper's financial effects"), ofPaper, moneyTable}},
	{"table/requests", maker{text.T("Stellen der Vorlage", "the posts that the paper asks for"), ofPaper, requestsTable}},
	{"table/keys", maker{text.T("Stellenschlüssel", "staffing keys"), text.Text{}, keysTable}},
	{"table/posts", maker{text.T("Stellenbedarf nach dem Plan", "posts by the plan"), text.Text{}, postsTable}},
	{"chart/posts", maker{text.T("Stellenbedarf nach dem Plan", "posts by the plan"), text.Text{}, postsChart}},
	{"table/cases", maker{text.T("Stellenplanfälle", "post papers"), text.Text{}, casesTable}},
	{"table/post", maker{text.T("Kosten einer Stelle", "cost of a post"), text.T("Entgeltgruppe und Jahre, etwa EG-13/2016/2017", "grade and years, such as EG-13/2016/2017"), postTable}},
	{"table/children", maker{text.T("Kinder in Unterkünften", "children in accommodation"), text.Text{}, childrenTable}},
	{"table/ages", maker{text.T("Kinder: Vorausschau nach Alter", "children: outlook by age"), text.Text{}, agesTable}},
	{"chart/ages", maker{text.T("Kinder: Vorausschau nach Alter", "children: outlook by age"), text.Text{}, agesChart}},
	{"table/childcare", maker{text.T("Kindertagesbetreuung", "childcare"), text.Text{}, childcareTable}},
	{"table/costs", maker{text.T("Kosten und Pauschalen", "cost and flat rates"), text.Text{}, costsTable}},
	{"table/budget", maker{text.T("Personalkosten nach dem Plan", "staff cost by the plan"), text.Text{}, budgetTable}},
	{"chart/budget", maker{text.T("Personalkosten nach dem Plan", "staff cost by the plan"), text.Text{}, budgetChart}},
	{"table/measures", maker{text.T("Ziele und Maßnahmen", "goals and measures"), text.Text{}, measuresTable}},
	{"table/effects", maker{text.T("Was sich bewegen soll: erwartet und gekommen", "what is to move: expected and what came"), text.Text{}, effectsTable}},
	{"table/actions", maker{text.T("Offene Aufträge", "open actions"), text.Text{}, actionsTable}},
	{"table/volunteers", maker{text.T("Ehrenamt, Sprache, Wohnen", "volunteers, language, housing"), text.Text{}, volunteersTable}},
	{"table/norms", maker{text.T("Richtwerte", "norms"), text.T("Feld, etwa accommodation", "field, such as accommodation"), normsTable}},
}

// Exhibits lists the tables and pictures that a text can hold.
func Exhibits() []Exhibit {
	list := make([]Exhibit, len(makers))
	for i, m := range makers {
		list[i] = Exhibit{m.ref, m.name, m.of}
	}
	return list
}

// exhibit makes a table, chart or map by its address; nil where it is not to be found.
func (c *city) exhibit(name string) (*document.Value, error) {
	e, err := c.made(name)
	if err != nil || (e.table == nil && e.picture == nil) {
		return nil, err
	}
	v := &document.Value{Table: e.table, Picture: e.picture, Draft: e.draft}
	if v.Draft != (text.Text{}) {
		return v, nil
	}
	for _, ref := range e.refsOf() {
		if v.Draft, err = c.draftAt(ref); err != nil || v.Draft != (text.Text{}) {
			return v, err
		}
	}
	return v, nil
}

func (c *city) made(name string) (exhibit, error) {
	kind, rest, _ := strings.Cut(name, "/")
	first, of, _ := strings.Cut(rest, "/")
	for _, m := range makers {
		if m.ref == kind+"/"+first {
			return m.make(c, of)
		}
	}
	return exhibit{}, nil
}
