// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"
	"strconv"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
)

// The motions that the paper answers, as the council's register of papers holds them;
// the numbers stand in no paper of the ledger, so that their source stands beside them.
const motionSource = "Haushaltsanträge 864/2015 und 908/2015 vom 20.10.2015 (Ratsinformation der Stadt Stuttgart, Dokumente 45a66962 und ff972c8c)"

// postGrade is what the motions ask for.
const postGrade = "EG-13"

// answerPaper answers the budget motions that ask for a planning post.
func answerPaper(c *city) (document.Document, error) {
	key := c.paperKey(answeredMotion)
	own, err := c.ownPaper(key)
	if err != nil {
		return document.Document{}, err
	}
	post := wantedBy(own)
	d := newDraft(c, "Langfristige Planung für Geflüchtete: "+post.size()+" in der Sozialplanung", "Beantwortung der Haushaltsanträge 864/2015 und 908/2015")
	d.head("Landeshauptstadt", c.name())
	d.head("Art", "Unterlage für die Lesung des Doppelhaushalts 2016/2017 (Beantwortung)")
	d.head("Anträge", "864/2015 (Freie Wähler) und 908/2015 (FDP) vom 20.10.2015")
	d.head("Stand der Zahlen", c.asOf.In(c.lang))
	steps, err := c.steps(post.grade)
	if err != nil {
		return d.Document, err
	}
	if err := d.passed(c); err != nil {
		return d.Document, err
	}
	d.answerFirst(post, steps)
	d.motions()
	d.duty()
	c.answerSituation(d)
	c.answerNeed(d)
	d.noKey(c)
	d.postAndCost(c, post, steps)
	d.asked(own, key)
	d.points(post)
	d.proposal(own, post)
	d.course(key)
	return d.Document, nil
}

// answeredMotion is the key of the first motion that the paper answers.
const answeredMotion = "haushaltsantrag-864-2015"

// budgetYears are those of the double budget that the motions speak of.
var budgetYears = []int{2016, 2017}

func (w wanted) pay(step, year int) string {
	return fmt.Sprintf("{post/%s/%d/%d}", w.address(), step, year)
}

// passed says before all else that the day is over from which the post is asked for.
func (d *draft) passed(c *city) error {
	postFrom, err := c.postBegins(council.Paper{}, answeredMotion)
	if err != nil || postFrom.IsZero() || c.asOf.Before(postFrom) {
		return err
	}
	d.heading(1, "Der beantragte Tag ist vorbei")
	d.say("**Die Anträge wollen die Stelle zum "+postFrom.In(c.lang)+". Dieser Tag ist am Stand "+c.asOf.In(c.lang)+" vorbei.**",
		"Der Text gibt wieder, was beantragt war. Ob und wann die Stelle geschaffen wurde, ist hier nicht bekannt. Ein neuer Beschluss braucht einen neuen Tag.")
	return nil
}

func (d *draft) answerFirst(post wanted, steps []int) {
	d.heading(1, "Antwort in Kürze")
	d.say("Die Verwaltung schlägt vor, **zum "+longDay(post.from)+" "+post.post()+"** für die Planung der Unterbringung und Integration Geflüchteter in der Sozialplanung zu schaffen.",
		"Damit sind die Anträge 864/2015 und 908/2015 beantwortet, bis auf die Schwerpunkte und Mittel, die 908/2015 zur zweiten Lesung verlangt: Darüber sagt dieses Papier noch nichts.")
	if len(steps) == 0 {
		d.say("Was die Stelle kostet, ist nicht bekannt: Für " + post.grade + " steht keine Entgelttabelle im Register.")
		return
	}
	low, high := steps[0], steps[len(steps)-1]
	d.say(fmt.Sprintf("Das Tabellenentgelt%s beträgt je nach Stufe %s bis %s im Jahr 2016 und %s bis %s im Jahr 2017.", post.whole(), post.pay(low, 2016), post.pay(high, 2016), post.pay(low, 2017), post.pay(high, 2017)),
		"Arbeitgeberanteil, Zusatzversorgung, Jahressonderzahlung und Arbeitsplatz kommen hinzu; dafür liegt keine belegte Zahl vor.")
}

func (d *draft) motions() {
	d.heading(1, "Was beantragt ist")
	d.add(document.Block{Table: &document.Table{
		Caption: "Anträge, die diese Vorlage beantwortet", Columns: []document.Column{word("Antrag"), word("Fraktion"), word("Betreff"), word("Beantragt ist")},
		Rows: []document.Row{
			{Cells: []string{"864/2015", "Freie Wähler", "Haushalt 2016/2017: Flüchtlinge gut integrieren – langfristige Planung", "1. Konzept für die langfristige Planung; 2. eine dauerhafte Stelle EG 13 in Sozialplanung, Sozialberichterstattung und Förderung"}},
			{Cells: []string{"908/2015", "FDP", "Haushalt 2016/2017: Sozialplanung Flüchtlinge", "Konzept und eine Stelle EG 13; Prioritäten und Mittel bis zur zweiten Lesung"}},
		},
		Sources: []string{motionSource},
	}})
}

// points replies to each point of the motions, also to those that stay open.
func (d *draft) points(post wanted) {
	d.heading(1, "Zu den einzelnen Punkten")
	follow := "Dem wird gefolgt"
	if post != motioned {
		follow = "Vorgeschlagen ist " + post.post() + ", " + post.lasts() + ", ab dem " + longDay(post.from)
	}
	d.list("Konzept für die langfristige Planung (864/2015 und 908/2015): Es liegt noch nicht vor. Was es umfassen soll, steht unter „Aufgabe“; was heute schon bekannt ist, unter „Lage“ und „Bedarf“. Es auszuarbeiten und dem Ausschuss vorzulegen, ist die erste Aufgabe der Stelle.",
		"Dauerhafte Stelle in EG 13 (864/2015 und 908/2015): "+follow+"; siehe „Stelle und Kosten“ und den Beschlussantrag.",
		"Schwerpunkte und Mittel bis zur zweiten Lesung (908/2015): offen. Die Mittel für die Stelle selbst stehen unter „Stelle und Kosten“. Welche Maßnahmen Vorrang haben und was sie kosten, ist vor der zweiten Lesung nachzutragen.")
}

func (d *draft) duty() {
	d.heading(1, "Aufgabe")
	d.say("Die Stadt nimmt Geflüchtete auf, die das Land ihr zuweist, und bringt sie unter: zuerst vorläufig nach dem Flüchtlingsaufnahmegesetz (FlüAG), das auch die Wohnfläche (§ 8) und das Ende nach 24 Monaten (§ 9) regelt, danach in der Anschlussunterbringung.",
		"Über die Zahl entscheidet sie nicht. Entscheiden muss sie, wo, wann und mit welchem Personal.")
	d.say("Die Planung dafür umfasst:")
	d.list("Vorausrechnung der Personen und der Plätze, mit den Annahmen und ihren Spannen,",
		"Termine, zu denen über Standorte, Stellen und Mittel entschieden sein muss,",
		"Abstimmung zwischen Unterbringung, Betreuung, Sprache, Kindertagesbetreuung, Schule, Arbeit und Wohnen,",
		"Beobachtung, ob die Maßnahmen wirken, und Bericht an den Gemeinderat.")
}

func (c *city) answerSituation(d *draft) {
	d.heading(1, "Lage")
	d.say("{=On/"+persons+"} lebten {newest/"+persons+"} in städtischen Unterkünften.", "Bekannt sind {newest/"+siteCount+"}, verteilt auf {newest/"+districted+"}.")
	if list, err := c.observed(arrivals, ""); err == nil && len(monthly(list)) > 0 {
		d.say("Wie viele Menschen in einem Monat kamen, zeigt die folgende Tabelle, soweit Zahlen veröffentlicht sind.")
		d.rows("months")
	}
	d.chart("persons")
	d.rows("persons")
}

func (c *city) answerNeed(d *draft) {
	d.heading(1, "Bedarf")
	if c.run == nil {
		d.say("Für die Zeit nach dem " + c.asOf.In(c.lang) + " gibt es keinen Plan. Der Bedarf an Plätzen ist darum unbekannt.")
		return
	}
	// One paragraph, so that what nobody has counted is said once beside all that rests on it.
	said, last := []string{"{=first}"}, c.planMonth()
	for _, m := range c.yearMonths() {
		at := m.Month.String()
		said, last = append(said, "Ende "+m.Month.In(c.lang)+" rechnet der Plan mit {plan/persons/"+at+"}. Dafür werden {plan/needed/"+at+"} benötigt; bekannt und beschlossen sind {plan/usable/"+at+"}."), m.Month
	}
	d.say(append(said, "{=reckoned/"+last.String()+"}")...)
	d.say(c.apart("post"))
	d.chart("plan")
	d.rows("plan")
	d.say("Wie schnell sich Vorausrechnungen ändern, zeigen die veröffentlichten Prognosen. Jede neue Zahl ändert Standorte, Stellen und Mittel zugleich; diese Arbeit fällt laufend an und nicht einmal im Jahr.")
	d.rows("forecasts")
	d.say("{=drift}")
}

func (d *draft) noKey(c *city) {
	d.heading(1, "Warum der Stellenschlüssel keine Stelle ergibt")
	d.say(fmt.Sprintf("Am %s gelten {=keys}. Sie messen die Arbeit mit einzelnen Menschen, Plätzen oder Fällen: je mehr davon, desto mehr Stellen.", c.asOf.In(c.lang)),
		"Für die Planung gibt es keinen Schlüssel. Sie wächst nicht mit der Zahl der Personen, sondern mit der Zahl der Standorte, Ämter und Entscheidungen, und mit dem Tempo, in dem sich die Vorausrechnung ändert.")
	d.rows("keys")
	if c.run == nil {
		return
	}
	last := c.yearMonths()[0].Month
	d.say(fmt.Sprintf("Nach den Schlüsseln, die der Plan verwendet, ergeben sich für Ende %s {plan/posts/%s}. {=plan-keys} Auf die Planung entfällt keine Stelle.", last.In(c.lang), last),
		"Ohne eine eigene Stelle müsste die Planung aus Stellen geleistet werden, die für die Betreuung bemessen sind.")
	d.rows("posts")
}

func (d *draft) postAndCost(c *city, post wanted, steps []int) {
	d.heading(1, "Stelle und Kosten")
	first := "Beantragt und vorgeschlagen ist "
	if post != motioned {
		first = "Vorgeschlagen ist "
		d.say("Die Anträge verlangen eine unbefristete Stelle in " + motioned.grade + " ab dem " + longDay(motioned.from) + ".")
	}
	d.say(first + post.post() + ", " + post.lasts() + ", ab dem " + longDay(post.from) + ", im Bereich Sozialplanung, Sozialberichterstattung und Förderung.")
	if len(steps) > 0 {
		years := ""
		for _, y := range budgetYears {
			years += "/" + strconv.Itoa(y)
		}
		d.rows("post/" + post.address() + years)
		d.say("Die Stufe hängt von der Berufserfahrung ab und steht erst mit der Besetzung fest; darum stehen alle Stufen in der Tabelle.")
	}
	d.say("Was das Tabellenentgelt nicht enthält, ist vor der Beschlussfassung von der Personalverwaltung zu ergänzen.")
	if list, err := c.flatRates(); err == nil && len(list) > 0 {
		d.say("Zum Vergleich, wie hoch eine Stelle mit allen Kosten an anderer Stelle angesetzt ist:")
		var items []string
		for _, e := range list {
			items = append(items, fmt.Sprintf("%s: {record/%d} (%s)", e.noun.Name, e.record, c.told(e.noun.Source)))
		}
		d.list(items...)
	}
}

// proposal is what the council is to decide; what the paper itself asks for in posts and
// money is decided as its tables say.
func (d *draft) proposal(own council.Paper, post wanted) {
	d.heading(1, "Beschlussantrag")
	d.resolve(1, "Im Stellenplan 2016/2017 wird zum "+longDay(post.from)+" "+post.post()+" für die Planung der Unterbringung und Integration Geflüchteter geschaffen.")
	d.resolve(2, "Aufgaben: Konzept für die langfristige Planung, laufende Vorausrechnung, Abstimmung der Ämter, jährlicher Bericht an den Gemeinderat.")
	if post.gone.IsZero() {
		d.resolve(2, "Ein kw-Vermerk wird nicht angebracht, weil beide Anträge eine dauerhafte Aufgabe beschreiben.")
	} else {
		d.resolve(2, "Angebracht wird ein kw-Vermerk zum "+longDay(post.gone)+".")
	}
	if len(own.Posts) > 0 {
		d.resolve(2, "Einheit, Umfang, Beginn und kw-Vermerk im Einzelnen stehen in der Tabelle „"+requestsTitle+"“.")
	}
	if len(own.Effects) > 0 {
		d.resolve(1, "Die Mittel nach der Tabelle „"+moneyTitle+"“ werden bereitgestellt; was darin an Personalkosten fehlt, ergänzt die Personalverwaltung.")
	} else {
		d.resolve(1, "Die Mittel werden in den Haushaltsjahren 2016 und 2017 bereitgestellt; Haushaltsstelle und volle Personalkosten ergänzt die Personalverwaltung.")
	}
	d.resolve(1, "Die Haushaltsanträge 864/2015 und 908/2015 sind damit beantwortet; die Schwerpunkte und Mittel nach 908/2015 trägt die Verwaltung zur zweiten Lesung nach.")
}

// course is what the council paper says of its way: the order of committees and who has
// co-signed. key is that of the paper, or of the motion that it answers.
func (d *draft) course(key string) {
	d.heading(1, "Beratungsfolge")
	d.rows("order/" + key)
	d.heading(1, "Mitzeichnung")
	d.say("{=signed/" + key + "}")
}
