// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"planraum/internal/city/backup"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type restoreCommand struct {
	File    string `arg:"" help:"help.backupfile" complete:"file"`
	Replace bool   `help:"help.replace"`
	JSON    bool   `name:"json" help:"help.json"`
}

// Run makes a backup the database.
func (c restoreCommand) Run(s scope) error {
	if strings.Contains(s.database, "://") {
		return fault.New(fault.Invalid, "cli.restore", "PostgreSQL wird mit pg_restore wiederhergestellt (siehe docs/operations.md).",
			"PostgreSQL is restored with pg_restore (see docs/operations.md).")
	}
	tell, stop := stages(s)
	database := strings.TrimPrefix(s.database, "sqlite:")
	m, aside, err := s.Backups.Restore(s.ctx, c.File, database, c.Replace, tell)
	stop()
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s, restoredFile{database, aside, m})
	}
	fmt.Fprintln(s.Out, s.say("Wiederhergestellt: ", "restored: ")+database)
	printManifest(s, m)
	if aside != "" {
		fmt.Fprintln(s.Out, s.say("Die bisherige Datenbank liegt unter ", "The database that was there lies at ")+aside+
			s.say(". Bitte löschen, wenn alles stimmt.", ". Please delete it when all is well."))
	}
	return nil
}

// restoredFile is what was restored, as JSON.
type restoredFile struct {
	Database string          `json:"database"`
	Aside    string          `json:"aside,omitempty"`
	Manifest backup.Manifest `json:"manifest"`
}

type backupManifestCommand struct {
	Output string `short:"o" complete:"file" help:"help.exportoutput"`
	Dump   string `help:"help.backupdump" complete:"file"`
}

// Run writes what the database holds.
func (c backupManifestCommand) Run(s scope) error {
	if missing(s.database) {
		return noDatabase(s)
	}
	tell, stop := stages(s)
	m, err := s.Backups.Manifest(s.ctx, s.database, c.Dump, tell)
	stop()
	if err != nil {
		return err
	}
	content, err := json.MarshalIndent(sealed{m, m.Contents.Digest()}, "", "  ")
	if err != nil {
		return fault.Wrap("cli.manifest", err)
	}
	return put(s, c.Output, append(content, '\n'))
}

// sealed is a manifest in a file of its own, with the digest that tells whether
// it is as it was written.
type sealed struct {
	backup.Manifest
	Digest string `json:"digest"`
}

// readManifest reads a file of backup manifest.
func readManifest(name string) (backup.Manifest, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return backup.Manifest{}, &fault.Error{
			Kind: fault.NotFound, Op: "cli.readManifest", Cause: err,
			Say: text.T("„"+name+"“ kann nicht gelesen werden.", "“"+name+"” cannot be read."),
		}
	}
	var m sealed
	if err := json.Unmarshal(content, &m); err != nil || m.Digest == "" || m.Digest != m.Contents.Digest() {
		return m.Manifest, &fault.Error{
			Kind: fault.Invalid, Op: "cli.readManifest", Cause: err,
			Say: text.T("„"+name+"“ ist kein Verzeichnis einer Sicherung oder wurde verändert.", "“"+name+"” is no manifest of a backup or was changed."),
		}
	}
	return m.Manifest, nil
}
