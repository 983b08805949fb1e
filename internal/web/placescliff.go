// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	"planraum/internal/desk/capacity"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// cliffTable holds the numbers of the picture of openings and ends.
func cliffTable(halves []capacity.Half) view.Table {
	t := view.Table{
		ID: "klippe", Caption: text.T("Was öffnet und was endet, nach Halbjahren", "What opens and what ends, by half-year"), Fixed: true,
		Empty: text.T("Es ist keine Öffnung und kein Ende bekannt.", "No opening and no end is known."),
		Columns: []view.Column{
			{Key: "half", Name: text.T("Halbjahr", "half-year")},
			{Key: "opens", Name: text.T("öffnen", "open"), Unit: placesUnit, Kind: view.Whole},
			{Key: "sites_opening", Name: text.T("Standorte, die öffnen", "sites that open"), Kind: view.Whole},
			{Key: "ends", Name: text.T("enden", "end"), Unit: placesUnit, Kind: view.Whole},
			{Key: "sites_ending", Name: text.T("Standorte, die enden", "sites that end"), Kind: view.Whole},
		},
		Note: text.T("Gezählt sind nutzbare Plätze einzeln geführter Standorte. Was an den übrigen Unterkünften wechselt, ist nicht veröffentlicht.",
			"Usable places of sites kept one by one are counted. What changes at the other accommodation is not published."),
	}
	for _, h := range halves {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(halfName(h.Span)), view.Heads(h.Opens, capacity.CityRef("opening", h.Span)), view.Num(h.Opening, ""),
			view.Heads(h.Ends, capacity.CityRef("ending", h.Span)), view.Num(h.End, ""),
		}})
	}
	return t
}

func halfName(p period.Period) text.Text {
	n := p.From.MonthOfYear()/6 + 1
	return text.T(fmt.Sprintf("%d. Halbjahr %d", n, p.From.Year()), fmt.Sprintf("half-year %d of %d", n, p.From.Year()))
}

// endingTable lists the known ends by date.
func endingTable(s capacity.Supply, r request) view.Table {
	t := view.Table{
		ID: "enden", Caption: text.T("Enden, der Reihe nach", "Endings, in order"), Long: true,
		Empty: text.T("Für keinen bekannten Standort ist ein Ende bekannt.", "No end is known for any known site."),
		Columns: []view.Column{
			{Key: "site", Name: text.T("Standort", "site")},
			{Key: "district", Name: text.T("Stadtbezirk", "district")},
			{Key: "end", Name: text.T("erster Tag ohne Plätze", "first day without places"), Kind: view.Date},
			{Key: "places", Name: text.T("nutzbare Plätze", "usable places"), Kind: view.Whole},
			{Key: "reason", Name: text.T("Grund", "reason")},
			{Key: "rule", Name: text.T("wie der Tag zustande kam", "how the day came about")},
			{Key: "state", Name: text.T("Stand", "state")},
		},
	}
	for _, l := range s.Endings() {
		state := text.T("kommt", "to come")
		if !l.End.Date.After(s.AsOf) {
			state = text.T("beendet", "ended")
		}
		t.Rows = append(t.Rows, view.Row{Area: l.Area, Cells: []view.Cell{
			view.Name(l.Name, r.siteHref(l.Site)), districtCell(l), endCell(l.Site), view.Heads(l.Usable(), fmt.Sprintf("record/%d", l.Record)),
			view.Say(accommodation.Label(accommodation.EndReasons, l.EndReason)), view.Say(say(func(lang text.Lang) string { return capacity.Dated(l.End, lang) })), view.Say(state),
		}})
	}
	return t
}
