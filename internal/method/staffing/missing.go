// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/period"
	city "planraum/internal/city/staffing"
	"planraum/internal/text"
)

// What names a thing without which a cost cannot be reckoned.
type What int

// The things that can be missing.
const (
	EmployerShare What = iota + 1 // the employer's share on top of gross pay
	Workplace                     // the workplace cost a post and year
	Price                         // a grade and step or a flat rate for the key
	PriceTwice                    // two prices contend for the same day
	PayRow                        // no row of the pay table for grade, step and day
	PayRowTwice                   // two rows contend for grade, step and day
	Quantity                      // the number of persons, places or cases
	OutOfRange                    // an amount below zero or too large
)

// Missing is one thing that one month's cost of one key lacks.
type Missing struct {
	What   What
	Key    string // the staffing key's ID
	Detail string // "EG 9/3" for a pay row, the base for a quantity
	Month  period.Month
}

// Sentences says what is missing and where to set it, one sentence for each
// thing with the months that it concerns, ordered by thing and key. Nothing is
// assumed in its place.
func Sentences(missing []Missing) []text.Text {
	type thing struct {
		what        What
		key, detail string
	}
	months := map[thing][]period.Month{}
	for _, m := range missing {
		t := thing{m.What, m.Key, m.Detail}
		switch m.What {
		case EmployerShare, Workplace:
			t.key, t.detail = "", "" // one setting for the whole plan
		case PayRow, PayRowTwice:
			t.key = "" // a row of the table, whoever asks for it
		}
		months[t] = append(months[t], m.Month)
	}
	things := make([]thing, 0, len(months))
	for t := range months {
		things = append(things, t)
	}
	slices.SortFunc(things, func(a, b thing) int {
		return cmp.Or(cmp.Compare(a.what, b.what), cmp.Compare(a.key, b.key), cmp.Compare(a.detail, b.detail))
	})
	says := make([]text.Text, len(things))
	for i, t := range things {
		when := spanOf(months[t])
		says[i] = text.Text{
			De: sentence(text.De, t.what, t.key, t.detail, when.De),
			En: sentence(text.En, t.what, t.key, t.detail, when.En),
		}
	}
	return says
}

// spanOf writes the months in words: one month, or first to last.
func spanOf(months []period.Month) text.Text {
	first, last := slices.Min(months), slices.Max(months)
	if first == last {
		return text.T(first.In(text.De), first.In(text.En))
	}
	return text.T(first.In(text.De)+" bis "+last.In(text.De), first.In(text.En)+" to "+last.In(text.En))
}

var sentences = map[What]text.Text{
	EmployerShare: text.T(
		"Der Arbeitgeberanteil fehlt (%[3]s); ohne ihn sind die Kosten nach Entgelttabelle unbekannt. Er wird im Plan unter cost: employer_share_percent angegeben.",
		"The employer's share is missing (%[3]s); without it the cost by pay table is unknown. Set it in the plan under cost: employer_share_percent."),
	Workplace: text.T(
		"Die Kosten eines Arbeitsplatzes fehlen (%[3]s); ohne sie sind die Kosten nach Entgelttabelle unbekannt. Sie werden im Plan unter cost: workplace_eur_per_year angegeben.",
		"The cost of a workplace is missing (%[3]s); without it the cost by pay table is unknown. Set it in the plan under cost: workplace_eur_per_year."),
	Price: text.T(
		"Für den Stellenschlüssel %[1]s fehlt der Preis einer Stelle (%[3]s). Er wird im Plan unter cost: prices angegeben, mit Entgeltgruppe und Stufe oder als Pauschale.",
		"The price of a post is missing for the staffing key %[1]s (%[3]s). Set it in the plan under cost: prices, as a grade and step or a flat rate."),
	PriceTwice: text.T(
		"Für den Stellenschlüssel %[1]s gelten zwei Preise zugleich (%[3]s). Im Plan darf unter cost: prices an jedem Tag nur einer gelten.",
		"Two prices hold at once for the staffing key %[1]s (%[3]s). Only one may hold on any day in the plan under cost: prices."),
	PayRow: text.T(
		"Die Entgelttabelle hat keinen Wert für %[2]s (%[3]s). Er wird mit den Entgelttabellen eingelesen, oder der Plan gibt unter cost: prices eine Pauschale an.",
		"The pay table has no value for %[2]s (%[3]s). Import it with the pay tables, or state a flat rate in the plan under cost: prices."),
	PayRowTwice: text.T(
		"Die Entgelttabelle hat zwei verschiedene Werte für %[2]s (%[3]s). Einer davon ist in den Entgelttabellen zu berichtigen.",
		"The pay table has two different values for %[2]s (%[3]s). One of them is to be corrected in the pay tables."),
	Quantity: text.T(
		"Für den Stellenschlüssel %[1]s fehlt die Zahl der %[2]s (%[3]s). Sie wird im Plan unter staffing: quantities angegeben.",
		"The number of %[2]s is missing for the staffing key %[1]s (%[3]s). Set it in the plan under staffing: quantities."),
	OutOfRange: text.T(
		"Die Kosten zum Stellenschlüssel %[1]s lassen sich nicht rechnen (%[3]s): ein Betrag liegt unter null oder ist zu groß. Die Beträge im Plan unter cost sind zu prüfen.",
		"The cost for the staffing key %[1]s cannot be reckoned (%[3]s): an amount is below zero or too large. Check the amounts in the plan under cost."),
}

func sentence(l text.Lang, what What, key, detail, months string) string {
	switch what {
	case PayRow, PayRowTwice:
		if grade, step, ok := strings.Cut(detail, "/"); ok {
			detail = grade + text.T(" Stufe ", " step ").In(l) + step
		}
	case Quantity:
		detail = city.BaseLabel(city.Base(detail)).In(l)
	}
	return fmt.Sprintf(sentences[what].In(l), key, detail, months)
}
