// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"slices"
	"strings"

	"planraum/internal/desk/councildata"
	"planraum/internal/exchange/oparl"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// councilKeptTable lists what stayed although a source says otherwise, the contradictions
// to own entries first.
func councilKeptTable(c councilSourceContent, r request) view.Table {
	t := view.Table{
		ID: "behalten", Long: true,
		Caption: ofRuns(c, text.T("Was in den letzten Abrufen behalten wurde, obwohl die Quelle anderes sagt", "What was kept in the last imports although the source says otherwise"),
			text.T("Was im Abruf vom %s behalten wurde, obwohl die Quelle anderes sagt", "What was kept in the import of %s although the source says otherwise")),
		Note: text.T("Eigene Einträge und hier Berichtigtes ändert kein Abruf. Wer der Quelle folgen will, ändert den Eintrag selbst.",
			"No import changes own entries or what was put right here. Whoever wants to follow the source changes the entry."),
		Empty: text.T("Keine Quelle widerspricht dem, was hier steht.", "No source contradicts what stands here."),
		Columns: []view.Column{
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "why", Name: text.T("Grund", "reason")},
			{Key: "type", Name: text.T("Art", "type")},
			{Key: "object", Name: text.T("Objekt der Quelle", "object of the source")},
			{Key: "field", Name: text.T("Angabe", "field")},
			{Key: "here", Name: text.T("hier steht", "stands here")},
			{Key: "there", Name: text.T("die Quelle sagt", "the source says")},
		},
	}
	order := []councildata.Why{councildata.Own, councildata.ByHand, councildata.Older, councildata.Worse}
	for _, n := range toldRuns(c) {
		list := slices.Clone(n.Better)
		slices.SortStableFunc(list, func(a, b councildata.Better) int { return slices.Index(order, a.Why) - slices.Index(order, b.Why) })
		for _, b := range list {
			kept, came := b.Says(r.Lang)
			here := maybe(kept)
			here.Link = entryHref(b, r)
			if b.Entry != "" && b.Kept == "" {
				here = view.Name(b.Entry, here.Link)
			}
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
				view.Name(n.Name, ""), view.Say(b.Why.Label()), maybe(string(b.Type)), maybe(b.Object), view.Say(fieldWords(b.Field)), here, maybe(came),
			}})
		}
	}
	return t
}

// entryHref is the page of the entry that stayed; empty where it has none.
func entryHref(b councildata.Better, r request) string {
	switch {
	case b.Entry == "":
	case b.Type == oparl.Paper:
		return r.paperHref(b.Entry)
	case b.Type == oparl.Meeting:
		return r.Href(sittingsPath + "/" + b.Entry)
	case b.Type == oparl.Organization:
		return r.Href(sittingsPath, committeeParam, b.Entry)
	}
	return ""
}

// councilFields are the attributes of OParl that a planner knows by another name.
var councilFields = map[string]text.Text{
	"name": text.T("Titel oder Name", "title or name"), "date": text.T("Datum", "date"), "start": text.T("Beginn", "start"), "end": text.T("Ende", "end"),
	"location": text.T("Ort", "place"), "startDate": text.T("erster Tag", "first day"), "endDate": text.T("letzter Tag", "last day"), "result": text.T("Ergebnis", "result"),
	"meetingState": text.T("Stand der Sitzung", "state of the sitting"), "deleted": text.T("in der Quelle gelöscht", "deleted in the source"),
	"reference": text.T("Nummer", "reference"), "agendaItem": text.T("Tagesordnungspunkt", "item"), "consultation": text.T("Station", "station"),
}

// fieldWords name an attribute of OParl, such as "agendaItem[1].name", with its own name.
func fieldWords(field string) text.Text {
	list, rest, within := strings.Cut(field, "[")
	number, name, closed := strings.Cut(rest, "].")
	if !within || !closed {
		list, name = "", field
	}
	label, known := councilFields[name]
	if !known {
		return text.Same(field)
	}
	if above, known := councilFields[list]; known {
		return text.T(above.De+" "+number+": "+label.De+" ("+field+")", above.En+" "+number+": "+label.En+" ("+field+")")
	}
	return text.T(label.De+" ("+field+")", label.En+" ("+field+")")
}
