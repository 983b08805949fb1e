// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// backupTable is what a backup has made and which older ones have aged out.
func backupTable(j job.Job) (*view.Table, error) {
	made, err := safekeeping.ReadResult(j.Result)
	if err != nil {
		return nil, err
	}
	t := &view.Table{
		ID: "sicherungen", Caption: text.T("Sicherungen", "Backups"),
		Empty: text.T("Es war keine Sicherung fällig, und keine ist ausgelaufen.", "No backup was due, and none has aged out."),
		Note:  text.T("Die neueste Sicherung bleibt über ihren Tag hinaus, bis es eine neuere gibt.", "The newest backup stays beyond its day until there is a newer one."),
		Columns: []view.Column{
			{Key: "file", Name: text.T("Datei", "file")},
			{Key: "what", Name: text.T("was", "what")},
			{Key: "position", Name: text.T("Stand des Zahlenwerks", "position of the ledger"), Kind: view.Whole},
			{Key: "kilobytes", Name: text.T("Größe in Kilobyte", "size in kilobytes"), Kind: view.Whole},
			{Key: "ages", Name: text.T("läuft aus am", "ages out on"), Kind: view.Date},
		},
	}
	if made.Made != "" {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(text.Same(made.Made)), view.Say(text.T("gesichert und zurückgelesen", "made and read back")),
			view.Num(made.Position, ""), view.Num((made.Bytes+999)/1000, ""), view.Day(period.OfTime(made.AgesOut)),
		}})
	}
	for _, name := range made.AgedOut {
		blank := view.Cell{Blank: true}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(text.Same(name)), view.Say(text.T("ausgelaufen und gelöscht", "aged out and deleted")), blank, blank, blank}})
	}
	return t, nil
}
