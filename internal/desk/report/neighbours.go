// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
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
var plainKinds = map[accommodation.Kind]text.Text{
	accommodation.SystemBuilding: text.T("Häuser aus fertigen Teilen. Sie heißen auch Systembau.", "houses made of ready parts."),
	accommodation.Container:      text.T("Wohncontainer.", "living containers."),
	accommodation.ModuleBuilding: text.T("Häuser aus fertigen Modulen.", "houses made of ready modules."),
	accommodation.Hotel:          text.T("ein Haus, das früher ein Hotel war.", "a house that was a hotel before."),
	accommodation.Rented:         text.T("ein Haus, das die Stadt mietet.", "a house that the city rents."),
	accommodation.Hall:           text.T("eine Halle.", "a hall."),
	accommodation.SolidBuilding:  text.T("ein festes Haus.", "a solid house."),
	accommodation.Extension:      text.T("ein Anbau an eine Unterkunft.", "an extension of a house that is there already."),
}

// neighboursSheet tells neighbours of the next site, in plain language: a sentence says
// one thing, and no word stands in it that has to be explained first. It is written in
// German or English.
func neighboursSheet(c *city) (document.Document, error) {
	s, ok := c.next()
	kind := c.say("Informationen in Einfacher Sprache", "Information in plain language")
	if !ok {
		d := newPlain(c, fmt.Sprintf(c.say("Neue Unterkünfte in %s", "New homes for refugees in %s"), c.name()), kind)
		d.head(c.say("Stand", "As of"), c.asOf.In(c.lang))
		d.heading(1, c.say("Zurzeit ist keine neue Unterkunft geplant", "No new home is planned at present"))
		d.say(c.say("Die Stadt plant heute keine neue Unterkunft für Geflüchtete. Wenn sich das ändert, erfahren Sie es von der Stadt.",
			"Today the city plans no new home for refugees. If this changes, the city will tell you."))
		d.say(c.livingHere())
		return d.Document, nil
	}
	d := newPlain(c, fmt.Sprintf(c.say("Neue Nachbarn: %s", "New neighbours: %s"), s.Name), kind)
	d.head(c.say("Stadtbezirk", "District"), c.placed(s))
	d.head(c.say("Stand", "As of"), c.asOf.In(c.lang))
	d.neighboursPlan(c, s)
	d.heading(1, c.say("Wer wohnt dort?", "Who will live there?"))
	d.say(c.say("Dort wohnen Familien und Menschen, die allein gekommen sind. Sie haben Schutz gesucht. Viele kommen aus einem Krieg.",
		"Families will live there, and people who came alone. They looked for safety. Many of them come from a war."))
	d.heading(1, c.say("Wer kümmert sich?", "Who takes care?"))
	d.say(c.say("In der Unterkunft arbeiten Fachleute. Sie helfen den Menschen. Sie sind auch für die Nachbarschaft da.", "Trained staff work in the house. They help the people. They are there for the neighbours too."))
	d.heading(1, c.say("Wen können Sie fragen?", "Whom can you ask?"))
	d.say(c.say("Sie haben Fragen? Hier bekommen Sie Antwort: ", "Do you have questions? Here you get an answer: ") + "{=contact}")
	d.heading(1, c.say("Warum baut die Stadt?", "Why does the city build?"))
	d.say(c.say("Die Stadt muss Menschen aufnehmen, die geflüchtet sind. Das steht im Gesetz.", "The city must take in people who had to flee. The law says so."))
	d.say(c.livingHere())
	d.heading(1, c.say("Was können Sie tun?", "What can you do?"))
	d.list(c.say("Sie können Fragen stellen.", "You can ask questions."),
		c.say("Sie können zu einer Veranstaltung kommen. Der Tag steht noch nicht fest.", "You can come to a meeting. The day is not known yet."),
		c.say("Sie können helfen. In der Stadt gibt es Gruppen, die helfen. Sie heißen Freundeskreise.", "You can help. There are groups in the city that help. They are called Freundeskreise."))
	return d.Document, nil
}

// newPlain begins a text in plain words, whose notes are in plain words too.
func newPlain(c *city, title, subtitle string) *draft {
	d := newDraft(c, title, subtitle)
	d.Plain = true
	return d
}

// askers are those who may ask, by what follows the contact in its address.
var askers = map[string]text.Text{"": text.T("Nachbarschaft", "neighbours"), "press": text.T("Presse", "press")}

// contact stands for the office that answers neighbours or the press. The city's registers hold no
// office's telephone, and none is invented: the place is open, and keeps the sheet from
// being issued, until somebody writes in its stead who it is.
func (c *city) contact(of string) *document.Value {
	readers, known := askers[of]
	if !known {
		return nil
	}
	return &document.Value{
		Written: c.say("[Amt, Telefon und E-Mail sind noch einzutragen]", "[office, telephone and e-mail have yet to be entered]"),
		Draft: text.T("die Ansprechstelle für die "+readers.De+": Amt, Telefon und E-Mail-Adresse. Schreiben Sie sie beim Bearbeiten des Textes anstelle dieses Feldes",
			"the contact for the "+readers.En+": office, telephone and e-mail address. Write them in place of this field when editing the text"),
	}
}

// livingHere says how many persons live in the city's accommodation.
func (c *city) livingHere() string {
	return c.say("So viele Menschen wohnten {=on/"+persons+"} in den Unterkünften der Stadt: ", "So many people lived in the homes of the city {=on/"+persons+"}: ") + "{newest/" + persons + "}."
}

// neighboursPlan says what comes, and when.
func (d *draft) neighboursPlan(c *city, s accommodation.Site) {
	d.heading(1, c.say("Was ist geplant?", "What is planned?"))
	d.say(c.say("Hier entsteht eine Unterkunft. In der Unterkunft wohnen Menschen, die geflüchtet sind.", "A house for refugees will open here. Refugees are people who had to flee."))
	kind := ""
	if k := plainKinds[s.Kind].In(c.lang); k != "" {
		kind = c.say("Gebaut oder genutzt werden ", "The city builds or uses ") + k
	}
	d.say(fmt.Sprintf(c.say("So viel Platz ist dort: {record/%d}.", "There will be this much room: {record/%d}."), s.Record), kind)
	d.heading(1, c.say("Wann geht es los?", "When does it begin?"))
	d.say(opens(c, s))
	d.say(ends(c, s))
}

// opens says in plain language when a site opens.
func opens(c *city, s accommodation.Site) string {
	if s.Opening.Basis == figure.Assumed {
		return fmt.Sprintf(c.say("Die Unterkunft öffnet wahrscheinlich im %s. Der genaue Tag steht noch nicht fest.", "The house will probably open in %s. The exact day is not known yet."), s.Opening.Date.Month().In(c.lang))
	}
	return fmt.Sprintf(c.say("Die Unterkunft öffnet am %s.", "The house opens on %s."), s.Opening.Date.In(c.lang))
}

func ends(c *city, s accommodation.Site) string {
	if s.End.Date == (period.Date{}) {
		return c.say("Wie lange es die Unterkunft gibt, steht noch nicht fest.", "It is not known yet how long the house will be there.")
	}
	if s.End.Basis == figure.Assumed {
		return fmt.Sprintf(c.say("Es gibt die Unterkunft wahrscheinlich bis %s.", "The house will probably be there until %s."), s.End.Date.Month().In(c.lang))
	}
	return fmt.Sprintf(c.say("Es gibt die Unterkunft bis zum %s.", "The house will be there until %s."), s.End.Date.In(c.lang))
}
