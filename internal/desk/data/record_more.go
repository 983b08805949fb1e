// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"fmt"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	profile "planraum/internal/city/source"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/text"
)

func tellNorm(n need.Norm) figure.Derivation {
	return figure.Derivation{
		Name: text.Same(n.Name), Value: text.Same(n.Value + " " + n.Unit),
		Rule: both(func(l text.Lang) string {
			return text.T("Richtwert; Status: ", "norm; status: ").In(l) + need.StatusLabel(n.Status).In(l) + "; " + validity(l, n.ValidFrom, period.Date{}) + "."
		}),
		Basis: figure.Reported, KnownFrom: n.KnownFrom, Source: n.Source,
		From: part("Geltung wie gedruckt", "validity as printed", text.Same(n.Scope)),
	}
}

func tellPackage(p cityfile.Package) figure.Derivation {
	count := func(de, en string, n unit.Headcount) []figure.Derivation {
		if n == 0 {
			return nil
		}
		return part(de, en, both(func(l text.Lang) string { return l.Int(int64(n)) }))
	}
	money := func(de, en string, n unit.Cents) []figure.Derivation {
		if n == 0 {
			return nil
		}
		return part(de, en, both(func(l text.Lang) string { return l.Euro(int64(n)) }))
	}
	return figure.Derivation{
		Name:  text.Same(p.Name),
		Value: both(func(l text.Lang) string { return l.Int(int64(p.Places)) + " " + text.T("Plätze", "places").In(l) }),
		Rule:  both(func(l text.Lang) string { return p.Paper + text.T(" vom ", " of ").In(l) + p.Date.In(l) + "." }),
		Basis: figure.Reported, KnownFrom: p.KnownFrom, Source: p.Source, Note: text.Same(p.Note),
		From: parts(count("Standorte", "sites", p.Sites), count("Gebäude", "buildings", p.Buildings),
			money("Kosten", "cost", p.Cost), money("Kosten je Platz", "cost per place", p.CostPerPlace)),
	}
}

func tellWeight(w cityfile.Weight) figure.Derivation {
	unitName := text.T("Personen", "persons")
	if w.Unit == "percent" {
		unitName = text.T("Prozent", "percent")
	}
	return figure.Derivation{
		Name:  text.Same(w.Key + ": " + w.Part),
		Value: both(func(l text.Lang) string { return l.Decimal(w.Weight.Amount, w.Weight.Places) + " " + unitName.In(l) }),
		Rule: both(func(l text.Lang) string {
			return text.T("Anteil in einem Verteilungsschlüssel; ", "part in an apportionment key; ").In(l) + validity(l, w.ValidFrom, w.ValidTo) + "."
		}),
		Basis: figure.Reported, KnownFrom: w.KnownFrom, Source: w.Source, Note: text.Same(w.Note),
		From: part("Gruppe", "group", text.Same(string(w.Group))),
	}
}

func tellSetting(s cityfile.Setting) figure.Derivation {
	return figure.Derivation{
		Name: text.T("Einstellung "+s.Key, "setting "+s.Key), Value: text.Same(s.Value),
		Rule:      text.T("Festlegung dieser Installation.", "A setting of this installation."),
		KnownFrom: s.KnownFrom, Source: s.Source,
	}
}

func tellSource(p profile.Profile) figure.Derivation {
	every := profile.RhythmLabel(p.Every)
	return figure.Derivation{
		Name: text.T("Quelle: "+p.Name, "source: "+p.Name), Value: p.Kind.Label(),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Gilt für Angaben, die so beginnen: %s.", "Holds for sources that begin so: %s.").In(l), strings.Join(p.Matches, "; "))
		}),
		KnownFrom: p.KnownFrom, Source: p.Source, Note: text.Same(p.Note),
		From: parts(part("Stelle", "office", text.Same(p.Office)), part("Lizenz", "licence", text.Same(p.Licence)), part("Rhythmus", "rhythm", every)),
	}
}

// tellPlan shows on what a plan rests; what it comes to is the run's.
func tellPlan(p plan.Plan) figure.Derivation {
	d := figure.Derivation{
		Name:  text.T("Plan: "+p.Name, "plan: "+p.Name),
		Value: both(func(l text.Lang) string { return p.From.In(l) + " – " + p.To.In(l) }),
		Rule: both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Rechnet mit dem, was am %s bekannt war.", "Reckons with what was known on %s.").In(l), p.AsOf.In(l))
		}),
		Basis: figure.Assumed, KnownFrom: p.AsOf, Source: p.Source, Note: text.Same(p.Note),
	}
	for _, list := range []struct {
		name  text.Text
		flows []plan.Flow
	}{
		{text.T("Zugänge", "arrivals"), p.Arrivals},
		{text.T("Abgänge", "departures"), p.Departures},
		{text.T("Anrechnungen", "credits"), p.Credits},
		{text.T("Bereinigungen", "corrections"), p.Corrections},
	} {
		for _, f := range list.flows {
			d.From = append(d.From, figure.Derivation{
				Name: text.T(list.name.De+": "+f.Name, list.name.En+": "+f.Name), Value: both(func(l text.Lang) string { return flowValue(l, f) }),
				Basis: f.Basis, Source: f.Source,
			})
		}
	}
	return d
}

func flowValue(l text.Lang, f plan.Flow) string {
	span := ", " + f.From.In(l) + text.T(" bis ", " to ").In(l) + f.To.In(l)
	if f.Total != nil {
		return l.Int(int64(*f.Total)) + text.T(" insgesamt", " in all").In(l) + span
	}
	if f.PerMonth != nil {
		return l.Int(int64(*f.PerMonth)) + text.T(" im Monat", " a month").In(l) + span
	}
	return text.T("unbekannt", "unknown").In(l)
}

func tellBreak(b figure.Break) figure.Derivation {
	return figure.Derivation{
		Name: both(func(l text.Lang) string {
			return text.T("Bruch der Reihe am ", "break of the series on ").In(l) + b.Day.In(l)
		}),
		Value: b.Text, Basis: figure.Reported, KnownFrom: b.KnownFrom, Source: b.Source,
		Rule: text.T("Werte vor und nach diesem Tag sind nicht ohne Weiteres vergleichbar.", "Values before and after this day cannot be compared as they stand."),
		From: parts(part("Kennzahl", "indicator", text.Same(b.Indicator)), part("Gebiet", "area", text.Same(string(b.Area))), part("Zielgruppe", "group", text.Same(string(b.Group)))),
	}
}
