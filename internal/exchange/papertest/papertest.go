// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package papertest holds the documents that the writers of all formats are tried on:
// a council paper, a long report, hostile texts and random ones.
package papertest

import (
	"fmt"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
)

func plain(s string) document.Run { return document.Run{Text: s} }

func paragraph(runs ...document.Run) document.Block {
	return document.Block{Paragraph: &document.Paragraph{Runs: runs}}
}

func resolution(level int, s string) document.Block {
	return document.Block{Paragraph: &document.Paragraph{Level: level, Runs: []document.Run{plain(s)}}}
}

func heading(level int, s string) document.Block {
	return document.Block{Heading: &document.Heading{Level: level, Text: s}}
}

const paperSource = "GRDrs 1330/2015, Anlage 1"

// Needed is the derivation of the places needed at the end of 2016, as GRDrs 1330/2015
// reckons them.
func Needed() figure.Derivation {
	return figure.Derivation{
		Name: text.T("Benötigte Plätze am 31.12.2016", "Places needed on 31 December 2016"), Value: text.T("13.549 Plätze", "13,549 places"),
		Rule:  text.T("12.194 / 0,90 = 13.549, kaufmännisch gerundet", "12,194 / 0.90 = 13,549, rounded half up"),
		Basis: figure.Computed, Ref: "run/4f0c/needed/2016-12",
		From: []figure.Derivation{
			{Name: text.T("Personen am 31.12.2016", "Persons on 31 December 2016"), Value: text.Same("12.194"), Basis: figure.Assumed, When: "2016-12-31", KnownFrom: period.Day(2015, 11, 27), Source: paperSource},
			{Name: text.T("Belegung", "Occupancy"), Value: text.T("90 %", "90%"), Basis: figure.Assumed, When: "2016", KnownFrom: period.Day(2015, 11, 27), Source: "GRDrs 1330/2015, Abschnitt 2"},
		},
	}
}

// number is a live number that was looked up.
func number(ref, written string, d *figure.Derivation) document.Run {
	return document.Run{Field: &document.Field{Kind: document.Number, Ref: ref, Value: &document.Value{Written: written, Derivation: d}}}
}

// Capacity is a picture of places and persons, by the figures of the paper.
func Capacity(id string) document.Picture {
	var demand []chart.Point
	start := period.MonthOf(2015, 12)
	rows := []document.Row{}
	for i := range 13 {
		n := int64(8604 + i*412)
		b := figure.Assumed
		if i > 8 {
			b = figure.Computed
		}
		demand = append(demand, chart.Point{Month: start + period.Month(i), Value: n, Basis: b})
		rows = append(rows, document.Row{Cells: []string{(start + period.Month(i)).In(text.De), text.De.Int(n), text.De.Int(8900 + int64(i/3)*700)}})
	}
	svg := chart.Capacity{
		Frame: chart.Frame{ID: id, Title: "Plätze und Bedarf", Desc: "Der Bedarf steigt über die nutzbaren Plätze.", Lang: text.De, Width: chart.Medium},
		Unit:  "Plätze", Demand: chart.Series{Name: "benötigte Plätze", Points: demand},
		Usable: []chart.Step{{From: start, Value: 8900}, {From: start + 3, Value: 9600}, {From: start + 6, Value: 10300}, {From: start + 9, Value: 11000}, {From: start + 12, Value: 11700}},
		AsOf:   period.Day(2015, 11, 27),
	}.SVG()
	return document.Picture{
		Caption: "Nutzbare und benötigte Plätze, Dezember 2015 bis Dezember 2016",
		Told:    "Linienbild: Die benötigten Plätze steigen von 8.604 auf 13.548 und liegen ab Januar 2016 über den nutzbaren Plätzen.",
		SVG:     svg,
		Table: &document.Table{
			Caption: "Werte zu: nutzbare und benötigte Plätze", Columns: []document.Column{{Name: "Monat"}, {Name: "benötigt", Unit: "Plätze", Numeric: true}, {Name: "nutzbar", Unit: "Plätze", Numeric: true}},
			Rows: rows, Sources: []string{paperSource},
		},
	}
}

// Forecast is a table of published figures.
func Forecast() document.Table {
	return document.Table{
		Caption: "Vorausberechnung der unterzubringenden Personen",
		Columns: []document.Column{{Name: "Stichtag"}, {Name: "Entwurf Haushalt (Oktober 2015)", Unit: "Personen", Numeric: true}, {Name: "Neue Planung (27.11.2015)", Unit: "Personen", Numeric: true}, {Name: "Unterschied", Unit: "Personen", Numeric: true}},
		Rows: []document.Row{
			{Cells: []string{"31.12.2016", "7.798", "12.194", "+4.396"}},
			{Cells: []string{"31.12.2017", "8.998", "13.594", "+4.596"}},
		},
		Notes: []string{"Bei den Zahlen der neuen Planung ist die Anrechnung der Landeserstaufnahme (1.550 im Jahr 2016, 1.000 im Jahr 2017) abgezogen."}, Sources: []string{paperSource},
	}
}

// Paper is a short council paper with everything that a document can hold.
func Paper() document.Document {
	needed := Needed()
	net := figure.Derivation{
		Name: text.T("Nettozugang 2016", "Net arrivals 2016"), Value: text.T("4.450 Personen", "4,450 persons"),
		Rule:  text.T("12 × 600 − 1.550 − 12 × 100 = 4.450", "12 × 600 − 1,550 − 12 × 100 = 4,450"),
		Basis: figure.Computed, Source: paperSource, KnownFrom: period.Day(2015, 11, 27),
	}
	picture := Capacity("p1")
	return document.Document{
		Title: "Antwort zum Antrag 864/2015: langfristige Planung der Unterbringung", Subtitle: "Haushalt 2016/2017", Lang: text.De, AsOf: period.Day(2015, 11, 27),
		Head: []document.Pair{
			{Name: "Drucksache", Value: "GRDrs 1330/2015"}, {Name: "Beratungsfolge", Value: "Sozial- und Gesundheitsausschuss (Vorberatung), Verwaltungsausschuss (Beschlussfassung)"}, {Name: "Stand der Zahlen", Value: "27.11.2015"},
		},
		Blocks: []document.Block{
			heading(1, "Beschlussantrag"),
			resolution(1, "Die Planung der Unterbringung bis Ende 2017 wird zur Kenntnis genommen."),
			resolution(1, "Für die langfristige Planung wird eine Stelle geschaffen:"),
			resolution(2, "1,0 Stelle in Entgeltgruppe 13 ab Januar 2016."),
			resolution(2, "Die Aufgaben sind Konzept, Abstimmung und langfristige Planung."),
			resolution(1, "Über das Ergebnis wird jährlich berichtet."),
			heading(1, "Begründung"),
			heading(2, "Bedarf an Plätzen"),
			paragraph(plain("Ende 2016 werden voraussichtlich "), number("run/4f0c/needed/2016-12", "13.549", &needed), plain(" Plätze gebraucht. Der Nettozugang des Jahres beträgt "),
				number("run/4f0c/net/2016", "4.450", &net), plain(" Personen. Zum Vergleich: Die "), number("run/4f0c/needed/2016-12", "13.549", &needed),
				plain(" Plätze liegen weit über dem Entwurf des Haushalts. Die Zahl der Stellen ist "),
				document.Run{Field: &document.Field{Kind: document.Number, Ref: "run/4f0c/posts/2016-12"}}, plain(".")),
			{Field: &document.Field{Kind: document.Rows, Ref: "run/4f0c/table", Value: &document.Value{Table: ptr(Forecast())}}},
			paragraph(document.Run{Text: "Die Lücke wächst jeden Monat.", Strong: true}, plain(" Das zeigt die Abbildung; "), document.Run{Text: "kursiv", Emph: true}, plain(" gesetzt sind Annahmen. Grundlage ist die "),
				document.Run{Text: "Drucksache im Ratsinformationssystem", Link: "https://www.domino1.stuttgart.de/web/ksd/ksdRedSystem.nsf?a=1&b=2"}, plain(".")),
			{Field: &document.Field{Kind: document.Chart, Ref: "run/4f0c/needed", Value: &document.Value{Picture: &picture}}},
			heading(3, "Was zu tun ist"),
			{List: &document.List{Items: []document.Paragraph{{Runs: []document.Run{plain("Standorte sichern")}}, {Runs: []document.Run{plain("Verträge verlängern, die 2017 enden")}}}}},
			{List: &document.List{Ordered: true, Items: []document.Paragraph{{Runs: []document.Run{plain("Prüfung der Flächen")}}, {Runs: []document.Run{plain("Beteiligung der Bezirksbeiräte")}}}}},
			{List: &document.List{Ordered: true, Items: []document.Paragraph{{Runs: []document.Run{plain("Beginn wieder bei eins")}}}}},
			heading(4, "Finanzielle Auswirkungen"),
			{Table: &document.Table{
				Caption: "Aufwand nach Haushaltsjahren", Columns: []document.Column{{Name: "Position"}, {Name: "2016", Unit: "EUR", Numeric: true}, {Name: "2017", Unit: "EUR", Numeric: true}},
				Rows:  []document.Row{{Cells: []string{"Personal (Beispielwert)", "80.000", "81.600"}}, {Cells: []string{"", " ", ""}}, {Cells: []string{"Arbeitsplatz (Beispielwert)", "5.000", "2.000"}}, {Cells: []string{"Summe", "85.000", "83.600"}, Total: true}},
				Notes: []string{"Die Beträge sind Beispielwerte dieser Probe."},
			}},
		},
	}
}

func ptr[T any](v T) *T { return &v }

// Report is a long report: 12 chapters, each with a table of 40 rows and ten numbers,
// and a chart in the first 8.
func Report() document.Document {
	d := document.Document{Title: "Jahresbericht Flüchtlinge", Lang: text.De, AsOf: period.Day(2016, 12, 31)}
	const filling = "Die Unterbringung richtet sich nach den Zuweisungen des Landes und nach den Plätzen, die in den Bezirken zur Verfügung stehen. Wo Verträge enden, werden sie verlängert oder durch neue Standorte ersetzt. "
	for c := range 12 {
		d.Blocks = append(d.Blocks, heading(1, fmt.Sprintf("Kapitel %d", c+1)))
		for s := range 10 {
			ref := fmt.Sprintf("run/4f0c/needed/%d-%d", c, s)
			v := Needed()
			v.Ref = ref
			d.Blocks = append(d.Blocks, heading(2, fmt.Sprintf("Abschnitt %d.%d", c+1, s+1)))
			for range 4 {
				d.Blocks = append(d.Blocks, paragraph(plain(filling+filling+"Es sind "), number(ref, "13.549", &v), plain(" Plätze. "+filling)))
			}
		}
		t := Forecast()
		t.Caption = fmt.Sprintf("Zahlen zu Kapitel %d", c+1)
		t.Rows = nil
		for i := range 40 {
			t.Rows = append(t.Rows, document.Row{Cells: []string{fmt.Sprintf("%02d.01.2016", i%28+1), "7.798", "12.194", "+4.396"}, Total: i == 39})
		}
		d.Blocks = append(d.Blocks, document.Block{Table: &t})
		if c < 8 {
			d.Blocks = append(d.Blocks, document.Block{Picture: ptr(Capacity(fmt.Sprintf("c%d", c)))})
		}
	}
	return d
}
