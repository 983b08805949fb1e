// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"

	"planraum/internal/city/figure"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// partChoices name what a forecast can be asked for with.
var partChoices = []struct {
	level string
	name  text.Text
}{
	{"", text.T("nur dieses Gebiet", "this area alone")},
	{"district", text.T("mit Stadtbezirken", "with its districts")},
	{"subdistrict", text.T("mit Stadtbezirken und Stadtteilen", "with its districts and subdistricts")},
}

// partTables are what was said of the areas: of the last step, and of every one.
// Both have no rows where the areas were not asked for.
func partTables(f prediction.Issued, i figure.Indicator, n subjects, kept bool) (last, all view.Table) {
	kind := numberKind(i)
	numbers := []view.Column{
		{Key: "mean", Name: text.T("Mittelwert", "mean"), Unit: i.Unit, Kind: kind},
		{Key: "median", Name: text.T("Median", "median"), Kind: kind},
		{Key: "low80", Name: text.T("80\u00a0%: von", "80%: from"), Kind: kind},
		{Key: "high80", Name: text.T("80\u00a0%: bis", "80%: to"), Kind: kind},
	}
	name := view.Column{Key: "area", Name: text.T("Gebiet", "area")}
	last = view.Table{ID: "gebiete", Fixed: true, Columns: append([]view.Column{
		name, {Key: "residents", Name: text.T("Einwohner", "inhabitants"), Kind: view.Whole}, {Key: "basis", Name: text.T("Grundlage", "basis")},
	}, numbers...)}
	all = view.Table{ID: "gebiete-schritte", Fixed: true, Long: true, Columns: append([]view.Column{{Key: "period", Name: text.T("Zeitraum", "period")}, name}, numbers...)}
	if f.Parts == nil {
		return last, all
	}
	end := len(f.Steps) - 1
	last.Caption = say(func(l text.Lang) string {
		return text.T("Nach Gebieten: ", "By area: ").In(l) + f.Steps[end].Period().In(l)
	})
	last.Note, all.Caption = partNote(f), text.T("Nach Gebieten, Schritt für Schritt", "By area, step by step")
	for k, p := range f.Parts.Areas {
		label := partName(p, n)
		for at, s := range p.Steps {
			ref := func(item string) string {
				if !kept {
					return ""
				}
				return fmt.Sprintf("prediction/%s/%d/part%d%s", f.ID, at+1, k+1, item)
			}
			cells := []view.Cell{number(i, s.Mean, ref("mean")), number(i, s.Median, ref("median")), number(i, s.Low, ref("low80")), number(i, s.High, ref("high80"))}
			all.Rows = append(all.Rows, view.Row{Cells: append([]view.Cell{view.Say(say(f.Steps[at].Period().In)), view.Say(label)}, cells...)})
			if at == end {
				people := view.Cell{}
				if p.Residents != nil {
					people = view.Num(*p.Residents, "")
					if kept {
						people.Ref = ref("residents")
					}
				}
				last.Rows = append(last.Rows, view.Row{Area: p.Area, Cells: append([]view.Cell{view.Say(label), people, view.Say(forecasting.PartWords(p))}, cells...)})
			}
		}
	}
	near, _ := f.Steps[end].Within(80)
	blank := view.Cell{Known: true, Blank: true}
	last.Rows = append(last.Rows, view.Row{Sum: true, Cells: []view.Cell{
		view.Say(text.T("zusammen", "together")), blank, blank, number(i, f.Steps[end].Mean, stepRef(f, end, "mean", kept)), number(i, f.Steps[end].Median, stepRef(f, end, "median", kept)),
		number(i, near.Low, stepRef(f, end, "low80", kept)), number(i, near.High, stepRef(f, end, "high80", kept)),
	}})
	return last, all
}

func stepRef(f prediction.Issued, step int, item string, kept bool) string {
	if !kept {
		return ""
	}
	return fmt.Sprintf("prediction/%s/%d/%s", f.ID, step+1, item)
}

// partName names an area; a subdistrict after its district.
func partName(p prediction.Part, n subjects) text.Text {
	return say(func(l text.Lang) string { return n.where.of(p.Area, l) })
}

// partNote says how areas add up and which are shares.
func partNote(f prediction.Issued) text.Text {
	own := 0
	for _, p := range f.Parts.Areas {
		if p.Own {
			own++
		}
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("In jedem Verlauf der Stichprobe ist das Ganze die Summe seiner Gebiete. Deshalb ergeben die Mittelwerte eine Summe (bis auf die Rundung), Mediane und Grenzen nicht. %s von %s Gebieten haben eine eigene Prognose; die anderen sind Anteile: Unter etwa 8.000 Einwohnern oder ohne eigene Reihe ist der Verlauf eines Gebiets vor allem Zufall.",
			"In every course of the sample the whole is the sum of its areas. So means add up (but for rounding), medians and bounds do not. %s of %s areas have a forecast of their own; the others are shares: below about 8,000 inhabitants or without a series of its own the course of an area is mostly chance.").In(l),
			l.Int(int64(own)), l.Int(int64(len(f.Parts.Areas)))) + weightWords(f.Parts.Weight).In(l)
	})
}

func weightWords(weight string) text.Text {
	switch weight {
	case prediction.ByErrors:
		return text.T(" Abgestimmt nach den bisherigen Fehlern der Gebiete: Was unsicherer ist, wird mehr bewegt.", " Reconciled by the past errors of the areas: what is less certain is moved more.")
	case prediction.ByStructure:
		return text.T(" Abgestimmt nach der Zahl der Gebiete, weil für die Fehler zu wenige gemeinsame Werte bekannt sind.", " Reconciled by the number of areas, because too few common values are known for their errors.")
	}
	return text.Text{}
}

// partsSentence tells where most are expected, in one sentence; nothing without
// areas.
func partsSentence(f prediction.Issued, i figure.Indicator, n subjects) text.Text {
	if f.Parts == nil {
		return text.Text{}
	}
	end, most := len(f.Steps)-1, prediction.Part{}
	for _, p := range f.Parts.Areas {
		if p.Within == f.Area && (most.Area == "" || p.Steps[end].Mean > most.Steps[end].Mean) {
			most = p
		}
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Am meisten sind in %s zu erwarten: im Mittel %s von %s %s.", "Most are to be expected in %s: on average %s of %s %s.").In(l), n.where.of(most.Area, l),
			forecasting.Write(l, most.Steps[end].Mean, decimals(i)), forecasting.Write(l, f.Steps[end].Mean, decimals(i)), i.Unit.In(l))
	})
}
