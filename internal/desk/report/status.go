// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
)

// statusPaper tells a committee where the city stands.
func statusPaper(c *city) (document.Document, error) {
	d := newDraft(c, "Unterbringung Geflüchteter: Sachstand", "Mitteilungsvorlage")
	d.head("Landeshauptstadt", c.name())
	d.head("Art", council.Report.Label().De+", zur Kenntnisnahme")
	d.head("Stand der Zahlen", c.asOf.In(c.lang))
	d.heading(1, "Kurzfassung")
	d.list("{=On/"+persons+"} lebten {newest/"+persons+"} in städtischen Unterkünften.", when(c.run != nil, "{=first} {=reckoned}"), "{=headline}"+when(c.run == nil, " {=reckoned}"), c.apart("report"))
	d.heading(1, "Personen und Zugänge")
	d.chart("persons")
	d.rows("persons")
	d.rows("arrivals")
	d.heading(1, "Plätze")
	if c.run != nil {
		d.say("{=drift}")
		d.chart("plan")
		d.rows("plan")
	} else {
		d.say("Für die Zeit nach dem " + c.asOf.In(c.lang) + " gibt es keinen Plan.")
	}
	d.rows("districts")
	d.chart("cliff")
	d.rows("cliff")
	d.heading(1, "Was zu entscheiden ist")
	d.foreseenSentences(c)
	d.rows("decisions")
	d.heading(1, "Personal und Kosten")
	d.rows("keys")
	if c.run != nil {
		d.rows("posts")
		d.rows("budget")
	}
	return d.Document, nil
}

// foreseenSentences lists what the outlook says.
func (d *draft) foreseenSentences(c *city) {
	f, err := c.foresee()
	if err != nil || f == nil {
		d.say("Eine Vorausschau ist für diesen Stand nicht möglich.")
		return
	}
	var items []string
	for i := range f.Sentences {
		items = append(items, fmt.Sprintf("{=sentence/%d}", i+1))
	}
	if len(items) == 0 {
		d.say("Nach der Vorausschau ist zurzeit nichts zu entscheiden.")
	}
	d.list(items...)
}

// interimReport is what a task force reports in between.
func interimReport(c *city) (document.Document, error) {
	d := newDraft(c, "Zwischenbericht des Arbeitsstabs", "Unterbringung und Integration Geflüchteter")
	d.head("Landeshauptstadt", c.name())
	d.head("Stand der Zahlen", c.asOf.In(c.lang))
	d.heading(1, "1 Aktuelle Situation")
	d.say("{=On/" + persons + "} lebten {newest/" + persons + "} in städtischen Unterkünften. Die Stadt hatte {newest/" + siteCount + "}.")
	d.chart("persons")
	d.rows("year-ends")
	d.rows("months")
	d.heading(1, "2 Was kommt")
	d.say(when(c.run != nil, "{=first} {=reckoned} {=drift}"), "{=headline}"+when(c.run == nil, " {=reckoned}"))
	d.say(c.apart("days"))
	d.chart("outlook")
	d.rows("outlook")
	d.heading(1, "3 Entscheidungen, die anstehen")
	d.foreseenSentences(c)
	d.rows("decisions")
	d.heading(1, "4 Ziele und Maßnahmen")
	d.rows("measures")
	d.rows("effects")
	d.heading(1, "5 Offene Aufträge")
	d.rows("actions")
	d.heading(1, "6 Integration")
	d.rows("volunteers")
	d.rows("children")
	d.say("Berichte der Arbeitsgruppen, die nicht als Zahl im Hauptbuch stehen, sind von ihnen zu ergänzen.")
	return d.Document, nil
}

// pressSheet is a fact sheet for the press, in German or English.
func pressSheet(c *city) (document.Document, error) {
	d := newDraft(c, fmt.Sprintf(c.say("Geflüchtete in %s: Zahlen und Fakten", "Refugees in %s: facts and figures"), c.name()), c.say("Faktenblatt für die Presse", "Fact sheet for the press"))
	d.head(c.say("Stand der Zahlen", "Figures as of"), c.asOf.In(c.lang))
	d.heading(1, c.say("Auf einen Blick", "At a glance"))
	d.list(c.say("Personen in städtischen Unterkünften", "Persons in municipal accommodation")+" ({=date/"+persons+"}): {newest/"+persons+"}",
		c.say("Unterkünfte", "Accommodation")+": {newest/"+siteCount+"}", c.say("Stadtbezirke mit Unterkünften", "Districts with accommodation")+": {newest/"+districted+"}",
		when(c.run != nil, "{=first} {=reckoned}"), "{=headline}"+when(c.run == nil, " {=reckoned}"), c.apart("press"))
	d.chart("persons")
	d.rows("year-ends")
	d.heading(1, c.say("Zugänge", "Arrivals"))
	d.chart("arrivals")
	d.rows("arrivals")
	d.heading(1, c.say("Unterkünfte", "Accommodation"))
	d.rows("tranches")
	d.heading(1, c.say("Woher die Zahlen kommen", "Where the figures come from"))
	d.say(c.say("Jede Zahl steht mit ihrer Herleitung in den Anmerkungen. Gezählte, berichtete und berechnete Zahlen sind unterschieden. Prognosen sind keine Zusagen.",
		"Every figure stands in the notes with how it came about. Counted, reported and computed figures are told apart. Forecasts are no promises."))
	d.say(c.say("Ansprechstelle für Rückfragen: ", "Contact for questions: ") + "{=contact/press}")
	return d.Document, nil
}
