// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/capacity"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
)

var belowTable = text.T("Die Werte stehen in der Tabelle darunter.", "The values stand in the table below.")

// demandChart draws the needed places against the usable ones: counted until
// the as-of date, as the plan reckons them after it.
func demandChart(state placesState, r request) string {
	picture := chart.Capacity{
		Unit: r.In(placesUnit), UsableName: r.T("nutzbare Plätze", "usable places"),
		Demand: chart.Series{Name: r.T("benötigte Plätze", "places needed")}, AsOf: r.AsOf, Breaks: state.breaks.drawn(r.Lang),
	}
	before := int64(-1)
	step := func(m period.Month, usable int64) {
		if usable != before {
			picture.Usable = append(picture.Usable, chart.Step{From: m, Value: usable})
			before = usable
		}
	}
	demand := func(m period.Month, needed int64, basis figure.Basis) {
		picture.Demand.Points = append(picture.Demand.Points, chart.Point{Month: m, Value: needed, Basis: basis})
	}
	for _, row := range courseRows(state, r.AsOf) {
		switch {
		case row.plan != nil:
			demand(row.month, int64(row.plan.Needed), figure.Computed)
			step(row.month, int64(row.plan.Usable))
		case row.seen != nil:
			step(row.month, int64(row.seen.Usable))
		}
		if row.counted != nil {
			demand(row.month, int64(row.counted.Needed), row.counted.Persons.Basis)
		}
		picture.To = row.month
	}
	if state.out.outdated() {
		picture.Note = r.T("nach dem überholten Plan", "by the outdated plan")
	}
	for _, d := range state.out.decisions {
		if !d.Past {
			picture.Decisions = append(picture.Decisions, chart.Mark{Date: d.Latest, Label: r.In(accommodation.Label(accommodation.Kinds, d.LeadTime.Kind))})
		}
	}
	frame := chart.Frame{
		ID: "bedarf", Lang: r.Lang, Title: r.T("Benötigte und nutzbare Plätze nach Monaten", "Places needed and usable by month"),
		Desc: r.In(placesSentence(state, r)) + " " + r.In(belowTable),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

func demandNote(state placesState) text.Text {
	if state.out.withheld {
		return text.T("Punkte: benötigte Plätze nach Zählungen (Personen / Auslastung). Stufen: nutzbare Plätze der bekannten Standorte.",
			"Dots: places needed by counts (persons / utilisation). Steps: usable places of the known sites.")
	}
	if !state.out.ok {
		return text.T("Punkte: benötigte Plätze nach Zählungen (Personen / Auslastung). Stufen: nutzbare Plätze der bekannten Standorte. Ohne Plan zeigt das Bild keinen künftigen Bedarf.",
			"Dots: places needed by counts (persons / utilisation). Steps: usable places of the known sites. Without a plan the picture shows no future demand.")
	}
	return text.T("Bis zum Stand sind benötigte Plätze aus gezählten Personen gerechnet (Personen / Auslastung), danach aus den Annahmen des Plans „"+state.out.plan+"“ (dünne Linie). Stufen sind nutzbare Plätze. Entscheidungen, deren Tag vorbei ist, stehen nur in der Tabelle.",
		"Until the as-of date places needed come from counted persons (persons / utilisation), after it from the assumptions of the plan “"+state.out.plan+"” (thin line). Steps are usable places. Decisions whose day is past stand in the table only.")
}

var certainties = map[accommodation.Certainty]chart.Certainty{
	accommodation.InOperation: chart.InOperation, accommodation.Decided: chart.Decided,
	accommodation.Planned: chart.Planned, accommodation.Proposed: chart.Proposed,
}

// shortReasons are the reasons of an end in a word, for the ends of bars.
var shortReasons = map[accommodation.EndReason]text.Text{
	accommodation.Permit:     text.T("Genehmigung", "permit"),
	accommodation.Lease:      text.T("Mietende", "lease"),
	accommodation.Demolition: text.T("Abbruch", "demolition"),
	accommodation.Season:     text.T("Saison", "season"),
	accommodation.Closure:    text.T("Schließung", "closure"),
}

// expiryChart draws the sites from opening to end, package by package.
func expiryChart(s capacity.Supply, r request) string {
	picture := chart.Expiry{AsOf: r.AsOf}
	picture.From = r.AsOf.Month()
	drawn := drawnSites(s, r)
	for _, l := range drawn {
		bar := chart.Tenure{
			Group: r.T("ohne Paket", "without package"), Name: l.Name, Places: chart.Num(int64(l.Usable())),
			Opening: l.Opening.Date, End: l.End.Date, Certainty: certainties[l.Certainty],
			Href: r.siteHref(l.Site),
		}
		if l.Package != nil {
			bar.Group = l.Package.Name + " (" + l.Package.Paper + ")"
		}
		picture.Sites = append(picture.Sites, bar)
		// older bars begin at the left edge
		picture.From = min(picture.From, max(l.Opening.Date.Month(), r.AsOf.Month()-lookBack))
	}
	frame := chart.Frame{
		ID: "laufzeiten", Lang: r.Lang, Title: r.T("Standorte von der Öffnung bis zum Ende", "Sites from opening to end"),
		Desc: r.In(expiryNote(s, len(drawn))) + " " + r.In(belowTable),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		for i, l := range drawn {
			picture.Sites[i].Reason = r.In(barReason(l.Site, f.Width == chart.Narrow))
		}
		return picture.SVG()
	})
}

// barReason says why a bar ends, and that its dates are assumed; only that
// where there is little room.
func barReason(s accommodation.Site, short bool) text.Text {
	uncertain := s.Opening.Basis == figure.Assumed || s.End.Basis == figure.Assumed
	switch {
	case short && uncertain:
		return text.T("angen.", "assumed")
	case s.End.Date.IsZero() && s.Opening.Basis == figure.Assumed:
		return text.T("Öffnung angenommen", "opening assumed")
	case s.End.Date.IsZero():
		return text.Text{}
	}
	reason := shortReasons[s.EndReason]
	if s.End.Basis != figure.Assumed {
		return reason
	}
	if (reason == text.Text{}) {
		return assumed
	}
	return text.T(reason.De+", "+assumed.De, reason.En+", "+assumed.En)
}

// cliffChart draws what opens and what ends by half-year.
func cliffChart(halves []capacity.Half, r request) string {
	picture := chart.Cliff{Unit: r.T("Plätze je Halbjahr", "places a half-year")}
	for _, h := range halves {
		picture.Bars = append(picture.Bars, chart.CliffBar{Period: h.Span, Open: int64(h.Opens), End: int64(h.Ends)})
	}
	frame := chart.Frame{
		ID: "platzklippe", Lang: r.Lang, Title: r.T("Platzklippe: was öffnet und was endet", "The cliff: what opens and what ends"),
		Desc: r.In(belowTable),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}
