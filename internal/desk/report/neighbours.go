// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
)

// next is the site that opens first after the as-of date; false where none is known.
func (c *city) next() (accommodation.Site, bool) {
	var found *accommodation.Site
	for i, s := range c.sites {
		if !counted(s) || !s.Opening.Date.After(c.asOf) || s.Nominal == 0 {
			continue
		}
		if _, placed := c.district(s); placed && (found == nil || s.Opening.Date.Before(found.Opening.Date)) {
			found = &c.sites[i]
		}
	}
	if found == nil {
		return accommodation.Site{}, false
	}
	return *found, true
}

// plainKinds say the kinds of sites in plain language.
var plainKinds = map[accommodation.Kind]string{
	accommodation.SystemBuilding: "Häuser aus fertigen Teilen. Sie heißen auch Systembau.",
	accommodation.Container:      "Wohncontainer.",
	accommodation.ModuleBuilding: "Häuser aus fertigen Modulen.",
	accommodation.Hotel:          "ein Haus, das früher ein Hotel war.",
	accommodation.Rented:         "ein Haus, das die Stadt mietet.",
	accommodation.Hall:           "eine Halle.",
	accommodation.SolidBuilding:  "ein festes Haus.",
	accommodation.Extension:      "ein Anbau an eine Unterkunft.",
}

// neighboursSheet tells neighbours of the next site, in plain language: a sentence says
// one thing, and no word stands in it that has to be explained first.
func neighboursSheet(c *city) (document.Document, error) {
	s, ok := c.next()
	if !ok {
		d := newDraft(c, "Neue Unterkünfte in "+c.name(), "Informationen in Einfacher Sprache")
		d.head("Stand", c.asOf.In(c.lang))
		d.heading(1, "Zurzeit ist keine neue Unterkunft geplant")
		d.say("Die Stadt plant heute keine neue Unterkunft für Geflüchtete.", "Wenn sich das ändert, erfahren Sie es von der Stadt.")
		d.say("So viele Menschen wohnen heute in den Unterkünften der Stadt: {newest/" + persons + "}.")
		return d.Document, nil
	}
	d := newDraft(c, "Neue Nachbarn: "+s.Name, "Informationen in Einfacher Sprache")
	d.head("Stadtbezirk", c.placed(s))
	d.head("Stand", c.asOf.In(c.lang))
	d.heading(1, "Was ist geplant?")
	d.say("Hier entsteht eine Unterkunft.", "In der Unterkunft wohnen Menschen, die geflüchtet sind.")
	d.say(fmt.Sprintf("So viel Platz ist dort: {record/%d}.", s.Record), when(plainKinds[s.Kind] != "", "Gebaut oder genutzt werden "+plainKinds[s.Kind]))
	d.heading(1, "Wann geht es los?")
	d.say(opens(c, s))
	d.say(ends(c, s))
	d.heading(1, "Wer wohnt dort?")
	d.say("Dort wohnen Familien und Menschen, die allein gekommen sind.", "Sie haben Schutz gesucht.", "Viele kommen aus einem Krieg.")
	d.heading(1, "Wer kümmert sich?")
	d.say("In der Unterkunft arbeiten Fachleute.", "Sie helfen den Menschen.", "Sie sind auch für die Nachbarschaft da.")
	d.say("Wer das genau ist, steht noch nicht fest.", "Wir schreiben es hier auf, sobald wir es wissen.")
	d.heading(1, "Warum baut die Stadt?")
	d.say("Die Stadt muss Menschen aufnehmen, die geflüchtet sind.", "Das steht im Gesetz.")
	d.say("So viele Menschen wohnen heute in den Unterkünften der Stadt: {newest/" + persons + "}.")
	d.heading(1, "Was können Sie tun?")
	d.list("Sie können Fragen stellen.", "Sie können zu einer Veranstaltung kommen. Der Tag steht noch nicht fest.", "Sie können helfen. In der Stadt gibt es Gruppen, die helfen. Sie heißen Freundeskreise.")
	return d.Document, nil
}

// opens says in plain language when a site opens.
func opens(c *city, s accommodation.Site) string {
	if s.Opening.Basis == figure.Assumed {
		return "Die Unterkunft öffnet wahrscheinlich im " + s.Opening.Date.Month().In(c.lang) + ". Der genaue Tag steht noch nicht fest."
	}
	return "Die Unterkunft öffnet am " + s.Opening.Date.In(c.lang) + "."
}

func ends(c *city, s accommodation.Site) string {
	if s.End.Date == (period.Date{}) {
		return "Wie lange es die Unterkunft gibt, steht noch nicht fest."
	}
	if s.End.Basis == figure.Assumed {
		return "Es gibt die Unterkunft wahrscheinlich bis " + s.End.Date.Month().In(c.lang) + "."
	}
	return "Es gibt die Unterkunft bis zum " + s.End.Date.In(c.lang) + "."
}
