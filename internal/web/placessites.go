// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/capacity"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// siteTable lists the sites that have not ended on the as-of date.
func siteTable(s capacity.Supply, r request) view.Table {
	withCost := false
	for _, l := range s.Sites {
		withCost = withCost || l.Cost != 0
	}
	t := view.Table{
		ID: sitesTable, Caption: text.T("Standorte", "Sites"), Columns: siteColumns(withCost), Long: true,
		Empty: text.T("Bis zu diesem Stand ist kein Standort bekannt. Ein späterer Stand oder „planraum import DATEI“ bringt sie.",
			"No site is known as of this date. A later date or “planraum import FILE” brings them."),
	}
	for _, l := range s.Sites {
		t.Rows = append(t.Rows, view.Row{ID: "standort-" + l.ID, Area: l.Area, Cells: siteCells(l, withCost, r)})
		t.Sources = appendNew(t.Sources, l.Source)
	}
	if len(t.Rows) == 0 {
		return t
	}
	day := period.On(r.AsOf)
	t.Rows = append(t.Rows,
		siteTotal(text.T("davon am "+r.AsOf.In(text.De)+" in Betrieb", "of these open on "+r.AsOf.In(text.En)), s.On(r.AsOf), func(key string) string { return capacity.CityRef(key, day) }, withCost),
		siteTotal(text.T("alle aufgeführten Standorte", "all sites listed"), s.Listed(), func(string) string { return "" }, withCost))
	t.Note = siteNote(s, withCost)
	return t
}

func siteNote(s capacity.Supply, withCost bool) text.Text {
	return say(func(l text.Lang) string {
		note := fmt.Sprintf(text.T("Schon beendet und nicht aufgeführt: %s Standorte; sie stehen in der Liste der Enden.", "Ended and not listed: %s sites; they stand in the list of endings.").In(l), l.Int(int64(len(s.Ended))))
		if len(s.Ended) == 0 {
			note = ""
		}
		if !withCost {
			if note != "" {
				note += " "
			}
			note += text.T("Kosten einzelner Standorte sind unbekannt; die der Pakete stehen in der Tabelle darunter.", "The cost of single sites is unknown; that of the packages stands in the table below.").In(l)
		}
		return note
	})
}

func siteColumns(withCost bool) []view.Column {
	columns := []view.Column{
		{Key: "site", Name: text.T("Standort", "site")},
		{Key: "district", Name: text.T("Stadtbezirk", "district")},
		{Key: "kind", Name: text.T("Art", "kind")},
		{Key: "certainty", Name: text.T("Sicherheit", "certainty")},
		{Key: "opening", Name: text.T("Öffnung", "opening"), Kind: view.Date},
		{Key: "end", Name: text.T("erster Tag ohne Plätze", "first day without places"), Kind: view.Date},
		{Key: "reason", Name: text.T("Grund des Endes", "reason of the end")},
		{Key: "nominal", Name: text.T("nominell", "nominal"), Unit: placesUnit, Kind: view.Whole},
		{Key: "blocked", Name: text.T("gesperrt", "blocked"), Unit: placesUnit, Kind: view.Whole},
		{Key: "reserve", Name: text.T("Reserve", "reserve"), Unit: placesUnit, Kind: view.Whole},
		{Key: "usable", Name: text.T("nutzbar", "usable"), Unit: placesUnit, Kind: view.Whole},
	}
	if withCost {
		columns = append(columns, view.Column{Key: "cost", Name: text.T("Kosten", "cost"), Unit: text.Same("EUR"), Kind: view.Money})
	}
	return append(columns,
		view.Column{Key: "package", Name: text.T("Paket", "package")},
		view.Column{Key: "paper", Name: text.T("Vorlage", "paper")},
		view.Column{Key: "basis", Name: text.T("Grundlage der Plätze", "basis of the places")})
}

func siteCells(l capacity.Listed, withCost bool, r request) []view.Cell {
	ref := fmt.Sprintf("record/%d", l.Record)
	cells := []view.Cell{
		view.Name(l.Name, r.siteHref(l.Site)), districtCell(l),
		view.Say(accommodation.Label(accommodation.Kinds, l.Kind)), view.Say(accommodation.Label(accommodation.Certainties, l.Certainty)),
		datedCell(l.Opening), endCell(l.Site), reasonCell(l.Site),
		view.Heads(l.Nominal, ref), view.Heads(l.Blocked, ref), view.Heads(l.Reserve, ref), view.Heads(l.Usable(), ref),
	}
	if withCost {
		cost := view.Cell{}
		if l.Cost != 0 {
			cost = view.Num(l.Cost, "")
		}
		cells = append(cells, cost)
	}
	return append(cells, packageCell(l), paperCell(l.Paper), view.Say(l.Basis.Label()))
}

func siteTotal(name text.Text, p capacity.Places, ref func(key string) string, withCost bool) view.Row {
	empty := view.Cell{Blank: true}
	cells := []view.Cell{
		view.Say(name), empty, empty, empty, empty, empty, empty,
		view.Heads(p.Nominal, ref("nominal")), view.Heads(p.Blocked, ref("blocked")), view.Heads(p.Reserve, ref("reserve")), view.Heads(p.Usable, ref("usable")),
	}
	if withCost {
		cells = append(cells, empty)
	}
	return view.Row{Total: true, Cells: append(cells, empty, empty, empty)}
}

// districtCell names the district; a site that belongs to none says so.
func districtCell(l capacity.Listed) view.Cell {
	if l.District == nil {
		return view.Say(text.T("keinem zugeordnet", "assigned to none"))
	}
	return view.Name(l.District.Name, "")
}

func packageCell(l capacity.Listed) view.Cell {
	if l.Package == nil {
		return view.Cell{Blank: true}
	}
	return view.Name(l.Package.Name, "")
}

func paperCell(paper string) view.Cell {
	if paper == "" {
		return view.Cell{}
	}
	return view.Say(text.Same(paper))
}

// datedCell is a date that is marked where it is assumed.
func datedCell(d accommodation.Dated) view.Cell {
	c := view.Day(d.Date)
	if c.Known && d.Basis == figure.Assumed {
		c = c.With(assumed)
	}
	return c
}

// endCell is the end of a site; one without an end says so.
func endCell(s accommodation.Site) view.Cell {
	if s.End.Date.IsZero() {
		return view.Cell{Blank: true, Mark: openEnd}
	}
	return datedCell(s.End)
}

// reasonCell is the reason of an end; blank where there is no end.
func reasonCell(s accommodation.Site) view.Cell {
	if s.End.Date.IsZero() {
		return view.Cell{Blank: true}
	}
	return view.Say(accommodation.Label(accommodation.EndReasons, s.EndReason))
}

// trancheTable lists the packages with what the paper says and what the sites
// add up to.
func trancheTable(list []capacity.Tranche, r request) view.Table {
	t := view.Table{
		ID: "pakete", Caption: text.T("Pakete (Tranchen) und ihre Vorlagen", "Packages (tranches) and their papers"),
		Empty: text.T("Bis zu diesem Stand ist kein Paket beschlossen.", "No package has been decided as of this date."),
		Columns: []view.Column{
			{Key: "package", Name: text.T("Paket", "package")},
			{Key: "paper", Name: text.T("Vorlage", "paper")},
			{Key: "date", Name: text.T("vom", "of"), Kind: view.Date},
			{Key: "sites", Name: text.T("Standorte hier", "sites here"), Kind: view.Whole},
			{Key: "places", Name: text.T("ihre Plätze", "their places"), Unit: text.T("nominell", "nominal"), Kind: view.Whole},
			{Key: "published", Name: text.T("Plätze laut Vorlage", "places by the paper"), Kind: view.Whole},
			{Key: "cost", Name: text.T("Kosten laut Vorlage", "cost by the paper"), Unit: text.Same("EUR"), Kind: view.Money},
		},
	}
	for _, p := range list {
		cost := view.Cell{}
		if p.Cost != 0 {
			cost = view.Num(p.Cost, "")
		}
		t.Rows = append(t.Rows, view.Row{ID: "paket-" + p.ID, Cells: []view.Cell{
			view.Name(p.Name, ""), paperCell(p.Paper), view.Day(p.Date), view.Num(len(p.Known), ""),
			view.Heads(capacity.Sum(p.Known).Nominal, "package/"+p.ID), view.Heads(p.Places, ""), cost,
		}})
		t.Sources = appendNew(t.Sources, p.Source)
	}
	if len(t.Rows) > 0 {
		t.Note = text.T("Wo beide Zahlen abweichen, wurden Standorte ersetzt, geteilt oder nicht alle veröffentlicht; die Herleitung nennt sie.",
			"Where the numbers differ, sites were replaced, divided or not all published; the derivation names them.")
	}
	return t
}

// assumedNote says how many of the dates are assumptions.
func assumedNote(s capacity.Supply) text.Text {
	opening, end, ends := 0, 0, 0
	for _, l := range s.Sites {
		if l.Opening.Basis == figure.Assumed {
			opening++
		}
		if !l.End.Date.IsZero() {
			ends++
			if l.End.Basis == figure.Assumed {
				end++
			}
		}
	}
	return say(func(l text.Lang) string {
		n := func(v int) string { return l.Int(int64(v)) }
		return fmt.Sprintf(text.T("Der Tag der Öffnung ist bei %s von %s Standorten angenommen, der Tag des Endes bei %s von %s befristeten. Angenommene Tage tragen im Bild und in der Tabelle das Wort „angenommen“.",
			"The day of opening is assumed at %s of %s sites, the day of the end at %s of %s with an end. Assumed days carry the word “assumed” in picture and table.").In(l),
			n(opening), n(len(s.Sites)), n(end), n(ends))
	})
}
