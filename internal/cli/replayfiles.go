// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"planraum/internal/desk/outlook"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
)

// replayName begins the names of a replay's files.
const replayName = "rueckschau"

// writeReplay writes the tables as CSV and the page into a folder, which is made
// where it is not there.
func writeReplay(s scope, folder string, r outlook.Report) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fault.New(fault.Unavailable, "cli.writeReplay: "+err.Error(),
			"Der Ordner „"+folder+"“ konnte nicht angelegt werden.", "The folder “"+folder+"” could not be made.")
	}
	for _, t := range r.Tables() {
		var out bytes.Buffer
		if err := table.WriteCSV(&out, s.Lang, r.Sheet(t, s.Lang)); err != nil {
			return err
		}
		if err := put(s, filepath.Join(folder, replayName+"-"+t.ID+".csv"), out.Bytes()); err != nil {
			return err
		}
	}
	var page bytes.Buffer
	if err := replayPage(s.Lang, r).Render(s.ctx, &page); err != nil {
		return fault.Wrap("cli.writeReplay", err)
	}
	if err := put(s, filepath.Join(folder, replayName+".html"), page.Bytes()); err != nil {
		return err
	}
	_, err := fmt.Fprintf(s.Err, s.say("Tabellen und Seite liegen in „%s“ (%s.html).\n", "Tables and page are in “%s” (%s.html).\n"), folder, replayName)
	return err
}
