// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// forecastFields are the fields of the form, in their order; their names are
// those of the desk's faults.
var forecastFields = []struct {
	name  string
	label text.Text
	hint  text.Text
}{
	{"indicator", text.T("Kennzahl", "Indicator"), text.Text{}},
	{"area", text.T("Gebiet", "Area"), text.Text{}},
	{"parts", text.T("Gebiete darunter", "Areas below"), text.T("In jedem Verlauf ergeben die Gebiete das Ganze. Gebiete unter etwa 8.000 Einwohnern oder ohne eigene Reihe bekommen einen Anteil.", "In every course the areas add up to the whole. Areas below about 8,000 inhabitants or without a series of their own get a share.")},
	{"group", text.T("Zielgruppe", "Target group"), text.Text{}},
	{"frequency", text.T("Schritte", "Steps"), text.Text{}},
	{"horizon", text.T("Wie viele Schritte", "How many steps"), text.T(fmt.Sprintf("1 bis %d", forecasting.MostSteps), fmt.Sprintf("1 to %d", forecasting.MostSteps))},
	{"as_of", text.T("Stand der Daten", "As-of date of the data"), text.T("Gerechnet wird nur mit dem, was an diesem Tag bekannt war.", "Only what was known on this day is used.")},
	{"method", text.T("Verfahren", "Method"), text.T("„auto“ wählt die Verbindung der Modelle oder, wo sie früher nicht besser war, den letzten Wert.", "“auto” takes the combination of the models or, where it was no better before, the last value.")},
	{"seed", text.T("Startwert der Zufallszahlen", "Seed of the random numbers"), text.T("Derselbe Startwert gibt dieselbe Prognose.", "The same seed gives the same forecast.")},
}

// forecastEntry is what was typed, with what is wrong with it.
type forecastEntry struct {
	values  url.Values
	faults  []fault.Row
	refused error
	options map[string][]view.Option
	areas   areaNames
}

func (f forecastEntry) get(name string) string { return strings.TrimSpace(f.values.Get(name)) }

// stamp tells whether something was changed after it was looked at.
func (f forecastEntry) stamp() string {
	parts := make([]string, len(forecastFields))
	for i, one := range forecastFields {
		parts[i] = f.get(one.name)
	}
	return strings.Join(parts, "|")
}

// choiceAttributes name a list and what explains it.
func (f forecastEntry) choiceAttributes(name, hint, wrong string) templ.Attributes {
	a := templ.Attributes{"id": name, "name": name}
	var described []string
	if hint != "" {
		described = append(described, name+"-hinweis")
	}
	if wrong != "" {
		described = append(described, name+"-fehler")
		a["aria-invalid"] = "true"
	}
	if described != nil {
		a["aria-describedby"] = strings.Join(described, " ")
	}
	return a
}

// dedupe keeps the first fault of each field.
func dedupe(rows []fault.Row) []fault.Row {
	seen := map[string]bool{}
	return slices.DeleteFunc(rows, func(r fault.Row) bool {
		before := seen[r.Column]
		seen[r.Column] = true
		return before
	})
}

// order reads what was typed.
func (f forecastEntry) order() (forecasting.Order, []fault.Row) {
	var rows []fault.Row
	wrong := func(name, de, en string) {
		rows = append(rows, fault.Row{File: "Prognose", Column: name, Value: f.get(name), Expected: text.T(de, en)})
	}
	whole := func(name string) int {
		n, err := strconv.Atoi(f.get(name))
		if err != nil {
			wrong(name, "eine ganze Zahl", "a whole number")
		}
		return n
	}
	o := forecasting.Order{Subject: prediction.Subject{
		Indicator: f.get("indicator"), Area: area.ID(f.get("area")), Group: population.ID(f.get("group")), Frequency: whole("frequency"),
	}, Horizon: whole("horizon"), Method: f.get("method"), Parts: f.get("parts")}
	var err error
	if o.AsOf, err = period.ParseDate(f.get("as_of")); err != nil {
		wrong("as_of", "ein Tag wie 2015-11-27", "a day such as 2015-11-27")
	}
	if o.Seed, err = strconv.ParseUint(f.get("seed"), 10, 64); err != nil {
		wrong("seed", "eine ganze Zahl von 0 an", "a whole number from 0 on")
	}
	return o, rows
}
