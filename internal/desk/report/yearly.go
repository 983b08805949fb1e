// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"

	"planraum/internal/city/document"
)

// yearlyReport is the yearly report on refugees.
func yearlyReport(c *city) (document.Document, error) {
	d := newDraft(c, "Flüchtlingsbericht", "Menschen, Plätze, Personal und Kosten")
	d.Contents = true
	d.head("Landeshauptstadt", c.name())
	d.head("Stand der Zahlen", c.asOf.In(c.lang))
	d.head("Herausgegeben von", "Sozialplanung")
	c.yearlySummary(d)
	if err := c.yearlyFigures(d); err != nil {
		return d.Document, err
	}
	c.yearlyForecast(d)
	d.yearlySites()
	c.yearlyStaff(d)
	d.yearlyChildren()
	d.yearlyMoney(c)
	d.yearlyMeasures()
	return d.Document, nil
}

func (c *city) yearlySummary(d *draft) {
	d.heading(1, "1 Das Wichtigste")
	d.list("{=On/"+persons+"} lebten {newest/"+persons+"} in städtischen Unterkünften.",
		"Die Stadt hatte {newest/"+siteCount+"}, verteilt auf {newest/"+districted+"}.",
		when(c.run != nil, "{=first} {=reckoned}"), when(c.run != nil, "{=drift}"), "{=headline}"+when(c.run == nil, " {=reckoned}"), c.apart("report"))
	d.say("Jede Zahl in diesem Bericht trägt eine Anmerkung oder steht in einer Tabelle mit ihrer Quelle. Wo keine Zahl bekannt ist, steht „unbekannt“; das heißt nicht 0.")
}

// when is a sentence under a condition.
func when(holds bool, s string) string {
	if holds {
		return s
	}
	return ""
}

func (c *city) yearlyFigures(d *draft) error {
	d.heading(1, "2 Zahlenspiegel")
	d.heading(2, "2.1 Personen und Unterkünfte")
	d.chart("persons")
	d.rows("persons")
	d.chart("year-ends")
	d.rows("year-ends")
	d.heading(2, "2.2 Zugänge und Abgänge")
	d.chart("arrivals")
	d.rows("arrivals")
	d.chart("months")
	d.rows("months")
	quota, err := c.figures("intake.city_share", "refugees.asylum")
	if err != nil {
		return err
	}
	d.heading(2, "2.3 Zuweisung und unbegleitete Minderjährige")
	if len(quota) > 0 {
		d.rows("quota")
	}
	d.chart("minors")
	d.rows("minors")
	return nil
}

func (c *city) yearlyForecast(d *draft) {
	d.heading(1, "3 Entwicklung und Prognose")
	d.heading(2, "3.1 Was bisher vorausberechnet wurde")
	d.rows("forecasts")
	d.heading(2, "3.2 Der Plan")
	if c.run == nil {
		d.say("Für die Zeit nach dem " + c.asOf.In(c.lang) + " gibt es keinen Plan.")
	} else {
		d.say("Grundlage ist der "+c.planName()+" mit dem Stand "+c.run.Inputs.Plan.AsOf.In(c.lang)+".", "{=first} {=reckoned/"+c.planMonth().String()+"/brief} {=drift}")
		d.chart("plan")
		d.rows("plan")
	}
	d.heading(2, "3.3 Die Vorausschau mit Spannen")
	d.say("{=headline} {=reckoned/brief} Die Vorausschau setzt fort, was am Stand bekannt war; sie sieht keinen Anstieg und kein Ende eines Anstiegs voraus.")
	d.chart("outlook")
	d.rows("outlook")
	d.rows("decisions")
}

func (d *draft) yearlySites() {
	d.heading(1, "4 Unterkünfte")
	d.heading(2, "4.1 Nach Stadtbezirken")
	d.rows("districts")
	d.onMap("share")
	d.chart("districts")
	d.heading(2, "4.2 Tranchen und Pakete")
	d.chart("tranches")
	d.rows("tranches")
	d.heading(2, "4.3 Wann Plätze öffnen und enden")
	d.chart("cliff")
	d.rows("cliff")
}

func (c *city) yearlyStaff(d *draft) {
	d.heading(1, "5 Personal")
	d.heading(2, "5.1 Stellenschlüssel")
	d.rows("keys")
	if c.run != nil {
		d.heading(2, "5.2 Stellenbedarf")
		last := c.yearMonths()[len(c.yearMonths())-1].Month
		d.say(fmt.Sprintf("Nach den Schlüsseln im Plan werden Ende %s {plan/posts/%s} gebraucht. {=plan-keys} Aufgaben ohne Schlüssel sind in der Summe nicht enthalten. {=drift}", last.In(c.lang), last))
		d.chart("posts")
		d.rows("posts")
	}
	d.heading(2, "5.3 Stellenplanfälle")
	d.rows("cases")
}

func (d *draft) yearlyChildren() {
	d.heading(1, "6 Kinder und Jugendliche")
	d.say("Für Kinder aus Unterkünften gelten in der Kindertagesbetreuung dieselben Aufnahmebedingungen wie für alle Kinder.")
	d.rows("children")
	d.chart("ages")
	d.rows("ages")
	d.rows("childcare")
	d.say("Wie viele Kinder aus Unterkünften einen Platz haben, ist nicht veröffentlicht.")
}

func (d *draft) yearlyMoney(c *city) {
	d.heading(1, "7 Kosten")
	d.rows("costs")
	if c.run != nil {
		d.chart("budget")
		d.rows("budget")
	}
}

func (d *draft) yearlyMeasures() {
	d.heading(1, "8 Maßnahmen und Ehrenamt")
	d.rows("measures")
	d.rows("volunteers")
	d.page()
	d.heading(1, "Anhang: Standorte")
	d.rows("sites")
}
