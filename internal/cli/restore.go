// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"planraum/internal/city/backup"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type restoreCommand struct {
	File    string `arg:"" help:"help.backupfile" complete:"file"`
	Replace bool   `help:"help.replace"`
	JSON    bool   `name:"json" help:"help.json"`
}

// Run makes a backup the database. On PostgreSQL, where other tools restore, it
// takes the manifest that was written with the dump and does what is left to do.
func (c restoreCommand) Run(s scope) error {
	done, err := staged(s, func(tell Telling) (Restored, error) { return c.restored(s, tell) })
	if err != nil {
		return err
	}
	database := s.base()
	if !strings.Contains(s.database, "://") {
		database = strings.TrimPrefix(s.database, "sqlite:")
	}
	if c.JSON {
		return printJSON(s, restoredFile{database, done.Aside, done.Manifest, erasedFile{done.Erased, done.Found, done.Looked}})
	}
	fmt.Fprintln(s.Out, s.say("Wiederhergestellt: ", "restored: ")+database)
	printManifest(s, done.Manifest)
	if done.Aside != "" {
		fmt.Fprintln(s.Out, s.say("Die bisherige Datenbank liegt unter ", "The database that was there lies at ")+done.Aside+
			s.say(". Bitte löschen, wenn alles stimmt.", ". Please delete it when all is well."))
	}
	printErased(s, database, done)
	return nil
}

func (c restoreCommand) restored(s scope, tell Telling) (Restored, error) {
	if !strings.Contains(s.database, "://") {
		return s.Backups.Restore(s.ctx, c.File, strings.TrimPrefix(s.database, "sqlite:"), c.Replace, tell)
	}
	if !strings.EqualFold(filepath.Ext(c.File), ".json") {
		return Restored{}, fault.New(fault.Invalid, "cli.restore",
			"PostgreSQL wird mit pg_restore wiederhergestellt; „planraum restore“ nimmt danach das Verzeichnis (.json) von „backup manifest“, vergleicht und wiederholt die Löschungen (siehe docs/operations.md).",
			"PostgreSQL is restored with pg_restore; “planraum restore” then takes the manifest (.json) of “backup manifest”, compares and does the erasures again (see docs/operations.md).")
	}
	want, err := readManifest(c.File)
	if err != nil {
		return Restored{}, err
	}
	seen, err := s.Backups.Manifest(s.ctx, s.database, "", tell)
	if err == nil {
		err = compared(s, want, seen)
	}
	if err != nil {
		return Restored{}, err
	}
	return s.Backups.Settle(s.ctx, s.database, copyAt(c.File, want))
}

// printErased says what was erased again, or, where no list of erasures was
// found, what to do.
func printErased(s scope, database string, done Restored) {
	if len(done.Found) > 0 {
		fmt.Fprintf(s.Out, s.say("Seit der Sicherung gelöschte Konten und Kontakte wieder gelöscht: %s (nach %s).\n", "Accounts and contacts deleted since the backup that were deleted again: %s (by %s).\n"),
			s.Lang.Int(int64(done.Erased)), strings.Join(done.Found, ", "))
		return
	}
	old := cmp.Or(done.Aside, s.say("ALTE-DATENBANK", "OLD-DATABASE"))
	fmt.Fprintf(s.Out, s.say(
		"Achtung: Keine Liste der Löschungen gefunden (gesucht: %[1]s). Wer nach dem %[2]s gelöscht wurde, steht wieder in der Datenbank.\n"+
			"Bitte vor dem Start: planraum privacy erasures --database %[3]s > loeschungen.json, dann planraum privacy reapply loeschungen.json --database %[4]s\n",
		"Attention: no list of erasures was found (looked for: %[1]s). Whoever was deleted after %[2]s is in the database again.\n"+
			"Please, before the start: planraum privacy erasures --database %[3]s > erasures.json, then planraum privacy reapply erasures.json --database %[4]s\n"),
		cmp.Or(strings.Join(done.Looked, ", "), "PLANRAUM_ERASURES"), clock(done.TakenAt), old, database)
}

// restoredFile is what was restored, as JSON.
type restoredFile struct {
	Database string          `json:"database"`
	Aside    string          `json:"aside,omitempty"`
	Manifest backup.Manifest `json:"manifest"`
	Erasures erasedFile      `json:"erasures"`
}

// erasedFile is what was erased again, as JSON.
type erasedFile struct {
	Again  int      `json:"again"`
	Lists  []string `json:"lists"` // that were found
	Looked []string `json:"looked_for"`
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
	m, err := staged(s, func(tell Telling) (backup.Manifest, error) {
		return s.Backups.Manifest(s.ctx, s.database, c.Dump, tell)
	})
	if c.Dump != "" {
		s.record(safekeeping.Made(copyAt(c.Dump, m), err))
	}
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
