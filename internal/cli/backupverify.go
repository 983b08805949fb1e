// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"planraum/internal/city/backup"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type backupVerifyCommand struct {
	File     string `arg:"" optional:"" help:"help.backupfile" complete:"file"`
	Manifest string `help:"help.backupcompare" complete:"file"`
	JSON     bool   `name:"json" help:"help.json"`
}

// Run checks a backup, or a database.
func (c backupVerifyCommand) Run(s scope) error {
	if c.File != "" && c.Manifest != "" {
		return fault.New(fault.Invalid, "cli.verify", "Entweder eine Sicherung oder --manifest, nicht beides: Eine Sicherung enthält ihr Verzeichnis.",
			"Either a backup or --manifest, not both: a backup holds its manifest.")
	}
	m, err := staged(s, func(tell Telling) (backup.Manifest, error) { return c.verified(s, tell) })
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s, m)
	}
	fmt.Fprintln(s.Out, s.say("In Ordnung.", "In order."))
	printManifest(s, m)
	return nil
}

func (c backupVerifyCommand) verified(s scope, tell Telling) (backup.Manifest, error) {
	if c.File != "" {
		m, err := s.Backups.Verify(s.ctx, c.File, tell)
		s.record(safekeeping.Verified(copyAt(c.File, m), err))
		return m, err
	}
	if missing(s.database) {
		return backup.Manifest{}, noDatabase(s)
	}
	var want backup.Manifest
	if c.Manifest != "" {
		var err error
		if want, err = readManifest(c.Manifest); err != nil {
			return want, err
		}
	}
	seen, err := s.Backups.Manifest(s.ctx, s.database, "", tell)
	if err == nil && c.Manifest != "" {
		err = compared(s, want, seen)
	}
	return seen, err
}

// compared refuses a database that is not as its manifest says, table by table.
func compared(s scope, want, seen backup.Manifest) error {
	if want.Schema == seen.Schema && want.Contents.Digest() == seen.Contents.Digest() {
		return nil
	}
	rows := []fault.Row{}
	for _, d := range want.Differences(seen.Contents) {
		rows = append(rows, fault.Row{File: s.base(), Column: d.Table, Value: fmt.Sprint(max(d.Seen, 0)), Expected: expectedRows(d)})
	}
	if want.Position != seen.Position {
		rows = append(rows, fault.Row{File: s.base(), Column: "position", Value: fmt.Sprint(seen.Position), Expected: text.Same(fmt.Sprint(want.Position))})
	}
	return &fault.Error{Kind: fault.Invalid, Op: "cli.compared", Rows: rows, Say: text.T(
		"Die Datenbank enthält etwas anderes, als das Verzeichnis sagt.", "The database holds something else than the manifest says.")}
}

// base names the database without what may be secret in its address.
func (s scope) base() string {
	if strings.Contains(s.database, "://") {
		return "PostgreSQL"
	}
	return filepath.Base(s.database)
}

func expectedRows(d backup.Difference) text.Text {
	switch {
	case d.Expected < 0:
		return text.T("keine solche Tabelle", "no such table")
	case d.Expected == d.Seen:
		return text.T("dieselbe Zahl von Zeilen, aber anderer Inhalt", "as many rows, but with other content")
	}
	return text.T(fmt.Sprintf("%d Zeilen", d.Expected), fmt.Sprintf("%d rows", d.Expected))
}
