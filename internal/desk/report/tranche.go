// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/exchange/cityfile"
)

// tranchePaper is the resolution paper of the newest tranche.
func tranchePaper(c *city) (document.Document, error) {
	list, err := c.tranches()
	if err != nil || len(list) == 0 {
		d := newDraft(c, "Unterkünfte für Geflüchtete", "Beschlussvorlage")
		d.head("Stand der Zahlen", c.asOf.In(c.lang))
		d.heading(1, "Es gibt nichts zu beschließen")
		d.say("Am " + c.asOf.In(c.lang) + " ist keine Tranche von Unterkünften bekannt.")
		return d.Document, err
	}
	e := list[len(list)-1]
	p := e.noun
	d := newDraft(c, p.Name+": Unterkünfte für Geflüchtete", "Beschlussvorlage")
	d.head("Landeshauptstadt", c.name())
	d.head("Art", council.Resolution.Label().De)
	d.head("Vorlage", p.Paper+" vom "+p.Date.In(c.lang))
	d.head("Stand der Zahlen", c.asOf.In(c.lang))
	key := c.paperKey(council.KeyOf(p.Paper))
	own, err := c.ownPaper(key)
	if err != nil {
		return d.Document, err
	}
	d.trancheResolution(c, e, own)
	if c.sited(p.ID) {
		d.heading(1, "Standorte")
		d.rows("tranche/" + p.ID)
		d.onMap("tranche/" + p.ID)
	}
	d.heading(1, "Begründung")
	d.say("{=On/" + persons + "} lebten {newest/" + persons + "} in städtischen Unterkünften.")
	if c.run != nil {
		d.say("{=first} {=reckoned} {=drift}")
		d.chart("plan")
		d.rows("plan")
	}
	d.say("{=headline} {=reckoned" + when(c.run != nil, "/brief") + "}")
	d.say(c.apart("proposal"))
	d.rows("decisions")
	d.trancheMoney(c, e, own)
	d.asked(own, key)
	d.course(key)
	return d.Document, nil
}

// sited reports whether a site of the tranche is known one by one.
func (c *city) sited(tranche string) bool {
	for _, s := range c.sites {
		if s.Package == tranche {
			return true
		}
	}
	return false
}

func (d *draft) trancheResolution(c *city, e entry[cityfile.Package], own council.Paper) {
	p := e.noun
	d.heading(1, "Beschlussantrag")
	places := fmt.Sprintf("mit %s Plätzen", c.lang.Int(int64(p.Places)))
	if c.sited(p.ID) {
		d.resolve(1, "Der "+p.Name+" mit den Standorten der Tabelle „Standorte der "+p.Name+"“ wird zugestimmt. Ihre Plätze: {package/"+p.ID+"}.")
	} else {
		d.resolve(1, "Der "+p.Name+" "+places+" wird zugestimmt. Die Standorte sind nicht einzeln bekannt.")
	}
	if p.Cost == 0 && len(own.Effects) == 0 {
		d.resolve(1, "Über die Kosten kann noch nicht beschlossen werden: Sie sind nicht bekannt.")
	} else if p.Cost > 0 {
		d.resolve(1, "Die Mittel nach der Vorlage, {cost/"+p.ID+"}, werden bereitgestellt.", when(p.Note != "", "{=remark/"+p.ID+"}"))
	}
	if len(own.Effects) > 0 {
		d.resolve(1, "Die Mittel werden nach Teilhaushalt und Jahr bereitgestellt, wie es in der Tabelle „"+moneyTitle+"“ steht.")
	}
	if len(own.Posts) > 0 {
		d.resolve(1, "Den Stellen der Tabelle „"+requestsTitle+"“ wird zugestimmt.")
	}
	d.resolve(1, "Die Verwaltung berichtet dem Ausschuss, wenn ein Standort später öffnet als geplant.")
}

func (d *draft) trancheMoney(c *city, e entry[cityfile.Package], own council.Paper) {
	d.heading(1, "Finanzielle Auswirkungen")
	if e.noun.Cost == 0 {
		d.say("Für die " + e.noun.Name + " ist keine Kostenzahl veröffentlicht. Die Kosten sind unbekannt, nicht 0.")
	}
	if e.noun.Partial() {
		d.say("Die Kosten der Vorlage gelten nicht für alle Plätze der " + e.noun.Name + ". Für die übrigen sind sie unbekannt, nicht 0; die Summe der Tabelle ist darum ein Mindestwert.")
	}
	d.say("Zum Vergleich stehen alle bekannten Tranchen in der Tabelle.")
	d.rows("tranches")
	if len(own.Effects) > 0 {
		d.say("Teilhaushalt, Zeile und Beträge nach Jahren stehen in der Tabelle „" + moneyTitle + "“. Folgekosten für Betreuung, Bewirtschaftung und Rückbau sind zu ergänzen, soweit sie dort fehlen.")
		return
	}
	d.say("Teilhaushalt, Projektnummer und Folgekosten für Betreuung, Bewirtschaftung und Rückbau stehen nicht im Register und sind zu ergänzen.")
}
