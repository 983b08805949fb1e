// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"math"

	"planraum/internal/city/figure"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// scoreOfSources is how good statements were, by indicator, source and horizon.
func scoreOfSources(record forecasting.Record) view.Table {
	t := view.Table{
		ID: "quellen", Caption: text.T("Wie gut die Aussagen waren, nach Quelle und Frist", "How good statements were, by source and horizon"), Fixed: true,
		Empty: text.T("Noch ist von keiner Aussage bekannt, was kam.", "Of no statement it is known yet what came."),
		Note: text.T("Fehler = gesagt − gekommen; unter 0 war es zu niedrig. Verzerrung = mittlerer Fehler, gemessen am Mittel des Gekommenen. Steigend heißt: Was kam, lag über dem Wert, der zuletzt bekannt war, als es gesagt wurde; fallend: darunter. Zu- und Abgänge zählen je Monat, damit Monate und Jahre nebeneinander stehen können. Bereiche geben nur eigene Prognosen an. Aus wenigen Aussagen folgt wenig.",
			"Error = said − came; below 0 it was too low. Bias = mean error against the mean of what came. Rising means: what came lay above the value that was known last when it was said; falling: below. Arrivals and departures count a month, so that months and years can stand side by side. Only own forecasts give ranges. Little follows from few statements."),
		Columns: []view.Column{
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "horizon", Name: text.T("Frist", "horizon")},
			{Key: "count", Name: text.T("Aussagen", "statements"), Kind: view.Whole},
			{Key: "error", Name: text.T("mittlerer Fehler", "mean error"), Kind: view.Whole},
			{Key: "bias", Name: text.T("Verzerrung", "bias"), Kind: view.Percent},
			{Key: "absolute", Name: text.T("mittlerer Betrag des Fehlers", "mean absolute error"), Kind: view.Whole},
			{Key: "rising", Name: text.T("Verzerrung bei steigenden Zahlen", "bias when numbers rose"), Kind: view.Percent},
			{Key: "falling", Name: text.T("Verzerrung bei fallenden Zahlen", "bias when numbers fell"), Kind: view.Percent},
			{Key: "inside80", Name: text.T("im Bereich von 80\u00a0%", "inside the 80% range"), Kind: view.Percent},
			{Key: "inside95", Name: text.T("im Bereich von 95\u00a0%", "inside the 95% range"), Kind: view.Percent},
		},
	}
	for _, l := range record.Lines {
		ref := l.Ref("all")
		t.Rows = append(t.Rows, view.Row{Sum: l.Span == forecasting.AllSpans, Cells: []view.Cell{
			view.Say(withUnit(l.Indicator, l.PerMonth)), view.Say(sourceName(l)), view.Say(l.Span.Label()),
			view.Num(l.All.Count, ref), signed(rounded(l.All.Error, ref)), signed(share(l.All.Bias, ref)), rounded(l.All.Absolute, ref),
			biasOf(l.Rising, l.Ref("rising")), biasOf(l.Falling, l.Ref("falling")), share(l.Inside80, ref), share(l.Inside95, ref),
		}})
	}
	return t
}

// sourceName names who said something.
func sourceName(l forecasting.Line) text.Text {
	if l.SourceKey == forecasting.Later {
		return text.T("Planraum, nachträglich", "Planraum, afterwards")
	}
	return text.Same(l.Source)
}

// withUnit names an indicator with its unit.
func withUnit(i figure.Indicator, perMonth bool) text.Text {
	unit := unitOf(i, perMonth)
	return text.T(i.Name.De+" ("+unit.De+")", i.Name.En+" ("+unit.En+")")
}

// biasOf is the bias with the number of statements it rests on.
func biasOf(t forecasting.Tally, ref string) view.Cell {
	if t.Count == 0 {
		return view.Cell{Known: true, Blank: true}
	}
	return signed(share(t.Bias, ref)).With(text.T(fmt.Sprintf("aus %d", t.Count), fmt.Sprintf("of %d", t.Count)))
}

func rounded(v float64, ref string) view.Cell { return view.Num(int64(math.Round(v)), ref) }

// saidTable lists all that was said, by whom, and what came.
func saidTable(record forecasting.Record, r request) view.Table {
	t := view.Table{
		ID: "prognosen", Caption: text.T("Alles, was gesagt wurde, mit seinem Fehler", "All that was said, with its error"), Sorted: "made_on", Long: true,
		Empty: text.T("Bis zu diesem Stand ist keine Prognose bekannt. Ein späterer Stand zeigt mehr; Prognosen anderer kommen mit der Grundlage „forecast“ oder „announced“ über „planraum import DATEI“.",
			"No forecast is known as of this date. A later date shows more; forecasts of others come with the basis “forecast” or “announced” by “planraum import FILE”."),
		Columns: []view.Column{
			{Key: "made_on", Name: text.T("gesagt am", "said on"), Kind: view.Date},
			{Key: "paper", Name: text.T("Vorlage oder Quelle", "paper or source")},
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "target", Name: text.T("für", "for")},
			{Key: "ahead", Name: text.T("Frist", "horizon"), Unit: text.T("Monate", "months"), Kind: view.Whole},
			{Key: "said", Name: text.T("gesagt", "said"), Kind: view.Whole},
			{Key: "came", Name: text.T("kam", "came"), Kind: view.Whole},
			{Key: "unit", Name: text.T("Einheit", "unit")},
			{Key: "error", Name: text.T("Fehler", "error"), Kind: view.Whole},
			{Key: "relative", Name: text.T("Fehler, gemessen am Gekommenen", "error against what came"), Kind: view.Percent},
			{Key: "direction", Name: text.T("Zahlen", "numbers")},
		},
		Note: text.T("Fehler = gesagt − gekommen; unter 0 war es zu niedrig. Was kam, ist der Wert, den das Hauptbuch unter diesem Stand wählt; wo nur das Jahr und die übrigen Monate bekannt sind, ihr Unterschied. Von eigenen Prognosen steht hier der Median jedes Schritts.",
			"Error = said − came; below 0 it was too low. What came is the figure that the ledger picks as of this date; where only the year and its other months are known, their difference. Of own forecasts the median of each step stands here."),
	}
	for _, s := range record.Statements {
		paper := view.Say(text.Same(s.Paper))
		if !s.Origin.Outside() {
			paper.Link = r.Href(forecastsPath + "/" + s.Forecast)
		}
		said := rounded(s.Said, s.SaidRef())
		if s.Figure != nil {
			t.Sources = appendNew(t.Sources, s.Paper)
		}
		row := []view.Cell{
			view.Day(s.Made), paper, view.Say(s.Origin.Label()), view.Say(s.Indicator.Name), view.Say(say(s.Period.In)), view.Num(s.Ahead(), ""), said,
		}
		t.Rows = append(t.Rows, view.Row{Cells: append(row, cameCells(s)...)})
	}
	return t
}

// cameCells are what came of a statement and how far it was off; open where
// that is not known.
func cameCells(s forecasting.Statement) []view.Cell {
	unit := view.Say(unitOf(s.Indicator, s.PerMonth))
	if s.Came == nil {
		open := view.Cell{Blank: true, Mark: forecasting.NotKnown}
		return []view.Cell{open, unit, {Blank: true}, {Blank: true}, {Known: true, Blank: true}}
	}
	came := rounded(s.Came.Value, s.CameRef())
	if b := s.Came.From[0].Basis; s.Came.How != forecasting.AsStated {
		came = came.With(text.T("berechnet", "computed"))
	} else if b.String() != "counted" {
		came = came.With(b.Label())
	}
	direction := view.Cell{Known: true, Blank: true}
	switch {
	case s.Rising():
		direction = view.Say(text.T("steigend", "rising"))
	case s.Falling():
		direction = view.Say(text.T("fallend", "falling"))
	}
	relative := view.Cell{Known: true, Blank: true}
	if s.Came.Value != 0 {
		relative = signed(share(s.Error()/s.Came.Value, s.Ref()))
	}
	return []view.Cell{came, unit, signed(rounded(s.Error(), s.Ref())), relative, direction}
}

// issuedTable lists the forecasts issued here.
func issuedTable(list []prediction.Issued, record forecasting.Record, n subjects, r request) view.Table {
	t := view.Table{
		ID: "eigene", Caption: text.T("Eigene Prognosen", "Own forecasts"), Sorted: "made_on",
		Empty: text.T("Noch ist keine eigene Prognose abgelegt. „Neue Prognose“ rechnet eine; „planraum forecast issue“ legt jeden Monat welche ab.",
			"No own forecast has been issued yet. “New forecast” reckons one; “planraum forecast issue” issues some each month."),
		Columns: []view.Column{
			{Key: "subject", Name: text.T("Was", "what")},
			{Key: "as_of", Name: text.T("Stand der Daten", "as-of date of the data"), Kind: view.Date},
			{Key: "made_on", Name: text.T("abgelegt am", "issued on"), Kind: view.Date},
			{Key: "by", Name: text.T("von", "by")},
			{Key: "steps", Name: text.T("Schritte", "steps"), Kind: view.Whole},
			{Key: "step", Name: text.T("je", "each")},
			{Key: "method", Name: text.T("Verfahren", "method")},
			{Key: "known", Name: text.T("davon prüfbar", "of which can be scored"), Kind: view.Whole},
			{Key: "inside80", Name: text.T("im Bereich von 80\u00a0%", "inside the 80% range"), Kind: view.Whole},
		},
	}
	known, inside := map[string]int{}, map[string]int{}
	for _, s := range record.Statements {
		if s.Came != nil && !s.Origin.Outside() {
			known[s.Forecast]++
			if s.Inside[80] {
				inside[s.Forecast]++
			}
		}
	}
	for _, f := range list {
		subject := view.Say(n.subject(f.Subject))
		subject.Link = r.Href(forecastsPath + "/" + f.ID)
		held := view.Num(inside[f.ID], "")
		if known[f.ID] == 0 {
			held = view.Cell{Known: true, Blank: true}
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			subject, view.Day(f.AsOf), view.Day(f.MadeOn), view.Say(text.Same(f.By)), view.Num(f.Horizon(), ""), view.Say(stepNames[f.Frequency]),
			view.Say(text.Same(f.Method)), view.Num(known[f.ID], ""), held,
		}})
	}
	return t
}
