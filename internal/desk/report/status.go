// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
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
	d.list("{=On/"+persons+"} lebten {newest/"+persons+"} in städtischen Unterkünften.", when(c.run != nil, "{=first} {=reckoned}"), "{=headline}"+when(c.run == nil, " {=reckoned}"))
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
	for _, s := range f.Sentences {
		items = append(items, s.In(c.lang))
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
	d.say("{=On/" + persons + "} lebten {newest/" + persons + "} in {newest/" + siteCount + "}.")
	d.chart("persons")
	d.rows("year-ends")
	d.rows("months")
	d.heading(1, "2 Was kommt")
	d.say(when(c.run != nil, "{=first} {=reckoned} {=drift}"), "{=headline}"+when(c.run == nil, " {=reckoned}"))
	d.chart("outlook")
	d.rows("outlook")
	d.heading(1, "3 Entscheidungen, die anstehen")
	d.foreseenSentences(c)
	d.rows("decisions")
	d.heading(1, "4 Ziele und Maßnahmen")
	d.rows("measures")
	d.heading(1, "5 Offene Aufträge")
	d.rows("actions")
	d.heading(1, "6 Integration")
	d.rows("volunteers")
	d.rows("children")
	d.say("Berichte der Arbeitsgruppen, die nicht als Zahl im Hauptbuch stehen, sind von ihnen zu ergänzen.")
	return d.Document, nil
}

// pressSheet is a fact sheet for the press.
func pressSheet(c *city) (document.Document, error) {
	d := newDraft(c, "Geflüchtete in "+c.name()+": Zahlen und Fakten", "Faktenblatt für die Presse")
	d.head("Stand der Zahlen", c.asOf.In(c.lang))
	d.heading(1, "Auf einen Blick")
	d.list("Personen in städtischen Unterkünften ({=date/"+persons+"}): {newest/"+persons+"}",
		"Unterkünfte: {newest/"+siteCount+"}", "Stadtbezirke mit Unterkünften: {newest/"+districted+"}", when(c.run != nil, "{=first} {=reckoned}"), "{=headline}"+when(c.run == nil, " {=reckoned}"))
	d.chart("persons")
	d.rows("year-ends")
	d.heading(1, "Zugänge")
	d.chart("arrivals")
	d.rows("arrivals")
	d.heading(1, "Unterkünfte")
	d.rows("tranches")
	d.heading(1, "Woher die Zahlen kommen")
	d.say("Jede Zahl steht mit ihrer Herleitung in den Anmerkungen. Gezählte, berichtete und berechnete Zahlen sind unterschieden. Prognosen sind keine Zusagen.")
	d.say("Eine Ansprechstelle für Rückfragen steht hier, sobald die Pressestelle sie einträgt.")
	return d.Document, nil
}
