// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"fmt"

	"planraum/internal/city/figure"
	"planraum/internal/text"
)

// Explain says how the paths of a demand came about: the figures with their sources,
// what was filled between them, how arrivals were forecast and how many leave.
func (d Demand) Explain() figure.Derivation {
	node := figure.Derivation{
		Name:  text.T("Mögliche Verläufe der untergebrachten Personen", "possible courses of the accommodated persons"),
		Value: both(func(l text.Lang) string { return l.Int(int64(len(d.Persons))) + text.T(" Verläufe", " courses").In(l) }),
		Basis: figure.Computed, KnownFrom: d.AsOf,
		Rule: both(d.rule),
		Note: text.T("Einen Anstieg oder sein Ende sieht kein Verlauf voraus. Dafür gibt es Szenarien.", "No course foresees a surge or its end. Scenarios are for that."),
	}
	for _, u := range d.Past.Used {
		node.From = append(node.From, figureNode(u.Figure))
	}
	return node
}

func (d Demand) rule(l text.Lang) string {
	s := fmt.Sprintf(text.T(
		"Aus %s Angaben, die am %s bekannt waren, ergibt sich die Rechnung bis %s; %s von %s Monatsenden sind nicht gezählt, sondern aus den Nachbarn gefüllt. ",
		"%s figures that were known on %s give the account until %s; %s of %s ends of months are not counted but filled from their neighbours. ").In(l),
		l.Int(int64(len(d.Past.Used))), d.AsOf.In(l), d.Past.Last().In(l), l.Int(int64(d.Past.Filled)), l.Int(int64(len(d.Past.Arrivals))))
	s += text.T("Zugänge: ", "Arrivals: ").In(l) + d.Arrivals.Why.In(l) + " "
	s += fmt.Sprintf(text.T("Abgänge: im Monat gehen %s der Untergebrachten (80 %% der Verläufe: %s bis %s). Startzahl der Zufallsziehung: %d.",
		"Departures: %s of those accommodated leave in a month (80 %% of the courses: %s to %s). Seed: %d.").In(l),
		tenths(d.Leaving.Middle, l), tenths(d.Leaving.Low, l), tenths(d.Leaving.High, l), d.Seed)
	for _, x := range d.Scenarios {
		s += " " + text.T("Szenario: ", "Scenario: ").In(l) + x.Name + "."
	}
	return s
}

// tenths writes a share in percent with one decimal.
func tenths(share float64, l text.Lang) string { return l.Percent(int64(share*1000+0.5), 1) }

func both(write func(l text.Lang) string) text.Text {
	return text.T(write(text.De), write(text.En))
}

func figureNode(f figure.Figure) figure.Derivation {
	source := f.Source
	if f.File != "" {
		source = fmt.Sprintf("%s (%s, Zeile %d)", f.Source, f.File, f.Line)
	}
	name := map[string]text.Text{
		Persons: text.T("Personen", "persons"), Arrivals: text.T("Zugänge", "arrivals"),
		Departures: text.T("Abgänge", "departures"), Corrections: text.T("Bereinigungen", "corrections"),
	}[f.Indicator]
	return figure.Derivation{
		Name:  both(func(l text.Lang) string { return name.In(l) + ", " + f.Period.In(l) }),
		Value: both(func(l text.Lang) string { return f.Written(l) + text.T(" Personen", " persons").In(l) }),
		Basis: f.Basis, Date: f.Period, When: f.Period.String(), KnownFrom: f.KnownFrom, Source: source, Release: f.Release.Say(),
		Note: text.Same(f.Note), Figure: f.ID, Ref: fmt.Sprintf("figure/%d", f.ID),
	}
}
