// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"context"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Template makes a paper or report for the city as of a date.
type Template struct {
	Name  string // in addresses and file names: antrag-864-2015
	Title text.Text
	For   text.Text // whom it is for, and what it holds
	Lang  text.Lang // in which it is written; empty: German
	build func(c *city) (document.Document, error)
}

// Templates lists the templates, papers first.
func Templates() []Template {
	return []Template{
		{
			"antrag-864-2015", text.T("Antwort auf die Haushaltsanträge 864/2015 und 908/2015: Planungsstelle", "answer to the budget motions 864/2015 and 908/2015: planning post"),
			text.T("Für die Lesung des Haushalts: Aufgabe, Lage, Bedarf, warum der Schlüssel keine Stelle ergibt, Stelle und Kosten.", "For the reading of the budget: duty, situation, need, why the key yields no post, post and cost."), text.De, answerPaper,
		},
		{
			"beschluss-tranche", text.T("Beschlussvorlage für Unterkünfte", "resolution paper for sites"),
			text.T("Für den Gemeinderat: die jüngste Tranche mit Standorten, Plätzen, Kosten und Beratungsfolge.", "For the council: the newest tranche with sites, places, cost and order of committees."), text.De, tranchePaper,
		},
		{
			"sachstand", text.T("Sachstand für den Ausschuss", "status paper for the committee"),
			text.T("Mitteilungsvorlage: wo die Stadt steht, was kommt, was zu entscheiden ist.", "Report: where the city stands, what is to come, what has to be decided."), text.De, statusPaper,
		},
		{
			"jahresbericht", text.T("Jährlicher Flüchtlingsbericht", "yearly refugee report"),
			text.T("Zahlenspiegel, Entwicklung und Prognose, Unterkünfte nach Bezirken, Personal, Kinder, Kosten, Maßnahmen.", "Figures, development and forecast, sites by district, staff, children, cost, measures."), text.De, yearlyReport,
		},
		{
			"zwischenbericht", text.T("Zwischenbericht des Arbeitsstabs", "interim report of the task force"),
			text.T("Lage, Warnungen, Entscheidungen, Maßnahmen und offene Aufträge.", "Situation, warnings, decisions, measures and open actions."), text.De, interimReport,
		},
		{
			"nachbarschaft", text.T("Infoblatt für die Nachbarschaft in Einfacher Sprache", "sheet for neighbours in plain language"),
			text.T("Für Menschen, die neben einer neuen Unterkunft wohnen. Kurze Sätze.", "For people who live beside a new site. Short sentences."), text.De, neighboursSheet,
		},
		{
			"presse", text.T("Faktenblatt für die Presse", "fact sheet for the press"),
			text.T("Die wichtigsten Zahlen mit ihren Quellen.", "The main figures with their sources."), text.De, pressSheet,
		},
		{
			"neighbours", text.T("Infoblatt für die Nachbarschaft, auf Englisch", "sheet for neighbours in plain language, in English"),
			text.T("Dasselbe Blatt in einfachem Englisch.", "For people who live beside a new site. Short sentences."), text.En, neighboursSheet,
		},
		{
			"press", text.T("Faktenblatt für die Presse, auf Englisch", "fact sheet for the press, in English"),
			text.T("Dasselbe Blatt auf Englisch.", "The main figures with their sources."), text.En, pressSheet,
		},
	}
}

// Language is the language in which the text of the template is written.
func (t Template) Language() text.Lang {
	if t.Lang == "" {
		return text.De
	}
	return t.Lang
}

// Find returns the template with a name; NotFound where there is none.
func Find(name string) (Template, error) {
	for _, t := range Templates() {
		if t.Name == name {
			return t, nil
		}
	}
	return Template{}, fault.New(fault.NotFound, "report.Find("+name+")",
		"Die Vorlage „"+name+"“ gibt es nicht. „planraum report“ nennt alle.", "There is no template “"+name+"”. “planraum report” names all.")
}

// Draft makes the text of a template as of a date; its fields are not looked up yet.
func (d *Desk) Draft(ctx context.Context, t Template, asOf period.Date) (document.Document, error) {
	return d.draftFor(ctx, t, asOf, "", nil)
}

// draftFor makes the text for a council paper; coming is what is stored together with it.
func (d *Desk) draftFor(ctx context.Context, t Template, asOf period.Date, paper string, coming *council.Paper) (document.Document, error) {
	c, err := d.look(ctx, asOf)
	if err != nil {
		return document.Document{}, err
	}
	c.paper, c.coming, c.lang = paper, coming, t.Language()
	doc, err := t.build(c)
	return doc, fault.Wrap("report.Draft("+t.Name+")", err)
}

// Made makes the text of a template as of a date and looks its fields up.
func (d *Desk) Made(ctx context.Context, t Template, asOf period.Date) (document.Document, error) {
	c, err := d.look(ctx, asOf)
	if err != nil {
		return document.Document{}, err
	}
	c.lang = t.Language()
	doc, err := t.build(c)
	if err != nil {
		return doc, fault.Wrap("report.Made("+t.Name+")", err)
	}
	return c.resolve(doc)
}
