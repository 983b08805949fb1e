// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"planraum/internal/city/figure"
	"planraum/internal/city/prediction"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// openTable shows the last months that were not final when a forecast was made:
// as they stood and as they were taken; without rows where there were none.
func openTable(f prediction.Issued, i figure.Indicator) view.Table {
	kind := numberKind(i)
	t := view.Table{
		ID: "offene-monate", Caption: text.T("Die letzten Monate, wie sie noch werden", "The last months as they will stand"), Fixed: true,
		Note: text.T("Aus dem, wie frühere Monate nach der ersten Meldung berichtigt wurden. Üblicher Anteil: was so früh im Mittel schon gemeldet war.",
			"From how earlier months were corrected after they were first reported. Usual share: what was on average reported as early."),
		Columns: []view.Column{
			{Key: "period", Name: text.T("Monat", "month")},
			{Key: "known", Name: text.T("gemeldet", "reported"), Unit: i.Unit, Kind: kind},
			{Key: "share", Name: text.T("üblicher Anteil", "usual share"), Kind: view.Percent},
			{Key: "median", Name: text.T("zu erwarten (Median)", "to be expected (median)"), Unit: i.Unit, Kind: kind},
			{Key: "low80", Name: text.T("80\u00a0%: von", "80%: from"), Kind: kind},
			{Key: "high80", Name: text.T("80\u00a0%: bis", "80%: to"), Kind: kind},
		},
	}
	if f.Nowcast == nil {
		return t
	}
	for _, m := range f.Nowcast.Months {
		near, _ := m.Within(80)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(say(m.Month.In)), number(i, m.Known, ""), share(m.Share, ""), number(i, m.Median, ""), number(i, near.Low, ""), number(i, near.High, ""),
		}})
	}
	return t
}
